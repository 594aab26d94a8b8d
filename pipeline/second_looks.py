"""Second looks at what does not add up: of figures at their pictures, of tables by camelot.

Each is asked once and the answer kept, so that a document can be judged again without its PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import pypdfium2

from pipeline.reading import pdfium
from pipeline.second_opinion import Opinion, opinions
from pipeline.source import Source, Unreadable
from schemas.base import Model
from schemas.table import Cell, Table

Place = tuple[str | None, int | None, int | None]
"""Table, row and column."""

DPI = 300.0
"""At which a figure is looked at again."""


class NeedsPdf(Exception):
    """Something is in doubt about which nobody was asked while the PDF was open."""


class Answers(Model):
    """What was asked, and answered."""

    texts: tuple[tuple[Place, str | None], ...] = ()
    """What stands in cells, read alone and larger; None where that could not be read."""
    opinions: tuple[Opinion, ...] = ()


@dataclass
class SecondLooks:
    """Asks about one document what was not asked before."""

    source: Source | None
    """The open PDF that can be asked about."""
    texts: dict[Place, str | None] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)

    @classmethod
    def remembered(cls, answers: Answers) -> SecondLooks:
        """Looks that were taken while the PDF was open: asked for others they raise `NeedsPdf`."""
        return cls(None, dict(answers.texts), {opinion.table_id: opinion for opinion in answers.opinions})

    def answers(self) -> Answers:
        """All that was asked so far."""
        return Answers(texts=tuple(self.texts.items()), opinions=tuple(self.opinions.values()))

    def texts_in(self, cells: Mapping[Place, Cell]) -> dict[Place, str]:
        """What stands in these cells, read again, as far as that can be read."""
        if new := {place: cell for place, cell in cells.items() if place not in self.texts}:
            self.texts |= dict.fromkeys(new) | dict(_read_again(self._open(), new))
        in_order = sorted(cells, key=lambda place: cells[place].page)
        return {place: text for place in in_order if (text := self.texts[place]) is not None}

    def opinions_on(self, tables: Sequence[Table]) -> list[Opinion]:
        """What camelot says of those of the tables about which it may be asked."""
        if new := [table for table in tables if table.table_id not in self.opinions]:
            self.opinions |= {opinion.table_id: opinion for opinion in opinions(self._open(), new)}
        return [self.opinions[table.table_id] for table in tables]

    def _open(self) -> Source:
        if self.source is None:
            raise NeedsPdf
        return self.source


def _read_again(source: Source, cells: Mapping[Place, Cell]) -> Iterator[tuple[Place, str]]:
    """What is recognised in the picture of each cell."""
    from pipeline.reading.ocr.grounds import dark_on_light
    from pipeline.reading.ocr.page import text_at

    with ExitStack() as stack:
        document = _opened(source)
        if document is None:
            return
        stack.callback(document.close)
        for page in sorted({cell.page for cell in cells.values()}):
            with suppress(Unreadable), pdfium.ink_on(document, page) as ink:
                picture, scale = ink.picture(DPI, text=True)
                picture, _ = dark_on_light(picture, scale)
                for place, cell in cells.items():
                    if cell.page == page:
                        yield place, text_at(picture, scale, cell.box)


def _opened(source: Source) -> pypdfium2.PdfDocument | None:
    for copy in source.copies:
        with suppress(pypdfium2.PdfiumError):
            return pypdfium2.PdfDocument(copy)
    return None
