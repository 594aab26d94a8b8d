"""What a report is called, and which year it is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.figures.periods import LAW, Period, periods_in
from pipeline.reading.model import Line
from pipeline.vocabulary import A_YEAR, TOTAL
from schemas.document import Confidence
from schemas.section import Section
from schemas.table import Table

LONGEST_TITLE = 220
"""Characters."""

LARGER = 1.1
"""Print this many times larger than the text's says what the report is about."""

SAYS_ITS_YEAR = re.compile(
    r"\b(?:esercizio|anno|annualit|bilanc|rendicont|consuntiv|relazion|gestion|risultat|conto\b|performance)", re.IGNORECASE
)
"""What a line in the text's own type must say for its year to be that of the report."""

PLAN = re.compile(
    rf"\b(?:preventiv\w*|prevision\w*|budget|programm\w*|pian[oi]|dup)\b(?:\s+[^\W\d]+){{0,4}}\s+(?:al\s+)?{A_YEAR}\b",
    re.IGNORECASE,
)
"""The year of a plan, which is another than the report's."""

IN_PASSING = 0.2
"""What a year in the text's own type counts, one in type as large as the text's being 1."""

CLEARLY = 1.5
"""How many times as much must say the year as any other year, to be certain."""


class Year(NamedTuple):
    """The year that a report is about, and how sure it is."""

    year: int
    confidence: Confidence


def find_title(lines: Iterable[Line]) -> str | None:
    """The largest print on the first page, if it is larger than the rest."""
    candidates = [line for line in lines if any(ch.isalpha() for ch in line.text) and not TOTAL.match(line.text)]
    if not candidates:
        return None
    largest = max(line.size for line in candidates)
    title = [line for line in candidates if line.size > 0.97 * largest]
    text = " ".join(line.text for line in title[:3])
    return text if len(title) < 0.5 * len(candidates) + 1 and len(text) <= LONGEST_TITLE else None


def find_year(
    first_page: Sequence[Line], body_size: float, sections: Sequence[Section], tables: Sequence[Table], file_title: str | None
) -> Year | None:
    """The year that the first page names; else that which headings of sections and tables name most, the later of equals.

    `body_size` is that of the text's type. What is only the date of some day, or the title that the PDF's file was given, is
    asked last.
    """
    said: dict[int, float] = defaultdict(float)
    days: Counter[int] = Counter()
    for line in first_page:
        large = line.size >= LARGER * body_size
        for period in _periods_in(line.text):
            if not _is_of_a_year(period):
                days[period.end.year] += 1
            elif large or SAYS_ITS_YEAR.search(line.text):
                said[period.end.year] += line.size / (body_size or line.size) if large else IN_PASSING
    if said:
        first = max(said, key=lambda year: (said[year], year))
        clear = all(said[first] >= CLEARLY * weight for year, weight in said.items() if year != first)
        return Year(first, "certain" if clear and said[first] >= 1 else "likely" if clear else "doubtful")
    named = _named_most(sections, tables)
    if named is not None:
        return named
    if days:
        return Year(max(days), "doubtful")
    years = {period.end.year for period in _periods_in(file_title or "")}
    return Year(years.pop(), "doubtful") if len(years) == 1 else None


def _named_most(sections: Sequence[Section], tables: Sequence[Table]) -> Year | None:
    """The year that most headings of sections and of tables name, of each table the latest."""
    counts: Counter[int] = Counter()
    for section in sections:
        counts.update({period.end.year for period in _periods_in(section.heading)})
    for table in tables:
        years = {period.end.year for heading in table.headings() for period in _periods_in(heading)}
        if years:
            counts[max(years)] += 1
    if not counts:
        return None
    most = max(counts, key=lambda year: (counts[year], year))
    return Year(most, "likely" if all(n < counts[most] for year, n in counts.items() if year != most) else "doubtful")


def _periods_in(text: str) -> tuple[Period, ...]:
    """The periods that a text names, before any law and without those of plans."""
    return periods_in(PLAN.sub(" ", LAW.split(text, maxsplit=1)[0]))


def _is_of_a_year(period: Period) -> bool:
    """Whether a period is one of a report, and not a day on which something was done."""
    return period.start is not None or (period.end.month, period.end.day) == (12, 31)
