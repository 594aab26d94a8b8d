"""What the review asks of a PDF, each a job for a process that can be lost; what such jobs are also told is not needed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipeline.review.cards import Card, Part, cards_of
from pipeline.review.pages import illustrated, page_sizes, with_pictures
from pipeline.review.pictures import MOST_BYTES, NoPicture, pictures_of
from pipeline.review.unread import pictured
from pipeline.source import BROKEN_PAGE, Unreadable, open_source
from schemas.provenance import Box

A_PAGE = 400_000
"""Bytes that the picture of a whole page may have."""


def illustrated_cards(
    path: Path,
    frames: Mapping[str, pl.DataFrame],
    *,
    document_id: str,
    passwords: Sequence[str],
    first: int,
    last: int,
    **_: object,
) -> list[Card]:
    """The cards of a document, the ones from `first` to before `last` with pictures. Raises `Unreadable`."""
    with pictures_of(open_source(path, passwords, document_id)) as pictures:
        cards = cards_of(frames, page_sizes(pictures, frames["documents"]["page_count"][0]))
        return [*cards[:first], *(with_pictures(card, pictures) for card in cards[first:last]), *cards[last:]]


def unread_parts(
    path: Path, frames: Mapping[str, pl.DataFrame], *, document_id: str, passwords: Sequence[str], **_: object
) -> tuple[Part, ...]:
    """The parts of pages on which something was not read, with pictures. Raises `Unreadable`."""
    with pictures_of(open_source(path, passwords, document_id)) as pictures:
        return illustrated(pictured(frames, page_sizes(pictures, frames["documents"]["page_count"][0])), pictures)


def page_picture(
    path: Path,
    *,
    document_id: str,
    passwords: Sequence[str],
    page: int,
    **_: object,
) -> tuple[bytes, float, float]:
    """A page (1-based) as a JPEG, and its width and height in points. Raises `Unreadable`."""
    with pictures_of(open_source(path, passwords, document_id)) as pictures:
        try:
            if pictures is None:
                raise NoPicture
            width, height = pictures.size(page)
            return pictures.jpeg(page, Box(0, 0, width, height), A_PAGE), width, height
        except NoPicture:
            raise Unreadable(BROKEN_PAGE, "No picture can be made of this page.") from None


def part_picture(
    path: Path, *, document_id: str, passwords: Sequence[str], page: int, part: Box, **_: object
) -> tuple[bytes, Box]:
    """A part of a page (1-based) as a JPEG, as far as the page reaches, and which part that is. Raises `Unreadable`."""
    with pictures_of(open_source(path, passwords, document_id)) as pictures:
        try:
            if pictures is None:
                raise NoPicture
            width, height = pictures.size(page)
            shown = Box(max(0.0, part.x0), max(0.0, part.top), min(width, part.x1), min(height, part.bottom))
            return pictures.jpeg(page, shown, MOST_BYTES), shown
        except NoPicture:
            raise Unreadable(BROKEN_PAGE, "No picture can be made of this page.") from None
