"""The tables of a document: what each finder proposes, and which of it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.tables.cells.blanks import without_blanks, without_strips
from pipeline.tables.cells.borderless import fit_block
from pipeline.tables.cells.header import with_header
from pipeline.tables.cells.rows import LEADING
from pipeline.tables.cells.ruled import refine
from pipeline.tables.features.centred import join_centred
from pipeline.tables.features.charts import drawings_on, is_drawn
from pipeline.tables.features.rulings import beside_areas, clean_fills, ruled_areas
from pipeline.tables.features.text_rows import Segment, TextRow, is_figure
from pipeline.tables.features.whitespace import to_bit
from pipeline.tables.model import Grid, place_words
from pipeline.tables.regions.lattice import find_ruled
from pipeline.tables.regions.reject import header_signature, judge_region
from pipeline.tables.regions.row_rules import ruled_bands
from pipeline.tables.regions.side_by_side import split_side_by_side
from pipeline.tables.regions.stream import find_blocks
from pipeline.tables.trace import Candidate, Decision, Found, Verdict
from pipeline.vocabulary import TYPED_RULE
from schemas.provenance import Box

BESIDE = 0.7
"""Share of a grid's rows with text on their line, left of the grid, for the grid to be part of a larger table."""

SAME_SIDE = 6.0
"""Points by which a filled box may be narrower, on each side, than the column that it is a cell of."""

LABELLED = 3
"""Lines at least with which a cell must label what stands beside it for rules between these lines to be missing."""

MANY_LABELLED = 5
"""Where a cell of at least as many lines stands beside so many rows of figures, they are labelled whatever their heights."""


def find_tables(pages: Sequence[Page], body: Sequence[Sequence[Line]]) -> Found:
    """The document's tables, the lines that are in none of them, and what was decided on the way.

    `body` holds the lines of each page in reading order.
    """
    solid: list[Grid] = []
    loose: list[Grid] = []
    rest: list[list[TextRow]] = []
    drawings: dict[int, list[Box]] = {}
    decisions: list[Decision] = []
    pages = [replace(page, fills=clean_fills(page.fills)) for page in pages]
    for page, lines in zip(pages, body, strict=True):
        left = list(lines)
        boxed: list[TextRow] = []
        drawings[page.number] = drawings_on(page)
        for cells in find_ruled(page, lines):
            if is_drawn(cells.box, drawings[page.number]):
                decisions.append(_on_lattice(cells, Verdict(False, "in a drawing")))
                continue
            outside = place_words(cells.cells, left)
            grid = without_strips(cells)
            verdict = _judge_lattice(grid, page, outside)
            if verdict == BOXES_ALONE:
                boxed += _boxed_rows(grid, page)
                left = outside
            elif verdict.kept:
                grid = refine(grid, page)
                solid.append(grid)
                left = outside
            else:
                loose.append(grid)
            decisions.append(_on_lattice(grid, verdict))
        upright = (line for line in left if not line.turned and not all(TYPED_RULE.fullmatch(word.text) for word in line.words))
        free = (line for line in upright if not any(box.contains_point(*line.box.center) for box in drawings[page.number]))
        parted = beside_areas(list(free), ruled_areas(page.horizontals))
        here = [*boxed, *(TextRow(line, page.number, page.width) for line in parted)]
        rest.append(join_centred(sorted(here, key=lambda row: (row.text_column, row.baseline, row.x0))))
    by_number = {page.number: page for page in pages}
    aligned, on_lines = _find_aligned(pages, rest, solid, drawings)
    decisions += on_lines
    tables = [[grid] for grid in solid] + aligned
    grids = [grid for table in tables for grid in table]
    for grid in loose:
        clear = not any(grid.page == other.page and grid.box.overlaps(other.box) for other in grids)
        (filled,) = without_blanks([grid])
        if clear and filled.n_columns > 1 and sum(bool(cell.lines) for cell in filled.cells) > 1:
            by_lines = _lacks_rows(grid)
            tables.append(_by_lines(grid, by_number[grid.page]) if by_lines else [with_header(grid)])
            rule = "no aligned table there; its rows are told by its lines" if by_lines else "no aligned table there"
            decisions.append(_on_lattice(tables[-1][0], Verdict(True, rule)))
    tables.sort(key=lambda table: (table[0].page, table[0].box.top, table[0].box.x0))
    decisions.sort(key=lambda decision: (decision.page, decision.box.top, decision.box.x0))
    return Found(tables, _outside(body, tables), decisions)


BOXES_ALONE = Verdict(False, "filled boxes and no rules: its cells go to the finder of aligned words")


