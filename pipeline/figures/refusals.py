"""What in a table's columns of amounts was meant as a number and is none, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dates import read_date
from pipeline.figures.sides import BEHIND
from pipeline.figures.units import MOSTLY, Column
from pipeline.numbers import RAISED, Number, Reading, Refused, Several, Words
from pipeline.vocabulary import A_YEAR, DASHES, MINUS
from schemas.table import Cell, Table

AS_ONE = 3
"""So many refused cells of a column of which no figure was read are one finding."""

LONGEST = 40
"""Characters of a text that may be a figure with something beside it; a longer one is a note."""

_FILLER = re.compile(r"^#{2,}$|^#(?:N/?[DA]|VALORE!|VALUE!|RIF!|REF!|DIV/0!|NUM!|NOME\?|NAME\?)$", re.IGNORECASE)
"""What a spreadsheet prints in place of a figure."""

_AMOUNT_WITHIN = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:[.][0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]{2})(?![0-9.,])")
"""An amount that has something beside it."""

AMOUNT = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{2}")
"""What no code or number of a row looks like."""

_NAMED = re.compile(rf"^(?=.*[^\W\d_]{{4}}).*{_AMOUNT_WITHIN.pattern}")
"""An amount with words beside it."""

_AMOUNT_ENDS = re.compile(
    r"^(?:[^\d]*[^\W\d]{2}[^\d]*\s-?(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2})?|[0-9]{1,3},[0-9]{2})"
    rf"|{AMOUNT.pattern}(?:\s?[A-Z]{{1,3}}|(?:[^\W\d_]{{2}}|\s[^\W\d_]{{4}})[^\d]{{,{LONGEST}}}))$"
)
"""A label that ends in an amount, as where the first figure of a row was taken for its label's last word; or an amount with
what the next column has right behind it: `89.448,55RR`, `412.350,75Fondo vincolato`, `432.587,40 chiuso`."""

_CODED = re.compile(rf"(?:[A-Z]{{1,3}} {AMOUNT.pattern}(?: |$)){{2,}}")
"""Amounts in one cell, each behind its code: `RS 2.875,72 CP 21.391,27`."""

_CUT_OFF = re.compile(r"^[^\w\s]*[0-9][0-9.,]*\s?(?:…|\.{3})$")
"""A figure that whoever laid the table out cut off, as dots say: `412.3…`."""

_IN_WORDS = re.compile(
    r"^(?:(?:euro|€)\s*)?(?:meno\s+)?(?:(?:zero|uno?|due|tr[eé]|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici"
    r"|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti?|(?:trent|quarant|cinquant|sessant|settant|ottant"
    r"|novant)a?|cento?|mille|mila|milion[ei]|miliard[oi])\s*(?:e\s+)?)+(?:(?:di\s+)?euro)?(?:[/,]\s?[0-9]{2})?$",
    re.IGNORECASE,
)
"""An amount that is spelt out: `cinquecento euro`, `milleduecento/00`."""

_HAS_DIGITS = re.compile(rf"(?![0-9]{{1,3}}\s?[.)°ªº]$)(?=.{{,{LONGEST}}}$)[^0-9]*[0-9]")
"""A text with digits that is short, and no ordinal."""

_REFERS = re.compile(
    r"^\W*(?:v(?:edi|ds)?|cfr|not[ae]|rif|art|tab(?:ella)?|all(?:egato)?|par|cap)\b"
    rf"|^[^0-9]*[^\W\d_][^0-9]*(?:[(\[][0-9]{{1,2}}[)\]]|{A_YEAR})$"
    r"|^[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}$|^[0-9][°ºª^]\s*(?:trim|sem|quadr|bim)",
    re.IGNORECASE,
)
"""A text whose digits are those of a note, an article, a table, a year or a day: `vedi nota 3`, `n.d. (1)`, `Consuntivo 2024`."""

_CENTS = re.compile(r",[0-9]{2}(?![0-9])")

_FROM_TO = re.compile(rf"[0-9]\s?[{re.escape(MINUS)}]\s?[0-9]")
"""What parts the two ends of a range."""

_DASHED = f"{MINUS} "

_OTHER_MONEY = re.compile(r"^(?:L\.?|lire|Lit\.?|USD|CHF|GBP|[$£])\s?[0-9][0-9.,]*$", re.IGNORECASE)
"""An amount in lire, dollars, francs or pounds."""

_SHORT_DATE = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{2}")
"""A day as `31.12.24`: in a column that has no numbers no amount is meant."""

_TELEPHONE = re.compile(r"^(?:\+39\s?)?0[0-9]{1,3}[ /.-]+[0-9][0-9 .-]{4,}$")
"""The number of a telephone, which begins with that of its district."""

_POINTS = re.compile(r"^\W?[0-9]+(?:,[0-9]+)?\s?(?:p\.?\s?p\.?|punt[oi]\s+percentual[ei])$", re.IGNORECASE)
"""A difference of two percentages, which is no percentage of anything."""

_PER_MILLE = re.compile(r"^\W?[0-9]+(?:,[0-9]+)?\s?‰$")

_CURRENCY = re.compile(r"\b(?:EUR|euro|lire|lit|L|USD|CHF|GBP)\b", re.IGNORECASE)
"""Currencies in letters."""

_IN_EURO = re.compile(r"^€\s?[0-9][0-9.,]*\s?€?\s?[^\W\d_]{1,2}$|^[0-9][0-9.,]*\s?€\s?[^\W\d_]{1,2}$")
"""An amount that shows its currency, with a letter behind it: `€ 587.188 € b`."""

_RAISED = re.compile(rf"^[0-9]{{1,2}}[{RAISED}]{{1,2}}$")
"""A small number with the mark of a note, or a power."""

_MASKED = re.compile(r"^(?:€\s?)?(?:[Xx]{2,}(?:[.,][Xx]+)*|\*{3,}(?:[.,]\*+)*|[█■▮▒]+)$")
"""What stands in place of a figure that is not to be known."""

_MARKS = re.compile(r"^[^\w\s]*[.,~][^\w\s]*$")
"""What is left of a figure whose digits a font hides: its marks; or a nil that nobody else prints so."""

BOUND = "it is the bound of a figure"
SEVERAL = "it holds several values"
WITH_SHARE = "it holds an amount and its share"
UNDECIDED = "its point or comma may part thousands or decimals, which the columns of the table write differently"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell, or the first of `count` of a column's `cells` cells, that was meant as a number and is none, and why."""

    cell: Cell
    reason: str
    count: int = 1
    cells: int = 1


