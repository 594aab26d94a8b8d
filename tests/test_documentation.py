"""The documentation: built without a network from the pages and the code, every link in it good."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path

import pytest
import typer.main
from properdocs.commands.build import build
from properdocs.config import load_config
from properdocs.exceptions import Abort

from flows.command_line import app
from pipeline.columns import MODELS, columns_of
from pipeline.findings.rules import RULES
from pipeline.limits import Limits
from pipeline.tables_explained import explain_tables
from tests.conftest import SAMPLE

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the documentation asks a network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def built(root: Path, site: Path) -> Path:
    """The site of the pages under `root`. Raises `Abort` where the generator warns."""
    build(load_config(str(root / "properdocs.yml"), site_dir=str(site), strict=True))
    return site


def test_the_reference_has_every_command_setting_dataset_column_and_rule(tmp_path: Path) -> None:
    site = built(ROOT, tmp_path / "site")
    heads = {page.stem: set(re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', page.read_text())) for page in site.rglob("*.html")}
    assert heads["commands"] == set(vars(typer.main.get_command(app))["commands"])
    assert heads["datasets"] == set(MODELS)
    assert heads["rules"] == set(RULES)
    shown = {page.stem: set(re.findall(r"<code>([^<]+)</code>", page.read_text())) for page in site.rglob("*.html")}
    assert {f"CONSUNTIVO_{name.upper()}" for name in Limits.model_fields} <= shown["settings"]
    assert {column.name for dataset in MODELS for column in columns_of(dataset)} <= shown["datasets"]
    loaded = [
        link for page in site.rglob("*.html") for link in re.findall(r'(?:src=|<link [^>]*href=)"([^"]+)"', page.read_text())
    ]
    assert [link for link in loaded if "://" in link] == []


def test_broken_links_are_errors(tmp_path: Path) -> None:
    shutil.copy(ROOT / "properdocs.yml", tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "raw_pdfs").symlink_to(ROOT / "raw_pdfs")
    broken = ("no-such-page.md", "review.md#no-such-head", "reference/rules.md#xyz-1", "no-picture.png")
    with (tmp_path / "docs" / "index.md").open("a") as page:
        page.writelines(f"\n[broken]({link})\n" for link in broken)
    with pytest.raises(Abort, match=f"{len(broken)} warnings"):
        built(tmp_path, tmp_path / "site")


def test_every_rule_of_the_code_is_documented() -> None:
    sources = [
        path for folder in ("pipeline", "flows", "schemas") for path in (ROOT / folder).rglob("*.py") if path.name != "rules.py"
    ]
    named = {code for path in sources for code in re.findall(r'"([A-Z]{2,5}-[0-9]+)"', path.read_text())}
    assert named == set(RULES)


def test_the_trace_that_is_explained_is_what_the_command_prints() -> None:
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    told, _ = explain_tables(SAMPLE, page=17)
    assert set(shown.splitlines()) <= set(told.splitlines())
    named = re.findall(r"`((?:features|regions|cells)/\w*\.?p?y?|stitch\.py)`", page)
    assert [name for name in named if not (ROOT / "pipeline" / "tables" / name).exists()] == []
