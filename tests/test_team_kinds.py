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
    ["Ufficio", "Dipendenti al 1° gennaio", "Assunti", "Cessati", "Dipendenti al 31 dicembre"],
    ["Registro imprese", "112", "2", "1", "113"],
    ["Ragioneria", "87", "", "5", "92"],
    ["Protocollo", "60", "4", "", "64"],
    ["Metrico", "35", "1", "2", "34"],
]


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
    drawing.grid(40, 120, [160, 130, 90, 90, 140], rows, bold_rows=1, align="lrrrr").save(tmp_path / "in" / "staff.pdf")
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
    asked = ("ingest", str(drawn(tmp_path, ROWS)), "--output", str(out))
    done = consuntivo(*asked, kinds=str(tmp_path / "kinds.py"), prefect=prefect_server)
    assert done.returncode in (0, 1), done.stderr + done.stdout
    lines = pl.read_parquet(out / "staff_counts" / "**" / "*.parquet").sort("row_index")
    assert lines.select("office", "opening", "hired", "left", "closing").rows() == [
        ("Registro imprese", 112, 2, 1, 113),
        ("Ragioneria", 87, None, 5, 92),
        ("Protocollo", 60, 4, None, 64),
        ("Metrico", 35, 1, 2, 34),
    ]
    checks = pl.read_parquet(out / "checks" / "**" / "*.parquet").filter(pl.col("rule") == "STAFF-1")
    assert sorted(checks["result"]) == ["broken", "holds", "holds", "holds"]
    findings = pl.read_parquet(out / "findings" / "**" / "*.parquet").filter(pl.col("rule") == "STAFF-1")
    assert findings["severity"].to_list() == ["error"]
    assert any("STAFF-1" in page.read_text("utf-8") for page in (out / "review").rglob("*.html"))


def test_an_installed_package_declares_a_kind_by_its_entry_point_alone(tmp_path: Path) -> None:
    file = drawn(tmp_path, ROWS) / "staff.pdf"
    done = consuntivo("inspect", str(file), "--json", installed=package(tmp_path / "site", "our_kinds"))
    assert done.returncode == 0, done.stderr + done.stdout
    lines = json.loads(done.stdout)["staff_counts"]
    assert [line["office"] for line in lines] == ["Registro imprese", "Ragioneria", "Protocollo", "Metrico"]
    assert [Decimal(line["closing"]) for line in lines] == [113, 92, 64, 34]


def test_an_entry_point_that_leads_nowhere_is_bad_usage_and_told(tmp_path: Path) -> None:
    done = consuntivo("schema", installed=package(tmp_path / "site", "no_such_module"))
    assert (done.returncode, "«our_office» do not load" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_the_schema_tells_a_kind_of_the_team(tmp_path: Path) -> None:
    (tmp_path / "kinds.py").write_text(CODE, encoding="utf-8")
    done = consuntivo("schema", kinds=str(tmp_path / "kinds.py"))
    assert "staff_counts: How many people work in an office, and how they came and went." in done.stdout, done.stderr


def test_a_file_that_is_not_there_or_declares_nothing_is_bad_usage_and_told(tmp_path: Path) -> None:
    (tmp_path / "nothing.py").write_text("X = 1\n", encoding="utf-8")
    (tmp_path / "broken.py").write_text("import no_such_module_of_ours\n", encoding="utf-8")
    for name, why in (("missing.py", "no such file"), ("nothing.py", "declares no kind"), ("broken.py", "does not load")):
        done = consuntivo("schema", kinds=str(tmp_path / name))
        assert (done.returncode, why in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
