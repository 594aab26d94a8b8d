"""The main job: a folder of PDFs to datasets."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import flow, get_run_logger, task
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import SecretStr

from flows.across import write_whole
from flows.discovery import Found
from flows.embedded import is_embedded, wait_until_recorded
from flows.job import Job, job_of
from flows.markdown import SUMMARY, findings_as_markdown, summary_as_markdown, summary_as_rows
from flows.run import Run
from flows.wide.elsewhere import Errand, do
from flows.wide.runners import Runner, cluster_runner
from flows.wide.stores import is_address
from pipeline.corrections import FOLDER
from pipeline.datasets import write_not_taken, write_quarantine, write_run
from pipeline.files import write_file
from pipeline.inert import printable
from pipeline.limits import LIMITS
from pipeline.review import FOLDER as REVIEW
from pipeline.source import Unreadable
from pipeline.summary import Summary
from pipeline.version import CODE_VERSION
from schemas.document import Quarantined
from schemas.run import DocumentRun

PRODUCT = "consuntivo"
"""The name of the flow, the tag of its tasks, and how the keys of its artifacts begin: a server has those of others too."""

LONGEST_NAME = 200
"""Characters of the name of a run."""

OPEN_ERRORS = "OpenErrors"
"""The state of a run that completed and left errors to decide: an automation acts on `prefect.flow-run.OpenErrors`."""

MOST_IN_ARTIFACT = 1_000
"""Documents, and findings, that Prefect is given to show; `summary.md` and the datasets have all."""

TOLD_SECONDS = 10.0
"""Seconds at least between two lines in Prefect's log that tell how far a run is."""

WHILE_READING = frozenset({"timed_out", "out_of_memory", "killed", "crashed", "no_text", "no_readable_page", "internal_error"})
"""Errors of files that opened."""


def _by_content(_: TaskRunContext, parameters: dict[str, object]) -> str:
    """What a document's result is kept under: its content, the code that reads it, the limits and what was decided; not its name
    or place."""
    limits = hashlib.sha256(LIMITS.model_dump_json().encode()).hexdigest()[:16]
    return f"{parameters['document_id']}-{CODE_VERSION}-{limits}-{parameters['decisions']}"


def _may_pass(_task: object, _task_run: object, state: object) -> bool:
    """Whether trying again can help: a disk or share that failed for a moment, never a document that cannot be read."""
    error = state.result(raise_on_failure=False)  # type: ignore[attr-defined]
    return isinstance(error, Unreadable) and error.error == "not_readable"


def _run_name() -> str:
    """What a run is called: what it reads, and where to."""
    asked = flow_run.parameters
    return printable(f"{', '.join(asked.get('paths', ()))} to {asked.get('output', '')}")[:LONGEST_NAME]


def _review_of(run: Run) -> str:
    """The address of the folder of the review: of the store, or of a file on the machine that ran."""
    if is_address(run.output):
        return f"{run.output.rstrip('/')}/{REVIEW}"
    return (Path(run.output).resolve() / REVIEW).as_uri()


@task(
    name="read document",
    task_run_name="{name}",
    tags=[PRODUCT],
    cache_key_fn=_by_content,
    persist_result=True,
    result_serializer="json",
    retries=2,
    retry_delay_seconds=2,
    retry_condition_fn=_may_pass,
)
def read_document(
    document_id: str,
    decisions: str,  # noqa: ARG001 (the key of its result)
    name: str,  # noqa: ARG001 (the name of the task run)
    job: Job,
) -> Summary:
    """Read one document in a process of its own and write its datasets."""
    return job.read(document_id, get_run_logger().info)


@task(
    name="read document elsewhere",
    task_run_name="{name}",
    tags=[PRODUCT],
    retries=2,
    retry_delay_seconds=2,
    retry_condition_fn=_may_pass,
)
def read_document_elsewhere(errand: Errand, name: str) -> Summary:  # noqa: ARG001 (the name of the task run)
    """Read one document on whichever machine of a cluster this is. Asked again, it reads nothing again."""
    return do(errand)


