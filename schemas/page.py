"""The ledger of a page: what is on it, and what became of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from schemas.base import Model
from schemas.provenance import Box

PLACES = ("in_cells", "in_sections", "in_running_lines", "in_charts", "not_shown", "refused")
"""Where what is on a page ends up: the columns of the ledger that add up to all of it."""


NotRead: TypeAlias = Literal["print", "refused", "loose", "not_shown"]
"""In what way something on a page was not read: see `UnreadPlace.what`."""


class UnreadPlace(Model):
    """A place on a page of which something was not read."""

    what: NotRead
    """`print` is no text, `refused` text that cannot be read, `loose` amounts that stand in no table, `not_shown` text of which a
    viewer shows nothing."""
    box: Box
    """Where it is, as displayed."""


class PageLedger(Model):
    """A page: everything on it stands in one of the columns, which add up to `characters` and `figures`."""

    page: int
    """1-based."""
    engine: str | None
    """What read it; null if nothing did."""
    completeness: Literal["complete", "partial", "unread"]
    """`partial` if something that it shows was not read, `unread` if nothing was: see `quarantine`."""
    characters: int
    """Characters that its text has, spaces left out; a minus drawn as a stroke is one."""
    figures: int
    """Words with a digit."""
    characters_in_cells: int
    """Characters in cells of tables; headings that a table repeats after a page break count here."""
    figures_in_cells: int
    """Figures in cells of tables."""
    characters_in_sections: int
    """Characters in the narrative: headings and text."""
    figures_in_sections: int
    """Figures in the narrative."""
    characters_in_running_lines: int
    """Characters of heads, feet and page numbers, which no dataset has."""
    figures_in_running_lines: int
    """Figures of heads, feet and page numbers."""
    characters_in_charts: int
    """Characters of labels in charts and drawings; these are in the narrative too."""
    figures_in_charts: int
    """Figures in charts and drawings."""
    characters_not_shown: int
    """Characters of which a viewer shows nothing, and second prints of one glyph; no dataset has them."""
    figures_not_shown: int
    """Figures of which a viewer shows nothing."""
    characters_refused: int
    """Characters that show and cannot be read: glyphs without meaning or over one another, text set aslant."""
    figures_refused: int
    """Figures that show and cannot be read; a word of glyphs without meaning counts as one."""
    image_share: Decimal
    """Share of the page that images cover, 0 to 1."""
    remarks: tuple[str, ...]
    """What a reader should know of how it was read: sentences."""
    unread: tuple[UnreadPlace, ...] = ()
    """Where something is that was not read."""
