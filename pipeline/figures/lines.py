"""What the lines of a table are called, and of which others they are part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.figures.column_headings import heading_paths, headings_below, is_heading_row, rows_of_header, stacked_headings
from pipeline.figures.columns import figure_columns
from pipeline.figures.formulas import FORMULA, MARKED, terms_of
from pipeline.figures.labels import groups_of_rows, label_columns, labels_of, numbered_rows, parts_of_lines
from pipeline.figures.once import once_a_table
from pipeline.vocabulary import EQUITY, ITEM, MEAN, OF_WHICH, TOTAL_LABEL
from schemas.table import Cell, Table

MARKS = (
    re.compile(r"^[A-Z](?:\s*[).]|\s[-–])\s"),
    re.compile(r"^(?:VI{0,3}|I{1,3}|IV|IX|X)(?:\s*[).]\s?|\s?[-–]\s?|\s+(?=[A-Z][a-zà-ù]))"),
    re.compile(r"^[0-9]{1,2}(?:-[a-z]{3,10})?\s*(?:[)]|[.](?![0-9])|\s[-–])\s?"),
    re.compile(r"^[a-z](?:-[a-z]{3})?\s*[).]\s"),
    ITEM,
)
"""The marks of lines, from the outermost: `A)`, `I -`, `1)`, `a)`, `-`."""

ROMAN = re.compile(r"^[IVX]{1,4}(?:\s*[).]|\s?[-–])")

CODE = re.compile(r"^([0-9]{2,10}|[A-Z]{1,3}[0-9]{3,6}|[0-9A-Z]{1,4}(?:\.[0-9A-Z]{1,4})+)(?:\s*[-–:)]\s*|\.?\s+|$)")
"""A code that a label begins with: `3250`, `1.2.3`, `10.05`, `AA0010`."""

SECTION = re.compile(r"^([A-Z]|[0-9]{1,2})\s*[.–-]\s")
"""How a section may be marked besides `A)`, that a formula names: `C. Flussi`."""

RESULT = re.compile(r"^(?:risultat[oi]|differenz[ae]|saldo|margine)\b", re.IGNORECASE)
"""How the label of a result begins, which ends a section if lines stand before it."""

WHOLE_SIDE = re.compile(r"(?:dell?)?(?:attiv|passiv)(?:o|it[àa])")
"""The letters of what the total of one side of a balance sheet is called."""

SURPLUS = re.compile(r"^(?:dis)?avanzo\b|^(?:utile|perdita)\b", re.IGNORECASE)
"""How the label of a result begins that may be a part of the equity as well: right below a total it is a result."""

CARRIED = re.compile(r"^(?:a\s+)?riport(?:o|i|are|ati?)\b", re.IGNORECASE)
"""How a sum is called that a page hands on to the next."""

INDENT = 3.0
"""Points by which a label stands further right than the one it is part of."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table as a line: what it is called, what it is part of, and the figures it has."""

    row: int
    label: str | None
    path: tuple[str, ...]
    """The labels of what it is part of, outermost first, then its own."""
    is_total: bool
    """Whether its name says that it sums others up."""
    headings: dict[int, tuple[str, ...]]
    """The headings over each of its figures, by column, top to bottom."""
    figures: tuple[Cell, ...]
    part: int = 0
    """Which of the rows that the line takes this is, where each takes several."""


@dataclass(slots=True)
class _Open:
    """A line that others may be part of."""

    label: str
    rank: int | None
    """Which of the marks it begins with."""
    code: str | None
    column: int
    x0: float
    has_figures: bool
    parts: range
    """The rows below it whose figures add up to its own."""
    holds: bool = False
    """Whether a line has been found to be part of it."""


@once_a_table
def lines_of(table: Table) -> tuple[TableLine, ...]:
    """The lines of a table, or of one half of it, in order; rows without a figure are sections of those below them."""
    return tuple(_lines_of(table, (), every_row=False))


def lines_with(table: Table, is_several: Callable[[Cell], bool], *, every_row: bool = False) -> Sequence[TableLine]:
    """As `lines_of`, where cells that print several numbers, as `is_several` says, are figures in a column of figures.

    With `every_row`, rows without a figure are lines too.
    """
    columns = figure_columns(table)
    no_figures = (cell for cell in table.cells if cell.column in columns and cell.text and cell.value is None)
    several = {(cell.row, cell.column) for cell in no_figures if is_several(cell)}
    return _lines_of(table, several, every_row=every_row) if several or every_row else lines_of(table)


