"""What a long account costs: processor time and memory by its pages, read and written in a process of its own.

`python -m benchmarks.long [PAGES…]`: over drawn accounts with a table of its own on each page. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Work, markdown_table, measure, write_part
from benchmarks.reports import draw_report
from flows.workers import ALLOCATOR

PAGES = (17, 80, 335, 670)


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


def main() -> None:
    rows = [["pages", "CPU s", "ms a page", "reading", "tables", "judging", "rows", "review and writing", "most memory, MB"]]
    for pages in map(int, sys.argv[1:]) if len(sys.argv) > 1 else PAGES:
        with tempfile.TemporaryDirectory() as folder:
            (cost,) = measure(whole, [draw_report(1, Path(folder), tables=pages)]).results
        parts = (cost.reading_seconds, cost.tables_seconds, cost.judging_seconds, cost.rows_seconds)
        told = (*parts, cost.review_seconds + cost.writing_seconds)
        shares = [f"{seconds / cost.cpu_seconds:.0%}" for seconds in told]
        rows.append([str(pages), f"{cost.cpu_seconds:.1f}", f"{1000 * cost.cpu_seconds / pages:.0f}", *shares, str(cost.peak_mb)])
    text = f"{markdown_table(rows)}\n\nThe stages are shares of the processor time."
    print(text)
    write_part("A long account", text)


if __name__ == "__main__":
    main()
