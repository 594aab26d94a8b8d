"""The pictures of the documentation, taken anew of the sample report: `python -m tests.pictures`. Needs a Chromium."""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright
from rich.console import Console

from flows.console import run_summary
from flows.local import ingest
from flows.run import Run
from flows.workers import pool_of
from tests.test_browser import found_chromium
from tests.test_review import served

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        run = ingest([str(ROOT / "raw_pdfs")], str(output), corrections=folder)
        console = Console(record=True, width=100, file=io.StringIO())
        console.print(run_summary(Run("output", run.documents, run.quarantine)))
        picture = console.export_svg(title="consuntivo ingest raw_pdfs")
        (DOCS / "summary.svg").write_text(re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL), "utf-8")  # of a network
        with pool_of(1) as pool, served(pool, output, Path(folder) / "corrections") as review, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=found_chromium(), args=["--no-sandbox"] if os.getuid() == 0 else []
            )
            page = browser.new_context(locale="en-GB", viewport={"width": 1300, "height": 860}).new_page()
            page.goto(f"{review.address}next")
            card = page.locator("article:target")
            for field in page.get_by_label("Who decides").all():
                field.fill("Anna Rossi")
            card.get_by_label("Another value").fill("3.446.720,00")
            card.get_by_role("status").filter(has_text="identities hold").wait_for()
            take(card, "review-finding")
            card.get_by_role("link", name="page 5").click()
            page.locator("td[data-cell='t11-2-1']").click()
            page.get_by_label("Who decides").first.fill("Anna Rossi")
            take(page, "review-page")
            browser.close()


def take(shown: Page | Locator, name: str) -> None:
    Image.open(io.BytesIO(shown.screenshot())).save(DOCS / f"{name}.webp", quality=70)


if __name__ == "__main__":
    main()
