"""One PDF, end to end: bytes to pages, to tables and sections, to records, to checks and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.arithmetic.claims import Claims
from pipeline.claims.aggregates import claim_aggregates
from pipeline.claims.deadlines import claim_days
from pipeline.claims.formulas import claim_formulas
from pipeline.claims.mined import discover
from pipeline.claims.narrative import claim_prose
from pipeline.claims.repeated_tables import claim_repeats, claim_scheme
from pipeline.corrections import digest_of
from pipeline.decisions import Decided, contradicted, correct_texts, decide, expired, with_decided_values
from pipeline.facts.build import facts_of
from pipeline.figures.rounding import steps_of
from pipeline.figures.two_sided import halves_of
from pipeline.figures.values import TableValues, read_values
from pipeline.findings.about_cell import about_cell
from pipeline.findings.judge import Judgement, judge
from pipeline.findings.wording_en import red_message, refused_message, scale_message
from pipeline.findings.wording_it import red_message_it, refused_message_it, scale_message_it, with_italian
from pipeline.garbage import searched_seldom
from pipeline.inert import printable
from pipeline.ledger import ledger_of
from pipeline.narrative.bodies import find_body, kind_of
from pipeline.narrative.currency import scales_said
from pipeline.narrative.headings import headings_of, usual_size
from pipeline.narrative.paragraphs import paragraphs_of, usual_leading
from pipeline.narrative.sections import SectionBuilder, ancestors
from pipeline.narrative.title_page import Year, find_title, find_year
from pipeline.pictured import ask_pictures
from pipeline.reading.document import Recognised, read_pages
from pipeline.reading.model import Line
from pipeline.reading.outline import Bookmark
from pipeline.reading.page import Page
from pipeline.reading.running_lines import body_lines
from pipeline.records import KINDS, read_narrative
from pipeline.records.kind import Source as TableSource
from pipeline.report_list import NOTHING_GIVEN, Given
from pipeline.rereading import Place, misread, read_again, unblamed, unconfirmed
from pipeline.second_opinion import in_doubt, may_be_asked_about, other_grids
from pipeline.settle import other_headers, settle
from pipeline.source import Source, Unreadable, open_source
from pipeline.stopwatch import Stage
from pipeline.tables.find import find_tables
from pipeline.tables.model import Grid
from pipeline.tables.overrides import lay_out_as_decided
from pipeline.tables.stitch import assemble, stitch
from pipeline.version import CODE_VERSION
from schemas.check import Check
from schemas.correction import Correction
from schemas.document import Document, Quarantined
from schemas.fact import Fact
from schemas.finding import Finding
from schemas.page import PageLedger
from schemas.records.base import Record
from schemas.section import Section
from schemas.table import Table, TextSource

CAPTION_LINES = 3
"""Lines above a table in which its unit may be stated."""

OTHER = "other"
"""The kind of a table of no known kind."""


@dataclass(frozen=True)
class Report:
    """Everything that was read from one PDF."""

    document_id: str
    document: Document
    tables: tuple[Table, ...]
    kinds: dict[str, str]
    """The record dataset of each table by its id, or `other`."""
    sections: tuple[Section, ...]
    records: tuple[Record, ...]
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    confirmations: dict[tuple[str, int, int], int]
    """How many identities confirm a cell, by table, row and column."""
    decided: Decided
    """What reviewers decided about figures."""
    unread_pages: tuple[Quarantined, ...]
    pages: tuple[PageLedger, ...]
    """What is on each page, and what became of it."""


@searched_seldom()
def read_report(
    path: Path,
    name: str | None = None,
    on_page: Callable[[int, int], None] = lambda page, pages: None,
    *,
    without: Mapping[int, Unreadable] | None = None,
    passwords: Sequence[str] = (),
    document_id: str | None = None,
    corrections: Sequence[Correction] = (),
    given: Given = NOTHING_GIVEN,
    on_stage: Callable[[Stage], None] = lambda stage: None,
    recognised: Recognised | None = None,
    share: bool = False,
) -> Report:
    """Read a PDF, end to end.

    `name` is what the document is to be called; `on_page`, `without`, `recognised` and `share` are those of `read_pages`,
    `passwords` and `document_id` those of `open_source`; `corrections` what reviewers decided about this very document, `given`
    what the user says of it; `on_stage` is told of each stage before it begins. Raises `Unreadable` if nothing of the file can be
    read, and what `read_pages` raises; pages that cannot be are told in the report.
    """
    name = name or printable(path.name)
    source = open_source(path, passwords, document_id)
    on_stage("reading")
    pages, unread, page_count, outline = read_pages(source, name, on_page, without, recognised=recognised, share=share)
    on_stage("tables")
    body = body_lines(pages)
    grids, outside, misfits = read_tables(pages, body, corrections)
    tables = assemble_all(grids, pages)
    ledger = ledger_of(pages, grids, outside, body, unread)
    tables, sections = narrate(pages, tables, outside, outline)
    tables, reports = correct_texts(source.document_id, tables, corrections)
    reports += [expired(source.document_id, correction, why) for correction, why in misfits]
    title, text_source = find_title(body[0]), _text_source(pages)
    whose, year = find_body(pages, usual_size(outside)), _year_of(pages, outside, sections, tables, source.title)
    entity = given.entity or (whose.name if whose else None)
    parts = {table.table_id: grid for table, grid in zip(tables, grids, strict=True) if may_be_asked_about(table)}
    for page in pages:
        page.let_go_of_text()
    del body, grids, outside
    on_stage("judging")
    known, misreadings, read_twice = _settled(source, pages, parts, tables, sections)
    reports += misreadings
    tables = known.tables
    judgement = known.judgement
    confirmations = _by_cell(judgement)
    certain = _unless_red(judgement.findings, judgement.checks, known.values)
    certain = unblamed(certain, judgement.checks, tables, read_twice | confirmations.keys())
    reports += unconfirmed(source.document_id, tables, confirmations)
    found = (*certain, *_reading_findings(source.document_id, tables, known.values, known.kinds))
    findings, decided = decide(source.document_id, found, judgement.checks, tables, corrections)
    reports += contradicted(source.document_id, decided, known.claims)
    return Report(
        document_id=source.document_id,
        document=Document(
            source_file=name,
            source_files=(name,),
            entity=entity,
            entity_confidence="given" if given.entity else whose.confidence if whose else None,
            entity_kind=kind_of(given.entity) if given.entity else whose.kind if whose else None,
            fiscal_year=given.fiscal_year or (year.year if year else None),
            fiscal_year_confidence="given" if given.fiscal_year else year.confidence if year else None,
            title=title or source.title,
            page_count=page_count,
            producer=source.producer,
            text_source=text_source,
            completeness="partial" if unread else "complete",
            coverage=_coverage(tables, confirmations),
            code_version=CODE_VERSION,
            decisions=digest_of(corrections) or None,
        ),
        tables=tuple(tables),
        kinds=known.kinds,
        sections=tuple(sections),
        records=tuple(with_decided_values(known.records, decided)),
        facts=tuple(
            facts_of(
                tables,
                known.values,
                entity=entity,
                decided=decided.value_of,
                confirmations=confirmations,
                checks=judgement.checks,
            )
        ),
        checks=judgement.checks,
        findings=tuple(ask_pictures(with_italian([*findings, *reports], judgement.checks, tables), pages)),
        confirmations=confirmations,
        decided=decided,
        unread_pages=tuple(unread),
        pages=tuple(ledger),
    )


@dataclass(frozen=True)
class Judged:
    """Tables with their values, what they record, and what the arithmetic says of it."""

    tables: list[Table]
    values: dict[str, TableValues]
    kinds: dict[str, str]
    records: list[Record]
    claims: Claims
    judgement: Judgement


def judged(document_id: str, tables: Sequence[Table], sections: Sequence[Section]) -> Judged:
    """Read the values of tables, then their records, and judge them."""
    read = [read_values(table, scale) for table, scale in zip(tables, scales_said(tables, sections), strict=True)]
    with_values, values = [table for table, _ in read], {table.table_id: found for table, found in read}
    kinds, records = read_records(with_values, values, sections)
    claims = read_claims(with_values, records, sections)
    return Judged(with_values, values, kinds, records, claims, judge(document_id, claims))


def _settled(
    source: Source,
    pages: Sequence[Page],
    parts: Mapping[str, Sequence[Grid]],
    tables: Sequence[Table],
    sections: Sequence[Section],
) -> tuple[Judged, list[Finding], frozenset[Place]]:
    """The tables judged, those in doubt as settled, what was misread, and recognised figures of which two readings say the same;
    `parts` are those of `other_grids`."""

    def judge_all(tables: Sequence[Table]) -> Judged:
        return judged(source.document_id, tables, sections)

    known = judge_all(tables)
    doubtful = in_doubt(known.tables, known.judgement.findings)
    refused = [(table_id, refusal.cell) for table_id, values in known.values.items() for refusal in values.refused]
    findings, checks = known.judgement.findings, known.judgement.checks
    again = read_again(source, known.tables, findings, checks, refused, _by_cell(known.judgement))
    if not doubtful and not again.others:
        return known, [], again.same
    hypotheses = [*again.others, *other_headers(doubtful), *other_grids(source, pages, parts, doubtful)]
    told, accepted = settle(known.tables, checks, hypotheses, lambda tables: judge_all(tables).judgement.checks)
    settled = judge_all(told) if accepted else replace(known, tables=told)
    anew = {hypothesis.table_id for hypothesis in accepted if hypothesis.grid}
    same = frozenset(place for place in again.same if place[0] not in anew)
    return settled, misread(source.document_id, known.tables, accepted), same


def read_tables(
    pages: Sequence[Page], body: Sequence[Sequence[Line]], corrections: Sequence[Correction]
) -> tuple[list[list[Grid]], list[list[Line]], list[tuple[Correction, str]]]:
    """The document's tables in order, each in its parts; for each page the lines in none; and decisions that no longer fit."""
    grids, outside, _ = find_tables(pages, body)
    return lay_out_as_decided(stitch(grids, outside, pages), outside, pages, corrections)


