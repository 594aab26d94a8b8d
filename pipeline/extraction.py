"""What a PDF shows before anything is judged: its tables, its narrative, and where each thing on its pages went.

All that the rules need of a document, so that they can judge it again without its PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from pipeline.figures.scales import scale_of
from pipeline.ledger import ledger_of_all
from pipeline.narrative.bodies import Found as Body
from pipeline.narrative.bodies import find_body
from pipeline.narrative.headings import headings_of, usual_size
from pipeline.narrative.paragraphs import paragraphs_of, usual_leading
from pipeline.narrative.sections import SectionBuilder
from pipeline.narrative.title_page import Year, find_title, find_year
from pipeline.page_picture import PagePicture
from pipeline.reading.document import Pages, Recognised, read_pages
from pipeline.reading.model import MARGIN, Line, source_of
from pipeline.reading.outline import Bookmark
from pipeline.reading.page import Page
from pipeline.reading.part import Part
from pipeline.reading.running_lines import running_lines
from pipeline.second_looks import SecondLooks
from pipeline.source import Source, Unreadable
from pipeline.stopwatch import Stage
from pipeline.stretches import Document, Stretch, read_stretches
from pipeline.tables.overrides import Misfit, correct_texts, fit_no_page
from pipeline.vocabulary import ONLY_UNIT
from schemas.base import Model
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.page import PageLedger
from schemas.provenance import Box
from schemas.section import Section
from schemas.table import Table, TextSource

CAPTION_LINES = 3
"""Lines above a table in which its unit may be stated."""

LONGEST_HEAD = 90
"""Characters of a running head that states it."""


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
    parts: Sequence[Part] | None = None,
    share: bool = False,
    on_stretch: Callable[[Stretch], None] = lambda stretch: None,
) -> tuple[Extraction, SecondLooks]:
    """Read a PDF, and tell who can be asked where what was read does not add up.

    `parts` are those of `read_pages`; `on_stretch` is told of each stretch of its pages as it is read. The other arguments and
    what is raised are those of `read_report`.
    """
    on_stage("reading")
    found = read_pages(source, name, on_page, without, recognised=recognised, parts=parts, share=share)
    on_stage("tables")
    about = Document(running_lines(found.margins, len(found.read)), corrections, found.unread, source.author)
    stretches = read_stretches(found.read, about, on_stretch)
    return _put_together(stretches, found, source, corrections), SecondLooks(source)


def _put_together(stretches: Sequence[Stretch], found: Pages, source: Source, corrections: Sequence[Correction]) -> Extraction:
    """The document that stretches are of."""
    pages = [page for stretch in stretches for page in stretch.pages]
    outside = [lines for stretch in stretches for lines in stretch.outside]
    drawings = {number: boxes for stretch in stretches for number, boxes in stretch.drawings.items()}
    numbered = enumerate((table for stretch in stretches for table in stretch.tables), 1)
    tables = [table.model_copy(update={"table_id": f"t{i}"}) for i, table in numbered]
    tables, sections = narrate(pages, tables, outside, drawings, found.outline)
    tables, misfits = correct_texts(tables, corrections)
    misfits += sorted(
        [misfit for stretch in stretches for misfit in stretch.misfits] + fit_no_page(corrections, pages),
        key=lambda misfit: corrections.index(misfit[0]),
    )
    unread = [*found.unread, *(told for stretch in stretches for told in stretch.in_part)]
    recognised = set().union(*(stretch.recognised for stretch in stretches))
    named = any(stretch.names_author for stretch in stretches)
    head = pages[0].lines[:2] if pages[0].number == 1 else []
    return Extraction(
        document_id=source.document_id,
        title=find_title(stretches[0].body) or source.title,
        producer=source.producer,
        page_count=found.page_count,
        text_source=source_of(recognised),
        body=find_body(pages, usual_size(outside), source.author if named else None),
        year=_year_of(head, outside, sections, tables, source.title),
        tables=tuple(tables),
        sections=tuple(sections),
        pages=tuple(ledger_of_all((row for stretch in stretches for row in stretch.ledger), unread)),
        pictures=tuple(picture for stretch in stretches for picture in stretch.pictures),
        unread=tuple(unread),
        misfits=tuple(misfits),
    )


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
    captions: dict[int, list[str]] = {}
    for table in placed:
        captions.setdefault(table.first_page, []).append(table.caption)
    edges = {
        page.number: _scale_in_margin(page, {line.text for line in lines}, captions[page.number])
        for page, lines in zip(pages, outside, strict=True)
        if page.number in captions
    }
    return [table.model_copy(update={"edge": edges.get(table.first_page, "")}) for table in placed], builder.finished()


def _scale_in_margin(page: Page, body: Set[str], captions: Sequence[str]) -> str:
    """The head or foot of a page that states the scale of the amounts on it; one that does not run through a document, and so is
    of the `body` of its page, is a head that says nothing else and stands over no table.
    """
    upper, lower = MARGIN * page.height, (1 - MARGIN) * page.height
    margins = (line.text for line in page.lines if line.bottom < upper or line.top > lower)
    said = (text for text in margins if len(text) <= LONGEST_HEAD and scale_of(text))
    heads = {line.text for line in page.lines if line.bottom < upper and ONLY_UNIT.match(line.text)}
    lone = {text for text in heads if not any(text in caption for caption in captions)}
    return next((text for text in said if text not in body or text in lone), "")


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
