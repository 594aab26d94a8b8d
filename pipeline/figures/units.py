"""What figures measure and in which unit and scale: said by the cell, its row, its column, the caption or a sentence.

The nearest statement wins. A column that says nothing is in euro only if most of its figures show cents or a currency.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.figures.scales import EURO, Stated, scale_in_brackets, scale_of, scale_of_heading
from pipeline.numbers import COUNTED, Number, times
from pipeline.vocabulary import A_YEAR, MEASURE
from schemas.records.headings import VARIANCE
from schemas.table import Measure

MOSTLY = 0.5
"""Share of a column's figures that must say or show what all of them are."""

LEAST_AMOUNT = 1000
"""A column in which no figure with cents is as large may be of rates or prices in any unit."""

WHOLE, ROUNDED = 100, Decimal("0.5")
"""What percentages of a whole make, and by how much these may differ from it."""

YEARS = range(1900, 2100)

IDENTIFIER = re.compile(
    r"^(?:cod(?:ice|\.)?|prog(?:r\.?|ressivo|\.)?|art(?:icolo|\.)?|cap(?:itolo|\.)?|miss(?:ione|\.)?|pag(?:ina|\.)?|civico|n\.?\s?civico"
    r"|cap\s|c\.?a\.?p\.?|c\.\s?f\.?|c(?:od)?\.?\s?fisc(?:ale|\.)?|(?:p(?:art(?:ita|\.)?)?\.?\s?iva)|iban|matricola|protocollo|prot\.?|cig|cup|versione|rif\.?|n(?:\.\s*|\s+)(?:ord|prog|prot)\w*\.?"
    r"|n(?:\.|°|r\.?|um\.?|umero)?\s*(?:delibera|determina|decreto|mandato|reversale|fattura|contratto|repertorio)"
    r"|(?:delibera|determina|decreto|mandato|reversale|fattura|contratto|repertorio)\s+n(?:\.|°|r\.?|um\.?)$"
    r"|(?:foglio|particella|mappale|sub(?:alterno|\.)?)$"
    r"|(?:rif\.?\s*)?not[ae](?:\s+integrativa)?$)(?:$|\s)",
    re.IGNORECASE,
)
"""Headings of columns whose numbers are names."""

NUMBERED = re.compile(r"^(?:n(?:\.|°|r\.?|um\.?|umero)?|#)$", re.IGNORECASE)
"""Headings of a column that numbers the rows where it is the first, and counts something elsewhere."""

_PERCENT = re.compile(r"%|incidenza|percentual|per cento", re.IGNORECASE)
_PERCENT_OF = re.compile(
    r"^%|(?<![0-9])(?<![0-9]\s)%$|\b(?:incidenza|peso|composizione|quoziente|rapporto|tasso|grado|indice|variazione|scostamento|copertura)\s+(?:in\s+)?%"
    r"|^percentuale\b|\b(?:variazione|incidenza)\s+percentuale$",
    re.IGNORECASE,
)
"""In the label of a row whose figures are percentages: `Incidenza % del personale`; no `IVA al 22 %`, `Fondo (% dei crediti)`."""

_DAYS = re.compile(r"\bgiorni\b|\bgg\b", re.IGNORECASE)
SAYS_EURO = re.compile(EURO, re.IGNORECASE)
_EURO = re.compile(rf"{EURO}|\bimport[oi]\b", re.IGNORECASE)
ACCOUNTS = re.compile(
    r"\b(?:credit[oi]|debit[oi]|cassa|banc(?:a|he|ari[oe])|depositi|cost[oi]|oner[ei]|spes[ae]|provent[oi]|ricav[oi]|entrate|uscite|saldo"
    r"|incass[oi]|pagament[oi]|riscossion[ei]|contribut[oi]|erogazion[ei]|liberalit[àa]|donazion[ei]|quote\s+associative|raccolt[ae]\s+fondi"
    r"|patrimonio|capitale|riserv[ae]|fond[oi]|immobilizzazion[ei]|terreni|fabbricati|attrezzature|impianti|automezz[oi]|arredi|macchinari|altri\s+beni|ratei|riscont[oi]|impost[ae]"
    r"|tribut[oi]|interess[ei]|utile|perdita|avanzo|disavanzo|accantonament[oi]|ammortament[oi]|svalutazion[ei]|rimanenze|mutu[oi]"
    r"|finanziament[oi]|stipendi|salari|retribuzion[ei]|indennit[àa]|inail|inps|t\.?f\.?r|acquist[oi]|corrispettiv[oi]|compens[oi]|canon[ei]|affitt[oi]|anticip[oi]"
    r"|intervent[oi]\s+economic[oi]|residui|irap|ires|iva|risorse(?!\s+umane)|stanzia(?:ment|t)[oi]|impegn(?:i|at[oi])|accertament[oi]|pagat[oi]|budget|diritt[oi]\s+(?:annual[ei]|di\s+segreteria))\b",
    re.IGNORECASE,
)
"""What accounts are called."""