def refused_in(
    cells: Sequence[Cell], readings: dict[tuple[int, int], Reading], column: Column, *, numeric: bool
) -> Iterator[Refusal]:
    """What was meant as a number in a column of amounts and is none; of a column of which most is refused, one for all."""
    if column.said.measure == "identifier":
        return
    money = column.said.measure == "amount"
    found = [(cell, reason) for cell in cells if (reason := _reason(cell, readings[cell.row, cell.column], money=money))]
    of_days = not any(isinstance(readings[cell.row, cell.column], Number) for cell in cells)
    if found and of_days and all(_SHORT_DATE.fullmatch(cell.text) for cell, _ in found):
        return
    ranges = sum(_is_range(cell.text, readings[cell.row, cell.column]) for cell, _ in found)
    if ranges == len(found) and ranges >= (2 if money else 1):
        return
    numbers = [r for cell in cells if isinstance(r := readings[cell.row, cell.column], Number)]
    if numeric:
        if column.said.measure == "percentage":
            found = [(cell, reason) for cell, reason in found if not isinstance(readings[cell.row, cell.column], Several)]
        if not _are_amounts(numbers, column):
            found = [
                (cell, reason)
                for cell, reason in found
                if reason in (UNDECIDED, BOUND) or _FILLER.match(cell.text) or "\ufffd" in cell.text or _RAISED.match(cell.text)
            ]
        elif column.said.measure != "percentage" and (shared := list(_with_shares(cells, readings))):
            yield Refusal(shared[0], WITH_SHARE, len(shared), len(cells) if len(shared) > 1 else 1)
        yield from (Refusal(cell, reason) for cell, reason in found)
        if money and len(numbers) > 1:
            longer = (c for c in cells if len(c.text) > LONGEST and isinstance(readings[c.row, c.column], Words))
            within = (c for c in longer if c.column_span == 1 and len(_AMOUNT_WITHIN.findall(c.text)) == 1)
            yield from (Refusal(cell, "words stand beside it") for cell in within)
    elif (
        found
        and len(found) >= _fewest_refused([cell for cell in cells if cell.text not in DASHES], numbers)
        and ((money and column.sure) or _show_amounts(found))
        and not _are_few_lists(cells, found)
    ):
        yield Refusal(*found[0], len(found), len(cells))
    elif undecided := [cell for cell, reason in found if reason == UNDECIDED]:
        yield Refusal(undecided[0], UNDECIDED, len(undecided), len(cells))
    elif (paired := list(_with_shares(cells, readings))) and len(paired) >= _fewest_refused(cells, numbers):
        yield Refusal(paired[0], WITH_SHARE, len(paired), len(cells))
    elif coded := [cell for cell in cells if _CODED.fullmatch(cell.text)]:
        yield Refusal(coded[0], SEVERAL, len(coded), len(cells))
    else:
        ending = [c for c in cells if isinstance(readings[c.row, c.column], Words) and _AMOUNT_ENDS.match(c.text)]
        if len(ending) >= max(AS_ONE, MOSTLY * len(cells)):
            yield Refusal(ending[0], "letters of another cell stand beside it", len(ending), len(cells))


def _with_shares(cells: Sequence[Cell], readings: Mapping[tuple[int, int], Reading]) -> Iterator[Cell]:
    """The cells that hold an amount with its percentage behind it, and nothing else: `412.377,18 (58,4%)`."""
    for cell in cells:
        reading = readings[cell.row, cell.column]
        shared = isinstance(reading, Several) and reading.numbers[0].unit != "%" and reading.numbers[-1].unit == "%"
        if shared and _AMOUNT_WITHIN.search(cell.text) and not any(map(str.isalpha, _CURRENCY.sub("", cell.text))):
            yield cell


