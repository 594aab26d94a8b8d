"""What the command costs as a folder grows: read for the first time, with ten files more, with nothing changed, and compacted.

`python -m benchmarks.growth [MOST]`: over small drawn reports, ten times as many in each step, up to MOST, which is 10,000
unless told. Beyond READ they are not read: the rows of a few are copied under other ids, names and bodies, as a run would have
left them. Writes the table to `benchmarks/RESULTS.md` and the plot to `docs/growth.svg`.
"""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.command import here, seconds_of_children
from benchmarks.measure import markdown_table, write_part
from benchmarks.reports import YEARS, draw_folder
from flows.index import SETTLED_NS, SHORT, Index, read_with, status_of
from pipeline.summary import Summary

PLOT = Path(__file__).parent.parent / "docs" / "growth.svg"
NEW = 10
"""Files added to each folder."""

READ = 100
"""Documents that are read at most."""

FAR = 1_000_000
"""The number of the first new report: no body of the known ones has it."""

WIDTH, HEIGHT, LEFT, TOP = 640, 360, 70, 30
"""Of the plot's axes and the place above and left of them, in pixels."""


class Costs(NamedTuple):
    """Processor time in seconds, by the number of documents in a folder."""

    first: float | None
    """Of reading all, in as many runs as there are steps; None where most are copies."""
    more: float
    """Of ten files more."""
    alone: float
    """Of these ten alone."""
    unchanged: float
    """Of a run in which nothing changed."""
    compacted: float
    """Of the first copy in few files."""
    again: float
    """Of the next copy, after the ten."""


LINES = (
    ("first", "read for the first time", "#0b6e4f"),
    ("more", f"{NEW} more", "#c44900"),
    ("unchanged", "nothing changed", "#3d5a80"),
    ("compacted", "compacted", "#8a5a99"),
)


def growth(counts: list[int], place: Path) -> dict[int, Costs]:
    """What is measured, by the number of files in the folder."""
    build, folder, output = here(), place / "reports", place / "output"
    build.ingest(draw_folder(place / "one", range(1)), place / "warm")
    told: dict[int, Costs] = {}
    there, first = 0, 0.0
    for step, count in enumerate(counts):
        if count <= READ:
            draw_folder(folder, range(there, count))
            first += build.ingest(folder, output).cpu_seconds
        else:
            copy_documents(output, folder, range(there, count))
            build.ingest(folder, output)  # leaves what concerns no one document
        unchanged = build.ingest(folder, output).cpu_seconds
        compacted = _compaction(output)
        new = range(FAR + step * NEW, FAR + (step + 1) * NEW)
        more = build.ingest(draw_folder(folder, new), output).cpu_seconds
        alone = build.ingest(draw_folder(place / f"alone-{step}", new), place / f"output-alone-{step}").cpu_seconds
        told[count] = Costs(first if count <= READ else None, more, alone, unchanged, compacted, _compaction(output))
        there = count
    return told


def _compaction(output: Path) -> float:
    """Processor time of `consuntivo compact`."""
    build, before = here(), seconds_of_children()
    subprocess.run(
        [build.python, "-m", "flows.command_line", "compact", str(output)],
        env=os.environ | {"PYTHONPATH": str(build.source)}, check=True, capture_output=True,
    )  # fmt: skip
    return seconds_of_children() - before


def copy_documents(output: Path, folder: Path, numbers: range) -> None:
    """Put documents of such numbers into an output, copies of one body's under other names, with a file for the PDF of each."""
    names = {f"report-{number:05}.pdf" for number in range(YEARS)}
    with Index(output) as known:
        originals = [summary for summary in known.summaries if summary.document.source_file in names]
    copied = [_copied(output, folder, originals[i % YEARS], i // YEARS) for i in numbers]
    time.sleep(SETTLED_NS / 1e9)
    with Index(output) as index:
        for summary, file in copied:
            index.keep(summary, read_with(""), file)
        statuses = [(os.fsencode(file.absolute()), status_of(file) or "", summary.document_id) for summary, file in copied]
        index.remember_contents(statuses)


def _copied(output: Path, folder: Path, summary: Summary, copy: int) -> tuple[Summary, Path]:
    """A document under another id, name and body, and the file that counts as its PDF."""
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
            row = pl.read_parquet(output / from_name).with_columns(
                document_id=pl.lit(new),
                source_file=pl.lit(name),
                source_files=pl.lit(pl.Series([[name]])).first(),
                entity=pl.lit(other_summary.document.entity),
            )
            row.write_parquet(output / to_name)
        else:
            os.link(output / from_name, output / to_name)
    (folder / name).write_bytes(content)
    return other_summary, folder / name


def plot(told: dict[int, Costs]) -> str:
    """The table as a picture, both axes logarithmic."""
    most = math.ceil(math.log10(max(value or 0.0 for costs in told.values() for value in costs)))
    right = math.log10(max(told)) or 1.0

    def at(count: int, seconds: float) -> tuple[float, float]:
        across = LEFT + WIDTH * math.log10(count) / right
        return across, TOP + HEIGHT * (most - math.log10(seconds)) / (most + 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + LEFT + 170} {HEIGHT + TOP + 60}" '
        'font-family="sans-serif" font-size="13" role="img">',
        "<title>Processor time of the command by the number of documents</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for power in range(-1, most + 1):
        y = at(1, 10.0**power)[1]
        parts.append(f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for count in told:
        x = at(count, 1)[0]
        parts.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{count:,}</text>')
    parts.append(f'<text x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 45}" text-anchor="middle">documents in the folder</text>')
    for field, name, color in LINES:
        points = [at(count, value) for count, costs in told.items() if (value := getattr(costs, field)) is not None]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in points]
        x, y = points[-1]
        parts.append(f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="{color}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    counts = [10**power for power in range(round(math.log10(most)) + 1)]
    with tempfile.TemporaryDirectory() as place:
        told = growth(counts, Path(place))
    rows = [
        [
            "documents",
            "read for the first time, CPU s",
            f"{NEW} more",
            f"to these {NEW} alone",
            "nothing changed",
            "compacted",
            "again",
        ]
    ]
    for count, costs in told.items():
        first = "" if costs.first is None else f"{costs.first:.1f}"
        more = [f"{costs.more:.1f}", f"{costs.more / costs.alone:.2f}"]
        rows.append([f"{count:,}", first, *more, f"{costs.unchanged:.2f}", f"{costs.compacted:.1f}", f"{costs.again:.1f}"])
    text = markdown_table(rows)
    print(text)
    write_part("A folder that grows", text)
    PLOT.write_text(plot(told), encoding="utf-8")


if __name__ == "__main__":
    main()
