"""The files to read: what was given, named and told apart by content."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.index import Index, status_of
from pipeline.envelope import enclosed
from pipeline.inert import printable
from pipeline.report_list import NAME as LIST
from pipeline.source import Unreadable, read_bytes

HIDDEN = Unreadable("hidden", "Its name begins with a dot. Give it another name, or name it in the command, to have it read.")
"""Of files and folders that are left out, as most programs do."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was given, and its name relative to the folder it was found in, unlike that of any other."""

    path: Path
    """Absolute, its folder without links or `..`: one folder has one path, however it is named."""
    name: str
    root: Path
    """The folder that was given, as it was, or that the file given lies in."""
    error: Unreadable | None = None
    """Why it cannot even be looked at."""


@dataclass(slots=True)
class Batch:
    """Files by content, and those of which nothing can be read."""

    documents: dict[str, list[Found]] = field(default_factory=dict)
    """The files of each content, by its SHA-256; several if one file lies there under several names."""
    unreadable: list[tuple[Found, Unreadable]] = field(default_factory=list)
    lists: list[tuple[Found, bytes]] = field(default_factory=list)
    """The files `reports.csv`, with their content."""

    @property
    def files(self) -> Iterator[Found]:
        """All of them."""
        for found in self.documents.values():
            yield from found
        for file, _ in self.lists:
            yield file
        for file, _ in self.unreadable:
            yield file


def find_files(roots: Sequence[Path], output: Path) -> list[Found]:
    """The files given, and those in the folders given, at any depth, in the order of their names; `reports.csv` beside a file.

    Files and folders whose names begin with a dot are not looked into, which is told; the folder `output` is left out. Links to
    folders are not followed. Raises `FileNotFoundError` for a root that is not there.
    """
    found: dict[Path, Found] = {}
    for root in roots:
        if not root.exists():
            raise FileNotFoundError(root)
        for file in _files_in(root, output.resolve()) if root.is_dir() else _file_and_list(root):
            found.setdefault(file.path, file)
    return _told_apart(list(found.values()))


def _file_and_list(file: Path) -> Iterator[Found]:
    beside = file.with_name(LIST)
    paths = [file, beside] if beside.exists() else [file]
    return (Found(path.parent.resolve() / path.name, printable(path.name), file.parent) for path in paths)


def _files_in(root: Path, output: Path) -> Iterator[Found]:
    failures: list[OSError] = []
    files: list[Found] = []
    top = root.resolve()

    def named(path: Path, error: Unreadable | None = None) -> Found:
        return Found(path, printable(path.relative_to(top).as_posix()), root, error)

    for folder, folders, names in os.walk(top, onerror=failures.append):
        here = Path(folder)
        folders[:] = [name for name in folders if (here / name).resolve() != output]
        files += [named(here / name, HIDDEN) for name in (*folders, *names) if name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [named(here / name) for name in names if not name.startswith(".")]
        links = [here / name for name in folders if _leads_out(here / name, [top])]
        files += [named(link, _link_out("folder")) for link in links]
    for failure in failures:
        reason = f"The folder cannot be looked into ({failure.strerror}). See to its permissions or its disk."
        files.append(named(Path(failure.filename), Unreadable("not_readable", reason)))
    yield from sorted(files, key=lambda file: file.name)


def _told_apart(files: Sequence[Found]) -> list[Found]:
    """The files under names that differ: where two have the same, with their folder's name before it, or all of the path."""
    times = Counter(file.name for file in files)
    longer = [f"{printable(file.root.resolve().name)}/{file.name}" if times[file.name] > 1 else file.name for file in files]
    times = Counter(longer)
    names = [printable(_as_given(file)) if times[name] > 1 else name for file, name in zip(files, longer, strict=True)]
    return [file if file.name == name else replace(file, name=name) for file, name in zip(files, names, strict=True)]


def _as_given(file: Found) -> str:
    return str(file.root / file.path.relative_to(file.root.resolve()))


def sort_by_content(files: Iterable[Found], roots: Sequence[Path], index: Index) -> Batch:
    """Read and hash the files, but those that the index knows by size and times. A link that leads out of the folders given is
    not followed."""
    batch = Batch()
    known = index.contents()
    learnt: list[tuple[bytes, str, str]] = []
    inside = [root.resolve() for root in roots]
    for file in files:
        try:
            if file.error is not None:
                raise file.error
            if _leads_out(file.path, inside):
                raise _link_out("file")
            if file.path.name == LIST:
                batch.lists.append((file, read_bytes(file.path)))
                continue
            path, status = os.fsencode(file.path), status_of(file.path)
            before, digest = known.get(path, (None, ""))
            if status is None or status != before:
                digest = hashlib.sha256(enclosed(read_bytes(file.path))).hexdigest()
                learnt += [(path, status, digest)] if status is not None else []
        except Unreadable as e:
            batch.unreadable.append((file, e))
        else:
            batch.documents.setdefault(digest, []).append(file)
    index.remember_contents(learnt)
    return batch


def _leads_out(path: Path, inside: Sequence[Path]) -> bool:
    try:
        return path.is_symlink() and not any(path.resolve(strict=True).is_relative_to(root) for root in inside)
    except (OSError, RuntimeError):  # a link to nothing, or in a circle: reading it will say so
        return False


def _link_out(what: str) -> Unreadable:
    return Unreadable("link_out", f"This is a link to a {what} outside of the folder, and is not followed. Put the {what} there.")