def _judge_lattice(grid: Grid, page: Page, outside: Sequence[Line]) -> Verdict:
    """Whether a grid is taken for a table at once. What is not competes with tables of aligned words."""
    if _is_unruled(grid, page):
        return BOXES_ALONE if grid.n_columns > 1 and _is_boxed(grid, page) else Verdict(False, "fills part its columns, no rules")
    if not is_solid(grid):
        return Verdict(False, "one row or one column of cells with text")
    if _lacks_columns(grid, outside):
        return Verdict(False, "its rows go on beside it: boxes around amounts of a larger table")
    if _lacks_rows(grid):
        return Verdict(False, "a cell labels lines beside it: rules between rows are missing")
    return Verdict(True, "rules part rows and columns")


def _on_lattice(grid: Grid, verdict: Verdict) -> Decision:
    return Decision(grid.page, grid.box, "lattice", verdict, _begins(grid), grid=grid)


def _begins(grid: Grid) -> str:
    return next((cell.text for cell in grid.cells if cell.lines), "")


def _is_unruled(grid: Grid, page: Page) -> bool:
    """Whether fills part the columns of the grid, and no rules."""
    box = grid.box
    inside = (rule for rule in page.verticals if box.x0 - 1 <= rule.at <= box.x1 + 1)
    return not any(min(rule.end, box.bottom) - max(rule.start, box.top) > 2 for rule in inside)


def _is_boxed(grid: Grid, page: Page) -> bool:
    """Whether each column of the grid has a filled box as wide as it is."""
    fills = [fill.box for fill in page.fills if fill.box.overlaps(grid.box)]
    return all(
        any(abs(box.x0 - x0) <= SAME_SIDE and abs(box.x1 - x1) <= SAME_SIDE for box in fills)
        for x0, x1 in pairwise(grid.column_edges)
    )


def _boxed_rows(grid: Grid, page: Page) -> list[TextRow]:
    """The rows of a grid of filled boxes, each as one line."""
    rows = []
    for number in range(grid.n_rows):
        filled = [cell.lines for cell in grid.cells if cell.row == number and cell.lines]
        if filled:
            cells = [Segment([word for line in lines for word in line.words]) for lines in filled]
            words = [word for cell in cells for word in cell.words]
            color = next(
                (fill.color for fill in page.fills if fill.box.contains_point(words[0].center_x, words[0].baseline)), None
            )
            line = Line(words, max(word.baseline for word in words), filled[0][0].text_column)
            rows.append(TextRow(line, page.number, page.width, cells, color, boxed=True))
    return rows


def _find_aligned(
    pages: Sequence[Page], lines: Sequence[Sequence[TextRow]], solid: Sequence[Grid], drawings: Mapping[int, Sequence[Box]]
) -> tuple[list[list[Grid]], list[Decision]]:
    """The tables without a grid of rules: of lines that aligned words hold together, none of it in a drawing."""
    rows: list[TextRow] = []
    runs = []
    for page, here in zip(pages, lines, strict=True):
        obstacles = [*(grid.box for grid in solid if grid.page == page.number), *drawings[page.number]]
        for _, strip in groupby(here, key=lambda row: row.text_column):
            lines_here = list(strip)
            runs += ruled_bands(page, lines_here, len(rows), obstacles)
            rows += lines_here
    by_number = {page.number: page for page in pages}
    fitted: list[tuple[list[Grid], bool, str, Candidate]] = []
    blocks, considered = find_blocks(rows, runs, [(grid.page, grid.box) for grid in solid])
    for block in blocks:
        lines_of_block = rows[block.start : block.stop]
        beside = [(lines_of_block, block.gutters)] if block.form else split_side_by_side(by_number, lines_of_block, block.gutters)
        ruled = any(block.start <= run.start and run.stop <= block.stop for run in runs)
        for table, gutters in beside:
            parts = fit_block(by_number, table, gutters, block.form)
            fitted.append((parts, ruled, header_signature(parts), replace(block, gutters=list(gutters))))
    heads = Counter(head for _, _, head, _ in fitted if head)
    tables: list[list[Grid]] = []
    decisions = _not_chosen(rows, blocks, considered)
    for parts, ruled, head, block in fitted:
        verdict = judge_region(parts, ruled=ruled, same_head=heads[head])
        if verdict.kept and any(is_drawn(part.box, drawings[part.page]) for part in parts):
            verdict = Verdict(False, "in a drawing")
        decisions += [
            Decision(part.page, part.box, "stream", verdict, _begins(part), block.reasons, tuple(block.gutters), part)
            for part in parts
        ]
        if verdict.kept:
            tables.append([replace(part, method=f"{part.method}: {verdict.rule}") for part in parts])
    return tables, decisions


