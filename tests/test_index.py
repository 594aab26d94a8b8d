"""What is known of an output without opening a dataset, and what is not taken on trust."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import polars as pl
import pytest

from flows import discovery, index
from flows.discovery import find_files, sort_by_content
from flows.index import FILE, SHORT, Index, OutputFiles, read_with
from flows.state import STATE
from pipeline.ingestion import read_and_write
from pipeline.source import read_bytes
from pipeline.summary import Summary
from tests.test_flow import small_report


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files as they are read to be hashed; whatever was written counts as written long ago."""
    names: list[str] = []

    def noted(path: Path) -> bytes:
        names.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(discovery, "read_bytes", noted)
    monkeypatch.setattr(index, "SETTLED_NS", 0)
    return names


def contents(folder: Path, output: Path) -> dict[str, list[str]]:
    """The files of a folder by content, as a run finds them."""
    with Index(output) as known:
        batch = sort_by_content(find_files([folder], output), [folder], known)
    return {digest: [file.name for file in found] for digest, found in batch.documents.items()}


def written(pdf: Path, output: Path) -> Summary:
    """A document read and written, as a run does."""
    document_id = hashlib.sha256(pdf.read_bytes()).hexdigest()
    return read_and_write(pdf, lambda page, pages: None, document_id=document_id, names=(pdf.name,), output=output)


def test_a_file_is_hashed_once_and_again_when_it_changed(tmp_path: Path, read: list[str]) -> None:
    folder, output = tmp_path / "reports", tmp_path / "output"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_text(name)
    first = contents(folder, output)
    assert contents(folder, output) == first
    assert read == ["a.pdf", "b.pdf"]
    before = (folder / "b.pdf").stat()
    (folder / "b.pdf").write_text("c.pdf")
    os.utime(folder / "b.pdf", ns=(before.st_atime_ns, before.st_mtime_ns))  # as long as before, and it says as old
    assert contents(folder, output) != first
    assert read == ["a.pdf", "b.pdf", "b.pdf"]


def test_a_file_that_may_change_again_unseen_is_hashed_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_text("just written")
    monkeypatch.setattr(index, "SETTLED_NS", 10**18)
    for _ in range(2):
        contents(tmp_path / "a.pdf", tmp_path / "output")
    assert read == ["a.pdf", "a.pdf"]


def test_a_document_is_known_while_its_files_are_as_they_were_left(tmp_path: Path) -> None:
    pdf, output = small_report().save(tmp_path / "a.pdf"), tmp_path / "output"
    summary = written(pdf, output)
    asked = {summary.document_id: read_with("")}
    with Index(output) as known:
        known.keep(summary, read_with(""), pdf)
        assert known.known(asked, OutputFiles(output)) == {summary.document_id: summary}
        assert known.known({summary.document_id: read_with("otherwise decided")}, OutputFiles(output)) == {}
    for name in summary.files:
        with Index(output) as known:
            content = (output / name).read_bytes()
            (output / name).unlink()
            assert known.known(asked, OutputFiles(output)) == {}
            (output / name).write_bytes(content + b" ")
            assert known.known(asked, OutputFiles(output)) == {}


def test_a_second_look_is_as_a_first_but_for_what_nothing_of_ours_changed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    names = [output / "cells" / f"{document}.parquet" for document in ("a" * 64, "b" * 64)]
    names[0].parent.mkdir(parents=True)
    for name in names:
        name.write_text("as it was")
    first = OutputFiles(output)
    for name in (*names, output / "new.md"):
        name.write_text("otherwise")
    assert OutputFiles(output, first).digest == OutputFiles(output).digest
    trusting = OutputFiles(output, first, {"a" * 64})
    assert trusting.by_document["a" * SHORT] == first.by_document["a" * SHORT]
    assert trusting.by_document["b" * SHORT] == OutputFiles(output).by_document["b" * SHORT] != first.by_document["b" * SHORT]
    names[0].unlink()
    assert OutputFiles(output, first, {"a" * 64}).digest == OutputFiles(output).digest


@pytest.mark.parametrize("content", [b"no database", b""])
def test_an_index_that_is_none_is_begun_anew_from_what_is_there(tmp_path: Path, content: bytes) -> None:
    pdf, output = small_report().save(tmp_path / "a.pdf"), tmp_path / "output"
    summary = written(pdf, output)
    (output / STATE).mkdir()
    (output / STATE / FILE).write_bytes(content)
    with Index(output) as known:
        known.match(OutputFiles(output))
        assert [(s.document_id, s.records, s.findings) for s in known.summaries] == [
            (summary.document_id, summary.records, summary.findings)
        ]
        assert known.known({summary.document_id: read_with("")}, OutputFiles(output)) == {}


def test_what_an_old_version_wrote_in_other_columns_is_read_again(tmp_path: Path) -> None:
    pdf, output = small_report().save(tmp_path / "a.pdf"), tmp_path / "output"
    summary = written(pdf, output)
    (file,) = output.glob("documents/*/*.parquet")
    pl.read_parquet(file).drop("completeness").write_parquet(file)
    with Index(output) as index:
        index.match(OutputFiles(output))
        assert index.known({summary.document_id: read_with("")}, OutputFiles(output)) == {}
