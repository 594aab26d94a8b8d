"""Forms set over a table: labels and what is said of each, over the columns of the table below.

Of the reports at hand one family has them: sheets of objectives, a form over the indicators of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pipeline.tables.cells.columns import column_gutters
from pipeline.tables.features.alignment import IN_LINE, is_centred
from pipeline.tables.features.text_rows import Segment, TextRow, leading
from pipeline.tables.features.whitespace import Gutter, crosses
from pipeline.tables.regions.row_rules import RuledBand, runs_within
from pipeline.tables.regions.score import pitch_range, score_region
from pipeline.tables.trace import Candidate

MOST_FORM_LINES = 24
"""Lines that a form over a table may take."""

FURTHER = 2
"""Columns at least that a table has more than the form over it."""


def attach_forms(rows: Sequence[TextRow], blocks: Sequence[Candidate], runs: Sequence[RuledBand]) -> list[Candidate]:
    """The blocks, those made one with the block below that only fill in a form over its columns."""
    joined: list[Candidate] = []
    for block in reversed(blocks):
        below = joined[-1] if joined else None
        if below and block.stop == below.start and _fills_in(rows, block, below):
            below.form += below.start - block.start
            below.start = block.start
        else:
            joined.append(_parted_from_form(rows, block, runs))
    joined.reverse()
    return joined


def _fills_in(rows: Sequence[TextRow], form: Candidate, below: Candidate) -> bool:
    """Whether a block is a form, no further from the block below than the rows of that are from one another."""
    table = rows[below.start : below.stop]
    distance = leading(rows[form.stop - 1], table[0])
    near = distance is not None and distance <= pitch_range(table)[1]
    return near and _is_form(rows[form.start : form.stop], table, below.gutters)


def _parted_from_form(rows: Sequence[TextRow], block: Candidate, runs: Sequence[RuledBand]) -> Candidate:
    """The block with the columns that it has below a form, if it begins with one: rules may hold them together, or nothing."""
    run = next((run for run in runs_within(runs, block.start, block.stop) if run.start == block.start), None)
    for start in range(block.start + 2, min(block.start + MOST_FORM_LINES, block.stop - 2)) if run else ():
        table = rows[start : block.stop]
        gutters = column_gutters([row for row in table if row.tabular]) if table[0].tabular else []
        if len(gutters) < len(block.gutters) + FURTHER or not _is_form(rows[block.start : start], table, gutters):
            continue
        below = score_region(rows, start, block.stop, [])
        if below is not None and below.score > 0:
            return Candidate(block.start, block.stop, below.gutters, block.reasons, start - block.start)
    head = next((i for i in range(block.start, block.stop) if len(rows[i].segments) > len(block.gutters)), block.start)
    below = score_region(rows, head, block.stop, []) if _is_filled_in(rows[block.start : head], block.gutters) else None
    if below and below.score > 0 and _is_form(rows[block.start : head], rows[head : block.stop], below.gutters):
        return Candidate(block.start, block.stop, below.gutters, block.reasons, head - block.start)
    return block


def _is_filled_in(form: Sequence[TextRow], gutters: Sequence[Gutter]) -> bool:
    """Whether several of these lines begin with a label, beside one of which a text runs over several columns."""
    labelled = [row for row in form if row.tabular and row.segments[0].stop <= gutters[0][1] <= row.segments[1].start + 1]
    wide = [row for row in labelled if sum(row.segments[1].start < a and b < row.segments[1].stop for a, b in gutters) >= FURTHER]
    return len(labelled) > 1 and bool(wide)


def _is_form(form: Sequence[TextRow], table: Sequence[TextRow], gutters: Sequence[Gutter]) -> bool:
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
        any(abs(s.x0 - x) < IN_LINE for x in lefts.values()) or _is_centred(s, lefts, table) for row in form for s in row.segments
    )


def _is_centred(segment: Segment, lefts: Mapping[int, float], table: Sequence[TextRow]) -> bool:
    """Whether a text stands in the middle of the columns from one to the last."""
    right = max(row.x1 for row in table)
    return any(is_centred(segment.x0, segment.x1, x, right) for x in lefts.values())
