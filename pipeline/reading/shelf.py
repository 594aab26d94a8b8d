"""The pages of a document, in memory or, of a long one, on disk."""

from __future__ import annotations

import os
import pickle
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import overload

from pipeline.reading.page import Page

Place = tuple[Path, int, int]
"""A file, and the bytes of it from which on and how many a page takes."""


class Shelf(Sequence[Page]):
    """Pages in the order of their numbers, whenever each is put there; from a file, each comes anew whenever it is taken."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        """Where pages are put; None for in memory."""
        self.with_text = False
        """Whether there is text on one of them."""
        self._pages: dict[int, Page | Place] = {}

    @classmethod
    def temporary(cls) -> Shelf:
        """One on disk that ends with this object."""
        handle, name = tempfile.mkstemp()
        os.close(handle)
        shelf = cls(Path(name))
        weakref.finalize(shelf, Path(name).unlink, missing_ok=True)
        return shelf

    def put(self, page: Page) -> None:
        """Keep a page."""
        self.with_text |= bool(page.chars)
        self._pages[page.number] = page
        if self.file:
            with self.file.open("ab") as file:
                self._pages[page.number] = self.file, file.tell(), file.write(pickle.dumps(page))

    def add(self, other: Shelf) -> None:
        """Take the pages of another shelf to those of this one."""
        self.with_text |= other.with_text
        self._pages |= other._pages

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, i: int) -> Page: ...

    @overload
    def __getitem__(self, i: slice) -> list[Page]: ...

    def __getitem__(self, i: int | slice) -> Page | list[Page]:
        taken = sorted(self._pages)[i]
        return [self._taken(number) for number in taken] if isinstance(taken, list) else self._taken(taken)

    def _taken(self, number: int) -> Page:
        page = self._pages[number]
        if isinstance(page, Page):
            return page
        path, start, length = page
        with path.open("rb") as file:
            file.seek(start)
            taken = pickle.loads(file.read(length))
        assert isinstance(taken, Page)
        return taken
