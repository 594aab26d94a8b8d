"""Identities as data: what figures of a document claim about one another, and whether they do.

A printed figure stands for an interval of true values: half a unit of its last digit to either side if it is rounded, one
unit away from zero if it is cut off, nothing if it shows cents. An identity is broken only if no true values behind the
printed ones could satisfy it (the rule of XBRL Calculations 1.1). All arithmetic is on `Fraction`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from schemas.provenance import Box

Key = tuple[str, int, int, int]
"""Table, row, column and place in the cell; for a figure of the text: section, paragraph, offset and 0."""

Origin = Literal["declared", "inferred"]
Status = Literal["holds", "within_rounding", "truncated", "broken", "untestable"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed figure that takes part in identities."""

    key: Key
    value: Decimal
    text: str
    name: str
    """What a reader calls it: `CCIAA Lucca 2015`."""
    page: int
    box: Box
    exact: bool
    """Whether it shows cents, or is a count: there is nothing behind it."""
    step: Decimal
    """One unit of its last printed digit."""

    @property
    def slack(self) -> Fraction:
        """Half a unit of the last digit, 0 if the figure is exact."""
        return Fraction(0) if self.exact else Fraction(self.step) / 2

    @property
    def in_table(self) -> bool:
        return self.key[0].startswith("t")


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def meets(self, other: Interval) -> Interval | None:
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None


@dataclass(frozen=True, slots=True)
class Linear:
    """Coefficients times figures, adding up to zero: a sum, a difference, a mean, an equality."""

    terms: tuple[tuple[int, Key], ...]
    as_printed: bool = False
    """Whether the figures but the first were reckoned with as they are printed: a mean of rounded results."""

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(key for _, key in self.terms)

    def slack_of(self, key: Key, slack: Mapping[Key, Fraction]) -> Fraction:
        return Fraction(0) if self.as_printed and key != self.terms[0][1] else slack[key]

    def room(self, slack: Mapping[Key, Fraction]) -> Fraction:
        """How far the sum may be from zero."""
        return sum((abs(c) * self.slack_of(key, slack) for c, key in self.terms), Fraction(0))

    def gap(self, values: Mapping[Key, Fraction]) -> Fraction:
        return sum((c * values[key] for c, key in self.terms), Fraction(0))

    def solve(self, unknown: Key, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction]) -> Interval | None:
        """The values of one figure under which the identity can hold."""
        coefficient = sum(c for c, key in self.terms if key == unknown)
        if coefficient == 0:
            return None
        rest = sum((c * values[key] for c, key in self.terms if key != unknown), Fraction(0))
        middle, spread = -rest / coefficient, self.room(slack) / abs(coefficient)
        return Interval(middle - spread, middle + spread)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`result` is `factor` times the sum of `over`, divided by `base`: a percentage change, a share, a quotient."""

    result: Key
    over: tuple[tuple[int, Key], ...]
    base: Key
    factor: int = 100
    absolute: bool = False
    """Whether the base counts without its sign."""

    @property
    def keys(self) -> tuple[Key, ...]:
        return (self.result, *dict.fromkeys([*(key for _, key in self.over), self.base]))

    def quotient(self, values: Mapping[Key, Fraction]) -> Fraction | None:
        base = values[self.base]
        if base == 0:
            return None
        top = sum((c * values[key] for c, key in self.over), Fraction(0))
        return self.factor * top / (abs(base) if self.absolute else base)

    def solve(self, unknown: Key, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction]) -> Interval | None:
        """The values of one figure under which the identity can hold, the others being what they are printed."""
        room = slack[self.result]
        if unknown == self.result:
            return self._quotient_interval(values, slack, room)
        low, high = values[self.result] - room, values[self.result] + room
        ends = [self._unknown_for(unknown, result, values) for result in (low, high)]
        if any(end is None for end in ends):
            return None
        a, b = sorted(end for end in ends if end is not None)
        spread = slack[unknown] + sum((slack[key] for _, key in self.over if key != unknown), Fraction(0))
        return Interval(a - spread, b + spread)

    def _quotient_interval(
        self, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction], room: Fraction
    ) -> Interval | None:
        quotient = self.quotient(values)
        if quotient is None:
            return None
        base = abs(values[self.base])
        spread = self.factor * sum((abs(c) * slack[key] for c, key in self.over), Fraction(0)) / base
        if slack[self.base] and self.base not in {key for _, key in self.over}:
            spread += abs(quotient) * slack[self.base] / base
        elif slack[self.base]:
            spread += (abs(quotient) + self.factor) * slack[self.base] / base
        return Interval(quotient - spread - room, quotient + spread + room)

    def _unknown_for(self, unknown: Key, result: Fraction, values: Mapping[Key, Fraction]) -> Fraction | None:
        """The value of one operand that gives exactly this result."""
        sign = -1 if self.absolute and values[self.base] < 0 else 1
        coefficient = Fraction(sum(c for c, key in self.over if key == unknown)) * self.factor
        rest = self.factor * sum((c * values[key] for c, key in self.over if key != unknown), Fraction(0))
        if unknown == self.base:
            # factor·(rest' + c·x) = result·sign·x
            slope = result * sign - coefficient
            return rest / slope if slope else None
        return (result * sign * values[self.base] - rest) / coefficient if coefficient else None


Relation = Linear | Ratio


@dataclass(frozen=True, slots=True)
class Identity:
    """One claim about some figures."""

    rule: str
    """A permanent code: `VAR-1`."""
    claim: str
    """The claim as a sentence about these figures, without its numbers."""
    relation: Relation
    stated: Key
    """The figure that the claim is about: the total, the variance, the percentage."""
    origin: Origin = "declared"
    table_id: str | None = None
    family: str = ""
    """Identities that stand or fall together: the same claim in other rows or columns."""

    @property
    def keys(self) -> tuple[Key, ...]:
        return self.relation.keys


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an identity."""

    identity: Identity
    status: Status
    stated: Fraction | None = None
    computed: Fraction | None = None
    tolerance: Fraction = Fraction(0)


