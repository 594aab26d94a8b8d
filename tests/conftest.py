"""What the tests share: drawn PDFs read, the sample report read once, one run of the main job over a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import hypothesis
import pypdfium2
import pytest

import pipeline.limits
from flows.embedded import SETTINGS, database_template
from pipeline.files import write_file
from pipeline.reading.page import Page
from pipeline.reading.pdfium import read_page
from pipeline.report import Report, read_report
from pipeline.tables_only import read_only_tables
from schemas.page import PLACES
from tests.drawing import Drawing

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

SAMPLE = Path(__file__).parent.parent / "raw_pdfs" / "lucca-2016.pdf"

Texts = list[list[str]]
"""A table's texts by row and column."""


@pytest.fixture(autouse=True)
def settings_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no test inherit what a command of another has set: `--ocr` is for a process, and here all share one."""
    monkeypatch.setattr("pipeline.limits.LIMITS", pipeline.limits.LIMITS)
    if "CONSUNTIVO_OCR" not in os.environ:
        monkeypatch.setenv("CONSUNTIVO_OCR", "auto")


@pytest.fixture
def read_pages(tmp_path: Path) -> Callable[[Drawing], list[Page]]:
    """Reads the pages of a drawing."""

    def read(drawing: Drawing) -> list[Page]:
        document = pypdfium2.PdfDocument(drawing.save(tmp_path / "drawn.pdf"))
        try:
            return [read_page(document, number) for number in range(1, len(document) + 1)]
        finally:
            document.close()

    return read


@pytest.fixture
def find_tables(tmp_path: Path) -> Callable[[Drawing], list[Texts]]:
    """Finds the tables of a drawing, those that run over pages being one."""
    return lambda drawing: [t["rows"] for t in read_only_tables(drawing.save(tmp_path / "drawn.pdf"), per_page=False)]


@pytest.fixture
def find_tables_per_page(tmp_path: Path) -> Callable[[Drawing], list[tuple[int, Texts]]]:
    """Finds the tables of a drawing page by page, each with its page."""
    return lambda drawing: [(t["page"], t["rows"]) for t in read_only_tables(drawing.save(tmp_path / "drawn.pdf"), per_page=True)]


@pytest.fixture
def report_on(tmp_path: Path) -> Callable[[Drawing], Report]:
    """Reads a drawing end to end; all that is on its pages must stand in one column of their ledger."""

    def read(drawing: Drawing) -> Report:
        report = read_report(drawing.save(tmp_path / "drawn.pdf"))
        for page in report.pages:
            for what in ("characters", "figures"):
                assert sum(getattr(page, f"{what}_{place}") for place in PLACES) == getattr(page, what), page
        return report

    return read


@pytest.fixture(scope="session", autouse=True)
def cache_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache for all processes, and in it the empty database that a run of the user's may have left: Prefect takes seconds
    to make one. Where there is none, the first that is embedded makes it for the others."""
    base = tmp_path_factory.getbasetemp()
    made = database_template()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"))
        if made.exists() and not database_template().exists():
            write_file(database_template(), made.read_bytes())
        yield


@pytest.fixture(scope="session")
def sample() -> Report:
    """The sample report, read end to end."""
    return read_report(SAMPLE)


@pytest.fixture(scope="session")
def prefect_server(cache_of_all: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect of the tests' own, with its home in a folder of theirs: the address of its API.

    Of the services of a server, it has those of an embedded one, and that which automations need. Its database, which the harness
    puts into a folder that it makes, is a copy of the empty one where there is that already.
    """
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, PREFECT_LOCAL_STORAGE_PATH, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    home = tmp_path_factory.mktemp("prefect")
    settings = {name: value for name, value in SETTINGS.items() if name.endswith("_ENABLED")}
    settings |= {"PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "true", "PREFECT_API_BLOCKS_REGISTER_ON_START": "false"}
    if database_template().exists():
        write_file(home / "prefect-test.db", database_template().read_bytes())
        settings["PREFECT_SERVER_DATABASE_MIGRATE_ON_START"] = "false"
    with (
        patch.dict(os.environ, settings),
        patch("prefect.testing.utilities.mkdtemp", return_value=str(home)),
        temporary_settings({PREFECT_HOME: home, PREFECT_LOCAL_STORAGE_PATH: home / "storage"}),
        prefect_test_harness(server_startup_timeout=180),
    ):
        yield str(PREFECT_API_URL.value())
