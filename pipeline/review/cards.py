"""What a reviewer is shown of each finding, put together from the datasets of one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from pipeline.corrections import is_near
from pipeline.datasets import as_fields
from pipeline.figures.two_sided import half_with, label_at
from pipeline.findings.rules import rule_of
from schemas.provenance import Box
from schemas.table import Cell, Table

Row = dict[str, Any]

EDGES = ("x0", "top", "x1", "bottom")
TABLE = ("table_id", "first_page", "last_page", "rows", "columns", "header_rows", "method")
"""What names a figure, of a cell and of a table."""

MARGIN = 14.0
"""Points of the page around what is marked."""
HEADINGS_WITHIN = 260.0
"""Points above the marked cells within which their headings are shown as well."""
MOST_PARTS = 2
"""Pages of which a part is shown."""
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Mark:
    """A figure of an identity on its page."""

    box: Box
    text: str
    suspect: bool


@dataclass(frozen=True)
class Part:
    """A part of a page with marks on it."""

    page: int
    box: Box
    width: float
    height: float
    marks: tuple[Mark, ...]
    picture: str = ""
    """Address of the picture of just this part; "" where there is none."""


@dataclass(frozen=True)
class Operand:
    """A figure that takes part in an identity."""

    name: str
    """By its table's own headings; "" in the text."""
    text: str
    page: int
    suspect: bool
    row: Row


@dataclass(frozen=True)
class Sum:
    """An identity, written out."""

    rule: str
    claim: str
    claim_it: str
    status: str
    reckoning: str
    stated: Decimal | None
    difference: Decimal | None
    operands: tuple[Operand, ...]


@dataclass(frozen=True)
class Candidate:
    """A figure that may be the wrong one, and how."""

    name: str
    printed_text: str
    suggested_value: Decimal
    operand: Row | None
    """Where it stands; None where that is not told."""


@dataclass(frozen=True)
class Card:
    """A finding with all that it takes to decide."""

    finding: Row
    sums: tuple[Sum, ...]
    candidates: tuple[Candidate, ...]
    parts: tuple[Part, ...] = field(default=())

    @property
    def id(self) -> str:
        return str(self.finding["finding_id"])


class Tables:
    """The cells of a document's tables by their places."""

    def __init__(self, tables: pl.DataFrame, cells: pl.DataFrame) -> None:
        self.tables: dict[str, Row] = {row["table_id"]: row for row in tables.iter_rows(named=True)}
        self.cells = cells
        self.rows: dict[str, dict[int, list[Row]]] = {}
        """The cells of the tables that were asked for: as Python objects they take many times the memory."""
        self.whole: dict[str, Table] = {}

    def name(self, table_id: str | None, row: int | None, column: int | None) -> str:
        """What a reader calls a cell: the first text of its row, or half of a row, and its column's heading."""
        if table_id is None or row is None:
            return ""
        if table_id not in self.whole:
            self.whole[table_id] = self._table(table_id)
        half = half_with(self.whole[table_id], column)
        heading = half.headings()[column] if column is not None else ""
        return " · ".join(filter(None, [label_at(half, row, column), heading]))

    def _table(self, table_id: str) -> Table:
        cells = [
            Cell(**as_fields(Cell, cell), box=Box(*(cell[edge] for edge in EDGES)))
            for row in range(self.tables[table_id]["rows"])
            for cell in self.row(table_id, row)
        ]
        return Table(**{field: self.tables[table_id][field] for field in TABLE}, cells=tuple(cells))

    def row(self, table_id: str, row: int) -> list[Row]:
        if table_id not in self.rows:
            rows = self.rows[table_id] = {}
            for cell in self.cells.filter(pl.col("table_id") == table_id).iter_rows(named=True):
                rows.setdefault(cell["row_index"], []).append(cell)
        return self.rows[table_id].get(row, [])

    def heads(self, table_id: str, page: int) -> list[Row]:
        """The cells that head a table's columns, of those on a page."""
        rows = range(self.tables[table_id]["header_rows"] if table_id in self.tables else 0)
        return [c for r in rows for c in self.row(table_id, r) if c["page"] == page and c["text"]]


def cards_of(frames: Mapping[str, pl.DataFrame], sizes: Mapping[int, tuple[float, float]]) -> list[Card]:
    """The cards of one document, errors first, then by page. `sizes` are those of its pages, in points."""
    tables = Tables(frames["tables"], frames["cells"])
    concerned = frames["checks"].join(
        frames["findings"].select(check_id=pl.col("check_ids").explode()), on="check_id", how="semi"
    )
    checks: dict[str, Row] = {row["check_id"]: row for row in concerned.iter_rows(named=True)}
    return [_card(finding, checks, tables, sizes) for finding in in_order(frames["findings"].iter_rows(named=True))]


