"""Running heads, feet and page numbers: what the pages repeat in their margins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise, takewhile
from typing import NamedTuple

from pipeline.reading.line_numbers import without_line_numbers
from pipeline.reading.model import IDENTITY, MARGIN, Line, Word, runs_of
from pipeline.reading.page import Page
from pipeline.reading.text_columns import in_columns
from schemas.provenance import Box

REPEATED = 0.5
"""Share of the pages on which a line must return, digits aside."""

SAME_HEIGHT = 2.0
"""Points by which a running line's distance from the page's edge may differ from page to page."""

SET_OFF = 1.4
"""Font sizes between a running line and the text of the page, at the least."""

FEWEST_LINES = 3
"""So many other lines tell where the text of a page ends."""

OVER_FIGURES = 6.0
"""Font sizes over figures within which their heading stands, …"""

OVER_HEADER = 12.0
"""… and within which one in bold does: the name of a section may stand between."""

NEARLY_A_ROW = 1.3
"""So many times as far from the first of some rows as that is from the second stand the names of their label and their figure."""

NEXT_LEVEL = 3.0
"""Font sizes from one level of a header to the next, at the most."""

MOST_LEVELS = 4
"""Lines that the names of columns take at the most."""

FEWEST_COUNTS = 3
"""So many short numbers in a line beside a label are counts."""

APART = 1.0
"""Font sizes between two headings, and between the text of a page and what of its foot stands beside it."""

ASIDE = 2.5
"""Font sizes of the line from small print to it that is of the page's foot, at least."""

SHORT = 8.0
"""Font sizes that a text over the middle of the page takes at most which may be of a column."""

SMALLER = 0.95
"""Share of a line's font size under which what stands beside it is in smaller print."""

_AMOUNT = re.compile(r"[(+\u2212-]?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]{1,2})?[)%]?")

_LONE_NUMBER = re.compile(r"[0-9]{1,3}")

_PAGE_NUMBER = re.compile(r"^(?:pag(?:ina|\.)?\s*)?[-–]?\s*[0-9]{1,4}\s*[-–]?(?:\s*(?:/|di|of)\s*[0-9]{1,4})?$", re.IGNORECASE)

_COUNTING = re.compile(r"[0-9]+|^[ivxl]+(?= )|(?<= )[ivxl]+$")

_NUMBER = re.compile(r"[0-9]+(?:[.,'][0-9]+)*")


Key = tuple[str, int]
"""What lines in margins have in common that may be one that runs through the document: see `_key`."""


class MarginLine(NamedTuple):
    """A line in the margin of a page."""

    key: Key
    height: float
    """How far it is from the nearer of the page's upper and lower edge, in points."""
    page: int
    numbers: tuple[str, ...]


class Running(NamedTuple):
    """What runs through a document of so many pages: the heights, in order, at which lines stand that are repeated."""

    heights: Mapping[Key, Sequence[float]]
    pages: int
    numbered: Set[Key]
    """Those of the lines that say the page."""


def lines_in_margins(page: Page) -> list[MarginLine]:
    """What of a page may run through its document."""
    return [
        MarginLine(_key(page, line), _from_edge(page, line), page.number, tuple(_NUMBER.findall(line.text)))
        for line in page.lines
        if _in_margin(page, line)
    ]


def running_lines(lines: Iterable[MarginLine], pages: int) -> Running:
    """What runs through a document of so many pages, by the lines in all their margins."""
    found: dict[Key, list[MarginLine]] = {}
    for line in lines:
        found.setdefault(line.key, []).append(line)
    least = max(2, REPEATED * pages)
    running: dict[Key, Sequence[float]] = {}
    numbered: set[Key] = set()
    for key, alike in found.items():
        heights = sorted(line.height for line in alike)
        repeated = [line for line in alike if _returns(line.height, heights)]
        if len({line.page for line in repeated}) >= least and _differ_by_page_only(repeated):
            running[key] = heights
            if len({line.numbers for line in repeated}) > 1:
                numbered.add(key)
    return Running(running, pages, numbered)


def body_of(page: Page, running: Running) -> list[Line]:
    """The lines of a page, in reading order, without those that run through its document, and without the numbers of lines."""
    lines = without_line_numbers(_without_foot(page, _without_running(page, *running)))
    return in_columns(lines, page.horizontals, page.fold)


