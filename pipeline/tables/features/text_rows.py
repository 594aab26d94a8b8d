"""Where lines leave white between words: the evidence for columns that no rule draws.

The words of a line are kept as bits of one integer, half a point to a bit, so that laying many lines over one another is
an `or` of integers.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from pipeline.numbers import IN_PLACE_OF_A_FIGURE, RAISED, looks_numeric
from pipeline.reading.cached import cached
from pipeline.reading.model import Color, Line, Word
from pipeline.tables.features.alignment import Places, places_of
from pipeline.tables.features.justified import Extent, spaces_in_line, spaces_in_paragraphs
from pipeline.tables.features.whitespace import Gutter, bits_of_all, mask_of, to_bit
from pipeline.vocabulary import A_YEAR, BROKEN_AMOUNT, BULLETS, CAPTION, CURRENCIES, DASHES, MINUS

COLUMN_GAP = 0.85
"""A gap of this many font sizes within a line makes its two sides separate segments."""

WORD_SPACES = 0.35
"""Where all other words of a line are closer than this many font sizes …"""

CLEAR_GAP = 0.7
"""… a gap of this many makes separate segments."""

TYPED_EVENLY = 1.1
"""Lines typed one under another are no more unevenly apart than so many times."""

FIGURE_GAP = 0.45
"""A gap of this many font sizes is enough before the figures that end a line, or where a gutter is."""

EQUALLY_NEAR = 0.05
"""Two gaps no more than this many font sizes apart are equal."""

STRETCH = 2.2
"""In a line of many words, a gap must be this many times the median one: justified text is stretched evenly."""

PROSE_WIDTH = 0.8
"""Share of the width of a text that a line of prose fills …"""

PROSE_INDENT = 0.1
"""… and share of it by which a first line may be set in."""

PERCENT_SIGNS = frozenset({"%", "‰"})
"""Signs that are of the figure before them, however far off."""

REACH = 2.2
"""Lines further apart than this many font sizes are not taken into one block for being near."""

OVERLAPPING = 0.8
"""Lines closer than this many font sizes, baseline to baseline, may be cells side by side that are centred on one another."""

MOST_REMEMBERED = 10_000
"""Texts that are remembered to be figures or none: the same words are asked about again and again."""

_LEAD = rf"+({re.escape(MINUS)}"

_AMOUNT = re.compile(
    rf"(?:€\.|[{_LEAD}€$£])*(?:[0-9]{{1,3}}(?:[.'’][0-9]{{3}})*(?:,[0-9]+)|[0-9]{{1,3}}(?:[.'’][0-9]{{3}})+)[)%€-]*"
)
"""A number that is certainly whole: with decimals, or with its groups parted by points."""

_COUNT = re.compile("[0-9]{1,3}")
_GROUPED = re.compile(rf"[{_LEAD}]*[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]{{2}}")
"""An amount with points between its groups, to which digits before it that stand by themselves do not belong."""

_GROUPS = re.compile(rf"[{_LEAD}]*[0-9]{{1,3}}(?: [0-9]{{3}})+(?:,[0-9]+)?[)%€-]*")
"""The groups of digits of one number."""

_BROKEN = re.compile(
    r"[€(+\u2212\u2013 -]*[0-9]{1,3}(?: [0-9]{3})*\|[0-9]{3}(?: [0-9]{3})*,[0-9]{2}[)€ %-]*"
    r"|€[(+\u2212\u2013 -]*[0-9]{1,3}(?: [0-9]{3})*\|[0-9]{3}(?: [0-9]{3})*[)-]*"
    r"|[(+\u2212\u2013 -]*[0-9]{1,3}(?: [0-9]{3})*\|[0-9]{3}(?: [0-9]{3})*[)-]* ?€"
    rf"|(?:{'|'.join(map(re.escape, sorted(CURRENCIES)))})"
    r"\|[(+\u2212\u2013 -]*[0-9]{1,3}(?:[. ][0-9]{3})*(?:,[0-9]{2})?[)-]*"
)
"""A number with spaces between its groups, broken at one of them: it ends in cents, or has its currency; or a currency over its
amount."""

_LOST = re.compile("-?[\ufffd.,]*\ufffd{2}[\ufffd.,]*|[-(]?(?:[0-9]{1,3}[\ufffd.,]){1,4}[0-9]{2,3}[)-]?")
"""A figure whose digits, or marks, a font hides."""

_NIL = re.compile(rf"[{re.escape(MINUS)}] ?€|€ ?[{re.escape(MINUS)}]")
"""A dash for a figure with its currency."""

_SCALED = re.compile(
    rf"(?:€ ?)?(?:[{re.escape(MINUS)}] ?)?[0-9][0-9.]*,[0-9]+ ?"
    r"(?:mln|mld|mila|milion[ei]|miliard[oi])\.?(?: (?:di )?(?:€|euro))?",
    re.I,
)
"""An amount with what it is to be multiplied by; without decimals it may be the name of a class."""

_AS_EURO = str.maketrans("$£", "€€")
"""Amounts in other money are figures as those in euro are."""

BEHIND_NIL = 1.6
"""Font sizes from a nil to the currency behind it at most: two digits and a space."""

_YEAR = re.compile(
    rf"(?:(?:[Ee]uro|EURO|EUR) )?(?:[0-3]?[0-9]\.[01]?[0-9]\.)?{A_YEAR}[{RAISED}*]?(?: (?:[Ee]uro|EURO|EUR|USD|CHF))?"
)
"""A year, or a date with points, be it beside the word for euro: what heads a column of amounts, and no amount."""


@lru_cache(maxsize=MOST_REMEMBERED)
def is_figure(text: str) -> bool:
    """Whether a text is a figure, be it unreadable, a dash or `n.d.` for one; a lone year or date, even marked, is a heading."""
    if not text or _YEAR.fullmatch(text):
        return False
    if text.lower() in IN_PLACE_OF_A_FIGURE or set(text) <= DASHES:
        return True
    return looks_numeric(text.translate(_AS_EURO)) or any(pattern.fullmatch(text) for pattern in (_LOST, _NIL, _SCALED))


def is_broken(above: str, below: str) -> bool:
    """Whether two texts under one another are of one number: `1 528` and `780,55`, `1.` and `528,00`, `EUR` and `5.071.612`."""
    both = f"{above}|{below}"
    return _BROKEN.fullmatch(both) is not None or BROKEN_AMOUNT.fullmatch(both) is not None


class Segment:
    """Neighbouring words of a line with no wide gap between them, and its extent in bits."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.x0, self.x1 = min([w.x0 for w in words]), max([w.x1 for w in words])
        self.start, self.stop = to_bit(self.x0), to_bit(self.x1) + 1

    @cached
    def places(self) -> Places:
        return places_of(self.x0, self.x1)

    def overlaps(self, other: Segment) -> bool:
        """Whether they stand under one another."""
        return self.start < other.stop and other.start < self.stop

    @cached
    def by_run(self) -> list[Segment]:
        """It, cut where one run of text ends and another begins."""
        return self.cut(lambda left, right: left.chars[0].run != right.chars[0].run)

    def cut(self, parts: Callable[[Word, Word], bool]) -> list[Segment]:
        """It, cut between each two words that are of two parts."""
        ends = [i for i, pair in enumerate(itertools.pairwise(self.words), 1) if parts(*pair)]
        return [Segment(self.words[start:stop]) for start, stop in itertools.pairwise([0, *ends, len(self.words)])]

    @cached
    def figure(self) -> bool:
        return is_figure(self.text)

    @cached
    def of_amount(self) -> bool:
        """Whether this is a figure, or the currency of one."""
        return self.figure or self.text in CURRENCIES

    @cached
    def text(self) -> str:
        return " ".join([w.text for w in self.words])