def _lines_of(table: Table, several: Container[tuple[int, int]], *, every_row: bool) -> list[TableLine]:
    columns = figure_columns(table)
    heads = heading_paths(table)
    labelled = bool(label_columns(table, columns))
    centred = _are_centred(table)
    open_lines: list[_Open] = []
    lines: list[TableLine] = []
    parts_of = parts_of_lines(table, columns)
    stacked = stacked_headings(table, columns, parts_of) if any(parts_of.values()) else {}
    groups = groups_of_rows(table, columns)
    labels = labels_of(table, columns, parts_of, groups)
    below = _parts_below(table, labels, columns)
    blank = _blank_lines(table, labels, columns)
    repeated = rows_of_header(table)
    carried: str | None = None
    total = False
    group: tuple[str, ...] = ()
    for number, row in numbered_rows(table):
        filled = [cell for cell in row if cell is not None and cell.text]
        figures = tuple(
            cell for cell in filled if cell.column in columns and (cell.value is not None or (cell.row, cell.column) in several)
        )
        if not filled:
            continue
        if is_heading_row(filled, columns):
            heads = headings_below(heads, filled, repeated)
            continue
        label = labels.get(number)
        above, group = group, groups.get(number, ())
        if group != above:
            open_lines.clear()
        part = parts_of.get(number, 0)
        if part and carried is not None:
            label, path = carried, tuple(line.label for line in open_lines)
        elif label is None:
            label, path = _of_no_label(open_lines, lines, figures, title="" if labelled else table.title)
            total = label is not None and labelled
        else:
            carried = label
            _close_for_formula(open_lines, label)
            first = next((cell for cell in filled if cell.column not in columns or cell.value is None), filled[0])
            if figures and CARRIED.match(label):
                lines.append(TableLine(number, label, (label,), True, {c.column: heads[c.column] for c in figures}, figures))
                continue
            total = bool(figures) and (_is_total(label, open_lines, after_total=total) or _is_total_of(above, label))
            parts = below.get(number, range(0))
            if total:
                _close_for_total(open_lines, label, lines, figures)
            x0 = 0.0 if centred else first.box.x0
            path = _place(open_lines, label, first, x0, parts, has_figures=bool(figures) or number in blank, is_total=total)
        if figures or every_row:
            own = {c.column: stacked.get((part, c.column), ()) if stacked else heads[c.column] for c in figures}
            lines.append(TableLine(number, label, (*group, *path), total, own, figures, part))
    return lines


def groups_of(lines: Sequence[TableLine]) -> list[list[TableLine]]:
    """The rows of each line: one, unless lines take several."""
    groups: list[list[TableLine]] = []
    for line in lines:
        if groups and line.part > 0 and line.row == groups[-1][-1].row + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


@once_a_table
def column_headings(table: Table) -> tuple[tuple[tuple[int, int], str], ...]:
    """What is printed over each column, with the row of a line (0 unless lines take several) and the column that it heads."""
    columns = figure_columns(table)
    headings = stacked_headings(table, columns, parts_of_lines(table, columns))
    return tuple((place, " ".join(path)) for place, path in headings.items())


def is_apart(label: str, *, means: bool = True) -> bool:
    """Whether a line is no part of a sum: carried forward, part of the line above, or a mean, if `means` are to be none."""
    return bool(CARRIED.match(label) or OF_WHICH.match(label) or (means and MEAN.search(label)))


def _are_centred(table: Table) -> bool:
    """Whether labels stand under one another by their middles, not by where they begin: then none is indented."""
    boxes = [cell.box for row in table.body() if (cell := row[0]) and cell.text]
    lefts, middles = (Counter(round(x / INDENT) for x in xs) for xs in ((b.x0 for b in boxes), (b.center_x for b in boxes)))
    return max(middles.values(), default=0) > max(lefts.values(), default=0)


def _is_total(label: str, open_lines: Sequence[_Open], *, after_total: bool) -> bool:
    """Whether a label is a total's, or a result's below lines that may make it up: a result within the equity is part of it."""
    if TOTAL_LABEL.search(_unmarked(label)) or (after_total and SURPLUS.match(label)):
        return True
    if RESULT.match(label) is None or any(EQUITY.search(line.label) for line in open_lines):
        return False
    return any(line.holds or line.has_figures for line in open_lines)


def _blank_lines(table: Table, labels: Mapping[int, str | None], columns: Sequence[int]) -> set[int]:
    """The rows without figures that are lines like others, and no sections: set as lines are, and most right beside another."""
    lines: set[tuple[object, ...]] = set()
    without: dict[int, tuple[object, ...]] = {}
    for number, row in numbered_rows(table):
        filled = [cell for cell in row if cell is not None and cell.text]
        label = labels.get(number)
        if label and filled and _mark(label) is None and not TOTAL_LABEL.search(label):
            style = (filled[0].bold, round(filled[0].box.x0 / INDENT), label.isupper())
            if any(cell.value is not None for cell in filled if cell.column in columns):
                lines.add(style)
            else:
                without[number] = style
    beside = Counter(s for number, s in without.items() if s in (without.get(number - 1), without.get(number + 1)))
    twice = {style for style, count in Counter(without.values()).items() if 2 * beside[style] > count}
    return {number for number, style in without.items() if style in lines & twice}