_COUNT = re.compile(
    r"(?:^|\()\s*(?:n\.?|n°|nr\.?|num(?:ero|\.)?)\s*(?:$|\)|d\w{0,4}['’\s])|^(?:n\.|n°|nr\.|num\.|numero)\s|\sn(?:\.|°|r\.)$|\b(?:fte|ula)\b|^(?:totale\s+)?unit[àa]['’]?$|\bunit[àa]['’]?\s+di\s+personale\b",
    re.IGNORECASE,
)
_COUNTED_OR_MEASURED = re.compile(
    rf"\b(?:addetti|dipendenti|abitanti|ore)\b|(?:^|[(\[]\s*)(?:{MEASURE}|ab\.?\s?/\s?k?m[q²2])(?:$|\s*[)\]])|[(\[]t(?:co2)?[)\]]$|^durata\b|^et[àa]['’]?\s+media$",
    re.IGNORECASE,
)
"""What is counted or measured, unless an account is named by it: `debiti verso dipendenti`."""

_OTHER_MONEY = re.compile(
    r"\b(?:CHF|USD|GBP|JPY|lire|franchi|sterline|dollari|yen)\b|[$£]|\bc€|\b(?:cent(?:s|esimi)?|cts)\b\.?\s*(?:(?:di\s+)?(?:€|euro)|/\s*(?-i:[a-z]|[KMG]?[Ww][Hh]|[GM]J|Smc))",
    re.IGNORECASE,
)
"""In the heading of a column whose amounts are in no euro: another currency, or cents as prices of energy are."""

MEASURED = re.compile(r"popolazione|residenti|superficie?|densit[àa]'?", re.IGNORECASE)
"""The heading of a column that counts, or says by what amounts were shared out."""

_COUNTED = re.compile(
    r"addetti|beneficiari|dipendenti|donne|imprese|partecipanti|persone|soci|uomini|utenti|visitatori|volontari|quantit[àa]['’]?"
    r"|q\.?t[àa]['’]?\.?",
    re.IGNORECASE,
)
"""Headings that say what is counted, and nothing else; a narrow cell breaks their words."""

_BY_SEX = re.compile(r"(?:^|\s)(?:uomini|donne|maschi|femmine)$", re.IGNORECASE)
"""How the headings of columns end that count persons, whatever is over them."""

_IN_ALL = re.compile(rf"\btotal[ei](?:\s+{A_YEAR})?$", re.IGNORECASE)
"""How the heading of a column ends that sums others up, be it of one year."""

TWO_PARTS = 2
"""Columns that one sums up at least: beside one that counts alone, a total may be of what that cost."""

_DIFFERENCE = re.compile(VARIANCE, re.IGNORECASE)
"""The heading of a column of differences."""

EACH = re.compile(
    r"(?:€|\beuro)\s?/\s?(?!m(?:ig|il|io|l[dn]|gl)|k|anno|mese)[a-z]|\bpro[\s-]?capite\b|\bper\s+(?:abitante|addetto|dipendente|utente)\b|\bunitari[oa]\b",
    re.IGNORECASE,
)
"""What an amount for each of something is called: it is in euro where totals are in thousands."""

