"""White between words: masks of bits, and the gutters that persist over lines.

The words of a line are kept as bits of one integer, half a point to a bit, so that laying many lines over one another is
an `or` of integers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from pipeline.reading.model import Word

BITS_PER_POINT = 2


Gutter = tuple[int, int]
"""A vertical strip of white: first bit, and one past the last."""


def to_bit(x: float) -> int:
    return max(0, int(x * BITS_PER_POINT))


def bits_of(strip: Gutter) -> int:
    """A strip as bits; none if it is no wider than 0."""
    start, stop = strip
    return ((1 << (stop - start)) - 1) << start if stop > start else 0


def bits_of_all(strips: Iterable[Gutter]) -> int:
    """Strips as bits, together."""
    return reduce(or_, map(bits_of, strips), 0)


def mask_of(words: Iterable[Word]) -> int:
    mask = 0
    for word in words:
        start = to_bit(word.x0)
        mask |= ((1 << (max(1, to_bit(word.x1) + 1 - start))) - 1) << start
    return mask


def runs(mask: int) -> list[tuple[int, int]]:
    """The runs of set bits, as half-open intervals, low to high."""
    found = []
    offset = 0
    while mask:
        low = (mask & -mask).bit_length() - 1
        mask >>= low
        offset += low
        length = (~mask & (mask + 1)).bit_length() - 1
        found.append((offset, offset + length))
        mask >>= length
        offset += length
    return found


def gutters_of(masks: Iterable[int], least: float) -> list[Gutter]:
    """The vertical strips between words, at least `least` points wide, that no line prints in."""
    return white_in(printed_in(masks, 0), least)


def printed_in(masks: Iterable[int], crossings: int) -> int:
    """Where more than `crossings` of the lines print."""
    layers = [0] * (crossings + 1)
    for mask in masks:
        carry = mask
        for i in range(crossings + 1):
            layers[i], carry = layers[i] | carry, layers[i] & carry
            if not carry:
                break
    return layers[crossings]


def white_in(covered: int, least: float) -> list[Gutter]:
    """The vertical strips, at least `least` points wide, between what is printed."""
    if not covered:
        return []
    low, high = (covered & -covered).bit_length() - 1, covered.bit_length()
    free = ~covered & ((1 << high) - 1) & ~((1 << low) - 1)
    width = int(least * BITS_PER_POINT)
    return [(a, b) for a, b in runs(free) if b - a >= width]


def overlap(a: Gutter, b: Gutter) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def crosses(start: int, stop: int, gutters: Sequence[Gutter]) -> bool:
    """Whether something reaches over one of these gutters, which are in order."""
    i = bisect_left(gutters, (start + 1, 0))
    return i < len(gutters) and gutters[i][1] < stop


def meets(gap: Gutter, gutter: Gutter) -> bool:
    a, b = gap
    c, d = gutter
    shared = (b if b < d else d) - (a if a > c else c)
    return shared >= 16 or shared >= 0.5 * (b - a) or shared >= 0.5 * (d - c)


def meets_any(gap: Gutter, gutters: Sequence[Gutter]) -> bool:
    """Whether a gap meets one of these gutters, which are in order."""
    start, stop = gap
    i = bisect_left(gutters, gap)
    while i and gutters[i - 1][1] > start:
        i -= 1
    while i < len(gutters) and gutters[i][0] < stop:
        if meets(gap, gutters[i]):
            return True
        i += 1
    return False
