"""Intervals of exact numbers, and what printing does to a number: rounding it, or cutting its further digits off."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: Interval) -> Interval | None:
        """What two intervals have in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Interval | int) -> Interval:
        if isinstance(other, int):
            return Interval(*sorted((self.low * other, self.high * other)))
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, divisor: int) -> Interval:
        return Interval(*sorted((self.low / divisor, self.high / divisor)))

    def over(self, other: Interval) -> Interval | None:
        """The quotient; None if the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))


ANYTHING = Interval(Fraction(-(10**30)), Fraction(10**30))
"""Where nothing is demanded. No figure of a report is larger."""


def exactly(value: Fraction) -> Interval:
    return Interval(value, value)


def behind(value: Fraction, unit: Fraction, *, cut: bool) -> Interval:
    """The true numbers that may stand behind a printed one: half a unit to either side, or up to one away from zero."""
    if not unit:
        return exactly(value)
    if not cut:
        return Interval(value - unit / 2, value + unit / 2)
    return Interval(value - (unit if value <= 0 else 0), value + (unit if value >= 0 else 0))


def printed(true: Interval, unit: Fraction, *, cut: bool) -> Interval:
    """What may be printed for a true number that lies in an interval."""
    if not unit:
        return true
    if not cut:
        return Interval(true.low - unit / 2, true.high + unit / 2)
    return Interval(_towards_zero(true.low, unit), _towards_zero(true.high, unit))


def _towards_zero(value: Fraction, unit: Fraction) -> Fraction:
    return unit * (value // unit if value >= 0 else -(-value // unit))
