"""A report with one table of two years, whose figures add up unless one is set wrong."""

from __future__ import annotations

from tests.drawing import Drawing

WIDTHS = (150, 90, 90, 90)
ROWS = (
    ("Voce", "2016", "2015", "Var."),
    ("Proventi istituzionali", "1.200.000,00", "1.000.000,00", "200.000,00"),
    ("Proventi da servizi", "345.678,90", "300.000,00", "45.678,90"),
    ("Altri proventi", "54.321,10", "50.000,00", "4.321,10"),
    ("Totale proventi", "1.600.000,00", "1.350.000,00", "250.000,00"),
)


def two_years(rows: tuple[tuple[str, ...], ...] = ROWS, body: str = "Camera di Commercio di Prova") -> Drawing:
    """The report of a body, with these rows."""
    drawing = Drawing().text(72, 60, "Relazione sui risultati 2016", size=14, bold=True)
    drawing.lines(72, 90, [body, "I proventi e gli oneri di gestione, in euro."])
    return drawing.grid(72, 140, WIDTHS, rows, align="lrrr", bold_rows=1)


def with_text(row: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    """The rows with one cell changed."""
    return tuple(tuple(text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)) for r, cells in enumerate(ROWS))


WRONG = with_text(2, 1, "345.768,90")
"""Two digits have changed places."""
