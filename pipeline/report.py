"""One PDF, end to end: bytes to pages, to tables and sections, to records, to checks and findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.arithmetic.claims import Claims
from pipeline.claims.aggregates import claim_aggregates
from pipeline.claims.deadlines import claim_days
from pipeline.claims.formulas import claim_formulas
from pipeline.claims.mined import discover
from pipeline.claims.narrative import claim_prose
from pipeline.claims.repeated_tables import claim_parts_of_result, claim_repeats, claim_results, claim_scheme
from pipeline.claims.sections import claim_any_sections, claim_balances, claim_sections_of_kinds
from pipeline.corrections import digest_of
from pipeline.decisions import Decided, contradicted, decide, expired, with_decided_values
from pipeline.extraction import Extraction, extract
from pipeline.facts.build import facts_of
from pipeline.figures.conventions import house_mark
from pipeline.figures.rounding import columns_in_cents, steps_of
from pipeline.figures.scales import stated_scale
from pipeline.figures.two_sided import halves_of
from pipeline.figures.values import TableValues, read_values
from pipeline.findings.doubts import doubts
from pipeline.findings.judge import Judgement, judge
from pipeline.findings.wording_it import with_italian
from pipeline.garbage import searched_seldom
from pipeline.inert import printable
from pipeline.left_out import unless_lost
from pipeline.narrative.bodies import kind_of
from pipeline.narrative.currency import scales_said
from pipeline.narrative.sections import ancestors
from pipeline.pictured import ask_pictures
from pipeline.reading.document import Recognised
from pipeline.records import KINDS, read_narrative
from pipeline.records.kind import Source as TableSource
from pipeline.report_list import NOTHING_GIVEN, Given
from pipeline.rereading import misread, read_again, unblamed, unconfirmed
from pipeline.second_looks import Place, SecondLooks
from pipeline.settle import in_doubt, other_grids, other_headers, settle
from pipeline.source import Unreadable, open_source
from pipeline.version import CODE_VERSION
from schemas.check import Check
from schemas.correction import Correction
from schemas.document import Document, Quarantined
from schemas.fact import Fact
from schemas.finding import Finding
from schemas.page import PageLedger
from schemas.records.base import Record
from schemas.section import Section
from schemas.table import Table

SOME_LINES = re.compile(
    r"\bprincipal[ei]\b|\bmaggior[ie]\b|\bpiù\s+\w+|\b[dt](?:i|ra)\s+cui\b|\bprim[ei]\s+(?:[0-9]+|cinque|dieci)\b", re.IGNORECASE
)
"""What tables say that list only some lines of what their totals sum up."""

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
    recognised: Recognised | None = None,
    share: bool = False,
) -> Report:
    """Read a PDF and judge it, end to end.

    `name` is what the document is to be called; `on_page`, `without`, `recognised` and `share` are those of `read_pages`,
    `passwords` and `document_id` those of `open_source`; `corrections` what reviewers decided about this very document, `given`
    what the user says of it. Raises `Unreadable` if nothing of the file can be read, and what `read_pages` raises; pages that
    cannot be are told in the report.
    """
    name = name or printable(path.name)
    source = open_source(path, passwords, document_id)
    read, looks = extract(source, name, on_page, without=without, corrections=corrections, recognised=recognised, share=share)
    return judge_extraction(read, looks, name, corrections, given)


def judge_extraction(
    read: Extraction, looks: SecondLooks, name: str, corrections: Sequence[Correction] = (), given: Given = NOTHING_GIVEN
) -> Report:
    """Judge what was read of a document; the arguments are those of `read_report`.

    Raises `NeedsPdf` where second looks that were remembered do not suffice.
    """
    known, reports, read_twice = _settled(read, looks)
    tables = known.tables
    judgement = known.judgement
    entity = given.entity or (read.body.name if read.body else None)
    confirmations = _by_cell(judgement)
    certain = _unless_doubtful(judgement.findings, judgement.checks, tables, known.values)
    certain = unless_lost(certain, judgement.checks, tables, known.values, read.pages, read.pictures)
    certain = unblamed(certain, judgement.checks, tables, read_twice | confirmations.keys())
    misfits = [expired(read.document_id, correction, why) for correction, why in read.misfits]
    reports = [*misfits, *reports, *unconfirmed(read.document_id, tables, confirmations)]
    unrecorded = {table_id for table_id, kind in known.kinds.items() if kind == OTHER}
    found = (*certain, *doubts(read.document_id, tables, known.values, unrecorded, read.sections))
    findings, decided = decide(read.document_id, found, judgement.checks, tables, corrections)
    reports += contradicted(read.document_id, decided, known.claims)
    values, kinds, records = known.values, known.kinds, known.records
    del known  # what was claimed takes as much memory as the facts
    return Report(
        document_id=read.document_id,
        document=Document(
            source_file=name,
            source_files=(name,),
            entity=entity,
            entity_confidence="given" if given.entity else read.body.confidence if read.body else None,
            entity_kind=kind_of(given.entity) if given.entity else read.body.kind if read.body else None,
            fiscal_year=given.fiscal_year or (read.year.year if read.year else None),
            fiscal_year_confidence="given" if given.fiscal_year else read.year.confidence if read.year else None,
            title=read.title,
            page_count=read.page_count,
            producer=read.producer,
            text_source=read.text_source,
            completeness="partial" if read.unread else "complete",
            coverage=_coverage(tables, confirmations),
            code_version=CODE_VERSION,
            decisions=digest_of(corrections) or None,
        ),
        tables=tuple(tables),
        kinds=kinds,
        sections=read.sections,
        records=tuple(with_decided_values(records, decided)),
        facts=tuple(
            facts_of(
                tables,
                values,
                entity=entity,
                decided=decided.value_of,
                confirmations=confirmations,
                checks=judgement.checks,
            )
        ),
        checks=judgement.checks,
        findings=tuple(
            ask_pictures(with_italian([*findings, *reports], judgement.checks, tables), judgement.checks, read.pictures)
        ),
        confirmations=confirmations,
        decided=decided,
        unread_pages=tuple(page.model_copy(update={"source_file": name}) for page in read.unread),
        pages=read.pages,
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


def judged(document_id: str, tables: Sequence[Table], sections: Sequence[Section], mark: str | None = None) -> Judged:
    """Read the values of tables, then their records, and judge them; `mark` is the document's decimal mark."""
    read = [read_values(table, scale, mark) for table, scale in zip(tables, scales_said(tables, sections), strict=True)]
    with_values, values = [table for table, _ in read], {table.table_id: found for table, found in read}
    kinds, records = read_records(with_values, values, sections)
    claims = read_claims(with_values, records, sections)
    return Judged(with_values, values, kinds, records, claims, judge(document_id, claims))


