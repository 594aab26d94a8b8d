"""What is known of an output without opening a dataset: its documents, their files, what could not be read, and the last run.

One SQLite file beside the datasets. A file that was given is told by its size and times, a document's files in the output
likewise, so that what did not change costs a look at its entry in the folder. What the index lost, or never knew, is read again.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from flows.state import STATE, kept_of, noted
from pipeline.corrections import digest_of
from pipeline.files import writing
from pipeline.limits import LIMITS
from pipeline.report_list import NOTHING_GIVEN, Given
from pipeline.summary import Summary
from pipeline.version import CODE_VERSION
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.finding import Finding

BESIDE = frozenset({STATE, "compact", "delta"})
"""Folders in the output that are no part of what was read: what is kept, and copies of the datasets."""

FILE = "index.sqlite"

SETTLED_NS = 2_000_000_000
"""Nanoseconds after which a file that is changed gets another time: what changed later may change again unseen."""

SHORT = 16
"""Characters with which the names of a document's files in the output begin, its pages and its Parquet alike."""

LEFTOVER = re.compile(r"\..+\..+\.\d+\.tmp")
"""The names of files that are being written."""

LAYOUT = """
CREATE TABLE files (path BLOB PRIMARY KEY, status TEXT NOT NULL, document_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    document_id TEXT PRIMARY KEY, read_with TEXT NOT NULL, left TEXT NOT NULL, source BLOB, summary TEXT NOT NULL,
    files TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE quarantine (name TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE not_taken (what TEXT NOT NULL, told TEXT NOT NULL);
CREATE TABLE across (document_id TEXT NOT NULL, earlier TEXT NOT NULL, finding TEXT NOT NULL);
CREATE TABLE last_run (given TEXT NOT NULL, left TEXT NOT NULL, quarantine TEXT NOT NULL);
"""
VERSION = int(hashlib.sha256(LAYOUT.encode()).hexdigest()[:7], 16)
"""Of the layout, as SQLite keeps one: an index of another is begun anew."""

_QUARANTINED = TypeAdapter(tuple[Quarantined, ...])


@dataclass(frozen=True, slots=True)
class _Document:
    read_with: str
    """Code, limits and decisions."""
    left: str
    """A digest of its files in the output."""
    source: bytes | None
    """Where its PDF lies."""
    summary: Summary


