"""The text of a page by PDFium: characters with their boxes, baselines, fonts and colours.

What is the same for a whole text object (font, colour, direction) is asked once per object; what is not, for all characters
together.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.calls import LINE_END_HYPHEN, Handle, fill_color
from pipeline.reading.drawing import DARK, LIGHT
from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.ligatures import give_ligatures, with_ligatures
from pipeline.reading.model import Char, Color, Font, Transform
from pipeline.reading.numbered_glyphs import meanings
from pipeline.reading.overprints import Boxes
from pipeline.reading.page_limits import refuse_chars
from pipeline.reading.rotation import LEAST
from schemas.provenance import Box

BOLD_NAME = re.compile(r"bold|black|heavy|demi|(?:-|^)medi$|^(?:CM|EC|SF|LM)[A-Z]*B[A-Z]*[0-9]+$", re.IGNORECASE)
"""How the names of bold fonts tell; the weights that PDFium reckons from their stems do not."""

FORCE_BOLD = 1 << 18
"""Flag of a font descriptor (ISO 32000-1, table 123)."""

LEAST_RED = 140
"""How much red there is in a red that is told from black and brown, of 255."""

LEAST_ALPHA = 128
"""Of 255: text that more shows through is pale."""

BETWEEN_WORDS = frozenset(map(ord, " \t\r\n\xa0"))

NO_CHARACTERS = frozenset(range(32)) | frozenset(range(0xD800, 0xE000))
"""Codes of control characters, and halves of a pair."""

UNUSUAL = BETWEEN_WORDS | frozenset(map(ord, "\u200b\u200c\u200d\u2060\ufeff")) | NO_CHARACTERS
"""Codes that print nothing, unless a font says so of its minus, and those that PDFium has for another."""

MOST_HEIGHT = 4.0
"""Font sizes that characters are high at most."""

DESCENT = 0.2
"""Font sizes that letters reach below their baseline, where that is not known."""

NEAR_BASELINE = 0.3
"""Font sizes by which the baselines of what stands on one line differ at most."""

LEAST_STROKE = 0.05
"""Points that a stroke is high at least: PDFium gives what is blank a height of a hundredth."""


T = TypeVar("T")


class _Way(NamedTuple):
    """Which way a text runs."""

    angle: float
    """On the page, in degrees clockwise from left to right."""
    lean: float
    """How far its letters lean to the right, for their height."""


LEVEL = _Way(0.0, 0.0)


class TextReader:
    """The characters of one page, which is turned by so many degrees clockwise beside what the page says.

    `by_code` says that its glyphs without a meaning have that of their codes in TeX's fonts.
    """

    def __init__(self, page: pdfium.PdfPage, display: Transform, turn: float, *, by_code: bool = False) -> None:
        self.display = display
        self.by_code = by_code
        self.rotation = page.get_rotation() - turn
        self.askew = round(abs(math.sin(2 * math.radians(turn))), 9)
        self.fonts: dict[tuple[int, float], tuple[Font, float]] = {}
        """Each font at each height of its boxes, and how far below the baseline these reach."""
        self.matrix = c.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.colors: dict[int, tuple[Color, int]] = {}
        """The colour of each text object, and how opaque it is, of 255, by its address."""
        self.chars: list[Char] = []
        self.font_of: dict[int, int] = {}
        """The address of the font of each text object, by the object's."""
        self.objects: list[int] = []
        """Of each character the address of the text object that it is from, 0 if none."""

    @property
    def is_dark(self) -> bool:
        """Whether all text is opaque and of a dark colour."""
        return all(max(color) <= DARK and alpha == 255 for color, alpha in self.colors.values())

    @property
    def pale(self) -> set[int]:
        """The addresses of text objects that are of a light colour, or lighter for what shows through them."""
        return {address for address, (color, alpha) in self.colors.items() if min(color) >= LIGHT or alpha < LEAST_ALPHA}

    def read(self, text_page: c.FPDF_TEXTPAGE) -> None:
        """Read the text of the page."""
        refuse_chars(count := c.FPDFText_CountChars(text_page))
        texts, places, spaced = _printed(text_page, count, by_code=self.by_code)
        if not places:
            return
        addresses = list(map(calls.char_object, repeat(text_page), places))
        given = calls.char_boxes(text_page, places)
        starts = _run_starts(addresses)
        ends = [*starts, len(places)][1:]
        runs = [addresses[start] for start in starts]
        handles = list(map(Handle, runs))
        self.font_of = dict(zip(runs, map(calls.text_font, handles), strict=True))
        colors = list(map(fill_color, handles))
        self.colors = dict(zip(runs, colors, strict=True))
        firsts = [places[start] for start in starts]
        turns = map(calls.char_angle, repeat(text_page), firsts)
        ways = [self._way(text_page, i, turned) for i, turned in zip(firsts, turns, strict=True)]
        fonts = self._fonts(text_page, firsts, runs, ways, given[starts])
        of_dots = [k for k, (font, _) in enumerate(fonts) if _is_of_dots(font, given[starts[k]])]
        for k in of_dots:
            self._set_dots(text_page, k, places[starts[k] : ends[k]], firsts, ways, fonts, given[starts[k] : ends[k]])
        _, _, _, _, left, top = self.display
        boxes = given * (1, -1, 1, -1) + (left, top, left, top)
        lengths = np.subtract(ends, starts)
        descents = np.array([descent for _, descent in fonts], np.float64)
        uneven = np.minimum.reduceat(given[:, 3], starts) != np.maximum.reduceat(given[:, 3], starts)
        for run in np.flatnonzero(uneven).tolist():  # boxes around the ink, of a font that does not say how far it descends
            descents[run] = self._origin(text_page, firsts[run])[1] - given[starts[run], 3]
        baselines = np.repeat(boxes[starts, 3] - descents, lengths)
        for start, end, (angle, lean), (_, descent) in zip(starts, ends, ways, fonts, strict=True):
            if angle or self.rotation:
                for i in range(start, end):
                    boxes[i], baselines[i] = self._turned(text_page, places[i], given[i])
            elif lean:
                boxes[start:end] = _without_lean(lean, boxes[start:end], descent)
        for start, end, size in [(starts[k], ends[k], fonts[k][0].size) for k in of_dots if not ways[k].angle]:
            boxes[start:end, 1], boxes[start:end, 3] = (
                baselines[start:end] - (1 - DESCENT) * size,
                baselines[start:end] + DESCENT * size,
            )
        x0s, tops, x1s, _ = boxes.T.tolist()
        bottoms, bases = _shared(boxes[:, 3], starts, lengths), _shared(baselines, starts, lengths)
        each_font = _for_each([font for font, _ in fonts], lengths)
        each_angle = _for_each([angle for angle, _ in ways], lengths)
        each_red = _for_each([_is_red(color) for color, _ in colors], lengths)
        each_run = _for_each(runs, lengths)
        if self.by_code:
            codes = list(map(calls.char_code, repeat(text_page), places))
            known = meanings(codes, [self.font_of[run] for run in each_run])
            texts = [known[k] or text if text == UNREADABLE and not each_font[k].name else text for k, text in enumerate(texts)]
        chars = list(map(Char, texts, x0s, tops, x1s, bottoms, bases, each_font, each_angle, spaced, each_run, each_red))
        self.chars = with_ligatures(chars, boxes)
        give_ligatures(self.chars, self.font_of)
        self.objects = [ch.run for ch in self.chars]

    def _fonts(
        self, text_page: c.FPDF_TEXTPAGE, firsts: Sequence[int], runs: Sequence[int], ways: Sequence[_Way], boxes: Boxes
    ) -> list[tuple[Font, float]]:
        """Of each run the font, and how far below the baseline the box of its first character reaches, if it is upright."""
        heights = np.round(boxes[:, 1] - boxes[:, 3], 2).tolist()
        found = []
        for k, (i, run, (angle, _), height) in enumerate(zip(firsts, runs, ways, heights, strict=True)):
            key = self.font_of[run], height if angle == 0 else -1.0 - i
            if key not in self.fonts:
                self.fonts[key] = self._font(text_page, i, key[0], float(boxes[k, 3]))
            found.append(self.fonts[key])
        return found

    def _way(self, text_page: c.FPDF_TEXTPAGE, i: int, turned: float) -> _Way:
        """Which way the text of character `i` runs, which PDFium takes to be `turned`, in radians: letters that lean too."""
        if not turned and self.rotation == 0:
            return LEVEL
        lean = 0.0
        if turned:
            c.FPDFText_GetMatrix(text_page, i, ctypes.byref(self.matrix))
            a, b, across, up = self.matrix.a, self.matrix.b, self.matrix.c, self.matrix.d
            lean = across / up if b == 0 and up else 0.0
            turned = math.atan2(-b, a)
        angle = round(self.rotation + math.degrees(turned), 2) % 360
        if self.askew and not LEAST <= angle <= 360 - LEAST:
            angle = 0.0
        if angle and c.FPDFText_GetFontSize(text_page, i) < 0:
            angle = (angle + 180) % 360  # a negative size turns what a matrix has turned back
        return _Way(float(angle), lean)

    def _turned(self, text_page: c.FPDF_TEXTPAGE, i: int, given: Boxes) -> tuple[Box, float]:
        """The box and baseline of character `i` of a turned text.

        PDFium gives a box around a glyph askew, larger for it, and so is its image.
        """
        left, top, right, bottom = given.tolist()
        box = self.display.box(left, bottom, right, top)
        if self.askew:
            more = self.askew / (1 - self.askew**2)
            across, down = more * (box.height - self.askew * box.width) / 2, more * (box.width - self.askew * box.height) / 2
            box = Box(box.x0 + across, box.top + down, box.x1 - across, box.bottom - down)
        return box, self.display.point(*self._origin(text_page, i))[1]

    def _font(self, text_page: c.FPDF_TEXTPAGE, i: int, address: int, bottom: float) -> tuple[Font, float]:
        """The font of character `i`, at that address, and how far below the baseline its box reaches, down to `bottom`."""
        c.FPDFText_GetMatrix(text_page, i, ctypes.byref(self.matrix))
        size = abs(c.FPDFText_GetFontSize(text_page, i)) * math.hypot(self.matrix.c, self.matrix.d)
        return _read_font(Handle(address), round(size, 2)), self._origin(text_page, i)[1] - float(bottom)

    def _set_dots(
        self,
        text_page: c.FPDF_TEXTPAGE,
        k: int,
        places: Sequence[int],
        firsts: Sequence[int],
        ways: list[_Way],
        fonts: list[tuple[Font, float]],
        boxes: Boxes,
    ) -> None:
        """Set run `k`, of characters that a font draws dot by dot, as the run on its line before or after it that is of text.

        What such a font says of its size, its height and its direction is that of its dots. `boxes` are those of its characters,
        which are at `places`: on a page that is turned they are set to the ink.
        """
        base = self._origin(text_page, firsts[k])
        size = float(boxes[0, 1] - boxes[0, 3])
        for beside in (k - 1, k + 1):
            if 0 <= beside < len(fonts) and fonts[beside][0].name:
                off = np.abs(np.subtract(self._origin(text_page, firsts[beside]), base))
                if off.min() < NEAR_BASELINE * fonts[beside][0].size:
                    size, ways[k] = fonts[beside][0].size, ways[beside]
                    break
        fonts[k] = replace(fonts[k][0], size=round(size, 2)), fonts[k][1]
        if ways[k].angle or self.rotation:
            for box, (x0, y0, x1, y1) in zip(boxes, map(calls.ink_box, repeat(text_page), places), strict=True):
                box[:] = x0, y1, x1, y0

    def _origin(self, text_page: c.FPDF_TEXTPAGE, i: int) -> tuple[float, float]:
        """Where character `i` is set: the left end of its baseline."""
        c.FPDFText_GetCharOrigin(text_page, i, ctypes.byref(self.x), ctypes.byref(self.y))
        return self.x.value, self.y.value


