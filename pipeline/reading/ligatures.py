"""Ligatures: glyphs that are several letters, as PDFium gives them and as GhostScript leaves them.

GhostScript 10.00 writes what a ligature means anew, wrongly: of one that was spelt out the bytes of each letter the other way
round, the last two of three added up; of one that was a character of Unicode, by a range from U+FB00 on, the letters from `û` on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from pipeline.reading.glyphs import UNREADABLE, with_accent
from pipeline.reading.model import Char
from pipeline.reading.numbered_glyphs import LIGATURES
from pipeline.reading.overprints import Boxes

IN_THEIR_PLACE = "ûüýþÿ"
"""Letters that are written for ligatures in the order of `LIGATURES`, from any of these on."""

AS_BROAD = 0.02
"""Font sizes by which the widths of like glyphs differ at most."""

F_BY_I = 1.23
"""Times as broad as an `i` that an `f` is, about, in fonts of text."""

OVERHANG = 0.06
"""Font sizes by which an `f` hangs over the next letter at most."""


def with_ligatures(chars: list[Char], boxes: Boxes) -> list[Char]:
    """The characters, the letters of each ligature made one: PDFium gives them one by one, each with the whole box.

    So does TeX set an accent that is as broad as its letter.
    """
    whole: list[Char] = chars[:1]
    start = 1
    for i in (np.flatnonzero((boxes[1:, ::2] == boxes[:-1, ::2]).all(1)) + 1).tolist():
        if chars[i].run != chars[i - 1].run or (chars[i].angle and (boxes[i] != boxes[i - 1]).any()):
            continue
        whole += chars[start:i]
        start = i + 1
        first = whole[-1].text
        whole[-1].text = with_accent(chars[i].text, first) or first + chars[i].text
        if UNREADABLE in whole[-1].text:
            whole[-1].text = UNREADABLE
        whole[-1].text = _turned_round(whole[-1].text)
        if chars[i].after_space and start < len(chars):
            chars[start].after_space = True
    return [*whole, *chars[start:]] if start > 1 else chars


def _turned_round(text: str) -> str:
    """The letters of a ligature, the bytes of each of which are the other way round; a text as it is, if they are not.

    The two last letters of three are one, their sum.
    """
    letters = [ord(letter) >> 8 for letter in text]
    if any(ord(letter) & 0xFF for letter in text) or not all(letters):
        return text
    if len(letters) == 2 and (last := chr(max(0, letters[1] - ord("f")))) in "il":
        return f"{chr(letters[0])}f{last}"
    return "".join(map(chr, letters))


def give_ligatures(chars: list[Char], font_of: Mapping[int, int]) -> None:
    """Give glyphs that are as broad as the letters of a ligature, and not as the letter that their font says, these letters.

    `font_of` has the address of the font of each text object.
    """
    if not any(ch.text in IN_THEIR_PLACE for ch in chars):
        return
    widths: dict[int, dict[str, float]] = defaultdict(dict)
    for ch in chars:
        if not ch.angle and ch.font.size > 0:
            widths[font_of.get(ch.run, 0)].setdefault(ch.text, (ch.x1 - ch.x0) / ch.font.size)
    meant = {font: _ligatures_among(of_font) for font, of_font in widths.items()}
    for ch in chars:
        ch.text = meant.get(font_of.get(ch.run, 0), {}).get(ch.text, ch.text)


def _ligatures_among(widths: Mapping[str, float]) -> dict[str, str]:
    """Which letters of a font are ligatures, one after the other: as broad as these, and not as they should be; the likeliest.

    `widths` has the width of each character in font sizes.
    """
    said = [letter for letter in IN_THEIR_PLACE if letter in widths]
    thin = widths.get("i", widths.get("l"))
    if not said or thin is None:
        return {}
    f = widths.get("f", F_BY_I * thin)
    bases = [(letter, base) for letter, base in zip(IN_THEIR_PLACE, "uuypy", strict=True) if {letter, base} <= widths.keys()]
    if bases and all(abs(widths[letter] - widths[base]) <= AS_BROAD for letter, base in bases):
        return {}
    for first in range(len(LIGATURES)):
        found = dict(zip(IN_THEIR_PLACE, LIGATURES[first:], strict=False))
        if all(letter in found and _fits(widths[letter], found[letter], f, thin) for letter in said):
            return {letter: found[letter] for letter in said}
    return {}


def _fits(width: float, ligature: str, f: float, thin: float) -> bool:
    """Whether a glyph is as broad as the letters of a ligature, of which each `f` hangs over."""
    fs = ligature.count("f")
    return -AS_BROAD <= fs * f + (len(ligature) - fs) * thin - width <= fs * OVERHANG
