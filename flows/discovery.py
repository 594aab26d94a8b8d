"""The files to read: what was given, named and told apart by content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.source import Unreadable, read_bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was given, and its name relative to the folder it was found in."""

    path: Path
    name: str


@dataclass(slots=True)
class Batch:
    """Files by content, and those of which nothing can be read."""

    documents: dict[str, list[Found]] = field(default_factory=dict)
    """The files of each content, by its SHA-256; several if one file lies there under several names."""
    unreadable: list[tuple[Found, Unreadable]] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """The files given, and those in the folders given, at any depth, in the order of their names.

    Files and folders whose names begin with a dot are left out. Raises `FileNotFoundError` for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        if not path.is_dir():
            yield Found(path, printable(path.name))
            continue
        for file in sorted(path.rglob("*")):
            relative = file.relative_to(path)
            if any(part.startswith(".") for part in relative.parts) or file.is_dir():
                continue
            yield Found(file, printable(relative.as_posix()))


def sort_by_content(files: Sequence[Found], roots: Sequence[Path]) -> Batch:
    """Read and hash the files. A link that leads out of the folders given is not followed."""
    batch = Batch()
    inside = [root.resolve() for root in roots]
    for file in files:
        try:
            if file.path.is_symlink() and not any(file.path.resolve().is_relative_to(root) for root in inside):
                raise Unreadable("link_out", "This is a link to a file outside of the folder. Put the file itself there.")
            digest = hashlib.sha256(read_bytes(file.path)).hexdigest()
        except Unreadable as e:
            batch.unreadable.append((file, e))
        else:
            batch.documents.setdefault(digest, []).append(file)
    return batch


def printable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8, and control characters, are escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(ch if ch.isprintable() else ch.encode("unicode_escape").decode() for ch in text)
