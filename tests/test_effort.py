"""What reading a page takes does not grow faster than what is on it: told by counts, never by a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any
from unittest.mock import patch

import pytest

from pipeline.numbers import read_number
from pipeline.reading import page as pages
from pipeline.reading.model import Char, Font, Line, Rule, word_of
from pipeline.reading.signs import with_signs
from pipeline.reading.words import lines_of
from pipeline.tables.cells import header
from pipeline.tables.features.charts import drawings_on
from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.regions import stream
from pipeline.tables.regions.enclosed import cells_enclosed, hanging_together
from pipeline.tables.regions.lattice import find_ruled
from pipeline.tables.regions.row_rules import RuledBand, runs_within
from pipeline.tables.regions.score import score_region
from pipeline.tables.regions.titles import header_under_figures
from schemas.provenance import Box
from tests.conftest import Texts
from tests.drawing import Drawing

ROWS = [["Voce", "2023", "2022"], *([f"Voce {name}", "1.234,50", "2.345,60"] for name in "abcdef")]


class Counted(list[Rule]):
    """Rules that count how many of them are looked at one by one."""

    looked_at = 0

    def __getitem__(self, at: slice) -> Sequence[Rule]:  # type: ignore[override]
        found = super().__getitem__(at)
        if isinstance(at, slice):
            Counted.looked_at += len(found)
        return found

    def __iter__(self):  # type: ignore[no-untyped-def]
        Counted.looked_at += len(self)
        return super().__iter__()


def test_the_lines_of_a_page_are_made_once(find_tables: Callable[[Drawing], list[Texts]]) -> None:
    drawing = Drawing().grid(72, 100, [160, 80, 80], ROWS, align="lrr")
    with patch.object(pages, "lines_of", wraps=lines_of) as made:
        assert find_tables(drawing) == [ROWS]
    assert made.call_count == 1


def test_only_strokes_at_the_height_of_a_figure_may_be_its_minus(read_pages: Callable[[Drawing], list[pages.Page]]) -> None:
    (page,) = read_pages(Drawing().grid(72, 100, [160, 80, 80], ROWS, align="lrr"))
    lines = lines_of(page.chars)
    strokes = Counted(Rule(float(y), 10, 14, 1) for y in range(800))
    with_signs(lines, [], [], strokes)
    assert Counted.looked_at < 5 * sum(len(line.words) for line in lines)


def steps(do: Callable[[], object]) -> int:
    """How many steps of Python's a call takes."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(before)
    return count


def enclosed(page: pages.Page) -> list[list[Box]]:
    return cells_enclosed(page.horizontals, page.verticals)


def ladders(rungs: int) -> tuple[list[Rule], list[Rule]]:
    """Frames side by side with as many rungs in each."""
    lefts = [20.0 + 40 * k for k in range(4)]
    level = [Rule(20.0 + 4 * i, x, x + 30, 1) for i in range(rungs) for x in lefts]
    return level, [Rule(at, 19, 17 + 4.0 * rungs, 1) for x in lefts for at in (x, x + 30)]


def boxes(count: int) -> tuple[list[Rule], list[Rule]]:
    """Boxes apart from one another."""
    tops = [20.0 + 20 * i for i in range(count)]
    return [Rule(y, 20, 50, 1) for top in tops for y in (top, top + 9)], [Rule(x, y, y + 9, 1) for y in tops for x in (20, 50)]


@pytest.mark.parametrize(
    ("look", "rules"),
    [(drawings_on, ladders), (find_ruled, ladders), (find_ruled, boxes), (enclosed, ladders), (enclosed, boxes)],
)
def test_twice_as_many_rules_take_about_twice_as_many_steps(
    look: Callable[[pages.Page], object], rules: Callable[[int], tuple[list[Rule], list[Rule]]]
) -> None:
    once, twice = (pages.Page(1, 600, 9000, [], *rules(count)) for count in (100, 200))
    assert steps(lambda: look(twice)) < 2.4 * steps(lambda: look(once))


def test_items_hang_together_by_all_that_they_have_in_common() -> None:
    keyed = [({1, 2}, "a"), ({3}, "b"), ({4, 5}, "c"), ({2, 6}, "d"), ({6, 3}, "e"), ({7}, "f")]
    assert hanging_together(keyed) == [({4, 5}, ["c"]), ({1, 2, 3, 6}, ["a", "d", "b", "e"]), ({7}, ["f"])]


def long_table(pages: int) -> tuple[Drawing, Texts]:
    """One table without rules over so many pages."""
    rows = [[f"Voce {number}", f"{number}.234,50", f"{number}.345,60"] for number in range(1, 12 * pages + 1)]
    drawing = Drawing(foot="Pagina {page}")
    for k in range(pages):
        on_page = rows[12 * k : 12 * k + 12] if k else [ROWS[0], *rows[:12]]
        (drawing.page() if k else drawing).aligned(100, [(72, "l"), (330, "r"), (440, "r")], on_page)
    return drawing, [ROWS[0], *rows]


def test_a_table_over_many_pages_is_not_scored_again_up_to_each_of_them(find_tables: Callable[[Drawing], list[Texts]]) -> None:
    scored = []
    for count in (10, 40):
        drawing, rows = long_table(count)
        with patch.object(stream, "score_region", wraps=score_region) as asked:
            assert find_tables(drawing) == [rows]
        scored.append(sum(stop - start for _, start, stop, _ in (call.args for call in asked.call_args_list)) / count)
    assert scored[1] < 2 * scored[0]


def test_lines_of_prose_are_not_gone_through_again_from_each_of_them() -> None:
    taken = []
    for count in (50, 100):
        words = [word_of([Char("a", 72, 8 * i, 80, 8 * i + 8, 8 * i + 7, Font("Helvetica", 8, False))]) for i in range(count)]
        rows = [TextRow(Line([word], word.baseline), 1, 600) for word in words]
        taken.append(steps(lambda rows=rows: [header_under_figures(rows, i - 1, i) for i in range(1, len(rows))]))  # type: ignore[misc]
    assert taken[1] < 2.4 * taken[0]


def test_of_figures_that_do_not_go_by_one_step_none_is_read_after_that_which_tells() -> None:
    with patch.object(header, "read_number", wraps=read_number) as read:
        assert header.go_by_one_step(["1", "2", "3"])
        assert not header.go_by_one_step(["1", "2", "4", "5", "6"])
    assert read.call_count == 3 + 3


def test_what_rules_hold_together_elsewhere_is_not_looked_at_for_each_region() -> None:
    runs = [RuledBand(10 * i, 10 * i + 4, 0, 100) for i in range(1000)]
    assert runs_within(runs, 20, 45) == runs[2:5]
    assert runs_within(runs, 21, 43) == runs[3:4]
    assert steps(lambda: runs_within(runs, 20, 45)) < 1000
