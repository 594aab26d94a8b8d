"""The rules of the table finder, switched off one by one: what is off does nothing, and only for so long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.ablation import (
    Known,
    answer_when_off,
    bindings,
    bound,
    family,
    found_in,
    header_rows_found,
    headers_of,
    judged,
    rows_of,
    rules,
    rules_that_act,
)
from benchmarks.competition import measure, truths_of
from pipeline.reading.page import Page
from pipeline.tables_only import PlainTable
from tests.drawing import Align, Drawing

COLUMNS: tuple[tuple[float, Align], ...] = ((72, "l"), (300, "r"), (400, "r"))
COSTS = [["Voce", "2015", "2016"], ["Oneri", "1.588,11", "1.600,00"], ["Proventi", "21.816,63", "22.000,00"]]
FIGURES, AMOUNTS = "reject: columns of figures", "reject: columns of amounts with something beside them"
YEARS = "reject: years over figures"

ReadPages = Callable[[Drawing], list[Page]]


@pytest.fixture
def costs(read_pages: ReadPages) -> Known:
    return Known("costs", read_pages(Drawing().aligned(100, COLUMNS, COSTS)))


@pytest.mark.parametrize("off", [[FIGURES, AMOUNTS, YEARS], ["`features.whitespace.meets`"], ["`regions.score.score_region`"]])
def test_rules_that_are_off_find_nothing_wherever_they_are_known_while_they_are_off(costs: Known, off: list[str]) -> None:
    everyone = rules()
    with bound(bindings(everyone, {name: everyone[name].off for name in off})):
        assert found_in(costs) == []
    assert rows_of(found_in(costs)) == COSTS


def test_rules_are_off_in_every_module_that_knows_them() -> None:
    assert {"pipeline.tables_only", "pipeline.stretches"} < {owner.__name__ for owner, _ in rules()["`stitch.stitch`"].places}


def test_the_rules_that_act_are_those_that_a_table_may_change_without(costs: Known) -> None:
    acted = rules_that_act(costs, rules())
    assert {FIGURES, "`features.text_rows.is_figure`", "`regions.stream._Shape.takes`"} <= acted
    assert "`regions.grow.grow_regions`" in acted  # which changes the very regions that it is given
    assert not {"reject: equations", "`sideways.turned_back`"} & acted


def test_a_rule_that_changes_what_it_is_given_gives_it_back_while_it_is_off(costs: Known) -> None:
    off = [answer_when_off(function) for function in (changed, found, paired)]
    assert [answer and answer(costs.pages) for answer in off] == [list(costs.pages), None, None]


def test_a_rule_that_counts_counts_nothing_while_it_is_off_though_it_is_given_a_count() -> None:
    off = answer_when_off(counted)
    assert off
    assert off([], 3) == 0


def test_what_only_changes_the_header_is_told_from_what_changes_rows(costs: Known) -> None:
    (table,) = found_in(costs)
    other = table.model_copy(update={"header_rows": 0})
    assert rows_of([table]) == rows_of([other])
    assert headers_of([table])[:1] == [COSTS[0]]
    assert headers_of([other]) == []
    assert [header_rows_found(COSTS[:1], [found]) for found in (table, other)] == [1, 0]


def changed(lines: Sequence[Page]) -> list[Page]:
    return [*lines, *lines]


def found(lines: Sequence[Page]) -> Page | None:
    return lines[0]


def paired(lines: Sequence[Page]) -> tuple[Page, Page]:
    return lines[0], lines[-1]


def counted(lines: Sequence[Page], more: int) -> int:
    return len(lines) + more


@pytest.mark.parametrize(
    ("name", "kind"), [("chamber-107", "chamber"), ("pub_demanio_2024_excerpt", "pub"), ("2016 bilancio", ""), ("ets", "ets")]
)
def test_reports_are_told_by_their_kind(name: str, kind: str) -> None:
    assert family(name) == kind


def test_rows_with_figures_are_true_once_and_false_otherwise() -> None:
    truth = [["Oneri", "1"], ["Proventi", "2"], ["Titolo", ""]]
    assert judged(truth, [["Oneri", "1"], ["Oneri", "1"], ["Proventi", "3"], ["Altro titolo", ""]]) == (1, 2)


def test_the_competition_counts_each_neighbour_of_a_cell_once_and_takes_the_nearer_of_two_readings(tmp_path: Path) -> None:
    cells = {"A": (0, 0, 1), "B": (1, 0, 0), "C": (1, 1, 1)}
    for name, other in (("a", "D"), ("b", "C")):
        texts = {text.replace("C", other): place for text, place in cells.items()}
        written = "".join(
            f'<cell start-row="{row}" start-col="{start}" end-col="{end}"><content>{text}</content></cell>'
            for text, (row, start, end) in texts.items()
        )
        (tmp_path / f"eu-000{name}-str.xml").write_text(
            f'<document><table><region page="1">{written}</region></table></document>'
        )
    rows = [["a", ""], ["B", "C"]]
    found = PlainTable(page=1, bbox=[0, 0, 1, 1], rows=rows, method="ruled")
    assert measure(truths_of(tmp_path / "eu-000a.pdf"), [found]) == (1, 2 / 3)
    assert measure(truths_of(tmp_path / "eu-000a.pdf"), [found, found]) == (1 / 2, 2 / 3)
