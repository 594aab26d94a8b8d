"""The sample report, whole: figures that a person read by eye, its one error, and the goldens."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TypeVar

import pytest

from pipeline.report import Report
from schemas.finding import Finding
from schemas.records.base import Record
from schemas.records.monitored_procedures import MonitoredProcedure
from schemas.records.personnel_costs import PersonnelCost
from schemas.records.service_standards import ServiceStandard
from schemas.records.strategic_targets import StrategicTarget
from schemas.records.variance_lines import VarianceLine
from tests.goldens import FOLDER, SAMPLE, texts_of

Kind = TypeVar("Kind", bound=Record)


def of_kind(report: Report, kind: type[Kind]) -> list[Kind]:
    return [record for record in report.records if isinstance(record, kind)]


def finding(report: Report, rule: str) -> Finding:
    """The only finding of a rule, or the first of two on tables that repeat one another."""
    return next(f for f in report.findings if f.rule == rule)


# ── read by eye ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_whose_report_it_is_and_of_which_year(sample: Report) -> None:
    document = sample.document
    assert document.entity == "Camera di Commercio Industria Artigianato e Agricoltura di Lucca"
    assert (document.title, document.fiscal_year) == ("RISULTATI 2016 SEGRETARIO GENERALE", 2016)
    assert (document.page_count, document.completeness, document.text_source) == (17, "complete", "text")
    assert sample.document_id == "c01a76f6e7bd1f09e99713ac8f0aa7b731ef9a516415d2ace7212b54ad430c3f"


def test_the_records_of_every_kind(sample: Report) -> None:
    assert Counter(record.dataset for record in sample.records) == {
        "service_standards": 52,
        "objective_results": 16,
        "variance_lines": 15,
        "monitored_procedures": 12,
        "personnel_costs": 12,
        "strategic_targets": 11,
        "indicators": 11,
        "project_indicators": 5,
        "strategic_objectives": 5,
    }
    assert len(sample.records) == 139
    assert len(sample.tables) == 29


def test_the_costs_of_operation(sample: Report) -> None:
    lines = [r for r in of_kind(sample, VarianceLine) if r.page == 2]
    assert [(r.account_code, r.label, r.is_total) for r in lines] == [
        ("325", "FUNZIONAMENTO", True),
        ("3250", "PRESTAZIONE DI SERVIZI", False),
        ("3260", "GODIMENTO BEMI DI TERZI", False),
        ("3270", "ONERI DIVERSI DI GESTIONE", False),
        ("3280", "QUOTE ASSOCIATIVE", False),
        ("3290", "ORGANI ISTITUZIONALI", False),
    ]
    total = lines[0]
    assert total.prior_amount is not None
    assert (total.prior_amount.text, total.prior_amount.value) == ("€1.796.089,37", Decimal("1796089.37"))
    printed = [[str(f.value) for f in (r.current_amount, r.variance, r.variance_pct, r.share_pct) if f] for r in lines]
    assert printed[0] == ["1588317.37", "-207772.00", "-11.57", "100"]
    assert printed[3] == ["541551.50", "-27645.98", "-4.86", "13"]
    assert printed[5] == ["47564.91", "-6207.15", "-11.54", "3"]


def test_revenues_with_the_later_year_first_and_two_values_in_a_cell(sample: Report) -> None:
    lines = [r for r in of_kind(sample, VarianceLine) if r.page == 3]
    total = lines[-1]
    assert (total.label, total.is_total, total.prior_year, total.current_year) == ("TOTALE GRUPPO ENTRATE", True, 2015, 2016)
    figures = (total.prior_amount, total.current_amount, total.variance, total.variance_pct)
    assert [str(f.value) for f in figures if f] == ["767234.79", "921241.79", "154007.00", "20.1"]
    assert lines[0].label == "CONTRIBUTI TRASFERIMENTI ED ALTRE ENTRATE"


def test_the_staff_of_each_body_in_three_years(sample: Report) -> None:
    costs = {(r.entity, r.year): r for r in of_kind(sample, PersonnelCost)}
    assert len(costs) == 12
    wrong = costs["CCIAA Lucca", 2015]
    assert wrong.amount is not None
    assert (wrong.amount.text, wrong.amount.value, wrong.base_year) == ("3.466.720,87", Decimal("3466720.87"), 2014)
    promos = costs["Lucca Promos", 2016]
    assert [str(f.value) for f in (promos.amount, promos.change, promos.change_pct) if f] == ["135877.67", "-19283.94", "-12.4"]
    assert promos.base_year == 2014
    assert [r.entity for r in costs.values() if r.is_total] == ["Tot Sistema Camerale"] * 3


def test_the_standards_of_services_over_five_pages(sample: Report) -> None:
    standards = of_kind(sample, ServiceStandard)
    assert sum(r.not_computable for r in standards) == 15
    assert sum(r.result_pct is not None for r in standards) == 37
    assert {r.page for r in standards} == {9, 10, 11, 12, 13}
    by_name = {r.service: r for r in standards}
    card = by_name["ready card"]
    assert (card.area_code, card.area, card.service_group) == (
        "3.1.1",
        "REGISTRO IMPRESE",
        "Rilascio Smart Card e CNS per firma digitale",
    )
    check = by_name["Verifica periodica"]
    assert (check.target_text, check.observed_text) == ("50 gg.", "88,7%")
    assert check.note == "n. 115 verifiche di cui 102 nei termini e 13 fuori termini"
    assert check.result_pct is not None
    assert check.result_pct.value == Decimal("88.7")
    change = by_name["Modifica e cancellazione Sezione speciale Imprese Artigiane del RI"]
    assert change.target_days is not None
    assert change.observed_days is not None
    assert (change.target_text, change.target_days.value, change.observed_days.value) == ("< 5 gg.", Decimal(5), Decimal("1.3"))


def test_the_procedures_that_are_monitored(sample: Report) -> None:
    procedures = of_kind(sample, MonitoredProcedure)
    assert [r.number for r in procedures] == list(range(1, 13))
    results = [str(r.result_pct.value) if r.result_pct else None for r in procedures]
    assert results == ["97", "86.25", "94.78", "100", "100", "100", "100", "99", "83", "100", "100", "100"]
    assert (procedures[1].coordinator, procedures[1].scope) == ("Micheli – Rossi - Nucci – Bertolucci – Catelli", "TRASVERSALE")
    assert (procedures[9].scope, procedures[9].result_text) == (None, "78,68 giorni 100%")


def test_a_target_with_several_values_has_no_single_percentage(sample: Report) -> None:
    targets = [r for r in of_kind(sample, StrategicTarget) if r.objective_code == "3A"]
    assert [(r.target_number, str(r.result_pct.value) if r.result_pct else None) for r in targets] == [
        (1, "100"), (2, None), (3, "-11.57"), (4, "100"),
    ]  # fmt: skip
    assert targets[1].result_text == "2015: - 160.238,64 -4,1% 2016: - 211.827,02 -5,4%"


# ── what does not add up ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_one_error_is_pinned_to_its_cell_and_explained(sample: Report) -> None:
    (error,) = [f for f in sample.findings if f.severity == "error"]
    assert error.message == (
        "Tot Sistema Camerale 2015 is 3.760.410,36, but its parts make 3.780.410,36 (20.000,00 too little). "
        "Three identities hold if CCIAA Lucca 2015 was 3.446.720,87 instead of 3.466.720,87 (6 for 4)."
    )
    assert (error.page, error.row, error.column, error.printed_text) == (5, 2, 1, "3.466.720,87")
    assert (error.verdict, error.suggested_value, error.slip) == ("located", Decimal("3446720.87"), "digit")
    assert len(error.check_ids) == 3
    assert error.box == pytest.approx((252, 595, 297, 605), abs=2)
    table = next(t for t in sample.tables if t.table_id == error.table_id)
    assert table.texts()[error.row or 0][error.column or 0] == "3.466.720,87"


@pytest.mark.parametrize(
    ("rule", "severity", "page", "message"),
    [
        (
            "TXT-5",
            "warning",
            5,
            "Target 3 of 3A is -11,57, but the variance of 3250 PRESTAZIONE DI SERVIZI in per cent is -18,85",
        ),
        ("TXT-3", "warning", 3, "The text on page 3 is 99,55, but the mean of 3 results is 99,67 (0,12 too little)."),
        ("TXT-2", "info", 14, "The text on page 14 is 96,6: 96,669 cut off, not rounded."),
        ("TXT-4", "info", 2, "The text on page 2 is 154.000,00, the variance of TOTALE GRUPPO ENTRATE is 154.007"),
        ("VAR-5", "info", 2, "The share of 325 FUNZIONAMENTO is 100, its parts make 99: the same within rounding."),
    ],
)
def test_what_else_a_reviewer_should_know(sample: Report, rule: str, severity: str, page: int, message: str) -> None:
    found = finding(sample, rule)
    assert (found.severity, found.page) == (severity, page)
    assert found.message.startswith(message)


def test_nothing_else_is_an_error_or_a_warning(sample: Report) -> None:
    assert Counter(f.severity for f in sample.findings if f.severity != "info") == {"error": 1, "warning": 2}
    assert not [f for f in sample.findings if f.rule == "NUM-1"]


def test_the_mean_that_the_text_states_of_the_standards_holds(sample: Report) -> None:
    (check,) = [c for c in sample.checks if c.rule == "TXT-1"]
    assert (check.result, check.stated, len(check.operands)) == ("holds", Decimal("97.94"), 38)


def test_the_cost_table_is_printed_twice_and_both_agree(sample: Report) -> None:
    repeats = [check for check in sample.checks if check.rule == "REP-1"]
    assert Counter(check.result for check in repeats) == {"holds": 18}
    assert {(o.page, o.table_id) for check in repeats for o in check.operands} == {(2, "t1"), (6, "t14")}


def test_the_figure_that_is_wrong_is_the_least_confirmed_of_its_block(sample: Report) -> None:
    confirmations = {key[1:]: n for key, n in sample.confirmations.items() if key[0] == "t11"}
    assert confirmations.get((2, 1), 0) == 0
    assert confirmations[2, 2] == confirmations[2, 3] == 2
    assert confirmations[3, 1] == 1


# ── whole ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(path.name for path in (FOLDER / SAMPLE).iterdir()))
def test_the_report_reads_as_its_golden(sample: Report, name: str) -> None:
    assert texts_of(sample)[name].splitlines() == (FOLDER / SAMPLE / name).read_text(encoding="utf-8").splitlines()


def test_every_kind_of_the_report_has_its_golden(sample: Report) -> None:
    assert set(texts_of(sample)) == {path.name for path in (FOLDER / SAMPLE).iterdir()}