@flow(name=PRODUCT, flow_run_name=_run_name, description="PDF reports of public bodies to checked, typed Parquet.")
def ingest(
    paths: Sequence[str] = ("raw_pdfs",),
    output: str = "output",
    workers: int = 0,
    passwords: Sequence[SecretStr] = (),
    corrections: str = str(FOLDER),
    runner: Runner = "threads",
    review_address: str = "",
) -> Run:
    """Read the PDFs given, and those in the folders given, and write what they say to `output`.

    `workers` documents are read at a time; 0 for as many as there are processors. `passwords` are tried on what is encrypted;
    `corrections` is the folder of what reviewers decided, if there is one; `runner` says which machines read: this one, or those
    of a Dask or Ray cluster. `paths` and `output` may be addresses of folders in a store (`s3://…`). `review_address`
    is where readers of the artifacts find the folder `review` of the output, if it is served to them. A run that leaves errors to
    decide ends in state `OpenErrors`, of type COMPLETED.
    Raises `ValueError` if no output is named, `FileNotFoundError` for a path that is not there, `OutputInUse` while another run
    writes to the same output, `Unwritable` if the output cannot be written to, `NotReached` for a store and `NotReady` for a
    cluster that cannot be used.
    """
    if not output:
        raise ValueError("No output is named: the Prefect variable that should name it may not be set.")
    secrets = [secret.get_secret_value() for secret in passwords]
    with job_of(paths, output, workers, secrets, corrections, runner) as job:
        run = _read_all(job)
        write_file(job.output / SUMMARY, summary_as_markdown(run).encode())
        job.keep(run)
    review = review_address or _review_of(run)
    findings, rows = findings_as_markdown(run, review, MOST_IN_ARTIFACT), summary_as_rows(run, MOST_IN_ARTIFACT)
    create_table_artifact(key=f"{PRODUCT}-summary", table=rows, description="What was read")
    create_markdown_artifact(key=f"{PRODUCT}-findings", markdown=findings, description="What a reviewer must decide")
    create_link_artifact(key=f"{PRODUCT}-review", link=f"{review}/index.html", description="Every finding on its page")
    wait_until_recorded(str(flow_run.id), len(job.unknown))
    if run.errors:
        # Prefect takes the state for that of the flow run, and gives the caller the run in it
        message = "1 error to decide" if run.errors == 1 else f"{run.errors} errors to decide"
        return cast(Run, Completed(name=OPEN_ERRORS, message=message, data=run))
    return run


def _read_all(job: Job) -> Run:
    """Read every document that is not known, each in a task, and write what concerns files and not documents: names, and what
    could not be read."""
    batch, output, index = job.batch, job.output, job.index
    documents = dict(job.known)
    failed: dict[str, Quarantined] = {file.name: _quarantined(file, error) for file, error in batch.unreadable}
    if documents:
        job.display.done(len(documents))
    told = time.monotonic()
    progress = _Progress(job)
    with _runner_of(job) as runner:
        futures = {d: _submit(runner, job, d, batch.documents[d][0].name) for d in job.unknown}
        for document_id, future in _as_they_end(job, futures):
            result = _result_of(future)
            job.display.done()
            if time.monotonic() - told > TOLD_SECONDS:
                told = time.monotonic()
                progress.tell()
            if isinstance(result, Summary):
                documents[document_id] = result
            elif isinstance(result, OSError):
                raise result
            else:
                error = result if isinstance(result, Unreadable) else _own_fault(result)
                failed |= {file.name: _quarantined(file, error) for file in batch.documents[document_id]}
            if job.mirror and job.runner == "threads":
                job.mirror.send_now_and_then()
    progress.draw()
    if job.runner != "threads":
        if job.mirror:
            job.mirror.fetch(begun=True)
        for document_id in documents.keys() - job.known.keys():
            job.note(documents[document_id])
    for document_id in documents:
        job.name(document_id)
    _write_quarantine(job, failed)
    _write_run(job, documents, failed)
    write_not_taken(output, job.wrong_lists)
    index.set_not_taken("lists", job.wrong_lists)
    unmatched = write_whole(output, index, job.corrections, documents.keys(), job.changed, job.present.datasets)
    in_part = [
        page.model_copy(update={"source_file": found[0].name})
        for document_id, found in batch.documents.items()
        if document_id in documents
        for page in documents[document_id].unread_pages
    ]
    return job.run(documents, (*failed.values(), *in_part, *job.wrong_lists, *unmatched))


