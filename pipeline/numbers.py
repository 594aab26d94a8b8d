"""Printed strings to numbers.

Italian reports write `1.234,56`, but not always: the column decides what a point and a comma mean (`figures/conventions`), never
the single cell.
A string that is not certainly one number is refused, never guessed: `Refused` says why. Digits are ASCII digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pipeline.dates import read_date
from pipeline.vocabulary import MEASURE, MINUS

Unit = Literal["EUR", "%", "days"]

_MINUS = re.escape(MINUS)
SPACES = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
"""Within brackets of an expression: the spaces of Unicode that part groups of digits."""

_APOSTROPHES = "'\u2019"

_LIKE_APOSTROPHES = str.maketrans(dict.fromkeys("´`′", "'"))
"""What stands for an apostrophe between groups of digits."""

NOT_STATED = {
    "": "empty",
    "n.d.": "not stated",
    "n.d": "not stated",
    "nd": "not stated",
    "n/d": "not stated",
    "n.a.": "not applicable",
    "n.a": "not applicable",
    "n/a": "not applicable",
    "na": "not applicable",
    "n.r.": "not recorded",
    "n.r": "not recorded",
    "nr": "not recorded",
    "nc": "not computable",
    "n.c.": "not computable",
    "n.c": "not computable",
    "n.s.": "not significant",
    "n.s": "not significant",
    "n.m.": "not significant",
    "n.m": "not significant",
}
"""What is printed where there is no figure, each for its own reason; never zero."""

_DOTS = re.compile(r"[.…·•](?:\s?[.…]){0,5}|/{1,3}")
"""Points and strokes that say so too: of what is unknown, or too small for the last digit, as statisticians print it."""

IN_PLACE_OF_A_FIGURE = frozenset({"nd", "n/d", "n/a", "…", "//", "///", "==", "==="}) | {
    text for text in NOT_STATED if "." in text
}
"""What is printed in small letters, or in capitals, where a figure would be, and is never a word or a code."""

MOST_DIGITS, MOST_DECIMALS = 20, 6
"""Digits before and after the decimal mark: no figure of a report has more, and no dataset holds more."""

FEWEST_DIGITS = 5
"""Digits of a number that hardly stands in two places by chance."""

COUNTED = "counted"
"""The remark on a figure whose own unit says that it is no money."""

UNREADABLE = "\ufffd"
"""What stands for a character that cannot be told."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number as printed.

    `value` has exactly the printed decimals; `step` is one unit of its last printed digit (0.01 for `1,20`).
    """

    value: Decimal
    unit: Unit | None = None
    bound: Literal["<", ">"] | None = None
    """`<` for `< 5 gg.`, `entro 30 gg.`, `max 23`; `>` for `> 30 gg.`"""
    remarks: tuple[str, ...] = ()
    """`dot_decimal` for `20.1%`, `comma_decimal` for `20,1%` among such, `dash` for a dash that is zero, `sign` for a plus,
    `note` for the mark of a note beside it: `1.588,11¹`, `1.588,11(1)`, `1.588,11*`, `38*`, `*38`; `no_cents` for `5.000,=`;
    `fraction` for `12½`; `about` for `circa 1.200`; `counted` for `1.250 mq`."""
    scale: int | None = None
    """What the print itself multiplies the value by: 1000000 for `1,5 mln` and `1,5 M€`; None where it says nothing."""

    @property
    def decimals(self) -> int:
        return -int(self.value.as_tuple().exponent)

    @property
    def step(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)


def is_telling(value: Decimal) -> bool:
    """Whether a number has so many digits, but for zeros at its ends, that it hardly stands in two places by chance."""
    return len(str(abs(value)).replace(".", "").strip("0")) >= FEWEST_DIGITS


@dataclass(frozen=True, slots=True)
class Absent:
    """No figure is stated; `reason` says in what way (a value of `NOT_STATED`)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text that does not claim to be a number: `a vista`."""


@dataclass(frozen=True, slots=True)
class Several:
    """More than one value in one cell, in printed order: `154.007,00 20,1%`."""

    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Meant as a number but not one: `1.234.56`. `reason` completes the sentence "… is not a number: …"."""

    reason: str


