"""The whole pipeline, from bytes to Parquet, against what pdfplumber and camelot take to find tables alone.

`python -m benchmarks.pipeline [PDF…]`: each on the same files, in a process of its own, in turns. Prefect's start is left out,
and so are imports. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

import pypdfium2

from benchmarks.drawn import draw_all
from benchmarks.measure import Measured, Work, markdown_table, measure, write_part

TURNS = 3
"""Times that each is measured; what is told is the median."""

SAMPLE = Path(__file__).parent.parent / "raw_pdfs" / "lucca-2016.pdf"


def bytes_to_parquet() -> Work:
    from pipeline.datasets import write_report
    from pipeline.report import read_report

    def work(file: Path) -> None:
        with tempfile.TemporaryDirectory() as output:
            write_report(read_report(file), Path(output))

    return work


def with_pages() -> Work:
    from pipeline.ingestion import read_and_write

    def work(file: Path) -> None:
        with tempfile.TemporaryDirectory() as output:
            document_id = hashlib.sha256(file.read_bytes()).hexdigest()
            read_and_write(file, lambda page, pages: None, document_id=document_id, names=(file.name,), output=Path(output))

    return work


def pdfplumber_tables() -> Work:
    import pdfplumber

    def work(file: Path) -> None:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()

    return work


def camelot_auto() -> Work:
    from camelot.io import read_pdf

    def work(file: Path) -> None:
        read_pdf(str(file), pages="all", flavor="auto", suppress_stdout=True)

    return work


REFERENCE = "pdfplumber: `extract_tables` alone"
CONTENDERS: dict[str, Callable[[], Work]] = {
    "consuntivo: from bytes to Parquet": bytes_to_parquet,
    "consuntivo: and every finding on its page": with_pages,
    REFERENCE: pdfplumber_tables,
    "camelot: flavor `auto` alone": camelot_auto,
}


def pages_of(files: Sequence[Path]) -> int:
    return sum(len(pypdfium2.PdfDocument(file)) for file in files)


def versions() -> str:
    """What was measured, and on what."""
    engines = ", ".join(f"{name} {metadata.version(name)}" for name in ("pdfplumber", "camelot-py", "pypdfium2"))
    return f"{engines}; Python {platform.python_version()}, {platform.system()} on {platform.machine()}, {os.cpu_count()} cores"


def compare(files: Sequence[Path]) -> str:
    """The contenders in turns on the same files, as a table with medians; ratios are to pdfplumber."""
    turns: dict[str, list[Measured]] = {name: [] for name in CONTENDERS}
    for _ in range(TURNS):
        for name, prepare in CONTENDERS.items():
            turns[name].append(measure(prepare, files))
    pages = pages_of(files)
    cpu = {name: statistics.median(m.cpu_seconds for m in measured) / pages for name, measured in turns.items()}
    peak = {name: statistics.median(m.peak_bytes for m in measured) for name, measured in turns.items()}
    rows = [["", "CPU ms a page", "of pdfplumber", "most memory, MB"]]
    rows += [[name, f"{1000 * cpu[name]:.0f}", f"{cpu[name] / cpu[REFERENCE]:.2f}", f"{peak[name] / 1e6:.0f}"] for name in turns]
    return f"{markdown_table(rows)}\n\n{len(files)} files, {pages} pages, median of {TURNS} turns; {versions()}."


def main() -> None:
    given = [Path(arg) for arg in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        files = given or [SAMPLE, *(drawn.file for drawn in draw_all(Path(folder)))]
        text = compare(files)
    print(text)
    write_part(", on ".join(["The whole pipeline", *([", ".join(file.name for file in given)] if given else [])]), text)


if __name__ == "__main__":
    main()
