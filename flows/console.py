"""What a person sees in the terminal: progress while it works, a summary when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from flows.log import found_so_far
from flows.markdown import SHORT_ID, summary_as_rows
from flows.run import Run, state_of
from pipeline.inert import printable
from pipeline.review import FOLDER as REVIEW
from schemas.document import Quarantined
from schemas.finding import Finding

SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "cyan"}

MOST_SHOWN = 20
"""Findings, and files in quarantine, that the summary shows."""

LINES_APART = 10.0
"""Seconds at least between two lines that tell how far a run is, where no terminal shows it."""

RESULTS = {
    "holds": ("holds", "hold"),
    "within_rounding": ("holds within rounding", "hold within rounding"),
    "truncated": ("holds with digits cut off", "hold with digits cut off"),
    "broken": ("is broken", "are broken"),
    "untestable": ("could not be tested", "could not be tested"),
}
"""What is said of one identity, and of several."""


class Display:
    """A bar for all documents, and one for the pages of each that is being read; lines where no terminal is."""

    def __init__(self, documents: int, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet)
        self.has_bars = not quiet and sys.stderr.isatty()  # a log may ask for colours (FORCE_COLOR) and is no terminal
        self.progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=self.console, transient=True, disable=not self.has_bars,
        )  # fmt: skip
        self.documents = documents
        self.finished = 0
        self.told = time.monotonic()
        self.all = self.progress.add_task("documents", total=documents)

    def __enter__(self) -> Display:
        self.progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.progress.stop()

    def say(self, text: str) -> None:
        """Say something beside the bars."""
        self.console.print(printable(text), markup=False, highlight=False, soft_wrap=True)

    def done(self, documents: int = 1) -> None:
        """Count documents as done, whatever came of them."""
        self.finished += documents
        self.progress.advance(self.all, documents)
        waited = time.monotonic() - self.told > LINES_APART
        if waited and self.finished < self.documents and not self.has_bars:
            self.told = time.monotonic()
            self.say(f"{self.finished} of {self.documents} documents done.")

    @contextmanager
    def document(self, name: str) -> Iterator[Shown]:
        """Show a document while it is read."""
        bar = self.progress.add_task(escape(name), total=None)
        try:
            yield Shown(self, bar, name)
        finally:
            self.progress.remove_task(bar)


class Shown:
    """A document that is being read, as a display shows it."""

    def __init__(self, display: Display, bar: TaskID, name: str) -> None:
        self.display, self.bar, self.name = display, bar, name
        self.pages = 0
        self.begun: set[int] = set()

    def page(self, page: int, pages: int) -> None:
        """A page is begun, of so many; several processes may read some each."""
        self.pages = pages
        self.begun.add(page)
        self.display.progress.update(self.bar, completed=len(self.begun) - 1 if page <= pages else pages, total=pages)

    def found(self, pages: int, tables: int, figures: int) -> None:
        """What of a long document is known, on these of its pages."""
        if pages < self.pages:
            told = f"{self.name}: {found_so_far(pages, tables, figures)}"
            self.display.progress.update(self.bar, description=escape(told))
            if not self.display.has_bars:
                self.display.say(f"{told}.")


def run_summary(run: Run) -> RenderableType:
    """The run as a person understands it: what was read, what does not add up, what could not be read, where all is."""
    counts = Grid.grid(padding=(0, 2))
    counts.add_column(justify="right", style="bold")
    counts.add_column()
    documents = len(run.documents)
    counts.add_row(str(documents), "document read" if documents == 1 else "documents read")
    counts.add_row(*_counted(sum(d.summary.pages for d in run.documents), "page"))
    counts.add_row(*_counted(sum(d.summary.tables for d in run.documents), "table"))
    records = run.records
    kinds = ", ".join(f"{n} {dataset.replace('_', ' ')}" for dataset, n in sorted(records.items(), key=lambda item: -item[1]))
    number, word = _counted(sum(records.values()), "record")
    counts.add_row(number, f"{word}: {kinds}" if kinds else word)
    checks = run.checks
    results = ", ".join(f"{checks[s]} {words[checks[s] != 1]}" for s, words in RESULTS.items() if checks[s])
    tried = "identity tried" if sum(checks.values()) == 1 else "identities tried"
    counts.add_row(str(sum(checks.values())), f"{tried}: {results}" if results else tried)
    counts.add_row(str(len(run.unread)), "in quarantine")
    parts: list[RenderableType] = [counts]
    if run.documents:
        parts += [Text(), documents_list(run, MOST_SHOWN), *_and_more(len(run.documents))]
    if run.findings:
        parts += [Text(), Text("What does not add up", style="italic"), findings_list(run.findings[:MOST_SHOWN])]
        parts += _and_more(len(run.findings))
    if run.unread:
        parts += [Text(), Text("What could not be read", style="italic"), quarantine_list(run.unread[:MOST_SHOWN])]
        parts += _and_more(len(run.unread))
    if same := run.same_content:
        names = "; ".join(" = ".join(names) for names in same[:MOST_SHOWN])
        parts += [Text(), Text(f"Files with the same content, read once: {names}"), *_and_more(len(same))]
    if run.left_out:
        names = ", ".join(run.left_out[:MOST_SHOWN])
        parts += [
            Text(),
            Text(f"Left out, for they are no PDFs or their names begin with a dot: {names}"),
            *_and_more(len(run.left_out)),
        ]
    parts += [Text(), Text(f"Everything is in {run.output}/ as Parquet. `consuntivo findings {run.output}` lists all findings;")]
    parts += [Text(f"{run.output}/{REVIEW}/index.html shows each on its page. `consuntivo explain ID {run.output}` derives one.")]
    return Panel(Group(*parts), title="consuntivo", title_align="left")


def _counted(number: int, word: str) -> tuple[str, str]:
    return str(number), word if number == 1 else f"{word}s"


def documents_list(run: Run, most: int) -> RenderableType:
    """A document a row, the worst first."""
    grid = Grid(box=None, padding=(0, 1), show_edge=False, pad_edge=False, collapse_padding=True)
    rows = summary_as_rows(run)
    rows.sort(key=lambda row: (-int(row["errors"]), -int(row["unread pages"]), -int(row["warnings"]), str(row["document"])))
    for name in rows[0] if rows else ():
        heading = name.replace(" ", "\n", 1)  # what a heading takes less is left to the names
        grid.add_column(heading, justify="left" if name == "document" else "right", overflow="fold")
    for row in rows[:most]:
        grid.add_row(*(Text(str(value)) for value in row.values()), style="red" if row["errors"] else "")
    return grid


def _and_more(number: int) -> list[RenderableType]:
    return [Text(f"… and {number - MOST_SHOWN} more")] if number > MOST_SHOWN else []


def findings_list(findings: Iterable[tuple[str, Finding]]) -> RenderableType:
    """Findings, each with the name of its document: how severe, where it stands, what it says."""
    grid = Grid.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column()
    grid.add_column(overflow="fold")
    for name, finding in findings:
        what = Text.assemble((place_of(name, finding), "bold"), "\n", finding.message)
        state = Text(state_of(finding), style=SEVERITY_STYLE[finding.severity] if finding.status == "open" else "green")
        grid.add_row(state, Text(finding.finding_id[:SHORT_ID], style="dim"), what)
    return grid


def place_of(name: str, finding: Finding) -> str:
    """Where a finding stands, for a person: document, page, table, row and column counted from 1, and what is printed there."""
    place = [name] if name else []
    if finding.page is not None:
        place.append(f"page {finding.page}")
    if finding.table_id is not None and finding.row is not None and finding.column is not None:
        place.append(f"table {finding.table_id}, row {finding.row + 1}, column {finding.column + 1}")
    return ", ".join(place) + (f": “{finding.printed_text}”" if finding.printed_text else "")


def quarantine_list(quarantine: Iterable[Quarantined]) -> RenderableType:
    """The files and pages that could not be read, and why."""
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(overflow="fold", ratio=1)
    grid.add_column(overflow="fold", ratio=2)
    for q in quarantine:
        grid.add_row(Text(q.source_file if q.page is None else f"{q.source_file}, page {q.page}"), Text(q.reason))
    return grid
