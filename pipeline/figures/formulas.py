"""How tables name their figures and print formulas of them: `(RS)`, `EP=RS-RR+R`, `(A-B)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = r"(?:[A-Z]{1,3}[0-9]?|[a-z]|[0-9]{1,2}(?:-(?:bis|ter|quater))?)"
_SIGN = r"\s*(?:\+\s*/\s*[-–−]|\+\s*[-–−]|[-+–−±])\s*"
_TERMS = rf"{_CODE}(?:{_SIGN}{_CODE})+"

FORMULA = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?P<own>{_CODE})\s*)?=\s*(?P<terms>{_TERMS})(?![A-Za-z0-9])|\(\s*(?P<bare>{_TERMS})\s*\)"
)
"""`EP=RS-RR+R`, `=A-CP`, `(A-B)`: what a figure is called, if it is, and what it is made of."""

NAMED = re.compile(rf"\(\s*({_CODE})\s*\)")
"""`(RS)`: what a figure is called."""

MARKED = re.compile(r"^([A-Z]{1,2}[0-9]?|[0-9]{1,2}(?:-(?:bis|ter|quater))?)\s*\)")
"""`D1)`, `17-bis)`: what a line is called."""

TERM = re.compile(rf"(?P<sign>{_SIGN})?(?P<code>{_CODE})")


def terms_of(formula: re.Match[str]) -> list[tuple[int, str]]:
    """The sign and the code of each term of a formula; what may be either is added with the sign that it is printed with."""
    terms = TERM.finditer(formula["terms"] or formula["bare"])
    return [(-1 if term["sign"] and term["sign"].strip() in "-–−" else 1, term["code"]) for term in terms]


def chunks(text: str) -> Iterator[str]:
    """Headings printed one under another, each up to the end of what it is called or made of."""
    start = 0
    for match_end in sorted({match.end() for pattern in (FORMULA, NAMED) for match in pattern.finditer(text)}):
        end = match_end + (text[match_end : match_end + 1] == ")")
        yield text[start:end].strip()
        start = end
