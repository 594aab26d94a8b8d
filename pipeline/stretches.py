"""A document in stretches: pages in a row over whose ends no table goes, each read with few others at hand.

So a long document takes no more memory than some of its pages, and what is found is told as it is found. All that comes of it is
what would come of the whole document at once: where a stretch ends, its own pages and some after it decide; where the heads of
tables elsewhere may bear on it, it is read again once all heads are known. One thing may differ: an index with neither dots nor
numbers nor a title is told by headings of its own stretch alone.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ledger import ledger_of, read_in_part
from pipeline.narrative.bodies import names_author
from pipeline.page_picture import PagePicture
from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.reading.running_lines import Running, body_of
from pipeline.tables.beside import FURTHEST
from pipeline.tables.find import find_tables
from pipeline.tables.logical import assemble
from pipeline.tables.model import Grid
from pipeline.tables.overrides import Misfit, lay_out_as_decided
from pipeline.tables.regions.reject import SEVERAL
from pipeline.tables.stitch import stitch
from pipeline.tables.trace import Found
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.page import PageLedger
from schemas.provenance import Box
from schemas.table import Table

AT_A_TIME = 64
"""Pages that are read at a time; more where no stretch ends in them."""


@dataclass(frozen=True)
class Document:
    """What bears on each stretch of a document."""

    running: Running
    corrections: Sequence[Correction]
    unread: Sequence[Quarantined]
    author: str | None
    """Who wrote it, as the file says."""


@dataclass(frozen=True)
class Stretch:
    """What some pages in a row show, but for their characters."""

    pages: list[Page]
    body: list[Line]
    """The lines of its first page that do not run through the document."""
    outside: list[list[Line]]
    """For each page, the lines in no table."""
    drawings: Mapping[int, Sequence[Box]]
    """The charts and other drawings on each page, by its number."""
    tables: list[Table]
    ledger: list[PageLedger]
    pictures: list[PagePicture]
    in_part: list[Quarantined]
    """What is told of pages with rows of amounts that became no table."""
    misfits: list[Misfit]
    recognised: set[bool]
    """Whether its characters were recognised in pictures; both, if some were."""
    names_author: bool


def read_stretches(pages: Sequence[Page], about: Document, on_stretch: Callable[[Stretch], None]) -> list[Stretch]:
    """All stretches of a document, in order; `on_stretch` is told of each as it is read."""
    packed: list[bytes] = []  # as objects they would hold on to the memory in which they were made, between characters
    heads: Counter[str] = Counter()
    undecided: list[tuple[range, set[str]]] = []
    for place, window, found, joined in _cut(pages, about):
        stretch = _stretch(window, found, joined, about)
        on_stretch(stretch)
        packed.append(pickle.dumps(stretch))
        numbers = {page.number for page in stretch.pages}
        heads.update(head for number, head in found.heads if number in numbers)
        undecided.append((place, {head for number, head in found.undecided if number in numbers}))
    for i, (place, awaited) in enumerate(undecided):
        if any(heads[head] >= SEVERAL for head in awaited):
            window = [_at_hand(pages[k], about) for k in place]
            packed[i] = pickle.dumps(_stretch(window, *_find(window, heads), about))
    return list(map(pickle.loads, packed))


AtHand = tuple[Page, list[Line]]
"""A page and its lines that do not run through the document."""


def _at_hand(page: Page, about: Document) -> AtHand:
    return page, body_of(page, about.running)


def _cut(pages: Sequence[Page], about: Document) -> Iterator[tuple[range, list[AtHand], Found, list[list[Grid]]]]:
    """Where in the document each stretch is, its pages, and the tables found on them and, beyond it, on some more."""
    window: list[AtHand] = []
    start, size = 0, AT_A_TIME
    while start < len(pages):
        stop = min(len(pages), start + size)
        window += [_at_hand(pages[i], about) for i in range(start + len(window), stop)]
        found, joined = _find(window, None if len(window) == len(pages) else {})
        length = len(window) if stop == len(pages) else _length([page.number for page, _ in window], found, joined)
        size = AT_A_TIME if length else 2 * size
        if length:
            yield range(start, start + length), window[:length], found, joined
        window = window[length:]
        start += length


def _find(window: Sequence[AtHand], heads: Mapping[str, int] | None) -> tuple[Found, list[list[Grid]]]:
    pages, body = [page for page, _ in window], [lines for _, lines in window]
    found = find_tables(pages, body, heads)
    return found, stitch(found.tables, found.outside, pages)


def _length(numbers: Sequence[int], found: Found, joined: Sequence[Sequence[Grid]]) -> int:
    """After how many pages a stretch may end at the latest: no table goes on there, whatever the pages after these are; or 0.

    What is on the pages up to the last after which no aligned words go on is certain, and some of that must follow: a table may
    have more columns behind it.
    """
    crossed = set(found.open_after)
    for table in joined:
        crossed |= set(range(min(part.page for part in table), max(part.page for part in table)))
    for number, _ in found.undecided:
        crossed |= {number - 1, number}
    certain = max((number for number in numbers[:-1] if number not in found.open_after), default=0)
    return max((i for i, number in enumerate(numbers, 1) if number <= certain - FURTHEST and number not in crossed), default=0)


def _stretch(window: Sequence[AtHand], found: Found, joined: Sequence[list[Grid]], about: Document) -> Stretch:
    """What the pages show: of what was found, what stands on them."""
    pages, body = [page for page, _ in window], [lines for _, lines in window]
    numbers = {page.number for page in pages}
    decided = [correction for correction in about.corrections if correction.page in numbers]
    here = [table for table in joined if table[0].page in numbers]
    grids, outside, misfits = lay_out_as_decided(here, found.outside[: len(pages)], pages, decided)
    drawings = {number: found.drawings[number] for number in numbers}
    in_part = list(read_in_part(pages, grids, outside, drawings))
    ledger = ledger_of(pages, grids, outside, body, drawings, [*about.unread, *in_part])
    by_number = {page.number: page for page in pages}
    return Stretch(
        tables=[assemble(parts, by_number, f"t{i}") for i, parts in enumerate(grids, 1)],
        recognised={ch.confidence is not None for page in pages for ch in page.chars},
        names_author=names_author(pages, about.author),
        pages=[page.without_characters() for page in pages],
        body=[line.without_characters() for line in body[0]],
        outside=[[line.without_characters() for line in lines] for lines in outside],
        drawings=drawings,
        ledger=ledger,
        pictures=list(map(PagePicture.of, pages, outside)),
        in_part=in_part,
        misfits=misfits,
    )
