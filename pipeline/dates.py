"""Printed dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary import MONTHS


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed; the year is None where none is printed."""

    day: int
    month: int
    year: int | None


_DATE = re.compile(
    rf"^\s*([0-9]{{1,2}})(?:([./-])([0-9]{{1,2}})\2([0-9]{{4}})|[°º]?\s+({'|'.join(MONTHS)})(?:\s+([0-9]{{4}}))?)\s*$",
    re.IGNORECASE,
)
_A_LEAP_YEAR = 2000


def read_date(text: str) -> PrintedDate | None:
    """`31.01.2017`, `17/11/2015`, `15 luglio`, `1° novembre 2016`: day before month, always. None if it is no date."""
    match = _DATE.match(text)
    if match is None:
        return None
    day = int(match[1])
    month = int(match[3]) if match[3] else MONTHS.index(match[5].lower()) + 1
    printed = match[4] or match[6]
    year = int(printed) if printed else None
    try:
        date(_A_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return None
    return PrintedDate(day, month, year)
