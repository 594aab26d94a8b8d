"""Whose report it is, of which year, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from schemas.section import Section
from schemas.table import Table

BODY = re.compile(
    r"^(?:Camera\s+di\s+Commercio|Comune\s+di|Provincia\s+(?:di|autonoma)|Citt[àa]\s+metropolitana|Regione\b|Universit[àa]\b"
    r"|Unione\s+(?:dei|di)|Ministero\b|Presidenza\s+del\s+Consiglio|Dipartimento\b|Agenzia\b|Autorit[àa]\b|Azienda\b|ASL\b"
    r"|Istituto\b|Consorzio\b|Ente\s+[A-Z]|Ordine\s+d)",
    re.IGNORECASE,
)
"""How the name of an Italian public body begins."""

YEAR = re.compile(r"(?<![0-9/.-])((?:19|20)[0-9]{2})(?![0-9])")

LONGEST_NAME = 110
"""Characters of a body's name or a title."""


def find_entity(pages: Sequence[Page]) -> str | None:
    """The body that is named most often at the head of a page or on the first pages; None if none is."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = page.lines if page.number <= 2 else page.lines[:2] + page.lines[-2:]
        counts.update(line.text for line in lines if len(line.text) <= LONGEST_NAME and BODY.match(line.text))
    return counts.most_common(1)[0][0] if counts else None


def find_title(lines: Iterable[Line]) -> str | None:
    """The largest print on the first page, if it is larger than the rest."""
    candidates = [line for line in lines if any(ch.isalpha() for ch in line.text)]
    if not candidates:
        return None
    largest = max(line.size for line in candidates)
    title = [line for line in candidates if line.size > 0.97 * largest]
    text = " ".join(line.text for line in title[:3])
    return text if len(title) < 0.5 * len(candidates) + 1 and len(text) <= 2 * LONGEST_NAME else None


def find_fiscal_year(title: str | None, sections: Sequence[Section], tables: Sequence[Table]) -> int | None:
    """The year that the title names; else that which headings of sections and tables name most, the later of equals."""
    named = set(YEAR.findall(title or ""))
    if len(named) == 1:
        return int(named.pop())
    counts: Counter[int] = Counter()
    for section in sections:
        counts.update({int(year) for year in YEAR.findall(section.heading)})
    for table in tables:
        years = [int(year) for year in YEAR.findall(" ".join(table.headings()))]
        if years:
            counts[max(years)] += 1
    return max(counts, key=lambda year: (counts[year], year)) if counts else None
