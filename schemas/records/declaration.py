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
from typing import ClassVar, Literal

from schemas.records.base import Record


@dataclass(frozen=True, slots=True)
class Column:
    """The column that a field is read from: the first whose headings match `heading`, a regular expression, case ignored."""

    heading: str
    required: bool = False
    """Whether a table without this column is of another kind. A line with none of its figures is no record if one is required."""
    pattern: str | None = None
    """A regular expression whose first group is taken from the cell's text; a figure is read only where it matches."""
    otherwise: str | None = None
    """A regular expression for headings that name the column where none matches the first."""
    latest: bool = False
    """Whether of headings that differ in the year alone the latest is meant: of what is past. Else it is the first."""
    or_in: str | None = None
    """The field in whose cells a percentage stands if it has no column of its own."""


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """The column of one of the two periods that a table sets side by side.

    A table of one period has only the current one; it is of another kind, unless the kind is known by the names of its lines.
    """

    which: Literal["prior", "current"]
    term: Literal["within", "beyond", "partial"] | None = None
    """Of a period in several columns, that of what falls due within or beyond twelve months, or *Parziali*; None for the total,
    or where that is blank for the partial amount."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the label of the line says: the first group of a regular expression."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading of the table says: the first group of a regular expression in the first heading that it matches."""

    pattern: str
    required: bool = False
    """Whether a table without this heading is of another kind."""


@dataclass(frozen=True, slots=True)
class Above:
    """What the nearest row above says that has one text and nothing else: the first group of a regular expression.

    Such a row takes back what fields declared after it have from rows further above.
    """

    pattern: str
    of_list: bool = False
    """Whether what it says ends with the items of a list, once one is printed under it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The text right of the first cell that matches a regular expression, in the table or else in the last before it."""

    pattern: str


@dataclass(frozen=True, slots=True)
class OfSection:
    """The number, as printed, of the nearest section of a kind that the table or section stands in."""

    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a section says in its `number`, `heading` or `outcome`; of a heading, what is behind the match of `label`."""

    where: str
    label: str | None = None


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
    either: tuple[str, ...] = ()
    """More fields that are added, or are parts of those that are: whichever holds in most lines of a table."""
    side: str | None = None
    """The `side` of the records of which it is one; None for all."""
    turned: bool = False
    """Whether bodies print the total with the opposite sign as well."""


@dataclass(frozen=True, slots=True)
class LineSum:
    """An identity of lines of one table: a line is the sum of others, in every column of figures.

    Lines are named by regular expressions of their labels, case ignored; parts of a line above (*di cui*) are none of them.
    """

    rule: str
    """A permanent code: `CF-1`."""
    claim: str
    """The claim as a sentence."""
    total: str
    plus: tuple[str, ...]
    every: bool = False
    """Whether it is tried only where a line of each name has a figure."""


@dataclass(frozen=True, slots=True)
class Cascade:
    """An identity of lines of one table: a result is the result before it, or the first line, with the lines in between.

    Where labels print signs, `(+)`, the lines that have one count, by it. Else all do that are no parts of another, a total in
    place of the lines before it, those of `costs` taken off where they are printed positive.
    """

    rule: str
    """A permanent code: `CE-4`."""
    claim: str
    """The claim as a sentence."""
    results: str
    """How the labels of results read, a regular expression, case ignored."""
    fields: tuple[str, ...]
    """The fields that add up."""
    last: str = r"(?!)"
    """How the labels of results read after which another cascade begins."""
    costs: str = r"(?!)"
    """How the labels of costs begin, a regular expression, case ignored."""
    scheme: str | None = None
    """The scheme of the lines; None for all."""
    steps: str = ""
    """How the labels of the lines that make a result begin, its own last, one a line, for it to be claimed."""
    by_law: bool = False
    """Whether it is the law that says which lines there are. Else a result is claimed only where it holds in some field, or
    in the table's only one where all other results do."""


@dataclass(frozen=True, slots=True)
class Change:
    """An identity of each line of two years: `variance` is what they differ by, `variance_pct` that in per cent of the earlier.

    Which year is taken from which, and whether the sign of the earlier counts, is what holds in most lines of a table.
    """

    rule: str
    """The code of the difference: `VAR-1`."""
    pct_rule: str | None = None
    """The code of the percentage: `VAR-2`."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """An identity of two lines of a table of two years: with what one ends in the earlier, the other begins in the later."""

    rule: str
    """A permanent code: `CF-3`."""
    claim: str
    """The claim as a sentence."""
    closing: str
    """How the label of the line at the end reads, a regular expression, case ignored."""
    opening: str
    """That of the line at the beginning."""


Identity = Sum | Change | LineSum | Cascade | CarriedOver


@dataclass(frozen=True, slots=True)
class Sections:
    """That the total of each section of a table is the sum of its lines, those of its own sections by their totals."""

    rule: str
    """A permanent code: `BS-1`."""
    fields: tuple[str, ...] | None = ("prior_amount", "current_amount")
    """The fields that add up; None for all figures."""
    schemes: tuple[str, ...] = ()
    """The schemes of the lines; all if none is named."""


class Declared(Record):
    """A record whose tables are recognised, read and checked by what it declares.

    A row without text for a field that cannot be null is no record.

    Besides the fields that are marked with where they stand, a kind may have `label`, `label_path`, `is_total`, `code`,
    `scheme_code` and `sign`, which are those of the line, `section`, the table's title, and `scheme`, one of `schemes`; `scale`,
    if it derives from `AmountRecord`; beside fields of two periods `prior_year` and `current_year`, `prior_date` and
    `current_date`; else `year` and `current_date` by what is said of the columns that are read, and for any field a `FIELD_date`.
    """

    dataset: ClassVar[str]
    names: ClassVar[tuple[str, ...]] = ()
    """How lines of its tables are named, as regular expressions, case ignored."""
    fewest_names: ClassVar[int] = 0
    """How many of the names a table must have."""
    whole: ClassVar[bool] = False
    """Whether a table with a column of figures that is no field's is of another kind."""
    title: ClassVar[str | None] = None
    """What the title, the caption or the headings of its tables say, as a regular expression; None if nothing."""
    schemes: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The schemes that its tables follow, each with what only such tables say in title, caption or cells, as a regular
    expression: the first that is said is the table's; null if none is."""
    identities: ClassVar[tuple[Identity, ...]] = ()
    sections: ClassVar[Sections | None] = None
    """What its totals are the sums of, by `label_path` and `is_total`."""


class DeclaredSection(Record):
    """A record of the narrative: one for each section of a kind, read from what the section says."""

    section_kind: ClassVar[str]
    """`objective`, `indicator`, `strategic_objective` …: the kind of section that each record is."""