def _settled(read: Extraction, looks: SecondLooks) -> tuple[Judged, list[Finding], frozenset[Place]]:
    """The tables judged, those in doubt as settled; what was misread; and recognised figures that two readings make the same."""

    mark = house_mark(cell.text for table in read.tables for cell in table.cells)

    def judge_all(tables: Sequence[Table]) -> Judged:
        return judged(read.document_id, tables, read.sections, mark)

    known = judge_all(read.tables)
    doubtful = in_doubt(known.tables, known.judgement.findings)
    refused = [(table_id, refusal.cell) for table_id, values in known.values.items() for refusal in values.refused]
    findings, checks = known.judgement.findings, known.judgement.checks
    again = read_again(looks, known.tables, findings, checks, refused, _by_cell(known.judgement))
    if not doubtful and not again.others:
        return known, [], again.same
    hypotheses = [*again.others, *other_headers(doubtful), *other_grids(looks.opinions_on(doubtful))]
    told, accepted = settle(known.tables, checks, hypotheses, lambda tables: judge_all(tables).judgement.checks)
    settled = judge_all(told) if accepted else replace(known, tables=told)
    anew = {hypothesis.table_id for hypothesis in accepted if hypothesis.grid}
    same = frozenset(place for place in again.same if place[0] not in anew)
    return settled, misread(read.document_id, known.tables, accepted), same


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


def read_claims(tables: Sequence[Table], records: Sequence[Record], sections: Sequence[Section]) -> Claims:
    """What tables and text claim of their figures."""
    in_part = {table.table_id for table in tables if SOME_LINES.search(_names_of(table))}
    claims = Claims(steps=steps_of(tables), in_cents=columns_in_cents(tables), in_part=in_part)
    for kind in KINDS:
        kind.claim([record for record in records if isinstance(record, kind.record)], claims)
    claim_sections_of_kinds(records, claims)
    claim_repeats(records, tables, claims)
    claim_scheme(records, claims)
    claim_results(records, claims)
    claim_parts_of_result(records, claims)
    claim_days(records, claims)
    scales = {table.table_id: stated_scale(table) for table in tables}
    claim_formulas(tables, scales, claims)
    claim_any_sections(tables, scales, claims)
    claim_balances(tables, scales, claims)
    discover(tables, scales, claims)
    claim_aggregates(tables, claims)
    claim_prose(sections, records, claims)
    return claims


def _names_of(table: Table) -> str:
    """What a table and its lines are called: its title, the end of a caption that is no sentence, and the first heading."""
    return " ".join([table.title, re.split(r"\.(?:\s+|$)", table.caption)[-1], *table.headings()[:1]])


def _by_cell(judgement: Judgement) -> dict[tuple[str, int, int], int]:
    cells: Counter[tuple[str, int, int]] = Counter()
    for (place, row, column, _), count in judgement.confirmations.items():
        cells[place, row, column] += count
    return dict(cells)


def _coverage(tables: Sequence[Table], confirmations: dict[tuple[str, int, int], int]) -> Decimal:
    numeric = [(table.table_id, cell.row, cell.column) for table in tables for cell in table.cells if cell.value is not None]
    confirmed = sum(key in confirmations for key in numeric)
    return (Decimal(confirmed) / Decimal(len(numeric))).quantize(Decimal("0.0001")) if numeric else Decimal(0)


def _unless_doubtful(
    findings: Sequence[Finding], checks: Sequence[Check], tables: Sequence[Table], values: dict[str, TableValues]
) -> Iterator[Finding]:
    """The findings, those that rest on a figure whose sign is not known, or that is cut off or struck out, being no errors."""
    doubtful = {(table_id, cell.row, cell.column) for table_id, found in values.items() for cell in (*found.red, *found.sided)}
    doubtful |= {(table.table_id, cell.row, cell.column) for table in tables for cell in table.cells if cell.cut or cell.struck}
    unsure = {check.check_id for check in checks if any((o.table_id, o.row, o.column) in doubtful for o in check.operands)}
    for finding in findings:
        rests = finding.severity == "error" and unsure.intersection(finding.check_ids)
        yield finding.model_copy(update={"severity": "warning"}) if rests else finding
