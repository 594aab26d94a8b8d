"""The flow over a folder: from Python, what is kept for the next run, what is quarantined, and its deployment."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, get_args
from uuid import UUID

import polars as pl
import pytest
import yaml
from filelock import FileLock
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State
from prefect.client.schemas.sorting import FlowRunSort
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.states import Failed
from prefect.utilities.callables import parameter_schema
from prefect.utilities.templating import resolve_variables
from prefect.variables import Variable
from pydantic import SecretStr
from rich.console import Console

from flows.console import Display, run_summary
from flows.ingest import ingest, read_document
from flows.job import Job
from flows.markdown import findings_as_markdown
from flows.run import OutputInUse, Run
from flows.state import STATE
from pipeline.columns import MODELS
from pipeline.corrections import record_correction
from pipeline.datasets import read_dataset
from pipeline.source import Unreadable
from pipeline.stopwatch import Stage
from pipeline.summary import Summary
from schemas.correction import Correction, DocumentCorrections
from tests.conftest import SAMPLE
from tests.drawing import Drawing

PROJECT = SAMPLE.parent.parent


def small_report(year: int = 2017, result: str = "200,00") -> Drawing:
    """A report of one page with one table, whose variance is right if `result` is 200,00."""
    rows = [
        ["", f"Consuntivo {year}", f"Consuntivo {year - 1}", "Variazione"],
        ["312 - CONTRIBUTI", "1.000,00", "900,00", "100,00"],
        ["313 - PROVENTI", "500,00", "400,00", "100,00"],
        ["TOTALE ENTRATE", "1.500,00", "1.300,00", result],
    ]
    drawing = Drawing().text(72, 60, f"RISULTATI {year}", size=14, bold=True).text(72, 90, "Le entrate dell'anno, in euro.")
    return drawing.grid(72, 120, (160, 90, 90, 90), rows, align="lrrr", bold_rows=1)


@dataclass(frozen=True)
class Done:
    """A run, what it was given and where it wrote."""

    run: Run
    folder: Path
    output: Path


@pytest.fixture(scope="module")
def done(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The sample report, given twice, a small one in a folder below, and two files that are none."""
    folder = tmp_path_factory.mktemp("reports")
    shutil.copy(SAMPLE, folder / "lucca-2016.pdf")
    shutil.copy(SAMPLE, folder / "the same again.pdf")
    (folder / "2017").mkdir()
    small_report().save(folder / "2017" / "small.pdf")
    (folder / "empty.pdf").touch()
    (folder / "notes.pdf").write_text("no PDF at all")
    output = folder.parent / "output"
    return Done(ingest([str(folder)], str(output), workers=2), folder, output)


def content_of(output: Path) -> dict[str, tuple[int, bytes]]:
    """Every Parquet file of an output but those of `runs`: when it was written, and its bytes."""
    files = [file for file in output.rglob("*.parquet") if file.relative_to(output).parts[0] != "runs"]
    return {str(file.relative_to(output)): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}


@pytest.fixture
def known(done: Done, tmp_path: Path) -> Done:
    """The same folder and output, copied, to be changed."""
    folder, output = tmp_path / "reports", tmp_path / "output"
    shutil.copytree(done.folder, folder)
    shutil.copytree(done.output, output)
    return Done(done.run, folder, output)


def task_states(flow_run: UUID) -> dict[str, str]:
    """How the tasks of a run ended that read PDFs, by name, once the server has noted how."""
    with get_client(sync_client=True) as client:
        for _ in range(1_000):
            runs = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run])))
            if all(run.state and run.state.is_final() for run in runs):
                break
    return {run.name: run.state_name or "" for run in runs if run.name != "notes.pdf"}


def last_run() -> UUID:
    with get_client(sync_client=True) as client:
        (run,) = client.read_flow_runs(sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=1)
    return run.id


# ── from Python ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_run_tells_what_was_read(done: Done) -> None:
    assert [d.names for d in done.run.documents] == [("2017/small.pdf",), ("lucca-2016.pdf", "the same again.pdf")]
    assert [d.summary.pages for d in done.run.documents] == [1, 17]
    assert sum(done.run.records.values()) == 142
    assert done.run.records["variance_lines"] == 18
    assert done.run.errors == 1
    assert done.run.checks["holds"] > 90
    name, worst = done.run.findings[0]
    assert (name, worst.severity, worst.page, worst.printed_text) == ("lucca-2016.pdf", "error", 5, "3.466.720,87")


def test_one_content_under_two_names_is_one_document(done: Done) -> None:
    documents = read_dataset(done.output, "documents").sort("source_file")
    assert documents["source_file"].to_list() == ["2017/small.pdf", "lucca-2016.pdf"]
    assert documents["source_files"].to_list() == [["2017/small.pdf"], ["lucca-2016.pdf", "the same again.pdf"]]
    assert read_dataset(done.output, "variance_lines").height == 18
    console = Console(width=200)
    with console.capture() as said:
        console.print(run_summary(done.run))
    assert "Files with the same content, read once: lucca-2016.pdf = the same again.pdf" in said.get()


