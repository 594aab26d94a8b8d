"""What a kind of record declares of itself: where its fields come from, how its tables are known, what its figures claim.

A kind is a model derived from `Declared`. Its fields say in which column they stand, or what of their line they are:

    class Contribution(Declared):
        \"\"\"A contribution that a body received.\"\"\"
        dataset: ClassVar[str] = "contributions"
        payer: Annotated[str, Column(r"erogante|soggetto", required=True)]
        amount: Annotated[Amount, Column(r"importo", required=True)]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from schemas.records.base import Record


@dataclass(frozen=True, slots=True)
class Column:
    """The column that a field is read from: the first whose headings match `heading`, a regular expression, case ignored."""

    heading: str
    required: bool = False
    """Whether a table without this column is of another kind."""
    pattern: str | None = None
    """A regular expression whose first group is taken from the cell's text; None for the whole text."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An identity of each record: a field is the sum of others, less those in `minus`.

    Where a body prints these negative, they are added. A figure that is blank counts as nothing if `blank_is_zero`, else the
    identity is not tried on its record.
    """

    rule: str
    """A permanent code: `MOV-1`."""
    claim: str
    """The claim as a sentence."""
    total: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    blank_is_zero: bool = False


class Declared(Record):
    """A record whose tables are recognised, read and checked by what it declares.

    A row without text for a field that cannot be null is no record.

    Besides the fields with a `Column`, a kind may have `label`, `label_path`, `is_total` and `code`, which are those of the
    line, and `section`, the table's title; `scale`, if it derives from `AmountRecord`.
    """

    dataset: ClassVar[str]
    names: ClassVar[tuple[str, ...]] = ()
    """How lines of its tables are named, as regular expressions, case ignored."""
    fewest_names: ClassVar[int] = 0
    """How many of the names a table must have."""
    title: ClassVar[str | None] = None
    """What the title, the caption or the headings of its tables say, as a regular expression; None if nothing."""
    identities: ClassVar[tuple[Sum, ...]] = ()