FOR_EACH = re.compile(rf"\bmedi[oa]\b|{EACH.pattern}", re.IGNORECASE)
"""The same, or a mean."""

_OF_RATES = "tasso|indice|quoziente|rapporto"
_RATE = re.compile(rf"^(?:{_OF_RATES})\b", re.IGNORECASE)
RATED = re.compile(
    rf"(?:{_OF_RATES}|aliquota|coefficiente|punteggi[oi]|punti|vot[oi]|peso|inc(?:id)?\.)(?:\s+medi[oa])?",
    re.IGNORECASE,
)
"""The heading of a column of rates, shares or marks, and nothing else: no word over its table makes them money."""

_UNIT_ALONE = {
    "€": ("EUR", "amount", None), "euro": ("EUR", "amount", None), "eur": ("EUR", "amount", None),
    "%": ("%", "percentage", None), "n.": (None, "count", None), "n": (None, "count", None), "n°": (None, "count", None),
    "nr.": (None, "count", None), "num.": (None, "count", None), "numero": (None, "count", None), "unità": (None, "count", None),
    "gg": ("days", "days", None), "gg.": ("days", "days", None), "giorni": ("days", "days", None),
}  # fmt: skip
"""What a cell of a row, or the brackets at the end of its label, say of its figures."""

_PERCENT_BELOW = re.compile(
    r"(?=.*[a-z])\W*(?:(?:valori|dati|cifre|composizione|incidenza)\s+)?(?:in\s+)?(?:valor[ei]\s+)?(?:%|percentual[ei]|per\s+cento)\W*",
    re.IGNORECASE,
)
"""A text that says the unit of the rows below it, and nothing else: `valori in percentuale`, `in %`."""

_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]\s*$")

_EURO_FIRST = r"(?:€|euro)\s?/?\s?(?:mila|migliaia|milioni)\b"

_OF_THE_TABLE = re.compile(
    r"\b(?:importi|valori|dati|cifre|ammontari|saldi|somme|tabell[ae]|prospett[oi])\b[^.;]{0,80}?"
    r"\bin\s+(?P<unit>unit[àa]['’]?\s+di\s+euro\b|(?:migliaia|milioni|miliardi)\b|[km]\s?(?:€|euro\b)|€\s?/\s?0{3}\b|m(?:i?gl|l[nd])\b"
    rf"|{_EURO_FIRST})(?!\.?\s+di\s+(?!euro\b|€))",
    re.IGNORECASE,
)
"""A sentence about the amounts of tables."""


_OF_THE_ACCOUNTS = re.compile(
    r"\b(?:bilanci[oi]|rendicont[oi]|schemi|not[ae]|relazione|document[oi])\b[^.;]{0,60}?\b(?:redatt|espress|presentat|espost|predispost)[oaie]\s+"
    r"in\s+(?P<unit>unit[àa]['’]?\s+di\s+euro\b|(?:migliaia|milioni|miliardi)(?=\s+di\s+(?:euro\b|€))|k\s?€|keuro\b|meuro\b|"
    rf"{_EURO_FIRST})",
    re.IGNORECASE,
)
"""A sentence on the unit of accounts as such: it says nothing of what else they count."""

_OF_THE_DOCUMENT = re.compile(
    r"\btutt[ie]\s+(?:gli|i|le)\b|\b(?:dell[ae]|nelle)\s+(?:tabelle|relazione|nota)\b|\bde[il]\s+(?:documento|bilancio|prospetti)\b"
    r"|\b(?:se|ove|salvo)\s+(?:non\s+)?divers",
    re.IGNORECASE,
)
"""What says that a sentence about amounts is about those of the whole document."""

OF_NOTES = re.compile(r"\bnota\b|\bnote\b", re.IGNORECASE)
"""What names the notes to the statements."""

IN_EURO = re.compile(r"\b(?:import[oi]|valor[ei]|dati|cifre)\b[^.;]{0,40}\bin\s+euro\b", re.IGNORECASE)
"""A sentence of a document that its amounts are in euro: it says nothing of what else its tables count."""


class Said(NamedTuple):
    """What one place says of figures: their unit, what they measure, what they are multiplied by; None where it does not say."""

    unit: str | None = None
    measure: Measure | None = None
    scale: int | None = None