Reading = Number | Absent | Words | Several | Refused


@dataclass(frozen=True, slots=True)
class Convention:
    """How a column writes its numbers: the decimal mark, and what stands between groups of three digits ("" for nothing)."""

    decimal: str = ","
    grouping: str = "."


ITALIAN = Convention()

_SIGN = rf"[+{_MINUS}]"
_EURO = r"(?:[€¤]\.?|EUR(?![A-Za-z])|[Ee]uro(?![A-Za-z]))"
_CORE = rf"[0-9](?:[0-9.,]|[{_APOSTROPHES}](?=[0-9]))*[0-9]|[0-9]"
_GROUPED_BY_SPACE = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?(?![0-9])"
_DAYS = r"(?:gg\.?|g\.|giorn[oi])(?:\s*(?:lavorativ[oi]|lav\.|solar[ei]|(?:di\s+)?calendario))?"
_BELOW = r"(?:<\s?=?|≤|entro(?:\s+e\s+non\s+oltre)?(?:\s+il?)?|max\.?|massimo|non\s+oltre|fino\s+a)"
_ABOVE = r"(?:>\s?=?|≥|oltre|almeno|minimo|min\.?)"

_MULTIPLES = (
    (10**9, re.compile(r"mld|mrd|miliard", re.IGNORECASE)),
    (10**6, re.compile(r"ml(?:n|\b)|mi(?:o|l)\b|mill?ion|0{3}[.'’]?0{3}|\bM(?-i:$|\s?€|[Ee]uro?\b|EUR)", re.IGNORECASE)),
    (1000, re.compile(r"migliai[ao]|thousand|mila\b|mi?gl\b|0{3}|\bk|\btsd\b|\b(?-i:T(?:€|[Ee]uro?\b|EUR))", re.IGNORECASE)),
)
"""How the words of a unit say what figures are multiplied by."""

_TIMES = r"(?:(?:mln|mld|mgl|mila|mio|milion[ei]|miliard[oi])(?![A-Za-z])\.?(?:\s+di(?=\s*(?:€|EUR)))?|(?-i:k|K|M)(?=\s?€)"
_TIMES += r"|(?<=[0-9])(?-i:k)(?=$))"

_SINGLE = re.compile(
    rf"""^\s*
    (?:(?P<below>{_BELOW})|(?P<above>{_ABOVE}))?\s*
    (?P<open>\()?\s*
    (?P<lead>{_SIGN}|(?:meno|più)\s)?\s*
    (?:(?P<euro1>{_EURO})\s*)?
    (?P<lead2>{_SIGN})?\s*
    (?P<open2>\()?\s*
    (?P<core>{_GROUPED_BY_SPACE}|{_CORE})
    (?:\s*(?P<times>{_TIMES}))?
    \s*(?P<trail>{_SIGN})?
    \s*(?P<close2>\))?
    \s*(?:(?P<euro2>{_EURO})|(?P<percent>%)|(?P<days>{_DAYS}))?
    \s*(?P<trail2>{_SIGN})?
    \s*(?P<close>\))?
    (?P<percent2>\s*%)?
    \s*$""",
    re.VERBOSE | re.IGNORECASE,
)

_ANYWHERE = re.compile(
    rf"""(?<![0-9A-Za-z.,/{UNREADABLE}])(?<![0-9][{_APOSTROPHES}])
    (?P<text>
      (?:{_SIGN}\s?)?(?:{_EURO}\s?)?(?:{_SIGN}\s?)?
      (?:{_CORE})
      (?:\s?%|\s?{_EURO}|\s?{_DAYS})?
    )
    (?![0-9A-Za-z{UNREADABLE}])""",
    re.VERBOSE,
)

RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u1d43\u1d47\u1d9c\u1d48"
"""Within brackets of an expression: the digits and letters of a note's mark set high."""

_NO_CENTS = re.compile(rf"(?<=[0-9])[,.](?:=|[{_MINUS}]{{1,2}})(?=\s*(?:€\s*)?$)")
"""How legal texts close an amount that has no cents: `5.000,=`, `5.000,--`."""

_CLOSED = re.compile(rf"^(?P<number>[^/]*[0-9],[0-9]{{2}})/[={_MINUS}]$")
"""An amount with a stroke behind it so that no digit can be added."""

_PERCENT_BEFORE = re.compile(r"^%\s?(?P<number>[^%]*[0-9])$")

_MARK = rf"(?:\s?(?:\*{{1,3}}|[†‡§¶]{{1,2}}|[{RAISED}]{{1,2}}|\[[0-9]{{1,2}}\]|\([a-z]\)|(?<=\s)[a-z]\))"
_MARK += r"|\((?:[0-9]{1,2}|\*{1,3})\))"
_WITH_MARK = re.compile(
    rf"^(?P<number>.*[0-9][.,][0-9](?:.*[0-9)€{_MINUS}])?|.*[0-9]\s?%|(?!10+(?![0-9]))[0-9]{{3,}}(?=[{RAISED}]$)){_MARK}$",
    re.IGNORECASE,
)
"""A number with decimals or groups, or a percentage, and the mark of a note right after it; after less, it may be a power, unless
three digits or more are no power of ten themselves."""

_MARK_BEFORE = re.compile(
    rf"^(?:(?:\*|[{RAISED}]{{1,2}})\s?(?P<number>[^*{RAISED}]*)|\([0-9]{{1,2}}\)\s?(?P<cents>[0-9.]+,[0-9]{{2}}))$"
)
"""A number with the mark of a note before it: in brackets one without the decimals that the number has."""

_STARRED = re.compile(r"^(?P<number>.*[0-9€])\s?(?:\*{1,3}|[†‡§¶]{1,2}|\(\*{1,3}\)|(?<=[0-9]{2})\([a-f]\))$")
"""Any number and an asterisk, or a letter in brackets, which is no power."""

_RAISED_CENTS = re.compile(f"[{RAISED}]{{2}}$")
"""What may be the cents, and not the mark of a note, after a number that shows no decimals."""

_SPLIT = re.compile(rf"^{_SIGN}?[0-9.,{SPACES}]+$")
_WHOLE = re.compile(rf"^{_SIGN}?(?:[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+(?:,[0-9]+)?|[0-9]{{1,3}},[0-9]+)$")
"""What is certainly one number in the Italian way, once the spaces within are taken out."""

_ARROWS = "▲▼△▽▴▾↑↓⬆⬇⇧⇩"
_ARROW = re.compile(rf"^(?P<before>[{_ARROWS}])?\s?(?P<number>[^{_ARROWS}]+?)\s?(?(before)|[{_ARROWS}])$")
"""A figure with an arrow before or behind it."""

_FILLED_UP = re.compile(rf"^(?P<sign>{_SIGN}?)(?:\*{{2,}}|_{{2,}}|={{1,}})\s?(?P<number>[0-9][^*_=]*?)\s?(?:\*{{2,}}|_+|=+)?$")
"""A figure whose cell is filled up with asterisks, or a line, or that stands between strokes, so that no digit can be added."""

_ABOUT = re.compile(r"^(?:[~≈]|c(?:irc)?a\.?(?=\s))\s?(?P<number>[^~≈]*)$", re.IGNORECASE)
"""A figure that says of itself that it is not exact."""

_QUOTED = re.compile(r"^'(?=[0-9.]+,[0-9]{2}$)")
"""What is typed into a spreadsheet before an amount for it to be text."""

