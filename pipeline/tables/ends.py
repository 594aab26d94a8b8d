"""The lines at either end of a block that belong to its first or last row, or head them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pipeline.tables.bands import RuledRun
from pipeline.tables.columns import crosses
from pipeline.tables.gutters import Gutter, Row, Segment, leading
from pipeline.tables.worth import REACH, Block, worth_of

MOST_FORM_LINES = 24
"""Lines that a form over a table may take."""

MOST_LABEL_LINES = 3
"""Lines that a label over a form may take."""

FURTHER = 2
"""Columns at least that a table has more than the form over it."""


def extended(rows: Sequence[Row], blocks: Sequence[Block], runs: Sequence[RuledRun]) -> list[Block]:
    """The blocks with the lines at either end that belong to their first or last row, or head them."""
    taken = {i for block in blocks for i in range(block.start, block.stop)}
    for block in blocks:
        inside = rows[block.start : block.stop]
        while (
            block.stop < len(rows)
            and block.stop not in taken
            and _ends(rows[block.stop - 1], rows[block.stop], inside, block.gutters)
        ):
            block.stop += 1
        while (
            block.start > 0
            and block.start - 1 not in taken
            and _heads(rows[block.start - 1], rows[block.start], inside, block.gutters)
        ):
            block.start -= 1
        taken |= set(range(block.start, block.stop))
    return _with_forms(rows, blocks, runs)


def _with_forms(rows: Sequence[Row], blocks: Sequence[Block], runs: Sequence[RuledRun]) -> list[Block]:
    """The blocks, those made one with the block below that only fill in a form over its columns."""
    joined: list[Block] = []
    for block in reversed(blocks):
        below = joined[-1] if joined else None
        if below and block.stop == below.start and _fills_in(rows, block, below):
            below.form += below.start - block.start
            below.start = block.start
        else:
            joined.append(_parted_from_form(rows, block, runs))
    joined.reverse()
    for i, block in enumerate(joined):
        if block.form:
            _take_first_row(rows, block, joined[i - 1] if i else None)
    return joined


def _take_first_row(rows: Sequence[Row], block: Block, above: Block | None) -> None:
    """Let a form begin with the label and text right above it, be it that the table that ends before the page took them."""
    head = block.start + block.form
    reach = 1.05 * _reach(rows[head : block.stop])[1]
    for start in range(block.start - 1, max(-1, block.start - MOST_LABEL_LINES - 1), -1):
        distance = leading(rows[start], rows[start + 1])
        if distance is None or distance > reach or not _is_form(rows[start:head], rows[head : block.stop], block.gutters):
            return
        if rows[start].tabular:
            break
    else:
        return
    if above and above.stop > start:
        if rows[start - 1].page == rows[start].page or above.stop > block.start or above.start + 2 > start:
            return
        above.stop = start
    block.form += block.start - start
    block.start = start


def _fills_in(rows: Sequence[Row], form: Block, below: Block) -> bool:
    """Whether a block is a form, no further from the block below than the rows of that are from one another."""
    table = rows[below.start : below.stop]
    distance = leading(rows[form.stop - 1], table[0])
    near = distance is not None and distance <= 1.05 * _reach(table)[1]
    return near and _is_form(rows[form.start : form.stop], table, below.gutters)


def _parted_from_form(rows: Sequence[Row], block: Block, runs: Sequence[RuledRun]) -> Block:
    """The block with the columns that it has below a form, if it begins with one: rules may hold them together, or nothing."""
    run = next((run for run in runs if run.start == block.start and run.stop <= block.stop), None)
    for start in range(block.start + 2, min(block.start + MOST_FORM_LINES, block.stop - 2)) if run else ():
        below = worth_of(rows, start, block.stop, [])
        if below is None or len(below.gutters) < len(block.gutters) + FURTHER:
            continue
        if rows[start].tabular and _is_form(rows[block.start : start], rows[start : block.stop], below.gutters):
            return Block(block.start, block.stop, block.score, below.gutters, start - block.start)
    head = next((i for i in range(block.start, block.stop) if len(rows[i].segments) > len(block.gutters)), block.start)
    below = worth_of(rows, head, block.stop, []) if _is_filled_in(rows[block.start : head], block.gutters) else None
    if below and _is_form(rows[block.start : head], rows[head : block.stop], below.gutters):
        return Block(block.start, block.stop, block.score, below.gutters, head - block.start)
    return block


def _is_filled_in(form: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether several of these lines begin with a label, beside one of which a text runs over several columns."""
    labelled = [row for row in form if row.tabular and row.segments[0].stop <= gutters[0][1] <= row.segments[1].start + 1]
    wide = [row for row in labelled if sum(row.segments[1].start < a and b < row.segments[1].stop for a, b in gutters) >= FURTHER]
    return len(labelled) > 1 and bool(wide)


