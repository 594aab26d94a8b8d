"""What the README says: its commands exist, its Python runs, its tables are those of the models."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.outcomes import EXIT_CODES
from pipeline.columns import MODELS
from pipeline.datasets import write_report
from pipeline.report import Report
from schemas.records.variance_lines import VarianceLine
from tests.conftest import SAMPLE

PROJECT = SAMPLE.parent.parent
README = (PROJECT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("consuntivo ")]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_and_option_is_there(line: str) -> None:
    words = shlex.split(line, comments=True)
    done = CliRunner().invoke(app, [words[1], "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    for option in (word for word in words if word.startswith("--")):
        assert option in done.output


def test_every_command_is_told() -> None:
    told = {line.split()[1] for line in COMMANDS}
    assert told == {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}


def test_every_dataset_is_told_as_its_model_tells_it() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", README, re.MULTILINE))
    assert told == {dataset: " ".join((model.__doc__ or "").split()) for dataset, model in MODELS.items()}


def test_every_exit_code_is_told() -> None:
    assert re.findall(r"^\| (\d) \|", README, re.MULTILINE) == re.findall(r"(\d) ", EXIT_CODES)


def test_ci_runs_the_test_command() -> None:
    _, test_command = blocks("sh")[0].splitlines()
    assert test_command in (PROJECT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.slow
def test_three_lines_of_python_run_as_a_script(tmp_path: Path) -> None:
    """Without a guard against being run again by the processes that it starts, and without a home that knows Prefect."""
    block, _ = blocks("python")
    (tmp_path / "three_lines.py").write_text(block, encoding="utf-8")
    (tmp_path / "raw_pdfs").mkdir()
    shutil.copy(SAMPLE, tmp_path / "raw_pdfs")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    env |= {"HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "three_lines.py"], cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "1 errors; Tot Sistema Camerale 2015 is 3.760.410"), done.stderr


def test_the_queries_give_one_answer_in_polars_duckdb_pandas_and_pyarrow(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path / "output")
    (tmp_path / "queries.py").write_text(blocks("python")[1], encoding="utf-8")
    done = subprocess.run([sys.executable, "queries.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    expected = sum(f.best_value for f in sample.facts if f.measure == "amount" and not f.is_total and f.repeats is None)
    assert [Decimal(line) for line in done.stdout.split()] == [expected] * 4, done.stderr

    (query,) = blocks("sql")
    lines = [line for line in sample.records if isinstance(line, VarianceLine) and line.is_total]
    found = duckdb.execute(query.replace("'output/", f"'{tmp_path.as_posix()}/output/")).fetchall()
    assert sorted(label for label, *_ in found) == sorted(line.label for line in lines)


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (PROJECT / link).exists()
