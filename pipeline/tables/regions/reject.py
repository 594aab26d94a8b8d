"""What speaks for a block of aligned text being a table, and what against."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, permutations
from typing import NamedTuple

from pipeline.numbers import IN_PLACE_OF_A_FIGURE, UNREADABLE
from pipeline.tables.cells.header import go_by_one_step, has_bold_header
from pipeline.tables.features.alignment import IN_LINE, in_line, places_of
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import AMOUNT, Grid
from pipeline.tables.trace import Verdict
from pipeline.vocabulary import A_YEAR, LIST_MARKS
from schemas.provenance import Box

LIST_MARK = re.compile(
    rf"^(?:[{LIST_MARKS}o\uf000-\uf0ff{UNREADABLE}](?: [{LIST_MARKS}\uf000-\uf0ff])*"
    r"|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]|[0-9]{1,2})$"
)
"""What stands before an item of a list, alone; the marks of several that are one row."""

ENDS_IN_YEAR = re.compile(rf"(?:\S+ ){{0,2}}\S*{A_YEAR}")
"""What heads the amounts of a year: `2024`, `Anno 2024`, `Saldo al 31.12.2024`."""

EQUATION = re.compile(r"\((?:[0-9]{1,2}\.)?([0-9]{1,2})\)")
"""The number of an equation."""

RELATION = re.compile("[=<>≤≥≈∼]")
"""What an equation states."""

COLUMNS_OF_HEADINGS = 2

HEADING_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*\.?")
"""The number of a heading, alone in its column."""

WORDS_OF_SENTENCE = 8
"""A text of so many words is no name or title but a sentence."""

FEWEST_TICKS = 5
"""So many figures at one step from each other make an axis."""

FILLED_IN_PICTURE = 0.65
"""Where less than this share of the places is filled by text recognised in a picture, it is a chart."""

FEWEST_PICTURED = 3
"""So many rows at least has a table without a header whose text was recognised in a picture; fewer are labels of a chart."""

OF_ONE_KIND = 0.75
"""Share of the amounts of a column that are of one kind."""

WORDS_BESIDE = 1
"""So many words may stand beside an amount where no header names its column: its unit."""

BRACKETS = (
    frozenset(map(chr, (*range(0x239B, 0x239E), *range(0x23A1, 0x23A4), *range(0xF8EB, 0xF8F1)))),
    frozenset(map(chr, (*range(0x239E, 0x23A1), *range(0x23A4, 0x23A7), *range(0xF8F6, 0xF8FC)))),
)
"""The pieces of round and square brackets over several lines, left and right: Unicode's, and those of older symbol fonts."""

FORMULA = frozenset(f"()[]={UNREADABLE}")
"""Signs that stand by themselves in formulas, be it as what a font hides."""

WORD = re.compile(r"[^\W\d_]{2}")
"""What has letters as words have."""

SEVERAL = 3
"""So many blocks under one head are tables, though of a single figure."""

FIGURES_OF_COLUMN = 0.4
"""Share of a column's texts that are figures, in a column of figures."""

FULL_ROWS = 3
"""So many rows at least have an amount in each column, …"""

FULL = 0.6
"""… and this share of all rows, where something stands beside the amounts."""


def header_signature(parts: Sequence[Grid]) -> str:
    """The texts of a block's first row without their digits; nothing where one is a figure."""
    texts = parts[0].texts()[0]
    return "" if any(map(is_figure, texts)) else "|".join(re.sub(r"[0-9]", "", text) for text in texts)


@dataclass(slots=True)
class _Region:
    """A block as laid out, with what the rules ask of it."""

    parts: Sequence[Grid]
    ruled: bool
    same_head: int
    rows: list[list[str]] = field(init=False)
    columns: int = field(init=False)
    figures: list[int] = field(init=False)
    """How many figures each column but the first has."""
    filled: list[int] = field(init=False)
    """How many texts each column has."""

    def __post_init__(self) -> None:
        self.rows = [row for part in self.parts for row in part.texts()]
        self.columns = self.parts[0].n_columns
        self.figures = [sum(is_figure(row[c]) for row in self.rows) for c in range(1, self.columns)]
        self.filled = [sum(bool(row[c]) for row in self.rows) for c in range(self.columns)]