class _Progress:
    """How far a run is, for whoever looks at it in Prefect: lines in its log, and a bar on a server that outlives the run."""

    def __init__(self, job: Job) -> None:
        self.display = job.display
        self.bar: UUID | None = None
        if not is_embedded():
            self.bar = cast(UUID, create_progress_artifact(0, f"{PRODUCT}-progress", "Documents done"))

    def tell(self) -> None:
        """Say how many documents are done."""
        get_run_logger().info("%d of %d documents done", self.display.finished, self.display.documents)
        self.draw()

    def draw(self) -> None:
        """Show it, where there is a bar."""
        if self.bar is not None:
            update_progress_artifact(self.bar, 100 * self.display.finished / max(1, self.display.documents))


def _as_they_end(job: Job, futures: dict[str, PrefectFuture[Summary]]) -> Iterator[tuple[str, PrefectFuture[Summary]]]:
    """The futures of documents, the first to end first; of a cluster, which tells of none that it lost, as they were sent."""
    if job.runner != "threads":
        yield from futures.items()
        return
    names = {id(future): document_id for document_id, future in futures.items()}
    for future in as_completed(list(futures.values())):
        yield names[id(future)], future


def _write_quarantine(job: Job, failed: Mapping[str, Quarantined]) -> None:
    """Write which files could not be read, and take back that others could not, which now could."""
    of_name = {file.name: document_id for document_id in job.unknown for file in job.batch.documents[document_id]}
    before = job.index.quarantine()
    read = {file.name for file in job.batch.files if file.name in before or file.name in of_name} - failed.keys()
    for name in [*failed, *read]:
        write_quarantine(job.output, name, of_name.get(name), failed.get(name))
    job.index.set_quarantine(failed, read)


def _write_run(job: Job, documents: Mapping[str, Summary], failed: Mapping[str, Quarantined]) -> None:
    """Write what came of each document in this run, and of each file that has no bytes to name it by."""
    run = partial(DocumentRun, run_id=str(flow_run.id), begun=job.begun, code_version=CODE_VERSION)
    rows: list[tuple[str | None, DocumentRun]] = []
    for document_id, found in job.batch.documents.items():
        name, summary = found[0].name, documents.get(document_id)
        if summary is None:
            rows.append((document_id, run(source_file=name, outcome="quarantined", error=failed[name].error)))
        elif document_id not in job.known:
            outcome = {"complete": "read", "partial": "partial"}[summary.document.completeness]
            told = {"source_file": name, "outcome": outcome, **summary.cost.model_dump()}
            rows.append((document_id, run(**told)))
    rows += [(None, run(source_file=file.name, outcome="quarantined", error=error.error)) for file, error in job.batch.unreadable]
    known = {document_id: job.batch.documents[document_id][0].name for document_id in job.known}
    if known:
        rows.append((None, run(source_file="", outcome="known")))
    write_run(job.output, str(flow_run.id), rows, known)


def _runner_of(job: Job) -> AbstractContextManager[TaskRunner[Any]]:
    if job.runner == "threads":
        return ThreadPoolTaskRunner(max_workers=job.workers)
    return cluster_runner(job.runner, job.workers)


def _submit(runner: TaskRunner[Any], job: Job, document_id: str, name: str) -> PrefectFuture[Summary]:
    future: PrefectFuture[Summary]
    if job.runner != "threads":
        future = runner.submit(read_document_elsewhere, parameters={"errand": job.errand(document_id), "name": name})
        return future
    reading = read_document.with_options(refresh_cache=True)  # what the index does not know is read, whatever Prefect kept
    parameters = {"document_id": document_id, "decisions": job.decisions(document_id), "name": name, "job": job}
    future = runner.submit(reading, parameters=parameters)
    return future


def _result_of(future: PrefectFuture[Summary]) -> object:
    """What came of a task, or the error that it ended with.

    Of a task whose machines were lost, the state of the future says that it is pending, and waiting for it ends without a word
    (prefect-dask 0.3.7): only its result raises.
    """
    try:
        return future.result(raise_on_failure=False)
    except Exception as e:
        return e


def _own_fault(error: object) -> Unreadable:
    what = f"{type(error).__name__}: {printable(str(error))}"
    return Unreadable("internal_error", f"This program failed on it ({what}). Please report it, with the file if you can.")


def _quarantined(file: Found, error: Unreadable) -> Quarantined:
    return Quarantined(
        source_file=file.name, stage="read" if error.error in WHILE_READING else "open", error=error.error, reason=error.reason
    )