_SCALED_BEFORE = re.compile(
    rf"^(?P<sign>{_SIGN}?)\s?(?:€\s?)?(?P<times>ml[nd]|mgl|[kKM](?=€))\.?\s?(?:€\s?)?(?P<number>{_SIGN}?[0-9][0-9.,]*)(?:\s?€)?$",
    re.IGNORECASE,
)
"""An amount with its scale before it: `mln 1,2`, `€ mln 1,2`, `M€ 1,2`."""

_MEASURED = re.compile(
    rf"^(?:(?:{MEASURE}|ore)\.?\s(?P<behind>[0-9][0-9.,]*)|(?P<before>[0-9][0-9.,]*)\s?(?:{MEASURE}|ore)|(?:gg\.?|giorni)\s(?P<days>[0-9]+))$",
    re.IGNORECASE,
)
"""A figure with a unit that is no money: `1.250 mq`, `kWh 118.400`, `gg. 34`."""

_TICKED = re.compile(
    r"^(?:[✓✔•●■▪]\s?(?P<before>[^✓✔]*[0-9],[0-9]{2}(?:\s?€)?\)?)|(?P<behind>.*[0-9],[0-9]{2}(?:\s?€)?\)?)\s?[✓✔])$"
)
"""An amount in cents with a tick or a bullet beside it."""

_MIDDLE_DOT = re.compile(r"(?<=[0-9])·(?=[0-9]{1,2}(?:\s?€)?$)")
"""A decimal mark set as high as the middle of the digits."""

_EURO_FOR_MARK = re.compile(r"^(?P<whole>[^€]*[0-9])€(?P<cents>[0-9]{2})$")
"""The sign of the euro in place of the decimal mark, as price lists print it: `12€50`."""

_STROKE_CENTS = re.compile(r"(?<=\.[0-9]{3})/([0-9]{2})$")
"""How cheques print cents, behind groups of thousands: other digits with a stroke between may be the number of a protocol."""

_DECIMALS = {"½": "5", "¼": "25", "¾": "75"}
_FRACTION = re.compile(rf"^(?P<whole>[0-9]{{1,6}})\s?(?P<part>[{''.join(_DECIMALS)}])$")
"""A whole number with a half or quarters: `12½`."""

_SET_OUT = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
"""The same as spreadsheets print them: `12 1/2`."""

_AT_MARKS = re.compile(
    rf"(?<=[0-9])[{SPACES}](?=[.,])|(?<=[0-9]\.)[{SPACES}](?=[0-9]{{3}}[.,])|(?<=[{SPACES}],)[{SPACES}](?=[0-9])"
)
"""White beside the marks within a number: before any, behind a point before digits that another mark follows, for a number with
a point may be that of an item, and behind a comma that has white before it."""

_BEHIND_ITS_ITEM = re.compile(rf"^[1-9][0-9]?\.[{SPACES}]+[0-9]{{1,3}}(?:\.[0-9]{{3}})*,[0-9]+$")
"""A number behind that of an item, or one that is set apart once: markup makes `1. 500,00` of a plus sign before a number."""

_LETTER_SPACED = re.compile(rf"^(?:[0-9.,][{SPACES}])+[0-9]$")
"""Digits and marks of which each stands alone, as in the boxes of a form."""

_CENTS_OF_GROUPS = re.compile(r"^[1-9][0-9]{0,2}(?:\.[0-9]{3})*,[0-9]{2}$")

