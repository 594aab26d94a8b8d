"""What a newcomer's hands reach first: the wheel's sample, standard input, tables for other programs, names that are left out."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.command_line import app
from flows.demo import lay_out
from flows.discovery import find_files
from flows.run import is_no_report
from pipeline.columns import MODELS
from pipeline.datasets import write_empty, write_report
from pipeline.report import Report
from schemas.document import Quarantined
from tests.conftest import SAMPLE
from tests.drawing import Drawing, hostile

ROWS = [["Voce", "2016"], ["Oneri | spese", "-1.100,00"], ["=Totale", "1.100,00"]]


def drawn(path: Path) -> Path:
    return Drawing().grid(72, 100, (120, 90), ROWS, align="lr").save(path)


def invoke(*args: str | Path, given: bytes = b"") -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=given, env={"COLUMNS": "160"})


@pytest.mark.slow
def test_the_wheel_runs_its_demo_in_an_empty_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=SAMPLE.parents[1], check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    empty = tmp_path / "empty"
    empty.mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    env |= {"HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "site"), "COLUMNS": "160"}
    command = [sys.executable, "-c", "from flows.__main__ import main; main()", "demo"]
    done = subprocess.run(command, cwd=empty, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("This reads raw_pdfs/lucca-2016.pdf, a real report with a real error.\n")
    assert "27bbfb23 lucca-2016.pdf, page 5" in done.stdout
    assert (empty / "output" / "review" / "index.html").is_file()
    assert {MODELS.keys() <= {path.name for path in (empty / "output").iterdir()}} == {True}


@pytest.mark.parametrize("taken", ["raw_pdfs", "output"])
def test_the_demo_is_not_mixed_with_reports_of_ones_own(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).mkdir()
    done = invoke("demo", tmp_path)
    assert (done.exit_code, list(tmp_path.rglob("*.pdf"))) == (2, [])
    assert "has reports or an output already. Give an empty folder." in " ".join(done.output.split())


def test_the_demo_may_be_laid_out_again(tmp_path: Path) -> None:
    assert lay_out(tmp_path) == lay_out(tmp_path) == (tmp_path / "raw_pdfs" / "lucca-2016.pdf", tmp_path / "output")


def test_a_pdf_on_standard_input(tmp_path: Path) -> None:
    done = invoke("tables", "-", "--json", "-", given=drawn(tmp_path / "drawn.pdf").read_bytes())
    assert (done.exit_code, json.loads(done.stdout)["tables"][0]["rows"]) == (0, ROWS)


def test_what_is_no_pdf_on_standard_input_is_told(tmp_path: Path) -> None:
    done = invoke("inspect", "-", given=b"Voce;2016")
    assert (done.exit_code, "This is not a PDF" in done.output) == (3, True)


def test_tables_as_csv_hold_the_figures_and_no_formulas(tmp_path: Path) -> None:
    done = invoke("tables", drawn(tmp_path / "drawn.pdf"), "--format", "csv")
    assert list(csv.reader(io.StringIO(done.stdout))) == [*ROWS[:2], ["'=Totale", "1.100,00"]]


def test_two_tables_as_csv_stand_apart(tmp_path: Path) -> None:
    both = Drawing().grid(72, 100, (120, 90), ROWS).page().text(72, 72, "Altro")
    both.grid(72, 300, (90, 90, 90), [["A", "B", "C"]] * 2)
    done = invoke("tables", both.save(tmp_path / "two.pdf"), "--format", "csv")
    assert done.stdout.count("\n\n") == 1


def test_tables_as_markdown(tmp_path: Path) -> None:
    done = invoke("tables", drawn(tmp_path / "drawn.pdf"), "--format", "markdown")
    assert done.stdout == (
        "Table 1, page 1\n\n| Voce | 2016 |\n| --- | --- |\n| Oneri \\| spese | -1.100,00 |\n| =Totale | 1.100,00 |\n"
    )


def test_pages_whose_tables_could_not_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "lost.pdf").write_bytes(hostile.page_that_is_none(pages=3, missing=2))
    done = invoke("tables", tmp_path / "lost.pdf")
    assert done.exit_code == 3
    assert "lost.pdf, page 2: " in "".join(done.stderr.split("\n"))
    assert done.stdout.endswith("Tables: 0.\n")


def test_a_picture_of_text_is_not_said_to_have_no_tables(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(hostile.scan())
    assert invoke("tables", tmp_path / "scan.pdf", "--ocr", "never").exit_code == 3


def test_inspect_as_json_has_the_rows_of_the_datasets(tmp_path: Path) -> None:
    told = json.loads(invoke("inspect", drawn(tmp_path / "drawn.pdf"), "--json").stdout)
    assert [cell["text"] for cell in told["cells"]] == [text for row in ROWS for text in row]
    assert told["documents"][0]["page_count"] == 1
    assert told["cells"][3]["value"] == "-1100.000000"


def test_explain_as_json_has_the_finding_and_its_sums(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path)
    write_empty(tmp_path)
    told = json.loads(invoke("explain", "27bbfb23", tmp_path, "--json").stdout)
    assert told["finding"]["suggested_value"] == "3446720.870000"
    assert {check["result"] for check in told["checks"]} == {"broken"}
    assert all(check["operands"] for check in told["checks"])


def test_names_that_begin_with_a_dot_are_told_and_change_no_code(tmp_path: Path) -> None:
    (tmp_path / ".old").mkdir()
    for name in ("a.pdf", ".b.pdf", ".old/c.pdf"):
        (tmp_path / name).touch()
    found = {file.name: file.error.error if file.error else None for file in find_files([tmp_path], tmp_path / "output")}
    assert found == {"a.pdf": None, ".b.pdf": "hidden", ".old": "hidden"}
    assert is_no_report(Quarantined(source_file=".b.pdf", stage="open", error="hidden", reason=""))
