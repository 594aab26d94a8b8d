"""Over which columns the texts of a header stand: those of all its lines are decided together, by how such texts are set.

A program sets every text in the middle of its cell, or at one end of it. Where the cells of single columns begin and end shows in
the figures and in the lowest names; so where a text over several columns would stand can be worked out, for each of the three
ways to set it. The way taken is the one in which all texts of the header are the least off.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations
from typing import NamedTuple, TypeAlias

from pipeline.reading.model import Rule, Word
from pipeline.tables.cells.columns import cell_edges
from pipeline.tables.cells.continuations import LEADING, SPACE
from pipeline.tables.cells.fragments import CellFragment, column_of
from pipeline.tables.cells.header import UNIT, add_no_names
from pipeline.tables.cells.places import LOOSE, SETTINGS, CellPlaces, Setting, places_of_cells
from pipeline.tables.cells.row_lines import RowLines
from pipeline.tables.features.alignment import CENTRED, IN_LINE, is_centred, mid_height
from pipeline.tables.features.text_rows import Segment, TextRow
from pipeline.vocabulary import A_YEAR, LINKING, ONLY_UNIT
from schemas.records.headings import SHARE

Placed: TypeAlias = list[list[CellFragment]]
"""The texts of some lines, each over its columns."""

_LineWay: TypeAlias = tuple[float, list[CellFragment]]
"""One way to place the texts of a line, behind what speaks against it."""

_Place: TypeAlias = tuple[int, int, list[Word]]
"""The first and the last column over which a text stands, and its words."""

NEAREST = 0.85
"""Font sizes between the baselines of two levels at the least; texts of lines nearer than that stand beside one another."""

WAYS = 4
"""Ways to place the texts of one line that are followed up."""

HOPELESS = 0.9
"""What speaks more than this against a way than against the best is not followed up."""

DOUBT = 0.1
"""Of two ways that differ by less, neither is sure."""

SPOKEN_FOR = 0.04
"""What can speak for the texts of a line at the most, for each column."""

UNLIMITED = 1e6
"""More than speaks against any way but what is impossible."""

FEW_COLUMNS = 4
"""Of no more columns a text at one end of the figures names all of these."""

SLACK = 1.0
"""Points by which a text may be off its place for nothing."""

NEAR = 4.0
"""Points by which a text that is set in one way may be off its place."""

# What speaks against a text over some columns, in font sizes that it is off its place, where …
OFF_AT_MOST = 1.2  # however far it is off its place
OTHERWISE_SET = 0.15  # it is set otherwise than the header
SPLIT = 0.9  # no more than a word space parts it from the next
LABEL_OFF = 0.3  # share of what the name over labels is off: labels show no place
OVER_SEVERAL = 0.1  # it is over several columns, once more if some have no name below
OVER_LABELS = 0.4  # labels are among these
COLUMN_WITHOUT_NAME = 4.0  # for each further of them that has figures and no name
TWO_IN_A_CELL = 0.5  # another line has a text beside it in its cell
UNLIKE_HEIGHTS = 0.2  # names under it, or what returns, are at unlike heights
UNLIKE_LEVELS = 0.4  # names under no other are neither level at the top, the bottom nor the middle
UNLIKE_LABELS = 0.1  # they are, but not with the name over labels
UNLIKE_DATES = 0.2  # it parts years, or an opening from its closing
UNLIKE_SETTINGS = 0.25  # names of several columns are set unlike one another
GOES_BEYOND = 0.06  # it is over the names that another is over, and one more
UNLIKE_INITIALS = 0.13  # some names under it begin in capitals, some in small letters
UNLIKE_KINDS = 0.12  # figures under it are written in several ways
UNIT_ALONE = 0.6  # for each column that has nothing but its unit as a name, beside others that have a name over theirs
HAD_ROOM = 0.3  # the text under it is its next line, though it had room for that on its own
WOULD_GO_ON = 0.5  # it is over several, though it reads on below
OVER_CENTRED = 0.3  # all are set to an end over figures in the middle
SEVERAL_RUNS = 0.3  # it is of several runs of text, where all labels are of one
HALF_BOLD = 0.5  # some of its words are bold
NOT_OVER_RULE = 0.3  # for each column over which a rule is drawn under a line that has no text over it
GOES_ON_BESIDE = 0.4  # a rule that begins below parts its columns from others
SURELY_PLACED = 0.5
"""No more than this may speak against a name that but a word space parts from the next, …"""

MOST_WORDS = 5
"""… and so many words it has at the most: prose in columns is not told from names by its places alone."""

PLACED_NOWHERE = 5.0
"""What speaks against a line whose texts find no places."""

FAR = 6.0
"""Font sizes that the name of a column may be off its cell at the most."""

DATED = re.compile(rf"{A_YEAR}\b")
"""What the name of a column has that says of which year or day it is."""

IN_PERCENT = re.compile(r"%|percent|incid", re.IGNORECASE)

TIGHT = 1.04
"""Lines of a header no further apart than this many times the lines of one name are of one."""

GOES_ON = re.compile(rf"{LINKING.pattern}|.*[,/-]", re.IGNORECASE)
"""Words that no name ends with."""


class _Way(NamedTuple):
    """One way to place texts, and what speaks against it."""

    cost: float
    placed: Placed
    worst: float = 0.0
    """What speaks against the way of the line against which the most does."""


def place_names(table: RowLines, head: int) -> RowLines:
    """The table with each text of the `head` lines at its top over the columns that it names.

    A line that says in which unit all figures are is over these, wherever it is set, and tells nothing of the names below it.
    """
    if head > 1 and ONLY_UNIT.match(table.rows[0].line.text):
        bands = [[i - 1 for i in band if i] for band in table.bands]
        below = replace(table, rows=table.rows[1:], pieces=table.pieces[1:], bands=[band for band in bands if band])
        named = place_names(below, head - 1)
        unit = CellFragment(table.first_figures, len(table.cells) - 2, table.rows[0].line.words)
        return replace(table, pieces=[[unit], *named.pieces], doubtful=named.doubtful)
    rough = [table.cells[0], *cell_edges(table.cells[1:-1], table.rows[head:]), table.cells[-1]]
    if placed := _one_each(table, head, rough):
        return replace(table, pieces=[*placed, *table.pieces[head:]])
    best, *others = _ways_to_place(table, head, rough)
    rivals = [way.placed for way in others if way.cost < best.cost + DOUBT]
    doubtful = frozenset().union(*(_unlike_named(best.placed, rival, len(rough) - 1) for rival in rivals))
    body = [piece for pieces in table.pieces[head:] for piece in pieces]
    if best.worst >= PLACED_NOWHERE or _are_aside(best.placed, {piece.first for piece in body}):
        doubtful |= {piece.first for piece in body if piece.first and piece.figure}
    return replace(table, pieces=[*best.placed, *table.pieces[head:]], doubtful=doubtful)


def _unlike_named(placed: Placed, rival: Placed, columns: int) -> set[int]:
    """The columns that have other names in a rival way.

    Those that one names by a text over all, or all but the first, are sure, be they few or the text in their middle.
    """
    names = [piece for pieces in placed for piece in pieces]
    over_all: set[str] = set()
    for piece in names:
        if piece.first < 2 and piece.last == columns - 1:
            under = [name for name in names if name.first == name.last >= piece.first] or [piece]
            x0, x1 = min(name.x0 for name in under), max(name.x1 for name in under)
            over_all |= {piece.text} if columns <= FEW_COLUMNS or is_centred(piece.x0, piece.x1, x0, x1) else set()

    def names_of(column: int, way: Placed) -> str:
        return " ".join(p.text for pieces in way for p in pieces if column in _columns(p) and p.text not in over_all)

    return {column for column in range(columns) if names_of(column, placed) != names_of(column, rival)}


def _are_aside(placed: Placed, filled: Set[int]) -> bool:
    """Whether a text of a header may be the name of other columns than that over which it stands.

    Two stand beside one another over the labels; or one is over a column in which nothing begins, and not level with the names of
    the column beside it.
    """
    over_labels = [piece for pieces in placed for piece in pieces if piece.last == 0]
    levels: dict[int, list[int]] = {}
    for level, piece in ((level, piece) for level, pieces in enumerate(placed) for piece in pieces):
        for column in _columns(piece):
            levels.setdefault(column, []).append(level)
    unlike = [
        abs(named - column) == 1 and (levels[named][-1] < levels[column][0] or levels[column][-1] < levels[named][0])
        for column in levels.keys() - filled
        for named in levels
    ]
    return any(unlike) or any(a.x1 < b.x0 for a, b in permutations(over_labels, 2))


def _ways_to_place(table: RowLines, head: int, rough: Sequence[float]) -> list[_Way]:
    """Ways to place the texts of a header, that against which the least speaks first; nothing can against the first set so.

    Of those against which as much speaks, it is that of which the texts are over the fewest columns.
    """
    ways: list[_Way] = []
    for setting in SETTINGS:
        ways += _set_so(table, head, rough, setting, min((way.cost for way in ways), default=math.inf) + DOUBT)
        if any(way.cost <= 0 for way in ways):
            break
    return sorted(ways, key=lambda way: (way.cost, sum(len(_columns(piece)) for pieces in way.placed for piece in pieces)))


def _one_each(table: RowLines, head: int, rough: Sequence[float]) -> Placed:
    """The texts of a header whose every line has one in the cell of each column of figures; nothing if one has not."""
    figures = {piece.first for pieces in table.pieces[head:] for piece in pieces if piece.figure and piece.first == piece.last}
    placed: Placed = []
    for row in table.rows[:head]:
        columns = [column_of((s.x0 + s.x1) / 2, rough) for s in row.segments]
        inside = all(rough[c] <= s.x0 and s.x1 <= rough[c + 1] for c, s in zip(columns, row.segments, strict=True))
        if not inside or len(set(columns)) < len(columns) or not figures.issubset(columns):
            return []
        placed.append([CellFragment(c, c, s.words) for c, s in zip(columns, row.segments, strict=True)])
    return placed


def _set_so(table: RowLines, head: int, rough: Sequence[float], setting: Setting, most: float) -> list[_Way]:
    """The best ways to place the texts of a header that are set in one way, line by line from the lowest.

    Those against which more than `most` speaks may be missing.
    """
    cells = places_of_cells(table, head, rough, setting)
    ways = [_Way(OVER_CENTRED if cells.centred and setting != "centre" else 0.0, [])]
    for line in reversed(range(head)):
        limit = most + SPOKEN_FOR * len(cells.left) * line
        more: list[_Way] = []
        for way in ways:
            found = _Line(table, line, head, cells, rough, way.placed, setting).ways(limit - way.cost)
            more += [_Way(way.cost + cost, [pieces, *way.placed], max(way.worst, cost)) for cost, pieces in found]
            more = sorted(more, key=lambda way: way.cost)[:WAYS]
            limit = min(limit, more[0].cost + HOPELESS)
        ways = [way for way in more if way.cost <= more[0].cost + HOPELESS]
    if not cells.stacked:
        ways = [way._replace(cost=way.cost + _unlike(way.placed, cells)) for way in ways]
    return ways


def _unlike(placed: Placed, cells: CellPlaces) -> float:
    """What speaks against the levels of a header: names at unlike heights that are under no other, names that return unlike,
    names of several columns that are set unlike one another.

    What returns has the same place in each name over it, or is under none. A title over all columns is no name.
    """
    placed = [line for line in placed if not _are_units(line, cells.figures)]
    names = [piece for line in placed for piece in line if piece.first or piece.last + 1 < len(cells.left)]
    over = [piece for piece in names if piece.first < piece.last]
    alone = {piece.first for piece in names} - {c for piece in over for c in _columns(piece)} - {0}
    cost = 0.0 if _are_level(alone, placed) else UNLIKE_LEVELS
    cost += 0.0 if cost or _are_level(alone | {0}, placed) else UNLIKE_LABELS
    places: dict[str, set[int]] = {}
    for column in {piece.first for piece in names if piece.first == piece.last}:
        text = " ".join(piece.text for piece in names if piece.first == piece.last == column)
        starts = [piece.first for piece in over if column in _columns(piece)]
        places.setdefault(text, set()).add(column - max(starts) if starts else -1)
    cost += UNIT_ALONE * _named_by_units(placed, cells.figures)
    cost += UNLIKE_DATES * any(_parts_dates(piece, alone, names) for piece in over)
    cost += UNLIKE_SETTINGS * (not _are_set_alike(over, cells))
    cost += GOES_BEYOND * _goes_beyond(over, names)
    return cost + UNLIKE_HEIGHTS * any(len(here) > 1 for here in places.values())


def _goes_beyond(over: Sequence[CellFragment], names: Sequence[CellFragment]) -> bool:
    """Whether a name stands over all that another stands over, in its order, and over more behind it."""
    own = [" ".join(n.text for n in names if n.first == n.last == c) for c in range(max((p.last for p in over), default=0) + 1)]
    pairs = [(a, b) for a, b in permutations(over, 2) if a.last < b.first or b.last < a.first]
    parts = [(own[a.first : a.last + 1], own[b.first : b.last + 1]) for a, b in pairs]
    return any(a != b and a == b[: len(a)] for a, b in parts)


def _are_set_alike(over: Sequence[CellFragment], cells: CellPlaces) -> bool:
    """Whether all names of several columns that are near the middle or an end of these are set in one way."""
    offs = [cells.offs(piece.x0, piece.x1, piece.first, piece.last) for piece in over]
    ways = [{setting for setting, off in each.items() if off <= NEAR} for each in offs]
    found = [way for way in ways if way]
    return not found or bool(set.intersection(*found))


def _parts_dates(over: CellFragment, alone: Set[int], names: Sequence[CellFragment]) -> bool:
    """Whether a name stands over an opening, a closing and what is between; or over some years and not those on either side."""
    dated = {p.first for p in names if p.first == p.last and DATED.search(p.text)}
    columns, beside = set(_columns(over)), {over.first - 1, over.last + 1}
    between = columns - {over.first, over.last}
    return (bool(between) and columns - dated == between) or (columns <= dated and beside <= dated & alone)


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Line:
    """One line of a header over lines that have been placed."""

    def __init__(
        self,
        table: RowLines,
        line: int,
        head: int,
        cells: CellPlaces,
        rough: Sequence[float],
        below: Placed,
        setting: Setting,
    ) -> None:
        self.row, self.cells, self.rough, self.setting = table.rows[line], cells, rough, setting
        page = table.pages[self.row.page]
        self.axis, self.at_once = table.axis, table.at_once
        y = mid_height(self.row)
        self.walls = [rule.at for rule in page.verticals if rule.start <= y <= rule.end]
        self.walls += [word.bar for word in self.row.line.words if word.bar]
        middles = [cells.middle(column, column) for column in range(len(cells.left))]
        self.parted = [any(a < at < b for at in self.walls) for a, b in pairwise(middles)]
        """Whether an upright rule stands between each column and the next."""
        others = [row for i, row in enumerate(table.rows[:head]) if i != line and row.page == self.row.page]
        foot = max([y, *map(mid_height, others)])
        begun = [rule.at for rule in page.verticals if y < rule.start <= foot <= rule.end]
        new = [any(a < at < b for at in begun) for a, b in pairwise(middles)]
        self.begun = [False, *(here and not wall for here, wall in zip(new, self.parted, strict=True)), False]
        """Whether a rule that parts columns begins under this line, for the left side of each column and the last one's right."""
        self.lower = [w for row in others if row.baseline > self.row.baseline for w in row.line.words]
        self.rules_below = list(self._rules_below(page.horizontals, self.lower))
        above = [row for row in others if 0 < self.row.baseline - row.baseline <= LEADING * self.row.size]
        self.over = [s for row in (self.row, *above) for s in row.segments if not self._is_ruled_off(row, s, page.horizontals)]
        near = [w for row in others for w in row.line.words if self._is_beside(w)]
        self.beside = {column_of(word.center_x, [*cells.lefts, math.inf]) for word in near}
        rows = table.rows[line + 1 : line + 1 + len(below)]
        self.below = [pieces for row, pieces in zip(rows, below, strict=True) if row.page == self.row.page]
        self.units = [pieces for pieces in self.below if _are_units(pieces, cells.figures)]
        self.names = [pieces for pieces in self.below if pieces not in self.units]
        self.named = {c for pieces in self.names for piece in pieces for c in _columns(piece)} - self.beside
        self.tied = {c for pieces in self.below for piece in pieces for c in range(piece.first + 1, piece.last + 1)}
        self.begins_all = self._begins_all()
        self.over_these, self.reach, self.under = cache(self._over_these), cache(self._reach), cache(self._under)
        self.words = [word for segment in self.row.segments for word in segment.words]
        self.spans = list(self._spans())

    def _is_beside(self, word: Word) -> bool:
        """Whether a word of another line stands beside this line, not over or under it."""
        row = self.row
        tall = word.top < row.baseline and word.bottom > row.baseline - row.size / 2
        return tall or abs(word.baseline - row.baseline) < NEAREST * row.size

    def _begins_all(self) -> bool:
        """Whether the texts right under this line, labels and units aside, all begin in small letters, one of them over each."""
        lower = [piece for piece in (self.below[0] if self.below else ()) if piece.first and not UNIT.fullmatch(piece.text)]
        lower = [piece for piece in lower if not self._is_ruled_off_from(piece)]
        kinds = [_initial(piece.text) for piece in lower]
        begun = {column_of(word.center_x, [*self.cells.lefts, math.inf]) for word in self.row.line.words}
        small = {piece.first for piece, kind in zip(lower, kinds, strict=True) if kind == "small"}
        return (len(small) > 1 or len(small) == len(lower) == 1) and "capital" not in kinds and small <= begun

    def ways(self, most: float) -> list[_LineWay]:
        """The best ways to place the texts of the line; those against which more than `most` speaks may be missing."""
        most = most + SPOKEN_FOR * len(self.cells.left) if most < PLACED_NOWHERE else UNLIMITED
        segments, words = self.row.segments, self.words
        ends = {sum(len(s.words) for s in segments[: i + 1]) for i in range(len(segments))}
        run_ends = {at for at in range(1, len(words)) if not _are_one_run(words[at - 1], words[at])}
        whole = [self._is_in_one_cell(segment) for segment in segments for _ in segment.words]
        best: list[dict[int, list[tuple[float, list[_Place]]]]] = [{} for _ in range(len(words) + 1)]
        best[0][0] = [(0.0, [])]
        for k in range(len(words)):
            least = min((found[0][0] for found in best[k].values()), default=math.inf)
            for stop in range(k + 1, len(words) + 1) if least <= most else ():
                if stop not in ends and whole[stop]:
                    continue
                text = words[k:stop]
                cut = any(at not in ends and at and _are_one_run(words[at - 1], words[at]) for at in (k, stop))
                parted = stop in ends or words[stop].text == words[k].text or (self.at_once and stop in run_ends)
                split = 0.0 if parted else _split(words[stop - 1], words[stop], self.row.size)
                split += SEVERAL_RUNS * (self.at_once and bool(run_ends & set(range(k + 1, stop))))
                split += HALF_BOLD * (len({word.font.bold for word in text}) > 1)
                room = min(most - least - split, SURELY_PLACED if cut else math.inf)
                for first, last, cost in self._places(text, room) if not cut or len(text) <= MOST_WORDS else ():
                    place = first, last, text
                    for column, found in best[k].items():
                        if column <= first:
                            ways = best[stop].setdefault(last + 1, [])
                            ways += [(before + split + cost, [*places, place]) for before, places in found]
                            ways.sort(key=lambda way: way[0])
                            del ways[WAYS:]
                if stop in ends:
                    break
        reached = (way for ways in best[-1].values() for way in ways)
        done = [(cost + NOT_OVER_RULE * self._uncovered(places), places) for cost, places in reached]
        done.sort(key=lambda way: way[0])
        placed = [(cost, [CellFragment(*place) for place in places]) for cost, places in done[:WAYS]]
        return placed or [(PLACED_NOWHERE, self._as_they_are())]

    def _is_in_one_cell(self, segment: Segment) -> bool:
        """Whether a text lies within the cell of one column: then it is not two names."""
        cells = zip(self.cells.lefts, self.cells.rights, strict=True)
        return any(left <= segment.x0 and segment.x1 <= right for left, right in cells)

    def _as_they_are(self) -> list[CellFragment]:
        """The texts over the columns that they reach over, those that share a column as one."""
        pieces: list[CellFragment] = []
        for s in self.row.segments:
            first, last = column_of(s.x0, self.rough), column_of(s.x1, self.rough)
            if pieces and first <= pieces[-1].last:
                above = pieces.pop()
                pieces.append(CellFragment(above.first, max(last, above.last), [*above.words, *s.words]))
            else:
                pieces.append(CellFragment(first, last, s.words))
        return pieces

    def _places(self, text: Sequence[Word], most: float) -> Iterator[tuple[int, int, float]]:
        """The columns that a text may stand over, and what speaks against each, be that no more than `most`."""
        x0, x1 = text[0].x0, max([word.x1 for word in text])
        if most < 0 or any(x0 + SLACK < at < x1 - SLACK for at in self.walls):
            return
        ruled = self._over_rule(x0, x1) if self.rules_below else None
        size = self.row.size
        for first, last, left, right in self.spans:
            several = first < last
            if min(x1, right) - max(x0, left) < (0 if several else -FAR * size) or (ruled and ruled != (first, last)):
                continue
            over = max(0.0, left - x0) + max(0.0, x1 - right)
            if several and over > 2 * size:
                continue
            outside = min(10.0 if last else 4.0, 0.5 * over / size)
            if outside > most:
                continue
            cost = self._over_several(text, x0, x1, first, last, most) if several else self._alone(text, x0, x1, first)
            cost += GOES_ON_BESIDE * (self.begun[first] + self.begun[last + 1]) + outside
            if cost <= most:
                yield first, last, cost

    def _spans(self) -> Iterator[tuple[int, int, float, float]]:
        """The columns, first and last, that a text of this line may stand over, and from where to where their cells reach."""
        lefts, rights = self.cells.lefts, self.cells.rights
        for first, left in enumerate(lefts):
            if first in self.tied:
                continue
            for last in range(first, len(rights)):
                if last > first and self.parted[last - 1]:
                    break
                if last + 1 not in self.tied:
                    yield first, last, left, rights[last]

    def _off(self, points: float) -> float:
        return min(OFF_AT_MOST, max(0.0, points - SLACK) / self.row.size)

    def _alone(self, text: Sequence[Word], x0: float, x1: float, column: int) -> float:
        """What speaks against a text naming one column."""
        offs = self.cells.offs(x0, x1, column, column)
        under = self.under(column, column)
        off = offs[self.setting] if column in self.cells.figures else min(offs.values()) * (1.0 if column else LABEL_OFF)
        if under is not None:
            ends = abs(x0 - under.x0), abs(x1 - under.x1), abs(x0 + x1 - under.x0 - under.x1) / 2
            off = min(off, OTHERWISE_SET * self.row.size + min(ends))
        cost = self._off(off) + TWO_IN_A_CELL * (column in self.beside)
        if under is not None and not self.cells.stacked and not any(under in pieces for pieces in self.units):
            cost += HAD_ROOM * (1 - self._goes_on(text, x1 - x0, under))
        return cost

    def _over_several(self, text: Sequence[Word], x0: float, x1: float, first: int, last: int, most: float) -> float:
        """What speaks against a text standing over several columns, at the least so much where that is more than `most`."""
        cells = self.cells
        over_all = last + 1 - first == len(cells.left)
        if over_all and len(text) == len(self.words) and self._off(cells.offs(x0, x1, first, last)["centre"]) == 0:
            return 0.0  # a title, in the middle of the table
        cost = self.over_these(first, last)
        if cost > most:
            return cost
        offs = cells.offs(x0, x1, first, last)
        off = min(offs[self.setting], min(offs.values()) + OTHERWISE_SET * self.row.size)
        if (reach := self.reach(first, last)) is not None:
            a, b = reach
            middles = [(a + b) / 2, *([self.axis] if self.axis is not None and over_all else [])]
            ends = abs(x0 - a), abs(x1 - b), *(abs((x0 + x1) / 2 - at) for at in middles)
            off = min(off, OTHERWISE_SET * self.row.size + min(ends))
            if over_all and last > 1 and min(ends[2:]) < CENTRED * (b - a) and not self._over_labels(first, last):
                off = 0.0
        cost += self._off(off)
        if (under := self.under(first, last)) is not None:
            cost += HAD_ROOM * (1 - self._goes_on(text, x1 - x0, under))
        middle = next((c for c in range(first, last + 1) if (x0 + x1) / 2 <= cells.rights[c]), last)
        if (under := self.under(middle, middle)) is not None and x1 - x0 <= cells.right[middle] - cells.left[middle] + 1:
            return cost + WOULD_GO_ON * (self._goes_on(text, x1 - x0, under) == 1)
        return cost + WOULD_GO_ON * self.begins_all

    def _over_labels(self, first: int, last: int) -> bool:
        """Whether some of these columns are of labels before all figures."""
        figures = self.cells.figures
        return first < min(figures, default=0) and not figures >= set(range(first, last + 1))

    def _over_these(self, first: int, last: int) -> float:
        """What speaks against any text standing over these columns, several; without end if none can."""
        cells, columns, labels = self.cells, set(range(first, last + 1)), self._over_labels(first, last)
        if columns & self.beside or (columns & self.named and not columns <= self.named) or (labels and not columns & self.named):
            return math.inf
        cost = OVER_SEVERAL - 0.01 * len(columns) + OVER_LABELS * labels
        cost += UNLIKE_HEIGHTS * (not _are_level(columns, self.names)) + UNLIKE_INITIALS * self._are_unlike(columns)
        if not columns <= self.named:
            from_figures = range(min(cells.figures, default=len(cells.left)), len(cells.left))
            cost += OVER_SEVERAL + COLUMN_WITHOUT_NAME * max(0, len(columns & set(from_figures)) - 1)
        cost += UNLIKE_KINDS * self._are_of_unlike_kinds(columns)
        beside = [cells.middle(c, c) for c in (first - 1, first, last, last + 1) if self.walls and 0 <= c < len(cells.left)]
        if len(beside) == 4 and all(any(a < at < b for at in self.walls) for a, b in (beside[:2], beside[2:])):
            cost -= OTHERWISE_SET
        return cost

    def _are_of_unlike_kinds(self, columns: Set[int]) -> bool:
        """Whether figures of some columns are written in several ways, those aside whose names below say that they are shares."""
        shares = {p.first for pieces in self.below for p in pieces if IN_PERCENT.search(p.text)}
        kinds = self.cells.kinds
        return len({kinds[column] for column in columns - shares if column in kinds}) > 1

    def _are_unlike(self, columns: Set[int]) -> bool:
        """Whether some names right under this line begin with capitals and some, of other columns, with small letters."""
        tops: dict[int, str] = {}
        for piece in (piece for pieces in self.below for piece in pieces if piece.first in columns):
            tops.setdefault(piece.first, _initial(piece.text))
        return {"capital", "small"} <= set(tops.values())

    def _under(self, first: int, last: int) -> CellFragment | None:
        """The text right under this line over the same columns."""
        return next((p for pieces in self.below for p in pieces if (p.first, p.last) == (first, last)), None)

    def _goes_on(self, text: Sequence[Word], width: float, under: CellFragment) -> float:
        """Whether a text goes on with the text under it: 1 if that is written like no name, 1/2 if it had no room, else 0."""
        if self._is_ruled_off_from(under):
            return 0
        word, first, last = under.words[0], under.first, under.last
        distance, leading = (word.baseline - self.row.baseline) / self.row.size, self.cells.leading
        if distance > (LOOSE * leading if leading else LEADING):
            return 0
        if leading and distance <= TIGHT * leading:
            return 1
        line = next(pieces for pieces in self.below if under in pieces)
        beside = {_initial(p.text) for p in line if p.first > 0 and (p.last == first - 1 or p.first == last + 1)}
        small = _initial(word.text) == "small" and "capital" in beside and "small" not in beside
        share = under.text == "%" and re.search(SHARE, " ".join(w.text for w in text), re.IGNORECASE) is not None
        if small or share or self.begins_all or GOES_ON.fullmatch(text[-1].text):
            return 1
        wraps = width + SPACE * self.row.size + word.x1 - word.x0 > self.cells.right[last] - self.cells.left[first] - 0.5
        alike = beside <= {"other"} or _initial(word.text) in beside
        like_no_name = not alike and (not word.text[0].isupper() or text[-1].text.isupper())
        return 1 if wraps and like_no_name else 0.5 * wraps

    def _reach(self, first: int, last: int) -> tuple[float, float] | None:
        """From where to where the lowest names of some columns reach that has each of the outer ones."""
        for pieces in reversed(self.below):
            inside = [piece for piece in pieces if first <= piece.first and piece.last <= last]
            if inside and (inside[0].first, inside[-1].last) == (first, last):
                return inside[0].x0, inside[-1].x1
        return None

    def _over_rule(self, x0: float, x1: float) -> tuple[int, int] | None:
        """The columns over which a rule is drawn under a text and over names, wider than it and under no other text."""
        for rule, columns in self.rules_below:
            if not (rule.start <= x0 + 1 and x1 - 1 <= rule.end and rule.end - rule.start > x1 - x0 + self.row.size):
                continue
            others = (s for s in self.over if s.x1 <= x0 or x1 <= s.x0)
            if not any(s.x0 < rule.end and rule.start < s.x1 for s in others):
                return columns
        return None

    def _is_ruled_off_from(self, under: CellFragment) -> bool:
        """Whether a rule that is drawn over several columns parts this line from a text below it."""
        top = under.words[0].baseline
        return any(rule.at < top and rule.start < under.x0 + 1 and under.x1 - 1 < rule.end for rule, _ in self.rules_below)

    def _uncovered(self, places: Sequence[_Place]) -> int:
        """How many columns over which a rule is drawn right under this line have none of its texts over them.

        Nor has a line above it any over the rule.
        """
        count = 0
        for rule, (first, last) in self.rules_below:
            if any(self.row.baseline < word.baseline < rule.at for word in self.lower):
                continue
            over = {s for s in self.over if s.x0 < rule.end and rule.start < s.x1}
            if over and over <= set(self.row.segments):
                count += sum(not any(a <= column <= b for a, b, _ in places) for column in range(first, last + 1))
        return count

    def _is_ruled_off(self, above: TextRow, text: Segment, horizontals: Sequence[Rule]) -> bool:
        """Whether a rule parts a text of a line above from this line."""
        between = (rule for rule in horizontals if above.baseline < rule.at < self.row.baseline)
        return any(rule.start < text.x1 and text.x0 < rule.end for rule in between)

    def _rules_below(self, horizontals: Sequence[Rule], lower: Sequence[Word]) -> Iterator[tuple[Rule, tuple[int, int]]]:
        """The rules between this line and names below it, each with the columns that it is drawn over, several but not all."""
        columns = range(len(self.cells.left))
        for rule in (rule for rule in horizontals if rule.at > self.row.first_baseline):
            tops = [word.top for word in lower if rule.start < word.center_x < rule.end]
            if not tops or rule.at >= 1 + min(tops):
                continue
            inside = [c for c in columns if rule.start < self.cells.middle(c, c) < rule.end]
            if 1 < len(inside) < len(columns):
                yield rule, (inside[0], inside[-1])