_DIGIT = re.compile("[0-9]")
_DIGITS = re.compile("[0-9]+")
_NO_DIGITS = re.compile("[^0-9]")
_SPACE = re.compile(f"[{SPACES}]")
_BRACKETED = re.compile(rf"\((?:{_EURO}\s?)?[0-9]+[.,][0-9.,]*\)")
_POWER_OF_TEN = re.compile(rf"^{_SIGN}?[0-9]+(?:[.,][0-9]+)?E[+-][0-9]+$")
_ORDINAL = re.compile(r"^[0-9]{1,3}\s?[.)°ªº]$")
_ITEM = re.compile(r"(?<![0-9(.,])([1-9])\)\s")
"""What an item of a list in a cell begins with: `1) 100% 2) 66%`."""
_DASH = re.compile(rf"^(?:€\s*)?(?:[{_MINUS}](?:\s?[{_MINUS}])*|={{1,3}})(?:\s*€)?$")
_NUMBERLIKE = re.compile(rf"^[0-9OoIl.,*{RAISED}{_APOSTROPHES}{SPACES}€%()+{_MINUS}]*$")


def read_number(text: str, convention: Convention = ITALIAN) -> Reading:
    """What one cell says, its column writing numbers by `convention`.

    A lone dash reads as `Words`: whether it means zero depends on the column (`read_amount`).
    """
    stripped = text.strip().translate(_LIKE_APOSTROPHES)
    if (reason := NOT_STATED.get(stripped.lower())) is not None:
        return Absent(reason)
    if _DOTS.fullmatch(stripped):
        return Absent("not stated")
    if not _DIGIT.search(stripped) and UNREADABLE not in stripped:
        others = any(map(str.isdecimal, stripped)) and not any(map(str.isalpha, stripped))
        return Refused("its digits are of another script") if others else Words()
    if _DASH.match(stripped) or _ORDINAL.match(stripped) or read_date(stripped):
        return Words()
    if filled_up := _FILLED_UP.match(stripped):
        return read_number(filled_up["sign"] + filled_up["number"], convention)
    if stripped[-1:] in _DECIMALS and (halves := _FRACTION.match(stripped)):
        return Number(Decimal(f"{halves['whole']}.{_DECIMALS[halves['part']]}"), remarks=("fraction",))
    if stripped[-3:] in _SET_OUT and stripped[-4:-3].isspace():
        return read_number(stripped[:-4] + _SET_OUT[stripped[-3:]], convention)
    if _NO_CENTS.search(stripped):
        return _with_remark(read_number(_NO_CENTS.sub("", stripped), convention), "no_cents")
    if closed := _CLOSED.match(stripped):
        return read_number(closed["number"], convention)
    if "€" in stripped and (price := _EURO_FOR_MARK.match(stripped)):
        return read_number(f"{price['whole']}{convention.decimal}{price['cents']} €", convention)
    if percent := _PERCENT_BEFORE.match(stripped):
        return read_number(percent["number"] + "%", convention)
    if measured := _MEASURED.match(stripped):
        if measured["days"]:
            return Number(Decimal(measured["days"]), "days")
        return _with_remark(read_number(measured["behind"] or measured["before"], convention), COUNTED)
    if about := _ABOUT.match(stripped):
        return _with_remark(read_number(about["number"], convention), "about")
    if scaled := _SCALED_BEFORE.match(stripped):
        return read_number(f"{scaled['sign']}{scaled['number']} {scaled['times']}{'€' * ('€' in stripped)}", convention)
    if stripped[0] in _APOSTROPHES:
        stripped = _QUOTED.sub("", stripped.replace("\u2019", "'", 1))
    if stripped[-3:-2] == "/":
        stripped = _STROKE_CENTS.sub(rf"{convention.decimal}\1", stripped)
    if "·" in stripped:
        stripped = _MIDDLE_DOT.sub(convention.decimal, stripped)
    match = _SINGLE.match(stripped)
    return _single(match, convention) if match else _marked(stripped, convention) or _not_single(stripped, convention)


def _with_remark(reading: Reading, remark: str) -> Reading:
    """What a text says, with one more remark if it is a number."""
    return replace(reading, remarks=(*reading.remarks, remark)) if isinstance(reading, Number) else reading


