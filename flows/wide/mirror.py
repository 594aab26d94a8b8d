"""A folder in a store, and its copy on this machine: fetched when a run begins, sent back as it goes on and when it ends.

A run works in the copy as in any folder. What it writes is put as whole objects; `documents` come after the other datasets, and
what is removed goes last, so that whoever reads the store meanwhile finds a document in full or as it was. A lock in the store
keeps two runs from writing to one folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from flows.index import FILE
from flows.run import OutputInUse
from flows.state import STATE, SUMMARIES
from flows.wide.stores import NotReached, Store
from pipeline.files import write_file

LOCK = f"{STATE}/lock"
"""The object that is there while a run writes to the folder."""

RENEWED_SECONDS = 30.0
"""How often a run says in its lock that it goes on."""

STALE_SECONDS = 300.0
"""A lock that was not renewed for so long is that of a run that was lost: far more than a machine's clock is wrong by."""

SENT_SECONDS = 30.0
"""Seconds at least between two times that a run sends what it wrote so far."""

AT_A_TIME = 16
"""Objects fetched or put at the same time."""

INDEX = f"{STATE}/{FILE}"
"""The index of the output, sent when a run ends."""

DELTA = "delta"
"""The folder of Delta tables, which are written where they lie and not in the copy."""

TIMES = f"{STATE}/times.json"
"""The object that says which times the files of the last run had: by them the index tells whether they are as they were left."""


def copy_of(address: str) -> Path:
    """Where the copy of a store's folder is kept on this machine."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:24]
    return cache / "consuntivo" / "stores" / name


class Mirror:
    """A store's folder and its copy on this machine."""

    def __init__(self, address: str) -> None:
        self.store = Store(address)
        self.folder = copy_of(address)
        self.notes = self.folder.with_suffix(".json")
        """What is known of the store: of each object its etag, and size and time of its copy."""
        self.sent = time.monotonic()
        self.failure: Exception | None = None

    def fetch(self, *, begun: bool = False) -> None:
        """Make the copy what the store has: only what changed is fetched. Raises `NotReached`, `Unwritable`.

        Once the run has `begun`, it holds the index, which is left alone.
        """
        noted, times = self._noted(), self._times()
        held = {INDEX} if begun else set()
        listed = {entry.name: entry for entry in self.store.entries() if _counts(entry.name) and entry.name not in held}
        wanted = [name for name, entry in listed.items() if noted.get(name) != [entry.etag, *_stamp(self.folder / name)]]
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            for name, content in zip(wanted, threads.map(self.store.get, wanted), strict=True):
                write_file(self.folder / name, content)
                etag, *stamp = times.get(name, [""])
                if etag == listed[name].etag:
                    os.utime(self.folder / name, ns=(int(stamp[1]), int(stamp[1])))
        for name in self._here() - listed.keys() - held:
            (self.folder / name).unlink()
        self._note({name: [entry.etag, *_stamp(self.folder / name)] for name, entry in listed.items()})

    def send(self, *, ended: bool = False) -> None:
        """Make the store what the copy is: only what changed is put, `documents` after the other datasets, removals last.

        The index goes with it once the run has `ended`: until then it is being written.

        Raises `NotReached`, and `OutputInUse` where the lock was lost.
        """
        if self.failure is not None:
            raise self.failure
        noted, here = self._noted(), self._here()
        changed = [name for name in here if noted.get(name, [""])[1:] != _stamp(self.folder / name) and (ended or name != INDEX)]
        for last in (False, True):
            names = [name for name in changed if name.startswith("documents/") == last]
            with ThreadPoolExecutor(AT_A_TIME) as threads:
                for name, etag in zip(names, threads.map(self._put, names), strict=True):
                    noted[name] = [etag, *_stamp(self.folder / name)]
            self._note(noted)
        gone = [name for name in noted if name not in here]
        if gone:
            self.store.delete(gone)
        noted = {name: known for name, known in noted.items() if name in here}
        self._note(noted)
        if ended:
            self.store.put(TIMES, json.dumps(noted).encode())
        self.sent = time.monotonic()

    def send_state(self, beginning: str, names_it: str) -> bool:
        """Send the files that a name begins, and last the one that names them, unless another has replaced that meanwhile.

        Returns whether it was sent. For what is written beside a run, without its lock. Raises `NotReached`.
        """
        noted = self._noted()
        names = [name for name in self._here() if name.startswith(beginning) and name != names_it]
        for name in names:
            if noted.get(name, [""])[1:] != _stamp(self.folder / name):
                noted[name] = [self._put(name), *_stamp(self.folder / name)]
        content = (self.folder / names_it).read_bytes()
        known = str(noted.get(names_it, [""])[0])
        etag = self.store.swap(names_it, content, known) if known else self.store.create(names_it, content)
        if etag is not None:
            noted[names_it] = [etag, *_stamp(self.folder / names_it)]
            gone = [name for name in noted if name.startswith(beginning) and not (self.folder / name).exists()]
            if gone:
                self.store.delete(gone)
            noted = {name: known for name, known in noted.items() if name not in gone}
        self._note(noted)
        return etag is not None

    def send_now_and_then(self) -> None:
        """Send what there is if that was not done for some time."""
        if time.monotonic() - self.sent > SENT_SECONDS:
            self.send()

    def _put(self, name: str) -> str:
        return self.store.put(name, (self.folder / name).read_bytes())

    def _here(self) -> set[str]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {name for path in paths if _counts(name := path.relative_to(self.folder).as_posix())}

    def _noted(self) -> dict[str, list[str | int]]:
        try:
            return dict(json.loads(self.notes.read_text("utf-8")))
        except (OSError, ValueError):
            return {}

    def _times(self) -> dict[str, list[str | int]]:
        try:
            return dict(json.loads(self.store.get(TIMES)))
        except (FileNotFoundError, ValueError):
            return {}

    def _note(self, noted: dict[str, list[str | int]]) -> None:
        write_file(self.notes, json.dumps(noted).encode())