def _fewest_refused(cells: Sequence[Cell], numbers: Sequence[Number]) -> float:
    """How many of a column's cells but dashes, few or none of which are `numbers`, must be refused: fewer beside numbers."""
    return max(min(AS_ONE, len(cells)) - (len(numbers) > 0), MOSTLY * len(cells))


def _are_few_lists(cells: Sequence[Cell], found: Sequence[tuple[Cell, str]]) -> bool:
    """Whether few cells hold several values, none with cents: times of the day, or lists of numbers."""
    several = any(reason == SEVERAL for _, reason in found)
    return several and len(cells) < AS_ONE and not any(_CENTS.search(cell.text) for cell, _ in found)


def _reason(cell: Cell, reading: Reading, *, money: bool) -> str | None:
    """Why a cell among numbers, or among amounts of `money`, is none.

    None for words, for a stated absence, and for an amount with its percentage behind it.
    """
    if _CUT_OFF.match(cell.text):
        return "it is cut off, as dots say"
    if cell.text.strip(_DASHED) == str(cell.page) or _TELEPHONE.match(cell.text):
        return None  # the page's number, or that of a telephone
    if isinstance(reading, Refused):
        return reading.reason
    several = isinstance(reading, Several) and (reading.numbers[0].unit == "%" or all(n.unit != "%" for n in reading.numbers))
    if several and not any(map(str.isalpha, _CURRENCY.sub("", cell.text))):
        return SEVERAL
    if several and money and _AMOUNT_WITHIN.search(cell.text) and len(cell.text) <= LONGEST:
        return "it holds several values, and words"
    if money and cell.column_span == 1 and len(_AMOUNT_WITHIN.findall(cell.text)) > 1:
        return "it holds several values, and words"
    if _PER_MILLE.match(cell.text):
        return "it is in parts of a thousand"
    if _POINTS.match(cell.text):
        return "it is in percentage points"
    if isinstance(reading, Words) and _OTHER_MONEY.match(cell.text):
        return "it is in another currency"
    if _FILLER.match(cell.text):
        return "the figure was too wide for its cell, or could not be computed, when it was printed"
    if isinstance(reading, Words) and _AMOUNT_WITHIN.search(cell.text) and len(cell.text) <= LONGEST:
        if BEHIND.search(cell.text):
            return "its sign may be the side printed after it"
        if not any(map(str.isalpha, cell.text)):
            return "other signs stand beside it"
        return "words stand beside it" if money or _IN_EURO.match(cell.text) else None
    if money and isinstance(reading, Words) and _HAS_DIGITS.match(cell.text):
        return None if _REFERS.match(cell.text) or read_date(cell.text) else "words stand beside it"
    if money and isinstance(reading, Words) and _IN_WORDS.match(cell.text):
        return "it is written in words"
    if isinstance(reading, Words) and _MARKS.match(cell.text):
        return "it has no digits"
    if money and isinstance(reading, Words) and _MASKED.match(cell.text):
        return "other signs stand in place of its digits"
    return None


def _is_range(text: str, reading: Reading) -> bool:
    """Whether a cell says from which number to which: `0,00 – 10.000,00`, `(1.1–1.2)`."""
    if not isinstance(reading, Several) or len(reading.numbers) != 2 or not _FROM_TO.search(text):
        return False
    low, high = reading.numbers
    return abs(low.value) <= abs(high.value)


def _are_amounts(numbers: Sequence[Number], column: Column) -> bool:
    """Whether these are amounts, rates or days, and not numbers of houses, versions or lists."""
    if column.said.measure is not None:
        return column.said.measure != "year"
    return sum(n.decimals == 2 or n.unit is not None or abs(n.value) >= 1000 for n in numbers) >= MOSTLY * len(numbers)


def _show_amounts(found: Sequence[tuple[Cell, str]]) -> bool:
    """Whether refused cells look like amounts: with a decimal or grouping mark, or without any digit."""
    marked = sum(
        bool(
            re.search(r"[\d\W][.,][^\w\s]?\s?[\d\W]|^\W?[.,]\d|^[^\w\s\ufffd]+$|#|…|\ufffd.|.\ufffd", cell.text)
            or _IN_WORDS.match(cell.text)
            or _MASKED.match(cell.text)
        )
        for cell, _ in found
    )
    return marked >= MOSTLY * len(found)


def amounts_with_names(table: Table) -> Iterator[Refusal]:
    """The cells of rows that have nothing but amounts with their names beside them, as tiles of figures have."""
    for row in table.body():
        cells = [cell for cell in row if cell and cell.text]
        if len(cells) >= AS_ONE and all(len(c.text) <= LONGEST and _NAMED.search(c.text) for c in cells):
            yield from (Refusal(cell, "words stand beside it") for cell in cells)
