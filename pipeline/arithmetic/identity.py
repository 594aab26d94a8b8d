"""Identities as data: what figures of a document claim about one another, and whether they do.

A printed figure stands for an interval of true values: half a unit of its last digit to either side if it is rounded, one
unit away from zero if it is cut off, nothing if it shows cents. An identity is broken only if no true values behind the
printed ones could satisfy it (the rule of XBRL Calculations 1.1). All arithmetic is on `Fraction`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pipeline.arithmetic.interval import ANYTHING, Interval, behind, exactly, printed
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
    """What a reader calls it: `Personale 2015`."""
    page: int
    box: Box
    exact: bool
    """Whether it shows cents, or is a count: there is nothing behind it."""
    step: Decimal
    """One unit of its last printed digit."""

    @property
    def unit(self) -> Fraction:
        """The width of what may stand behind it: one unit of the last digit, 0 if the figure is exact."""
        return Fraction(0) if self.exact else Fraction(self.step)

    @property
    def in_table(self) -> bool:
        return self.key[0].startswith("t")


Values = Mapping[Key, Fraction]
Units = Mapping[Key, Fraction]
"""One unit of the last printed digit of each figure, 0 where the figure is exact."""


def weighted_sum(terms: Iterable[tuple[int, Fraction]]) -> Fraction:
    """The sum of fractions, each times a whole number. Those of one denominator are added as whole numbers, which is quicker."""
    sums: dict[int, int] = {}
    for factor, value in terms:
        sums[value.denominator] = sums.get(value.denominator, 0) + factor * value.numerator
    common = math.lcm(*sums)
    return Fraction(sum(numerator * (common // denominator) for denominator, numerator in sums.items()), common)


@dataclass(frozen=True, slots=True)
class Linear:
    """Coefficients times figures, adding up to zero: a sum, a difference, a mean, an equality."""

    terms: tuple[tuple[int, Key], ...]
    as_printed: bool = False
    """Whether the figures but the first were reckoned with as they are printed: a mean of rounded results."""

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(key for _, key in self.terms)

    @property
    def canonical(self) -> frozenset[tuple[object, ...]]:
        """The same for the same claim, whichever figure it is about."""
        sign = min(self.terms, key=lambda term: term[1])[0]
        return frozenset((c if sign > 0 else -c, key) for c, key in self.terms)

    def unit_of(self, key: Key, units: Units) -> Fraction:
        return Fraction(0) if self.as_printed and key != self.terms[0][1] else units[key]

    def gap(self, values: Values) -> Fraction:
        return weighted_sum((c, values[key]) for c, key in self.terms)

    def solve(self, unknown: Key, values: Values, units: Units, *, cut: bool) -> Interval | None:
        """What may be printed for one figure if the identity is to hold, all figures being rounded, or cut off."""
        coefficient = sum(c for c, key in self.terms if key == unknown)
        if coefficient == 0:
            return None
        others = [(c, values[key], self.unit_of(key, units)) for c, key in self.terms if key != unknown]
        sum_of_others = weighted_sum((c, value) for c, value, _ in others)
        loose = [(abs(c), unit, c * value.numerator) for c, value, unit in others if unit]
        if cut:  # each stands for what is up to a unit further from zero
            below = weighted_sum((c, unit) for c, unit, side in loose if side <= 0)
            above = weighted_sum((c, unit) for c, unit, side in loose if side >= 0)
        else:
            below = above = weighted_sum((c, unit) for c, unit, _ in loose) / 2
        rest = Interval(sum_of_others - below, sum_of_others + above)
        return printed(rest / -coefficient, self.unit_of(unknown, units), cut=cut)


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

    @property
    def canonical(self) -> frozenset[tuple[object, ...]]:
        """The same for the same claim."""
        return frozenset([*self.over, (self.base, self.result, self.factor)])

    def quotient(self, values: Values) -> Fraction | None:
        base = values[self.base]
        if base == 0:
            return None
        top = weighted_sum((c, values[key]) for c, key in self.over)
        return self.factor * top / (abs(base) if self.absolute else base)

    def solve(self, unknown: Key, values: Values, units: Units, *, cut: bool) -> Interval | None:
        """What may be printed for one figure if the identity is to hold, the result being rounded, or cut off.

        With the base taken out of `over`, result · |base| = factor · (rest + own · base).
        """
        own = sum(c for c, key in self.over if key == self.base)
        rest = exactly(Fraction(0))
        for c, key in self.over:
            if key not in (self.base, unknown):
                rest = rest + behind(values[key], units[key], cut=False) * c
        base = behind(values[self.base], units[self.base], cut=False)
        sign = -1 if self.absolute and values[self.base] < 0 else 1
        if unknown == self.result:
            quotient = rest.over(base * sign)
            if quotient is None:
                return None
            return printed((quotient + exactly(Fraction(own * sign))) * self.factor, units[self.result], cut=cut)
        result = behind(values[self.result], units[self.result], cut=cut)
        if unknown == self.base:
            return self._base(rest, result, own, units[self.base])
        coefficient = sum(c for c, key in self.over if key == unknown)
        if coefficient == 0:
            return None
        slope = (result * sign + exactly(Fraction(-self.factor * own))) / self.factor
        return printed((base * slope + rest * -1) / coefficient, units[unknown], cut=False)

    def _base(self, rest: Interval, result: Interval, own: int, unit: Fraction) -> Interval | None:
        """The base that the result demands, on the side of zero where it belongs."""
        for sign in (1, -1) if self.absolute else (1,):
            found = (rest * self.factor).over(result * sign + exactly(Fraction(-self.factor * own)))
            if found is None:
                return ANYTHING
            if not self.absolute or (found.low > 0 if sign > 0 else found.high < 0):
                return printed(found, unit, cut=False)
        return None


@dataclass(frozen=True, slots=True)
class WithinLimit:
    """`result` is a hundred where no more was observed than planned, and less than that where more was."""

    result: Key
    observed: Key
    planned: Key

    @property
    def keys(self) -> tuple[Key, ...]:
        return (self.result, self.observed, self.planned)

    @property
    def canonical(self) -> frozenset[tuple[object, ...]]:
        """The same for the same claim."""
        return frozenset([(self.result, self.observed, self.planned)])

    def solve(self, unknown: Key, values: Values, units: Units, *, cut: bool) -> Interval | None:
        """What may be printed for one figure if the claim is to hold; None where rounding leaves open whether it was kept."""
        observed, planned = behind(values[self.observed], units[self.observed], cut=cut), values[self.planned]
        if unknown == self.result:
            if observed.low <= planned < observed.high:
                return None
            return exactly(Fraction(100)) if observed.high <= planned else Interval(Fraction(0), 100 - units[self.result])
        full = values[self.result] >= 100
        if unknown == self.observed:
            return Interval(Fraction(0), planned) if full else Interval(planned + units[self.observed], ANYTHING.high)
        return Interval(observed.low, ANYTHING.high) if full else Interval(Fraction(0), observed.high)


Relation = Linear | Ratio | WithinLimit


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


NEITHER: frozenset[bool] = frozenset()
EITHER = frozenset({False, True})
"""Rounded figures, or figures cut off."""

READINGS = {readings: readings for readings in (NEITHER, EITHER, frozenset({False}), frozenset({True}))}
"""One of each: a document has as many outcomes as identities."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an identity."""

    identity: Identity
    status: Status
    stated: Fraction | None = None
    computed: Fraction | None = None
    tolerance: Fraction = Fraction(0)
    conventions: frozenset[bool] = NEITHER
    """Under which readings it holds: False if its figures are rounded, True if they are cut off."""


