"""A PDF that comes on standard input, for tools that read files."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STANDARD_INPUT = "-"
"""What is given for a file to mean standard input."""

NAME = "stdin.pdf"
"""How it is called in what is said and written of it."""


@contextmanager
def file_of(given: str) -> Iterator[str]:
    """The path of a file that was given; for `-`, of one with what comes on standard input, which goes when the block ends.

    No more of it is kept than the largest file that is read has, and a byte, so that its size is told.
    """
    if given != STANDARD_INPUT:
        yield given
        return
    from pipeline.limits import LIMITS

    with tempfile.TemporaryDirectory(prefix="consuntivo-") as folder:
        path = Path(folder) / NAME
        path.write_bytes(sys.stdin.buffer.read(LIMITS.max_bytes + 1))
        yield str(path)
