"""The page as its own witness: what of its text leaves ink where a viewer shows it.

A page is rendered twice in grey, with its text objects and without. Where the two pictures differ within the box of a
character, the character shows; where they do not, it does not, whatever hides it: a clip, a layer that is off, something opaque
over it, the colour of its ground, no ink at all. Text that other text overprints is rendered apart from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.calls import Handle
from pipeline.reading.faces import LARGE
from pipeline.reading.glyphs import is_struck_twice
from pipeline.reading.model import IDENTITY, Char, Transform
from pipeline.reading.overprints import Boxes, Pair, boxes_of
from pipeline.reading.unread_ink import is_print, lines_of_print
from schemas.provenance import Box

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Grey values, a row for each line of pixels: 0 is black."""

Counts: TypeAlias = npt.NDArray[np.int32]

DPI, CLOSER_DPI = 72.0, 200.0
"""At which a page is looked at, and looked at again where something of its text does not seem to show."""

PRINT_DPI = 100.0
"""At which it is looked for print that is no text."""

POINTS = 72.0
"""Of an inch."""

MOST_PIXELS = 16_000_000
"""A larger page is rendered smaller."""

SEEN = 12
"""Grey values of 255 by which a pixel must differ for an eye to tell."""

WHOLE = 0.3
"""Share of the usual ink of its glyph that a letter or digit leaves unless something hides most of it, and …"""

FAINT = 0.08
"""… the share of its box that it then leaves at most."""

BROAD = 0.4
"""Font sizes: the ink of narrower glyphs says little, for some of their neighbours' falls into their boxes."""

SIGNS = frozenset("-\u2010\u2011\u2012\u2013\u2212()")
"""Narrow glyphs on which the value of a figure hangs: only pixels that lie wholly in their boxes count as theirs."""

PRINT = 40
"""Grey values of 255 by which print differs from its ground at least, as a scan shows it."""

MOSTLY = 0.6
"""Share of the characters of a layer of recognised text under which its image has ink."""

PIXELS_A_BOX = 2_000
"""Where there are fewer boxes than one for so many pixels of a picture, the ink of each is counted alone."""

MOST_LAYERS = 4
"""Texts printed over one another are rendered apart, in so many pictures at most."""


def render(page: c.FPDF_PAGE, scale: float, flags: int = 0, part: Box | None = None) -> Picture:
    """The page as displayed, or a part of it, at `scale` pixels a point; annotations only if PDFium's `flags` say so."""
    whole = math.ceil(c.FPDF_GetPageWidthF(page) * scale), math.ceil(c.FPDF_GetPageHeightF(page) * scale)
    left, top = (int(part.x0 * scale), int(part.top * scale)) if part else (0, 0)
    width = max(1, math.ceil(part.x1 * scale) - left if part else whole[0])
    height = max(1, math.ceil(part.bottom * scale) - top if part else whole[1])
    picture = np.full((height, width + -width % 4), 255, np.uint8)
    bitmap = c.FPDFBitmap_CreateEx(width, height, c.FPDFBitmap_Gray, picture.ctypes.data, picture.shape[1])
    try:
        c.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *whole, 0, c.FPDF_GRAYSCALE | flags)
    finally:
        c.FPDFBitmap_Destroy(bitmap)
    return picture[:, :width]


def scale_for(width: float, height: float, dpi: float) -> float:
    """Pixels a point at which a page of this size, in points, is rendered: those of `dpi`, or fewer if it is large."""
    return min(dpi / POINTS, math.sqrt(MOST_PIXELS / (width * height)))


