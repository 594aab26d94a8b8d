"""The tables of a document: what each finder proposes, and which of it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.tables.beside import RULE, with_lone_columns
from pipeline.tables.cells.blanks import without_blanks
from pipeline.tables.cells.borderless import fit_block
from pipeline.tables.cells.groups import with_groups
from pipeline.tables.cells.ruled import refine, rows_by_lines
from pipeline.tables.features.alignment import are_level
from pipeline.tables.features.behind_figures import part_behind_figures
from pipeline.tables.features.centred import join_centred
from pipeline.tables.features.charts import are_joined, arrows_on, drawings_on, is_drawn
from pipeline.tables.features.contents import Headings, listed_in
from pipeline.tables.features.justified import paragraphs_of
from pipeline.tables.features.listings import listings_in
from pipeline.tables.features.rulings import STANDS_BESIDE, as_rule, beside_areas, clean_fills, is_typed_rule, ruled_areas
from pipeline.tables.features.side_notes import part_side_notes
from pipeline.tables.features.text_rows import COLUMN_GAP, TextRow, segments_of
from pipeline.tables.features.tight_names import part_tight_names
from pipeline.tables.model import Grid, place_words
from pipeline.tables.regions.choose import CONTRAST, Proposal, is_crowded, weigh
from pipeline.tables.regions.filled_boxes import boxed_rows, edges_below, is_boxed, is_unruled
from pipeline.tables.regions.heads_above import with_head_above
from pipeline.tables.regions.lattice import find_ruled
from pipeline.tables.regions.reject import SEVERAL, are_cards, header_signature, judge_region
from pipeline.tables.regions.row_rules import ruled_bands, runs_within
from pipeline.tables.regions.side_by_side import split_side_by_side
from pipeline.tables.regions.stacked import part_stacked
from pipeline.tables.regions.stream import find_blocks
from pipeline.tables.trace import Candidate, Decision, Found, Verdict, decided
from schemas.provenance import Box

BY_RULES = Verdict(True, "rules part rows and columns")
FILLED = Verdict(False, "filled boxes and no rules: its cells go to the finder of aligned words")

CARDS = "cards: every cell has lines of the same kinds of print"

BESIDE = 0.7
"""Share of a grid's rows with text on their line, left of the grid, for the grid to be part of a larger table."""

NEXT_LINES = 2
"""Lines over a grid, and under it, that may begin further rows of its table: a label, and its figures."""


NEXT_ROW = 3.0
"""Font sizes over a grid within which the row before its first stands; its label may take a line more."""


def find_tables(pages: Sequence[Page], body: Sequence[Sequence[Line]], heads: Mapping[str, int] | None = None) -> Found:
    """The document's tables, the lines that are in none of them, and what was decided on the way.

    `body` holds the lines of each page in reading order. Where `pages` are not the whole document, `heads` says how many blocks
    of it have each head, as far as that is known.
    """
    solid: list[Grid] = []
    doubtful: list[_Drawn] = []
    rest: list[list[TextRow]] = []
    drawings: dict[int, list[Box]] = {}
    decisions: list[Decision] = []
    typed = [[line for line in lines if is_typed_rule(line)] for lines in body]
    pages = [
        page.with_rules(sorted([*page.horizontals, *map(as_rule, rules)]), clean_fills(page.fills))
        for page, rules in zip(pages, typed, strict=True)
    ]
    headings = Headings([(page.number, lines) for page, lines in zip(pages, body, strict=True)])
    for page, lines, following in zip(pages, body, [*body[1:], []], strict=True):
        left = list(lines)
        filled: list[Grid] = []
        drawings[page.number] = drawings_on(page)
        grids_of_rules, boxes = find_ruled(page)
        for cells in grids_of_rules:
            outside = place_words(cells.cells, left)
            if aside := _aside(cells, drawings[page.number], doubtful):
                decisions.append(decided(cells, "lattice", Verdict(False, aside)))
                drawings[page.number] += [cells.box] * (aside == CARDS)
                continue
            grids, outside = _tables_in(cells, outside)
            if all(grid.n_columns > 1 and is_unruled(grid, page) and is_boxed(grid, page) for grid in grids):
                if not any(_lacks_columns(grid, outside) for grid in grids):  # or else the boxes are around a table's amounts
                    filled, left = [*filled, *grids], outside
                decisions += [decided(grid, "lattice", FILLED) for grid in grids]
                continue
            drawn = [_Drawn(grid, refine(grid, page) if _has_cells(grid, 1) else grid) for grid in grids]
            doubts = [_doubt(one, page, outside, following) for one in drawn]
            if any(doubts):
                doubtful += drawn
                decisions += map(_on_lattice_in_doubt, grids, doubts)
            else:
                sure = [_named(one.refined, BY_RULES) for one in drawn]
                solid, left = [*solid, *sure], outside
                decisions += [decided(grid, "lattice", BY_RULES) for grid in sure]
        free = _free(left, page, drawings[page.number], headings)
        rest.append(_text_rows(page, part_side_notes(beside_areas(free, ruled_areas(page.horizontals)), boxes), filled))
    rest = [_under_typed_rules(join_centred(rows), rules) for rows, rules in zip(part_behind_figures(rest), typed, strict=True)]
    by_number = {page.number: page for page in pages}
    aligned = _find_aligned(pages, rest, solid, drawings, heads)
    disputes = _disputed(doubtful, aligned.tables)
    disputed = {id(part) for _, rivals in disputes for table in rivals for part in table}
    decisions += [_as_proposed(decision) if id(decision.grid) in disputed else decision for decision in aligned.decisions]
    tables = [[grid] for grid in solid] + [table for table in aligned.tables if id(table[0]) not in disputed]
    for drawn, rivals in disputes:
        chosen, told = _choose(drawn, rivals, by_number)
        tables += chosen
        decisions += told
    tables.sort(key=lambda table: by_number[table[0].page].order_of(table[0].box))
    tables, left_over = with_lone_columns(tables, _outside(body, tables), [page.number for page in pages])
    decisions += [decided(part, "stream", Verdict(True, RULE)) for t in tables for part in t if part.method.endswith(RULE)]
    decisions.sort(key=lambda decision: (decision.page, decision.box.top, decision.box.x0))
    tables = [[with_groups(part, by_number[part.page]) for part in table] for table in tables]
    return aligned._replace(tables=tables, outside=left_over, decisions=decisions)


