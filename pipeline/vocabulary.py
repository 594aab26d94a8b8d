"""The words and signs that reports use in one meaning, each in one place: totals, sides of an account, dashes, currencies."""

from __future__ import annotations

import re

_TOTAL = r"tot(?:ale|\.)\s+(?:generale\s+)?(?:d\w{0,4}['’]?\s*)?"


SIDES = (
    (r"entrat[ae]", r"(?:uscit[ae]|spes[ae])"),
    (r"attiv(?:o|it[àa]['’]?)", r"passiv(?:o|it[àa]['’]?)"),
    (r"(?:provent[oi]|ricav[oi])", r"(?:oner[ei]|cost[oi]|spes[ae])"),
    (r"dare", r"avere"),
    (r"fonti", r"impieghi"),
)


NAMES = tuple(
    (re.compile(rf"(?:{_TOTAL})?{one}\b", re.IGNORECASE), re.compile(rf"(?:{_TOTAL})?{other}\b", re.IGNORECASE))
    for one, other in SIDES
)
"""How the two sides of an account begin their names, and those of their totals."""


TOTAL = re.compile(_TOTAL, re.IGNORECASE)


TOTAL_LABEL = re.compile(r"^(?:sub[\s-]*)?tot(?:ale|ali|al|\.)?(?:\b|$)|\bcomplessiv[oi]$|^complessiv[oi]\b", re.IGNORECASE)
"""The label of a total or sub-total: `Totale proventi (A)`, `Sub-totale`, `TOT.`, `Costo complessivo`."""

BULLETS = "•·▪◦●■\uf0a8\uf0b7"
"""Signs before an item of a list that are nothing else, alone in a cell: no dash, which is zero, no empty box, no asterisk."""

LIST_MARKS = f"-\u2212–—○□☐*\uf06f{BULLETS}"
"""Signs before an item of a list, within brackets of an expression: dashes, bullets, boxes, and those of symbol fonts."""

ITEM = re.compile(rf"^[{LIST_MARKS}]\s")
"""How an item of a list begins."""

EQUITY = re.compile(r"\bpatrimonio\s+netto\b", re.IGNORECASE)
"""What is left of the assets without the liabilities: a total of liabilities may leave it out, and the result is a part of it."""

OF_WHICH = re.compile(r"^\W*(?:di|d['’]|dei|delle)\s?cui\b", re.IGNORECASE)
"""How a line begins that repeats part of the line above it: it is no further part of a total."""

MEAN = re.compile(
    r"^medi[ae]\b|\b(?:valor|cost|prem|import|prezz|temp|numer|spes|reddit|stipendi|durat|rat|salari|quot|tariff|giudizi|punteggi|vot|valutazion)\w{1,2}\s+(?:medi[ao]|unitari[ao])\b"
    r"|\bpro\s?capite\b|^(?:tasso|indice|aliquota|percentuale)\b",
    re.IGNORECASE,
)
"""How a line or a column is called whose figures are not added up."""


def are_sides(left: str, right: str) -> bool:
    """Whether two texts name the two sides of an account, in either order."""
    return any((a.match(left) and b.match(right)) or (b.match(left) and a.match(right)) for a, b in NAMES)


CURRENCIES = frozenset({"€", "€.", "$", "£", "EUR", "Euro", "euro", "-€", "+€", "US$"})
"""Signs that may stand far left of their amount."""

MEASURES = frozenset({
    "%", "n.", "n", "nr.", "n°", "num.", "gg", "gg.", "giorni", "ore", "h",
    "mq", "m²", "m2", "mc", "m³", "m3", "kg", "t", "km", "kWh",
})  # fmt: skip
"""What a column of units says of the figures of a row, if they are no money."""

MEASURE = r"(?:k?m[q²2]|m[c³3]|ha|km|kg|tonn?\.?|[kmg]?wh|gj|tep)"
"""A unit of measure beside a figure or in a heading, in small letters or capitals; one letter alone may say anything."""


MINUS = "-\u2212\u2013\u2010\u2011\u2012\u2014\u2015\u2043\u02d7\u00af\u207b\u208b\u2796\ufe58\ufe63\uff0d"
"""Characters that reports print for a minus sign: hyphens, dashes, raised and lowered minuses, the macron."""

DASHES = frozenset(MINUS)
"""Signs that, alone in a cell, stand for a figure."""


TYPED_RULE = re.compile(r"[-=]{4,}|[+|](?:[-=]{2,}[+|])+|[\u2500-\u257f]{4,}")
"""A rule typed as characters, as printers of lines set it under a heading or over a total."""


LEADERS = re.compile(r"[.·]{4,}|(?:[.·] ){4,}|…{2,}|_{4,}")
"""Dots that lead from a label to its figure or page."""

BROKEN_AMOUNT = re.compile(
    r"[€(+\u2212\u2013 -]*[0-9]{1,3}(?:\.[0-9]{3})*"
    r"(?:(?:\.\||\|\.)[0-9]{3}(?:\.[0-9]{3})*(?:,[0-9]{1,2})?"
    r"|\.(?:[0-9]\|[0-9]{2}|[0-9]{2}\|[0-9])(?:\.[0-9]{3})*(?:,[0-9]{1,2})?"
    r"|(?:,\||\|,)[0-9]{1,2}"
    r"|(?<=\.[0-9]{3}),[0-9]\|[0-9])[)€ %-]*"
    r"|\((?:€ ?)?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]{1,2})?\|\)"
)
"""An amount broken over two lines, `|` standing for the break: at a point or comma, inside a group, between its cents, or before
the bracket that closes it.

What is broken between its cents has groups: `3,5` over `4` may be two figures.
"""


LINKING = re.compile(
    r"(?i:al|alla|allo|ai|agli|alle|con|da|dal|dalla|dallo|dai|dagli|dalle|dei|del|della|dello|degli|delle|di|ed|in|nel|nella"
    r"|nello|nei|negli|nelle|per|su|sul|sulla|sullo|sui|sugli|sulle|il|lo|gli|le|un|una)|[ae]"
)
"""Words that go on to the next: no text of a cell ends with one. A capital by itself is a mark: `Area A`."""

MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip

A_YEAR = r"(?:19|20)[0-9]{2}"
YEAR = re.compile(A_YEAR)
"""The year of an account, be it of the century before."""

_PARTS_OF_EURO = r"(?:migliaia|milioni|miliardi|unità)\s+di\s+"
ONLY_UNIT = re.compile(
    rf"^\(?\s*(?:(?:valori|importi|dati|cifre)\s+(?:espress[ei]\s+)?in\s+(?:{_PARTS_OF_EURO})?|(?:in\s+)?{_PARTS_OF_EURO})(?:euro|€)\s*(?:/\s*0{{3}}\s*)?\)?$",
    re.IGNORECASE,
)
"""A text over a table, or over columns of it, that says in which unit all of it is."""

CAPTION = re.compile(r"^(?:tab(?:ella|le|\.)|tav(?:ola|\.)|prospetto)\s*(?:n\.?\s*)?[0-9]+(?:[.-][0-9]+)*\b", re.IGNORECASE)
"""How the numbered title of a table begins: `Tabella 4`, `Tab. n. 3 - Proventi`."""
