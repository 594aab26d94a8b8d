"""The cells that rules enclose."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.model import Rule
from pipeline.tables.regions.enclosed import cells_enclosed
from schemas.provenance import Box

LEVEL = [Rule(y, 0, 100, 1) for y in (0, 20, 40)]
UPRIGHT = [Rule(x, 0, 40, 1) for x in (0, 50, 100)]


def test_a_grid_of_rules_has_a_cell_between_each_two() -> None:
    assert cells_enclosed(LEVEL, UPRIGHT) == [[Box(0, 0, 50, 20), Box(0, 20, 50, 40), Box(50, 0, 100, 20), Box(50, 20, 100, 40)]]


def test_a_rule_that_ends_half_way_leaves_one_cell_over_both_columns() -> None:
    upright = [UPRIGHT[0], Rule(50, 20, 40, 1), UPRIGHT[2]]
    assert cells_enclosed(LEVEL, upright) == [[Box(0, 0, 100, 20), Box(0, 20, 50, 40), Box(50, 20, 100, 40)]]


def test_two_tables_are_two_groups_and_a_box_alone_is_one() -> None:
    below = ([Rule(rule.at + 100, 0, 100, 1) for rule in LEVEL], [Rule(rule.at, 100, 140, 1) for rule in UPRIGHT])
    box = ([Rule(200, 0, 30, 1), Rule(230, 0, 30, 1)], [Rule(0, 200, 230, 1), Rule(30, 200, 230, 1)])
    groups = cells_enclosed([*LEVEL, *below[0], *box[0]], [*UPRIGHT, *below[1], *box[1]])
    assert [(len(cells), min(cell.top for cell in cells)) for cells in groups] == [(4, 0), (4, 100), (1, 200)]


@given(st.lists(st.floats(0, 500), min_size=2, max_size=12), st.lists(st.floats(0, 500), min_size=2, max_size=12))
def test_rules_that_nearly_coincide_enclose_nothing_between_them(ys: list[float], xs: list[float]) -> None:
    groups = cells_enclosed([Rule(y, 0, 500, 1) for y in ys], [Rule(x, 0, 500, 1) for x in xs])
    assert all(min(cell.width, cell.height) > 1 for cells in groups for cell in cells)