def _text_rows(page: Page, lines: Sequence[Line], filled: Sequence[Grid]) -> list[TextRow]:
    """The lines of a page as the finder of aligned words takes them, and the rows of filled boxes among them."""
    paragraphs = paragraphs_of(lines, COLUMN_GAP)
    here = [
        *(row for grid in filled for row in boxed_rows(grid, page)),
        *(TextRow(line, page.number, page.width, edges=edges_below(filled, line), paragraphs=paragraphs) for line in lines),
    ]
    return part_tight_names(sorted(here, key=lambda row: (row.text_column, row.baseline, row.x0)))


def _under_typed_rules(rows: list[TextRow], rules: Sequence[Line]) -> list[TextRow]:
    """The rows of a page, each with the rules typed between it and the one above."""
    for above, below in pairwise(rows):
        below.typed_above = [rule.baseline for rule in rules if above.baseline < rule.baseline < below.first_baseline]
    return rows


def _named(grid: Grid, verdict: Verdict) -> Grid:
    """A grid whose method says by which rule it was taken."""
    return replace(grid, method=f"{grid.method}: {verdict.rule}")


class _Drawn(NamedTuple):
    """A grid of rules, as drawn and with what its rules leave out."""

    grid: Grid
    refined: Grid


def _doubt(one: _Drawn, page: Page, outside: Sequence[Line], following: Sequence[Line]) -> str:
    """What speaks against taking a grid of rules for a table unseen what else could be there; "" if nothing does.

    `outside` are the lines of its page that are not in it, `following` those of the next page.
    """
    grid, refined = one
    if is_unruled(grid, page):
        return "fills part its columns, no rules"
    if not _has_cells(grid, 2):
        return "one row or one column of cells with text"
    if _is_cut_off(grid, page):
        return "rules between its cells go on beyond it"
    if _lacks_columns(grid, outside):
        return "its rows go on beside it"
    if _continues_rows(grid, outside):
        return "figures of the same columns stand right above its first row or below its last"
    if _has_crowded_cells(grid) and (_has_crowded_cells(refined) or _may_go_on(grid, outside, following)):
        return "a cell holds several rows"
    return ""


def _continues_rows(grid: Grid, outside: Sequence[Line]) -> bool:
    """Whether a line right above or below a grid has figures in all columns where the row next to it has some.

    It frames some rows of a table.
    """
    rows = grid.rows()
    above = [line for line in outside if 0 < grid.box.top - line.baseline <= NEXT_ROW * line.size]
    below = [line for line in outside if 0 < line.baseline - grid.box.bottom <= NEXT_ROW * line.size]
    for row, lines in ((rows[0], above), (rows[-1], below)):
        cells = [cell for cell in row if cell.figure]
        figures = ([segment for segment in segments_of(line) if segment.figure] for line in lines)
        if len(cells) > 1 and any(
            all(any(cell.box.x0 < (s.x0 + s.x1) / 2 < cell.box.x1 for s in here) for cell in cells) for here in figures
        ):
            return True
    return False


def _has_crowded_cells(grid: Grid) -> bool:
    return any(is_crowded(grid, cell) for cell in grid.cells)


