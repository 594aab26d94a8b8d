"""What the letters of a font look like, against what the font says that they are.

A few common letters of each font are held against the letters of fonts that are known; where one looks more like another, all
letters of the font are. A font is belied only by letters that look like one another's in turn: one alone may be oddly drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt

from pipeline.reading.faces import Draw, Faces, Picture, distances_from, look_of
from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.model import Char
from pipeline.reading.witness import Ink

LETTERS = ascii_lowercase
SMALL = frozenset(LETTERS)

COMMON = "aeoi"
"""Letters that are looked at first."""

FEWEST = 60
"""Characters of a font on a page from which on its letters are looked at."""

HEIGHT = 0.4
"""What counts a glyph taller by a font size than another, beside its ink."""

UNLIKE = 1.4
"""Times as far as from another that a common letter is from its own for the others to be looked at."""

SURE, LIKELY = 1.5, 1.2
"""Times as far as from one another's that letters exchanged in turn are from their own, if no others of their font are, and if
some are. None of 221 fonts has the first."""

MANY = 6
"""So many exchanged letters say that nothing of what their font says is to be trusted."""

TINY = 1e-9


def correct_letters(
    chars: Sequence[Char],
    objects: Sequence[int],
    font_of: Mapping[int, int],
    alone: Sequence[bool],
    ink: Ink,
    faces: Faces,
) -> tuple[list[str], int]:
    """Give letters the meaning that they have by their looks, or none.

    Returns what is to be told of it, and how many were belied. The arguments are those of `hold_against_faces`.
    """
    counts: Counter[int] = Counter()
    for address, count in Counter(objects).items():
        counts[font_of.get(address, 0)] += count
    for font in [font for font, count in counts.items() if count >= FEWEST and font not in faces.letters]:
        printed: dict[str, Char] = {}
        for ch, address, shows in zip(chars, objects, alone, strict=True):
            if shows and ch.text in SMALL and font_of.get(address) == font and not ch.angle and ch.font.size > 0:
                printed.setdefault(ch.text, ch)
        faces.letters[font] = belied_letters(printed, ink.glyphs)
    belying = {font: looks for font in counts if (looks := faces.letters.get(font))}
    told: dict[str, None] = {}
    belied = 0
    for ch, address in zip(chars, objects, strict=True) if belying else ():
        looks = belying.get(font_of.get(address, 0), {})
        nothing = UNREADABLE in looks.values() and ch.text.isalpha()
        if not nothing and ch.text not in looks:
            continue
        printed_as = UNREADABLE if nothing else looks[ch.text]
        what = "other letters than it prints: they were" if nothing else f"«{ch.text}» where «{printed_as}» is printed: that was"
        told[f"{ch.font.name or 'A font'} says {what} {'not read' if nothing else 'read'}."] = None
        ch.text = printed_as
        belied += 1
    return list(told), belied


def belied_letters(printed: Mapping[str, Char], glyphs: Draw) -> dict[str, str]:
    """What the letters of a font print that it says to be others, or that nothing is known of any if these are many.

    `printed` is a print of each letter, of which `glyphs` draws some.
    """
    common = "".join(filter(printed.__contains__, COMMON))
    distances = _distances(glyphs([printed[letter] for letter in common], on_white=True))
    own = distances[range(len(common)), list(map(LETTERS.index, common))]
    if (own <= UNLIKE * distances.min(1)).all():
        return {}
    letters = "".join(printed)
    distances = _distances(glyphs(list(printed.values())))[:, list(map(LETTERS.index, letters))]
    exchanged = {letters[i]: letters[k] for i, k in _exchanged(distances).items()}
    return exchanged if len(exchanged) < MANY else dict.fromkeys(LETTERS, UNREADABLE)


def _distances(pictures: Sequence[Picture]) -> npt.NDArray[np.float64]:
    """How far each of some glyphs is from what any letter looks like; a row for each."""
    rows = [np.zeros(len(LETTERS)) if look is None else distances_from(look, LETTERS, HEIGHT) for look in map(look_of, pictures)]
    return np.array(rows, np.float64).reshape(-1, len(LETTERS))


def _exchanged(distances: npt.NDArray[np.float64]) -> dict[int, int]:
    """The glyphs that are exchanged for one another, each with the letter that it prints.

    Two glyphs after two take one another's letters as long as all are nearer to what they print. Of a font that exchanges some
    letters for certain, less is asked of the others.
    """
    prints = np.arange(len(distances))
    while True:
        now = distances[np.arange(len(distances)), prints]
        gain = now[:, None] + now[None, :] - distances[:, prints] - distances[:, prints].T
        one, other = divmod(int(gain.argmax()), len(distances))
        if gain[one, other] <= TINY:
            break
        prints[one], prints[other] = prints[other], prints[one]
    turns: list[tuple[list[int], float, float]] = []
    for start in np.flatnonzero(prints != np.arange(len(prints))).tolist():
        turn = [start]
        while (following := int(prints[turn[-1]])) != start:
            turn.append(following)
        turns.append((turn, distances[turn, turn].sum(), distances[turn, prints[turn]].sum()))
    least = LIKELY if any(own > SURE * taken for _, own, taken in turns) else SURE
    return {turn[0]: int(prints[turn[0]]) for turn, own, taken in turns if own > least * taken}