def are_cards(grid: Grid) -> bool:
    """Whether the cells of a grid, several each way, have lines of several kinds of print in one order, and no amounts: cards.

    In a table cells differ from column to column, and each is set in one kind of print.
    """
    filled = [cell for cell in grid.cells if cell.lines]
    prints = {tuple((line.bold, round(line.size)) for line in cell.lines) for cell in filled}
    several = len({cell.row for cell in filled}) > 1 and len({cell.column for cell in filled}) > 1
    return several and len(prints) == 1 and len(set(*prints)) > 1 and not any(AMOUNT.search(cell.text) for cell in filled)


class Rule(NamedTuple):
    """A named rule: the first that holds of a region decides whether it is kept."""

    name: str
    kept: bool
    holds: Callable[[_Region], bool]


def judge_region(parts: Sequence[Grid], *, ruled: bool, same_head: int = 1) -> Verdict:
    """Whether the parts of a block make a table, and by which rule.

    `ruled` says that rules part its rows or head, `same_head` how many blocks of the document have its head, if it has one.
    """
    region = _Region(parts, ruled, same_head)
    decided = next((rule for rule in RULES if rule.holds(region)), None)
    return Verdict(decided.kept, decided.name) if decided else Verdict(False, "nothing speaks for a table")


def _has_columns_of_figures(region: _Region) -> bool:
    """Whether a column has two figures, and one is mostly of figures, not all of which say that there is none."""
    shares = zip(region.figures, region.filled[1:], strict=True)
    stated = any(is_figure(text) and text.lower() not in IN_PLACE_OF_A_FIGURE for row in region.rows for text in row[1:])
    return max(region.figures) >= 2 and stated and any(f >= FIGURES_OF_COLUMN * n for f, n in shares if n)


def _is_scattered(region: _Region) -> bool:
    """Whether less than half of the places are filled, in columns of figures, and their texts are not in line."""
    sparse = 2 * sum(region.filled) < region.columns * len(region.rows)
    return sparse and _has_columns_of_figures(region) and not _in_line(region.parts)


def _is_pictured_chart(region: _Region) -> bool:
    """Whether most text was recognised in pictures, and is a row or two without a header or leaves many places empty."""
    recognised = [word.chars[0].confidence is not None for part in region.parts for word in part.words()]
    covered = sum(cell.row_span * cell.column_span for part in region.parts for cell in part.cells if cell.text)
    sparse = covered < FILLED_IN_PICTURE * region.columns * len(region.rows)
    few = len(region.rows) < FEWEST_PICTURED and not region.parts[0].header_rows
    return (sparse or few) and 2 * sum(recognised) > len(recognised)


def _is_headed(region: _Region) -> bool:
    """Whether a header stands out over rows that are no signatures."""
    first, rows = region.parts[0], region.rows
    if not has_bold_header(first):
        return False
    return len(rows) > 2 or _flush_left(first) or any(map(str.isdigit, "".join(rows[1])))


def _has_years_over_figures(region: _Region) -> bool:
    """Whether the first row has a year or a date over each column but the first, and all others have figures there."""
    over = region.rows[0][1:]
    return all(map(ENDS_IN_YEAR.fullmatch, over)) and all(all(map(is_figure, row[1:])) for row in region.rows[1:])


