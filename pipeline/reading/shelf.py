"""The pages of a document, in memory or, of a long one, on disk."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Sequence
from typing import overload

from pipeline.reading.page import Page


class Shelf(Sequence[Page]):
    """Pages in the order of their numbers, whenever each is put there; from disk, each comes anew whenever it is taken."""

    def __init__(self, *, on_disk: bool) -> None:
        self._file = tempfile.TemporaryFile() if on_disk else None  # noqa: SIM115
        if self._file:
            weakref.finalize(self, self._file.close)
        self._places: dict[int, Page | tuple[int, int]] = {}
        self.with_text = False
        """Whether there is text on one of them."""

    def put(self, page: Page) -> None:
        """Keep a page."""
        self.with_text |= bool(page.chars)
        self._places[page.number] = page
        if self._file:
            place = self._file.seek(0, 2)
            self._places[page.number] = place, self._file.write(pickle.dumps(page))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, i: int) -> Page: ...

    @overload
    def __getitem__(self, i: slice) -> list[Page]: ...

    def __getitem__(self, i: int | slice) -> Page | list[Page]:
        taken = sorted(self._places)[i]
        return [self._taken(number) for number in taken] if isinstance(taken, list) else self._taken(taken)

    def _taken(self, number: int) -> Page:
        place = self._places[number]
        if self._file is None or isinstance(place, Page):
            assert isinstance(place, Page)
            return place
        self._file.seek(place[0])
        page = pickle.loads(self._file.read(place[1]))
        assert isinstance(page, Page)
        return page
