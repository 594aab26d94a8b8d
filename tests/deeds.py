"""What a test may send a process to do that needs no more than the process has: it loads the module in which that stands."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from flows.processes import starting
from flows.workers import Progress, Signs, pool_of
from pipeline.source import Unreadable

Lost = Mapping[int, Unreadable]


def at_once(do: str, *, on_page: Progress, without: Lost) -> None:
    DEEDS[do]()


def run_forever() -> None:
    while True:
        pass


def take_all_memory() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 * 1024**2))


class Panic(BaseException):
    """What libraries in Rust raise through PyO3 when they give up."""


def panic() -> None:
    raise Panic("no thread left")


def say_why_and_be_ended() -> None:
    os.write(2, 10_000_000 * b"." + b"\nthere is no place like home\n")
    os.kill(os.getpid(), signal.SIGTERM)


DEEDS: dict[str, Callable[[], object]] = {
    "abort": os.abort,
    "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "be killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "be ended": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "panic": panic,
    "say why and be ended": say_why_and_be_ended,
    "run forever": run_forever,
    "wait forever": threading.Event().wait,
    "take all memory": take_all_memory,
    "raise": lambda: int("no number"),
}


def tell_what_is_found(*, on_page: Signs, without: Lost) -> str:
    on_page(1, 200)
    on_page.found(64, 31, 1_200)
    on_page.found(128, 70, 2_800)
    return "read"


def own_pid(*, on_page: Progress, without: Lost) -> int:
    return os.getpid()


def take_much_memory(*, on_page: Progress, without: Lost) -> int:
    return len(bytes(range(256)) * (3 * 1024**2)) and os.getpid()


def die_unless_first(marks: list[int] = [], *, on_page: Progress, without: Lost) -> str:  # noqa: B006 (of the process)
    """Abort in a process that did this before."""
    marks.append(1)
    if len(marks) > 1:
        os.abort()
    return "read"


def once(mark: Path, do: str, *, on_page: Progress, without: Lost) -> str:
    if not mark.exists():
        mark.touch()
        DEEDS[do]()
    return "read"


def start_another_process_and_abort(told: Path, *, on_page: Progress, without: Lost) -> None:
    other = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
    told.write_text(str(other.pid))
    tempfile.mkstemp()
    os.abort()


def abort_at_page_2(*, on_page: Progress, without: Lost) -> None:
    on_page(2, 3)
    os.abort()


def hold_a_process() -> None:
    with pool_of(1) as pool:
        print(pool.run(own_pid, lambda page, pages: None), flush=True)
        threading.Event().wait()


def start_one_and_tell() -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=tell_whether_shielded, args=(theirs,))
    with starting():
        process.start()
    print(ours.recv())
    process.join()


def tell_whether_shielded(pipe: Connection) -> None:
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def end_at_once(*_: object) -> None:
    sys.exit(3)
