"""A run over a folder: every file ends in a record or in a reason; one that was ended is carried on; nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import get_args

import psutil
import pytest
from polars.testing import assert_frame_equal

from flows.embedded import DATABASE
from flows.job import Job
from flows.run import Run
from flows.state import STATE
from pipeline.columns import MODELS
from pipeline.datasets import read_dataset
from pipeline.stopwatch import Stage
from tests.drawing import hostile
from tests.drawing.hostile import document, honest, text
from tests.test_command_line import ingest_with

MARK = "CONSUNTIVO_TEST_RUN"
"""In the environment of a run, and so of every process that it starts."""

FINISHED = 3
"""The exit code of a run over files of which some are in quarantine."""


@pytest.fixture
def environment(prefect_server: str, tmp_path: Path) -> dict[str, str]:
    """The environment of runs that share a Prefect server, and recognise no text in pictures."""
    silent = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL"}
    return os.environ | {"PREFECT_API_URL": prefect_server, MARK: str(tmp_path), "CONSUNTIVO_OCR": "never"} | silent


@pytest.mark.slow
def test_the_state_of_every_task_is_in_the_database_of_an_embedded_prefect_when_its_run_has_ended(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for i in range(12):
        (tmp_path / "reports" / f"{i}.pdf").write_bytes(document(text(f"Ente {i}"), honest(1)))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    done = run(environment, "ingest", tmp_path / "reports", "--output", tmp_path / "output")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "output" / STATE / DATABASE)) as database:
        states = database.execute("SELECT state_name, count(*) FROM task_run GROUP BY 1").fetchall()
    assert states == [("Completed", 12)]


@pytest.mark.slow
def test_runs_of_one_process_that_has_prefect_already_each_have_a_server_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document(text("Ente"), honest(1)))
    outputs = [tmp_path / "one", tmp_path / "other"]
    script = "import sys, prefect; from flows.local import ingest; [ingest([sys.argv[1]], output) for output in sys.argv[2:]]"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")  # the first makes a database, the other has a copy
    command = [sys.executable, "-c", script, str(tmp_path / "a.pdf"), *map(str, outputs)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.suffix for path in (tmp_path / "cache" / "consuntivo").iterdir()] == [".db"]
    for output in outputs:
        with closing(sqlite3.connect(output / STATE / DATABASE)) as database:
            assert database.execute("SELECT name, state_name FROM task_run").fetchall() == [("a.pdf", "Completed")]
            assert database.execute("SELECT name FROM flow_run").fetchall() == [(f"{tmp_path / 'a.pdf'} to {output}",)]


@pytest.mark.slow
def test_no_file_of_ones_own_server_changes_an_embedded_prefect(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document(text("Ente"), honest(1)))
    (tmp_path / ".env").write_text("PREFECT_API_URL=http://127.0.0.1:9/api\nPREFECT_API_KEY=key\n")
    (tmp_path / "prefect.toml").write_text(
        """
        flows.default_retries = 2
        [server]
        api = {auth_string = "a:b", base_path = "/behind/a/proxy", csrf_protection_enabled = true}
        database.connection_url = "postgresql+asyncpg://127.0.0.1:9/prefect"
        docket.url = "redis://127.0.0.1:9"
        events = {messaging_broker = "not.installed", messaging_cache = "not.installed"}
        """
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    done = run(environment, "ingest", "a.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "output" / STATE / DATABASE)) as database:
        assert database.execute("SELECT name, state_name FROM task_run").fetchall() == [("a.pdf", "Completed")]


@pytest.mark.parametrize("name", ["what?", "50%25"])
def test_4_when_prefect_cannot_name_the_output(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.pdf").write_bytes(document(text("Ente"), honest(1)))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")} | {"COLUMNS": "500"}
    done = run(environment, "ingest", tmp_path / "a.pdf", "--output", tmp_path / name)
    assert done.returncode == 4
    assert f"Prefect cannot keep its database in {tmp_path / name / STATE}, for a ? or % in the name." in done.stderr


@pytest.mark.slow
def test_4_when_prefect_cannot_use_what_it_kept_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document(text("Ente"), honest(1)))
    database = tmp_path / "output" / STATE / DATABASE
    database.parent.mkdir(parents=True)
    database.write_text("no database")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")} | {"COLUMNS": "500"}
    done = run(environment, "ingest", tmp_path / "a.pdf", "--output", tmp_path / "output")
    assert done.returncode == 4
    assert f"Prefect cannot use its database {database}: " in done.stderr
    assert "Delete it" in done.stderr
    assert "Traceback" not in done.stderr
    database.unlink()
    done = run(environment, "ingest", tmp_path / "a.pdf", "--output", tmp_path / "output")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("what", ["content", "name", "decision", "list", "output"])
def test_a_run_in_which_something_changed_is_no_such_run(tmp_path: Path, what: str) -> None:
    reports, output, corrections = tmp_path / "reports", tmp_path / "output", tmp_path / "corrections"
    for folder in (reports, output / STATE, corrections):
        folder.mkdir(parents=True)
    (reports / "a.pdf").write_bytes(document(text("Ente"), honest(1)))

    def job() -> Job:
        return Job([str(reports)], str(output), 1, [], str(corrections))

    with job() as first:
        first.keep(Run(output=str(output), documents=(), quarantine=()))
        assert first.unchanged() is not None
    match what:
        case "content":
            (reports / "a.pdf").write_bytes(document(text("Ente"), honest(2)))
        case "name":
            (reports / "a.pdf").rename(reports / "b.pdf")
        case "decision":
            (corrections / "a.yml").write_text("[]")
        case "list":
            (reports / "reports.csv").write_text("file,entity,year\n")
        case "output":
            (output / "cells").mkdir()
            (output / "cells" / "a.parquet").touch()
    with job() as second:
        assert second.unchanged() is None


def test_a_pdf_and_its_signed_envelope_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(hostile.report())
    (tmp_path / "a.pdf.p7m").write_bytes(hostile.signed(hostile.report(), part=1_000))
    with Job([str(tmp_path)], str(tmp_path / "output"), 1, [], str(tmp_path / "corrections")) as job:
        assert [[file.name for file in found] for found in job.batch.documents.values()] == [["a.pdf", "a.pdf.p7m"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files as they come."""
    folder = tmp_path / "comuni"
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        (folder / name / "bilancio.pdf").write_bytes(document(text(f"Ente {name}"), honest(1)))
    (folder / "a" / "copia.pdf").write_bytes((folder / "a" / "bilancio.pdf").read_bytes())
    (folder / "vuoto.pdf").touch()
    (folder / "leggimi.md").write_text("# Leggimi\n")
    (folder / "cifrato.pdf").write_bytes(hostile.encrypted("segreto"))
    (folder / "troncato.pdf").write_bytes(hostile.truncated(0.7))
    (folder / "scansione.pdf").write_bytes(hostile.scan())
    os.mkfifo(folder / "coda.pdf")
    (folder / "fuori.pdf").symlink_to(Path(__file__))
    (folder / "fuori").symlink_to(Path(__file__).parent)
    (folder / "dentro.pdf").symlink_to(folder / "b" / "bilancio.pdf")
    (folder / "=cmd|'calc'!A1.pdf").write_bytes(document(text("Uno")))
    (folder / "<b>[red]*due*.pdf").write_bytes(document(text("Due")))
    (folder / "\u202efdp.tre\x1b[31m\n.pdf").write_bytes(document(text("Tre")))
    with open(os.fsencode(folder) + b"/caff\xe8.pdf", "wb") as file:
        file.write(document(text("Quattro")))
    return folder


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "flows", *map(str, arguments)]


