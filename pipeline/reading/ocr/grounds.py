"""What print in a picture stands on: dark grounds with light print, and shades of rows and headers.

Coordinates are pixels of the picture, from its top left.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.reading.model import Fill
from pipeline.reading.ocr.picture import DARKER, Picture
from schemas.provenance import Box

DARK = 60
"""Grey values of 255 by which a ground is darker than the paper for its print to be lighter than it."""

FILLED, SOLID, HAIRLINE = (18.0, 8.0), 6.0, 1.5
"""Points: how wide and high a dark ground is at least, the square of it that has no print, and what is a rule beside it."""

LEAST_PRINT = 0.01
"""Share of a dark ground that its print covers: a bar of a chart has none."""

MOSTLY_FILLED = 0.5
"""Share of what a dark ground encloses that is ground: a frame encloses more."""

SHADED = 6
"""Grey values of 255 by which a shade is darker than the paper near it at least; a grey value is the mean of many pixels."""

PRINT, NEAR = 8.0, 80.0
"""Points: print is less high or wide than a shade, and how far its paper may be."""

MOSTLY_SQUARE, MOSTLY_BARE = 0.85, 0.65
"""Share of its box that a shade fills, and share of it that is no print: large print close together looks like a shade."""


def dark_on_light(grey: Picture, scale: float) -> tuple[Picture, list[Fill]]:
    """The picture, of `scale` pixels a point, with what is on grounds darker than its print made dark on the colour of the paper;
    and these grounds."""
    calm = np.asarray(cv2.medianBlur(grey, 3), np.uint8)
    paper = float(np.median(calm))
    edge = max(1, round(HAIRLINE * scale / 2))
    lightened, fills = grey.copy(), []
    for box, shape in _dark_grounds(np.asarray(calm < paper - DARK, np.uint8), scale):
        left, top = max(0, int(box.x0) - edge), max(0, int(box.top) - edge)
        here = slice(top, int(box.bottom) + edge), slice(left, int(box.x1) + edge)
        outline = np.zeros(grey[here].shape, np.uint8)
        cv2.drawContours(outline, [shape], -1, 1, cv2.FILLED, offset=(-left, -top))
        within = np.asarray(cv2.erode(outline, _square(2 * edge + 1)), np.bool_)
        shades = np.asarray(calm[here][within], np.float64)
        ground = float(np.median(shades)) if len(shades) else paper
        lighter, darker = np.count_nonzero(shades > ground + DARK), np.count_nonzero(shades < ground - DARK)
        if lighter > darker and lighter > LEAST_PRINT * len(shades):
            ink = paper - np.abs(grey[here] - ground) * paper / max(paper - ground, 1.0)  # rules on it may be darker
            around = np.asarray(cv2.dilate(outline, _square(2 * edge + 1)), np.bool_)
            lightened[here] = np.where(within, np.clip(ink, 0, 255), np.where(around, paper, grey[here])).astype(np.uint8)
            fills.append(Fill(box, (round(ground),) * 3))
    return lightened, fills


def _dark_grounds(dark: Picture, scale: float) -> Iterator[tuple[Box, npt.NDArray[np.int32]]]:
    """The boxes and the outlines of areas of a mask that are filled, but for print on them."""
    grounds = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _square(HAIRLINE * scale))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(grounds, connectivity=4)
    solid = cv2.erode(dark, _square(SOLID * scale)) > 0
    for label in np.unique(np.asarray(labels)[solid]).tolist():
        x, y, width, height, area = stats[label].tolist()
        if not label or width < FILLED[0] * scale or height < FILLED[1] * scale:
            continue
        own = np.asarray(labels[y : y + height, x : x + width] == label, np.uint8)
        outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE, offset=(x, y))
        outline = np.asarray(max(outlines, key=cv2.contourArea), np.int32)
        if area >= MOSTLY_FILLED * cv2.contourArea(outline):
            yield Box(x, y, x + width, y + height), outline


def shades_of(grey: Picture, scale: float) -> list[Fill]:
    """The upright rectangles of a picture, of `scale` pixels a point, that are darker than the paper near them."""
    half = scale / 2
    small = cv2.resize(cv2.blur(grey, (3, 3)), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    calm = cv2.blur(small, (3, 3))
    ground = cv2.blur(cv2.morphologyEx(calm, cv2.MORPH_CLOSE, _square(PRINT * half)), (5, 5))
    paper = cv2.dilate(ground, _square(NEAR * half))
    darker = np.asarray(cv2.subtract(paper, ground) > SHADED, np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(darker, cv2.MORPH_OPEN, _square(SOLID * half)), connectivity=4
    )
    found = []
    for x, y, width, height, area in stats[1:].tolist():
        here = slice(y, y + height), slice(x, x + width)
        bare = np.count_nonzero(cv2.subtract(ground[here], calm[here]) < DARKER)
        large = width >= FILLED[0] * half and height >= FILLED[1] * half
        if large and area >= MOSTLY_SQUARE * width * height and bare >= MOSTLY_BARE * width * height:
            found.append(Fill(Box(2 * x, 2 * y, 2 * (x + width), 2 * (y + height)), (round(float(np.median(ground[here]))),) * 3))
    return found


def _square(side: float) -> Picture:
    return np.ones((max(1, round(side)),) * 2, np.uint8)
