"""The command: what it prints, what it writes, and the code that it leaves with."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType

import pikepdf
import polars as pl
import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from flows.__main__ import main
from flows.command_line import app
from flows.embedded import DATABASE
from flows.state import STATE
from pipeline.columns import MODELS, columns_of
from pipeline.datasets import write_empty, write_report
from pipeline.report import Report
from tests.conftest import SAMPLE
from tests.drawing import Drawing
from tests.test_flow import small_report

PROJECT = SAMPLE.parent.parent

GUARD = """
import socket
from pathlib import Path

def refuse(where, real):
    def guarded(*args, **more):
        host = str(where(args))
        if host not in ("localhost", "127.0.0.1", "::1", "None"):
            with open(Path(__file__).parent / "went-out.txt", "a") as log:
                log.write(host + "\\n")
            raise OSError("No network")
        return real(*args, **more)
    return guarded

socket.getaddrinfo = refuse(lambda args: args[0], socket.getaddrinfo)
socket.socket.connect = refuse(lambda args: args[1][0] if isinstance(args[1], tuple) else None, socket.socket.connect)
"""
"""Python code that lets a process, and those that it starts, reach nothing but its own machine, and notes what it tried."""


THEIR_PREFECT = {"PREFECT_PROFILE": "cloud", "PREFECT_API_URL": ""}
"""What a user of Prefect may have in the environment."""


def run(
    *args: str | Path, cwd: Path, prefect: str | None = None, path: Sequence[Path] = (), env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process, with a home of its own, with Prefect embedded unless there is one at an address."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")} | dict(env or {})
    env |= {"HOME": str(cwd), "COLUMNS": "160", "PYTHONPATH": os.pathsep.join(map(str, [*path, PROJECT]))}
    silent = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL"}
    env |= {"PREFECT_API_URL": prefect, **silent} if prefect else {}
    command = [sys.executable, "-m", "flows", *map(str, args)]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def invoke(*args: str | Path) -> Result:
    """Run a command that needs no Prefect, here."""
    return CliRunner().invoke(app, [str(arg) for arg in args], env={"COLUMNS": "160"})


def ingest_with(server: str, *args: str | Path) -> Result:
    """Run the main job here, with a Prefect server that is there already."""
    return CliRunner().invoke(app, ["ingest", *map(str, args)], env={"COLUMNS": "160", "PREFECT_API_URL": server})


def told(text: str) -> str:
    """What a message says, wherever its lines are broken."""
    return " ".join(text.split())


# ── the main job ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class MainJob:
    """The main job as a newcomer runs it, its reach watched."""

    folder: Path
    done: subprocess.CompletedProcess[str]
    watch: Path


@pytest.fixture(scope="module")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    """On a machine whose user has set up Prefect otherwise: a run with an embedded one takes nothing of that."""
    folder, watch = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("watch")
    (watch / "sitecustomize.py").write_text(GUARD)
    (folder / ".prefect").mkdir()  # the home is here
    elsewhere = 'active = "cloud"\n\n[profiles.cloud]\nPREFECT_API_URL = "http://127.0.0.1:9/api"\nPREFECT_API_KEY = "secret"\n'
    (folder / ".prefect" / "profiles.toml").write_text(elsewhere)
    (folder / "prefect.toml").write_text('[server.database]\nconnection_url = "sqlite+aiosqlite:////nowhere/prefect.db"\n')
    (folder / "raw_pdfs").mkdir()
    shutil.copy(SAMPLE, folder / "raw_pdfs")
    return MainJob(folder, run("ingest", "raw_pdfs", cwd=folder, path=[watch], env=THEIR_PREFECT), watch)


def test_the_main_job_says_what_was_read_and_what_is_wrong(main_job: MainJob) -> None:
    said = [line.strip("│╭╰ ").rstrip() for line in main_job.done.stdout.splitlines()]
    for line in ("1  document read", "17  pages", "29  tables", "0  in quarantine"):
        assert line in said
    assert any(line.startswith("139  records: 52 service standards, 16 objective results") for line in said)
    assert any(re.match(r"1\d\d  identities tried: \d+ hold, \d+ hold within rounding", line) for line in said)
    assert said[said.index("What does not add up") + 1] == (
        "error   27bbfb23 lucca-2016.pdf, page 5, table t11, row 3, column 2: “3.466.720,87”"
    )
    assert "Everything is in output/ as Parquet. `consuntivo findings output` lists all findings;" in said


def test_the_main_job_leaves_with_the_code_for_errors_and_no_noise(main_job: MainJob) -> None:
    assert (main_job.done.returncode, main_job.done.stderr) == (1, "Files: 1, to read: 1.\n")


def test_the_main_job_writes_everything_into_the_output(main_job: MainJob) -> None:
    assert {path.name for path in main_job.folder.iterdir()} == {"raw_pdfs", "output", ".prefect", "prefect.toml"}
    assert [path.name for path in (main_job.folder / ".prefect").iterdir()] == ["profiles.toml"]
    assert {path.name for path in (main_job.folder / "output").iterdir()} == {
        *MODELS,
        "review",
        "summary.md",
        "datapackage.json",
        STATE,
    }


def test_the_main_job_done_again_starts_no_prefect_and_tells_the_same(main_job: MainJob) -> None:
    database = main_job.folder / "output" / STATE / DATABASE
    before = database.read_bytes()
    again = run("ingest", "raw_pdfs", cwd=main_job.folder)
    assert (again.returncode, again.stdout) == (main_job.done.returncode, main_job.done.stdout)
    assert again.stderr == "Nothing has changed since the last run.\n"
    assert database.read_bytes() == before


def test_the_review_ends_well_with_the_key_that_it_names(main_job: MainJob) -> None:
    command = [sys.executable, "-m", "flows", "review", "output"]
    with subprocess.Popen(command, cwd=main_job.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as review:
        assert review.stdout is not None
        assert review.stdout.readline().startswith("Review at http://127.0.0.1:")
        assert review.stdout.readline().endswith("Press Ctrl-C to end.\n")
        review.send_signal(signal.SIGINT)
        assert review.wait(60) == 0


def test_the_main_job_needs_no_network(main_job: MainJob) -> None:
    assert not (main_job.watch / "went-out.txt").exists()


def test_the_guard_of_the_network_would_tell(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    code = "import socket; socket.create_connection(('192.0.2.1', 80))"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, check=False)
    assert done.returncode == 1
    assert (tmp_path / "went-out.txt").read_text() == "192.0.2.1\n"


# ── exit codes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_0_when_all_is_well(prefect_server: str, tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    done = ingest_with(prefect_server, tmp_path / "small.pdf", "--output", tmp_path / "out")
    assert (done.exit_code, told(done.stderr)) == (
        0,
        f"The Prefect server at {prefect_server} is used, for PREFECT_API_URL names it. Files: 1, to read: 1.",
    )
    assert "What does not add up" not in done.stdout


def test_5_when_files_are_in_quarantine_and_there_are_errors(
    prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small_report(result="201,00").save(tmp_path / "small.pdf")
    (tmp_path / "[red]empty\x1b[2J.pdf").touch()
    done = ingest_with(prefect_server, "small.pdf", "[red]empty\x1b[2J.pdf", "--output", "out")
    assert done.exit_code == 5
    assert "1  in quarantine" in done.stdout
    assert re.search("error [0-9a-f]{8} small.pdf, page 1, table t1, row 4, column 4: “201,00”", done.stdout)
    assert r"[red]empty\x1b[2J.pdf" in done.stdout
    assert "The file is empty. Ask for it again." in told(done.stdout)


def test_4_when_another_run_writes_to_the_output(prefect_server: str, tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    (tmp_path / "out" / STATE).mkdir(parents=True)
    with FileLock(tmp_path / "out" / STATE / "lock"):
        done = ingest_with(prefect_server, tmp_path / "small.pdf", "--output", tmp_path / "out")
    assert done.exit_code == 4
    assert told(done.stderr).endswith(f"Another run is writing to {tmp_path}/out. Wait for it to end, or give another output.")


def test_3_when_files_are_in_quarantine_and_there_are_no_errors(prefect_server: str, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "README.txt").write_text("no report")
    done = ingest_with(prefect_server, tmp_path, "--output", tmp_path / "out")
    assert done.exit_code == 3
    assert "Left out, for they are no PDFs or their names begin with a dot: README.txt" in done.stdout


def test_quiet_names_what_could_not_be_read_and_nothing_else(prefect_server: str, tmp_path: Path) -> None:
    small_report(result="201,00").save(tmp_path / "small.pdf")
    (tmp_path / "empty.pdf").touch()
    done = ingest_with(prefect_server, tmp_path, "--output", tmp_path / "out", "--quiet")
    assert (done.exit_code, done.stdout) == (5, "")
    assert told(done.stderr) == "empty.pdf The file is empty. Ask for it again."


def test_a_file_that_nobody_takes_for_a_report_changes_no_code(prefect_server: str, tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    (tmp_path / "README.txt").write_text("no report")
    done = ingest_with(prefect_server, tmp_path, "--output", tmp_path / "out", "--json")
    assert done.exit_code == 0
    assert [d["names"] for d in json.loads(done.stdout)["documents"]] == [["small.pdf"]]


def test_4_when_the_output_cannot_be_written(tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / STATE).write_text("a file")
    done = run("ingest", "small.pdf", "--output", "out", cwd=tmp_path)
    assert done.returncode == 4
    assert f"out/{STATE} cannot be written (File exists)." in told(done.stderr)


def test_4_when_no_prefect_server_answers_where_one_is_named(tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    done = run("ingest", "small.pdf", "--output", "out", cwd=tmp_path, prefect="http://127.0.0.1:9/api")
    assert done.returncode == 4
    assert told(done.stderr).startswith("No Prefect server answers at http://127.0.0.1:9/api (")


@contextmanager
def server(answers: Mapping[str, tuple[int, bytes]]) -> Iterator[str]:
    """A server that answers paths, and 401 to others: the address of its API."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, (401, b"{}"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 (the name that the library asks for)

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/api"
        listening.shutdown()


