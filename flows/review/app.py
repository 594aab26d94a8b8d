"""The review as a local web application: pages from the datasets, pictures from the PDFs, decisions to files."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from flows.across import overview_of, write_whole
from flows.embedded import alone
from flows.index import Index, OutputFiles, digest_of_all, read_with, source_of
from flows.review.answers import (
    Form,
    Refused,
    Unclear,
    answers,
    correct_table,
    correct_text,
    figure_of,
    like,
    mark_table,
    number_in,
)
from flows.review.drawn import Drawn
from flows.review.guard import LOOPBACK, Guard
from flows.review.view import Session, View
from flows.run import OutputInUse
from flows.state import kept_of
from flows.workers import Pool
from pipeline.corrections import VALUE_DECISIONS, digest_of, read_corrections, record_correction, withdraw_correction
from pipeline.datasets import documents_in, read_document
from pipeline.decisions import Decided
from pipeline.ingestion import read_and_write
from pipeline.report_list import Given
from pipeline.review.bodies import body_of
from pipeline.review.cards import Tables, cards_of, in_order
from pipeline.review.effect import effect_of
from pipeline.review.pages import (
    A_SHEET,
    SHORT,
    Overview,
    environment,
    index_of,
    listed_findings,
    sheet_name,
)
from pipeline.review.standing import Decisions, standing
from pipeline.review.unconfirmed import Unconfirmed, unconfirmed_of
from pipeline.review.unread import unread_of
from pipeline.source import Unreadable
from schemas.correction import Correction, DocumentCorrections

SHOWN = ("documents", "pages", "tables", "cells", "checks", "findings", "quarantine")


@dataclass
class Review:
    """One output under review: where it is, where decisions go, and who may open it."""

    output: Path
    corrections: Path
    pool: Pool
    port: int
    passwords: Sequence[str] = ()
    session: Session = field(default_factory=Session)
    reading: threading.Lock = field(default_factory=threading.Lock)
    """Held while a document is read again."""
    deciding: threading.Lock = field(default_factory=threading.Lock)
    """Held while the file of a document's decisions is looked at and written: several reviewers may decide at once."""

    @property
    def drawn(self) -> Drawn:
        return Drawn(self.output, self.pool, self.passwords)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/{self.session.token}/"

    def app(self) -> Guard:
        """The application, to be served on 127.0.0.1."""
        routes = [
            Route("/", self._run(self.index)),
            Route("/findings/{finding}", self._run(self.finding)),
            Route("/next", self._run(self.next)),
            Route("/next/{finding}", self._run(self.next)),
            Route("/documents/{name}", self._run(self.document)),
            Route("/bodies/{name}", self._run(self.body)),
            Route("/documents/{document_id}/pages/{page:int}", self._run(self.page)),
            Route("/documents/{document_id}/figures", self._run(self.figures, "after")),
            Route("/documents/{document_id}/figures", self._run(self.look), methods=["POST"]),
            Route("/documents/{document_id}/effect/{finding}", self._run(self.effect, "value", "figure")),
            Route("/documents/{document_id}/read", self._run(self.read), methods=["POST"]),
            Route("/documents/{document_id}/decide", self._run(self.decide), methods=["POST"]),
            Route("/documents/{document_id}/pages/{page:int}/correct", self._run(self.correct), methods=["POST"]),
        ]
        return Guard(Starlette(routes=[Mount(f"/{self.session.token}", routes=routes)]), token=self.session.token, port=self.port)

    def _run(self, view: Callable[..., Response], *asked: str) -> Callable[[Request], Awaitable[Response]]:
        """A view, off the loop because it waits for files and processes; given the path's parts, what of the query is `asked`
        for, and what a form sent."""

        async def endpoint(request: Request) -> Response:
            given: dict[str, Any] = {name: request.query_params.get(name, "") for name in asked} | dict(request.path_params)
            if request.method == "POST":
                form = {k: v[-1] for k, v in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
                if not secrets.compare_digest(form.get("form", "").encode(), self.session.form_token.encode()):
                    return PlainTextResponse("This form is from another session. Load the page again.", status_code=403)
                given["form"] = form
            try:
                return await run_in_threadpool(view, **given)
            except KeyError:
                return PlainTextResponse("There is no such page. Ingest again if the reports have changed.", status_code=404)

        return endpoint

    # Pages

    def index(self) -> Response:
        overview = self._overview()
        return self._page(
            "index.html", **index_of(overview, self._documents(), self._decisions(overview)), app=View(self.session)
        )

    def next(self, finding: str = "") -> Response:
        """On to the first finding after another that is still to be decided; to the first page if there is none."""
        overview = self._overview()
        decisions, listed = self._decisions(overview), listed_findings(overview, served=True)
        at = next((i for i, f in enumerate(listed, 1) if f["finding_id"] == finding), 0)
        undecided = (f for f in (*listed[at:], *listed[:at]) if standing(f, decisions) == "open")
        return self._to(next((f["href"] for f in undecided), ""))

    def finding(self, finding: str) -> Response:
        """On to a finding, on whatever page it is."""
        return self._to({f["finding_id"]: f["href"] for f in listed_findings(self._overview(), served=True)}[finding])

    def document(self, name: str) -> Response:
        """The findings of a document, under the name of the same page on disk."""
        short, _, number = name.removesuffix(".html").partition("-")
        found = {d[:SHORT]: d for d in self._documents()}[short]
        return self._document(found, int(number) if number.isdigit() else 1)

    def body(self, name: str) -> Response:
        """A body's lines over the years, under the name of the same page on disk."""
        shown = body_of(name.removesuffix(".html"), self._overview().documents, self.output)
        return self._page("body.html", **shown, app=View(self.session))

    def _document(self, document_id: str, sheet: int) -> Response:
        frames = self._frames(document_id)
        cards = self.drawn.cards(document_id, frames, sheet)
        decisions = self._decisions_of(frames)
        some = cards[(sheet - 1) * A_SHEET : sheet * A_SHEET]
        return self._page(
            "document.html",
            document=frames["documents"].row(0, named=True),
            unread=unread_of(frames),
            places=self.drawn.unread(document_id, frames) if sheet == 1 else (),
            cards=some,
            rules=sorted({card.finding["rule"] for card in some}),
            sheet=sheet,
            sheets=max(1, -(-len(cards) // A_SHEET)),
            pdf="",
            decisions=decisions,
            waits=document_id not in decisions.read_with,
            figures=len(self._unconfirmed(document_id, frames).left),
            refused=self.session.refused.get((document_id, "reading")),
            app=View(self.session, document_id, [card for card in cards if standing(card.finding, decisions) == "open"]),
        )

    def page(self, document_id: str, page: int) -> Response:
        frames = self._frames(document_id)
        document = frames["documents"].row(0, named=True)
        if not 1 <= page <= document["page_count"]:
            raise KeyError(page)
        tables = Tables(frames["tables"], frames["cells"])
        here = []
        for table in frames["tables"].iter_rows(named=True):
            if table["first_page"] <= page <= table["last_page"]:
                rows = [tables.row(table["table_id"], row) for row in range(table["rows"])]
                here.append({**table, "cells": [row for row in rows if any(c["page"] == page for c in row)]})
        return self._page(
            "page.html",
            document=document,
            page=page,
            picture=self.drawn.page(document_id, page),
            tables=here,
            findings=in_order(f for f in frames["findings"].iter_rows(named=True) if f["page"] == page),
            decisions=[c for c in self.corrections_of(document_id) if c.page == page],
            waits=document_id not in self._decisions_of(frames).read_with,
            refused=self.session.refused.get((document_id, f"page {page}")),
            app=View(self.session, document_id),
        )

    def figures(self, document_id: str, after: str = "") -> Response:
        """The next figure of a scan that somebody must look at, after another or from the first on."""
        frames = self._frames(document_id)
        found = self._unconfirmed(document_id, frames)
        at = next((i for i, figure in enumerate(found.left, 1) if figure.place == after), 0)
        figure = next(iter((*found.left[at:], *found.left[:at])), None)
        picture, part = self.drawn.part(document_id, figure.cell["page"], figure.part) if figure else ("", None)
        return self._page(
            "figures.html",
            document=frames["documents"].row(0, named=True),
            figure=figure,
            picture=picture,
            part=part,
            left=len(found.left),
            seen=found.seen,
            waits=document_id not in self._decisions_of(frames).read_with,
            refused=self.session.refused.get((document_id, "figures")),
            app=View(self.session, document_id),
        )

    def effect(self, document_id: str, finding: str, value: str = "", figure: str = "") -> Response:
        """What a value would do to the identities of a figure, as a part of a page."""
        frames = self._frames(document_id)
        card = next((card for card in cards_of(frames, {}) if card.id == finding), None)
        if card is None:
            raise KeyError(finding)
        tried, problem = [], None
        try:
            chosen = figure_of(card, figure)
            decided = Decided(tuple(c for c in self.corrections_of(document_id) if c.decision in VALUE_DECISIONS))
            rows = frames["checks"].iter_rows(named=True)
            tried = effect_of(rows, chosen, number_in(value), decided) if chosen else []
        except Unclear as e:
            problem = str(e), e.italian
        return self._page("effect.html", tried=tried, problem=problem, app=View(self.session, document_id))

    # Decisions

    def decide(self, document_id: str, form: Form) -> Response:
        """Record what was decided about a finding, or take it back."""
        frames = self._frames(document_id)
        cards = cards_of(frames, {})
        at = next(i for i, card in enumerate([*cards, None]) if card is None or card.id == form.get("finding"))
        if at == len(cards):
            raise KeyError(form.get("finding"))
        card = cards[at]
        with self._keeping(document_id, card.id, form), self.deciding:
            decisions = self._decisions_of(frames)
            now = decisions.on(card.finding)
            shown_as_now = form.get("decided", "") == (digest_of([now]) if now else "")
            if form.get("act") == "withdraw" and shown_as_now:
                self._withdraw(document_id, [c for c in self.corrections_of(document_id) if c.expects.finding == card.id])
            else:
                others = like(card, (c for c in cards if standing(c.finding, decisions) == "open")) if form.get("like") else []
                given = answers(card, others, form) if form.get("act") != "withdraw" else []
                decided_so = now is not None and given and (given[0].decision, given[0].value) == (now.decision, now.value)
                if not shown_as_now and not decided_so:
                    raise Unclear(
                        "It was decided or withdrawn meanwhile: this is how it stands now.",
                        "Nel frattempo qualcuno ha deciso o ritirato: ecco lo stato attuale.",
                    )
                for correction in given:
                    record_correction(self.corrections, self._heading(document_id), correction)
        return self._to(f"documents/{sheet_name(document_id, at // A_SHEET + 1)}#{card.id}")

    def read(self, document_id: str, form: Form) -> Response:
        """Read a document again with what was decided, as the next run would."""
        document = self._frames(document_id)["documents"].row(0, named=True)
        path = source_of(self.output, document_id)
        with self._keeping(document_id, "reading", form), self.reading:
            if path is None:
                raise Unclear(
                    "Its PDF is not where it was. Run `consuntivo ingest` again.",
                    "Il PDF non è più dove si trovava. Eseguire di nuovo `consuntivo ingest`.",
                )
            with alone(self.output):
                corrections = read_corrections(self.corrections)
                reading = partial(
                    read_and_write, path, document_id=document_id, names=tuple(document["source_files"]), output=self.output,
                    passwords=self.passwords, corrections=corrections.of(document_id), given=Given.of(document),
                    kept=kept_of(self.output, document_id),
                )  # fmt: skip
                summary = self.pool.run(reading, lambda page, pages: None)
                with Index(self.output) as index:
                    index.match(OutputFiles(self.output))
                    index.keep(summary, read_with(digest_of_all(corrections.of(document_id), Given.of(document))), path)
                    write_whole(self.output, index, corrections, self._documents(), {document_id})
        return self._to(f"documents/{sheet_name(document_id, 1)}")

    def correct(self, document_id: str, page: int, form: Form) -> Response:
        """Record how a page is read: a cell's text, a table's headings or columns, a region that is a table."""
        with self._keeping(document_id, f"page {page}", form), self.deciding:
            if form.get("act") == "withdraw":
                named = [c for c in self.corrections_of(document_id) if digest_of([c]) == form.get("decision")]
                self._withdraw(document_id, named)
            else:
                record_correction(self.corrections, self._heading(document_id), self._correction(document_id, page, form))
        return self._to(f"documents/{document_id}/pages/{page}")

    def look(self, document_id: str, form: Form) -> Response:
        """Record what a figure of a scan says, be it what was read, and go on to the next."""
        left = self._unconfirmed(document_id, self._frames(document_id)).left
        at = next((i for i, figure in enumerate(left) if figure.place == form.get("figure")), None)
        with self._keeping(document_id, "figures", form), self.deciding:
            if at is not None:  # else it was sent twice
                record_correction(self.corrections, self._heading(document_id), correct_text(left[at].cell, form))
        before = f"?after={left[at - 1].place}" if at else ""
        return self._to(f"documents/{document_id}/figures{before}")

    @contextmanager
    def _keeping(self, document_id: str, about: str, form: Form) -> Iterator[None]:
        """Take a form; if it is refused, keep what was typed for the page that asks again."""
        self.session.refused.pop((document_id, about), None)
        try:
            yield
        except (ValueError, OSError, Unreadable, OutputInUse) as e:
            italian = e.italian if isinstance(e, Unclear) else str(e)
            self.session.refused[document_id, about] = Refused(form, str(e), italian)

    def _to(self, place: str) -> Response:
        """Send the browser to a page of the review, whatever it came with: that page can be loaded again."""
        return RedirectResponse(f"/{self.session.token}/{place}", status_code=303)

    def _correction(self, document_id: str, page: int, form: Form) -> Correction:
        if form.get("act") == "table":
            return mark_table(page, form)
        frames = self._frames(document_id)
        tables = Tables(frames["tables"], frames["cells"])
        table_id, _, place = form.get("cell", form.get("table", "")).partition("-")
        table = next((t for t in frames["tables"].iter_rows(named=True) if t["table_id"] == table_id), None)
        if table is None:
            raise Unclear("Choose a cell or a table.", "Scegliere una cella o una tabella.")
        if form.get("act") == "text":
            cells = [c for row in range(table["rows"]) for c in tables.row(table_id, row)]
            cell = next((c for c in cells if f"{c['row_index']}-{c['column_index']}" == place), None)
            if cell is None:
                raise Unclear("Choose a cell of the table.", "Scegliere una cella della tabella.")
            return correct_text(cell, form)
        return correct_table(table, [c["text"] for c in tables.row(table_id, 0)], form)

    def _withdraw(self, document_id: str, corrections: Sequence[Correction]) -> None:
        for correction in corrections:
            withdraw_correction(self.corrections, self._heading(document_id), correction)

    # What is there

    def _overview(self) -> Overview:
        with Index(self.output) as index:
            index.match(OutputFiles(self.output))
            return overview_of(index)

    def _documents(self) -> list[str]:
        return documents_in(self.output)

    def _known(self, document_id: str) -> str:
        if document_id not in self._documents():
            raise KeyError(document_id)
        return document_id

    def _frames(self, document_id: str) -> dict[str, Any]:
        return read_document(self.output, self._known(document_id), SHOWN)

    def _unconfirmed(self, document_id: str, frames: dict[str, Any]) -> Unconfirmed:
        return unconfirmed_of(frames["tables"], frames["cells"], self.corrections_of(document_id))

    def _decisions(self, overview: Overview) -> Decisions:
        """What is decided of all documents."""
        return self._decided_now((s.document_id, s.document.decisions) for s in overview.documents)

    def _decisions_of(self, frames: dict[str, Any]) -> Decisions:
        """What is decided of one document."""
        return self._decided_now(frames["documents"].select("document_id", "decisions").iter_rows())

    def _decided_now(self, read: Iterable[tuple[str, str | None]]) -> Decisions:
        """What is decided, `read` being documents and the digest of the decisions that each was read with."""
        known = read_corrections(self.corrections)
        return Decisions(
            {c.expects.finding: c for d in known.by_document.values() for c in d.corrections if c.expects.finding},
            {document_id for document_id, decisions in read if (decisions or "") == digest_of(known.of(document_id))},
        )

    def corrections_of(self, document_id: str) -> tuple[Correction, ...]:
        return read_corrections(self.corrections).of(document_id)

    def _heading(self, document_id: str) -> DocumentCorrections:
        """The document as its file of corrections names it."""
        row = self._frames(document_id)["documents"].row(0, named=True)
        return DocumentCorrections(
            document=document_id,
            source_file=row["source_file"],
            entity=row["entity"],
            fiscal_year=row["fiscal_year"],
            corrections=(),
        )

    def _page(self, template: str, **shown: Any) -> Response:
        view: View = shown["app"]
        allowed = f"img-src 'self' data:; style-src 'nonce-{view.nonce}'; script-src 'nonce-{view.nonce}'; form-action 'self'"
        policy = f"default-src 'none'; connect-src 'self'; {allowed}; base-uri 'none'; frame-ancestors 'none'"
        page = environment().get_template(template).render(home=f"/{self.session.token}/", **shown)
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})
