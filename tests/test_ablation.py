"""The rules of the table finder, switched off one by one: what is off says no, and only for so long."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.ablation import Known, bindings, bound, family, found_in, judged, never, rules_that_say_yes
from pipeline.reading.page import Page
from tests.drawing import Align, Drawing

COLUMNS: tuple[tuple[float, Align], ...] = ((72, "l"), (300, "r"), (400, "r"))
COSTS = [["Voce", "2015", "2016"], ["Oneri", "1.588,11", "1.600,00"], ["Proventi", "21.816,63", "22.000,00"]]
FIGURES, AMOUNTS = "reject: columns of figures", "reject: columns of amounts with something beside them"

ReadPages = Callable[[Drawing], list[Page]]


@pytest.fixture
def costs(read_pages: ReadPages) -> Known:
    return Known("costs", read_pages(Drawing().aligned(100, COLUMNS, COSTS)), per_page=False, rows=None)


@pytest.mark.parametrize("rules", [[FIGURES, AMOUNTS], ["`features.whitespace.meets`"]])
def test_rules_that_are_off_say_no_wherever_they_are_known_and_only_while_they_are_off(costs: Known, rules: list[str]) -> None:
    with bound(bindings(dict.fromkeys(rules, never))):
        assert found_in(costs) == []
    assert found_in(costs) == [COSTS]


def test_the_rules_that_say_yes_are_those_that_a_table_may_change_without(costs: Known) -> None:
    said = rules_that_say_yes(costs)
    assert {FIGURES, "`features.text_rows.is_figure`"} <= said
    assert "reject: a table of contents" not in said


@pytest.mark.parametrize(
    ("name", "kind"), [("chamber-107", "chamber"), ("pub_demanio_2024_excerpt", "pub"), ("2016 bilancio", ""), ("ets", "ets")]
)
def test_reports_are_told_by_their_kind(name: str, kind: str) -> None:
    assert family(name) == kind


def test_rows_with_figures_are_true_once_and_false_otherwise() -> None:
    truth = [["Oneri", "1"], ["Proventi", "2"], ["Titolo", ""]]
    assert judged(truth, [[["Oneri", "1"], ["Oneri", "1"]], [["Proventi", "3"], ["Altro titolo", ""]]]) == (1, 2)
