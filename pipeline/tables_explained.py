"""Why the tables of a page are what they are: the finder's trace as text, and as pictures of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from PIL import ImageDraw

from pipeline.reading.document import read_pages
from pipeline.reading.page import Page
from pipeline.reading.running_lines import body_lines
from pipeline.review.pictures import NoPicture, Pictures, pictures_of
from pipeline.source import Unreadable, open_source
from pipeline.tables.features.rulings import clean_fills
from pipeline.tables.features.text_rows import TextRow
from pipeline.tables.features.whitespace import BITS_PER_POINT
from pipeline.tables.find import find_tables
from pipeline.tables.stitch import stitch
from pipeline.tables.trace import Decision, short
from schemas.provenance import Box

INK = {
    "rules": (214, 39, 40, 255), "fills": (255, 127, 14, 110), "segments": (31, 119, 180, 60), "gutters": (148, 103, 189, 80),
    "kept": (0, 140, 60, 255), "rejected": (200, 30, 30, 255), "cells": (31, 119, 180, 255), "header": (255, 200, 0, 90),
}  # fmt: skip
"""Red, green, blue and opacity of what is drawn."""

Layer = Callable[[ImageDraw.ImageDraw, float], None]
"""Draws on a picture of the page, at so many pixels for a point."""


def explain_tables(
    path: Path,
    on_page: Callable[[int, int], None] = lambda page, pages: None,
    *,
    page: int | None = None,
    debug: Path | None = None,
    without: Mapping[int, Unreadable] | None = None,
    passwords: Sequence[str] = (),
) -> tuple[str, list[Path]]:
    """The trace of a page, or of all of them, as text; and the pictures of it that were written to the folder `debug`.

    `on_page` and `without` are those of `read_pages`, `passwords` those of `open_source`. Raises `Unreadable`, and `OSError`
    where a picture cannot be written.
    """
    source = open_source(path, passwords)
    pages = read_pages(source, path.name, on_page, without, in_memory=True).read
    found = find_tables(pages, body_lines(pages))
    goes_on = {(part.page, part.box): part.goes_on for parts in stitch(found.tables, found.outside, pages) for part in parts}
    told: list[str] = []
    written: list[Path] = []
    for read in pages:
        if page is None or read.number == page:
            here = [decision for decision in found.decisions if decision.page == read.number]
            told.append(_told(read.number, here, goes_on))
            if debug is not None:
                with pictures_of(source) as pictures, suppress(NoPicture):
                    written += _draw(pictures, read, here, debug) if pictures else []
    return "\n\n".join(told), written


def _told(page: int, decisions: Sequence[Decision], goes_on: Mapping[tuple[int, Box], str]) -> str:
    """The decisions on a page, those that made tables first; `goes_on` says of the tables whether they go on with others."""
    kept = [decision for decision in decisions if decision.verdict.kept]
    lines = [f"Page {page}. Regions considered: {len(decisions)}; tables: {len(kept)}."]
    for decision in sorted(decisions, key=lambda decision: not decision.verdict.kept):
        lines += ["", *_told_decision(decision)]
        if decision.verdict.kept and (said := goes_on.get((page, decision.box))):
            lines.append(f"  {said}")
    return "\n".join(lines)


def _told_decision(decision: Decision) -> list[str]:
    box, grid = decision.box, decision.grid
    lines = [
        f"{'TABLE' if decision.verdict.kept else 'no table'} ({decision.finder}): {decision.verdict.rule}",
        f"  begins “{short(decision.begins)}”; x {box.x0:.0f} to {box.x1:.0f}, y {box.top:.0f} to {box.bottom:.0f}",
    ]
    if decision.score is not None:
        reasons = ", ".join(f"{name} {weight:+.2f}" for name, weight in decision.reasons)
        lines.append(f"  score {decision.score:+.2f}: {reasons}")
    if decision.gutters:
        between = ", ".join(f"{a / BITS_PER_POINT:.0f}–{b / BITS_PER_POINT:.0f}" for a, b in decision.gutters)
        lines.append(f"  gutters at x {between}")
    if grid is not None:
        lines.append(f"  {grid.n_rows} rows × {grid.n_columns} columns")
        if grid.header_rule:
            lines.append(f"  header rows: {grid.header_rows} ({grid.header_rule})")
        lines += [f"  {join}" for join in grid.joins]
    return lines


def _draw(pictures: Pictures, page: Page, decisions: Sequence[Decision], folder: Path) -> list[Path]:
    """Write a picture of the page for each layer of what the finder saw and decided."""
    folder.mkdir(parents=True, exist_ok=True)
    layers: dict[str, Layer] = {
        "1-rulings": lambda on, scale: _rulings(on, scale, page),
        "2-fills": lambda on, scale: _boxes(on, scale, (page.displayed(f.box) for f in clean_fills(page.fills)), fill="fills"),
        "3-segments": lambda on, scale: _segments(on, scale, page),
        "4-gutters": lambda on, scale: _gutters(on, scale, page, decisions),
        "5-candidates": lambda on, scale: _candidates(on, scale, page, decisions),
        "6-cells": lambda on, scale: _cells(on, scale, page, decisions),
    }
    width, height = pictures.size(page.number)
    ground = pictures.drawn(page.number, Box(0, 0, width, height))
    scale = ground.width / width
    written = []
    for name, layer in layers.items():
        picture = ground.copy()
        layer(ImageDraw.Draw(picture, "RGBA"), scale)
        written.append(folder / f"page-{page.number}-{name}.png")
        picture.save(written[-1])
    return written


def _boxes(
    on: ImageDraw.ImageDraw,
    scale: float,
    boxes: Iterable[Box],
    *,
    fill: str | None = None,
    line: str | None = None,
    width: int = 2,
) -> None:
    for box in boxes:
        edges = [box.x0 * scale, box.top * scale, max(box.x0, box.x1) * scale, max(box.top, box.bottom) * scale]
        on.rectangle(edges, fill=INK[fill] if fill else None, outline=INK[line] if line else None, width=width)


def _rulings(on: ImageDraw.ImageDraw, scale: float, page: Page) -> None:
    across = [Box(rule.start, rule.at - 0.5, rule.end, rule.at + 0.5) for rule in page.horizontals]
    down = [Box(rule.at - 0.5, rule.start, rule.at + 0.5, rule.end) for rule in page.verticals]
    _boxes(on, scale, map(page.displayed, across + down), fill="rules")


def _segments(on: ImageDraw.ImageDraw, scale: float, page: Page) -> None:
    rows = [TextRow(line, page.number, page.width) for line in page.lines if not line.turned]
    boxes = [page.displayed(Box(s.x0, row.top, s.x1, row.bottom)) for row in rows for s in row.segments]
    _boxes(on, scale, boxes, fill="segments", line="cells", width=1)


def _gutters(on: ImageDraw.ImageDraw, scale: float, page: Page, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        if decision.grid is not None:
            box = decision.box
            strips = [Box(a / BITS_PER_POINT, box.top, b / BITS_PER_POINT, box.bottom) for a, b in decision.gutters]
            _boxes(on, scale, map(page.displayed, strips), fill="gutters")


def _candidates(on: ImageDraw.ImageDraw, scale: float, page: Page, decisions: Sequence[Decision]) -> None:
    for decision in sorted(decisions, key=lambda decision: decision.verdict.kept):
        kept = decision.verdict.kept
        box = page.displayed(decision.box)
        around = Box(box.x0 - 3, box.top - 3, box.x1 + 3, box.bottom + 3)  # the line leaves the text visible
        _boxes(on, scale, [around], line="kept" if kept else "rejected", width=4 if kept else 1)
        score = "" if decision.score is None else f" {decision.score:+.1f}"
        at = (box.x0 * scale + 4, box.top * scale - 20) if kept else (box.x0 * scale + 4, box.bottom * scale + 6)
        on.text(at, f"{decision.finder}{score}: {decision.verdict.rule}", fill=INK["kept" if kept else "rejected"])


def _cells(on: ImageDraw.ImageDraw, scale: float, page: Page, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        grid = decision.grid
        if decision.verdict.kept and grid is not None:
            header = [page.displayed(cell.box) for cell in grid.cells if cell.row < grid.header_rows]
            _boxes(on, scale, header, fill="header")
            _boxes(on, scale, (page.displayed(cell.box) for cell in grid.cells), line="cells", width=1)
