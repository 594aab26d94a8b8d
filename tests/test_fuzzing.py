"""Whatever a page holds, it is read without failing, and every character of it ends in a table or outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flows.workers import Pool, pool_of
from pipeline import extraction, report
from pipeline.datasets import frames_of
from pipeline.reading.document import Pages
from pipeline.reading.model import Char, Fill, Font, Rule
from pipeline.reading.page import Page
from pipeline.reading.running_lines import body_lines, lines_in_margins
from pipeline.report import Report, read_report
from pipeline.source import Source, Unreadable
from pipeline.tables.features.text_rows import TextRow, pair_offset_lines
from pipeline.tables.find import find_tables
from pipeline.tables.regions.row_rules import RuledBand
from pipeline.tables.regions.score import gaps_of, most_for, score_region
from schemas.check import Check
from schemas.provenance import Box
from tests.drawing import hostile

WIDTH, HEIGHT = 595.0, 842.0

fuzzed = settings(max_examples=100, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
"""The same cases in every run, so few that the suite stays quick."""

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # of cases too long to be printed

MOST_ROWS = 16
"""Lines of a document of which every run is scored as a region."""

FONTS = [Font("Helvetica", size, bold) for size in (6.0, 10.0, 14.0) for bold in (False, True)]

# ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(text: str, x: float, baseline: float, font: Font, angle: float = 0.0) -> Iterator[Char]:
    """The characters of a line of text, each half as wide as its font is high."""
    after_space = False
    for i, letter in enumerate(text):
        if letter == " ":
            after_space = True
            continue
        left = x + i * font.size / 2
        yield Char(letter, left, baseline - 0.8 * font.size, left + font.size / 2, baseline + 0.2 * font.size, baseline, font,
                   angle, after_space=after_space)  # fmt: skip
        after_space = False


amounts = st.builds(
    lambda n, sign: f"{sign}{n / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", "."),
    st.integers(0, 10**9),
    st.sampled_from(["", "", "-"]),
)
words = st.sampled_from(
    ["Totale", "TOTALE PROVENTI", "3250 - Personale", "A)", "1)", "2016", "2015", "Variazione", "Var. %", "Incidenza", "%", "-",
     "---", "n.d.", "NC", "OBIETTIVO 1", "INDICATORE 2", "RISULTATO: 100%", "AREA STRATEGICA 3", "TARGET STRATEGICO 2",
     "PROVENTI", "ONERI", "INVESTIMENTI", "12,5%", "(1.234)", "5 gg.", "\ufffd", "\u0660", "x" * 60]
)  # fmt: skip
texts = amounts | words | st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zs"]), min_size=1, max_size=12)
places = st.floats(-50, 900, width=32)


wild_rules = st.builds(
    lambda at, ends, thickness: Rule(at, min(ends), max(ends), thickness), places, st.tuples(places, places), st.floats(0, 5)
)
wild_fills = st.builds(
    lambda x, y, color: Fill(Box(min(x), min(y), max(x), max(y)), color),
    st.tuples(places, places),
    st.tuples(places, places),
    st.sampled_from([(0, 0, 0), (255, 255, 255), (200, 200, 200)]),
)


@st.composite
def wild_pages(draw: st.DrawFn, number: int = 1) -> Page:
    """Texts, rules and fills wherever they fall, also upon one another, off the page, and of no size."""
    chars: list[Char] = []
    for text in draw(st.lists(texts, max_size=25)):
        font, angle = draw(st.sampled_from(FONTS)), draw(st.sampled_from([0.0] * 6 + [90.0, 180.0, 270.0, 13.0]))
        chars += printed(text, draw(places), draw(places), font, angle)
    rules = [draw(st.lists(wild_rules, max_size=8)) for _ in range(2)]
    fills = draw(st.lists(wild_fills, max_size=5))
    return Page(number, WIDTH, HEIGHT, chars, sorted(rules[0]), sorted(rules[1]), fills)


@st.composite
def tabular_pages(draw: st.DrawFn, number: int = 1) -> Page:
    """Columns and rows of texts, some missing, some shifted, some ruled: what comes near to a table."""
    columns = draw(st.lists(st.integers(40, 520), min_size=2, max_size=6, unique=True).map(sorted))
    leading, font = draw(st.sampled_from([9.0, 14.0, 30.0])), draw(st.sampled_from(FONTS))
    top = draw(st.floats(40, 300, width=32))
    chars: list[Char] = []
    rows = draw(st.integers(1, 14))
    for row in range(rows):
        for column in columns:
            if draw(st.integers(0, 5)):
                shift = draw(st.sampled_from([0.0] * 5 + [-7.0, 3.0, 20.0]))
                baseline = top + row * leading + draw(st.sampled_from([0.0] * 5 + [1.5, leading / 2]))
                chars += printed(draw(texts), column + shift, baseline, font)
    horizontals = [
        Rule(top + row * leading - font.size, columns[0] - 5, 560, 0.5) for row in range(rows + 1) if draw(st.booleans())
    ]
    verticals = [Rule(column - 3, top - font.size, top + rows * leading, 0.5) for column in columns if draw(st.booleans())]
    return Page(number, WIDTH, HEIGHT, chars, horizontals, verticals, [])


documents = st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).flatmap(
    lambda numbers: st.tuples(*(wild_pages(number) | tabular_pages(number) for number in sorted(numbers))).map(list)
)
"""Some pages may not have been read."""


def read(pages: list[Page]) -> Report:
    """Read pages as if they came from a PDF."""
    margins = [line for page in pages for line in lines_in_margins(page)]
    source = Source("0" * 64, (), None, len(pages), None, None, None, (), truncated=False)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(report, "open_source", lambda *_: source)
        patched.setattr(extraction, "read_pages", lambda *_, **__: Pages(pages, margins, [], len(pages), []))
        return read_report(Path("consuntivo.pdf"))


@fuzzed
@given(documents)
def test_every_character_ends_in_a_table_or_outside(pages: list[Page]) -> None:
    body = body_lines(pages)
    given_chars = Counter(id(ch) for lines in body for line in lines for word in line.words for ch in word.chars)
    grids, outside, *_ = find_tables(pages, body)
    found = Counter(id(ch) for table in grids for grid in table for word in grid.words() for ch in word.chars)
    found += Counter(id(ch) for lines in outside for line in lines for word in line.words for ch in word.chars)
    assert not given_chars - found


@fuzzed
@given(documents)
def test_no_region_scores_more_than_it_is_passed_over_for(pages: list[Page]) -> None:
    lines = [(page, line) for page, lines in zip(pages, body_lines(pages), strict=True) for line in lines]
    rows = [TextRow(line, page.number, page.width) for page, line in lines][:MOST_ROWS]
    pair_offset_lines(rows)
    for start, stop in combinations(range(len(rows) + 1), 2):
        region = score_region(rows, start, stop, [RuledBand(start, stop, 0.0, WIDTH)])
        most = most_for(rows[start], rows[stop - 1], sum(map(gaps_of, rows[start:stop])))
        assert region is None or region.score <= most + 1e-9


@fuzzed
@given(documents)
def test_whatever_stands_on_pages_is_read_judged_and_made_into_datasets(pages: list[Page]) -> None:
    read_once = read(pages)
    for table in read_once.tables:
        assert all(0 <= cell.row < table.rows and 0 <= cell.column < table.columns for cell in table.cells)
    statuses = get_args(Check.model_fields["result"].annotation)
    assert {check.result for check in read_once.checks} <= set(statuses)
    cells = {(table.table_id, cell.row, cell.column) for table in read_once.tables for cell in table.cells}
    assert {(f.table_id, f.row, f.column) for f in read_once.findings if f.table_id and f.row is not None} <= cells
    assert {name: frame.rows() for name, frame in frames_of(read_once)} == {
        name: frame.rows() for name, frame in frames_of(read(pages))
    }


# ── bytes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=["never", pytest.param("auto", marks=pytest.mark.slow)])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    """A process that reads one file after the other, without recognising text in pictures and with."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CONSUNTIVO_OCR", request.param)
        with pool_of(1) as pool:
            yield pool


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A PDF of which some bytes are others, missing, or there twice."""
    data = bytearray(draw(st.sampled_from([hostile.report(2), hostile.scan_among_others(), hostile.nested_forms(2)])))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["other", "missing", "twice", "word"])):
            case "other":
                data[at] = draw(st.integers(0, 255))
            case "missing":
                del data[at : at + draw(st.integers(1, 60))]
            case "twice":
                data[at:at] = data[at : at + draw(st.integers(1, 60))]
            case "word":
                word = draw(st.sampled_from([b"-1", b"0 0 R", b"4 0 R", b"99999999999", b"null", b"<<", b"]", b"endobj", b"\n"]))
                data[at : at + len(word)] = word
    return bytes(data)


@settings(fuzzed, max_examples=60)
@given(content=damaged())
def test_a_damaged_pdf_ends_in_a_report_or_in_a_reason(
    pool: Pool, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.pdf"
    file.write_bytes(content)
    try:
        found = pool.run(partial(read_report, file), lambda page, pages: None)
    except Unreadable as why:
        event = why.error
    else:
        event = found.document.completeness
    assert event not in ("internal_error", "crashed", "timed_out", "out_of_memory")
