"""What the sections of tables claim, of a known kind or not: each total is the sum of the lines of its section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any, ClassVar

from pydantic import ConfigDict

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Identity
from pipeline.figures.formulas import FORMULA, terms_of
from pipeline.figures.lines import is_apart, lines_of
from pipeline.figures.two_sided import halves_of
from pipeline.records.identities import AMOUNTS, runs_of, sign_of, sums_of_lines
from pipeline.records.schemes import MARK
from pipeline.vocabulary import EQUITY, MEAN, OF_WHICH
from schemas.provenance import Box
from schemas.records.base import AmountRecord, Figure, Record
from schemas.records.declaration import Declared
from schemas.table import Cell, Table

COSTS = re.compile(r"\b(?:oneri|costi|spese|uscite)\b", re.IGNORECASE)

NETTED = re.compile(
    r"\b(?:proventi|oneri)\s+ed?\s+(?:altri\s+)?(?:proventi|oneri)\b|\brettifiche\b|\bgestione\s+(?:finanziari|straordinari)",
    re.IGNORECASE,
)
"""What lines are called whose parts are proceeds and costs, which bodies print with and without a minus."""

COSTS_NETTED = re.compile(rf"{COSTS.pattern}|\bsvalutazion", re.IGNORECASE)

LIABILITIES = re.compile(r"\bpassiv(?:o|it[àa])\b(?!.*\bnetto\b)", re.IGNORECASE)


def claim_sections_of_kinds(records: Sequence[Record], claims: Claims) -> None:
    """Enter the sums of the sections of each kind of records that declares them."""
    for model in dict.fromkeys(map(type, records)):
        declared = model.sections if issubclass(model, Declared) else None
        if declared is not None:
            schemes = declared.schemes
            own = [r for r in records if type(r) is model and (not schemes or getattr(r, "scheme", None) in schemes)]
            claim_sections(declared.rule, own, claims, fields=declared.fields)


BALANCE = re.compile(
    r"^(?:saldo|valore|consistenza|esistenza|situazione|patrimonio\s+netto|fondo|totale)\b"
    r".*(?:\bal\s+(?:0?1|30|31)\b|\b(?:inizial|final)[ei]\b|\b(?:inizio|fine|apertura|chiusura)\b)|^al\s+(?:0?1|31)\b",
    re.IGNORECASE,
)
"""How lines are called that say what there is on a day, those between them being what moved."""

TAKEN_OFF = re.compile(
    r"\b(?:decrement|diminuzion|riduzion|utilizz|pagament|uscit|rimbors|prelev|cessazion|alienazion|dismission)",
    re.IGNORECASE,
)
"""What moves are called that a body may print without their sign."""

DEPRECIATION = re.compile(r"\bammortament", re.IGNORECASE)
"""What may be printed without its sign too, and adds to a fund of which sales take off."""

FEWEST_BALANCES = 2
"""Columns in which a balance must be the one before it with what moved."""


class SectionLine(AmountRecord):
    """A line of any table, with a field more for each column of figures: null where it has none."""

    model_config = ConfigDict(extra="allow")
    dataset: ClassVar[str] = "other"
    label: str
    label_path: tuple[str, ...]
    is_total: bool


def claim_any_sections(tables: Sequence[Table], scales: Mapping[str, int], claims: Claims) -> None:
    """Enter the sums of the sections of each table whose totals no kind sums up, where several of them prove it.

    What has no header may be the rest of another table.
    """
    stated = {identity.stated[:2] for identity in claims.identities if len({key[2] for key in identity.keys}) == 1}
    for table in tables:
        for half in halves_of(table) if table.header_rows else ():
            lines = list(_lines(half, scales.get(table.table_id, 1)))
            if not any(line.is_total and (line.table_id, line.row) in stated for line in lines):
                claim_sections("SUM-1", lines, claims, fields=None, fewest=2)


def claim_balances(tables: Sequence[Table], scales: Mapping[str, int], claims: Claims) -> None:
    """Enter that what there is on a day is what there was on the one before and the lines in between, where columns prove it."""
    for table in tables:
        for half in halves_of(table) if table.header_rows else ():
            lines = list(_lines(half, scales.get(table.table_id, 1)))
            days = [i for i, line in enumerate(lines) if BALANCE.search(line.label)]
            for first, last in pairwise(days):
                moves = lines[first + 1 : last]
                if not moves:
                    continue
                fields = [name for name, value in lines[last] if isinstance(value, Figure)]
                said, family = f"{lines[last].label} is {lines[first].label} with what moved.", f"{table.table_id} SUM-5"
                readings = []
                for off, depreciated in ((1, 1), (-1, -1), (-1, 1), (1, -1)):
                    signed = [(_sign_of_move(x.label, off, depreciated), x) for x in moves]
                    parts = [(1, lines[first]), *signed]
                    readings.append(list(sums_of_lines("SUM-5", said, lines[last], parts, claims, fields=fields, family=family)))
                held = [sum(bool(claims.figures[i.stated].value) and claims.holds(i) for i in reading) for reading in readings]
                if max(held) >= FEWEST_BALANCES:
                    claims.declare(_of_columns(readings, held.index(max(held)), claims))


def _sign_of_move(label: str, off: int, depreciated: int) -> int:
    return depreciated if DEPRECIATION.search(label) else off if TAKEN_OFF.search(label) else sign_of(label)


def _of_columns(readings: Sequence[Sequence[Identity]], best: int, claims: Claims) -> Iterator[Identity]:
    """Of each column the best reading, or another that holds in it; where columns differ, no broken one whose sum depends on it.

    What takes off from an amount adds to the fund beside it.
    """
    columns = list(zip(*readings, strict=True))
    holding = [[which for which, identity in enumerate(ways) if claims.holds(identity)] for ways in columns]
    several = any(found and best not in found for found in holding)
    for ways, found in zip(columns, holding, strict=True):
        if found:
            yield ways[best if best in found else found[0]]
        elif not several or len({claims.outcome(identity).computed for identity in ways}) == 1:
            yield ways[best]


def _lines(table: Table, scale: int) -> Iterator[SectionLine]:
    lines = [line for line in lines_of(table) if line.label and not is_apart(line.label)]
    said = {column: " ".join(path) for line in lines for column, path in line.headings.items()}
    twice = [text for text, count in Counter(said.values()).items() if count > 1 or not text]
    names = {column: f"{text} (column {column + 1})" if text in twice else text for column, text in said.items()}
    names = {column: name for column, name in names.items() if not MEAN.search(name)}
    for line in lines:
        figures: dict[str, Any] = dict.fromkeys(names.values())
        figures |= {names[cell.column]: _figure(cell) for cell in line.figures if cell.column in names and _is_in(cell, scale)}
        yield SectionLine(
            table_id=table.table_id, row=line.row, page=line.figures[0].page, box=Box.around(cell.box for cell in line.figures),
            scale=scale, label=line.label or "", label_path=line.path, is_total=line.is_total, **figures,
        )  # fmt: skip


def _is_in(cell: Cell, scale: int) -> bool:
    return cell.value is not None and cell.unit == "EUR" and cell.scale in (None, scale)


def _figure(cell: Cell) -> Figure:
    assert cell.value is not None
    return Figure(value=cell.value, text=cell.text, row=cell.row, column=cell.column, page=cell.page, box=cell.box)


def claim_sections(
    rule: str, records: Sequence[Record], claims: Claims, *, fields: Sequence[str] | None = AMOUNTS, fewest: int = 0
) -> None:
    """Enter that the total of each section is the sum of its lines, those of its own sections by their totals.

    A total may be that of the lines since the one before it. One of no section is that of all before it, where that holds in some
    field, or if it ends a table of one field and all before it are totals; that of one line is this line, where others hold. A
    total that begins the table has no parts there, and may be one itself. A line above its parts is a total too, where more than
    one of them is in its table. `fields` are those that add up; None for all figures. Nothing is claimed of a table unless
    `fewest` totals hold, or all.
    """
    for lines in runs_of(records):
        above: list[Identity] = []
        totals: list[tuple[list[Any], bool, list[list[Identity]]]] = []
        proven: set[int] = set()
        for i, line in enumerate(lines):
            parts = _parts(lines, i) if line.is_total else list(_below(lines[i + 1 :], line.label_path))
            of_section = bool(parts) and len(line.label_path) > 1 and parts[0].label_path[0] == line.label_path[0]
            if (
                not parts
                or not line.label_path
                or _is_difference(line, parts)
                or (len(parts) == 1 and not (line.is_total and of_section))
            ):
                continue
            added = fields or [name for name, value in line if isinstance(value, Figure)]
            said = f"{line.label} is the sum of its {'section' if line.is_total else 'parts'}."
            family = f"{line.table_id} {rule}" + ("" if line.is_total else " above")
            few = min(2, len(parts))
            signs = _signed(line, parts)
            if line.is_total and (since := _since_total(lines[:i], parts)):
                signs[1:1] = _signed(line, since)[:1]
                few = min(few, len(since))
            if line.is_total and lines[0].is_total and parts[0] is lines[1]:
                signs[1:1] = _signed(line, [lines[0], *parts])
            if line.is_total and LIABILITIES.search(line.label):
                signs.append([(sign, part) for sign, part in signs[0] if not EQUITY.search(" ".join(part.label_path))])
            ways = [
                list(sums_of_lines(rule, said, line, signed, claims, fields=added, family=family, fewest=few)) for signed in signs
            ]
            proof = any(_proves(identity, claims) for way in ways for identity in way)
            if not line.is_total:
                held = (way for way in ways if any(_proves(identity, claims) for identity in way))
                above += next(held, [] if NETTED.search(line.label) else ways[0])
            elif proof or of_section or (len(ways[0]) == 1 and line is lines[-1] and proven and all(p.is_total for p in parts)):
                totals.append((parts, COSTS.search(" ".join(line.label_path)) is not None, ways))
                proven |= {line.row} if proof else set()
        if sum(map(claims.holds, above)) > 1:
            claims.declare(above)
        if len(proven) < min(fewest, len(totals)):
            continue
        plain = any(_proves(identity, claims) for _, costs, ways in totals if costs for identity in ways[0])
        for parts, costs, ways in totals:
            if len(parts) > 1 or len(proven) > 1:
                claims.declare_best(ways[:-1] if costs and plain and len(ways) > 1 else ways)


def _is_difference(line: Any, parts: Sequence[Any]) -> bool:
    """Whether a line prints a formula that takes off what is none of its parts: `(E=A-B-C-D)`."""
    terms = [term for formula in FORMULA.finditer(line.label) for term in terms_of(formula)]
    codes = {match[1] for part in parts if (match := MARK.match(part.label))}
    return any(sign < 0 for sign, _ in terms) and codes.isdisjoint(code for _, code in terms)


def _signed(line: Any, parts: Sequence[Any]) -> list[list[tuple[int, Any]]]:
    """The parts of a line with the signs that its formula gives them, or in each of the ways in which they may be added.

    These are: as their labels say, costs taken off, and all of them taken off, where a sum of costs is printed with a minus.
    """
    printed = {code: sign for formula in FORMULA.finditer(line.label) for sign, code in terms_of(formula)}
    codes = [match[1] if (match := MARK.match(part.label)) else None for part in parts]
    signs = [[sign_of(part.label) for part in parts]]
    if printed.keys() >= set(codes):
        signs = [[printed[code] for code in codes if code]]
    elif line.is_total or NETTED.search(line.label):
        costs = COSTS_NETTED if NETTED.search(" ".join(line.label_path)) else COSTS
        signs += [[-1 if costs.search(part.label) else 1 for part in parts], [-1 for _ in parts]]
    return [list(zip(sign, parts, strict=True)) for sign in signs]


def _proves(identity: Identity, claims: Claims) -> bool:
    """Whether a sum holds that says something: not of zeros."""
    return claims.holds(identity) and bool(claims.figures[identity.stated].value)


def _below(lines: Sequence[Any], path: tuple[str, ...]) -> Iterator[Any]:
    """The parts of a line right below it, which are none themselves of another."""
    inside = takewhile(lambda line: line.label_path[: len(path)] == path and len(line.label_path) > len(path), lines)
    return _direct([line for line in inside if not OF_WHICH.match(line.label)], path)


def _parts(lines: Sequence[Any], total: int) -> list[Any]:
    """The lines before a total that make it up: those right in its section, and for each section in it its total or lines.

    A total without a name of its own is called as its section.
    """
    path = lines[total].label_path
    own = any(len(line.label_path) > len(path) and line.label_path[: len(path)] == path for line in lines[:total])
    section = path if own else path[:-1]
    before = lines[:total]
    if not section:
        before = before[
            1 + max((i for i, line in enumerate(before) if line.is_total and len(line.label_path) == 1), default=-1) :
        ]
    inside = [line for line in before if line.label_path[: len(section)] == section and len(line.label_path) > len(section)]
    return list(_direct(inside, section))


def _since_total(before: Sequence[Any], parts: Sequence[Any]) -> list[Any]:
    """The parts of a total that stand below the last total before it, if others stand above."""
    last = max((line.row for line in before if line.is_total), default=-1)
    since = [part for part in parts if part.row > last]
    return since if len(since) < len(parts) else []


def _direct(inside: Sequence[Any], section: tuple[str, ...]) -> Iterator[Any]:
    depth = len(section)
    groups: dict[str, list[Any]] = {}
    for line in inside:
        groups.setdefault(line.label_path[depth], []).append(line)
    for name, lines in groups.items():
        path = (*section, name)
        own = [line for line in lines if line.label_path == path]
        totals = [line for line in lines if line.is_total and line.label_path[:-1] == path]
        if any(not line.is_total for line in own):
            yield from (line for line in own if not line.is_total)
        elif totals or len(own) < len(lines):
            named = [line for line in own if line.is_total]  # a total called as its section
            yield from [(totals or named)[-1]] if totals or named else _direct(lines, path)
