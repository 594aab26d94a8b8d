"""What is worked out of a table once, however many ask for it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from schemas.table import Table

Result = TypeVar("Result")


def once_a_table(work: Callable[[Table], Result]) -> Callable[[Table], Result]:
    """Keep what a function gives for a table as long as the table lives.

    A table is told by its identity: to compare two takes as long as the work. What is given must not hold the table itself.
    """
    known: dict[int, Result] = {}

    @wraps(work)
    def known_of(table: Table) -> Result:
        key = id(table)
        if key not in known:
            known[key] = work(table)
            weakref.finalize(table, known.pop, key).atexit = False
        return known[key]

    return known_of
