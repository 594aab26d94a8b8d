"""Causes that are not in one cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.findings.judge import judge
from schemas.finding import Finding
from schemas.provenance import Box

Lines = list[list[int]]

BOX = Box(0, 0, 10, 10)
LABELS = ("prior", "current", "variance")


def accounts(seed: int = 3, lines: int = 5) -> Lines:
    """Lines of prior year, current year and variance in cents; the last is their total."""
    rng = random.Random(seed)
    drawn = [(rng.randrange(10**5, 10**8), rng.randrange(10**5, 10**8)) for _ in range(lines)]
    body = [[a, b, b - a] for a, b in drawn]
    return [*body, [sum(line[c] for line in body) for c in range(3)]]


def findings_on(lines: Lines) -> list[Finding]:
    claims = Claims()
    keys = [
        [
            claims.quantity(
                ("t1", r, c, 0), Decimal(v).scaleb(-2), str(v), f"line {r} {LABELS[c]}", 1, BOX._replace(x0=r, top=c), exact=True
            )
            for c, v in enumerate(line)
        ]
        for r, line in enumerate(lines)
    ]
    for prior, current, variance in keys:
        claims.declare([total_of("VAR-1", "The variance.", variance, [(1, current), (-1, prior)], "VAR-1", "t1")])
    for c in range(3):
        claims.declare([total_of("VAR-3", "The sum.", keys[-1][c], [(1, line[c]) for line in keys[:-1]], "VAR-3", "t1")])
    return [f for f in judge("d", claims).findings if f.severity != "info"]


def swap(lines: Lines) -> None:
    lines[1][0], lines[1][1] = lines[1][1], lines[1][0]


def swap_down(lines: Lines) -> None:
    lines[1][0], lines[3][0] = lines[3][0], lines[1][0]


@pytest.mark.parametrize(("spoil", "cells"), [(swap, [(1, 0), (1, 1)]), (swap_down, [(1, 0), (3, 0)])])
def test_two_figures_in_each_others_place_are_both_located(spoil: Callable[[Lines], None], cells: list[tuple[int, int]]) -> None:
    true, lines = accounts(), accounts()
    spoil(lines)
    found = findings_on(lines)
    assert [(f.severity, f.verdict, f.slip) for f in found] == [("error", "located", "swapped")] * 2
    assert [(f.row, f.column) for f in found] == cells
    assert [f.suggested_value for f in found] == [Decimal(true[r][c]).scaleb(-2) for r, c in cells]


def test_a_column_in_another_unit() -> None:
    lines = [[a * 1000, b, c] for a, b, c in accounts()]
    (finding,) = findings_on(lines)
    assert (finding.severity, finding.slip, finding.suggested_value) == ("warning", "column_scale", None)
    assert finding.message.endswith(
        "Six identities hold if the 6 figures from line 0 prior to line 5 prior are multiplied by 1/1000."
    )


def test_a_row_that_stands_one_column_aside() -> None:
    lines = accounts()
    lines[2] = [0, *lines[2][:2]]
    (finding,) = findings_on(lines)
    assert (finding.slip, finding.row) == ("shifted_row", 2)


def test_a_row_whose_signs_are_turned() -> None:
    lines = accounts()
    lines[4] = [-v for v in lines[4]]
    (finding,) = findings_on(lines)
    assert (finding.slip, finding.row) == ("sign_convention", 4)


def test_a_row_that_is_missing_is_told_with_what_it_would_say() -> None:
    lines = accounts(lines=6)
    gone = lines.pop(2)
    (finding,) = findings_on(lines)
    assert (finding.severity, finding.slip, finding.row) == ("warning", "missing_row", 5)
    said = "; ".join(f"{Decimal(v).scaleb(-2):,}".replace(",", " ").replace(".", ",").replace(" ", ".") for v in gone)
    assert finding.message.endswith(f"Three identities hold if a line is missing that says {said}.")


def test_a_row_that_is_there_twice() -> None:
    lines = accounts()
    lines.insert(3, list(lines[2]))
    (finding,) = findings_on(lines)
    assert (finding.slip, finding.row) == ("repeated_row", 2)


def test_figures_that_no_one_cause_explains_are_given_none() -> None:
    lines = accounts()
    lines[0][0] += 31_117
    lines[1][1] += 77_773
    lines[2][2] += 91_919
    assert {f.slip for f in findings_on(lines)} <= {None}


def test_claims_between_tables_are_no_row_or_column() -> None:
    """Figures of another table stand in rows that this one does not have."""
    claims = Claims()

    def enter(table: str, row: int, column: int, value: int) -> tuple[str, int, int, int]:
        return claims.quantity((table, row, column, 0), Decimal(value), str(value), f"{table} {row}", 1, BOX, exact=True)

    here = [enter("t1", 0, c, v) for c, v in enumerate((70_001, 35_117, 11_111))]
    there = [enter("t2", 7, c, v) for c, v in enumerate((41_203, 90_909))]
    claims.declare([total_of("PER-1", "The sum.", here[0], [(1, here[1]), (1, here[2])], "a", "t1")])
    claims.declare([total_of("PER-2", "The change.", here[1], [(1, there[0]), (-1, there[1])], "b", "t1")])
    assert {f.slip for f in judge("d", claims).findings} == {None}