def _has_columns_of_amounts(region: _Region) -> bool:
    """Whether most rows have amounts in each column but the first, be something beside them, those of a column of one kind.

    `412.350 K`, `▲ 1.204,15`, `12½`, `5,7‰`; under a header `entro 10 giorni`.
    """
    most = math.inf if region.parts[0].header_rows else WORDS_BESIDE
    full = [row[1:] for row in region.rows if all(_is_amount(text, most) for text in row[1:])]
    if region.columns < 2 or len(full) < max(FULL_ROWS, FULL * len(region.rows)):
        return False
    return all(map(_are_of_one_kind, zip(*full, strict=True))) and _in_line(region.parts)


def _is_amount(text: str, most: float) -> bool:
    """Whether a text has digits of any script, and at most so many words beside them."""
    return any(map(str.isnumeric, text)) and sum(word.isalpha() for word in text.split()) <= most


def _are_of_one_kind(texts: Sequence[str]) -> bool:
    """Whether most texts have digits, letters and slashes in one order, or are figures with groups or cents or a unit alone."""
    kinds = list(map(_kind, texts))
    figures = sum(kind == "9" or AMOUNT.search(text) is not None for kind, text in zip(kinds, texts, strict=True))
    return max(*Counter(kinds).values(), figures) >= OF_ONE_KIND * len(texts)


def _kind(text: str) -> str:
    """How digits, letters and slashes follow one another in a text: `9/9` for `61/2024`; a unit behind is no matter."""
    marks = ("9" if ch.isnumeric() else "a" if ch.isalpha() else ch for ch in text if ch.isalnum() or ch == "/")
    return "".join(mark for mark, _ in groupby(marks)).removesuffix("a")


def _are_blocks(region: _Region) -> bool:
    """Whether most rows say the same of several things, without figures: their texts all begin or end with one word.

    Addresses, cards and boxes of a diagram stand side by side so. The columns of a table differ, and are alike from row to row.
    """
    alike = sum(len(row) > 1 and (_share(row, 0) or _share(row, -1)) for row in region.rows)
    return (
        len(region.rows) > 1
        and 2 * alike >= len(region.rows)
        and not any(is_figure(text) or AMOUNT.search(text) for text in chain(*region.rows))
    )


def _share(row: Sequence[str], place: int) -> bool:
    """Whether the texts of a row, all of them of several words, have one word at this place."""
    words = [text.split() for text in row]
    return all(len(text) > 1 for text in words) and len({text[place] for text in words}) == 1 and words[0][place][0].isalpha()


def _are_matrices(region: _Region) -> bool:
    """Whether rows stand between pieces of tall brackets, left and right, or are numbers with the signs of formulas."""
    texts = list(chain(*region.rows))
    pieces = {ch for text in texts for ch in text}
    signs = [word for text in texts for word in text.split() if word in FORMULA]
    bare = sum(WORD.search(text) is not None for text in texts) < 2 and not any(map(AMOUNT.search, texts))
    return all(pieces & side for side in BRACKETS) or (bare and len(signs) > 1 and set(signs) != {UNREADABLE})


def _is_list(region: _Region) -> bool:
    """Whether the first column holds nothing but the marks of a list's items; or every other one, of lists side by side.

    What stands beside them are no figures.
    """
    marks = [text for row in region.rows for text in row[::2] if text]
    marked = bool(marks) and sum(bool(LIST_MARK.match(mark)) for mark in marks) >= 0.8 * len(marks)
    beside = zip(region.figures[::2], region.filled[1::2], strict=True)
    return region.columns % 2 == 0 and marked and not any(2 * f > n for f, n in beside)


def _is_prose(region: _Region) -> bool:
    """Whether most rows are headings behind their numbers and sentences under them, and no column has figures."""
    if region.columns != COLUMNS_OF_HEADINGS or max(region.figures) >= 2:
        return False
    headed = sum(HEADING_NUMBER.fullmatch(row[0]) is not None for row in region.rows)
    alone = ([text for text in row if text] for row in region.rows)
    sentences = sum(len(texts) == 1 and len(texts[0].split()) >= WORDS_OF_SENTENCE for texts in alone)
    return headed + sentences > len(region.rows) / 2 and 2 * sentences >= headed > 0