def assemble_all(tables: Iterable[Sequence[Grid]], pages: Iterable[Page]) -> list[Table]:
    """The tables, each made one of its parts."""
    by_number = {page.number: page for page in pages}
    return [assemble(parts, by_number, f"t{i}") for i, parts in enumerate(tables, 1)]


def narrate(
    pages: Sequence[Page], tables: Sequence[Table], outside: Sequence[Sequence[Line]], outline: Sequence[Bookmark] = ()
) -> tuple[list[Table], list[Section]]:
    """The sections of the narrative, and the tables with the section, title and caption that their places give them.

    `outside` are the lines of each page that are in no table, `outline` the bookmarks of the PDF.
    """
    builder = SectionBuilder(headings_of(pages, outside, outline))
    leading = usual_leading(outside)
    by_number = {page.number: page for page in pages}
    placed: list[Table] = []
    pending: list[tuple[Page, Line]] = []
    for item in _in_order(pages, tables, outside):
        if not isinstance(item, Table):
            pending.append(item)
            continue
        caption = " ".join(line.text for page, line in pending[-CAPTION_LINES:] if page.number == item.first_page)
        _add_texts(builder, pending, leading, by_number)
        section_id, title = builder.place(item)
        placed.append(item.model_copy(update={"section_id": section_id, "title": title, "caption": caption}))
    _add_texts(builder, pending, leading, by_number)
    return placed, builder.finished()


