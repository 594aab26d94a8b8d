"""Honest printing is never called wrong: whatever true figures are rounded or cut off, their identities hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Identity, Key, evaluate
from schemas.provenance import Box

BOX = Box(0, 0, 10, 10)

cents = st.integers(-(10**9), 10**9)
decimals = st.integers(0, 2)
ways = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])


def shown(value: Fraction, places: int, how: str) -> Decimal:
    """A true figure as it is printed with so many decimals."""
    exact = Decimal(value.numerator * 10**12 // value.denominator).scaleb(-12)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=how)


def enter(claims: Claims, at: int, value: Decimal, *, exact: bool = False) -> Key:
    return claims.quantity(("t1", at, 0, 0), value, str(value), f"figure {at}", 1, BOX, exact=exact)


def status(claims: Claims, identity: Identity) -> str:
    return evaluate(identity, claims.figures.values, claims.figures.units).status


@given(st.lists(cents, min_size=2, max_size=12), st.integers(0, 1), ways)
def test_a_sum_of_rounded_figures_is_never_broken(parts: Sequence[int], places: int, how: str) -> None:
    claims = Claims()
    true = [Fraction(part, 100) for part in parts]
    total = enter(claims, 0, shown(sum(true, Fraction(0)), places, how))
    keys = [enter(claims, i, shown(part, places, how)) for i, part in enumerate(true, 1)]
    assume(how == ROUND_HALF_UP or len({part >= 0 for part in parts}) == 1)
    assert status(claims, total_of("r", "", total, [(1, key) for key in keys], "f", "t1")) != "broken"


@given(cents, cents, decimals, st.integers(0, 2), ways)
def test_a_change_in_per_cent_of_rounded_amounts_is_never_broken(a: int, b: int, places: int, shown_as: int, how: str) -> None:
    prior, current = Fraction(a, 100), Fraction(b, 100)
    assume(abs(prior) >= 10)
    claims = Claims()
    exact = shown_as == 2
    before = enter(claims, 0, shown(prior, shown_as, ROUND_HALF_UP), exact=exact)
    after = enter(claims, 1, shown(current, shown_as, ROUND_HALF_UP), exact=exact)
    change = 100 * (current - prior) / prior
    assume(abs(change) < 10**6)
    stated = enter(claims, 2, shown(change, places, how))
    claimed = percentage_of("r", "", stated, [(1, after), (-1, before)], before, "f", "t1")
    assert status(claims, claimed) != "broken"


@given(cents, cents, cents, st.integers(0, 2), decimals)
def test_what_is_solved_for_allows_the_figure_that_is_printed(a: int, b: int, total: int, at: int, places: int) -> None:
    """Whichever figure of an identity that holds is asked for, what is printed there is among the answers."""
    assume(abs(total) >= 1000)
    claims = Claims()
    figures = [Fraction(a, 100), Fraction(b, 100), Fraction(total, 100)]
    keys = [enter(claims, i, shown(v, 0, ROUND_HALF_UP)) for i, v in enumerate(figures)]
    share = enter(claims, 3, shown(100 * (figures[0] + figures[1]) / figures[2], places, ROUND_HALF_UP))
    claimed = percentage_of("r", "", share, [(1, keys[0]), (1, keys[1])], keys[2], "f", "t1")
    values, units = claims.figures.values, claims.figures.units
    asked = [*keys, share][at]
    allowed = claimed.relation.solve(asked, values, units, cut=False)
    assert allowed is not None
    assert allowed.low <= values[asked] <= allowed.high


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=6), st.integers(1, 10**6))
def test_a_sum_that_cents_contradict_is_always_broken(parts: Sequence[int], off: int) -> None:
    claims = Claims()
    total = enter(claims, 0, Decimal(sum(parts) + off).scaleb(-2), exact=True)
    keys = [enter(claims, i, Decimal(part).scaleb(-2), exact=True) for i, part in enumerate(parts, 1)]
    assert status(claims, total_of("r", "", total, [(1, key) for key in keys], "f", "t1")) == "broken"
