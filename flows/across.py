"""What is written of an output as a whole, once documents of it were read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pipeline.corrections import Corrections
from pipeline.datasets import read_dataset, write_across, write_decisions, write_empty
from pipeline.decisions import match_documents
from pipeline.review.pages import write_index
from pipeline.years import restatements
from schemas.document import Quarantined
from schemas.finding import Finding


def write_whole(
    output: Path, corrections: Corrections, now: Collection[str]
) -> tuple[list[tuple[str, Finding]], list[Quarantined]]:
    """Write what concerns no one document: decisions about some that are gone, what they say against one another, the first page.

    `now` are the ids of the documents that were just read. Returns the findings, each with its document's id, and the decisions
    about documents that are not there. Raises `Unwritable`.
    """
    expired, unmatched = match_documents(corrections, _identified(output), now)
    write_decisions(output, expired, unmatched)
    restated = restatements(output)
    write_across(output, restated)
    write_empty(output)
    write_index(output, now)
    return [*expired, *restated], unmatched


def _identified(output: Path) -> dict[str, tuple[list[str], str | None, int | None]]:
    """Names, body and year of every document in the output."""
    rows = read_dataset(output, "documents").select("document_id", "source_files", "entity", "fiscal_year").iter_rows()
    return {document_id: (names, entity, year) for document_id, names, entity, year in rows}