def run(environment: dict[str, str], *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )


def processes_of(environment: dict[str, str]) -> list[psutil.Process]:
    """The processes of a run, those aside that have ended and only wait for somebody to ask how."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == environment[MARK] and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def assert_no_process_stays(environment: dict[str, str]) -> None:
    """Those that a run started end once it has: each notices by itself."""
    left = processes_of(environment)
    for _ in range(100):
        if left:
            psutil.wait_procs(left, timeout=0.1)
            left = processes_of(environment)
    assert left == []


def assert_nothing_is_left(output: Path, environment: dict[str, str]) -> None:
    """No process, no temporary file, no lock."""
    assert_no_process_stays(environment)
    left_behind = [path for path in output.rglob("*") if path.suffix == ".tmp" or path.name.startswith(("workers-", "lock"))]
    assert left_behind == []


def assert_same_datasets(one: Path, other: Path) -> None:
    for dataset in MODELS.keys() - {"runs"}:  # of which each run has its own
        assert_frame_equal(read_dataset(one, dataset), read_dataset(other, dataset), check_row_order=False)


def test_every_file_ends_in_a_record_or_in_a_reason(folder: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    output = tmp_path / "output"
    finished = run(environment, "ingest", folder, "--output", output, "--workers", 2)
    assert finished.returncode == FINISHED, finished.stderr
    documents = read_dataset(output, "documents").sort("source_file")
    assert documents.select("source_file", "source_files", "completeness").rows() == [
        ("<b>[red]*due*.pdf", ["<b>[red]*due*.pdf"], "complete"),
        ("=cmd|'calc'!A1.pdf", ["=cmd|'calc'!A1.pdf"], "complete"),
        (r"\u202efdp.tre\x1b[31m\n.pdf", [r"\u202efdp.tre\x1b[31m\n.pdf"], "complete"),
        ("a/bilancio.pdf", ["a/bilancio.pdf", "a/copia.pdf"], "complete"),
        ("b/bilancio.pdf", ["b/bilancio.pdf", "dentro.pdf"], "complete"),
        (r"caff\xe8.pdf", [r"caff\xe8.pdf"], "complete"),
        ("troncato.pdf", ["troncato.pdf"], "partial"),
    ]
    quarantine = read_dataset(output, "quarantine").sort("source_file", "page")
    assert quarantine.select("source_file", "page", "stage", "error").rows() == [
        ("cifrato.pdf", None, "open", "encrypted"),
        ("coda.pdf", None, "open", "not_a_file"),
        ("fuori", None, "open", "link_out"),
        ("fuori.pdf", None, "open", "link_out"),
        ("leggimi.md", None, "open", "not_a_pdf"),
        ("scansione.pdf", None, "read", "no_text"),
        ("troncato.pdf", None, "read", "truncated"),
        ("troncato.pdf", 8, "read", "page_lost"),
        ("vuoto.pdf", None, "open", "empty"),
    ]
    assert all(reason.endswith((".", ".)")) for reason in quarantine["reason"])
    assert re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", finished.stdout + finished.stderr) is None
    assert_nothing_is_left(output, environment)

    again = ingest_with(
        environment["PREFECT_API_URL"], folder, "--output", tmp_path / "again", "--workers", "1", "--ocr", "never"
    )
    assert again.exit_code == FINISHED
    assert_same_datasets(output, tmp_path / "again")


def test_a_password_opens_what_was_in_quarantine(folder: Path, tmp_path: Path, prefect_server: str) -> None:
    output, passwords = tmp_path / "output", tmp_path / "passwords.txt"
    passwords.write_text("sbagliato\nsegreto\n")
    file = folder / "cifrato.pdf"
    assert ingest_with(prefect_server, file, "--output", output).exit_code == FINISHED
    assert read_dataset(output, "quarantine")["error"].to_list() == ["encrypted"]
    finished = ingest_with(prefect_server, file, "--output", output, "--password-file", passwords)
    assert finished.exit_code == 0
    assert read_dataset(output, "quarantine").height == 0
    assert read_dataset(output, "documents")["source_file"].to_list() == ["cifrato.pdf"]
    assert "segreto" not in finished.output


@pytest.mark.slow
def test_a_run_that_was_killed_is_carried_on_by_the_next(tmp_path: Path, environment: dict[str, str]) -> None:
    folder, killed = tmp_path / "folder", tmp_path / "killed"
    folder.mkdir()
    for i in range(8):
        (folder / f"{i}.pdf").write_bytes(document(honest(i), honest(i + 10)))
    (folder / "vuoto.pdf").touch()
    assert run(environment, "ingest", folder, "--output", tmp_path / "unharmed").returncode == FINISHED
    for files in (1, 20, 60):
        with subprocess.Popen(command("ingest", folder, "--output", killed, "--workers", 2), env=environment) as running:
            while running.poll() is None and sum(1 for _ in killed.glob("[!.]*/*/*.parquet")) < files:
                with suppress(subprocess.TimeoutExpired):
                    running.wait(0.01)
            running.kill()
        assert running.returncode in (-signal.SIGKILL, FINISHED)  # a late one may be too late
    assert run(environment, "ingest", folder, "--output", killed).returncode == FINISHED
    assert_same_datasets(tmp_path / "unharmed", killed)
    assert_nothing_is_left(killed, environment)


def test_a_run_that_was_killed_leaves_no_process(folder: Path, tmp_path: Path) -> None:
    """Neither one that reads nor Prefect's server, which the others share here."""
    environment, output = os.environ | {MARK: str(tmp_path)}, tmp_path / "output"
    with subprocess.Popen(command("ingest", folder, "--output", output), env=environment) as running:
        while running.poll() is None and not any(output.rglob("*.parquet")):
            with suppress(subprocess.TimeoutExpired):
                running.wait(0.01)
        left = processes_of(environment)
        running.kill()
    assert len(left) > 2
    assert_no_process_stays(environment)


