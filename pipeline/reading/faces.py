"""What the digits of a font look like, against what the font says that they are.

Text is what a font says that its glyphs mean; a viewer shows the glyphs. Each digit of each font is therefore cut out of the page
as rendered, once a document, and held against the same digits of fonts that are known.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as c
from PIL import Image

from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.model import Char

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Values from 0 to 255, a row for each line of pixels."""

Face: TypeAlias = npt.NDArray[np.float32]
"""The ink of a glyph, 0 to 1, drawn into `SIZE`, one line after the other."""

DIGITS = "0123456789"

MISSING = "\u25a1"
"""What a glyph looks like that a font lacks."""

KNOWN = (b"Helvetica", b"Helvetica-Bold", b"Times-Roman", b"Times-Bold", b"Courier", b"Courier-Bold", b"Helvetica-Oblique")
"""Fonts that PDFium has itself."""

SIZE = (12, 18)
"""Pixels, across and down, into which a glyph is drawn to be compared, whatever its proportions."""

LARGE = 32.0
"""Pixels of a font's size where its glyphs are looked at."""

PROPORTIONS = 0.15
"""What counts a glyph half as broad as another, beside its ink."""


CHECKED = frozenset(f"{DIGITS}-\u2212\u2013+")
"""Characters that are looked at. A point and a comma differ by too few pixels: that a figure is well formed tells them apart."""

LEVEL = frozenset(f"{DIGITS}-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u00af\u00ad")
"""Dashes and digits. A level stroke whose font calls it any other character is read as a minus.

A dash is left as it is; a digit that prints as a stroke is told by the comparison with other digits.
"""

POINT_HIGH, POINT_BROAD = (0.06, 0.2), 0.35
"""Font sizes that a point is high, at the foot of its line; natural logarithm of how much broader than high it is, or less."""

COMMA_HIGH, COMMA_LOW, COMMA_SLIM = (0.12, 0.36), 0.04, 0.25
"""Font sizes that a comma is high, and that it reaches below its line at least; and how much higher than broad it is."""

SURE = 0.12
"""Distance within which a glyph is a digit beyond doubt, if …"""

CLEAR = 1.5
"""… it is so many times as far from the one that it is said to be."""

FLAT = 1.5
"""Times its height that a glyph is broad which is no digit but a stroke."""

MINUS_MIDDLE = (0.4, 0.72)
"""Where in the height of its box the stroke of a minus is; a macron is above, an underscore below."""

SOLID = 0.72
"""Share of the box around it that the ink of a minus fills; that of a tilde does not."""

BOX_SIDES = 0.4
"""Ink of an empty box at its corners and edges at least, two pixels deep …"""

BOX_WITHIN = 0.1
"""… and within it at most."""

SAMPLES = 3
"""Prints of a glyph that are looked at before its font is said to be false; most must agree. Of digits, so many are looked at
in any case, far from one another: a font may say one of two that differ."""

MORE_SAMPLES, OTHERS = 12, 2
"""Prints of a digit that are looked at where one of those is another, and how many must be that one."""

Glyph: TypeAlias = tuple[int, str, int]
"""A glyph of a font as far as it can be told from others: the font, what it is said to be, and its width in hundredths of
the font size."""

NEAR, FURTHER = 0.25, 1.3
"""Distance within which a glyph may be a digit, if it is so many times as far from the one that it is said to be."""

RAISED_BY, RAISED_HEIGHT = 0.2, 0.55
"""Font sizes by which a digit set high is above its line at least, and that it is high at most: fonts have glyphs for these."""

Status: TypeAlias = Literal["alike", "unlike", "false", "exchanged", "raised"]
"""`unlike`: neither is it like what it is said to be, nor surely another. `exchanged`: it surely is another, as all digits of its
font tell, or a minus of which its font says nothing or another mark. `raised`: it is a digit set high, as the mark of a note."""


class Draw(Protocol):
    """Draws some characters: the ink of each alone, all equally large; `on_white` if a plain page may be taken for white."""

    def __call__(self, chars: Sequence[Char], *, on_white: bool = False) -> list[Picture]: ...


class Verdict(NamedTuple):
    """What came of looking at a glyph: for one that is not alike, what it looks like, if that can be told."""

    status: Status
    looks: str = ""


class Look(NamedTuple):
    """A glyph as it looks."""

    face: Face
    proportions: float
    """Natural logarithm of its width over its height."""
    middle: float
    """Where in the height of its box the middle of its ink is: 0 at the top, 1 at the foot."""
    height: float
    """Font sizes that it is high."""
    foot: float
    """Where in the height of its box it ends."""


class Likeness(NamedTuple):
    """How far a glyph is from the digit that it is said to be, and from the digit that it is most like of the others."""

    own: float
    other: float
    digit: str


