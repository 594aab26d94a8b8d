"""Recognised texts to characters: each with a box, a baseline and a size, as a font would give them.

Engines say roughly where a text is. Where its letters stand, and how large they are, is measured in the ink.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.model import Char, Font
from pipeline.reading.ocr.engines import Recognised
from pipeline.reading.ocr.picture import Picture, Prepared
from pipeline.reading.ocr.weight import Heaviness, are_bold

CAPITAL, SMALL = 0.72, 0.53
"""Font sizes: how high capitals and digits stand over the baseline, and letters without a stem."""

STEMLESS, DOTTED = frozenset("acegmnopqrsuvwxyz.,:;-–—_"), frozenset("ij")
"""Characters that are no higher than a small letter, and those that are if their dots are left out."""

LIKE_CAPITALS = re.compile(r"\b(?=\w*[A-ZÀ-Ù]{2})[A-ZÀ-Ù](?:[cosuvwxzi](?=[A-ZÀ-Ù]|\b)|[A-ZÀ-Ù])+\b")
"""A word of capitals, but for single letters that are as good as capitals."""

DASHES = frozenset("-–—_")

HANGING = 0.65
"""Share of the height of a text below which its baseline is: more of it would be among the bars of signs."""

PARTING = 2
"""Rows of white, in pixels, that part what is above a line from it."""

IN_NUMBERS, CLOSING = frozenset("0123456789.,-"), frozenset(".,;:)%'")
"""What figures are made of, and signs that stand close to what is before them."""

OVERSHOOT = 0.7
"""Pixels that round letters are higher than flat ones, and print than it was."""

SAME_SIZE = 0.15
"""Share by which measured sizes may differ and be one."""

SAME_ROW = 0.35
"""Font sizes by which baselines of texts side by side may differ."""

LONG_ENOUGH = 3
"""Characters by which is told whether a text is bold."""

SPACE, WIDE_SPACE = 0.22, 0.4
"""Font sizes of white that part two words though no space was read; and two figures, or a word and a sign that ends it."""

BEARING = 0.06
"""Font sizes of white that a font has on both sides of a character's ink: boxes are by advance."""

LEFT_WHITE = 0.1
"""Font sizes of white that are left between two words."""

DASH_WIDTH, DASH_HEIGHT, FLAT = (1.8, 9.0), 2.0, 1.5
"""Points: how wide and how thick at most a lone dash is, and how many times as wide as thick at least."""

DASH_GAP = 2.0
"""Points between two dashes of a row."""

OVER_BASELINE = 0.28
"""Font sizes that a dash stands over the baseline."""

DASH_CONFIDENCE = 0.5
"""How sure a dash is that no engine has read."""

ON_RULE = 2.0
"""Points from the middle of a bar to a ruling line that was read as the bar."""

FONT = "recognised"
"""The name of the font of what was recognised: a picture tells none."""


@dataclass(slots=True)
class Text:
    """A text without a space: its characters, their edges along the line, baseline and size; in pixels."""

    text: str
    edges: list[float]
    baseline: float
    size: float
    confidence: float
    bold: bool = False


def chars_of(recognised: Iterable[Recognised], ready: Prepared, scale: float) -> list[Char]:
    """The characters of recognised texts and of the lone dashes beside them, in points."""
    ink = ready.print
    texts = [text for found in recognised for text in _with_bearings(list(_measured(found, ready.grey, ink)))]
    _even_out(texts)
    _weigh(texts, ready)
    texts += _dashes(texts, ink, scale)
    _align(texts)
    fonts: dict[tuple[float, bool], Font] = {}
    upright = [(rule.x0 / scale, rule.y0 / scale, rule.y1 / scale) for rule in ready.rules if rule.x0 == rule.x1]
    chars = (ch for text in texts for ch in _chars(text, scale, fonts))
    return [ch for ch in chars if ch.text != "|" or not _is_on_one(ch, upright)]


def _is_on_one(ch: Char, upright: Iterable[tuple[float, float, float]]) -> bool:
    """Whether a bar is a ruling line of those given, each by where it is and from where to where it runs."""
    x, y = (ch.x0 + ch.x1) / 2, (ch.top + ch.bottom) / 2
    return any(abs(at - x) < ON_RULE and start <= y <= end for at, start, end in upright)


