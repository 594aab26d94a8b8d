"""What a PDF shows before anything is judged: its tables, its narrative, and where each thing on its pages went.

All that the rules need of a document, so that they can judge it again without its PDF.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pipeline.ledger import ledger_of, may_be_row, set_sideways
from pipeline.narrative.bodies import Found as Body
from pipeline.narrative.bodies import find_body
from pipeline.narrative.headings import headings_of, usual_size
from pipeline.narrative.paragraphs import paragraphs_of, usual_leading
from pipeline.narrative.sections import SectionBuilder
from pipeline.narrative.title_page import Year, find_title, find_year
from pipeline.reading.document import Pages, Recognised, read_pages
from pipeline.reading.model import IDENTITY, Line, Rule, text_source_of
from pipeline.reading.outline import Bookmark
from pipeline.reading.page import Page
from pipeline.reading.pdfium import ENGINE
from pipeline.reading.running_lines import body_lines
from pipeline.reading.words import lines_of
from pipeline.second_looks import SecondLooks
from pipeline.source import Source, Unreadable
from pipeline.stopwatch import Stage
from pipeline.tables.find import find_tables
from pipeline.tables.overrides import Misfit, correct_texts, lay_out_as_decided
from pipeline.tables.stitch import assemble, stitch
from schemas.base import Model
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.page import PageLedger
from schemas.provenance import Box
from schemas.section import Section
from schemas.table import Table, TextSource

LONGEST_MARK, LARGEST_SHAPE = 80.0, 14.0
"""Points: what is longer or larger belongs to no one figure."""

MOST_MARKS = 500
"""A page with more is a drawing."""

CAPTION_LINES = 3
"""Lines above a table in which its unit may be stated."""


class PagePicture(Model):
    """What the picture of a page says of the figures on it."""

    number: int
    """1-based."""
    compared: bool
    """Whether each digit was held against its look: not where another engine read the page, nor where it was turned."""
    doubtful: tuple[Box, ...] = ()
    """Digits whose look neither bears out nor belies what their font says."""
    strokes: tuple[Rule, ...] = ()
    """Level strokes, each of which may be a minus that is drawn."""
    loose: tuple[Box, ...] = ()
    """What may be a row of a table and is in none: lines with figures, texts that do not show or are not read, images."""
    marks: tuple[Box, ...] = ()
    """Lines no longer than a figure, and small shapes, which may say that a figure is negative; none where there are many."""

    @classmethod
    def of(cls, page: Page, outside: Iterable[Line]) -> PagePicture:
        """`outside` are the lines that are in no table."""
        unread = lines_of([*page.not_shown, *page.refused])
        boxes = [*page.images, *(line.box for line in (*unread, *filter(may_be_row, outside)))]
        loose = tuple(map(page.displayed, boxes))
        compared = page.engine == ENGINE and page.to_display == IDENTITY
        if not compared:
            return cls(number=page.number, compared=False, loose=loose)
        marks = [Box(line.start, line.at, line.end, line.at) for line in page.horizontals if line.length < LONGEST_MARK]
        marks += [curve for curve in page.curves if max(curve.width, curve.height) < LARGEST_SHAPE]
        return cls(
            number=page.number,
            compared=True,
            doubtful=tuple(page.doubtful),
            strokes=tuple(page.strokes),
            marks=tuple(marks) if len(marks) <= MOST_MARKS else (),
            loose=loose,
        )


class Extraction(Model):
    """What was read of a document, as the rules judge it."""

    document_id: str
    title: str | None
    """As printed on the first page, or else as the file says."""
    producer: str | None
    page_count: int
    text_source: TextSource
    body: Body | None
    """The body that reports, as the document names it."""
    year: Year | None
    """The year that the report is about, as the document names it."""
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    pages: tuple[PageLedger, ...]
    pictures: tuple[PagePicture, ...]
    unread: tuple[Quarantined, ...]
    misfits: tuple[Misfit, ...]
    """Decisions about how it is read that fit nothing in it any more."""


def extract(
    source: Source,
    name: str,
    on_page: Callable[[int, int], None] = lambda page, pages: None,
    *,
    without: Mapping[int, Unreadable] | None = None,
    corrections: Sequence[Correction] = (),
    on_stage: Callable[[Stage], None] = lambda stage: None,
    recognised: Recognised | None = None,
    share: bool = False,
) -> tuple[Extraction, SecondLooks]:
    """Read a PDF, and tell who can be asked where what was read does not add up.

    The arguments and what is raised are those of `read_report`.
    """
    on_stage("reading")
    packed, looks = _laid_out(
        source, read_pages(source, name, on_page, without, recognised=recognised, share=share), corrections, on_stage
    )
    return pickle.loads(packed), looks


def _laid_out(
    source: Source, found: Pages, corrections: Sequence[Correction], on_stage: Callable[[Stage], None]
) -> tuple[bytes, SecondLooks]:
    """What pages show, pickled, for `extract` to unpickle once they are gone: so it takes the memory that they took.

    Each cell would hold on to the block of memory in which it was made, beside characters, and none could be given back.
    """
    pages, unread, page_count, outline = found
    on_stage("tables")
    body = body_lines(pages)
    grids, outside, drawings, _ = find_tables(pages, body)
    grids, outside, misfits = lay_out_as_decided(stitch(grids, outside, pages), outside, pages, corrections)
    unread = [*unread, *set_sideways(pages, outside)]
    ledger = ledger_of(pages, grids, outside, body, drawings, unread)
    pictures = tuple(map(PagePicture.of, pages, outside))
    reports = find_body(pages, usual_size(outside), source.author)
    title = find_title(body[0]) or source.title
    head = pages[0].lines[:2] if pages[0].number == 1 else []
    text_source = text_source_of(ch for page in pages for ch in page.chars)
    del body
    for page in pages:
        page.let_go_of_text()
    by_number = {page.number: page for page in pages}
    tables = [assemble(parts, by_number, f"t{i}") for i, parts in enumerate(grids, 1)]
    del grids
    tables, sections = narrate(pages, tables, outside, drawings, outline)
    tables, no_such_texts = correct_texts(tables, corrections)
    year = _year_of(head, outside, sections, tables, source.title)
    del outside
    read = Extraction(
        document_id=source.document_id,
        title=title,
        producer=source.producer,
        page_count=page_count,
        text_source=text_source,
        body=reports,
        year=year,
        tables=tuple(tables),
        sections=tuple(sections),
        pages=tuple(ledger),
        pictures=pictures,
        unread=tuple(unread),
        misfits=(*no_such_texts, *misfits),
    )
    return pickle.dumps(read), SecondLooks(source)


def narrate(
    pages: Sequence[Page],
    tables: Sequence[Table],
    outside: Sequence[Sequence[Line]],
    drawings: Mapping[int, Sequence[Box]],
    outline: Sequence[Bookmark],
) -> tuple[list[Table], list[Section]]:
    """The sections of the narrative, and the tables with the section, title and caption that their places give them.

    `outside` are the lines of each page that are in no table; `drawings` and `outline` are those of `headings_of`.
    """
    builder = SectionBuilder(headings_of(pages, outside, drawings, outline))
    leading = usual_leading(outside)
    by_number = {page.number: page for page in pages}
    placed: list[Table] = []
    pending: list[tuple[Page, Line]] = []
    for item in _in_order(pages, tables, outside):
        if not isinstance(item, Table):
            pending.append(item)
            continue
        caption = " ".join(line.text for page, line in pending[-CAPTION_LINES:] if page.number == item.first_page)
        _add_texts(builder, pending, leading, by_number)
        section_id, title = builder.place(item)
        placed.append(item.model_copy(update={"section_id": section_id, "title": title, "caption": caption}))
    _add_texts(builder, pending, leading, by_number)
    return placed, builder.finished()


def _in_order(
    pages: Sequence[Page], tables: Sequence[Table], outside: Sequence[Sequence[Line]]
) -> Iterator[tuple[Page, Line] | Table]:
    """Lines and tables in reading order; a table stands where it begins."""
    waiting = list(tables)
    for page, lines in zip(pages, outside, strict=True):
        for line in lines:
            while waiting and _stands_before(waiting[0], page, line):
                yield waiting.pop(0)
            yield page, line
    yield from waiting


def _stands_before(table: Table, page: Page, line: Line) -> bool:
    number, box = table.boxes[0]
    here = page.displayed(line.box)
    if number == page.number and line.text_column and not (box.x0 < here.x1 and here.x0 < box.x1):
        return box.x0 < here.x0
    return number < page.number or (number == page.number and box.top < here.top)


def _add_texts(builder: SectionBuilder, pending: list[tuple[Page, Line]], leading: float, pages: dict[int, Page]) -> None:
    for text in paragraphs_of(pending, leading):
        builder.add_text(text, pages[text.page].displayed(text.box))
    pending.clear()


def _year_of(
    head: Sequence[Line],
    outside: Sequence[Sequence[Line]],
    sections: Sequence[Section],
    tables: Sequence[Table],
    file_title: str | None,
) -> Year | None:
    """The year that a report is about: its first page is asked first, the lines at its `head` and those in no table.

    There is no `head` where that page was not read.
    """
    first = [*head, *outside[0]] if head else []
    return find_year(list({id(line): line for line in first}.values()), usual_size(outside), sections, tables, file_title)