class Faces:
    """The glyphs of a document's fonts that were looked at, each by its font and the character that it is said to be."""

    def __init__(self) -> None:
        self.verdicts: dict[Glyph, Verdict] = {}
        self.letters: dict[int, dict[str, str]] = {}
        """Of each font whose letters were looked at, those that print others than it says, and what they print."""

    @property
    def lie(self) -> bool:
        """Whether a font prints others than it says."""
        return any(map(len, self.letters.values())) or any(v.status in ("false", "exchanged") for v in self.verdicts.values())

    def look_at(self, printed: Mapping[Glyph, Sequence[Char]], glyphs: Draw) -> None:
        """Look at what was not looked at yet; `printed` are prints of each glyph, and `glyphs` draws some."""
        new = {key: chars[:SAMPLES] for key, chars in printed.items() if key not in self.verdicts}
        for key, ink in zip(new, glyphs([chars[0] for chars in new.values()], on_white=True), strict=True):
            verdict = verdict_on(new[key][0], ink)
            if verdict.status != "alike":
                verdict = _agreed([verdict_on(ch, drawn) for ch, drawn in zip(new[key], glyphs(new[key]), strict=True)])
            self.verdicts[key] = verdict
        alike = [key for key in new if key[1] in DIGITS and self.verdicts[key].status == "alike"]
        others = [(key, ch) for key in alike for ch in _spread(printed[key], SAMPLES)]
        drawn = glyphs([ch for _, ch in others], on_white=True)
        for key in {key for (key, ch), ink in zip(others, drawn, strict=True) if _is_other_digit(verdict_on(ch, ink))}:
            self._find_two(key, _spread(printed[key], MORE_SAMPLES), glyphs)
        for font in {key[0] for key in new}:
            self._find_exchanged(font)

    def _find_two(self, key: Glyph, chars: Sequence[Char], glyphs: Draw) -> None:
        """Say of a digit that it is another, if some of its prints are: its font says one of two, and which is not known."""
        verdicts = Counter(verdict_on(ch, ink) for ch, ink in zip(chars, glyphs(chars), strict=True))
        self.verdicts[key] = next((v for v, n in verdicts.items() if _is_other_digit(v) and n >= OTHERS), self.verdicts[key])

    def _find_exchanged(self, font: int) -> None:
        """Say of digits of a font that they are exchanged, if it has all ten, each looks like one, and no two like the same.

        A font that says of two digits that they are one has not all ten. A minus that it takes for a digit is told by its width.
        """
        of_font = {key: verdict for key, verdict in self.verdicts.items() if key[0] == font and key[1] in DIGITS}
        digits = {key: verdict for key, verdict in of_font.items() if verdict.status != "raised"}
        looks = {key: key[1] if verdict.status == "alike" else verdict.looks for key, verdict in digits.items()}
        of_digits = [(key[1], look) for key, look in looks.items() if look != "-"]
        if sorted(said for said, _ in of_digits) == sorted(look for _, look in of_digits) == list(DIGITS):
            self.verdicts |= {key: Verdict("exchanged", look) for key, look in looks.items() if digits[key].status != "alike"}


def _is_other_digit(verdict: Verdict) -> bool:
    """Whether a digit looks like another: what looks like a stroke may be ink of the line above, darker than the digit."""
    return verdict.status == "false" and verdict.looks in DIGITS


