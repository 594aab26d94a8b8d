"""Printed indexes: lines that say on which page a section begins, and are no table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from pipeline.inert import plain_letters
from pipeline.reading.cached import cached
from pipeline.reading.model import Line
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.text_rows import segments_of
from pipeline.vocabulary import CAPTION, LEADERS

TITLE = re.compile(
    r"^(?:indice|sommario|contenuti|indice\s+(?:generale|dei\s+contenuti|sistematico)|contents|inhalt(?:sverzeichnis)?)"
    r"\s*:?(?:\s+pag(?:ina|ine|\.)?)?$",
    re.IGNORECASE,
)
"""What stands over a printed index."""

ENTRY = re.compile(
    r"^(?P<title>.*?[^\s._…])\s*(?P<leaders>\.{3,}|(?:\s?\.){4,}|…+|_{4,})?[\s.]*\s(?:pag(?:ina|\.)\s*)?(?P<page>[0-9]{1,3})$",
    re.IGNORECASE,
)
"""An entry of an index: what it is about, the dots that lead on, the page."""

PAGE = re.compile(r"[0-9]{1,3}")
"""The page of an entry, as a word."""

TITLE_OF_NAMES = re.compile(
    r"^indice\s+(?:analitico|alfabetico|dei\s+(?:nomi|luoghi|comuni)|degli\s+argomenti|delle\s+voci)$", re.IGNORECASE
)
"""What stands over an index whose entries are in the order of the alphabet."""

NUMBERED = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Z])(?:[.)]\s?|\s)")
"""How a heading begins that has a number, in an index too: `1.2`, `IV.`, `A)`."""

NAMES = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,})\s*[0-9]{1,3}(?:[–-][0-9]{1,3})?(?P<more>(?:, [0-9]{1,3}(?:[–-][0-9]{1,3})?)+)")
"""The pages that an index of names gives for one, behind dots: `..... 12, 31, 47`."""

PAGES = re.compile(r"[0-9]{1,4}(?:[–-][0-9]{1,4})?(?:, [0-9]{1,4}(?:[–-][0-9]{1,4})?)*")
"""The pages of an entry in an index of names."""

AMOUNT = re.compile(r"[0-9],[0-9]{2}\b")
"""What no index states."""

AHEAD = 5
"""Pages behind the index, at most, to that on which its first section begins."""

FEWEST = 3
"""Lines of an index that tell it from lines that happen to end with a number …"""

FEWEST_TITLED = 2
"""… and so many under its title."""

FEWEST_NUMBERED = 4
"""So many at least that have the numbers of headings …"""

FEWEST_BARE = 5
"""… and so many under the title that have neither dots nor numbers."""

APART = 6
"""Lines from an entry to the next, at most: a title takes several, and the next may have no page."""

ALIGNED = 4.0
"""Points by which the pages of entries may end apart: those in bold end elsewhere."""

NEAR = 3.0
"""Font sizes from what heads a column to the first entry under it, at most."""

_OF_PAGES = re.compile(r"(?:n(?:um(?:ero)?)?\.?\s*(?:di\s+)?)?(?:p(?:a?g|ag\w*)?\b|seite|[0-9]{1,3}$)", re.IGNORECASE)
"""What heads the pages of an index, or is one."""

GUTTER = 0.7
"""Font sizes between the page of an entry and the entry beside it, at least."""


class Entry(NamedTuple):
    """An entry of an index: its line, the place of this among the lines, what it says."""

    line: Line
    place: int
    title: str
    page: int
    leaders: bool
    x0: float
    x1: float


class Headings:
    """Where in a document, or what is at hand of it, a text is all of a line."""

    def __init__(self, pages: Iterable[tuple[int, Sequence[Line]]]) -> None:
        self.pages = pages

    @cached
    def places(self) -> Mapping[str, Set[int]]:
        """The pages on which lines have these letters."""
        places: dict[str, set[int]] = {}
        for page, lines in self.pages:
            for line in lines:
                places.setdefault(plain_letters(line.text), set()).add(page)
        return places

    def return_from(self, run: Sequence[Entry]) -> bool:
        """Whether several entries of an index, on several pages, are headings on pages that are as far from those they name."""
        pages = {entry.page for entry in run}
        if len(run) < FEWEST_BARE or len(pages) < FEWEST:
            return False
        found = {(page - entry.page, entry.page) for entry in run for page in self.places.get(plain_letters(entry.title), ())}
        return max(Counter(distance for distance, _ in found).values(), default=0) >= FEWEST


def index_of(lines: Iterable[Line]) -> Iterator[Entry]:
    """The entries of a printed index on a page: their pages never go back.

    Where several have dots that lead to the page, or numbers as headings have, others have none if their pages end at the same
    place; under the title of an index none needs them.
    """
    return (entry for run, _ in _indexes(list(lines), Headings(())) for entry in run)


def _indexes(lines: Sequence[Line], headings: Headings) -> Iterator[tuple[list[Entry], bool]]:
    """The entries of each printed index on a page, and whether they are told by more than its title."""
    entries = [entry for place, line in enumerate(lines) for entry in _entries_of(line, place)]
    titles = [place for place, line in enumerate(lines) if TITLE.match(line.text)] if entries else []
    columns = [list(_runs(column)) for column in _columns(entries)]
    for run, back in ((run, _go_back(runs)) for runs in columns for run in runs):
        led = [entry.x1 for entry in run if entry.leaders]
        told = headings.return_from(run)
        if len(led) < FEWEST and not told and (back or _is_headed(run, lines)):
            continue
        ends = led if len(led) >= FEWEST else [entry.x1 for entry in run] if told or _is_outline(run) else []
        if len(run) >= FEWEST_TITLED and any(0 < run[0].place - place <= APART for place in titles):
            yield run, bool(ends)
        elif ends:
            yield [entry for entry in run if any(abs(entry.x1 - end) <= ALIGNED for end in ends)], True


def _go_back(runs: Sequence[Sequence[Entry]]) -> bool:
    """Whether entries with numbers and without dots follow one another whose pages go back: they count something else."""
    return any(
        before[-1].page > after[0].page
        and after[0].place - before[-1].place <= APART
        and not any(entry.leaders or not NUMBERED.match(entry.title) for entry in (before[-1], after[0]))
        for before, after in pairwise(runs)
    )


def _is_headed(run: Sequence[Entry], lines: Sequence[Line]) -> bool:
    """Whether the line right above some entries names what they say, other than their pages, or is the title of a table."""
    first = run[0]
    above = lines[first.place - 1] if first.place else None
    if above is None or first.line.baseline - above.baseline > NEAR * first.line.size:
        return False
    last = segments_of(above)[-1]
    over = last.x0 < first.x1 <= last.x1 + ALIGNED and last.x0 > (first.x0 + first.x1) / 2
    return CAPTION.match(above.text) is not None or (over and not _OF_PAGES.match(last.text) and not TITLE.match(above.text))


def _is_outline(run: Sequence[Entry]) -> bool:
    """Whether entries have the numbers of headings, each the next after the one before, of several levels, on several pages.

    No heading begins behind the first one in it, as a part of an amount is no larger than the whole.
    """
    found = [re.match(r"[0-9]{1,2}(?:\.[0-9]{1,2})*", entry.title) for entry in run]
    numbers = [tuple(map(int, number[0].split("."))) for number in found if number]
    if len(numbers) < FEWEST_NUMBERED or len({entry.page for entry in run}) < FEWEST:
        return False
    deeper = any(len(before) < len(after) for before, after in pairwise(numbers))
    return deeper and len(numbers) >= len(run) / 2 and all(after in _next(before) for before, after in pairwise(numbers))


def _next(number: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The numbers that the heading after this one may have: 2.1.1, 2.2 and 3 after 2.1."""
    return [(*number, 1), *((*number[:depth], number[depth] + 1) for depth in range(len(number)))]