class Ink:
    """The pictures of one page, and what they say of its characters.

    `texts` are the page's text objects by their addresses; `to_display` leads from the characters' coordinates to the page as
    displayed; it is `plain` if there is nothing on it but text and lines.
    """

    def __init__(
        self, page: c.FPDF_PAGE, texts: Mapping[int, Handle], to_display: Transform = IDENTITY, *, plain: bool = False
    ) -> None:
        self.page, self.texts, self.to_display, self.plain = page, texts, to_display, plain
        self.width, self.height = c.FPDF_GetPageWidthF(page), c.FPDF_GetPageHeightF(page)

    def shown(
        self, chars: Sequence[Char], boxes: Boxes, objects: Sequence[int] = (), pairs: Iterable[Pair] = ()
    ) -> npt.NDArray[np.bool_]:
        """Of each character, whether it leaves ink on the page: a letter or digit about as much as others of its glyph.

        `objects` are the addresses of the text objects they are from, and `pairs` those printed over one another: without
        them, these are not told apart. Those that leave too little, and others of their glyphs, are looked at again more
        closely: a narrow glyph of small type may miss its box by a pixel.
        """
        layers = _apart(_overprinting(pairs, chars, objects))
        glyphs = _glyphs(chars)
        areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        signs = np.array([ch.text in SIGNS for ch in chars], np.bool_)
        shown = np.zeros(len(chars), np.bool_)
        looked_at = np.arange(len(chars))
        for dpi in (DPI, CLOSER_DPI):
            of_each = [objects[i] for i in looked_at.tolist()] if layers else ()
            ink = self._look(dpi, boxes[looked_at], signs[looked_at], of_each, layers)
            size = scale_for(self.width, self.height, dpi) ** 2
            shown[looked_at] = _is_whole(ink, glyphs[looked_at], size * areas[looked_at])
            faint = glyphs[~shown]
            looked_at = np.flatnonzero(~shown | np.isin(glyphs, faint[faint > 0]))
            if not len(looked_at):
                break
        return shown

    def glyphs(self, chars: Sequence[Char], *, on_white: bool = False) -> list[Picture]:
        """The ink of some characters alone, each as large as the others: 255 where it differs most from its ground.

        With `on_white` the ground of a plain page is taken for white and empty, and not looked at.
        """
        parts = [Box(*box) for box in self._displayed(boxes_of(chars)).tolist()]
        scales = [LARGE / max(1.0, ch.font.size) for ch in chars]
        with_text = [render(self.page, scale, 0, part) for part, scale in zip(parts, scales, strict=True)]
        if on_white and self.plain:
            return [255 - picture for picture in with_text]
        with self._switched_off(self.texts):
            grounds = [render(self.page, scale, 0, part) for part, scale in zip(parts, scales, strict=True)]
        return [np.maximum(a, b) - np.minimum(a, b) for a, b in zip(with_text, grounds, strict=True)]

    def _look(
        self, dpi: float, boxes: Boxes, signs: npt.NDArray[np.bool_], objects: Sequence[int], layers: Sequence[set[int]]
    ) -> Counts:
        """How many pixels of each box are the ink of its text; of `signs`, those that the box cuts are left out."""
        scale = scale_for(self.width, self.height, dpi)
        pixels = self._displayed(boxes) * scale
        pixels[signs] = _whole_pixels(pixels[signs])
        without_text = self._without(self.texts, scale)
        ink = _within(_differing(render(self.page, scale), without_text), pixels)
        all_layers = set().union(*layers)
        for layer in layers:
            alone = self._without(all_layers - layer, scale)  # what is in none may be a second print of it
            here = [i for i, address in enumerate(objects) if address in layer]
            ink[here] = _within(_differing(alone, without_text), pixels[here])
        return ink

    def _without(self, texts: Iterable[int], scale: float) -> Picture:
        """The page without some of its text objects."""
        with self._switched_off(texts):
            return render(self.page, scale)

    @contextmanager
    def _switched_off(self, texts: Iterable[int]) -> Iterator[None]:
        handles = [self.texts[address] for address in texts]
        for handle in handles:
            calls.set_active(handle, False)
        try:
            yield
        finally:
            for handle in handles:
                calls.set_active(handle, True)

    def recognised(
        self, boxes: Boxes, objects: Sequence[int], shown: npt.NDArray[np.bool_], images: Iterable[Box]
    ) -> npt.NDArray[np.bool_]:
        """Of each character that is not shown, whether it says what is printed under it and is no text: the layer that OCR adds.

        It is painted with no ink, or, where nothing else on the page is text, in any way; and the image, or the drawing, has
        ink at most of it.
        """
        alone = not shown.any()
        hidden = np.array(
            [i for i, seen in enumerate(shown.tolist()) if not seen and (alone or self._is_unpainted(objects[i]))], np.int64
        )
        recognised = np.zeros(len(shown), np.bool_)
        if not len(hidden):
            return recognised
        scale = scale_for(self.width, self.height, DPI)
        marked = _within(_edges(self._without(self.texts, scale)), self._displayed(boxes[hidden]) * scale) > 0
        x, y = (boxes[hidden, 0] + boxes[hidden, 2]) / 2, (boxes[hidden, 1] + boxes[hidden, 3]) / 2
        beside = np.ones(len(hidden), np.bool_)
        for image in images:
            here = (image.x0 <= x) & (x <= image.x1) & (image.top <= y) & (y <= image.bottom)
            beside &= ~here
            if here.any() and marked[here].mean() >= MOSTLY:
                recognised[hidden[here]] = True
        if beside.any() and marked[beside].mean() >= MOSTLY:
            recognised[hidden[beside]] = True  # over letters that are drawn
        return recognised

    def picture(self, dpi: float, *, text: bool) -> tuple[Picture, float]:
        """The page as displayed, with or without its text, and its pixels a point: those of `dpi`, or fewer if it is large."""
        scale = scale_for(self.width, self.height, dpi)
        return (render(self.page, scale) if text else self._without(self.texts, scale)), scale

    def lines_without_text(self, boxes: Boxes, single: Sequence[Box]) -> list[Box]:
        """The lines of print, about, that are no text, those aside that are read in `boxes` all the same; as displayed.

        In each box of `single`, one line is enough to be told; elsewhere a few may be a logo.
        """
        scale = scale_for(self.width, self.height, PRINT_DPI)
        edges = _edges(self._without(self.texts, scale))
        for part in self._pixels(self._displayed(boxes), scale):
            edges[part] = False
        displayed = self._displayed(np.array(single, np.float64).reshape(-1, 4))
        parts = [edges[part] for part in self._pixels(displayed, scale)]
        alone = [Box(*box) for box, part in zip(displayed.tolist(), parts, strict=True) if part.size and is_print(part, scale)]
        return max(lines_of_print(edges, scale), alone, key=len)

    def _pixels(self, displayed: Boxes, scale: float) -> list[tuple[slice, slice]]:
        """The parts of a picture at `scale` in which boxes of the page as displayed lie, the pixels included that they cut."""
        pixels = (displayed * scale).astype(np.int64).tolist()
        return [(slice(max(0, top), bottom + 1), slice(max(0, x0), x1 + 1)) for x0, top, x1, bottom in pixels]

    def _is_unpainted(self, address: int) -> bool:
        handle = self.texts.get(address)
        if handle is None:
            return False
        unpainted = calls.text_mode(handle) in (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)
        return unpainted or calls.fill_color(handle)[1] == 0

    def _displayed(self, boxes: Boxes) -> Boxes:
        """Boxes of characters on the page as displayed."""
        if self.to_display == IDENTITY:
            return boxes
        a, b, c_, d, e, f = self.to_display
        xs, ys = boxes[:, [0, 2, 0, 2]], boxes[:, [1, 1, 3, 3]]
        x, y = a * xs + c_ * ys + e, b * xs + d * ys + f
        return np.stack([x.min(1), y.min(1), x.max(1), y.max(1)], 1)


