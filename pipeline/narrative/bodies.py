"""Whose report it is: the body that it names as its own, and of what kind that body is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.narrative.title_page import LARGER
from pipeline.reading.model import Line
from pipeline.reading.page import Page
from schemas.document import BodyKind, Confidence

BEGINNINGS: tuple[tuple[BodyKind, str], ...] = (
    ("chamber_of_commerce", r"camera\s+di\s+commercio|c\.?c\.?i\.?a\.?a\.?\s+\w|unioncamere|unione\s+\w+\s+delle\s+camere"),
    ("province", r"provincia\s+(?:di|autonoma|del)\b|citt[àa]['’]?\s+metropolitana|libero\s+consorzio\s+comunale"),
    ("union_of_municipalities", r"unione\s+(?:dei|di|montana)\b|comunit[àa]['’]?\s+montana"),
    ("municipality", r"comune\s+d[i'’]|citt[àa]['’]?\s+di\b"),
    ("region", r"regione\s+\w"),
    ("health_body",
     r"azienda\s+(?:\w+[\s-]+){0,2}(?:u\.?s\.?l\b|sanitari|ospedalier|socio)|a\.?(?:u\.?s\.?l|s\.?l|s\.?s\.?t|t\.?s|o\.?u|o)\.?\s+(?:[-–]\s+)?\w|ospedale\s+\w"
     r"|policlinico\b|i\.?r\.?c\.?c\.?s\b|istituto\s+zooprofilattico|(?:agenzia\s+(?:di\s+)?tutela|societ[àa]['’]?)\s+della\s+salute"),
    ("university",
     r"universit[àa]\b|politecnico\b|scuola\s+(?:normale|superiore)\b|conservatorio\b|accademia\s+di\s+belle\s+arti"),
    ("ministry", r"ministero\s+\w|presidenza\s+del\s+consiglio|dipartimento\s+(?:d|per)"),
    ("agency", r"agenzia\s+\w"),
    ("authority", r"autorit[àa]['’]?\s+\w"),
    ("park", r"(?:ente\s+)?parco\s+(?:nazionale|regionale|naturale|archeologico)|area\s+marina\s+protetta"),
    ("consortium", r"consorzio\s+\w"),
    ("professional_order",
     r"(?:ordine|collegio)\s+(?:(?:regionale|provinciale|interprovinciale|nazionale|territoriale)\s+)?d[ei]\w*\s"),
    ("foundation", r"fondazione\s+\w"),
    ("cooperative", r"(?:societ[àa]['’]?\s+)?cooperativa\s+\w"),
    ("association",
     r"associazione\s+\w|croce\s+\w|pubblica\s+assistenza|(?:confraternita\s+d\w+\s+)?misericordia\b|comitato\s+\w|federazione\s+\w"),
    ("public_body",
     r"istituto\s+\w|ente\s+[^\W\d]|azienda\s+\w|opera\s+(?:pia|nazionale)|automobile\s+club|accademia\s+\w"
     r"|cassa\s+(?:nazionale|di\s+previdenza)|a\.?(?:r\.?p\.?a\.?\w?\.?|t\.?e\.?r\.?|l\.?e\.?r\.?|s\.?p\.?)\s+(?:[-–]\s+)?\w"
     r"|i\.?p\.?a\.?b\.?\s+\w|(?:museo|teatro|biblioteca|casa\s+di\s+riposo)\s+\w"),
)  # fmt: skip
"""How names of bodies of each kind begin, the first that fits."""

ENDINGS: tuple[tuple[BodyKind, str], ...] = (
    ("health_body", r"\bI\.?R\.?C\.?C\.?S\.?$"),
    ("association", r"\b(?:O\.?D\.?V|A\.?P\.?S|E\.?T\.?S|A\.?S\.?D|ONLUS)\.?$"),
    ("company", r"\bS\.?\s?p\.?\s?A\.?$|\bS\.?\s?r\.?\s?l\.?$|\bS\.?c\.?a?\.?r?\.?l\.?$"),
)
"""How they end."""

_BEGINNINGS = [(kind, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for kind, pattern in BEGINNINGS]
_ENDINGS = [(kind, re.compile(pattern)) for kind, pattern in ENDINGS]

ORGAN = re.compile(
    r"^(?:(?:ordine|dispositivo)\s+del\s+giorno|collegio\s+(?:dei\s+)?(?:revisori|sindac|docent)|istituto\s+(?:cassiere|tesoriere)"
    r"|comitato\s+(?:direttivo|esecutivo|di\s+\w+|unico)|autorit[àa]\s+competent|agenzia\s+(?:delle|di)\s+entrat)",
    re.IGNORECASE,
)
"""Organs of a body and others that it deals with, whose names begin as those of bodies do."""

SET_OVER = re.compile(r"^(?:ministero|presidenza|regione|provincia)\b", re.IGNORECASE)
UNIT = re.compile(r"^dipartimento\b", re.IGNORECASE)
"""Bodies that others print over their own name because they belong to them, or are in them; and what is a unit of many bodies."""

AFTER_NAME = re.compile(
    r"\s*[-–|,(]?\s*\b(?:bilancio|rendiconto|relazione|conto\s+consuntivo|nota\s+integrativa|C\.?\s?F\.?\s*:?\s*[0-9]|codice\s+fiscale"
    r"|P\.?\s?I\.?V\.?A|partita\s+iva|delibera|sede\s+legale|pag(?:ina\b|\.)|esercizio\b).*$",
    re.IGNORECASE,
)
"""What a running head sets behind the name: the document, tax codes, pages."""

NO_NAME = re.compile(r"\btotal[ei]\b|\.{4,}|;$|[^\W\d]{3,}\.$|:", re.IGNORECASE)
"""What a name does not have: columns of a table, leaders, the end of a sentence."""

GOES_ON = re.compile(r"^(?:d[ei]\w{0,3}\b|d['’]|e[d]?\b|per\b|industria\b|artigianato\b)", re.IGNORECASE)
BREAKS_OFF = re.compile(r"(?:\b(?:d[ei]\w{0,3}|e|ed|per|in|la|il)|d['’]|,)$", re.IGNORECASE)
"""How the second line of a name begins, and how the first one ends."""

OF_ANOTHER_LINE = re.compile(
    r"[0-9]|^(?:assemblea|consiglio|president|nucleo|collegio|organ|giunta|direzion|direttore|revisor|stagione|relazion|bilancio|not[ae]\b"
    r"|rendiconto|piano\b|sede\b|via\b|piazza\b|esercizio|allegat)",
    re.IGNORECASE,
)
"""What stands under the name of a body and is no part of it: an organ, a document, a date, an address."""

LONGEST_NAME = 110
"""Characters of a body's name."""

