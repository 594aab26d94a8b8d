"""What is written of an output as a whole, once documents of it were read."""

from __future__ import annotations

from collections.abc import Collection, Set
from itertools import chain
from pathlib import Path

from flows.index import Index
from pipeline.corrections import Corrections
from pipeline.datapackage import write_datapackage
from pipeline.datasets import write_across, write_decisions, write_empty
from pipeline.decisions import match_documents
from pipeline.review.bodies import remove_body_pages, write_body_page
from pipeline.review.pages import Overview, write_index
from pipeline.years.follow import follow, reports_of
from schemas.document import Quarantined
from schemas.finding import Finding


def write_whole(
    output: Path,
    index: Index,
    corrections: Corrections,
    now: Collection[str],
    new: Set[str],
    datasets: Collection[str] | None = None,
) -> list[Quarantined]:
    """Write what concerns no one document: decisions about some that are gone, what they say against one another, the first page.

    `now` are the ids of the documents of this run, `new` of those that were just read or renamed; `datasets` those that are known
    to have a file. Returns the decisions about documents that are not there. Raises `Unwritable`.
    """
    documents = index.summaries
    of = {s.document_id: (s.document.source_files, s.document.entity, s.document.fiscal_year) for s in documents}
    expired, unmatched = match_documents(corrections, of, now)
    findings = dict(sorted(_over_the_years(output, index, new).items()))
    for document_id, finding in expired:
        findings.setdefault((document_id, ""), []).append(finding)
    write_decisions(output, expired, unmatched)
    write_across(output, [(d, f) for (d, earlier), found in findings.items() if earlier for f in found])
    index.set_across(findings)
    index.set_not_taken("decisions", unmatched)
    write_empty(output, datasets)
    write_datapackage(output)
    write_index(output, overview_of(index), now)
    return unmatched


def _over_the_years(output: Path, index: Index, new: Set[str]) -> dict[tuple[str, str], list[Finding]]:
    """What the reports of each body say against one another, by the later and the earlier.

    The series and the page of a body are written again if one of its reports changed, came or went; what was found of the others
    is as the index has it.
    """
    reports = reports_of(index.summaries)
    found: dict[tuple[str, str], list[Finding]] = {}
    again = set(new)
    for body in follow(output, reports, new):
        again |= {report.document_id for report in body.reports}
        for later, earlier, finding in body.findings:
            found.setdefault((later, earlier), []).append(finding)
        write_body_page(output, body)
    remove_body_pages(output, [report.entity for report in reports])
    return {pair: kept for pair, kept in index.across().items() if pair[1] and again.isdisjoint(pair)} | found


def overview_of(index: Index) -> Overview:
    """What the first page of an output is made of, as its index has it."""
    across = [(document_id, finding) for (document_id, _), found in index.across().items() for finding in found]
    return Overview(index.summaries, across, [*index.quarantine().values(), *chain(*index.not_taken().values())])
