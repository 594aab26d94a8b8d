"""What is printed, out of what is drawn: glyphs struck twice made one, hidden ones left out, clashing ones refused."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.reading.model import Char
from pipeline.reading.overprints import Boxes, Pair
from pipeline.vocabulary import MINUS

STRUCK_TWICE = 0.12
"""Font sizes between two prints of one glyph that is struck twice to look bold."""

CLASH = 0.5
"""Share of the narrower glyph's width by which two glyphs on one baseline may overlap."""

NEAR = 0.15
"""Font sizes by which neighbours in a text stand apart or overlap at most."""

SET_CLOSE = 0.25
"""Share of its width by which a glyph that is set after another may begin after it."""

UNREADABLE = "\ufffd"

MARKS = frozenset(".,()" + MINUS)
"""What a figure has beside its digits."""

SOFT_HYPHEN = "\u00ad"
"""What some fonts give for a printed hyphen or minus."""

SLANTED = 8.0
"""Degrees from the upright above which text is a stamp or a watermark, and in no line."""

LARGER = 1.5
"""Times the size of the text that it is printed over or under that pale text of a watermark has, at least."""

FEWEST_OVER, OVER = 3, 0.35
"""So many characters of a pale text over which others are printed, by this share of their height, show that it lies behind."""

HUGE = 3.0
"""The same of pale capitals that smaller text only stands beside, before and behind them; those of an annotation, as a stamp,
need be no more than `LARGER`."""

TINY, PAGE = 1.0, 842.0
"""Points: glyphs of a font no larger than this are too small to see, on a page as high as A4 or higher."""

NARROW = 0.1
"""Points: letters, digits and their marks less broad than this are squashed too much to see."""

_INVISIBLE = {"Cc", "Cf", "Cs"}

PRIVATE_AREA, PRIVATE_END = "\ue000", "\uf8ff"

FEWEST_LETTERS = 3
"""Different characters of the private area, drawn at once, that are a text whose font does not say what it is."""

_OF_PICTURES = re.compile(r"dings|symbol|awesome|icon|bats", re.IGNORECASE)
"""Names of fonts whose glyphs are pictures."""

_LIGATURES = re.compile("[\ufb00-\ufb06\uff01-\uff5e\U0001d7ce-\U0001d7ff]")

_CONTROLS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
"""What controls print that a font says its glyphs are: their codes in Windows are meant, as of the euro sign."""

_SET_OVER = {"`": "\u0300", "´": "\u0301", "\u02cb": "\u0300", "\u02ca": "\u0301", "^": "\u0302", "ˆ": "\u0302", "¨": "\u0308"}
"""Accents that are set over a letter by themselves, and the marks that combine with it."""


_DOTTED = {"ı": "i", "ȷ": "j"}
"""Letters that have no dot where an accent takes its place."""


class Printed(NamedTuple):
    """The characters of a page, each in one of the lists."""

    chars: list[Char]
    not_shown: list[Char]
    refused: list[Char]
    remarks: list[str]
    """What a reader should know of how the text was got: sentences."""


def printed_chars(
    given: Sequence[Char],
    boxes: Boxes,
    shown: npt.NDArray[np.bool_],
    pairs: Iterable[Pair],
    width: float,
    height: float,
    pale: Collection[int] = (),
    set_over: Collection[int] = (),
) -> Printed:
    """The characters, each with its box, that a reader sees on a page of this size, in points, and the others.

    `shown` says which leave ink on it, `pairs` which are printed over one another; `pale` are the runs of pale text, `set_over`
    those of what annotations set over the page.
    """
    seen = shown & _are_on_page(boxes, width, height)
    _mark_cut(given, seen)
    chars: dict[int, Char] = {}
    not_shown, slanted, behind = [], [], []
    watermarks = _watermarks(given, boxes, pale, set_over) if pale or set_over else set()
    if pale:
        watermarks |= _printed_over(given, boxes, seen, pale)
    tiny = TINY * min(1.0, max(width, height) / PAGE)
    squashed = {i for i in np.flatnonzero(boxes[:, 2] - boxes[:, 0] < NARROW).tolist() if _is_of_figures(given[i])}
    for i, (ch, show) in enumerate(zip(given, seen.tolist(), strict=True)):
        if not show or ch.font.size <= tiny or i in squashed:
            not_shown.append(ch)
        elif ch.angle and _is_slanted(ch):
            slanted.append(ch)
        elif ch.run in watermarks:
            behind.append(ch)
        else:
            chars[i] = ch
    remarks = [
        f"«{''.join(ch.text for ch in left_out)[:60]}», set {how}, was left out."
        for left_out, how in ((slanted, "aslant"), (behind, "over or behind other text"))
        if left_out
    ]
    over = [(i, j) for i, j in pairs if i in chars and j in chars]
    for i, j in over:
        accent, letter = (i, j) if given[i].text in _SET_OVER else (j, i)
        if accent in chars and letter in chars and (accented := _accented(chars[letter], chars[accent])):
            chars[letter] = replace(chars[letter], text=accented)
            del chars[accent]
    over = [(i, j) for i, j in over if i in chars and j in chars]
    for repeat in {i if _leads(given, i) else j for i, j in over if is_struck_twice(chars[i], chars[j])}:
        not_shown.append(chars.pop(repeat))
    clashing = {
        k for i, j in over if i in chars and j in chars and _clash(chars[i], chars[j], follows=j == i + 1) for k in (i, j)
    }
    if clashing:
        chars |= {i: replace(chars[i], text=UNREADABLE) for i in clashing}
        remarks.append("Glyphs are printed over one another and cannot be told apart.")
    printed, without_print = _spelt_out(list(chars.values()))
    if UNREADABLE in {ch.text for ch in printed}:
        remarks.append("A font does not say which characters its glyphs are.")
    return Printed(printed, [*not_shown, *without_print], [*slanted, *behind], remarks)


