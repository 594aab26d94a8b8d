"""The tables of a PDF and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from pipeline.garbage import searched_seldom
from pipeline.reading.document import read_pages
from pipeline.reading.page import Page
from pipeline.reading.running_lines import body_lines
from pipeline.source import Unreadable, open_source
from pipeline.tables.cells.blanks import without_blanks
from pipeline.tables.find import find_tables
from pipeline.tables.logical import assemble
from pipeline.tables.stitch import stitch
from schemas.document import Quarantined
from schemas.table import Table


class PlainTable(TypedDict):
    """A table as plain data: its page, box and texts, a merged cell's text in its first place."""

    page: int
    bbox: list[float]
    rows: list[list[str]]
    method: str


class TablesRead(NamedTuple):
    """The tables of a document, and why some of its pages could not be read."""

    tables: list[PlainTable]
    unread: list[Quarantined]


def read_only_tables(path: Path, *, per_page: bool) -> list[PlainTable]:
    """The tables of a PDF, as `read_tables` reads them; none where it has no text. Raises `Unreadable`."""
    try:
        return read_tables(path, per_page=per_page).tables
    except Unreadable as e:
        if e.error == "no_text":
            return []
        raise


@searched_seldom()
def read_tables(
    path: Path,
    on_page: Callable[[int, int], None] = lambda page, pages: None,
    *,
    per_page: bool,
    without: Mapping[int, Unreadable] | None = None,
    passwords: Sequence[str] = (),
) -> TablesRead:
    """The tables of a PDF in order; with `per_page`, one that runs over pages comes in one piece for each page.

    `on_page` and `without` are those of `read_pages`, `passwords` those of `open_source`. Raises `Unreadable`.
    """
    pages = read_pages(open_source(path, passwords), path.name, on_page, without, in_memory=True)
    return TablesRead(tables_of(pages.read, per_page=per_page), pages.unread)


def tables_of(pages: Sequence[Page], *, per_page: bool) -> list[PlainTable]:
    """The tables of pages that were read, in order; with `per_page`, in one piece for each page."""
    return list(map(as_plain, logical_tables(pages, per_page=per_page)))


def logical_tables(pages: Sequence[Page], *, per_page: bool) -> list[Table]:
    """As `tables_of`, each with its cells and the number of its header rows."""
    grids, outside, *_ = find_tables(pages, body_lines(pages))
    by_number = {page.number: page for page in pages}
    whole = [without_blanks([part]) for table in grids for part in table] if per_page else stitch(grids, outside, pages)
    return [assemble(parts, by_number, f"t{i}") for i, parts in enumerate(whole, 1)]


def as_plain(table: Table) -> PlainTable:
    """A table as plain data."""
    box = [round(edge, 2) for edge in table.boxes[0][1]]
    return PlainTable(page=table.first_page, bbox=box, rows=table.texts(), method=table.method)