@dataclass
class Figures:
    """The figures of a document by key, with their values as exact fractions."""

    quantities: dict[Key, Quantity] = field(default_factory=dict)

    def add(self, quantity: Quantity) -> Key:
        self.quantities.setdefault(quantity.key, quantity)
        return quantity.key

    def __getitem__(self, key: Key) -> Quantity:
        return self.quantities[key]

    def values(self) -> dict[Key, Fraction]:
        return {key: Fraction(q.value) for key, q in self.quantities.items()}

    def slacks(self) -> dict[Key, Fraction]:
        return {key: q.slack for key, q in self.quantities.items()}


def evaluate(identity: Identity, figures: Figures, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction]) -> Outcome:
    """Whether the printed figures satisfy an identity, exactly, within rounding, cut off, or not at all."""
    relation = identity.relation
    if isinstance(relation, Linear):
        return _evaluate_linear(identity, relation, values, slack)
    return _evaluate_ratio(identity, relation, figures, values, slack)


def _evaluate_linear(
    identity: Identity, relation: Linear, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction]
) -> Outcome:
    stated = values[identity.stated]
    coefficient = sum(c for c, key in relation.terms if key == identity.stated)
    gap = relation.gap(values)
    computed = stated - gap / coefficient
    room = relation.room(slack)
    if gap == 0 or (relation.as_printed and abs(gap) <= room):
        status: Status = "holds"
    elif abs(gap) <= room:
        status = "within_rounding"
    elif _cut_off(relation, values, slack):
        status = "truncated"
    else:
        status = "broken"
    return Outcome(identity, status, stated, computed, room / abs(coefficient))


def _cut_off(relation: Linear, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction]) -> bool:
    """Whether the terms can add up to zero if each figure had its further digits cut off, away from zero being lost."""
    low = high = Fraction(0)
    for c, key in relation.terms:
        unit = 2 * relation.slack_of(key, slack)
        value = values[key]
        a, b = (value, value + unit) if value >= 0 else (value - unit, value)
        low += min(c * a, c * b)
        high += max(c * a, c * b)
    return low <= 0 <= high


def _evaluate_ratio(
    identity: Identity, relation: Ratio, figures: Figures, values: Mapping[Key, Fraction], slack: Mapping[Key, Fraction]
) -> Outcome:
    quotient = relation.quotient(values)
    if quotient is None:
        return Outcome(identity, "untestable")
    stated, room = values[relation.result], Fraction(figures[relation.result].step) / 2
    exact = abs(stated - quotient) <= room
    interval = relation.solve(relation.result, values, {**slack, relation.result: room})
    assert interval is not None
    if exact:
        status: Status = "holds"
    elif stated == round(quotient) or interval.low <= stated <= interval.high:
        status = "within_rounding"
    elif _is_cut(stated, quotient, 2 * room):
        status = "truncated"
    else:
        status = "broken"
    return Outcome(identity, status, stated, quotient, room)


def _is_cut(stated: Fraction, quotient: Fraction, unit: Fraction) -> bool:
    """Whether `stated` is `quotient` with its further digits cut off."""
    if stated == 0:
        return abs(quotient) < unit
    return stated <= quotient < stated + unit if quotient > 0 else stated - unit < quotient <= stated