def _spread(chars: Sequence[Char], most: int) -> list[Char]:
    """So many of some characters at most, the first and others as far from one another."""
    return [chars[i * len(chars) // min(most, len(chars))] for i in range(min(most, len(chars)))]


def _agreed(verdicts: Sequence[Verdict]) -> Verdict:
    """What prints of one glyph say; one that is like what it should be is enough where it is not said to be false."""
    if len(set(verdicts)) == 1:
        return verdicts[0]
    false = [verdict for verdict in verdicts if verdict.status == "false"]
    if 2 * len(false) > len(verdicts):
        return false[0]
    if any(verdict.status == "alike" for verdict in verdicts):
        return Verdict("alike")
    looks = {verdict.looks for verdict in verdicts}
    return Verdict("unlike", looks.pop() if len(looks) == 1 else "")


def verdict_on(ch: Char, ink: Picture) -> Verdict:
    """What the ink of a character, drawn `LARGE`, says of it."""
    look = look_of(ink)
    if look is None:
        return Verdict("unlike")
    is_stroke = look.proportions > math.log(FLAT)
    is_minus = is_stroke and MINUS_MIDDLE[0] <= look.middle <= MINUS_MIDDLE[1] and look.face.mean() > SOLID
    if is_minus and ch.text not in LEVEL:
        return Verdict("exchanged", "-")
    rise = ch.baseline - ch.top - look.foot * (ch.bottom - ch.top)
    if ch.text == UNREADABLE:
        mark = _mark_of(look, rise / ch.font.size)
        return Verdict("exchanged", mark) if mark else Verdict("unlike")
    if ch.text in DIGITS and rise > RAISED_BY * ch.font.size and look.height < RAISED_HEIGHT and not is_stroke:
        return Verdict("raised")
    near = likeness(look, ch.text)
    if near.other < SURE and near.own > CLEAR * near.other:
        return Verdict("false", near.digit)
    if ch.text not in DIGITS:
        return Verdict("alike")
    if is_stroke:
        return Verdict("false", "-")
    if ch.text != "0" and _is_box(look):
        return Verdict("false", MISSING)
    if near.own <= near.other:
        return Verdict("alike")
    return Verdict("unlike", near.digit if near.other < NEAR and near.own > FURTHER * near.other else "")


def _is_box(look: Look) -> bool:
    """Whether a glyph is an empty box with sharp corners, as fonts print in place of a glyph that they lack."""
    face = look.face.reshape(SIZE[::-1])
    sides = [np.maximum(side[0], side[1]) for side in (face, face[::-1], face.T, face.T[::-1])]
    return bool(np.concatenate(sides).min() >= BOX_SIDES and face[4:-4, 4:-4].mean() <= BOX_WITHIN)


def _mark_of(look: Look, rise: float) -> str:
    """Which mark of a figure a glyph looks like that ends so many font sizes above its line: a point, a comma, or none, ""."""
    slim = -look.proportions
    if POINT_HIGH[0] <= look.height <= POINT_HIGH[1] and abs(rise) < COMMA_LOW and abs(slim) <= POINT_BROAD:
        return "."
    return "," if COMMA_HIGH[0] <= look.height <= COMMA_HIGH[1] and rise < -COMMA_LOW and slim >= COMMA_SLIM else ""


def look_of(ink: Picture) -> Look | None:
    """The look of a glyph whose ink this is, 255 where there is most; None if there is none.

    What stands apart at the left and right edges is its neighbours'.
    """
    marked = ink > ink.max(initial=0) / 3
    if not marked.any():
        return None
    columns = np.flatnonzero(marked.any(0))
    if columns[-1] - columns[0] >= len(columns):
        parts = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
        columns = np.concatenate([part for part in parts if part[0] > 0 and part[-1] < ink.shape[1] - 1] or parts)
    rows = np.flatnonzero(marked[:, columns].any(1))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    drawn = np.asarray(Image.fromarray(cut).resize(SIZE, Image.Resampling.BOX), np.float32).ravel()
    middle, foot = (rows[0] + rows[-1] + 1) / 2 / ink.shape[0], (rows[-1] + 1) / ink.shape[0]
    return Look(
        drawn / max(1.0, drawn.max()), math.log(cut.shape[1] / cut.shape[0]), float(middle), len(cut) / LARGE, float(foot)
    )


def likeness(look: Look, said: str) -> Likeness:
    """How a glyph is like the digit `said`, if it is one, and the others."""
    of_each = distances_from(look, DIGITS)
    distances = dict(zip(DIGITS, of_each.tolist(), strict=True))
    own = distances.pop(said, math.inf)
    digit = min(distances, key=lambda d: distances[d])
    return Likeness(own, distances[digit], digit)


def distances_from(look: Look, characters: str, taller: float = 0.0) -> npt.NDArray[np.float64]:
    """How far a glyph is from each of some characters; `taller` is what counts one taller by a font size."""
    known = known_looks(characters)
    unlike = PROPORTIONS / math.log(2) * np.abs(known.proportions - look.proportions)
    unlike += np.abs(known.faces - look.face).mean(1) + taller * np.abs(known.heights - look.height)
    nearest: npt.NDArray[np.float64] = unlike.reshape(-1, len(characters)).min(0)
    return nearest


class Known(NamedTuple):
    """The looks of characters in the fonts that PDFium has, those of one font after those of the other."""

    faces: npt.NDArray[np.float32]
    proportions: npt.NDArray[np.float64]
    heights: npt.NDArray[np.float64]


@cache
def known_looks(characters: str) -> Known:
    """The looks of some characters in the fonts that PDFium has."""
    document = pypdfium2.PdfDocument.new()
    step = 2 * LARGE
    page = document.new_page(step * len(characters), step * len(KNOWN))
    for row, name in enumerate(KNOWN):
        font = c.FPDFText_LoadStandardFont(document.raw, name)
        for column, character in enumerate(characters):
            text = c.FPDFPageObj_CreateTextObj(document.raw, font, LARGE)
            encoded = ctypes.create_string_buffer(character.encode("utf-16-le") + b"\0\0")
            c.FPDFText_SetText(text, ctypes.cast(encoded, c.FPDF_WIDESTRING))
            c.FPDFPageObj_Transform(text, 1, 0, 0, 1, step * (column + 0.25), step * (row + 0.25))
            c.FPDFPage_InsertObject(page.raw, text)
        c.FPDFFont_Close(font)
    c.FPDFPage_GenerateContent(page.raw)
    picture = 255 - np.asarray(page.render(grayscale=True).to_numpy(), np.uint8).reshape(int(step * len(KNOWN)), -1)
    page.close()
    document.close()
    looks = [
        _look_of_known(picture[int(step * row) : int(step * (row + 1)), int(step * column) : int(step * (column + 1))])
        for row in range(len(KNOWN))
        for column in range(len(characters))
    ]
    return Known(
        np.stack([look.face for look in looks]),
        np.array([look.proportions for look in looks]),
        np.array([look.height for look in looks]),
    )


def _look_of_known(ink: Picture) -> Look:
    look = look_of(ink)
    assert look is not None
    return look
