"""What reading a page takes does not grow faster than what is on it: told by counts, never by a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unittest.mock import patch

from pipeline.reading import page as pages
from pipeline.reading.model import Rule
from pipeline.reading.signs import with_signs
from pipeline.reading.words import lines_of
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