def body_lines(pages: Sequence[Page]) -> list[list[Line]]:
    """`body_of` each of a document's pages."""
    running = running_lines((line for page in pages for line in lines_in_margins(page)), len(pages))
    return [body_of(page, running) for page in pages]


def _without_foot(page: Page, lines: list[Line]) -> list[Line]:
    """The lines without the parts of the page's foot on the baseline of the last one: beside all text, or in the middle.

    A part is a page number, or, beside all text, in smaller print than the line.
    """
    last = max(lines, key=lambda line: line.baseline, default=None)
    if last is None or last.turned or not _in_margin(page, last) or last.top < page.height / 2:
        return lines
    others = [line for line in lines if line is not last]
    runs = list(runs_of(last.words, APART))
    if len(others) < FEWEST_LINES:
        return lines
    kept = list(runs)
    size = max(word.font.size for word in last.words)
    x0, x1 = min(line.x0 for line in others), max(line.x1 for line in others)
    if len(kept) > 1:
        white = kept[-1][0].x0 - max(x1, kept[-2][-1].x1)
        if white >= kept[-1][0].font.size and _is_foot(kept[-1], size, white):
            kept.pop()
    if len(kept) > 1:
        white = min(x0, kept[1][0].x0) - kept[0][-1].x1
        if white >= kept[0][0].font.size and _is_foot(kept[0], size, white):
            del kept[0]
    kept = [run for run in kept if len(kept) == 1 or not _is_number_in_the_middle(page, run, others)]
    if len(kept) == len(runs):
        return lines
    words = [word for run in kept for word in run]
    return [Line(words, last.baseline, last.text_column) if line is last else line for line in lines]


def _is_number_in_the_middle(page: Page, run: Sequence[Word], lines: Sequence[Line]) -> bool:
    """Whether words in the middle of a page are its number: the last of the other lines print nothing over it, and none a text as
    short as those of a column.
    """
    x0, x1 = run[0].x0, run[-1].x1
    if abs(x0 + x1 - page.width) > 2 * SAME_HEIGHT:
        return False
    above = sorted(lines, key=lambda line: -line.baseline)
    over = [
        (i, text) for i, line in enumerate(above) for text in runs_of(line.words, APART) if text[0].x0 < x1 and x0 < text[-1].x1
    ]
    if any(i < FEWEST_LINES or text[-1].x1 - text[0].x0 <= SHORT * text[0].font.size for i, text in over):
        return False
    return _PAGE_NUMBER.match(" ".join(word.text for word in run)) is not None


def _is_foot(run: Sequence[Word], size: float, white: float) -> bool:
    """Whether words beside all others of a page, behind so much white, are its number, or set smaller than a line of this size.

    Small print near the figures says something of them, as a share does.
    """
    if len(run) == 1 and run[0].text.isdigit():
        return _LONE_NUMBER.fullmatch(run[0].text) is not None
    share = any(_is_amount(word) or "%" in word.text for word in run)
    small = white > ASIDE * size and not share and all(word.font.size < SMALLER * size for word in run)
    return small or _PAGE_NUMBER.match(" ".join(word.text for word in run)) is not None


def _differ_by_page_only(lines: Sequence[MarginLine]) -> bool:
    """Whether lines alike but for their digits have the same ones, page numbers aside: rows of figures have not."""
    columns = zip(*(line.numbers for line in lines), strict=False)
    pages = [line.page for line in lines]
    return all(len(set(column)) == 1 or _count_pages(column, pages) for column in columns)


def _count_pages(numbers: Sequence[str], pages: Sequence[int]) -> bool:
    """Whether these numbers, each on its page, go up as the pages do."""
    return all(map(str.isdigit, numbers)) and len({int(number) - page for number, page in zip(numbers, pages, strict=True)}) == 1


def _returns(height: float, heights: Sequence[float]) -> bool:
    """Whether one of several heights, which are in order, is that of another line, too."""
    at = bisect_left(heights, height)
    return any(abs(height - other) <= SAME_HEIGHT for other in (*heights[max(0, at - 1) : at], *heights[at + 1 : at + 2]))


