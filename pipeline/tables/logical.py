"""The parts of a table, page by page, to one logical table: without repeated headings, with rows whole that a page break cuts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import islice

from pipeline.reading.model import text_source_of
from pipeline.reading.page import Page
from pipeline.tables.cells.blanks import without_rows
from pipeline.tables.cells.continuations import ITEM, SPACE
from pipeline.tables.cells.header import numbers_columns
from pipeline.tables.cells.struck import is_struck
from pipeline.tables.features.text_rows import is_figure
from pipeline.tables.model import Grid, GridCell, join_lines
from pipeline.tables.sideways import turn_of, turned_back
from pipeline.tables.stitch import headings_of, own_header_rows, repeated_rows
from pipeline.vocabulary import LEADERS, TOTAL_LABEL
from schemas.provenance import Box
from schemas.table import Cell, Table

_CODE = re.compile(r"(?=.*[0-9])[\W_0-9]*(?:[^\W\d_][\W_0-9]+)*")
"""A code of digits, marks and single letters, which a page break may cut: a row that has nothing else begins none."""

ALWAYS_FILLED = 0.85
"""Share of the rows with text in a column for an empty place there to say that a row is cut."""


def assemble(parts: Sequence[Grid], pages: Mapping[int, Page], table_id: str) -> Table:
    """One logical table out of its parts."""
    parts = _without_repeated_foot(parts)
    header = parts[0].header_rows if len(parts) > 1 else own_header_rows(parts[0])
    headings = headings_of(parts[0], header)
    below = parts[0].texts()[header:]
    if below and numbers_columns(below, named=header > 0):
        header += 1
        headings += headings_of(parts[0], header)
    if len(parts) > 1 and header == parts[0].n_rows and not parts[1].strip:
        header += parts[1].header_rows - repeated_rows(parts[1], headings)  # the page break cuts it
    cells: dict[tuple[int, int], Cell] = {}
    filled = _Filled()
    rows = 0
    firsts = {part.strip: part for part in reversed(parts)}
    begins = {strip: sum(part.n_columns for part in firsts.values() if part.strip < strip) for strip in firsts}
    """The column in which each strip of a sheet wider than a page begins."""
    columns = sum(part.n_columns for part in firsts.values())
    begun: list[tuple[int, int]] = []
    """Of each part with labels, how many rows of its top are left out, and how far down its rows are."""
    done = Counter[int]()
    for k, part in enumerate(parts):
        column = begins[part.strip]
        if part.strip:
            skip, offset = begun[done[part.strip]]
            done[part.strip] += 1
        else:
            skip = repeated_rows(part, headings) if k else 0
            cut = (
                k > 0
                and part.page > parts[k - 1].page
                and skip < part.n_rows
                and _is_cut(
                    filled,
                    [above.text if (above := cells.get((rows - 1, c))) else "" for c in range(columns)],
                    parts[: k + 1],
                    skip,
                    in_body=rows > header,
                )
            )
            offset = rows - skip - cut
            begun.append((skip, offset))
            rows += part.n_rows - skip - cut
        for cell in part.cells:
            if cell.row >= skip:
                place = cell.row + offset, cell.column + column
                cells[place] = _joined(cells.get(place), _cell(cell, *place, pages[part.page]))
                if cells[place].text and place[0] >= header:
                    filled.add(*place)
    _join_labels_of_groups(cells, range(header, rows), columns)
    table = Table(
        table_id=table_id,
        first_page=parts[0].page,
        last_page=parts[-1].page,
        rows=rows,
        columns=columns,
        header_rows=header,
        doubtful=tuple(sorted({begins[strip] + c for strip, part in firsts.items() for c in part.doubtful})),
        method=parts[0].method,
        boxes=tuple((part.page, pages[part.page].displayed(part.box)) for part in parts),
        cells=tuple(cells[place] for place in sorted(cells)),
    )
    turn = turn_of(parts)
    return turned_back(table, turn) if turn else table


def _join_labels_of_groups(cells: dict[tuple[int, int], Cell], body: Sequence[int], columns: int) -> None:
    """Put the label of a group of rows into the first of them, and its code, wherever their lines stand beside them.

    Groups are told by a column in which words return in order, `RS`, `CP`, `CS`; labels leave some row of each group empty.
    """
    for signs in range(1, columns):
        named = [row for row in body if (cell := cells.get((row, signs))) and cell.text]
        texts = [cells[row, signs].text for row in named]
        size = texts.index(texts[0], 1) if texts and texts[0] in texts[1:] else 0
        groups = [named[i : i + size] for i in range(0, len(named), size)] if size > 1 else []
        in_order = all(text == texts[i % size] for i, text in enumerate(texts)) if groups else False
        if not in_order or len(texts) < 2 * size or is_figure(texts[0]) or any(g[-1] - g[0] != len(g) - 1 for g in groups):
            continue
        for column in range(signs):
            parts = [[cell for row in group if (cell := cells.get((row, column))) and cell.text] for group in groups]
            if any(len(found) == size for found in parts):
                continue
            for group, found in zip(groups, parts, strict=True):
                for row in group if found else ():
                    cells.pop((row, column), None)
                if found:
                    whole = reduce(_joined, found)
                    cells[group[0], column] = whole._replace(row=group[0], row_span=len(group))
        return


def _without_repeated_foot(parts: Sequence[Grid]) -> Sequence[Grid]:
    """The parts of a table without the totals that stand below each of them but for the last, as HTML's `tfoot` on every page."""
    if any(part.strip for part in parts):
        return parts
    texts = [part.texts() for part in parts]
    rows = 0
    while rows < min(map(len, texts)) - 1 and all(rows_of[-1 - rows] == texts[-1][-1 - rows] for rows_of in texts):
        rows += 1
    foot = texts[-1][len(texts[-1]) - rows :]
    if not any(TOTAL_LABEL.search(label) and any(map(is_figure, others)) for label, *others in foot):
        return parts
    return [*(without_rows(part, range(part.n_rows - rows, part.n_rows)) for part in parts[:-1]), parts[-1]]


