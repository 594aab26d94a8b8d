"""Which rows of a table are headings of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.numbers import Number, read_number
from pipeline.tables.cells.continuations import ITEM
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import AMOUNT, Grid, GridCell, are_bold
from pipeline.vocabulary import A_YEAR, DASHES, TOTAL_LABEL

UNIT = re.compile(
    r"\(?(?:(?:(?:valori|importi|dati|cifre)\s+)?(?:espressi\s+)?(?:in\s+)?(?:migliaia|milioni|miliardi|unità)(?:\s+di\s+(?:euro|€))?"
    r"|€(?:/\s?1?\.?000)?|(?:in\s+)?(?:euro|eur)|%|n\.?|gg\.?|giorni|[a-z]\)?(?:\s?[-+=/*]\s?\(?[a-z0-9]+\)?)*)\)?",
    re.IGNORECASE,
)
"""What stands under the name of a column and belongs to it: its unit or scale, or a letter for it, `(c=a-b)`, `(c)=(a)-(b)`."""

_ANSWER = re.compile(r"x|no|s[iì]|non\s[^\W\d].*|nessun\w*|assent[ei]|in\s+corso", re.IGNORECASE)
"""What stands in place of figures in all columns: `NO`, `non disponibile`."""

_LETTER = re.compile(r"\(?[a-z]\b", re.IGNORECASE)
"""How what counts columns by letters begins."""

_ONE_YEAR = re.compile(rf"\(?{A_YEAR}\)?")
"""The year of all columns, under their names."""

_COUNTER = re.compile(
    r"(?:col\.?\s?)?(\()?([0-9]{1,2})(?(1)(?:\)(?:\s?=[\s0-9()+*/:-]+)?|\s?=[\s0-9+*/:-]+\))|(?:\s?=[\s0-9+*/:-]+)?)",
    re.IGNORECASE,
)
"""The number of a column, and what its figures are made of: `1`, `(3=1-2)`, `(3)=(1)-(2)`."""

FEWEST_COUNTED = 3
"""Columns that are counted at least; of two that are, the row has nothing beside, and the numbers are in brackets."""

CODE = re.compile(r"[0-9](?:0[0-9]|10)")
"""The code of a column, as of a macroaggregate of expenditure."""

_CLASS = re.compile(r"(?:(?:[<>]=?|[≤≥])\s?|[0-9][0-9.]*\s?[-–]\s?)[0-9][0-9.]*|[0-9][0-9.]*\s?\+")
"""A class by which columns count: `<30`, `>= 50`, `31 - 40`, `5.001-10.000`, `65+`."""

_LONG_CODE = re.compile(r"()([0-9]{3,6})")
"""A number that may be the code of a chapter: `101`, `10102`."""

_YEAR_OF = re.compile(rf"(€\s?)?({A_YEAR})\s?(?:€|%|\*+|\([0-9a-z]\))?")
"""A year with its unit or the mark of a note: `€ 2023`, `2022 %`, `2021 (1)`."""

_ITEM_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*[).]?")
"""The number of a section of rows: `1`, `2.1`."""

MARK = re.compile(r"(?!N\.)(?:[A-Z]|[IVX]{2,5}|[0-9]{1,2})[).]")
"""The mark of an item in a column of its own: `A)`, `IV.`, `1)`; but not `N.`, the name of a column of numbers."""

WITH_UNIT = re.compile(
    r"(?:L\. ?)?-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?: ?[^\W\d_]{1,8}\.?[²³23]?)?"
    r"|-?[0-9]+,[0-9]+ ?(?:per mille|‰|[^\W\d_]{1,8}[²³23]?)"
    r"|[0-9]+ ?[kM] ?€|#{2,}|#(?:N/[DA]|DIV/0!|VALORE!|VALUE!|RIF!|REF!|NUM!)"
)
"""An amount with its unit, or what a sheet prints where it has none: behind a label and under names of columns, the first row of
a table."""


def with_header(grid: Grid) -> Grid:
    """The grid, whose rows its rules draw, with the number of its header rows.

    The rows above the first figures are, up to the last that names more than one column: what stands between that row and
    the figures, alone in its row or in its half of a row, heads the rows below it. A table without figures has its headings
    in bold. A grid of one row, or of bold print alone, is all header: its table goes on over the page break, or has none.
    """
    rows, rule = _header_rows(grid)
    return replace(grid, header_rows=rows, header_rule=rule)


def _header_rows(grid: Grid) -> tuple[int, str]:
    """How many rows are header, and the rule that says so."""
    rows = [[cell for cell in row if cell.lines] for row in grid.rows()]
    data = _first_data(rows)
    styled = _bold_rows(rows)
    if data is None:
        if grid.n_rows == 1 or are_bold(grid.cells):
            whole = max((i + 1 for i, cells in enumerate(rows) if len(cells) > 1), default=0)
            return whole, "one row, or bold print alone: all that has several cells"
        return (styled, "no figures: the rows in bold") if styled else (1, "no figures and no bold rows: the first row")
    named = [i + 1 for i in range(data) if len(rows[i]) > 1]
    figures = {cell.column for cells in rows[data:] for cell in cells if _is_data(cell)}
    while len(named) > 1 and heads_rows(rows[: named[-1]], figures):
        named.pop()
    styled = _with_units(rows, styled, len(rows))
    styled = _reach(rows, styled)
    lone = rows[0][0] if data and len(rows[0]) == 1 else None
    by_figures = _with_units(rows, named[-1] if named else 0, data)
    by_figures = _as_far_as_it_spans(rows[:styled], by_figures)
    if lone and not named:
        over = lone.column_span > 1 or (data == 1 and not ITEM.match(lone.text))
        by_figures = 1 if lone.column in figures else data if over else 0
    if (
        styled
        and by_figures
        and not _names_more(rows[by_figures - 1], rows[:styled])
        and not _heads_groups(rows, styled, by_figures)
    ):
        return min(by_figures, styled), "the rows in bold above the first figures"
    return by_figures, "the rows above the first figures, up to the last that names several columns"


def _first_data(rows: Sequence[Sequence[GridCell]]) -> int | None:
    """The first row with figures that name no columns; None if there is none."""
    figures = {cell.column for cells in rows for cell in cells if cell.column and _is_data(cell)}
    digits = {cell.column for cells in rows for cell in cells if any(map(str.isdigit, cell.text))}
    for i, cells in enumerate(rows):
        texts = {cell.column: cell.text for cell in cells if cell.column_span == 1}
        if answers_for_all(texts, figures):
            return i
        under_names = i > 0 and len(rows[i - 1]) > 1 and any(c.column == 0 and c.text for c in cells)
        data = [c for c in cells if c.column > 0 and (_is_data(c) or (under_names and WITH_UNIT.fullmatch(c.text)))]
        if data and not adds_and_takes(texts, digits):
            below = ((cell.column, cell.text) for row in rows[i + 1 :] for cell in row)
            apart = are_bold(cells) and i + 1 < len(rows) and not are_bold(rows[i + 1]) and max(map(len, rows[:i]), default=0) < 2
            if not names_columns(((cell.column, cell.text) for cell in cells), below, apart=apart):
                return i
    return None


def _with_units(rows: Sequence[Sequence[GridCell]], count: int, stop: int) -> int:
    """How many rows a header has with those under it that are nothing but units, not a letter alone that names what is below."""
    while 0 < count < stop and any(cell.column for cell in rows[count]) and all(UNIT.fullmatch(c.text) for c in rows[count]):
        count += 1
    return count


def _as_far_as_it_spans(bold: Sequence[Sequence[GridCell]], count: int) -> int:
    """How many of the bold rows a header has with those that its cells span, whose figures are no amounts but codes and years."""
    end = _reach(bold, count)
    amounts = any(AMOUNT.search(cell.text) for cells in bold[count:end] for cell in cells)
    return count if amounts or end > len(bold) else end


def _reach(rows: Sequence[Sequence[GridCell]], count: int) -> int:
    """How many rows there are down to where the cells of the first so many end."""
    return max([count, *(cell.row + cell.row_span for cells in rows[:count] for cell in cells)])


def numbers_columns(rows: Sequence[Sequence[str]], *, named: bool) -> bool:
    """Whether the first of some rows does nothing but number its columns: by codes, if it has no label, or by counting them.

    Each may say what it is made of: `(3=1-2)`. Where no row above has `named` the columns, it begins with a one. It does not if
    the row behind it begins with the next number: the labels are numbers.
    """
    texts = rows[0]
    if not named and not "".join(texts).startswith(("1", "(1")):
        return False
    if not texts[0] and are_codes([*filter(None, texts)], [text for row in rows[1:] for text in row[1:] if is_figure(text)]):
        return True
    if len(rows) > 1 and texts[0].isdecimal() and rows[1][0].isdecimal():
        return False
    counters = [_COUNTER.fullmatch(text) for text in texts if text]
    numbers = [int(counter[2]) for counter in counters if counter]
    first = numbers[0] if numbers else 0
    if len(numbers) < len(counters) or first not in (1, 2) or numbers != list(range(first, first + len(numbers))):
        return False
    in_brackets = len(numbers) > 1 and not texts[0] and all(counter and counter[1] for counter in counters)
    return len(numbers) >= FEWEST_COUNTED or in_brackets


def answers_for_all(row: Mapping[int, str], figures: Set[int]) -> bool:
    """Whether a row, a text by column, gives one answer for its label in all columns of `figures`: it is none of the header."""
    answers = [row.get(column, "") for column in figures - {0}]
    return len(answers) > 1 and len(set(answers)) == 1 and _ANSWER.fullmatch(answers[0]) is not None and bool(row.get(0))


def adds_and_takes(row: Mapping[int, str], digits: Set[int]) -> bool:
    """Whether a row, a text by column, names two columns by signs alone: a plus and a dash right behind it, beside no figures.

    Both are among the columns that have `digits`: in others a plus is the sign of its row.
    """
    signs = any(
        text == "+" and row.get(column + 1, "") in DASHES and digits >= {column, column + 1} for column, text in row.items()
    )
    return signs and not any(any(map(str.isdigit, text)) for column, text in row.items() if column)


def add_no_names(texts: Sequence[str]) -> bool:
    """Whether texts of columns are no names themselves: one unit of all, one year, what counts them, codes."""
    if len(texts) < 2:
        return False
    if len(set(texts)) == 1:
        return UNIT.fullmatch(texts[0]) is not None or _ONE_YEAR.fullmatch(texts[0]) is not None
    if all(_LETTER.match(text) and UNIT.fullmatch(text) for text in texts) or all(map(_COUNTER.fullmatch, texts)):
        return True
    return len(texts) >= FEWEST_COUNTED and all(map(CODE.fullmatch, texts))


def are_codes(texts: Sequence[str], figures: Sequence[str]) -> bool:
    """Whether texts are codes of columns, of one hundred, as those of macroaggregates of expenditure are: `101`, `102`.

    Most of the `figures` below have points or commas.
    """
    if len(set(texts)) < FEWEST_COUNTED or not all(map(CODE.fullmatch, texts)) or len({text[0] for text in texts}) > 1:
        return False
    return 2 * sum("," in text or "." in text for text in figures) > len(figures)


def names_columns(row: Iterable[tuple[int, str]], below: Iterable[tuple[int, str]], *, apart: bool) -> bool:
    """Whether what looks like figures in a row, right of its label, names the columns of all rows `below`.

    Texts are given with the column of each. The row counts the columns: `1`, `2`, `3=1-2`, or beside the name of their total; or
    it is of years or codes that follow one another: `€ 2023`, `2022 (1)`; or of classes, one of which has two ends, `31-40`, or
    whose total is named over figures, if none below is a class. Where the row is set `apart`, it may be of numbers at equal
    steps, `10.000`, `20.000`, or of shares where no figure below is one.
    """
    cells = dict(row)
    texts = {column: text for column, text in cells.items() if column}
    under: dict[int, list[str]] = {}
    for column, text in below:
        under.setdefault(column, []).append(text)
    counting = {column for column, here in under.items() if any(map(is_figure, here))}
    total = {column for column, text in texts.items() if TOTAL_LABEL.match(text) and column in counting}
    rest = {column: text for column, text in texts.items() if column not in total}
    figures = {column: text for column, text in rest.items() if is_figure(text)}
    coded = len(figures) >= FEWEST_COUNTED and _follow(_LONG_CODE, [*rest.values()])
    if coded or _follow(_YEAR_OF, [*figures.values()]):
        return True
    if apart and not TOTAL_LABEL.match(cells.get(0, "")):
        shares = all("%" in text for text in rest.values()) and not any("%" in text for here in under.values() for text in here)
        if len(figures) >= FEWEST_COUNTED and (shares or go_by_one_step([*figures.values()])):
            return True
    if _follow(_COUNTER, [*rest.values()]):
        return bool(total) or any("=" in text for text in rest.values())
    classes = {column: text for column, text in rest.items() if _CLASS.fullmatch(text)}
    sure = bool(total) or any(text[0].isdigit() for text in classes.values())
    known = any(_CLASS.fullmatch(text) for column in texts for text in under.get(column, ()))
    return sure and not known and figures.keys() <= classes.keys() <= counting and bool(classes)


def _follow(form: re.Pattern[str], texts: Sequence[str]) -> bool:
    """Whether several texts are of one form, whose second group is the next number in each, up or down."""
    found = [form.fullmatch(text) for text in texts]
    numbers = [int(match[2]) for match in found if match]
    steps = {b - a for a, b in pairwise(numbers)}
    return 1 < len(numbers) == len(texts) and steps in ({1}, {-1})


def go_by_one_step(texts: Sequence[str]) -> bool:
    """Whether texts are numbers, each as much more, or less, than the one before; none is read after one that is not."""
    numbers: list[Decimal] = []
    for reading in map(read_number, texts):
        if not isinstance(reading, Number):
            return False
        numbers.append(reading.value)
        if len(numbers) > 2 and numbers[-1] - numbers[-2] != numbers[1] - numbers[0]:
            return False
    return len(numbers) > 1 and numbers[0] != numbers[1]


def has_bold_header(grid: Grid) -> bool:
    """Whether the header is in bold and not all of the body is."""
    head = [cell for cell in grid.cells if cell.row < grid.header_rows and cell.lines]
    return bool(head) and are_bold(head) and not are_bold(cell for cell in grid.cells if cell.row >= grid.header_rows)


def naming_rows(rows: Sequence[Sequence[GridCell]], figures: Set[int]) -> int:
    """How many of the rows of a header are left without those at its foot that head rows, the first at least."""
    count = len(rows)
    while count > 1 and heads_rows(rows[:count], figures):
        count -= 1
    return count


def heads_rows(rows: Sequence[Sequence[GridCell]], figures: Set[int]) -> bool:
    """Whether the last of some rows heads the rows below it, not their columns, as several names under one over them all do.

    Texts over several columns each of which has a name of its own above are no names, but may be units; nor is one over all
    columns behind a number.
    """
    if len(rows) > 1 and [cell.column for cell in rows[-1]] == [0, 1] and _ITEM_NUMBER.fullmatch(rows[-1][0].text):
        above = {column for cells in rows[:-1] for cell in cells for column in cell.columns}
        if rows[-1][1].column_span > 1 and max(above) == rows[-1][1].columns[-1]:
            return True
    groups = {column for cells in rows[:-1] for cell in cells if cell.column_span > 1 for column in cell.columns}
    if not rows[-1] or (len(rows[-1]) > 1 and groups.issuperset(cell.column for cell in rows[-1])):
        return False
    named_alone = {cell.column for cells in rows[:-1] for cell in cells if cell.column_span == 1}
    if all(cell.column_span > 1 and named_alone.issuperset(cell.columns) for cell in rows[-1]):
        return not any(UNIT.fullmatch(cell.text) for cell in rows[-1])
    first, above = rows[-1][0].text, {column for cells in rows[:-1] for cell in cells for column in cell.columns}
    named = [column for cell in rows[-1] for column in (cell.columns if len(rows[-1]) > 1 else (cell.column,))]
    return stands_under_names(first, named, figures, above) and not first[0].islower()


def stands_under_names(first: str, columns: Sequence[int], figures: Set[int], above: Set[int]) -> bool:
    """Whether texts in these columns name no figures, which texts in columns `above` them name, as well as their own.

    What the first column has may be codes. Where the first text is the mark of an item, the others say what that is, and name no
    column that has no name above.
    """
    amounts = figures - {0}
    named = set(columns) <= above or MARK.fullmatch(first) is not None
    return not amounts & set(columns) and named and bool(amounts & above)


def _names_more(last: Sequence[GridCell], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the last row above the figures is bold too and names more columns than these: a form stands between."""
    return are_bold(last) and len(last) > max(map(len, rows))


def _heads_groups(rows: Sequence[Sequence[GridCell]], styled: int, named: int) -> bool:
    """Whether the bold rows end with names over several columns, each of which has one of its own below in the `named` rows."""
    groups = [cell for cell in rows[styled - 1] if cell.column_span > 1]
    below = {cell.column for cells in rows[styled:named] for cell in cells if cell.column_span == 1}
    return bool(groups) and all(below.issuperset(cell.columns) for cell in groups)


def _is_data(cell: GridCell) -> bool:
    """Whether a cell holds a figure, and not a year with its unit on the line below."""
    return cell.figure and is_figure(cell.lines[0].text)


def _bold_rows(rows: Sequence[Sequence[GridCell]]) -> int:
    """How many rows at the top are bold throughout, up to the last of several cells; 0 if the table shows no such contrast."""
    count = 0
    for cells in rows:
        if not cells or not are_bold(cells):
            break
        count += 1
    several = max((i + 1 for i in range(count) if len(rows[i]) > 1), default=0)
    return several if count < len(rows) else 0
