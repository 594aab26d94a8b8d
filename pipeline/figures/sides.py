"""Sides of an account, behind its figures or in a column of their own, as signs: `1.200,00 CR` under *CR = negativo*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.numbers import Convention, Number, Reading, read_number
from pipeline.vocabulary import MINUS
from schemas.table import Cell

_NAMES = {
    "credit": ("cr", "c", "a", "av", "avere", "credito", "crediti"),
    "debit": ("dr", "d", "da", "dare", "debito", "debiti"),
}
_SIDE_OF = {name: side for side, names in _NAMES.items() for name in names}

BEHIND = re.compile(r"(?<=[0-9])\s?(?P<side>CR|DR|C|D|A|dare|avere)\.?$", re.IGNORECASE)
"""The side that stands behind a figure."""

_NEGATIVE = re.compile(
    rf"\b(?P<side>CR|DR|C|D|A|dare|avere|credito|debito)\b\s*[=:(]?\s*(?:[{re.escape(MINUS)}](?=\s*(?:[,;)]|$))|(?:in\s+)?negativ\w+)",
    re.IGNORECASE,
)
"""How a heading says which side is negative: `CR = -`, `Avere (-)`, `DR +, CR -`, `A: negativo`."""


def negative_side(*said: str) -> str | None:
    """Which side of the account these texts say is negative; None if they say none, or both."""
    sides = {_SIDE_OF[match["side"].lower()] for text in said for match in _NEGATIVE.finditer(text)}
    return sides.pop() if len(sides) == 1 else None


def read_with_side(text: str, convention: Convention, negative: str | None) -> Reading | None:
    """The figure with the sign that its side gives it; None where no side stands behind it, or nothing says what a side means."""
    match = BEHIND.search(text)
    if match is None or negative is None:
        return None
    reading = read_number(text[: match.start()], convention)
    return _with_sign(reading, match["side"], negative) if isinstance(reading, Number) and reading.value >= 0 else None


def signed_by(sides: Sequence[Cell], readings: dict[tuple[int, int], Reading], column: int, negative: str | None) -> None:
    """Give the figures of a column the signs that a column of sides beside it says: changes `readings`."""
    if negative is None or not all(cell.text.lower().rstrip(".") in _SIDE_OF for cell in sides):
        return
    for cell in sides:
        reading = readings.get((cell.row, column))
        if isinstance(reading, Number) and reading.value >= 0:
            readings[cell.row, column] = _with_sign(reading, cell.text.rstrip("."), negative)


def are_both_sides(cells: Sequence[Cell], heading: str) -> bool:
    """Whether a column says of each figure beside it on which side it stands, no other heading saying otherwise: `D`, `A`."""
    said = {cell.text.lower().rstrip(".") for cell in cells}
    named = [name for name in re.findall(r"\w+", heading.lower()) if name not in _SIDE_OF and name != "segno"]
    return not named and len(said) == len(_NAMES) == len({_SIDE_OF.get(text) for text in said} - {None})


def _with_sign(number: Number, side: str, negative: str) -> Number:
    return replace(number, value=-number.value) if _SIDE_OF[side.lower()] == negative else number