@pytest.mark.parametrize("answer", [(404, b""), (502, b""), (200, b"<p>It works!</p>")])
def test_4_when_what_answers_is_no_prefect_server(tmp_path: Path, answer: tuple[int, bytes]) -> None:
    small_report().save(tmp_path / "small.pdf")
    with server({"/api/health": answer}) as address:
        done = ingest_with(address, tmp_path / "small.pdf", "--output", tmp_path / "out")
    assert done.exit_code == 4
    assert told(done.stderr).startswith(f"No Prefect server answers at {address} (")


def test_4_when_the_prefect_server_does_not_know_the_password(tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    with server({"/api/health": (200, b"true")}) as address:
        done = run("ingest", "small.pdf", "--output", "out", cwd=tmp_path, prefect=address)
    assert done.returncode == 4
    assert f"The Prefect server at {address} does not do what is asked (401 Unauthorized)." in told(done.stderr)
    assert "Traceback" not in done.stderr


def test_130_and_nothing_else_when_it_is_interrupted_while_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    class Interrupted(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "flows.command_line", Interrupted("flows.command_line"))
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, *capfd.readouterr()) == (130, "", "")


def test_4_when_the_command_itself_fails(tmp_path: Path) -> None:
    (tmp_path / "out" / "findings" / "report_year=2016").mkdir(parents=True)
    (tmp_path / "out" / "findings" / "report_year=2016" / "a.parquet").write_bytes(b"no Parquet")
    done = run("findings", "out", cwd=tmp_path)
    assert done.returncode == 4
    assert "Traceback" in done.stderr
    assert done.stderr.endswith("This program failed. Please report it, with what is above.\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["ingest", "nowhere", "a" * 300], f"There is no nowhere, {'a' * 300}. Give PDFs or folders that are there."),
        (["inspect", "nowhere.pdf"], "There is no nowhere.pdf. Give PDFs or folders that are there."),
        (["tables", "nowhere.pdf"], "There is no nowhere.pdf. Give PDFs or folders that are there."),
        (["findings", "nowhere"], "There is no output of a run in nowhere. Run `consuntivo ingest` first, or give the folder"),
        (["ingest", ".", "--corrections", "nowhere"], "There is no folder nowhere. Give the folder with the corrections"),
        (["ingest", ".", "--password-file", "nowhere"], "The passwords in nowhere cannot be read (No such file or directory)."),
        (["ingest", ".", "--output", ""], "--output names no folder. Give one, or leave it out."),
        (["ingest", ".", "--workers", "-1"], "--workers"),
        (["ingest"], "PDF-OR-FOLDER"),
        (["mend"], "No such command 'mend'"),
        ([], "Usage: consuntivo"),
    ],
)
def test_2_when_it_is_asked_for_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke(*args)
    assert done.exit_code == 2
    assert "".join(message.split()) in "".join(done.output.split())
    assert not list(tmp_path.iterdir())


