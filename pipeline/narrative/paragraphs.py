"""Lines of prose to paragraphs, made whole over line and page breaks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.tables.model import join_lines
from pipeline.vocabulary import LIST_MARKS
from schemas.provenance import Box
from schemas.table import TextSource

SPACED = 1.25
"""Lines further apart than this many times the usual distance are two paragraphs."""

INDENTED = 8.0
"""Points by which a line's beginning shows a new paragraph."""

SPACE = 0.25
"""Width of a space in font sizes."""

LIST_ITEM = re.compile(rf"^(?:[{LIST_MARKS}]|[0-9]{{1,2}}[.)]|[a-z]\))\s+\S")
"""How an item of a list begins."""


LABEL = re.compile(r"^(?:OBIETTIVO|INDICATORE|RISULTATO|AREA\s+STRATEGICA|TARGET|ALLEGATO)\b")
"""How a line begins that heads what follows, however close it stands to the line above."""


@dataclass(slots=True)
class Text:
    """A paragraph with the lines it was printed on, each with its page."""

    lines: list[tuple[int, Line]]

    @property
    def text(self) -> str:
        return join_lines(line.text for _, line in self.lines)

    @property
    def page(self) -> int:
        return self.lines[0][0]

    @property
    def last_page(self) -> int:
        return self.lines[-1][0]

    @property
    def box(self) -> Box:
        return Box.around(line.box for page, line in self.lines if page == self.page)

    @property
    def size(self) -> float:
        return self.lines[0][1].size

    @property
    def text_source(self) -> TextSource:
        sources = {line.text_source for _, line in self.lines}
        return sources.pop() if len(sources) == 1 else "mixed"

    @property
    def bold(self) -> bool:
        return all(line.bold for _, line in self.lines)


def usual_leading(pages: Sequence[Sequence[Line]]) -> float:
    """The commonest distance between neighbouring lines of the document, in font sizes."""
    counts: Counter[float] = Counter()
    for lines in pages:
        for above, below in itertools.pairwise(lines):
            distance = (below.baseline - above.baseline) / max(above.size, below.size)
            if 0.9 < distance < 2.5:
                counts[round(distance, 1)] += 1
    return counts.most_common(1)[0][0] if counts else 1.3


def paragraphs_of(lines: Sequence[tuple[Page, Line]], leading: float) -> list[Text]:
    """The paragraphs that these lines, in reading order and with no table between them, make up."""
    texts: list[Text] = []
    rights: dict[tuple[int, int], float] = {}
    for page, line in lines:
        strip = page.number, line.text_column
        rights[strip] = max(rights.get(strip, 0.0), line.x1)
    for page, line in lines:
        if texts and _goes_on(texts[-1], page, line, rights, leading):
            texts[-1].lines.append((page.number, line))
        else:
            texts.append(Text([(page.number, line)]))
    return texts


def _goes_on(text: Text, page: Page, line: Line, rights: dict[tuple[int, int], float], leading: float) -> bool:
    """Whether a line is the next of a paragraph."""
    number, last = text.lines[-1]
    if (
        abs(line.size - last.size) > 0.1 * last.size
        or last.bold != line.bold
        or LIST_ITEM.match(line.text)
        or LABEL.match(line.text)
    ):
        return False
    full = last.x1 + SPACE * line.size + (line.words[0].x1 - line.words[0].x0) > rights[number, last.text_column] - 1
    if (number, last.text_column) != (page.number, line.text_column):
        return (full or line.text[:1].islower()) and not (last.text.endswith((".", ":", ";")) and not line.text[:1].islower())
    distance = (line.baseline - last.baseline) / max(last.size, line.size)
    if distance > SPACED * leading or distance <= 0:
        return False
    if line.x0 > last.x0 + INDENTED and len(text.lines) > 1:
        return False
    return full or (distance <= leading * 1.05 and line.text[:1].islower()) or _centred(last, line)


def _centred(above: Line, below: Line) -> bool:
    return abs((above.x0 + above.x1) - (below.x0 + below.x1)) < 4 and abs(above.x0 - below.x0) > 4
