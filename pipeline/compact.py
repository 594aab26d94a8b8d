"""Many small files to few large ones: a copy of the datasets for those who read thousands of documents at once.

The files of documents stay as they are. Beside them, in `compact/`, lies one file a dataset and year, its documents sorted by
body, and `manifest.json`, which names the files of this state. A file's name is never used twice and a file that is named no
more stays for a day, so that a reader who has read the manifest finds all that it names; whoever replaces the manifest replaces
the whole state at once.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import polars as pl
from filelock import FileLock, Timeout
from pydantic import BaseModel

from pipeline.columns import MODELS, columns_of
from pipeline.datasets import PARTITION, scan_dataset, scan_files
from pipeline.files import Unwritable, write_file, writing
from pipeline.parquet import metadata_of

FOLDER = "compact"
MANIFEST = "manifest.json"
EARLIER = "earlier"
"""The folder of the manifests before, named by the time at which each was replaced, in nanoseconds."""

KEPT_SECONDS = 24 * 60 * 60.0
"""How long a state stays that was replaced, and each file of it: longer than any reader reads, and time to undo."""

ROWS_A_GROUP = 100_000
"""Rows of a group, whose statistics let a reader skip it."""

Result = TypeVar("Result")

TRIES = 20
"""Times that a dataset is read again whose files changed while it was read."""


class CompactionRuns(RuntimeError):
    """Another compaction is at work on the same output, or there is nothing to undo."""


class CompactFile(BaseModel):
    """A file of the copy."""

    path: str
    """From the output folder."""
    documents: int
    """Files that it was made of: one a document, and one for what concerns several."""
    rows: int
    made_of: str
    """A digest of their names, sizes and times."""


class Manifest(BaseModel):
    """Which files make the datasets now."""

    datasets: dict[str, list[CompactFile]]
    """By dataset, each with a file a year."""


@dataclass(frozen=True, slots=True)
class Part:
    """The files of a dataset that become one: those of a year, sorted by body."""

    dataset: str
    folder: str
    """`report_year=…`"""
    files: tuple[Path, ...]
    made_of: str

    def scan(self) -> pl.LazyFrame:
        """Their rows, in the dataset's columns."""
        return scan_files(self.dataset, self.files)


def compact(output: Path) -> Manifest:
    """Make the copy what the files of documents are now; what did not change is kept.

    May run beside an ingest, and beside readers. Raises `CompactionRuns`, `Unwritable`.
    """
    folder = output / FOLDER
    with _alone(folder):
        before = _read(folder / MANIFEST)
        known = {file.made_of: file for files in before.datasets.values() for file in files} if before else {}
        bodies = bodies_of(output)
        manifest = Manifest(datasets={dataset: _compacted(output, dataset, bodies, known) for dataset in MODELS})
        if before and manifest != before:
            write_file(folder / EARLIER / f"{time.time_ns()}.json", _as_json(before))
            _begin_last_day(output, before, manifest)
        write_file(folder / MANIFEST, _as_json(manifest))
        _remove_old(output, manifest)
    return manifest


def undo(output: Path) -> Manifest:
    """Go back to the state before the last compaction, or before what was undone last. Raises `CompactionRuns`, `Unwritable`."""
    folder = output / FOLDER
    with _alone(folder):
        file = max((folder / EARLIER).glob("*.json"), default=None)
        earlier = _read(file) if file else None
        if file is None or earlier is None or not all(named.exists() for named in _named(output, earlier)):
            raise CompactionRuns("There is no earlier state to go back to: each is kept for a day.")
        if (present := _read(folder / MANIFEST)) is not None:
            _begin_last_day(output, present, earlier)
        write_file(folder / MANIFEST, _as_json(earlier))
        file.unlink()
    return earlier


def bodies_of(output: Path) -> Mapping[str, str]:
    """The body of each document, by which a file is sorted."""

    def read() -> Mapping[str, str]:
        documents = scan_dataset(output, "documents").select("document_id", "entity").collect()
        return {document_id: entity or "" for document_id, entity in documents.iter_rows()}

    return tried_again(read)


