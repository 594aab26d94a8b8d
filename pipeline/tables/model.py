"""A table on one page, as a finder proposes it: rows, columns, and cells that may span several of either."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from pipeline.reading.model import Char, Line, Word, word_of
from pipeline.tables.features.alignment import LEVEL, mid_height
from pipeline.tables.features.text_rows import is_figure
from pipeline.vocabulary import BROKEN_AMOUNT, DASHES, MINUS
from schemas.provenance import Box

AMOUNT = re.compile(rf"[(€{re.escape(MINUS)}]*[0-9]{{1,3}}(?:\.[0-9]{{3}})*(?:(?<=\.[0-9]{{3}})[.,]?|,[0-9]{{2}})[)€%]*")
"""A figure with groups or cents, its sign and unit with it, or the first line of one that goes on behind its mark."""

WIDEST_SPACE = 0.5
"""Font sizes that a space between two words takes at most."""

CUT_GLYPH = 0.1
"""Points by which a glyph of a run of text must begin before a cell's border to be cut by it; less is rounding."""

RULED = "ruled"
"""With what the method of a table begins whose rows and columns rules part; the reason why these were taken follows."""

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of a cell that is not laid out yet."""


@dataclass(slots=True)
class GridCell:
    """A cell and where it stands; `lines` are its words as printed, top to bottom."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box = _NOWHERE
    lines: list[Line] = field(default_factory=list)

    @property
    def rows(self) -> range:
        """The rows that it reaches over."""
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        """The columns that it reaches over."""
        return range(self.column, self.column + self.column_span)

    @property
    def text(self) -> str:
        return join_lines([line.text for line in self.lines])

    @property
    def figure(self) -> bool:
        return is_figure(self.text)

    @property
    def red(self) -> bool:
        """Whether all of its digits are painted red."""
        return {ch.red for line in self.lines for word in line.words for ch in word.chars if ch.text.isdigit()} == {True}

    @property
    def bold(self) -> bool:
        return bool(self.lines) and all(line.bold for line in self.lines)