def _glyphs(chars: Iterable[Char]) -> npt.NDArray[np.int64]:
    """Numbers that tell which broad letters and digits are of one glyph, from 1 on; 0 for any other character."""
    numbers: dict[tuple[str, int, float], int] = {}
    of_each = [
        numbers.setdefault((ch.text, id(ch.font), ch.angle), len(numbers) + 1)
        if ch.x1 - ch.x0 >= BROAD * ch.font.size and ch.text.isalnum()
        else 0
        for ch in chars
    ]
    return np.array(of_each, np.int64)


def _is_whole(ink: Counts, glyphs: npt.NDArray[np.int64], areas: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Of each character, by the pixels of its ink and of its box, whether it can be seen as what it is."""
    if not len(ink):
        return np.ones(0, np.bool_)
    order = np.lexsort((ink, glyphs))
    counts = np.bincount(glyphs, minlength=1)
    middle = np.minimum(np.cumsum(counts) - (counts + 1) // 2, len(ink) - 1)
    usual = ink[order[middle]]
    usual[0] = 0
    whole: npt.NDArray[np.bool_] = (ink > 0) & ((ink >= WHOLE * usual[glyphs]) | (ink > FAINT * areas))
    return whole


def _differing(one: Picture, other: Picture) -> npt.NDArray[np.bool_]:
    """Where the two pictures are not alike to the eye."""
    return (np.maximum(one, other) - np.minimum(one, other)) > SEEN


def _edges(picture: Picture) -> npt.NDArray[np.bool_]:
    """Where a pixel differs from the one left of it as much as print does from its ground."""
    edges = np.zeros(picture.shape, np.bool_)
    left, right = picture[:, :-1], picture[:, 1:]
    edges[:, 1:] = (np.maximum(left, right) - np.minimum(left, right)) > PRINT
    return edges


def _whole_pixels(boxes: Boxes) -> Boxes:
    """Boxes without the pixels that they cut across; as they are where no pixel would be left."""
    x0, x1 = np.ceil(boxes[:, 0]), np.floor(boxes[:, 2])
    whole = boxes.copy()
    whole[x0 < x1, 0], whole[x0 < x1, 2] = x0[x0 < x1], x1[x0 < x1]
    return whole


def _within(values: npt.NDArray[np.bool_], boxes: Boxes) -> Counts:
    """How many pixels are set in each box, those included that it cuts."""
    height, width = values.shape
    x0, x1 = (np.clip(edge, 0, width).astype(np.int64) for edge in (np.floor(boxes[:, 0]), np.ceil(boxes[:, 2])))
    top, bottom = (np.clip(edge, 0, height).astype(np.int64) for edge in (np.floor(boxes[:, 1]), np.ceil(boxes[:, 3])))
    if len(boxes) * PIXELS_A_BOX < values.size:
        corners = zip(top.tolist(), bottom.tolist(), x0.tolist(), x1.tolist(), strict=True)
        return np.array([values[t:b, left:right].sum() for t, b, left, right in corners], np.int32)
    edges, rows = np.unique(np.concatenate([top, bottom]), return_inverse=True)
    sums = np.zeros((len(edges), width + 1), np.int32)  # of what lies above and left of each corner
    for row, (above, below) in enumerate(pairwise(edges.tolist()), 1):
        np.sum(values[above:below], axis=0, dtype=np.int32, out=sums[row, 1:])
    sums = sums.cumsum(0, np.int32).cumsum(1, np.int32)
    tops, bottoms = rows[: len(boxes)], rows[len(boxes) :]
    counts: Counts = sums[bottoms, x1] - sums[tops, x1] - sums[bottoms, x0] + sums[tops, x0]
    return counts


def _overprinting(pairs: Iterable[Pair], chars: Sequence[Char], objects: Sequence[int]) -> dict[int, set[int]]:
    """The text objects that print at one place, each with those that it meets; a glyph struck twice does not count."""
    met: dict[int, set[int]] = {}
    for i, j in pairs:
        if objects[i] != objects[j] and not is_struck_twice(chars[i], chars[j]):
            met.setdefault(objects[i], set()).add(objects[j])
            met.setdefault(objects[j], set()).add(objects[i])
    return met


def _apart(met: Mapping[int, set[int]]) -> list[set[int]]:
    """The text objects in layers, in none of which two meet as far as there are layers enough."""
    layers: list[set[int]] = [set() for _ in range(MOST_LAYERS)]
    for one, others in met.items():
        next((layer for layer in layers if not layer & others), layers[-1]).add(one)
    return [layer for layer in layers if layer]