def test_a_file_that_is_no_report_costs_a_row_with_a_reason(done: Done) -> None:
    assert {(q.source_file, q.error, q.stage) for q in done.run.quarantine} == {
        ("empty.pdf", "empty", "open"),
        ("notes.pdf", "not_a_pdf", "open"),
    }
    rows = read_dataset(done.output, "quarantine").sort("source_file")
    digest = hashlib.sha256(b"no PDF at all").hexdigest()
    assert rows.select("source_file", "error", "document_id").rows() == [
        ("empty.pdf", "empty", None),
        ("notes.pdf", "not_a_pdf", digest),
    ]
    assert rows["reason"].to_list() == [q.reason for q in sorted(done.run.quarantine, key=lambda q: q.source_file)]


def test_a_run_tells_of_each_document_what_came_of_it_and_what_that_took(known: Done) -> None:
    first = read_dataset(known.output, "runs")
    assert dict(first.select("source_file", "outcome").iter_rows()) == {
        "2017/small.pdf": "read", "lucca-2016.pdf": "read", "empty.pdf": "quarantined", "notes.pdf": "quarantined",
    }  # fmt: skip
    assert dict(first.filter(pl.col("outcome") == "quarantined").select("source_file", "error").iter_rows()) == {
        "empty.pdf": "empty", "notes.pdf": "not_a_pdf",
    }  # fmt: skip
    read = first.filter(pl.col("outcome") == "read")
    assert dict(read.select("source_file", "engine").iter_rows()) == {"2017/small.pdf": "pdfium", "lucca-2016.pdf": "pdfium"}
    for row in read.iter_rows(named=True):
        assert sum(row[f"{stage}_seconds"] for stage in get_args(Stage)) == pytest.approx(row["cpu_seconds"], abs=0.01)
    small_report(result="201,00").save(known.folder / "2017" / "small.pdf")
    ingest([str(known.folder)], str(known.output))
    second = read_dataset(known.output, "runs").filter(pl.col("run_id") == str(last_run()))
    assert dict(second.select("source_file", "outcome").iter_rows()) == {
        "2017/small.pdf": "read", "lucca-2016.pdf": "known", "empty.pdf": "quarantined", "notes.pdf": "quarantined",
    }  # fmt: skip


