"""Which of several readings of a table is settled on: the one under which the document adds up."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.report import judged
from pipeline.settle import Hypothesis, other_headers, settle
from schemas.check import Check
from schemas.provenance import Box
from schemas.table import Cell, Table

ROWS = [
    ["Voce", "2015", "2016"],
    ["Personale", "1.200,00", "1.100,00"],
    ["Funzionamento", "300,00", "250,00"],
    ["Interventi", "500,00", "650,00"],
    ["Totale", "2.000,00", "2.000,00"],
]


def table_of(rows: Sequence[Sequence[str]], header_rows: int = 1, table_id: str = "t1") -> Table:
    cells = tuple(
        Cell(row=r, column=c, text=text, page=1, box=Box(100 * c, 20 * r, 100 * c + 90, 20 * r + 10))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(
        table_id=table_id, first_page=1, last_page=1, rows=len(rows), columns=len(rows[0]), header_rows=header_rows,
        method="ruled", boxes=((1, Box(0, 0, 300, 20 * len(rows))),), cells=cells,
    )  # fmt: skip


def checks_of(tables: Sequence[Table]) -> Sequence[Check]:
    return judged("a" * 64, tables, ()).judgement.checks


def settled(table: Table, *hypotheses: Hypothesis) -> tuple[Table, list[Hypothesis]]:
    (after,), accepted = settle([table], checks_of([table]), hypotheses, checks_of)
    return after, accepted


SWAPPED = [*ROWS[:2], ["Funzionamento", "250,00", "300,00"], *ROWS[3:]]


def test_a_grid_with_which_the_sums_hold_is_taken_and_told() -> None:
    better = Hypothesis("t1", grid=table_of(ROWS), taken="rows and columns as camelot finds them", left="camelot finds 5 × 3")
    after, accepted = settled(table_of(SWAPPED), better)
    assert (after.texts(), accepted) == (ROWS, [better])
    assert after.method == "ruled; rows and columns as camelot finds them"


def test_a_grid_that_mends_nothing_is_told_and_not_taken() -> None:
    worse = Hypothesis("t1", grid=table_of([*ROWS[:2], ["Funzionamento", "", "300,00"], *ROWS[3:]]), left="camelot finds 5 × 3")
    after, accepted = settled(table_of(SWAPPED), worse)
    assert (after.texts(), after.method, accepted) == (SWAPPED, "ruled; camelot finds 5 × 3", [])


def test_no_grid_is_taken_for_a_table_that_adds_up() -> None:
    other = Hypothesis("t1", grid=table_of([ROWS[0], *ROWS[:0:-1]]), left="camelot finds 5 × 3")
    after, accepted = settled(table_of(ROWS), other)
    assert (after.texts(), accepted) == (ROWS, [])


def test_a_row_taken_for_a_heading_is_given_back_where_the_sums_need_it() -> None:
    after, (accepted,) = settled(table_of(ROWS, header_rows=2), *other_headers([table_of(ROWS, header_rows=2)]))
    assert after.header_rows == accepted.header_rows == 1
    assert after.method == "ruled; header rows: 1, not 2, for more adds up so"


def test_only_tables_that_share_an_identity_are_judged() -> None:
    broken, other = table_of(SWAPPED), table_of([["Sede", "n."], ["Lucca", "3"]], table_id="t2")
    seen: list[list[str]] = []

    def judge(tables: Sequence[Table]) -> Sequence[Check]:
        seen.append([table.table_id for table in tables])
        return checks_of(tables)

    settle([broken, other], checks_of([broken, other]), [Hypothesis("t1", grid=table_of(ROWS))], judge)
    assert seen == [["t1"], ["t1"]]