def _counts(name: str) -> bool:
    """Whether a name is that of an output's file, and not of what one machine or moment has for itself, nor of Delta tables."""
    if name == INDEX or name.startswith(SUMMARIES):
        return True
    return not name.startswith(f"{DELTA}/") and not any(part.startswith(".") for part in name.split("/"))


def _stamp(path: Path) -> list[str | int]:
    """Size and time of a file; nothing where there is none."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


@contextmanager
def locked(mirror: Mirror, lock: str = LOCK) -> Iterator[None]:
    """Keep others that ask for the same lock from writing to the store's folder. Raises `OutputInUse`, `NotReached`."""
    who = json.dumps({"host": socket.gethostname(), "process": os.getpid()}).encode()
    etag = mirror.store.create(lock, who)
    if etag is None:
        entry = next((entry for entry in mirror.store.entries() if entry.name == lock), None)
        if entry is None or (datetime.now(UTC) - entry.changed).total_seconds() > STALE_SECONDS:
            etag = mirror.store.swap(lock, who, entry.etag) if entry else mirror.store.create(lock, who)
    if etag is None:
        raise OutputInUse(f"Another run is writing to {mirror.store.address}. Wait for it to end, or give another output.")
    ended = threading.Event()
    held = [etag]

    def renew() -> None:
        while not ended.wait(RENEWED_SECONDS):
            with suppress(NotReached):  # tried again; whoever took the lock over is found by the swap
                new = mirror.store.swap(lock, who, held[0])
                if new is None:
                    mirror.failure = OutputInUse(f"Another run has taken over {mirror.store.address}. What was read is not lost.")
                    return
                held[0] = new

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        if mirror.failure is None:
            with suppress(NotReached):
                mirror.store.delete([lock])


@contextmanager
def written_back(mirror: Mirror) -> Iterator[None]:
    """Hold the lock, begin with what the store has, and leave there what is done, however that ends."""
    with locked(mirror):
        mirror.fetch()
        try:
            yield
        finally:
            mirror.send(ended=True)


def fetched(address: str) -> Path:
    """The copy of a store's folder as it is now. Raises `NotReached`, `Unwritable`."""
    mirror = Mirror(address)
    mirror.fetch()
    return mirror.folder