def test_every_dataset_is_there_whatever_was_read(prefect_server: str, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    run = ingest([str(tmp_path / "reports")], str(tmp_path / "output"))
    assert (run.documents, run.quarantine) == ((), ())
    assert {dataset: read_dataset(tmp_path / "output", dataset).height for dataset in MODELS} == dict.fromkeys(MODELS, 0)


def test_an_output_that_is_not_named_is_not_the_working_directory(
    prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="No output is named"):
        ingest([str(tmp_path)], "")
    assert list(tmp_path.iterdir()) == []


def test_two_runs_never_write_to_one_output(prefect_server: str, tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    state = tmp_path / "output" / STATE
    state.mkdir(parents=True)
    with FileLock(state / "lock"), pytest.raises(OutputInUse, match="Another run is writing"):
        ingest([str(tmp_path / "small.pdf")], str(tmp_path / "output"))


# ── what is kept ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_run_reads_nothing_and_changes_no_byte(done: Done) -> None:
    before = content_of(done.output)
    again = ingest([str(done.folder)], str(done.output))
    assert task_states(last_run()) == {}
    assert again.as_json() == done.run.as_json()
    assert content_of(done.output) == before


def test_another_output_gets_the_same_bytes(done: Done, tmp_path: Path) -> None:
    ingest([str(done.folder)], str(tmp_path / "elsewhere"))
    written = {name: content for name, (_, content) in content_of(tmp_path / "elsewhere").items()}
    assert written == {name: content for name, (_, content) in content_of(done.output).items()}


def test_a_file_under_a_new_name_is_known(known: Done) -> None:
    (known.folder / "2017" / "small.pdf").rename(known.folder / "moved.pdf")
    ingest([str(known.folder)], str(known.output))
    assert task_states(last_run()) == {}
    small = read_dataset(known.output, "documents").filter(pl.col("fiscal_year") == 2017)
    assert small["source_files"].to_list() == [["2017/small.pdf", "moved.pdf"]]


def test_another_content_under_an_old_name_is_read(known: Done) -> None:
    small_report(result="201,00").save(known.folder / "2017" / "small.pdf")
    run = ingest([str(known.folder)], str(known.output))
    assert task_states(last_run()) == {"2017/small.pdf": "Completed"}
    assert [f.severity for name, f in run.findings if name == "2017/small.pdf"] == ["error"]


def test_what_an_older_version_read_is_read_again(known: Done) -> None:
    (file,) = known.output.glob("documents/report_year=2017/*.parquet")
    written = file.read_bytes()
    pl.read_parquet(file).with_columns(pl.lit("older").alias("code_version")).write_parquet(file)
    ingest([str(known.folder)], str(known.output))
    assert task_states(last_run()) == {"2017/small.pdf": "Completed"}
    assert file.read_bytes() == written


def test_a_dataset_that_was_lost_is_written_again(known: Done) -> None:
    before = {name: content for name, (_, content) in content_of(known.output).items()}
    shutil.rmtree(known.output / "cells")
    ingest([str(known.folder)], str(known.output))
    assert {name: content for name, (_, content) in content_of(known.output).items()} == before


def test_a_file_that_was_put_right_leaves_the_quarantine(known: Done) -> None:
    small_report(2018).save(known.folder / "notes.pdf")
    run = ingest([str(known.folder)], str(known.output))
    assert [q.source_file for q in run.quarantine] == ["empty.pdf"]
    assert read_dataset(known.output, "quarantine")["source_file"].to_list() == ["empty.pdf"]


# ── tasks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("error", "again"), [("not_readable", True), ("encrypted", False), ("crashed", False)])
def test_only_what_may_pass_is_tried_again(error: str, again: bool) -> None:
    assert read_document.retry_condition_fn is not None
    state: State[Any] = Failed(data=Unreadable(error, "For a reason."))
    assert read_document.retry_condition_fn(read_document, None, state) is again  # type: ignore[arg-type]


def test_a_run_has_artifacts_in_which_text_of_a_report_is_text(prefect_server: str, tmp_path: Path) -> None:
    name = "<b>a_b<b> [x](y).pdf"
    small_report(result="200,10").save(tmp_path / name)
    ((_, error),) = ingest([str(tmp_path / name)], str(tmp_path / "output")).findings
    flow_run = last_run()
    with get_client(sync_client=True) as client:
        artifacts = {a.key: str(a.data) for a in client.read_artifacts() if a.flow_run_id == flow_run}
        read = client.read_flow_run(flow_run)
        (task,) = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run])))
    assert set(artifacts) == {"consuntivo-progress", "consuntivo-summary", "consuntivo-findings", "consuntivo-review"}
    assert float(artifacts["consuntivo-progress"]) == 100
    assert '"tables": 1' in artifacts["consuntivo-summary"]
    assert " &lt;b\\>a\\_b&lt;b\\> \\[x\\]\\(y\\)\\.pdf, page 1: " in artifacts["consuntivo-findings"]
    assert read.name == f"{tmp_path / name} to {tmp_path / 'output'}"
    assert task.tags == ["consuntivo"]
    review = (tmp_path / "output" / "review").as_uri()
    assert f"({review}/index.html)" in artifacts["consuntivo-review"]
    (card,) = re.findall(rf"\*\*error\*\* \[{error.finding_id[:8]}\]\(<{review}/(.+?)#(.+?)>\)", artifacts["consuntivo-findings"])
    assert f'id="{card[1]}"' in (tmp_path / "output" / "review" / card[0]).read_text("utf-8")


