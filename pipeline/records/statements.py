"""The statements that public bodies publish: what their models declare, and beside it what cannot be declared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pipeline.arithmetic.claims import Claims
from pipeline.figures.columns import figure_columns
from pipeline.figures.lines import TableLine, column_headings, lines_of
from pipeline.figures.once import once_a_table
from pipeline.figures.periods import Period, period_of
from pipeline.records.declared import declared, scheme_of
from pipeline.records.identities import lines_by_table, runs_of, sums_of_lines
from pipeline.records.kind import Source
from pipeline.records.periods import VARIANCE, Place
from schemas.records.base import Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.records.statements import (
    AdministrationResultLine,
    BalanceSheetLine,
    BudgetAccountLine,
    CashAccountLine,
    CashFlowLine,
    Contribution,
    MaturityLine,
    MovementLine,
    NonprofitLine,
    PaymentTime,
    PerformanceIndicator,
)
from schemas.table import Table

# ── stato patrimoniale ────────────────────────────────────────────────────────────────────────────────────────────────

ASSETS = re.compile(r"^(?:totale\s+(?:dell['’]\s*)?)?attiv(?:o\b(?!\s+circolante)|it[àa])", re.IGNORECASE)
LIABILITIES = re.compile(
    r"^(?:totale\s+(?:del\s+)?)?(?:passiv(?:o|it[àa])\b|patrimonio\s+netto\s+e\s+passiv|passivo\s+e\s+(?:patrimonio\s+)?netto)",
    re.IGNORECASE,
)
OF_ASSETS = re.compile(
    r"immobilizzazioni|attivo\s+circolante|disponibilit[àa]\s+liquide|ratei\s+e\s+risconti\s+attivi", re.IGNORECASE
)
OF_LIABILITIES = re.compile(
    r"patrimonio\s+netto|trattamento\s+di\s+fine|debiti|fondi\s+per\s+rischi|ratei\s+e\s+risconti\s+passivi", re.IGNORECASE
)


def _side(table: Table, line: TableLine) -> str | None:
    said = [*reversed(line.path), *(cell.text for cell in table.cells if cell.row < table.header_rows)]
    for text in said:
        for side, *patterns in (("assets", ASSETS, OF_ASSETS), ("liabilities", LIABILITIES, OF_LIABILITIES)):
            if any(pattern.search(text) for pattern in patterns):
                return side
    return None


def _of_balance(source: Source, line: TableLine) -> dict[str, Any]:
    return {"side": _side(source.table, line)}


def _claim_balance(records: Sequence[Record], claims: Claims) -> None:
    """That assets equal liabilities."""
    by_dates: dict[object, list[Any]] = {}
    for record in records:
        assert isinstance(record, BalanceSheetLine)
        by_dates.setdefault((record.prior_date, record.current_date), []).append(record)
    for lines in by_dates.values():
        totals = [line for line in lines if line.is_total and len(line.label_path) <= 2]
        assets = [line for line in totals if re.match(r"totale\s+(?:dell['’]\s*)?attivo\s*(?:\(|$)", line.label, re.IGNORECASE)]
        both = [line for line in totals if LIABILITIES.match(line.label) and re.search(r"\bnetto\b", line.label, re.IGNORECASE)]
        other = [line for line in totals if LIABILITIES.match(line.label)]
        if assets and (both or other):
            equal = sums_of_lines("BS-2", "Assets equal liabilities.", (both or other)[0], [(1, assets[0])], claims)
            claims.declare(list(equal))


# ── rendiconto gestionale ─────────────────────────────────────────────────────────────────────

COSTS = re.compile(r"\b(?:uscite|oneri|costi)\b", re.IGNORECASE)
REVENUES = re.compile(r"\b(?:entrate|proventi|ricavi|rendite)\b", re.IGNORECASE)
RESULT = re.compile(r"^(?:dis)?avanzo", re.IGNORECASE)
AREA = re.compile(r"^([A-E])\s*[).]")
AREAS = (
    ("A", re.compile(r"interesse\s+generale", re.IGNORECASE)),
    ("B", re.compile(r"attivit[àa]\s+diverse", re.IGNORECASE)),
    ("C", re.compile(r"raccolta\s+fondi", re.IGNORECASE)),
    ("D", re.compile(r"finanziarie\s+e\s+patrimoniali", re.IGNORECASE)),
    ("E", re.compile(r"supporto\s+generale", re.IGNORECASE)),
)


def _of_nonprofit(_: Source, line: TableLine) -> dict[str, Any]:
    section = line.path[0] if line.path else ""
    area = AREA.match(section)
    named = next((letter for letter, pattern in AREAS if pattern.search(section)), None)
    if RESULT.match(line.label or ""):
        return {"side": None, "area": area[1] if area else named, "is_total": True}
    side = "costs" if COSTS.search(section) else "revenues" if REVENUES.search(section) else None
    return {"side": side, "area": area[1] if area else named}


def _claim_nonprofit(records: Sequence[Record], claims: Claims) -> None:
    """The totals of the areas, and the results as what the revenues of an area are over its costs."""
    for lines in lines_by_table(cast("Sequence[NonprofitLine]", records)).values():
        totals = {(line.side, line.area): line for line in lines if line.is_total and line.side and len(line.label_path) == 2}
        for side in ("costs", "revenues"):
            whole = [
                x for x in lines if x.side == side and len(x.label_path) == 1 and re.search(r"totale", x.label, re.IGNORECASE)
            ]
            parts = [(1, line) for (s, _), line in totals.items() if s == side]
            if len(whole) == 1 and len(parts) > 1:
                said = "The total is that of its areas."
                claims.declare(list(sums_of_lines("NP-3", said, whole[0], parts, claims, fewest=len(parts))))
        for line in lines:
            of_area = [(n, totals[s, line.area]) for n, s in ((1, "revenues"), (-1, "costs")) if (s, line.area) in totals]
            if line.area and RESULT.match(line.label) and len(of_area) == 2:
                said = "The result of an area is its revenues less its costs."
                claims.declare(list(sums_of_lines("NP-2", said, line, of_area, claims, fewest=2)))


# ── movements ─────────────────────────────────────────────────────────────────────────────────────────────────────────

AT_FIRST = re.compile(r"inizial|inizio|apertura|esistenza\s+al|al\s+0?1[^\w\s]?(?:[./]0?1|\s+gennaio)", re.IGNORECASE)
AT_LAST = re.compile(r"\bfinal|\bdi\s+fine|chiusura|fine\s+(?:esercizio|anno|periodo)|\bal\s+31(?:[./]12|\s+dic)", re.IGNORECASE)
GROSS = re.compile(r"nominal|\blord|costo\s+storico|(?:valore|costo|prezzo)\s+d[i'’]\s*acquist", re.IGNORECASE)
FUNDS = re.compile(r"\bfond[oi]\b", re.IGNORECASE)
NET = re.compile(r"\bnett[oi]\b|\bresidu[oi]\b|\bvalore\s+(?:contabile|di\s+(?:presumibile\s+)?realizzo)\b", re.IGNORECASE)
MOVES = (
    ("depreciation", r"ammortament|^amm\."),
    ("revaluations", r"rivalutazion"),
    ("write_downs", r"svalutazion"),
    ("transfers", r"riclass|giroc|trasf|spostament|^variazion[ei]\n(?!.*\n.*(?:decrem|diminuz)).*(?:\bresidui|\bcredit|\bdebit)"),
    ("decreases", r"decrem|dismiss|alienaz|utilizz|cessaz|diminuz|usciti"),
    ("decreases", r"(?:riscoss|incass).*\n.*(?:\bresidui\b(?! passiv)|\bcredit)|pagat.*\n.*(?:\bresidui\b(?! attiv)|\bdebit)"),
    ("increases", r"increm|acquis|accant|assunz|aument|entrati|destinaz"),
)
"""How headings of moves read; of some also a line below, what is said of the whole table: receipts lessen credits alone."""


def _movements(table: Table) -> Mapping[str, Place] | None:
    """The columns of a table of movements: one at the beginning, one at the end, only moves in between; or gross, funds, net."""
    figures = figure_columns(table)
    headings = [(place, text) for place, text in column_headings(table) if place[1] in figures]
    if len(headings) < 3 or (len(headings) == 3 and VARIANCE.search(headings[1][1])):
        return None
    first, last = headings[0], headings[-1]
    if GROSS.search(first[1]) and NET.search(last[1]) and len(headings) == 3 and FUNDS.search(headings[1][1]):
        return {"gross": first[0], "funds": headings[1][0], "net": last[0]}
    periods: list[Period | None] = [period_of([first[1]]), period_of([last[1]])]
    dated = all(periods) and periods[0] is not None and periods[1] is not None and periods[0].end < periods[1].end
    if not dated and not (AT_FIRST.search(first[1]) and AT_LAST.search(last[1])):
        return None
    heads, n = table.headings(), first[0][1] + 1
    said = f"{table.title} {table.caption} {' '.join(heads[:n])}\n{' '.join(heads[n:])}"
    found = {"opening": first[0], "closing": last[0]}
    for place, text in headings[1:-1]:
        move = next((name for name, moves in MOVES if re.match(rf".*?(?:{moves})", f"{text}\n{said}", re.IGNORECASE)), None)
        if move is None or move in found:
            return None
        found[move] = place
    return found


# ── finanziaria ───────────────────────────────────────────────────────────────────────────────────────────────────────

RECEIPTS = re.compile(r"entrat[ae]|riscossion|incass", re.IGNORECASE)
PAYMENTS = re.compile(r"uscit[ae]|spes[ae]|pagament", re.IGNORECASE)


def _of_cash_account(source: Source, line: TableLine) -> dict[str, Any]:
    """Side and section of a line: rows without figures above it name the section, else the table's title does."""
    sections = [part for part in line.path[:-1] if part not in _labels_of_figures(source.table)]
    return _side_of(source, line) | ({"section": " / ".join(sections)} if sections else {})


