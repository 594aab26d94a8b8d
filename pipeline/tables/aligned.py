"""Tables that no grid of rules encloses: found by the white that persists between words from line to line.

The lines of the document are cut into blocks so that within a table's block the gaps of each line fall on common gutters.
Which cuts are best is decided for all lines at once, by dynamic programming over runs of lines that clearly belong together.
A page break is no cut: the last line of one page and the first of the next are neighbours, how far apart nobody knows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.tables.bands import RuledRun
from pipeline.tables.columns import column_gutters, crosses, overlap
from pipeline.tables.gutters import COLUMN_GAP, Gutter, Row, Segment, gutters_of
from schemas.provenance import Box

UNMATCHED_GAP = 1.5
"""What a gap that meets no gutter costs, a gap that meets one being worth 1."""

CROSSING_SEGMENT = 0.3
"""What a segment of a line with gaps costs that runs across a gutter."""

CROSSING_LINE = 0.5
"""What a line without gaps costs that runs across a gutter."""

CROSSING_PROSE = 1.5
"""The same where the line is as long as a line of prose, or of another size."""

BLOCK = 1.5
"""What each table costs: two tables must be that much better than one."""

CUT = 2.0
"""What it costs to begin a table right under a line with gaps, no wider white between."""

WIDER = 1.25
"""White this many times the usual between a block's lines speaks for two tables …"""

WIDE_GAP = 2.0
"""… and costs this much for each further multiple of it."""

NEW_HEADER = 2.0
"""What a line of words costs that stands under figures, in their columns."""

RETURNS = 3
"""As many lines of a new head count where the colour returns on which the table's head stands."""

MISALIGNED = 0.25
"""What a figure costs that is not in line with those of its column …"""

IN_LINE = 2.0
"""… give or take so many points."""

REACH = 2.2
"""Lines further than this many font sizes from a block are not taken into it."""

LEADING = 1.7
"""A line without gaps no further than this many font sizes below a line may be the next line of one of its cells."""

FAR = 5.0
"""Baselines further apart than this many font sizes, and than twice the usual distance, end a block."""

PROSE_LINES = 3
"""So many lines of prose in a row end a block …"""

PROSE_WIDTH = 0.85
"""… prose being lines without gaps that fill this share of the page's width of text, from its left …"""

INDENT = 30.0
"""… give or take so many points."""


@dataclass(slots=True)
class Block:
    """Lines `start` to `stop` that make up a table, and the gutters between its columns."""

    start: int
    stop: int
    score: float
    gutters: list[Gutter]


@dataclass(slots=True)
class _Atom:
    start: int
    stop: int
    barrier: bool
    """Whether no table may hold both this atom and the one before it."""
    block: Block | None = None
    """The table that the atom is, where that is known."""


def find_blocks(rows: Sequence[Row], runs: Sequence[RuledRun], obstacles: Sequence[tuple[int, Box]]) -> list[Block]:
    """The tables among the lines of a document.

    `runs` are lines held together by rules; `obstacles` are tables already found, with their pages: no block reaches over one.

    Each page is cut first; then the document is, whose atoms are the pages' blocks and the lines at the page breaks.
    """
    if sum(row.tabular for row in rows) < 2:
        return []
    pages = [list(lines) for _, lines in groupby(range(len(rows)), key=lambda i: rows[i].page)]
    atoms: list[_Atom] = []
    for lines in pages:
        on_page = _atoms(rows, lines[0], lines[-1] + 1, runs, obstacles)
        blocks = _best_blocks(rows, on_page, runs) if sum(rows[i].tabular for i in lines) > 1 else []
        atoms += _joined(on_page, blocks)
    blocks = (
        _best_blocks(rows, _at_breaks(rows, atoms, obstacles), runs) if len(pages) > 1 else [a.block for a in atoms if a.block]
    )
    return _extended(rows, blocks)


def _best_blocks(rows: Sequence[Row], atoms: Sequence[_Atom], runs: Sequence[RuledRun]) -> list[Block]:
    """The cutting into tables that scores best."""
    ruled = {i for run in runs for i in range(run.start, run.stop)}
    best: list[tuple[float, list[Block]]] = [(0.0, [])]
    for end in range(1, len(atoms) + 1):
        best.append(best[end - 1])
        last = atoms[end - 1]
        if not (any(row.tabular for row in rows[last.start : last.stop]) or last.start in ruled):
            continue
        for begin in range(end - 1, -1, -1):
            known = atoms[begin].block if begin == end - 1 else None
            block = known or _score(rows, atoms[begin].start, atoms[end - 1].stop, runs)
            if block is not None and best[begin][0] + block.score > best[end][0]:
                best[end] = (best[begin][0] + block.score, [*best[begin][1], block])
            if atoms[begin].barrier:
                break
    return best[-1][1]