def _joined(upper: Cell | None, lower: Cell) -> Cell:
    """A cell that a page break cuts; where one half has no text, the other."""
    if upper is None or not upper.text:
        return lower if upper is None or lower.text else upper
    return upper._replace(text=join_lines((upper.text, lower.text))) if lower.text else upper


def _cell(cell: GridCell, row: int, column: int, page: Page) -> Cell:
    words = [word for line in cell.lines for word in line.words]
    box = Box.around([word.box for word in words]) if words else cell.box
    chars = [ch for word in words for ch in word.chars]
    recognised = [ch.confidence for ch in chars if ch.confidence is not None]
    return Cell(
        row=row,
        column=column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        text=_without_leaders(cell.text),
        page=page.number,
        box=page.displayed(box),
        bold=cell.bold,
        red=cell.red,
        struck=is_struck(words, page),
        cut=True in {ch.cut for ch in chars},
        text_source=text_source_of(chars),
        confidence=Decimal(str(min(recognised))) if recognised else None,
    )


def _without_leaders(text: str) -> str:
    """A label without the dots that lead to its figure."""
    match = LEADERS.search(text)
    return text[: match.start()].rstrip() if match and match.start() and not text[match.start() :].strip(" ._…·") else text


class _Filled:
    """In which columns the rows of a table's body have text, and how many rows have it in the same ones."""

    def __init__(self) -> None:
        self.columns: dict[int, frozenset[int]] = {}
        self.rows: Counter[frozenset[int]] = Counter()

    def add(self, row: int, column: int) -> None:
        before = self.columns.get(row)
        if before is not None:
            self.rows[before] -= 1
        self.columns[row] = (before or frozenset()) | {column}
        self.rows[self.columns[row]] += 1

    def but_the_last(self) -> Counter[frozenset[int]]:
        """How many rows have text in the same columns, the last one, which may be cut, left out."""
        return self.rows - Counter(islice(reversed(self.columns.values()), 1))


def _break_codes(parts: Sequence[Grid]) -> bool:
    """Whether the codes of a first column break within their cells."""
    return any(" " in row[0] and _CODE.fullmatch(row[0]) for part in parts for row in part.texts())


def _is_cut(filled: _Filled, last: Sequence[str], parts: Sequence[Grid], top: int, *, in_body: bool) -> bool:
    """Whether row `top` of the last of the parts goes on with the last row before it.

    `last` are the texts of that row, `in_body` tells that it is none of the header, `filled` is about the rows up to it.

    It does if it has text but none where every row has some, or just the texts that the last row lacks of these, but for a label
    alone under figures alone where other rows are so; or if all of its text begins in the middle of a sentence, or is of a code
    where cells break codes.
    With figures it does if the last row is the beginning of its label. It does not if it prints words under a figure of that row.
    """
    first = parts[-1].texts()[top]
    whole = filled.but_the_last()
    least = ALWAYS_FILLED * max(1, sum(n for columns, n in whole.items() if len(columns) > 1))
    always = {c for c in range(len(first)) if sum(n for columns, n in whole.items() if c in columns) >= least}
    here = frozenset(c for c, text in enumerate(first) if text)
    if not here:
        return True
    before = frozenset(c for c, text in enumerate(last) if text)
    if always - here and always - before and always <= here | before and not here & before:
        return not (here == {0} and here in whole and before in whole)
    if here == {0} and {0, 1} < always and _CODE.fullmatch(first[0]) and _CODE.fullmatch(last[0]):
        return not filled.rows[here] and _break_codes(parts[-2:])
    if any(c > 0 and is_figure(last[c]) and not is_figure(first[c]) and len(first[c]) > 1 for c in here):
        return False
    if any(is_figure(first[c]) for c in here):
        return in_body and before == {0} and _label_goes_on([part for part in parts if not part.strip], top)
    if filled.rows[here] and not any(_begins_within(first[c]) for c in here):
        return False
    if 0 not in here and always - here:
        return True
    if len(here) > 1 and always - here and max(here) > 0 and always:
        return True
    return all(_begins_within(first[c]) for c in here)


def _begins_within(text: str) -> bool:
    """Whether a text begins in the middle of a sentence, and not as an item does: `c) Finanziarie`."""
    return text[:1].islower() and not ITEM.match(text)


def _label_goes_on(parts: Sequence[Grid], top: int) -> bool:
    """Whether row `top` of the last part goes on with the label that ends the part before it: no capital, and no room there."""
    *_, before, part = parts
    above, label = before.cell_at(before.n_rows - 1, 0), part.cell_at(top, 0)
    if above is None or label is None or not _begins_within(label.text) or above.bold != label.bold:
        return False
    line, word = above.lines[-1], label.lines[0].words[0]
    labels = (cell for part in parts[:-1] for cell in part.cells if cell.column == 0 and cell.column_span == 1)
    widest = max(line.x1 - line.x0 for cell in labels for line in cell.lines)
    return line.x1 - line.x0 + SPACE * line.size + word.x1 - word.x0 > widest