@once_a_table
def _labels_of_figures(table: Table) -> frozenset[str | None]:
    """The labels of the lines of a table that have figures."""
    return frozenset(line.label for line in lines_of(table))


def _side_of(source: Source, line: TableLine) -> dict[str, Any]:
    for said in (" ".join(source.table.headings()), source.table.title, source.table.caption, *line.path):
        receipts, payments = RECEIPTS.search(said), PAYMENTS.search(said)
        if bool(receipts) != bool(payments):
            return {"side": "receipts" if receipts else "payments"}
    return {"side": None}


def _claim_cash_account(records: Sequence[Record], claims: Claims) -> None:
    """A total that ends a table of codes of one level is their sum."""
    for lines in runs_of(records):
        *parts, total = lines
        if total.is_total and len(parts) > 1 and len({len(line.code or "") for line in parts}) == 1 and parts[0].code:
            said = f"{total.label} is the sum of all codes."
            claims.declare(list(sums_of_lines("CASH-1", said, total, [(1, line) for line in parts], claims, fields=("amount",))))


def _of_budget(source: Source, _: TableLine) -> dict[str, Any]:
    said = " ".join(source.table.headings())
    if re.search(r"\(RR\)|riscossioni", said, re.IGNORECASE):
        return {"side": "revenue"}
    return {"side": "expenditure" if re.search(r"\(PR\)|pagamenti", said, re.IGNORECASE) else None}