def _joined(atoms: Sequence[_Atom], blocks: Sequence[Block]) -> list[_Atom]:
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


def _at_breaks(rows: Sequence[Row], atoms: Sequence[_Atom], obstacles: Sequence[tuple[int, Box]]) -> list[_Atom]:
    """The blocks, and the atoms without one that stand beside a page break; what lies between is a barrier."""
    kept: list[_Atom] = []
    barrier = True
    for i, atom in enumerate(atoms):
        first = i == 0 or rows[atoms[i - 1].start].page != rows[atom.start].page
        last = i + 1 == len(atoms) or rows[atoms[i + 1].start].page != rows[atom.start].page
        if first and i:
            barrier = barrier or _parted(rows[atom.start - 1], rows[atom.start], 0.0, obstacles)
        else:
            barrier = barrier or atom.barrier
        near = first or last or (i > 0 and _is_first(rows, atoms[i - 1])) or (i + 1 < len(atoms) and _is_last(rows, atoms[i + 1]))
        if atom.block or near:
            kept.append(_Atom(atom.start, atom.stop, barrier, atom.block))
            barrier = False
        else:
            barrier = True
    return kept


def _is_first(rows: Sequence[Row], atom: _Atom) -> bool:
    return atom.start == 0 or rows[atom.start - 1].page != rows[atom.start].page


def _is_last(rows: Sequence[Row], atom: _Atom) -> bool:
    return atom.stop == len(rows) or rows[atom.stop].page != rows[atom.start].page


