"""What a page may amount to before an engine, or the search for tables, would take forever over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.limits import MAX_CHARS, MAX_CROSSINGS, MAX_PAGE_SIDE, MAX_RULES, MAX_SEGMENTS
from pipeline.reading.page import Page, Rule
from pipeline.source import Unreadable


def refuse_size(width: float, height: float) -> None:
    """Raises `Unreadable` for a page that is too large, or has no area."""
    if not (0 < width <= MAX_PAGE_SIDE and 0 < height <= MAX_PAGE_SIDE):
        raise Unreadable(
            "page_size",
            f"It measures {width:g} × {height:g} points: no side may be 0 or above {MAX_PAGE_SIDE:,.0f}. Print it to a new PDF.",
        )


def refuse_chars(count: int) -> None:
    """Raises `Unreadable` for more characters than any report has on a page."""
    if count > MAX_CHARS:
        raise Unreadable("too_many_characters", f"It has {count:,} characters, more than {MAX_CHARS:,}. Look at it by hand.")


def refuse_segments(count: int) -> None:
    """Raises `Unreadable` for more strokes than any report has on a page."""
    if count > MAX_SEGMENTS:
        raise Unreadable("too_many_lines", f"It is drawn with more than {MAX_SEGMENTS:,} lines. Look at it by hand.")


def refuse_rules(page: Page) -> None:
    """Raises `Unreadable` for more ruling lines, or more crossings of them, than any report has on a page.

    Filled rectangles count with their edges, for tables are looked for between them too.
    """
    horizontals, verticals = list(page.horizontals), list(page.verticals)
    for fill in page.fills:
        x0, top, x1, bottom = fill.box
        horizontals += [Rule(top, x0, x1, 0), Rule(bottom, x0, x1, 0)]
        verticals += [Rule(x0, top, bottom, 0), Rule(x1, top, bottom, 0)]
    if len(horizontals) + len(verticals) > MAX_RULES:
        raise Unreadable("too_many_lines", f"It has more than {MAX_RULES:,} ruling lines. Look at it by hand.")
    if count_crossings(horizontals, verticals) > MAX_CROSSINGS:
        raise Unreadable("too_many_lines", f"Its lines cross in more than {MAX_CROSSINGS:,} places. Look at it by hand.")


def count_crossings(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> int:
    """How many pairs of rules cross, counted no further than one above the limit."""
    count = 0
    horizontals = sorted(horizontals)
    places = [rule.at for rule in horizontals]
    for v in verticals:
        between = horizontals[bisect_left(places, v.start) : bisect_right(places, v.end)]
        count += sum(h.start <= v.at <= h.end for h in between)
        if count > MAX_CROSSINGS:
            break
    return count