def _in_order(
    pages: Sequence[Page], tables: Sequence[Table], outside: Sequence[Sequence[Line]]
) -> Iterator[tuple[Page, Line] | Table]:
    """Lines and tables in reading order; a table stands where it begins."""
    waiting = list(tables)
    for page, lines in zip(pages, outside, strict=True):
        for line in lines:
            while waiting and _stands_before(waiting[0], page, line):
                yield waiting.pop(0)
            yield page, line
    yield from waiting


def _stands_before(table: Table, page: Page, line: Line) -> bool:
    number, box = table.boxes[0]
    here = page.displayed(line.box)
    if number == page.number and line.text_column and not (box.x0 < here.x1 and here.x0 < box.x1):
        return box.x0 < here.x0
    return number < page.number or (number == page.number and box.top < here.top)


def _add_texts(builder: SectionBuilder, pending: list[tuple[Page, Line]], leading: float, pages: dict[int, Page]) -> None:
    for text in paragraphs_of(pending, leading):
        builder.add_text(text, pages[text.page].displayed(text.box))
    pending.clear()


def read_records(
    tables: Sequence[Table], values: dict[str, TableValues], sections: Sequence[Section]
) -> tuple[dict[str, str], list[Record]]:
    """The kind of each table, and the records of all."""
    kinds: dict[str, str] = {}
    sources: dict[int, list[TableSource]] = {}
    for table in tables:
        kinds[table.table_id] = OTHER
        for half in halves_of(table):
            number, kind = next(((n, kind) for n, kind in enumerate(KINDS) if kind.recognise(half)), (0, None))
            if kind:
                kinds[table.table_id] = kind.record.dataset
                above = tuple(ancestors(sections, table.section_id))
                source = TableSource(half, values[table.table_id], stated_scale(half), above)
                sources.setdefault(number, []).append(source)
    records = [record for number, kind in enumerate(KINDS) for record in kind.read(sources.get(number, []))]
    return kinds, [*records, *read_narrative(sections)]


