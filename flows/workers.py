"""Processes that read documents, one at a time each, and can be lost without losing anything else.

PDFium and qpdf end the process on some files, others take hours or all memory. So each file is read in a process of its own
kind: it is given limits, watched, and killed with all that it started; a healthy one goes on to the next file, for starting
one costs more than reading most reports. The death of a process is put down to the document only if it was the first that
this process read, and a second process died likewise: what kills one from outside does not come back. It is put down to a page if
they died over it, and then the document is read again without that page. A process that is stopped after a time is asked once.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol, TypeVar

from flows.log import LOGGER
from flows.processes import end_with_parent, starting
from pipeline.inert import printable
from pipeline.limits import LIMITS
from pipeline.source import Unreadable, out_of_memory, short
from pipeline.stopwatch import held_bytes, peak_bytes

WORN_BYTES = 256 * 1024**2
"""A process that holds this much memory after a document, or took twice as much for it, reads no other: what it holds would count
against the next one."""

START_SECONDS = 300
"""How long a process may take to start, on a busy machine from a slow disk."""

MOST_DOCUMENTS = 500
"""Documents that one process reads: what engines never let go of stays small."""

FOLDER = "workers-"
"""How the names begin of folders for the temporary files of workers."""

ENDED = "The run was ended."
"""Why a document is not read whose process was killed on purpose."""

ALLOCATOR = {"_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0"}
"""Tells the allocator of Polars, before that is loaded, to give free memory back at once: else it is held for ten seconds."""

LAST_BYTES = 16_384
"""Bytes that are kept of what a worker, and the engines in it, say on standard error over one document: the last ones. After
where it ended, Python says which extensions were loaded."""

MOST_WORDS = 300
"""Characters of that which are told."""

Progress = Callable[[int, int], None]
"""Told of the page that is begun and how many there are, twice more before text is recognised on it; of one page more when all
are read."""

OnFound = Callable[[int, int, int], None]
"""Told, while a document is read, in how many of its pages all tables are found, how many these are, and the figures in them."""

Result = TypeVar("Result", covariant=True)  # noqa: PLC0105 (the only one there is)


class Reading(Protocol[Result]):
    """What a process can be sent to do: read a document page by page, without some of them."""

    def __call__(self, *, on_page: Signs, without: Mapping[int, Unreadable]) -> Result: ...


@dataclass(frozen=True, slots=True)
class Step:
    """A page is begun."""

    page: int
    pages: int
    on_its_own: bool
    """Whether the page has its full time: if not, a time-out is the document's, not the page's."""


@dataclass(frozen=True, slots=True)
class FoundSoFar:
    """Tables were found."""

    pages: int
    tables: int
    figures: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a reading: a result or an error."""

    result: Any
    error: Exception | None
    worn: bool


class Death(Exception):
    """A process ended over a document: why, as far as can be told, and over which page, if it was one."""

    def __init__(self, why: Unreadable, page: int | None) -> None:
        super().__init__(str(why))
        self.why = why
        self.page = page


class Worker:
    """One process, the pipe to it, and the folder for its temporary files."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.folder = tempfile.mkdtemp(dir=folder)
        self.pipe, theirs = context.Pipe()
        heard, said = context.Pipe(duplex=False)
        self.process = context.Process(target=_serve, args=(theirs, said, self.folder), daemon=True)
        with starting():
            self.process.start()
        theirs.close()
        said.close()
        self.words = b""
        self.listener = threading.Thread(target=self._listen, args=(heard,), daemon=True)
        self.listener.start()
        self.fresh = True
        self.idle = True
        self.documents = 0

    def run(self, reading: Reading[Result], on_page: Progress, without: Mapping[int, Unreadable], on_found: OnFound) -> Result:
        """Have a document read. Raises what the reading raises, `Death` if the process does not survive it, and
        `ChildProcessError` if it does not start."""
        self.idle = False
        if self.fresh:
            self._wait_until_ready()
        self.fresh = False
        self.documents += 1
        self.words = b""
        step: Step | None = None
        answer = self._next(step, (reading, without))
        while not isinstance(answer, Answer):
            if isinstance(answer, FoundSoFar):
                on_found(answer.pages, answer.tables, answer.figures)
            else:
                step = answer
                on_page(step.page, step.pages)
            answer = self._next(step)
        self.idle = not answer.worn and self.documents < MOST_DOCUMENTS
        if answer.error is not None:
            raise answer.error
        return answer.result  # type: ignore[no-any-return]

    def _wait_until_ready(self) -> None:
        with suppress(EOFError, OSError):
            if self.pipe.poll(START_SECONDS):
                self.pipe.recv()
                return
        self.process.join(5)
        why = f"A process to read with does not start ({_how(self.process.exitcode)})."
        to_do = "See whether memory is short or the installation is broken, and run again: it carries on."
        raise ChildProcessError(f"{why} {to_do}")

    def _next(self, step: Step | None, asked: object = None) -> Step | FoundSoFar | Answer:
        """What the process says next, once it has been asked. Raises `Death` if it says nothing more after `step`."""
        try:
            if asked is not None:
                self.pipe.send(asked)
            if self.pipe.poll(LIMITS.stall_seconds):
                return self.pipe.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            self.process.join(5)
            self.listener.join(5)
            raise _death(self.process.exitcode, step, _last(self.words)) from None
        why = f"Nothing came of it for {LIMITS.stall_seconds:g} seconds."
        what_to_do = "Look at it by hand, or raise CONSUNTIVO_STALL_SECONDS."
        raise Death(Unreadable("timed_out", f"{why} {what_to_do}"), _page_of(step))

    def _listen(self, heard: Connection) -> None:
        """Keep the last of what the process says on standard error, which is no file: that may grow until the disk is full."""
        with heard:
            while more := os.read(heard.fileno(), LAST_BYTES):
                self.words = (self.words + more)[-LAST_BYTES:]

    @property
    def ready(self) -> bool:
        """Whether it can be given a document."""
        return self.idle and self.process.is_alive()

    def kill(self) -> None:
        """End the process and all that it started, and remove their temporary files."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _page_of(step: Step | None) -> int | None:
    return step.page if step is not None and step.page <= step.pages else None