def _atoms(
    rows: Sequence[Row], start: int, stop: int, runs: Sequence[RuledRun], obstacles: Sequence[tuple[int, Box]]
) -> list[_Atom]:
    """Runs of lines of one page that clearly belong together."""
    run_of = {i: run for run in runs for i in range(run.start, run.stop) if start <= i < stop}
    distances = sorted(d for d in map(_distance, rows[start:stop], rows[start + 1 : stop]) if d is not None)
    usual = distances[len(distances) // 2] if distances else 0.0
    left, right = min(row.x0 for row in rows[start:stop]), max(row.x1 for row in rows[start:stop])
    prose = [
        not row.tabular and row.x1 - row.x0 > PROSE_WIDTH * (right - left) and row.x0 < left + INDENT for row in rows[start:stop]
    ]
    atoms = [_Atom(start, start + 1, True)]
    shape = _Shape(rows[start])
    for i in range(start + 1, stop):
        same_run = i in run_of and run_of.get(i - 1) is run_of[i]
        unruled = i not in run_of and i - 1 not in run_of
        k = i - start
        after_prose = k >= PROSE_LINES and all(prose[k - PROSE_LINES : k]) and i - 1 not in run_of
        barrier = not same_run and (after_prose or _parted(rows[i - 1], rows[i], usual, obstacles))
        if not barrier and (same_run or (unruled and shape.takes(rows[i - 1], rows[i]))):
            atoms[-1].stop = i + 1
            shape.add(rows[i])
        else:
            atoms.append(_Atom(i, i + 1, barrier))
            shape = _Shape(rows[i])
    return atoms


class _Shape:
    """The white that the lines of an atom have in common."""

    def __init__(self, row: Row) -> None:
        self.mask = 0
        self.tabular: Row | None = None
        self.gutters: list[Gutter] = []
        self.add(row)

    def add(self, row: Row) -> None:
        self.mask |= row.mask
        if row.tabular:
            self.gutters = gutters_of([self.mask], COLUMN_GAP * row.size) if self.tabular else row.gaps
            self.tabular = row

    def takes(self, last: Row, row: Row) -> bool:
        """Whether `row` fits the atom that ends with `last`: it leaves all of its gutters white."""
        if row.bold != last.bold or self.tabular is None:
            return not row.tabular and self.tabular is None
        distance = _distance(last, row)
        if distance is None or distance > REACH or any(crosses(s.start, s.stop, self.gutters) for s in row.segments):
            return False
        if not row.tabular:
            return distance <= LEADING
        after = gutters_of([self.mask | row.mask], COLUMN_GAP * row.size)
        return len(after) >= len(self.gutters) and all(any(_meets(gap, g) for g in after) for gap in row.gaps)


def _parted(above: Row, below: Row, usual: float, obstacles: Sequence[tuple[int, Box]]) -> bool:
    """Whether wide white or a table already found lies between two lines."""
    distance = _distance(above, below)
    if distance is not None and distance > max(FAR, 2 * usual):
        return True
    for page, box in obstacles:
        beside = any(row.x0 < box.x1 and box.x0 < row.x1 for row in (above, below))
        if above.page <= page <= below.page and beside:
            after = above.page < page or box.center_y > above.baseline
            before = page < below.page or box.center_y < below.baseline
            if after and before:
                return True
    return below.page > above.page + 1 or abs(below.page_width - above.page_width) > 1


def _distance(above: Row, below: Row) -> float | None:
    """Baseline to baseline, in font sizes; None over a page break."""
    if above.page != below.page:
        return None
    return (below.first_baseline - above.baseline) / min(above.size, below.size)


def _meets(gap: Gutter, gutter: Gutter) -> bool:
    return overlap(gap, gutter) >= 0.5 * min(gap[1] - gap[0], gutter[1] - gutter[0])


# ── the worth of a block ──────────────────────────────────────────────────────────────────────────────────────────────


def _score(rows: Sequence[Row], start: int, stop: int, runs: Sequence[RuledRun]) -> Block | None:
    """How good a table these lines would make; None if they would make none."""
    block = rows[start:stop]
    inside = [run for run in runs if start <= run.start and run.stop <= stop]
    tabular = [row for row in block if row.tabular]
    if len(tabular) < 2:
        return None
    gutters = column_gutters(tabular)
    if not gutters:
        return None
    ruled = {i: run.start for run in inside for i in range(run.start, run.stop)}
    usual = _usual_distance(block, gutters)
    score = -BLOCK + 0.5 * bool(ruled)
    for row in tabular:
        for gap in row.gaps:
            score += 1.0 if any(_meets(gap, g) for g in gutters) else -UNMATCHED_GAP
    score -= _crossing_cost(block, gutters, ruled, start)
    score -= _spacing_cost(block, usual, ruled, start)
    score -= NEW_HEADER * _new_headers(block, gutters, usual)
    score -= MISALIGNED * _misaligned(tabular, gutters)
    if start and rows[start - 1].tabular:
        distance = _distance(rows[start - 1], rows[start])
        if distance is not None and distance <= WIDER * usual:
            score -= CUT
    return Block(start, stop, score, gutters) if score > 0 else None


def _usual_distance(block: Sequence[Row], gutters: Sequence[Gutter]) -> float:
    """The distance between the block's rows, in font sizes.

    Neighbouring lines with figures in one column are rows for certain. Where there are none (each row has several lines), it
    is the widest distance that is common, or near.
    """
    starts = [g[0] for g in gutters]
    columns = [{bisect_right(starts, s.start) for s in row.segments if s.figure} for row in block]
    distances: list[float] = []
    certain: list[float] = []
    for i, distance in enumerate(map(_distance, block, block[1:])):
        if distance is not None:
            distances.append(distance)
            if columns[i] & columns[i + 1]:
                certain.append(distance)
    if len(certain) > 1:
        return sorted(certain)[len(certain) // 2]
    distances.sort()
    near = max((d for d in distances if d <= REACH), default=REACH)
    often = max(2, len(distances) // 5)
    common = (d for d, e in zip(distances, distances[often - 1 :], strict=False) if e <= 1.1 * d)
    return max(near, max(common, default=0.0))


def _spacing_cost(block: Sequence[Row], usual: float, ruled: Mapping[int, int], start: int) -> float:
    """What white costs that is wider than the usual between rows, lines held together by rules aside."""
    cost = 0.0
    for i, distance in enumerate(map(_distance, block, block[1:]), start):
        held = i in ruled and ruled[i] == ruled.get(i + 1)
        if distance is not None and distance > WIDER * usual and not held:
            cost += min(2.0, WIDE_GAP * (distance / usual - 1))
    return cost


def _misaligned(tabular: Sequence[Row], gutters: Sequence[Gutter]) -> int:
    """How many figures are not in line with the others of their column, be it at the right, the left or the middle."""
    starts = [g[0] for g in gutters]
    columns: dict[int, list[Segment]] = {}
    for row in tabular:
        for segment in row.segments:
            if segment.figure:
                columns.setdefault(bisect_right(starts, segment.start), []).append(segment)
    count = 0
    for segments in columns.values():
        places = zip(*((s.x1, s.x0, (s.x0 + s.x1) / 2) for s in segments), strict=True)
        count += len(segments) - max(_in_line(place) for place in places)
    return count


def _in_line(places: Sequence[float]) -> int:
    """How many of these coordinates are, give or take `IN_LINE` points, the same."""
    bins = Counter(round(place / IN_LINE) for place in places)
    return max(bins[b] + bins[b + 1] for b in bins)


def _new_headers(block: Sequence[Row], gutters: Sequence[Gutter], usual: float) -> int:
    """How often the head of another table stands under figures: words in the columns of figures, set off or set bold.

    The head of the block itself, repeated, is one unless it is on another page.
    """
    starts = [g[0] for g in gutters]
    color = block[0].color
    head = {s.text for row in block[:2] for s in row.segments if not s.figure}
    figures: set[int] = set()
    bold = set_off = False
    count = 0
    for i, row in enumerate(block):
        distance = _distance(block[i - 1], row) if i else None
        set_off = set_off or (i > 0 and (distance is None or distance > WIDER * usual))
        if i and color and row.color == color != block[i - 1].color and not row.figures:
            count += RETURNS * (row.page == block[0].page or not head.intersection(s.text for s in row.segments))
        if not row.tabular:
            continue
        kinds = {bisect_right(starts, s.start): s.figure for s in row.segments}
        if any(kinds.values()):
            figures = {c for c, figure in kinds.items() if figure}
            bold, set_off = row.bold, False
        elif len(figures & kinds.keys()) > 0.6 * len(figures):
            repeated = bool(head.intersection(s.text for s in row.segments))
            if repeated or set_off or (row.bold and not bold):
                count += not (repeated and row.page > block[0].page)
                figures, set_off = set(), False
    return count


def _crossing_cost(block: Sequence[Row], gutters: Sequence[Gutter], ruled: Container[int], start: int) -> float:
    """What text costs that runs across gutters. The lines of one cell that begins at an inner column count once."""
    cost = 0.0
    left, right = min(row.x0 for row in block), max(row.x1 for row in block)
    size = sorted(row.size for row in block)[len(block) // 2]
    inner: float | None = None
    for i, row in enumerate(block, start):
        crossing = [s for s in row.segments if crosses(s.start, s.stop, gutters)]
        if not crossing:
            inner = None if row.tabular else inner
            continue
        last = crossing[-1]
        if inner is not None and abs(last.x0 - inner) < 3:
            continue
        inner = last.x0 if last.start > gutters[0][0] else None
        if row.tabular:
            cost += CROSSING_SEGMENT * len(crossing)
        elif i not in ruled:
            proselike = last.x1 - last.x0 > 0.6 * (right - left) or abs(row.size - size) > 0.5
            cost += CROSSING_PROSE if proselike else CROSSING_LINE
    return cost


# ── the ends of a block ───────────────────────────────────────────────────────────────────────────────────────────────


def _extended(rows: Sequence[Row], blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the lines at either end that belong to their first or last row, or head them."""
    taken = {i for block in blocks for i in range(block.start, block.stop)}
    for block in blocks:
        inside = rows[block.start : block.stop]
        while (
            block.stop < len(rows)
            and block.stop not in taken
            and _ends(rows[block.stop - 1], rows[block.stop], inside, block.gutters)
        ):
            block.stop += 1
        while (
            block.start > 0
            and block.start - 1 not in taken
            and _heads(rows[block.start - 1], rows[block.start], inside, block.gutters)
        ):
            block.start -= 1
        taken |= set(range(block.start, block.stop))
    return list(blocks)


def _reach(inside: Sequence[Row]) -> tuple[float, float]:
    """The nearest and the furthest distance between a block's lines, in font sizes, the latter no more than `REACH`."""
    distances = [d for d in map(_distance, inside, inside[1:]) if d is not None]
    return min(distances, default=REACH), min(max(distances, default=REACH), REACH)


def _within(row: Row, inside: Sequence[Row]) -> bool:
    return row.x0 > min(r.x0 for r in inside) - 3 and row.x1 < max(r.x1 for r in inside) + 3


def _ends(last: Row, row: Row, inside: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether `row` goes on with the last row of a block, or is one more heading like others in it."""
    distance = _distance(last, row)
    if not _within(row, inside) or (distance is not None and distance > 1.05 * _reach(inside)[1]):
        return False
    if any(crosses(s.start, s.stop, gutters) for s in row.segments):
        return distance is not None and _like_a_heading(row, inside, gutters)
    return distance is not None or any(
        abs(row.x0 - s.x0) < 2 and other.size == row.size for other in inside for s in other.segments
    )


def _heads(row: Row, first: Row, inside: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether `row` is an upper line of a block's first row, or a heading centred over it."""
    distance = _distance(row, first)
    nearest, furthest = _reach(inside)
    if distance is None or distance > 1.05 * furthest or not _within(row, inside):
        return False
    if abs(row.size - first.size) > 0.1 * first.size:
        return False
    left, right = min(r.x0 for r in inside), max(r.x1 for r in inside)
    if row.x0 < left + 3 or any(crosses(s.start, s.stop, gutters) for s in row.segments):
        centred = abs((row.x0 + row.x1) - (left + right)) < 0.06 * (right - left)
        return centred and row.x1 - row.x0 < 0.5 * (right - left) and not row.line.text.endswith((".", ":", ";"))
    return distance <= 1.1 * nearest


def _like_a_heading(row: Row, block: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    """Whether the block has other lines that run across its columns, begin as this one does and are set like it."""
    return any(
        not other.tabular
        and other.bold == row.bold
        and abs(other.x0 - row.x0) < 3
        and crosses(other.segments[0].start, other.segments[0].stop, gutters)
        for other in block
    )
