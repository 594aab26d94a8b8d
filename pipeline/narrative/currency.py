"""In which scale the amounts of tables are, where the tables themselves do not say that they are money: what else says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache

from pipeline.figures.accounts import ACCOUNT, is_of_accounts, label_of, may_be_in
from pipeline.figures.once import once_a_table
from pipeline.figures.scales import Stated, scale_alone, scale_of, shows_cents, stated_in
from pipeline.figures.units import IN_EURO, OF_NOTES, said_of_accounts, said_of_document, said_of_tables
from pipeline.narrative.sections import ancestors
from pipeline.numbers import times
from pipeline.vocabulary import ONLY_UNIT
from schemas.provenance import Box
from schemas.records.annex_c import LINE_NAMES
from schemas.records.declaration import Declared
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.records.statements import AdministrationResultLine, BalanceSheetLine, CashAccountLine, CashFlowLine, NonprofitLine
from schemas.section import Paragraph, Section
from schemas.table import Cell, Table

BY_LAW: tuple[type[Declared], ...] = (
    IncomeStatementLine,
    BalanceSheetLine,
    CashFlowLine,
    NonprofitLine,
    AdministrationResultLine,
)
"""Statements in units of euro, unless they say otherwise."""

CODED = re.compile(r"\((?:RS|RR|PR|EP|CP|RC|PC|EC|ECP|CS|TR|TP|FPV)\b[^)]*\)")
"""A heading of the conto del bilancio by its code (D.Lgs. 118/2011, annex 10): `Residui attivi (RS)`, `(EP=RS-RR+R)`."""

CASH_ACCOUNT = re.compile(str(CashAccountLine.title), re.IGNORECASE)
"""How a conto consuntivo in termini di cassa, or a SIOPE statement, is called."""

_NOTE = re.compile(r"^(?:\*{1,3}|\((?:[0-9a-z]|\*{1,3})\)|[\u00b9\u00b2\u00b3])\s*(?=\w)")
"""The mark of a note that a line begins with."""

FEWEST_CODED = 6
"""Such headings that a table must have to be that account."""

FEWEST_OF_ANNEX_C = 6
"""Lines named as the numbered ones of annex C of D.P.R. 254/2005 that a table must have to be that statement."""

AMOUNT = re.compile(
    r"(?P<unit>(?:(?:migliaia|milioni)\s+di\s+)?(?:€|\beuro\b|\beur\b)\s*(?:/?\s*(?:migliaia|milioni|000)\b)?)"
    r"\s*-?\s*(?P<value>[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?)",
    re.IGNORECASE,
)
"""An amount of a sentence, its unit before it: `euro 247.583`, `€/migliaia 3.269.281`."""

FIGURE = re.compile(r"^[-(–−€\s]*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{3,})(?:,[0-9]{1,2})?[\s)€-]*$")
"""A cell with an amount, its whole part."""

LONGEST_UNIT = 40
"""Characters of a line that says nothing but the unit of a table: `(importi in migliaia di euro)`."""

BELOW, FAR_BELOW = 24, 120
"""Points from a table down to a line that may state its unit, and from that line to a table that it may as well be over."""

FEWEST_IN_THOUSANDS = 2
"""Amounts of statements that a table must print in thousands for all of it to be so."""

FEWEST_DIGITS = 5
"""Digits of a figure that hardly stands in a sentence and in a table by chance; on two lines of one name fewer do."""

LEAST = 100
"""Such a figure on two lines of one name."""

THE_LAW = "the law"
SENTENCE = "a sentence about the whole document"

SUMMARY = re.compile(
    r"sintesi|sintetic|riepilog|riclassificat|riassunt|principali|\bdati\b|indicator|andamento|confronto|analisi|scostament",
    re.IGNORECASE,
)
"""What a table is called that tells of a statement and is none."""

_EURO = re.compile(r"[(\[]\s*€\s*[)\]]\s*$")
"""How a heading ends whose amounts are in units of euro, unless something over its table says otherwise: `2023 (€)`."""

_NUMBERED = re.compile(r"^\W*(?:[0-9]{1,2}|[A-Za-z]|[IVX]+)[.)]\s*")
"""The number or letter of a line before its name."""


def scales_said(tables: Sequence[Table], sections: Sequence[Section]) -> list[Stated | None]:
    """What is said of the scale of each table's amounts outside of it, and where; None if nothing says that they are euro.

    The first of these places counts: the law wants some statements in units of euro, while notes may be in thousands (art. 2423
    c.c.), and what is said of all other tables of a document holds for those whose lines are named as accounts are.
    """
    captions = [table.caption for table in tables]
    named = _amounts_named([section.text for section in sections] + captions)
    own = [_own_scale(table) for table in tables]
    under = {table.title: scale for table, scale in zip(reversed(tables), reversed(own), strict=True) if table.title and scale}
    in_euro = [table for table, scale in zip(tables, own, strict=True) if scale in (None, 1) and _is_statement(table)]
    in_thousands = {(label, (amount + 500) // 1000) for table in in_euro for label, amount in _amounts_of(table)}
    in_statements = {line for table in in_euro if _is_named_so(table) for line in _amounts_of(table) if line[0]}
    of_all = {
        by_law: next(filter(None, (said_of_document(section.text, by_law=by_law) for section in sections)), None)
        for by_law in (False, True)
    }
    scales = {scale for found in named.values() for scale in found} | {scale for scale in own if scale}
    scales |= {scale for text in (s.text for s in sections) if (scale := said_of_tables(text))}
    scales |= {scale for table in tables if (scale := scale_of(table.edge))}
    scales |= {1 for text in (*(s.text for s in sections), *captions) if IN_EURO.search(text)}
    scales |= {1 for table, scale in zip(tables, own, strict=True) if scale is None and _is_statement(table)}
    silent = {
        t.table_id for t, scale in zip(tables, own, strict=True) if scale is None and not any(map(_EURO.search, t.headings()))
    }

    def of_document(table: Table) -> int | None:
        said = of_all[_is_statement(table) and _is_named_so(table)]
        return said if may_be_in(table, said) else None

    def against(table: Table, place: str) -> str | None:
        """What says another scale of a summary outside of notes, or of a statement in them: the law, or a sentence on notes."""
        if place not in (THE_LAW, SENTENCE) or of_all[True] or of_all[False] in (None, 1) or not _is_statement(table):
            return None
        in_notes = any(OF_NOTES.search(section.heading) for section in ancestors(sections, table.section_id))
        either = _is_named_so(table) == in_notes and may_be_in(table, of_all[False])
        return {THE_LAW: SENTENCE, SENTENCE: THE_LAW}[place] if either else None

    places: tuple[tuple[str, bool, Callable[[Table], int | None]], ...] = (
        ("its section", False, lambda table: _said_by_sections(table, sections, captions)),
        ("the line before it, on another page", False, lambda table: _said_at_a_foot(table, sections, tables)),
        ("the head or foot of its page", True, lambda table: scale if may_be_in(table, scale := scale_of(table.edge)) else None),
        ("a sentence that names one of its figures", False, lambda table: _said_of_a_figure(table, named)),
        ("the table under the same title", True, lambda table: _said_under(table, under)),
        ("a statement in euro with the same figures", True, lambda t: _said_by_figures(t, in_thousands, in_statements)),
        (SENTENCE, True, of_document),
        (THE_LAW, False, lambda table: 1 if _is_statement(table) else None),
        ("all other tables", False, lambda table: 1 if scales == {1} and is_of_accounts(table) else None),
    )
    return [
        next(
            (
                Stated(scale, place, against=against(table, place))
                for place, bare, said in places
                if (not bare or table.table_id in silent) and (scale := said(table))
            ),
            None,
        )
        for table in tables
    ]


def lines_of_unit_below(tables: Sequence[Table], sections: Sequence[Section]) -> dict[str, tuple[str, Cell]]:
    """The lines right below tables, by these, that say nothing but a scale that the table was not read in; with its first figure.

    None where another table stands so near that the line may be of that one. The last line of a page may be of all of its tables
    that do not say their scale themselves.
    """
    found: dict[str, tuple[str, Cell]] = {}
    texts = [(p.page, p.box, p.text) for s in sections for p in s.paragraphs]
    texts += [(s.first_page, s.box, s.heading) for s in sections if s.heading]
    lines = [
        (*text, scale) for text in texts if len(text[-1]) <= LONGEST_UNIT and (scale := scale_alone(_NOTE.sub("", text[-1])))
    ]
    boxes: dict[int, list[tuple[Box, Table]]] = {}
    tops: dict[int, list[float]] = {}
    for table in tables if lines else ():
        for page, box in table.boxes:
            boxes.setdefault(page, []).append((box, table))
    for page, box, _ in texts if lines else ():
        tops.setdefault(page, []).append(box.top)
    for page, place, line, scale in lines:
        gaps = [(place.top - box.bottom, box.top - place.top, table) for box, table in boxes.get(page, ())]
        nearest = min((place.top - top for top in tops[page] if top < place.top), default=BELOW)
        over = [table for above, _, table in gaps if -1 <= above < min(BELOW, nearest)]
        if not over and place.top >= max(tops[page]):
            over = [table for above, _, table in gaps if above >= 0 and _own_scale(table) is None]
        next_page = [table for _, table in boxes.get(page + 1, ())]
        of_next = any(0 <= below < FAR_BELOW for _, below, _ in gaps) or any(
            t.title == line or _said_at_a_foot(t, sections, tables) for t in next_page
        )
        for table in over if not of_next and (len(over) == 1 or place.top >= max(tops[page])) else ():
            figures = [cell for cell in table.cells if cell.measure in (None, "amount") and cell.value]
            if not shows_cents(table) and figures and scale not in {cell.scale for cell in figures}:
                found[table.table_id] = line, figures[0]
    return found


def _own_scale(table: Table) -> int | None:
    """What a table says itself, be it of one column."""
    stated = stated_in(table, ())
    return stated.scale if stated else next(filter(None, map(scale_of, table.headings())), None)


def _amounts_named(texts: Iterable[str]) -> dict[str, set[int]]:
    """The amounts that sentences name, each with the scales that they are in."""
    named: dict[str, set[int]] = {}
    for text in texts:
        for match in AMOUNT.finditer(text) if "€" in text or "eur" in text.lower() else ():
            if sum(ch.isdigit() for ch in match["value"]) >= FEWEST_DIGITS:
                named.setdefault(match["value"], set()).add(times(match["unit"]) or 1)
    return named


def _said_by_sections(table: Table, sections: Sequence[Section], captions: Sequence[str]) -> int | None:
    """The scale that the section of a table, or one above it, states for the amounts of tables; the nearest counts.

    A line over one table that says nothing but its unit counts for another below only if that is of accounts as well, in whole
    euro.
    """
    whole = (_is_statement(table) or is_of_accounts(table)) and not shows_cents(table)
    for section in ancestors(sections, table.section_id):
        said = [p.text for p in section.paragraphs if not _is_over_one(p.text, captions) or (whole and _stands_before(p, table))]
        text = "\n".join(said)
        of_all = scale if may_be_in(table, scale := said_of_accounts(text)) else None
        if found := said_of_tables(text) or of_all:
            return found
    return None


def _is_over_one(text: str, captions: Sequence[str]) -> bool:
    """Whether a paragraph is the line over one table, at an end of its caption, that says in which unit its figures are."""
    return ONLY_UNIT.match(text) is not None and any(c.endswith(text) or c.startswith(text) for c in captions)


def _stands_before(paragraph: Paragraph, table: Table) -> bool:
    page, box = table.boxes[0]
    return (paragraph.page, paragraph.box.top) < (page, box.top)


def _said_at_a_foot(table: Table, sections: Sequence[Section], tables: Sequence[Table]) -> int | None:
    """The scale that the last line under the table's title states, where a page break parts the table from them.

    A line over another table counts only if that has the same columns, as assets and liabilities have.
    """
    section = next(iter(ancestors(sections, table.section_id)), None)
    before = [p for p in section.paragraphs if p.page < table.first_page] if section else []
    if not before or len(before[-1].text) > LONGEST_UNIT:
        return None
    last = before[-1]
    others = [other for other in tables if other.headings()[1:] != table.headings()[1:]]
    of_other = any(page == last.page and box.top >= last.box.top for other in others for page, box in other.boxes)
    return None if of_other else scale_of(last.text)


def _said_under(table: Table, scales: Mapping[str, int]) -> int | None:
    """The scale of a table of accounts with the same title, or with that and the unit behind it; `scales` are by title.

    One that shows cents is not in thousands, and may be the detail in euro of one that is.
    """
    if not (_is_statement(table) or is_of_accounts(table)):
        return None
    said = next((scale for other, scale in scales.items() if table.title and other.startswith(table.title)), None)
    return None if said == 1000 and shows_cents(table) else said


def _said_of_a_figure(table: Table, named: Mapping[str, set[int]]) -> int | None:
    """The scale of the table's figures that sentences name, if all are in one."""
    scales = {scale for cell in table.cells for scale in named.get(cell.text.strip("()-–− €"), ())}
    return scales.pop() if len(scales) == 1 else None


