"""The pages of a document: what is read of each, by which process, and what is said where one cannot be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.limits import LIMITS
from pipeline.reading.elsewhere import held_elsewhere
from pipeline.reading.outline import Bookmark, outline_of
from pipeline.reading.page import Page
from pipeline.reading.part import RECOGNISE, Part, what_to_do
from pipeline.reading.reader import Reader
from pipeline.reading.running_lines import MarginLine
from pipeline.reading.shelf import Shelf
from pipeline.source import NO_TEXT, Source, Unreadable, out_of_memory
from schemas.document import Quarantined

AT_HAND = 64
"""Pages of a document that are kept in memory; those of a longer one lie on disk."""

LONG = 150
"""Pages that one process reads by itself, though others may be idle: to start one takes the time of seventy."""

FEW = 2
"""Pages on which one process recognises text by itself, though others may be idle: each takes seconds."""


class Pages(NamedTuple):
    """What was read of a document, why the rest was not, how many pages it has, and what its outline lists."""

    read: Sequence[Page]
    margins: list[MarginLine]
    """The lines in the margins of what was read."""
    unread: list[Quarantined]
    page_count: int
    outline: list[Bookmark]


class Shared(Exception):
    """Pages of a document whose text is to be recognised, more than one process should do alone: their numbers."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


class Long(Exception):
    """A document of so many pages, which several processes should read in parts."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


Recognised = Mapping[int, Page | Unreadable]
"""Pages, by number, on which text was recognised elsewhere, or why not."""


def read_pages(
    source: Source,
    name: str,
    on_page: Callable[[int, int], None],
    without: Mapping[int, Unreadable] | None = None,
    *,
    recognised: Recognised | None = None,
    parts: Sequence[Part] | None = None,
    share: bool = False,
    in_memory: bool = False,
) -> Pages:
    """Read every page that can be read.

    `on_page` is told of each page before it is read and how many there are, of a page twice more before text is recognised on it,
    and of one page more when all are read. Pages in `without` are not read, for the reasons given; on those in `recognised` text
    was recognised before, and those in `parts` were read before (none, if it cannot be read in parts). Raises `Unreadable` if no
    page can be read, or there is no text on any; with `share`, `Shared` where text is to be recognised on more than a few pages,
    and `Long` for a document that several processes should read in parts. `in_memory` is for who needs all pages at once.
    """
    reader = Reader(source)
    whole = Part(name, Shelf.temporary() if reader.page_count > AT_HAND and not in_memory else Shelf())
    for part in parts or ():
        whole.add(part)
    wanted: dict[int, _Found] = {}
    try:
        if share and reader.page_count > LONG and parts is None:
            raise Long(reader.page_count)
        for number in range(1, reader.page_count + 1):
            if number in whole.told:
                continue
            on_page(number, reader.page_count)
            found = _read_one(reader, number, without or {})
            if isinstance(found[0], Page) and reader.needs_ocr(found[0]):
                wanted[number] = found
            else:
                whole.take(number, *found)
        if share and len(wanted) > FEW and recognised is None:
            raise Shared(list(wanted)[: LIMITS.max_ocr_pages])
        for number, found in wanted.items():
            whole.take(number, *_with_recognised(reader, number, found, recognised or {}, on_page))
        outline = next(filter(None, map(outline_of, reader.pdfium)), [])
    finally:
        reader.close()
    on_page(reader.page_count + 1, reader.page_count)
    unread = [quarantined for number in sorted(whole.told) for quarantined in whole.told[number]]
    elsewhere = list(held_elsewhere(source.pdf))
    if not whole.pages.with_text:
        raise next(iter(elsewhere), None) or _nothing_read(whole.pages, unread)
    if source.damaged and source.truncated:
        reason = f"Its end is missing: {reader.page_count:,} pages are there, and more may be lost. Fetch the file again."
        unread.append(Quarantined(source_file=name, stage="read", error="truncated", reason=reason))
    unread += [Quarantined(source_file=name, stage="read", error=told.error, reason=told.reason) for told in elsewhere]
    return Pages(whole.pages, whole.margins, unread, reader.page_count, outline)


def read_part(
    source: Source,
    name: str,
    numbers: Iterable[int],
    on_page: Callable[[int, int], None],
    without: Mapping[int, Unreadable],
    file: Path,
) -> Part:
    """Read some pages of a document into a file, for `read_pages` to take; but those on which text is to be recognised.

    The arguments are those of `read_pages`. Raises `Unreadable` if the document cannot be opened.
    """
    since = time.process_time()
    part = Part(name, Shelf(file))
    reader = Reader(source)
    try:
        for number in numbers:
            on_page(number, reader.page_count)
            page, breaks_off = _read_one(reader, number, without)
            if not (isinstance(page, Page) and reader.needs_ocr(page)):
                part.take(number, page, breaks_off)
    finally:
        reader.close()
    part.fonts_lie = any(faces.lie for faces in reader.faces.values())
    part.cpu_seconds = time.process_time() - since
    return part


def recognise_pages(
    source: Source, numbers: Sequence[int], on_page: Callable[[int, int], None], without: Mapping[int, Unreadable]
) -> Recognised:
    """Recognise the text of some pages of a document, for `read_pages` to take.

    The arguments are those of `read_pages`. Raises `Unreadable` if the document cannot be opened.
    """
    reader = Reader(source)
    done: dict[int, Page | Unreadable] = {}
    try:
        for number in numbers:
            on_page(number, reader.page_count)
            one = _read_one(reader, number, without)
            done[number] = _with_recognised(reader, number, one, {}, on_page)[0] if isinstance(one[0], Page) else one[0]
    finally:
        reader.close()
    return done


def reread_page(source: Source, number: int) -> Page | None:
    """One page of a document, without text that is to be recognised in its picture; None if it cannot be read."""
    reader = Reader(source)
    try:
        page, _ = _read_one(reader, number, {})
    finally:
        reader.close()
    return page if isinstance(page, Page) else None


_Found = tuple[Page | Unreadable, bool]
"""A page, or why it is not read; whether its content breaks off."""


def _read_one(reader: Reader, number: int, without: Mapping[int, Unreadable]) -> _Found:
    try:
        if number in without:
            raise without[number]
        return reader.read(number)
    except Unreadable as e:
        return e, False
    except MemoryError:
        return out_of_memory(), False


def _with_recognised(
    reader: Reader, number: int, found: _Found, known: Recognised, on_page: Callable[[int, int], None]
) -> _Found:
    page, breaks_off = found
    assert isinstance(page, Page)
    if number in known:
        reader.recognised += 1
        return known[number], breaks_off
    for _ in range(2):
        on_page(number, reader.page_count)
    try:
        return reader.with_recognised(page), breaks_off
    except Unreadable as e:
        return e, False
    except MemoryError:
        return out_of_memory(), False


def _nothing_read(pages: Sequence[Page], unread: Sequence[Quarantined]) -> Unreadable:
    """Why there is no text at all."""
    if any(page.error == NO_TEXT for page in unread):
        if LIMITS.ocr == "never":
            return Unreadable(NO_TEXT, f"Its pages are images without text: a scan. {RECOGNISE}")
        return Unreadable(NO_TEXT, "Its pages are images in which no text can be recognised. Look at it by hand.")
    if not pages:
        return Unreadable("no_readable_page", f"None of its pages can be read. {unread[0].reason}")
    if any(page.error == "unread_print" for page in unread):
        return Unreadable(NO_TEXT, f"What is printed on its pages is images or drawn, and no text. {what_to_do()}")
    return Unreadable(NO_TEXT, "There is no text on its pages. See whether it is the right file.")
