"""What length costs: processor time and memory of a long account, and time a page of one table over many pages.

`python -m benchmarks.long [PAGES…]`: over drawn accounts with a table of its own on each page, read and written in a process of
its own; and over drawn tables of 20 and 160 pages, whose tables are found. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.drawn import ALIGN, COLUMNS, HEAD, LEFT, WIDTHS, Rows, figures
from benchmarks.measure import Work, markdown_table, measure, write_part
from benchmarks.reports import draw_report
from benchmarks.tables import consuntivo
from flows.workers import ALLOCATOR
from tests.drawing import EVERYTHING, Drawing

PAGES = (17, 80, 335, 670)
PAGES_OF_TABLE = (20, 160)
TOP = 60.0


def whole() -> Work:
    os.environ.update(ALLOCATOR)
    from pipeline.ingestion import read_and_write

    def work(file: Path) -> object:
        with tempfile.TemporaryDirectory() as output:
            document_id = hashlib.sha256(file.read_bytes()).hexdigest()
            read = read_and_write(
                file, lambda page, pages: None, document_id=document_id, names=(file.name,), output=Path(output)
            )
            return read.cost

    return work


def set_in_grid(drawing: Drawing, rows: Rows, heads: int) -> None:
    drawing.grid(LEFT, TOP, WIDTHS, rows, rules=EVERYTHING, align=ALIGN, bold_rows=heads)


def set_between_rules(drawing: Drawing, rows: Rows, heads: int) -> None:
    drawing.grid(LEFT, TOP, WIDTHS, rows, rules={"top", "bottom", "rows"}, align=ALIGN, bold_rows=heads)


def set_without_rules(drawing: Drawing, rows: Rows, heads: int) -> None:
    drawing.aligned(TOP, COLUMNS, rows, bold_rows=heads)


SET: dict[str, tuple[Callable[[Drawing, Rows, int], None], bool]] = {
    "no rules": (set_without_rules, False),
    "no rules, header on each page": (set_without_rules, True),
    "rules between rows": (set_between_rules, False),
    "all rules": (set_in_grid, False),
}
"""How a long table is set, and whether its header is repeated."""


def draw_table(style: str, pages: int, file: Path) -> Path:
    """Draw one table over so many pages."""
    draw, repeated = SET[style]
    drawing = Drawing(foot="Pagina {page}")
    for number in range(pages):
        if number:
            drawing.page()
        heads = int(repeated or not number)
        rows = [row for part in range(3) for row in figures(f"{number}, {part}", 14)]
        draw(drawing, [HEAD] * heads + rows, heads)
    return drawing.save(file)


def long_tables() -> str:
    """The processor time a page of tables over few pages and many, and how many times as much it is over many."""
    rows = [["one table, set with", *(f"{pages} pages, ms a page" for pages in PAGES_OF_TABLE), "ratio"]]
    for style in SET:
        told = []
        for pages in PAGES_OF_TABLE:
            with tempfile.TemporaryDirectory() as folder:
                cost = measure(consuntivo, [draw_table(style, pages, Path(folder) / "long.pdf")])
            told.append(1000 * cost.cpu_seconds / pages)
        rows.append([style, *(f"{ms:.0f}" for ms in told), f"{told[-1] / told[0]:.2f}"])
    return markdown_table(rows)


def long_accounts() -> str:
    rows = [["pages", "CPU s", "ms a page", "reading", "tables", "judging", "rows", "review and writing", "most memory, MB"]]
    for pages in map(int, sys.argv[1:]) if len(sys.argv) > 1 else PAGES:
        with tempfile.TemporaryDirectory() as folder:
            (cost,) = measure(whole, [draw_report(1, Path(folder), tables=pages)]).results
        parts = (cost.reading_seconds, cost.tables_seconds, cost.judging_seconds, cost.rows_seconds)
        told = (*parts, cost.review_seconds + cost.writing_seconds)
        shares = [f"{seconds / cost.cpu_seconds:.0%}" for seconds in told]
        rows.append([str(pages), f"{cost.cpu_seconds:.1f}", f"{1000 * cost.cpu_seconds / pages:.0f}", *shares, str(cost.peak_mb)])
    return f"{markdown_table(rows)}\n\nThe stages are shares of the processor time."


def main() -> None:
    for title, part in (("A long table", long_tables), ("A long account", long_accounts)):
        print(text := part())
        write_part(title, text)


if __name__ == "__main__":
    main()
