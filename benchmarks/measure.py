"""Work in a process of its own: what came of it, the processor time that it took, and the most memory that the process had."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Work = Callable[[Path], Any]


@dataclass(frozen=True)
class Measured:
    """What came of the work on each file, and what it cost, without the start of the process and its imports."""

    results: list[Any]
    cpu_seconds: float
    peak_bytes: int


def measure(prepare: Callable[[], Work], files: Sequence[Path]) -> Measured:
    """Do work on files, one after the other, in a new process; `prepare` is called there first, to import what it needs."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, prepare, files).result()


def _measured(prepare: Callable[[], Work], files: Sequence[Path]) -> Measured:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # engines talk
    work = prepare()
    before = _cpu_seconds()
    results = [work(file) for file in files]
    return Measured(results, _cpu_seconds() - before, _peak_bytes())


def _cpu_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak_bytes() -> int:
    status = Path("/proc/self/status")
    if status.exists():  # what the system calls the maximum counts the process that started this one, on Linux
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table in Markdown, the first as its head."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---", *["---:"] * (len(head) - 1)], *body])


def write_part(title: str, text: str, file: Path = Path(__file__).parent / "RESULTS.md") -> None:
    """Put a part into the file of results, in place of the one that had its title."""
    parts = file.read_text("utf-8").split("\n## ") if file.exists() else ["# Results\n"]
    kept = [part.rstrip() for part in parts if not part.startswith(f"{title}\n")]
    file.write_text("\n\n## ".join([*kept, f"{title}\n\n{text.strip()}"]) + "\n", encoding="utf-8")
