"""Reading on the machines of a cluster: the same rows, nothing read twice for nothing, and what is missing said at the start."""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from obstore.store import MemoryStore

from flows.ingest import ingest
from flows.state import kept_of
from flows.wide import elsewhere, stores
from flows.wide.elsewhere import Errand, do
from flows.wide.runners import NotReady, check_ready, cluster_runner
from flows.wide.stores import Store
from pipeline.kept import Kept
from pipeline.report_list import NOTHING_GIVEN
from pipeline.source import Unreadable
from pipeline.summary import Summary
from schemas.run import Cost
from tests.drawing import hostile
from tests.test_flow import small_report


def errand_for(pdf: Path, output: Path, run: str = "first") -> Errand:
    return Errand(
        document_id=hashlib.sha256(pdf.read_bytes()).hexdigest(),
        names=(pdf.name,),
        source=str(pdf),
        link=None,
        output=str(output),
        key="key",
        run=run,
        settings={},
        passwords=(),
        corrections=(),
        given=NOTHING_GIVEN,
    )


def written(output: Path) -> dict[str, bytes]:
    """The files of an output, without what a run keeps for the next one."""
    apart = {".consuntivo", "runs"}  # what is kept for the next run, and what this one took
    paths = [path for path in output.rglob("*") if path.is_file() and not apart.intersection(path.parts)]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def without_cost(summary: Summary) -> Summary:
    return summary.model_copy(update={"cost": Cost()})


@pytest.mark.slow
def test_a_dask_cluster_leaves_what_threads_leave(prefect_server: str, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for year in (2017, 2018, 2019):
        small_report(year).save(tmp_path / "reports" / f"{year}.pdf")
    (tmp_path / "reports" / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing follows")
    here = ingest([str(tmp_path / "reports")], str(tmp_path / "here"), 1)
    there = ingest([str(tmp_path / "reports")], str(tmp_path / "there"), 2, runner="dask")
    assert written(tmp_path / "there") == written(tmp_path / "here")
    assert [without_cost(d.summary) for d in there.documents] == [without_cost(d.summary) for d in here.documents]
    assert [q.source_file for q in there.quarantine] == [q.source_file for q in here.quarantine] == ["broken.pdf"]


def test_what_is_asked_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = small_report().save(tmp_path / "a.pdf")
    reads: list[str] = []
    read = elsewhere._read

    def noted(errand: Errand, folder: Path, output: Path) -> Summary:
        reads.append(errand.run)
        return read(errand, folder, output)

    monkeypatch.setattr(elsewhere, "_read", noted)
    first = do(errand_for(pdf, tmp_path / "output"))
    assert do(errand_for(pdf, tmp_path / "output")) == first
    assert reads == ["first"]
    assert without_cost(do(errand_for(pdf, tmp_path / "output", "next"))) == without_cost(first)
    assert reads == ["first", "next"]


def retitled(content: bytes) -> bytes:
    """What was kept of a document, had it another title."""
    kept = Kept.model_validate_json(gzip.decompress(content))
    extraction = kept.extraction.model_copy(update={"title": "As it was kept"})
    return gzip.compress(kept.model_copy(update={"extraction": extraction}).model_dump_json(exclude_defaults=True).encode())


def test_rules_that_changed_judge_what_another_machine_kept(tmp_path: Path) -> None:
    errand = errand_for(small_report().save(tmp_path / "a.pdf"), tmp_path / "output")
    read = do(errand)
    file = kept_of(tmp_path / "output", errand.document_id)
    file.write_bytes(retitled(file.read_bytes()))
    judged = do(errand.model_copy(update={"key": "rules of tomorrow"}))
    assert (judged.tables, judged.document.title) == (read.tables, "As it was kept")


def test_rules_that_changed_judge_what_another_machine_kept_in_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = MemoryStore()
    monkeypatch.setattr(stores, "_opened", lambda address: memory)
    errand = errand_for(small_report().save(tmp_path / "a.pdf"), tmp_path).model_copy(update={"output": "s3://bodies/output"})
    read = do(errand)
    store, name = Store(errand.output), kept_of(Path(), errand.document_id).as_posix()
    store.put(name, retitled(store.get(name)))
    judged = do(errand.model_copy(update={"key": "rules of tomorrow"}))
    assert (judged.tables, judged.document.title) == (read.tables, "As it was kept")


def test_a_signed_document_is_read_from_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = MemoryStore()
    monkeypatch.setattr(stores, "_opened", lambda address: memory)
    pdf = small_report().save(tmp_path / "a.pdf")
    Store("s3://bodies/reports").put("a.pdf.p7m", hostile.signed(pdf.read_bytes()))
    errand = errand_for(pdf, tmp_path / "output").model_copy(update={"source": "s3://bodies/reports/a.pdf.p7m"})
    assert do(errand).document_id == errand.document_id


def test_a_file_that_a_machine_does_not_see_is_told(tmp_path: Path) -> None:
    pdf = small_report().save(tmp_path / "a.pdf")
    errand = errand_for(pdf, tmp_path / "output").model_copy(update={"source": str(tmp_path / "elsewhere.pdf")})
    with pytest.raises(Unreadable, match="does not see it") as caught:
        do(errand)
    assert caught.value.error == "not_readable"


def test_a_cluster_without_a_server_that_it_reaches_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://127.0.0.1:8786")
    with pytest.raises(NotReady, match="set PREFECT_API_URL"):
        check_ready("dask")


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.wide.runners.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"pip install 'consuntivo\[ray\]'"):
        check_ready("ray")


def test_a_cluster_that_lets_nobody_in_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def refuse(address: str) -> Iterator[None]:
        raise ConnectionError("ray client connection timeout")
        yield

    ray = ModuleType("prefect_ray")
    monkeypatch.setattr(ray, "RayTaskRunner", refuse, raising=False)
    monkeypatch.setitem(sys.modules, "prefect_ray", ray)
    monkeypatch.setenv("RAY_ADDRESS", "ray://127.0.0.1:10001")
    told = r"ray://127.0.0.1:10001 lets nobody in \(ray client connection timeout\).*RAY_AUTH_MODE=token"
    with pytest.raises(NotReady, match=told), cluster_runner("ray", 1):
        pass
