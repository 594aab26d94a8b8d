"""What the rows of a table are called, and how many rows each of its lines takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.figures.column_headings import heading_paths
from pipeline.figures.columns import figure_columns
from pipeline.figures.formulas import chunks
from pipeline.figures.once import once_a_table
from schemas.table import Cell, Table

NOTE = re.compile(r"^\W*[0-9]{1,2}(?:\W+[0-9]{1,2})*\W*$")
"""What stands in a column of notes behind the labels: `4`, `(12)`, `3-5`."""

NOTES = re.compile(r"(?:^|\s)(?:rif\w*\.?|not[ae])$", re.IGNORECASE)
"""How the heading of such a column ends, which may stand before the labels as well."""

WORD = re.compile(r"[^\W\d_]{2}")
"""What a name has and a code has not."""

CODE_OF_LINE = re.compile(r"[A-Z]{1,3}[0-9]{3,}")
"""What stands beside the names of all lines and is none, although it has letters: `AA0010`."""

CODE_OF_FIGURE = re.compile(r"[A-Z]{1,3}")
"""What stands beside a figure of a line of several rows and says which it is: `RS`, `CP`, `CS`, `A`."""

FEWEST_NAMES, TOLD_APART = 4, 0.9
"""Rows that differ in the words of some columns for these to be their names, and their share of all."""

MOST_LINES = 0.8
"""Share of a table's lines that take as many rows for all to be read so."""


def labels_of(
    table: Table, columns: Sequence[int], parts: Mapping[int, int], groups: Mapping[int, tuple[str, ...]]
) -> dict[int, str | None]:
    """The label of each row below the header; of rows that make one line, the first has the label of all.

    `parts` says which of the rows of its line each row of figures is, `groups` those of `groups_of_rows`.
    """
    rows = dict(_without_codes(table))
    for n, names in groups.items():
        rows[n] = [cell for cell in rows[n] if cell.text not in names] or rows[n]
    said = _columns_said_of_lines(list(rows.values()), columns)
    for n, cells in rows.items():
        if said and any(cell.column in columns for cell in cells):
            rows[n] = [cell for cell in cells if cell.column not in said]
    stacked = any(parts.values())
    labels = {n: _label(cells, columns) or (None if stacked else _label_over(table, n, columns)) for n, cells in rows.items()}
    if stacked:
        lines: list[list[int]] = []
        for n, part in parts.items():
            if part == 0 or not lines:
                lines.append([])
            lines[-1].append(n)
        for first, *others in lines:
            cells = sorted((cell for n in (first, *others) for cell in rows[n]), key=lambda cell: (cell.column, cell.row))
            labels |= {first: _label(cells, columns), **dict.fromkeys(others)}
    return labels


