"""The figures of a scan that somebody must look at: recognised in a picture, and confirmed by no sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.corrections import is_near
from pipeline.review.cards import Row, Tables, box_of
from schemas.correction import Correction
from schemas.provenance import Box

AROUND, BESIDE = 8.0, 160.0
"""Points of the page above and below a figure, and on both sides, that are shown with it."""


@dataclass(frozen=True)
class Figure:
    """A figure to look at."""

    cell: Row
    name: str
    """By its table's own headings."""
    part: Box
    """What of its page is shown with it."""

    @property
    def place(self) -> str:
        return f"{self.cell['table_id']}-{self.cell['row_index']}-{self.cell['column_index']}"


@dataclass(frozen=True)
class Unconfirmed:
    """The figures of a document to look at."""

    left: Sequence[Figure]
    """Those on which nobody has decided, in the order of the report."""
    seen: int
    """On how many somebody has."""


def unconfirmed_of(tables: pl.DataFrame, cells: pl.DataFrame, decisions: Iterable[Correction]) -> Unconfirmed:
    """The figures of a document that were recognised in a picture and that no identity confirms.

    One that a reviewer looked at has a decision about its text, be it what was read.
    """
    texts = [decision for decision in decisions if decision.decision == "text"]
    by_place = Tables(tables, cells)
    left, seen = [], 0
    recognised = cells.filter((pl.col("text_source") != "text") & pl.col("value").is_not_null() & (pl.col("confirmations") == 0))
    for cell in recognised.sort("page", "top", "x0").iter_rows(named=True):
        box = box_of(cell)
        if box is None:
            continue
        if cell["misread"] is not None or any(_is_about(decision, cell, box) for decision in texts):
            seen += 1
            continue
        name = by_place.name(cell["table_id"], cell["row_index"], cell["column_index"])
        part = Box(box.x0 - BESIDE, box.top - AROUND, box.x1 + BESIDE, box.bottom + AROUND)
        left.append(Figure(cell, name, part))
    return Unconfirmed(left, seen)


def _is_about(decision: Correction, cell: Row, box: Box) -> bool:
    return decision.page == cell["page"] and decision.printed == cell["text"] and is_near(decision.box, box)
