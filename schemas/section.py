"""The narrative: sections as a tree."""

from __future__ import annotations

from typing import Literal

from schemas.base import Model
from schemas.provenance import Box
from schemas.table import TextSource

SectionKind = Literal["objective", "indicator", "strategic_area", "strategic_objective", "strategic_target", "annex", "heading"]


class Paragraph(Model):
    """A paragraph or list item, made whole over line and page breaks."""

    text: str
    page: int
    """Where it begins, 1-based."""
    box: Box
    """Around its lines on that page."""


class Section(Model):
    """A heading and the paragraphs under it; what stands under a result is the text of the indicator or target it answers."""

    section_id: str
    """`s1`, `s2` … in the order of the document."""
    parent_id: str | None
    position: int
    """0-based place in the document's order."""
    level: int
    """0 for a section with no parent."""
    kind: SectionKind
    number: str | None
    """As printed: `1`, `a`, `3A`, `2.1`."""
    heading: str
    """The heading paragraph, with what is printed after its number."""
    outcome: str | None = None
    """What follows RISULTATO: in an indicator; None if nothing does."""
    paragraphs: tuple[Paragraph, ...] = ()
    first_page: int
    last_page: int
    box: Box
    """Of the heading, on `first_page`."""
    text_source: TextSource = "text"
    """Whether its characters were printed as text or recognised in a picture."""

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(p.text for p in self.paragraphs)
