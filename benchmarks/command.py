"""The command `consuntivo` of this and of other builds, as a user starts it: what a run of it costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

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
