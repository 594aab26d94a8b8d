"""What a page may amount to before an engine, or the search for tables, would take forever over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.limits import LIMITS
from pipeline.reading.model import Rule
from pipeline.reading.page import Page
from pipeline.source import Unreadable


def refuse_size(width: float, height: float) -> None:
    """Raises `Unreadable` for a page that is too large, or has no area."""
    if not (0 < width <= LIMITS.max_page_side and 0 < height <= LIMITS.max_page_side):
        raise Unreadable(
            "page_size",
            f"It measures {width:g} × {height:g} points: no side may be 0 or above {LIMITS.max_page_side:,.0f} "
            "(CONSUNTIVO_MAX_PAGE_SIDE). Print it to a new PDF.",
        )


def refuse_chars(count: int) -> None:
    """Raises `Unreadable` for more characters than any report has on a page."""
    if count > LIMITS.max_chars:
        raise _too_much("characters", f"It has {count:,} characters, more than {LIMITS.max_chars:,}", "MAX_CHARS")


def refuse_segments(count: int) -> None:
    """Raises `Unreadable` for more strokes than any report has on a page."""
    if count > LIMITS.max_segments:
        raise _too_much("lines", f"It is drawn with more than {LIMITS.max_segments:,} lines", "MAX_SEGMENTS")


def refuse_rules(page: Page) -> None:
    """Raises `Unreadable` for more ruling lines, or more crossings of them, than any report has on a page.

    Filled rectangles count with their edges, for tables are looked for between them too.
    """
    horizontals, verticals = list(page.horizontals), list(page.verticals)
    for fill in page.fills:
        x0, top, x1, bottom = fill.box
        horizontals += [Rule(top, x0, x1, 0), Rule(bottom, x0, x1, 0)]
        verticals += [Rule(x0, top, bottom, 0), Rule(x1, top, bottom, 0)]
    if len(horizontals) + len(verticals) > LIMITS.max_rules:
        raise _too_much("lines", f"It has more than {LIMITS.max_rules:,} ruling lines", "MAX_RULES")
    if count_crossings(horizontals, verticals) > LIMITS.max_crossings:
        raise _too_much("lines", f"Its lines cross in more than {LIMITS.max_crossings:,} places", "MAX_CROSSINGS")


def _too_much(of_what: str, found: str, limit: str) -> Unreadable:
    return Unreadable(f"too_many_{of_what}", f"{found}. Look at it by hand, or raise CONSUNTIVO_{limit}.")


def count_crossings(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> int:
    """How many pairs of rules cross, counted no further than one above the limit."""
    count = 0
    horizontals = sorted(horizontals)
    places = [rule.at for rule in horizontals]
    for v in verticals:
        between = horizontals[bisect_left(places, v.start) : bisect_right(places, v.end)]
        count += sum(h.start <= v.at <= h.end for h in between)
        if count > LIMITS.max_crossings:
            break
    return count