def _is_of_dots(font: Font, box: Boxes) -> bool:
    """Whether a font draws its glyphs itself, dot by dot, so that its size is that of a dot; `box` is that of a character."""
    return not font.name and bool(max(box[1] - box[3], box[2] - box[0]) > MOST_HEIGHT * font.size)


def _without_lean(lean: float, boxes: Boxes, descent: float) -> Boxes:
    """The boxes of leaning characters as wide as on their baseline; PDFium gives those around them."""
    height = boxes[:, 3] - boxes[:, 1]
    below, above = lean * descent, lean * (height - descent)
    upright = boxes.copy()
    upright[:, 0] += below if lean > 0 else -above
    upright[:, 2] += -above if lean > 0 else below
    return upright


def _run_starts(addresses: Sequence[int]) -> list[int]:
    """Where the runs of characters begin that are of one text object."""
    begins = np.diff(np.array(addresses, np.uint64), prepend=np.uint64(0)) != 0
    begins[:1] = True
    return np.flatnonzero(begins).tolist()


def _for_each(values: Sequence[T], lengths: npt.NDArray[np.int64]) -> list[T]:
    """Of each character what is so of its run."""
    column = np.empty(len(values), np.object_)
    column[:] = values
    each: list[T] = column.repeat(lengths).tolist()
    return each