def test_documents_are_counted_as_they_end(prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, result in (("a.pdf", "200,00"), ("b.pdf", "200,10")):
        small_report(result=result).save(tmp_path / name)
    counted, read, count = threading.Event(), Job.read, Display.done

    def read_first_when_another_is_counted(job: Job, document_id: str, tell: Callable[[str], None]) -> Summary:
        assert document_id != job.unknown[0] or counted.wait(60)
        return read(job, document_id, tell)

    def count_and_tell(display: Display) -> None:
        count(display)
        counted.set()

    monkeypatch.setattr(Job, "read", read_first_when_another_is_counted)
    monkeypatch.setattr(Display, "done", count_and_tell)
    run = ingest([str(tmp_path)], str(tmp_path / "output"), workers=2)
    assert (len(run.documents), run.unread) == (2, ())


def test_a_log_that_asks_for_colours_gets_lines_and_no_bars(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Display(2) as display, display.document("a.pdf") as shown:
        shown.page(1, 300)
        shown.found(100, 12, 340)
        display.done()
    assert capsys.readouterr().err == "a.pdf: on 100 pages 12 tables with 340 figures.\n"


def test_artifacts_lead_to_where_the_review_is_served(prefect_server: str, tmp_path: Path) -> None:
    small_report(result="200,10").save(tmp_path / "a.pdf")
    ingest([str(tmp_path / "a.pdf")], str(tmp_path / "output"), review_address="https://conti.example/review")
    with get_client(sync_client=True) as client:
        artifacts = {a.key: str(a.data) for a in client.read_artifacts() if a.flow_run_id == last_run()}
    assert "(<https://conti.example/review/documents/" in artifacts["consuntivo-findings"]


def test_what_prefect_is_given_to_show_stays_small(done: Done) -> None:
    told = findings_as_markdown(done.run, most=1)
    assert told.count("- **") == 1
    assert told.endswith(f"… and {len(done.run.findings) - 1 + len(done.run.unread) - 1} more: see summary.md in the output.")
    assert findings_as_markdown(done.run, most=1_000) == findings_as_markdown(done.run)


@pytest.mark.slow
def test_errors_to_decide_show_in_the_state_until_they_are_decided(prefect_server: str, tmp_path: Path) -> None:
    pdf, output, folder = tmp_path / "small.pdf", tmp_path / "output", tmp_path / "corrections"

    def state() -> str | None:
        with get_client(sync_client=True) as client:
            return client.read_flow_run(last_run()).state_name

    small_report(result="200,10").save(pdf)
    ((_, error),) = ingest([str(pdf)], str(output), corrections=str(folder)).findings
    assert state() == "OpenErrors"
    run = ingest([str(pdf)], str(output), corrections=str(folder))
    document = DocumentCorrections(document=run.documents[0].summary.document_id, source_file="small.pdf", corrections=())
    decision = {
        "decision": "as_printed", "page": 1, "box": error.box, "printed": error.printed_text, "printed_value": "200.10",
        "who": "Anna", "when": "2026-11-22", "expects": {"finding": error.finding_id, "rule": error.rule},
    }  # fmt: skip
    record_correction(folder, document, Correction.model_validate(decision))
    run = ingest([str(pdf)], str(output), corrections=str(folder))
    assert (state(), [finding.status for _, finding in run.findings]) == ("Completed", ["accepted"])
    assert re.search(r"^- \*\*accepted\*\* \[.+\]\(.+\) small", findings_as_markdown(run), re.MULTILINE)
    before = content_of(output)
    ingest([str(pdf)], str(output), corrections=str(folder))
    assert content_of(output) == before
    small_report(2018, result="200,10").save(pdf)
    run = ingest([str(pdf)], str(output), corrections=str(folder))
    assert [(finding.rule, finding.status) for _, finding in run.findings] == [("VAR-1", "open"), ("COR-1", "open")]
    pdf.unlink()
    shutil.rmtree(output)
    small_report(2010).save(tmp_path / "other.pdf")
    run = ingest([str(tmp_path / "other.pdf")], str(output), corrections=str(folder))
    assert [quarantined.error for quarantined in run.quarantine] == ["unknown_document"]


def test_passwords_are_not_shown(prefect_server: str, tmp_path: Path) -> None:
    small_report().save(tmp_path / "small.pdf")
    ingest([str(tmp_path / "small.pdf")], str(tmp_path / "output"), passwords=[SecretStr("segreto")])
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(last_run()).parameters["passwords"] == ["**********"]


# ── deployment ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_deployment_reads_and_writes_what_variables_name(prefect_server: str) -> None:
    Variable.set("consuntivo_paths", ["/srv/reports"], overwrite=True)
    Variable.set("consuntivo_output", "/srv/consuntivo", overwrite=True)
    (declared,) = yaml.safe_load((PROJECT / "prefect.yaml").read_text("utf-8"))["deployments"]
    flow: Flow[Any, Any] = load_flow_from_entrypoint(declared["entrypoint"])
    parameters = asyncio.run(resolve_variables(declared["parameters"]))
    schema = parameter_schema(flow.fn).model_dump()
    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(
            client.create_flow(flow),
            declared["name"],
            parameters=parameters,
            parameter_openapi_schema=schema,
            enforce_parameter_schema=True,
        )
        run = client.create_flow_run_from_deployment(deployment)
        (known,) = (flow for flow in client.read_flows() if flow.id == run.flow_id)
    assert known.name == "consuntivo"
    assert run.parameters == {"paths": ["/srv/reports"], "output": "/srv/consuntivo", "workers": 0}
    assert [schedule["active"] for schedule in declared["schedules"]] == [False]


def test_the_recipe_for_notifications_tells_of_errors_to_decide(prefect_server: str, tmp_path: Path) -> None:
    told: Queue[dict[str, str]] = Queue()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    page = (PROJECT / "docs" / "scheduling.md").read_text("utf-8")
    (recipe,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        exec(recipe.replace("https://chat.example/hook", f"http://127.0.0.1:{server.server_port}/"), {})
        small_report(result="200,10").save(tmp_path / "a.pdf")
        ingest([str(tmp_path / "a.pdf")], str(tmp_path / "output"))
        message = told.get(timeout=120)
        server.shutdown()
    assert message == {"text": f"consuntivo: {tmp_path / 'a.pdf'} to {tmp_path / 'output'}: 1 error to decide"}
