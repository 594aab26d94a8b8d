"""The reading of a batch of files: what is to be read, the processes that read it, what is kept of the last run.

Reading needs no Prefect, whose server takes seconds to start. So the command begins a job at once and hands it to the flow,
whose tasks find their documents read or being read. A flow that is run by itself begins its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import SecretStr

from flows.console import Display
from flows.discovery import Batch, Found, find_files, sort_by_content
from flows.embedded import alone
from flows.index import Index, OutputFiles, digest_of_all, read_with
from flows.log import DocumentLog, found_so_far
from flows.run import ReadDocument, Run
from flows.sent import read_document, read_part, recognise_pages
from flows.state import STATE, kept_of
from flows.wide.elsewhere import Errand
from flows.wide.mirror import Mirror, copy_of, fetched, written_back
from flows.wide.runners import Runner
from flows.wide.stores import is_address, way
from flows.workers import FOLDER as WORKERS
from flows.workers import Pool, Progress, pool_of
from pipeline.corrections import Corrections, read_corrections
from pipeline.files import check_writable, writing
from pipeline.report_list import NOTHING_GIVEN, Given, ReportList, read_lists
from pipeline.review import FOLDER as REVIEW
from pipeline.source import Unreadable
from pipeline.summary import Summary
from schemas.document import Quarantined
from schemas.finding import Finding

if TYPE_CHECKING:
    from pipeline.reading.document import Recognised
    from pipeline.reading.part import Part

SETTINGS = "CONSUNTIVO_"
"""How the names begin of the variables that set something."""


class Job:
    """Files to read into an output, while this process alone writes to it."""

    def __init__(
        self,
        paths: Sequence[str],
        output: str,
        workers: int,
        passwords: Sequence[str],
        corrections: str,
        *,
        runner: Runner = "threads",
        quiet: bool = False,
    ) -> None:
        self.id = uuid4().hex
        self.begun = datetime.now(UTC)
        self.runner = runner
        self.addresses = {copy_of(path): path for path in paths if is_address(path)}
        self.roots = [copy_of(path) if is_address(path) else Path(path) for path in paths]
        self.mirror = Mirror(output) if is_address(output) else None
        self.output = self.mirror.folder if self.mirror else Path(output)
        self.named = output
        self.workers = workers or os.cpu_count() or 1
        self.passwords = passwords
        self.corrections_folder = Path(corrections)
        self.quiet = quiet
        self.resources = ExitStack()
        self.ahead: dict[str, Future[Summary]] = {}
        self.listeners: dict[str, Callable[[str], None]] = {}
        """Who is told, while a long document is read, what is found of it."""
        self.changed: set[str] = set()
        """The documents that were read or renamed."""
        self.index: Index
        self.present: OutputFiles
        self.known: dict[str, Summary]
        self.corrections: Corrections
        self.batch: Batch
        self.given: dict[str, Given]
        self.wrong_lists: list[Quarantined]
        self.pool: Pool
        self.display: Display

    def __enter__(self) -> Job:
        """Find the files. Raises `FileNotFoundError`, `OutputInUse`, `Unwritable`, `NotReached`."""
        with ExitStack() as entered:
            for address in self.addresses.values():
                fetched(address)
            files = find_files(self.roots, self.output)
            entered.enter_context(alone(self.output))
            if self.mirror:
                entered.enter_context(written_back(self.mirror))
            self.index = entered.enter_context(Index(self.output))
            self.present = OutputFiles(self.output)
            self.batch = sort_by_content(files, self.roots, self.index)
            lists = [ReportList(file.path, file.name, content) for file, content in self.batch.lists]
            paths = {document_id: [file.path for file in found] for document_id, found in self.batch.documents.items()}
            self.given, self.wrong_lists = read_lists(lists, paths)
            self.corrections = read_corrections(self.corrections_folder)
            self.resources = entered.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self.resources.close()

    def open(self) -> None:
        """Make ready to read: see to space, to what runs that were ended left, to progress and processes. Raises `Unwritable`."""
        check_writable(self.output)
        for leftover in self.present.leftovers:
            with writing(leftover):
                leftover.unlink()
        for folder in (self.output / STATE).glob(f"{WORKERS}*"):
            shutil.rmtree(folder, ignore_errors=True)
        self.index.match(self.present)
        self.known = self._known()
        self.display = self.resources.enter_context(Display(len(self.batch.documents), quiet=self.quiet))
        self.pool = self.resources.enter_context(pool_of(self.workers, self.output / STATE))

    def _known(self) -> dict[str, Summary]:
        decided = {document_id: self.decisions(document_id) for document_id in self.batch.documents}
        how = {decisions: read_with(decisions) for decisions in set(decided.values())}  # of most, nothing was decided
        return self.index.known({document_id: how[decisions] for document_id, decisions in decided.items()}, self.present)

    @property
    def unknown(self) -> list[str]:
        """The documents to read: those that are not there, or not as this code reads them with the decisions of today."""
        return [document_id for document_id in self.batch.documents if document_id not in self.known]

    def decisions(self, document_id: str) -> str:
        """A digest of what reviewers decided about a document, and the user says of it; "" if nothing."""
        return digest_of_all(self.corrections.of(document_id), self._given(document_id))

    def _given(self, document_id: str) -> Given:
        return self.given.get(document_id, NOTHING_GIVEN)

    def begin(self) -> None:
        """Read what is not known, before anybody asks for it; on this machine, if no others do."""
        if self.runner != "threads":
            return
        threads = self.resources.enter_context(_threads(self.workers))
        self.display.say(f"Files: {len(list(self.batch.files))}, to read: {len(self.unknown)}.")
        for document_id in self.unknown:
            self.ahead[document_id] = threads.submit(self._read, document_id)

    def read(self, document_id: str, tell: Callable[[str], None] = lambda text: None) -> Summary:
        """Read a document and write its datasets, unless that is done or under way. Raises what `Pool.run` raises.

        While a long one is read, `tell` is told what is found of it.
        """
        self.listeners[document_id] = tell
        begun = self.ahead.pop(document_id, None)
        try:
            return begun.result() if begun is not None else self._read(document_id)
        finally:
            del self.listeners[document_id]

    def _read(self, document_id: str) -> Summary:
        found = self.batch.documents[document_id]
        names = tuple(file.name for file in found)
        reading = partial(
            read_document, found[0].path, document_id=document_id, names=names, output=self.output, passwords=self.passwords,
            corrections=self.corrections.of(document_id), given=self._given(document_id), link=self.link(found[0]),
            kept=kept_of(self.output, document_id),
        )  # fmt: skip
        log = DocumentLog(document_id, names[0])
        with self.display.document(names[0]) as shown:

            def begun(page: int, pages: int) -> None:
                shown.page(page, pages)
                log.page(page, pages)

            def so_far(pages: int, tables: int, figures: int) -> None:
                shown.found(pages, tables, figures)
                log.found(pages, tables, figures)
                if pages < shown.pages and (tell := self.listeners.get(document_id)):
                    tell(found_so_far(pages, tables, figures))

            try:
                summary = self.pool.run(partial(reading, share=self.workers > 1), begun, so_far)
                with TemporaryDirectory(dir=self.pool.folder) as folder:
                    if isinstance(summary, int):
                        parts = self._parts(document_id, summary, begun, Path(folder))
                        reading = partial(reading, parts=parts)
                        summary = self.pool.run(partial(reading, share=True), begun, so_far)
                    if isinstance(summary, tuple):
                        recognised = self._recognised(document_id, summary, begun)
                        summary = self.pool.run(partial(reading, recognised=recognised), begun, so_far)
            except Unreadable as e:
                log.unreadable(e)
                raise
        assert isinstance(summary, Summary)
        self.note(summary)
        log.read(summary)
        return summary

    def _parts(self, document_id: str, pages: int, on_page: Progress, folder: Path) -> list[Part]:
        """The pages of a long document, read by all processes, each as many in a row; none where one is to read all of them."""
        found = self.batch.documents[document_id]
        name = min(file.name for file in found)
        read = partial(read_part, found[0].path, name, document_id=document_id, passwords=self.passwords)
        size = -(-pages // self.workers)
        ranges = [range(first, min(pages + 1, first + size)) for first in range(1, pages + 1, size)]
        with ThreadPoolExecutor(len(ranges)) as threads:
            asked = (partial(read, numbers=numbers, file=folder / str(numbers[0])) for numbers in ranges)
            parts = list(threads.map(lambda part: self.pool.run(part, on_page), asked))
        return [] if any(part.fonts_lie for part in parts) else parts

    def _recognised(self, document_id: str, numbers: Sequence[int], on_page: Progress) -> Recognised:
        """Pages of a document with their text recognised, by all processes, each some of them."""
        path = self.batch.documents[document_id][0].path
        recognise = partial(recognise_pages, path, document_id=document_id, passwords=self.passwords)
        parts = [numbers[i :: self.workers] for i in range(min(self.workers, len(numbers)))]
        with ThreadPoolExecutor(len(parts)) as threads:
            done = threads.map(lambda part: self.pool.run(partial(recognise, numbers=part), on_page), parts)
            return {number: page for part in done for number, page in part.items()}

    def note(self, summary: Summary) -> None:
        """Note that a document was read and all its files are in the output. Raises `Unwritable`."""
        document_id = summary.document_id
        self.index.keep(summary, read_with(self.decisions(document_id)), self.batch.documents[document_id][0].path)
        self.changed.add(document_id)

    def name(self, document_id: str) -> None:
        """Note the names and the place of a document as they are now. Raises `Unwritable`."""
        found = self.batch.documents[document_id]
        if self.index.name(document_id, [file.name for file in found], found[0].path):
            self.changed.add(document_id)

    def errand(self, document_id: str) -> Errand:
        """What another machine is asked to do to read a document."""
        found = self.batch.documents[document_id]
        return Errand(
            document_id=document_id,
            names=tuple(file.name for file in found),
            source=self._reached_at(found[0]),
            link=self.link(found[0]),
            output=self.named if self.mirror else str(self.output.resolve()),
            key=read_with(self.decisions(document_id)),
            run=self.id,
            settings={name: value for name, value in os.environ.items() if name.startswith(SETTINGS)},
            passwords=tuple(SecretStr(password) for password in self.passwords),
            corrections=self.corrections.of(document_id),
            given=self._given(document_id),
        )

    def link(self, file: Found) -> str | None:
        """Where whoever opens the pages to review finds a PDF; None where it lies on this machine, and they do."""
        if not self.mirror:
            return self._reached_at(file) if file.root in self.addresses else None
        pages = f"{self.named.rstrip('/')}/{REVIEW}/documents"
        return way(self._reached_at(file), pages) if file.root in self.addresses else ""

    def _reached_at(self, file: Found) -> str:
        """The path of a file, or its address where it was fetched from a store."""
        address = self.addresses.get(file.root)
        if address is None:
            return str(file.path.resolve())
        return f"{address.rstrip('/')}/{file.path.relative_to(file.root.resolve()).as_posix()}"

    # What is kept of the last run

    def unchanged(self) -> Run | None:
        """What came of the last run, if this one was given the same and what that one left is there as it was."""
        last = self.index.last_run()
        if last is None or last[:2] != (self._asked, self.present.digest) or (self.passwords and last[2]):
            return None
        return self.run(self._known(), last[2])

    def run(self, documents: Mapping[str, Summary], quarantine: Iterable[Quarantined]) -> Run:
        """What came of the documents of this job."""
        across: dict[str, list[Finding]] = defaultdict(list)
        for (document_id, _), found in self.index.across().items():
            across[document_id] += found
        read = [(document_id, found) for document_id, found in self.batch.documents.items() if document_id in documents]
        return Run(
            output=self.named,
            documents=tuple(
                ReadDocument(names=tuple(file.name for file in found), summary=documents[document_id]).with_findings(
                    across[document_id]
                )
                for document_id, found in read
            ),
            quarantine=tuple(quarantine),
        )

    def keep(self, run: Run) -> None:
        """Note what came of this run. Raises `Unwritable`."""
        left = OutputFiles(self.output, self.present, self.present.documents - self.changed)
        self.index.keep_run(self._asked, left.digest, run.quarantine)

    @cached_property
    def _asked(self) -> str:
        """A digest of all that decides what a run comes to: files, lists of them, code, limits and corrections."""
        digest = hashlib.sha256(read_with("").encode())
        for document_id, found in self.batch.documents.items():
            digest.update(json.dumps([document_id, *([file.name, str(file.path)] for file in found)]).encode())
        for file, error in self.batch.unreadable:
            digest.update(json.dumps([file.name, error.error, error.reason]).encode())
        for file, content in self.batch.lists:
            digest.update(json.dumps([file.name, str(file.path), hashlib.sha256(content).hexdigest()]).encode())
        for path in sorted(self.corrections_folder.glob("*.y*ml")):
            digest.update(json.dumps([path.name, hashlib.sha256(path.read_bytes()).hexdigest()]).encode())
        return digest.hexdigest()


@contextmanager
def _threads(count: int) -> Iterator[ThreadPoolExecutor]:
    """Threads that begin nothing more once the run ends, however it does."""
    threads = ThreadPoolExecutor(count, thread_name_prefix="ahead")
    try:
        yield threads
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


_handed_over: list[Job] = []


@contextmanager
def handed_over(job: Job) -> Iterator[None]:
    """Let the flow that is run meanwhile take this job for its own."""
    _handed_over.append(job)
    try:
        yield
    finally:
        _handed_over.clear()


@contextmanager
def job_of(
    paths: Sequence[str], output: str, workers: int, passwords: Sequence[str], corrections: str, runner: Runner
) -> Iterator[Job]:
    """The job that was handed over, or one of these arguments."""
    if _handed_over:
        yield _handed_over[0]
        return
    with Job(paths, output, workers, passwords, corrections, runner=runner) as job:
        job.open()
        yield job