NOTHING = Said()

Place = Literal["figures", "rows", "headings", "table"]

NEAREST_FIRST: tuple[Place, ...] = ("figures", "rows", "headings", "table")
"""Where the scale of a figure is said; what is said of its table may be said outside of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """What the figures of a column are, unless the cell or its row says otherwise."""

    said: Said
    sure: bool
    """Whether its heading says so, and not only the look of its figures."""


def said_by_heading(heading: str, *, first: bool) -> Said:
    """What the heading of a column says; `first` tells that no labels stand before it."""
    scale = scale_of_heading(heading)
    if IDENTIFIER.match(heading) or (first and NUMBERED.match(heading)):
        return Said(None, "identifier", None)
    if _PERCENT.search(heading):
        return Said("%", "percentage", None)
    if _DAYS.search(heading):
        return Said("days", "days", None)
    if is_of_other_money(heading):
        return Said(None, None, 1)
    if scale_of(heading) or _EURO.search(heading) or (scale and ACCOUNTS.search(heading)):
        return Said("EUR", "amount", scale or (1 if EACH.search(heading) else None))
    if _RATE.match(heading):
        return Said(None, None, 1)
    counted = _is_count(heading) or names_counted(heading) or _BY_SEX.search(heading)
    return Said(None, "count" if counted else None, scale)


def names_counted(text: str) -> bool:
    """Whether a heading or label is the name of what is counted or measured, and nothing else."""
    return _COUNTED.fullmatch("".join(text.split())) is not None or MEASURED.fullmatch(text) is not None


def is_of_other_money(heading: str) -> bool:
    """Whether a heading names another currency, or cents, and says no euro beside it."""
    return _OTHER_MONEY.search(heading) is not None and not SAYS_EURO.search(_OTHER_MONEY.sub("", heading))


def said_by_row(texts: Sequence[str]) -> Said:
    """What the texts of a row, which are no figures, say of its figures: a cell with nothing but a unit, or its label."""
    for text in texts:
        found = _said_by_unit(text.strip())
        if found is None and (match := _BRACKETED.search(text)):
            found = _said_by_unit(match[1].strip())
        if found is not None:
            return found
    label = texts[0] if texts else ""
    if _PERCENT_OF.search(label):
        return Said("%", "percentage", None)
    if _RATE.match(label):
        return Said(None, "count", 1)
    if scale := scale_of(label):
        return Said("EUR", "amount", scale) if scale > 1 else NOTHING
    return Said(None, "count", None) if _is_count(label) else Said(None, None, scale_in_brackets(label))


def says_percent_below(text: str) -> bool:
    """Whether a text alone in its row says that the figures of the rows below are percentages, and nothing else."""
    return _PERCENT_BELOW.fullmatch(text) is not None


def is_of_counts(heading: str, headings: Sequence[str]) -> bool:
    """Whether a column of a table with some `headings` sums up others that count something, or tells what they differ by."""
    others = [(place, text) for place, text in enumerate(headings) if text and not MEASURED.fullmatch(text)]
    measures = [said_by_heading(text, first=place == 0).measure for place, text in others]
    fewest = TWO_PARTS if _IN_ALL.search(heading) else 1 if _DIFFERENCE.search(heading) else None
    return fewest is not None and measures.count("count") >= fewest and "amount" not in measures


def _is_count(text: str) -> bool:
    """Whether a heading or label names what is counted."""
    return bool(_COUNT.search(text) or (_COUNTED_OR_MEASURED.search(text) and not ACCOUNTS.search(text)))


def _said_by_unit(text: str) -> Said | None:
    if (known := _UNIT_ALONE.get(text.lower())) is not None:
        return Said(*known)  # type: ignore[arg-type]
    of_figure = any(map(str.isdigit, text.replace("000", "")))  # `412 k€` says it of itself
    scale = scale_of(f"({text})") if len(text) <= 40 and not of_figure else None
    return Said("EUR", "amount", scale) if scale is not None else None


def said_of_tables(text: str) -> int | None:
    """The scale that a sentence of a section states for the amounts of its tables; None if none does."""
    match = _OF_THE_TABLE.search(text)
    return times(match["unit"]) or 1 if match else None


def said_of_accounts(text: str) -> int | None:
    """The scale that a sentence states for accounts, or for notes to them before these; None if none does."""
    said = list(_OF_THE_ACCOUNTS.finditer(text))
    match = next((match for match in said if OF_NOTES.search(match[0])), said[0] if said else None)
    return times(match["unit"]) or 1 if match else None


def said_of_document(text: str, *, by_law: bool) -> int | None:
    """The scale that a sentence states for the amounts of all tables of its document; None if none does.

    What is said of the notes says nothing of statements, which are in euro `by_law` where the notes may be in thousands.
    """
    for sentence in re.split(r"(?<=[.;])\s", text):
        of_part = "sezione" in sentence or (by_law and OF_NOTES.search(sentence))
        if _OF_THE_DOCUMENT.search(sentence) and not of_part and (scale := said_of_tables(sentence)):
            return scale
    return None


def column_of_figures(said: Said, numbers: Sequence[Number], *, in_euro: bool, other_money: bool = False) -> Column:
    """What a column's bare figures are: what the heading says, be it no euro, else what most of them show, or the table says."""
    if said.measure is not None or other_money:
        return Column(said, sure=True)
    shown = _shown_by_figures([number for number in numbers if COUNTED not in number.remarks], in_euro=in_euro)
    return replace(shown, said=shown.said._replace(scale=said.scale)) if said.scale else shown