def _is_total_of(groups: Sequence[str], label: str) -> bool:
    """Whether a label is that of a group above it with the word for a total behind, as pivot tables name theirs."""
    return any(label.lower() == f"{name} totale".lower() for name in groups)


def _parts_below(table: Table, labels: Mapping[int, str | None], columns: Sequence[int]) -> dict[int, range]:
    """For rows with a mark the rows right below, without, that add up to theirs in some column, as most under such a mark do.

    For rows without one it is the items of a list below them.
    """
    grid = table.grid()
    found: dict[int, tuple[int | None, range, bool]] = {}
    marks = {row: _mark(label) for row, label in labels.items() if label and not TOTAL_LABEL.search(label)}
    for row, mark in marks.items():
        last = row + 1
        inner = MARKS.index(ITEM) if mark is None else None
        while last in marks and marks[last] == inner:
            last += 1
        if last > row + 2:
            values = [[cell.value or 0 if (cell := grid[n][c]) else 0 for n in range(row, last)] for c in columns]
            if any(own for own, *_ in values):
                adds_up = any(own and sum(parts) == own and sum(map(bool, parts)) > 1 for own, *parts in values)
                found[row] = mark, range(row + 1, last), adds_up
    held = Counter(mark for mark, _, adds_up in found.values() if adds_up)
    tried = Counter(mark for mark, _, _ in found.values())
    mostly = {mark for mark, count in held.items() if count > 1 and 2 * count > tried[mark]}
    return {row: parts for row, (mark, parts, adds_up) in found.items() if adds_up or mark in mostly}


def _mark(label: str) -> int | None:
    """Which of the marks a label begins with."""
    return next((i for i, mark in enumerate(MARKS) if mark.match(label)), None)


def _place(
    open_lines: list[_Open], label: str, first: Cell, x0: float, parts: range, *, has_figures: bool, is_total: bool
) -> tuple[str, ...]:
    """Close what a line is no part of, and open it; the path to it.

    `first` is the cell that its label begins with, `x0` where that is indented to.
    """
    line = _Open(label, _rank(label, open_lines, has_figures=has_figures), _code(label), first.column, x0, has_figures, parts)
    if is_total:
        path = (*(opened.label for opened in open_lines), label)
        if open_lines:
            open_lines.pop()
        return path
    if line.rank is not None:
        at = next((i for i, o in enumerate(open_lines) if o.rank is not None and o.rank >= line.rank), len(open_lines))
        del open_lines[at:]
    while (
        open_lines
        and first.row not in open_lines[-1].parts
        and not _holds(open_lines[-1], line, open_lines[-2].x0 if len(open_lines) > 1 else None)
    ):
        open_lines.pop()
    for opened in open_lines:
        opened.holds |= has_figures
    open_lines.append(line)
    return tuple(opened.label for opened in open_lines)


def _holds(above: _Open, line: _Open, outer: float | None) -> bool:
    """Whether a line is part of one above it: by codes, by marks, by indentation, or because that one has no figures.

    `outer` is where the label begins that the one above is part of: if that one is indented, it is no section of lines that
    are as much, but one of them whose figures are blank.
    """
    if OF_WHICH.match(line.label):
        return not OF_WHICH.match(above.label)
    if above.code and line.code:
        return len(line.code) > len(above.code) and line.code.startswith(above.code[: max(2, len(above.code) - 1)])
    if above.rank is not None and line.rank is not None:
        return above.rank < line.rank
    if line.column == above.column and line.x0 > above.x0 + INDENT:
        return True
    if above.has_figures or (above.rank is None and outer is not None and above.x0 > outer + INDENT):
        return False
    before = line.column == above.column and line.x0 < above.x0 - INDENT
    return not before and (line.has_figures or line.rank is not None or above.rank is not None)


def _rank(label: str, open_lines: Sequence[_Open], *, has_figures: bool) -> int | None:
    """Which of the marks a label begins with, by what is open: `I)` under `A)` is a number.

    In capitals, `A)` under `6)` is what `a)` is elsewhere, and so is a later letter if it has figures: sections have none.
    """
    rank = _mark(label)
    if rank != 0 or not any(o.rank == 0 for o in open_lines):
        return rank
    if ROMAN.match(label) and label[0] in "IVX" and not any(_goes_before(o.label, label) for o in open_lines):
        return 1
    last = open_lines[-1]
    nested = label[0] == "A" if last.rank == 2 else last.rank == 3 and last.label[0] < label[0]
    return 3 if nested and has_figures else 0


