"""A page whose print is a picture, or has one, made a page like any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from pipeline.reading.model import IDENTITY, Char, Fill, Rule, Transform
from pipeline.reading.ocr.engines import Recognised, is_upside_down, read_line, read_picture
from pipeline.reading.ocr.grounds import dark_on_light, shades_of
from pipeline.reading.ocr.picture import Picture, levelled, prepared, skew_of, turned
from pipeline.reading.ocr.texts import chars_of
from pipeline.reading.page import Page
from pipeline.reading.rulings import Segment, rules_of
from schemas.provenance import Box

ENGINE = "rapidocr"

LONG = 2.5
"""Times that a text is as long as it is high, for its direction to be plain."""

LONGEST_STROKE = 15.0
"""Points: a longer line through recognised text is no stroke of its letters."""

UNSURE = 0.8
"""Mean confidence under which the text of a picture may be upside down."""

SAMPLES = 9
"""Texts by which that is told."""

WHITE_AROUND = 6.0
"""Points around print that stands alone, by which it is cut out: in a whole page it is too small for the engine to find, but …"""

MOST_ALONE = 20
"""… each costs as much as a page."""

MARGIN = 0.35
"""Heights of a figure of white around it that go into the picture of it."""


def with_recognised(page: Page, grey: Picture, scale: float, *, whole: bool) -> Page:
    """The page with the text that is recognised in `grey`, the picture of the page as displayed without its text.

    `scale` is pixels a point. If the `whole` page is a picture, the page that comes of it is turned upright and levelled like
    the picture, and its text with it; else what is recognised is put in its place on the page. Text of the page that was
    recognised before gives way; where it has another figure, nobody knows how sure either is.
    """
    layer = [ch for ch in page.chars if ch.confidence is not None]
    page = replace(page, chars=[ch for ch in page.chars if ch.confidence is None])
    upright, back, texts, grounds = _read_upright(grey, scale, level=whole)
    if not whole and back == IDENTITY:
        boxes = [page.displayed(box) for box in page.single_lines]
        texts += [text for box in boxes[:MOST_ALONE] for text in _read_alone(upright, scale, box, texts)]
    ready = prepared(upright, scale)
    to_points = Transform(1 / scale, 0, 0, 1 / scale, 0, 0)
    chars = chars_of(texts, ready, scale)
    segments = [Segment(*(edge / scale for edge in segment)) for segment in ready.rules]
    to_display = to_points.inverse().then(back).then(to_points)
    fills = [Fill(to_points.box(*fill.box), fill.color) for fill in [*grounds, *shades_of(upright, scale)]]
    if whole:
        height, width = (side / scale for side in upright.shape)
        from_page = page.to_display.then(to_display.inverse())
        horizontals, verticals = rules_of(segments)
        own = [_moved(ch, from_page) for ch in page.chars]
        _doubt(chars, [_moved(ch, from_page) for ch in layer])
        return replace(
            page, width=width, height=height, chars=[*own, *_beside(chars, own)], horizontals=horizontals, verticals=verticals,
            fills=fills, curves=[], shapes=[], images=[from_page.box(*box) for box in page.images], unread_lines=[],
            engine=ENGINE, to_display=to_display,
        )  # fmt: skip
    to_page = to_display.then(page.to_display.inverse())
    found = _beside([_moved(ch, to_page) for ch in chars], page.chars)
    _doubt(found, layer)
    horizontals, verticals = rules_of(_moved_segment(segment, to_page) for segment in segments)
    return replace(
        page,
        chars=[*page.chars, *found],
        curves=_not_read(page.curves, found),
        shapes=_not_read(page.shapes, found),
        horizontals=sorted(
            [*_not_glyphs(page.horizontals, found, level=True), *(r for r in horizontals if _in_images(page, r, level=True))]
        ),
        verticals=sorted(
            [*_not_glyphs(page.verticals, found, level=False), *(r for r in verticals if _in_images(page, r, level=False))]
        ),
        unread_lines=[],
    )


def _not_read(boxes: Sequence[Box], chars: Sequence[Char]) -> list[Box]:
    """The boxes that are no part of what was read."""
    read = _taken([box.center for box in boxes], chars)
    return [box for box, here in zip(boxes, read, strict=True) if not here]


def text_at(grey: Picture, scale: float, box: Box) -> str:
    """What another engine reads in a box, in points, of the picture of a page as displayed."""
    margin = MARGIN * box.height
    x0, top, x1, bottom = (round(edge * scale) for edge in box.grown(margin))
    cut = grey[max(0, top) : bottom, max(0, x0) : x1]
    return read_line(np.ascontiguousarray(cut), scale * 72) if min(cut.shape) > 8 else ""


class _Upright(NamedTuple):
    """A picture turned so that its text is upright."""

    picture: Picture
    back: Transform
    """To the picture as it was."""
    texts: list[Recognised]
    grounds: list[Fill]
    """Of print that was lighter than its ground."""


def _read_upright(grey: Picture, scale: float, *, level: bool) -> _Upright:
    skew = skew_of(grey) if level else 0.0
    upright, back = levelled(grey, skew) if skew else (grey, IDENTITY)
    upright, grounds = dark_on_light(upright, scale)
    texts = read_picture(upright)
    quarters = _quarters(upright, texts)
    if not quarters:
        return _Upright(upright, back, texts, grounds)
    upright, turn = turned(upright, quarters)
    return _Upright(
        upright, turn.then(back), read_picture(upright), [Fill(turn.inverse().box(*fill.box), fill.color) for fill in grounds]
    )


def _read_alone(grey: Picture, scale: float, box: Box, texts: Sequence[Recognised]) -> list[Recognised]:
    """What is recognised in a small part of a picture, if nothing was there before."""
    if any(box.contains_point(x / scale, y / scale) for text in texts for x, y in [_middle(text)]):
        return []
    left, top, right, bottom = (max(0, round(edge * scale)) for edge in box.grown(WHITE_AROUND))
    found = read_picture(np.ascontiguousarray(grey[top:bottom, left:right]))
    return [
        text._replace(corners=tuple((x + left, y + top) for x, y in text.corners), middles=tuple(x + left for x in text.middles))
        for text in found
    ]


def _middle(text: Recognised) -> tuple[float, float]:
    xs, ys = zip(*text.corners, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _quarters(picture: Picture, texts: Sequence[Recognised]) -> int:
    """By how many quarters counter-clockwise the picture must be turned for its text to be upright."""
    long = [text for text in texts if max(_sides(text)) > LONG * min(_sides(text))]
    upwards = [text for text in long if _sides(text)[1] > _sides(text)[0]]
    quarters = 1 if 2 * len(upwards) > len(long) else 0
    if not texts or (not quarters and median(text.confidence for text in texts) >= UNSURE):
        return 0
    turned_so, _ = turned(picture, quarters)
    samples = sorted(read_boxes(turned_so, texts, quarters, picture.shape), key=lambda cut: -cut.shape[1])[:SAMPLES]
    upside_down = sum(is_upside_down(cut) for cut in samples)
    return quarters + 2 if 2 * upside_down > len(samples) else quarters


def read_boxes(picture: Picture, texts: Sequence[Recognised], quarters: int, shape: tuple[int, ...]) -> list[Picture]:
    """The pictures of texts in a picture that was turned by so many quarters from one of this shape."""
    cuts = []
    for text in texts:
        xs, ys = zip(*text.corners, strict=True)
        if quarters:  # counter-clockwise: what was right is at the top
            xs, ys = ys, tuple(shape[1] - x for x in xs)
        cut = picture[max(0, int(min(ys))) : int(max(ys)) + 1, max(0, int(min(xs))) : int(max(xs)) + 1]
        if min(cut.shape) > 4 and cut.shape[1] > cut.shape[0]:
            cuts.append(np.ascontiguousarray(cut))
    return cuts


def _sides(text: Recognised) -> tuple[float, float]:
    """How far a text reaches across and down."""
    xs, ys = zip(*text.corners, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _moved(ch: Char, transform: Transform) -> Char:
    x0, top, x1, bottom = transform.box(ch.x0, ch.top, ch.x1, ch.bottom)
    share = (ch.baseline - ch.top) / (ch.bottom - ch.top) if ch.bottom > ch.top else 1.0
    return replace(ch, x0=x0, top=top, x1=x1, bottom=bottom, baseline=top + share * (bottom - top))


def _moved_segment(segment: Segment, transform: Transform) -> Segment:
    (x0, y0), (x1, y1) = transform.point(segment.x0, segment.y0), transform.point(segment.x1, segment.y1)
    return Segment(x0, y0, x1, y1, segment.thickness)


def _beside(chars: Sequence[Char], others: Sequence[Char]) -> list[Char]:
    """The characters that do not stand where others do."""
    taken = _taken([((ch.x0 + ch.x1) / 2, (ch.top + ch.bottom) / 2) for ch in chars], others)
    return [ch for ch, here in zip(chars, taken, strict=True) if not here]


def _taken(points: Iterable[tuple[float, float]], chars: Sequence[Char]) -> list[bool]:
    """Of each point, whether a character stands there."""
    boxes = np.array([(ch.x0, ch.top, ch.x1, ch.bottom) for ch in chars]).reshape(-1, 4)
    return [bool(((boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])).any()) for x, y in points]


def _not_glyphs(rules: Sequence[Rule], chars: Sequence[Char], *, level: bool) -> list[Rule]:
    """The rules without strokes of drawn letters that were recognised."""
    middles = [(rule.start + rule.end) / 2 for rule in rules]
    points = [(m, rule.at) if level else (rule.at, m) for m, rule in zip(middles, rules, strict=True)]
    taken = _taken(points, chars)
    return [rule for rule, here in zip(rules, taken, strict=True) if not here or rule.length > LONGEST_STROKE]


def _doubt(chars: Sequence[Char], layer: Sequence[Char]) -> None:
    """Take the confidence from words with digits of which another reading of the page, its `layer`, has other digits."""
    centers = np.array([((ch.x0 + ch.x1) / 2, (ch.top + ch.bottom) / 2) for ch in layer]).reshape(-1, 2)
    starts = [*(i for i, ch in enumerate(chars) if i == 0 or ch.after_space), len(chars)]
    for start, stop in pairwise(starts):
        word = chars[start:stop]
        box = Box.around(Box(ch.x0, ch.top, ch.x1, ch.bottom) for ch in word)
        inside = ((centers >= (box.x0, box.top)) & (centers <= (box.x1, box.bottom))).all(axis=1)
        others = sorted((layer[i] for i in np.flatnonzero(inside).tolist()), key=lambda ch: ch.x0)
        digits, other = ("".join(filter(str.isdigit, (ch.text for ch in these))) for these in (word, others))
        if digits and other and digits != other:
            for ch in word:
                ch.confidence = 0.0


def _in_images(page: Page, rule: Rule, *, level: bool) -> bool:
    """Whether a rule lies in an image of the page."""
    middle = (rule.start + rule.end) / 2
    x, y = (middle, rule.at) if level else (rule.at, middle)
    return any(box.contains_point(x, y) for box in page.images)