def _from_edge(page: Page, line: Line) -> float:
    """How far a line is from the nearer of the page's upper and lower edge."""
    top, bottom, height = _place(page, line)
    return min(top, height - bottom)


def _without_running(page: Page, heights: Mapping[Key, Sequence[float]], pages: int, numbered: Set[Key]) -> list[Line]:
    """The lines of a page without its running lines and its page number.

    `heights` says how far from the edge the lines stand that are repeated. One set as close under or over the next line
    towards the middle of the page as the lines of a text are is part of what stands there, unless that runs too.
    """
    running: set[int] = set()
    naming: set[int] = set()
    middle = page.height / 2
    for outwards in (
        [line for line in page.lines if line.top >= middle],
        [line for line in reversed(page.lines) if line.top < middle],
    ):
        for i, line in enumerate(outwards):
            if not _in_margin(page, line) or len(_figures(line)) > 1 or id(line) in naming:
                continue
            inner, key = outwards[i - 1] if i else None, _key(page, line)
            close = inner is not None and abs(line.baseline - inner.baseline) < SET_OFF * line.size
            repeated = _returns(_from_edge(page, line), heights.get(key, ()))
            if not (repeated and (not close or id(inner) in running)) and not _is_page_number(page, line, pages):
                continue
            may_name = inner is not None and id(inner) not in running and key not in numbered
            further_in = outwards[:i][::-1]
            levels = list(_levels(outwards[i : i + MOST_LEVELS])) if may_name else []
            if may_name and (_names_columns(line, further_in) or _names_columns(_as_one(levels), further_in)):
                naming |= set(map(id, levels))
            else:
                running.add(id(line))
    return [line for line in page.lines if id(line) not in running]


def _levels(outwards: Sequence[Line]) -> Iterator[Line]:
    """The first of some lines, and those further out as far as each is set as the one before and stands right by it."""
    yield outwards[0]
    for inner, line in pairwise(outwards):
        if line.bold != inner.bold or inner.baseline - line.baseline > SET_OFF * line.size:
            return
        yield line


def _as_one(lines: Sequence[Line]) -> Line:
    """What some lines print, as if on the first of them."""
    return Line(sorted((word for line in lines for word in line.words), key=lambda word: word.x0), lines[0].baseline)


def _figures(line: Line) -> list[Word]:
    """The amounts of a row of figures: what a running line has is years and numbers of pages."""
    return [word for word in line.words if _is_amount(word)]


def _is_amount(word: Word) -> bool:
    """Whether a word is an amount, with points or decimals."""
    return _AMOUNT.fullmatch(word.text) is not None and re.search(r"[.,]", word.text) is not None


def _counts(line: Line) -> list[Word]:
    """The amounts of a row of figures, or its counts."""
    counts = [word for word in line.words if _AMOUNT.fullmatch(word.text)]
    return counts if len(counts) >= FEWEST_COUNTS and counts[0] is not line.words[0] else _figures(line)