@dataclass(slots=True)
class Grid:
    """A table on one page. `row_edges` and `column_edges` are the coordinates of its row and column boundaries.

    `header_rows` is how many rows at its top name its columns, as whoever laid it out decided.
    """

    page: int
    row_edges: list[float]
    column_edges: list[float]
    cells: list[GridCell]
    method: str
    header_rows: int = 0
    header_rule: str = ""
    """The rule by which the header ends where it does."""
    doubtful: frozenset[int] = frozenset()
    """The columns of figures whose names may be others."""
    strip: int = 0
    """How many pages of a wider sheet stand to its left: none for a part with labels, whose rows the others go on with."""
    joins: tuple[str, ...] = ()
    """Which lines were joined to the row above them, and why: sentences for the trace."""
    goes_on: str = ""
    """Whether it is a part of the table before it, and why: for the trace; nothing where there was no doubt."""

    @property
    def box(self) -> Box:
        return Box(self.column_edges[0], self.row_edges[0], self.column_edges[-1], self.row_edges[-1])

    @property
    def ruled(self) -> bool:
        """Whether rules part its rows and columns."""
        return self.method.startswith(RULED)

    @property
    def n_rows(self) -> int:
        return len(self.row_edges) - 1

    @property
    def n_columns(self) -> int:
        return len(self.column_edges) - 1

    def rows(self) -> list[list[GridCell]]:
        """The cells, with text or without, by the row that they begin in."""
        rows: list[list[GridCell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows

    def texts(self) -> list[list[str]]:
        """The texts as a rectangle; a cell that spans stands at its first row and column, with "" in its other places."""
        rows = [[""] * self.n_columns for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return rows

    def cell_at(self, row: int, column: int) -> GridCell | None:
        """The cell that begins at this place."""
        return next((cell for cell in self.cells if (cell.row, cell.column) == (row, column)), None)

    def words(self) -> Iterator[Word]:
        for cell in self.cells:
            for line in cell.lines:
                yield from line.words


def are_bold(cells: Iterable[GridCell]) -> bool:
    """Whether all of these cells that have text are bold."""
    return all(cell.bold for cell in cells if cell.lines)


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one cell or paragraph as one string: single spaces, a word hyphenated, or broken at a slash, made whole.

    A compound broken at its hyphen keeps it.
    """
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text.endswith("\u00ad") or is_hyphenated(text, line):
            text = text + line if _COMPOUND.search(text) and line[0].lower() not in _NOT_AFTER else text[:-1] + line
        elif (
            (text in DASHES and line[:1].isdigit())
            or (text.endswith("/") and text[-2:-1].isalnum())
            or _ends_in_formula(text)
            or BROKEN_AMOUNT.fullmatch(f"{text}|{line}")
        ):
            text += line
        else:
            text = f"{text} {line}"
    return _SOFT_MINUS.sub("-", text).replace("\u00ad", "") if "\u00ad" in text else text


_SOFT_MINUS = re.compile("(?<=[0-9])\u00ad(?=\\s?(?:[%€]|$))|(?<![^\\W\\d_])\u00ad(?=\\s?[€(]?\\s?[0-9])")
"""A soft hyphen right after or before a number, which no word is broken at: some fonts have one glyph for it and the minus."""


_COMPOUND = re.compile("(?<!\\w)(?!tossico)(?:[^\\W\\d_]{4,}ico|[^\\W\\d_]{5,}(?:ivo|ario))[-\u2010]$", re.IGNORECASE)
"""The first half of a compound, which keeps its hyphen: `economico-`, `amministrativo-`, `finanziario-`; …"""

_NOT_AFTER = frozenset("ln")
"""… but before these a syllable may end like that: `partico-lare`, `sottoscrivo-no`."""


def is_hyphenated(text: str, line: str) -> bool:
    """Whether the hyphen that ends `text` parts a word or a compound: letters of one case stand on both sides of it."""
    if not text.endswith(("-", "\u2010")) or not text[-3:-1].isalpha() or not line[:1].isalpha():
        return False
    return text[-2].islower() == line[0].islower() and not _ends_in_formula(text)


def _ends_in_formula(text: str) -> bool:
    """Whether a formula is broken behind the sign that ends `text`: `=TR-`."""
    return text.endswith(("-", "+")) and "=" in text.rsplit(maxsplit=1)[-1]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words as lines, top to bottom, each left to right."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda w: w.baseline):
        if lines and abs(word.baseline - lines[-1].baseline) < LEVEL * word.font.size:
            lines[-1].words.append(word)
        else:
            lines.append(Line([word], word.baseline))
    for line in lines:
        line.words.sort(key=lambda w: w.x0)
    return lines


def place_words(cells: Sequence[GridCell], lines: Iterable[Line]) -> list[Line]:
    """Put every word of `lines` into the cell that holds it; return what lies in none, as lines.

    A word that reaches over a cell's border is cut there, between the two characters whose middles lie on either side, but for a
    glyph that the border cuts: that stays with the run of text that it ends. What reaches over the table's edge is not cut, nor
    is an amount drawn at once, which is in the cell where its middle is, nor a word of letters drawn at once: text too long for
    its cell runs on over the next, with the words that follow.
    """
    outside: list[Line] = []
    bands: dict[tuple[float, float], list[int]] = defaultdict(list)
    for place, cell in enumerate(cells):
        bands[cell.box.top, cell.box.bottom].append(place)
    for line in lines:
        y = mid_height(line)
        level = chain.from_iterable(band for (top, bottom), band in bands.items() if top <= y < bottom)
        here = [cells[place] for place in sorted(level)]
        if not here:
            outside.append(line)
            continue
        parts: dict[int | None, list[Word]] = {}
        before: Char | None = None
        spilt: int | None = None
        for word in line.words:
            spilt = spilt if before is not None and _follows(before, word) else None
            spilt = _spilt_from(word, before, here) if spilt is None else spilt
            for i, part in _cut(word, before, here) if spilt is None else [(spilt, word)]:
                parts.setdefault(i, []).append(part)
            before = word.chars[-1]
        for i, words in parts.items():
            if i is None:
                outside.append(Line(words, line.baseline, line.text_column))
            else:
                here[i].lines.append(Line(words, line.baseline, line.text_column))
    return outside


def _follows(before: Char, word: Word) -> bool:
    """Whether a word follows a character in one run of text, a space between them at most."""
    return bool(before.run) and before.run == word.chars[0].run and word.x0 - before.x1 <= WIDEST_SPACE * before.font.size


def _spilt_from(word: Word, before: Char | None, cells: Sequence[GridCell]) -> int | None:
    """The cell over whose border a word, or it and the one before, runs on that is one run of letters; None if it does not."""
    first, last = word.chars[0], word.chars[-1]
    if before is not None and before.text.isalpha() and _follows(before, word):
        first = before
    if not first.run or first.run != last.run:
        return None
    start, end = _home(first.x0, first.x1, cells), _home(last.x0, last.x1, cells)
    if start == end or start is None or end is None:
        return None
    return None if any(ch.run != first.run or ch.text.isdigit() for ch in word.chars) else start


def _is_amount_drawn_at_once(word: Word) -> bool:
    run = word.chars[0].run
    return bool(run) and all(ch.run == run for ch in word.chars) and AMOUNT.fullmatch(word.text) is not None


def _cut(word: Word, before: Char | None, cells: Sequence[GridCell]) -> Iterator[tuple[int | None, Word]]:
    home = _home(word.x0, word.x1, cells)
    goes_on = before is not None and bool(before.run) and before.run == word.chars[0].run
    slack = CUT_GLYPH if goes_on else 1
    if home is not None and (
        (cells[home].box.x0 - slack <= word.x0 and word.x1 <= cells[home].box.x1 + 1) or _is_amount_drawn_at_once(word)
    ):
        yield home, word
        return
    run: list[Char] = []
    homes = [_home(ch.x0, ch.x1, cells) for ch in word.chars]
    inside = any(at is not None for at in homes)
    first = _home(before.x0, before.x1, cells) if goes_on and before and inside else None
    last = next((i for i in homes if i is not None), None) if first is None else first
    for k, (ch, at) in enumerate(zip(word.chars, homes, strict=True)):
        i = last if at is None else at  # what hangs over the table's edge stays with the rest of its word
        if i is not None and ch.run and (run or first is not None) and ch.x0 < cells[i].box.x0 - CUT_GLYPH:
            same = (word.chars[k - 1] if k else before or ch).run == ch.run
            i = last if same else i  # what its cell's edge cuts stays with the rest of its run
        if run and i != last:
            yield last, word_of(run)
            run = []
        run.append(ch)
        last = i
    yield last, word_of(run)


def _home(x0: float, x1: float, cells: Sequence[GridCell]) -> int | None:
    middle = (x0 + x1) / 2
    for i, cell in enumerate(cells):
        if cell.box.x0 <= middle < cell.box.x1:
            return i
    return None
