"""What a run needs to know of a document once it is written: small enough to pass between processes and to keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel

from pipeline.datasets import frames_of, write_report
from pipeline.report import Report, read_report
from pipeline.report_list import NOTHING_GIVEN, Given
from pipeline.review.pages import write_document_pages
from pipeline.source import Unreadable
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.finding import Finding


class Summary(BaseModel):
    """Counts of what was read from one document, and what a reviewer must decide."""

    document_id: str
    pages: int
    tables: int
    records: dict[str, int]
    """Records by dataset."""
    checks: dict[str, int]
    """Identities by status."""
    findings: tuple[Finding, ...]
    unread_pages: tuple[Quarantined, ...]


def summarise(report: Report) -> Summary:
    return Summary(
        document_id=report.document_id,
        pages=report.document.page_count,
        tables=len(report.tables),
        records=dict(Counter(record.dataset for record in report.records)),
        checks=dict(Counter(check.status for check in report.checks)),
        findings=report.findings,
        unread_pages=report.unread_pages,
    )


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
) -> Summary:
    """Read a document, write its datasets, and say what came of it.

    The arguments are those of `read_report`, `names` all the names under which the document was given,
    `link` that of `write_document_pages`. Raises `Unreadable` for
    the document, `Unwritable` for the output.
    """
    report = read_report(
        path, min(names), on_page, without=without, passwords=passwords, document_id=document_id, corrections=corrections,
        given=given,
    )  # fmt: skip
    document = report.document.model_copy(update={"source_files": tuple(sorted(names))})
    report = replace(report, document=document)
    write_document_pages(dict(frames_of(report)), path, passwords, output, link)
    write_report(report, output)
    return summarise(report)
