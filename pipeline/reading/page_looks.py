"""What a page looks like before its text is asked for: blank, a scan, or with characters that mean nothing."""

from __future__ import annotations

from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.page import Page

GARBLED = 0.5
"""Share of a page's glyphs that may be without a meaning before its text is recognised in its picture instead."""

SCANNED = 0.5
"""Share of a page that an image must cover for the page to be a scan, and not one with a picture."""


def readable(page: Page) -> int:
    """How many of its characters have a meaning."""
    return len(page.chars) - [ch.text for ch in page.chars].count(UNREADABLE)


def is_blank(page: Page) -> bool:
    """Whether nothing is on it: no text, picture, line or area."""
    return not (page.chars or page.images or page.horizontals or page.verticals or page.fills or page.curves)


def is_scan(page: Page) -> bool:
    """Whether a picture covers it and it has no text."""
    return not page.chars and is_covered(page)


def is_covered(page: Page) -> bool:
    """Whether a picture covers most of it."""
    return any(box.width * box.height > SCANNED * page.width * page.height for box in page.images)


def has_layer(page: Page) -> bool:
    """Whether text of the page was recognised in its images by whoever made the file."""
    return bool(page.images) and any(ch.confidence is not None for ch in page.chars)


def is_garbled(page: Page) -> bool:
    """Whether so many of its characters have no meaning that its text is recognised in its picture instead."""
    return len(page.chars) - readable(page) > GARBLED * len(page.chars)
