"""The score of a run of text lines as a table region."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.tables.cells.columns import between, column_gutters, head_of, names_in_order, names_of_columns
from pipeline.tables.features.alignment import in_line
from pipeline.tables.features.text_rows import REACH, Segment, TextRow, leading
from pipeline.tables.features.whitespace import Gutter, meets_any
from pipeline.tables.regions.row_rules import OTHER_SIZE, RuledBand, runs_within
from pipeline.tables.regions.titles import header_under_figures
from pipeline.tables.trace import Candidate, Reason
from pipeline.vocabulary import A_YEAR

UNMATCHED_GAP = 1.5
"""What a gap that meets no gutter costs, a gap that meets one being worth 1."""

BLOCK = 1.5
"""What each table costs: two tables must be that much better than one."""

HELD_BY_RULES = 0.5
"""What it speaks for a table that rules hold lines of it together."""

HEADED = 1.0
"""What it speaks for a table that its first line heads columns in bold; on each page that it does, where it is repeated."""

HEAD_REACH = 3.0
"""Below such a head, or one that names the columns in order, up to so many font sizes to the next line cost nothing."""

CUT = 2.0
"""What it costs to begin a table right under a line with gaps, with no wider white there and no header that rules part.

Cash accounts of comuni need it: without it, heads over several levels are tables by themselves.
"""

WIDER = 1.25
"""White this many times the usual between a block's lines speaks for two tables …"""

WIDE_GAP = 2.0
"""… and costs this much for each further multiple of it."""

NEW_HEADER = 2.0
"""What a line of words costs that stands under figures, in their columns."""

RETURNS = 3
"""As many lines of a new head count where a name of the table's head returns, or its colour, which no row of figures has."""

DATED = re.compile(rf"(?:[^\W\d_]+\.? )?(?:al )?(?:[0-3]?[0-9][./-][01]?[0-9][./-])?{A_YEAR}")
"""What heads a column of a year's amounts: a year or date, be it with a word before it."""

MISALIGNED = 0.25
"""What a figure costs that is not in line with those of its column."""

AMONG_TEXTS = 1.0
"""What an amount costs at the end of a column of texts: where several stand there, another table has begun."""

PLAY = 1.05
"""Distances between lines that are meant to be the same differ by less than this, where each is rounded to a device's dots."""


def score_region(rows: Sequence[TextRow], start: int, stop: int, runs: Sequence[RuledBand]) -> Candidate | None:
    """Score a run of text lines as a table region; None if they share no column gutter. A score of 0 or less is no table."""
    block = rows[start:stop]
    inside = runs_within(runs, start, stop)
    ruled: dict[int, int] = {}
    """Of each line between rules, the first line of its run, and of those above from which these rules go on."""
    for run in inside:
        ruled |= dict.fromkeys(range(run.start, run.stop), ruled.get(run.start - 1, run.start) if run.goes_on else run.start)
    tabular = [row for row in block if row.tabular]
    head = _bold_head(block)
    if (head or (ruled and (block[0].tabular or (block[0].beside and block[0].bold)))) and len(tabular) < 2:
        tabular += [row.beside for row in block[:-1] if row.beside]
    if len(tabular) < 2:
        return None
    columns = _columns_of(tuple(tabular))
    if columns is None:
        return None
    gutters, names, in_order, met, misaligned, under_texts = columns
    distances = list(map(leading, block, block[1:]))
    usual = _usual_distance(block, distances, gutters)
    under_head = range(head - 1, head) if head else _under_names(block, names, gutters, in_order=in_order)
    close = 0.0
    if start and rows[start - 1].tabular:
        distance = leading(rows[start - 1], rows[start])
        if distance is not None and distance <= WIDER * usual and header_under_figures(rows, start - 1, start) is None:
            close = CUT
    weights = (
        ("one more table", -BLOCK),
        ("held by rules", HELD_BY_RULES * bool(ruled)),
        ("bold header", HEADED * bool(head) * _times_headed(block)),
        ("gaps on gutters", float(sum(met))),
        ("gaps off gutters", -UNMATCHED_GAP * (len(met) - sum(met))),
        ("wide white between rows", -_spacing_cost(block, distances, usual, ruled, start, under_head)),
        ("another header under figures", -NEW_HEADER * (_new_headers(block, distances, gutters, usual) + _ends_in_names(block))),
        ("figures out of line", -MISALIGNED * misaligned),
        ("amounts under texts", -AMONG_TEXTS * under_texts),
        ("cut close under a row", -close),
        ("a header without rows", -HEADED * _lacks_rows(rows, start, stop)),
    )
    return Candidate(start, stop, list(gutters), tuple([Reason(name, weight) for name, weight in weights if weight]))