def _not_chosen(rows: Sequence[TextRow], blocks: Sequence[Candidate], considered: Sequence[Candidate]) -> list[Decision]:
    """The best regions that end at some line and were not chosen, each on the page where it begins."""
    chosen = {(block.start, block.stop) for block in blocks}
    last = {(region.start, region.stop): region for region in considered if (region.start, region.stop) not in chosen}
    decisions = []
    for region in last.values():
        better = any(block.start < region.stop and region.start < block.stop for block in blocks)
        rule = "other cuts score more" if better or region.score > 0 else "its score is not above 0"
        here = [row for row in rows[region.start : region.stop] if row.page == rows[region.start].page]
        box = Box.around(row.line.box for row in here)
        begins, gutters = here[0].line.text, tuple(region.gutters)
        decisions.append(Decision(here[0].page, box, "stream", Verdict(False, rule), begins, region.reasons, gutters))
    return decisions


def _outside(body: Sequence[Sequence[Line]], tables: Sequence[Sequence[Grid]]) -> list[list[Line]]:
    """The lines, or what is left of them, that no table holds."""
    taken = {id(word.chars[0]) for table in tables for grid in table for word in grid.words()}
    rest: list[list[Line]] = []
    for lines in body:
        rest.append([])
        for line in lines:
            words = [word for word in line.words if id(word.chars[0]) not in taken]
            if words:
                rest[-1].append(line if len(words) == len(line.words) else Line(words, line.baseline, line.text_column))
    return rest


def _lacks_columns(grid: Grid, outside: Sequence[Line]) -> bool:
    """Whether most rows of a grid go on beside it: its rules are boxes around the amounts of a larger table."""
    baselines: dict[int, list[Line]] = {}
    for cell in grid.cells:
        baselines.setdefault(cell.row, []).extend(cell.lines)
    filled = [lines for lines in baselines.values() if lines]
    beside = [line for line in outside if line.words[0].x1 <= grid.box.x0 + 1]
    continued = sum(any(abs(a.baseline - b.baseline) < 0.3 * b.size for a in beside for b in lines) for lines in filled)
    return continued >= BESIDE * len(filled)


def _lacks_rows(grid: Grid) -> bool:
    """Whether a cell over several rows labels them line by line: rules stand around the amounts, and over totals, only.

    Labels of figures may be set close; where words stand beside, the labels are further apart than the lines of a cell.
    """
    for cell in grid.cells:
        if cell.row_span == 1 or len(cell.lines) < LABELLED:
            continue
        rows = range(cell.row, cell.row + cell.row_span)
        beside = [line for other in grid.cells if other.row in rows and other.column > cell.column for line in other.lines]
        figures = [line for line in beside if is_figure(line.text)]
        if _level(cell.lines, figures) > max(LABELLED - 1, len(cell.lines) / 2):
            return True
        if MANY_LABELLED <= len({round(line.baseline) for line in figures}) <= len(cell.lines):
            return True
        apart = all(b.baseline - a.baseline > LEADING * b.size for a, b in pairwise(cell.lines))
        if apart and _level(cell.lines, beside) > len(cell.lines) / 2:
            return True
    return False


def _level(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many lines have one of the others at their height."""
    return sum(any(abs(line.baseline - other.baseline) < 0.3 * line.size for other in others) for line in lines)


def _by_lines(grid: Grid, page: Page) -> list[Grid]:
    """The table in the columns of a grid whose rows are told by its lines alone."""
    lines: list[Line] = []
    for line in sorted((line for cell in grid.cells for line in cell.lines), key=lambda line: (line.baseline, line.x0)):
        if lines and abs(line.baseline - lines[-1].baseline) < 0.3 * line.size:
            lines[-1] = Line([*lines[-1].words, *line.words], lines[-1].baseline, line.text_column)
        else:
            lines.append(line)
    rows = [TextRow(line, page.number, page.width) for line in lines]
    gutters = [(to_bit(edge) - 1, to_bit(edge) + 1) for edge in grid.column_edges[1:-1]]
    return fit_block({page.number: page}, rows, gutters)


def is_solid(grid: Grid) -> bool:
    """Whether the rules alone make a table of it: rows and columns, with text in them."""
    (filled,) = without_blanks([grid])
    return filled.n_rows > 1 and filled.n_columns > 1 and sum(bool(cell.lines) for cell in filled.cells) >= 2
