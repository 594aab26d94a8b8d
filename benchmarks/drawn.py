"""Draws small reports, one for each way in which tables are set, of which it is known by construction what they say."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.drawing import EVERYTHING, GREY, Align, Drawing

Rows = list[list[str]]

LABELS = (
    "Diritto annuale", "Diritti di segreteria", "Contributi e trasferimenti", "Proventi da servizi", "Variazione delle rimanenze",
    "Competenze al personale", "Oneri sociali", "Accantonamenti al T.F.R.", "Altri costi del personale", "Prestazione di servizi",
    "Godimento di beni di terzi", "Oneri diversi di gestione", "Quote associative", "Organi istituzionali",
    "Interventi economici", "Immobilizzazioni immateriali", "Immobilizzazioni materiali", "Svalutazione crediti",
)  # fmt: skip
PROSE = (
    "La gestione dell'anno 2016 si è svolta in un quadro di risorse in riduzione, che ha imposto il",
    "contenimento degli oneri di funzionamento per 1.250,00 euro rispetto al 2015, pari al 3,5 per cento.",
    "Il prospetto che segue espone i valori di consuntivo e gli scostamenti rispetto all'anno precedente.",
)
HEAD = ["Voce", "Consuntivo 2015", "Consuntivo 2016", "Variazione", "Var. %"]
WIDTHS = (170.0, 85.0, 85.0, 75.0, 45.0)
ALIGN = "lrrrr"
COLUMNS: tuple[tuple[float, Align], ...] = ((66.0, "l"), (317.0, "r"), (402.0, "r"), (477.0, "r"), (522.0, "r"))
"""Where the texts of a table without rules stand: those of a grid with these widths at 62 points."""
LEFT, TOP = 62.0, 150.0


@dataclass(frozen=True)
class Drawn:
    """A drawn report: how its tables are set, where it is, and their rows, headings left out."""

    style: str
    file: Path
    rows: Rows


def italian(number: float) -> str:
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def figures(seed: str, count: int) -> Rows:
    """Lines of two years with their variances."""
    drawn = random.Random(seed)
    rows = []
    for label in drawn.sample(LABELS, count):
        prior, current = (round(drawn.uniform(900, 3_000_000), 2) for _ in range(2))
        values = (prior, current, current - prior, 100 * (current - prior) / prior)
        rows.append([label, *map(italian, values)])
    return rows


def page(title: str) -> Drawing:
    drawing = Drawing(head="Relazione sui risultati", foot="Pagina {page}").text(62, 80, title, size=13, bold=True)
    return drawing.lines(62, 100, PROSE, size=9)


def grid(rules: Sequence[str] | frozenset[str]) -> Callable[[str], tuple[Drawing, Rows]]:
    def draw(style: str) -> tuple[Drawing, Rows]:
        rows = figures(style, 14)
        return page(style).grid(LEFT, TOP, WIDTHS, [HEAD, *rows], rules=rules, align=ALIGN, bold_rows=1), rows

    return draw


def under_head(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 14)
    drawing = page(style).aligned(TOP, COLUMNS, [HEAD, *rows], bold_rows=1)
    return drawing.rule(LEFT, TOP + 4, 526, TOP + 4), rows


def without_rules(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 14)
    return page(style).aligned(TOP, COLUMNS, [HEAD, *rows], bold_rows=1), rows


def zebra(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 14)
    drawing = page(style)
    for i in range(0, len(rows), 2):
        drawing.box(LEFT, TOP + 14 * i + 4, 526, TOP + 14 * i + 18, fill=GREY)
    drawing.canvas.setFillColorRGB(0, 0, 0)
    return drawing.aligned(TOP, COLUMNS, [HEAD, *rows], bold_rows=1), rows


SPANNED = [["Voce", "Consuntivo", "", "Scostamento", ""], ["", "2015", "2016", "euro", "%"]]


def spanning_heads(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 14)
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}
    return page(style).grid(LEFT, TOP, WIDTHS, [*SPANNED, *rows], spans=spans, align=ALIGN, bold_rows=2), rows


def spanning_heads_without_rules(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 14)
    drawing = page(style).text(365, TOP, "Consuntivo", size=9, bold=True, align="c").rule(330, TOP + 3, 402, TOP + 3)
    drawing.text(490, TOP, "Scostamento", size=9, bold=True, align="c").rule(455, TOP + 3, 522, TOP + 3)
    return drawing.aligned(TOP + 14, COLUMNS, [["Voce", *SPANNED[1][1:]], *rows], bold_rows=1), rows


def euro_at_the_left(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 14)
    drawing = page(style).grid(LEFT, TOP, WIDTHS, [HEAD, *rows], rules={"top", "bottom", "rows"}, align=ALIGN, bold_rows=1)
    height = (drawing.bottom - TOP) / (len(rows) + 1)
    for i in range(1, len(rows) + 1):
        for x in (236, 321):
            drawing.text(x, TOP + height * i + 11, "€", size=9)
    return drawing, [[row[0], f"€ {row[1]}", f"€ {row[2]}", *row[3:]] for row in rows]


def over_pages(rules: frozenset[str]) -> Callable[[str], tuple[Drawing, Rows]]:
    def draw(style: str) -> tuple[Drawing, Rows]:
        rows = figures(style, 17)
        drawing = page(style).grid(LEFT, 680, WIDTHS, [HEAD, *rows[:6]], rules=rules, align=ALIGN, bold_rows=1)
        drawing.page().grid(LEFT, 60, WIDTHS, [HEAD, *rows[6:]], rules=rules, align=ALIGN, bold_rows=1)
        return drawing, rows

    return draw


def side_by_side(rules: frozenset[str]) -> Callable[[str], tuple[Drawing, Rows]]:
    def draw(style: str) -> tuple[Drawing, Rows]:
        left, right = ([row[:3] for row in figures(f"{style} {half}", 12)] for half in "ab")
        drawing = page(style)
        for x, head, rows in ((45, "Oneri", left), (320, "Proventi", right)):
            drawing.grid(
                x, TOP, (110, 58, 58), [[head, "2015", "2016"], *rows], rules=rules, align="lrr", bold_rows=1, size=8
            )  # fmt: skip
        return drawing, left + right

    return draw


def labels_of_two_lines(style: str) -> tuple[Drawing, Rows]:
    rows = figures(style, 10)
    broken = [[f"{row[0]}\ncompresi gli oneri accessori", *row[1:]] if i % 2 else row for i, row in enumerate(rows)]
    drawing = page(style).aligned(TOP, COLUMNS, [HEAD, *broken], leading=18, bold_rows=1)
    return drawing, [[row[0].replace("\n", " "), *row[1:]] for row in broken]


ROWS_ONLY = frozenset({"top", "bottom", "rows"})
STYLES: dict[str, Callable[[str], tuple[Drawing, Rows]]] = {
    "all rules": grid(EVERYTHING),
    "rules between rows": grid(ROWS_ONLY),
    "a rule under the head": under_head,
    "every other row shaded": zebra,
    "no rules": without_rules,
    "heads that span": spanning_heads,
    "heads that span, no rules": spanning_heads_without_rules,
    "€ at the left of its column": euro_at_the_left,
    "over two pages": over_pages(EVERYTHING),
    "over two pages, no rules": over_pages(frozenset()),
    "side by side": side_by_side(EVERYTHING),
    "side by side, no rules": side_by_side(frozenset()),
    "labels of two lines, no rules": labels_of_two_lines,
}


def draw_all(folder: Path) -> list[Drawn]:
    """Draw every style into a folder."""
    drawn = []
    for number, (style, draw) in enumerate(STYLES.items(), 1):
        drawing, rows = draw(style)
        drawn.append(Drawn(style, drawing.save(folder / f"{number:02}.pdf"), rows))
    return drawn
