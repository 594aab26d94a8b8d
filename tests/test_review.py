"""The review: pages from disk, the local application, and who may talk to it."""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import polars as pl
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from flows.across import overview_of
from flows.index import Index, read_with
from flows.review.app import Review
from flows.review.server import listen, server_of
from flows.workers import Pool, pool_of
from pipeline.corrections import digest_of, read_corrections
from pipeline.datasets import read_dataset, write_empty, write_quarantine
from pipeline.findings.wording_it import UNREAD
from pipeline.ingestion import read_and_write
from pipeline.reading.ocr.engines import NO_MODELS
from pipeline.review.pages import sheet_name, write_index
from pipeline.review.pictures import Pictures
from pipeline.source import BROKEN_PAGE, NO_TEXT, Unreadable
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.provenance import Box
from tests.drawing import Drawing, hostile
from tests.drawing.two_years import WRONG, two_years, with_text

HOSTILE = "</title><script>alert(1)</script>"


def ingest(pdf: Path, output: Path, corrections: Path, without: Mapping[int, Unreadable] | None = None) -> str:
    """Read one document into an output, as a run does. Returns its id."""
    from pipeline.source import open_source

    document_id = open_source(pdf).document_id
    decided = read_corrections(corrections).of(document_id)
    summary = read_and_write(
        pdf, lambda page, pages: None, document_id=document_id, names=(pdf.name,), output=output, corrections=decided,
        without=without,
    )  # fmt: skip
    write_empty(output)
    with Index(output) as index:
        index.keep(summary, read_with(digest_of(decided)), pdf)
        write_index(output, overview_of(index), [document_id])
    return document_id


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the output of a run over a report with an error, and the report's id."""
    folder = tmp_path_factory.mktemp("review")
    pdf = two_years(WRONG).text(72, 300, HOSTILE).save(folder / "relazione.pdf")
    quarantined = Quarantined(source_file=HOSTILE, stage="open", error="not_a_pdf", reason="Non è un PDF.")
    write_quarantine(folder / "output", HOSTILE, None, quarantined)
    with Index(folder / "output") as index:
        index.set_quarantine({HOSTILE: quarantined}, ())
    return folder, ingest(pdf, folder / "output", folder / "corrections")


@contextmanager
def served(pool: Pool, output: Path, corrections: Path) -> Iterator[Review]:
    """The review of an output while it is served."""
    with listen() as listening:
        review = Review(output, corrections, pool, listening.getsockname()[1])
        server = server_of(review)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield review
        finally:
            server.should_exit = True
            thread.join()


def browser(review: Review) -> httpx.Client:
    """What asks as a browser does that was given the address."""
    return httpx.Client(base_url=review.address, headers={"Origin": origin(review)}, trust_env=False, timeout=60)


def origin(review: Review) -> str:
    return f"http://127.0.0.1:{review.port}"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """The process that draws pages."""
    with pool_of(1) as pool:
        yield pool


@pytest.fixture
def review(pool: Pool, made: tuple[Path, str], tmp_path: Path) -> Iterator[Review]:
    with served(pool, made[0] / "output", tmp_path / "corrections") as review:
        yield review


@pytest.fixture
def client(review: Review) -> Iterator[httpx.Client]:
    with browser(review) as client:
        yield client


def test_the_first_page_needs_nothing_but_itself(made: tuple[Path, str]) -> None:
    page = (made[0] / "output" / "review" / "index.html").read_text()
    assert re.findall(r'(?:src|href)="(?!documents/|#|index\.html|data:)[^"]*"', page) == []
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "345.768,90" in page


def test_beside_the_pages_stands_what_is_in_an_envelope(tmp_path: Path) -> None:
    report = two_years(WRONG).save(tmp_path / "relazione.pdf")
    signed = tmp_path / "relazione.pdf.p7m"
    signed.write_bytes(hostile.signed(report.read_bytes()))
    folder = tmp_path / "output" / "review" / "documents"
    for given, link, copies in ((signed, "", 1), (report, "../../../relazione.pdf", 0)):
        short = ingest(given, tmp_path / "output", tmp_path / "corrections")[:16]
        assert [file.read_bytes() for file in folder.glob("*.pdf")] == copies * [report.read_bytes()]
        assert f'href="{link or f"{short}.pdf"}#page=1"' in (folder / f"{short}.html").read_text()