def _shared(values: npt.NDArray[np.float64], starts: Sequence[int], lengths: npt.NDArray[np.int64]) -> list[float]:
    """Values of characters, those that are the same in a run the same objects: a long document's memory."""
    first = values[starts]
    shared = _for_each(first.tolist(), lengths)
    for i in np.flatnonzero(values != first.repeat(lengths)).tolist():
        shared[i] = float(values[i])
    return shared


def _printed(text_page: c.FPDF_TEXTPAGE, count: int, *, by_code: bool) -> tuple[list[str], list[int], list[bool]]:
    """What so many characters print, of each its place among all, and whether white stands before it.

    `by_code` says that codes that should print nothing may be those of glyphs without a meaning.
    """
    codes = list(map(calls.char_code, repeat(text_page), range(count)))
    if max(codes, default=0) > sys.maxunicode:
        codes = [code if code <= sys.maxunicode else ord(UNREADABLE) for code in codes]
    texts = list(map(chr, codes))
    for i in [i for i, code in enumerate(codes) if code in UNUSUAL]:
        is_glyph = by_code and calls.char_is_unmapped(text_page, i) == 1
        texts[i] = UNREADABLE if is_glyph else _printed_text(text_page, i, codes[i])
    places = [i for i, text in enumerate(texts) if text]
    printed = [texts[i] for i in places]
    unmapped = list(map(calls.char_is_unmapped, repeat(text_page), places))
    for k in [k for k, is_unmapped in enumerate(unmapped) if is_unmapped == 1] if 1 in unmapped else ():
        printed[k] = UNREADABLE
    return printed, places, [i > 0 and not texts[i - 1] for i in places]