def _last(words: bytes) -> str:
    """What of a process's words is told: the innermost calls where a signal ended it, else its last lines; "" if nothing."""
    said = words.decode(errors="replace")
    _, fatal, calls = said.rpartition("Fatal Python error")
    return short(fatal + calls, MOST_WORDS) if fatal else short(said[-MOST_WORDS:], MOST_WORDS)


def _how(exit_code: int | None) -> str:
    """How a process ended: the name of a signal, or its exit code."""
    return signal.Signals(-exit_code).name if exit_code is not None and exit_code < 0 else f"exit code {exit_code}"


def _death(exit_code: int | None, step: Step | None, words: str) -> Death:
    """Why a process ended, as far as its exit code and its last words tell."""
    page = _page_of(step)
    cause = _how(exit_code)
    if cause == "SIGXCPU":
        if page is not None and step is not None and step.on_its_own:
            limit = f"{LIMITS.cpu_seconds_on_one_page:g} seconds of processor time, which no page of a report does"
            why = f"It takes more than {limit}. Look at it by hand, or raise CONSUNTIVO_CPU_SECONDS_ON_ONE_PAGE."
            return Death(Unreadable("timed_out", why), page)
        why = "It takes more processor time than any report of its length. Look at it by hand, or raise CONSUNTIVO_CPU_SECONDS."
        return Death(Unreadable("timed_out", why), None)
    if cause == "SIGKILL":
        why = "The process that read it was killed: by the system if memory was short, or by somebody."
        return Death(Unreadable("killed", f"{why} Run again, with fewer --workers; if that fails too, look at it by hand."), page)
    why = "The PDF engine broke down over it: it is damaged, or takes too much memory. Print it to a new PDF and give that."
    told = f"{_how(exit_code)}: {words}" if words else _how(exit_code)
    return Death(Unreadable("crashed", f"{why} If that fails too, report this: {told}."), page)


class Pool:
    """Workers for as many documents at a time as wanted."""

    def __init__(self, size: int, folder: Path) -> None:
        self.folder = folder
        self.places: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(size):
            self.places.put(None)
        self.workers: set[Worker] = set()
        self.lock = threading.Lock()
        self.failure: OSError | None = None
        self.closed = False

    def run(self, reading: Reading[Result], on_page: Progress, on_found: OnFound = lambda pages, tables, figures: None) -> Result:
        """Have a document read by the next free worker.

        Raises `Unreadable`, also where no process survives the document, and `OSError` where its results cannot be written or no
        process starts: then nothing else is read either.
        """
        worker = self.places.get()
        without: dict[int, Unreadable] = {}
        died: set[int | None] = set()
        failed = False
        try:
            while True:
                if self.failure is not None:
                    raise self.failure
                if worker is None or not worker.ready:
                    worker = self._replaced(worker)
                first = worker.fresh
                try:
                    return worker.run(reading, on_page, without, on_found)
                except Death as death:
                    if self.closed:
                        raise RuntimeError(ENDED) from None  # which says nothing of the document
                    LOGGER.warning("a process ended: %s", death.why)
                    if not first:
                        continue
                    if death.why.error != "timed_out" and death.page not in died and len(died) <= LIMITS.max_lost_pages:
                        died.add(death.page)
                        continue
                    if death.page is None or death.page in without or len(without) == LIMITS.max_lost_pages:
                        raise death.why from None
                    without[death.page] = death.why
                except OSError as e:
                    if self.closed:
                        raise RuntimeError(ENDED) from None
                    if isinstance(e, ChildProcessError) and not failed:
                        failed = True
                        continue
                    self.failure = e
                    raise
        finally:
            self.places.put(worker)

    def _replaced(self, worker: Worker | None) -> Worker:
        """A new worker in place of one that is no good."""
        if worker is not None:
            worker.kill()
        with self.lock:
            if self.closed:
                raise RuntimeError(ENDED)
            self.workers.discard(worker)
            new = Worker(self.folder)
            self.workers.add(new)
            return new

    def close(self) -> None:
        """End all processes."""
        with self.lock:
            self.closed = True
            for worker in self.workers:
                worker.kill()
            self.workers.clear()


