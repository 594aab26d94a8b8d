"""What is on a page: characters, words, lines, rules and fills.

All coordinates are points with the origin top left and y down. They are those of the page *as read*: upright, with the
text running left to right. `Page.displayed` turns a box of the page as read into one of the page as a viewer displays it;
the two differ only for pages whose text was set sideways or askew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from pipeline.reading.cached import cached
from schemas.provenance import Box
from schemas.table import TextSource

MARGIN = 0.12
"""Share of a page's height at its top and bottom in which running lines stand."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font as used: its PostScript name, its size in points on the page, and whether it is bold."""

    name: str
    size: float
    bold: bool


@dataclass(slots=True)
class Char:
    """One glyph: its Unicode text (U+FFFD where the font does not say), its box by advance and font height, its baseline."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    font: Font
    angle: float = 0.0
    """Direction of writing: degrees clockwise from left to right, 0 up to 360."""
    after_space: bool = False
    """Whether the text has a space character before this one."""
    run: int = 0
    """Which of the page's pieces of text, drawn at once, it is part of; 0 where that is not known."""
    red: bool = False
    """Whether it is painted red, as losses are, where that is known."""
    confidence: float | None = None
    """How sure an engine is that recognised it in a picture, 0 to 1; None for text."""
    cut: bool = False
    """Whether the text goes on beside it, with digits, where it does not show."""


def text_source_of(chars: Iterable[Char]) -> TextSource:
    """Whether characters are text, or were recognised in pictures."""
    return source_of({ch.confidence is not None for ch in chars})


def source_of(recognised: Set[bool]) -> TextSource:
    """As `text_source_of`, of whether they were recognised: both, if some were."""
    return "mixed" if len(recognised) > 1 else "ocr" if True in recognised else "text"


class Transform(NamedTuple):
    """An affine map of the plane: x' = a·x + c·y + e, y' = b·x + d·y + f (the order of a PDF matrix)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The upright box around the image of a rectangle given by two opposite corners."""
        a, b, c, d, e, f = self
        ax, bx = sorted((a * x0, a * x1)), sorted((b * x0, b * x1))
        cy, dy = sorted((c * y0, c * y1)), sorted((d * y0, d * y1))
        return Box(ax[0] + cy[0] + e, bx[0] + dy[0] + f, ax[1] + cy[1] + e, bx[1] + dy[1] + f)

    def inverse(self) -> Transform:
        """The map back. Raises `ZeroDivisionError` if there is none."""
        a, b, c, d, e, f = self
        area = a * d - b * c
        return Transform(d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)

    def then(self, outer: Transform) -> Transform:
        """This map followed by `outer`."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        e, f = outer.point(self.e, self.f)
        return Transform(a, b, c, d, e, f)


IDENTITY = Transform(1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A ruling line: horizontal rules lie at y = `at`, from x = `start` to `end`; vertical ones at x = `at`."""

    at: float
    start: float
    end: float
    thickness: float

    @property
    def length(self) -> float:
        return self.end - self.start


Color = tuple[int, int, int]
"""Red, green, blue: 0 to 255."""


class Fill(NamedTuple):
    """A filled rectangle and its colour."""

    box: Box
    color: Color


BARS = frozenset("|\u2502\u2503\u2551")
"""Characters that are typed for upright rules."""


@dataclass(slots=True)
class Word:
    """Characters of one line with no space between them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    chars: list[Char]
    alone: bool = False
    """Whether it belongs to no figure beside it: a dash that is nil and not the sign of the next, a unit of a column of units."""

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def font(self) -> Font:
        return self.chars[0].font

    @property
    def center_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bar(self) -> float | None:
        """Where a bar is typed behind it that is a rule and no text; None if none is."""
        last = self.chars[-1]
        return (last.x0 + last.x1) / 2 if last.text in BARS and not self.text.endswith(last.text) else None

    @property
    def turned(self) -> bool:
        """Whether it runs sideways or upside down."""
        return 45 < self.chars[0].angle < 315


Printed = TypeVar("Printed", Char, Word)


def without_words(lines: Iterable[Line], taken: Set[int]) -> list[Line]:
    """The lines that are left without the words of these ids."""
    kept = []
    for line in lines:
        words = [word for word in line.words if id(word) not in taken]
        if words:
            kept.append(line if len(words) == len(line.words) else Line(words, line.baseline, line.text_column))
    return kept


def runs_of(line: Iterable[Printed], gap: float) -> Iterator[list[Printed]]:
    """The characters or words of a line, left to right, those together that stand no more than so many font sizes apart."""
    run: list[Printed] = []
    for one in line:
        if run and one.x0 - run[-1].x1 > gap * one.font.size:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def word_of(chars: Sequence[Char]) -> Word:
    """The word that these characters, in reading order, make up."""
    first = chars[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for ch in chars:
        x0 = ch.x0 if ch.x0 < x0 else x0
        top = ch.top if ch.top < top else top
        x1 = ch.x1 if ch.x1 > x1 else x1
        bottom = ch.bottom if ch.bottom > bottom else bottom
    return Word("".join([ch.text for ch in chars]), x0, top, x1, bottom, first.baseline, list(chars))


TOLD_OF_LINES = ("text", "box", "top", "bottom", "x0", "x1", "size", "bold", "text_source")


@dataclass
class Line:
    """Words on one baseline, left to right; which words they are does not change."""

    words: list[Word]
    baseline: float
    text_column: int = 0
    """Of the parts of the page that are read one after the other, which one it stands in."""

    @cached
    def text(self) -> str:
        return " ".join([w.text for w in self.words])

    @cached
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)

    @cached
    def top(self) -> float:
        return min([w.top for w in self.words])

    @cached
    def bottom(self) -> float:
        return max([w.bottom for w in self.words])

    @cached
    def x0(self) -> float:
        return self.words[0].x0

    @cached
    def x1(self) -> float:
        return max([w.x1 for w in self.words])

    def in_margin(self, height: float) -> bool:
        """Whether it stands in the margin at the top or at the bottom of a page of this height."""
        return self.bottom < MARGIN * height or self.top > (1 - MARGIN) * height

    @cached
    def size(self) -> float:
        """The commonest font size, in points."""
        sizes: dict[float, int] = {}
        for w in self.words:
            size = w.chars[0].font.size
            sizes[size] = sizes.get(size, 0) + len(w.chars)
        return max(sizes, key=lambda s: sizes[s]) if len(sizes) > 1 else size

    @cached
    def text_source(self) -> TextSource:
        return text_source_of(ch for word in self.words for ch in word.chars)

    def without_characters(self) -> Line:
        """The line with what is asked of it once its tables are known: its first word, without characters, and these."""
        return self._bare

    @cached
    def _bare(self) -> Line:
        bare = Line([replace(self.words[0], chars=[])], self.baseline, self.text_column)
        bare.__dict__ |= {name: getattr(self, name) for name in TOLD_OF_LINES}
        return bare

    @property
    def turned(self) -> bool:
        """Whether it is a lone text that runs sideways or upside down."""
        return len(self.words) == 1 and self.words[0].turned

    @property
    def first_baseline(self) -> float:
        """Where a line of text at its top has its baseline: words that run sideways are many lines high."""
        return min([self.baseline, *(word.top + self.size for word in self.words if word.turned)])

    @cached
    def bold(self) -> bool:
        """Whether every letter and digit is bold, or every sign where there are none."""
        found = {ch.font.bold for word in self.words for ch in word.chars}
        if len(found) > 1:
            found = {ch.font.bold for word in self.words for ch in word.chars if ch.text.isalnum()} or found
        return False not in found
