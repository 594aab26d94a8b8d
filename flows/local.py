"""The main job on this machine: the flow, begun at once, with a Prefect of its own where no other is named."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from flows.job import Job, handed_over
from flows.run import Run
from flows.wide.runners import Runner
from pipeline.corrections import FOLDER
from pipeline.garbage import searched_seldom


def ingest(
    paths: Sequence[str] = ("raw_pdfs",),
    output: str = "output",
    workers: int = 0,
    passwords: Sequence[str] = (),
    corrections: str = str(FOLDER),
    runner: Runner = "threads",
    *,
    quiet: bool = True,
) -> Run:
    """Read the PDFs given, and those in the folders given, and write what they say to `output`.

    The arguments are those of the flow, `flows.ingest.ingest`, and so are the errors raised; without `quiet`, progress is told on
    standard error. Where nothing has changed since the last run, what came of that is told, and no flow is run.
    """
    with Job(paths, output, workers, passwords, corrections, runner=runner, quiet=quiet) as job:
        last = job.unchanged()
        if last is not None:
            if not quiet:
                print("Nothing has changed since the last run.", file=sys.stderr)
            return last
        gc.disable()  # nothing that is imported is garbage
        job.open()
        job.begin()
        from flows.embedded import prefect_of_its_own

        with prefect_of_its_own(job.output), handed_over(job), searched_seldom():
            from pydantic import SecretStr

            from flows.ingest import ingest as ingest_flow

            gc.freeze()
            gc.enable()
            secrets = [SecretStr(text) for text in passwords]
            return ingest_flow(list(paths), output, workers, secrets, corrections, runner)
