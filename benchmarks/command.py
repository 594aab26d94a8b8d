"""The command `consuntivo` of this and of other builds, as a user starts it: what a run of it costs.

`python -m benchmarks.command [FOLDER] [--against CHECKOUT]`: over a folder read for the first time and with nothing changed, in
turns with a checkout of another commit, which is run by the Python in its `.venv` if it has one. Writes to
`benchmarks/RESULTS.md`.
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

from benchmarks.measure import markdown_table, write_part

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

    def ingest(self, folder: Path, output: Path, workers: int = 0) -> Cost:
        """Run the command over a folder. Raises `RuntimeError` if the run fails."""
        command = [self.python, "-m", "flows.command_line", "ingest", str(folder), "--output", str(output)]
        command += ["--workers", str(workers)]
        environment = os.environ | {"PYTHONPATH": str(self.source)}
        began, before = time.monotonic(), _of_children()
        running = subprocess.Popen(
            command, cwd=output.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert running.stderr is not None
        first = running.stderr.readline()
        spoke = time.monotonic() - began
        said = first + running.stderr.read()
        if running.wait() not in ENDED_WELL:
            raise RuntimeError(f"{self.name} ended with {running.returncode}: {said}")
        return Cost(_of_children() - before, time.monotonic() - began, spoke)


def here() -> Build:
    """The build that this file belongs to."""
    return Build("this build", Path(__file__).resolve().parent.parent)


def _of_children() -> float:
    """Processor time of all processes that were started from here and have ended, and of theirs."""
    times = os.times()
    return times.children_user + times.children_system


def compare(folder: Path, builds: list[Build]) -> str:
    """What runs of several builds over a folder cost, as a table; ratios are to the last build."""
    costs: dict[tuple[str, str], list[Cost]] = {}
    for turn in range(TURNS + 1):
        for build in builds:
            with tempfile.TemporaryDirectory() as place:
                for what in ("for the first time", "nothing changed"):
                    cost = build.ingest(folder.resolve(), Path(place) / "output")
                    if turn:  # in the first, whatever is made once for a machine is made
                        costs.setdefault((what, build.name), []).append(cost)
    rows = [["", "CPU s", "ratio", "s on the clock", "first line after s"]]
    for (what, name), measured in sorted(costs.items()):
        cpu = statistics.median(c.cpu_seconds for c in measured)
        last = statistics.median(c.cpu_seconds for c in costs[what, builds[-1].name])
        wall = statistics.median(c.wall_seconds for c in measured)
        first = statistics.median(c.first_line_seconds for c in measured)
        rows.append([f"{what}: {name}", f"{cpu:.2f}", f"{cpu / last:.2f}", f"{wall:.1f}", f"{first:.2f}"])
    return f"{markdown_table(rows)}\n\nMedian of {TURNS} turns."


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