def test_what_a_document_says_is_shown_and_never_run(made: tuple[Path, str]) -> None:
    for page in (made[0] / "output" / "review").rglob("*.html"):
        assert "<script>alert" not in page.read_text()
    assert "&lt;script&gt;alert(1)" in (made[0] / "output" / "review" / "index.html").read_text()


def test_a_card_shows_the_sum_the_suspect_and_the_picture(made: tuple[Path, str]) -> None:
    (page,) = (made[0] / "output" / "review" / "documents").glob("*.html")
    text = page.read_text()
    assert text.count('class="suspect"') == 1
    assert "1.200.000,00 + 345.768,90 + 54.321,10 = 1.600.090,00" in text
    assert "data:image/jpeg;base64," in text
    assert "Con 345.678,90 al posto di «345.768,90»" in text


def test_the_pages_stay_small_with_a_thousand_findings_in_two_hundred_documents(tmp_path: Path) -> None:
    """Every document has the same five findings as a real page of errors would: pictures, sums, two languages."""
    from pipeline.datasets import frames_of
    from pipeline.ingestion import summarise
    from pipeline.report import read_report
    from pipeline.review.pages import Overview, write_document_pages

    rows = with_text(1, 3, "210.000,00")
    report = read_report(two_years(rows).save(tmp_path / "relazione.pdf"))
    frames = dict(frames_of(report))
    finding = frames["findings"].row(0, named=True)
    five = [{**finding, "finding_id": f"{finding['finding_id']}-{i}"} for i in range(5)]
    frames["findings"] = type(frames["findings"])(five, schema=frames["findings"].schema)
    found = [report.findings[0].model_copy(update={"finding_id": f"{finding['finding_id']}-{i}"}) for i in range(5)]
    one = summarise(report).model_copy(update={"findings": tuple(found)})
    all_documents = [one.model_copy(update={"document_id": f"{i:064x}"}) for i in range(200)]
    write_document_pages(frames, tmp_path / "relazione.pdf", (), tmp_path / "output")
    write_index(tmp_path / "output", Overview(all_documents), [])
    sizes = {page.name: page.stat().st_size for page in (tmp_path / "output" / "review").rglob("*.html")}
    assert (tmp_path / "output" / "review" / "index.html").read_text().count("data-severity=") == 1000
    assert max(sizes.values()) < 2_000_000


def test_a_document_shows_first_what_of_it_was_not_read_and_why(tmp_path: Path) -> None:
    drawing = two_years(with_text(1, 3, "210.000,00")).page().text(72, 100, "Coperto 1.234,50", size=9)
    drawing.box(60, 80, 300, 110, fill=(0, 0, 0)).text(72, 200, "Allegato al bilancio d'esercizio.").page().text(72, 100, "Fine.")
    ingest(drawing.save(tmp_path / "relazione.pdf"), tmp_path / "output", tmp_path / "corrections")
    (page,) = (tmp_path / "output" / "review" / "documents").glob("*.html")
    shown = page.read_text()
    assert shown.index('id="ledger"') < shown.index('id="findings"')
    assert "1 figure in the file but not visible on the page" in shown
    assert re.findall(r'class="button is-(\w+)"', shown) == ["read", "not_shown", "read"]
    ledger = shown[shown.index('id="ledger"') : shown.index('id="findings"')]
    ((x, y),) = re.findall(r'<rect class="suspect" x="([0-9.]+)" y="([0-9.]+)"', ledger)
    assert 60 < float(x) < 300
    assert 80 < float(y) < 110
    assert ledger.count("data:image/jpeg") == ledger.count("Pagina</span></span> 2") == 1


def test_more_pages_than_are_pictured_are_counted(tmp_path: Path) -> None:
    drawing = two_years(with_text(1, 3, "210.000,00"))
    for _ in range(8):
        drawing.page().text(72, 100, "Coperto 1.234,50", size=9).box(60, 80, 300, 110, fill=(0, 0, 0)).text(72, 200, "Allegato.")
    ingest(drawing.save(tmp_path / "a.pdf"), tmp_path / "output", tmp_path / "corrections")
    (page,) = (tmp_path / "output" / "review" / "documents").glob("*.html")
    ledger = page.read_text().partition('id="findings"')[0]
    assert ledger.count("<figcaption>") == 6
    assert '2 <span class="t"><span lang="en">more pages have such places' in ledger
    assert "<title>figures not visible / cifre non visibili</title>" in ledger