def _shown_by_figures(numbers: Sequence[Number], *, in_euro: bool) -> Column:
    if not numbers:
        return Column(NOTHING, sure=False)
    if are_years(numbers):
        return Column(Said(None, "year", None), sure=True)
    stated = [n.unit for n in numbers if n.unit]
    for unit, measure in (("EUR", "amount"), ("%", "percentage"), ("days", "days")):
        shown, least = stated.count(unit), MOSTLY * len(numbers)  # type: ignore[arg-type]
        if shown > least or (shown == least and unit != "%"):  # half in per cent are shares under counts
            return Column(Said(unit, measure, None), sure=False)  # type: ignore[arg-type]
    bare = [n for n in numbers if n.unit != "%"]
    in_cents = [n for n in bare if n.decimals == 2]
    large = max((abs(n.value) for n in in_cents), default=0) >= LEAST_AMOUNT
    if (len(in_cents) > MOSTLY * len(bare) and large) or in_euro:
        return Column(Said("EUR", "amount", None), sure=False)
    return Column(NOTHING, sure=False)


def are_years(numbers: Sequence[Number]) -> bool:
    """Whether these are nothing but years."""
    return all(n.decimals == 0 and n.unit is None and n.value in YEARS for n in numbers)


def said_of_cell(number: Number, row: Said, column: Column, stated: Stated | None) -> tuple[Said, Place | None]:
    """The unit, the measure and the scale of one figure, and what says the scale: the nearest that does."""
    if COUNTED in number.remarks:
        return Said(None, "count", 1), None
    said, places = column.said, dict.fromkeys(NEAREST_FIRST, None) | {"headings": column.said.scale}
    if row.measure is not None and not (column.sure and said.measure not in (None, "amount")):
        places["rows"] = row.scale
        places |= {} if row.measure == "amount" else {"headings": None}
        said = row
    elif row.scale and said.measure in (None, "amount"):
        places["rows"] = row.scale
    if number.unit is not None and number.unit != said.unit:
        measures: dict[str, Measure] = {"EUR": "amount", "%": "percentage", "days": "days"}
        said = Said(number.unit, measures[number.unit])
        places |= {} if number.unit == "EUR" else {"rows": None, "headings": None}
    of_table = stated and (said.measure == "amount" or ((said.measure is None or said is row) and not stated.euro))
    places |= {"figures": number.scale, "table": stated.scale if stated and of_table else None}
    place = next((place for place in NEAREST_FIRST if places[place]), None)
    return Said(said.unit, said.measure, (place and places[place]) or 1), place
