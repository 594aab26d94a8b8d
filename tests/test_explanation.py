"""The whole derivation of a finding in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.outcomes import USAGE
from pipeline.datasets import write_report
from pipeline.report import Report


@pytest.fixture(scope="module")
def explain(sample: Report, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[int, str]]:
    """Runs the command on the sample report's findings; its exit code and what it printed, on one line."""
    output: Path = tmp_path_factory.mktemp("output")
    write_report(replace(sample, unread_pages=()), output)
    for dataset in ("documents", "checks"):
        (output / dataset / "report_year=2016" / f"{'0' * 64}.parquet").write_text("of another document, which is not opened")

    def run(finding_id: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["explain", finding_id, str(output)], env={"COLUMNS": "160"})
        return result.exit_code, " ".join(result.output.split())

    return run


def test_each_claim_is_shown_with_its_terms_its_interval_and_what_is_left_over(
    sample: Report, explain: Callable[[str], tuple[int, str]]
) -> None:
    (error,) = [f for f in sample.findings if f.severity == "error"]
    code, said = explain(error.finding_id)
    assert code == 0
    assert "error, located" in said
    for told in (
        "PER-1, declared: Tot Sistema Camerale is the sum of the entities. broken",
        "CCIAA Lucca 2015 3.466.720,87 page 5, table t11, row 3, column 2",
        "3.466.720,87 + 162.627,45 + 151.062,04 = 3.780.410,36 3.760.410,36 is printed: 20.000,00 less than that",
        "100 × (3.466.720,87 - 3.577.948,92) ÷ 3.577.948,92 = -3,109, so -3,159 to -3,059 would do "
        "-3,7 is printed: 0,591 less than that",
        "CCIAA Lucca 2015 3.466.720,87 for 3.446.720,87 (6 for 4) closes 3 of 3 keeps 0 that hold",
    ):
        assert told in said


def test_a_finding_about_the_text_is_explained_too(sample: Report, explain: Callable[[str], tuple[int, str]]) -> None:
    finding = next(f for f in sample.findings if f.rule == "TXT-3")
    _, said = explain(finding.finding_id[:10])
    assert "(100 + 100 + 99,01) ÷ 3 = 99,67, so 99,665 to 99,675 would do 99,55 is printed: 0,12 less than that" in said


@pytest.mark.parametrize("finding_id", ["", "nothing"])
def test_an_id_of_no_finding_is_bad_usage(explain: Callable[[str], tuple[int, str]], finding_id: str) -> None:
    code, said = explain(finding_id)
    assert code == USAGE
    assert "`consuntivo findings" in said
