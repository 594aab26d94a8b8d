"""The compact copy of an output, on disk or in a store, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flows.run import OutputInUse
from flows.state import STATE
from flows.wide.mirror import DELTA, Mirror, locked
from flows.wide.stores import delta_options, is_address, reaching
from pipeline.compact import FOLDER, MANIFEST, CompactionRuns, Manifest, compact
from pipeline.compact import undo as go_back
from pipeline.files import write_file

if TYPE_CHECKING:
    from pipeline.delta import Made

WRITTEN = f"{DELTA}/written.json"
"""The file, or object, that says what each year of each Delta table was made of."""

DELTA_LOCK = f"{STATE}/delta-lock"
"""The object that is there while Delta tables are written in a store: a run may go on meanwhile, another compaction not."""


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
    if undo:
        raise CompactionRuns("Delta keeps the history of its tables itself: `DeltaTable.restore`.")
    from pipeline.delta import Changed, write_delta

    folder = f"{named.rstrip('/')}/{DELTA}"
    try:
        if is_address(named):
            mirror = Mirror(named)
            with locked(mirror, DELTA_LOCK):
                mirror.fetch()
                before = _made_of(partial(mirror.store.get, WRITTEN))
                with reaching(named):
                    made = write_delta(mirror.folder, folder, before, delta_options())
                if mirror.failure is not None:
                    raise mirror.failure
                mirror.store.put(WRITTEN, _as_json(made))
        else:
            written = Path(named) / WRITTEN
            made = write_delta(Path(named), folder, _made_of(written.read_bytes))
            write_file(written, _as_json(made))
    except OutputInUse as e:
        raise CompactionRuns("Another compaction of this output to Delta tables is at work. Wait for it to end.") from e
    except Changed as e:
        raise CompactionRuns(str(e)) from e
    return f"{made.years} years of tables were written to {folder}."


def _made_of(read: Callable[[], bytes]) -> dict[str, str]:
    try:
        return dict(json.loads(read()))
    except (FileNotFoundError, ValueError):
        return {}


def _as_json(made: Made) -> bytes:
    return json.dumps(made.of, indent=1, sort_keys=True).encode()
