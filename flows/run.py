"""What came of a run over many files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from pydantic import BaseModel
from pydantic_core import to_json

from pipeline.summary import Summary
from schemas.document import Quarantined
from schemas.finding import Finding, Severity


class OutputInUse(RuntimeError):
    """Another run is writing to the same output."""


def state_of(finding: Finding) -> str:
    """How severe a finding is, or what was decided about it."""
    return finding.severity if finding.status == "open" else finding.status


def worst_first(findings: Iterable[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Findings with their documents' names: what is open first, errors before warnings, each by document and page."""
    severities = get_args(Severity)
    return sorted(
        findings, key=lambda item: (item[1].status != "open", severities.index(item[1].severity), item[0], item[1].page or 0)
    )


def is_no_report(quarantined: Quarantined) -> bool:
    """Whether nobody would take a file for a report: neither named as a PDF nor one, or its name begins with a dot."""
    name = quarantined.source_file.lower()
    while name.endswith(".p7m"):  # each signatory may put one
        name = name.removesuffix(".p7m")
    named_as_pdf = name.endswith(".pdf")
    return quarantined.error == "hidden" or (quarantined.error == "not_a_pdf" and not named_as_pdf)


class ReadDocument(BaseModel):
    """A document of the run: its names, and what was read from it."""

    names: tuple[str, ...]
    summary: Summary

    def with_findings(self, findings: Sequence[Finding]) -> ReadDocument:
        """The document with more findings."""
        if not findings:
            return self
        return self.model_copy(
            update={"summary": self.summary.model_copy(update={"findings": (*self.summary.findings, *findings)})}
        )


class Run:
    """The documents read and the files quarantined in one run.

    No model: Prefect looks into all of a model that a flow returns, for futures.
    """

    def __init__(self, output: str, documents: tuple[ReadDocument, ...], quarantine: tuple[Quarantined, ...]) -> None:
        self.output = output
        self.documents = documents
        self.quarantine = quarantine

    def as_json(self) -> str:
        """The run as an object with what it was made of."""
        return to_json(vars(self), indent=1).decode()

    @property
    def records(self) -> Counter[str]:
        """Records by dataset."""
        return sum((Counter(d.summary.records) for d in self.documents), Counter())

    @property
    def checks(self) -> Counter[str]:
        """Identities by status."""
        return sum((Counter(d.summary.checks) for d in self.documents), Counter())

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        """Every finding with its document's name, the worst first."""
        return worst_first((d.names[0], finding) for d in self.documents for finding in d.summary.findings)

    @property
    def unread(self) -> tuple[Quarantined, ...]:
        """What could not be read, without files that nobody would take for a report."""
        return tuple(q for q in self.quarantine if not is_no_report(q))

    @property
    def same_content(self) -> list[tuple[str, ...]]:
        """The names of documents that were given as several files, and read once."""
        return [d.names for d in self.documents if len(d.names) > 1]

    @property
    def left_out(self) -> list[str]:
        """The names of files that nobody would take for a report."""
        return [q.source_file for q in self.quarantine if is_no_report(q)]

    @property
    def errors(self) -> int:
        """Findings of severity error that nobody has decided upon."""
        return sum(finding.severity == "error" and finding.status == "open" for _, finding in self.findings)