COVER = 3.0
"""What a name on the first page counts, in the type of the text; in larger type more."""

RIVAL = 0.5
"""Share of the evidence for a body that another must have to be as likely; for one set over it, less."""

OVER = 0.3


class Found(NamedTuple):
    """A body, its kind and how sure it is."""

    name: str
    kind: BodyKind
    confidence: Confidence


class _Text(NamedTuple):
    """How large the type of the text is, and how wide its widest line."""

    size: float
    width: float


@dataclass(slots=True)
class _Candidate:
    name: str
    kind: BodyKind
    weight: float = 0.0
    on_cover: bool = False
    pages: int = 0

    @property
    def rank(self) -> int:
        """0 for a body of its own, more for what it may belong to or be a unit of."""
        return 2 if SET_OVER.match(self.name) else 1 if UNIT.match(self.name) else 0


def find_body(pages: Sequence[Page], body_size: float, author: str | None) -> Found | None:
    """The body that reports: named on the first page, the larger the better, and in the heads and feet of the others.

    A body over it (a ministry over its agency, a region over its health body) yields to it. Where none is named there, it is the
    `author` that the file states, if that is a body; None if the text does not name that. `body_size` is that of the text.
    """
    found: dict[str, _Candidate] = {}
    lines = (line for page in pages for line in page.lines if line.size < LARGER * body_size)
    text = _Text(body_size, max((line.x1 - line.x0 for line in lines), default=0.0))
    for page in pages:
        for (name, kind), size in _names_on(page, text):
            one = found.setdefault(name.casefold(), _Candidate(name, kind))
            one.weight += COVER * size / (body_size or size) if page.number == 1 else 1.0
            one.on_cover |= page.number == 1
            one.pages += 1
    if not found:
        named = body_named(author) if author else None
        return Found(*named, "likely") if named else None
    most = max(one.weight for one in found.values())
    likely = [one for one in found.values() if one.weight >= OVER * most]
    best = min(likely, key=lambda one: (one.rank, -one.weight))
    rivals = [o for o in likely if o.rank == best.rank and o.weight >= RIVAL * best.weight and not _are_one(o, best)]
    in_heads = best.pages >= max(2, len(pages) / 2)
    sure: Confidence = "certain" if in_heads or (best.on_cover and best.rank == 0) else "likely"
    return Found(best.name, best.kind, "doubtful" if rivals else sure)


