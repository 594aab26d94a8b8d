"""The command `consuntivo` of this and of other builds, as a user starts it: what a run of it costs.

`python -m benchmarks.command [FOLDER] [--against CHECKOUT]`: over a folder read for the first time, on one processor and on all,
and with nothing changed, in turns with pdfplumber's `extract_tables` over the same files and with a checkout of another commit,
which is run by the Python in its `.venv` if it has one. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.measure import markdown_table, measure, write_part
from benchmarks.pipeline import pdfplumber_tables

TURNS = 3
"""Times that each is measured; what is told is the median."""

ENDED_WELL = (0, 1, 3, 5)
"""Exit codes of a run that was carried out: findings and quarantine are none of its failures."""


@dataclass(frozen=True)
class Cost:
    """What a run took: processor time of the command and all that it started, time on the clock, until the first line said."""

    cpu_seconds: float
    wall_seconds: float
    first_line_seconds: float


@dataclass(frozen=True)
class Build:
    """A checkout of the product, run by the Python of its own environment if it has one."""

    name: str
    source: Path

    @property
    def python(self) -> str:
        own = self.source / ".venv" / "bin" / "python"
        return str(own) if own.exists() else sys.executable

    def ingest(self, folder: Path, output: Path, workers: int = 0, *, one_processor: bool = False) -> Cost:
        """Run the command over a folder, on one processor if so told. Raises `RuntimeError` if the run fails."""
        command = [self.python, "-m", "flows.command_line", "ingest", str(folder), "--output", str(output)]
        command += ["--workers", str(workers)]
        environment = os.environ | {"PYTHONPATH": str(self.source)}
        began, before = time.monotonic(), seconds_of_children()
        running = subprocess.Popen(
            command, cwd=output.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert running.stderr is not None
        if one_processor:
            psutil.Process(running.pid).cpu_affinity([0])
        first = running.stderr.readline()
        spoke = time.monotonic() - began
        said = first + running.stderr.read()
        if running.wait() not in ENDED_WELL:
            raise RuntimeError(f"{self.name} ended with {running.returncode}: {said}")
        return Cost(seconds_of_children() - before, time.monotonic() - began, spoke)


def here() -> Build:
    """The build that this file belongs to."""
    return Build("this build", Path(__file__).resolve().parent.parent)


def seconds_of_children() -> float:
    """Processor time of all processes that were started from here and have ended, and of theirs."""
    times = os.times()
    return times.children_user + times.children_system


RUNS = {"for the first time": False, "for the first time, on one processor": True, "nothing changed": False}
"""What is run, each after the one before, and whether on one processor, which has an output of its own."""


def compare(folder: Path, builds: list[Build]) -> str:
    """What runs of several builds over a folder cost, as a table; ratios are to the last build and to pdfplumber."""
    runs: dict[tuple[str, str], list[Cost]] = {}
    files = sorted(folder.glob("*.pdf"))
    pdfplumber = statistics.median(measure(pdfplumber_tables, files).cpu_seconds for _ in range(TURNS))
    for turn in range(TURNS + 1):
        for build in builds:
            with tempfile.TemporaryDirectory() as place:
                for what, alone in RUNS.items():
                    cost = build.ingest(folder.resolve(), Path(place) / f"output-{alone}", one_processor=alone)
                    if turn:  # in the first, whatever is made once for a machine is made
                        runs.setdefault((what, build.name), []).append(cost)
    rows = [["", "CPU s", "to the last", "to pdfplumber", "s on the clock", "first line after s"]]
    for (what, name), costs in sorted(runs.items()):
        cpu = statistics.median(c.cpu_seconds for c in costs)
        last = statistics.median(c.cpu_seconds for c in runs[what, builds[-1].name])
        wall = statistics.median(c.wall_seconds for c in costs)
        first = statistics.median(c.first_line_seconds for c in costs)
        rows.append([f"{what}: {name}", *(f"{x:.2f}" for x in (cpu, cpu / last, cpu / pdfplumber, wall, first))])
    return f"{markdown_table(rows)}\n\n{len(files)} files; pdfplumber takes {pdfplumber:.2f} CPU s. Median of {TURNS} turns."


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent.parent / "raw_pdfs")
    arguments.add_argument("--against", type=Path)
    given = arguments.parse_args()
    text = compare(given.folder, [here(), *([Build(given.against.name, given.against)] if given.against else [])])
    print(text)
    write_part(f"The command, over {given.folder.name}", text)


if __name__ == "__main__":
    main()
