"""Paragraphs and tables, in reading order, to the tree of sections.

The vocabulary is that of the reports on objectives of Italian public bodies: objectives with their indicators, strategic areas
with their objectives and targets. A heading of none of these kinds stands under another as the document lists or numbers them,
or by its type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.inert import plain_letters
from pipeline.narrative.headings import Headings
from pipeline.narrative.numbering import Rank
from pipeline.narrative.paragraphs import Text
from pipeline.vocabulary import ONLY_UNIT
from schemas.provenance import Box
from schemas.section import Paragraph, Section, SectionKind
from schemas.table import Table, TextSource

_NUMBER = r"(?P<number>[0-9]{1,2}[A-Z]?|[a-z]|[A-Z])"

PATTERNS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("strategic_area", re.compile(rf"^AREA\s+STRATEGICA\s+(?:N\.?\s*)?{_NUMBER}\b")),
    ("strategic_objective", re.compile(rf"^OBIETTIVO\s+STRATEGICO\s+(?:N\.?\s*)?{_NUMBER}\b")),
    ("strategic_target", re.compile(rf"^TARGET\s+STRATEGICO\s+(?:N\.?\s*)?{_NUMBER}\b")),
    ("objective", re.compile(rf"^OBIETTIVO\s+(?:N\.?\s*)?{_NUMBER}\s*(?:[:.)–-]|$)")),
    ("indicator", re.compile(rf"^INDICATORE\s*(?:N\.?\s*)?(?:{_NUMBER}\s*(?:[:.)–-]+|$)|(?P<bare>:))")),
    ("annex", re.compile(rf"^ALLEGATO\s+(?:N\.?\s*)?{_NUMBER}\b")),
)
"""How the heading of each kind begins."""

ANSWER = re.compile(r"^RISULTATO(?:\s+CONSEGUITO)?\s*(?P<colon>:)?\s*(?P<rest>.*)$", re.DOTALL)
"""The label over the answer to an indicator or target."""

PARENTS: dict[SectionKind, tuple[SectionKind, ...]] = {
    "objective": ("annex",),
    "indicator": ("objective",),
    "strategic_area": ("indicator", "objective"),
    "strategic_objective": ("strategic_area", "indicator", "objective"),
    "strategic_target": ("strategic_objective",),
    "annex": (),
    "heading": (),
}
"""Under what a section of each kind stands: the nearest above it of these kinds, the first kind first."""

ENDS: dict[SectionKind, tuple[SectionKind, ...]] = {
    "objective": ("objective", "indicator", "strategic_area", "strategic_objective", "strategic_target", "heading"),
    "indicator": ("indicator", "strategic_area", "strategic_objective", "strategic_target", "heading"),
    "strategic_area": ("strategic_area", "strategic_objective", "strategic_target", "heading"),
    "strategic_objective": ("strategic_objective", "strategic_target", "heading"),
    "strategic_target": ("strategic_target", "heading"),
    "annex": ("annex", "objective", "indicator", "strategic_area", "strategic_objective", "strategic_target", "heading"),
    "heading": ("annex", "objective", "indicator", "strategic_area", "strategic_objective", "strategic_target", "heading"),
}
"""Which open sections the heading of each kind closes."""


_OF_ALL = re.compile(r"\(.{1,40}\)|[a-zà-ù].{1,40}(?<![.,;:])")
"""What may stand between the name of a table and it, of all of its figures: `(numero)`, `dati al 31 dicembre`."""


@dataclass(slots=True)
class _Open:
    """A section while it is filled."""

    kind: SectionKind
    number: str | None
    heading: str
    page: int
    box: Box
    parent: _Open | None
    position: int
    rank: Rank | None = None
    """Of a heading under which others can stand."""
    sources: set[TextSource] = field(default_factory=set)
    """Of its heading and paragraphs."""
    outcome: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    last_page: int = 0

    @property
    def section_id(self) -> str:
        return f"s{self.position + 1}"

    @property
    def level(self) -> int:
        return self.parent.level + 1 if self.parent else 0


class SectionBuilder:
    """Takes the items of a document in reading order and yields its sections; `place` says where a table stands."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.sections: list[_Open] = []
        self.open: dict[SectionKind, _Open] = {}
        self.above: list[_Open] = []
        """The headings that what follows may stand under, outermost first."""
        self.current: _Open | None = None
        self.last_heading = ""
        self.named_so = ""
        """What the last paragraph names the table right below it, if it is set to do so."""

    def add_text(self, text: Text, box: Box) -> None:
        """Take one paragraph; `box` is where it stands on the page as displayed."""
        content = text.text
        kind, number = heading_kind(content)
        named, self.named_so = self.named_so, ""
        if kind:
            self._begin(kind, number, content, text.page, box)
        elif (match := ANSWER.match(content)) and (match["colon"] or content == content.upper()):
            self.last_heading = content
            if self.current is not None and match["rest"] and self.current.outcome is None:
                self.current.outcome = match["rest"]
            if match["rest"]:
                self._append(text, content, box)
        elif (rank := self.headings.rank_of(text)) is not None:
            self._begin_heading(rank, content, text.page, box)
        else:
            of_all = ONLY_UNIT.match(content) or _OF_ALL.fullmatch(content)
            self.named_so = content if self.headings.names_a_table(text) else named if of_all else ""
            self._append(text, content, box)
        if self.current is not None:
            self.current.sources.add(text.text_source)

    def place(self, table: Table) -> tuple[str | None, str]:
        """The section that a table stands in and what names it; a table headed as a target opens the target's section.

        A table is named by a paragraph right above it that is set to do so, else by the heading of its section.
        """
        title = self.named_so or self.last_heading
        self.named_so = ""
        first = next((cell for cell in table.cells if cell.text), None)
        if first is not None:
            kind, number = heading_kind(first.text)
            if kind == "strategic_target":
                self._begin(kind, number, first.text, first.page, first.box).sources.add(first.text_source)
        if self.current is not None:
            self.current.last_page = max(self.current.last_page, table.last_page)
        return (self.current.section_id if self.current else None), title

    def _begin_heading(self, rank: Rank, heading: str, page: int, box: Box) -> None:
        """Open the section of a heading under the last that it ranks below; what is printed again goes on with its section."""
        letters = plain_letters(heading)
        if any(plain_letters(one.heading) == letters for one in self.above[-1:]) and self.above[-1].page < page:
            self.last_heading = heading
            return
        while self.above and not rank.is_under(_rank(self.above[-1])):
            if rank.is_beside(_rank(self.above.pop())):
                break
        number = rank.number.text if rank.number else None
        self._begin("heading", number, heading, page, box, self.above[-1] if self.above else None)
        assert self.current is not None
        if self.headings.heads_sections(rank, heading, page):
            self.current.rank = rank
            self.above.append(self.current)

    def _begin(
        self, kind: SectionKind, number: str | None, heading: str, page: int, box: Box, parent: _Open | None = None
    ) -> _Open:
        for ended in ENDS[kind]:
            self.open.pop(ended, None)
        if kind == "annex":
            self.above.clear()
        parent = parent or next((self.open[k] for k in PARENTS[kind] if k in self.open), None)
        section = _Open(kind, number, heading, page, box, parent, len(self.sections), last_page=page)
        self.sections.append(section)
        self.open[kind] = section
        self.current = section
        self.last_heading = heading
        return section

    def _append(self, text: Text, content: str, box: Box) -> None:
        if self.current is None:
            self._begin("heading", None, "", text.page, box)
        assert self.current is not None
        self.current.paragraphs.append(Paragraph(text=content, page=text.page, box=box))
        self.current.last_page = max(self.current.last_page, text.last_page)

    def finished(self) -> list[Section]:
        """The sections in the order of the document."""
        return [
            Section(
                section_id=s.section_id,
                parent_id=s.parent.section_id if s.parent else None,
                position=s.position,
                level=s.level,
                kind=s.kind,
                number=s.number,
                heading=s.heading,
                outcome=s.outcome,
                paragraphs=tuple(s.paragraphs),
                first_page=s.page,
                last_page=s.last_page,
                box=s.box,
                text_source=next(iter(s.sources)) if len(s.sources) == 1 else "mixed",
            )
            for s in self.sections
        ]


def _rank(section: _Open) -> Rank:
    assert section.rank is not None
    return section.rank


def heading_kind(text: str) -> tuple[SectionKind | None, str | None]:
    """The kind and number of a heading, or nothing if the text begins as none does."""
    for kind, pattern in PATTERNS:
        if match := pattern.match(text):
            return kind, match["number"]
    return None, None


def ancestors(sections: Sequence[Section], section_id: str | None) -> Iterable[Section]:
    """A section and what it stands under, innermost first."""
    by_id = {s.section_id: s for s in sections}
    while section_id is not None:
        section = by_id[section_id]
        yield section
        section_id = section.parent_id
