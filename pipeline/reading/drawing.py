"""What is drawn on a page beside its characters: lines, filled rectangles, images, and the text objects as they are painted."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.calls import Handle, fill_color, matrix_of
from pipeline.reading.content_size import FORM_LEVELS
from pipeline.reading.model import Color, Fill, Rule, Transform
from pipeline.reading.overprints import Boxes
from pipeline.reading.page_limits import refuse_segments
from pipeline.reading.rulings import Segment, is_bent, waves_of
from schemas.provenance import Box

THIN = 3.5
"""Points: a filled rectangle no thicker than this is a ruling line."""

MAX_FORM_DEPTH = FORM_LEVELS
"""Form XObjects nested deeper than this are not followed."""

WHITE: Color = (255, 255, 255)

DARK, LIGHT = 110, 160
"""Of 255: text no component of whose colour is more shows on white and on fills no component of which is less."""

LEAST_HEIGHT = 3.0
"""Points: text in boxes less high may be too small to see."""

MOST_OVER = 40
"""Fills drawn after text that are looked at one by one."""


FEWEST_CORNERS = 6
"""Points of the outline of a letter or digit: fewer are those of boxes and arrowheads."""

MOST_STROKES = 4
"""Strokes by hand that one path is of: a path of more is a drawing."""

Points: TypeAlias = list[tuple[float, float]]


class Drawing:
    """The lines, filled rectangles, images and text objects of one page, in displayed coordinates."""

    def __init__(self, display: Transform) -> None:
        self.display = display
        self.segments: list[Segment] = []
        self.fills: list[Fill] = []
        self.images: list[Box] = []
        self.curves: list[Box] = []
        self.waves: list[Rule] = []
        """Strokes that wave or bend along a line of text, as drawn by hand, as if they were level."""
        self.shapes: list[Box] = []
        """Filled outlines of many corners, as drawn letters are."""
        self.texts: list[tuple[Handle, Transform]] = []
        """Text objects, each with the transform from its coordinates to the page as displayed."""
        self.filled_in: set[int] = set()
        """Addresses of those that form fields and annotations show."""
        self.may_hide = False
        """Whether some dark text that is in no layer may not show, as far as the objects tell: it is not filled or not whole, or
        there is more on the page than text, ruling lines and light fills."""
        self.over: list[tuple[int, Box]] = []
        """Light fills drawn after text: how many text objects are drawn before it, and its box."""

    def shows_all(self, boxes: Boxes, objects: Sequence[int]) -> bool:
        """Whether all dark text that is in no layer is certain to show, its font having ink for it.

        Where it is not, a picture of the page tells. `objects` are the addresses of the text objects that characters are from.
        """
        if self.may_hide or len(self.over) > MOST_OVER or (boxes[:, 3] - boxes[:, 1]).min(initial=LEAST_HEIGHT) < LEAST_HEIGHT:
            return False
        if not self.over:
            return True
        drawn = {handle.value: place for place, (handle, _) in enumerate(self.texts)}
        places = np.array([drawn.get(address, -1) for address in objects], np.int64)
        return not any(
            (
                (places < count) & (boxes[:, 0] < box.x1) & (box.x0 < boxes[:, 2])
                & (boxes[:, 1] < box.bottom) & (box.top < boxes[:, 3])
            ).any()
            for count, box in self.over
        )  # fmt: skip

    def texts_by_address(self) -> dict[int, Handle]:
        return {handle.value or 0: handle for handle, _ in self.texts}

    def read(self, handles: Sequence[Handle], own: int) -> None:
        """Read all objects of a page, of which so many, the first, are its own, and the others of fields and annotations."""
        self._read_objects(handles[:own], self.display, 0)
        before = len(self.texts)
        self._read_objects(handles[own:], self.display, 0)
        self.filled_in.update(handle.value or 0 for handle, _ in self.texts[before:])
        self.may_hide = self.may_hide or len(handles) > own or not _are_whole([handle for handle, _ in self.texts])

    def _read_objects(self, handles: Sequence[Handle], outer: Transform, depth: int) -> None:
        for handle, kind in zip(handles, map(calls.object_type, handles), strict=True):
            if kind == c.FPDF_PAGEOBJ_TEXT:
                self.texts.append((handle, outer))
            elif kind == c.FPDF_PAGEOBJ_PATH:
                refuse_segments(len(self.segments) + 4 * len(self.fills) + calls.count_segments(handle))
                self._read_path(handle, matrix_of(handle).then(outer))
            else:
                self.may_hide = True
                if kind == c.FPDF_PAGEOBJ_IMAGE:
                    self._read_image(matrix_of(handle).then(outer).box(0, 0, 1, 1))
                elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                    self._read_objects(calls.objects_in(handle), matrix_of(handle).then(outer), depth + 1)

    def _read_image(self, box: Box) -> None:
        if min(box.width, box.height) <= THIN:
            self._add_thin(box)
        else:
            self.images.append(box)

    def _read_path(self, handle: Handle, matrix: Transform) -> None:
        fill_mode, stroked = calls.painted(handle)
        if not fill_mode and not stroked:
            return
        outlines, subpaths = _outlines_of(handle, matrix)
        self.curves += [_around(points) for points in subpaths if is_bent(points)]
        if stroked:
            width = calls.stroke_width(handle)
            self.may_hide |= width > THIN
            scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
            for points in outlines:
                self.segments += [Segment(*start, *end, width * scale) for start, end in itertools.pairwise(points)]
            if len(subpaths) <= MOST_STROKES and len(outlines) != len(subpaths):
                self.waves += [wave for points in subpaths for wave in waves_of(points, width * scale)]
        if fill_mode:
            color, alpha = fill_color(handle)
            boxes = [box for points in outlines if (box := _rectangle(points)) is not None]
            are_boxes = 0 < len(boxes) == len(outlines)
            if are_boxes and len(boxes) == 2:
                boxes = _without_hole(*boxes)
            for box in boxes if are_boxes else map(_around, subpaths):
                self._note_fill(box, color)
            self.shapes += [_around(points) for points in subpaths if len(points) >= FEWEST_CORNERS]
            for box in boxes if alpha else ():
                if min(box.width, box.height) <= THIN:
                    if color != WHITE:
                        self._add_thin(box)
                else:
                    self.fills.append(Fill(box, color))

    def _note_fill(self, box: Box, color: Color) -> None:
        """Note what a fill may hide: a light one what is under it, a dark one that is no ruling line whatever is there."""
        if min(color) < LIGHT:
            self.may_hide |= min(box.width, box.height) > THIN
        elif self.texts:
            self.over.append((len(self.texts), box))

    def _add_thin(self, box: Box) -> None:
        if box.width >= box.height:
            self.segments.append(Segment(box.x0, box.center_y, box.x1, box.center_y, box.height))
        else:
            self.segments.append(Segment(box.center_x, box.top, box.center_x, box.bottom, box.width))


def _are_whole(texts: Sequence[Handle]) -> bool:
    """Whether all text objects are filled and nothing else, and not clipped."""
    if {*map(calls.text_mode, texts)} - {c.FPDF_TEXTRENDERMODE_FILL} or any(map(calls.is_transparent, texts)):
        return False
    return max(map(calls.count_clips, map(calls.clip_path, texts)), default=0) <= 0


def _outlines_of(handle: Handle, matrix: Transform) -> tuple[list[Points], list[Points]]:
    """The subpaths as points joined by straight lines, cut in two where they curve; and uncut, with the points that bend them."""
    outlines: list[Points] = []
    subpaths: list[Points] = []
    a, b, a2, b2, dx, dy = matrix
    for kind, (x, y), closes in calls.segments_of(handle):
        point = a * x + a2 * y + dx, b * x + b2 * y + dy
        if kind == c.FPDF_SEGMENT_LINETO and outlines:
            outlines[-1].append(point)
        else:
            outlines.append([point])
        if kind != c.FPDF_SEGMENT_MOVETO and subpaths:
            subpaths[-1].append(point)
        else:
            subpaths.append([point])
        if closes:
            outlines[-1].append(outlines[-1][0])
    return [points for points in outlines if len(points) > 1], subpaths


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _without_hole(a: Box, b: Box) -> list[Box]:
    """The sides of a box filled around a hole, as borders of cells are painted; the two boxes where none is in the other."""
    outer, inner = (a, b) if a.width * a.height >= b.width * b.height else (b, a)
    if not (outer.x0 < inner.x0 and inner.x1 < outer.x1 and outer.top < inner.top and inner.bottom < outer.bottom):
        return [a, b]
    return [
        Box(outer.x0, outer.top, outer.x1, inner.top),
        Box(outer.x0, inner.bottom, outer.x1, outer.bottom),
        Box(outer.x0, outer.top, inner.x0, outer.bottom),
        Box(inner.x1, outer.top, outer.x1, outer.bottom),
    ]


def _rectangle(points: Points) -> Box | None:
    """The box of an outline that is an upright rectangle, else None."""
    if not 4 <= len(points) <= 6:
        return None
    box = _around(points)
    near = 0.5
    for x, y in points:
        if (near <= x - box.x0 and near <= box.x1 - x) or (near <= y - box.top and near <= box.bottom - y):
            return None
    return box
