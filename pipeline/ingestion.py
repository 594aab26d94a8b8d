"""One document, from its bytes to all that is written of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.columns import EDGES
from pipeline.datasets import as_fields, frames_of, read_document, write_frames
from pipeline.extraction import extract
from pipeline.garbage import searched_seldom
from pipeline.kept import Kept, keep, kept_in, key_of
from pipeline.reading.document import Recognised
from pipeline.reading.part import Part
from pipeline.records import RECORDS
from pipeline.report import Report, judge_extraction
from pipeline.report_list import NOTHING_GIVEN, Given
from pipeline.review.pages import write_document_pages
from pipeline.second_looks import NeedsPdf, SecondLooks
from pipeline.source import Unreadable, open_source
from pipeline.stopwatch import Stopwatch
from pipeline.stretches import Stretch
from pipeline.summary import Summary
from pipeline.tables.features.text_rows import is_figure
from schemas.correction import Correction
from schemas.document import Document, Quarantined
from schemas.finding import Finding


@searched_seldom()
def read_and_write(
    path: Path,
    on_page: Callable[[int, int], None],
    *,
    document_id: str,
    names: tuple[str, ...],
    output: Path,
    passwords: Sequence[str] = (),
    without: Mapping[int, Unreadable] | None = None,
    corrections: Sequence[Correction] = (),
    given: Given = NOTHING_GIVEN,
    link: str | None = None,
    recognised: Recognised | None = None,
    parts: Sequence[Part] | None = None,
    share: bool = False,
    kept: Path | None = None,
    on_found: Callable[[int, int, int], None] = lambda pages, tables, figures: None,
) -> Summary:
    """Read a document, write its datasets and pages, and say what came of it.

    The arguments are those of `read_report`, `names` all the names under which the document was given, `link` that of
    `write_document_pages`, `parts` those of `read_pages`; `kept` is the file in which what was read is kept, and from which it is
    taken if it would be read so today; `on_found` is that of `counted`. Raises `Unreadable` for the document, `Unwritable` for
    the output.
    """
    watch = Stopwatch()
    for part in parts or ():
        watch.add("reading", part.began, part.cpu_seconds)
    report = _judged_again(kept, min(names), corrections, given) if kept else None
    if report is None:
        source = open_source(path, passwords, document_id)
        read, looks = extract(
            source, min(names), on_page, without=without, corrections=corrections, on_stage=watch.begin, recognised=recognised,
            parts=parts, share=share, on_stretch=counted(on_found),
        )  # fmt: skip
        watch.begin("judging")
        report = judge_extraction(read, looks, min(names), corrections, given)
        if kept:
            keep(kept, Kept(key=key_of(corrections), extraction=read, answers=looks.answers()))
        del source, read, looks
    document = report.document.model_copy(update={"source_files": tuple(sorted(names))})
    report = replace(report, document=document)
    watch.begin("rows")
    summary, made = summarise(report), frames_of(report)
    del report
    frames = dict(made)
    watch.begin("review")
    files = write_document_pages(frames, path, passwords, output, link)
    watch.begin("writing")
    files += write_frames(frames.items(), output, document_id, document.fiscal_year)
    engines = {*frames["pages"]["engine"].drop_nulls(), *(("ocr",) if document.text_source != "text" else ())}
    cost = watch.cost(document.page_count, engines)
    return summary.model_copy(update={"cost": cost, "files": tuple(str(file.relative_to(output)) for file in files)})


def counted(on_found: Callable[[int, int, int], None]) -> Callable[[Stretch], None]:
    """Tells `on_found`, as each stretch of a document is read, in how many pages all tables are found, these, and the figures."""
    counts = [0, 0, 0]

    def on_stretch(stretch: Stretch) -> None:
        figures = sum(is_figure(cell.text) for table in stretch.tables for cell in table.cells)
        for i, more in enumerate((len(stretch.pages), len(stretch.tables), figures)):
            counts[i] += more
        on_found(*counts)

    return on_stretch


def _judged_again(file: Path, name: str, corrections: Sequence[Correction], given: Given) -> Report | None:
    """The report as the rules of today judge what was read before; None if that is not kept, or does not suffice."""
    known = kept_in(file, key_of(corrections))
    if known is None:
        return None
    try:
        return judge_extraction(known.extraction, SecondLooks.remembered(known.answers), name, corrections, given)
    except NeedsPdf:
        return None


def summarise(report: Report) -> Summary:
    """What a run needs to know of a document, but for the files that are written of it."""
    return Summary(
        document_id=report.document_id,
        document=report.document,
        tables=len(report.tables),
        records=dict(Counter(record.dataset for record in report.records)),
        checks=dict(Counter(check.result for check in report.checks)),
        findings=report.findings,
        unread_pages=report.unread_pages,
    )


def stored_summary(output: Path, document_id: str) -> Summary:
    """The summary of a document as its datasets tell it. Raises `KeyError` if it is not there."""
    counted = [kind.dataset for kind in RECORDS]
    frames = read_document(
        output, document_id, ["documents", "tables", "checks", "findings", "quarantine", *counted], across=False
    )
    if not frames["documents"].height:
        raise KeyError(document_id)
    return Summary(
        document_id=document_id,
        document=_instances(Document, frames["documents"])[0],
        tables=frames["tables"].height,
        records={name: frames[name].height for name in counted if frames[name].height},
        checks=dict(frames["checks"].get_column("result").value_counts().iter_rows()),
        findings=tuple(_instances(Finding, frames["findings"])),
        unread_pages=tuple(_instances(Quarantined, frames["quarantine"])),
    )


def _instances(model: type[Any], frame: pl.DataFrame) -> list[Any]:
    rows = []
    for row in frame.iter_rows(named=True):
        fields = as_fields(model, row)
        if "box" in model.model_fields:
            fields["box"] = None if row["x0"] is None else tuple(row[edge] for edge in EDGES)
        rows.append(model.model_validate(fields))
    return rows