def _measured(found: Recognised, grey: Picture, ink: Picture) -> Iterator[Text]:
    """The parts of a recognised text between white."""
    xs, ys = zip(*found.corners, strict=True)
    left, right = max(0, int(min(xs))), min(ink.shape[1], int(max(xs)) + 1)
    top, bottom = max(0, int(min(ys))), min(ink.shape[0], int(max(ys)) + 1)
    found = found._replace(text=_in_capitals(found.text))
    bare = "".join(found.text.split())
    if right - left < 2 or bottom - top < 4 or set(bare) <= DASHES or (bare == "■" and _is_flat(ink[top:bottom, left:right])):
        return  # a dash says nothing of baseline and size: it is found beside those of other texts
    shades = grey[top:bottom, left:right]
    area = ink[top:bottom, left:right] > 0
    baseline, size = _baseline_and_size(area & (shades <= (float(shades.min()) + float(shades.max())) / 2), bare)
    columns = np.asarray(area.any(axis=0))
    middles = [min(max(x - left, 0.0), right - left - 1.0) for x in found.middles]
    spaces = _spaces(found.text)
    inked = np.flatnonzero(columns)
    edges = [float(inked[0]) if len(inked) else 0.0]
    first = 0
    for i, (x, following) in enumerate(pairwise(middles)):
        start, stop = _widest_white(columns, x, following, closed=i not in spaces)
        close = bare[i + 1] in CLOSING or (bare[i] in IN_NUMBERS and bare[i + 1] in IN_NUMBERS)
        least = WIDE_SPACE if close else SPACE
        if i in spaces or stop - start > least * size:
            yield Text(bare[first : i + 1], [left + x for x in (*edges, start)], top + baseline, size, found.confidence)
            edges, first = [stop], i + 1
        else:
            edges.append((x + following) / 2)
    edges.append(float(inked[-1]) + 1 if len(inked) else float(right - left))
    yield Text(bare[first:], [left + x for x in edges], top + baseline, size, found.confidence)


def _is_flat(ink: Picture) -> bool:
    """Whether ink is a stroke that runs across."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return len(rows) > 0 and int(np.ptp(columns)) + 1 >= FLAT * (int(np.ptp(rows)) + 1)


def _with_bearings(parts: Sequence[Text]) -> Sequence[Text]:
    """The parts of a text in order, each made wider by the white that its font has on both sides, but never up to the next."""
    if not parts:
        return parts
    whites = [math.inf, *(right.edges[0] - left.edges[-1] for left, right in pairwise(parts)), math.inf]
    for part, (before, after) in zip(parts, pairwise(whites), strict=True):
        part.edges[0] -= max(0.0, min(BEARING * part.size, (before - LEFT_WHITE * part.size) / 2))
        part.edges[-1] += max(0.0, min(BEARING * part.size, (after - LEFT_WHITE * part.size) / 2))
    return parts


def _in_capitals(text: str) -> str:
    """The text with letters made capitals that look alike in both cases, in words of capitals: `INDICAToRE`."""
    return LIKE_CAPITALS.sub(lambda word: word[0].upper(), text)


def _spaces(text: str) -> set[int]:
    """After which of its characters, spaces aside, a text has a space."""
    spaces, count = set(), 0
    for ch in text:
        if ch.isspace():
            spaces.add(count - 1)
        else:
            count += 1
    return spaces


def _widest_white(columns: npt.NDArray[np.bool_], start: float, stop: float, *, closed: bool) -> tuple[float, float]:
    """The widest white between two characters, `closed` by ink on both sides; where there is none, the middle between them.

    Engines say roughly where a character is: what is not closed may be the white on its other side.
    """
    between = columns[int(start) : int(stop) + 1]
    ink = np.flatnonzero(between if closed else np.concatenate([[True], between, [True]])) - (0 if closed else 1)
    widths = np.diff(ink)
    if not len(widths) or widths.max() < 2:
        return (start + stop) / 2, (start + stop) / 2
    i = int(np.argmax(widths))
    return int(start) + float(ink[i]) + 1, int(start) + float(ink[i + 1])


def _baseline_and_size(area: npt.NDArray[np.bool_], text: str) -> tuple[float, float]:
    """Where the baseline is in the rows of an area of ink, and how large its font is: the baseline is where the ink falls off."""
    rows = area.sum(axis=1).astype(np.float64)
    runs = _runs(rows > 0)
    if not runs:
        return 0.8 * len(rows), 0.75 * len(rows)
    top, bottom = max(runs, key=lambda run: rows[run[0] : run[1]].sum())
    falls = rows - np.append(rows[1:], 0)
    lower = min(top + round(HANGING * (bottom - top)), bottom - 1)
    baseline = lower + int(np.argmax(falls[lower:bottom])) + 1
    small = STEMLESS if top == runs[0][0] else STEMLESS | DOTTED
    height = SMALL if set(text) <= small else CAPITAL
    return float(baseline), max(3.0, (baseline - top - OVERSHOOT) / height)


def _runs(inked: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where rows of ink begin and end that white parts: accents, dots, and what lines above and below reach into a line."""
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(inked).tolist():
        if found and i - found[-1][1] < PARTING:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _even_out(texts: Sequence[Text]) -> None:
    """Give texts of nearly one size the same: the commonest size first takes what is near it."""
    left = sorted(texts, key=lambda text: text.size)
    while left:
        sizes = np.array([text.size for text in left])
        weights = np.array([len(text.text) for text in left])
        near = np.abs(sizes[:, None] - sizes[None, :]) <= SAME_SIZE * sizes[:, None]
        best = near[int(np.argmax(near @ weights))]
        size = median(sizes[best].tolist())
        for text in (text for text, taken in zip(left, best.tolist(), strict=True) if taken):
            text.size = size
        left = [text for text, taken in zip(left, best.tolist(), strict=True) if not taken]