@dataclass
class Figures:
    """The figures of a document by key, with their values and units as exact fractions."""

    quantities: dict[Key, Quantity] = field(default_factory=dict)
    values: dict[Key, Fraction] = field(default_factory=dict)
    units: dict[Key, Fraction] = field(default_factory=dict)

    def add(self, quantity: Quantity) -> Key:
        key = quantity.key
        if key not in self.quantities:
            self.quantities[key], self.values[key], self.units[key] = quantity, Fraction(quantity.value), quantity.unit
        return key

    def __getitem__(self, key: Key) -> Quantity:
        return self.quantities[key]


def evaluate(identity: Identity, values: Values, units: Units) -> Outcome:
    """Whether the printed figures satisfy an identity, exactly, within rounding, cut off, or not at all."""
    relation, stated = identity.relation, values[identity.stated]
    if isinstance(relation, Linear) and not any(relation.unit_of(key, units) for key in relation.keys):
        return _evaluate_exact(identity, relation, values)
    if isinstance(relation, Ratio) and not any(units[key] for key in relation.keys if key != relation.result):
        return _evaluate_quotient(identity, relation, values, units[relation.result])
    allowed = {cut: relation.solve(identity.stated, values, units, cut=cut) for cut in (False, True)}
    rounded = allowed[False]
    if rounded is None:
        return Outcome(identity, "untestable")
    if isinstance(relation, WithinLimit):
        computed = rounded.low if rounded.low == rounded.high else None
        return Outcome(identity, "holds" if rounded.holds(stated) else "broken", stated, computed)
    if isinstance(relation, Linear):
        coefficient = sum(c for c, key in relation.terms if key == identity.stated)
        computed = stated - relation.gap(values) / coefficient
        tolerance = (rounded.high - rounded.low) / 2
        exact = computed == stated or (relation.as_printed and rounded.holds(stated))
    else:
        quotient = relation.quotient(values)
        if quotient is None:
            return Outcome(identity, "untestable")
        computed, tolerance = quotient, units[relation.result] / 2
        exact = abs(stated - computed) <= tolerance
    conventions = READINGS[frozenset(cut for cut, interval in allowed.items() if interval and interval.holds(stated))]
    status: Status = "broken"
    if exact:
        status = "holds"
    elif False in conventions:
        status = "within_rounding"
    elif True in conventions:
        status = "truncated"
    return Outcome(identity, status, stated, computed, tolerance, conventions)


