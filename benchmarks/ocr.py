"""Reading scans: what comes back of drawn pages that were printed and scanned, and what it costs beside the bare engine.

`python -m benchmarks.ocr`: one page with a table of amounts, with rules and without, as scanners of 300, 200 and 150 dpi see it,
askew, with noise and compressed. Every figure is known by construction. consuntivo reads the page whole, to cells in their rows;
of the engines alone, it counts that a figure is among the texts that they find. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from benchmarks.measure import Measured, Work, markdown_table, measure, write_part
from tests.drawing import Drawing

NIL = "-"


@dataclass(frozen=True)
class Scan:
    """How a page is scanned."""

    name: str
    dpi: int
    ruled: bool = True
    skew: float = 0.0
    noise: float = 0.0
    quality: int = 0
    """Of JPEG; 0: none."""


SCANS = (
    Scan("300 dpi", 300),
    Scan("200 dpi", 200),
    Scan("200 dpi, no rules", 200, ruled=False),
    Scan("200 dpi, 3° askew, noise", 200, skew=3, noise=10),
    Scan("150 dpi", 150),
    Scan("150 dpi, 2° askew, noise, JPEG 50", 150, skew=2, noise=10, quality=50),
)

ROWS = 34


def known() -> list[list[str]]:
    """The rows of the table: labels and figures, every fifth a nil dash or negative."""
    random = np.random.default_rng(1)
    rows = []
    for i in range(ROWS):
        cells = []
        for j in range(4):
            cents = int(random.integers(1_000, 300_000_000))
            text = f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))
            cells.append(NIL if (i + j) % 10 == 0 else f"-{text}" if (i + j) % 5 == 0 else text)
        rows.append([f"Voce di bilancio {i + 1}", *cells])
    return rows


def drawn(scan: Scan, folder: Path) -> Path:
    """A PDF whose page is the picture of the table, as it was scanned."""
    page = Drawing()
    for i, row in enumerate([["Voce", "2019", "2020", "2021", "2022"], *known()]):
        y = 80 + 18 * i
        for j, text in enumerate(row):
            page.text(70 if j == 0 else 200 + 85 * j, y, text, size=9, align="l" if j == 0 else "r", bold=i == 0)
        if scan.ruled:
            page.rule(64, y + 5, 546, y + 5)
    printed = pypdfium2.PdfDocument(page.save(folder / "printed.pdf"))
    try:
        image = Image.fromarray(printed[0].render(scale=scan.dpi / 72, grayscale=True).to_numpy().copy())
    finally:
        printed.close()
    image = image.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=255) if scan.skew else image
    noise = np.random.default_rng(2).normal(0, scan.noise, (image.height, image.width)) if scan.noise else 0.0
    image = Image.fromarray(np.clip(np.asarray(image, np.float64) + noise, 0, 255).astype(np.uint8))
    if scan.quality:
        content = io.BytesIO()
        image.save(content, "JPEG", quality=scan.quality)
        image = Image.open(content)
    scanned = Drawing((page.width, page.height))
    scanned.canvas.drawInlineImage(image, 0, 0, page.width, page.height)
    return scanned.save(folder / "scanned.pdf")


def consuntivo() -> Work:
    warm_up()
    from pipeline.tables_only import read_only_tables

    return lambda file: [row for table in read_only_tables(file, per_page=False) for row in table["rows"]]


def rapidocr() -> Work:
    warm_up()
    from pipeline.reading.ocr.engines import read_picture

    return lambda file: [text.text for text in read_picture(pictured(file))]


def tesseract() -> Work:
    def work(file: Path) -> list[str]:
        content = io.BytesIO()
        Image.fromarray(pictured(file)).save(content, "PNG")
        command = ["tesseract", "-", "-", "-l", "ita", "--psm", "4", "--dpi", "200"]
        done = subprocess.run(command, input=content.getvalue(), capture_output=True, check=True)
        return done.stdout.decode().replace("\N{EM DASH}", NIL).split()

    return work


def warm_up() -> None:
    """Load the models."""
    from pipeline.reading.ocr.engines import read_picture

    read_picture(np.full((64, 64), 255, np.uint8))


def pictured(file: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture that consuntivo gives to the engine."""
    document = pypdfium2.PdfDocument(file)
    try:
        return np.asarray(document[0].render(scale=200 / 72, grayscale=True).to_numpy().copy().squeeze(), np.uint8)
    finally:
        document.close()


def in_rows(found: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Which figures came back in their rows and columns."""
    by_label = {row[0]: list(row) for row in found if row}
    return {(i, j) for i, row in enumerate(known()) for j in range(1, 5) if by_label.get(row[0], [])[j : j + 1] == [row[j]]}


def among(found: Sequence[str]) -> set[tuple[int, int]]:
    """Which figures are among some texts."""
    left = Counter("".join(text.split()) for text in found)
    right = set()
    for i, row in enumerate(known()):
        for j in range(1, 5):
            if left[row[j]]:
                left[row[j]] -= 1
                right.add((i, j))
    return right


KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("amounts", lambda text: text != NIL),
    ("of them negative", lambda text: text.startswith("-") and text != NIL),
    ("of them with a point", lambda text: "." in text),
    ("nil dashes", lambda text: text == NIL),
)


def row_of(scan: Scan, reader: str, done: Measured, right: set[tuple[int, int]]) -> list[str]:
    figures = {(i, j): row[j] for i, row in enumerate(known()) for j in range(1, 5)}
    counts = []
    for _, is_kind in KINDS:
        of_kind = {place for place, text in figures.items() if is_kind(text)}
        counts.append(f"{len(of_kind & right)} / {len(of_kind)}")
    return [f"{scan.name}: {reader}", f"{done.cpu_seconds:.1f}", f"{done.peak_bytes / 1e6:.0f}", *counts]


def main() -> None:
    rows = [["scan: reader", "CPU s", "peak MB", *(name for name, _ in KINDS)]]
    shares = []
    for scan in SCANS:
        with tempfile.TemporaryDirectory() as folder:
            file = drawn(scan, Path(folder))
            whole, bare, other = (measure(prepare, [file]) for prepare in (consuntivo, rapidocr, tesseract))
        rows.append(row_of(scan, "consuntivo", whole, in_rows(whole.results[0])))
        rows.append(row_of(scan, "RapidOCR alone", bare, among(bare.results[0])))
        rows.append(row_of(scan, "Tesseract alone", other, among(other.results[0])))
        shares.append(whole.cpu_seconds / bare.cpu_seconds)
    said = f"CPU of consuntivo by that of the bare engine on the same picture: {min(shares):.2f} to {max(shares):.2f}."
    text = "\n\n".join([(__doc__ or "").partition("\n\n")[2].partition(" Writes")[0], markdown_table(rows), said])
    write_part("Scans", text)
    print(text)


if __name__ == "__main__":
    main()
