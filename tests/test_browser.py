"""The whole way in a real Chromium: a report with an error, the review, a decision, the report again, another report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from flows.ingest import ingest
from flows.workers import Pool, pool_of
from pipeline.corrections import read_corrections
from pipeline.datasets import read_dataset
from tests.conftest import SAMPLE
from tests.drawing import Drawing
from tests.drawing.two_years import WRONG, two_years, with_text
from tests.test_ocr import photographed, scan_of, table
from tests.test_review import BAD_CELLS, served

pytestmark = pytest.mark.browser

Ingest = Callable[[str], None]
"""Ingests some of `REPORTS`."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def found_chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = found_chromium()
    if found is None:
        pytest.fail(f"There is no Chromium here ({', '.join(NAMES)}). Install one: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"] if os.getuid() == 0 else [])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window in which any error of a script fails the test, and any request to another place."""
    context = chromium.new_context(locale="it-IT", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: (
            wrong.append(request.url)
            if "://127.0.0.1:" not in request.url and "://" in request.url[:8] and not request.url.startswith("file://")
            else None
        ),
    )
    yield page
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with pool_of(1) as pool:
        yield pool


def run(folder: Path) -> None:
    """Ingest the reports of a folder, with what was decided about them."""
    ingest([str(folder / "reports")], str(folder / "output"), workers=1, corrections=str(folder / "corrections"))


REPORTS: Mapping[str, Mapping[str, Drawing | Path | bytes]] = {
    "one": {"relazione.pdf": two_years(WRONG)},
    "two": {"a.pdf": two_years(WRONG), "b.pdf": two_years(with_text(4, 3, "250.100,00"))},
    "bad cells": {"relazione.pdf": two_years(BAD_CELLS), "altro.pdf": b"no PDF"},
    "sample": {"lucca-2016.pdf": SAMPLE},
}


@pytest.fixture(scope="module")
def folders() -> dict[str, Path]:
    """The folders in which some of `REPORTS` have been ingested."""
    return {}


@pytest.fixture
def ingested(folders: dict[str, Path], prefect_server: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Ingest:
    """Puts some of `REPORTS` and what came of them into the folder of a test: a copy, for they are ingested once."""

    def copy(which: str) -> None:
        if which not in folders:
            folder = tmp_path_factory.mktemp("ingested")
            (folder / "reports").mkdir()
            for name, report in REPORTS[which].items():
                if isinstance(report, Drawing):
                    report.save(folder / "reports" / name)
                else:
                    (folder / "reports" / name).write_bytes(report if isinstance(report, bytes) else report.read_bytes())
            run(folder)
            folders[which] = folder
        shutil.copytree(folders[which], tmp_path, dirs_exist_ok=True)

    return copy


def test_from_an_error_to_a_decision_that_expires(ingested: Ingest, page: Page, pool: Pool, tmp_path: Path) -> None:
    ingested("one")

    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(review.address)
        page.get_by_role("link", name="345.768,90").click()
        card = page.get_by_role("article").filter(has_text="345.678,90")
        assert card.locator("rect.suspect").count() == 1
        assert card.locator("image").evaluate("e => e.getBoundingClientRect().width") > 300
        card.get_by_label("Chi decide").fill("Anna Rossi")
        card.get_by_role("button", name="Accetta 345.678,90").click()
        card.get_by_text("Il valore proposto è accettato").wait_for()
        card.get_by_text("deciso, in attesa").wait_for()

    run(tmp_path)
    findings = read_dataset(tmp_path / "output", "findings")
    assert findings.select("status", "printed_value", "decided_value", "decided_by").rows() == [
        ("corrected", Decimal("345768.90"), Decimal("345678.90"), "Anna Rossi")
    ]
    lines = read_dataset(tmp_path / "output", "variance_lines").filter(pl.col("current_amount") == Decimal("345768.90"))
    (source,) = [s for s in lines["sources"][0] if s["field"] == "current_amount"]
    assert (source["decided_value"], source["decision"]) == (Decimal("345678.90"), "accept")

    two_years(with_text(2, 1, "345.876,90")).save(tmp_path / "reports" / "relazione.pdf")
    run(tmp_path)
    page.goto((tmp_path / "output" / "review" / "index.html").as_uri())
    expired = page.get_by_role("row").filter(has_text="La decisione di Anna Rossi")
    assert "non è più applicata" in expired.inner_text()


def test_enter_does_what_the_field_is_for_and_never_accepts(ingested: Ingest, page: Page, pool: Pool, tmp_path: Path) -> None:
    ingested("one")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(f"{review.address}next")
        card = page.get_by_role("article").filter(has_text="345.678,90")
        card.get_by_label("Chi decide").press("Enter")
        card.get_by_label("Motivo").fill("Vista la nota.")
        card.get_by_label("Motivo").press("Enter")
        assert card.get_by_role("button", name="Accetta").count() == 1
        card.get_by_label("Un altro valore").press("Enter")
        card.get_by_role("alert").get_by_text("Scrivere un valore").wait_for()
        card.get_by_label("Un altro valore").fill("tanto")
        card.get_by_label("Un altro valore").press("Enter")
        card.get_by_role("alert").get_by_text("«tanto» non è un numero").wait_for()
        page.reload()
        assert card.get_by_label("Motivo").input_value() == "Vista la nota."
        assert page.evaluate("document.activeElement.name") == "value"
        card.get_by_label("Un altro valore").fill("345.000,00")
        card.get_by_label("Un altro valore").press("Enter")
        card.get_by_text("È stato inserito un altro valore").wait_for()
        (decided,) = read_corrections(tmp_path / "corrections").by_document.values()
        assert [(c.decision, c.value, c.reason) for c in decided.corrections] == [
            ("value", Decimal("345000.00"), "Vista la nota.")
        ]


def test_a_value_shows_what_it_does_while_it_is_typed_and_the_report_is_read_again(
    ingested: Ingest, page: Page, pool: Pool, tmp_path: Path
) -> None:
    ingested("one")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(f"{review.address}next")
        card = page.get_by_role("article").filter(has_text="345.678,90")
        said = card.get_by_role("status").filter(has_text="verifiche tornano con questo valore")
        card.get_by_label("Un altro valore").fill("345.000,00")
        said.filter(has_text="0 / 2").wait_for()
        assert "VAR-1 Lo scostamento" in card.get_by_role("status").inner_text()
        card.get_by_label("Un altro valore").fill("345.678,90")
        said.filter(has_text="2 / 2").wait_for()
        card.get_by_label("di questa cifra").select_option(label="300.000,00 (Proventi da servizi · 2015)")
        said.filter(has_text="0 / 2").wait_for()
        card.get_by_role("button", name="Accetta").click()
        card.get_by_text("deciso, in attesa").wait_for()
        page.get_by_role("button", name="Rileggi il documento").click()
        card.get_by_text("corretto", exact=True).first.wait_for()
        assert page.get_by_text("Le decisioni prese hanno effetto da allora.").count() == 0


def test_like_findings_are_decided_together(ingested: Ingest, page: Page, pool: Pool, tmp_path: Path) -> None:
    ingested("bad cells")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(review.address)
        page.get_by_role("link", name="non è un numero leggibile").first.click()
        error = page.get_by_role("article").filter(has_text="è stampato 1.600.000,00")
        error.get_by_label("Motivo").fill("Da chiedere all'ente.")
        card = page.locator("article:target")
        card.get_by_text("Decidi insieme le segnalazioni simili (3)").click()
        card.get_by_role("checkbox").check()
        card.get_by_label("Motivo").fill("Illeggibile anche sulla pagina.")
        card.get_by_role("button", name="Archivia, con motivo").click()
        card.get_by_role("button", name="Ritira la decisione").wait_for()
        assert error.get_by_label("Motivo").input_value() == "Da chiedere all'ente."
        page.get_by_role("button", name="In attesa").click()
        page.locator("article:not(:visible)").first.wait_for(state="attached")
        assert page.locator("article[data-status=waiting]:visible").count() == 3


def test_filters_stay_and_one_key_goes_to_what_is_undecided(ingested: Ingest, page: Page, pool: Pool, tmp_path: Path) -> None:
    ingested("two")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(review.address)
        rows = page.locator("tr[data-severity]:visible")
        page.get_by_role("button", name="Errori", exact=True).click()
        page.get_by_role("button", name="Da decidere").click()
        errors = rows.count()
        assert errors == 2
        page.keyboard.press("n")
        page.wait_for_url("**/documents/*.html#*")
        seen = set()
        for _ in range(errors):
            card = page.locator("article:target")
            seen.add(card.get_attribute("id"))
            card.get_by_role("button", name="Accetta").click()
            page.locator("article:target form").get_by_role("button", name="Ritira la decisione").wait_for()
            page.keyboard.press("n")
            page.wait_for_url(lambda url: not any(f"#{finding}" in url for finding in seen if finding))
        assert len(seen) == errors
        page.goto(review.address)
        assert page.get_by_role("button", name="Errori", exact=True).get_attribute("aria-pressed") == "true"
        assert rows.count() == 0
        page.get_by_role("button", name="In attesa").click()
        assert rows.count() == errors
        page.locator("tr[data-severity]:visible a").first.click()
        page.wait_for_url("**/documents/*.html#*")
        page.go_back()
        assert rows.count() == errors


def test_pages_from_disk_are_filtered_and_walked_by_keys(ingested: Ingest, page: Page, tmp_path: Path) -> None:
    ingested("two")
    page.goto((tmp_path / "output" / "review" / "index.html").as_uri())
    rows = page.locator("tr[data-severity]:visible")
    everything = rows.count()
    assert everything >= 2
    page.get_by_label("Documento").select_option(label="a.pdf")
    assert 0 < rows.count() < everything
    assert page.get_by_role("status").inner_text() == f"Segnalazioni: {rows.count()} / {everything}"
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("status").inner_text().startswith("Findings: ")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*.html#*")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "ARTICLE"


def test_a_region_is_drawn_and_a_cell_chosen_with_the_mouse(ingested: Ingest, page: Page, pool: Pool, tmp_path: Path) -> None:
    ingested("one")
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        document_id = read_dataset(tmp_path / "output", "documents")["document_id"][0]
        page.goto(f"{review.address}documents/{document_id}/pages/1")
        page.locator("td[data-cell='t1-2-1']").hover()
        assert page.locator("rect.lit").count() == 1
        page.locator("rect[data-cell='t1-2-1']").click()
        before = page.locator("td[data-cell='t1-3-1']").bounding_box()
        page.locator("td[data-cell='t1-3-1']").hover()
        assert page.locator("rect.lit").get_attribute("data-cell") == "t1-3-1"
        assert page.locator("rect.chosen").get_attribute("data-cell") == "t1-2-1"
        form = page.get_by_role("form", name="riga 3, colonna 2").filter(has_text="letto «345.768,90»")
        form.get_by_label("Chi decide").fill(" ")
        form.get_by_label("Ciò che vi è stampato").fill("345.678,90")
        assert page.locator("td[data-cell='t1-3-1']").bounding_box() == before
        form.get_by_label("Ciò che vi è stampato").press("Enter")
        page.get_by_role("alert").get_by_text("Indicare chi decide").wait_for()
        page.reload()
        assert page.locator("rect.chosen").get_attribute("data-cell") == "t1-2-1"
        assert form.get_by_label("Ciò che vi è stampato").input_value() == "345.678,90"
        form.get_by_label("Chi decide").fill("Anna Rossi")
        page.get_by_role("button", name="È stato letto male").click()
        assert "«345.768,90» → «345.678,90»" in page.locator("form.decided").inner_text()
        page.get_by_text("Correggi intestazioni o colonne").click()
        edges = page.get_by_label("Confini tra colonne: cliccare sulla pagina, o scrivere i punti")
        edges.fill("222, 402")
        edges.press("Enter")
        page.locator("form.decided").filter(has_text="222.0").wait_for()
        assert page.locator("form.decided").count() == 2
        page.get_by_text("Indica un'area come tabella").click()
        box = page.locator("#sheet").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 300, box["y"] + 100)
        page.mouse.up()
        page.get_by_role("button", name="È una tabella").click()
        page.locator("form.decided").nth(2).wait_for()


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    ingested: Ingest, page: Page, pool: Pool, tmp_path: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    ingested("bad cells")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    def serious() -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")]

    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(review.address)
        assert serious() == []
        page.get_by_role("link", name="345.768,90").click()
        card = page.locator("article:target")
        card.get_by_label("Un altro valore").fill("1,00")
        card.get_by_role("status").filter(has_text="verifiche tornano").wait_for()
        assert serious() == []
        card.get_by_label("Un altro valore").fill("tanto")
        card.get_by_role("button", name="Inserisci questo valore").click()
        card.get_by_role("alert").wait_for()
        assert serious() == []
        card.get_by_role("button", name="Conferma come stampato").click()
        card.get_by_role("button", name="Ritira la decisione").wait_for()
        assert serious() == []
        card.get_by_role("link", name="pagina 1").click()
        page.locator("td[data-cell='t1-2-1']").click()
        page.get_by_text("Indica un'area come tabella").click()
        assert serious() == []
    page.goto((tmp_path / "output" / "review" / "index.html").as_uri())
    assert serious() == []


def test_the_figures_of_a_scan_are_looked_at_one_by_one_with_the_keyboard(
    prefect_server: str, page: Page, pool: Pool, tmp_path: Path
) -> None:
    (tmp_path / "reports").mkdir()
    printed = table(
        Drawing((400, 260)), [["Servizio", "Utenti", "Giorni"], ["Sportello", "1.204", "12,5"], ["Museo", "55", "7,5"]]
    )
    scan_of(photographed(printed, tmp_path / "printed.pdf")).save(tmp_path / "reports" / "scansione.pdf")
    run(tmp_path)

    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(review.address)
        page.get_by_role("link", name="scansione.pdf").first.click()
        page.get_by_role("link", name="4 cifre riconosciute in un'immagine da guardare").click()
        page.get_by_label("Chi decide").fill("Anna Rossi")
        assert page.get_by_role("img", name="cifra").locator("image").evaluate("e => e.getBoundingClientRect().width") > 300
        assert page.get_by_role("heading", name="Sportello · Utenti").count() == 1
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.get_by_label("Ciò che vi è stampato").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Sportello · Giorni").wait_for()
        assert page.get_by_role("status").inner_text().startswith("3 cifre ancora da guardare, 1 già vista.")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Museo · Utenti").wait_for()
        page.keyboard.type("56")  # what is there is selected
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Museo · Giorni").wait_for()
        assert page.get_by_role("status").inner_text().startswith("1 cifra ancora da guardare, 3 già viste.")
        page.get_by_role("button", name="Rileggi il documento").click()
        page.get_by_role("link", name="1 cifra riconosciuta in un'immagine da guardare").wait_for()

    decided = [
        (c.printed, c.text, c.who) for d in read_corrections(tmp_path / "corrections").by_document.values() for c in d.corrections
    ]
    assert decided == [("1.204", "1.204", "Anna Rossi"), ("12,5", "12,5", "Anna Rossi"), ("55", "56", "Anna Rossi")]
    cells = read_dataset(tmp_path / "output", "cells").filter(pl.col("misread").is_not_null())
    assert cells.sort("row_index", "column_index").select("text", "misread").rows() == [
        ("1.204",) * 2,
        ("12,5",) * 2,
        ("56", "55"),
    ]


@pytest.mark.parametrize("width", [1280, 800])
def test_no_page_is_wider_than_its_window(ingested: Ingest, page: Page, pool: Pool, tmp_path: Path, width: int) -> None:
    ingested("sample")
    page.set_viewport_size({"width": width, "height": 900})
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(f"{review.address}next")
        document = page.get_by_role("article").get_by_role("link", name="pagina 5").first.get_attribute("href")
        for address in (review.address, page.url, f"{review.address.removesuffix('/').rpartition('/')[0]}{document}"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.get_by_role("heading", name="t10 · Costi del personale").wait_for()


def test_what_was_not_read_is_shown_in_a_picture_of_its_page(prefect_server: str, page: Page, pool: Pool, tmp_path: Path) -> None:
    drawing = two_years(with_text(1, 3, "210.000,00")).page().text(72, 100, "Coperto 1.234,50", size=9)
    (tmp_path / "reports").mkdir()
    drawing.box(60, 80, 300, 110, fill=(0, 0, 0)).text(72, 200, "Allegato.").save(tmp_path / "reports" / "a.pdf")
    run(tmp_path)
    with served(pool, tmp_path / "output", tmp_path / "corrections") as review:
        page.goto(review.address)
        page.get_by_role("link", name="a.pdf").first.click()
        ledger = page.get_by_role("region", name="Che cosa non è stato letto, e perché")
        figure = ledger.get_by_role("figure")
        assert "Pagina 2, in rosso: cifre non visibili" in figure.inner_text()
        image, mark = figure.locator("image"), figure.locator("rect")
        assert (image.get_attribute("href") or "").startswith("data:image/jpeg")
        shown, marked = image.bounding_box(), mark.bounding_box()
        assert shown
        assert marked
        assert shown["y"] < marked["y"] < shown["y"] + shown["height"]