def groups_of_rows(table: Table, columns: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names, outermost first, of the groups that rows are in, for rows in any.

    A column of words names groups if a cell of it reaches over several rows of figures that a later column of words names each.
    """
    first = min(columns, default=0)
    rows = {n: {c.column: c for c in row if c.column < first} for n, row in _without_codes(table).items()}
    named = [n for run in _runs_of_figures(table, columns) for n in run if rows[n]]
    naming = {
        cell.column
        for cells in rows.values()
        for cell in cells.values()
        if cell.row_span > 1
        and WORD.search(cell.text)
        and sum(cell.row <= n < cell.row + cell.row_span and max(rows[n]) > cell.column for n in named) > 1
    }
    found: dict[int, tuple[str, ...]] = {}
    open_groups: dict[int, Cell] = {}
    for n, cells in rows.items():
        outermost, innermost = min(cells, default=first), max(cells, default=first)
        open_groups = {c: g for c, g in open_groups.items() if c < outermost and n < g.row + g.row_span}
        open_groups |= {c: cell for c, cell in cells.items() if c in naming and c < innermost}
        if open_groups:
            found[n] = tuple(group.text for group in open_groups.values())
    return found


@once_a_table
def _without_codes(table: Table) -> Mapping[int, Sequence[Cell]]:
    """The cells of each row below the header, without columns of notes, or of codes that say which figure stands behind them."""
    columns = figure_columns(table)
    rows = {n: [cell for cell in row if cell is not None and cell.text] for n, row in numbered_rows(table)}
    texts: dict[int, list[str]] = {}
    for cell in (cell for row in rows.values() for cell in row):
        texts.setdefault(cell.column, []).append(cell.text)
    coded = {c for c in texts if c + 1 in columns and c not in columns and all(map(CODE_OF_FIGURE.fullmatch, texts[c]))}
    if not any(1 < len(set(texts[c])) <= len(texts[c]) / 2 for c in coded):
        coded = set()
    heads = table.headings()
    coded |= {c for c in texts if c not in columns and NOTES.search(heads[c]) and all(map(NOTE.match, texts[c]))}
    return {n: [cell for cell in row if cell.column not in coded] for n, row in rows.items()}


def _columns_said_of_lines(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> set[int]:
    """The columns of words behind those that already tell nearly all rows apart: they say something of a line."""
    lines = [{cell.column: cell.text for cell in row} for row in rows if len(row) > 1]
    texts: dict[int, list[str]] = {}
    for line in lines:
        for column, text in line.items():
            if column < min(columns, default=0):
                texts.setdefault(column, []).append(text)
    coded = {c for c in texts if all(map(CODE_OF_LINE.fullmatch, texts[c])) and len(set(map(len, texts[c]))) == 1}
    worded = [c for c in sorted(texts) if c not in coded and 2 * sum(map(bool, map(WORD.search, texts[c]))) > len(lines)]
    for k in range(1, len(worded)):
        names = {tuple(line.get(c) for c in worded[:k]) for line in lines}
        if len(names) >= max(FEWEST_NAMES, TOLD_APART * len(lines)):
            return set(worded[k:])
    return set()


def _label(filled: Sequence[Cell], columns: Sequence[int]) -> str | None:
    """The texts before a row's first figure, numbers of notes left out; if there are none, the first text behind."""
    names = [cell for cell in filled if cell.column not in columns]
    worded = next((cell.column for cell in names if any(map(str.isalpha, cell.text))), None)
    names = [cell for cell in names if worded is None or cell.column <= worded or not NOTE.match(cell.text)]
    first = min((cell.column for cell in filled if cell.column in columns and cell.value is not None), default=None)
    before = [cell.text for cell in names if first is None or cell.column < first]
    if not any(any(ch.isalpha() for ch in text) for text in before):
        before += [cell.text for cell in names if cell.text not in before and any(ch.isalpha() for ch in cell.text)][:1]
    if not before:
        before = [cell.text for cell in filled if cell.value is None and any(ch.isalpha() for ch in cell.text)][:1]
    return " ".join(before) or None


def _label_over(table: Table, row: int, columns: Sequence[int]) -> str | None:
    """The label of a cell over several rows, this one among them."""
    over = [
        cell
        for cell in table.cells
        if cell.row < row < cell.row + cell.row_span
        and cell.text
        and cell.column not in columns
        and cell.row >= table.header_rows
    ]
    return " ".join(cell.text for cell in over) or None


def label_columns(table: Table, columns: Sequence[int]) -> set[int]:
    return {
        cell.column
        for cell in table.cells
        if cell.row >= table.header_rows and cell.text and cell.value is None and cell.column not in columns
    }


def parts_of_lines(table: Table, columns: Sequence[int]) -> dict[int, int]:
    """Which of the rows of its line each row of figures is: 0 unless lines take several.

    They do if most have as many rows without a label below that with their own. Or if the header names as many figures one
    below the other, and what stands between two rows without figures is a multiple of that.
    """
    runs = _runs_of_figures(table, columns)
    labelled = {n for run in runs for n in run if _label(_without_codes(table)[n], columns) is not None}
    counts: list[int] = []
    for number in (n for run in runs for n in run):
        if number in labelled:
            counts.append(1)
        elif counts:
            counts[-1] += 1
    rows, lines = Counter(counts).most_common(1)[0] if counts else (1, 0)
    said = {rows} if rows > 1 and lines >= MOST_LINES * len(counts) else set()
    for rows in sorted(said | _named_below_another(table, columns), reverse=True):
        if not any(len(run) % rows for run in runs):
            groups = [run[i : i + rows] for run in runs for i in range(0, len(run), rows)]
            if len(groups) > 1 and sum(map(labelled.issuperset, groups)) <= (1 - MOST_LINES) * len(groups):
                return {n: part for group in groups for part, n in enumerate(group)}
    parts: dict[int, int] = {}
    if said:
        part = 0
        for number in (n for run in runs for n in run):
            part = 0 if number in labelled else (part + 1) % max(said)
            parts[number] = part
    return parts


def _named_below_another(table: Table, columns: Sequence[int]) -> set[int]:
    """How many names of figures a header may print below one another: by its rows, or by the codes that end names."""
    rows = Counter(cell.row for cell in table.cells if cell.row < table.header_rows and cell.text and cell.column in columns)
    codes = Counter(len(list(chunks(" ".join(path)))) for c, path in heading_paths(table).items() if c in columns)
    return {n for n in (sum(count > 1 for count in rows.values()), *(n for n, count in codes.items() if count > 1)) if n > 1}


def numbered_rows(table: Table) -> Iterator[tuple[int, list[Cell | None]]]:
    return enumerate(table.body(), table.header_rows)


def _runs_of_figures(table: Table, columns: Sequence[int]) -> list[list[int]]:
    """The rows with figures, those that stand one below the other together."""
    runs: list[list[int]] = []
    for number, row in numbered_rows(table):
        if any(cell is not None and cell.value is not None and cell.column in columns for cell in row):
            if not runs or runs[-1][-1] != number - 1:
                runs.append([])
            runs[-1].append(number)
    return runs
