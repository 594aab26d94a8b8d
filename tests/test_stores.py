"""Folders in a store: what a run leaves there, what it fetches, and whom it keeps out; here the store is one in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from flows.run import OutputInUse
from flows.wide import mirror, stores
from flows.wide.mirror import INDEX, LOCK, TIMES, Mirror, fetched, locked, written_back
from flows.wide.stores import Entry, NotReached, Store, is_address, way

ADDRESS = "s3://bodies/output"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """A store at every address, the same for all who open it under one."""
    opened: dict[str, MemoryStore] = {}
    monkeypatch.setattr(stores, "_opened", lambda address: opened.setdefault(address, MemoryStore()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Store(ADDRESS)


def calls(monkeypatch: pytest.MonkeyPatch, *methods: str) -> list[str]:
    """A list in which every call of these methods is noted, with the name of the object."""
    noted: list[str] = []

    def noting(method: str) -> Callable[..., object]:
        called = getattr(Store, method)

        def note(self: Store, name: str, *rest: object) -> object:
            noted.append(f"{method} {name}")
            return called(self, name, *rest)

        return note

    for method in methods:
        monkeypatch.setattr(Store, method, noting(method))
    return noted


def names(store: Store) -> set[str]:
    """What is there, without what a run keeps for the next one."""
    return {entry.name for entry in store.entries()} - {INDEX, TIMES}


def test_an_object_is_created_once_and_swapped_only_by_who_knows_it(store: Store) -> None:
    etag = store.create("lock", b"one")
    assert etag is not None
    assert store.create("lock", b"two") is None
    new = store.swap("lock", b"three", etag)
    assert new is not None
    assert store.swap("lock", b"four", etag) is None
    assert store.get("lock") == b"three"
    store.delete(["lock"])
    assert store.swap("lock", b"five", new) is None
    with pytest.raises(FileNotFoundError):
        store.get("lock")


def test_what_is_written_in_the_copy_is_sent_and_what_is_removed_is_removed(store: Store) -> None:
    first = Mirror(ADDRESS)
    with written_back(first):
        for name in ("cells/a.parquet", "documents/a.parquet", ".consuntivo/prefect.db"):
            (first.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (first.folder / name).write_bytes(name.encode())
    assert names(store) == {"cells/a.parquet", "documents/a.parquet"}
    with written_back(Mirror(ADDRESS)):
        (first.folder / "cells/a.parquet").unlink()
    assert names(store) == {"documents/a.parquet"}


def test_only_what_changed_is_fetched_and_put(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("cells/a.parquet", b"a")
    store.put("cells/b.parquet", b"b")
    folder = fetched(ADDRESS)
    store.put("cells/b.parquet", b"changed")
    moved = calls(monkeypatch, "get", "put")
    assert fetched(ADDRESS) == folder
    assert (folder / "cells/b.parquet").read_bytes() == b"changed"
    (folder / "cells/a.parquet").write_bytes(b"changed too")
    Mirror(ADDRESS).send()
    assert [m for m in moved if TIMES not in m] == ["get cells/b.parquet", "put cells/a.parquet"]


def test_the_index_is_left_alone_while_a_run_holds_it(store: Store) -> None:
    copy = Mirror(ADDRESS)
    (copy.folder / INDEX).parent.mkdir(parents=True)
    (copy.folder / INDEX).write_bytes(b"held")
    copy.fetch(begun=True)
    assert (copy.folder / INDEX).read_bytes() == b"held"
    copy.fetch()
    assert not (copy.folder / INDEX).exists()


def test_a_document_is_named_only_after_all_else_of_it_is_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put = calls(monkeypatch, "put")
    copy = Mirror(ADDRESS)
    for dataset in ("cells", "documents", "findings", "tables"):
        (copy.folder / dataset).mkdir(parents=True)
        (copy.folder / dataset / "a.parquet").write_bytes(b"rows")
    copy.send()
    assert put[-1] == "put documents/a.parquet"
    assert len(put) == 4


def test_two_runs_never_write_to_one_folder(store: Store) -> None:
    with locked(Mirror(ADDRESS)):
        assert LOCK in names(store)
        with pytest.raises(OutputInUse, match="Another run is writing to s3://bodies/output"), locked(Mirror(ADDRESS)):
            pass
    assert LOCK not in names(store)


def test_the_lock_of_a_run_that_was_lost_is_taken_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create(LOCK, b"a run that was lost")
    entries = Store.entries
    long_ago = datetime.now(UTC) - timedelta(seconds=2 * mirror.STALE_SECONDS)

    def aged(self: Store) -> Iterator[Entry]:
        return (Entry(entry.name, entry.etag, entry.bytes, long_ago) for entry in entries(self))

    monkeypatch.setattr(Store, "entries", aged)
    with locked(Mirror(ADDRESS)):
        assert b"a run that was lost" not in store.get(LOCK)


def test_a_run_whose_lock_was_taken_sends_nothing_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "RENEWED_SECONDS", 0.01)
    copy = Mirror(ADDRESS)
    with locked(copy):
        store.put(LOCK, b"another")
        while copy.failure is None:
            pass
        with pytest.raises(OutputInUse, match="has taken over"):
            copy.send()
    assert store.get(LOCK) == b"another"


def test_a_run_over_a_store_leaves_there_what_one_on_disk_leaves(prefect_server: str, store: Store, tmp_path: Path) -> None:
    from flows.ingest import ingest
    from tests.test_flow import small_report

    (tmp_path / "reports").mkdir()
    pdf = small_report().save(tmp_path / "reports" / "consuntivo.pdf")
    Store("s3://bodies/reports").put("2017/consuntivo.pdf", pdf.read_bytes())
    there = ingest(["s3://bodies/reports"], ADDRESS, 1)
    here = ingest([str(tmp_path / "reports")], str(tmp_path / "output"), 1)
    assert there.output == ADDRESS
    assert [d.names for d in there.documents] == [("2017/consuntivo.pdf",)]
    on_disk = {
        path.relative_to(tmp_path / "output").as_posix()
        for path in (tmp_path / "output").rglob("*")
        if path.is_file() and ".consuntivo" not in path.parts
    }
    assert {n for n in names(store) if not n.startswith("runs/")} == {n for n in on_disk if not n.startswith("runs/")}
    assert here.checks == there.checks
    (page,) = (name for name in names(store) if name.startswith("review/documents/"))
    assert b'href="../../../reports/2017/consuntivo.pdf"' in store.get(page)


def test_another_machine_knows_what_the_first_has_read(
    prefect_server: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import ingest
    from flows.workers import Pool
    from tests.test_flow import small_report

    for year in (2017, 2018):
        pdf = small_report(year).save(tmp_path / f"{year}.pdf")
        Store("s3://bodies/reports").put(pdf.name, pdf.read_bytes())
    first = ingest(["s3://bodies/reports"], ADDRESS, 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))

    def nothing(*_: object) -> None:
        raise AssertionError("A document was read again.")

    monkeypatch.setattr(Pool, "run", nothing)
    before = {entry.name: entry.etag for entry in store.entries() if entry.name.startswith(("cells/", "documents/"))}
    assert ingest(["s3://bodies/reports"], ADDRESS, 1).documents == first.documents
    after = {entry.name: entry.etag for entry in store.entries() if entry.name.startswith(("cells/", "documents/"))}
    assert after == before
    assert before


@pytest.mark.parametrize(
    ("address", "folder", "expected"),
    [
        ("s3://a/in/x.pdf", "s3://a/out/review", "../../in/x.pdf"),
        ("s3://a/in/x y.pdf", "s3://a/in/review", "../x%20y.pdf"),
        ("s3://b/x.pdf", "s3://a/out", "s3://b/x.pdf"),
        ("gs://a/x.pdf", "s3://a/out", "gs://a/x.pdf"),
    ],
)
def test_a_page_leads_to_its_pdf(address: str, folder: str, expected: str) -> None:
    assert way(address, folder) == expected


def test_only_what_names_a_store_is_an_address() -> None:
    assert is_address("s3://bucket/folder")
    assert not is_address("raw_pdfs")
    assert not is_address(r"C:\reports")
    assert not is_address("https://example.it/reports")


def test_a_store_that_does_not_answer_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    with pytest.raises(NotReached) as caught:
        Store("s3://")
    assert caught.value.filename == "s3://"
    assert os.linesep not in (caught.value.strerror or "")
