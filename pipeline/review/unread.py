"""What of a document was not read, and why: its pages at a glance, and one sentence for each reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from pipeline.findings.wording_it import UNREAD
from pipeline.numbers import UNREADABLE
from pipeline.review.cards import EDGES, Mark, Part, Row
from pipeline.source import NO_TEXT
from schemas.provenance import Box

Standing = Literal["unread", "partial", "refused", "not_shown", "read"]
"""The worst that befell something of a page: nothing was read, print that is no text, figures that show, figures that do not."""

MOST_PAGES = 12
"""Pages of one reason that a sentence lists."""

MOST_PICTURED, MOST_MARKS = 6, 30
"""Pages, and places on each, that are shown in a picture, …"""

AROUND = 40.0
"""… and points above and below them that are."""

OF_FIGURES: tuple[tuple[Standing, str, str], ...] = (
    ("refused", "that can be seen but not be read for certain: no value was taken from what is unclear",
     "visibili ma non leggibili con certezza: non ne è stato preso alcun valore"),
    ("not_shown", "in the file but not visible on the page (hidden, covered or cut off): left out",
     "nel file ma non visibili nella pagina (nascoste, coperte o tagliate): escluse"),
)  # fmt: skip
"""What is said of the figures of two columns of the ledger, after their number."""


NO_NUMBER = ("NUM-1", "NUM-2")
"""The rules of findings of cells, and of columns, with figures that are in cells and have no value."""


@dataclass(frozen=True)
class Reason:
    """Why something was not read, in both languages, and on which pages; on none of them if it is about the file."""

    standing: Standing
    pages: tuple[int, ...]
    english: str
    italian: str

    @property
    def listed(self) -> str:
        """The pages, as a sentence lists them."""
        more = " …" if len(self.pages) > MOST_PAGES else ""
        return ", ".join(map(str, self.pages[:MOST_PAGES])) + more


@dataclass(frozen=True)
class Unread:
    """The ledger of a document as its page shows it."""

    pages: tuple[tuple[int, Standing], ...]
    reasons: tuple[Reason, ...]
    ledger: tuple[Row, ...]
    pictures: int
    """Pages that pictures can be made of that show where something was not read; not all of them are pictured."""

    @property
    def figures(self) -> int:
        """Words with a digit on all pages."""
        return sum(row["figures"] for row in self.ledger)

    @property
    def taken(self) -> int:
        """Those that some dataset holds."""
        return sum(row["figures_in_cells"] + row["figures_in_sections"] + row["figures_in_charts"] for row in self.ledger)


def unread_of(frames: Mapping[str, pl.DataFrame]) -> Unread:
    """What the ledger and the quarantine of one document say."""
    ledger = tuple(frames["pages"].sort("page").to_dicts())
    rows = frames["quarantine"].sort("page").to_dicts()
    completeness = {row["page"]: row["completeness"] for row in ledger}
    found = [
        Reason(
            "unread" if completeness.get(row["page"]) == "unread" else "partial",
            (row["page"],) if row["page"] else (),
            row["reason"],
            UNREAD.get(row["error"], row["reason"]),
        )
        for row in rows
    ]
    for standing, english, italian in OF_FIGURES:
        there = [(row["page"], row[f"figures_{standing}"]) for row in ledger if row[f"figures_{standing}"]]
        if there:
            count = sum(figures for _, figures in there)
            many = count > 1
            said = (f"{count} {'figures' if many else 'figure'} {english}.", f"{count} {'cifre' if many else 'cifra'} {italian}.")
            found.append(Reason(standing, tuple(page for page, _ in there), *said))
    no_number = pl.col("rule").is_in(NO_NUMBER) & (pl.col("status") == "open")
    told_above = pl.col("printed_text").fill_null("").str.contains(UNREADABLE)
    without_value = frames["findings"].filter(no_number & ~told_above)["page"].drop_nulls().to_list()
    if without_value:
        count = len(without_value)
        cells = ("cells or columns", "celle o colonne") if count > 1 else ("cell or column", "cella o colonna")
        said = (
            f"{count} {cells[0]} of tables with figures that have no value: see NUM-1 and NUM-2 below.",
            f"{count} {cells[1]} di tabelle con cifre senza valore: si veda NUM-1 e NUM-2 più sotto.",
        )
        found.append(Reason("refused", tuple(sorted(set(without_value))), *said))
    standings = tuple((row["page"], _standing(row, without_value)) for row in ledger)
    return Unread(standings, tuple(found), ledger, len(_places(frames)))


def _places(frames: Mapping[str, pl.DataFrame]) -> dict[int, list[Row]]:
    """The places of what was not read on each page that has any; none on one that shows nothing else.

    Older versions wrote no places.
    """
    pages = frames["pages"].sort("page").iter_rows(named=True)
    without_text = _without_text(frames)
    return {row["page"]: row.get("unread") or [] for row in pages if row.get("unread") or row["page"] in without_text}


def _without_text(frames: Mapping[str, pl.DataFrame]) -> frozenset[int]:
    """The pages that are images without text. Others that are not read are not drawn: the engine may have ended over them."""
    return frozenset(frames["quarantine"].filter(pl.col("error") == NO_TEXT)["page"].drop_nulls())


def pictured(frames: Mapping[str, pl.DataFrame], sizes: Mapping[int, tuple[float, float]]) -> list[Part]:
    """The parts of the first pages on which something was not read; a mark's text is what it is, as `UnreadPlace` has it.

    `sizes` are those of pages, in points.
    """
    parts: list[Part] = []
    without_text = _without_text(frames)
    for page, found in _places(frames).items():
        width, height = sizes.get(page, (0.0, 0.0))
        whole = Box(0.0, 0.0, width, height)
        places = [(place["what"], Box(*(place[edge] for edge in EDGES))) for place in found[:MOST_MARKS]]
        if page in without_text:
            places = [("print", whole)]
        marks = tuple(Mark(box, what, True) for what, box in places if box.overlaps(whole))
        if marks and len(parts) < MOST_PICTURED:
            around = Box.around(mark.box for mark in marks).grown(AROUND)
            box = Box(0.0, max(0.0, around.top), width, min(height, around.bottom))
            parts.append(Part(page, box, width, height, marks))
    return parts


def _standing(row: Row, without_value: Collection[int]) -> Standing:
    if row["completeness"] == "unread":
        return "unread"
    if row["completeness"] == "partial":
        return "partial"
    refused = row["figures_refused"] or row["page"] in without_value
    return "refused" if refused else "not_shown" if row["figures_not_shown"] else "read"