@contextmanager
def pool_of(size: int, folder: Path | None = None) -> Iterator[Pool]:
    """A pool that ends with all its processes; their temporary files are in a folder in `folder`, and end with them."""
    with tempfile.TemporaryDirectory(prefix=FOLDER, dir=folder, ignore_cleanup_errors=True) as own:
        pool = Pool(size, Path(own))
        try:
            yield pool
        finally:
            pool.close()


def read_alone(reading: Reading[Result]) -> Result:
    """Have one document read in a process of its own. Raises `Unreadable`."""
    with pool_of(1) as pool:
        return pool.run(reading, lambda page, pages: None)


def _serve(pipe: Connection, said: Connection, folder: str) -> None:
    """The life of a worker: read documents until the pipe closes or the process that started it is gone."""
    end_with_parent()
    os.dup2(said.fileno(), 2)
    said.close()
    faulthandler.enable(2, all_threads=False)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.environ.update(ALLOCATOR)
    _limit_memory()
    gc.freeze()
    pipe.send("ready")
    while True:
        try:
            reading, without = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer(pipe, reading, without))


class Signs:
    """The signs of life of a reading: pages that are begun, each of which moves the limits, and what is found."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.deadline = time.process_time() + LIMITS.cpu_seconds
        self.last = 0
        _end_at_cpu(self.deadline)

    def __call__(self, page: int, pages: int) -> None:
        """A page is begun, or begun again: see `Progress`."""
        own = time.process_time() + LIMITS.cpu_seconds_on_one_page
        if page == self.last:  # text is recognised on it
            self.deadline += LIMITS.cpu_seconds_of_ocr
            own += LIMITS.cpu_seconds_of_ocr
        elif self.last == 0:
            self.deadline += LIMITS.cpu_seconds_a_page * pages
        self.last = page
        self.pipe.send(Step(page, pages, own <= self.deadline))
        _end_at_cpu(min(own, self.deadline) if page <= pages else self.deadline)

    def found(self, pages: int, tables: int, figures: int) -> None:
        """Tables were found: see `OnFound`."""
        self.pipe.send(FoundSoFar(pages, tables, figures))


def _answer(pipe: Connection, reading: Reading[Any], without: Mapping[int, Unreadable]) -> Answer:
    """Do a reading within its limits."""
    try:
        return Answer(reading(on_page=Signs(pipe), without=without), None, _is_worn())
    except MemoryError:
        return Answer(None, out_of_memory(), True)
    except (Unreadable, OSError) as e:
        return Answer(None, e, _is_worn())
    except BaseException as e:  # a panic of a library in Rust is no `Exception`
        what = f"{type(e).__name__}: {printable(str(e))}"
        reason = f"This program failed on it ({what}). Please report it, with the file if you can."
        return Answer(None, Unreadable("internal_error", reason), True)


def _is_worn() -> bool:
    """Whether the process is to read no other document. Where the system does not tell what it holds, it reads on."""
    return (held_bytes() or 0) > WORN_BYTES or (peak_bytes() or 0) > 2 * WORN_BYTES


if sys.platform != "win32":
    import resource

    def _limit_memory() -> None:
        """Bound what the process takes for itself, and leave no core behind when it is too much."""
        _limit(resource.RLIMIT_DATA, LIMITS.memory_bytes)
        _limit(resource.RLIMIT_CORE, 0)

    def _end_at_cpu(seconds: float) -> None:
        """Let the system end the process once it has used so many seconds of processor time."""
        _limit(resource.RLIMIT_CPU, int(seconds) + 1)

    def _limit(what: int, most: int) -> None:
        """Set a limit, unless the system has set a lower one."""
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

else:

    def _limit_memory() -> None:
        """Windows has no such limit."""

    def _end_at_cpu(seconds: float) -> None:
        """Windows has no such limit: what takes forever is ended after a stall."""
