"""Which rows and columns of a table in euro count something: its sums say so before their names do.

What is added up with amounts is money, whatever it is called. Of the rest, whole numbers among cents are none unless their name
is one of money, and whole numbers among whole amounts are in doubt where their name is one of what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple

from pipeline.figures.units import ACCOUNTS, SAYS_EURO, Said
from pipeline.numbers import Number
from pipeline.vocabulary import A_YEAR, OF_WHICH

FARTHEST = 60
"""Rows or columns, side by side, that may make a sum."""

MOST_YEARS = 3
"""Columns of several years that each name of theirs may have."""

LEAST = 2
"""Rounded amounts make their sum but for one: what is no larger is no witness of a sum."""

SUMS = 2
"""Figures of a row or column that must be parts of sums; one is enough if it is as large as a hundred."""

VAST = 100_000
"""Whole numbers as large as this, among cents, may be amounts though their name is one of what is counted."""

LARGE, ROUND = 1000, 100
"""Whole numbers that are all multiples of `ROUND`, and one as large as `LARGE`, are amounts that somebody rounded."""

_DONE = (
    r"(?:\s+(?:accolt|ammess|assistit|attiv|conclus|effettuat|elevat|erogat|esaminat|evas|finanziat|iscritt|liquidat|organizzat"
    r"|pervenut|presentat|present|rilasciat|seguit|svolt|trattat|vacant|letto|luce)[aeio]?)"
)

COUNTED = re.compile(
    r"(?:n\.?\s|num(?:ero|\.)\s(?:di\s)?|totale\s)?(?:"
    r"abitanti|addetti|alunni|anziani|assistiti|associati|bambini|beneficiari|dipendenti|disabili|donne|famiglie|iscritti|minori"
    r"|imprese(?!\s+(?:controllat|collegat|sottopost))|morti|nati|nuclei|ospiti|partecipanti|pazienti|persone|popolazione|premiati|residenti|ricoverati|soci|spettatori|studenti|turisti|uomini|utenti"
    r"|visitatori|volontari|teste|dotazione\s+organica|(?:personale\s+)?in\s+servizio"
    r"|atti|certificat[io](?!\s+di\s+deposito)|certificazioni|controlli|convegni|copie|corsi|delibere|determine|domande|edizioni|eventi|fascicoli|fatture(?!\s+da\b)|giornate|giorni"
    rf"|incontri|interventi(?=$|{_DONE})|ispezioni|istanze|mezzi(?!\s+(?:di|propri)\b)|mostre|ore|pasti|posti|pratiche|presenze|procedimenti|provvedimenti|richieste"
    r"|riunioni|sanzioni(?=\s+e)|sedute|segnalazioni|sopralluoghi|spettacoli|vani|veicoli|verbali|visite|visure|volumi"
    r"|coefficient[ei]|indice|pes[oi]|punt[io]|punteggi[oi]?|quantit[àa]['’]?|rate|superfici[ei]?|vot[oi]|km|mq|consum[oi]\s+(?:kwh|mc)"
    rf")\b{_DONE}*",
    re.IGNORECASE,
)
"""How a name begins of what is counted or measured."""

OF_MONEY = re.compile(
    rf"{ACCOUNTS.pattern}|€|\beuro?\b|\b(?:import|valor|previs|preventiv|consuntiv|assest|accert|ri(?:sco[st]|scuot)|finanz|pagament|pagat|liquid|econom"
    r"|disponib|competenz|quot|partecipazion|tariff|prezz|base|ribass|aggiud|affid|conces|fatturat|imponib|nomin|erog|richiest|ammess|cofinanz|maggior|minor|arrotondament"
    r"|getton[ei]|indenn|fpv|spett|dovut|rimbors|diritti|sanzioni|mult[ae]|vendit|trasferiment|introit|gettit|sopravven|rendit|versament|conferiment|sottoscri|mezzi\s+propri|forniture|serviz[io]\b|beni\b|utenz)",
    re.IGNORECASE,
)
"""In a name that may be of amounts."""

_NAMES_NOTHING = re.compile(
    rf"\b{A_YEAR}\b|[^\W\d_]?[0-9./-]+|\b(?:anno|esercizio|al|dal|mese|tot(?:ale|ali)?|complessiv[oi]|sub|generale|var(?:iazion[ei])?|diff(?:erenz[ae])?"
    r"|scost(?:ament[oi])?|delta|inizial[ei]|final[ei]|increment[oi]|decrement[oi]|somma|media|parziale)\b|[\W_]",
    re.IGNORECASE,
)
"""What a name is made of that says when, or of a sum or difference, and not of what."""


_CODES = re.compile(
    r"(?:programma|titolo|tipologia|categoria|macroaggregato|livello|priorit[àa]['’]?|classe|mese|trimestre|tel(?:efono|\.)?|fax)$",
    re.IGNORECASE,
)
"""A name of what is itself named by numbers."""

_RATES = re.compile(
    r"(?:grado|rigidit[àa]['’]?|velocit[àa]['’]?|elasticit[àa]['’]?|incidenza|capacit[àa]['’]?\s+di|autonomia|percentual[ei]|ro[aeis]\b"
    r"|aliquota|coefficiente|punteggi[oi]|voto\b|leva\s+finanziaria|(?:quota|var\.?)\s+%|.*[(\[](?:‰|per\s+mille)[)\]])",
    re.IGNORECASE,
)
"""How a name of rates begins."""

Kind = Literal["money", "counted", "rate", "code", "sum", "unknown"]

MAY_BE_MONEY: frozenset[Kind] = frozenset({"money", "sum"})
"""What a name is of that names money, or only when, or a sum or difference of what stands beside it."""


class Line(NamedTuple):
    """A row or a column of figures."""

    name: str
    numbers: Mapping[int, Number]
    is_money: bool
    """Whether more than its name and what is said of all amounts makes it money."""
    among_cents: bool
    """Whether the figures beside it show cents."""


class Doubt(NamedTuple):
    """What a row or column is if it is no money."""

    counts: bool
    """Whether its name says that it counts."""
    told: bool
    """Whether only its name says so, or only its figures: then it may be money."""

    @property
    def said(self) -> Said:
        return Said(None, "count" if self.counts else None)


def doubts_among(lines: Sequence[Line], *, all_may_be: bool) -> dict[int, Doubt]:
    """The rows, or the columns, of a table in euro that are no money, or that nothing tells to be money, by their place.

    `all_may_be` tells that no line need be money, as where the euro is said of more than this table.
    """
    suspects = {i: doubt for i, line in enumerate(lines) if (doubt := _doubt(line))}
    if not suspects:
        return {}
    kinds = [kind_of(line.name) for line in lines]
    money = {i for i, line in enumerate(lines) if i not in suspects and (line.is_money or kinds[i] == "money")}
    found: dict[int, Doubt] = {}
    for group in _joined(lines) if money or all_may_be else ():
        if not group & money and (own := [suspects[i] for i in group if i in suspects]):
            doubt = Doubt(any(d.counts for d in own), told=False)
            found |= {i: suspects.get(i, doubt) for i in group if i in suspects or kinds[i] == "sum"}
    return found


def joined_with_money(lines: Sequence[Line]) -> set[int]:
    """The places of the rows or columns that sums join with one that is money."""
    money = {i for i, line in enumerate(lines) if line.is_money}
    return set().union(*(group for group in _joined(lines) if group & money)) - money


def kind_of(name: str) -> Kind:
    """What a name is of, as far as its words go."""
    text = _NAMES_NOTHING.sub(" ", name).strip()
    if not text:
        return "sum"
    if _RATES.match(name):
        return "rate"
    if _CODES.match(text):
        return "code"
    counted = COUNTED.match(text)
    if OF_MONEY.search(text[counted.end() :] if counted else text) or OF_WHICH.match(name):
        return "money"
    return "counted" if counted else "unknown"


def counts(name: str) -> bool:
    """Whether a name is of what is counted and says no euro beside it: `Popolazione (in '000)`, no `Ore (€/000)`."""
    return kind_of(name) == "counted" and SAYS_EURO.search(name) is None


def _doubt(line: Line) -> Doubt | None:
    """What a row or column may be by its own figures and name, if not money."""
    numbers = [number for number in line.numbers.values() if number.value]
    values = [abs(number.value) for number in numbers]
    if not values or any(number.unit for number in numbers):
        return None
    if _RATES.match(line.name):
        return Doubt(counts=False, told=True) if max(values) < LARGE else None
    if line.is_money or any(number.decimals for number in numbers):
        return None
    is_round = all(value % ROUND == 0 for value in values) and max(values) >= LARGE
    kind = kind_of(line.name)
    if kind in ("counted", "code"):
        return Doubt(counts=kind == "counted", told=is_round or not line.among_cents or max(values) >= VAST)
    return Doubt(counts=False, told=True) if kind == "unknown" and line.among_cents and not is_round else None


def _joined(lines: Sequence[Line]) -> list[set[int]]:
    """The rows or columns in groups: those that sums join are in one."""
    groups = {i: {i} for i in range(len(lines))}
    for sum_and_parts in _sums(lines):
        joined: set[int] = set().union(*(groups[i] for i in sum_and_parts))
        groups |= dict.fromkeys(joined, joined)
    return [group for i, group in groups.items() if i == min(group)]


def _sums(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The rows or columns to which those right before or right behind them add up, with those of these that a sum tells of.

    Columns may stand beside those of other years.
    """
    steps = range(1, MOST_YEARS + 1 if len(lines) <= FARTHEST else 2)
    for (total, line), step in product(enumerate(lines), steps):
        for parts in (range(total - step, -1, -step), range(total + step, len(lines), step)):
            sums: dict[int, Decimal] = {}
            for count, i in enumerate(parts[:FARTHEST], 1):
                for key, number in lines[i].numbers.items():
                    sums[key] = sums.get(key, Decimal(0)) + number.value
                if count > 1 and (held := _held(line.numbers, sums)):
                    yield [total, *(part for part in parts[:count] if _is_witness(lines[part].numbers, held))]


def _held(totals: Mapping[int, Number], sums: Mapping[int, Decimal]) -> set[int]:
    """Where figures are the sums of others, if that is so for half of them or more."""
    stated = {key: number.value for key, number in totals.items() if number.value}
    held = {key for key, value in stated.items() if abs(value - sums.get(key, Decimal(0))) <= (value == int(value))}
    return held if 2 * len(held) >= len(stated) and _weigh(stated[key] for key in held) else set()


def _is_witness(numbers: Mapping[int, Number], held: Set[int]) -> bool:
    """Whether a sum would not hold without these."""
    return _weigh(number.value for key, number in numbers.items() if key in held and abs(number.value) >= LEAST)


def _weigh(values: Iterable[Decimal]) -> bool:
    """Whether figures are so many, or so large, that they hardly make a sum by chance."""
    sizes = [abs(value) for value in values]
    return len(sizes) >= SUMS or max(sizes, default=0) >= ROUND
