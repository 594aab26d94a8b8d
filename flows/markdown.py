"""A run as Markdown and tables, for Prefect's artifacts. Text of documents is data: it is escaped."""

from __future__ import annotations

from flows.run import Run, state_of
from pipeline.review import FOLDER

SHORT_ID = 8
"""So much of a finding's id is shown; `consuntivo explain` takes it."""

SUMMARY = "summary.md"
"""The file in the output that tells the run, a document a row."""

_SPECIAL = str.maketrans({ch: f"\\{ch}" for ch in "\\`*_{}[]()#+-.!|>~$:@^=\"'"} | {"<": "&lt;", "&": "&amp;"})


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return " ".join(text.split()).translate(_SPECIAL)


def summary_as_rows(run: Run, most: int | None = None) -> list[dict[str, str | int]]:
    """One row a document: what was read from it; no more than `most`."""
    return [
        {
            "document": d.names[0],
            "pages": d.summary.pages,
            "tables": d.summary.tables,
            "records": sum(d.summary.records.values()),
            "identities that hold": sum(n for status, n in d.summary.checks.items() if status not in ("broken", "untestable")),
            "errors": sum(f.severity == "error" and f.status == "open" for f in d.summary.findings),
            "warnings": sum(f.severity == "warning" and f.status == "open" for f in d.summary.findings),
            "unread pages": len({page.page for page in d.summary.unread_pages if page.page is not None}),
        }
        for d in run.documents[:most]
    ]


def summary_as_markdown(run: Run) -> str:
    """The run as a table, a document a row, then its findings and the quarantine."""
    rows = summary_as_rows(run)
    lines = ["# Documents", ""]
    if rows:
        lines += [f"| {' | '.join(rows[0])} |", f"|{' --- |' * len(rows[0])}"]
    for row in rows:
        name, *numbers = row.values()
        lines.append(f"| {escaped(str(name))} | {' | '.join(map(str, numbers))} |")
    return "\n".join([*lines, "", findings_as_markdown(run), ""])


def findings_as_markdown(run: Run, review: str = FOLDER, most: int | None = None) -> str:
    """The findings, those to decide first and errors before others, and the quarantine; of each no more than `most`.

    Each has its id, as `consuntivo explain` takes it, with a link to its card; `review` is the address of the review's folder.
    """
    from pipeline.review.pages import addresses

    lines, findings = ["# Findings", ""], run.findings
    if not findings:
        lines.append("None.")
    cards = {
        finding_id: card
        for d in run.documents
        if d.summary.findings
        for finding_id, card in addresses(d.summary.document, d.summary.document_id, d.summary.findings).items()
    }
    for name, finding in findings[:most]:
        link = f"[{finding.finding_id[:SHORT_ID]}](<{review}/{cards[finding.finding_id]}>)"
        lines.append(f"- **{state_of(finding)}** {link} {escaped(name)}, page {finding.page}: {escaped(finding.message)}")
    if run.unread:
        lines += ["", "# Quarantine", ""]
        lines += [
            f"- {escaped(q.source_file)}{f', page {q.page}' if q.page else ''}: {escaped(q.reason)}" for q in run.unread[:most]
        ]
    left_out = sum(max(0, len(told) - most) for told in (findings, run.unread)) if most is not None else 0
    if left_out:
        lines += ["", f"… and {left_out:,} more: see {SUMMARY} in the output."]
    return "\n".join(lines)