def test_an_output_of_a_version_without_places_is_shown(pool: Pool, tmp_path: Path) -> None:
    output = tmp_path / "output"
    document_id = ingest(two_years(WRONG).save(tmp_path / "a.pdf"), output, tmp_path / "corrections")
    (pages,) = (output / "pages").rglob(f"{document_id}.parquet")
    pl.read_parquet(pages).drop("unread").write_parquet(pages)
    with served(pool, output, tmp_path / "corrections") as review, browser(review) as client:
        shown = client.get(f"documents/{document_id[:16]}.html")
    assert shown.status_code == 200
    assert 'id="ledger"' in shown.text


def test_a_page_without_text_is_shown_whole(tmp_path: Path) -> None:
    drawing = Drawing().text(72, 100, "Il bilancio è allegato in copia.").page()
    drawing.canvas.drawImage(ImageReader(Image.new("L", (600, 800), 200)), 0, 0, drawing.width, drawing.height)
    ingest(drawing.save(tmp_path / "a.pdf"), tmp_path / "output", tmp_path / "corrections")
    (page,) = (tmp_path / "output" / "review" / "documents").glob("*.html")
    assert f'width="{drawing.width + 4:.1f}" height="{drawing.height + 3:.1f}"' in page.read_text()


def test_a_page_over_which_the_engine_ended_is_not_drawn_for_its_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    jpeg = Pictures.jpeg

    def counted(self: Pictures, page: int, part: Box, most_bytes: int) -> bytes:
        drawn.append(page)
        return jpeg(self, page, part, most_bytes)

    monkeypatch.setattr(Pictures, "jpeg", counted)
    drawing = two_years(with_text(1, 3, "210.000,00")).page().text(72, 100, "Seconda pagina.")
    broken = {2: Unreadable("crashed", "The PDF engine broke down over it.")}
    ingest(drawing.save(tmp_path / "a.pdf"), tmp_path / "output", tmp_path / "corrections", broken)
    (page,) = (tmp_path / "output" / "review" / "documents").glob("*.html")
    assert "The PDF engine broke down over it." in page.read_text()
    assert set(drawn) == {1}


def test_a_document_shows_that_figures_in_cells_have_no_value(tmp_path: Path) -> None:
    ingest(two_years(with_text(1, 3, "▲ 210.000,00")).save(tmp_path / "a.pdf"), tmp_path / "output", tmp_path / "corrections")
    (page,) = (tmp_path / "output" / "review" / "documents").glob("*.html")
    shown = page.read_text()
    assert "1 cell or column of tables with figures that have no value: see NUM-1 and NUM-2 below." in shown
    assert re.findall(r'class="button is-(\w+)"', shown) == ["refused"]


def test_a_document_read_in_part_is_not_said_to_add_up(tmp_path: Path) -> None:
    drawing = Drawing().text(72, 60, "Gli importi dell'anno, in riquadri.")
    for y in (130, 190):
        for i, amount in enumerate(("13.110,29", "51.602,12", "279.248,68")):
            drawing.text(72 + 125 * i, y, "Proventi", size=8).text(72 + 125 * i, y + 16, amount, size=12)
    ingest(drawing.save(tmp_path / "a.pdf"), tmp_path / "output", tmp_path / "corrections")
    (page,) = (tmp_path / "output" / "review" / "documents").glob("*.html")
    assert "None in what was read." in page.read_text()


