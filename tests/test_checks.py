"""What the figures claim about one another: whether they do, which of them is wrong, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.arithmetic.claims import Claims, mean_of, percentage_of, total_of
from pipeline.arithmetic.identity import Key
from pipeline.arithmetic.slips import slip_between
from pipeline.findings.judge import Judgement, judge
from pipeline.findings.wording_en import italian
from pipeline.report import Report
from schemas.check import Check
from schemas.finding import Finding
from schemas.provenance import Box
from schemas.records.monitored_procedures import MonitoredProcedure
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]

BOX = Box(0, 0, 10, 10)


def enter(claims: Claims, row: int, column: int, value: str, name: str = "", *, amount: bool = True) -> Key:
    """A figure printed with these decimals: exact if it is an amount with cents."""
    number = Decimal(value)
    exact = amount and -int(number.as_tuple().exponent) >= 2
    return claims.quantity(("t1", row, column, 0), number, value, name or f"figure {row}", 1, BOX, exact=exact)


def sum_of(total: str, *parts: str) -> Judgement:
    claims = Claims()
    whole = enter(claims, 0, 0, total, "the total")
    keys = [enter(claims, i, 0, part) for i, part in enumerate(parts, 1)]
    claims.declare([total_of("VAR-3", "The total is the sum of its parts.", whole, [(1, key) for key in keys], "f", "t1")])
    return judge("d", claims)


def change_of(percentage: str, prior: str, current: str) -> Judgement:
    claims = Claims()
    stated = enter(claims, 0, 0, percentage, "the change in per cent", amount=False)
    before, after = enter(claims, 0, 1, prior, "the prior year"), enter(claims, 0, 2, current, "the current year")
    claims.declare(
        [percentage_of("VAR-2", "The percentage is the change.", stated, [(1, after), (-1, before)], before, "f", "t1")]
    )
    return judge("d", claims)


def mean(stated: str, *parts: str) -> Judgement:
    claims = Claims()
    key, *keys = (enter(claims, i, 0, text, "" if i else "the mean", amount=False) for i, text in enumerate((stated, *parts)))
    claims.declare([mean_of("TXT-1", "The mean is as stated.", key, keys, "f", "t1")])
    return judge("d", claims)


# ── whether an identity holds ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("total", "parts", "status"),
    [
        ("100.00", ("60.00", "40.00"), "holds"),
        ("100.01", ("60.00", "40.00"), "broken"),  # cents are exact: there is nothing behind them
        ("-100.00", ("-60.00", "-40.00"), "holds"),
        ("100", ("33", "33", "34"), "holds"),
        ("100", ("33", "33", "33"), "within_rounding"),
        ("97", ("33", "33", "33"), "within_rounding"),  # half a unit for each of the four figures
        ("102", ("33", "33", "33"), "truncated"),  # 34 × 3, each cut off
        ("103", ("33", "33", "33"), "broken"),
        ("-102", ("-33", "-33", "-33"), "truncated"),  # what is cut off lies away from zero
        ("-103", ("-33", "-33", "-33"), "broken"),
        ("96", ("33", "33", "33"), "broken"),
        ("100.5", ("50.2", "50.2"), "within_rounding"),
        ("100.7", ("50.2", "50.2"), "broken"),
        ("1000.00", ("999", "1"), "holds"),
        ("1000.40", ("999", "1"), "within_rounding"),
    ],
)
def test_a_sum(total: str, parts: Sequence[str], status: str) -> None:
    (check,) = sum_of(total, *parts).checks
    assert check.result == status
    assert check.computed == sum(map(Decimal, parts))
    assert check.difference == Decimal(total) - sum(map(Decimal, parts))


@pytest.mark.parametrize(
    ("percentage", "prior", "current", "status"),
    [
        ("-11.57", "1796089.37", "1588317.37", "holds"),  # -11.568
        ("-11.56", "1796089.37", "1588317.37", "truncated"),
        ("-11.6", "1796089.37", "1588317.37", "holds"),
        ("-11.5", "1796089.37", "1588317.37", "truncated"),
        ("-12", "1796089.37", "1588317.37", "holds"),
        ("-11.00", "1796089.37", "1588317.37", "broken"),
        ("11.57", "1796089.37", "1588317.37", "broken"),
        ("-11.58", "1796089.37", "1588317.37", "broken"),
        ("50", "2", "3", "holds"),
        ("45", "2", "3", "within_rounding"),  # 2 and 3 are rounded themselves: 1.5 to 2.5, 2.5 to 3.5
        ("-6.63", "30000", "28009", "within_rounding"),  # -6.6367, less or more by 0.003
        ("-6.63", "30000", "28008", "truncated"),  # -6.64, less or more by 0.003
        ("20.00", "0.00", "100.00", "untestable"),
    ],
)
def test_a_change_in_per_cent(percentage: str, prior: str, current: str, status: str) -> None:
    (check,) = change_of(percentage, prior, current).checks
    assert check.result == status


@pytest.mark.parametrize(
    ("stated", "parts", "status"),
    [
        ("99.17", ("100", "97.5", "100"), "holds"),  # 99.1666…
        ("99.16", ("100", "97.5", "100"), "truncated"),
        ("99.1", ("100", "97.5", "100"), "truncated"),
        ("99.2", ("100", "97.5", "100"), "holds"),
        ("99.55", ("100", "99", "100"), "broken"),  # 99.67
    ],
)
def test_a_mean_of_figures_as_they_are_printed(stated: str, parts: Sequence[str], status: str) -> None:
    (check,) = mean(stated, *parts).checks
    assert check.result == status


def test_what_cannot_be_tested_confirms_nothing_and_is_no_finding() -> None:
    judgement = change_of("20.00", "0.00", "100.00")
    assert judgement.findings == ()
    assert not judgement.confirmations
    (check,) = judgement.checks
    assert (check.computed, check.difference, check.tolerance) == (None, None, None)


def test_each_identity_that_holds_confirms_the_figures_in_it() -> None:
    judgement = sum_of("100.00", "60.00", "40.00")
    assert dict(judgement.confirmations) == {("t1", row, 0, 0): 1 for row in range(3)}
    assert not sum_of("100.01", "60.00", "40.00").confirmations


def test_a_check_shows_its_operands_as_printed_and_where() -> None:
    (check,) = sum_of("100.00", "60.00", "40.00").checks
    assert (check.rule, check.origin, check.table_id, check.page) == ("VAR-3", "declared", "t1", 1)
    assert [(o.row, o.column, o.text, o.value, o.page, o.box) for o in check.operands] == [
        (0, 0, "100.00", Decimal("100.00"), 1, BOX),
        (1, 0, "60.00", Decimal("60.00"), 1, BOX),
        (2, 0, "40.00", Decimal("40.00"), 1, BOX),
    ]


def test_ids_stay_the_same_from_run_to_run_and_differ_between_documents() -> None:
    first, again = sum_of("100.01", "60.00", "40.00"), sum_of("100.01", "60.00", "40.00")
    assert [c.check_id for c in first.checks] == [c.check_id for c in again.checks]
    assert [f.finding_id for f in first.findings] == [f.finding_id for f in again.findings]
    claims = Claims()
    enter(claims, 0, 0, "1.00")
    assert judge("d", claims).findings == ()


# ── which figure is wrong ─────────────────────────────────────────────────────────────────────────────────────────────

Amounts = list[list[Decimal]]
"""Lines of prior year, current year and variance; the last is the total."""


def table_of(parts: Sequence[tuple[int, int]]) -> Amounts:
    lines = [[Decimal(a).scaleb(-2), Decimal(b).scaleb(-2), Decimal(b - a).scaleb(-2)] for a, b in parts]
    return [*lines, [sum((line[c] for line in lines), Decimal(0)) for c in range(3)]]


def judge_table(lines: Amounts) -> Judgement:
    """The table with each line's variance and each column's total claimed."""
    claims = Claims()
    keys = [
        [enter(claims, r, c, str(value), f"line {r} column {c}") for c, value in enumerate(line)] for r, line in enumerate(lines)
    ]
    for prior, current, variance in keys:
        claims.declare([total_of("VAR-1", "The variance.", variance, [(1, current), (-1, prior)], "VAR-1", "t1")])
    for c in range(3):
        claims.declare([total_of("VAR-3", "The sum.", keys[-1][c], [(1, line[c]) for line in keys[:-1]], "VAR-3", "t1")])
    return judge("d", claims)


def digit(value: Decimal, at: int, new: int) -> Decimal:
    """The value with another digit at a place from the right."""
    scaled = int(value.scaleb(2))
    old = abs(scaled) // 10**at % 10
    return Decimal((abs(scaled) + (new - old) * 10**at) * (-1 if scaled < 0 else 1)).scaleb(-2)


def transposed(value: Decimal, at: int) -> Decimal:
    scaled = abs(int(value.scaleb(2)))
    a, b = scaled // 10**at % 10, scaled // 10 ** (at + 1) % 10
    return digit(digit(value, at, b), at + 1, a)


def dropped(value: Decimal, at: int) -> Decimal:
    scaled = int(value.scaleb(2))
    shorter = abs(scaled) // 10 ** (at + 1) * 10**at + abs(scaled) % 10**at
    return Decimal(shorter * (-1 if scaled < 0 else 1)).scaleb(-2)


SLIPS: dict[str, Callable[[Decimal, int, int], Decimal]] = {
    "digit": digit,
    "transposition": lambda value, at, _: transposed(value, at),
    "dropped_digit": lambda value, at, _: dropped(value, at),
    "sign": lambda value, at, _: -value,
    "scale": lambda value, at, _: (value * 10 ** (1 + at % 3)).quantize(Decimal("0.01")),
}

lines_of_accounts = st.lists(st.tuples(st.integers(10_000, 10**9), st.integers(10_000, 10**9)), min_size=2, max_size=6)


@given(lines_of_accounts, st.sampled_from(sorted(SLIPS)), st.data())
def test_one_slip_is_located_and_repaired_wherever_rows_and_columns_cross(
    parts: Sequence[tuple[int, int]], kind: str, data: st.DataObject
) -> None:
    lines = table_of(parts)
    row, column = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, 2))
    true = lines[row][column]
    assume(abs(true) >= 100)
    lines[row][column] = SLIPS[kind](true, data.draw(st.integers(0, 3)), data.draw(st.integers(0, 9)))
    assume(lines[row][column] != true)
    (finding,) = judge_table(lines).findings
    assert (finding.severity, finding.verdict) == ("error", "located")
    assert (finding.row, finding.column) == (row, column)
    assert (finding.printed_value, finding.suggested_value) == (lines[row][column], true)


@given(lines_of_accounts)
def test_a_table_that_adds_up_has_no_finding(parts: Sequence[tuple[int, int]]) -> None:
    judgement = judge_table(table_of(parts))
    assert judgement.findings == ()
    assert {check.result for check in judgement.checks} == {"holds"}


def test_one_total_alone_names_its_candidates_and_suggests_nothing() -> None:
    (finding,) = sum_of("109.00", "60.00", "40.00").findings
    assert (finding.severity, finding.verdict, finding.suggested_value) == ("error", "ambiguous", None)
    assert [(c.row, c.printed_text, c.suggested_value) for c in finding.candidates] == [
        (0, "109.00", Decimal("100.00")),
        (1, "60.00", Decimal("69.00")),
        (2, "40.00", Decimal("49.00")),
    ]
    assert [c.cost for c in finding.candidates] == [1.3, 1.3, 1.3]  # another digit


def two_totals(first: str, second: str) -> Judgement:
    """Two sums that share a part, printed 69.00: with 40.00 it makes the first, with 100.00 the second."""
    claims = Claims()
    part, *keys = (enter(claims, i, 0, text) for i, text in enumerate(("69.00", "40.00", "100.00", first, second)))
    for other, total in zip(keys[:2], keys[2:], strict=True):
        claims.declare([total_of("VAR-3", "The total.", total, [(1, part), (1, other)], f"family {total}", "t1")])
    return judge("d", claims)


def test_a_figure_that_explains_every_broken_identity_is_located() -> None:
    (finding,) = two_totals("100.00", "160.00").findings
    assert (finding.verdict, finding.row, finding.suggested_value, finding.slip) == ("located", 0, Decimal("60.00"), "digit")
    assert len(finding.check_ids) == 2


def test_a_figure_of_which_two_identities_demand_two_values_is_not_located() -> None:
    (finding,) = two_totals("100.00", "161.00").findings
    assert (finding.verdict, finding.suggested_value) == ("ambiguous", None)


def test_a_figure_that_two_identities_demand_is_located_beside_one_that_nothing_explains() -> None:
    claims = Claims()
    part, other, own = enter(claims, 0, 0, "-60.00"), enter(claims, 1, 0, "40.00"), enter(claims, 2, 0, "7.00")
    totals = {"100.00": (part, other), "67.00": (part, own), "81.37": (other, own)}
    for row, (text, parts) in enumerate(totals.items(), 3):
        total = enter(claims, row, 0, text)
        claims.declare([total_of("VAR-3", "The total.", total, [(1, key) for key in parts], f"family {row}", "t1")])
    located, other_one = judge("d", claims).findings
    assert (located.verdict, located.row, located.suggested_value) == ("located", 0, Decimal("60.00"))
    assert (other_one.row, len(other_one.check_ids)) == (5, 1)


def test_a_figure_that_no_slip_explains_is_located_where_two_identities_demand_one_value_of_it() -> None:
    lines = table_of([(7_436_756_4, 6_035_236_3), (1_099_495, 1_068_995)])
    lines[0][0] = Decimal("152418.77")
    (finding,) = judge_table(lines).findings
    assert (finding.severity, finding.verdict, finding.row, finding.column) == ("error", "located", 0, 0)
    assert (finding.suggested_value, finding.slip) == (Decimal("743675.64"), "none")
    assert finding.message.endswith(" was 743.675,64 instead of 152.418,77.")


def test_a_figure_that_no_slip_explains_is_but_a_candidate_of_one_identity() -> None:
    (finding,) = sum_of("100.00", "60.00", "81.37").findings
    assert finding.verdict == "ambiguous"
    assert len(finding.candidates) == 3


@pytest.mark.parametrize(
    ("others", "percentages", "found"),
    [(3, True, ("error", "located")), (3, False, ("error", "ambiguous")), (2, True, ("warning", "ambiguous"))],
)
def test_a_claim_that_three_other_lines_bear_out_is_an_error_without_a_slip(
    others: int, percentages: bool, found: tuple[str, str]
) -> None:
    claims = Claims()
    lines = [("637.00", "2000.00", "1000.00", "100.0"), *[("100.00", "1100.00", "1000.00", "10.0")] * others]
    for r, line in enumerate(lines):
        change, current, prior, percentage = (enter(claims, r, c, text, amount=c < 3) for c, text in enumerate(line))
        over = [(1, current), (-1, prior)]
        claims.declare([total_of("VAR-1", "The variance.", change, over, "VAR-1", "t1")])
        if percentages:
            claims.declare([percentage_of("VAR-2", "The change.", percentage, over, prior, "VAR-2", "t1")])
    (finding,) = judge("d", claims).findings
    assert (finding.severity, finding.verdict) == found


def test_an_identity_that_cannot_be_tested_clears_no_figure() -> None:
    claims = Claims()
    for r, line in enumerate((("190.00", "0.00", "100.00", "0.00"), ("10.00", "100.00", "110.00", "10.00"))):
        change, prior, current, percentage = (enter(claims, r, c, value, amount=c < 3) for c, value in enumerate(line))
        over = [(1, current), (-1, prior)]
        claims.declare([total_of("VAR-1", "The variance.", change, over, "VAR-1", "t1")])
        claims.declare([percentage_of("VAR-2", "The change.", percentage, over, prior, "VAR-2", "t1")])
    (finding,) = judge("d", claims).findings
    assert {(c.row, c.column) for c in finding.candidates} == {(0, 0), (0, 1), (0, 2)}


def test_a_value_that_an_identity_that_holds_forbids_is_no_candidate() -> None:
    claims = Claims()
    a, b, total = enter(claims, 0, 0, "60.00"), enter(claims, 1, 0, "40.00"), enter(claims, 2, 0, "109.00", "the total")
    again = enter(claims, 0, 1, "60.00")
    claims.declare(
        [
            total_of("VAR-3", "The total.", total, [(1, a), (1, b)], "VAR-3", "t1"),
            total_of("REP-1", "The same.", again, [(1, a)], "REP-1", "t2"),
        ]
    )
    (finding,) = judge("d", claims).findings
    assert [c.row for c in finding.candidates] == [1, 2]


@pytest.mark.parametrize(("others", "suggested"), [("rounded", "5.4"), ("cut", "5.3")])
def test_a_percentage_is_repaired_as_the_others_of_its_table_are_printed(others: str, suggested: str) -> None:
    claims = Claims()
    shown = {"rounded": ("7.4", "2.5", "-5.4"), "cut": ("7.3", "2.4", "-5.3")}[others]
    currents = ("1073.77", "1024.66", "1053.61")
    for r, (percentage, current) in enumerate(zip(shown, currents, strict=True)):
        stated = enter(claims, r, 0, percentage, amount=False)
        prior, after = enter(claims, r, 1, "1000.00"), enter(claims, r, 2, current)
        over = [(1, after), (-1, prior)]
        claims.declare([percentage_of("VAR-2", "The change.", stated, over, prior, "VAR-2", "t1")])
    (finding,) = (f for f in judge("d", claims).findings if f.severity == "error")
    assert (finding.verdict, finding.row, finding.suggested_value) == ("located", 2, Decimal(suggested))


def test_an_inferred_identity_warns_and_never_accuses() -> None:
    claims = Claims()
    total, a, b = enter(claims, 0, 0, "109.00", "the total"), enter(claims, 1, 0, "60.00"), enter(claims, 2, 0, "40.00")
    claims.declare([total_of("TXT-4", "The text quotes the table.", total, [(1, a), (1, b)], "TXT-4", "t1", origin="inferred")])
    (finding,) = judge("d", claims).findings
    assert (finding.severity, finding.verdict, finding.suggested_value) == ("warning", "ambiguous", None)


def test_a_claim_that_most_rows_contradict_is_not_held_against_the_report() -> None:
    claims = Claims()
    for r in range(6):
        total, a, b = (enter(claims, r, c, value) for c, value in enumerate((f"{100 + 7 * r}.00", "60.00", "40.00")))
        claims.declare([total_of("VAR-1", "The variance.", total, [(1, a), (1, b)], "VAR-1", "t1")])
    judgement = judge("d", claims)
    assert [check.result for check in judgement.checks] == ["holds", *["broken"] * 5]
    (finding,) = judgement.findings
    assert finding.severity == "warning"
    assert finding.message.endswith("4 more of this kind fail with it: the table may be meant, or read, otherwise.")


# ── slips ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "true", "kind", "cost", "detail"),
    [
        ("3466720.87", "3446720.87", "digit", 1.0, "6 for 4"),
        ("1588317.37", "1588327.37", "digit", 1.3, "1 for 2"),
        ("743675.46", "743675.64", "transposition", 1.2, "46 for 64"),
        ("-305.00", "305.00", "sign", 1.0, "the sign"),
        ("41551.50", "541551.50", "dropped_digit", 1.4, "a 5 left out"),
        ("5441551.50", "541551.50", "added_digit", 1.4, "a 4 too many"),
        ("541551500.00", "541551.50", "scale", 1.3, "a factor of 1000"),
        ("123.45", "987.60", "none", 5.0, ""),
        ("12.00", "12.00", "none", 0.0, ""),
    ],
)
def test_the_slip_that_turns_the_true_figure_into_the_printed_one(
    printed: str, true: str, kind: str, cost: float, detail: str
) -> None:
    slip = slip_between(Decimal(printed), Decimal(true))
    assert (slip.kind, slip.detail) == (kind, detail)
    assert slip.cost == pytest.approx(cost)


# ── how it is said ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "text"),
    [("1234567.80", "1.234.567,80"), ("-305.00", "-305,00"), ("0", "0"), ("12", "12"), ("1000", "1.000"), ("-0.5", "-0,5")],
)
def test_a_number_in_a_message_is_written_as_reports_write_it(value: str, text: str) -> None:
    assert italian(Decimal(value)) == text


def test_a_located_error_is_said_with_the_sum_and_the_slip() -> None:
    lines = table_of([(7_436_756_4, 6_035_236_3), (1_099_495, 1_068_995)])
    lines[0][0] = transposed(lines[0][0], 0)
    (finding,) = judge_table(lines).findings
    assert finding.message == (
        "Line 0 column 2 is -140.152,01, but its figures make -140.151,83 (0,18 too little). "
        "Two identities hold if line 0 column 0 was 743.675,64 instead of 743.675,46 (46 for 64)."
    )


def test_an_error_that_cannot_be_located_is_said_with_its_candidates() -> None:
    (finding,) = sum_of("109.00", "60.00", "40.00").findings
    assert finding.message == (
        "The total is 109,00, but its parts make 100,00 (9,00 too much). Any of these may be wrong: 109.00; 60.00; 40.00."
    )


def test_a_figure_cut_off_is_said_and_is_no_error() -> None:
    (finding,) = mean("99.16", "100", "97.5", "100").findings
    assert (finding.severity, finding.rule) == ("info", "TXT-1")
    assert finding.message == "The mean is 99,16: 99,1667 cut off, not rounded."


# ── what the kinds claim ──────────────────────────────────────────────────────────────────────────────────────────────


def statuses(report: Report, rule: str) -> list[str]:
    return [check.result for check in report.checks if check.rule == rule]


def errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity == "error"]


COSTS = [
    ["", "2015", "2016", "var.", "Var.%", "incidenza"],
    ["325 FUNZIONAMENTO", "1.796.089,37", "1.588.317,37", "-207.772,00", "-11,57", "100"],
    ["3250 SERVIZI", "743.675,64", "603.523,63", "-140.152,01", "-18,85", "67"],
    ["3260 GODIMENTO", "10.994,95", "10.689,95", "-305,00", "-2,77", "00"],
    ["3270 ALTRI ONERI", "1.041.418,78", "974.103,79", "-67.314,99", "-6,46", "32"],
]


def drawn(rows: Sequence[Sequence[str]], y: float = 120, drawing: Drawing | None = None) -> Drawing:
    widths = [200, *[78] * (len(rows[0]) - 1)]
    return (drawing or Drawing((842, 595))).grid(40, y, widths, rows, bold_rows=1, align="l" + "r" * (len(rows[0]) - 1))


def with_cell(rows: Sequence[Sequence[str]], row: int, column: int, text: str) -> list[list[str]]:
    changed = [list(line) for line in rows]
    changed[row][column] = text
    return changed


def test_a_table_of_two_years_claims_variances_percentages_sums_and_shares(report_on: ReportOn) -> None:
    report = report_on(drawn(COSTS))
    assert statuses(report, "VAR-1") == ["holds"] * 4
    assert statuses(report, "VAR-2") == ["holds"] * 4
    assert statuses(report, "VAR-3") == ["holds"] * 3
    assert statuses(report, "VAR-4") == ["holds"] * 4
    assert statuses(report, "VAR-5") == ["within_rounding"]
    assert errors(report) == []
    assert [report.confirmations["t1", 2, column] for column in range(1, 6)] == [3, 3, 3, 1, 2]


def test_two_totals_and_their_difference_make_no_sum(report_on: ReportOn) -> None:
    rows = [
        ("Voce", "2023", "2024"),
        ("Totale proventi (A)", "720.987,50", "736.670,70"),
        ("Totale oneri (B)", "735.100,00", "722.300,20"),
        ("Differenza (A-B)", "-14.112,50", "14.370,50"),
    ]
    assert report_on(Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr")).findings == ()


def test_shares_of_the_cost_where_that_is_what_they_are(report_on: ReportOn) -> None:
    rows = [[*row[:5], share] for row, share in zip(COSTS, ("inc. %", "100", "38,0", "0,7", "61,3"), strict=True)]
    assert statuses(report_on(drawn(rows)), "VAR-4") == ["holds"] * 4


def test_variances_the_other_way_round_are_read_off_the_table(report_on: ReportOn) -> None:
    rows = [[*row[:3], row[3].replace("-", "")] if row[0] else row[:4] for row in COSTS]
    report = report_on(drawn(rows))
    assert statuses(report, "VAR-1") == ["holds"] * 4
    assert report.checks[0].claim == "The variance is the prior year less the current year."


@pytest.mark.parametrize(
    ("row", "column", "printed", "suggested", "slip"),
    [
        (2, 1, "743.675,46", "743675.64", "transposition"),
        (2, 2, "603.523,68", "603523.63", "digit"),
        (3, 3, "305,00", "-305.00", "sign"),
        (1, 2, "1.538.317,37", "1588317.37", "digit"),
        (4, 1, "1.04.418,78".replace("1.04.", "104."), "1041418.78", "dropped_digit"),
    ],
)
def test_a_wrong_figure_of_two_years_is_located_at_its_cell(
    report_on: ReportOn, row: int, column: int, printed: str, suggested: str, slip: str
) -> None:
    (finding,) = errors(report_on(drawn(with_cell(COSTS, row, column, printed))))
    assert (finding.table_id, finding.row, finding.column, finding.printed_text) == ("t1", row, column, printed)
    assert (finding.verdict, finding.suggested_value, finding.slip) == ("located", Decimal(suggested), slip)
    assert finding.page == 1
    assert finding.box is not None


def test_a_printed_value_is_never_overwritten(report_on: ReportOn) -> None:
    report = report_on(drawn(with_cell(COSTS, 2, 1, "743.675,46")))
    assert [getattr(r, "prior_amount").value for r in report.records][1] == Decimal("743675.46")  # noqa: B009 (any record)


def test_the_same_lines_printed_twice_are_claimed_to_be_the_same(report_on: ReportOn) -> None:
    drawing = drawn(with_cell(COSTS, 3, 2, "10.689,59"), 300, drawn(COSTS))
    report = report_on(drawing)
    assert sorted(set(statuses(report, "REP-1"))) == ["broken", "holds"]
    assert [(f.table_id, f.row, f.column, f.suggested_value) for f in errors(report)] == [("t2", 3, 2, Decimal("10689.95"))]


INCOME = [
    ["VOCI", "2015", "2016", "DIFFERENZE"],
    ["1) Diritto annuale", "4.116.035,72", "3.290.338,80", "-825.696,92"],
    ["2) Diritti di segreteria", "1.120.361,96", "1.135.100,00", "14.738,04"],
    ["3) Contributi trasferimenti e altre entrate", "562.851,62", "728.311,26", "165.459,64"],
    ["Totale proventi correnti (A)", "5.799.249,30", "5.153.750,06", "-645.499,24"],
    ["6) Personale", "3.611.244,82", "3.446.720,87", "-164.523,95"],
    ["a) competenze al personale", "2.700.000,00", "2.600.000,00", "-100.000,00"],
    ["b) oneri sociali", "911.244,82", "846.720,87", "-64.523,95"],
    ["7) Funzionamento", "1.796.089,37", "1.588.317,37", "-207.772,00"],
    ["8) Interventi economici", "900.000,00", "912.345,00", "12.345,00"],
    ["Totale oneri correnti (B)", "6.307.334,19", "5.947.383,24", "-359.950,95"],
    ["Risultato della gestione corrente (A-B)", "-508.084,89", "-793.633,18", "-285.548,29"],
    ["10) Proventi finanziari", "12.345,67", "9.876,54", "-2.469,13"],
    ["11) Oneri finanziari", "2.345,67", "876,54", "-1.469,13"],
    ["Risultato della gestione finanziaria", "10.000,00", "9.000,00", "-1.000,00"],
    ["Disavanzo/Avanzo economico d'esercizio", "-498.084,89", "-784.633,18", "-286.548,29"],
]


def test_the_conto_economico_claims_its_scheme_in_every_column(report_on: ReportOn) -> None:
    report = report_on(drawn(INCOME))
    assert statuses(report, "CE-1") == ["holds"] * 15
    assert statuses(report, "CE-2") == ["holds"] * 18  # six sums in three columns
    assert errors(report) == []


def test_the_conto_economico_with_costs_printed_negative(report_on: ReportOn) -> None:
    costs = range(5, 11)
    rows = [
        [text.removeprefix("-") if text.startswith("-") else f"-{text}" for text in row] if r in (*costs, 13) else list(row)
        for r, row in enumerate(INCOME)
    ]
    for r in (*costs, 13):
        rows[r][0] = INCOME[r][0]
    report = report_on(drawn(rows))
    assert set(statuses(report, "CE-1") + statuses(report, "CE-2")) == {"holds"}


def test_a_wrong_line_of_the_conto_economico_is_located(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(drawn(with_cell(INCOME, 7, 2, "846.270,87"))))
    assert (finding.row, finding.column, finding.suggested_value) == (7, 2, Decimal("846720.87"))


def test_accounts_state_what_the_conto_economico_states_for_their_lines(report_on: ReportOn) -> None:
    accounts = [
        ["Conto", "2015", "2016", "Variazione"],
        ["310 DIRITTO ANNUALE", "4.116.035,72", "3.290.338,80", "-825.696,92"],
        ["311 DIRITTI DI SEGRETERIA", "1.120.361,96", "1.135.100,00", "14.738,04"],
        ["325 FUNZIONAMENTO", "1.796.089,37", "1.588.371,37", "-207.718,00"],
    ]
    drawing = drawn(accounts, 450, drawn(INCOME, 40))
    report = report_on(drawing)
    assert Counter(statuses(report, "REP-2")) == {"holds": 7, "broken": 2}
    told = [f for f in report.findings if f.rule == "REP-2"]
    assert [(f.severity, f.page) for f in told] == [("warning", 1)] * 2  # the amount and its variance


PERSONNEL = {
    "2014": [["3.581.000,00", "160.000,00", "3.741.000,00"]],
    "2015": [
        ["3.446.720,87", "164.523,95", "3.611.244,82"],
        ["-134.279,13", "4.523,95", "-129.755,18"],
        ["-3,7%", "2,8%", "-3,5%"],
    ],
}


def test_blocks_of_personnel_claim_totals_changes_and_percentages(report_on: ReportOn) -> None:
    def draw(blocks: dict[str, list[list[str]]]) -> Drawing:
        drawing = Drawing()
        for i, (year, rows) in enumerate(blocks.items()):
            table = [[f"ANNO {year}", "", ""], ["CCIAA Prova", "Prova Promos", "Totale Sistema"], *rows]
            drawing.grid(60, 80 + 110 * i, [130, 130, 130], table, spans={(0, 0): (1, 3)}, align="ccc", bold_rows=2)
        return drawing

    report = report_on(draw(PERSONNEL))
    assert statuses(report, "PER-1") == ["holds"] * 3
    assert statuses(report, "PER-2") == ["holds"] * 3
    assert statuses(report, "PER-3") == ["holds"] * 3
    wrong = {**PERSONNEL, "2015": with_cell(PERSONNEL["2015"], 0, 0, "3.466.720,87")}
    (finding,) = errors(report_on(draw(wrong)))
    assert (finding.printed_text, finding.suggested_value, finding.slip) == ("3.466.720,87", Decimal("3446720.87"), "digit")


def test_figures_of_personnel_that_stand_askew_go_to_the_entities_in_their_order(report_on: ReportOn) -> None:
    drawing = Drawing()
    table = [["ANNO 2015", "", "", ""], ["CCIAA Prova", "Prova Promos", "Totale Sistema", ""], ["3,00", "", "4,00", "7,00"]]
    drawing.grid(60, 80, [110, 110, 110, 110], table, spans={(0, 0): (1, 4)}, align="cccc", bold_rows=2)
    report = report_on(drawing)
    assert statuses(report, "PER-1") == ["holds"]


def test_the_counts_of_a_note_prove_the_share_of_a_service(report_on: ReportOn) -> None:
    rows = [
        ["PROCESSO/SERVIZIO", "VALORE PROGRAMMATO", "VALORE RILEVATO", "NOTE", "RISULTATO"],
        ["Verifica periodica", "50 gg.", "88,7%", "n. 115 verifiche di cui 102 nei termini", "88,7"],
        ["Ordinanze", "90 gg.", "", "113 verbali fuori termine su un totale di 253", "55,3"],
        ["Collaudo", "10 gg.", "10 gg.", "", "100"],
        ["Carte", "10 gg.", "10 gg.", "n. 200 carte di cui 150 nei termini", "80"],
    ]
    report = report_on(Drawing((842, 595)).grid(30, 80, [130, 110, 110, 220, 80], rows, bold_rows=1, size=8))
    assert statuses(report, "SVC-1") == ["holds", "holds", "broken"]
    assert [(f.severity, f.rule, f.row) for f in report.findings] == [("warning", "SVC-1", 4)]


SERVICES = ["PROCESSO/SERVIZIO", "INDICATORE", "VALORE PROGRAMMATO", "VALORE RILEVATO", "NOTE", "RISULTATO"]


@pytest.mark.parametrize(
    ("row", "status", "severity"),
    [
        (("Tempo massimo", "entro 5 giorni lavorativi", "4,2 giorni", "", "100"), "holds", None),
        (("Tempo massimo", "< 5 gg.", "5 gg.", "", "100%"), "holds", None),
        (("Tempo massimo", "5 gg.", "7 gg.", "", "100"), "broken", "warning"),
        (("Tempo medio", "5 gg.", "7,5 gg.", "", "100"), "broken", "warning"),
        (("Tempo massimo", "5 gg.", "7 gg.", "", "88,5"), "holds", None),
        (("Tempo massimo", "5 gg.", "3 gg.", "", "80"), "broken", "info"),
        (("Tempo massimo", "5 gg.", "5,0 gg.", "", "100"), "untestable", None),  # up to 5,05
        (("Tempo massimo", "5 gg.", "3 gg.", "in un caso 15 giorni", "98"), None, None),
        (("Tempo medio", "5 gg.", "3 gg.", "", "80"), None, None),
        (("Tempo massimo", "5 gg.", "95", "", "95"), None, None),
        (("Tempo minimo", "> 5 gg.", "7 gg.", "", "100"), None, None),
        (("Tempo massimo", "5 giorni lavorativi", "7 giorni di calendario", "", "100"), None, None),
        (("Tempo massimo", "5 gg.", "a vista", "", "100"), None, None),
        (("Tempo massimo", "5 gg.", "7 gg.", "", "NC"), None, None),
    ],
)
def test_the_result_that_days_planned_and_observed_imply(
    report_on: ReportOn, row: Sequence[str], status: str | None, severity: str | None
) -> None:
    table = [SERVICES, ["Rilascio carte", *row], ["Visure", "Tempo massimo", "a vista", "a vista", "", "100"]]
    report = report_on(Drawing((842, 595)).grid(30, 80, [130, 100, 150, 150, 120, 80], table, bold_rows=1, size=8))
    assert statuses(report, "DAYS-1") == ([status] if status else [])
    assert [(f.severity, f.rule, f.row, f.column) for f in report.findings] == ([(severity, "DAYS-1", 1, 5)] if severity else [])
    assert (("t1", 1, 5) in report.confirmations) == (status == "holds" and row[-1] != "88,5")


def test_what_is_said_of_days_and_their_result(report_on: ReportOn) -> None:
    table = [SERVICES, ["Rilascio carte", "Tempo massimo", "5 gg.", "7 gg.", "", "100"]]
    (finding,) = report_on(Drawing((842, 595)).grid(30, 80, [130, 100, 150, 150, 120, 80], table, bold_rows=1, size=8)).findings
    assert finding.message == (
        "The result of Rilascio carte is 100 %, but 7 days were observed and 5 planned: more than that cannot make 100 %."
    )
    assert finding.message_it == (
        "Riga «Rilascio carte», colonna «RISULTATO»: è stampato 100, ma i giorni rilevati sono 7 e quelli previsti 5: "
        "il risultato non può essere 100."
    )


@pytest.mark.parametrize(
    ("result", "expected"), [("4,2 giorni 100%", ["holds"]), ("6,5 giorni 100%", ["broken"]), ("6,5 giorni 80%", ["holds"])]
)
def test_days_that_a_target_promises_and_its_result(report_on: ReportOn, result: str, expected: list[str]) -> None:
    rows = [["TARGET STRATEGICO 1 – ANNO 2016", "RISULTATO CONSEGUITO"], ["Rilascio entro 5 giorni lavorativi", result]]
    report = report_on(Drawing().text(72, 60, "OBIETTIVO STRATEGICO 1A", bold=True).grid(72, 90, [260, 180], rows, bold_rows=1))
    assert statuses(report, "DAYS-1") == expected
    assert [f.severity for f in report.findings] == ["warning"] * expected.count("broken")


def test_days_that_a_procedure_may_take_and_its_result(report_on: ReportOn) -> None:
    rows = [
        ["N.", "PROCEDIMENTO", "RISULTATO ATTESO", "RISULTATO"],
        ["1", "Ordinanze", "tempo medio non superiore a 150 giorni", "78,68 giorni 100%"],
        ["2", "Pagamenti", "tempo medio non superiore a 30 giorni", "35,5 giorni 100%"],
        ["3", "Istanze", "evasione entro 30 giorni", "35,5 giorni 91%"],
    ]
    report = report_on(Drawing((842, 595)).grid(40, 90, [40, 160, 260, 160], rows, bold_rows=1))
    assert statuses(report, "DAYS-1") == ["broken", "holds"]
    (record, *_) = (r for r in report.records if isinstance(r, MonitoredProcedure))
    assert record.expected_text == "tempo medio non superiore a 150 giorni"


def prose(*lines: str) -> Drawing:
    return Drawing().text(72, 60, "OBIETTIVO 1: SERVIZI", bold=True).lines(72, 90, lines)


@pytest.mark.parametrize(
    ("stated", "status"), [("91,67%", "holds"), ("91.7%", "holds"), ("91,6%", "truncated"), ("95%", "broken")]
)
def test_a_mean_that_the_text_states_of_the_procedures(report_on: ReportOn, stated: str, status: str) -> None:
    rows = [["N.", "PROCEDIMENTO", "RISULTATO"], ["1", "Pagamenti", "100%"], ["2", "Istanze", "85%"], ["3", "Sito", "90%"]]
    drawing = prose(f"Il rispetto dei tempi dei procedimenti è risultato in media pari al {stated}.").grid(
        72, 120, [40, 200, 100], rows, bold_rows=1
    )
    report = report_on(drawing)
    assert statuses(report, "TXT-2") == [status]
    assert [f.severity for f in report.findings] == {"holds": [], "truncated": ["info"], "broken": ["warning"]}[status]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Su n. 115 verifiche di cui 102 nei termini il risultato è dell'88,7%.", ["holds"]),
        ("Svolte n. 115 verifiche di cui 13 in ritardo: nei termini l'88,7%.", ["holds"]),
        ("Su n. 115 verifiche di cui 102 nei termini il risultato è del 78,8%.", ["broken"]),
        ("Su n. 115 verifiche di cui 102 nei termini il risultato è superiore al 75%.", []),
    ],
)
def test_a_share_that_a_sentence_counts(report_on: ReportOn, said: str, expected: list[str]) -> None:
    report = report_on(prose(said))
    assert statuses(report, "TXT-6") == expected
    assert [f.severity for f in report.findings] == ["warning"] * expected.count("broken")


def test_a_bound_that_the_text_states_is_no_mean(report_on: ReportOn) -> None:
    rows = [["N.", "PROCEDIMENTO", "RISULTATO"], ["1", "Pagamenti", "100%"], ["2", "Istanze", "85%"], ["3", "Sito", "90%"]]
    drawing = prose("Il rispetto medio dei tempi dei procedimenti deve essere superiore al 90%.").grid(
        72, 120, [40, 200, 100], rows, bold_rows=1
    )
    assert statuses(report_on(drawing), "TXT-2") == []


@pytest.mark.parametrize(
    ("said", "statuses_of_quotes"),
    [("diminuite di 11.452,64 euro", ["holds"]), ("cresciute di 11.452,64 euro", []), ("variate di -11.452,64 euro", ["holds"])],
)
def test_a_fall_may_be_told_without_its_sign(report_on: ReportOn, said: str, statuses_of_quotes: list[str]) -> None:
    rows = [["", "2016", "2015", "Variazione"], ["313 - SERVIZI", "192.930,53", "204.383,17", "-11.452,64"]]
    drawing = prose(f"Le entrate da servizi sono {said}.").grid(72, 120, [150, 100, 100, 90], rows, align="lrrr", bold_rows=1)
    assert statuses(report_on(drawing), "TXT-4") == statuses_of_quotes


@pytest.mark.parametrize(("stated", "status"), [("154.007,00", "holds"), ("154.000,00", "within_rounding")])
def test_an_amount_that_the_text_quotes_from_a_table_of_its_section(report_on: ReportOn, stated: str, status: str) -> None:
    rows = [
        ["", "Consuntivo 2016", "Consuntivo 2015", "Variazione"],
        ["312 - CONTRIBUTI", "728.311,26", "562.851,62", "165.459,64"],
        ["313 - SERVIZI", "192.930,53", "204.383,17", "-11.452,64"],
        ["TOTALE ENTRATE", "921.241,79", "767.234,79", "154.007,00"],
    ]
    drawing = prose(f"Le entrate sono aumentate di + {stated} rispetto al consuntivo 2015.").grid(
        72, 120, [150, 100, 100, 90], rows, align="lrrr", bold_rows=1
    )
    report = report_on(drawing)
    assert statuses(report, "TXT-4") == [status]
    assert errors(report) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Sono state individuate n. 3 procedure/procedimenti, di cui 2 a valenza trasversale.", ["holds", "holds"]),
        ("Sono state individuate n. 4 procedure, di cui 1 trasversale.", ["broken", "broken"]),
        ("Sono stati monitorati 3 procedimenti.", ["holds"]),
        ("Sono state espletate n. 5 procedure.", []),
        ("Sono state individuate n. 5 procedure di gara.", []),
        ("Sono state monitorate 40 pratiche, di cui 2 trasversali.", []),
    ],
)
def test_how_many_lines_of_a_list_the_text_counts(report_on: ReportOn, said: str, expected: list[str]) -> None:
    rows = [["N.", "PROCEDIMENTO", "RISULTATO"], ["1", "Pagamenti TRASVERSALE", "100%"], ["2", "Sito TRASVERSALE", "85%"]]
    report = report_on(prose(said).grid(72, 120, [40, 200, 100], [*rows, ["3", "Istanze DI AREA", "90%"]], bold_rows=1))
    assert statuses(report, "TXT-8") == expected
    assert [f.severity for f in report.findings] == ["warning"] * ("broken" in expected)
    if report.findings:
        assert report.findings[0].message.startswith("The text on page 1 is 4, but the table lists 3 (1 too much). 1 more of")


REVENUES = [
    ["", "Consuntivo 2015", "Consuntivo 2016", "Variazione", "Var. %"],
    ["310 - DIRITTO ANNUALE", "10.000,00", "6.230,00", "-3.770,00", "-37,70"],
    ["311 - DIRITTI DI SEGRETERIA", "3.000,00", "3.135,00", "135,00", "4,50"],
    ["325 - FUNZIONAMENTO", "600,00", "635,00", "35,00", "5,83"],
    ["TOTALE ENTRATE", "13.600,00", "10.000,00", "-3.600,00", "-26,47"],
]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I proventi da diritto annuale, pari al 62,3 % del totale, sono in calo.", ["holds"]),
        ("Il diritto annuale rappresenta il 62,3% delle entrate totali.", ["holds"]),
        ("Il diritto annuale rappresenta il 62% delle entrate totali.", ["holds"]),
        ("Il diritto annuale era nel 2015 pari al 73,5% del totale.", ["holds"]),
        ("I proventi da diritto annuale, pari al 63,2 % del totale, sono in calo.", ["broken"]),
        ("Il diritto annuale è diminuito del 37,7 % rispetto al 2015.", ["holds"]),
        ("Il diritto annuale è diminuito del 38% rispetto al 2015.", ["holds"]),
        ("Il diritto annuale è diminuito del 37% rispetto al 2015.", ["truncated"]),
        ("Il diritto annuale è diminuito del 33,7 % rispetto al 2015.", ["broken"]),
        ("Il diritto annuale è aumentato del 37,7 % rispetto al 2015.", ["broken"]),
        ("I diritti di segreteria sono cresciuti del 4,5% e il diritto annuale è sceso.", ["holds"]),
        ("I diritti di segreteria aumentano del 4,5% e il diritto annuale cala del 37,7% sul 2015.", ["holds", "holds"]),
        ("Gli oneri di funzionamento aumentano del 5,8% rispetto al 2015.", ["holds"]),
        ("Il totale delle entrate si riduce del 26,5% rispetto all'anno precedente.", ["holds"]),
        # of something else, no exact figure, or of no line or more than one
        ("La riscossione del diritto annuale è aumentata del 4,1% rispetto al 2015.", []),
        ("Il diritto annuale è stato ridotto del 40% dal decreto legge n. 90.", []),
        ("Il diritto annuale è ridotto del 40% rispetto al 2014.", []),
        ("Il diritto annuale si è ridotto di circa il 38% rispetto al 2015.", []),
        ("Il diritto annuale è pari al 62,3% del totale delle imprese.", []),
        ("Il diritto annuale è stato incassato al 71,4% rispetto al 2015.", []),
        ("Il diritto annuale e i diritti di segreteria diminuiscono del 12% rispetto al 2015.", []),
        ("Il funzionamento degli uffici migliora con un aumento del 12% rispetto al 2015.", []),
        ("Le iscrizioni sono diminuite del 12% rispetto al 2015.", []),
        ("La riduzione del 40% del diritto annuale pesa sul bilancio.", []),
    ],
)
def test_a_percentage_of_the_text_with_the_line_that_it_names(report_on: ReportOn, said: str, expected: list[str]) -> None:
    drawing = prose(said).grid(72, 120, [170, 90, 90, 80, 60], REVENUES, align="lrrrr", bold_rows=1)
    report = report_on(drawing)
    assert statuses(report, "TXT-7") + statuses(report, "TXT-4") == expected
    found = [f.severity for f in report.findings if f.rule == "TXT-7" and f.severity != "info"]
    assert found == ["warning"] * expected.count("broken")
    assert errors(report) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Il diritto annuale ammonta a euro 6.234.815,20.", ["holds"]),
        ("Il diritto annuale ammonta a euro 6.324.815,20.", ["broken"]),
        ("Il diritto annuale ammonta a euro 6.234.875,20, i diritti di segreteria a euro 3.135.914,77.", ["broken", "holds"]),
        ("Nel 2015 il diritto annuale ammontava a euro 7.310.442,18.", ["holds"]),
        ("Gli interessi sul diritto annuale ammontano a euro 48.115,20.", []),
        ("Il diritto annuale era previsto in euro 6.324.815,20.", []),
        ("Il diritto annuale è sceso di euro 6.324.815,20.", []),
    ],
)
def test_an_amount_of_the_text_with_the_line_that_it_names(report_on: ReportOn, said: str, expected: list[str]) -> None:
    rows = [
        ["", "Consuntivo 2015", "Consuntivo 2016", "Variazione"],
        ["310 - DIRITTO ANNUALE", "7.310.442,18", "6.234.815,20", "-1.075.626,98"],
        ["311 - DIRITTI DI SEGRETERIA", "3.000.118,40", "3.135.914,77", "135.796,37"],
        ["TOTALE ENTRATE", "10.310.560,58", "9.370.729,97", "-939.830,61"],
    ]
    report = report_on(prose(said).grid(72, 120, [170, 90, 90, 90], rows, align="lrrr", bold_rows=1))
    assert statuses(report, "TXT-9") + statuses(report, "TXT-4") == expected
    assert [f.severity for f in report.findings if f.severity != "info"] == ["warning"] * expected.count("broken")


@pytest.mark.parametrize(
    ("said", "printed", "expected"),
    [
        ("6.234.815,00", "6.234.815,20", []),
        ("6.234.810", "6.234.815", []),
        ("6.234.800,00", "6.234.805,00", []),
        ("6.234.875,00", "6.234.815,00", ["broken"]),
        ("6.234.815,20", "6.234.815,27", ["broken"]),
    ],
)
def test_an_amount_of_the_text_may_be_rounded(report_on: ReportOn, said: str, printed: str, expected: list[str]) -> None:
    rows = [
        ["", "Consuntivo 2015", "Consuntivo 2016", "Variazione"],
        ["310 - DIRITTO ANNUALE", "7.310.442,18", printed, ""],
        ["311 - DIRITTI DI SEGRETERIA", "3.000.118,40", "3.135.914,77", "135.796,37"],
    ]
    text = prose(f"Il diritto annuale ammonta a euro {said}.")
    report = report_on(text.grid(72, 120, [170, 90, 90, 90], rows, align="lrrr", bold_rows=1))
    assert statuses(report, "TXT-9") == expected


def test_no_operand_no_claim(report_on: ReportOn) -> None:
    rows = with_cell(with_cell(COSTS, 2, 1, "n.d."), 3, 4, "")
    report = report_on(drawn(rows))
    assert len(statuses(report, "VAR-1")) == 3
    assert len(statuses(report, "VAR-2")) == 2
    assert errors(report) == []


def test_what_was_meant_as_a_number_and_is_none_is_said(report_on: ReportOn) -> None:
    report = report_on(drawn(with_cell(COSTS, 2, 1, "743.67.564")))
    finding = next(f for f in report.findings if f.rule == "NUM-1")
    assert finding.message == "«743.67.564» is not a number: its digits are not grouped as in a number. Nothing was read from it."
    assert (finding.severity, finding.row, finding.column, finding.printed_value) == ("warning", 2, 1, None)


def test_every_check_is_of_figures_that_the_document_prints(report_on: ReportOn) -> None:
    report = report_on(drawn(COSTS))
    cells = {(t.table_id, c.row, c.column): c for t in report.tables for c in t.cells}
    operands = [operand for check in report.checks for operand in check.operands]
    assert len(operands) == 4 * 3 + 4 * 3 + 3 * 4 + (2 + 3 * 3) + 4  # by rule, VAR-1 to VAR-5
    for operand in operands:
        assert operand.table_id is not None
        assert operand.row is not None
        assert operand.column is not None
        cell = cells[operand.table_id, operand.row, operand.column]
        assert (operand.text, operand.value, operand.page, operand.box) == (cell.text, cell.value, cell.page, cell.box)


def test_statuses_are_those_that_the_datasets_declare() -> None:
    assert Check.model_fields["result"].annotation.__args__ == ("holds", "within_rounding", "truncated", "broken", "untestable")  # type: ignore[union-attr]


# ── aggregates under one name ─────────────────────────────────────────────────────────────────────────────────────────


def stated_twice(*figures: str, heading: str = "", label: str = "Totale proventi correnti") -> Drawing:
    """A statement, and a summary on the next page that states these two figures for its total."""
    rows = [
        ["Voce", "2023", "2024"],
        ["Diritto annuale", "412.350,75", "431.206,10"],
        ["Diritti di segreteria", "187.904,20", "179.455,60"],
        ["Totale proventi correnti", "600.254,95", "610.661,70"],
    ]
    summary = [
        ["Aggregato", f"{heading}2023", f"{heading}2024"],
        [label, *figures],
        ["Oneri della gestione", "500.100,00", "480.000,00"],
        ["Altri valori", "3.100,00", "4.000,00"],
    ]
    drawing = Drawing().grid(72, 100, [200, 100, 100], rows, align="lrr", bold_rows=1)
    return drawing.page().grid(72, 100, [200, 100, 100], summary, align="lrr", bold_rows=1)


@pytest.mark.parametrize("stated", ["610.611,70", "540.661,70"], ids=["a slip", "another figure, the other year agreeing"])
def test_an_aggregate_stated_otherwise_elsewhere_is_told(report_on: ReportOn, stated: str) -> None:
    (found,) = report_on(stated_twice("600.254,95", stated)).findings
    assert (found.rule, found.severity, found.printed_text) == ("REP-3", "warning", stated)


def test_an_aggregate_stated_alike_elsewhere_confirms_it(report_on: ReportOn) -> None:
    report = report_on(stated_twice("600.254,95", "610.661,70"))
    assert [check.result for check in report.checks if check.rule == "REP-3"] == ["holds", "holds"]
    assert not report.findings


@pytest.mark.parametrize(
    "other",
    [
        stated_twice("500.254,12", "540.661,30"),
        stated_twice("600.254,95", "610.611,70", heading="Preventivo "),
        stated_twice("600.254,95", "610.611,70", label="Totale oneri correnti"),
    ],
    ids=["nothing in common", "another kind of figure", "another name"],
)
def test_aggregates_with_no_more_in_common_than_a_name_are_not_compared(report_on: ReportOn, other: Drawing) -> None:
    report = report_on(other)
    assert not [check for check in report.checks if check.rule == "REP-3"]
    assert not report.findings


def test_the_shares_of_lines_under_their_totals_add_up_as_the_totals_do(report_on: ReportOn) -> None:
    rows = [
        ["Conto", "Denominazione", "2015", "2016", "Variazione", "Incidenza %"],
        ["325", "Servizi", "269.329", "288.991", "19.662", "67,22"],
        ["325000", "Pulizie", "173.447", "158.402", "-15.045", "36,84"],
        ["325001", "Manutenzione", "95.882", "130.589", "34.707", "30,38"],
        ["327", "Altri oneri", "150.609", "140.913", "-9.696", "32,78"],
        ["327000", "Imposte", "122.673", "118.100", "-4.573", "27,47"],
        ["327001", "Irap", "27.936", "22.813", "-5.123", "5,31"],
        ["", "TOTALE ONERI", "419.938", "429.904", "9.966", "100,00"],
    ]
    report = report_on(Drawing((842, 595)).grid(40, 120, [60, 200, *[90] * 4], rows, bold_rows=1, align="llrrrr"))
    assert set(statuses(report, "VAR-5")) <= {"holds", "within_rounding"}
    assert "VAR-5" not in {finding.rule for finding in report.findings if finding.severity != "info"}
    assert len(statuses(report, "VAR-5")) == 3


def test_a_quota_of_a_company_is_no_share_of_the_total(report_on: ReportOn) -> None:
    rows = [["Società", "Quota %", "Valore 2017", "Valore 2018", "Variazione"]]
    rows += [["Infocamere", "7,953", "3.120", "3.120", "0"], ["Aeroporto", "18,720", "2.410", "2.400", "-10"]]
    rows += [["Interporto", "8,641", "40.000", "45.000", "5.000"], ["Totale", "", "45.530", "50.520", "4.990"]]
    report = report_on(drawn(rows))
    assert statuses(report, "VAR-4") == []
    assert statuses(report, "VAR-1") == ["holds"] * 4


def test_a_dash_for_a_change_in_per_cent_states_none(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2022", "Var. %"], ["Quote", "1.200", "1.000", "20,00"], ["Eventi", "900", "800", "12,50"]]
    rows += [["Lasciti", "600", "500", "20,00"], ["Altro", "-", "50", "-"], ["Nuove", "30", "-", "-"]]
    report = report_on(drawn(rows))
    assert errors(report) == []
    assert statuses(report, "VAR-2") == ["holds"] * 3
