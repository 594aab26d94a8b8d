"""Whether two labels name the same line in reports of two years: spelling may differ, words may not.

Numbering, punctuation, words without meaning of their own, singular and plural, abbreviations and slips of OCR are no
difference. Every other word is one: `attivi` and `passivi` stand in labels that are alike otherwise. `benchmarks/labels.py`
measures it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.numbers import RAISED
from pipeline.vocabulary import A_YEAR, MONTHS, YEAR

Likeness = Literal["same", "alike", "near", "other"]
"""`same`: the same words; `alike`: words that are one but for their form; `near`: words in common; `other`: hardly any."""

EMPTY = re.compile(
    r"d|di|del|dello|della|dei|degli|delle|da|dal|dalla|dai|dalle|a|al|allo|alla|ai|agli|alle|e|ed|o|in|nel|nella|nei|con|per"
    r"|il|lo|la|i|gli|le|l|un|uno|una"
)
"""Words that come and go from one year to the next."""

NUMBERING = re.compile(
    r"^(?:[ivxlc]{1,5}|[a-z]{1,2}[0-9]?|[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[- ]?(?:bis|ter|quater))?)"
    r"\s*(?:[)\]]|\.(?=\s)|\s[-–]|[-–]\s)\s*(?=\D)"
)
"""A line's number in its list. What is numbered 3 one year may be 4 the next."""

ACCOUNT = re.compile(rf"^(?!{A_YEAR}\b)([0-9]{{3,}}(?:\.[0-9]+)*)\s*[-–:.)]?\s+(?=\D)")
"""The code of an account: it stays."""

REFERENCE = re.compile(r"\(\s*(?:[a-z][0-9]?(?:\s*[-+±=/–\s]+\s*[a-z][0-9]?)*|[-+±–/\s]*|[0-9]{1,2}|\*+)\s*\)")
"""Letters of sections, formulas, signs and marks of notes in brackets."""

_NOTES = re.compile(f"(?<=[^\\W\\d_])[{RAISED}]+")
"""Marks of notes set high behind a word."""

DAY = re.compile(rf"\b([0-9]{{1,2}})[°º]?(?:\s*[./]\s*([0-9]{{1,2}})|\s+({'|'.join(MONTHS)}))\b(?:[\s./]+(?={A_YEAR}\b))?")
WRITTEN_OUT = (
    (re.compile(r"\bc/c\b"), "conto corrente "),
    (re.compile(r"\bc/"), "conto "),
    (re.compile(r"\bv(?:s\.|/)"), "verso "),
)
WORD = re.compile(r"[a-z0-9@]+(?:\.[a-z0-9]+)*\.?")

SLIPS = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o", "5": "s", "8": "b"})
"""Characters that recognition of text takes for one another."""

SHORTEST_CUT = 3
"""Letters that an abbreviation leaves out at least."""

NEAR = 0.5
"""Share of the words of the longer label that two labels have in common to be near."""


class Word(NamedTuple):
    """A word of a label."""

    text: str
    stem: str
    """The word without what changes between singular and plural."""
    shape: str
    """The word as recognition of text may take it."""
    cut: tuple[str, str] | None = None
    """How an abbreviation begins and ends: `amm.to` is `amm`, `to`."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, read for comparison."""

    words: tuple[Word, ...]
    code: str | None
    """The code of an account before it."""
    letters: str
    """All of it in one, as recognition of text may take it: it loses spaces, and makes some."""