def _read_font(font: Handle, size: float) -> Font:
    if not font:
        return Font("", size, False)
    length = calls.font_name(font, None, ctypes.c_size_t(0))
    buffer = ctypes.create_string_buffer(length)
    calls.font_name(font, buffer, ctypes.c_size_t(length))
    name = buffer.value.decode("utf-8", "replace").split("+")[-1]
    bold = BOLD_NAME.search(name) is not None or bool(calls.font_flags(font) & FORCE_BOLD)
    return Font(name, size, bold)


def _is_red(color: Color) -> bool:
    red, green, blue = color
    return red >= LEAST_RED and max(green, blue) <= red / 2


def _printed_text(text_page: c.FPDF_TEXTPAGE, i: int, code: int) -> str:
    """What character `i` prints, of a code that should print nothing: one with ink right before a digit is unreadable.

    A Type 3 font gives a box of ink for each of its glyphs, blanks included.
    """
    if code == LINE_END_HYPHEN:
        return "-"
    if ord("0") <= calls.char_code(text_page, i + 1) <= ord("9"):
        _, bottom, _, top = calls.ink_box(text_page, i)
        if top - bottom > LEAST_STROKE and calls.char_angle(text_page, i) == 0:
            return UNREADABLE
    if code in BETWEEN_WORDS:
        return ""
    return UNREADABLE if code in NO_CHARACTERS else chr(code)
