"""A report of a body, and a line of it with its amounts by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from pipeline.years.labels import Label, read_label
from schemas.provenance import Box

Row = Mapping[str, Any]


@dataclass(frozen=True)
class BodyReport:
    """A report of a body."""

    document_id: str
    name: str
    entity: str
    year: int


@dataclass(frozen=True)
class Amount:
    """A figure of a line."""

    euro: Decimal
    """As printed."""
    decided: Decimal | None
    """What a reviewer decided that it is, in euro."""
    room: Decimal
    """Euro by which it may differ from another print of the same figure: it is printed in euros or thousands, or exactly."""
    text: str
    page: int
    box: Box
    row: int | None
    column: int | None

    def agrees(self, other: Amount) -> bool:
        """Whether two prints state the same figure, one as a reviewer decided that it is."""
        room = max(self.room, other.room)
        return any(
            a is not None and b is not None and abs(a - b) <= room
            for a in (self.euro, self.decided)
            for b in (other.euro, other.decided)
        )


@dataclass(frozen=True)
class Line:
    """A line of a statement in one report."""

    report: BodyReport
    statement: str
    context: tuple[str, ...]
    """What tells it from lines of the same name: scheme, side, area."""
    code: str | None
    label: str
    path: tuple[str, ...]
    """The labels of what it is part of."""
    is_total: bool
    table_id: str | None
    amounts: Mapping[int, Amount] = field(compare=False, hash=False)
    """By year."""
    position: int = field(compare=False)
    """Its place in the statement, 0-based."""
    after: str = ""
    """The label of the line above, where that alone tells it from another line of its name."""

    @cached_property
    def read(self) -> Label:
        return read_label(self.label, self.report.year)

    @property
    def key(self) -> tuple[object, ...]:
        """What an unchanged line has in every report."""
        names = [*self.path, self.label, self.after]
        words = tuple(tuple(w.text for w in read_label(name, self.report.year).words) for name in names)
        return self.statement, self.context, self.code or self.read.code, words
