"""Tables that no grid of rules encloses: found by the white that persists between words from line to line.

The lines of the document are cut into blocks so that within a table's block the gaps of each line fall on common gutters.
Which cuts are best is decided for all lines at once, by dynamic programming over runs of lines that clearly belong together.
A page break is no cut: the last line of one page and the first of the next are neighbours, how far apart nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby, pairwise, takewhile
from typing import NamedTuple

from pipeline.tables.cells.continuations import LEADING
from pipeline.tables.features.text_rows import COLUMN_GAP, REACH, TextRow, leading, pair_offset_lines
from pipeline.tables.features.whitespace import Gutter, crosses, gutters_of, meets
from pipeline.tables.model import Grid
from pipeline.tables.regions.forms import attach_forms
from pipeline.tables.regions.grow import begins_strip, grow_regions
from pipeline.tables.regions.row_rules import RuledBand, runs_within
from pipeline.tables.regions.score import gaps_of, most_for, score_region
from pipeline.tables.regions.titles import header_under_figures, title_ends
from pipeline.tables.trace import Candidate
from schemas.provenance import Box

FAR = 5.0
"""Baselines further apart than this many font sizes, and than twice the usual distance, end a block."""

PROSE_LINES = 3
"""So many lines of prose in a row end a block."""

LARGE = 1.5
"""Figures in print so many times as large as the line beside them are no row of its table."""

SAME_WORDS = 0.5
"""Share of the words of a header that are in another's if it is the same one, printed again."""

PAGES_AT_ONCE = 8
"""Pages over whose breaks the cut into tables is weighed at once."""


@dataclass(slots=True)
class _Atom:
    start: int
    stop: int
    barrier: bool
    """Whether no table may hold both this atom and the one before it."""
    block: Candidate | None = None
    """The table that the atom is, where that is known."""


class Blocks(NamedTuple):
    """The tables among the lines of a document."""

    found: list[Candidate]
    considered: list[Candidate]
    """For each line that could end a table, the best region considered."""
    open_after: frozenset[int]
    """Pages after which a table could go on: a region over the page's end scores above 0, or may, with lines of later pages."""


def find_blocks(rows: Sequence[TextRow], runs: Sequence[RuledBand], solid: Sequence[Grid]) -> Blocks:
    """The tables among the lines of a document.

    `runs` are lines held together by rules; `solid` are tables already found: no block reaches over one.

    Each page is cut first; then the document is, whose atoms are the pages' blocks and the lines at the page breaks.
    """
    pair_offset_lines(rows)
    obstacles: dict[int, list[Box]] = {}
    for grid in solid:
        obstacles.setdefault(grid.page, []).append(grid.box)
    headers = [(grid.page, grid.box) for grid in solid if not any(cell.figure for cell in grid.cells)]
    considered: list[Candidate] = []
    over_breaks: list[range] = []
    pages = [list(lines) for _, lines in groupby(range(len(rows)), key=lambda i: (rows[i].page, rows[i].text_column))]
    atoms: list[_Atom] = []
    for lines in pages:
        on_page = _atoms(rows, lines[0], lines[-1] + 1, runs, obstacles)
        atoms += _joined(on_page, _best_blocks(rows, on_page, runs, considered, []))
    if len(pages) > 1:
        atoms = _at_breaks(rows, atoms, obstacles)
        over_breaks += _to_the_end(rows, atoms)
        atoms = _cut_over_breaks(rows, atoms, runs, considered, over_breaks)
    blocks = [atom.block for atom in atoms if atom.block]
    open_after = {rows[i].page for region in over_breaks for i in region if rows[i].page != rows[region[-1]].page}
    return Blocks(attach_forms(rows, grow_regions(rows, blocks, headers), runs), considered, frozenset(open_after))


def _to_the_end(rows: Sequence[TextRow], atoms: Sequence[_Atom]) -> Iterator[range]:
    """The lines of atoms without a barrier between them that reach the last page: they may go on on a page that is not there."""
    last = max(row.page for row in rows)
    for some in _without_barriers(atoms):
        if rows[some[-1].start].page == last:
            yield range(some[0].start, some[-1].stop)


