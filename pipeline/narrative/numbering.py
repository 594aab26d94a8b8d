"""How headings are numbered, and which heading stands under which."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("word", re.compile(r"^(?:parte|capitolo|sezione|titolo|capo)\s+(?P<number>[0-9]{1,2}|[IVXL]{1,6}|[A-Z])\b", re.IGNORECASE)),
    ("decimal", re.compile(r"^(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\.?\s*[-–:)]?\s+(?=\D)")),
    ("decimal", re.compile(r"^(?P<number>[0-9]{1,2})\s*(?:[.)]|\s?[-–])\s*(?=[^\W\d])")),
    ("decimal", re.compile(r"^(?P<number>[0-9]{1,2})\s+(?=[A-ZÀ-Ý])")),
    ("roman", re.compile(r"^(?P<number>[IVX]{1,5})\s*(?:[.)]|\s?[-–])\s*(?=[^\W\d])")),
    ("capital", re.compile(r"^(?P<number>[A-Z])\s*(?:[.)]|\s[-–])\s*(?=[^\W\d])")),
    ("letter", re.compile(r"^(?P<number>[a-z])\s*[.)]\s+(?=[^\W\d])")),
)
"""The forms of numbers, the first that fits."""

FIRST = frozenset({"1", "I", "A", "a"})
"""The number with which a numbering begins."""

SAME_SIZE = 0.4
"""Points by which the type of two headings may differ and be of one size."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a heading."""

    form: str
    parts: tuple[str, ...]

    @property
    def depth(self) -> int | None:
        """How deep the number says that its heading is; None where it is of a form that does not say."""
        return len(self.parts) if self.form == "decimal" else None

    @property
    def text(self) -> str:
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True)
class Rank:
    """What tells how a heading stands to others."""

    size: float
    bold: bool
    capitals: bool
    number: Number | None
    listed: int | None
    """How deep the document's own list of its sections has it; None if it is not in it."""

    def is_under(self, above: Rank) -> bool:
        """Whether a heading of this rank, further down, stands under one of rank `above`.

        The document's list says so if it has both, the numbers if they are of one form, else the type. A numbering of another
        form that begins goes into the heading above it, if that is numbered too and set no smaller.
        """
        if self.listed is not None and above.listed is not None:
            return self.listed > above.listed
        one, other = self.number, above.number
        if one and other and one.form == other.form:
            return len(one.parts) > len(other.parts) and one.parts[: len(other.parts)] == other.parts
        if abs(self.size - above.size) > SAME_SIZE:
            return self.size < above.size
        if one and other and one.text in FIRST:
            return True
        return (self.capitals, self.bold) < (above.capitals, above.bold)

    def is_beside(self, above: Rank) -> bool:
        """Whether a heading of this rank and one of rank `above` are parts of the same."""
        if self.listed is not None and above.listed is not None:
            return self.listed == above.listed
        one, other = self.number, above.number
        if one and other:
            return one.form == other.form and len(one.parts) == len(other.parts) and one.parts[:-1] == other.parts[:-1]
        same_type = abs(self.size - above.size) <= SAME_SIZE and (self.capitals, self.bold) == (above.capitals, above.bold)
        return one is other and same_type


def number_of(heading: str) -> Number | None:
    """The number that a heading begins with; None if it begins with none."""
    for form, pattern in FORMS:
        if match := pattern.match(heading):
            return Number(form, tuple(match["number"].split(".")))
    return None
