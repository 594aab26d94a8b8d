"""Characters that print other than their font says, told by their ink.

A font's map to Unicode is what its producer wrote: text engines that read the same map agree on what nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from pipeline.reading.faces import CHECKED, DIGITS, Faces, Glyph, Verdict, look_of
from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.letters import correct_letters
from pipeline.reading.model import Char
from pipeline.reading.superscripts import SET_HIGH
from pipeline.reading.witness import Ink
from schemas.provenance import Box

MARKS_OF_AMOUNTS = frozenset(".,()")

AMOUNT_OF_OTHERS = re.compile(
    r"[(-]?[^\s\d.,()\-\ue000-\uffff]{1,3}(?:\.[^\s\d.,()\-\ue000-\uffff]{3})*,[^\s\d.,()\-\ue000-\uffff]{2}\)?"
)
"""Characters grouped as the digits of an amount are, none of which is one, nor of the private area, whose meanings are known."""

GROUP = 4
"""Characters of a group of digits with the mark before it."""

GROUPED_BY_COMMA = re.compile(r",[0-9]{3}\.[0-9]{2}[^0-9]*")
"""A comma, and what may follow it where it groups and a point stands before the cents."""

WORD_WITH_DIGITS = re.compile(
    rf"\W*[^\W\d_][a-zà-ù]*(?:(?:[0-9{UNREADABLE}]{{1,2}}[a-zà-ù]+)+|[a-zà-ù]{{2}})[0-9{UNREADABLE}]?\W*"
)
"""A word of small letters with digits among them, or one at its end."""

MARKED = CHECKED | {UNREADABLE, ","}
"""Characters that tell where to look."""

EXCHANGED = {",": ".", ".": ","}

BROADER = 0.2
"""Natural logarithm of how much broader, for its height, a point is than a comma at least."""


def hold_against_faces(
    chars: Sequence[Char], objects: Sequence[int], font_of: Mapping[int, int], alone: Sequence[bool], ink: Ink, faces: Faces
) -> tuple[list[str], list[Box], list[Box], int]:
    """Take the meaning from characters that look like others than their font says.

    Returns what is to be told of them, where digits are that cannot be told by their looks, those of them that look more like
    another, and how many were belied. `objects` has the address of each character's text object, `font_of` the address of that
    one's font. `alone` says which characters show and have nothing over them.
    """
    marked = [i for i, ch in enumerate(chars) if ch.text in MARKED]
    commas = [i for i in marked if chars[i].text == ","]
    told: dict[str, None] = dict.fromkeys(_exchange_marks(chars, objects, commas, font_of, alone, ink))
    of_letters, belied = correct_letters(chars, objects, font_of, alone, ink, faces)
    told |= dict.fromkeys(of_letters)
    checked = [i for i in marked if chars[i].text in CHECKED and not chars[i].angle and chars[i].font.size > 0]
    checked += _grouped_as_digits(chars, objects, [i for i in marked if chars[i].text == ","])
    checked += [i for i in marked if _may_be_mark(chars, i) and not chars[i].angle]
    checked += _before_digits(chars, marked)
    glyphs = {i: _glyph(chars[i], font_of.get(objects[i], 0)) for i in checked}
    printed: dict[Glyph, list[Char]] = {}
    for i, glyph in glyphs.items():
        if glyph not in faces.verdicts and alone[i]:
            printed.setdefault(glyph, []).append(chars[i])
    faces.look_at(printed, ink.glyphs)
    suspects = {glyph for glyph in {*glyphs.values()} if glyph in faces.verdicts and faces.verdicts[glyph].status != "alike"}
    doubtful, likened = [], []
    raised = {i for i in glyphs if faces.verdicts.get(glyphs[i]) == Verdict("raised")} if suspects else set()
    for i in [i for i, glyph in glyphs.items() if glyph in suspects] if suspects else ():
        ch, verdict = chars[i], faces.verdicts[glyphs[i]]
        if verdict.status in ("false", "exchanged"):
            known = verdict.status == "exchanged"
            what = "was read" if known else "was not read"
            told[f"{ch.font.name or 'A font'} says «{ch.text}» where «{verdict.looks}» is printed: that {what}."] = None
            ch.text = verdict.looks if known else UNREADABLE
            belied += 1
        elif verdict.status == "raised":
            if not _are_cents(chars, i, raised):
                ch.text = ch.text.translate(SET_HIGH)
        elif _in_word(chars, i):
            ch.text = UNREADABLE
            belied += 1
        else:
            doubtful.append(Box(ch.x0, ch.top, ch.x1, ch.bottom))
            likened += doubtful[-1:] if verdict.looks else []
    return list(told), doubtful, likened, belied


def _are_cents(chars: Sequence[Char], i: int, raised: Set[int]) -> bool:
    """Whether a digit set high is one of those right after the comma of an amount."""
    while i - 1 in raised:
        i -= 1
    return i > 0 and chars[i - 1].text == "," and not chars[i].after_space


def _in_word(chars: Sequence[Char], i: int) -> bool:
    """Whether a digit stands in a word of small letters, and beside no digit of a figure: a ligature that its font calls so."""
    start, stop = i, i + 1
    while start and not chars[start].after_space:
        start -= 1
    while stop < len(chars) and not chars[stop].after_space:
        stop += 1
    word = "".join(ch.text for ch in chars[start:stop])
    return WORD_WITH_DIGITS.fullmatch(word) is not None


def _may_be_mark(chars: Sequence[Char], i: int) -> bool:
    """Whether a glyph without a meaning may be a minus or another mark of a figure.

    It has to stand right before a digit, or be of a font without a name, which draws its own glyphs.
    """
    if chars[i].text != UNREADABLE:
        return False
    return not chars[i].font.name or (i + 1 < len(chars) and chars[i + 1].text.isdigit())


def _before_digits(chars: Sequence[Char], marked: Iterable[int]) -> list[int]:
    """What begins a figure and is no digit: a font may say anything of its minus."""
    firsts = [i - 1 for i in marked if i and chars[i].text in DIGITS and not chars[i].after_space and chars[i - 1].after_space]
    return [i for i in firsts if chars[i].text not in CHECKED and not chars[i].angle and chars[i].font.size > 0]


def _exchange_marks(
    chars: Sequence[Char],
    objects: Sequence[int],
    commas: Iterable[int],
    font_of: Mapping[int, int],
    alone: Sequence[bool],
    ink: Ink,
) -> Iterator[str]:
    """Exchange the points and commas of fonts that say one for the other, as their ink shows; tell of them.

    Only amounts that commas group and a point ends raise the question.
    """
    amounts: dict[int, tuple[Char, Char]] = {}
    for comma in commas:
        point = comma + GROUP
        grouped = GROUPED_BY_COMMA.fullmatch("".join([ch.text for ch in chars[comma : point + GROUP]]))
        if grouped and alone[comma] and alone[point] and not chars[comma].angle:
            amounts.setdefault(font_of.get(objects[comma], 0), (chars[comma], chars[point]))
    for font, marks in amounts.items():
        comma_look, point_look = map(look_of, ink.glyphs(marks))
        if comma_look and point_look and comma_look.proportions > point_look.proportions + BROADER:
            for ch, address in zip(chars, objects, strict=True):
                if font_of.get(address) == font and ch.text in EXCHANGED:
                    ch.text = EXCHANGED[ch.text]
            yield f"{marks[0].font.name or 'A font'} says «,» where «.» is printed, and «.» where «,» is: that was read."


def _grouped_as_digits(chars: Sequence[Char], objects: Sequence[int], commas: Iterable[int]) -> list[int]:
    """The characters that are no digits, and stand where an amount has them: a font may say so of its digits."""
    found: list[int] = []
    for i in commas:
        if i + 2 >= len(chars) or chars[i + 1].after_space or chars[i + 1].text in CHECKED or chars[i].angle:
            continue
        start, stop = i, i + 3
        while start and not chars[start].after_space and objects[start - 1] == objects[i]:
            start -= 1
        while stop < len(chars) and not chars[stop].after_space and objects[stop] == objects[i]:
            stop += 1
        if AMOUNT_OF_OTHERS.fullmatch("".join(ch.text for ch in chars[start:stop])):
            found += [k for k in range(start, stop) if chars[k].text not in MARKS_OF_AMOUNTS | CHECKED]
    return found


def _glyph(ch: Char, font: int) -> Glyph:
    """What tells the glyph of a character from others, its font being the one at that address."""
    return font, ch.text, round(100 * (ch.x1 - ch.x0) / ch.font.size)
