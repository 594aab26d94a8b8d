"""Ruling lines out of drawn segments: dashes and dots joined, doubles made one, slanted strokes left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.reading.model import Rule
from schemas.provenance import Box

SLANT = 1.0
"""Points by which the two ends of a segment may differ across its direction for it to count as a ruling line."""

SAME_LINE = 1.0
"""Points between the axes of two segments that lie on one line."""

DASH_GAP = 3.5
"""Points between two dashes or dots of one line."""

SHORTEST = 4.0
"""Points: what is shorter, once dashes are joined, is no ruling line."""

MINUS = (1.0, 12.0)
"""Points that a level stroke is long which may be a minus that is drawn."""


SKEW = 0.1
"""A stroke is slanted if it leaves its direction by this share of its length."""

HIGHEST_WAVE = 6.0
"""Points that a stroke by hand along a line of text is high at most: a higher one may go around it, …"""

HIGHEST_THROUGH, THROUGH = 15.0, 0.8
"""… unless its ends are so far apart, as a share of its width, which may be so much higher: it goes through the text."""

LEAST_CROSS = 25.0
"""Points that the strokes are wide and high at least which cross something out."""

CROSSED = 0.15
"""Share of the longer side of a cross by which the ends of its strokes may differ."""

FEWEST_HATCHES = 4
"""Parallel strokes aslant that hatch a place at least …"""

HATCH_GAP = 12.0
"""… and points from one to the next at most."""

LEAST_HATCH = 6.0
"""Points that such strokes are wide and high at least."""

MOST_SLANTED = 20
"""Long slanted strokes of a page: more are a drawing."""

LEVEL = 0.25
"""Share of its length by which a stroke rises or falls that is nearly level."""

SMALLEST_MARK = 2.5
"""Points: what is smaller is a dot."""


class Segment(NamedTuple):
    """A straight stroke from one point to another, and its thickness in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float


def is_bent(points: Sequence[tuple[float, float]]) -> bool:
    """Whether a path through these points is mostly slanted or curved, a curve being given by its control points.

    A box with rounded corners is not, nor is a rule on a page that was scanned askew.
    """
    bent = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        across, down = abs(x1 - x0), abs(y1 - y0)
        along, off = (across, down) if across > down else (down, across)
        if off > SLANT and off > SKEW * along:
            bent += along
    if not bent:
        return False
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return bent > max(SMALLEST_MARK, max(xs) - min(xs), max(ys) - min(ys)) / 2


def rules_of(segments: Iterable[Segment]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical ruling lines, each sorted by place."""
    horizontal, vertical = _upright(segments)
    return join_rules(horizontal), join_rules(vertical)


def strokes_of(segments: Iterable[Segment]) -> list[Rule]:
    """The level strokes, sorted by place, each of which may be a minus that is drawn: those that no ruling line goes on from."""
    level, _ = _upright(segments)
    return [rule for rule in join_rules(level, shortest=MINUS[0]) if rule.length < MINUS[1]]


def slants_of(segments: Iterable[Segment]) -> list[Rule]:
    """The strokes that are nearly level, as if they were, sorted by place: each may strike a figure out, as drawn by hand."""
    off = ((abs(x1 - x0), abs(y1 - y0), (y0 + y1) / 2, min(x0, x1), thickness) for x0, y0, x1, y1, thickness in segments)
    return sorted(
        Rule(at, start, start + across, thickness)
        for across, down, at, start, thickness in off
        if across > MINUS[1] and SLANT < down <= LEVEL * across
    )


def crosses_of(segments: Iterable[Segment]) -> list[Box]:
    """Where two long strokes cross between the corners of one box, as what was written there is taken back."""
    rising: list[Box] = []
    falling: list[Box] = []
    for x0, y0, x1, y1, _ in segments:
        across, down = x1 - x0, y1 - y0
        if min(abs(across), abs(down)) >= LEAST_CROSS:
            box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            (falling if across * down > 0 else rising).append(box)
    if len(rising) + len(falling) > MOST_SLANTED:
        return []
    return [one for one in rising if any(_are_alike(one, other) for other in falling)]


def hatched_of(segments: Iterable[Segment]) -> list[Box]:
    """Where strokes aslant of one length and height stand side by side, as over a cell that does not count."""
    aslant = sorted(
        (round(min(y0, y1)), round((x1 - x0) * (1 if y1 > y0 else -1)), round(abs(y1 - y0)), min(x0, x1), max(x0, x1))
        for x0, y0, x1, y1, _ in segments
        if min(abs(x1 - x0), abs(y1 - y0)) >= LEAST_HATCH
    )
    found = []
    for (top, _, height), group in groupby(aslant, lambda stroke: stroke[:3]):
        strokes = list(group)
        ends = [i for i, (one, after) in enumerate(pairwise(strokes), 1) if after[3] - one[3] > HATCH_GAP]
        for first, end in pairwise((0, *ends, len(strokes))):
            if end - first >= FEWEST_HATCHES:
                found.append(Box(strokes[first][3], top, strokes[end - 1][4], top + height))
    return found


def _are_alike(one: Box, other: Box) -> bool:
    """Whether two boxes have about the same corners."""
    off = max(abs(a - b) for a, b in zip(one, other, strict=True))
    return off <= CROSSED * max(one.width, one.height)


def waves_of(points: Sequence[tuple[float, float]], thickness: float) -> list[Rule]:
    """The stroke through these points, a curve being given by its control points, as if it were level; if it nearly is."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    highest = HIGHEST_THROUGH if abs(xs[-1] - xs[0]) >= THROUGH * across else HIGHEST_WAVE
    if across <= MINUS[1] or down > min(highest, LEVEL * across):
        return []
    return [Rule((min(ys) + max(ys)) / 2, min(xs), max(xs), thickness)]


def _upright(segments: Iterable[Segment]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical segments."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for x0, y0, x1, y1, thickness in segments:
        across, down = abs(x1 - x0), abs(y1 - y0)
        if down <= SLANT and down <= across:
            horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1), thickness))
        elif across <= SLANT:
            vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1), thickness))
    return horizontal, vertical


def join_rules(rules: Sequence[Rule], gap: float = DASH_GAP, shortest: float = SHORTEST) -> list[Rule]:
    """Rules of one direction, none shorter than `shortest`, the pieces of a line joined that lie at most `gap` points apart."""
    joined: list[Rule] = []
    for line in _by_axis(sorted(rules)):
        line.sort(key=lambda r: r.start)
        start, end, weight, at, thickness = line[0].start, line[0].end, 0.0, 0.0, 0.0
        for rule in [*line, None]:
            if rule is None or rule.start > end + gap:
                if end - start >= shortest:
                    joined.append(Rule(at / weight, start, end, thickness))
                if rule is None:
                    break
                start, end, weight, at, thickness = rule.start, rule.end, 0.0, 0.0, 0.0
            length = max(rule.length, 0.1)
            weight += length
            at += rule.at * length
            end = max(end, rule.end)
            thickness = max(thickness, rule.thickness)
    return sorted(joined)


def _by_axis(rules: Sequence[Rule]) -> Iterable[list[Rule]]:
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[-1].at > SAME_LINE:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line
