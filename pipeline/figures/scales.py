"""The scale that captions and headings state for the amounts below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.numbers import times
from pipeline.vocabulary import A_YEAR, TOTAL_LABEL
from schemas.table import Cell, Table

AROUND = 20
"""Characters before and behind the words that state a scale, to show where they stand."""

EURO = r"(?:€|\beur(?:os?)?\b)"
"""How a text names the euro."""

_LONG = r"(?:migliaia|milioni|miliardi|thousands?|millions?)"
_WORD = rf"(?:{_LONG}|(?:mln|mld|mi?gl)\b\.?+)"
_SHORT = r"(?:m(?:ln|ld|rd|io)|mi?gl|tsd)\b\.?+"
_AMBIGUOUS = r"(?:mil|ml|M(?=\s?€))\b\.?+"
"""What is short for millions in brackets or behind `in`, and for metres or men elsewhere."""
_OF_EURO = rf"(?:\s+(?:di\s+|of\s+)?{EURO})"
_AMOUNTS_IN = r"\b(?:importi|valori|dati|cifre)\s+(?:sono\s+)?(?:espress[ei]\s+)?in\s+"
_NOUGHTS = r"0{3}(?:[.'’]?0{3})?"
_OF_NO_FIGURE = rf"(?:(?<![0-9])(?<![0-9]\s)|(?<=\b{A_YEAR}\s))"
_BEFORE_NO_FIGURE = rf"(?!\s*-?\s*(?!{A_YEAR}\b)[0-9])"
"""A multiple beside a figure is of that figure, unless it is a year."""
_ALONE_BEFORE = rf"(?:^\s*(?:{A_YEAR}\s+)?|[(\[]\s*|\b(?:in|importi|valori|dati|cifre)\s+)"
_ALONE_BEHIND = r"(?=\s*(?:$|[)\]]))"
"""What stands around a mark that says a scale alone, after a year, in brackets or behind `in` or `importi`."""

_TIMES_EURO = re.compile(
    rf"{EURO}\s*(?:[/x×]\s*(?:1[.'’]?)?|[.'’‘]|\(\s*['’‘]?)?{_NOUGHTS}(?![.,]?[0-9])(?!\s*(?:ab|abitant[ei]|residenti|utenti)\b)"
    rf"|{EURO}\s*(?:[/x×(]\s*|in\s+|\s)?(?:(?:{_LONG}|mila(?=\s*(?:$|[)\]])))\b|(?:m(?:ln|ld|rd|io)|mi?gl)\b\.?+){_BEFORE_NO_FIGURE}"
    rf"|{_ALONE_BEFORE}(?:€|\beur)\s?k{_ALONE_BEHIND}|[(\[]\s*€\s?m(?=\s*[)\]])"
    rf"|{_OF_NO_FIGURE}(?<!/)(?<!\bper\s)(?:(?-i:\b[kK])|\b{_SHORT})\s?/\s?{EURO}{_BEFORE_NO_FIGURE}"
    rf"|{_OF_NO_FIGURE}(?-i:\b[kK]\s?€|\bT€|\b[kKT]EUR\b){_BEFORE_NO_FIGURE}|{_OF_NO_FIGURE}\b{_SHORT}\s?{EURO}{_BEFORE_NO_FIGURE}"
    rf"|{_ALONE_BEFORE}(?-i:[kK][\s-]?(?:[Ee]uro?|EUR)|[MT](?:[Ee]uro?|EUR)){_ALONE_BEHIND}|\bmi?gl\.?\s?di\s{EURO}"
    rf"|{_ALONE_BEFORE}(?:[x×]\s?(?:1[.'’]?)?|['’‘.])?{_NOUGHTS}\s?{EURO}{_ALONE_BEHIND}|(?<=['’‘]){_NOUGHTS}\s?{EURO}"
    rf"|(?:[(\[]\s*|\bin\s+){_AMBIGUOUS}\s?(?:di\s)?{EURO}"
    rf"|(?:\bin\s+|[(\[]\s*|^\s*)(?:{_LONG}|{_SHORT}){_OF_EURO}|[.,:;–—-]\s+(?:{_LONG}|{_SHORT}){_OF_EURO}(?=\s*$)"
    rf"|(?:\bin\s+|[(\[]\s*|^\s*)mila{_OF_EURO}"
    rf"|(?:\bimporti|(?:^\s*|[(\[]\s*)(?:valori|cifre))\s*/\s*1?[.'’]?{_NOUGHTS}(?![0-9])(?!\s*[^\W\d_])"
    rf"|\(in\s+['’‘]0{{3}}(?=\s*\))|(?<![0-9])(?<![0-9][.,'’])0{{3}}\s+omess[aio]\b"
    rf"|(?:{_AMOUNTS_IN}{_WORD}|\(in\s+migliaia)(?!\s+di\b)",
    re.IGNORECASE,
)
_UNITS = re.compile(
    rf"{_AMOUNTS_IN}{EURO}|\(\s*(?:in\s+)?euro\s*\)|unit[àa]['’]?\s+di\s+{EURO}|\s[-–]\s+in\s+euro\s*$"
    r"|arrotondat[ie]\s+all['’]\s?euro\b",
    re.IGNORECASE,
)

_BRACKETED = re.compile(rf"[(\[]\s*(?:in\s+)?{_WORD}\s*[)\]]\s*$", re.IGNORECASE)

_MARK_ALONE = re.compile(rf"(?:^|(?<=[^\W\d_]{{4}})[.:;]\s+)[(\[]?\s*{EURO}\s*[)\]]?\s*$", re.IGNORECASE)

_IN_HEADING = re.compile(
    rf"(?:^|[^\d\s]\s+|\b{A_YEAR}\s+)(?:{_LONG}|{_SHORT}){_OF_EURO}\s*$"
    rf"|[(\[]\s*(?:in\s+)?(?:{_WORD}|['’‘.]0{{3}})\s*[)\]]",
    re.IGNORECASE,
)
"""A scale in the heading of a column: under its name, `31/12/2023 migliaia di euro`, or in brackets: `Presenze (migliaia)`."""

_ALONE = re.compile(
    rf"[(\[]?\s*(?:(?:valor[ei]|import[oi]|dati|cifre|amounts)\b|in\b|{_LONG}\b|{_SHORT}|[kt]?[\s-]?(?:€|euro?\b)|meuro\b|[x×]\s|['’‘]?000).{{0,36}}$",
    re.IGNORECASE,
)
"""A label that says nothing but a scale, if it says one: `(migliaia di euro)`, `€/000`."""

_CLASSES = re.compile(r"class[ei]\b|fasc(?:ia|e)\b|scaglion|intervall", re.IGNORECASE)
"""What the heading of labels begins with that is of classes: its unit is theirs."""

_CENTS = re.compile(r"[0-9],[0-9]{2}(?![0-9])(?!\s*%)")
_CENTS_OF_THOUSANDS = re.compile(r"\.[0-9]{3},[0-9]{2}(?![0-9])")
"""An amount that no percentage is as large as."""

_FIGURE = re.compile(r"^[-(–−€\s]*[0-9]")
_GROUPED = re.compile(r"^[-(–−€\s]*[0-9]{1,3}(?:[.'’][0-9]{3})+(?![0-9])")

_ROUNDED = re.compile(
    rf"\b(?:(?P<amounts>importi)|valori|dati|cifre)\b(?:(?!total)[^.;])*?(?P<euro>{EURO}[^.;]*?)?\barrotondat[ei]\s+a(?:lle|l|i)\s+"
    rf"(?P<to>migliai[ao]|milion[ei])(?:(?P<of>{_OF_EURO})|(?!\s+di\b))",
    re.IGNORECASE,
)
"""Over a table, that amounts are rounded: unless they are printed with the noughts or with cents, it says their scale."""

_LARGE = re.compile(r"[0-9]{4}|[0-9][.'’\s][0-9]{3}(?![0-9])")
_IN_NOUGHTS = re.compile(r"[0-9][.'’\s]?000(?:,00)?(?![0-9])")

_OF_ALL = re.compile(r"\b(?:importi|valori|dati|cifre)\s+sono\b[^.;]{0,40}\bin\s+euro\b", re.IGNORECASE)
"""A sentence that amounts are in euro: it may stand before a table that counts something else."""


_SENTENCES = re.compile(r"[^.;]{20,}[.;](?:\s|$)")


class Stated(NamedTuple):
    """The scale that is stated for the amounts of a table."""

    scale: int
    source: str
    """Where, and in which words."""
    euro: bool = True
    """Whether the amounts are in euro for it: a scale alone over the labels may be of what is counted, `Dato (migliaia)`."""
    against: str | None = None
    """What says another scale, where nothing tells which of the two holds."""


def _words_of(text: str) -> str:
    """The words of a text that state a scale, and what stands around them."""
    match = _TIMES_EURO.search(text) or _UNITS.search(text)
    return text[max(0, match.start() - AROUND) : match.end() + AROUND].strip() if match else text


def scale_of(text: str) -> int | None:
    """The scale that a caption or heading states for the amounts below: 1, 1000, 10^6, 10^9; None if it says nothing of it.

    A sentence that speaks of *2 milioni di euro* states no scale.
    """
    match = _TIMES_EURO.search(text)
    return times(match[0]) if match else 1 if _UNITS.search(text) else None


def scale_alone(text: str) -> int | None:
    """The scale above one that a line says, if it says nothing else."""
    words = text.strip("([)]. ")
    scale = scale_of(f"({words})") if _ALONE.fullmatch(words) else None
    return scale if scale and scale > 1 else None


def says_scale_in_sentence(text: str) -> bool:
    """Whether the scale that a text states stands in a sentence, which may be of more than the table below."""
    return any(map(scale_of, _SENTENCES.findall(text)))


def scale_of_heading(heading: str) -> int | None:
    """The scale that the heading of a column states, be it under its name or in brackets."""
    return scale_of(heading) or ((match := _IN_HEADING.search(heading)) and times(match[0]))


def scale_in_brackets(label: str) -> int | None:
    """The scale that brackets at the end of a label say of figures which may be of anything: `Presenze (migliaia)`."""
    return times(match[0]) if (match := _BRACKETED.search(label)) else None


def stated_in(table: Table, labels: Sequence[Cell]) -> Stated | None:
    """The scale that a table states for all of its amounts, and where: the first of some places.

    The first of its labels counts where it says nothing else; that a total is in plain euro is said of its row alone.
    """
    words = sum(any(map(str.isalpha, label.text)) for label in labels) > len(labels) / 2
    alone = [f"({label.text.strip('([)]')})" for label in labels[:1] if words and _ALONE.match(label.text)]
    totals = [label.text for label in labels if words and TOTAL_LABEL.search(label.text) and (scale_of(label.text) or 1) > 1]
    corner = table.headings()[0] if words else ""
    corner = f"({corner})" if _ALONE.fullmatch(corner) and not _MARK_ALONE.match(corner) else corner
    numbered = sum(any(map(str.isdigit, label.text)) for label in labels)
    of_classes = _CLASSES.match(corner) or shows_cents(table) or 2 * numbered > len(labels)
    if not scale_of(corner) and not of_classes and (bare := scale_of_heading(corner)):
        return Stated(bare, f"heading of its labels: {corner}", euro=False)
    places = (
        ("heading of its labels", corner),
        *(("first label", text) for text in alone),
        *(("label of its total", text) for text in totals),
        ("above it", _OF_ALL.sub(" ", table.caption)),
        ("title", table.title),
    )
    said = next((Stated(scale, f"{place}: {_words_of(text)}") for place, text in places if (scale := scale_of(text))), None)
    return _rounded_in(table) or said if said is None or said.scale == 1 else said


def _rounded_in(table: Table) -> Stated | None:
    """The scale to which amounts are rounded, by what is said over a table, if it prints them without noughts."""
    match = _ROUNDED.search(table.caption)
    if match is None or not (match["amounts"] or match["euro"] or match["of"]):
        return None
    figures = [cell.text for row in table.body() for cell in row if cell and _FIGURE.match(cell.text)]
    large = [text for text in figures if _LARGE.search(text)]
    with_noughts = 4 * sum(_IN_NOUGHTS.search(text) is not None for text in large) >= len(large) > 0
    shown = with_noughts or any(map(_CENTS.search, figures))
    return None if shown else Stated(times(match["to"]) or 1, f"above it: {match[0][-2 * AROUND :]}")


def marked_in_euro(table: Table) -> Stated | None:
    """That a table is in euro for the mark alone over its labels, or at the end of what is over it."""
    texts = (table.headings()[0], table.caption)
    return next((Stated(1, f"the mark over it: {text[-AROUND:]}") for text in texts if _MARK_ALONE.search(text)), None)


def shows_thousands(table: Table) -> bool:
    """Whether a figure of a table is as large as 1.000: what counts persons or offices has hardly any."""
    return any(_GROUPED.match(cell.text) for cell in table.cells)


def shows_cents(table: Table) -> bool:
    """Whether large amounts show cents, or most figures do: a few small ones may be percentages beside amounts."""
    figures = [cell.text for row in table.body() for cell in row if cell and _FIGURE.match(cell.text)]
    return any(map(_CENTS_OF_THOUSANDS.search, figures)) or 2 * sum(map(bool, map(_CENTS.search, figures))) > len(figures)


def stated_scale(table: Table) -> int:
    """What the amounts of a table are to be multiplied by: of columns that differ, what most amounts are; 1 if none says it."""
    scales = Counter(cell.scale for cell in table.cells if cell.measure == "amount" and cell.scale)
    return scales.most_common(1)[0][0] if scales else 1
