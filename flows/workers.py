"""Processes that read documents, one at a time each, and can be lost without losing anything else.

PDFium and qpdf end the process on some files, others take hours or all memory. So each file is read in a process of its own
kind: it is given limits, watched, and killed with all that it started; a healthy one goes on to the next file, for starting
one costs more than reading most reports.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.limits import CPU_SECONDS, CPU_SECONDS_A_PAGE, MEMORY_BYTES, STALL_SECONDS
from pipeline.source import Unreadable
from pipeline.summary import Summary, read_and_write

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: any of the paths where it lies, all its names, and where to write."""

    path: Path
    names: tuple[str, ...]
    output: Path


class Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def run(self, job: Job, on_page: Progress) -> Summary:
        """Have a document read. Raises `Unreadable`, also where the process did not survive it."""
        page = pages = 0
        try:
            self.pipe.send(job)
            while True:
                if not self.pipe.poll(STALL_SECONDS):
                    raise Unreadable(
                        "timed_out", f"Nothing came of it for {STALL_SECONDS} seconds{_at(page)}. Look at the file by hand."
                    )
                answer = self.pipe.recv()
                if isinstance(answer, tuple):
                    page, pages = answer
                    on_page(page, pages)
                elif isinstance(answer, Summary):
                    return answer
                else:
                    raise answer
        except (EOFError, OSError):
            raise _death(self._exit_code(), page) from None

    def _exit_code(self) -> int | None:
        self.process.join(5)
        return self.process.exitcode

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def kill(self) -> None:
        """End the process and all that it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _at(page: int) -> str:
    return f", at page {page}" if page else ""


def _death(exit_code: int | None, page: int) -> Unreadable:
    """Why a process ended, as far as its exit code tells."""
    cause = -exit_code if exit_code is not None and exit_code < 0 else None
    if cause == signal.SIGXCPU:
        return Unreadable(
            "timed_out", f"It took more time than any honest report of its length{_at(page)}. Look at the file by hand."
        )
    if cause == signal.SIGKILL:
        return Unreadable("out_of_memory", f"Reading it took more memory than there is{_at(page)}. Look at the file by hand.")
    return Unreadable("crashed", f"Reading it crashed the PDF engine{_at(page)}. Print it to a new PDF and give that.")


class Pool:
    """Workers for as many documents at a time as wanted."""

    def __init__(self, size: int) -> None:
        self.idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self.idle.put(None)
        self.workers: set[Worker] = set()

    def run(self, job: Job, on_page: Progress) -> Summary:
        """Have a document read by the next free worker, a new one if that is not well. Raises `Unreadable`."""
        worker = self.idle.get()
        if worker is None or not worker.alive:
            worker = Worker()
            self.workers.add(worker)
        healthy = False
        try:
            summary = worker.run(job, on_page)
            healthy = True
            return summary
        except Unreadable as e:
            healthy = e.error not in ("timed_out", "out_of_memory", "crashed")
            raise
        finally:
            if not healthy:
                worker.kill()
                self.workers.discard(worker)
            self.idle.put(worker if healthy else None)

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.workers.clear()


@contextmanager
def pool_of(size: int) -> Iterator[Pool]:
    """A pool that ends with all its processes."""
    pool = Pool(size)
    try:
        yield pool
    finally:
        pool.close()


def _serve(pipe: Connection) -> None:
    """The life of a worker: read documents until the pipe closes."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        _allow_cpu(CPU_SECONDS)
        last = 0

        def on_page(page: int, pages: int) -> None:
            nonlocal last
            if page == 1:
                _allow_cpu(CPU_SECONDS + CPU_SECONDS_A_PAGE * pages)
            pipe.send((page, pages))

        try:
            answer: Summary | Exception = read_and_write(job.path, job.names, job.output, on_page)
        except MemoryError:
            answer = Unreadable("out_of_memory", "Reading it took more memory than there is. Look at the file by hand.")
        except Exception as e:
            answer = e
        pipe.send(answer)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _allow_cpu(seconds: float) -> None:
    """Let the process use so many more seconds of CPU; then the system ends it."""
    if sys.platform != "win32":
        import resource

        used = time.process_time()
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))
