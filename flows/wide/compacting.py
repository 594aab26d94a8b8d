"""The compact copy of an output, on disk or in a store, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from flows.wide.mirror import Mirror
from flows.wide.stores import is_address
from pipeline.compact import FOLDER, MANIFEST, CompactionRuns, Manifest, compact
from pipeline.compact import undo as go_back


def compact_output(named: str, format_: Literal["parquet", "delta"], *, undo: bool) -> str:
    """Make the copy, or go back to the one before, and say what there is.

    Raises `CompactionRuns`, `NotReached`, `Unwritable`, `ImportError` without the extra `delta`.
    """
    if format_ == "delta":
        return _as_delta(named, undo=undo)
    if not is_address(named):
        return _told(named, _changed(Path(named), undo=undo))
    mirror = Mirror(named)
    mirror.fetch()
    manifest = _changed(mirror.folder, undo=undo)
    if not mirror.send_state(f"{FOLDER}/", f"{FOLDER}/{MANIFEST}"):
        raise CompactionRuns("Another compaction of this output was at work, and is done. What it made stays.")
    return _told(named, manifest)


def _changed(output: Path, *, undo: bool) -> Manifest:
    return go_back(output) if undo else compact(output)


def _told(named: str, manifest: Manifest) -> str:
    files = [file for files in manifest.datasets.values() for file in files]
    made_of = sum(file.documents for file in files)
    return f"{made_of} files of documents are {len(files)} in {named}/{FOLDER}; {FOLDER}/{MANIFEST} names them."


def _as_delta(named: str, *, undo: bool) -> str:
    if is_address(named):
        raise CompactionRuns("Delta tables are written to a folder on disk only. Give one, or leave --format out.")
    if undo:
        raise CompactionRuns("Delta keeps the history of its tables itself: `DeltaTable.restore`.")
    from pipeline.delta import FOLDER as DELTA
    from pipeline.delta import write_delta

    return f"{write_delta(Path(named))} years of tables were written to {named}/{DELTA}."
