"""What was read is kept, and judged again without its PDF where only the rules change."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import grimp
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import ingestion, kept
from pipeline.datasets import frames_of
from pipeline.extraction import extract
from pipeline.findings.wording_en import italian
from pipeline.ingestion import read_and_write
from pipeline.kept import Kept, keep, kept_in, key_of
from pipeline.report import Report, judge_extraction
from pipeline.second_looks import Answers, NeedsPdf, SecondLooks
from pipeline.source import open_source
from pipeline.summary import Summary
from pipeline.version import READING
from schemas.correction import Correction, Expectation
from tests.conftest import SAMPLE
from tests.drawing import Drawing
from tests.drawing.two_years import ROWS, WRONG, two_years


def one_sum(total: str = "1.700.000,00") -> Drawing:
    """A report of which a sum is wrong, and no figure can be told that is."""
    rows = [row[:3] for row in (*ROWS[:4], (ROWS[4][0], total, *ROWS[4][2:]))]
    return Drawing().text(72, 60, "Relazione sui risultati 2016", size=14).grid(72, 140, (150, 90, 90), rows, align="lrr")


def read_and_kept(pdf: Path, folder: Path) -> tuple[Report, Kept]:
    """The report on a PDF, and what was kept of it."""
    read, looks = extract(open_source(pdf), pdf.name)
    report = judge_extraction(read, looks, pdf.name)
    keep(folder / "kept", Kept(key="key", extraction=read, answers=looks.answers()))
    stored = kept_in(folder / "kept", "key")
    assert stored is not None
    return report, stored


def assert_same(one: Report, other: Report) -> None:
    """Every dataset of two reports has the same rows."""
    for (dataset, frame), (_, frame_of_other) in zip(frames_of(one), frames_of(other), strict=True):
        assert frame.equals(frame_of_other), dataset


def judged_from(stored: Kept, name: str) -> Report:
    return judge_extraction(stored.extraction, SecondLooks.remembered(stored.answers), name)


def test_the_sample_is_judged_from_what_was_kept_as_from_its_pdf(tmp_path: Path) -> None:
    report, stored = read_and_kept(SAMPLE, tmp_path)
    assert len(report.records) > 100
    assert_same(judged_from(stored, SAMPLE.name), report)


TEXTS = st.decimals(Decimal(-999_999), Decimal(9_999_999), places=2).map(italian) | st.sampled_from(("-", "n.d.", "12,3 %"))
"""What may stand in a cell."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), TEXTS), max_size=4))
def test_any_report_is_judged_from_what_was_kept_as_from_its_pdf(tmp_path: Path, figures: list[tuple[int, int, str]]) -> None:
    changed = {(row, column): text for row, column, text in figures}
    rows = tuple(tuple(changed.get((r, c), text) for c, text in enumerate(row)) for r, row in enumerate(ROWS))
    report, stored = read_and_kept(two_years(rows).save(tmp_path / "a.pdf"), tmp_path)
    assert_same(judged_from(stored, "a.pdf"), report)


def test_what_camelot_said_is_kept_and_what_it_was_not_asked_needs_the_pdf(tmp_path: Path) -> None:
    report, stored = read_and_kept(one_sum().save(tmp_path / "a.pdf"), tmp_path)
    assert [opinion.says for opinion in stored.answers.opinions] == ["camelot finds the same"]
    assert_same(judged_from(stored, "a.pdf"), report)
    with pytest.raises(NeedsPdf):
        judged_from(stored.model_copy(update={"answers": Answers()}), "a.pdf")


# ── runs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Reader:
    """Reads and writes one document, and counts how often its PDF is read."""

    def __init__(self, drawing: Drawing, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pdf, self.output = drawing.save(folder / "a.pdf"), folder / "output"
        self.readings = 0

        def counted(*args: object, **named: object) -> object:
            self.readings += 1
            return extract(*args, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(ingestion, "extract", counted)

    def __call__(self, *corrections: Correction, name: str = "a.pdf") -> Summary:
        document_id = hashlib.sha256(self.pdf.read_bytes()).hexdigest()
        return read_and_write(
            self.pdf, lambda page, pages: None, document_id=document_id, names=(name,), output=self.output,
            corrections=corrections, kept=self.output / ".kept",
        )  # fmt: skip

    def datasets(self) -> dict[str, pl.DataFrame]:
        return {file.parent.parent.name: pl.read_parquet(file) for file in self.output.glob("*/*/*.parquet")}


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(two_years(WRONG), tmp_path, monkeypatch)


def test_changed_rules_judge_what_was_kept(reader: Reader) -> None:
    reader()
    before = reader.datasets()
    reader()
    assert reader.readings == 1
    assert all(frame.equals(before[name]) for name, frame in reader.datasets().items())


def test_a_decision_about_a_figure_needs_no_pdf_and_one_about_the_reading_does(reader: Reader) -> None:
    (error,) = [finding for finding in reader().findings if finding.severity == "error"]
    assert error.page is not None
    assert error.box is not None
    said = {"page": error.page, "box": error.box, "printed": error.printed_text, "who": "Rossi", "when": "2026-01-31"}
    answer = Correction.model_validate(said | {"decision": "as_printed", "expects": Expectation(finding=error.finding_id)})
    assert "accepted" in {finding.status for finding in reader(answer).findings}
    assert reader.readings == 1
    reader(Correction.model_validate(said | {"decision": "text", "text": "345.678,90", "reason": "misread"}))
    assert reader.readings == 2


def test_a_document_under_another_name_is_judged_under_that(reader: Reader) -> None:
    reader()
    assert reader(name="b.pdf").document.source_file == "b.pdf"
    assert reader.readings == 1


@pytest.mark.parametrize("change", ["code", "damage"])
def test_what_would_be_read_otherwise_today_is_read_again(reader: Reader, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    reader()
    before = reader.datasets()
    if change == "code":
        monkeypatch.setattr(kept, "READING_VERSION", "another")
    else:
        (reader.output / ".kept").write_bytes((reader.output / ".kept").read_bytes()[:-20])
    reader()
    assert reader.readings == 2
    assert all(frame.equals(before[name]) for name, frame in reader.datasets().items())


def test_what_is_in_doubt_only_by_new_rules_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(one_sum(), tmp_path, monkeypatch)
    reader()
    stored = kept_in(reader.output / ".kept", key_of(()))
    assert stored is not None
    keep(reader.output / ".kept", stored.model_copy(update={"answers": Answers()}))
    reader()
    assert reader.readings == 2


def test_all_code_that_reads_is_named() -> None:
    graph = grimp.build_graph("pipeline", "schemas")
    modules = graph.find_upstream_modules("pipeline.extraction") | {"pipeline.extraction"}
    packages = {module for module in modules if graph.find_children(module)}
    files = {module.replace(".", "/") + ("/__init__.py" if module in packages else ".py") for module in modules}
    assert [name for name in sorted(files) if not name.startswith(READING)] == []