def test_2_when_there_is_no_pdf(prefect_server: str, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    done = ingest_with(prefect_server, tmp_path / "reports", "--output", tmp_path / "out")
    assert done.exit_code == 2
    assert told(done.stderr).endswith(f"There is no PDF in {tmp_path}/reports. Give PDFs, or folders that hold some.")


def test_2_when_the_output_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    small_report().save(tmp_path / "small.pdf")
    done = invoke("ingest", "small.pdf", "--output", "small.pdf")
    assert (done.exit_code, told(done.output)) == (2, "small.pdf is a file. Give --output a folder, or a name that is free.")


def test_the_codes_are_told() -> None:
    for command in ("ingest", "findings"):
        said = told(invoke(command, "-h").output)
        assert "0 all well, 1 open findings of severity error, 2 bad usage, 3 files or pages in quarantine, 4 the run" in said


# ── inspect ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_inspect_shows_sections_tables_records_and_findings_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke("inspect", SAMPLE)
    assert done.exit_code == 0
    said = [line.rstrip() for line in done.output.splitlines()]
    assert said[0] == "lucca-2016.pdf: RISULTATI 2016 SEGRETARIO GENERALE"
    assert said[1].endswith("di Lucca, fiscal year 2016, 17 pages, complete")
    assert "│   │   └── t1  p. 2  7 × 6  variance_lines" in said
    assert "    52 service_standards" in said
    assert said[said.index("Findings") + 1] == "error   27bbfb23 page 5, table t11, row 3, column 2: “3.466.720,87”"
    assert not list(tmp_path.iterdir())


def test_inspect_of_a_report_without_tables_or_findings(tmp_path: Path) -> None:
    done = invoke("inspect", Drawing().text(72, 72, "Relazione").save(tmp_path / "bare.pdf"))
    assert (done.exit_code, done.output.splitlines()[-2:]) == (0, ["Findings", "none"])


def test_headings_of_the_ledger_are_whole_in_a_narrow_terminal(tmp_path: Path) -> None:
    bare = Drawing().text(72, 72, "Relazione").save(tmp_path / "bare.pdf")
    done = CliRunner().invoke(app, ["inspect", str(bare)], env={"COLUMNS": "80"})
    assert "page figures in cells in sections lines in charts not shown refused images" in " ".join(done.output.split())


def test_what_was_not_read_stands_on_lines_of_its_own(tmp_path: Path) -> None:
    drawing = Drawing().text(72, 72, "Relazione").text(72, 400, "Riserva 4.321,00", hidden=True)
    drawing.text(72, 110, "(importi in migliaia di euro)")
    rows = [["Voce", "2023"], ["Diritto annuale", "412"], ["Contributi", "23"]]
    path = drawing.grid(72, 120, [180, 90], rows, align="lr", bold_rows=1).save(tmp_path / "bare.pdf")
    said = CliRunner().invoke(app, ["inspect", str(path)], env={"COLUMNS": "80"}).output.splitlines()
    assert said[said.index("Not read, or read otherwise") + 1].startswith("p. 1  Not shown: «Riserva 4.321,00»")
    assert any("scale said by above it: " in line for line in said)


@pytest.mark.parametrize("command", ["inspect", "tables"])
def test_3_for_one_file_that_cannot_be_read(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty.pdf").touch()
    done = invoke(command, tmp_path / "empty.pdf")
    assert done.exit_code == 3
    assert told(done.output).endswith("empty.pdf: The file is empty. Ask for it again.")


@pytest.mark.parametrize("how", ["--password", "--password-file"])
def test_an_encrypted_file_opens_with_its_password(tmp_path: Path, how: str) -> None:
    drawn = small_report().save(tmp_path / "small.pdf")
    with pikepdf.open(drawn) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="perché", owner="no"))
    (tmp_path / "passwords.txt").write_text("altro\nperché\n", encoding="utf-8")
    given = "perché" if how == "--password" else str(tmp_path / "passwords.txt")
    assert invoke("tables", tmp_path / "locked.pdf").exit_code == 3
    done = invoke("tables", tmp_path / "locked.pdf", how, given)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Tables: 1.")


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD, LINES = ["Voce", "2016", "2015"], [[f"Voce {i}", f"{i}.100,00", f"{i}.050,00"] for i in range(1, 9)]