def _is_form(form: Sequence[Row], table: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether these lines, a label and what is said of it, are set over the columns of the table below."""
    if len(gutters) < FURTHER or not any(crosses(s.start, s.stop, gutters) for row in form for s in row.segments):
        return False
    starts = [0, *(gutter[1] for gutter in gutters)]
    lefts: dict[int, float] = {}
    for row in table:
        for s in row.segments:
            column = bisect_right(starts, s.start + 1) - 1
            lefts[column] = min(lefts.get(column, s.x0), s.x0)
    return all(
        any(abs(s.x0 - x) < 2 for x in lefts.values()) or _is_centred(s, lefts, table) for row in form for s in row.segments
    )


def _is_centred(segment: Segment, lefts: Mapping[int, float], table: Sequence[Row]) -> bool:
    """Whether a text stands in the middle of the columns from one to the last."""
    right = max(row.x1 for row in table)
    return any(abs(segment.x0 + segment.x1 - x - right) < 0.06 * (right - x) for x in lefts.values())


def _reach(inside: Sequence[Row]) -> tuple[float, float]:
    """The nearest and the furthest distance between a block's lines, in font sizes, the latter no more than `REACH`."""
    distances = [d for d in map(leading, inside, inside[1:]) if d is not None]
    return min(distances, default=REACH), min(max(distances, default=REACH), REACH)


def _within(row: Row, inside: Sequence[Row]) -> bool:
    return row.x0 > min(r.x0 for r in inside) - 3 and row.x1 < max(r.x1 for r in inside) + 3


def _ends(last: Row, row: Row, inside: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether `row` goes on with the last row of a block, or is one more heading like others in it."""
    distance = leading(last, row)
    if not _within(row, inside) or (distance is not None and distance > 1.05 * _reach(inside)[1]):
        return False
    if any(crosses(s.start, s.stop, gutters) for s in row.segments):
        return distance is not None and _like_a_heading(row, inside, gutters)
    return distance is not None or any(
        abs(row.x0 - s.x0) < 2 and other.size == row.size for other in inside for s in other.segments
    )


def _heads(row: Row, first: Row, inside: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether `row` is an upper line of a block's first row, or a heading centred over it."""
    distance = leading(row, first)
    nearest, furthest = _reach(inside)
    if distance is None or distance > 1.05 * furthest or not _within(row, inside):
        return False
    if abs(row.size - first.size) > 0.1 * first.size:
        return False
    left, right = min(r.x0 for r in inside), max(r.x1 for r in inside)
    if row.x0 < left + 3 or any(crosses(s.start, s.stop, gutters) for s in row.segments):
        centred = abs((row.x0 + row.x1) - (left + right)) < 0.06 * (right - left)
        return centred and row.x1 - row.x0 < 0.5 * (right - left) and not row.line.text.endswith((".", ":", ";"))
    return distance <= 1.1 * nearest


def _like_a_heading(row: Row, block: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether the block has other lines that run across its columns, begin as this one does and are set like it."""
    return any(
        not other.tabular
        and other.bold == row.bold
        and abs(other.x0 - row.x0) < 3
        and crosses(other.segments[0].start, other.segments[0].stop, gutters)
        for other in block
    )
