"""What a document itself says of its sections: its printed index and the outline of its PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.inert import plain_letters
from pipeline.narrative.numbering import number_of
from pipeline.reading.model import Line
from pipeline.reading.outline import Bookmark
from pipeline.tables.features.contents import Entry, index_of

INDENT = 4.0
"""Points by which an entry stands further right than the one it is part of."""


@dataclass(frozen=True)
class Contents:
    """The sections that a document lists, with their depth."""

    outline: dict[tuple[str, int], int] = field(default_factory=dict)
    """Levels of the PDF's outline by the letters of the title and the page that it leads to."""
    index: dict[str, int] = field(default_factory=dict)
    """Levels of the printed index by the letters of the title."""
    lines: frozenset[int] = frozenset()
    """The ids of the lines that are the index: these are no headings."""

    def level(self, heading: str, page: int) -> int | None:
        """The depth of a section that has this heading on this page; None if it is not listed."""
        letters = plain_letters(heading)
        return self.outline.get((letters, page), self.index.get(letters))


def read_contents(pages: Sequence[Sequence[Line]], outline: Iterable[Bookmark]) -> Contents:
    """What a document lists: `pages` are the lines of each that are in no table and run through no others."""
    entries = [entry for lines in pages for entry in index_of(lines)]
    indents = _steps(entry.x0 for entry in entries)
    levels = [_level(entry, indents) for entry in entries]
    index: dict[str, int] = {}
    for entry, level in zip(entries, levels, strict=True):
        index.setdefault(plain_letters(entry.title), level)
    return Contents(
        {(plain_letters(b.title), b.page): b.level for b in outline if b.page is not None and plain_letters(b.title)},
        index,
        frozenset(id(entry.line) for entry in entries),
    )


def _level(entry: Entry, indents: Sequence[float]) -> int:
    """How deep an entry is: by its number where that has parts, else by how far it is set in."""
    number = number_of(entry.title)
    if number is not None and number.depth is not None and number.depth > 1:
        return number.depth - 1
    return max(i for i, left in enumerate(indents) if entry.x0 >= left - INDENT)


def _steps(lefts: Iterable[float]) -> list[float]:
    """The left edges at which entries begin, each further right than the one before."""
    steps: list[float] = []
    for left in sorted(lefts):
        if not steps or left > steps[-1] + INDENT:
            steps.append(left)
    return steps
