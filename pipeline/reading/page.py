"""The one `Page` behind which every engine stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.reading.cached import cached
from pipeline.reading.facing import at_fold, fold_of
from pipeline.reading.model import IDENTITY, Char, Fill, Line, Rule, Transform
from pipeline.reading.signs import with_signs
from pipeline.reading.words import lines_of
from schemas.provenance import Box


@dataclass
class Page:
    """What one page shows. Sequences are in reading order as far as the engine tells it; `lines` are top to bottom."""

    number: int
    width: float
    height: float
    chars: list[Char]
    """What shows and can be read."""
    horizontals: list[Rule] = field(default_factory=list)
    verticals: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    curves: list[Box] = field(default_factory=list)
    """Where something is drawn with slanted or curved lines."""
    shapes: list[Box] = field(default_factory=list)
    """Filled outlines of many corners, as drawn letters are."""
    not_shown: list[Char] = field(default_factory=list)
    """Characters that leave no ink on the page, and second prints of those that do."""
    refused: list[Char] = field(default_factory=list)
    """Characters that show but are not read: text set aslant."""
    strokes: list[Rule] = field(default_factory=list)
    """Level strokes, each of which may be a minus that is drawn."""
    slants: list[Rule] = field(default_factory=list)
    """Nearly level strokes, each of which may strike a figure out."""
    crosses: list[Box] = field(default_factory=list)
    """Where two long strokes cross or many hatch, as over what is taken back, or a stamp says that it is."""
    single_lines: list[Box] = field(default_factory=list)
    """Images and drawn shapes on lines of text, each of which may be a figure."""
    unread_lines: list[Box] = field(default_factory=list)
    """The lines of print, about, that are no text but images or drawn; as displayed."""
    belied: int = 0
    """Characters that look like others than their font says: whatever else reads the font believes it."""
    doubtful: list[Box] = field(default_factory=list)
    """Digits whose look neither bears out nor belies what their font says."""
    likened: list[Box] = field(default_factory=list)
    """Those of them that look more like another digit; the others are only unlike those of known fonts, as slanted ones are."""
    engine: str = "pdfium"
    to_display: Transform = IDENTITY
    """From the page as read to the page as displayed."""
    remarks: list[str] = field(default_factory=list)
    """What a reader should know of how the text was got: sentences."""

    @cached
    def lines(self) -> list[Line]:
        return self._across if self.fold is None else list(at_fold(self._across, self.fold))

    @cached
    def fold(self) -> float | None:
        """Where it is folded, across, if it is a sheet of two pages side by side."""
        return fold_of(self._across, self.width, self.height, self.horizontals)

    def order_of(self, box: Box) -> tuple[float, ...]:
        """Where a box comes among others as the document is read: on the right page of a sheet after all of the left one."""
        return (self.number, self.fold is not None and box.x0 > self.fold, box.top, box.x0)

    @cached
    def _across(self) -> list[Line]:
        """Its lines, those of both pages of a sheet in one."""
        return with_signs(
            lines_of(self.chars, self.verticals, self.horizontals), self.verticals, self.horizontals, self.strokes, self.curves
        )

    def with_rules(self, horizontals: list[Rule], fills: list[Fill]) -> Page:
        """The page with other level rules and fills, and the lines that it has, folded where it is."""
        page = replace(self, horizontals=horizontals, fills=fills)
        page.__dict__ |= {"lines": self.lines, "fold": self.fold}
        return page

    def without_characters(self) -> Page:
        """What is asked of the page once its tables are known: of its lines, all of the first two pages, else the outermost."""
        page = Page(self.number, self.width, self.height, [], to_display=self.to_display)
        lines = self.lines if self.number <= 2 or len(self.lines) <= 4 else [*self.lines[:2], *self.lines[-2:]]
        page.__dict__["lines"] = [line.without_characters() for line in lines]
        return page

    def displayed(self, box: Box) -> Box:
        """The box on the page as a viewer shows it."""
        return box if self.to_display == IDENTITY else self.to_display.box(*box)
