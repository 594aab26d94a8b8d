"""Printed indexes: lines that say on which page a section begins, and are no table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.reading.model import Line
from pipeline.vocabulary import LEADERS

TITLE = re.compile(
    r"^(?:indice|sommario|contenuti|indice\s+(?:generale|dei\s+contenuti|sistematico)|contents|inhalt(?:sverzeichnis)?)"
    r"\s*:?(?:\s+pag(?:ina|ine|\.)?)?$",
    re.IGNORECASE,
)
"""What stands over a printed index."""

ENTRY = re.compile(
    r"^(?P<title>.*?\w[)’'»\"]?)\s*(?P<leaders>\.{3,}|(?:\s?\.){4,}|…+|_{4,})?[\s.]*\s(?:pag(?:ina|\.)\s*)?(?P<page>[0-9]{1,3})$",
    re.IGNORECASE,
)
"""A line of an index: what it is about, the dots that lead on, the page."""

NUMBERED = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Z])(?:[.)]\s?|\s)")
"""How a heading begins that has a number, in an index too: `1.2`, `IV.`, `A)`."""

AHEAD = 5
"""Pages behind the index, at most, to that on which its first section begins."""

FEWEST = 3
"""Lines of an index that tell it from lines that happen to end with a number …"""

FEWEST_TITLED = 2
"""… and so many under its title."""


def index_of(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """The lines of a page that are a printed index, with what they are about: they end with pages, which never go back.

    Without dots that lead to the page, a line counts only under the title of an index.
    """
    run: list[tuple[Line, str]] = []
    titled, last = False, 0
    for line in lines:
        found = ENTRY.match(line.text)
        if TITLE.match(line.text):
            titled = True
        elif found and int(found["page"]) >= last and (titled or found["leaders"] or LEADERS.search(line.text)):
            run.append((line, found["title"]))
            last = int(found["page"])
        else:
            if len(run) >= (FEWEST_TITLED if titled else FEWEST):
                yield from run
            run, titled, last = [], False, 0
    if len(run) >= (FEWEST_TITLED if titled else FEWEST):
        yield from run


def listed_in(lines: Iterable[Line], page: int) -> set[int]:
    """The ids of the lines of a page, by its number, that can be nothing but entries of an index.

    Before the page they have no other figure, but dots, or a number before what they are about and a page near this one behind.
    """
    entries = [(line, about) for line, about in index_of(lines) if not about[-1].isdigit() and not LEADERS.search(about)]
    first = next((int(line.words[-1].text) for line, _ in entries if line.words[-1].text.isdigit()), 0)
    near = first <= page + AHEAD
    return {id(line) for line, about in entries if LEADERS.search(line.text) or (near and NUMBERED.match(about))}