def _goes_before(label: str, following: str) -> bool:
    """Whether the letter of a label is that before the letter of another: `H)` before `I)`."""
    return MARKS[0].match(label) is not None and label[1:2] in ").- " and ord(label[0]) + 1 == ord(following[0])


def _code(label: str) -> str | None:
    match = CODE.match(label)
    return match[1] if match else None


def _close_for_total(open_lines: list[_Open], label: str, lines: Sequence[TableLine], figures: Sequence[Cell]) -> None:
    """Close what stands within the section that a total is of: the one it names, else that which adds up, else the innermost.

    A line whose figures are blank is no section, where another has lines. All assets are no part of themselves, as a section of
    current assets is.
    """
    name = _letters(TOTAL_LABEL.sub("", _unmarked(label)))
    sections = [i for i, o in enumerate(open_lines) if not o.has_figures]
    if WHOLE_SIDE.fullmatch(name):
        at = max((i for i in sections if name_of(open_lines[i].label) == name), default=-1)
        del open_lines[at + 1 :]
        return
    named = [i for i in sections if name and (name in name_of(open_lines[i].label) or name_of(open_lines[i].label) in name)]
    summed = [] if name else [i for i in sections if len(_adding_up(open_lines[: i + 1], lines, figures)) > 1]
    with_lines = [i for i in sections if open_lines[i].holds]
    at = max(named or summed or with_lines or sections, default=-1)
    del open_lines[at + 1 :]


def _close_for_formula(open_lines: list[_Open], label: str) -> None:
    """Close the first of the open lines that is a term of the formula in a label, with all in it: `Saldo (A+B+C)` below `C)`."""
    codes = {code for formula in FORMULA.finditer(label) for _, code in terms_of(formula)}
    marks = [MARKED.match(line.label) or SECTION.match(line.label) for line in open_lines]
    named = [i for i, mark in enumerate(marks) if mark and mark[1] in codes]
    del open_lines[named[0] if named else len(open_lines) :]


def _close_for_sum(open_lines: list[_Open], lines: Sequence[TableLine], figures: Sequence[Cell]) -> tuple[str, ...]:
    """Close the innermost section that figures without a label sum up, and give the path to it; () if they sum up none."""
    for at in range(len(open_lines) - 1, -1, -1):
        if not open_lines[at].has_figures and _adding_up(open_lines[: at + 1], lines, figures):
            path = tuple(line.label for line in open_lines[: at + 1])
            del open_lines[at:]
            return path
    return ()


def _of_no_label(
    open_lines: list[_Open], lines: Sequence[TableLine], figures: Sequence[Cell], *, title: str
) -> tuple[str | None, tuple[str, ...]]:
    """The label of figures without one, and the path to it: of the section that they sum up, else the title of their table.

    `title` is that of a table in which no line has a label.
    """
    if path := _close_for_sum(open_lines, lines, figures):
        return path[-1], path
    if title:
        return title, (title,)
    return None, tuple(line.label for line in open_lines if not line.has_figures)


def _adding_up(section: Sequence[_Open], lines: Sequence[TableLine], figures: Sequence[Cell]) -> list[TableLine]:
    """The lines of a section that hold no others, if they add up to figures, whatever their sign, in some column; else none.

    Whole numbers are rounded: each part may make them differ by a half.
    """
    path = tuple(line.label for line in section)
    inside = [line for line in lines if line.path[: len(path)] == path and not line.is_total]
    holding = {line.path[:depth] for line in inside for depth in range(1, len(line.path))}
    own = [line for line in inside if line.path not in holding]
    parts: dict[int, list[Decimal]] = {}
    for line in own:
        for cell in line.figures:
            parts.setdefault(cell.column, []).append(cell.value or Decimal(0))
    held = any(cell.value and _make(cell.value, parts.get(cell.column, [])) for cell in figures)
    return own if held else []


def _make(total: Decimal, parts: Sequence[Decimal]) -> bool:
    whole = all(value == value.to_integral_value() for value in (total, *parts))
    room = Decimal(len(parts) - 1) / 2 if whole and len(parts) > 1 else Decimal(0)
    return abs(abs(total) - abs(sum(parts, Decimal(0)))) <= room


def _letters(text: str) -> str:
    return "".join(ch for ch in text.lower() if ch.isalpha())


def _unmarked(label: str) -> str:
    """A label without the mark or code that it begins with."""
    for mark in MARKS:
        if match := mark.match(label):
            return label[match.end() :].strip() or label
    match = CODE.match(label)
    return label[match.end() :].strip() or label if match else label


def name_of(label: str) -> str:
    """The letters of a label, without the code or mark that it begins with: what tables that repeat one another agree in."""
    return _letters(_unmarked(label))