def _may_go_on(grid: Grid, outside: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether there are figures right over a grid or under it, on the next page if it ends its own, or nobody knows."""
    above = sorted((line for line in outside if line.baseline < grid.box.top), key=lambda line: -line.baseline)
    below = sorted((line for line in outside if line.baseline > grid.box.bottom), key=lambda line: line.baseline) or following
    near = [*above[:NEXT_LINES], *below[:NEXT_LINES]]
    return not below or any(segment.figure for line in near for segment in segments_of(line))


def _free(lines: Sequence[Line], page: Page, drawings: Sequence[Box], headings: Headings) -> list[Line]:
    """The lines that a table of aligned words may hold: upright ones in no drawing, in no printed index and of no program."""
    listed = listed_in(lines, page.number, headings) | listings_in(lines)
    upright = (line for line in lines if not line.turned and not is_typed_rule(line) and id(line) not in listed)
    return [line for line in upright if not any(box.contains_point(*line.box.center) for box in drawings)]


def _tables_in(grid: Grid, outside: Sequence[Line]) -> tuple[list[Grid], list[Line]]:
    """The tables in a grid of rules with its words, and the lines that are left outside."""
    headed, left = with_head_above(grid, outside)
    return part_stacked(headed), left


def _aside(grid: Grid, drawings: Sequence[Box], doubtful: Sequence[_Drawn]) -> str:
    """Why a grid is no table: it is drawn, is cards, or a box around some rows of a cell; "" if nothing says so."""
    if is_drawn(grid.box, drawings):
        return "in a drawing"
    if are_cards(grid):
        return CARDS
    around = (
        (other, cell)
        for other, _ in doubtful
        for cell in other.cells
        if other.page == grid.page and cell.box.contains_point(*grid.box.center)
    )
    return "in a cell of several rows" if any(is_crowded(other, cell) for other, cell in around) else ""


_Disputed = tuple[list[_Drawn], list[list[Grid]]]
"""Grids in doubt, and the tables of aligned words that share their place."""


def _disputed(doubtful: Sequence[_Drawn], aligned: Sequence[list[Grid]]) -> list[_Disputed]:
    """The regions where a grid is in doubt: grids that share a table are of one region."""
    regions: list[_Disputed] = []
    for one in doubtful:
        grid = one.grid
        rivals = [t for t in aligned if any(part.page == grid.page and part.box.overlaps(grid.box) for part in t)]
        shared = [region for region in regions if any(a is b for a in region[1] for b in rivals)]
        regions = [region for region in regions if region not in shared]
        ids = {id(t): t for t in (*rivals, *(t for _, tables in shared for t in tables))}
        regions.append(([one, *(other for drawn, _ in shared for other in drawn)], list(ids.values())))
    return regions


def _choose(
    drawn: Sequence[_Drawn], rivals: Sequence[list[Grid]], pages: Mapping[int, Page]
) -> tuple[list[list[Grid]], list[Decision]]:
    """The tables of a region, chosen among what rules and aligned words make of it, and what was weighed.

    Of proposals that weigh the same the one by rules is taken, and the one by words before that by both: this one is only made
    where it can weigh more.
    """
    grids = [one.grid for one in drawn]
    are_cells = all(_has_cells(grid, 1) for grid in grids)
    by_rules = Proposal("lattice", [[one.refined] for one in drawn] if are_cells else [])
    proposals = [p for p in (by_rules, Proposal("stream", rivals)) if p.tables and _may_be_tables(p, pages)]
    weighed = weigh(proposals)
    if are_cells and not (weighed and weighed[0].score == CONTRAST):
        rows = [rows_by_lines(grid, pages[grid.page]) for grid in grids]
        by_both = Proposal("lattice, rows by lines", rows)
        weighed = weigh([*proposals, by_both]) if _may_be_tables(by_both, pages) else weighed
    if not weighed:
        return [], []
    best, *others = weighed
    told = [(best, Verdict(True, "weighs most of what was proposed for its place"))]
    told += [(proposal, Verdict(False, "another proposal for its place weighs more")) for proposal in others]
    decisions = [
        decided(grid, proposal.finder, verdict, proposal.reasons) for proposal, verdict in told for grid in proposal.grids()
    ]
    return [[_named(grid, told[0][1]) if grid.ruled else grid for grid in table] for table in best.tables], decisions


def _as_proposed(decision: Decision) -> Decision:
    """The decision on a table of aligned words that is weighed against a grid of rules."""
    return replace(decision, verdict=Verdict(False, f"{decision.verdict.rule}; weighed against a grid of rules in its place"))


def _may_be_tables(proposal: Proposal, pages: Mapping[int, Page]) -> bool:
    return all(_may_be_table(parts, pages[parts[0].page]) for parts in proposal.tables)


def _may_be_table(parts: Sequence[Grid], page: Page) -> bool:
    """Whether nothing speaks against what rules hold together.

    One row may be the rest of a table on another page, but not in a picture beside text.
    """
    recognised = any(word.chars[0].confidence is not None for word in parts[0].words())
    pictured = recognised and any(ch.confidence is None for ch in page.chars)
    return (parts[0].n_rows == 1 and not pictured) or judge_region(parts, ruled=True).kept


def _on_lattice_in_doubt(grid: Grid, doubt: str) -> Decision:
    rule = f"not taken at once: {doubt or 'a table in one frame with it is in doubt'}"
    return decided(grid, "lattice", Verdict(False, rule))


def _find_aligned(
    pages: Sequence[Page],
    lines: Sequence[Sequence[TextRow]],
    solid: Sequence[Grid],
    drawings: Mapping[int, Sequence[Box]],
    of_all: Mapping[str, int] | None,
) -> Found:
    """The tables without a grid of rules, of lines that aligned words hold together, none of it in a drawing; nothing outside."""
    rows: list[TextRow] = []
    runs = []
    strips = [
        (page, list(strip))
        for page, here in zip(pages, lines, strict=True)
        for _, strip in groupby(here, key=lambda row: row.text_column)
    ]
    strips.sort(key=lambda strip: strip[1][0].text_column >= STANDS_BESIDE)  # it ends no table that goes on on the next page
    for page, strip in strips:
        obstacles = [*(grid.box for grid in solid if grid.page == page.number), *drawings[page.number]]
        runs += ruled_bands(page, strip, len(rows), obstacles)
        rows += strip
    by_number = {page.number: page for page in pages}
    fitted: list[tuple[list[Grid], bool, str, Candidate]] = []
    blocks, considered, open_after = find_blocks(rows, runs, solid)
    for block in blocks:
        lines_of_block = rows[block.start : block.stop]
        beside = [(lines_of_block, block.gutters)] if block.form else split_side_by_side(by_number, lines_of_block, block.gutters)
        ruled = bool(runs_within(runs, block.start, block.stop))
        for table, gutters in beside:
            parts = fit_block(by_number, table, gutters, block.form)
            fitted.append((parts, ruled, header_signature(parts), replace(block, gutters=list(gutters))))
    heads = Counter(head for _, _, head, _ in fitted if head)
    arrows = {page.number: arrows_on(page) for page in pages}
    tables: list[list[Grid]] = []
    undecided: set[tuple[int, str]] = set()
    decisions = _not_chosen(rows, blocks, considered)
    for parts, ruled, head, block in fitted:
        same_head = max(heads[head], (of_all or {}).get(head, 0))
        verdict = judge_region(parts, ruled=ruled, same_head=same_head)
        if of_all is not None and head and verdict != judge_region(parts, ruled=ruled, same_head=SEVERAL):
            undecided |= {(part.page, head) for part in parts}
        if verdict.kept and any(is_drawn(part.box, drawings[part.page]) for part in parts):
            verdict = Verdict(False, "in a drawing")
        if verdict.kept and any(are_joined(part.box, arrows[part.page]) for part in parts):
            verdict = Verdict(False, "arrows join its texts")
        named = [_named(part, verdict) for part in parts]
        decisions += [decided(part, "stream", verdict, block.reasons, tuple(block.gutters)) for part in named]
        if verdict.kept:
            tables.append(named)
    begun = [(parts[0].page, head) for parts, _, head, _ in fitted if head]
    return Found(tables, [], drawings, decisions, open_after, begun, frozenset(undecided))


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
    filled = [lines for row in grid.rows() if (lines := [line for cell in row for line in cell.lines])]
    beside = [line for line in outside if line.words[0].x1 <= grid.box.x0 + 1]
    continued = sum(any(are_level(b, a) for a in beside for b in lines) for lines in filled)
    return continued >= BESIDE * len(filled)


def _is_cut_off(grid: Grid, page: Page) -> bool:
    """Whether a rule between its rows or columns goes on beyond it by half of one or more: not all cells are closed there."""
    for rules, across, along in (
        (page.verticals, grid.column_edges, grid.row_edges),
        (page.horizontals, grid.row_edges, grid.column_edges),
    ):
        low, high = along[0], along[-1]
        play = (high - low) / (len(along) - 1) / 2
        crossing = (rule for rule in rules if rule.start < high and low < rule.end)
        beyond = [rule.at for rule in crossing if rule.start < low - play or rule.end > high + play]
        if any(abs(at - edge) <= 1 for at in beyond for edge in across[1:-1]):
            return True
    return False


def _has_cells(grid: Grid, rows: int) -> bool:
    """Whether it has so many rows, several columns, and text in several cells."""
    (filled,) = without_blanks([grid])
    return filled.n_rows >= rows and filled.n_columns > 1 and sum(bool(cell.lines) for cell in filled.cells) > 1
