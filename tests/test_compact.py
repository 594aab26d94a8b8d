"""The copy in few large files: the same rows, whoever writes or reads beside it, and a way back."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.wide.compacting import compact_output
from pipeline import compact as compacting
from pipeline.columns import MODELS
from pipeline.compact import EARLIER, FOLDER, MANIFEST, CompactionRuns, Manifest, compact, undo
from pipeline.datasets import read_dataset, write_empty, write_report
from pipeline.report import read_report
from tests.test_flow import small_report


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output of three documents in two years."""
    for number, year in enumerate((2017, 2018, 2018)):
        add(tmp_path / "output", tmp_path / f"{number}.pdf", year, f"20{number},00")
    write_empty(tmp_path / "output")
    return tmp_path / "output"


def add(output: Path, pdf: Path, year: int, result: str = "200,00") -> str:
    report = read_report(small_report(year, result).save(pdf))
    write_report(report, output)
    return report.document_id


def compact_files(output: Path, dataset: str) -> list[Path]:
    """The files of a dataset in the copy."""
    manifest = Manifest.model_validate_json((output / FOLDER / MANIFEST).read_bytes())
    return [output / file.path for file in manifest.datasets[dataset]]


def copied(output: Path, dataset: str) -> pl.DataFrame:
    return pl.read_parquet(compact_files(output, dataset), hive_partitioning=False)


def same_rows(output: Path) -> None:
    for dataset in MODELS:
        assert_frame_equal(copied(output, dataset), read_dataset(output, dataset), check_row_order=False)


def test_the_copy_has_the_same_rows_in_a_file_a_year(output: Path) -> None:
    manifest = compact(output)
    same_rows(output)
    assert [file.path.split("/")[2] for file in manifest.datasets["cells"]] == ["report_year=2017", "report_year=2018"]
    assert [file.documents for file in manifest.datasets["cells"]] == [1, 2]
    assert manifest.datasets["cells"][0].rows == len(pl.read_parquet(output / manifest.datasets["cells"][0].path))


def test_only_years_in_which_something_changed_are_made_again(output: Path, tmp_path: Path) -> None:
    first = compact(output)
    assert compact(output) == first
    add(output, tmp_path / "3.pdf", 2018, "999,00")
    second = compact(output)
    same_rows(output)
    (of_2017, of_2018), (still, made) = first.datasets["cells"], second.datasets["cells"]
    assert still == of_2017
    assert made.path != of_2018.path


def test_a_document_that_moves_to_another_year_is_there_once(output: Path) -> None:
    compact(output)
    (document,) = (output / "documents" / "report_year=2017").glob("*.parquet")
    moved = output / "documents" / "report_year=2018" / document.name
    moved.write_bytes(document.read_bytes())  # as while it is written anew, before the old one is removed
    os.utime(moved, ns=(document.stat().st_mtime_ns + 1,) * 2)
    compact(output)
    assert copied(output, "documents").get_column("document_id").is_unique().all()


