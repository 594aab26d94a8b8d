"""The trace of finding tables: what was considered, what speaks for and against it, and which rule decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.reading.model import Line
from pipeline.tables.features.whitespace import Gutter
from pipeline.tables.model import Grid
from schemas.provenance import Box

LONGEST = 60
"""Characters shown of a text."""


def short(text: str) -> str:
    """The text, or its beginning."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Reason(NamedTuple):
    """What speaks for a region being one table, or against it where its weight is negative. A gap on a gutter weighs 1."""

    name: str
    weight: float


def score_of(reasons: Iterable[Reason]) -> float:
    """The sum of reasons, from left to right: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for _, weight in reasons:
        total += weight
    return total


@dataclass(slots=True)
class Candidate:
    """Text lines `start` to `stop` as a table region, and the gutters between its columns."""

    start: int
    stop: int
    gutters: list[Gutter]
    reasons: tuple[Reason, ...]
    form: int = 0
    """So many lines at its top fill in a form set over the columns."""

    @property
    def score(self) -> float:
        return score_of(self.reasons)


class Verdict(NamedTuple):
    """Whether a region is taken for a table, and the rule that says so."""

    kept: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one region of a page: a grid of rules or a candidate of lines, whether it became a table or not."""

    page: int
    box: Box
    """Points, as everywhere."""
    finder: str
    """`lattice`: rules enclose its cells; `stream`: aligned words hold it together."""
    verdict: Verdict
    begins: str
    """The text that it begins with."""
    reasons: tuple[Reason, ...] = ()
    """What its score is the sum of; a lattice has none."""
    gutters: tuple[Gutter, ...] = ()
    """White strips between columns, in the units of `features/whitespace`."""
    grid: Grid | None = None
    """The cells as laid out, where they were."""

    @property
    def score(self) -> float | None:
        return score_of(self.reasons) if self.reasons else None


def decided(
    grid: Grid, finder: str, verdict: Verdict, reasons: tuple[Reason, ...] = (), gutters: tuple[Gutter, ...] = ()
) -> Decision:
    """The decision on a region that is laid out."""
    begins = next((cell.text for cell in grid.cells if cell.lines), "")
    return Decision(grid.page, grid.box, finder, verdict, begins, reasons, gutters, grid)


class Found(NamedTuple):
    """The tables of a document."""

    tables: list[list[Grid]]
    """Each as its parts page by page."""
    outside: list[list[Line]]
    """For each page the lines, or what is left of them, that are in no table."""
    drawings: Mapping[int, Sequence[Box]]
    """The charts and other drawings on each page, by its number."""
    decisions: Sequence[Decision]
    """Every region considered, page by page."""
    open_after: frozenset[int] = frozenset()
    """Pages after which a table of aligned words could go on."""
    heads: Sequence[tuple[int, str]] = ()
    """The first page and the head of each block of aligned words that has a head."""
    undecided: frozenset[tuple[int, str]] = frozenset()
    """The pages and heads of blocks on which it may bear how many others of the document have their head."""
