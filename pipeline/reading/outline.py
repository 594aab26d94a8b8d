"""The outline of a PDF: what viewers show beside the pages as bookmarks."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

import pypdfium2

MOST = 5_000
"""Entries that are read: long accounts have some hundreds."""


class Bookmark(NamedTuple):
    """An entry of the outline."""

    title: str
    level: int
    """0 for the outermost."""
    page: int | None
    """1-based; None if it leads nowhere."""


def outline_of(document: pypdfium2.PdfDocument) -> list[Bookmark]:
    """The outline in its order, as far as it can be read; empty if there is none."""
    found: list[Bookmark] = []
    try:
        for entry in islice(document.get_toc(), MOST):
            target = entry.get_dest()
            index = target.get_index() if target else None
            found.append(Bookmark(entry.get_title(), entry.level, None if index is None else index + 1))
    except (pypdfium2.PdfiumError, UnicodeDecodeError):  # the rest of it is broken
        pass
    return found
