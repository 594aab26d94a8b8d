"""Names of columns so tight beside one another that their line looks like one text: the figures right below part them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.tables.features.text_rows import Segment, TextRow, leading

FEWEST = 3
"""So many names at least, each over a figure of its own: two may be the words of one, over several columns or of a note,
but where each text below has a name."""

LINES = 3
"""Lines under the names, the first of them with figures."""

REACH = 2.2
"""Font sizes from each such line to the next at most."""

APART = 0.5
"""Font sizes between two names at least: more than between words."""


def part_tight_names(rows: Sequence[TextRow]) -> list[TextRow]:
    """The lines of a page, those of names parted where another text was drawn over another figure of the next line with some.

    So is a text that was drawn twice, side by side: the first line of two names.
    """
    parted = [_parted(row, _figures_below(rows, i)) for i, row in enumerate(rows)]
    return [row.parted_into([part for segment in row.segments for part in _alike(segment)]) for row in parted]


def _alike(segment: Segment) -> list[Segment]:
    """The halves of a segment, if they are one text of letters, drawn twice; else the segment."""
    half, odd = divmod(len(segment.words), 2)
    texts = [word.text for word in segment.words]
    if odd or texts[:half] != texts[half:] or not any(text.isalpha() for text in texts) or len(segment.by_run) < 2:
        return [segment]
    return [Segment(segment.words[:half]), Segment(segment.words[half:])]


def _figures_below(rows: Sequence[TextRow], i: int) -> list[Segment]:
    """The texts of the next line with figures, right under one without any."""
    if rows[i].figures or all(len(segment.words) == 1 for segment in rows[i].segments):
        return []
    for above, row in zip(rows[i : i + LINES], rows[i + 1 : i + 1 + LINES], strict=False):
        distance = leading(above, row)
        if distance is None or distance > REACH:
            return []
        if row.figures:
            return row.segments if row.figures + 1 >= FEWEST else []
    return []


def _parted(row: TextRow, below: Sequence[Segment]) -> TextRow:
    if not below:
        return row
    names = [_names_over(segment, below) for segment in row.segments]
    if sum(map(len, names)) != len(below):
        names = [here if len(here) >= FEWEST else [segment] for segment, here in zip(row.segments, names, strict=True)]
    return row.parted_into([part for here in names for part in here])


def _names_over(segment: Segment, below: Sequence[Segment]) -> list[Segment]:
    """The texts of a segment, drawn one by one, each of which stands over a text of its own; else the segment."""
    drawn = segment.by_run
    over = [[k for k, text in enumerate(below) if text.overlaps(name)] for name in drawn]
    if any(len(places) != 1 for places in over):
        return [segment]
    names = [[name for name, _ in group] for _, group in groupby(zip(drawn, over, strict=True), key=lambda item: item[1])]
    parts = [Segment([word for name in group for word in name.words]) for group in names]
    size = segment.words[0].font.size
    apart = all(right.x0 - left.x1 >= APART * size for left, right in pairwise(parts))
    figures = all(below[k].figure for (k,) in over[1:])
    return parts if apart and figures else [segment]