@once_a_table
def _has_sides(table: Table) -> bool:
    """Whether a table is the quadro generale riassuntivo, which has receipts and payments."""
    return scheme_of(AdministrationResultLine, table) == "D.Lgs. 118/2011 10 quadro"


def _of_result(source: Source, line: TableLine) -> dict[str, Any]:
    return _side_of(source, line) if _has_sides(source.table) else {"side": None}


# ── others ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_days(lines: list[Contribution]) -> list[Contribution]:
    """The contributions with the days on which they were paid."""
    days = [period_of([line.date_text]) if line.date_text else None for line in lines]
    return [
        line.model_copy(update={"paid_on": None if day.start else day.end, "year": day.end.year}) if day else line
        for line, day in zip(lines, days, strict=True)
    ]


def _of_payment(_: Source, line: TableLine) -> dict[str, Any]:
    period = period_of([line.label or ""])
    return {"year": period.end.year} if period else {}


def _claim_payments(records: Sequence[Record], claims: Claims) -> None:
    """What is paid in a year is the sum of its quarters: claimed where all four are printed, or where it holds."""
    for lines in runs_of(records):
        quarters = [x for x in lines if re.search(r"\btrim(?:estr|\.)", x.label, re.IGNORECASE)]
        totals = [x for x in lines if re.match(r"(?:totale|anno|intero anno)\b", x.label, re.IGNORECASE) and x not in quarters]
        for total in totals:
            parts = [(1, x) for x in quarters if len({x.year, total.year} - {None}) < 2]
            said = "What is paid in a year is the sum of its quarters."
            found = sums_of_lines("PAY-1", said, total, parts, claims, fields=("paid", "late"), fewest=2)
            claims.declare([x for x in found if len(parts) == 4 or claims.holds(x)])


KINDS = (
    declared(BudgetAccountLine, of_line=_of_budget),
    declared(AdministrationResultLine, of_line=_of_result),
    declared(IncomeStatementLine),
    declared(CashFlowLine),
    declared(BalanceSheetLine, claim=_claim_balance, of_line=_of_balance),
    declared(NonprofitLine, claim=_claim_nonprofit, of_line=_of_nonprofit),
    declared(MovementLine, places=_movements),
    declared(MaturityLine),
    declared(CashAccountLine, claim=_claim_cash_account, of_line=_of_cash_account),
    declared(Contribution, complete=_with_days),
    declared(PaymentTime, claim=_claim_payments, of_line=_of_payment),
    declared(PerformanceIndicator),
)
"""In the order in which a table is offered to them."""
