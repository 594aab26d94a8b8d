"""Signs that stand apart from their figures: at the left edge of a cell, far behind, on a line of their own, drawn as a stroke.

Spreadsheets print the minus of an accounting format at the left edge of its cell. The same dash, standing where a column has
its figures, is a figure itself: nil. What stands at its place on other lines tells them apart.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.reading.model import Char, Line, Rule, Word, runs_of, word_of
from pipeline.vocabulary import CURRENCIES, MEASURES, MINUS, YEAR
from schemas.provenance import Box

APART = 0.45
"""A sign this many font sizes from its figure may be another column's; a nearer one is read with it anyway."""

SPACE = 0.4
"""A dash this many font sizes from a figure, or nearer, is printed as its sign."""

FURTHEST_BEHIND = 3.0
"""Font sizes by which a sign may stand behind its figure."""

SAME_COLUMN = 4.0
"""Points by which the right ends of a column's figures may differ: a closing bracket hangs over."""

SAME_PLACE = 2.0
"""Points by which the signs of one column may differ."""

SAME_EDGE = 0.5
"""Points by which the signs at the left edges of a column's cells may differ."""

BLOCK = 3.5
"""Lines further apart than this many font sizes are not of one table."""

STROKE = (0.2, 0.8)
"""Font sizes that a drawn minus is long."""

STROKE_HEIGHT = (0.12, 0.48)
"""Font sizes above the baseline between which it is drawn."""

STROKE_GAP = 0.35
"""Font sizes between it and its figure."""

BRACKET_WIDE, BRACKET_HIGH = (0.08, 0.5), (0.6, 1.6)
"""Font sizes that a drawn bracket is wide and high."""

NEAREST = 1.6
"""Font sizes to the line of the figure to which a sign on a line of its own may belong, if …"""

NEARER = 0.8
"""… that is no more than this share of the way to the line on the other side."""

_FIGURE = re.compile(r"\(?(?:€\s?)?[0-9](?:[0-9.,]*[0-9])?[)%€]{0,2}")
_PLUS = frozenset("+=")


UNITS = CURRENCIES | {"%", "‰"}
"""What may stand right behind a figure."""

NAMED_UNITS = CURRENCIES | MEASURES
"""What a column of units may name."""

NO_TEXTS = NAMED_UNITS | {"CR", "DR", "C", "D", "A"}
"""What may stand beside the figures of a column, with a minus of theirs in line."""

BESIDE = 0.36
"""Font sizes from a figure to such a text at least: more than between words."""

FEWEST_TEXTS = 2
"""So many texts beside figures make a column, whose dashes are no signs of the figures."""