class Index:
    """The index of an output; a context that closes it. One run at a time may hold it."""

    def __init__(self, output: Path) -> None:
        """Open the index, or begin one. Raises `Unwritable`."""
        self.output = output
        self.lock = threading.Lock()
        path = output / STATE / FILE
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.database = _opened(path)
        except sqlite3.DatabaseError:  # damaged: what it said can be found out again
            path.unlink()
            self.database = _opened(path)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *error: object) -> None:
        self.database.close()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self.lock, writing(self.output / STATE / FILE):
            try:
                with self.database:
                    yield self.database
            except sqlite3.OperationalError as e:
                raise OSError(None, str(e)) from e

    # Files that were given

    def contents(self) -> dict[bytes, tuple[str, str]]:
        """Size and times of the files that were given before, and the SHA-256 of their contents, by path."""
        return {path: (status, document_id) for path, status, document_id in self.database.execute("SELECT * FROM files")}

    def remember_contents(self, files: Iterable[tuple[bytes, str, str]]) -> None:
        """Note the size and times of files, as `status_of` gives them, and the SHA-256 of what is in them."""
        new = list(files)
        if new:
            with self._changing() as database:
                database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", new)

    # Documents

    @cached_property
    def _documents(self) -> dict[str, _Document]:
        rows = self.database.execute("SELECT document_id, read_with, left, source, summary, files FROM documents")
        return {
            document_id: _Document(read_with, left, source, _summary(summary, files))
            for document_id, read_with, left, source, summary, files in rows
        }

    @property
    def summaries(self) -> list[Summary]:
        """Every document of the output."""
        return [document.summary for document in self._documents.values()]

    def known(self, read_with: Mapping[str, str], present: OutputFiles) -> dict[str, Summary]:
        """Of the documents in `read_with`, those read so whose files are there as they were left, by their ids."""
        return {
            document_id: document.summary
            for document_id, how in read_with.items()
            if (document := self._documents.get(document_id)) is not None
            and (document.read_with, document.left) == (how, present.by_document.get(document_id[:SHORT]))
        }

    def keep(self, summary: Summary, read_with: str, source: Path) -> None:
        """Note that a document was read and its files written. Raises `Unwritable`."""
        self._set(
            summary, _Document(read_with, digest_of_files(self.output, summary.files), os.fsencode(source.absolute()), summary)
        )

    def match(self, present: OutputFiles) -> None:
        """Forget the documents whose files are gone, with what is said of them, and learn of those that are not known.

        What an old version wrote, in other columns, stays unknown.
        """
        gone = [(document_id,) for document_id in self._documents if document_id not in present.documents]
        if gone:
            with self._changing() as database:
                database.executemany("DELETE FROM documents WHERE document_id = ?", gone)
                database.executemany("DELETE FROM across WHERE ? IN (document_id, earlier)", gone)
            for (document_id,) in gone:
                del self._documents[document_id]
                with writing(kept := kept_of(self.output, document_id)):
                    kept.unlink(missing_ok=True)
        for document_id in present.documents - self._documents.keys():
            with suppress(KeyError, ValidationError):
                how, summary = _learnt(self.output, document_id)
                self._set(summary, _Document(how, present.by_document[document_id[:SHORT]], None, summary), or_else="IGNORE")

    def name(self, document_id: str, names: Iterable[str], source: Path) -> bool:
        """Add names to those of a document, in its dataset too, and note where it lies; tell whether one was new.

        Raises `Unwritable`.
        """
        document = self._documents[document_id]
        before = document.summary.document
        all_names = tuple(sorted({*before.source_files, *names}))
        if all_names == before.source_files:
            if document.source != os.fsencode(source.absolute()):
                self._set(document.summary, replace(document, source=os.fsencode(source.absolute())))
            return False
        from pipeline.datasets import record_names

        record_names(self.output, document_id, all_names)
        named = before.model_copy(update={"source_file": all_names[0], "source_files": all_names})
        self.keep(document.summary.model_copy(update={"document": named}), document.read_with, source)
        return True

    def _set(self, summary: Summary, document: _Document, *, or_else: str = "REPLACE") -> None:
        told, files = summary.model_dump_json(exclude={"files"}), "\n".join(summary.files)
        row = (summary.document_id, document.read_with, document.left, document.source, told, files)
        with self._changing() as database:
            database.execute(f"INSERT OR {or_else} INTO documents VALUES (?, ?, ?, ?, ?, ?)", row)
            self._documents[summary.document_id] = document

    # What concerns no one document

    def quarantine(self) -> dict[str, Quarantined]:
        """The files that could not be read, by name."""
        rows = self.database.execute("SELECT name, told FROM quarantine")
        return {name: Quarantined.model_validate_json(told) for name, told in rows}

    def set_quarantine(self, told: Mapping[str, Quarantined], read: Iterable[str]) -> None:
        """Note which files could not be read, and which were."""
        with self._changing() as database:
            database.executemany("DELETE FROM quarantine WHERE name = ?", [(name,) for name in read])
            rows = [(name, quarantined.model_dump_json()) for name, quarantined in told.items()]
            database.executemany("INSERT OR REPLACE INTO quarantine VALUES (?, ?)", rows)

    def not_taken(self) -> dict[str, list[Quarantined]]:
        """What of `decisions` and of `lists` was not taken."""
        found: dict[str, list[Quarantined]] = {}
        for what, told in self.database.execute("SELECT what, told FROM not_taken"):
            found.setdefault(what, []).append(Quarantined.model_validate_json(told))
        return found

    def set_not_taken(self, what: str, told: Iterable[Quarantined]) -> None:
        """Note what was not taken, in place of what was noted before."""
        rows = [(what, quarantined.model_dump_json()) for quarantined in told]
        if rows != self.database.execute("SELECT what, told FROM not_taken WHERE what = ?", (what,)).fetchall():
            with self._changing() as database:
                database.execute("DELETE FROM not_taken WHERE what = ?", (what,))
                database.executemany("INSERT INTO not_taken VALUES (?, ?)", rows)

    def across(self) -> dict[tuple[str, str], list[Finding]]:
        """What documents say against one another, by the later and the earlier; "" for what is said of decisions."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for document_id, earlier, finding in self.database.execute("SELECT * FROM across"):
            found.setdefault((document_id, earlier), []).append(Finding.model_validate_json(finding))
        return found

    def set_across(self, found: Mapping[tuple[str, str], Sequence[Finding]]) -> None:
        """Note what documents say against one another, and what is said of decisions, in place of what was noted before."""
        rows = [(*pair, finding.model_dump_json()) for pair, findings in found.items() for finding in findings]
        if rows != self.database.execute("SELECT document_id, earlier, finding FROM across").fetchall():
            with self._changing() as database:
                database.execute("DELETE FROM across")
                database.executemany("INSERT INTO across VALUES (?, ?, ?)", rows)

    # The last run

    def last_run(self) -> tuple[str, str, tuple[Quarantined, ...]] | None:
        """Digests of what the last run was given and of all files that it left, and what it put into quarantine."""
        row = self.database.execute("SELECT * FROM last_run").fetchone()
        return (row[0], row[1], _QUARANTINED.validate_json(row[2])) if row else None

    def keep_run(self, given: str, left: str, quarantine: tuple[Quarantined, ...]) -> None:
        """Note what a run was given and left, in place of the one before."""
        with self._changing() as database:
            database.execute("DELETE FROM last_run")
            database.execute("INSERT INTO last_run VALUES (?, ?, ?)", (given, left, _QUARANTINED.dump_json(quarantine).decode()))


def _summary(told: str, files: str) -> Summary:
    """A summary as the index has it: its files apart, for as JSON they take as long as all else."""
    summary = Summary.model_validate_json(told)
    summary.files = tuple(files.split("\n")) if files else ()
    return summary


def _opened(path: Path) -> sqlite3.Connection:
    with writing(path):
        try:
            with closing(sqlite3.connect(path)) as there:
                is_of_today = there.execute("PRAGMA user_version").fetchone()[0] == VERSION
            if not is_of_today:
                path.unlink()
            database = sqlite3.connect(path, check_same_thread=False)
            if not is_of_today:
                database.executescript(f"BEGIN; {LAYOUT} PRAGMA user_version = {VERSION}; COMMIT;")
        except sqlite3.OperationalError as e:
            raise OSError(None, str(e)) from e
    return database


def source_of(output: Path, document_id: str) -> Path | None:
    """Where a document of an output was read; None if it is not known, or no longer there."""
    if not (output / STATE / FILE).exists():
        return None
    with closing(sqlite3.connect(f"{(output / STATE / FILE).absolute().as_uri()}?mode=ro", uri=True)) as database:
        row = database.execute("SELECT source FROM documents WHERE document_id = ?", (document_id,)).fetchone()
    source = Path(os.fsdecode(row[0])) if row and row[0] else None
    return source if source is not None and source.is_file() else None


def digest_of_all(corrections: Sequence[Correction], given: Given) -> str:
    """A digest of what reviewers decided about a document, and the user says of it; "" if nothing."""
    said = hashlib.sha256(given.model_dump_json().encode()).hexdigest()[:16] if given != NOTHING_GIVEN else ""
    return digest_of(corrections) + said


def read_with(decisions: str) -> str:
    """What decides how a document is read, beside its content: code, limits, and what `digest_of_all` tells."""
    limits = hashlib.sha256(LIMITS.model_dump_json().encode()).hexdigest()[:16]
    return f"{CODE_VERSION} {limits} {decisions}"


def status_of(path: Path) -> str | None:
    """Size and times of a file; None if it is none, or may change again without a sign."""
    try:
        status = path.stat()
    except OSError:
        return None
    if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < SETTLED_NS:
        return None
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


class OutputFiles:
    """The files in an output, looked up once."""

    def __init__(self, output: Path, before: OutputFiles | None = None, unchanged: Set[str] = frozenset()) -> None:
        """Look at every file, but for those that `before` has of the documents `unchanged`: these are only seen to be there."""
        self.folders: dict[str, dict[str, str]] = {}
        """A line for each file, with its size and time of change, by folder and name."""
        self.leftovers: list[Path] = []
        """Files that a run that was ended left half-written."""
        self.datasets: set[str] = set()
        """Datasets that have a file."""
        self.documents: set[str] = set()
        """Documents that have a row."""
        root = os.path.join(output, "")  # noqa: PTH118 (with its separator)
        short = {document_id[:SHORT] for document_id in unchanged}
        to_look = [""]
        while to_look:
            folder = to_look.pop()
            known = before.folders.get(folder, {}) if before is not None else {}
            names = os.listdir(root + folder)  # noqa: PTH208 (names, for ten thousand paths take longer)
            lines = {name: known[name] for name in names if name in known and name[:SHORT] in short}
            for name in names:
                if name in lines:
                    continue
                status = os.lstat(root + folder + name)
                if stat.S_ISDIR(status.st_mode):
                    if name not in BESIDE:
                        to_look.append(f"{folder}{name}{os.sep}")
                elif name[0] == "." and LEFTOVER.fullmatch(name):
                    self.leftovers.append(Path(root + folder + name))
                else:
                    lines[name] = _line(folder + name, status)
            self.folders[folder] = lines
            if tables := {name for name in lines if name.endswith(".parquet")}:
                dataset = folder.partition(os.sep)[0]
                self.datasets.add(dataset)
                if dataset == "documents":
                    self.documents |= {name.removesuffix(".parquet") for name in tables - {"empty.parquet"}}

    @cached_property
    def by_document(self) -> dict[str, str]:
        """A digest of the files of each document, by the beginning of their names."""
        found: dict[str, list[str]] = {}
        for lines in self.folders.values():
            for name, line in lines.items():
                found.setdefault(name[:SHORT], []).append(line)
        return {short: _digest(of) for short, of in found.items()}

    @property
    def digest(self) -> str:
        """Of all files: changes as soon as one does."""
        return _digest(line for lines in self.folders.values() for line in lines.values())


def _learnt(output: Path, document_id: str) -> tuple[str, Summary]:
    """How a document was read and what came of it, as the machine of a cluster that read it noted, or else as its datasets tell.

    Raises `KeyError` if it is not there in full.
    """
    kept = noted(output, document_id)
    if kept is not None and all((output / name).exists() for name in kept.summary.files):
        return kept.key, kept.summary
    from pipeline.ingestion import stored_summary

    return "", stored_summary(output, document_id)


def digest_of_files(output: Path, names: Iterable[str]) -> str:
    """A digest of some files of an output: changes as soon as one of them does."""
    return _digest([_line(name, os.lstat(output / name)) for name in names])


def _line(name: str, status: os.stat_result) -> str:
    return f"{name} {status.st_size} {status.st_mtime_ns}"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()
