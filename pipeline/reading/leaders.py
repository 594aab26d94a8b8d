"""Dots and strokes that lead from a text to a figure: they are of the text, and part the two."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.reading.model import Char, Word, word_of
from pipeline.vocabulary import CURRENCIES

_DOTS = ".…·_"
_LEAD = frozenset(_DOTS)

FEWEST_DOTS = 4
"""So many dots in a row lead on to something."""

FAR = 2.0
"""Times the size of the text that dots stand behind a word which do not begin at it."""

EVENLY = 0.1
"""Share of the step from dot to dot by which steps of one leader may differ."""

_STROKES = frozenset("-–—=*")
"""What leads from a text to a figure as dots do where there is enough of it; less may stand for a figure, or be its sign."""

_SIGNS = frozenset("-–−(")

FEWEST_STROKES = 6
"""So many strokes at one pitch lead on, …"""

WIDEST_PITCH, CLOSE = 1.2, 1.0
"""… set at most so many font sizes apart, and at most so many from what stands before and from the figure behind: as often as
there are so many strokes."""

TOUCHING = 0.3
"""Font sizes from strokes to a figure whose cell they fill up, wherever they begin."""

_STROKED = re.compile(r"([-–—=*])\1{3}")

_LEADERS = re.compile(rf"[{_DOTS}]{{{FEWEST_DOTS},}}")


def with_leaders(words: list[Word], cuts: Sequence[float] = ()) -> list[Word]:
    """The words, dots that lead from one to the next being of the first, and white as far as its box goes: they part the two.

    Dots that ruling lines, at `cuts`, part from the word before and the word behind are a cell's own text; so are dots far behind
    the last word, with nothing that they lead to, and underscores far from both words.
    """
    if not any(word.text[-1] in _LEAD or _LEADERS.search(word.text) for word in words):
        return words
    led: list[Word] = []
    parted = [part for word in words for part in _parted_by_leaders(word)]
    at = 0
    for dots, group in groupby(parted, key=lambda word: set(word.text) <= _LEAD):
        run = list(group)
        at += len(run)
        boxed = led and any(led[-1].x1 <= cut <= run[0].x0 for cut in cuts)
        boxed = boxed and (at == len(parted) or any(run[-1].x1 <= cut <= parted[at].x0 for cut in cuts))
        apart = led and dots and _stand_apart(run, led[-1], parted[at] if at < len(parted) else None)
        if dots and led and not (boxed or apart) and sum(len(word.chars) for word in run) >= FEWEST_DOTS:
            leaders = [ch for word in run for ch in word.chars]
            led[-1] = _leading(led[-1], leaders, "" if _is_first_of(led[-1].chars[-1], leaders) else " ")
        elif led and led[-1].text.rstrip(f" {_DOTS}") in CURRENCIES and led[-1].chars[-1].text in _LEAD:
            led[-1:] = [_filled_up(led[-1], run[0]), *run[1:]]
        else:
            led += run
    return led


def _stand_apart(dots: Sequence[Word], before: Word, behind: Word | None) -> bool:
    """Whether dots are far behind the last word, or underscores far from both words around: these are what a cell has."""
    size = dots[0].chars[0].font.size
    far = dots[0].x0 - before.x1 > FAR * size
    if behind is None:
        return far or (dots[0].text[0] == "_" and before.text[-1].isdigit())
    return dots[0].text[0] == "_" and far and behind.x0 - dots[-1].x1 > TOUCHING * size


def without_strokes(words: list[Word], cuts: Sequence[float] = ()) -> list[Word]:
    """The words, strokes at one pitch that lead from one to a figure being of the first, though no text: they part the two.

    A stroke that touches the figure is no sign of it then. Strokes that ruling lines, at `cuts`, part from either are a cell's.
    """
    if not any(word.text[0] in _STROKES or _STROKED.search(word.text) for word in words):
        return words
    chars = [ch for word in words for ch in word.chars]
    of_word = [i for i, word in enumerate(words) for _ in word.chars]
    kept: list[Word] = []
    start = 0
    for first, end in _runs_of_strokes(chars):
        before, behind = chars[first - 1], chars[end]
        apart = any(before.x1 <= cut <= chars[first].x0 or chars[end - 1].x1 <= cut <= behind.x0 for cut in cuts)
        signed = behind.text in _SIGNS and chars[end + 1 : end + 2] and chars[end + 1].text.isdigit()
        if apart or not (behind.text.isdigit() or signed):
            continue
        kept += _cut_out(words, of_word, chars, start, first)
        kept[-1] = replace(kept[-1], chars=[*kept[-1].chars, *chars[first:end]])
        start = end
    return [*kept, *_cut_out(words, of_word, chars, start, len(chars))] if start else words


def _runs_of_strokes(chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    """From where to where, among these characters of a row, strokes of one kind stand close by one another at one pitch."""
    first = 1
    while first < len(chars) - FEWEST_STROKES:
        end = first + 1
        if chars[first].text in _STROKES:
            size, pitch = chars[first].font.size, chars[first + 1].x0 - chars[first].x0
            while end < len(chars) and chars[end].text == chars[first].text:
                if pitch > WIDEST_PITCH * size or abs(chars[end].x0 - chars[end - 1].x0 - pitch) > EVENLY * size:
                    break
                end += 1
            near = CLOSE * size * (end - first) / FEWEST_STROKES
            before = chars[first].x0 - chars[first - 1].x1
            behind = chars[end].x0 - chars[end - 1].x1 if end < len(chars) else math.inf
            if end - first >= FEWEST_STROKES and behind <= (near if before <= near else TOUCHING * size):
                yield first, end
        first = end


def _cut_out(words: Sequence[Word], of_word: Sequence[int], chars: Sequence[Char], start: int, end: int) -> Iterator[Word]:
    """The words of these characters of a row, from `start` to `end`, those cut in two of which others are."""
    for i, numbers in groupby(range(start, end), key=of_word.__getitem__):
        own = [chars[number] for number in numbers]
        yield words[i] if len(own) == len(words[i].chars) else word_of(own)


def _filled_up(currency: Word, amount: Word) -> Word:
    """An amount with its currency, the dots between them filling up its cell so that no digit can be set there."""
    whole = word_of([*currency.chars, *amount.chars])
    return replace(whole, text=f"{currency.text.rstrip(f' {_DOTS}')} {amount.text}")


def _is_first_of(end: Char, leaders: Sequence[Char]) -> bool:
    """Whether the end of a word is a dot as far from the leaders as these are from one another: their first."""
    pitch = leaders[1].x0 - leaders[0].x0
    return end.text in _LEAD and abs(leaders[0].x0 - end.x0 - pitch) < EVENLY * pitch


def _parted_by_leaders(word: Word) -> list[Word]:
    """A word that runs into leaders, and what they run into, if they do."""
    found = _LEADERS.search(word.text)
    if found is None or len(word.text) != len(word.chars):
        return [word]
    before, dots, after = word.chars[: found.start()], word.chars[found.start() : found.end()], word.chars[found.end() :]
    return [
        _leading(word_of(before), dots, "") if before else word_of(dots),
        *(_parted_by_leaders(word_of(after)) if after else []),
    ]


def _leading(word: Word, dots: Sequence[Char], between: str) -> Word:
    """The word with the dots that lead on from it, in the box that it has without them."""
    return replace(word, text=word.text + between + "".join(ch.text for ch in dots), chars=[*word.chars, *dots])


def without_dots_under(row: Sequence[Char]) -> tuple[Sequence[Char], list[Char]]:
    """The characters of a row without the dots of leaders that run on under the text to which they lead; and these dots."""
    of_runs = [ch.run for ch in row if ch.text in _LEAD and ch.run]
    dotted = [run for run, count in Counter(of_runs).items() if count >= FEWEST_DOTS] if len(of_runs) >= FEWEST_DOTS else ()
    under: list[Char] = []
    for run in dotted:
        for dots, group in groupby((ch for ch in row if ch.run == run), key=lambda ch: ch.text in _LEAD):
            leaders = list(group)
            if dots and len(leaders) >= FEWEST_DOTS:
                over = [ch.x0 for ch in row if ch.run != run and ch.x0 < leaders[-1].x1 and ch.x1 > leaders[0].x1]
                under += [dot for dot in leaders if over and dot.x1 > min(over)]
    if not under:
        return row, []
    taken = set(map(id, under))
    return [ch for ch in row if id(ch) not in taken], under


def with_dots(words: Sequence[Word], under: Sequence[Char]) -> list[Word]:
    """The words, dots that run on under others being of those that they lead on from, whose last print the dots are of."""
    found = list(words)
    for run, dots in groupby(under, key=lambda dot: dot.run):
        leading = [i for i, word in enumerate(found) if any(ch.run == run for ch in word.chars)]
        at = leading[-1] if leading else 0
        found[at] = replace(found[at], chars=[*found[at].chars, *dots])
    return found
