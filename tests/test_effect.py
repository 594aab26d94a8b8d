"""Checks tried again from the datasets alone, as they are printed and with another value."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipeline.arithmetic.identity import evaluate
from pipeline.datasets import read_dataset, write_report
from pipeline.decisions import Decided
from pipeline.findings.checks import identity_of
from pipeline.report import read_report
from pipeline.review.cards import Row
from pipeline.review.effect import effect_of
from schemas.correction import Correction
from schemas.provenance import Box
from tests.drawing.two_years import WRONG, two_years

SAMPLE = Path(__file__).parents[1] / "raw_pdfs" / "lucca-2016.pdf"


def test_a_check_says_enough_to_be_tried_again() -> None:
    checks = read_report(SAMPLE).checks
    again = [evaluate(*identity_of(check)).status for check in checks]
    assert len(checks) > 100
    assert {check.relation for check in checks} == {"sum", "percentage", "limit"}
    # a mean of results as they are printed says the same with and without rounding
    same = {"holds": {"holds", "within_rounding"}}
    assert [
        check for check, status in zip(checks, again, strict=True) if status not in same.get(check.result, {check.result})
    ] == []


@pytest.fixture
def checks(tmp_path: Path) -> list[Row]:
    write_report(read_report(two_years(WRONG).save(tmp_path / "relazione.pdf")), tmp_path / "output")
    return list(read_dataset(tmp_path / "output", "checks").filter(pl.col("result") != "untestable").iter_rows(named=True))


def operand(checks: list[Row], text: str) -> Row:
    return next(o for check in checks for o in check["operands"] if o["text"] == text)


def test_a_value_is_tried_in_every_identity_of_its_figure(checks: list[Row]) -> None:
    figure = operand(checks, "345.768,90")
    right = effect_of(checks, figure, Decimal("345678.90"), Decided())
    assert [(tried.rule, tried.holds) for tried in right] == [("VAR-1", True), ("VAR-3", True)]
    wrong = effect_of(checks, figure, Decimal("345000.00"), Decided())
    assert [(tried.rule, tried.holds, tried.stated, tried.computed) for tried in wrong] == [
        ("VAR-1", False, Decimal("45678.90"), Decimal("45000.00")),
        ("VAR-3", False, Decimal("1600000.00"), Decimal("1599321.10")),
    ]


def test_the_other_figures_count_as_they_were_decided(checks: list[Row]) -> None:
    total = operand(checks, "1.600.000,00")
    as_decided = Correction.model_validate(
        {
            "decision": "value", "page": total["page"], "box": Box(*(total[edge] for edge in ("x0", "top", "x1", "bottom"))),
            "printed": "1.600.000,00", "value": "1600090.00", "who": "Anna Rossi", "when": "2026-11-22",
        }
    )  # fmt: skip
    tried = effect_of(checks, operand(checks, "345.768,90"), Decimal("345768.90"), Decided((as_decided,)))
    assert [(one.rule, one.holds) for one in tried] == [("VAR-1", False), ("VAR-3", True)]