def test_what_was_named_stays_for_a_day(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compact(output)
    (first,) = (file for file in compact_files(output, "cells") if "2018" in str(file))
    for number in range(3):
        add(output, tmp_path / "more.pdf", 2018, f"30{number},00")
        compact(output)
    assert first.exists()
    monkeypatch.setattr(compacting, "KEPT_SECONDS", -1.0)
    compact(output)
    assert not first.exists()
    same_rows(output)


def test_a_compaction_can_be_undone(output: Path, tmp_path: Path) -> None:
    compact(output)
    before = copied(output, "cells")
    add(output, tmp_path / "3.pdf", 2018, "999,00")
    compact(output)
    assert len(copied(output, "cells")) > len(before)
    undo(output)
    assert_frame_equal(copied(output, "cells"), before)


def test_all_compactions_of_a_day_can_be_undone_one_by_one(output: Path, tmp_path: Path) -> None:
    rows = []
    for number in range(3, 6):
        compact(output)
        rows.append(len(copied(output, "cells")))
        add(output, tmp_path / f"{number}.pdf", 2018, f"{number}00,00")
    compact(output)
    for expected in reversed(rows):
        undo(output)
        assert len(copied(output, "cells")) == expected
    with pytest.raises(CompactionRuns, match="no earlier state"):
        undo(output)


def test_a_state_is_kept_for_a_day(output: Path, tmp_path: Path) -> None:
    compact(output)
    add(output, tmp_path / "3.pdf", 2018, "999,00")
    compact(output)
    (earlier,) = (output / FOLDER / EARLIER).glob("*.json")
    earlier.rename(earlier.with_name(f"{int(earlier.stem) - int((compacting.KEPT_SECONDS + 1) * 1e9)}.json"))
    compact(output)
    with pytest.raises(CompactionRuns, match="no earlier state"):
        undo(output)


def test_what_an_undone_compaction_named_stays_for_a_day(output: Path, tmp_path: Path) -> None:
    compact(output)
    add(output, tmp_path / "3.pdf", 2018, "999,00")
    compact(output)
    (undone,) = (file for file in compact_files(output, "cells") if "2018" in str(file))
    long_ago = undone.stat().st_mtime - 2 * compacting.KEPT_SECONDS
    os.utime(undone, (long_ago, long_ago))
    undo(output)
    add(output, tmp_path / "3.pdf", 2018, "888,00")
    compact(output)
    assert undone.exists()


def test_there_is_no_way_back_from_the_first(output: Path) -> None:
    compact(output)
    with pytest.raises(CompactionRuns, match="no earlier state"):
        undo(output)


def test_a_file_of_an_older_version_has_fewer_columns(output: Path) -> None:
    file = next((output / "cells").glob("*/*.parquet"))
    pl.read_parquet(file, hive_partitioning=False).drop("confidence").write_parquet(file)
    compact(output)
    assert "confidence" in copied(output, "cells").columns


def test_readers_never_see_less_or_twice(output: Path, tmp_path: Path) -> None:
    """A document moves from year to year; compactions and a reader go on beside it."""
    expected = sorted(read_dataset(output, "documents").get_column("document_id"))
    moving = read_report(tmp_path / "1.pdf")
    years = [replace(moving, document=moving.document.model_copy(update={"fiscal_year": year})) for year in (2016, 2019)]
    done = threading.Event()
    seen: list[list[str]] = []
    compact(output)

    def write() -> None:
        for report in cycle(years):
            write_report(report, output)
            if done.is_set():
                return

    def read() -> None:
        while not done.is_set():
            seen.append(sorted(copied(output, "documents").get_column("document_id")))

    beside = [threading.Thread(target=work) for work in (write, read)]
    for thread in beside:
        thread.start()
    try:
        for _ in range(20):
            compact(output)
    finally:
        done.set()
        for thread in beside:
            thread.join()
    assert seen
    assert all(documents == expected for documents in seen)


def test_delta_tables_hold_the_same_rows_and_only_changed_years_are_written(output: Path, tmp_path: Path) -> None:
    assert not compact_output(str(output), "delta", undo=False).startswith("0 ")
    assert compact_output(str(output), "delta", undo=False) == f"0 years of tables were written to {output}/delta."
    add(output, tmp_path / "3.pdf", 2018, "999,00")
    compact_output(str(output), "delta", undo=False)
    for dataset in MODELS:
        table = pl.read_delta(str(output / "delta" / dataset))
        assert_frame_equal(
            table.drop("report_year"), read_dataset(output, dataset), check_row_order=False, check_column_order=False
        )
    assert set(pl.read_delta(str(output / "delta" / "cells")).get_column("report_year")) == {2017, 2018}


def test_what_was_made_is_told(output: Path) -> None:
    told = compact_output(str(output), "parquet", undo=False)
    assert told.endswith(f"{FOLDER}/{MANIFEST} names them.")
    with pytest.raises(CompactionRuns, match="no earlier state"):
        compact_output(str(output), "parquet", undo=True)
