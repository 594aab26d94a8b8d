"""Identities mined from grids of any kind: planted ones are found, nothing else is, and a wrong cell stays found out."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arithmetic.column_sums import mine_columns, mine_ratios
from pipeline.arithmetic.grid import Grid
from pipeline.arithmetic.row_sums import mine_rows
from pipeline.arithmetic.waiting import Waiting
from pipeline.report import Report
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]
Amounts = list[list[int | None]]

amounts = st.integers(10_000, 10**8)


def grid(values: Sequence[Sequence[int | None]], room: int = 0, **hints: Any) -> Grid:
    """A grid whose figures all have the same room."""
    return Grid(values, [[room] * len(row) for row in values], **hints)


def parts_of(values: Sequence[Sequence[int | None]], **hints: Any) -> dict[int, set[tuple[int, int]]]:
    """The parts of each row that was found to be a sum."""
    return {claim.total: set(claim.parts) for claim in mine_rows(grid(values, **hints))}


def total(rows: Sequence[Sequence[int | None]]) -> list[int | None]:
    return [sum(v for v in column if v is not None) for column in zip(*rows, strict=True)]


seeds = st.integers(0, 10**6)


@given(seeds, st.integers(1, 4), st.lists(st.integers(2, 5), min_size=2, max_size=4), st.booleans())
def test_subtotals_and_the_total_of_them_are_found_below_their_parts_or_above(
    seed: int, columns: int, sizes: list[int], above: bool
) -> None:
    rng = random.Random(seed)
    values: Amounts = []
    planted: dict[int, set[tuple[int, int]]] = {}
    for size in sizes:
        first = len(values)
        lines: Amounts = [[rng.randrange(10**7, 10**10) for _ in range(columns)] for _ in range(size)]
        values += [*lines, total(lines)]
        planted[len(values) - 1] = {(1, r) for r in range(first, first + size)}
    subtotals = sorted(planted)
    values.append(total([values[r] for r in subtotals]))
    planted[len(values) - 1] = {(1, r) for r in subtotals}
    if above:
        last = len(values) - 1
        values = values[::-1]
        planted = {last - r: {(sign, last - part) for sign, part in parts} for r, parts in planted.items()}
    assert parts_of(values) == planted


@given(st.lists(st.lists(amounts, min_size=3, max_size=3), min_size=3, max_size=8), st.data())
def test_a_total_is_found_though_one_of_its_columns_is_wrong(lines: Amounts, data: st.DataObject) -> None:
    values: Amounts = [*lines, total(lines)]
    row, column = data.draw(st.integers(0, len(lines))), data.draw(st.integers(0, 2))
    wrong = values[row][column]
    assert wrong is not None
    values[row][column] = wrong + 777
    assert parts_of(values, totals=frozenset({len(lines)})) == {len(lines): {(1, r) for r in range(len(lines))}}


def test_a_result_is_the_difference_of_two_totals() -> None:
    lines: Amounts = [[500_000, 700_000], [300_000, 100_000], [800_000, 800_000], [400_000, 900_000], [150_000, 20_000]]
    values: Amounts = [*lines, [550_000, 920_000], [250_000, -120_000]]
    assert parts_of(values)[6] == {(1, 2), (-1, 5)}


def test_codes_tell_which_lines_are_parts_wherever_they_stand() -> None:
    values: Amounts = [[300], [100], [77], [200]]
    assert parts_of(values, groups=((0, (1, 3), True),)) == {0: {(1, 1), (1, 3)}}
    assert parts_of(values) == {}


def test_small_numbers_agree_by_chance_and_claim_nothing() -> None:
    assert parts_of([[4], [3], [7], [2], [5], [7]]) == {}
    assert parts_of([[4], [3], [7]], totals=frozenset({2})) == {}


def test_rounded_figures_add_up_within_their_room() -> None:
    values: Amounts = [[333, 1_000_004], [333, 2_000_003], [333, 3_000_001], [1000, 6_000_009]]
    assert mine_rows(grid(values, room=0, totals=frozenset({3}))) == []
    assert len(mine_rows(grid(values, room=1, totals=frozenset({3})))) == 1


@given(st.integers(4, 12).flatmap(lambda n: st.lists(st.tuples(amounts, amounts, amounts), min_size=n, max_size=n)), st.data())
def test_columns_that_add_up_are_found_and_those_that_follow_from_them_are_not(
    lines: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    apart = [[v * 1009 + (r * 7919 + c * 104_729) ** 2 for c, v in enumerate(line)] for r, line in enumerate(lines)]
    values: Amounts = [[a, b, a - b, c, a - b + c] for a, b, c in apart]  # and nothing else in common by chance
    wrong = data.draw(st.integers(0, len(lines) - 1))
    if len(lines) > 4:
        values[wrong][2] = 1
    found = {frozenset(claim.terms) for claim in mine_columns(grid(values))}
    opposite = {frozenset((-sign, c) for sign, c in terms) for terms in found}
    planted = [frozenset({(1, 0), (-1, 1), (-1, 2)}), frozenset({(1, 2), (1, 3), (-1, 4)})]
    if not any(values[r][2] == 0 for r in range(len(lines))):
        assert len(found) == 2
        if len(lines) == 4:
            assert all(terms in found | opposite for terms in planted)


def test_a_column_called_a_difference_needs_to_be_one_in_half_of_its_rows() -> None:
    values: Amounts = [
        [90_550_047, 60_219_547, 30_330_500],
        [18_046_444, 10_160_133, 7_886_311],
        [4_769_138, 56_126_554, -51_357_416],
    ]
    wrong: Amounts = [*values, [113_365_629, 126_506_234, -13_140_600]]
    assert mine_columns(grid(wrong)) == []
    (found,) = mine_columns(grid(wrong, differences=frozenset({2})))
    assert found.rows == (0, 1, 2, 3)


def test_a_difference_that_holds_where_nothing_else_moved_is_part_of_a_longer_sum() -> None:
    moved: Amounts = [[400_969, 13_345, -28_698, -45_097], [762_439, 281, 0, -83_868], [8_371, 0, -12, -982]]
    still: Amounts = [[536_833, 0, 0, -59_052], [145_193, 0, 0, -15_971], [8_923, 0, 0, -982]]
    values: Amounts = [[*row, sum(v or 0 for v in row)] for row in (*moved, *still)]
    named = frozenset({1, 2, 3})
    assert mine_columns(grid(values, differences=named)) == []
    values[0][4] = 1
    assert {frozenset(c for _, c in found.terms) for found in mine_columns(grid(values, differences=named))} == {
        frozenset({0, 3, 4})
    }


@given(st.lists(st.lists(amounts, min_size=6, max_size=6), min_size=4, max_size=20))
def test_figures_that_have_nothing_to_do_with_one_another_claim_nothing(lines: Amounts) -> None:
    scattered = [[(v or 0) * 1009 + (r * 7919 + c * 104_729) ** 2 for c, v in enumerate(line)] for r, line in enumerate(lines)]
    assert mine_columns(grid(scattered)) == []


def test_a_mean_in_the_line_of_totals_is_no_sum(report_on: ReportOn) -> None:
    rows = [
        ["Servizio", "Questionari", "Esito"],
        ["Sportello", "120", "4,1"],
        ["Registro", "80", "4,9"],
        ["Sanzioni", "40", "4,7"],
    ]
    report = report_on(Drawing().grid(72, 100, [150, 90, 90], [*rows, ["Totale", "240", "4,5"]], align="lrr", bold_rows=1))
    assert (report.findings, [check.result for check in report.checks]) == ((), ["holds"])


def test_a_line_named_as_a_mean_may_be_summed(report_on: ReportOn) -> None:
    rows = [
        ["Indicatore", "Risposte"],
        ["Tempo medio di attesa", "180"],
        ["Cortesia", "268"],
        ["Orari", "195"],
        ["Totale", "643"],
    ]
    report = report_on(Drawing().grid(72, 100, [150, 90], rows, align="lr", bold_rows=1))
    assert (report.findings, [check.result for check in report.checks]) == ((), ["holds"])


def test_a_total_of_decimals_is_their_sum(report_on: ReportOn) -> None:
    rows = [["Categoria", "FTE"], ["A", "3,50"], ["B", "8,25"], ["C", "4,75"], ["D", "2,50"], ["Totale", "19,10"]]
    report = report_on(Drawing().grid(72, 100, [150, 90], rows, align="lr", bold_rows=1))
    assert [finding.rule for finding in report.findings] == ["SUM-1"]


@pytest.mark.parametrize(("last", "results"), [("100,0%", 4), ("120,0%", 5)])
def test_what_is_more_than_fulfilled_may_count_as_fulfilled(report_on: ReportOn, last: str, results: int) -> None:
    reached = [("50", "40", "80,0%"), ("20", "19", "95,0%"), ("80", "60", "75,0%"), ("40", "38", "95,0%"), ("25", "30", last)]
    rows = [["Indicatore", "Target", "Consuntivo", "Grado"], *([f"Indicatore {i}", *row] for i, row in enumerate(reached))]
    report = report_on(Drawing().grid(72, 100, [150, 80, 80, 80], rows, align="lrrr", bold_rows=1))
    assert (report.findings, [check.result for check in report.checks]) == ((), ["holds"] * results)


@pytest.mark.parametrize(("off", "told"), [((), 0), ((4,), 1), ((4, 9), 0), ((4, 9, 12), 0)])
def test_counts_of_which_several_rows_are_off_by_one_are_rounded(report_on: ReportOn, off: Sequence[int], told: int) -> None:
    rng = random.Random(11)
    lines = [(rng.randrange(2000, 9000), rng.randrange(200, 900)) for _ in range(16)]
    rows = [[str(2000 + i), str(a + b + (i in off)), str(a), str(b)] for i, (a, b) in enumerate(lines)]
    report = report_on(Drawing().grid(72, 100, [90, 90, 90, 90], [["Anno", "Totale", "Statali", "Privati"], *rows], bold_rows=1))
    assert len([f for f in report.findings if f.severity != "info"]) == told


def test_columns_computed_from_one_quantity_claim_nothing() -> None:
    rates = (0.101, 0.117, 0.134, 0.15)
    taxes: Amounts = [[round(rate * income) - 90 * i for i, rate in enumerate(rates)] for income in range(20_000, 40_000, 50)]
    assert mine_columns(grid(taxes)) == []


def test_columns_that_go_up_by_one_step_in_most_rows_claim_nothing() -> None:
    steps = [10, 10, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25]
    bands: Amounts = [[sum(steps[:i]) + 5, sum(steps[: i + 1]) + 5, 1300 + 25 * i, 1325 + 25 * i] for i in range(len(steps))]
    assert mine_columns(grid(bands)) == []


@pytest.mark.parametrize(("cut", "base_row"), [(False, None), (True, None), (False, 5), (True, 5)])
def test_a_column_of_percentages_is_a_change_or_a_share_rounded_or_cut_off(cut: bool, base_row: int | None) -> None:
    rng = random.Random(7)
    unit = 20_000  # of a grid whose figures show whole euros and one decimal of a per cent
    lines: Amounts = [[rng.randrange(10_000, 10**6) * unit, rng.randrange(10_000, 10**6) * unit] for _ in range(5)]
    lines.append(total(lines))
    for line in lines:
        prior, current = line[0] or 0, line[1] or 0
        base = prior if base_row is None else lines[base_row][1] or 0
        tenths = Decimal(1000) * ((current - prior) if base_row is None else current) / Decimal(base)
        line.append(int(tenths if cut else round(tenths)) * unit // 10)
    room = [[0, 0, unit // 20] for _ in lines]
    (claim,) = mine_ratios(Grid(lines, room, percent=frozenset({2}), hundred=100 * unit), {5: ()})
    assert (claim.base, claim.base_row) == ((0, None) if base_row is None else (1, 5))
    assert claim.over == (((1, 1), (-1, 0)) if base_row is None else ((1, 1),))


# ── tables as they are printed ────────────────────────────────────────────────────────────────────────────────────────

MISSIONS = [
    ["Missione e programma", "Previsione", "Impegni", "Pagamenti", "Residui"],
    ["Servizi sociali", "254.026,74", "204.340,78", "161.574,68", "42.766,10"],
    ["Ufficio relazioni con il pubblico", "254.795,45", "231.509,69", "207.840,34", "23.669,35"],
    ["Totale missione 02", "508.822,19", "435.850,47", "369.415,02", "66.435,45"],
    ["Biblioteca e archivio storico", "436.737,58", "369.886,26", "264.048,43", "105.837,83"],
    ["Segreteria di presidenza", "14.722,23", "9.439,79", "5.661,74", "3.778,05"],
    ["Totale missione 03", "451.459,81", "379.326,05", "269.710,17", "109.615,88"],
    ["TOTALE GENERALE", "960.282,00", "815.176,52", "639.125,19", "176.051,33"],
]


def drawn(rows: Sequence[Sequence[str]]) -> Drawing:
    widths = [220, *[90] * (len(rows[0]) - 1)]
    return Drawing((842, 595)).grid(40, 120, widths, rows, bold_rows=1, align="l" + "r" * (len(rows[0]) - 1))


def with_text(rows: Sequence[Sequence[str]], row: int, column: int, text: str) -> list[list[str]]:
    """Rows of which one cell says something else."""
    found = [list(line) for line in rows]
    found[row][column] = text
    return found


def test_a_table_of_no_known_kind_proves_itself(report_on: ReportOn) -> None:
    report = report_on(drawn(MISSIONS))
    assert report.kinds == {"t1": "other"}
    assert [(c.rule, c.result) for c in report.checks] == [("SUM-1", "holds")] * 12 + [("SUM-2", "holds")] * 7
    assert report.findings == ()
    assert report.document.coverage == 1
    assert report.confirmations["t1", 1, 1] == 1
    assert report.confirmations["t1", 3, 2] == 3


@pytest.mark.parametrize(
    ("row", "column", "printed", "suggested"), [(5, 2, "9.493,79", "9439.79"), (3, 3, "369.475,02", "369415.02")]
)
def test_a_wrong_cell_of_any_table_is_located_where_a_column_and_a_row_cross(
    report_on: ReportOn, row: int, column: int, printed: str, suggested: str
) -> None:
    rows = [list(line) for line in MISSIONS]
    rows[row][column] = printed
    (finding,) = report_on(drawn(rows)).findings
    assert (finding.severity, finding.verdict, finding.row, finding.column) == ("error", "located", row, column)
    assert finding.suggested_value == Decimal(suggested)


@pytest.mark.parametrize(
    ("total", "severity", "verdict"),
    [
        ("12.987,06", "error", "ambiguous"),  # 12.978,06
        ("12.978,08", "warning", "ambiguous"),  # as little as rounding
        ("15.204,71", "info", "unlocatable"),
    ],
)
def test_a_total_of_a_single_column_that_is_off_is_an_error_where_a_slip_in_one_of_its_figures_closes_it(
    report_on: ReportOn, total: str, severity: str, verdict: str
) -> None:
    rows = [["Fornitore", "Importo"], ["Alfa", "641,46"], ["Beta", "8.710,53"], ["Gamma", "3.626,07"], ["Totale", total]]
    (finding,) = report_on(drawn(rows)).findings
    assert (finding.severity, finding.verdict, finding.suggested_value) == (severity, verdict, None)


def test_a_total_that_is_off_by_one_of_its_lines_is_a_question(report_on: ReportOn) -> None:
    rows = [["Fornitore", "Importo"], ["Alfa", "1.000,00"], ["Beta", "8.710,53"], ["Gamma", "3.626,07"], ["Totale", "14.336,60"]]
    (finding,) = report_on(drawn(rows)).findings
    assert finding.severity == "warning"


SHARES = [
    ["Natura", "Importo 2020", "Quota 2020 (%)"],
    ["Personale", "13.069", "4,6"],
    ["Servizi", "65.064", "22,9"],
    ["Trasferimenti", "20.682", "7,3"],
    ["Contributi", "185.124", "65,2"],
    ["Totale spesa", "283.939", "100,0"],
]


def test_percentages_that_leave_room_for_either_do_not_tell_a_wrong_total_from_a_wrong_part(report_on: ReportOn) -> None:
    (finding,) = report_on(drawn(with_text(SHARES, 3, 1, "20.692"))).findings
    assert (finding.severity, finding.verdict, finding.suggested_value) == ("error", "ambiguous", None)
    assert {"20.692", "283.939"} <= {candidate.printed_text for candidate in finding.candidates}


def test_percentages_of_what_the_parts_make_name_the_total_that_is_wrong(report_on: ReportOn) -> None:
    (finding,) = report_on(drawn(with_text(SHARES, 5, 1, "288.939"))).findings
    assert (finding.severity, finding.verdict, finding.printed_text) == ("error", "located", "288.939")
    assert finding.suggested_value == Decimal(283939)


def test_shares_of_three_lines_name_the_one_that_is_wrong(report_on: ReportOn) -> None:
    rows = [
        ["Proventi", "Consuntivo 2020", "Quota %"],
        ["Quote associative", "61.204", "8,2"],
        ["Donazioni", "47.870", "42,7"],
        ["Contributi pubblici", "367.480", "49,1"],
        ["Totale proventi", "748.035", "100,0"],
    ]
    (finding,) = report_on(drawn(rows)).findings
    assert (finding.severity, finding.verdict, finding.printed_text) == ("error", "located", "47.870")
    assert finding.suggested_value == Decimal(319351)


def test_a_percentage_of_whole_amounts_that_is_off_by_more_than_its_digits_is_an_error(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Budget", "Consuntivo", "% di utilizzo"],
        ["Bando filiere", "116.697", "97.839", "83,84"],
        ["Fiere estere", "70.990", "83.577", "117,13"],
        ["Tirocini", "37.294", "29.388", "78,80"],
        ["Laboratori", "290.100", "299.035", "103,08"],
        ["Premi", "10.570", "10.493", "99,27"],
    ]
    (finding,) = report_on(drawn(rows)).findings
    assert (finding.severity, finding.verdict, finding.printed_text) == ("error", "located", "117,13")


ALLOWANCE = [
    ["Tipologia di entrata", "Residui", "Quota %", "Fondo"],
    ["Tassa sui rifiuti", "412.508,33", "41,25", "170.159,69"],
    ["Sanzioni", "98.214,70", "63,10", "61.973,48"],
    ["Fitti attivi", "55.120,00", "12,50", "6.890,00"],
    ["Totale fondo", "565.843,03", "", "239.023,17"],
]


def test_a_total_in_cents_that_no_slip_explains_is_an_error_where_its_lines_add_up_in_another_column(report_on: ReportOn) -> None:
    assert warnings(report_on(drawn(ALLOWANCE))) == []
    found = report_on(drawn(with_text(ALLOWANCE, 4, 3, "565.843,03"))).findings
    (finding,) = (finding for finding in found if finding.severity != "info")
    assert (finding.severity, finding.verdict, finding.suggested_value) == ("error", "located", Decimal("239023.17"))


@pytest.mark.parametrize(("lines", "severity"), [(4, "error"), (12, "warning")])
def test_how_many_figures_a_total_has_says_whether_a_slip_may_close_it_by_chance(
    report_on: ReportOn, lines: int, severity: str
) -> None:
    parts = [10_741, 5_754, 2_239, 9_527, 4_117, 6_803, 3_391, 8_062, 1_975, 7_318, 2_686, 4_409][:lines]
    rows = [["Fornitore", "Importo"], *([f"Ditta {i}", f"{part:,}".replace(",", ".")] for i, part in enumerate(parts))]
    (finding,) = report_on(drawn([*rows, ["Totale", f"{sum(parts) - 5000:,}".replace(",", ".")]])).findings
    assert (finding.severity, finding.verdict) == (severity, "ambiguous")


@pytest.mark.parametrize("heading", ["Economia", "Importo netto"])
def test_what_is_left_is_a_difference_though_few_rows_prove_it(report_on: ReportOn, heading: str) -> None:
    rows = [
        ["Linea", "Stanziato", "Impegnato", heading],
        ["Viabilità", "841.230,55", "402.118,20", "439.112,35"],
        ["Scuole", "73.671,00", "31.004,19", "42.666,81"],
        ["Mezzi", "99.998,84", "38.408,16", "61.590,68"],
        ["Totale", "1.014.900,39", "471.530,55", "543.369,84"],
    ]
    assert report_on(drawn(rows)).findings == ()
    (finding,) = report_on(drawn(with_text(rows, 4, 1, "953.661,39"))).findings
    assert (finding.severity, finding.verdict, finding.suggested_value) == ("error", "located", Decimal("1014900.39"))


LINES_OF_ACTION = [
    ["Linea di intervento", "Oneri sostenuti"],
    ["Internazionalizzazione", ""],
    ["Voucher per fiere", "46.298,41"],
    ["Missioni all'estero", "11.270,57"],
    ["Totale internazionalizzazione", "57.568,98"],
    ["Digitalizzazione", ""],
    ["Punto impresa digitale", "3.215,66"],
    ["Bando voucher", "845,05"],
    ["Totale digitalizzazione", "4.060,71"],
    ["Orientamento", ""],
    ["Alternanza scuola lavoro", "44.446,94"],
    ["Totale orientamento", "44.446,94"],
    ["Totale generale", "106.076,63"],
]


def test_the_totals_of_the_sections_of_any_table_prove_one_another(report_on: ReportOn) -> None:
    assert report_on(drawn(LINES_OF_ACTION)).findings == ()
    rows = [list(line) for line in LINES_OF_ACTION]
    rows[8][1] = "6.317,20"
    (finding,) = report_on(drawn(rows)).findings
    assert (finding.severity, finding.verdict, finding.row) == ("error", "located", 8)
    assert finding.suggested_value == Decimal("4060.71")


def test_lines_with_signs_in_their_labels_make_the_total_below_them(report_on: ReportOn) -> None:
    rows = [
        ["Indebitamento", "2021", "2022"],
        ["Residuo debito (+)", "1.810.142,30", "1.711.721,02"],
        ["Nuovi prestiti (+)", "106.038,69", "107.667,48"],
        ["Prestiti rimborsati (-)", "204.459,97", "212.736,48"],
        ["Totale fine anno", "1.711.721,02", "1.606.652,02"],
    ]
    assert report_on(drawn(rows)).findings == ()
    rows[2][2] = "170.667,48"
    (finding,) = report_on(drawn(rows)).findings
    assert finding.severity == "error"


def test_codes_that_are_numbers_are_not_added_up(report_on: ReportOn) -> None:
    rows = [
        ["Cod.", "Voce", "Importo"],
        ["10", "Entrate", "300,00"],
        ["101", "Tributi", "100,00"],
        ["102", "Tariffe", "200,00"],
        ["20", "Spese", "50,00"],
    ]
    report = report_on(drawn(rows))
    assert [(c.rule, c.result, c.claim) for c in report.checks] == [("SUM-1", "holds", "10 Entrate is the sum of its parts.")]


# ── what only seems to add up ─────────────────────────────────────────────────────────────────────────────────────────


def warnings(report: Report) -> list[tuple[str, str | None]]:
    return [(f.rule, f.printed_text) for f in report.findings if f.severity != "info"]


def test_a_column_that_equals_another_by_chance_is_not_taken_for_it(report_on: ReportOn) -> None:
    rows = [
        ["Descrizione", "Agenzia", "SPP", "Totale 2024", "Totale 2023", "Differenza"],
        ["Gestione", "1.454", "0", "1.454", "2.044", "(590)"],
        ["Fondi", "151", "0", "151", "147", "4"],
        ["Funzionamento", "1.938", "0", "1.938", "3.667", "(1.729)"],
        ["Contributi", "3.930", "0", "3.930", "4.050", "(120)"],
        ["Programmi", "308.496", "0", "308.496", "242.779", "65.717"],
        ["Manutenzione", "156.246", "0", "156.246", "160.494", "(4.248)"],
        ["Progettazione", "0", "93.490", "93.490", "45.250", "48.240"],
    ]
    report = report_on(drawn(rows))
    assert warnings(report) == []
    assert report.confirmations["t1", 7, 5] > 0


SECTIONS = [
    ["Voce", "Importo"],
    ["Totale entrate", "300.254,95"],
    ["Diritti", "187.904,20"],
    ["Contributi", "112.350,75"],
    ["Totale uscite", "119.528,40"],
    ["Personale", "96.410,00"],
    ["Servizi", "23.118,40"],
]


def test_totals_above_their_parts_hold(report_on: ReportOn) -> None:
    report = report_on(drawn(SECTIONS))
    assert warnings(report) == []
    assert [report.confirmations.get(("t1", row, 1), 0) for row in range(1, 7)] == [1] * 6


@pytest.mark.parametrize(("row", "printed"), [(4, "119.582,40"), (1, "300.245,95")])
def test_a_wrong_total_above_its_parts_is_told_and_no_other_section_is_taken_in(
    report_on: ReportOn, row: int, printed: str
) -> None:
    rows = [list(line) for line in SECTIONS]
    rows[row][1] = printed
    assert warnings(report_on(drawn(rows))) == [("SUM-1", printed)]


def test_a_total_that_begins_a_table_is_a_part_of_its_result(report_on: ReportOn) -> None:
    rows = [
        ["Voci", "Organi (A)", "Supporto (B)", "Anagrafe (C)", "Totale"],
        ["Totale proventi", "-", "45.210,00", "8.812.300,50", "8.857.510,50"],
        ["Personale", "-412.000,00", "-633.120,25", "-1.102.340,00", "-2.147.460,25"],
        ["Funzionamento", "-310.000,00", "-512.400,00", "-733.120,00", "-1.555.520,00"],
        ["Risultato", "-722.000,00", "-1.100.310,25", "6.976.840,50", "5.154.530,25"],
    ]
    report = report_on(drawn(rows))
    assert report.findings == ()
    assert [check.result for check in report.checks if check.rule == "SUM-1"] == ["holds"] * 4


CARRIED = [
    ["Voce", "Importo"],
    ["Carta", "1.204,15"],
    ["Toner", "856,30"],
    ["Energia", "23.118,40"],
    ["a riportare", "25.178,85"],
    ["riporto", "25.178,85"],
    ["Pulizie", "5.118,40"],
    ["Vigilanza", "4.990,05"],
    ["Totale", "35.287,30"],
]


def test_what_a_page_carries_forward_is_not_added_again(report_on: ReportOn) -> None:
    assert warnings(report_on(drawn(CARRIED))) == []


def test_a_total_over_lines_carried_forward_still_fails_where_it_is_wrong(report_on: ReportOn) -> None:
    rows = [*CARRIED[:-1], ["Totale", "35.387,30"]]
    assert warnings(report_on(drawn(rows))) == [("SUM-1", "35.387,30")]


def test_di_cui_repeats_part_of_the_line_above_and_is_not_added(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Personale", "412.350,75", "431.206,10"],
        ["di cui a tempo determinato", "12.400,00", "9.850,50"],
        ["Funzionamento", "187.904,20", "179.455,60"],
        ["- di cui energia", "23.118,40", "21.990,05"],
        ["Interventi", "96.410,00", "104.875,25"],
        ["Totale", "696.664,95", "715.536,95"],
    ]
    report = report_on(drawn(rows))
    assert warnings(report) == []
    assert [report.confirmations.get(("t1", row, 1), 0) for row in (1, 2, 6)] == [1, 0, 1]


def test_a_subtotal_is_no_part_beside_its_lines(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Diritti", "412.350,75", "431.206,10"],
        ["Contributi", "96.410,00", "104.875,25"],
        ["Sub-totale", "508.760,75", "536.081,35"],
        ["Servizi", "23.118,40", "21.990,05"],
        ["Rimborsi", "1.204,15", "856,30"],
        ["Subtotale", "24.322,55", "22.846,35"],
        ["Totale", "533.083,30", "558.927,70"],
    ]
    report = report_on(drawn(rows))
    assert warnings(report) == []
    assert report.confirmations["t1", 7, 1] > 0


def test_a_mean_is_not_added_up(report_on: ReportOn) -> None:
    rows = [
        ["Area", "Premi erogati", "Addetti", "Premio medio"],
        ["Affari generali", "128.350,00", "20", "6.417,50"],
        ["Contabilità", "98.770,00", "14", "7.055,00"],
        ["Registro imprese", "201.344,00", "32", "6.292,00"],
        ["Totale", "428.464,00", "66", "6.491,88"],
    ]
    assert warnings(report_on(drawn(rows))) == []


@pytest.mark.parametrize(("second", "held"), [("Costi del personale senza SPP", False), ("Costi del personale", True)])
def test_tables_of_different_scope_do_not_repeat_one_another(report_on: ReportOn, second: str, *, held: bool) -> None:
    def rows(last: str) -> list[list[str]]:
        return [
            ["Voce", "Anno 2023", "Anno 2024"],
            ["Stipendi", "412.350,75", "431.206,10"],
            ["Oneri sociali", "96.410,00", "104.875,25"],
            ["Altri costi", "23.118,40", "21.990,05"],
            ["Formazione", "1.204,15", last],
        ]

    drawing = drawn(rows("856,30")).text(40, 330, second, size=11, bold=True)
    drawing.grid(40, 350, [220, 90, 90], rows("9.999,30"), bold_rows=1, align="lrr")
    report = report_on(drawing)
    assert len(report.tables) == 2
    assert bool([c for c in report.checks if c.rule == "REP-1"]) == held
    assert bool(warnings(report)) == held


def test_zeros_that_agree_do_not_make_two_tables_one(report_on: ReportOn) -> None:
    def rows(first: str) -> list[list[str]]:
        lines = [["Nuovi", "0,00", "0,00"], ["Altri", "0,00", "0,00"], ["Rimborsi", "0,00", "0,00"]]
        return [["Voce", "Anno 2023", "Anno 2024"], ["Stipendi", first, "431.206,10"], *lines]

    drawing = drawn(rows("412.350,75")).text(40, 330, "Costi del secondo semestre", size=11, bold=True)
    drawing.grid(40, 350, [220, 90, 90], rows("96.410,00"), bold_rows=1, align="lrr")
    report = report_on(drawing)
    assert not [c for c in report.checks if c.rule == "REP-1"]


@given(st.lists(st.tuples(st.none() | st.integers(-3, 3), st.integers(0, 1)), min_size=1, max_size=12), st.integers(1, 12))
def test_the_rows_that_add_up_to_another_are_those_that_adding_them_finds(
    printed: Sequence[tuple[int | None, int]], most: int
) -> None:
    values, room = [[value] for value, _ in printed], [[room] for _, room in printed]
    *before, row = range(len(printed))
    stated = values[row][0]
    added = {
        k
        for k in range(2, min(most, len(before)) + 1)
        if stated is not None
        and None not in (parts := [values[r][0] for r in before[-k:]])
        and abs(sum(part or 0 for part in parts) - stated) <= sum(room[r][0] for r in [*before[-k:], row])
    }
    assert Waiting(values, room, [0], before).fitting(row, most) == added


def test_a_total_below_another_may_be_of_the_lines_since_that(report_on: ReportOn) -> None:
    rows = [
        ["Capitoli", "Previsioni", "Accertamenti"],
        ["TITOLO I - ENTRATE CORRENTI", "", ""],
        ["Contributi ordinari degli iscritti", "8.310,25", "8.112,40"],
        ["Tasse di iscrizione", "1.204,15", "1.118,05"],
        ["Totale entrate contributive", "9.514,40", "9.230,45"],
        ["Redditi patrimoniali", "406,10", "318,01"],
        ["Entrate diverse", "44.991,00", "94.655,36"],
        ["Totale altre entrate", "45.397,10", "94.973,37"],
        ["TOTALE TITOLO I", "54.911,50", "104.203,82"],
        ["TITOLO II - ENTRATE IN CONTO CAPITALE", "", ""],
        ["Alienazione di immobili", "9.703,71", "-"],
        ["Alienazione di immobilizzazioni tecniche", "221.591,13", "-"],
        ["Totale alienazione di beni", "231.294,84", "-"],
        ["Assunzione di mutui", "77.008,81", "87.890,17"],
        ["Totale accensione di prestiti", "77.008,81", "87.890,17"],
        ["TOTALE TITOLO II", "308.303,65", "87.890,17"],
    ]
    assert report_on(Drawing().grid(72, 100, [230, 90, 90], rows, align="lrr", bold_rows=1)).findings == ()


def test_shares_of_a_thousand_with_three_decimals_add_up_within_rounding(report_on: ReportOn) -> None:
    shares = ["172,696", "65,630", "165,881", "30,498", "23,294", "192,948", "200,193", "22,123", "54,588", "72,150"]
    quotas = ["77.713,20", "29.533,50", "74.646,45", "13.724,10", "10.482,30", "86.826,60", "90.086,85", "9.955,35", "24.564,60"]
    rows = [[f"Comune {i}", *pair] for i, pair in enumerate(zip(shares, [*quotas, "32.467,05"], strict=True), 1)]
    report = report_on(drawn([["Comune", "Millesimi", "Quota"], *rows, ["Totale", "1.000,000", "450.000,00"]]))
    assert report.findings == ()


def test_differences_of_means_hold_within_rounding(report_on: ReportOn) -> None:
    scores = [("3,04", "3,35", "0,32"), ("4,58", "4,97", "0,40"), ("3,57", "3,35", "-0,22"), ("4,21", "4,13", "-0,09")]
    rows = [[f"Aspetto {i}", *row] for i, row in enumerate([*scores, ("4,65", "3,53", "-1,12"), ("4,23", "3,04", "-1,19")])]
    report = report_on(drawn([["Aspetto", "Voto medio 2023", "Voto medio 2024", "Var. 24/23"], *rows]))
    assert report.findings == ()
