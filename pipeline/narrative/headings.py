"""Which paragraphs are headings: listed by the document, numbered and bold, or set like one; and which are none, however set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.inert import plain_letters
from pipeline.narrative.bodies import body_named
from pipeline.narrative.contents import Contents, read_contents
from pipeline.narrative.numbering import SAME_SIZE, Rank, number_of
from pipeline.narrative.paragraphs import Text
from pipeline.reading.model import Line
from pipeline.reading.outline import Bookmark
from pipeline.reading.page import Page
from schemas.provenance import Box

LARGER = 1.12
"""A paragraph set this many times larger than the body is a heading."""

LONGEST_HEADING = 200
"""Characters."""

CAPTION = re.compile(r"^(?:tab(?:ella|\.)|fig(?:ura|\.)|graf(?:ico|\.))\s*(?:n\.?\s*)?[0-9]", re.IGNORECASE)
"""How a caption begins: it names the table or picture beside it, and no section."""

FEWEST_PAGES = 3
"""Pages on which a line returns at one height that runs through a part of the document."""


@dataclass(frozen=True)
class Headings:
    """What tells the headings of a document."""

    body_size: float
    """Points: the type that most of the text is set in."""
    contents: Contents = field(default_factory=Contents)
    returning: frozenset[int] = frozenset()
    """The ids of lines that repeat one of an earlier page at its place."""
    cover: tuple[float, ...] = ()
    """The sizes of type that are used on the first page only."""
    in_chart: Callable[[int, Line], bool] = lambda page, line: False

    def rank_of(self, text: Text) -> Rank | None:
        """How a paragraph ranks among headings; None if it is none."""
        content = text.text
        if any(id(line) in self.contents.lines or id(line) in self.returning for _, line in text.lines):
            return None
        if len(content) > LONGEST_HEADING or not any(ch.isalpha() for ch in content) or CAPTION.match(content):
            return None
        listed = self.contents.level(content, text.page)
        number = number_of(content)
        capitals = content == content.upper()
        marked = text.size >= LARGER * self.body_size or (text.bold and (capitals or number is not None))
        if listed is None and (not marked or content.endswith((".", ";", ","))):
            return None
        if self.in_chart(*text.lines[0]):
            return None
        return Rank(text.size, text.bold, capitals, number, listed)

    def names_a_table(self, text: Text) -> bool:
        """Whether a paragraph that is no heading is the name of the table right below it: bold, one line, no sentence."""
        one_line = text.bold and len(text.lines) == 1 and len(text.text) <= LONGEST_HEADING
        return one_line and text.text[:1].isupper() and not text.text.endswith((".", ";", ",", ":"))

    def heads_sections(self, rank: Rank, heading: str, page: int) -> bool:
        """Whether others can stand under a heading: not under the body's name, nor what is set as on the cover alone."""
        on_cover = any(abs(rank.size - size) <= SAME_SIZE for size in self.cover) or body_named(heading) is not None
        return rank.number is not None or rank.listed is not None or page > 1 or not on_cover


def headings_of(
    pages: Sequence[Page],
    outside: Sequence[Sequence[Line]],
    drawings: Mapping[int, Sequence[Box]],
    outline: Sequence[Bookmark],
) -> Headings:
    """What tells the headings of a document.

    `outside` are the lines of each page that are in no table, `drawings` the charts and other drawings on each, by its number,
    `outline` the bookmarks of the PDF.
    """
    return Headings(
        body_size=usual_size(outside),
        contents=read_contents(outside, outline),
        returning=_returning(pages, outside),
        cover=_cover_sizes(outside),
        in_chart=lambda page, line: any(chart.contains_point(*line.box.center) for chart in drawings[page]),
    )


def _returning(pages: Sequence[Page], outside: Sequence[Sequence[Line]]) -> frozenset[int]:
    """The ids of lines in margins that stand at one place on several pages, but for the first of each."""
    places: dict[tuple[str, int], list[Line]] = {}
    for page, lines in zip(pages, outside, strict=True):
        for line in lines:
            if line.in_margin(page.height):
                places.setdefault((plain_letters(line.text), round(line.baseline / 2)), []).append(line)
    return frozenset(id(line) for lines in places.values() if len(lines) >= FEWEST_PAGES for line in lines[1:])


def _cover_sizes(pages: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The sizes of type larger than the text's that the first of several pages alone uses."""
    if len(pages) < 2:
        return ()
    later = {round(line.size, 1) for lines in pages[1:] for line in lines}
    return tuple({line.size for line in pages[0] if all(abs(line.size - size) > SAME_SIZE for size in later)})


def usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of type, in points, in which most characters are set; 0 if there are none."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