def two_pages() -> Drawing:
    """A table that runs over two pages, its header repeated."""
    drawing = Drawing(foot="{page}").grid(72, 700, (160, 90, 90), [HEAD, *LINES[:4]], align="lrr", bold_rows=1)
    return drawing.page().grid(72, 72, (160, 90, 90), [HEAD, *LINES[4:]], align="lrr", bold_rows=1)


def test_tables_as_json(tmp_path: Path) -> None:
    done = invoke("tables", two_pages().save(tmp_path / "two.pdf"), "--json", tmp_path / "out.json")
    assert (done.exit_code, told(done.output)) == (0, f"Tables: 1, written to {tmp_path}/out.json.")
    (table,) = json.loads((tmp_path / "out.json").read_text("utf-8"))["tables"]
    assert set(table) == {"page", "bbox", "rows", "method"}
    assert (table["page"], table["rows"]) == (1, [HEAD, *LINES])
    assert table["bbox"] == pytest.approx([72, 700, 412, 776], abs=2)


def test_tables_in_one_piece_per_page(tmp_path: Path) -> None:
    invoke("tables", two_pages().save(tmp_path / "two.pdf"), "--per-page", "--json", tmp_path / "out.json")
    pieces = json.loads((tmp_path / "out.json").read_text("utf-8"))["tables"]
    assert [(piece["page"], piece["rows"]) for piece in pieces] == [(1, [HEAD, *LINES[:4]]), (2, [HEAD, *LINES[4:]])]


