"""What a machine of a cluster is asked to do: read one document and put what it says into the output.

The same is safe to ask twice, of two machines at a time: names follow from the document, files and objects are put whole, and
what came of it is kept in the output, so that a machine that is lost costs only what it was reading.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

from pydantic import BaseModel, SecretStr, ValidationError

from flows.state import Kept, kept_of, noted_as
from flows.wide.stores import Store, is_address
from flows.workers import Pool, Reading
from pipeline.envelope import enclosed
from pipeline.files import write_file
from pipeline.report_list import Given
from pipeline.source import Unreadable
from pipeline.summary import Summary
from schemas.correction import Correction

FOLDER = "consuntivo-"
"""How the names begin of folders for temporary files: the id of the process follows."""


class Errand(BaseModel):
    """A document to be read, told so that any machine can do it."""

    document_id: str
    names: tuple[str, ...]
    source: str
    """The path of the PDF, which is the same on all machines, or its address in a store."""
    link: str | None
    """Where whoever opens the pages to review finds the PDF; None for `source`."""
    output: str
    """The folder to write to, which all machines share, or its address in a store."""
    key: str
    """Decides, beside the document, what is read: version of the code, limits and decisions."""
    run: str
    """The run that sends it."""
    settings: dict[str, str]
    """The variables that set limits, as whoever sends the errand has them."""
    passwords: tuple[SecretStr, ...]
    corrections: tuple[Correction, ...]
    given: Given


def do(errand: Errand) -> Summary:
    """Read the document and write it, unless that is done. Raises `Unreadable`, `OSError`."""
    known = _kept(errand)
    if known is not None:
        return known
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as folder:
        if is_address(errand.output):
            store, output = Store(errand.output), Path(folder) / "output"
            _fetch_kept(store, output, errand.document_id)
            summary = _read(errand, Path(folder), output)
            _put_all(output, store)
        else:
            summary = _read(errand, Path(folder), Path(errand.output))
        kept = Kept(key=errand.key, run=errand.run, summary=summary).model_dump_json().encode()
        if is_address(errand.output):
            Store(errand.output).put(noted_as(errand.document_id), kept)
        else:
            write_file(Path(errand.output) / noted_as(errand.document_id), kept)
    return summary


def _kept(errand: Errand) -> Summary | None:
    """What came of the same errand before, in this run."""
    try:
        if is_address(errand.output):
            content = Store(errand.output).get(noted_as(errand.document_id))
        else:
            content = (Path(errand.output) / noted_as(errand.document_id)).read_bytes()
        kept = Kept.model_validate_json(content)
    except (FileNotFoundError, ValidationError):
        return None
    return kept.summary if (kept.key, kept.run) == (errand.key, errand.run) else None


def _read(errand: Errand, folder: Path, output: Path) -> Summary:
    from pipeline.ingestion import read_and_write  # whoever only sends errands, or knows all, is spared the engines

    reading: Reading[Summary] = partial(
        read_and_write,
        _source(errand, folder),
        document_id=errand.document_id,
        names=errand.names,
        output=output,
        passwords=[secret.get_secret_value() for secret in errand.passwords],
        corrections=errand.corrections,
        given=errand.given,
        link=errand.link,
        kept=kept_of(output, errand.document_id),
    )
    with _one_at_a_time:
        return _pool(errand.settings).run(reading, lambda page, pages: None)


def _source(errand: Errand, folder: Path) -> Path:
    """The PDF on this machine. Raises `Unreadable` for one that is not what was looked at when the run began."""
    if not is_address(errand.source):
        path = Path(errand.source)
        if not path.exists():
            reason = (
                "The machine that was to read it does not see it. Give a folder that all machines share, or a store's address."
            )
            raise Unreadable("not_readable", reason)
        return path
    address, _, name = errand.source.rpartition("/")
    content = Store(address).get(name)
    if hashlib.sha256(enclosed(content)).hexdigest() != errand.document_id:
        raise Unreadable("not_readable", "It was changed in the store while the run went on. Run again.")
    path = folder / "document.pdf"
    path.write_bytes(content)
    return path


def _fetch_kept(store: Store, output: Path, document_id: str) -> None:
    """Put what was read of a document before where the process that reads looks for it, if it is in the store."""
    file = kept_of(output, document_id)
    with suppress(FileNotFoundError):
        write_file(file, store.get(file.relative_to(output).as_posix()))


def _put_all(folder: Path, store: Store) -> None:
    """Put every file of a folder, the row of `documents` last: a document whose row is there is there in full."""
    names = sorted(
        (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()),
        key=lambda name: name.startswith("documents/"),
    )
    for name in names:
        store.put(name, (folder / name).read_bytes())


_one_at_a_time = threading.Lock()
"""A worker of a cluster may have threads; it has one process that reads."""

_pools: dict[str, Pool] = {}


def _pool(settings: dict[str, str]) -> Pool:
    """The process that reads for this worker of the cluster, begun with the settings of whoever sends the errand."""
    key = repr(sorted(settings.items()))
    if key not in _pools:
        for pool in _pools.values():
            pool.close()
        _pools.clear()
        _remove_leftovers()
        os.environ.update(settings)
        _pools[key] = Pool(1, Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-")))
    return _pools[key]


def _remove_leftovers() -> None:
    """Remove the folders of processes of this machine that were lost."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        process = folder.name.removeprefix(FOLDER).partition("-")[0]
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
