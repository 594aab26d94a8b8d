"""One bad page costs a page; what is too much is refused before an engine tries; limits are settings that reach every process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from flows.workers import Pool, pool_of, read_alone
from pipeline.limits import Limits
from pipeline.report import Report, read_report
from pipeline.source import Unreadable
from tests.conftest import SAMPLE
from tests.drawing import hostile
from tests.drawing.hostile import honest


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """A process that reads one file after the other."""
    with pool_of(1) as pool:
        yield pool


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "consuntivo.pdf"


def read(pool: Pool, file: Path, content: bytes) -> Report:
    file.write_bytes(content)
    return pool.run(partial(read_report, file), lambda page, pages: None)


def why_not(pool: Pool, file: Path, content: bytes) -> str:
    """The code with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        read(pool, file, content)
    return refused.value.error


def lost_pages(report: Report, there: str = "Avanzo 234,50") -> list[tuple[int | None, str]]:
    """The pages that were not read; whatever could not be, the rest was."""
    assert report.document.completeness == ("partial" if report.unread_pages else "complete")
    assert there in " ".join(section.text for section in report.sections)
    return [(row.page, row.error) for row in report.unread_pages]


# ── damage costs a page ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (hostile.broken_deflate(broken=2), "page_lost"),
        (hostile.lost_content(lost=2), "page_lost"),
        (hostile.breaks_off(broken=2), "page_damaged"),
        (hostile.page_that_is_none(missing=2), "broken_page"),
    ],
)
def test_a_broken_page_costs_a_page(pool: Pool, file: Path, content: bytes, error: str) -> None:
    assert lost_pages(read(pool, file, content)) == [(2, error)]


def test_a_page_of_an_image_without_text_is_told_among_others(pool: Pool, file: Path) -> None:
    report = read(pool, file, hostile.scan_among_others())
    assert lost_pages(report) == [(2, "no_text")]
    assert report.unread_pages[0].reason == (
        "Page 2 was not read. It is an image in which no text can be recognised. Look at it by hand."
    )


def test_a_font_without_meaning_gives_no_figures(pool: Pool, file: Path) -> None:
    report = read(pool, file, hostile.meaningless_glyphs())
    assert " ".join(section.text for section in report.sections).count("Proventi 1.234,50") == 1
    assert not report.records
    assert not report.tables


@pytest.mark.parametrize("page", [1, 5, 9])
def test_a_lost_page_costs_no_table_of_another(sample: Report, page: int) -> None:
    report = read_report(SAMPLE, without={page: Unreadable("crashed", "It crashed.")})
    whole = [table.texts() for table in sample.tables if not table.first_page <= page <= table.last_page]
    assert lost_pages(report, "") == [(page, "crashed")]
    assert all(texts in [table.texts() for table in report.tables] for texts in whole)


@pytest.mark.parametrize("where", [b"1 0 0 1 9999 700", b"1 0 0 1 60 -9999", b"0 0 0 0 60 600"])
def test_text_that_is_not_on_the_page_is_not_printed(pool: Pool, file: Path, where: bytes) -> None:
    report = read(pool, file, hostile.document(honest(1) + b" BT /F1 11 Tf %s Tm (Altrove) Tj ET" % where))
    assert lost_pages(report) == []
    assert "Altrove" not in " ".join(section.text for section in report.sections)


# ── what is too much costs a page ─────────────────────────────────────────────────────────────────────────────────────

LOWERED = {"CONTENT_BYTES": 5_000, "CHARS": 400, "SEGMENTS": 120, "RULES": 40, "CROSSINGS": 100, "PAGES": 5}
"""Limits so low that files which harm nobody are over them."""


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """A process that reads one file after the other, and to which a little is too much."""
    with pool_of(1) as pool:
        with pytest.MonkeyPatch.context() as patch:
            for what, limit in LOWERED.items():
                patch.setenv(f"CONSUNTIVO_MAX_{what}", str(limit))
            read(pool, tmp_path_factory.mktemp("strict") / "first.pdf", hostile.report(1))  # it starts now
        yield pool


TOO_MUCH = {
    "content that unfolds": (hostile.spaces(6_000), "too_much_content"),
    "characters": (hostile.many_characters(600), "too_many_characters"),
    "strokes": (hostile.many_lines(150), "too_many_lines"),
    "crossings of ruling lines": (hostile.grid(12), "too_many_lines"),
    "ruling lines": (hostile.comb(50), "too_many_lines"),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_page_with_too_much_on_it_costs_a_page(strict: Pool, file: Path, what: str) -> None:
    content, error = TOO_MUCH[what]
    report = read(strict, file, hostile.document(honest(1), content, honest(3)))
    assert lost_pages(report) == [(2, error)]
    assert "more than" in report.unread_pages[0].reason


@pytest.mark.parametrize(
    "content",
    [hostile.twice_deflated(6_000), hostile.repeated_contents(100), hostile.nested_forms(3, each=6)],
    ids=["deflated twice", "content repeated", "forms in forms"],
)
def test_content_is_counted_as_often_as_it_is_drawn(strict: Pool, file: Path, content: bytes) -> None:
    assert len(content) < LOWERED["CONTENT_BYTES"]
    assert why_not(strict, file, content) == "no_readable_page"


def test_forms_within_measure_are_read(strict: Pool, file: Path) -> None:
    assert read(strict, file, hostile.nested_forms(3, each=2)).document.completeness == "complete"


def test_brackets_without_end_are_no_content(pool: Pool, file: Path) -> None:
    report = read(pool, file, hostile.nested_arrays(10))
    assert [section.text for section in report.sections] == ["Prima."]


def test_more_pages_than_a_report_has(strict: Pool, file: Path) -> None:
    assert why_not(strict, file, hostile.many_pages(6)) == "too_many_pages"


def test_a_page_larger_than_pdf_knows(pool: Pool, file: Path) -> None:
    assert why_not(pool, file, hostile.document(honest(1), box=b"[0 0 20000 20000]")) == "no_readable_page"


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[0 0 1]", b" null", b"[/a /b /c /d]", b"[0 0 1e9 inf]"])
def test_a_page_whose_box_makes_no_sense_is_read_as_if_it_had_none(pool: Pool, file: Path, box: bytes) -> None:
    assert lost_pages(read(pool, file, hostile.document(honest(1), box=box))) == []


def test_an_image_that_is_less_than_it_claims_costs_nothing(pool: Pool, file: Path) -> None:
    assert lost_pages(read(pool, file, hostile.image_said_to_be(64, 64))) == []


def test_a_picture_without_text_is_told(pool: Pool, file: Path) -> None:
    assert why_not(pool, file, hostile.scan(2)) == "no_text"


def test_blank_pages_have_no_text(pool: Pool, file: Path) -> None:
    assert why_not(pool, file, hostile.document(b"", b"")) == "no_text"


# ── settings ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_limit_set_in_the_environment_reaches_the_processes_that_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(hostile.report(3))
    monkeypatch.setenv("CONSUNTIVO_MAX_PAGES", "2")
    with pytest.raises(Unreadable) as refused:
        read_alone(partial(read_report, file))
    assert refused.value.reason == "It has 3 pages, more than 2. Cut it into parts, or raise CONSUNTIVO_MAX_PAGES."


@pytest.mark.parametrize("value", ["0", "-1", "many", "", "1e400"])
def test_a_limit_is_a_positive_number(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CONSUNTIVO_CPU_SECONDS", value)
    with pytest.raises(ValueError, match="cpu_seconds"):
        Limits()
