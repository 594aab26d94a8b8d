"""Finding tables: consuntivo and its peers on files that everyone has.

`python -m benchmarks.tables`: the sample report, whose rows were read by eye, and small drawn ones, whose rows are known by
construction. What counts is the share of rows with figures that come back exactly, cell by cell, whatever table they are put
in. Peers run as their manuals have it, each in a process of its own. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.drawn import Drawn, Rows, draw_all
from benchmarks.measure import Measured, Work, markdown_table, measure, write_part
from benchmarks.pipeline import SAMPLE, pages_of, versions

GOLDEN = SAMPLE.parent.parent / "tests" / "goldens" / SAMPLE.stem / "tables.txt"


def consuntivo() -> Work:
    from pipeline.tables_only import read_only_tables

    return lambda file: [row for table in read_only_tables(file, per_page=False) for row in table["rows"]]


def pdfplumber(strategy: str) -> Work:
    import pdfplumber

    settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}

    def work(file: Path) -> Rows:
        rows: Rows = []
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                rows += [[cell or "" for cell in row] for table in page.extract_tables(settings) for row in table]
                page.close()
        return rows

    return work


def camelot(flavor: str) -> Work:
    from camelot.io import read_pdf

    def work(file: Path) -> Rows:
        found = read_pdf(str(file), pages="all", flavor=flavor, suppress_stdout=True)
        return [list(map(str, row)) for table in found for row in table.df.to_numpy().tolist()]

    return work


CONTENDERS: dict[str, Callable[[], Work]] = {
    "consuntivo": consuntivo,
    "pdfplumber": partial(pdfplumber, "lines"),
    "pdfplumber, text": partial(pdfplumber, "text"),
    **{f"camelot {flavor}": partial(camelot, flavor) for flavor in ("lattice", "stream", "network", "hybrid", "auto")},
}


def rows_of_golden() -> Rows:
    """The rows below the heads of the sample report's tables."""
    rows: Rows = []
    for table in GOLDEN.read_text("utf-8").strip().split("\n\n"):
        head, *lines = table.split("\n")
        rows += [line.split(" | ") for line in lines[int(head.split()[-1]) :]]
    return rows


def key(row: Sequence[str]) -> tuple[str, ...]:
    """What is compared of a row: the texts of its cells that have any, without white space."""
    return tuple(text for cell in row if (text := "".join(cell.split())))


def has_figures(row: Sequence[str]) -> bool:
    return any(ch.isdigit() for cell in row[1:] for ch in cell)


def exact(truth: Rows, found: Rows) -> tuple[int, int]:
    """How many of the true rows with figures were found, each only once, and how many there are."""
    wanted, have = (Counter(key(row) for row in rows if has_figures(row)) for rows in (truth, found))
    return (wanted & have).total(), wanted.total()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports = [Drawn("the sample report", SAMPLE, rows_of_golden()), *draw_all(Path(folder))]
        files = [report.file for report in reports]
        measured = {name: measure(prepare, files) for name, prepare in CONTENDERS.items()}
        pages = pages_of(files)
    table = [["rows with figures found exactly", *measured]]
    for i, report in enumerate(reports):
        table.append([report.style, *(score_text(*exact(report.rows, m.results[i])) for m in measured.values())])
    table.append(["**share of all**", *(share_text(reports, m) for m in measured.values())])
    table.append(["CPU ms a page", *(f"{1000 * m.cpu_seconds / pages:.0f}" for m in measured.values())])
    table.append(["most memory, MB", *(f"{m.peak_bytes / 1e6:.0f}" for m in measured.values())])
    text = f"{markdown_table(table)}\n\n{pages} pages; {versions()}."
    print(text)
    write_part("Finding tables", text)


def score_text(found: int, wanted: int) -> str:
    return f"{found}/{wanted}"


def share_text(reports: Sequence[Drawn], measured: Measured) -> str:
    scores = [exact(report.rows, rows) for report, rows in zip(reports, measured.results, strict=True)]
    return f"**{sum(found for found, _ in scores) / sum(wanted for _, wanted in scores):.3f}**"


if __name__ == "__main__":
    main()