def _marked(text: str, convention: Convention) -> Reading | None:
    """What a number says that has the mark of a note after it; None where a text is none, or the mark may be its cents."""
    marked = _WITH_MARK.match(text) or _STARRED.match(text) or _MARK_BEFORE.match(text)
    if marked is None:
        return None
    reading = read_number(marked["number"] or marked["cents"], convention)
    if not isinstance(reading, Number):
        return reading
    if reading.decimals or reading.unit == "%" or not _RAISED_CENTS.search(text):
        return replace(reading, remarks=(*reading.remarks, "note"))
    return None


def _single(match: re.Match[str], convention: Convention) -> Reading:
    """What one number says, told by its parts."""
    signs = [s for s in (match["lead"], match["lead2"], match["trail"], match["trail2"]) if s]
    brackets = [b for b in (match["open"], match["open2"], match["close"], match["close2"]) if b]
    if len(brackets) not in (0, 2) or bool(match["open"] or match["open2"]) != bool(match["close"] or match["close2"]):
        return Refused("its brackets do not close")
    if len(signs) + len(brackets) // 2 > 1:
        return Refused("it has two signs")
    value, remarks = _core_value(match["core"], convention, percent=bool(match["percent"] or match["percent2"]))
    if value is None:
        return Refused(remarks[0])
    if brackets or (signs and (signs[0] in MINUS or signs[0].strip().lower() == "meno")):
        value = -value
    elif signs:
        remarks = (*remarks, "sign")
    printed: dict[Unit, bool] = {
        "EUR": bool(match["euro1"] or match["euro2"]),
        "%": bool(match["percent"] or match["percent2"]),
        "days": bool(match["days"]),
    }
    units = [unit for unit, stands in printed.items() if stands]
    if len(units) > 1:
        return Refused("it has two units")
    scale = times(match["times"] or "")
    if scale and (value * scale).adjusted() >= MOST_DIGITS:
        return Refused(f"it has more than {MOST_DIGITS} digits")
    bound: Literal["<", ">"] | None = "<" if match["below"] else ">" if match["above"] else None
    return Number(value, units[0] if units else None, bound, remarks, scale)


def times(words: str) -> int | None:
    """What the words of a unit multiply figures by: 1000 for `migliaia di euro`, `€/000`, `k€`; None if they do not say."""
    return next((scale for scale, said in _MULTIPLES if said.search(words)), None)


def read_amount(text: str, convention: Convention = ITALIAN) -> Reading:
    """As `read_number`, in a column of amounts: a dash (`-`, `---`) is zero."""
    reading = read_number(text, convention)
    if isinstance(reading, Words) and _DASH.match(text.strip()):
        return Number(Decimal(0), remarks=("dash",))
    return reading


def _not_single(text: str, convention: Convention) -> Reading:
    if arrow := _ARROW.match(text):
        reading = read_number(arrow["number"], convention)
        if isinstance(reading, Number) and reading.value > 0 and "sign" not in reading.remarks:
            return Refused("its sign may be the arrow beside it")
        return reading
    if ticked := _TICKED.match(text):
        return read_number(ticked["before"] or ticked["behind"], convention)
    items = list(_ITEM.finditer(text))
    if [int(item[1]) for item in items] == list(range(1, len(items) + 1)):
        text = _ITEM.sub("", text)
    numbers = tuple(
        replace(n, value=-abs(n.value)) if _BRACKETED.match(text[:at][-1:] + text[at:]) else n
        for n, at in numbers_in(text, convention)
    )
    letters = sum(ch.isalpha() for ch in text)
    digits = sum("0" <= ch <= "9" for ch in text)
    if UNREADABLE in text and digits >= letters:
        return Refused("some of its characters cannot be told")
    if _POWER_OF_TEN.match(text):
        return Refused("it was cut off to a power of ten when it was printed")
    if (nearer := _AT_MARKS.sub("", text)) != text and not _BEHIND_ITS_ITEM.match(text):
        reading = read_number(nearer, convention)
        if isinstance(reading, Number):
            return reading
    joined = _SPACE.sub("", text)
    if _LETTER_SPACED.match(text) and _CENTS_OF_GROUPS.match(joined) and convention.decimal == ",":
        return read_number(joined, convention)
    if _SPLIT.match(text) and _WHOLE.match(joined):
        return Refused("its digits stand apart, as those of one number or of several")
    if len(numbers) > 1 and letters <= 2 * digits:
        return Several(numbers)
    if digits and _NUMBERLIKE.match(text):
        if re.search(rf"{_SIGN}\s*{_SIGN}", text):
            return Refused("it has two signs")
        if re.search(r"[OoIl]", text):
            return Refused("it has a letter where a digit should be")
        return Refused("its digits are not grouped as in a number")
    return Words()


