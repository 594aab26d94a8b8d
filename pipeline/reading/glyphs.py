"""What is printed, out of what is drawn: glyphs struck twice made one, hidden ones left out, clashing ones refused."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.model import Char

STRUCK_TWICE = 0.12
"""Font sizes between two prints of one glyph that is struck twice to look bold."""

CLASH = 0.5
"""Share of the narrower glyph's width by which two glyphs on one baseline may overlap."""

SET_CLOSE = 0.25
"""Share of its width by which a glyph that is set after another may begin after it."""

UNREADABLE = "\ufffd"

SOFT_HYPHEN = "\u00ad"
"""What some fonts give for a printed hyphen or minus."""

STRIP = 4.0
"""Points: the width of the upright strips of a page by which characters are looked up."""

SLANTED = 20.0
"""Degrees from the upright above which text is a stamp or a watermark, and in no line."""

_INVISIBLE = {"Cc", "Cf", "Cs"}

_LIGATURES = re.compile("[\ufb00-\ufb06]")


def printed_chars(chars: Sequence[Char], width: float, height: float) -> tuple[list[Char], list[str]]:
    """The characters that a reader sees on a page of this size, in points, and remarks on those that cannot be told.

    Where none is visible, the page is an image with its recognised text laid over it: all of them count.
    """
    chars = [ch for ch in chars if _is_on_page(ch, width, height)]
    slanted = "".join(ch.text for ch in chars if ch.angle and ch.visible and _is_slanted(ch))
    chars = [ch for ch in chars if not (ch.angle and _is_slanted(ch))]
    kept = _without_repeats(_spelt_out([ch for ch in chars if ch.visible] or chars))
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


def _is_slanted(ch: Char) -> bool:
    return SLANTED <= ch.angle % 90 <= 90 - SLANTED


def _spelt_out(chars: list[Char]) -> list[Char]:
    """Ligatures as their letters, soft hyphens as what they print; control and direction marks, which are not, left out."""
    whole = "".join(ch.text for ch in chars)
    if whole.isprintable() and not _LIGATURES.search(whole):
        return chars
    spelt = []
    for ch in chars:
        if len(ch.text) == 1 and _LIGATURES.match(ch.text):
            spelt.append(replace(ch, text=unicodedata.normalize("NFKC", ch.text)))
        elif ch.text == SOFT_HYPHEN:
            spelt.append(replace(ch, text="-"))
        elif ch.text.isprintable():
            spelt.append(ch)
        elif text := "".join(c for c in ch.text if unicodedata.category(c) not in _INVISIBLE):
            spelt.append(replace(ch, text=text))
    return spelt


def _without_repeats(chars: list[Char]) -> list[Char]:
    """The characters without second prints of the same glyph in about the same place."""
    kept: list[Char] = []
    strips: dict[tuple[str, int], list[tuple[float, float]]] = {}  # baselines and left edges, in order
    for ch in chars:
        near = STRUCK_TWICE * ch.font.size
        for strip in range(int((ch.x0 - near) / STRIP), int((ch.x0 + near) / STRIP) + 1):
            places = strips.get((ch.text, strip))
            if places and _one_is_near(places, ch, near):
                break
        else:
            kept.append(ch)
            insort(strips.setdefault((ch.text, int(ch.x0 / STRIP)), []), (ch.baseline, ch.x0))
    return kept


def _one_is_near(places: Sequence[tuple[float, float]], ch: Char, near: float) -> bool:
    for i in range(bisect_left(places, (ch.baseline - near,)), len(places)):
        baseline, x0 = places[i]
        if baseline > ch.baseline + near:
            break
        if abs(x0 - ch.x0) <= near:
            return True
    return False


def _clashing(chars: Sequence[Char]) -> set[int]:
    """The places of letters and digits that are printed over one another."""
    found: set[int] = set()
    letters = [(i, ch) for i, ch in enumerate(chars) if ch.text.isalnum()]
    along = sorted((round(ch.baseline), ch.x0, ch.x1, i) for i, ch in letters if not ch.angle or not _is_sideways(ch))
    down = sorted((round(ch.x0), ch.top, ch.bottom, i) for i, ch in letters if ch.angle and _is_sideways(ch))
    for (_, start, end, i), (_, other_start, other_end, j) in itertools.chain(
        itertools.pairwise(along), itertools.pairwise(down)
    ):
        if end <= other_start:
            continue
        a, b = chars[i], chars[j]
        off = abs(a.x0 - b.x0) if _is_sideways(a) else abs(a.baseline - b.baseline)
        if j == i + 1 and other_start - start > SET_CLOSE * (end - start):
            continue  # set after one another: boxes of a substitute font may be wider than the steps
        if (
            min(end, other_end) - max(start, other_start) > CLASH * min(end - start, other_end - other_start) > 0
            and off < 0.3 * min(a.font.size, b.font.size)
            and a.angle == b.angle
        ):
            found |= {i, j}
    return found


def _is_sideways(ch: Char) -> bool:
    return round(ch.angle / 90) % 2 == 1
