"""Kinds that a team declares in a file or package of its own: the documentation builds one, and this ingests with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import polars as pl

from tests.conftest import SAMPLE
from tests.drawing import Drawing

PROJECT = SAMPLE.parent.parent
PAGE = (PROJECT / "docs" / "kinds.md").read_text("utf-8")
CODE = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]

ROWS = [
    ["", "2015", "2016", "var.", "Var.%", "incidenza"],
    ["325 FUNZIONAMENTO", "€ 1.000,00", "€ 900,00", "-€ 100,00", "-10,00", "100"],
    ["3250 PRESTAZIONE DI SERVIZI", "€ 500,00", "€ 460,00", "-€ 40,00", "-8,00", "40"],
    ["3260 GODIMENTO DI BENI", "€ 200,00", "€ 180,00", "-€ 26,00", "-10,00", "20"],
    ["3280 QUOTE ASSOCIATIVE", "€ 180,00", "€ 150,00", "-€ 30,00", "-16,67", "30"],
    ["3290 ORGANI ISTITUZIONALI", "€ 120,00", "€ 110,00", "-€ 10,00", "-8,33", "10"],
]
"""The table of the documentation in another report, with one figure wrong."""


def consuntivo(
    *words: str, kinds: str = "", installed: Path | None = None, prefect: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command, with packages `installed` in a folder beside the product."""
    path = os.pathsep.join(map(str, [PROJECT, *([installed] if installed else [])]))
    env = {**os.environ, "CONSUNTIVO_KINDS": kinds, "PYTHONPATH": path, "COLUMNS": "200", "PREFECT_API_URL": prefect}
    command = [sys.executable, "-c", "from flows.__main__ import main; main()", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def drawn(tmp_path: Path, rows: Sequence[Sequence[str]]) -> Path:
    (tmp_path / "in").mkdir()
    drawing = Drawing((842, 595)).text(40, 60, "Comune di Prova", size=14)
    drawing.grid(40, 120, [200, 90, 90, 90, 60, 70], rows, bold_rows=1, align="lrrrrr").save(tmp_path / "in" / "costs.pdf")
    return tmp_path / "in"


def package(folder: Path, leads_to: str) -> Path:
    """What an installer leaves of a package that declares kinds: its module, and its metadata with the entry point."""
    metadata = folder / "our_office-1.0.dist-info"
    metadata.mkdir(parents=True)
    (folder / "our_kinds.py").write_text(CODE, encoding="utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: our-office\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[consuntivo.kinds]\nour_office = {leads_to}\n", encoding="utf-8")
    return folder


def test_a_file_declares_a_kind_whose_dataset_checks_and_findings_appear(prefect_server: str, tmp_path: Path) -> None:
    assert len(CODE.splitlines()) <= 25
    (tmp_path / "kinds.py").write_text(CODE, encoding="utf-8")
    out = tmp_path / "out"
    asked = ("ingest", str(drawn(tmp_path, ROWS)), str(SAMPLE), "--output", str(out))
    done = consuntivo(*asked, kinds=str(tmp_path / "kinds.py"), prefect=prefect_server)
    assert done.returncode in (0, 1), done.stderr + done.stdout
    documents = pl.read_parquet(out / "documents" / "**" / "*.parquet").select("document_id", "source_file")
    lines = pl.read_parquet(out / "running_costs" / "**" / "*.parquet").join(documents, on="document_id")
    of_sample = lines.filter(pl.col("source_file") == SAMPLE.name).sort("page", "row_index")
    assert of_sample.select("page", "account", "name", "before", "after", "change", "share_pct").rows()[:2] == [
        (2, "325", "FUNZIONAMENTO", Decimal("1796089.37"), Decimal("1588317.37"), Decimal("-207772.00"), 100),
        (2, "3250", "PRESTAZIONE DI SERVIZI", Decimal("743675.64"), Decimal("603523.63"), Decimal("-140152.01"), 67),
    ]
    assert of_sample["page"].to_list() == [2] * 6 + [6] * 6
    checks = pl.read_parquet(out / "checks" / "**" / "*.parquet").filter(pl.col("rule") == "RUN-1")
    assert sorted(checks["result"]) == ["broken", *["holds"] * 16]
    findings = pl.read_parquet(out / "findings" / "**" / "*.parquet").filter(pl.col("rule") == "RUN-1")
    assert findings.select("severity", "printed_text").rows() == [("error", "-€ 26,00")]
    assert any("RUN-1" in page.read_text("utf-8") for page in (out / "review").rglob("*.html"))


def test_an_installed_package_declares_a_kind_by_its_entry_point_alone(tmp_path: Path) -> None:
    file = drawn(tmp_path, ROWS) / "costs.pdf"
    done = consuntivo("inspect", str(file), "--json", installed=package(tmp_path / "site", "our_kinds"))
    assert done.returncode == 0, done.stderr + done.stdout
    lines = json.loads(done.stdout)["running_costs"]
    assert [line["account"] for line in lines] == ["325", "3250", "3260", "3280", "3290"]
    assert [Decimal(line["after"]) for line in lines] == [900, 460, 180, 150, 110]


def test_an_entry_point_that_leads_nowhere_is_bad_usage_and_told(tmp_path: Path) -> None:
    done = consuntivo("schema", installed=package(tmp_path / "site", "no_such_module"))
    assert (done.returncode, "«our_office» do not load" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_the_schema_tells_a_kind_of_the_team(tmp_path: Path) -> None:
    (tmp_path / "kinds.py").write_text(CODE, encoding="utf-8")
    done = consuntivo("schema", kinds=str(tmp_path / "kinds.py"))
    assert "running_costs: What an account of the running costs came to in two years." in done.stdout, done.stderr


def test_a_file_that_is_not_there_or_declares_nothing_is_bad_usage_and_told(tmp_path: Path) -> None:
    (tmp_path / "nothing.py").write_text("X = 1\n", encoding="utf-8")
    (tmp_path / "broken.py").write_text("import no_such_module_of_ours\n", encoding="utf-8")
    for name, why in (("missing.py", "no such file"), ("nothing.py", "declares no kind"), ("broken.py", "does not load")):
        done = consuntivo("schema", kinds=str(tmp_path / name))
        assert (done.returncode, why in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