def test_tables_in_the_terminal_break_no_amount_however_narrow_it_is(tmp_path: Path) -> None:
    rows = [["Voce", *["Importo"] * 6], ["Proventi", *["€ 1.234.567,89"] * 6]]
    drawn = Drawing((842, 595)).grid(40, 72, (80, *[100] * 6), rows, align="lrrrrrr").save(tmp_path / "wide.pdf")
    done = CliRunner().invoke(app, ["tables", str(drawn)], env={"COLUMNS": "60"})
    assert done.output.count("1.234.567,89") == 6


def test_tables_of_a_file_that_has_none(tmp_path: Path) -> None:
    done = invoke("tables", Drawing().text(72, 72, "Relazione").save(tmp_path / "bare.pdf"))
    assert (done.exit_code, done.output) == (0, "Tables: 0.\n")


def test_4_when_the_tables_cannot_be_written(tmp_path: Path) -> None:
    done = invoke("tables", two_pages().save(tmp_path / "two.pdf"), "--json", tmp_path / "nowhere" / "out.json")
    assert done.exit_code == 4
    assert "cannot be written (No such file or directory). Give a file in a folder that is there." in told(done.output)


# ── findings and schema ───────────────────────────────────────────────────────────────────────────────────────────────


def test_findings_of_a_run_the_worst_first(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path)
    done = invoke("findings", tmp_path)
    said = [line.rstrip() for line in done.output.splitlines()]
    assert done.exit_code == 1
    assert said[0].endswith("lucca-2016.pdf, page 5, table t11, row 3, column 2: “3.466.720,87”")
    assert pl.read_parquet(tmp_path / "findings").filter(severity="error")["finding_id"].item().startswith(said[0].split()[1])
    severities = [line.split()[0] for line in said if line[0] != " "]
    assert severities == sorted(severities, key=("error", "warning", "info").index)
    assert len(severities) == len(sample.findings)