def _columns(piece: CellFragment) -> range:
    return range(piece.first, piece.last + 1)


def _named_by_units(placed: Placed, figures: Set[int]) -> int:
    """How many columns of figures have but their unit as a name, in a line of units, where others have more."""
    lines = [[piece for piece in pieces if piece.first in figures] for pieces in placed]
    of_units = [pieces for pieces in lines if len(pieces) > 1 and all(UNIT.fullmatch(piece.text) for piece in pieces)]
    named = {column for pieces in lines if pieces not in of_units for piece in pieces for column in _columns(piece)}
    bare = {piece.first for pieces in of_units for piece in pieces} - named
    return len(bare) if named & figures else 0


def _are_units(pieces: Sequence[CellFragment], figures: Set[int]) -> bool:
    """Whether what a line prints over columns of figures names none of these: units, letters, codes, one year for all."""
    return add_no_names([piece.text for piece in pieces if piece.first in figures])


def _split(left: Word, right: Word, size: float) -> float:
    """What speaks against two names that are parted by no more than a word space: less if they are two runs of text."""
    closeness = max(0.1, SPLIT - (right.x0 - left.x1) / size)
    return closeness if _are_one_run(left, right) else closeness / 2


def _are_one_run(left: Word, right: Word) -> bool:
    return left.chars[0].run == right.chars[0].run


def _initial(text: str) -> str:
    """How a text begins: with a capital, a small letter or neither."""
    return "capital" if text[0].isupper() else "small" if text[0].islower() else "other"


def _are_level(columns: Set[int], placed: Placed) -> bool:
    """Whether the names of some columns begin at one height, end at one, or have their middles at one."""
    heights = [
        [word.baseline for pieces in placed for piece in pieces if column in _columns(piece) for word in piece.words]
        for column in columns
    ]
    ends = [(min(here), max(here)) for here in heights if here]
    tops, bottoms, middles = [a for a, _ in ends], [b for _, b in ends], [(a + b) / 2 for a, b in ends]
    return not ends or any(max(at) - min(at) <= IN_LINE for at in (tops, bottoms, middles))
