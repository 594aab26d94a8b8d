"""Draws the small PDFs of the tests.

Points, origin top left, y down, as the product reads; the `y` of a text is its baseline. A page that is turned by /Rotate is
drawn so that a viewer sees it upright: the same calls show the same page, whatever its rotation.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Align = Literal["l", "r", "c"]
Color = tuple[float, float, float]
Rows = Sequence[Sequence[str]]

BLACK, WHITE, GREY = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.85, 0.85, 0.85)
PADDING = 4.0
EVEN_ODD = 0
"""What reportlab calls the rule by which a path within another is a hole."""
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd"}
EVERYTHING = frozenset({"top", "bottom", "left", "right", "rows", "columns"})
"""The rules of a grid: its four borders, those between rows, those between columns."""

for _name in ("Vera", "VeraBd"):  # these come with reportlab and have what its own fonts lack: the minus sign, ligatures
    pdfmetrics.registerFont(TTFont(_name, str(Path(reportlab.__file__).parent / "fonts" / f"{_name}.ttf")))


class Drawing:
    """A PDF, page by page. Every call returns the drawing."""

    def __init__(
        self, size: tuple[float, float] = A4, rotate: int = 0, *, font: str = "Helvetica", head: str = "", foot: str = ""
    ):
        """`font` is what texts are set in; `head` and `foot` run through all pages, with `{page}` for the page's number."""
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, invariant=True)
        self.font, self.head, self.foot = font, head, foot
        self.number = 0
        self.bottom = 0.0
        self._begin(size, rotate)

    def _begin(self, size: tuple[float, float], rotate: int) -> None:
        self.width, self.height = size
        self.rotate = rotate
        self.number += 1
        w, h = size
        self.canvas.setPageSize(size)  # as displayed: reportlab turns it itself
        self.canvas.setPageRotation(rotate)
        turned = {90: (0, 1, -1, 0, h, 0), 180: (-1, 0, 0, -1, w, h), 270: (0, -1, 1, 0, 0, w)}
        if rotate:
            self.canvas.transform(*turned[rotate])
        if self.head:
            self.text(72, 36, self.head.format(page=self.number), size=8)
        if self.foot:
            self.text(w / 2, h - 30, self.foot.format(page=self.number), size=8, align="c")

    def page(self, size: tuple[float, float] | None = None, rotate: int | None = None) -> Drawing:
        """Begin the next page, of the same size and rotation unless told otherwise."""
        self.canvas.showPage()
        self._begin(size or (self.width, self.height), self.rotate if rotate is None else rotate)
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        align: Align = "l",
        angle: float = 0,
        color: Color = BLACK,
        spacing: float = 0,
        hidden: bool = False,
    ) -> Drawing:
        """Set a text with its left end, right end or middle at x; `angle` is clockwise, `spacing` goes after each glyph.

        A hidden text is painted with no ink (render mode 3).
        """
        name = BOLD[self.font] if bold else self.font
        width = pdfmetrics.stringWidth(text, name, size) + spacing * (len(text) - 1)
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(-angle)
        line = self.canvas.beginText(-{"l": 0.0, "r": width, "c": width / 2}[align], 0)
        line.setFont(name, size)
        line.setFillColorRGB(*color)
        line.setCharSpace(spacing)
        line.setTextRenderMode(3 if hidden else 0)
        line.textOut(text)
        self.canvas.drawText(line)
        self.canvas.restoreState()
        return self

    def lines(
        self, x: float, y: float, lines: Iterable[str], *, leading: float = 13, size: float = 10, bold: bool = False
    ) -> Drawing:
        """Set lines one under another."""
        for i, line in enumerate(lines):
            self.text(x, y + i * leading, line, size=size, bold=bold)
        return self

    def struck_twice(self, x: float, y: float, text: str, *, size: float = 10, by: float = 0.4, align: Align = "l") -> Drawing:
        """Set a text and set it again a little to the right, as programs do that have no bold font."""
        return self.text(x, y, text, size=size, align=align).text(x + by, y, text, size=size, align=align)

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.5, dash: Sequence[float] = ()) -> Drawing:
        """Draw a line."""
        self.canvas.setLineWidth(width)
        self.canvas.setDash(list(dash))
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        self.canvas.setDash([])
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, *, fill: Color | None = None, line: float = 0.5) -> Drawing:
        """Draw a rectangle: filled, or with a border so thick."""
        self.canvas.setLineWidth(line)
        if fill:
            self.canvas.setFillColorRGB(*fill)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=int(fill is None), fill=int(fill is not None))
        return self

    def ring(self, x0: float, top: float, x1: float, bottom: float, width: float) -> Drawing:
        """Fill what lies between a rectangle and one within it, `width` points from its sides, as some programs paint borders."""
        path = self.canvas.beginPath()
        for by in (0, width):
            path.rect(x0 + by, self.height - bottom + by, x1 - x0 - 2 * by, bottom - top - 2 * by)
        self.canvas.setFillColorRGB(*BLACK)
        self.canvas.drawPath(path, stroke=0, fill=1, fillMode=EVEN_ODD)
        return self

    def grid(
        self,
        x: float,
        top: float,
        widths: Sequence[float],
        rows: Rows,
        *,
        rules: Iterable[str] = EVERYTHING,
        spans: Mapping[tuple[int, int], tuple[int, int]] | None = None,
        align: str = "",
        bold_rows: int = 0,
        size: float = 9,
        height: float | None = None,
        line: Callable[[Drawing, float, float, float, float], object] | None = None,
    ) -> Drawing:
        """Draw rows of cells with ruling lines; `\\n` parts the lines of a cell; `bottom` is then where the grid ends.

        `spans` gives the rows and columns that a cell takes, by its row and column; `align` one letter a column; `line`
        draws one side of a cell in place of a plain rule.
        """
        drawn, leading = set(rules), 1.25 * size
        heights = [height or leading * max(text.count("\n") + 1 for text in row) + PADDING for row in rows]
        xs = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        ys = [top + sum(heights[:i]) for i in range(len(heights) + 1)]
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if (r, c) in covered:
                    continue
                down, across = (spans or {}).get((r, c), (1, 1))
                covered |= {(r + i, c + j) for i in range(down) for j in range(across)}
                x0, x1, y0, y1 = xs[c], xs[c + across], ys[r], ys[r + down]
                where: Align = {"r": "r", "c": "c"}.get(align[c : c + 1], "l")  # type: ignore[assignment]
                at = {"l": x0 + PADDING, "r": x1 - PADDING, "c": (x0 + x1) / 2}[where]
                for i, part in enumerate(text.split("\n")):
                    self.text(at, y0 + PADDING / 2 + size + i * leading, part, size=size, bold=r < bold_rows, align=where)
                for side, ends in (
                    ("top" if r == 0 else "rows", (x0, y0, x1, y0)),
                    ("bottom" if r + down == len(rows) else "rows", (x0, y1, x1, y1)),
                    ("left" if c == 0 else "columns", (x0, y0, x0, y1)),
                    ("right" if c + across == len(row) else "columns", (x1, y0, x1, y1)),
                ):
                    if side in drawn:
                        (line or Drawing.rule)(self, *ends)
        self.bottom = ys[-1]
        return self

    def aligned(
        self,
        y: float,
        columns: Sequence[tuple[float, Align]],
        rows: Rows,
        *,
        leading: float = 14,
        size: float = 9,
        bold_rows: int = 0,
        line_leading: float = 11,
    ) -> Drawing:
        """Set rows of texts in columns, each at its left end, right end or middle; then as for `grid`."""
        for r, row in enumerate(rows):
            for (x, align), text in zip(columns, row, strict=True):
                for i, part in enumerate(text.split("\n")):
                    if part:
                        self.text(x, y + i * line_leading, part, size=size, bold=r < bold_rows, align=align)
            y += leading + line_leading * max(text.count("\n") for text in row)
        self.bottom = y
        return self

    def save(self, path: Path) -> Path:
        """Write the PDF."""
        self.canvas.save()
        path.write_bytes(self.buffer.getvalue())
        return path