class _Columns(NamedTuple):
    """What lines with gaps say of the columns of a region."""

    gutters: list[Gutter]
    names: tuple[TextRow, ...]
    in_order: bool
    """Whether the names of the header, those of groups of columns aside, name the columns one after the other."""
    met: list[bool]
    """Of each gap, whether it meets a gutter, or is between such names."""
    misaligned: int
    under_texts: int


@lru_cache(maxsize=1)
def _columns_of(tabular: tuple[TextRow, ...]) -> _Columns | None:
    """The columns of some lines, each of which has gaps, if they have any in common.

    They are kept for the region that is asked about next, which often has but more or fewer lines without gaps above them.
    """
    gutters = column_gutters(tabular)
    if not gutters:
        return None
    names = tabular[: head_of(tabular)]
    in_order = bool(names_in_order(gutters, [row.segments for row in names]) or _under_groups(names, gutters, tabular))
    met = [(in_order and i < len(names)) or meets_any(gap, gutters) for i, row in enumerate(tabular) for gap in row.gaps]
    first = next((i for i, row in enumerate(tabular) if row.figures), 0)
    columns = _by_column(tabular[first:], gutters)
    return _Columns(gutters, names, in_order, met, _misaligned(columns), _under_texts(columns))


def _under_groups(names: Sequence[TextRow], gutters: Sequence[Gutter], tabular: Sequence[TextRow]) -> bool:
    """Whether the names of a header name the columns one after the other, those of groups over them, but no labels, aside."""
    if len(names) < 2:
        return False
    lowest = names_of_columns(names, list(map(between, gutters)), tabular[len(names) :])
    of_groups = [s for row, kept in zip(names, lowest, strict=True) for s in row.segments if s not in kept]
    return of_groups != [] and min(s.start for s in of_groups) >= gutters[0][0] and bool(names_in_order(gutters, lowest))


def gaps_of(row: TextRow) -> int:
    """The gaps of a line, and of it and the next as one, each of which may be worth 1 in a region."""
    return len(row.gaps) + (len(row.beside.gaps) if row.beside else 0)


def most_for(first: TextRow, last: TextRow, gaps: int) -> float:
    """The most that a region from one line to another can score whose lines have so many gaps."""
    heads = first.bold and first.tabular and not first.figures
    return gaps + HELD_BY_RULES + HEADED * heads * (last.page - first.page + 1) - BLOCK


def _bold_head(block: Sequence[TextRow]) -> int:
    """How many bold lines the block begins with, if they head columns and have no figures; else 0."""
    head = next((i for i, row in enumerate(block) if not row.bold or row.figures), len(block))
    return head if block[0].tabular and head < len(block) else 0


def _under_names(block: Sequence[TextRow], names: Sequence[TextRow], gutters: Sequence[Gutter], *, in_order: bool) -> range:
    """The lines from the first of a header to the one above the first figures, if all of it, those of groups of columns aside,
    names the columns one after the other, or its last line does.

    Those right above that one head groups of these columns: none has more names than the one below it.
    """
    if not names or not (in_order or names_in_order(gutters, [names[-1].segments])):
        return range(0)
    first = next(i for i, row in enumerate(block) if row is names[0 if in_order else -1])
    while first and block[first - 1].tabular and len(block[first - 1].segments) <= len(block[first].segments):
        first -= 1
    return range(first, next(i for i, row in enumerate(block) if row.figures))


