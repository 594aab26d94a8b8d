"""Pictures of reports under review, drawn by a process that can be lost."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flows.index import source_of
from flows.workers import Pool
from pipeline.review.cards import Card, Part, cards_of
from pipeline.review.drawing import illustrated_cards, page_picture, part_picture, unread_parts
from pipeline.review.pages import A4, A_SHEET, page_sizes
from pipeline.review.pictures import data_uri
from pipeline.review.unread import pictured, unread_of
from pipeline.source import Unreadable
from schemas.provenance import Box


@dataclass(frozen=True)
class Drawn:
    """Pictures from the PDFs of an output, as addresses of data: "" where there is none."""

    output: Path
    pool: Pool
    passwords: Sequence[str]

    def cards(self, document_id: str, frames: dict[str, Any], sheet: int) -> list[Card]:
        """The cards of a document, those of a sheet (1-based) with pictures."""
        path = source_of(self.output, document_id)
        if path is not None:
            illustrate = partial(
                illustrated_cards, path, frames, document_id=document_id, passwords=self.passwords,
                first=(sheet - 1) * A_SHEET, last=sheet * A_SHEET,
            )  # fmt: skip
            with suppress(Unreadable):
                return self.pool.run(illustrate, lambda page, pages: None)
        return cards_of(frames, page_sizes(None, frames["documents"]["page_count"][0]))

    def unread(self, document_id: str, frames: dict[str, Any]) -> Sequence[Part]:
        """The parts of pages on which something was not read."""
        path = source_of(self.output, document_id) if unread_of(frames).pictures else None
        if path is not None:
            illustrate = partial(unread_parts, path, frames, document_id=document_id, passwords=self.passwords)
            with suppress(Unreadable):
                return self.pool.run(illustrate, lambda page, pages: None)
        return pictured(frames, page_sizes(None, frames["documents"]["page_count"][0]))

    def page(self, document_id: str, page: int) -> tuple[str, float, float]:
        """A page (1-based), and its size in points."""
        path = source_of(self.output, document_id)
        if path is not None:
            draw = partial(page_picture, path, document_id=document_id, passwords=self.passwords, page=page)
            with suppress(Unreadable):
                content, width, height = self.pool.run(draw, lambda page, pages: None)
                return data_uri(content), width, height
        return "", *A4

    def part(self, document_id: str, page: int, part: Box) -> tuple[str, Box]:
        """A part of a page (1-based), and what of it is on the page."""
        path = source_of(self.output, document_id)
        if path is not None:
            draw = partial(part_picture, path, document_id=document_id, passwords=self.passwords, page=page, part=part)
            with suppress(Unreadable):
                content, shown = self.pool.run(draw, lambda page, pages: None)
                return data_uri(content), shown
        return "", part
