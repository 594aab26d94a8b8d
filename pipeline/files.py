"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LEAST_SPACE = 1_000_000
"""Bytes of space without which a run is not begun."""


class Unwritable(OSError):
    """The output cannot be written to: `filename` says where, `strerror` why."""


def write_file(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that is there and the same is left alone. Raises `Unwritable`."""
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.read_bytes() == content:
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with open(temporary, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Whatever the system has against writing to `target` becomes `Unwritable`."""
    try:
        yield
    except OSError as e:
        raise Unwritable(e.errno, e.strerror or str(e), str(target)) from e


def check_writable(output: Path) -> None:
    """Make the folder if it is not there, and see that there is space in it. Raises `Unwritable`."""
    with writing(output):
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output) as probe:
            probe.write(bytes(LEAST_SPACE))
