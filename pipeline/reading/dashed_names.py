"""Names between dashes, as printers of lines set them over several columns: `-------- Previsioni --------`.

The dashes show from where to where the name stands, and are no text of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.model import Word, word_of

_BETWEEN = re.compile(r"(?P<dash>[-=])(?P=dash)+[^-=](?:.*[^-=])?(?P=dash){2,}")

MOST_WORDS = 8
"""A name between dashes has no more words than so many, those of nothing but dashes among them."""

FEWEST_DASHES = 6
"""So many dashes, on both sides together, show a reach and are no mark of a text, as in `-- 3 --`."""

WIDEST = 0.8
"""Font sizes of white between the words of a name and its dashes at most: dashes further off stand for a figure that is nil."""


def with_dashed_names(words: list[Word]) -> list[Word]:
    """The words, each name between dashes one word as wide as these, which belongs to none beside it."""
    dashed = any("--" in word.text or "==" in word.text for word in words)
    return list(_whole(words)) if dashed else words


def _whole(words: Sequence[Word]) -> Iterator[Word]:
    start = 0
    while start < len(words):
        stop = next((k for k in range(start + 1, min(start + MOST_WORDS, len(words)) + 1) if _is_name(words[start:k])), 0)
        yield _named(words[start:stop]) if stop else words[start]
        start = stop or start + 1


def _is_name(words: Sequence[Word]) -> bool:
    if any(right.x0 - left.x1 > WIDEST * left.font.size for left, right in pairwise(words)):
        return False
    text = " ".join(word.text for word in words)
    dashes = len(text) - len(text.strip("-="))
    return dashes >= FEWEST_DASHES and any(map(str.isalpha, text)) and _BETWEEN.fullmatch(text) is not None


def _named(words: Sequence[Word]) -> Word:
    whole = word_of([ch for word in words for ch in word.chars])
    return replace(whole, text=" ".join(word.text for word in words).strip("-= "), alone=True)
