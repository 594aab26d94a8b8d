"""What the rows of a table are called, and how many rows each of its lines takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from schemas.table import Cell, Table

NOTE = re.compile(r"^\W*[0-9]{1,2}(?:\W+[0-9]{1,2})*\W*$")
"""What stands in a column of notes behind the labels: `4`, `(12)`, `3-5`."""

MOST_LINES = 0.8
"""Share of a table's lines that take as many rows for all to be read so."""


def labels_of(table: Table, columns: Sequence[int], stack: int) -> dict[int, str | None]:
    """The label of each row below the header; of lines that all take as many rows, the first has that of all its rows."""
    rows = {n: [cell for cell in row if cell is not None and cell.text] for n, row in numbered_rows(table)}
    labels = {n: _label(cells, columns) or (None if stack > 1 else _label_over(table, n, columns)) for n, cells in rows.items()}
    runs = _runs_of_figures(table, columns)
    if stack > 1 and not any(len(run) % stack for run in runs):
        for run in runs:
            for first, *others in (run[i : i + stack] for i in range(0, len(run), stack)):
                said = [label for n in (first, *others) if (label := labels[n])]
                labels |= {first: " ".join(said) or None, **dict.fromkeys(others)}
    return labels


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


def stack_of(table: Table, columns: Sequence[int]) -> int:
    """How many printed rows each line takes, if most take as many: those below the first have no label of their own.

    Or the header has as many rows with names of columns of figures, and so has what stands between two rows without figures.
    """
    counts: list[int] = []
    runs = _runs_of_figures(table, columns)
    grid = table.grid()
    unlabelled = {n for run in runs for n in run if _label([c for c in grid[n] if c is not None and c.text], columns) is None}
    for number in (n for run in runs for n in run):
        if number not in unlabelled:
            counts.append(1)
        elif counts:
            counts[-1] += 1
    rows, lines = Counter(counts).most_common(1)[0] if counts else (1, 0)
    if lines > 1 and lines >= MOST_LINES * len(counts):
        return rows
    named = Counter(cell.row for cell in table.cells if cell.row < table.header_rows and cell.text and cell.column in columns)
    rows = sum(count > 1 for count in named.values())
    groups = [run[i : i + rows] for run in runs for i in range(0, len(run), rows)] if rows > 1 else []
    whole = len(groups) > 1 and all(len(group) == rows and unlabelled & set(group) for group in groups)
    return rows if whole else 1


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