def _are_on_page(boxes: Boxes, width: float, height: float) -> npt.NDArray[np.bool_]:
    """Of each glyph, whether it has its middle on the page and is no larger than it."""
    x0, top, x1, bottom = boxes.T
    across, down = x0 + x1, top + bottom
    middle = (across >= 0) & (across <= 2 * width) & (down >= 0) & (down <= 2 * height)
    on_page: npt.NDArray[np.bool_] = middle & (x1 - x0 <= width) & (bottom - top <= height)
    return on_page


def _mark_cut(given: Sequence[Char], seen: npt.NDArray[np.bool_]) -> None:
    """Mark the characters that show beside hidden ones of their text, digits or a digit's marks among these: the end of a clip
    or of the page."""
    ends = np.flatnonzero(seen[:-1] != seen[1:]).tolist()
    for i in ends:
        last, step = (i, 1) if seen[i] else (i + 1, -1)
        hidden, at = "", last + step
        while 0 <= at < len(given) and not seen[at] and _goes_on(given[min(at, at - step)], given[max(at, at - step)]):
            hidden, at = hidden + given[at].text, at + step
        given[last].cut |= any(map(str.isdigit, hidden)) or (given[last].text.isdigit() and not MARKS.isdisjoint(hidden))


def _goes_on(left: Char, right: Char) -> bool:
    """Whether one character stands right behind another of the same text."""
    near = abs(right.x0 - left.x1) <= NEAR * right.font.size and left.baseline == right.baseline
    return near and left.run == right.run and not right.after_space


def _watermarks(given: Sequence[Char], boxes: Boxes, pale: Collection[int], set_over: Collection[int]) -> set[int]:
    """The runs of pale text, and of annotations, like that in the boxes of whose glyphs smaller text stands that is neither, or
    between whose lines they are set as large capitals.
    """
    light = np.array([ch.run in pale or ch.run in set_over for ch in given], np.bool_)
    sizes = np.array([ch.font.size for ch in given], np.float64)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    fonts = set()
    for i in light.nonzero()[0].tolist():
        x0, top, x1, bottom = boxes[i].tolist()
        smaller = ~light & (LARGER * sizes <= sizes[i])
        if given[i].font in fonts:
            continue
        beside = smaller & (top < y) & (y < bottom)
        larger = LARGER if given[i].run in set_over else HUGE
        huge = beside & (larger * sizes <= sizes[i]) & given[i].text.isupper()
        between = (huge & (x < x0)).any() and (huge & (x > x1)).any()
        if between or (beside & (x0 < x) & (x < x1)).any():
            fonts.add(given[i].font)
    return {given[i].run for i in light.nonzero()[0].tolist() if given[i].font in fonts}


def _printed_over(given: Sequence[Char], boxes: Boxes, seen: npt.NDArray[np.bool_], pale: Collection[int]) -> set[int]:
    """The runs of pale text that darker text of other letters is printed over, and those that print the same elsewhere."""
    light = [i for i, ch in enumerate(given) if ch.run in pale]
    dark = [i for i in seen.nonzero()[0].tolist() if given[i].run not in pale]
    x0, top, x1, bottom = boxes[dark].T
    texts: dict[int, str] = defaultdict(str)
    under: Counter[int] = Counter()
    for i in light:
        texts[given[i].run] += given[i].text
        left, above, right, below = boxes[i].tolist()
        down = np.minimum(bottom, below) - np.maximum(top, above)
        over = (x0 < right) & (x1 > left) & (down > OVER * np.minimum(bottom - top, below - above))
        under[given[i].run] += bool(seen[i]) and any(given[dark[k]].text != given[i].text for k in over.nonzero()[0].tolist())
    behind = {texts[run] for run, count in under.items() if count >= FEWEST_OVER}
    return {run for run, text in texts.items() if text in behind}


def _is_of_figures(ch: Char) -> bool:
    """Whether it is a letter, a digit or a digit's mark, and not one of those that are set over another."""
    return ch.text.isalnum() or ch.text in ".,-"


def _is_slanted(ch: Char) -> bool:
    return SLANTED <= ch.angle % 90 <= 90 - SLANTED


