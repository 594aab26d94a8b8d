"""Figures printed between two rows are told; lines of amounts that have room of their own are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.report import Report
from tests.drawing import Align, Drawing

COLUMNS: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (390, "r")]
ROWS = [
    ["Voce", "2023", "2024"],
    ["Diritto annuale", "412.350,75", "431.206,10"],
    ["Diritti di segreteria", "187.904,20", ""],
    ["Contributi", "96.410,00", "104.875,25"],
    ["Rimborsi", "1.204,15", "856,30"],
]


@pytest.mark.parametrize(
    ("row", "below", "told"),
    [(ROWS[2], 8, ["179.455,60"]), (["Diritti", "", ""], 8, ["179.455,60"]), (ROWS[2], 0, [])],
    ids=["between two rows", "under a row of no figures", "on its row"],
)
def test_a_figure_between_two_rows_is_told(
    report_on: Callable[[Drawing], Report], row: list[str], below: float, told: list[str]
) -> None:
    drawing = Drawing().aligned(110, COLUMNS, [*ROWS[:2], row, *ROWS[3:]], leading=16)
    report = report_on(drawing.text(390, 142 + below, "179.455,60", align="r"))
    assert [f.printed_text for f in report.findings if f.rule == "ROW-1"] == told


def test_a_line_of_amounts_below_others_is_a_row(report_on: Callable[[Drawing], Report]) -> None:
    rows = [*ROWS[:2], ["Diritti di segreteria", "187.904,20", ""], ["", "", "600.254,95"], *ROWS[3:]]
    report = report_on(Drawing().aligned(110, COLUMNS, rows, leading=16))
    assert not [f for f in report.findings if f.rule == "ROW-1"]
