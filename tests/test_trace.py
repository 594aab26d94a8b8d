"""The trace of finding tables: what was considered, what its score is made of, which rule decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pipeline.reading.page import Page
from pipeline.reading.running_lines import body_lines
from pipeline.tables.find import find_tables
from pipeline.tables.regions.choose import Proposal, weigh
from pipeline.tables.trace import Candidate, Found, Reason, Verdict
from pipeline.tables_explained import explain_tables
from tests.drawing import Align, Drawing

COSTS = [["Voce", "2015", "2016"], ["Oneri", "1.588,11", "1.600,00"], ["Proventi", "21.816,63", "22.000,00"]]
COLUMNS: tuple[tuple[float, Align], ...] = ((72, "l"), (300, "r"), (400, "r"))

WEIGHS_MOST = "weighs most of what was proposed for its place"
WEIGHS_LESS = "another proposal for its place weighs more"

SCALE = 2
"""Pixels for a point in the pictures of a page of this size."""

ReadPages = Callable[[Drawing], list[Page]]


def found(read_pages: ReadPages, drawing: Drawing) -> Found:
    pages = read_pages(drawing)
    return find_tables(pages, body_lines(pages))


def picture(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return opened.convert("RGB")


def test_a_score_is_the_sum_of_its_reasons_from_left_to_right() -> None:
    weights = (0.1, 0.2, 0.3, -0.6)
    reasons = tuple(Reason(f"reason {i}", weight) for i, weight in enumerate(weights))
    assert Candidate(0, 1, [], reasons).score == ((0.1 + 0.2) + 0.3) - 0.6


def test_a_table_of_aligned_words_tells_what_speaks_for_it(read_pages: ReadPages) -> None:
    decisions = found(read_pages, Drawing().aligned(100, COLUMNS, COSTS, bold_rows=1)).decisions
    (kept,) = (decision for decision in decisions if decision.verdict.kept)
    assert kept.verdict == Verdict(True, "columns of figures")
    assert dict(kept.reasons) == {"one more table": -1.5, "bold header": 1.0, "gaps on gutters": 6.0}
    assert kept.score == 5.5


def test_a_list_is_rejected_by_name(read_pages: ReadPages) -> None:
    rows = [["1.", "la gestione corrente"], ["2.", "la gestione finanziaria"], ["3.", "la gestione straordinaria"]]
    decisions = found(read_pages, Drawing().aligned(100, ((72, "l"), (110, "l")), rows)).decisions
    assert Verdict(False, "a list") in {decision.verdict for decision in decisions}


@pytest.mark.parametrize("rules", [{"top", "bottom", "left", "right", "rows", "columns"}])
def test_a_grid_of_rules_tells_that_rules_made_it(read_pages: ReadPages, rules: set[str]) -> None:
    result = found(read_pages, Drawing().grid(72, 100, [160, 80, 80], COSTS, align="lrr", rules=rules))
    (decision,) = result.decisions
    assert (decision.finder, decision.verdict) == ("lattice", Verdict(True, "rules part rows and columns"))
    assert [table[0].box for table in result.tables] == [decision.box]


def test_the_trace_of_a_page_tells_header_and_joined_lines(tmp_path: Path) -> None:
    rows = [*COSTS, ["Variazione delle rimanenze di materie", "12,00", "13,00"]]
    drawing = Drawing().aligned(100, COLUMNS, rows, bold_rows=1).text(72, 156, "prime e di consumo", size=9)
    told, written = explain_tables(drawing.page().text(72, 100, "Nulla").save(tmp_path / "drawn.pdf"), page=1)
    assert told.startswith("Page 1. Regions considered: 1; tables: 1.")
    assert "header rows: 1 (the lines above the first figures)" in told
    assert "“prime e di consumo” goes on with the row above: " in told
    assert written == []


@pytest.mark.parametrize(
    ("title", "rows", "said"),
    [
        ("", COSTS[1:], "goes on with the table on page 1: its columns are the same, and it has no header"),
        ("", COSTS, "goes on with the table on page 1: its header is repeated"),
        ("", [["Spesa", "Residui", "Cassa"], *COSTS[1:]], "is no part of the table on page 1: it has a header of its own"),
        ("Altri costi", COSTS[1:], "is no part of the table on page 1: “Altri costi” stands between"),
        ("", [row[:2] for row in COSTS], "is no part of the table on page 1: 3 columns there, 2 here"),
    ],
)
def test_the_trace_of_a_page_tells_whether_its_first_table_goes_on(
    tmp_path: Path, title: str, rows: list[list[str]], said: str
) -> None:
    drawing = Drawing((420, 300)).grid(72, 100, [160, 80, 80], COSTS, align="lrr", height=20, bold_rows=1).page()
    bold = int(rows[0][0] in {"Voce", "Spesa"})
    drawing.text(72, 60, title).grid(72, 100, [160, 80, 80][: len(rows[0])], rows, align="lrr", height=20, bold_rows=bold)
    told, _ = explain_tables(drawing.save(tmp_path / "drawn.pdf"), page=2)
    assert said in told.splitlines()[-1]


def test_pictures_show_each_layer_on_the_page_as_displayed(tmp_path: Path) -> None:
    drawing = Drawing((420, 300)).grid(72, 100, [160, 80, 80], COSTS, align="lrr", height=20)
    _, written = explain_tables(drawing.save(tmp_path / "drawn.pdf"), debug=tmp_path / "pictures")
    assert [path.name.split("-", 2)[2] for path in written] == [
        "1-rulings.png", "2-fills.png", "3-segments.png", "4-gutters.png", "5-candidates.png", "6-cells.png"
    ]  # fmt: skip
    rulings, fills, *_, cells = (picture(path) for path in written)
    changed = ImageChops.difference(fills, rulings).getbbox()
    assert changed is not None
    assert [round(edge / SCALE) for edge in changed] == pytest.approx([72, 100, 392, 160], abs=1)
    assert cells.getpixel((100 * SCALE, 102 * SCALE)) != fills.getpixel((100 * SCALE, 102 * SCALE))


def boxed_amounts() -> Drawing:
    """Labels in a frame, and rules around their amounts and over the total alone."""
    drawing = Drawing().box(72, 100, 460, 156)
    for i, (name, *amounts) in enumerate([*COSTS[1:], ["Imposte", "10,00", "20,00"], ["Totale", "23.414,74", "23.620,00"]]):
        drawing.text(76, 110 + 14 * i, name, size=8)
        for right, amount in zip((376, 456), amounts, strict=True):
            drawing.text(right, 110 + 14 * i, amount, size=8, align="r")
    return drawing.rule(300, 100, 300, 156).rule(380, 100, 380, 156).rule(300, 142, 460, 142)


def test_what_rules_and_what_aligned_words_make_of_a_place_are_weighed_by_the_same_reasons(read_pages: ReadPages) -> None:
    decisions = found(read_pages, boxed_amounts()).decisions
    weighed = [decision for decision in decisions if decision.verdict.rule.endswith((WEIGHS_MOST, WEIGHS_LESS))]
    assert {decision.finder for decision in weighed} == {"stream", "lattice", "lattice, rows by lines"}
    (kept,) = (decision for decision in decisions if decision.verdict.kept)
    assert kept.verdict.rule == WEIGHS_MOST
    assert (kept.score or 0) == max(decision.score or 0 for decision in weighed)
    crowded = {decision.finder for decision in weighed if "cells of several rows or columns" in dict(decision.reasons)}
    assert crowded == {"lattice"}


@pytest.mark.parametrize(("amounts", "crowded"), [(["11.583,69", "12.462,81"], -1.25), (["12.462,81"], 0.0)])
def test_figures_side_by_side_in_a_cell_and_a_header_unlike_its_body_are_weighed(
    read_pages: ReadPages, amounts: list[str], crowded: float
) -> None:
    drawing = Drawing().grid(72, 100, [120, 220], [["Voce", "Preventivo e consuntivo"], ["Totale", ""]])
    for right, amount in zip((400, 300), reversed(amounts), strict=False):
        drawing.text(right, 129, amount, size=9, align="r")
    (weighed,) = weigh([Proposal("lattice", found(read_pages, drawing).tables)])
    assert (dict(weighed.reasons).get("cells of several rows or columns", 0.0), weighed.score) == (crowded, crowded + 0.5)


def test_each_table_of_a_page_is_kept_by_one_decision(read_pages: ReadPages) -> None:
    drawing = boxed_amounts().aligned(300, COLUMNS, COSTS).grid(72, 500, [160, 80, 80], COSTS, align="lrr")
    result = found(read_pages, drawing)
    kept = [id(decision.grid) for decision in result.decisions if decision.verdict.kept]
    assert sorted(kept) == sorted(id(part) for table in result.tables for part in table)
    assert len(kept) == 3


def test_labels_that_a_proposal_leaves_beside_its_rows_speak_against_it(read_pages: ReadPages) -> None:
    drawing = Drawing().aligned(100, COLUMNS, COSTS).box(250, 90, 404, 150).rule(330, 90, 330, 150)
    weighed = [d for d in found(read_pages, drawing).decisions if d.verdict.rule.endswith((WEIGHS_MOST, WEIGHS_LESS))]
    beside = {d.finder for d in weighed if "text outside beside its rows" in dict(d.reasons)}
    assert beside == {"lattice"}
    assert [d.grid.texts() for d in weighed if d.verdict.kept and d.grid] == [COSTS]