def in_order(findings: Iterable[Row]) -> list[Row]:
    """Findings as they are listed everywhere: errors first, what is open before what is decided, then by page."""
    return sorted(
        findings,
        key=lambda f: (
            SEVERITIES.index(f["severity"]), f["status"] != "open", f["page"] or 0, f["top"] or 0.0, f["x0"] or 0.0,
            f["finding_id"],
        ),
    )  # fmt: skip


def _card(finding: Row, checks: Mapping[str, Row], tables: Tables, sizes: Mapping[int, tuple[float, float]]) -> Card:
    concerned = [checks[check_id] for check_id in finding["check_ids"] if check_id in checks]
    return Card(
        finding=finding,
        sums=tuple(_sum(check, finding, tables) for check in concerned),
        candidates=tuple(_candidate(candidate, concerned, tables) for candidate in finding["candidates"]),
        parts=tuple(_parts(finding, concerned, tables, sizes)),
    )


def _name(place: Row, tables: Tables) -> str:
    return tables.name(place["table_id"], place["row_index"], place["column_index"])


def _sum(check: Row, finding: Row, tables: Tables) -> Sum:
    return Sum(
        rule=check["rule"],
        claim=check["claim"],
        claim_it=rule_of(check["rule"]).claim_it,
        status=check["result"],
        reckoning=check["reckoning"],
        stated=check["stated"],
        difference=check["difference"],
        operands=tuple(
            Operand(
                tables.name(o["table_id"], o["row_index"], o["column_index"]), o["text"], o["page"], _is_suspect(o, finding), o
            )
            for o in check["operands"]
        ),
    )


def _candidate(candidate: Row, checks: Sequence[Row], tables: Tables) -> Candidate:
    place = ("row_index", "column_index")
    operand = next(
        (
            o
            for check in checks
            for o in check["operands"]
            if o["text"] == candidate["printed_text"] and all(o[k] == candidate[k] for k in place)
        ),
        None,
    )
    name = _name(operand, tables) if operand else ""
    return Candidate(name, candidate["printed_text"], candidate["suggested_value"], operand)


def box_of(row: Row) -> Box | None:
    """A row's box, if it has one."""
    return Box(*(row[edge] for edge in EDGES)) if row["x0"] is not None else None


def _is_suspect(operand: Row, finding: Row) -> bool:
    box = box_of(finding)
    if box is None or finding["verdict"] != "located" or operand["page"] != finding["page"]:
        return False
    return operand["value"] == finding["printed_value"] and is_near(Box(*(operand[edge] for edge in EDGES)), box)


def _parts(finding: Row, checks: Sequence[Row], tables: Tables, sizes: Mapping[int, tuple[float, float]]) -> list[Part]:
    """The parts of pages that show the figures of a finding, its own page first."""
    operands = [o for check in checks for o in check["operands"]]
    own = box_of(finding)
    pages = dict.fromkeys([finding["page"], *(o["page"] for o in operands)])
    parts: list[Part] = []
    for page in pages:
        if page not in sizes or len(parts) == MOST_PARTS:
            continue
        here = [o for o in operands if o["page"] == page]
        marks = {Box(*(o[edge] for edge in EDGES)): Mark(Box(*(o[edge] for edge in EDGES)), o["text"], False) for o in here}
        if page == finding["page"] and own is not None:
            marks = {box: mark for box, mark in marks.items() if not is_near(box, own)}
            suspect = finding["verdict"] == "located" or not checks
            marks[own] = Mark(own, finding["printed_text"] or "", suspect)
            here = [*here, finding]
        if marks:
            width, height = sizes[page]
            part = _around(list(marks), here, page, tables, width, height)
            parts.append(Part(page, part, width, height, tuple(marks.values())))
    return parts


def _around(boxes: Sequence[Box], places: Sequence[Row], page: int, tables: Tables, width: float, height: float) -> Box:
    """The part of a page that shows boxes, the rows that they stand in, and the headings above them if those are near."""
    shown = list(boxes)
    for table_id, row in {(o["table_id"], o["row_index"]) for o in places if o["table_id"] and o["row_index"] is not None}:
        shown += [box for c in tables.row(table_id, row) if c["page"] == page and (box := box_of(c))]
    top = min(box.top for box in shown)
    for table_id in {o["table_id"] for o in places if o["table_id"]}:
        heads = [box for c in tables.heads(table_id, page) if (box := box_of(c))]
        if heads and 0 <= top - min(box.top for box in heads) <= HEADINGS_WITHIN:
            shown += heads
    around = Box.around(shown).grown(MARGIN)
    return Box(max(0.0, around.x0), max(0.0, around.top), min(width, around.x1), min(height, around.bottom))