class TextRow:
    """A line of a page as the finder of aligned tables sees it: its segments, and its words and gaps as bits.

    Lines that are the cells of one row beyond doubt are one such line; then `cells` are its segments. Where they stand on filled
    boxes side by side, they are `boxed`, and `color` is that of the boxes. `edges` are where such boxes above a line part its
    cells.
    """

    def __init__(
        self,
        line: Line,
        page: int,
        page_width: float,
        cells: Sequence[Segment] = (),
        color: Color | None = None,
        *,
        boxed: bool = False,
        edges: Sequence[float] = (),
        paragraphs: Sequence[Extent] = (),
    ) -> None:
        self.line = line
        self.page = page
        self.page_width = page_width
        self.text_column = line.text_column
        self.size = line.size
        self.baseline = line.baseline
        self.top, self.bottom = line.top, line.bottom
        self.whole = bool(cells)
        """Whether its segments are given, and may have several lines each."""
        self.boxed = boxed
        self.color = color
        self.first_baseline = min([line.first_baseline, *(word.baseline for word in line.words if cells)])
        self.cells = list(cells)
        self.edges = edges
        self.paragraphs = paragraphs
        self.typed_above: Sequence[float] = ()
        """The baselines of rules typed as characters between the line above and this one."""
        self.beside: TextRow | None = None
        """This line and the next as one, where they are lines of two cells that stand side by side."""

    def parted_into(self, cells: Sequence[Segment]) -> TextRow:
        """The line with these as its segments, if they are more than it has."""
        if len(cells) == len(self.segments):
            return self
        return TextRow(self.line, self.page, self.page_width, cells, self.color, boxed=self.boxed)

    @cached
    def segments(self) -> list[Segment]:
        """Its parts between gaps; the number of a title and what follows it, and nothing else, are one."""
        parts = self.cells or segments_of(self.line, self.edges, self.paragraphs)
        if len(parts) == 2 and CAPTION.fullmatch(parts[0].text.rstrip(".:–- ")) and not parts[1].figure:
            return [Segment([*parts[0].words, *parts[1].words])]
        return parts

    @cached
    def x0(self) -> float:
        return self.segments[0].x0

    @cached
    def x1(self) -> float:
        return max([s.x1 for s in self.segments])

    @cached
    def mask(self) -> int:
        mask = mask_of(self.line.words)
        for segment in self.segments:
            if segment.words[0].text in CURRENCIES:
                mask |= ((1 << (segment.stop - segment.start)) - 1) << segment.start
        return mask

    @cached
    def gaps(self) -> list[Gutter]:
        return [(a.stop, b.start) for a, b in itertools.pairwise(self.segments)]

    @cached
    def white(self) -> int:
        """Its gaps as bits."""
        return bits_of_all(self.gaps)

    @cached
    def extents(self) -> int:
        """Its segments as bits, with the white between their words."""
        return bits_of_all((s.start, s.stop) for s in self.segments)

    @cached
    def figures(self) -> int:
        return sum(s.figure for s in self.segments)

    @cached
    def upwards(self) -> float:
        """How high its texts are that run upwards, or down."""
        return max((word.bottom - word.top for word in self.line.words if word.turned), default=0.0)

    @property
    def bold(self) -> bool:
        return self.line.bold

    @property
    def tabular(self) -> bool:
        return len(self.segments) > 1

    def is_prose(self, x0: float, x1: float) -> bool:
        """Whether it is a line of prose in a text from `x0` to `x1`: without gaps, from near the left over most of the width."""
        width = x1 - x0
        return not self.tabular and self.x1 - self.x0 > PROSE_WIDTH * width and self.x0 < x0 + PROSE_INDENT * width