def _evaluate_exact(identity: Identity, relation: Linear, values: Values) -> Outcome:
    """As `evaluate`, where nothing stands behind the figures: most sums of most reports."""
    stated, gap = values[identity.stated], relation.gap(values)
    coefficient = sum(c for c, key in relation.terms if key == identity.stated)
    if coefficient == 0:
        return Outcome(identity, "untestable")
    conventions = NEITHER if gap else EITHER
    return Outcome(identity, "broken" if gap else "holds", stated, stated - gap / coefficient, Fraction(0), conventions)


def _evaluate_quotient(identity: Identity, relation: Ratio, values: Values, unit: Fraction) -> Outcome:
    """As `evaluate`, where nothing stands behind what is divided: most percentages of most reports."""
    stated, quotient = values[relation.result], relation.quotient(values)
    if quotient is None:
        return Outcome(identity, "untestable")
    conventions = READINGS[frozenset(cut for cut in EITHER if printed(exactly(quotient), unit, cut=cut).holds(stated))]
    status: Status = "holds" if False in conventions else "truncated" if conventions else "broken"
    return Outcome(identity, status, stated, quotient, unit / 2, conventions)


def satisfied(identity: Identity, values: Values, units: Units, conventions: frozenset[bool]) -> bool:
    """Whether the values satisfy an identity under one of some conventions."""
    if isinstance(identity.relation, Linear) and identity.relation.gap(values) == 0:
        return True
    for cut in conventions:
        allowed = identity.relation.solve(identity.stated, values, units, cut=cut)
        if allowed is not None and allowed.holds(values[identity.stated]):
            return True
    return False
