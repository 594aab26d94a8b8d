"""What was read of some pages of a document, and what is told of the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.limits import LIMITS
from pipeline.reading.page import Page
from pipeline.reading.page_looks import is_garbled
from pipeline.reading.rotation import amounts_askew
from pipeline.reading.running_lines import MarginLine, lines_in_margins
from pipeline.reading.shelf import Shelf
from pipeline.source import Unreadable
from schemas.document import Quarantined

RECOGNISE = "Text in images is not recognised now: run again with --ocr auto, or without CONSUNTIVO_OCR."


@dataclass
class Part:
    """What was read of some pages of a document of this name."""

    name: str
    pages: Shelf
    margins: list[MarginLine] = field(default_factory=list)
    """The lines in their margins."""
    told: dict[int, list[Quarantined]] = field(default_factory=dict)
    """What of each page was not read."""
    fonts_lie: bool = False
    """Whether a font on them prints others than it says: all of the document must tell which."""
    began: float = field(default_factory=time.monotonic)
    cpu_seconds: float = 0.0
    """Processor time that another process took for it."""

    def take(self, number: int, page: Page | Unreadable, breaks_off: bool) -> None:
        """Take a page, or why it is not read; and whether its content breaks off."""
        self.told[number] = list(_told_of(self.name, number, page, breaks_off))
        if isinstance(page, Page):
            self.margins += lines_in_margins(page)
            self.pages.put(page)

    def add(self, other: Part) -> None:
        """Take all of another part of the document to this one."""
        self.pages.add(other.pages)
        self.margins += other.margins
        self.told |= other.told


def _told_of(name: str, number: int, page: Page | Unreadable, breaks_off: bool) -> Iterator[Quarantined]:
    """What of a page was not read."""
    if isinstance(page, Unreadable):
        yield _unread(name, number, page)
        return
    if page.unread_lines:
        yield _read_in_part(name, page)
    if is_garbled(page):
        reason = f"Page {number} was read in part: what most of its characters are is not known, for its fonts do not say it."
        yield Quarantined(source_file=name, page=number, stage="read", error="garbled", reason=f"{reason} {what_to_do()}")
    if askew := amounts_askew([*page.chars, *page.refused]):
        reason = f"Page {number} was read in part: {askew} amounts on it are set askew or upside down. Look at it by hand."
        yield Quarantined(source_file=name, page=number, stage="read", error="askew", reason=reason)
    if breaks_off:
        reason = f"Page {number} was read in part: its content is damaged and breaks off. Ask for the file again."
        yield Quarantined(source_file=name, page=number, stage="read", error="page_damaged", reason=reason)


def _unread(name: str, number: int, why: Unreadable) -> Quarantined:
    reason = f"Page {number} was not read. {why.reason}"
    return Quarantined(source_file=name, page=number, stage="read", error=why.error, reason=reason)


def _read_in_part(name: str, page: Page) -> Quarantined:
    """That there is print on a page that is no text."""
    lines = "a line" if len(page.unread_lines) == 1 else f"{len(page.unread_lines)} lines"
    reason = (
        f"Page {page.number} was read in part: about {lines} of print on it are an image or drawn, and no text. {what_to_do()}"
    )
    return Quarantined(source_file=name, page=page.number, stage="read", error="unread_print", reason=reason)


def what_to_do() -> str:
    """What the user may do about print that is no text."""
    return RECOGNISE if LIMITS.ocr == "never" else "Look at it by hand."