def _names_columns(line: Line, inner: Sequence[Line]) -> bool:
    """Whether a line heads columns of the figures of the lines further in: all of them, or some of their groups.

    Over all columns it has texts, each over a column; or near the figures over most of them, each with one of its own; or, where
    nothing but the name of a section stands between, over the white left of one. A name of some columns stands right of the
    labels, and is as bold as the rest of the header right under it; or there are several right over the figures. What is not bold
    stands nearer. Nothing but a column of figures is headed by a line right over its first.
    """
    if inner and len(inner[0].words) == 1 and _figures(inner[0]):
        under = line.x0 < inner[0].x1 and inner[0].x0 < line.x1
        return under and 0 < inner[0].baseline - line.baseline <= OVER_FIGURES * line.size
    if _names_labels_and_figures(line, inner):
        return True
    first = next((i for i, other in enumerate(inner) if len(_counts(other)) > 1), None)
    reach = OVER_HEADER if line.bold else OVER_FIGURES
    if first is None or not 0 < inner[first].baseline - line.baseline <= reach * line.size:
        return False
    rows = [(row, figures) for row in inner[first:] if len(figures := _counts(row)) > 1]
    alike = takewhile(lambda figures: len(figures) == len(rows[0][1]), (figures for _, figures in rows))
    columns = [(min(f.x0 for f in column), max(f.x1 for f in column)) for column in zip(*alike, strict=True)]
    heads = list(runs_of(line.words, APART))
    over = [{i for i, (x0, x1) in enumerate(columns) if head[0].x0 < x1 and x0 < head[-1].x1} for head in heads]
    if len(set().union(*over)) == len(columns) and sum(map(bool, over)) > 1:
        return True
    own = {column for columns_under in over if len(columns_under) == 1 for column in columns_under}
    if len(own) > max(1, len(columns) / 2) and inner[first].baseline - line.baseline <= OVER_FIGURES * line.size:
        return True
    before = (word for row, figures in rows for word in row.words if word.x1 < figures[0].x0)
    labels = [word.x1 for word in before if any(map(str.isalpha, word.text))]
    if not labels:
        return False
    ends = [max(labels), *(x1 for _, x1 in columns)]
    places = {bisect_left(ends, (head[0].x0 + head[-1].x1) / 2) for head in heads}
    sections = all(len(list(runs_of(other.words, APART))) == 1 for other in inner[:first])
    if sections and places >= set(range(1, len(ends))):
        return True
    if line.x0 < ends[0] or line.x1 > max(figures[-1].x1 for _, figures in rows) + line.size:
        return False
    if first == 0:
        return len(heads) > 1 and all(over) and len(places) == len(heads)
    return (
        line.bold and line.words[0].font == inner[0].words[0].font and inner[0].baseline - line.baseline <= NEXT_LEVEL * line.size
    )


def _names_labels_and_figures(line: Line, inner: Sequence[Line]) -> bool:
    """Whether a line has one text over labels and one over their figures, about as near to these as they are to each other."""
    rows = list(takewhile(lambda row: len(row.words) > 1 and _figures(row) == [row.words[-1]], inner))
    heads = list(runs_of(line.words, APART))
    if len(rows) < 2 or len(heads) != 2:
        return False
    label, figure = heads
    start, end = max(row.words[-1].x0 for row in rows), min(row.x1 for row in rows)
    near = 0 < rows[0].baseline - line.baseline <= NEARLY_A_ROW * (rows[1].baseline - rows[0].baseline)
    over_labels = label[-1].x1 < min(row.words[-1].x0 for row in rows) and label[0].x0 < min(row.words[-2].x1 for row in rows)
    return near and over_labels and start < end and figure[0].x0 < end and start < figure[-1].x1


def _is_page_number(page: Page, line: Line, pages: int) -> bool:
    """Whether a line in a margin is a lone number, wherever it stands: even and odd pages may differ in that."""
    return (
        _PAGE_NUMBER.match(line.text) is not None
        and (line.bottom > (1 - MARGIN) * page.height or pages > 1)
        and _alone(page, line)
    )


def _alone(page: Page, line: Line) -> bool:
    """Whether no other line stands between this one and the page's nearer edge."""
    if line.top > page.height / 2:
        return all(other.baseline <= line.baseline for other in page.lines)
    return all(other.baseline >= line.baseline for other in page.lines)


def _key(page: Page, line: Line) -> Key:
    """The line's text with its digits, and the Roman page number at its side, made alike; and the margin that it stands in."""
    top, _, height = _place(page, line)
    return _COUNTING.sub("#", line.text), 0 if top < height / 2 else 1


def _place(page: Page, line: Line) -> tuple[float, float, float]:
    """Top and bottom of a line, and the height of its page: as displayed where the page was turned and the line was not."""
    if page.to_display == IDENTITY or not line.turned:
        return line.top, line.bottom, page.height
    box = page.displayed(line.box)
    return box.top, box.bottom, page.displayed(Box(0, 0, page.width, page.height)).height


def _in_margin(page: Page, line: Line) -> bool:
    """Whether a line stands in a margin, and not in a table that begins or ends there."""
    top, bottom, height = _place(page, line)
    upper, lower = MARGIN * height, (1 - MARGIN) * height
    if upper <= bottom and top <= lower:
        return False
    through = (rule for rule in page.verticals if line.x0 < rule.at < line.x1 and rule.start <= line.baseline <= rule.end)
    return not any(rule.start < lower and rule.end > upper for rule in through)
