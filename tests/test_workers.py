"""Whatever becomes of a process that reads a document, it costs that document or a page of it, and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest
from pypdfium2 import PdfDocument

from flows import workers
from flows.workers import Pool, Progress, pool_of, read_alone
from pipeline.files import Unwritable
from pipeline.ingestion import read_and_write
from pipeline.limits import Limits
from pipeline.reading import pdfium
from pipeline.reading.document import read_part
from pipeline.reading.faces import Faces
from pipeline.reading.page import Page
from pipeline.reading.part import Part
from pipeline.report import Report, read_report
from pipeline.source import Unreadable, open_source
from pipeline.summary import Summary
from tests.deeds import (
    DEEDS,
    Lost,
    abort_at_page_2,
    at_once,
    die_unless_first,
    end_at_once,
    once,
    own_pid,
    start_another_process_and_abort,
    take_all_memory,
    take_much_memory,
    tell_what_is_found,
)
from tests.drawing import hostile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "consuntivo.pdf").write_bytes(hostile.report(3))
    return tmp_path / "consuntivo.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where workers have their temporary files."""
    (tmp_path / "state").mkdir()
    return tmp_path / "state"


def reading_of(pool: Pool, path: Path) -> Report:
    return pool.run(partial(read_report, path), lambda page, pages: None)


# ── what else a process may be sent to do ─────────────────────────────────────────────────────────────────────────────


def at_page(path: Path, at: int, do: str, *, on_page: Progress, without: Lost) -> Report:
    """Read a document, and do something when a page is begun that is not to be left out."""

    def told(page: int, pages: int) -> None:
        on_page(page, pages)
        if page == at and page not in without:
            DEEDS[do]()

    return read_report(path, on_page=told, without=without)


def part_at_page(path: Path, file: Path, at: int, do: str, *, on_page: Progress, without: Lost) -> Part:
    """Read pages 2 and 3 of a document as a part of it, and do something when a page is begun."""

    def told(page: int, pages: int) -> None:
        on_page(page, pages)
        if page == at and page not in without:
            DEEDS[do]()

    return read_part(open_source(path), path.name, range(2, 4), told, without, file)


def once_at_page(mark: Path, path: Path, at: int, do: str, *, on_page: Progress, without: Lost) -> Report:
    """Read a document; do something when a page is begun, the first time."""
    if mark.exists():
        return read_report(path, on_page=on_page, without=without)
    mark.touch()
    return at_page(path, at, do, on_page=on_page, without=without)


def write_on_a_full_disk(reading: partial[Summary], *, on_page: Progress, without: Lost) -> Summary:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
    return reading(on_page=on_page, without=without)


# ── a page, a document ────────────────────────────────────────────────────────────────────────────────────────────────


ABORTED = pytest.param("abort", "crashed", marks=pytest.mark.slow)
"""Another signal than that of a segmentation fault."""


@pytest.mark.parametrize(("deed", "error"), [ABORTED, ("segfault", "crashed"), ("be killed", "killed")])
def test_the_death_of_a_process_over_a_page_costs_the_page(file: Path, deed: str, error: str) -> None:
    report = read_alone(partial(at_page, file, 2, deed))
    assert report.document.completeness == "partial"
    assert [(row.page, row.error) for row in report.unread_pages] == [(2, error)]
    assert report.unread_pages[0].reason.startswith("Page 2 was not read. ")


def test_the_death_of_a_process_over_a_part_costs_the_page(file: Path, tmp_path: Path) -> None:
    part = read_alone(partial(part_at_page, file, tmp_path / "part", 2, "be killed"))
    assert [told.error for told in part.told[2]] == ["killed"]
    assert part.told[3] == []
    assert [page.number for page in part.pages] == [number for number in part.told if number != 2]


