"""Draws folders of small reports, as many as wanted, each unlike the others."""

from __future__ import annotations

from pathlib import Path

from benchmarks.drawn import ALIGN, LEFT, PROSE, WIDTHS, figures, italian
from tests.drawing import EVERYTHING, Drawing

YEARS = 10
"""Reports of each body, one a year."""

WRONG_EVERY = 7
"""One report in so many has a variance that is not the difference of its amounts."""

ROWS = 12
"""Lines of a table."""


def draw_report(number: int, folder: Path, *, tables: int = 1) -> Path:
    """Draw the report `number`: a title, prose, and one table a page; the same number gives the same bytes."""
    body, year = f"Camera di Commercio di Prova {number // YEARS}", 2010 + number % YEARS
    drawing = Drawing(head=body, foot="Pagina {page}")
    for table in range(tables):
        if table:
            drawing.page()
        drawing.text(62, 80, f"Relazione sui risultati {year}", size=13, bold=True).lines(62, 100, PROSE, size=9)
        rows = figures(f"{number} {table}", ROWS)
        if number % WRONG_EVERY == 0 and table == 0:
            rows[3][3] = italian(float(rows[3][3].replace(".", "").replace(",", ".")) + 900)
        head = ["Voce", f"Consuntivo {year - 1}", f"Consuntivo {year}", "Variazione", "Var. %"]
        drawing.grid(LEFT, 150, WIDTHS, [head, *rows], rules=EVERYTHING, align=ALIGN, bold_rows=1)
    return drawing.save(folder / f"report-{number:05}.pdf")


def draw_folder(folder: Path, numbers: range) -> Path:
    """Draw several reports into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        draw_report(number, folder)
    return folder
