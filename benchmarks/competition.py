"""Truth and measure of the ICDAR 2013 table competition: adjacency relations, each of a cell with the next to its right or below.

Göbel et al., "A Methodology for Evaluating Algorithms for Table Understanding in PDF Documents" (DocEng 2012). White space and
case do not count; a document whose name ends in `a` may be read as its truth or as that in `b`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree

from pipeline.tables_only import PlainTable

Cells: TypeAlias = Mapping[tuple[int, int], tuple[int, str]]
"""The number and text of the cell at each row and column, those of blank cells left out."""

Relations: TypeAlias = Counter[tuple[int, int, str, str]]
"""How often a cell has a neighbour: 0 for one below it or 1 for one on its right, blank places between, and both texts."""

Reading: TypeAlias = Sequence[tuple[int, Relations]]
"""The tables of a document, each with its page."""


class Measured(NamedTuple):
    """Shares from 0 to 1: of the relations found those that are true, and of the true ones those that are found."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def truths_of(pdf: Path) -> list[Reading]:
    """The readings of a document of the competition that are true, of `NAME-str.xml` beside it; none if there is no such file."""
    names = [pdf.stem, *([f"{pdf.stem[:-1]}b"] if pdf.stem.endswith("a") else [])]
    files = (pdf.with_name(f"{name}-str.xml") for name in names)
    return [[_table(table) for table in ElementTree.parse(file).iter("table")] for file in files if file.exists()]


def measure(truths: Sequence[Reading], tables: Sequence[PlainTable]) -> Measured:
    """What was found page by page, measured against the reading that it is nearest to."""
    found = [(table["page"], relations(_places(table["rows"]))) for table in tables]
    return max((_measured(truth, found) for truth in truths), key=lambda measured: measured.f)


def mean(measured: Sequence[Measured]) -> Measured:
    """Precision and recall of the average document."""
    return Measured(*(sum(shares) / len(measured) for shares in zip(*measured, strict=True)))


def relations(cells: Cells) -> Relations:
    """Each cell counts once with each neighbour in a direction, over however many rows or columns they share a border."""
    found: dict[tuple[int, int, int], tuple[int, int, str, str]] = {}
    for axis in (0, 1):
        in_order = sorted(cells.items(), key=lambda item: (item[0][1 - axis], item[0][axis]))
        for (a_place, (a, text)), (b_place, (b, next_text)) in pairwise(in_order):
            if a != b and a_place[1 - axis] == b_place[1 - axis]:
                blank = b_place[axis] - a_place[axis] - 1
                found.setdefault((axis, a, b), (axis, blank, text, next_text))
    return Counter(found.values())


def _places(rows: Sequence[Sequence[str]]) -> Cells:
    texts = (((r, c), _bare(text)) for r, row in enumerate(rows) for c, text in enumerate(row))
    return {place: (number, text) for number, (place, text) in enumerate(texts) if text}


def _table(table: ElementTree.Element) -> tuple[int, Relations]:
    cells: dict[tuple[int, int], tuple[int, str]] = {}
    page = 1
    for region in table.iter("region"):
        page = int(region.get("page") or 1)
        down, right = int(region.get("row-increment") or 0), int(region.get("col-increment") or 0)
        for cell in region.iter("cell"):
            if text := _bare("".join(cell.itertext())):
                places = _span(cell, "row", down), _span(cell, "col", right)
                cells |= dict.fromkeys(((r, c) for r in places[0] for c in places[1]), (len(cells), text))
    return page, relations(cells)


def _span(cell: ElementTree.Element, axis: str, increment: int) -> range:
    start = int(cell.get(f"start-{axis}") or 0)
    return range(start + increment, int(cell.get(f"end-{axis}") or start) + increment + 1)


def _bare(text: str) -> str:
    return "".join(text.split()).upper()


def _measured(truth: Reading, found: Reading) -> Measured:
    correct = sum(_correct(truth, found))
    counts = (sum(cells.total() for _, cells in tables) for tables in (found, truth))
    return Measured(*(correct / count if count else 0.0 for count in counts))


def _correct(truth: Reading, found: Iterable[tuple[int, Relations]]) -> Iterator[int]:
    """For each true table the relations that the found one shares which shares most, of those on its page that are left."""
    left = list(found)
    for page, cells in truth:
        shared = [(cells & other).total() if number == page else -1 for number, other in left]
        if max(shared, default=-1) >= 0:
            yield max(shared)
            left.pop(shared.index(max(shared)))
