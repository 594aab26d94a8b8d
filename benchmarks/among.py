"""What ten new files cost among many that are known, against what they cost alone.

`python -m benchmarks.among [KNOWN…]`: 1,000 and 10,000 known documents unless told. These are not read: a few reports are, and
their rows are copied under other ids, names and bodies, as a run would have left them. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from benchmarks.command import Build, here
from benchmarks.growth import NEW
from benchmarks.measure import markdown_table, write_part
from benchmarks.reports import YEARS, draw_folder
from flows.index import SETTLED_NS, SHORT, Index, read_with, status_of
from pipeline.summary import Summary

KNOWN = (1_000, 10_000)

FAR = 1_000_000
"""The number of the first new report: no body of the known ones has it."""


def copy_documents(seed: Path, output: Path, folder: Path, copies: int) -> None:
    """Make the documents of one output those of another, so many times over, and a file for each that counts as its PDF."""
    with Index(seed) as known:
        summaries = known.summaries
    copied: list[tuple[Summary, Path]] = []
    for copy in range(copies):
        for summary in summaries:
            name, content = f"known-{copy:06}-{summary.document.source_file}", f"{copy} {summary.document_id}".encode()
            new = hashlib.sha256(content).hexdigest()
            told = summary.model_dump_json()
            for old, other in (
                (summary.document_id, new),
                (summary.document_id[:SHORT], new[:SHORT]),
                (summary.document.source_file, name),
                (summary.document.entity or "", f"Camera di Commercio di Copia {copy}"),
            ):
                told = told.replace(old, other)
            other_summary = Summary.model_validate_json(told)
            for from_name, to_name in zip(summary.files, other_summary.files, strict=True):
                (output / to_name).parent.mkdir(parents=True, exist_ok=True)
                if to_name.startswith("documents/"):
                    row = pl.read_parquet(seed / from_name).with_columns(
                        document_id=pl.lit(new),
                        source_file=pl.lit(name),
                        source_files=pl.lit(pl.Series([[name]])).first(),
                        entity=pl.lit(other_summary.document.entity),
                    )
                    row.write_parquet(output / to_name)
                else:
                    os.link(seed / from_name, output / to_name)
            (folder / name).write_bytes(content)
            copied.append((other_summary, folder / name))
    time.sleep(SETTLED_NS / 1e9)
    with Index(output) as index:
        for summary, file in copied:
            index.keep(summary, read_with(""), file)
        statuses = [(os.fsencode(file.absolute()), status_of(file) or "", summary.document_id) for summary, file in copied]
        index.remember_contents(statuses)


def cost_among(build: Build, known: int, place: Path) -> tuple[float, float]:
    """Processor time of a run with new files among so many known, and of one over these alone."""
    seed, folder, output = place / "seed", place / "reports", place / "output"
    folder.mkdir(parents=True)
    output.mkdir()
    build.ingest(draw_folder(place / "few", range(YEARS)), seed)
    copy_documents(seed, output, folder, known // YEARS)
    build.ingest(folder, output)  # a run before, which reads nothing, leaves what concerns no one document
    draw_folder(folder, range(FAR, FAR + NEW))
    among = build.ingest(folder, output).cpu_seconds
    alone = build.ingest(draw_folder(place / "alone", range(FAR, FAR + NEW)), place / "output-alone").cpu_seconds
    return among, alone


def main() -> None:
    rows = [["known documents", f"{NEW} more, CPU s", f"{NEW} alone, CPU s", "ratio"]]
    for known in map(int, sys.argv[1:]) if len(sys.argv) > 1 else KNOWN:
        with tempfile.TemporaryDirectory() as place:
            among, alone = cost_among(here(), known, Path(place))
        rows.append([f"{known:,}", f"{among:.2f}", f"{alone:.2f}", f"{among / alone:.2f}"])
    text = markdown_table(rows)
    print(text)
    write_part("New files among many known", text)


if __name__ == "__main__":
    main()