def test_a_page_that_takes_forever_costs_the_page(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSUNTIVO_CPU_SECONDS_ON_ONE_PAGE", "1.5")
    report = read_alone(partial(at_page, file, 2, "run forever"))
    assert [(row.page, row.error) for row in report.unread_pages] == [(2, "timed_out")]


def test_a_page_that_takes_all_memory_costs_the_page(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSUNTIVO_MEMORY_BYTES", str(400 * 1024**2))
    report = read_alone(partial(with_an_engine_that_takes_all_memory, file, 2))
    assert [(row.page, row.error) for row in report.unread_pages] == [(2, "out_of_memory")]


@pytest.mark.parametrize(
    ("deed", "error"),
    [ABORTED, ("segfault", "crashed"), ("run forever", "timed_out"), ("wait forever", "timed_out"),
     ("take all memory", "out_of_memory"), ("raise", "internal_error")],
)  # fmt: skip
def test_a_document_that_ends_its_process_costs_nothing_but_itself(file: Path, folder: Path, deed: str, error: str) -> None:
    with pool_of(1, folder) as pool:
        with pytest.MonkeyPatch.context() as strict:
            if deed == "run forever":
                strict.setenv("CONSUNTIVO_CPU_SECONDS", "1")
            if deed == "take all memory":
                strict.setenv("CONSUNTIVO_MEMORY_BYTES", str(400 * 1024**2))
            if deed == "wait forever":
                strict.setattr(workers, "LIMITS", Limits(stall_seconds=1))
            with pytest.raises(Unreadable) as refused:
                pool.run(partial(at_once, deed), lambda page, pages: None)
        assert refused.value.error == error
        assert refused.value.reason.endswith(".")
        assert reading_of(pool, file).document.completeness == "complete"


def test_a_document_that_costs_page_after_page_is_given_up(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LIMITS", Limits(max_lost_pages=1))
    file.write_bytes(hostile.report(4))
    with pytest.raises(Unreadable) as refused:
        read_alone(partial(abort_at_every_page, file))
    assert refused.value.error == "crashed"


def test_a_document_that_ends_its_process_over_a_page_that_is_left_out_is_given_up() -> None:
    with pytest.raises(Unreadable) as refused:
        read_alone(abort_at_page_2)
    assert refused.value.error == "crashed"


def with_an_engine_that_takes_all_memory(path: Path, at: int, *, on_page: Progress, without: Lost) -> Report:
    read_page = pdfium.read_page

    def engine(
        document: PdfDocument,
        number: int,
        faces: Faces | None = None,
        off: Collection[int] = (),
        *,
        marked: bool = True,
        by_code: bool = False,
    ) -> Page:
        if number == at:
            take_all_memory()
        return read_page(document, number, faces, off, marked=marked, by_code=by_code)

    pdfium.read_page = engine
    return read_report(path, on_page=on_page, without=without)


def abort_at_every_page(path: Path, *, on_page: Progress, without: Lost) -> Report:
    def told(page: int, pages: int) -> None:
        on_page(page, pages)
        if page not in without:
            os.abort()

    return read_report(path, on_page=told, without=without)


def test_a_process_that_read_others_before_is_not_put_down_to_the_document() -> None:
    with pool_of(1) as pool:
        assert [pool.run(die_unless_first, lambda page, pages: None) for _ in range(2)] == ["read"] * 2


def test_what_ends_one_process_and_not_the_next_is_not_put_down_to_the_document(tmp_path: Path) -> None:
    with pool_of(1) as pool:
        assert pool.run(partial(once, tmp_path / "died", "be killed"), lambda page, pages: None) == "read"


def test_what_ends_one_process_and_not_the_next_is_not_put_down_to_the_page(file: Path, tmp_path: Path) -> None:
    report = read_alone(partial(once_at_page, tmp_path / "died", file, 2, "be ended"))
    assert report.document.completeness == "complete"


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("segfault", "SIGSEGV: Fatal Python error: Segmentation fault"),
        ("say why and be ended", "there is no place like home."),
    ],
)
def test_the_end_of_a_process_is_told_so_that_it_can_be_reported(deed: str, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_alone(partial(at_once, deed))
    assert told in refused.value.reason


def test_no_document_is_blamed_where_no_process_starts(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", end_at_once)
    with pool_of(1, folder) as pool, pytest.raises(ChildProcessError, match=r"does not start \(exit code 3\)"):
        reading_of(pool, file)


def test_a_panic_of_a_library_is_told_as_what_it_is() -> None:
    with pytest.raises(Unreadable) as refused:
        read_alone(partial(at_once, "panic"))
    assert refused.value.error == "internal_error"
    assert "Panic: no thread left" in refused.value.reason


def test_a_document_is_not_blamed_for_a_process_that_ended_with_the_run(file: Path, folder: Path) -> None:
    begun = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        with pool_of(1, folder) as pool:
            reading = thread.submit(pool.run, partial(at_page, file, 1, "wait forever"), lambda page, pages: begun.set())
            begun.wait()
        with pytest.raises(RuntimeError, match="The run was ended"):
            reading.result()


def test_what_nobody_listens_to_is_not_printed() -> None:
    script = (
        "from flows.log import DocumentLog as L; from pipeline.source import Unreadable as U; L('0', 'a').unreadable(U('b', 'c'))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


# ── processes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_found_in_a_document_is_told_while_it_is_read() -> None:
    told: list[tuple[int, int, int]] = []
    with pool_of(1) as pool:
        pool.run(tell_what_is_found, lambda page, pages: None, lambda *found: told.append(found))
    assert told == [(64, 31, 1_200), (128, 70, 2_800)]


def test_a_process_reads_one_document_after_the_other() -> None:
    with pool_of(1) as pool:
        pids = {pool.run(own_pid, lambda page, pages: None) for _ in range(3)}
    assert len(pids) == 1


def test_a_process_that_took_much_memory_reads_no_other_document() -> None:
    with pool_of(1) as pool:
        worn = pool.run(take_much_memory, lambda page, pages: None)
        assert pool.run(own_pid, lambda page, pages: None) != worn


def test_what_a_process_started_and_wrote_ends_with_it(folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with pool_of(1, folder) as pool, pytest.raises(Unreadable):
        pool.run(partial(start_another_process_and_abort, told), lambda page, pages: None)
    assert ended(int(told.read_text()))
    assert list(folder.iterdir()) == []


def test_processes_end_with_the_one_that_started_them() -> None:
    script = "from tests.deeds import hold_a_process; hold_a_process()"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        worker = int(holder.stdout.readline())
        holder.kill()
    assert ended(worker)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal masks")
def test_no_interruption_reaches_the_first_process_while_it_starts() -> None:
    script = "from tests.deeds import start_one_and_tell; start_one_and_tell()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def ended(pid: int) -> bool:
    """Whether a process ends within a while, if it has not."""
    try:
        process = psutil.Process(pid)
        for _ in range(100):
            if process.status() == psutil.STATUS_ZOMBIE:  # ended, and nobody has asked how
                return True
            with suppress(psutil.TimeoutExpired):
                process.wait(timeout=0.1)
    except psutil.NoSuchProcess:
        return True
    return False


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_stops_the_run_and_leaves_what_was_there(file: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"

    def reading() -> partial[Summary]:
        document_id = open_source(file).document_id
        return partial(read_and_write, file, document_id=document_id, names=("consuntivo.pdf",), output=output)

    with pool_of(1) as pool:
        pool.run(reading(), lambda page, pages: None)
        before = {path: path.read_bytes() for path in output.rglob("*.parquet")}
        file.write_bytes(hostile.report(4))
        with pytest.raises(Unwritable) as full:
            pool.run(partial(write_on_a_full_disk, reading()), lambda page, pages: None)
        assert full.value.errno == errno.EFBIG
        with pytest.raises(Unwritable):
            pool.run(reading(), lambda page, pages: None)
    assert {path: path.read_bytes() for path in before} == before
    assert not [path for path in output.rglob("*") if path.suffix == ".tmp"]
