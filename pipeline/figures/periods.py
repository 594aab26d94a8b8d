"""The periods that headings and titles state: days, parts of a year, whole years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.vocabulary import A_YEAR, MONTHS

_MONTH = "|".join(MONTHS)
_ORDINAL = r"(?:(I{1,3}|IV)|([1-4]))\s*[°º^]?\s*"
DATE = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})(?:\s*([./-])\s*([0-9]{{1,2}})\s*\2\s*|[°º]?\s+({_MONTH})\s+)({A_YEAR})(?![0-9])",
    re.IGNORECASE,
)
PART = re.compile(rf"(?:\b{_ORDINAL}(trimestre|semestre)|\b({_MONTH}))\s+(?:del\s+)?({A_YEAR})\b", re.IGNORECASE)
YEAR = re.compile(rf"(?<![0-9/.,–-])({A_YEAR})(?![0-9/.,–-])")
WITHIN_YEAR = re.compile(rf"trimestr|semestr|bimestr|mese\b|mesi\b|\b(?:{_MONTH})\b", re.IGNORECASE)
"""What says that less than a year is meant."""

LAW = re.compile(
    r"\b(?:art(?:\.|icol[oi])|legge|decreto|D\.?\s?(?:P\.?\s?R|M|L(?:gs)?|P\.?C\.?M)\.?|L\.|comma\b|delibera)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another; the state of one day has no start."""

    start: date | None
    end: date


def period_of(path: Sequence[str]) -> Period | None:
    """The period that headings state, the innermost first; None if they state none, or several."""
    for text in reversed(path):
        found = periods_in(text)
        if found:
            return found[0] if len(found) == 1 else None
    return None


@lru_cache(1024)  # the headings of a long table are asked for each of its figures
def periods_in(text: str) -> tuple[Period, ...]:
    """The periods that a text states, each once: days, or *from one to another*; parts of years; else whole years."""
    days = list(dict.fromkeys(_days(text)))
    if days:
        spans = len(days) == 2 and days[0] < days[1] and re.search(r"\bda[l ]", text, re.IGNORECASE)
        return (Period(days[0], days[1]),) if spans else tuple(Period(None, day) for day in days)
    parts = [_part_of_year(match) for match in PART.finditer(text)]
    if parts:
        return tuple(dict.fromkeys(parts))
    if WITHIN_YEAR.search(text):
        return ()
    return tuple(Period(date(year, 1, 1), date(year, 12, 31)) for year in dict.fromkeys(map(int, YEAR.findall(text))))


def period_of_title(title: str) -> Period | None:
    """The one period that a title states, beside the laws that it names."""
    found = periods_in(LAW.split(title, maxsplit=1)[0])
    return found[0] if len(found) == 1 else None


def _days(text: str) -> Iterator[date]:
    for match in DATE.finditer(text):
        month = int(match[3]) if match[3] else MONTHS.index(match[4].lower()) + 1
        try:
            yield date(int(match[5]), month, int(match[1]))
        except ValueError:
            continue


def _part_of_year(match: re.Match[str]) -> Period:
    roman, digit, name, month_name, year = match.groups()
    if month_name:
        first = last = MONTHS.index(month_name.lower()) + 1
    else:
        months = 3 if name.lower() == "trimestre" else 6
        last = months * (int(digit) if digit else ("I", "II", "III", "IV").index(roman.upper()) + 1)
        last = min(last, 12)
        first = last - months + 1
    return Period(date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1]))