def stated_scale(table: Table) -> int:
    """What the amounts of a table are to be multiplied by: of columns that differ, what most amounts are; 1 if none says it."""
    scales = Counter(cell.scale for cell in table.cells if cell.measure == "amount" and cell.scale)
    return scales.most_common(1)[0][0] if scales else 1


def read_claims(tables: Sequence[Table], records: Sequence[Record], sections: Sequence[Section]) -> Claims:
    """What tables and text claim of their figures."""
    claims = Claims(steps=steps_of(tables))
    for kind in KINDS:
        kind.claim([record for record in records if isinstance(record, kind.record)], claims)
    claim_repeats(records, tables, claims)
    claim_scheme(records, claims)
    claim_days(records, claims)
    scales = {table.table_id: stated_scale(table) for table in tables}
    claim_formulas(tables, scales, claims)
    discover(tables, scales, claims)
    claim_aggregates(tables, claims)
    claim_prose(sections, records, claims)
    return claims


def _by_cell(judgement: Judgement) -> dict[tuple[str, int, int], int]:
    cells: Counter[tuple[str, int, int]] = Counter()
    for (place, row, column, _), count in judgement.confirmations.items():
        cells[place, row, column] += count
    return dict(cells)


def _text_source(pages: Iterable[Page]) -> TextSource:
    """Whether the characters of these pages are text, or were recognised in pictures."""
    recognised = {ch.confidence is not None for page in pages for ch in page.chars}
    return "mixed" if len(recognised) > 1 else "ocr" if True in recognised else "text"


def _year_of(
    pages: Sequence[Page],
    outside: Sequence[Sequence[Line]],
    sections: Sequence[Section],
    tables: Sequence[Table],
    file_title: str | None,
) -> Year | None:
    """The year that a report is about: its first page is asked first, the lines at its head and those in no table."""
    first = [*pages[0].lines[:2], *outside[0]] if pages[0].number == 1 else []
    return find_year(list({id(line): line for line in first}.values()), usual_size(outside), sections, tables, file_title)


def _coverage(tables: Sequence[Table], confirmations: dict[tuple[str, int, int], int]) -> Decimal:
    numeric = [(table.table_id, cell.row, cell.column) for table in tables for cell in table.cells if cell.value is not None]
    confirmed = sum(key in confirmations for key in numeric)
    return (Decimal(confirmed) / Decimal(len(numeric))).quantize(Decimal("0.0001")) if numeric else Decimal(0)


def _reading_findings(
    document_id: str, tables: Sequence[Table], values: dict[str, TableValues], kinds: Mapping[str, str]
) -> list[Finding]:
    """What was meant as a number and is none, a cell or a whole column; what may have another sign; what no record holds."""
    found = []
    for table in tables:
        headings = table.headings()
        for refusal in values[table.table_id].refused:
            heading = headings[refusal.cell.column]
            italian = refused_message_it(refusal, heading) if refusal.count > 1 else ""
            rule = "NUM-1" if refusal.count == 1 else "NUM-2"
            message = refused_message(refusal, heading)
            found.append(about_cell(document_id, table.table_id, refusal.cell, rule, "warning", message, italian))
        scale = stated_scale(table)
        apart = [c for c in table.cells if c.measure == "amount" and c.scale not in (None, scale)]
        if apart and kinds[table.table_id] != OTHER:
            said = (scale_message(apart[0], scale), scale_message_it(apart[0], scale))
            found.append(about_cell(document_id, table.table_id, apart[0], "UNIT-1", "warning", *said))
        if red := values[table.table_id].red:
            said = (red_message(red), red_message_it(red))
            found.append(about_cell(document_id, table.table_id, red[0], "NUM-3", "warning", *said))
    return found


def _unless_red(findings: Sequence[Finding], checks: Sequence[Check], values: dict[str, TableValues]) -> Iterator[Finding]:
    """The findings, those that rest on a figure in red, whose sign is not known, being no errors."""
    red = {(table_id, cell.row, cell.column) for table_id, found in values.items() for cell in found.red}
    unsure = {check.check_id for check in checks if any((o.table_id, o.row, o.column) in red for o in check.operands)}
    for finding in findings:
        doubtful = finding.severity == "error" and unsure.intersection(finding.check_ids)
        yield finding.model_copy(update={"severity": "warning"}) if doubtful else finding