@dataclass(slots=True)
class _Sign:
    """A lone dash: the line it stands on, and which word of it."""

    line: int
    at: int
    word: Word


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that may be of one table, and what in them tells where signs belong."""

    lines: Sequence[Line]
    figures: Sequence[tuple[int, Word]]
    """Figures without a sign, and on which line."""
    amounts: Sequence[tuple[int, Word]]
    """Figures with a sign or without, but for years that end titles, and on which line."""
    signed: Sequence[Word]
    """Figures that stand so near behind a sign that they are one word with it."""
    signs: Sequence[_Sign]
    pluses: Sequence[Word]
    units: Sequence[Word]
    """Units behind figures."""
    texts: Sequence[Word]
    """Texts beside figures."""
    verticals: Sequence[Rule]

    def column_of(self, figure: Word) -> list[tuple[int, Word]]:
        """The figures that end where one does, which is among them."""
        return [(i, other) for i, other in self.figures if abs(other.x1 - figure.x1) <= SAME_COLUMN]

    def in_line(self, sign: _Sign) -> list[_Sign]:
        """The signs of all lines that begin where one does, which is among them."""
        return [other for other in self.signs if abs(other.word.x0 - sign.word.x0) < SAME_PLACE]

    def nearest_lines(self, sign: _Sign) -> list[int]:
        """The nearest line with amounts above a sign, and that below it, of those with no sign at its place."""
        lines = {i for i, _ in self.amounts} - {other.line for other in self.in_line(sign)}
        above, below = [i for i in lines if i < sign.line], [i for i in lines if i > sign.line]
        return [*([max(above)] if above else []), *([min(below)] if below else [])]


def with_signs(
    lines: list[Line],
    verticals: Sequence[Rule],
    horizontals: Sequence[Rule],
    strokes: Sequence[Rule],
    curves: Sequence[Box] = (),
) -> list[Line]:
    """The lines with each sign that stands apart made one word with its figure; a dash that is nil is marked as such.

    `strokes` are those that may be a minus that is drawn, and there may be brackets among the `curves`.
    """
    if len(curves) > 1:
        lines = _with_brackets(lines, curves)
    if strokes:
        lines = [_with_strokes(line, strokes) for line in lines]
    lines = _without_lines_of_signs(lines, horizontals)
    for block in _blocks(lines):
        _mark_units([lines[i] for i in block])
        if any(_is_lone(word) for i in block for word in lines[i].words):
            lines[block.start : block.stop] = _join_block(lines[block.start : block.stop], verticals)
    return lines


def _mark_units(lines: Sequence[Line]) -> None:
    """Mark the currencies that stand in a column of units, over or under those of other figures, as words of their own."""
    if not any(word.text in MEASURES for line in lines for word in line.words):
        return
    named = ((line.words, i) for line in lines for i, word in enumerate(line.words) if word.text in NAMED_UNITS)
    units = [words[i] for words, i in named if _is_apart(words, i)]
    for word in units:
        word.alone = word.text in CURRENCIES and any(_in_line(word, o) for o in units if o.text in MEASURES)


def _is_apart(words: Sequence[Word], i: int) -> bool:
    """Whether a word has white on both sides."""
    word, beside = words[i], [*words[max(0, i - 1) : i], *words[i + 1 : i + 2]]
    return all(max(word.x0 - o.x1, o.x0 - word.x1) > APART * word.font.size for o in beside)


def _in_line(one: Word, other: Word) -> bool:
    """Whether two words begin, end, or have their middles at one place."""
    return min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.center_x - other.center_x)) < SAME_PLACE


def _without_lines_of_signs(lines: list[Line], horizontals: Sequence[Rule]) -> list[Line]:
    """The lines without those of nothing but minuses, each of which belongs to the figure right over or under it.

    A line of dashes midway between two others is a row of nils, or stands at the middle of a label of two lines.
    """
    kept = list(lines)
    for i, line in enumerate(lines):
        if not all(len(word.text) == 1 and word.text in MINUS for word in line.words):
            continue
        nearest = _nearest(lines, i)
        places = [_figure_at(kept[nearest], word, horizontals) for word in line.words] if nearest is not None else []
        if nearest is None or None in places or len(set(places)) < len(line.words):
            for word in line.words:
                word.alone = True
            continue
        signs = dict(zip(places, line.words, strict=True))
        words = [_signed(word, signs[at]) if at in signs else word for at, word in enumerate(kept[nearest].words)]
        kept[nearest] = replace(kept[nearest], words=words)
        kept[i] = replace(line, words=[])
    return [line for line in kept if line.words]


def _nearest(lines: Sequence[Line], i: int) -> int | None:
    """Which of the lines over and under a line is so much nearer that what it holds belongs there; None if neither is."""
    far = {j: abs(lines[j].baseline - lines[i].baseline) for j in (i - 1, i + 1) if 0 <= j < len(lines)}
    if not far:
        return None
    nearest, *other = sorted(far, key=lambda j: far[j])
    near = far[nearest] <= NEAREST * lines[i].size and all(far[nearest] <= NEARER * far[j] for j in other)
    return nearest if near and lines[nearest].text_column == lines[i].text_column else None


def _figure_at(line: Line, sign: Word, horizontals: Sequence[Rule]) -> int | None:
    """Which word of a line is the figure without a sign that stands over or under a sign, with no rule between them."""
    top, bottom = sorted((line.baseline, sign.baseline))
    if any(top < rule.at < bottom and rule.start < sign.x1 and sign.x0 < rule.end for rule in horizontals):
        return None
    reach = APART * sign.font.size
    return next(
        (
            at
            for at, word in enumerate(line.words)
            if _FIGURE.fullmatch(word.text) and word.x0 - reach <= sign.x0 and sign.x1 <= word.x1 + reach
        ),
        None,
    )


def _signed(figure: Word, sign: Word) -> Word:
    """The figure with the sign set before it."""
    (ch,) = sign.chars
    x0 = figure.x0 - (ch.x1 - ch.x0)
    moved = replace(ch, x0=x0, x1=figure.x0, top=figure.top, bottom=figure.bottom, baseline=figure.baseline)
    return word_of([moved, *figure.chars])


def _blocks(lines: Sequence[Line]) -> Iterator[range]:
    """Lines that may be of one table."""
    start = 0
    for i, (above, below) in enumerate(pairwise(lines), 1):
        if below.baseline - above.baseline > BLOCK * max(above.size, below.size):
            yield range(start, i)
            start = i
    yield range(start, len(lines))


def _is_lone(word: Word) -> bool:
    return len(word.text) == 1 and (word.text in MINUS or word.text == "(")


def _join_block(lines: Sequence[Line], verticals: Sequence[Rule]) -> list[Line]:
    placed = [(i, word) for i, line in enumerate(lines) for word in line.words]
    figures = [(i, word) for i, word in placed if _FIGURE.fullmatch(word.text)]
    if not figures:
        return list(lines)
    words = [word for _, word in placed]
    signed = [(i, word) for i, word in placed if word.text[0] in MINUS and _FIGURE.fullmatch(word.text[1:])]
    titled = _in_titles(lines)
    block = _Block(
        lines,
        figures,
        amounts=[(i, word) for i, word in (*signed, *figures) if id(word) not in titled],
        signed=[word for _, word in signed],
        signs=[_Sign(i, at, word) for i, line in enumerate(lines) for at, word in enumerate(line.words) if _is_lone(word)],
        pluses=[word for word in words if word.text in _PLUS],
        units=[right for line in lines for left, right in pairwise(line.words) if _is_unit_of(left, right)],
        texts=[word for line in lines for word in _texts_beside(line.words)],
        verticals=verticals,
    )
    joins: dict[int, list[tuple[int, int]]] = {}
    for sign in block.signs:
        place = _place_of(sign, block)
        if place is not None:
            joins.setdefault(sign.line, []).append(place)
    return [
        Line(_joined(line.words, joins[i]), line.baseline, line.text_column) if i in joins else line
        for i, line in enumerate(lines)
    ]


def _joined(words: Sequence[Word], found: Sequence[tuple[int, int]]) -> list[Word]:
    """The words, those from the first to the last of each place made one."""
    joined: list[Word] = []
    at = 0
    for first, last in sorted(found):
        if first < at:
            continue
        joined += [*words[at:first], word_of([ch for word in words[first : last + 1] for ch in word.chars])]
        at = last + 1
    return [*joined, *words[at:]]


def _place_of(sign: _Sign, block: _Block) -> tuple[int, int] | None:
    """The first and last word of a sign and the figure that it belongs to; None where it belongs to none."""
    words, word = block.lines[sign.line].words, sign.word
    before = words[sign.at - 1] if sign.at else None
    after = words[sign.at + 1] if sign.at + 1 < len(words) else None
    size = word.font.size
    if word.text == "(":
        closed = after is not None and _FIGURE.fullmatch(after.text) and not _parted(word, after, block.verticals)
        if not closed or after is None:
            return None
        last = sign.at + 1 + (sign.at + 2 < len(words) and words[sign.at + 2].text == ")")
        return (sign.at, last) if last > sign.at + 1 or after.text.endswith(")") else None
    if any(abs(other.x0 - word.x0) < SAME_PLACE + size / 2 for other in block.pluses):
        return None  # a column of signs
    figure = after
    if after is not None and after.text in CURRENCIES and sign.at + 2 < len(words):
        figure = words[sign.at + 2]
    leads = figure is not None and after is not None and _FIGURE.fullmatch(figure.text) is not None
    headed = leads and figure is not None and (_is_at_edge(word, figure, block) or _is_headed(sign, figure, block))
    if not headed and before is not None and _FIGURE.fullmatch(before.text) and word.x0 - before.x1 <= FURTHEST_BEHIND * size:
        word.alone = _is_text(word, block.texts) and (after is None or after.x0 - word.x1 > APART * size)
        if word.alone or word.x0 - before.x1 <= APART * size:
            return None
    if leads and figure is not None and after is not None and after.x0 - word.x1 > SPACE * size:
        if before is not None and _ends_label(before, word, after):
            return None
        over_units = any(unit.x0 < word.x1 and word.x0 < unit.x1 for unit in block.units)
        if not headed and (over_units or _is_nil(sign, figure, block) or _is_text(word, block.texts)):
            word.alone = True
            return None
        if after.x0 - word.x1 <= APART * size or _parted(word, after, block.verticals):
            return None
        return (sign.at, sign.at + 1) if headed or _is_sign(word, figure, block) else None
    if leads or before is None or not _FIGURE.fullmatch(before.text) or _parted(before, word, block.verticals):
        return None
    if word.x0 - before.x1 > FURTHEST_BEHIND * size:
        return None
    if word.x0 - before.x1 > APART * size and _is_last(sign, block):
        word.alone = True
        return None
    behind = not _is_nil(sign, before, block) and _is_sign(word, before, block)
    return (sign.at - 1, sign.at) if behind else None


def _ends_label(before: Word, dash: Word, after: Word) -> bool:
    """Whether a dash was drawn at once with the words before it, and what comes after was not."""
    run = dash.chars[0].run
    return bool(run) and before.chars[-1].run == run != after.chars[0].run and before.text[-1].isalpha()


def _is_unit_of(left: Word, right: Word) -> bool:
    """Whether a word is the currency or per cent sign behind a figure: a nil dash of the column may stand in line with it."""
    near = right.x0 - left.x1 <= APART * left.font.size
    return near and right.text in UNITS and _FIGURE.fullmatch(left.text) is not None


def _texts_beside(words: Sequence[Word]) -> Iterator[Word]:
    """The words right beside a figure that say neither its unit nor its side, and are of no label or heading: a reference."""
    figures = [_FIGURE.fullmatch(word.text) is not None for word in words]
    for i, word in enumerate(words[1:], 1):
        if i + 1 < len(words) and figures[i + 1]:
            beside = _is_apart(words, i)
        else:
            beside = figures[i - 1] and word.x0 - words[i - 1].x1 >= BESIDE * word.font.size
        if beside and any(map(str.isalpha, word.text)) and word.text not in NO_TEXTS:
            yield word


def _is_text(dash: Word, texts: Sequence[Word]) -> bool:
    """Whether a dash stands in a column of such texts."""
    return sum(_in_line(dash, text) for text in texts) >= FEWEST_TEXTS


def _parted(left: Word, right: Word, verticals: Sequence[Rule]) -> bool:
    """Whether a ruling line stands between two words."""
    y = left.baseline - 0.3 * left.font.size
    return any(left.center_x < rule.at < right.center_x and rule.start <= y <= rule.end for rule in verticals)


def _in_titles(lines: Sequence[Line]) -> set[int]:
    """The ids of years that end a title over the labels of a block: they head no column."""
    runs = [(line, run) for line in lines for run in runs_of(line.words, APART)]
    labels = sorted(run[-1].x1 for line, run in runs if run[0] is line.words[0] and len(run) < len(line.words))
    reach = labels[len(labels) // 2] if labels else 0.0
    return {id(run[-1]) for _, run in runs if len(run) > 1 and YEAR.fullmatch(run[-1].text) and run[0].x0 < reach}


def _is_nil(sign: _Sign, figure: Word, block: _Block, heading: Word | None = None) -> bool:
    """Whether a dash stands where a column other than the figure's has its amounts, signed ones among them, or before those that
    such a column has on the nearest line of amounts above or below, if no dash stands there as well.
    """
    word, near = sign.word, block.nearest_lines(sign)
    return any(
        (other.x0 < word.x1 and word.x0 < other.x1)
        or (i in near and word.x1 <= other.x0 and other.x1 <= figure.x0 and not YEAR.fullmatch(other.text))
        for i, other in block.amounts
        if other is not heading and abs(other.x1 - figure.x1) > SAME_COLUMN
    )


def _is_at_edge(dash: Word, figure: Word, block: _Block) -> bool:
    """Whether a dash stands where another figure of the column has its sign, and so at the left edge of the cells.

    The figures of the column before end there at the latest.
    """
    return any(abs(o.x0 - dash.x0) < SAME_EDGE and abs(o.x1 - figure.x1) <= SAME_COLUMN for o in block.signed)


def _is_headed(sign: _Sign, figure: Word, block: _Block) -> bool:
    """Whether a year heads the column of a figure, set left as the dash is: nothing on its line, right above it or below names
    another there.

    No figure of the column has a text of such another beside it.
    """
    dash = sign.word
    column = block.column_of(figure)
    first = column[0][0]
    over = [(i, word) for i, line in enumerate(block.lines[:first]) for word in line.words if abs(word.x0 - dash.x0) < SAME_PLACE]
    if not over or not YEAR.fullmatch(over[0][1].text):
        return False
    at, year = over[0]
    between = [word for line in block.lines[at:first] for word in line.words if year.x1 <= word.x0 < figure.x1]
    above = [run[0] for line in block.lines[max(at - 1, 0) : at] for run in runs_of(line.words, APART)]
    between += [word for word in above if year.x1 <= word.x0 < figure.x1]
    beside = [word for i, other in column for word in block.lines[i].words if year.x0 - SAME_PLACE < word.x0 < other.x0]
    signs = all(_is_lone(word) or word.text in CURRENCIES for word in (*between, *beside))
    return signs and not _is_nil(sign, figure, block, year)


def _is_last(sign: _Sign, block: _Block) -> bool:
    """Whether a dash behind a figure, and each at its place, ends its line where the nearest lines of amounts go on."""
    goes_on = [any(i == j and other.x0 > sign.word.x1 for j, other in block.amounts) for i in block.nearest_lines(sign)]
    ends = (block.lines[other.line].words[-1] is other.word for other in block.in_line(sign))
    return bool(goes_on) and all(goes_on) and all(ends)


def _is_sign(word: Word, figure: Word, block: _Block) -> bool:
    """Whether a dash is the sign of the figure of a column: other lines have none there, or nothing heads a column there."""
    column = block.column_of(figure)
    signed = {
        sign.line for sign in block.signs if abs(sign.word.x0 - word.x0) < SAME_PLACE or abs(sign.word.x1 - word.x1) < SAME_PLACE
    }
    if any(i not in signed for i, _ in column):
        return True
    left = min(other.x0 for _, other in column)
    return len(column) > 1 and not any(
        other.x0 < word.x1 and word.x0 < other.x1 and not (other.x1 > left and other.x0 < figure.x1)
        for i, line in enumerate(block.lines)
        if i not in signed
        for other in line.words
    )


def _with_brackets(lines: list[Line], curves: Sequence[Box]) -> list[Line]:
    """The lines with brackets around the figures that stand between two narrow curves as high as they are."""
    high = max(BRACKET_HIGH) * max((line.size for line in lines), default=0)
    narrow = [box for box in curves if 0 < box.width < box.height / 2 and box.height <= high]
    if len(narrow) < 2:
        return lines
    return [Line([_with_bracket(word, narrow) for word in line.words], line.baseline, line.text_column) for line in lines]


def _with_bracket(word: Word, narrow: Sequence[Box]) -> Word:
    if not _FIGURE.fullmatch(word.text):
        return word
    size, middle = word.font.size, word.baseline - 0.35 * word.font.size
    around = [
        box
        for box in narrow
        if box.top < middle < box.bottom
        and BRACKET_HIGH[0] * size <= box.height <= BRACKET_HIGH[1] * size
        and BRACKET_WIDE[0] * size <= box.width <= BRACKET_WIDE[1] * size
    ]
    before = [box for box in around if -0.1 * size <= word.x0 - box.x1 <= STROKE_GAP * size]
    behind = [box for box in around if -0.1 * size <= box.x0 - word.x1 <= STROKE_GAP * size]
    if len(before) != 1 or len(behind) != 1:
        return word
    top = word.baseline - size
    opening, closing = (
        Char(text, box.x0, top, box.x1, word.baseline, word.baseline, word.font)
        for text, box in (("(", before[0]), (")", behind[0]))
    )
    return word_of([opening, *word.chars, closing])


def _with_strokes(line: Line, strokes: Sequence[Rule]) -> Line:
    """The line with a minus before each figure that a short stroke stands right before, at its middle."""
    return Line([_with_stroke(line.words, i, strokes) for i in range(len(line.words))], line.baseline, line.text_column)


def _with_stroke(words: Sequence[Word], i: int, strokes: Sequence[Rule]) -> Word:
    word = words[i]
    stroke = _stroke_before(word, words[i - 1] if i else None, strokes) if _FIGURE.fullmatch(word.text) else None
    if stroke is None:
        return word
    top = word.baseline - word.font.size
    return word_of([Char("-", stroke.start, top, stroke.end, word.baseline, word.baseline, word.font), *word.chars])


def _stroke_before(word: Word, before: Word | None, strokes: Sequence[Rule]) -> Rule | None:
    """The stroke that stands right before a word, of these, which are sorted by place, and behind the word before it."""
    size = word.font.size
    bottom, top = (word.baseline - share * size for share in STROKE_HEIGHT)
    for stroke in strokes[bisect_left(strokes, (top,)) : bisect_right(strokes, (bottom, math.inf))]:
        near = -0.1 * size <= word.x0 - stroke.end <= STROKE_GAP * size
        long = STROKE[0] * size <= stroke.length <= STROKE[1] * size
        if near and long and (before is None or before.x1 <= stroke.start):
            return stroke
    return None
