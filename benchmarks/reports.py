"""Draws folders of small reports, as many as wanted, each unlike the others."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.drawn import ALIGN, LABELS, LEFT, PROSE, WIDTHS, Rows, italian
from tests.drawing import EVERYTHING, Drawing

YEARS = 10
"""Reports of each body, one a year."""

WRONG_EVERY = 7
"""One report in so many has a variance that is not the difference of its amounts."""

ROWS = 12
"""Lines of a table."""


def draw_report(number: int, folder: Path, *, tables: int = 1) -> Path:
    """Draw the report `number`: a title, prose, and one table a page, each page after the first under a title of its own.

    The same number gives the same bytes.
    """
    body, year = f"Camera di Commercio di Prova {number // YEARS}", 2010 + number % YEARS
    drawing = Drawing(head=body, foot="Pagina {page}")
    for table in range(tables):
        title = f"Relazione sui risultati {year}"
        if table:
            drawing.page()
            title = " e ".join(random.Random(table).sample(LABELS, 2))
        drawing.text(62, 80, title, size=13, bold=True).lines(62, 100, PROSE, size=9)
        rows = _lines(f"{number // YEARS} {table}", year)
        if number % WRONG_EVERY == 0 and table == 0:
            rows[3][3] = italian(float(rows[3][3].replace(".", "").replace(",", ".")) + 900)
        head = ["Voce", f"Consuntivo {year - 1}", f"Consuntivo {year}", "Variazione", "Var. %"]
        drawing.grid(LEFT, 150, WIDTHS, [head, *rows], rules=EVERYTHING, align=ALIGN, bold_rows=1)
    return drawing.save(folder / f"report-{number:05}.pdf")


def _lines(seed: str, year: int) -> Rows:
    """Lines of two years with their variances: what one year's report says of it, the next repeats."""
    rows = []
    for label in random.Random(seed).sample(LABELS, ROWS):
        prior, current = (round(random.Random(f"{seed} {label} {y}").uniform(900, 3_000_000), 2) for y in (year - 1, year))
        rows.append([label, *map(italian, (prior, current, current - prior, 100 * (current - prior) / prior))])
    return rows


def draw_folder(folder: Path, numbers: range) -> Path:
    """Draw several reports into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        draw_report(number, folder)
    return folder