def _weigh(texts: Sequence[Text], ready: Prepared) -> None:
    """Tell which texts are bold; what is too short to tell is like the text before it."""
    print_of = Heaviness(ready.grey, ready.print)
    long = [text for text in texts if len(text.text) >= LONG_ENOUGH]
    heaviness = [print_of.within(t.edges[0], t.baseline - t.size, t.edges[-1], t.baseline + 0.3 * t.size) / t.size for t in long]
    bold = are_bold(heaviness, [len(text.text) for text in long])
    for text, is_bold in zip(long, bold, strict=True):
        text.bold = is_bold
    for before, text in pairwise(texts):
        if len(text.text) < LONG_ENOUGH and abs(before.baseline - text.baseline) < SAME_ROW * text.size:
            text.bold = before.bold


def _dashes(texts: Sequence[Text], ink: Picture, scale: float) -> list[Text]:
    """Dashes, alone or in a row, of which no engine makes a text: flat ink on its own at half the height of a text beside it."""
    if not texts:
        return []
    taken = ink.copy()
    for text in texts:
        top, bottom = round(text.baseline - text.size), round(text.baseline + 0.3 * text.size)
        taken[max(0, top) : bottom, max(0, round(text.edges[0]) - 1) : round(text.edges[-1]) + 1] = 0
    joined = cv2.morphologyEx(taken, cv2.MORPH_CLOSE, np.ones((1, round(DASH_GAP * scale)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:].tolist():
        columns = np.concatenate([[False], taken[y : y + height, x : x + width].any(axis=0)])
        pieces = int(np.count_nonzero(columns[1:] & ~columns[:-1]))
        if not (DASH_WIDTH[0] * scale * pieces <= width <= DASH_WIDTH[1] * scale * pieces and height <= DASH_HEIGHT * scale):
            continue
        middle = y + height / 2
        beside = [t for t in texts if 0 < t.baseline - middle < 0.6 * t.size]
        if width < FLAT * height or not beside:
            continue
        nearest = min(beside, key=lambda t: abs(t.baseline - OVER_BASELINE * t.size - middle))
        size = nearest.size
        around = taken[max(0, y - round(0.5 * size)) : y + height + round(0.5 * size), max(0, x - round(0.6 * size)) :]
        if abs(nearest.baseline - OVER_BASELINE * size - middle) > 0.2 * size:
            continue
        if np.count_nonzero(around[:, : width + round(1.2 * size)]) > 1.3 * width * height:
            continue  # a piece of something larger
        edges = np.linspace(x, x + width, pieces + 1).tolist()
        found.append(Text("-" * pieces, edges, nearest.baseline, size, DASH_CONFIDENCE))
    return found


def _align(texts: Sequence[Text]) -> None:
    """Set texts side by side on one baseline."""
    row: list[Text] = []
    for text in [*sorted(texts, key=lambda text: text.baseline), None]:
        if row and (text is None or text.baseline - median(t.baseline for t in row) > SAME_ROW * min(text.size, row[0].size)):
            baseline = median(t.baseline for t in row)
            for other in row:
                other.baseline = baseline
            row = []
        if text is not None:
            row.append(text)


def _chars(text: Text, scale: float, fonts: dict[tuple[float, bool], Font]) -> Iterator[Char]:
    size = round(text.size / scale, 1)
    font = fonts.setdefault((size, text.bold), Font(FONT, size, text.bold))
    baseline = text.baseline / scale
    for i, (ch, (x0, x1)) in enumerate(zip(text.text, pairwise(text.edges), strict=True)):
        yield Char(
            ch, x0 / scale, baseline - 0.93 * size, x1 / scale, baseline + 0.21 * size, baseline, font,
            after_space=i == 0, confidence=round(text.confidence, 3),
        )  # fmt: skip
