"""Python's search for garbage that refers to itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 100)
"""How many new objects, and searches among younger ones, set off a search: a page is many objects, as is what is known of a
document, and hardly any of them refer to themselves in circles."""


@contextmanager
def searched_seldom() -> Iterator[None]:
    """Let garbage be looked for seldom: that spares a twentieth to a tenth of the time in which a document is read."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