def _without_barriers(atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
    """The atoms, cut at the barriers."""
    starts = [i for i, atom in enumerate(atoms) if atom.barrier or i == 0]
    yield from (list(atoms[start:stop]) for start, stop in pairwise([*starts, len(atoms)]))


def _cut_over_breaks(
    rows: Sequence[TextRow],
    atoms: Sequence[_Atom],
    runs: Sequence[RuledBand],
    considered: list[Candidate],
    promising: list[range],
) -> list[_Atom]:
    """The atoms, those of each table made one.

    Where tables may go on over many pages, a few pages are cut at once, then a few of such parts, and so on: a long table is not
    scored again up to each of its pages. How a part is cut stays; but its first and last tables may go on beyond it.
    """
    found: list[_Atom] = []
    for some in _without_barriers(atoms):
        parts = [list(part) for _, part in groupby(some, key=lambda atom: rows[atom.start].page)]
        while len(parts) > 1:
            together = [list(chain(*parts[i : i + PAGES_AT_ONCE])) for i in range(0, len(parts), PAGES_AT_ONCE)]
            parts = [_joined(part, _best_blocks(rows, part, runs, considered, promising)) for part in together]
            for part in parts:
                for later in [atom for atom in part if atom.block][1:]:
                    later.barrier = True
        found += parts[0]
    return found


def _best_blocks(
    rows: Sequence[TextRow],
    atoms: Sequence[_Atom],
    runs: Sequence[RuledBand],
    considered: list[Candidate],
    promising: list[range],
) -> list[Candidate]:
    """The cutting into tables that scores best.

    Regions are tried from the longest to the shortest; one that could not make the cutting any better is not scored. Of the
    others the best that ends with each atom is added to `considered`, the lines of each of several atoms that scores above 0
    to `promising`.
    """
    ruled = {i for run in runs_within(runs, atoms[0].start, atoms[-1].stop) for i in range(run.start, run.stop)}
    gaps = [0, *accumulate(sum(map(gaps_of, rows[atom.start : atom.stop])) for atom in atoms)]
    best: list[tuple[float, list[Candidate]]] = [(0.0, [])]
    first = 0
    for end, last in enumerate(atoms, 1):
        first = end - 1 if last.barrier else first
        without = best[-1]
        best.append(without)
        if not (any(row.tabular for row in rows[last.start : last.stop]) or last.start in ruled):
            continue
        top: Candidate | None = None
        for begin in range(first, end):
            before, start = best[begin], atoms[begin].start
            if before[0] + most_for(rows[start], rows[last.stop - 1], gaps[end] - gaps[begin]) < best[end][0]:
                continue
            known = last.block if begin == end - 1 else None
            block = known or score_region(rows, start, last.stop, runs)
            if block is None:
                continue
            if known is None and block.score > 0:
                promising.append(range(block.start, block.stop))
            score = before[0] + block.score
            if score > without[0] and score >= best[end][0]:
                best[end] = (score, [*before[1], block])
            if top is None or block.score >= top.score:
                top = block
        if top is not None:
            considered.append(replace(top))
    return best[-1][1]


def _joined(atoms: Sequence[_Atom], blocks: Sequence[Candidate]) -> list[_Atom]:
    """The atoms of a page, those of each block made one."""
    joined: list[_Atom] = []
    block_at = {i: block for block in blocks for i in range(block.start, block.stop)}
    for atom in atoms:
        block = block_at.get(atom.start)
        if block is not None and joined and joined[-1].block is block:
            joined[-1].stop = atom.stop
        else:
            joined.append(_Atom(atom.start, atom.stop, atom.barrier, block))
    return joined


def _at_breaks(rows: Sequence[TextRow], atoms: Sequence[_Atom], obstacles: Mapping[int, Sequence[Box]]) -> list[_Atom]:
    """The blocks, and the atoms without one that stand beside a page break; what lies between is a barrier."""
    kept: list[_Atom] = []
    barrier = True
    names: set[str] = set()
    figures = 0
    for i, atom in enumerate(atoms):
        own = _words_of_header(rows, atom) if atom.block else set()
        first = i == 0 or rows[atoms[i - 1].start].page != rows[atom.start].page
        last = i + 1 == len(atoms) or rows[atoms[i + 1].start].page != rows[atom.start].page
        if first and i:
            barrier = barrier or _parted(rows[atom.start - 1], rows[atom.start], 0.0, obstacles)
            barrier = barrier or begins_strip(rows, atom.start)
            barrier = barrier or _has_other_header(rows, atom.start, own, figures, names)
        else:
            barrier = barrier or atom.barrier
        if atom.block:
            names = own or names
            figures = max((k for k in range(atom.start, atom.stop) if rows[k].figures), default=figures)
        if atom.block or first or last:
            kept.append(_Atom(atom.start, atom.stop, barrier, atom.block))
            barrier = False
        else:
            barrier = True
    return kept


def _has_other_header(rows: Sequence[TextRow], start: int, own: Set[str], figures: int, names: Set[str]) -> bool:
    """Whether a block begins with a header of whose `own` words few are `names` of that before, with the last `figures` there."""
    begun = rows[start - 1].tabular and not rows[start - 1].figures
    other = bool(names) and not begun and len(own & names) < SAME_WORDS * len(own)
    return other and header_under_figures(rows, figures, start) is not None


def _words_of_header(rows: Sequence[TextRow], block: _Atom) -> set[str]:
    """The words above the first figures of a block."""
    head = takewhile(lambda row: not row.figures, rows[block.start : block.stop])
    return {word.text for row in head for word in row.line.words}


def _atoms(
    rows: Sequence[TextRow], start: int, stop: int, runs: Sequence[RuledBand], obstacles: Mapping[int, Sequence[Box]]
) -> list[_Atom]:
    """Runs of lines of one page that clearly belong together."""
    run_of = {i: run for run in runs_within(runs, start, stop) for i in range(run.start, run.stop)}
    distances = sorted(d for d in map(leading, rows[start:stop], rows[start + 1 : stop]) if d is not None)
    usual = distances[len(distances) // 2] if distances else 0.0
    left, right = min(row.x0 for row in rows[start:stop]), max(row.x1 for row in rows[start:stop])
    prose = [row.is_prose(left, right) for row in rows[start:stop]]
    atoms = [_Atom(start, start + 1, True)]
    shape = _Shape(rows[start])
    for i in range(start + 1, stop):
        same_run = i in run_of and run_of.get(i - 1) is run_of[i]
        unruled = i not in run_of and i - 1 not in run_of
        k = i - start
        after_prose = k >= PROSE_LINES and all(prose[k - PROSE_LINES : k]) and i - 1 not in run_of
        barrier = after_prose or _parted(rows[i - 1], rows[i], usual, obstacles) or title_ends(rows, i)
        barrier = not same_run and (barrier or _is_of_key_figures(rows[i - 1], rows[i]))
        beside = any(row.beside for row in rows[max(start, i - 2) : i + 1])
        fits = unruled and not beside and shape.takes(rows[i - 1], rows[i]) and header_under_figures(rows, i - 1, i) is None
        if not barrier and (same_run or fits):
            atoms[-1].stop = i + 1
            shape.add(rows[i])
        else:
            atoms.append(_Atom(i, i + 1, barrier))
            shape = _Shape(rows[i])
    return atoms


def _is_of_key_figures(above: TextRow, below: TextRow) -> bool:
    """Whether one of two lines has figures side by side, and no labels, in much larger print: as over the names of these."""
    small, large = sorted((above, below), key=lambda row: row.size)
    return large.size >= LARGE * small.size and large.tabular and large.figures == len(large.segments)


class _Shape:
    """The white that the lines of an atom have in common."""

    def __init__(self, row: TextRow) -> None:
        self.mask = 0
        self.tabular: TextRow | None = None
        self.gutters: list[Gutter] = []
        self.add(row)

    def add(self, row: TextRow) -> None:
        self.mask |= row.mask
        if row.tabular:
            self.gutters = gutters_of([self.mask], COLUMN_GAP * row.size) if self.tabular else row.gaps
            self.tabular = row

    def takes(self, last: TextRow, row: TextRow) -> bool:
        """Whether `row` fits the atom that ends with `last`: it leaves its gutters white."""
        if row.bold != last.bold or self.tabular is None:
            return not row.tabular and self.tabular is None
        distance = leading(last, row)
        if distance is None or distance > REACH or any(crosses(s.start, s.stop, self.gutters) for s in row.segments):
            return False
        if not row.tabular:
            return distance <= LEADING
        after = gutters_of([self.mask | row.mask], COLUMN_GAP * row.size)
        return len(after) >= len(self.gutters) and all(any(meets(gap, g) for g in after) for gap in row.gaps)


def _parted(above: TextRow, below: TextRow, usual: float, obstacles: Mapping[int, Sequence[Box]]) -> bool:
    """Whether wide white or a table already found lies between two lines."""
    distance = leading(above, below)
    if distance is not None and distance > max(FAR, 2 * usual):
        return True
    for page in {above.page, below.page}:
        for box in obstacles.get(page, ()):
            beside = any(row.x0 < box.x1 and box.x0 < row.x1 for row in (above, below))
            after = above.page < page or box.center_y > above.baseline
            before = page < below.page or box.center_y < below.baseline
            if beside and after and before:
                return True
    return not above.page <= below.page <= above.page + 1 or abs(below.page_width - above.page_width) > 1
