"""Text set to its full width: its spaces are as wide as each line needs, and are no white between columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.reading.model import Line, Word
from pipeline.vocabulary import LINKING

SAME_SPACE = 0.2
"""Points by which the spaces of a line set to its full width differ."""

SAME_EDGE = 0.5
"""Points by which the lines of a text set to its full width begin and end apart."""

MOST_WHITE = 9.0
"""Font sizes of white in a line set to its full width, at most: a long word and the usual spaces."""

EVEN_SPACES = 3
"""More words than so many with equal spaces are of a line set to its full width, whatever they are."""


class Extent(NamedTuple):
    """From where to where the lines of a text are, in points from the left."""

    x0: float
    x1: float


def paragraphs_of(lines: Iterable[Line], column_gap: float) -> list[Extent]:
    """Where texts of a page are set to their full width, with white around of `column_gap` font sizes at least.

    Two lines begin at one place and end at one, each with equal spaces, and those of the one are not as wide as those of the
    other: texts set to one side have one space. One of them has words that are of no columns, or ends with one that no text of a
    cell ends with.
    """
    found: dict[Extent, tuple[float, bool]] = {}
    paragraphs: list[Extent] = []
    for run, space in (evenly_spaced for line in lines for evenly_spaced in _evenly_spaced(line.words, column_gap * line.size)):
        extent = Extent(run[0].x0, run[-1].x1)
        of_text = LINKING.fullmatch(run[-1].text) is not None or any(map(_are_of_text, zip(run, run[1:], run[2:], strict=False)))
        known = next((one for one in found if _is_same(one, extent)), None)
        if known is None:
            found[extent] = space, of_text
            continue
        other, of_text_too = found[known]
        if abs(other - space) > SAME_SPACE and (of_text or of_text_too) and known not in paragraphs:
            paragraphs.append(known)
        found[known] = other, of_text or of_text_too
    return paragraphs


def _evenly_spaced(words: Sequence[Word], white: float) -> Iterator[tuple[Sequence[Word], float]]:
    """The runs of words without digits in a line whose spaces are equal, and how wide these are: `white` points are around."""
    gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(words)]
    start = 0
    for stop in range(1, len(gaps) + 1):
        if stop < len(gaps) and abs(gaps[stop] - gaps[start]) <= SAME_SPACE:
            continue
        run, around = words[start : stop + 1], [*gaps[start - 1 : start], *gaps[stop : stop + 1]]
        digits = any(any(map(str.isdigit, word.text)) for word in run)
        if all(gap > white for gap in around) and not digits and _may_be_full(run, gaps[start]):
            yield run, gaps[start]
        start = stop


def _may_be_full(words: Sequence[Word], space: float) -> bool:
    """Whether words that equal spaces part may be a line set to its full width: no more is white than the next word would take.

    Of two words, the second is in small letters: the one space between them is equal to itself, be it of columns.
    """
    if space * (len(words) - 1) > MOST_WHITE * words[0].font.size:
        return False
    return len(words) > 2 or words[1].text[0].islower()


def _are_of_text(three: Sequence[Word]) -> bool:
    """Whether words that equal spaces part are of no columns: each is of another width, one in small letters, none has digits."""
    unlike = all(abs((a.x1 - a.x0) - (b.x1 - b.x0)) > 1 for a, b in itertools.combinations(three, 2))
    return unlike and any(w.text[0].islower() for w in three[1:]) and not any(any(map(str.isdigit, w.text)) for w in three)


def _is_same(one: Extent, other: Extent) -> bool:
    return abs(one.x0 - other.x0) <= SAME_EDGE and abs(one.x1 - other.x1) <= SAME_EDGE


def spaces_in_paragraphs(words: Sequence[Word], paragraphs: Sequence[Extent]) -> set[int]:
    """The words that stand behind a space of a text that fills one of the `paragraphs` from edge to edge."""
    found: set[int] = set()
    for paragraph in paragraphs:
        left, right = paragraph.x0 - SAME_EDGE, paragraph.x1 + SAME_EDGE
        inside = [i for i, word in enumerate(words) if left <= word.x0 and word.x1 <= right]
        if len(inside) > 1 and _is_same(Extent(words[inside[0]].x0, words[inside[-1]].x1), paragraph):
            gaps = [words[i].x0 - words[i - 1].x1 for i in inside[1:]]
            if max(gaps) - min(gaps) <= SAME_SPACE and _may_be_full([words[i] for i in inside], max(gaps)):
                found.update(inside[1:])
    return found


def spaces_in_line(words: Sequence[Word], gaps: Sequence[float], least: float) -> set[int]:
    """The words that stand behind a space, of `least` points, of a line set to its full width.

    The spaces are equal, and the words are not. Of columns whose texts are set to one side, or centred, the white is as wide
    only between words of one width.
    """
    if min(gaps) > least and max(gaps) - min(gaps) <= SAME_SPACE and _are_unlike(words):
        return set(range(1, len(words)))
    found: set[int] = set()
    for i in range(1, len(gaps)):
        even = abs(gaps[i] - gaps[i - 1]) <= SAME_SPACE
        if even and max(gaps[i - 1 : i + 1]) > least and _are_of_text(words[i - 1 : i + 2]):
            found |= {i, i + 1}
    return found


def _are_unlike(words: Sequence[Word]) -> bool:
    """Whether words with equal spaces are none of columns: of four or more, one is not as wide as the next but one; behind one
    with digits two more are in small letters.

    In columns set to one side spaces are equal between words of one width, in those centred between words every other of which
    has one width, and between names that are the widest of their columns: these begin with capitals.
    """
    if len(words) > EVEN_SPACES:
        small = any(word.text[0].islower() for word in words[1:])
        return small and any(abs((a.x1 - a.x0) - (b.x1 - b.x0)) > 2 * SAME_SPACE for a, b in zip(words, words[2:], strict=False))
    return len(words) == EVEN_SPACES and all(word.text.isalpha() and word.text.islower() for word in words[1:])
