"""Whose report it is, of which year, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.figures.periods import LAW, periods_in
from pipeline.reading.model import Line
from pipeline.reading.page import Page
from schemas.section import Section
from schemas.table import Table

BODY = re.compile(
    r"^(?:Camera\s+di\s+Commercio|Comune\s+di|Comunit[àa]\s+montana|Provincia\s+(?:di|autonoma)|Citt[àa]\s+metropolitana|Regione\s+\w"
    r"|Universit[àa]\b|Politecnico\b|Unione\s+(?:dei|di)|Ministero\b|Presidenza\s+del\s+Consiglio|Dipartimento\b|Agenzia\b"
    r"|Autorit[àa]\b|Azienda\s+(?:\w+\s+){0,2}(?:USL|sanitari[ao]|ospedalier|speciale|servizi|pubblica)|A(?:USL|SL|SST|TS|SP|OU)\b"
    r"|I\.?R\.?C\.?C\.?S\b|Istituto\b|Consorzio\b|Ente\s+[A-Z]|Parco\s+(?:nazionale|regionale|naturale)|Ordine\s+d|Collegio\s+d"
    r"|Automobile\s+Club|Associazione\b|Fondazione\b|Federazione\b|Comitato\b|Cooperativa\b|Societ[àa]\s+cooperativa|Croce\s+\w"
    r"|Pubblica\s+Assistenza|Misericordia\b|Opera\s+(?:pia|nazionale)|Accademia\b|Cassa\s+(?:nazionale|di\s+previdenza))",
    re.IGNORECASE,
)
"""How the name of an Italian public body, or of an entity of the third sector, begins."""

THIRD_SECTOR = re.compile(r"\b(?:ODV|O\.D\.V\.|APS|A\.P\.S\.|ETS|E\.T\.S\.|ONLUS)$", re.IGNORECASE)
"""How the name of an entity of the third sector ends."""

AFTER_NAME = re.compile(
    r"\s*[-–|,(]?\s*\b(?:bilancio|rendiconto|relazione|conto\s+consuntivo|nota\s+integrativa|C\.?\s?F\.?\s*:?\s*[0-9]|codice\s+fiscale"
    r"|P\.?\s?I\.?V\.?A|partita\s+iva|delibera|sede\s+legale|pag(?:ina\b|\.)|esercizio\b).*$",
    re.IGNORECASE,
)
"""What a running head sets behind the name: the document, tax codes, pages."""

NO_NAME = re.compile(r"\btotal[ei]\b|\.{4,}|;$|[a-zà-ù]\.$", re.IGNORECASE)
"""What a name does not have: columns of a table, leaders, the end of a sentence."""

LONGEST_NAME = 110
"""Characters of a body's name or a title."""


def find_entity(pages: Sequence[Page]) -> str | None:
    """The body that is named most often at the head of a page or on the first pages, as it is written most often; or None."""
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for page in pages:
        lines = page.lines if page.number <= 2 else page.lines[:2] + page.lines[-2:]
        for line in lines:
            name = body_named(line.text)
            if name is not None:
                counts[name.casefold()] += 1
                written.setdefault(name.casefold(), Counter())[name] += 1
    return written[counts.most_common(1)[0][0]].most_common(1)[0][0] if counts else None


def body_named(text: str) -> str | None:
    """The name of a body with which a line begins, without what follows it; None if it begins with none."""
    name = AFTER_NAME.sub("", text).strip(" -–|,")
    if not name or len(name) > LONGEST_NAME or NO_NAME.search(name):
        return None
    return name if BODY.match(name) or THIRD_SECTOR.search(name) else None


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
    """The year that the printed title names; else that which headings of sections and tables name most, the later of equals."""
    named = _years_in(title or "")
    if len(named) == 1:
        return named.pop()
    counts: Counter[int] = Counter()
    for section in sections:
        counts.update(_years_in(section.heading))
    for table in tables:
        years = {year for heading in table.headings() for year in _years_in(heading)}
        if years:
            counts[max(years)] += 1
    return max(counts, key=lambda year: (counts[year], year)) if counts else None


def _years_in(text: str) -> set[int]:
    """The years that a text names, and those of the days that it names, before any law."""
    return {period.end.year for period in periods_in(LAW.split(text, maxsplit=1)[0])}