def parts_of(output: Path, dataset: str, bodies: Mapping[str, str]) -> list[Part]:
    """What is to become one file each, years in order."""
    newest: dict[str, tuple[int, int, Path]] = {}
    looks = ((output / dataset).glob(f"{PARTITION}=*/*.parquet") for _ in range(2))
    for file in chain.from_iterable(looks):  # what moves to another year meanwhile may be in neither at the first look
        try:
            status = file.stat()
        except FileNotFoundError:
            continue
        newest[file.stem] = max(newest.get(file.stem, (0, 0, file)), (status.st_mtime_ns, status.st_size, file))
    by_year: dict[str, list[tuple[tuple[str, str], str, Path]]] = {}
    for stem, (changed, size, file) in newest.items():
        place = (bodies.get(stem, ""), stem)
        by_year.setdefault(file.parent.name, []).append((place, f"{dataset} {file.parent.name} {stem} {size} {changed}", file))
    return [
        Part(dataset, year, tuple(f for _, _, f in listed), _digest([*sorted(text for _, text, _ in listed), *_columns(dataset)]))
        for year, listed in sorted((year, sorted(listed)) for year, listed in by_year.items())
    ]


def _compacted(output: Path, dataset: str, bodies: Mapping[str, str], known: Mapping[str, CompactFile]) -> list[CompactFile]:
    return tried_again(lambda: [_written(output, part, known) for part in parts_of(output, dataset, bodies)])


def tried_again(read: Callable[[], Result]) -> Result:
    """What comes of reading files of documents, read again where an ingest has replaced one meanwhile."""
    for _ in range(TRIES):
        try:
            return read()
        except (FileNotFoundError, Unwritable, pl.exceptions.PolarsError):
            time.sleep(0.1)
    return read()


def _written(output: Path, part: Part, known: Mapping[str, CompactFile]) -> CompactFile:
    """The file of a part, made unless one of the same is there."""
    kept = known.get(part.made_of)
    if kept is not None and (output / kept.path).exists():
        return kept
    name = f"{FOLDER}/{part.dataset}/{part.folder}/{secrets.token_hex(8)}.parquet"
    target = output / name
    with writing(target), tempfile.TemporaryDirectory(prefix=".", dir=_made(output / FOLDER)) as folder:
        file = Path(folder) / "part.parquet"
        part.scan().sink_parquet(file, row_group_size=ROWS_A_GROUP, statistics=True, **metadata_of(part.dataset))
        rows: int = pl.scan_parquet(file).select(pl.len()).collect().item()
        _made(target.parent)
        file.replace(target)
    return CompactFile(path=name, documents=len(part.files), rows=rows, made_of=part.made_of)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _columns(dataset: str) -> list[str]:
    return [f"{column.name} {column.type}" for column in columns_of(dataset)]


def _digest(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _read(file: Path) -> Manifest | None:
    try:
        return Manifest.model_validate(json.loads(file.read_bytes()))
    except (FileNotFoundError, ValueError):
        return None


def _as_json(manifest: Manifest) -> bytes:
    return manifest.model_dump_json(indent=1).encode()


def _named(output: Path, manifest: Manifest) -> set[Path]:
    return {output / file.path for files in manifest.datasets.values() for file in files}


def _begin_last_day(output: Path, before: Manifest, after: Manifest) -> None:
    """Let the day begin of files that are named no more."""
    for gone in _named(output, before) - _named(output, after):
        gone.touch()


def _remove_old(output: Path, manifest: Manifest) -> None:
    """Remove the states that were replaced over a day ago, and the files that no state names and none has named for a day."""
    folder, until, named = output / FOLDER, time.time() - KEPT_SECONDS, _named(output, manifest)
    for file in (folder / EARLIER).glob("*.json"):
        earlier = _read(file)
        if earlier is None or int(file.stem) < until * 1e9:
            file.unlink()
        else:
            named |= _named(output, earlier)
    for file in folder.rglob("*.parquet"):
        if file not in named and file.stat().st_mtime < until:
            file.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other compactions from the same output."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=0):
            yield
    except Timeout:
        raise CompactionRuns("Another compaction of this output is at work. Wait for it to end.") from None