def test_every_error_of_a_file_is_told_in_italian() -> None:
    """The codes are those that the sources give to `Unreadable` and `Quarantined`."""
    codes = set()
    for folder in ("pipeline", "flows"):
        for path in (Path(__file__).parents[1] / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                    continue
                named = [keyword.value for keyword in call.keywords if keyword.arg == "error"]
                first, second = call.args[:1], call.args[1:2]
                where = {"Unreadable": first, "_too_much": first, "_in_part": second, "Quarantined": named}
                given = where.get(call.func.id, [])
                prefix = "too_many_" if call.func.id == "_too_much" else ""
                codes |= {prefix + arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    assert {"not_a_pdf", "too_many_lines", "unknown_document"} <= codes
    assert codes | {BROKEN_PAGE, NO_TEXT, NO_MODELS} == set(UNREAD)


# ── the application ───────────────────────────────────────────────────────────────────────────────────────────────────


def form_of(page: str) -> dict[str, str]:
    """What the forms of a page send along."""
    token = re.search(r'name="form" value="([^"]+)"', page)
    finding = re.search(r'name="finding" value="([^"]+)"', page)
    assert token is not None
    return {"form": token[1], "finding": finding[1] if finding else "", "who": "Anna Rossi", "reason": ""}


def decided_on(page: str) -> str:
    """What the first form of a page whose finding is decided knows of the decision."""
    decided = re.search(r'name="decided" value="([^"]+)"', page)
    assert decided is not None
    return decided[1]


def test_of_two_who_decide_at_once_the_second_is_told_what_the_first_decided(
    client: httpx.Client, review: Review, made: tuple[Path, str]
) -> None:
    page = f"documents/{made[1][:16]}.html"
    form = form_of(client.get(page).text)
    for _ in range(2):  # a form that is sent twice is no second decision
        client.post(f"documents/{made[1]}/decide", data={**form, "act": "accept"})
        assert "Nel frattempo" not in client.get(page).text
    first = decided_on(client.get(page).text)
    client.post(f"documents/{made[1]}/decide", data={**form, "who": "Ugo Neri", "act": "as_printed"})
    shown = client.get(page).text
    assert "Nel frattempo qualcuno ha deciso" in shown
    assert "The suggestion is accepted" in shown
    client.post(f"documents/{made[1]}/decide", data={**form, "act": "withdraw", "decided": first})
    client.post(f"documents/{made[1]}/decide", data={**form, "act": "as_printed"})
    client.post(f"documents/{made[1]}/decide", data={**form, "act": "withdraw", "decided": first})
    assert [c.decision for c in read_corrections(review.corrections).of(made[1])] == ["as_printed"]


def test_a_decision_goes_to_a_file_and_shows_until_it_is_withdrawn(
    client: httpx.Client, review: Review, made: tuple[Path, str]
) -> None:
    document_id = made[1]
    page = client.get(f"documents/{document_id[:16]}.html").text
    form = form_of(page)
    sent = client.post(f"documents/{document_id}/decide", data={**form, "act": "accept"})
    assert sent.status_code == 303
    (correction,) = read_corrections(review.corrections).of(document_id)
    assert (correction.decision, correction.printed, correction.value) == ("accept", "345.768,90", Decimal("345678.9"))
    assert (correction.who, correction.when) == ("Anna Rossi", date.today())
    assert "The suggestion is accepted" in client.get(f"documents/{document_id[:16]}.html").text
    shown = client.get(f"documents/{document_id[:16]}.html").text
    client.post(f"documents/{document_id}/decide", data={**form, "act": "withdraw", "decided": decided_on(shown)})
    assert read_corrections(review.corrections).of(document_id) == ()


def test_another_value_is_written_as_reports_write_it(client: httpx.Client, review: Review, made: tuple[Path, str]) -> None:
    document_id = made[1]
    form = form_of(client.get(f"documents/{document_id[:16]}.html").text)
    refused = client.post(f"documents/{document_id}/decide", data={**form, "act": "value", "value": "un po'"})
    assert refused.status_code == 303
    assert "non è un numero" in client.get(f"documents/{document_id[:16]}.html").text
    assert read_corrections(review.corrections).of(document_id) == ()
    client.post(f"documents/{document_id}/decide", data={**form, "act": "value", "value": "345.000,5", "figure": "0"})
    (correction,) = read_corrections(review.corrections).of(document_id)
    assert (correction.decision, correction.printed, correction.value) == ("value", "345.768,90", Decimal("345000.5"))


def test_what_a_refused_form_sent_is_kept_until_one_is_taken(client: httpx.Client, made: tuple[Path, str]) -> None:
    page = f"documents/{made[1][:16]}.html"
    form = form_of(client.get(page).text) | {"reason": "Vista la nota.", "act": "value", "value": "tanto"}
    client.post(f"documents/{made[1]}/decide", data=form)
    for _ in range(2):
        shown = client.get(page).text
        assert 'value="Vista la nota."' in shown
        assert 'value="tanto"' in shown
    client.post(f"documents/{made[1]}/decide", data={**form, "value": "345.000,00"})
    assert "tanto" not in client.get(page).text


def test_the_first_page_tells_what_waits_to_be_read_again(client: httpx.Client, made: tuple[Path, str]) -> None:
    form = form_of(client.get(f"documents/{made[1][:16]}.html").text)
    assert 'data-status="waiting"' not in client.get("").text
    client.post(f"documents/{made[1]}/decide", data={**form, "act": "as_printed"})
    assert client.get("").text.count('data-status="waiting"') == 1
    decided = decided_on(client.get(f"documents/{made[1][:16]}.html").text)
    client.post(f"documents/{made[1]}/decide", data={**form, "act": "withdraw", "decided": decided})
    assert 'data-status="waiting"' not in client.get("").text


def test_the_first_page_and_the_way_to_the_next_finding_open_no_dataset(
    client: httpx.Client, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("")  # learns of documents that the index does not know
    monkeypatch.setattr(pl, "read_parquet", None)
    assert made[1][:8] in client.get("").text
    assert f"/documents/{made[1][:16]}.html#" in client.get("next").headers["location"]


def test_the_next_finding_to_decide_is_found_until_there_is_none(client: httpx.Client, made: tuple[Path, str]) -> None:
    findings = re.findall(r'<article [^>]*id="([^"]+)"', client.get(f"documents/{made[1][:16]}.html").text)
    assert client.get("next").headers["location"].endswith(f"/documents/{made[1][:16]}.html#{findings[0]}")
    for finding in findings:
        form = form_of(client.get(f"documents/{made[1][:16]}.html").text) | {"finding": finding}
        client.post(f"documents/{made[1]}/decide", data={**form, "act": "dismiss", "reason": "Noto."})
    assert client.get(f"next/{findings[0]}").headers["location"] == httpx.URL(client.base_url).path


def test_a_finding_is_dismissed_with_a_reason_only(client: httpx.Client, review: Review, made: tuple[Path, str]) -> None:
    document_id = made[1]
    form = form_of(client.get(f"documents/{document_id[:16]}.html").text)
    client.post(f"documents/{document_id}/decide", data={**form, "act": "dismiss"})
    assert read_corrections(review.corrections).of(document_id) == ()
    client.post(f"documents/{document_id}/decide", data={**form, "act": "dismiss", "reason": "Noto."})
    assert [c.reason for c in read_corrections(review.corrections).of(document_id)] == ["Noto."]


def test_a_value_is_tried_before_it_is_sent(client: httpx.Client, made: tuple[Path, str]) -> None:
    finding = form_of(client.get(f"documents/{made[1][:16]}.html").text)["finding"]
    effect = f"documents/{made[1]}/effect/{finding}"
    assert "2 / 2" in client.get(effect, params={"value": "345.678,90", "figure": "0"}).text
    assert "0 / 2" in client.get(effect, params={"value": "345.000,00", "figure": "0"}).text
    refused = client.get(effect, params={"value": "<b>", "figure": "0"}).text
    assert "«&lt;b&gt;» non è un numero" in refused


BAD_CELLS = (
    *(row if r in (0, 4) else (*row[:2], "12.34,5", row[3]) for r, row in enumerate(WRONG)),
    *4 * (("Altro", "1,00", "1,00", "0,00"),),
)
"""Three figures that are no numbers."""


def test_like_findings_are_decided_together_or_not_at_all(pool: Pool, tmp_path: Path) -> None:
    pdf = two_years(BAD_CELLS).save(tmp_path / "relazione.pdf")
    document_id = ingest(pdf, tmp_path / "output", tmp_path / "corrections")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review, browser(review) as client:
        page = client.get(f"documents/{document_id[:16]}.html").text
        cards = re.findall(r'<article [^>]*id="([^"]+)"[^>]*data-rule="NUM-1"', page)
        assert len(cards) == 3
        form = form_of(page) | {"finding": cards[0], "like": "yes"}
        client.post(f"documents/{document_id}/decide", data={**form, "act": "value", "value": "1,00"})
        client.post(f"documents/{document_id}/decide", data={**form, "act": "accept"})
        assert read_corrections(review.corrections).of(document_id) == ()
        client.post(f"documents/{document_id}/decide", data={**form, "act": "dismiss", "reason": "Illeggibile."})
        decided = read_corrections(review.corrections).of(document_id)
        assert {c.expects.finding for c in decided} == set(cards)
        assert {c.printed for c in decided} == {"12.34,5"}


def test_a_report_is_read_again_from_its_page(pool: Pool, tmp_path: Path) -> None:
    pdf = two_years(WRONG).save(tmp_path / "relazione.pdf")
    document_id = ingest(pdf, tmp_path / "output", tmp_path / "corrections")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review, browser(review) as client:
        address = f"documents/{document_id[:16]}.html"
        form = form_of(client.get(address).text)
        client.post(f"documents/{document_id}/decide", data={**form, "act": "accept"})
        assert 'data-status="waiting"' in client.get(address).text
        client.post(f"documents/{document_id}/read", data=form)
        page = client.get(address).text
        assert 'data-status="waiting"' not in page
        assert 'class="card is-decided"' in page
        assert "345.678,90" in page
        assert read_dataset(tmp_path / "output", "findings")["status"].to_list() == ["corrected"]
        assert 'data-status="decided"' in (tmp_path / "output" / "review" / "index.html").read_text()
        pdf.unlink()
        client.post(f"documents/{document_id}/read", data=form)
        assert "Il PDF non è più dove si trovava" in client.get(address).text


def test_a_decision_that_the_last_reading_did_not_apply_is_open_again(pool: Pool, tmp_path: Path) -> None:
    pdf = two_years(WRONG).save(tmp_path / "relazione.pdf")
    document_id = ingest(pdf, tmp_path / "output", tmp_path / "corrections")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review, browser(review) as client:
        form = form_of(client.get(f"documents/{document_id[:16]}.html").text)
        client.post(f"documents/{document_id}/decide", data={**form, "act": "accept"})
        (file,) = review.corrections.glob("*.yml")
        file.write_text(file.read_text().replace("345678.9", "345000"))
        assert 'data-status="waiting"' in client.get("").text
        client.post(f"documents/{document_id}/read", data=form)
        assert 'data-status="waiting"' not in client.get("").text
        assert client.get(f"documents/{document_id[:16]}.html").text.count('value="accept"') == 1


def decided(client: httpx.Client, review: Review, document_id: str, **form: str) -> Correction:
    """What a form of the page's own view makes."""
    token = form_of(client.get(f"documents/{document_id}/pages/1").text)
    sent = client.post(f"documents/{document_id}/pages/1/correct", data={**token, **form})
    assert sent.status_code == 303
    (correction,) = read_corrections(review.corrections).of(document_id)
    return correction


def test_the_page_shows_cells_beside_where_they_were_read(client: httpx.Client, made: tuple[Path, str]) -> None:
    page = client.get(f"documents/{made[1]}/pages/1").text
    assert page.count('data-cell="t1-2-1"') == 2
    assert "letto «345.768,90» · valore 345.768,90 EUR · confermato da 0 verifiche" in page
    assert client.get(f"documents/{made[1]}/pages/2").status_code == 404


def test_a_misread_cell_is_corrected(client: httpx.Client, review: Review, made: tuple[Path, str]) -> None:
    correction = decided(client, review, made[1], act="text", cell="t1-2-1", text="345.678,90")
    assert (correction.decision, correction.printed, correction.text) == ("text", "345.768,90", "345.678,90")


def test_a_report_whose_reading_was_corrected_is_to_be_read_again(
    client: httpx.Client, review: Review, made: tuple[Path, str]
) -> None:
    assert "da rileggere" not in client.get("").text
    decided(client, review, made[1], act="text", cell="t1-2-1", text="345.678,90")
    assert "da rileggere" in client.get("").text
    assert "Le decisioni prese hanno effetto da allora." in client.get(f"documents/{made[1]}/pages/1").text


def test_headings_and_columns_are_corrected(client: httpx.Client, review: Review, made: tuple[Path, str]) -> None:
    correction = decided(client, review, made[1], act="header_rows", table="t1", header_rows="2")
    assert (correction.header_rows, correction.expects.rows, correction.expects.columns) == (2, 5, 4)
    client.post(
        f"documents/{made[1]}/pages/1/correct",
        data={**form_of(client.get(f"documents/{made[1]}/pages/1").text), "act": "columns", "table": "t1", "columns": "222, 402"},
    )
    columns = [c for c in read_corrections(review.corrections).of(made[1]) if c.decision == "columns"]
    assert [c.columns and c.columns[1:-1] for c in columns] == [(222.0, 402.0)]


def test_a_region_is_marked_as_a_table(client: httpx.Client, review: Review, made: tuple[Path, str]) -> None:
    correction = decided(client, review, made[1], act="table", box="60, 80, 400, 120")
    assert (correction.decision, tuple(correction.box), correction.columns) == ("table", (60, 80, 400, 120), None)


# ── who may talk to it ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_is_shown_to_who_has_the_address_alone(review: Review) -> None:
    with httpx.Client(base_url=origin(review), trust_env=False) as client:
        address = f"/{review.session.token}/"
        asked = [
            ("/", {}),
            ("/wrong-token/", {}),
            (address, {"Host": "evil.example"}),
            (address, {"Host": f"localhost:{review.port}"}),
        ]
        assert [client.get(path, headers=headers).status_code for path, headers in asked] == [404, 404, 421, 421]
        assert client.get(address).status_code == 200
        assert client.delete(address).status_code == 405


def test_no_other_site_can_decide(review: Review, made: tuple[Path, str]) -> None:
    own, form_token = {"Origin": origin(review)}, review.session.form_token
    with httpx.Client(base_url=review.address, trust_env=False, timeout=60) as client:
        finding = form_of(client.get(f"documents/{made[1][:16]}.html").text)["finding"]

        def status(headers: dict[str, str], form_token: str, reason: str = "") -> int:
            data = {"form": form_token, "finding": finding, "who": "A", "act": "as_printed", "reason": reason}
            return client.post(f"documents/{made[1]}/decide", data=data, headers=headers).status_code

        assert status({}, form_token) == 403
        assert status({"Origin": "null"}, form_token) == 403
        assert status({"Origin": "https://evil.example"}, form_token) == 403
        assert status({**own, "Sec-Fetch-Site": "cross-site"}, form_token) == 403
        assert status(own, "guessed") == 403
        assert status(own, "") == 403
        assert status(own, form_token, reason="x" * 200_000) == 413
        assert read_corrections(review.corrections).of(made[1]) == ()
        assert status({**own, "Sec-Fetch-Site": "same-origin"}, form_token) == 303
        assert len(read_corrections(review.corrections).of(made[1])) == 1


def test_every_answer_is_sealed(client: httpx.Client) -> None:
    headers = client.get("").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]


def test_a_body_of_two_reports_has_a_page_that_leads_to_them_and_back(pool: Pool, tmp_path: Path) -> None:
    output, corrections = tmp_path / "output", tmp_path / "corrections"
    rows = [["Voce", "{}", "{}", "var.", "Var.%"], ["Diritto annuale", "110,00", "121,00", "11,00", "10"]]
    for year in (2016, 2017):
        own = [[text.format(year - 1 if i == 1 else year) for i, text in enumerate(row)] for row in rows]
        drawing = Drawing().text(72, 60, "Comune di Prova", size=18).text(72, 85, f"Relazione {year}", size=14)
        pdf = drawing.grid(72, 120, [160, 80, 80, 70, 60], own, bold_rows=1).save(tmp_path / f"{year}.pdf")
        document = sheet_name(ingest(pdf, output, corrections), 1)
    with served(pool, output, corrections) as review, browser(review) as client:
        (page,) = set(re.findall(r'href="(bodies/[^"]+)"', client.get("").text))
        body = client.get(page).text
        assert {f"../documents/{document}"} < set(re.findall(r'href="(\.\./documents/[^"]+)"', body))
        assert f'href="../{page}"' in client.get(f"documents/{document}").text
        assert f'href="../{page}"' in (output / "review" / "documents" / document).read_text("utf-8")
        assert client.get("bodies/of-nobody.html").status_code == 404