def _is_numbered_prose(region: _Region) -> bool:
    """Whether sentences stand beside numbers that count their lines, as in the margin of a text."""
    if region.columns != COLUMNS_OF_HEADINGS:
        return False
    for numbers, texts in permutations(zip(*region.rows, strict=True)):
        words = sum(len(text.split()) for text in texts)
        if _is_axis(numbers) and not any(map(WORD.search, numbers)) and words >= WORDS_OF_SENTENCE * sum(map(bool, texts)):
            return True
    return False


def _are_equations(region: _Region) -> bool:
    """Whether the rows end in the numbers of equations, in brackets, and state one before them, but no figures in a column."""
    ends = [match[1] for row in region.rows if (match := EQUATION.fullmatch(row[-1]))]
    numbered = (RELATION.search(" ".join(row[: -1 if EQUATION.fullmatch(row[-1]) else None])) for row in region.rows if row[-1])
    stated = all(numbered)
    return bool(ends) and stated and max(region.figures[:-1], default=0) < 2 and go_by_one_step(ends)


def _is_chart(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all that stands in most rows are the figures of axes, which go up or down by one step from row to row."""
    axes = {c for c, column in enumerate(zip(*rows, strict=True)) if _is_axis(column)}
    filled = [{c for c, text in enumerate(row) if text} for row in rows]
    return bool(axes) and sum(bool(columns) and columns <= axes for columns in filled) > len(rows) / 2


def _is_axis(column: Sequence[str]) -> bool:
    """Whether the figures of a column, several of them, differ by one step from each to the next."""
    figures = [text for text in column if is_figure(text)]
    return len(figures) >= FEWEST_TICKS and go_by_one_step(figures)


def _flush_left(grid: Grid) -> bool:
    """Whether the texts of a column begin at one place, as those of signatures, set around a middle, do not.

    Of the reports with truth those of chambers need it.
    """
    begins: dict[int, list[float]] = {}
    for cell in grid.cells:
        begins.setdefault(cell.column, []).extend(line.x0 for line in cell.lines[:1])
    return any(len(xs) > 1 and max(xs) - min(xs) < IN_LINE for xs in begins.values())


def _in_line(parts: Sequence[Grid]) -> bool:
    """Whether half of the texts of each column begin, end or have their middles at one place."""
    places: dict[int, list[Box]] = {}
    for part in parts:
        for cell in part.cells:
            if cell.lines and cell.column_span == 1:
                places.setdefault(cell.column, []).append(Box.around(line.box for line in cell.lines))
    return all(2 * in_line(places_of(box.x0, box.x1) for box in boxes) >= len(boxes) for boxes in places.values())


RULES = (
    Rule("one row or one column", False, lambda region: region.columns < 2 or len(region.rows) < 2),
    Rule("a list", False, _is_list),
    Rule("equations", False, _are_equations),
    Rule("matrices", False, _are_matrices),
    Rule("prose", False, _is_prose),
    Rule("lines numbered in the margin", False, _is_numbered_prose),
    Rule("axes of a chart", False, lambda region: _is_chart(region.rows)),
    Rule("labels recognised in a picture, few or scattered", False, _is_pictured_chart),
    Rule("rules part its rows or head", True, lambda region: region.ruled),
    Rule("blocks side by side", False, _are_blocks),
    Rule(
        "figures under the head of several blocks", True, lambda region: region.same_head >= SEVERAL and sum(region.figures) > 0
    ),
    Rule("few figures, out of line", False, _is_scattered),
    Rule("columns of figures", True, _has_columns_of_figures),
    Rule("columns of amounts with something beside them", True, _has_columns_of_amounts),
    Rule("years over figures", True, _has_years_over_figures),
    Rule("a header in bold", True, _is_headed),
)
"""What makes a block of aligned text a table or none; the first rule that holds decides."""