def test_findings_that_are_asked_for(sample: Report, tmp_path: Path) -> None:
    write_report(sample, tmp_path)
    done = invoke("findings", tmp_path, "--severity", "warning", "--rule", "TXT-3", "--document", "lucca", "--json")
    assert done.exit_code == 0
    assert {(f["severity"], f["rule"]) for f in json.loads(done.output)} == {("warning", "TXT-3")}
    assert json.loads(invoke("findings", tmp_path, "--document", "nowhere", "--json").output) == []


@pytest.mark.parametrize("asked", [("--severity", "grave"), ("--status", "decided"), ("--rule", "SUM-99")])
def test_findings_that_cannot_be_are_bad_usage(tmp_path: Path, asked: tuple[str, str]) -> None:
    write_empty(tmp_path)
    done = invoke("findings", tmp_path, *asked)
    assert (done.exit_code, asked[1] in done.stderr) == (2, True)


def test_findings_where_there_are_none(tmp_path: Path) -> None:
    write_empty(tmp_path)
    done = invoke("findings", tmp_path)
    assert (done.exit_code, done.output) == (0, "No findings.\n")


def test_4_when_what_a_format_needs_is_not_installed(sample: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(sample, tmp_path)
    monkeypatch.setitem(sys.modules, "deltalake", None)
    monkeypatch.delitem(sys.modules, "pipeline.delta", raising=False)
    done = invoke("compact", tmp_path, "--format", "delta")
    assert done.exit_code == 4
    assert told(done.stderr) == "To write Delta tables, install the extra: pip install 'consuntivo[delta]'."


def test_schema_tells_every_dataset_and_column() -> None:
    said = invoke("schema").output
    for dataset in MODELS:
        assert f"\n{dataset}: " in f"\n{said}"
        for column in columns_of(dataset):
            assert f" {column.name} " in said


def test_schema_as_json() -> None:
    told_as_json = json.loads(invoke("schema", "--json").output)
    assert list(told_as_json) == list(MODELS)
    lines = told_as_json["variance_lines"]
    assert lines["description"] == "A line of a table that sets two years side by side."
    columns = {column["name"]: column for column in lines["columns"]}
    assert columns["variance"] == {
        "name": "variance",
        "type": "Decimal(precision=38, scale=6)",
        "unit": "EUR",
        "allowed": [],
        "required": False,
        "description": "Euro times `scale`. Column *var.* / *Scostamento* / *Differenza*.",
    }