@once_a_table
def _amounts_of(table: Table) -> set[tuple[str, int]]:
    """The whole parts of a table's amounts, without their signs, each with the name of its line; and those that hardly stand in
    another table by chance without a name.
    """
    found = set()
    for row in table.body():
        label = _NUMBERED.sub("", label_of(row) or "").lower()
        for cell in row:
            if cell is not None and (match := FIGURE.match(cell.text)):
                amount = int(match[1].replace(".", ""))
                found |= {(label, amount)} if label else set()
                found |= {("", amount)} if len(str(amount)) >= FEWEST_DIGITS else set()
    return found


def _said_by_figures(table: Table, in_thousands: Set[tuple[str, int]], in_statements: Set[tuple[str, int]]) -> int | None:
    """1000 for a table that prints amounts of statements in thousands, 1 for a summary that prints them as they are."""
    amounts = _amounts_of(table)
    if len({amount for _, amount in amounts & in_thousands if amount >= LEAST}) >= FEWEST_IN_THOUSANDS:
        return 1000
    same = not _is_named_so(table) and len({amount for _, amount in amounts & in_statements if amount >= LEAST})
    return 1 if same and same >= FEWEST_IN_THOUSANDS and _is_statement(table) else None


def _is_named_so(table: Table) -> bool:
    """Whether a table is called a statement, and no summary of one."""
    return ACCOUNT.search(table.title) is not None and SUMMARY.search(table.title) is None


@once_a_table
def _is_statement(table: Table) -> bool:
    """Whether the lines or columns of a table are named as those of a statement that the law wants in euro, or the table is."""
    headings = " ".join(table.headings())
    if len(CODED.findall(headings)) >= FEWEST_CODED or CASH_ACCOUNT.search(f"{table.title} {table.caption} {headings}"):
        return True
    text = "\n".join(cell.text for cell in table.cells)
    return any(sum(bool(name.search(text)) for name in names) >= fewest for names, fewest in _names())


@cache
def _names() -> tuple[tuple[tuple[re.Pattern[str], ...], int], ...]:
    """How the lines of each of these statements are named, each cell of a table being a line of text, and how many must be."""
    flags = re.IGNORECASE | re.MULTILINE
    named = [(model.names, model.fewest_names) for model in BY_LAW]
    named.append((tuple(pattern.pattern for _, pattern in LINE_NAMES), FEWEST_OF_ANNEX_C))
    return tuple((tuple(re.compile(name, flags) for name in names), fewest) for names, fewest in named)
