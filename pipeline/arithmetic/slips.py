"""How a printed number may have come from a true one: the slips of hands and of typesetting, and what each costs."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

LOOK_ALIKE = frozenset(frozenset(pair) for pair in ("08", "17", "38", "56", "49", "69", "68", "35", "46", "89", "06"))
"""Digits that are taken for one another: alike in print or side by side on the keys."""

UNEXPLAINED = 5.0
"""The cost of a difference that no slip explains."""

OF_DIGITS = frozenset({"digit", "transposition", "dropped_digit", "added_digit"})
"""The kinds of slips by which one of two figures may come from the other although they are stated apart."""

MOST_POWERS = 6
"""Powers of ten by which a figure may be printed too large or too small."""


class Slip(NamedTuple):
    """A way from the true number to the printed one."""

    kind: str
    """`sign`, `digit`, `transposition`, `dropped_digit`, `added_digit`, `scale`, or `none` where nothing explains it."""
    cost: float
    detail: str = ""
    """What was printed for what: `6 for 4`."""


def slip_between(printed: Decimal, true: Decimal) -> Slip:
    """The cheapest slip that turns `true` into `printed`. Both are compared at the printed number of decimals."""
    if printed == true:
        return Slip("none", 0.0)
    if printed == -true:
        return Slip("sign", 1.0, "the sign")
    decimals = max(0, -int(printed.as_tuple().exponent))
    a, b = _digits(printed, decimals), _digits(true, decimals)
    if a is None or b is None:
        return Slip("none", UNEXPLAINED)
    flipped = 0.8 if (printed < 0) != (true < 0) and printed and true else 0.0
    candidates = [*_digit(a, b), *_transposition(a, b), *_dropped(a, b), *_scale(a, b)]
    if not candidates:
        return Slip("none", UNEXPLAINED)
    best = min(candidates, key=lambda slip: slip.cost)
    return best._replace(cost=best.cost + flipped)


def _digits(number: Decimal, decimals: int) -> str | None:
    scaled = abs(number).scaleb(decimals)
    if scaled != scaled.to_integral_value():
        return None
    return str(int(scaled)).rjust(decimals + 1, "0")


def _digit(a: str, b: str) -> list[Slip]:
    if len(a) != len(b):
        return []
    different = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(different) != 1:
        return []
    x, y = different[0]
    return [Slip("digit", 1.0 if frozenset((x, y)) in LOOK_ALIKE else 1.3, f"{x} for {y}")]


def _transposition(a: str, b: str) -> list[Slip]:
    width = max(len(a), len(b))
    a, b = a.rjust(width, "0"), b.rjust(width, "0")
    places = [i for i in range(width) if a[i] != b[i]]
    if len(places) == 2 and places[1] == places[0] + 1 and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]:
        i = places[0]
        return [Slip("transposition", 1.2, f"{a[i : i + 2]} for {b[i : i + 2]}")]
    return []


def _dropped(a: str, b: str) -> list[Slip]:
    if len(a) + 1 == len(b):
        for i in range(len(b)):
            if (b[:i] + b[i + 1 :]).rjust(len(a), "0") == a:
                return [Slip("dropped_digit", 1.4, f"a {b[i]} left out")]
    if len(a) == len(b) + 1:
        for i in range(len(a)):
            if a[:i] + a[i + 1 :] == b:
                return [Slip("added_digit", 1.4, f"a {a[i]} too many")]
    return []


def _scale(a: str, b: str) -> list[Slip]:
    short, long = sorted((a.lstrip("0"), b.lstrip("0")), key=len)
    power = len(long) - len(short)
    if short and 0 < power <= MOST_POWERS and long == short + "0" * power:
        return [Slip("scale", 1.3, f"a factor of {10**power}")]
    return []
