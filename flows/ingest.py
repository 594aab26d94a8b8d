"""The main job: a folder of PDFs to datasets."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows.console import Display
from flows.discovery import Batch, Found, find_files, sort_by_content
from flows.embedded import STATE
from flows.markdown import findings_as_markdown, summary_as_rows
from flows.run import ReadDocument, Run
from flows.workers import Job, Pool, pool_of
from pipeline.datasets import is_written, record_names, write_empty, write_quarantine
from pipeline.source import Unreadable
from pipeline.summary import Summary
from pipeline.version import CODE_VERSION
from schemas.document import Quarantined

WHILE_READING = frozenset({"timed_out", "out_of_memory", "crashed", "no_text", "no_readable_page", "internal_error"})
"""Errors of files that opened."""


class OutputInUse(RuntimeError):
    """Another run is writing to the same output."""


def _by_content(_: TaskRunContext, parameters: dict[str, object]) -> str:
    """What a document's result is kept under: its content and the code that reads it, not its name or place."""
    return f"{parameters['document_id']}-{CODE_VERSION}"


def _may_pass(_task: object, _task_run: object, state: object) -> bool:
    """Whether trying again can help: a disk or share that failed for a moment, never a document that cannot be read."""
    error = state.result(raise_on_failure=False)  # type: ignore[attr-defined]
    return isinstance(error, OSError)


@task(
    name="read document",
    task_run_name="{name}",
    cache_key_fn=_by_content,
    persist_result=True,
    result_serializer="json",
    retries=2,
    retry_delay_seconds=2,
    retry_condition_fn=_may_pass,
)
def read_document(document_id: str, name: str, job: Job, pool: Pool, display: Display) -> Summary:  # noqa: ARG001 (the key of its result)
    """Read one document in a process of its own and write its datasets."""
    with display.document(name) as on_page:
        return pool.run(job, on_page)


@flow(name="consuntivo", description="PDF reports of public bodies to checked, typed Parquet.", validate_parameters=False)
def ingest(paths: Sequence[str] = ("raw_pdfs",), output: str = "output", workers: int = 0) -> Run:
    """Read the PDFs given, and those in the folders given, and write what they say to `output`.

    `workers` documents are read at a time; 0 for as many as there are processors. Raises `FileNotFoundError` for a path
    that is not there, `OutputInUse` while another run writes to the same output.
    """
    target = Path(output)
    roots = [Path(path) for path in paths]
    files = list(find_files(roots))
    (target / STATE).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(target / STATE / "lock", timeout=0):
            batch = sort_by_content(files, roots)
            run = _read_all(batch, target, workers or os.cpu_count() or 1)
            _settle(batch, run, target)
    except Timeout:
        raise OutputInUse(f"Another run is writing to {output}. Wait for it to end, or give another output.") from None
    create_table_artifact(key="summary", table=summary_as_rows(run), description="What was read")
    create_markdown_artifact(key="findings", markdown=findings_as_markdown(run), description="What a reviewer must decide")
    return run


def _read_all(batch: Batch, output: Path, workers: int) -> Run:
    """Read every document, each in a task."""
    documents: list[ReadDocument] = []
    quarantine = [_quarantined(file, error) for file, error in batch.unreadable]
    threads: ThreadPoolTaskRunner[Summary] = ThreadPoolTaskRunner(max_workers=workers)
    with pool_of(workers) as pool, Display(len(batch.documents)) as display, threads as runner:
        futures: dict[str, PrefectFuture[Summary]] = {}
        for document_id, found in batch.documents.items():
            job = Job(found[0].path, tuple(file.name for file in found), output)
            known = read_document.with_options(refresh_cache=not is_written(output, document_id))
            futures[document_id] = runner.submit(
                known,
                parameters={"document_id": document_id, "name": found[0].name, "job": job, "pool": pool, "display": display},
            )
        for document_id, future in futures.items():
            future.wait()
            result = future.state.result(raise_on_failure=False)
            found = batch.documents[document_id]
            if isinstance(result, Summary):
                documents.append(ReadDocument(names=tuple(file.name for file in found), summary=result))
                quarantine += [page.model_copy(update={"source_file": found[0].name}) for page in result.unread_pages]
            else:
                error = result if isinstance(result, Unreadable) else _own_fault(result)
                quarantine += [_quarantined(file, error) for file in found]
    return Run(output=str(output), documents=tuple(documents), quarantine=tuple(quarantine))


def _own_fault(error: object) -> Unreadable:
    return Unreadable(
        "internal_error",
        f"This program failed on it ({type(error).__name__}: {error}). Please report it, with the file if you can.",
    )


def _quarantined(file: Found, error: Unreadable) -> Quarantined:
    return Quarantined(
        source_file=file.name, stage="read" if error.error in WHILE_READING else "open", error=error.error, reason=error.reason
    )


def _settle(batch: Batch, run: Run, output: Path) -> None:
    """Write what concerns files and not documents: names, and what could not be read."""
    for document_id, found in batch.documents.items():
        record_names(output, document_id, [file.name for file in found])
    of_name = {file.name: document_id for document_id, found in batch.documents.items() for file in found}
    failed = {q.source_file: q for q in run.quarantine if q.page is None}
    for file in [*(f for found in batch.documents.values() for f in found), *(f for f, _ in batch.unreadable)]:
        write_quarantine(output, file.name, of_name.get(file.name), failed.get(file.name))
    write_empty(output)
