"""What is printed, out of what is drawn: glyphs struck twice made one, hidden ones left out, clashing ones refused."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.page import Char

STRUCK_TWICE = 0.12
"""Font sizes between two prints of one glyph that is struck twice to look bold."""

CLASH = 0.5
"""Share of the narrower glyph's width by which two glyphs on one baseline may overlap."""

UNREADABLE = "\ufffd"

SQUARE = 4.0
"""Points: the side of the squares by which characters are looked up."""

SLANTED = 20.0
"""Degrees from the upright above which text is a stamp or a watermark, and in no line."""

_INVISIBLE = {"Cc", "Cf", "Cs"}


def printed_chars(chars: Sequence[Char], width: float, height: float) -> tuple[list[Char], list[str]]:
    """The characters that a reader sees on a page of this size, in points, and remarks on those that cannot be told.

    Where none is visible, the page is an image with its recognised text laid over it: all of them count.
    """
    chars = [ch for ch in chars if _is_on_page(ch, width, height)]
    slanted = "".join(ch.text for ch in chars if ch.visible and SLANTED <= ch.angle % 90 <= 90 - SLANTED)
    chars = [ch for ch in chars if not SLANTED <= ch.angle % 90 <= 90 - SLANTED]
    visible = [ch for ch in chars if ch.visible]
    kept = _without_repeats([spelt for ch in visible or chars if (spelt := _spelt_out(ch)).text])
    clashing = _clashing(kept)
    remarks = [f"«{slanted[:60]}», set aslant, was left out."] if slanted else []
    if clashing:
        kept = [replace(ch, text=UNREADABLE) if i in clashing else ch for i, ch in enumerate(kept)]
        remarks.append("Glyphs are printed over one another and cannot be told apart.")
    if any(ch.text == UNREADABLE for ch in kept):
        remarks.append("A font does not say which characters its glyphs are.")
    return kept, remarks


def _is_on_page(ch: Char, width: float, height: float) -> bool:
    """Whether a glyph has a size that can be seen, and its middle on the page."""
    middle = 0 <= ch.x0 + ch.x1 <= 2 * width and 0 <= ch.top + ch.bottom <= 2 * height
    return middle and ch.font.size > 0 and ch.x1 - ch.x0 <= width and ch.bottom - ch.top <= height


def _spelt_out(ch: Char) -> Char:
    """A ligature as its letters; control and direction marks, which are not printed, left out."""
    text = ch.text
    if len(text) == 1 and "\ufb00" <= text <= "\ufb06":
        return replace(ch, text=unicodedata.normalize("NFKC", text))
    if not text.isprintable():
        return replace(ch, text="".join(c for c in text if unicodedata.category(c) not in _INVISIBLE))
    return ch


def _squares(at: float, near: float) -> range:
    """The squares of the page, along one axis, in which something so near can stand."""
    return range(int((at - near) / SQUARE), int((at + near) / SQUARE) + 1)


def _without_repeats(chars: list[Char]) -> list[Char]:
    """The characters without second prints of the same glyph in about the same place."""
    kept: list[Char] = []
    seen: dict[tuple[str, int, int], list[Char]] = {}
    for ch in chars:
        near = STRUCK_TWICE * ch.font.size
        if not any(
            abs(other.x0 - ch.x0) <= near and abs(other.baseline - ch.baseline) <= near
            for x in _squares(ch.x0, near)
            for y in _squares(ch.baseline, near)
            for other in seen.get((ch.text, x, y), ())
        ):
            kept.append(ch)
            seen.setdefault((ch.text, int(ch.x0 / SQUARE), int(ch.baseline / SQUARE)), []).append(ch)
    return kept


def _clashing(chars: Sequence[Char]) -> set[int]:
    """The places of letters and digits that are printed over one another."""
    found: set[int] = set()
    order = sorted((i for i, ch in enumerate(chars) if ch.text.isalnum()), key=lambda i: (round(chars[i].baseline), chars[i].x0))
    for i, j in itertools.pairwise(order):
        a, b = chars[i], chars[j]
        overlap = min(a.x1, b.x1) - max(a.x0, b.x0)
        narrower = min(a.x1 - a.x0, b.x1 - b.x0)
        if (
            overlap > CLASH * narrower > 0
            and abs(a.baseline - b.baseline) < 0.3 * min(a.font.size, b.font.size)
            and a.angle == b.angle
        ):
            found |= {i, j}
    return found
