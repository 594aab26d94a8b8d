"""The lines of a table, and what they show of its rows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.reading.cached import cached
from pipeline.reading.model import Line, Word
from pipeline.reading.page import Page
from pipeline.tables.cells.fragments import CellFragment
from pipeline.tables.features.text_rows import TextRow
from pipeline.vocabulary import CURRENCIES, DASHES, TOTAL

CLOSE = 0.75
"""Baselines closer than this many font sizes are one row: their characters overlap in height."""

TIGHTEST = 0.98
"""The lines of one cell are at least this many font sizes apart."""

ALL_FILLED = 0.8
"""Share of the lines that have text in all columns for each to be a row …"""

FEW_WORDS = 2.5
"""… and words in a cell, on the average, at the most: lines of prose in columns have more."""


@dataclass
class RowLines:
    """The lines of a table with their pieces, and how rules part them."""

    rows: Sequence[TextRow]
    pieces: Sequence[Sequence[CellFragment]]
    bands: Sequence[list[int]]
    """The lines between one rule, or page break, and the next."""
    cells: Sequence[float]
    """Coordinates between the cells of the columns, of the outer ones' ends too, as far as figures set right show them."""
    pages: Mapping[int, Page]
    """The pages of its lines, whose rules tell how far names reach."""
    axis: float | None = None
    """The middle of the rules over all columns, if there are any."""
    doubtful: frozenset[int] = frozenset()
    """The columns over which other names may stand than `pieces` has it."""
    joins: dict[int, str] = field(default_factory=dict)
    """Why lines were joined to the row above them, as far as no rule was the reason: the trace."""

    def printed(self, line: int, columns: range) -> list[Line]:
        """What a line prints in these columns: several lines where it is made of several."""
        runs: list[list[Word]] = []
        for word in (word for piece in self.pieces[line] if piece.first in columns for word in piece.words):
            if runs and word.baseline - runs[-1][-1].baseline <= CLOSE * word.font.size:
                runs[-1].append(word)
            else:
                runs.append([word])
        return [*(Line(run, run[0].baseline) for run in runs[:-1]), *(Line(run, self.rows[line].baseline) for run in runs[-1:])]

    @cached
    def labels(self) -> list[CellFragment]:
        """The labels of the lines that begin or carry a row."""
        return [pieces[0] for pieces in self.pieces if pieces[0].first == 0 and is_anchor(pieces)]

    @cached
    def at_once(self) -> bool:
        """Whether each label of several words is drawn in one run of text, as all texts of a line are that one cell has."""
        runs = [{char.run for word in label.words for char in word.chars} for label in self.labels if len(label.words) > 1]
        return len(runs) > 1 and all(len(run) == 1 and run != {0} for run in runs)

    @cached
    def totalled(self) -> list[str]:
        """What rows are the totals of, by their labels, as far as these go on their first lines; in small letters."""
        return [label.text[match.end() :].casefold() for label in self.labels if (match := TOTAL.match(label.text))]

    def heads_rows(self, line: int) -> bool:
        """Whether a line prints nothing but a label, with a capital, of which another row is the total; beside codes, too."""
        label = self.pieces[line][0]
        beside_codes = label.first == 1 and not any(p.figure for pieces in self.pieces for p in pieces if p.first == 1)
        alone = len(self.pieces[line]) == 1 and (label.first == 0 or beside_codes) and label.text[0].isupper()
        return alone and any(what and label.text.casefold().startswith(what) for what in self.totalled)

    @cached
    def widths(self) -> dict[int, float]:
        """The width of each column's widest text."""
        widths: dict[int, float] = {}
        for pieces in self.pieces:
            for piece in pieces:
                if piece.first == piece.last:
                    widths[piece.first] = max(widths.get(piece.first, 0.0), piece.x1 - piece.x0)
        return widths

    @cached
    def left(self) -> float:
        """Where the leftmost line begins."""
        return min(row.x0 for row in self.rows)

    @cached
    def first_figures(self) -> int:
        """The first column beside the labels that has figures; 0 if none has."""
        return min((piece.first for pieces in self.pieces for piece in pieces if piece.first and piece.figure), default=0)

    @cached
    def leading(self) -> float:
        """The distance, in font sizes, between lines that can but be of one cell: without a label or a figure; 0 if unknown.

        Not between the last line of a text at half whose height its figures stand and the first of the next one.
        """
        inner = [pieces[0].first > 0 and not is_anchor(pieces) for pieces in self.pieces]
        steps = distances_of(self, range(len(self.rows)))
        around = zip(inner, inner[1:], steps, [math.inf, *steps], [*steps[1:], math.inf], strict=False)
        distances = [
            d for upper, lower, d, before, after in around if upper and lower and d > CLOSE and max(before, after) > CLOSE
        ]
        return sorted(distances)[len(distances) // 2] if distances else 0.0

    @cached
    def pitch(self) -> float:
        """The least distance, in font sizes, between neighbouring lines with figures in one column: rows; 0 if there are none."""
        figures = [{p.first for p in pieces if p.first > 0 and p.figure} for pieces in self.pieces]
        steps = zip(figures, figures[1:], distances_of(self, range(len(self.rows))), strict=False)
        return min((d for upper, lower, d in steps if upper & lower and d > CLOSE), default=0.0)

    @cached
    def full(self) -> bool:
        """Whether most lines have a few words in all columns, of which there are three or more: each line is a row."""
        columns = max((len(pieces) for pieces in self.pieces), default=0)
        words = [len(piece.words) for pieces in self.pieces for piece in pieces]
        filled = sum(len(pieces) == columns for pieces in self.pieces) >= ALL_FILLED * len(self.pieces)
        return columns > 2 and filled and sum(words) <= FEW_WORDS * len(words)

    @cached
    def wraps(self) -> bool:
        """Whether a label goes on in small letters on a line without figures."""
        return any(pieces[0].first == 0 and pieces[0].text[0].islower() and not is_anchor(pieces) for pieces in self.pieces[1:])

    @cached
    def figures_first(self) -> bool:
        """Whether rows show their figures on the first line of their label: some go on in small letters, none end with them."""
        begun = [(is_anchor(pieces), pieces[0].text[0].islower()) for pieces in self.pieces]
        led = any(above == (False, False) and below == (True, True) for above, below in itertools.pairwise(begun))
        lines = zip(begun, begun[1:], [*begun[2:], (True, False)], strict=False)
        return not led and any(a[0] and b == (False, True) and c == (True, False) for a, b, c in lines)

    @cached
    def label_room(self) -> float:
        """How far right of the labels' left the texts of the next column begin at the least; 0 if there are none."""
        labels = [label.x0 for label in self.labels]
        others = [piece.x0 for pieces in self.pieces for piece in pieces if piece.first > 0]
        return min(others, default=0.0) - min(labels, default=0.0) if labels else 0.0

    @cached
    def labels_over(self) -> bool:
        """Whether no line with figures has a label: each stands on a line of its own, over its figures."""
        return not any(pieces[0].first == 0 for pieces in self.pieces if is_anchor(pieces) and any(p.figure for p in pieces))

    @cached
    def capitalised(self) -> bool:
        """Whether labels begin with no small letter: those beside figures, or those of the lines right under figures."""
        beside = [label.text for label in self.labels]
        under = [b[0].text for a, b in itertools.pairwise(self.pieces) if b[0].first == 0 and is_anchor(a)]
        return any(not any(label[0].islower() for label in labels) for labels in (beside, under) if labels or not beside)


def distances_of(table: RowLines, lines: Sequence[int]) -> list[float]:
    """From each line to the next, baseline to baseline, in font sizes."""
    rows = table.rows
    return [(rows[b].first_baseline - rows[a].baseline) / max(rows[a].size, rows[b].size) for a, b in itertools.pairwise(lines)]


def is_anchor(pieces: Sequence[CellFragment]) -> bool:
    """Whether a line begins or carries a row: it has a figure, or the currency of one, beside or under others."""
    return any(p.first > 0 and (p.figure or is_bare_sign(p)) for p in pieces)


def is_bare_sign(piece: CellFragment) -> bool:
    """Whether all that is printed is what stands before an amount: a currency, a sign."""
    return all(word.text in CURRENCIES or (set(word.text) <= DASHES and not word.alone) for word in piece.words)