@lru_cache(maxsize=20_000)
def read_label(text: str, year: int | None = None) -> Label:
    """A label of the report on a year: that year, the one before and the one after are named by their distance from it."""
    plain = unicodedata.normalize("NFKD", _NOTES.sub("", text).casefold().replace("’", "'"))
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch)).strip(" -–•·*")
    for pattern, written in WRITTEN_OUT:
        plain = pattern.sub(written, plain)
    plain = REFERENCE.sub(" ", plain)
    code = None
    while (match := ACCOUNT.match(plain)) or NUMBERING.match(plain):
        if match:
            code = match[1]
            plain = plain[match.end() :]
            break
        plain = NUMBERING.sub("", plain, count=1).strip()
    plain = DAY.sub(_as_day, plain)
    words = tuple(_word(found, year) for found in WORD.findall(plain))
    letters = _shape("".join(word.text for word in words))
    last = len(words) - 1
    full = tuple(w for i, w in enumerate(words) if not EMPTY.fullmatch(w.text) or (i == last > 0 and len(w.text) == 1))
    return Label(full, code, letters)  # the letter that a label ends with is its name: Categoria A


def compare(one: Label, other: Label) -> Likeness:
    """How like two labels are. Labels without words are other, whatever stands there."""
    if not one.words or not other.words:
        return "other"
    if [w.text for w in one.words] == [w.text for w in other.words]:
        return "same"
    if _are_aligned(one.words, other.words) or one.letters == other.letters:
        return "alike"
    return "near" if share_of_words(one, other) >= NEAR else "other"


def share_of_words(one: Label, other: Label) -> float:
    """The share of the words of the longer of two labels that both have."""
    common = sum(any(_are_one(a, b) for b in other.words) for a in one.words)
    return common / max(len(one.words), len(other.words), 1)


def _as_day(match: re.Match[str]) -> str:
    month = int(match[2]) if match[2] else MONTHS.index(match[3]) + 1
    return f" {int(match[1])}@{month} "


def _word(text: str, year: int | None) -> Word:
    if YEAR.fullmatch(text):
        distance = int(text) - year if year else None
        return _made(f"@{distance}" if distance in (-1, 0, 1) else text)
    if text.isdigit():
        return _made(text.lstrip("0") or "0")
    begins, _, ends = text.partition(".")
    if "." not in text:
        return _made(text)
    if ends.count(".") and all(len(part) == 1 for part in text.strip(".").split(".")):  # T.F.R.
        return _made(text.replace(".", ""))
    return _made(text.replace(".", ""), (begins, ends.replace(".", "")))


def _made(text: str, cut: tuple[str, str] | None = None) -> Word:
    return Word(text, _stem(text), text if text.isdigit() else _shape(text), cut)


def _stem(text: str) -> str:
    if text.isdigit() or "@" in text or len(text) <= 3:
        return text
    bare = text.rstrip("aeiou")
    return bare[:-1] if bare.endswith(("ch", "gh")) else bare


def _shape(text: str) -> str:
    shape = text.translate(SLIPS)
    return shape.replace("rn", "m").replace("vv", "w").replace("cl", "d")


def _are_aligned(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether all words of two labels are one by one the same, in their order; initials stand for as many words."""
    if not one or not other:
        return not one and not other
    if _are_one(one[0], other[0]) and _are_aligned(one[1:], other[1:]):
        return True
    for short, long in ((one, other), (other, one)):
        initials = short[0].text
        if 2 <= len(initials) <= len(long) and not re.search("[aeiou0-9@]", initials):
            spelt = "".join(word.text[0] for word in long[: len(initials)])
            if spelt == initials and _are_aligned(short[1:], long[len(initials) :]):
                return True
    return False


def _are_one(a: Word, b: Word) -> bool:
    whole = not a.cut and not b.cut
    return a.text == b.text or (whole and (a.stem == b.stem or a.shape == b.shape)) or _abbreviates(a, b) or _abbreviates(b, a)


def _abbreviates(short: Word, long: Word) -> bool:
    if short.cut is None or long.text.isdigit():
        return False
    begins, ends = short.cut
    if long.cut is not None:
        return begins.startswith(long.cut[0]) and len(long.cut[0]) > 1
    if not long.text.startswith(begins) or len(long.text) < len(begins) + len(ends) + SHORTEST_CUT - bool(ends):
        return False
    return long.stem.endswith(ends.rstrip("aeiou")) if ends else len(begins) > 1
