"""What the stages of a reading take: processor time, time on the clock, and the most memory that the process had meanwhile."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

from schemas.run import Cost

Stage = Literal["opening", "reading", "tables", "judging", "rows", "review", "writing"]
"""The stages of a reading, in order; `Cost` has a column for each."""

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Stopwatch:
    """Runs from when it is made; a stage lasts until the next is begun."""

    def __init__(self) -> None:
        with suppress(OSError):
            RESET.write_text("5")  # Linux: from now on the peak is this reading's
        self.began = time.monotonic()
        self.since = time.process_time()
        self.stage: Stage = "opening"
        self.seconds: dict[Stage, float] = dict.fromkeys(get_args(Stage), 0.0)

    def begin(self, stage: Stage) -> None:
        """End the stage that runs, and begin another."""
        now = time.process_time()
        self.seconds[self.stage] += now - self.since
        self.since, self.stage = now, stage

    def add(self, stage: Stage, began: float, cpu_seconds: float) -> None:
        """Count what another process did for the reading, and when it began on this machine's clock that only goes forward."""
        self.began = min(self.began, began)
        self.seconds[stage] += cpu_seconds

    def cost(self, pages: int, engines: Iterable[str]) -> Cost:
        """What it took up to now, of so many pages read by these engines."""
        self.begin(self.stage)
        peak = peak_bytes()
        return Cost(
            pages=pages,
            engine=", ".join(sorted(engines)) or None,
            wall_seconds=round(time.monotonic() - self.began, 3),
            cpu_seconds=round(sum(self.seconds.values()), 3),
            **{f"{stage}_seconds": round(seconds, 3) for stage, seconds in self.seconds.items()},
            peak_mb=None if peak is None else round(peak / 1e6),
        )


def peak_bytes() -> int | None:
    """The most memory that the process had since its peak was last reset; None where the system does not tell."""
    return _of_status("VmHWM")


def held_bytes() -> int | None:
    """The memory that the process has; None where the system does not tell."""
    return _of_status("VmRSS")


def _of_status(name: str) -> int | None:
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", STATUS.read_text("ascii"), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None
