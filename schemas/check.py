"""What the arithmetic says: each identity tried."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from schemas.base import Model, taken_as_it_is
from schemas.provenance import Box


@taken_as_it_is
class Operand(NamedTuple):
    """A figure that takes part in an identity."""

    row: int | None
    """Of the identity's table or of `table_id`; None in the text."""
    column: int | None
    table_id: str | None
    """None for a figure of the text."""
    name: str
    """What a reader calls it: `Costo del personale 2015`."""
    text: str
    """As printed."""
    value: Decimal
    unit: Decimal
    """One unit of the last digit that it is reckoned with; 0 if the figure is exact, and there is nothing behind it."""
    coefficient: int
    """What the claim multiplies it by; 0 if it stands in no sum of the claim."""
    divides: bool
    """Whether it is what a percentage is of."""
    page: int
    box: Box


class Check(Model):
    """An identity and whether the printed figures satisfy it."""

    check_id: str
    """Stays the same while the document and the rule do."""
    rule: str
    """A permanent code: `VAR-1`."""
    origin: Literal["declared", "inferred"]
    """Whether the kind of table claims it, or it was found in the figures."""
    result: Literal["holds", "within_rounding", "truncated", "broken", "untestable"]
    """`broken` only if no true values behind the printed figures could satisfy it."""
    relation: Literal["sum", "percentage", "limit"]
    """How the operands hang together. `sum`: each by its coefficient, they add up to 0. `percentage`: the first is 100 times the
    sum of the others, each by its coefficient, divided by the one that `divides`. `limit`: the first is 100 if the second is not
    above the third, and less if it is."""
    absolute: bool
    """Whether a percentage is divided by its operand without the sign."""
    table_id: str | None
    """The table that the claim is about; null for the text."""
    page: int
    """Of the stated figure."""
    stated: Decimal | None
    """The figure that the claim is about, as printed."""
    computed: Decimal | None
    """What the other figures make it."""
    difference: Decimal | None
    """Stated less computed."""
    tolerance: Decimal | None
    """How far they may differ because figures are rounded."""
    claim: str
    """The claim as a sentence."""
    reckoning: str
    """How the other figures make the stated one, written out: `1.200,00 + 34,50 = 1.234,50`."""
    operands: tuple[Operand, ...]
    """The figures that take part, the stated one first, each with the place where it is printed."""