def _columns(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Entries that stand on the left, and those on the right that go on after these; others side by side are a table's row."""
    pairs = [(a, b) for a, b in pairwise(entries) if a.line is b.line]
    if not pairs or max(left.page for left, _ in pairs) > min(right.page for _, right in pairs):
        beside = {id(left.line) for left, _ in pairs}
        return [entry for entry in entries if id(entry.line) not in beside], []
    cut = max(left.x1 for left, _ in pairs) + IN_LINE
    return [entry for entry in entries if entry.x1 <= cut], [entry for entry in entries if entry.x1 > cut]


def _entries_of(line: Line, place: int) -> list[Entry]:
    """The entry of an index that a line is, or those side by side; none where it has other figures behind its page."""
    entries: list[Entry] = []
    words, start = line.words, 0
    cuts = [i for i, (a, b) in enumerate(pairwise(words), 1) if PAGE.fullmatch(a.text) and b.x0 - a.x1 > GUTTER * line.size]
    for stop in cuts:
        found = _entry(" ".join([word.text for word in words[start:stop]]), line, place, words[start].x0, words[stop - 1].x1)
        if found and (found.leaders or NUMBERED.match(found.title)):
            entries.append(found)
            start = stop
    rest = " ".join([word.text for word in words[start:]]) if start else line.text
    if last := _entry(rest, line, place, words[start].x0, line.x1):
        return [*entries, last]
    heading = NUMBERED.match(rest) and any(map(str.isalpha, rest))
    return entries if heading or not any(map(str.isdigit, rest)) else []


def _entry(text: str, line: Line, place: int, x0: float, x1: float) -> Entry | None:
    """The entry that this part of a line is, if it is about something; one without a number of its own has no other figure."""
    found = ENTRY.match(text) if text[-1].isdigit() else None
    if found is None or not any(map(str.isalpha, found["title"])):
        return None
    leaders = found["leaders"] is not None or LEADERS.search(text) is not None
    told = not found["title"][-1].isdigit() or (leaders and NUMBERED.match(found["title"]))
    return Entry(line, place, found["title"], int(found["page"]), leaders, x0, x1) if told else None


def _runs(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries one under another whose pages never go back; one without dots behind which they would is none."""
    run: list[Entry] = []
    for i, entry in enumerate(entries):
        following = next((e.page for e in entries[i + 1 :] if e.leaders and e.place - entry.place <= APART), entry.page)
        if not entry.leaders and run and run[-1].page <= following < entry.page:
            continue
        if run and (entry.page < run[-1].page or entry.place - run[-1].place > APART):
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def listed_in(lines: Iterable[Line], page: int, headings: Headings) -> set[int]:
    """The ids of the lines of a page, by its number, that can be nothing but entries of an index.

    Without dots, numbers and a title they are `headings` on the pages that they name.
    Under a title alone, without dots, some have a number before what they are about, and the first a page near this one behind.
    """
    lines = list(lines)
    listed: set[int] = set()
    for run, certain in _indexes(lines, headings):
        near = run[0].page <= page + AHEAD
        numbered = [entry for entry in run if NUMBERED.match(entry.title)]
        told = certain or (near and (len(numbered) >= FEWEST or _is_long(run)))
        listed |= {id(entry.line) for entry in run if entry.leaders or told or (near and entry in numbered)}
    return listed | set(map(id, [*_index_of_names(lines), *_in_order_of_names(lines)]))


def _is_long(run: Sequence[Entry]) -> bool:
    """Whether many entries, on several pages, end at one place."""
    ends = [entry.x1 for entry in run]
    return len(run) >= FEWEST_BARE and len({entry.page for entry in run}) >= FEWEST and max(ends) - min(ends) <= ALIGNED


def _index_of_names(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a page from the first to the last with dots, where several have pages behind them, one at least three.

    An index states no amounts.
    """
    given = [found["more"].count(",") for line in lines if "." in line.text for found in NAMES.finditer(line.text)]
    if len(given) < FEWEST or max(given) < FEWEST - 1 or any(AMOUNT.search(line.text) for line in lines):
        return ()
    dotted = [place for place, line in enumerate(lines) if LEADERS.search(line.text)]
    return lines[dotted[0] : dotted[-1] + 1]


def _in_order_of_names(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines under the title of an index of names, each of names with pages behind them that go by the alphabet downwards.

    Names of columns over them, or more than the pages behind a name, are of a table.
    """
    start = next((place for place, line in enumerate(lines, 1) if TITLE_OF_NAMES.match(line.text)), None)
    below = lines[start:] if start is not None else ()
    columns: dict[int, list[str]] = {}
    entries = [segments for line in below if len(segments := segments_of(line)) > 1]
    if any(len(segments) % 2 for segments in entries) or (entries and not PAGES.fullmatch(entries[0][1].text)):
        return ()
    for segments in entries:
        for name, page in zip(segments[::2], segments[1::2], strict=False):
            if PAGES.fullmatch(page.text):
                columns.setdefault(round(name.x0), []).append(name.text.casefold())
    several = [names for names in columns.values() if len(names) >= FEWEST_BARE]
    return below if several and all(names == sorted(names) for names in several) else ()
