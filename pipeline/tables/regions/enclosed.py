"""The cells that ruling lines enclose: lines that nearly coincide made one, where they cross, and the rectangles between."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TypeAlias, TypeVar

from pipeline.reading.model import Rule
from pipeline.tables.features.rulings import SAME_EDGE
from schemas.provenance import Box

SNAP = 3.0
"""Points between two rules that are one, and by which rules may miss one another and still meet or cross: double rules, a cell's
border and its neighbour's. Rules that are shorter enclose nothing."""

FURTHEST_APART = 2.0
"""Times `SNAP` that rules which are one stand apart at most."""

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")

_Point: TypeAlias = tuple[float, float]

_Crossings: TypeAlias = Mapping[_Point, tuple[set[int], set[int]]]
"""The points where rules cross, each with the vertical rules and the horizontal ones that do so there, by their numbers."""


def cells_enclosed(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> list[list[Box]]:
    """The smallest rectangles with rules on all sides, those that share corners together, top to bottom."""
    across, down = _made_one(horizontals), _made_one(verticals)
    heights = [h.at for h in across]
    crossings: dict[_Point, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for number, v in enumerate(down):
        for i in range(bisect_left(heights, v.start - SNAP), bisect_right(heights, v.end + SNAP)):
            if across[i].start - SNAP <= v.at <= across[i].end + SNAP:
                of_verticals, of_horizontals = crossings[v.at, heights[i]]
                of_verticals.add(number)
                of_horizontals.add(i)
    cornered = (({(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)}, cell) for cell in _cells(dict(crossings)))
    return sorted(
        (group for _, group in hanging_together(cornered)), key=lambda group: min((cell.top, cell.x0) for cell in group)
    )


def _made_one(rules: Sequence[Rule]) -> list[Rule]:
    """Rules near one another moved to the middle of their places, and joined where they meet; in the order of their places."""
    clusters = list(_near(sorted(rule for rule in rules if rule.length >= SAME_EDGE)))
    found: list[Rule] = []
    for cluster in clusters:
        at = sum(rule.at for rule in cluster) / len(cluster)
        joined: list[Rule] = []
        for rule in sorted(cluster, key=lambda rule: rule.start):
            if joined and rule.start <= joined[-1].end + SNAP:
                joined[-1] = joined[-1]._replace(end=max(joined[-1].end, rule.end))
            else:
                joined.append(rule._replace(at=at))
        found += [rule for rule in joined if rule.length >= SNAP]
    return found


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules, in the order of their places, each near the one before.

    Where such rules reach further than double rules do, a drawing stands beside others: those that meet along are taken by
    themselves.
    """
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at > cluster[-1].at + SNAP:
            yield from _meeting(cluster)
            cluster = []
        cluster.append(rule)
    if cluster:
        yield from _meeting(cluster)


def _meeting(cluster: list[Rule]) -> Iterator[list[Rule]]:
    """A cluster of rules whole, or in parts between which is white all along, if it reaches too far."""
    if cluster[-1].at - cluster[0].at <= FURTHEST_APART * SNAP:
        yield cluster
        return
    parts: list[list[Rule]] = []
    end = -math.inf
    for rule in sorted(cluster, key=lambda rule: rule.start):
        if rule.start > end + SNAP:
            parts.append([])
        parts[-1].append(rule)
        end = max(end, rule.end)
    if len(parts) == 1:
        yield cluster
        return
    for part in parts:
        yield from _near(sorted(part))


def _cells(crossings: _Crossings) -> Iterator[Box]:
    """For each point where rules cross, the smallest cell that has it for its upper left corner, if there is one."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    points = sorted(crossings)
    for x, y in points:
        columns[x].append(y)
        rows[y].append(x)
    for x, y in points:
        below, beside = columns[x], rows[y]
        cell = _cell_at(x, y, below[bisect_right(below, y) :], beside[bisect_right(beside, x) :], crossings)
        if cell is not None:
            yield cell


def _cell_at(x: float, y: float, below: Sequence[float], beside: Sequence[float], crossings: _Crossings) -> Box | None:
    """The smallest cell with its upper left corner at a point that has others below and beside it, those on its rules first."""
    verticals, horizontals = crossings[x, y]
    rights = list(takewhile(lambda right: horizontals & crossings[right, y][1], beside))
    bottoms = takewhile(lambda bottom: verticals & crossings[x, bottom][0], below if rights else ())
    return next(
        (
            Box(x, y, right, bottom)
            for bottom in bottoms
            for right in rights
            if (right, bottom) in crossings
            and crossings[right, y][0] & crossings[right, bottom][0]
            and crossings[x, bottom][1] & crossings[right, bottom][1]
        ),
        None,
    )


def hanging_together(keyed: Iterable[tuple[set[_Key], _Item]]) -> list[tuple[set[_Key], list[_Item]]]:
    """Items in groups that hang together by what they have in common, each group with all of that."""
    groups: dict[int, tuple[set[_Key], list[_Item]]] = {}
    in_group: dict[_Key, int] = {}
    joined: list[int] = []
    """Of each group the one that it was last made part of, itself if none."""

    def group_of(number: int) -> int:
        while joined[number] != number:
            joined[number] = number = joined[joined[number]]
        return number

    for number, (own, item) in enumerate(keyed):
        keys, members = set(own), [item]
        for near in sorted({group_of(in_group[key]) for key in own if key in in_group}):
            others, group = groups.pop(near)
            others |= keys
            group += members
            keys, members, joined[near] = others, group, number
        joined.append(number)
        groups[number] = keys, members
        in_group |= dict.fromkeys(own, number)
    return list(groups.values())