def _core_value(core: str, convention: Convention, *, percent: bool) -> tuple[Decimal | None, tuple[str, ...]]:
    """The value of bare digits and marks, with remarks; or None with the reason for refusing."""
    digits = _SPACE.sub(" ", core).replace("\u2019", "'")
    whole, mark, decimals = digits.partition(convention.decimal)
    if convention.decimal in decimals:
        return None, ("it has two decimal marks",)
    remarks = ("dot_decimal",) if mark == "." else ()
    if not is_whole(whole, convention.grouping) or (mark and not _DIGITS.fullmatch(decimals)):
        other = "." if convention.decimal == "," else ","
        match = re.fullmatch(rf"(0|[0-9]{{1,3}}(?!{re.escape(other)}[0-9]{{3}}$)){re.escape(other)}([0-9]+)", digits)
        if not match or not (percent or other == "."):
            return None, ("its digits are not grouped as in a number",)
        whole, decimals = match[1], match[2]
        remarks = ("dot_decimal",) if other == "." else ("comma_decimal",)
    plain = _NO_DIGITS.sub("", whole)
    if len(plain) > MOST_DIGITS:
        return None, (f"it has more than {MOST_DIGITS} digits",)
    if len(decimals) > MOST_DECIMALS:
        return None, (f"it has more than {MOST_DECIMALS} decimals",)
    return Decimal(f"{plain}.{decimals}" if decimals else plain), remarks


def core_of(text: str) -> str | None:
    """The digits of one number with their marks, as printed but for its apostrophes; None where a text is not one number."""
    match = _SINGLE.match(text.strip().translate(_LIKE_APOSTROPHES))
    return match["core"].replace("\u2019", "'") if match else None


def is_whole(whole: str, grouping: str) -> bool:
    """Whether digits are those of a number without decimals: in groups of three with this mark between, or without any mark."""
    if _DIGITS.fullmatch(whole):
        return True
    return bool(grouping) and bool(re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(grouping)}[0-9]{{3}})+", whole))


def numbers_in(text: str, convention: Convention = ITALIAN) -> Iterator[tuple[Number, int]]:
    """The numbers within running text, each with the offset where it begins. What is not certainly a number is passed over."""
    for match in _ANYWHERE.finditer(text):
        reading = read_number(match["text"], convention)
        if isinstance(reading, Number):
            yield reading, match.start()


def looks_numeric(text: str) -> bool:
    """Whether a cell is made of figures: one number, a dash, or several values, whatever its convention. Cheap and lenient."""
    return bool(_LOOKS_NUMERIC.match(text))


_LOOKS_NUMERIC = re.compile(
    rf"^\s*(?:[<>≤≥(*=_~{RAISED}]|{_SIGN}|{_EURO}|\s)*(?:[0-9][0-9.,{_APOSTROPHES}{SPACES}]*)"
    rf"(?:[)%€*=_{RAISED}]|\([0-9]{{1,2}}\)|{_SIGN}|{_EURO}|{_DAYS}"
    rf"|(?<=,[0-9]{{2}}){_SIGN}?\s?(?:[CD]R\.?|dare|avere|mila|[A-Z]\)?|\([A-Z]\))|\s)*$",
    re.IGNORECASE,
)