def test_a_limit_that_is_none_is_bad_usage(folder: Path, environment: dict[str, str]) -> None:
    finished = run(environment | {"CONSUNTIVO_MAX_PAGES": "many"}, "ingest", folder)
    assert finished.returncode == 2
    assert "CONSUNTIVO_MAX_PAGES: " in finished.stderr


def test_a_log_tells_of_each_document_its_stages_and_pages(tmp_path: Path, prefect_server: str) -> None:
    (tmp_path / "a.pdf").write_bytes(document(text("Ente"), honest(1)))
    (tmp_path / "b.pdf").write_text("no PDF")
    done = ingest_with(prefect_server, tmp_path, "--output", tmp_path / "output", "--log", tmp_path / ".log")
    assert done.exit_code == FINISHED, done.stderr
    lines = [json.loads(line) for line in (tmp_path / ".log").read_text().splitlines()]
    of = {name: [line for line in lines if line["document"] == name] for name in ("a.pdf", "b.pdf")}
    assert [line["page"] for line in of["a.pdf"] if "page" in line] == [1, 2]
    assert {line["stage"] for line in of["a.pdf"]} == {*get_args(Stage), "done"}
    assert [(line["level"], line["error"]) for line in of["b.pdf"]] == [("warning", "not_a_pdf")]