def names_author(pages: Iterable[Page], author: str | None) -> bool:
    """Whether the text of a page names the author that the file states, if that is a body."""
    named = body_named(author) if author else None
    if named is None:
        return False
    words = re.compile(r"\s+".join(map(re.escape, named[0].split())) + r"\b", re.IGNORECASE)
    return any(words.search(" ".join(line.text for line in page.lines)) for page in pages)


def _are_one(one: _Candidate, other: _Candidate) -> bool:
    """Whether two names are one, written out or shortened."""
    words = [set(re.findall(r"\w+", candidate.name.casefold())) for candidate in (one, other)]
    return one.kind == other.kind and (words[0] <= words[1] or words[1] <= words[0])


def _names_on(page: Page, body: _Text) -> Iterator[tuple[tuple[str, BodyKind], float]]:
    """The bodies that lines of a page name, with the size of the type: all of the first two, the heads and feet of others."""
    lines = page.lines if page.number <= 2 else page.lines[:2] + page.lines[-2:]
    taken: set[int] = set()
    for i, line in enumerate(lines):
        if i in taken:
            continue
        text, last = line.text, i
        width = body.width if line.size >= LARGER * body.size else 0.0
        while last + 1 < len(lines) and kind_of(text) and _goes_on(lines[last], lines[last + 1], text, width):
            last += 1
            text = f"{text} {lines[last].text}"
        taken |= set(range(i, last + 1))
        named = body_named(text)
        if named is not None:
            yield named, line.size


def _goes_on(line: Line, below: Line, text: str, width: float) -> bool:
    """Whether a name that a line begins goes on in the line below: set alike, close, and by its words.

    Or because its next word had no room left in the `width` of the text.
    """
    alike = abs(line.size - below.size) < 0.05 * line.size and line.bold == below.bold
    close = 0 < below.baseline - line.baseline < 2.2 * line.size
    if not (alike and close):
        return False
    if GOES_ON.match(below.text) or BREAKS_OFF.search(text):
        return True
    if OF_ANOTHER_LINE.search(below.text):
        return False
    word = len(below.text.split()[0]) / len(below.text) * (below.x1 - below.x0)
    name = f"{text} {below.text}"
    of_name = body_named(name) == (name, kind_of(text)) and kind_of(below.text) is None
    return of_name and 0 < width < line.x1 - line.x0 + word + line.size / 4


def body_named(text: str) -> tuple[str, BodyKind] | None:
    """The name of a body with which a text begins, without what follows it, and its kind; None if it begins with none."""
    name = AFTER_NAME.sub("", text).strip(" -–|,")
    if not name or len(name) > LONGEST_NAME or NO_NAME.search(name):
        return None
    kind = kind_of(name)
    return (name, kind) if kind is not None else None


def kind_of(name: str) -> BodyKind | None:
    """The kind of body that a name is of; None if it is of none."""
    if ORGAN.match(name):
        return None
    ending = next((kind for kind, pattern in _ENDINGS if pattern.search(name)), None)
    return ending or next((kind for kind, pattern in _BEGINNINGS if pattern.match(name)), None)