def _spelt_out(chars: list[Char]) -> tuple[list[Char], list[Char]]:
    """Ligatures as their letters, letters with their accents, digits of any width, soft hyphens as what they print; and control
    and direction marks, which print nothing.
    """
    chars = [ch if ch.text < PRIVATE_AREA else replace(ch, text=_private_text(ch)) for ch in chars]
    whole = "".join(ch.text for ch in chars)
    if not unicodedata.is_normalized("NFC", whole):
        chars = [ch if ch.text.isascii() else replace(ch, text=unicodedata.normalize("NFC", ch.text)) for ch in chars]
    if whole.isprintable() and not _LIGATURES.search(whole):
        return chars, []
    spelt, without_print = [], []
    for ch in _without_private_texts(chars):
        if len(ch.text) == 1 and _LIGATURES.match(ch.text):
            spelt.append(replace(ch, text=unicodedata.normalize("NFKC", ch.text)))
        elif ch.text == SOFT_HYPHEN:
            spelt.append(replace(ch, text="-"))
        elif ch.text.isprintable():
            spelt.append(ch)
        elif ord(ch.text[0]) in _CONTROLS:
            spelt.append(replace(ch, text=_CONTROLS[ord(ch.text[0])]))
        elif text := "".join(c for c in ch.text if unicodedata.category(c) not in _INVISIBLE):
            spelt.append(replace(ch, text=text))
        else:
            without_print.append(ch)
    return spelt, without_print


def _without_private_texts(chars: list[Char]) -> list[Char]:
    """The characters, those of words of the private area unreadable: several that differ are letters, and no pictures."""
    told: list[Char] = []
    for _, group in groupby(chars, lambda ch: (ch.run, PRIVATE_AREA <= ch.text <= PRIVATE_END)):
        run = list(group)
        is_text = PRIVATE_AREA <= run[0].text <= PRIVATE_END and len({ch.text for ch in run}) >= FEWEST_LETTERS
        told += [replace(ch, text=UNREADABLE) for ch in run] if is_text and not _OF_PICTURES.search(run[0].font.name) else run
    return told


def _private_text(ch: Char) -> str:
    """What a character of the private area prints, if it is a digit or mark of a figure; of a font of pictures it is none.

    Adobe's glyph list has old-style digits at U+F730; a symbolic TrueType font has its codes from U+F000 on.
    """
    code = ord(ch.text[0])
    if 0xF730 <= code <= 0xF739:
        return chr(code - 0xF700)
    if 0xF02C <= code <= 0xF039 and chr(code - 0xF000) in "0123456789.,-" and not _OF_PICTURES.search(ch.font.name):
        return chr(code - 0xF000)
    return ch.text


def is_struck_twice(one: Char, other: Char) -> bool:
    """Whether one is a second print of the other's glyph in about the same place."""
    near = STRUCK_TWICE * other.font.size
    return one.text == other.text and abs(one.x0 - other.x0) <= near and abs(one.baseline - other.baseline) <= near


def _accented(letter: Char, accent: Char) -> str:
    """The letter with an accent set over its middle, if the two are one letter; "" if not."""
    if not letter.text.isalpha() or not letter.x0 < (accent.x0 + accent.x1) / 2 < letter.x1:
        return ""
    return with_accent(letter.text, accent.text)


def with_accent(letter: str, accent: str) -> str:
    """The letter with the accent that is set over it, if the two are one letter; "" if not.

    An accent takes the place of the dot of an i: TeX sets it over one that has none.
    """
    letter = _DOTTED.get(letter, letter)
    whole = unicodedata.normalize("NFC", letter + _SET_OVER.get(accent, ""))
    return whole if len(whole) == 1 and whole != letter else ""


def _leads(given: Sequence[Char], i: int) -> bool:
    """Whether a character is one of several dots that lead on to something: what it stands on is no second print of it."""
    return given[i].text == "." and all(ch.text == "." and ch.run == given[i].run for ch in given[max(0, i - 1) : i + 2])


def _clash(one: Char, other: Char, *, follows: bool) -> bool:
    """Whether they are letters or digits of one line that cover one another; the other `follows` if it is next in the text."""
    if not (one.text.isalnum() and other.text.isalnum() and one.angle == other.angle):
        return False
    if _is_sideways(one):
        off, common = abs(one.x0 - other.x0), min(one.bottom, other.bottom) - max(one.top, other.top)
        narrower, step = min(one.bottom - one.top, other.bottom - other.top), abs(other.top - one.top)
    else:
        off, common = abs(one.baseline - other.baseline), min(one.x1, other.x1) - max(one.x0, other.x0)
        narrower, step = min(one.x1 - one.x0, other.x1 - other.x0), other.x0 - one.x0
    if follows and step > SET_CLOSE * narrower:
        return False  # set after one another: boxes of a substitute font may be wider than the steps
    return common > CLASH * narrower > 0 and off < 0.3 * min(one.font.size, other.font.size)


def _is_sideways(ch: Char) -> bool:
    return round(ch.angle / 90) % 2 == 1
