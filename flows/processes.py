"""How processes are started here, and how they end: with whoever started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import ModuleType


@contextmanager
def starting() -> Iterator[None]:
    """Let a process that is started here not run the program that starts it once more: a script of three lines has no guard.

    Nor does a Ctrl-C reach it before it has said that it ignores one: it ends with its parent. `multiprocessing` starts a tracker
    with its first process, and lets a Ctrl-C through again then (CPython 3.11): so the tracker is started before.
    """
    with _one_start:
        if sys.platform != "win32":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # that others ended the one before: a new one is started
                resource_tracker.ensure_running()
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
        try:
            yield
        finally:
            if masked is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, masked)
            sys.modules["__main__"] = main


_one_start = threading.Lock()
"""Processes are started one after the other: the module `__main__` is the same for all threads."""


def end_with_parent() -> None:
    """Make this process a group of its own, which ends with its parent, and only with it."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