def _times_headed(block: Sequence[TextRow]) -> int:
    """On how many pages the block begins with a bold line that heads columns, over lines of the body."""
    body = {row.page for row in block if row.figures or not row.bold}
    firsts = (row for i, row in enumerate(block) if i == 0 or row.page != block[i - 1].page)
    return sum(row.bold and row.tabular and not row.figures and row.page in body for row in firsts)


def _usual_distance(block: Sequence[TextRow], leadings: Sequence[float | None], gutters: Sequence[Gutter]) -> float:
    """The distance between the block's rows, in font sizes; `leadings` are those between its lines.

    Neighbouring lines with figures in one column are rows for certain. Where there are none (each row has several lines), it
    is the widest distance that is common, or near.
    """
    starts = [g[0] for g in gutters]
    columns = [{bisect_right(starts, s.start) for s in row.segments if s.figure} for row in block]
    distances: list[float] = []
    certain: list[float] = []
    for i, distance in enumerate(leadings):
        if distance is not None:
            distances.append(distance)
            if columns[i] & columns[i + 1]:
                certain.append(distance)
    if len(certain) > 1:
        return sorted(certain)[len(certain) // 2]
    distances.sort()
    near = max((d for d in distances if d <= REACH), default=REACH)
    often = max(2, len(distances) // 5)
    common = (d for d, e in zip(distances, distances[often - 1 :], strict=False) if e <= 1.1 * d)
    return max(near, max(common, default=0.0))


def _spacing_cost(
    block: Sequence[TextRow],
    leadings: Sequence[float | None],
    usual: float,
    ruled: Mapping[int, int],
    start: int,
    under_head: range,
) -> float:
    """What white costs that is wider than the usual between rows, lines held together by rules aside, and a head and its rows:
    white that is not much wider is free under the lines `under_head`.

    Where rows stand at the usual distance, it costs nothing between figures and figures without a header: there it sets a total
    apart, or is a blank row.
    """
    cost = 0.0
    near = any(distance is not None and distance <= WIDER * usual for distance in leadings)
    for i, distance in enumerate(leadings, start):
        if distance is None or distance <= WIDER * usual or (i in ruled and ruled[i] == ruled.get(i + 1)):
            continue
        if i - start in under_head and distance < HEAD_REACH:
            continue
        if near and _goes_on(block, i - start):
            continue
        cost += min(2.0, WIDE_GAP * (distance / usual - 1)) if usual > 0 else 2.0
    return cost


def _goes_on(block: Sequence[TextRow], i: int) -> bool:
    """Whether the nearest lines with gaps above and below the white under line `i` have figures."""
    last = next((block[k] for k in range(i, -1, -1) if block[k].tabular), None)
    first = next((block[k] for k in range(i + 1, len(block)) if block[k].tabular), None)
    return last is not None and first is not None and bool(last.figures and first.figures)


def _misaligned(columns: Mapping[int, Sequence[Segment]]) -> int:
    """How many figures are not in line with the others of their column, be it at the right, the left or the middle."""
    figures = ([s.places for s in segments if s.figure] for segments in columns.values())
    return sum(len(places) - in_line(places) for places in figures)


def _under_texts(columns: Mapping[int, Sequence[Segment]]) -> int:
    """How many amounts, several at the least, end columns that print but texts above them, beside and below the first figures."""
    kinds = ([s.of_amount for s in segments] for column, segments in columns.items() if column)
    return sum(n for of_amount in kinds if 1 < (n := sum(of_amount)) < len(of_amount) / 2 and all(of_amount[-n:]))


def _by_column(rows: Sequence[TextRow], gutters: Sequence[Gutter]) -> dict[int, list[Segment]]:
    """The texts of lines by the column in which each begins, from top to bottom."""
    starts = [g[0] for g in gutters]
    columns: dict[int, list[Segment]] = {}
    for row in rows:
        for segment in row.segments:
            columns.setdefault(bisect_right(starts, segment.start), []).append(segment)
    return columns


def _new_headers(block: Sequence[TextRow], leadings: Sequence[float | None], gutters: Sequence[Gutter], usual: float) -> int:
    """How often another table's head stands under figures: words in the columns of figures, set off, bold or of another size.

    The head of the block itself, repeated, is one unless it is on another page; one that shares a name with it but has other
    names, or the same over other columns, is one anywhere.
    """
    starts = [g[0] for g in gutters]
    color = block[0].color if all(row.color != block[0].color for row in block if row.figures) else None
    body = next((i for i, row in enumerate(block) if row.figures), 0)
    names = [_names(row, starts) for row in block[:body]]
    head = {s.text for row in block[: max(body, 2)] for s in row.segments if not s.figure}
    figures: set[int] = set()
    bold = set_off = False
    size, count = 0.0, 0
    for i, row in enumerate(block):
        distance = leadings[i - 1] if i else None
        set_off = set_off or (i > 0 and (distance is None or distance > WIDER * usual))
        if i and color and row.color == color != block[i - 1].color and not row.figures:
            count += RETURNS * (row.page == block[0].page or not head.intersection(s.text for s in row.segments))
        if not row.tabular:
            continue
        kinds = {bisect_right(starts, s.start): s.of_amount for s in row.segments}
        if any(kinds.values()):
            bold, set_off, size = row.bold and (bold or not figures), False, row.size
            figures = {c for c, figure in kinds.items() if figure}
        elif figures and (_names_years(row) or len(figures & kinds.keys()) > 0.6 * len(figures)):
            repeated = bool(head.intersection(s.text for s in row.segments))
            other_size = abs(row.size - size) > OTHER_SIZE * size
            if repeated and _names(row, starts) not in names:
                count += RETURNS
            elif repeated or set_off or (row.bold and not bold) or _names_years(row) or (other_size and not _repeats_a_text(row)):
                over_pages = repeated and row.page > block[0].page and not _is_of_another_year(block[i - 1], row)
                count += not over_pages
            else:
                continue
            figures, set_off = set(), False
            head |= {s.text for s in row.segments}
            names.append(_names(row, starts))
    return count


def _lacks_rows(rows: Sequence[TextRow], start: int, stop: int) -> bool:
    """Whether lines print no figures, but the next ones with gaps do, right under them or under one more line."""
    below = next((row for row in rows[stop : stop + 2] if row.tabular), None)
    return below is not None and bool(below.figures) and not any(row.figures for row in rows[start:stop])


def _ends_in_names(block: Sequence[TextRow]) -> bool:
    """Whether all that a block has of its last page is bold, without figures, under figures that are not: it heads other rows."""
    last = [row for row in block if row.page == block[-1].page]
    of_body = any(row.figures and not row.bold for row in block)
    return len(last) < len(block) and of_body and all(row.bold and not row.figures for row in last)


def _is_of_another_year(above: TextRow, header: TextRow) -> bool:
    """Whether a lone year right over a header says of what the figures below are: they are a table of their own.

    Of the reports with truth a chamber's needs it.
    """
    return above.page == header.page and not above.tabular and DATED.fullmatch(above.line.text) is not None


def _names_years(row: TextRow) -> bool:
    """Whether all that a line prints beside its label are years or dates."""
    return len(row.segments) > 2 and all(DATED.fullmatch(s.text) for s in row.segments[1:])


def _repeats_a_text(row: TextRow) -> bool:
    """Whether a line prints a text twice beside its label, as lines of `n.d.` do: names of columns differ."""
    beside = [s.text for s in row.segments[1:]]
    return len(set(beside)) < len(beside)


def _names(row: TextRow, starts: Sequence[int]) -> list[tuple[int, str]]:
    """What a line of a header prints over the columns beside the labels."""
    return [(column, s.text) for s in row.segments if (column := bisect_right(starts, s.start))]


def pitch_range(inside: Sequence[TextRow]) -> tuple[float, float]:
    """The nearest and the furthest distance between a block's lines, in font sizes, with some play; no further than `REACH`."""
    distances = [d for d in map(leading, inside, inside[1:]) if d is not None]
    return min(distances, default=REACH) * PLAY**2, min(max(distances, default=REACH), REACH) * PLAY
