"""The trace of finding tables: what was considered, what its score is made of, which rule decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.reading.page import Page
from pipeline.reading.running_lines import body_lines
from pipeline.tables.find import find_tables
from pipeline.tables.trace import Candidate, Found, Reason, Verdict
from tests.drawing import Align, Drawing

COSTS = [["Voce", "2015", "2016"], ["Oneri", "1.588,11", "1.600,00"], ["Proventi", "21.816,63", "22.000,00"]]
COLUMNS: tuple[tuple[float, Align], ...] = ((72, "l"), (300, "r"), (400, "r"))

ReadPages = Callable[[Drawing], list[Page]]


def found(read_pages: ReadPages, drawing: Drawing) -> Found:
    pages = read_pages(drawing)
    return find_tables(pages, body_lines(pages))


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