def pair_offset_lines(rows: Sequence[TextRow]) -> None:
    """Tell lines without gaps that stand side by side, not quite at one height: their cells are centred on one another.

    Heads of one row are so: of statements of ETS, whose name of the labels is centred beside two levels, and of single rows.
    """
    paired = False
    for row, following in itertools.pairwise(rows):
        if paired or row.tabular or following.tabular:
            paired = False
            continue
        left, right = sorted((row, following), key=lambda r: r.x0)
        distance = leading(row, following)
        paired = distance is not None and 0 <= distance < OVERLAPPING and right.x0 - left.x1 > COLUMN_GAP * row.size
        if paired:
            row.beside = TextRow(
                Line([*left.line.words, *right.line.words], row.baseline, row.text_column), row.page, row.page_width
            )


def segments_of(line: Line, edges: Sequence[float] = (), paragraphs: Sequence[Extent] = ()) -> list[Segment]:
    """The line cut at its wide gaps, and between texts drawn one by one where `edges` part cells.

    What fills one of the `paragraphs` set to their full width is one text, however wide its spaces.
    """
    words = line.words
    if len(words) == 1:
        return [Segment(words)]
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(words)]
    if words[0].text in BULLETS and max(gaps[1:], default=0.0) <= FIGURE_GAP * line.size:
        return [Segment(words)]
    amounts = [_AMOUNT.fullmatch(word.text) is not None for word in words]
    signs = [word.text in CURRENCIES for word in words]
    several = (
        3
        if any(a and b and _at_once(*pair) for a, b, pair in zip(amounts, amounts[1:], itertools.pairwise(words), strict=False))
        else 2
    )
    crowded = sum(amounts) >= max(several, 0.4 * (len(words) - sum(signs)))
    at_edge = {
        i
        for i, (left, right) in enumerate(itertools.pairwise(words), 1)
        if not _at_once(left, right) and any(left.x1 <= edge <= right.x0 for edge in edges)
    }
    if max(gaps) <= FIGURE_GAP * line.size and not crowded and not at_edge and True not in [word.alone for word in words]:
        return [Segment(words)]
    least = COLUMN_GAP * line.size
    wider = sorted(gap / line.size for gap in gaps if gap > WORD_SPACES * line.size)
    if 1 < len(wider) < len(gaps) and wider[0] >= CLEAR_GAP:
        least = CLEAR_GAP * line.size
    if len(gaps) >= 5:
        median = sorted(gaps)[len(gaps) // 2]
        if median < least:
            least = max(least, STRETCH * median)
    spaces = spaces_in_line(words, gaps, least) | spaces_in_paragraphs(words, paragraphs)
    figures = _trailing_figures(words, gaps, line.size)
    signs_lead = any(signs) and _signs_lead(words)
    groups = [[words[0]]]
    for i, (gap, word) in enumerate(zip(gaps, words[1:], strict=True), 1):
        leads = signs[i] and _leads_next(words, gaps, i, line.size, signs_lead=signs_lead)
        apart = (gap > least and i not in spaces) or i == figures or (crowded and amounts[i - 1] and (amounts[i] or leads))
        apart = apart or word.alone or words[i - 1].alone
        apart = apart or (amounts[i - 1] and amounts[i] and (words[i - 1].text[0], word.text[0]) == ("(", "("))
        if not apart and _COUNT.fullmatch(words[i - 1].text) and _GROUPED.fullmatch(word.text):
            apart = len(groups[-1]) == 1 and i > 1 and gaps[i - 2] > least and not _at_once(words[i - 1], word)
        if not apart and gap > FIGURE_GAP * line.size:
            apart = leads or _two_figures(words[:i], word)
        of_figure = word.text in PERCENT_SIGNS and any(map(str.isdigit, words[i - 1].text)) and is_figure(words[i - 1].text)
        of_figure = of_figure or _ends_nil(words, gaps, i, line.size)
        leads_amount = not words[i - 1].alone and _leads_amount(words, gaps, i - 1, line.size)
        leads_amount = leads_amount and not (i > 1 and _ends_nil(words, gaps, i - 1, line.size))
        if i in at_edge or (apart and not of_figure and not leads_amount):
            groups.append([])
        groups[-1].append(word)
    return [Segment(group) for group in groups]


def _at_once(left: Word, right: Word) -> bool:
    """Whether two words are known to begin in one run of text."""
    return left.chars[0].run == right.chars[0].run > 0


def _trailing_figures(words: Sequence[Word], gaps: Sequence[float], size: float) -> int | None:
    """Where the figures begin that end a line of words, if the white before them is wider than between the words."""
    start = len(words)
    while start > 1 and is_figure(words[start - 1].text):
        start -= 1
    if start == len(words) or len(gaps) < 2:
        return None
    others = sorted(gaps[: start - 1])
    widest = max(FIGURE_GAP * size, 1.5 * others[len(others) // 2] if others else 0.0)
    return start if gaps[start - 1] > widest else None


def _two_figures(before: Sequence[Word], right: Word) -> bool:
    """Whether a word and the one before it, its currency sign aside, are two figures, and not the groups of digits of one."""
    signed = len(before) > 1 and before[-1].text in CURRENCIES
    left = before[-2] if signed else before[-1]
    if not all(is_figure(word.text) and any(map(str.isdigit, word.text)) for word in (left, right)):
        return False
    return signed or not _GROUPS.fullmatch(f"{left.text} {right.text}")


def _leads_next(words: Sequence[Word], gaps: Sequence[float], i: int, size: float, *, signs_lead: bool) -> bool:
    """Whether the currency sign `i` is nearer to the figure behind it than to the one before it.

    Where both are equally near, it is of the one behind, unless the line ends with such a sign; so it is, however near, where
    signs lead in all of the line: the first figure has one before it and none has one behind.
    """
    if i + 1 == len(words):
        return False
    if not signs_lead and gaps[i] >= gaps[i - 1] + (0.0 if words[-1].text in CURRENCIES else EQUALLY_NEAR * size):
        return False
    return all(is_figure(word.text) and any(map(str.isdigit, word.text)) for word in (words[i - 1], words[i + 1]))


def _ends_nil(words: Sequence[Word], gaps: Sequence[float], i: int, size: float) -> bool:
    """Whether word `i` is a currency sign behind a nil, which an accounting format sets as far from it as the cents would be.

    The line ends with such a sign, and what follows this one is further away.
    """
    if words[i].text not in CURRENCIES or words[i - 1].text not in DASHES or words[-1].text not in CURRENCIES:
        return False
    return gaps[i - 1] <= BEHIND_NIL * size and (i + 1 == len(words) or gaps[i] > gaps[i - 1])


def _signs_lead(words: Sequence[Word]) -> bool:
    """Whether a line has a currency sign before its first figure, and none that touches or ends one."""
    first = next((i for i, word in enumerate(words) if is_figure(word.text)), 0)
    behind = words[-1].text in CURRENCIES or any(len(word.text) > 1 and word.text[-1] in CURRENCIES for word in words)
    return first > 0 and words[first - 1].text in CURRENCIES and not behind


def _leads_amount(words: Sequence[Word], gaps: Sequence[float], i: int, size: float) -> bool:
    """Whether word `i` is a currency sign that stands far left of its amount; in letters it is a unit in a column of its own.

    Where the line ends with such a sign, one right behind a word is of the amount before it: `12,4 mln €`.
    """
    if words[i].text not in CURRENCIES or words[i].text.isalpha() or i + 1 == len(words) or not is_figure(words[i + 1].text):
        return False
    return i == 0 or gaps[i - 1] > FIGURE_GAP * size or not (is_figure(words[i - 1].text) or words[-1].text in CURRENCIES)


def leading(above: TextRow, below: TextRow) -> float | None:
    """Baseline to baseline, in font sizes; infinite over a column of text, None over a page break."""
    if above.page != below.page:
        return None
    return math.inf if above.text_column != below.text_column else drop(above, below) / min(above.size, below.size)


def drop(above: TextRow, below: TextRow) -> float:
    """Baseline to baseline, in points; under text that runs upwards less, as the white of its cell is as high as the text.

    A rule typed between them, as far from the one as from the other, is a line and no white.
    """
    whole = below.first_baseline - above.baseline
    if below.typed_above:
        steps = [b - a for a, b in itertools.pairwise([above.baseline, *below.typed_above, below.first_baseline])]
        whole = max(steps) if max(steps) <= TYPED_EVENLY * min(steps) else whole
    return whole / max(1.0, above.upwards / above.size / 2)
