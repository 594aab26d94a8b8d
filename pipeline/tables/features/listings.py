"""Program listings: lines of letters as wide as one another, with the marks of code, and no rows of a table."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.reading.model import Line
from pipeline.reading.rotation import AMOUNT
from pipeline.tables.features.rulings import is_typed_rule
from pipeline.tables.features.text_rows import is_figure, segments_of

CODE = re.compile(
    r"[;{}\[\]]$|^(?:[{}\]#]|//|/\*|--)"
    r"|[\w\"'\])]\s*[-+*/:!<>]?=\s*\S|\w\(.*\)|^</?\w|[\"']\w+[\"']\s*:"
    r"|\s(?:/\*|//|;|#)\s"
)
"""What code has and tables have not: brackets and semicolons at the ends of lines, assignments, calls, tags, comments."""

EVEN = 0.02
"""Font sizes by which the widths of letters that are all as wide may differ."""

FEWEST_LINES = 3
"""So many lines at least are a listing."""

CLOSE = 3.0
"""Font sizes from one line of a listing to the next, at most."""


def listings_in(lines: Iterable[Line]) -> set[int]:
    """The ids of lines of code: neighbours of letters as wide as one another, half of which at least have its marks.

    Rules typed among them part the rows of a table.
    """
    found: set[int] = set()
    for block in _evenly_set(lines):
        if len(block) >= FEWEST_LINES and 2 * sum(map(_is_code, block)) >= len(block) and not any(map(is_typed_rule, block)):
            found |= set(map(id, block))
    return found


def _is_code(line: Line) -> bool:
    """Whether a line has the marks of code, and no amount, nor a figure that ends it in a column of its own."""
    if not CODE.search(line.text) or AMOUNT.search(line.text):
        return False
    segments = segments_of(line)
    return len(segments) == 1 or not is_figure(segments[-1].text)


def _evenly_set(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    """Lines close to one another of letters as wide as one another."""
    block: list[Line] = []
    for line in lines:
        even = _is_even(line)
        if block and (not even or line.baseline - block[-1].baseline > CLOSE * line.size):
            yield block
            block = []
        if even:
            block.append(line)
    if block:
        yield block


def _is_even(line: Line) -> bool:
    """Whether all letters of a line are as wide as one another; of a single one nobody knows."""
    least, most = math.inf, -math.inf
    for width in ((ch.x1 - ch.x0) / ch.font.size for word in line.words for ch in word.chars if ch.font.size):
        least, most = min(least, width), max(most, width)
        if most - least > EVEN:
            return False
    return least <= most
