"""The numbers that the lines of statements have in their schemes."""

from __future__ import annotations

import re
from collections.abc import Sequence

MARK = re.compile(r"^([A-Z]{1,4}[0-9]?|[0-9]{1,2}(?:-bis|-ter)?|[a-z])\s*(?:[).]|\s[-–])")
"""The number or letter of a line: `A)`, `II -`, `4-bis)`."""


def scheme_code(path: Sequence[str], *, is_total: bool) -> str | None:
    """The numbers of a line and of what it is part of: `B.II.1`; of a total, that of its section: `total_B.II`."""
    marks = [match[1] for label in (path[:-1] if is_total else path) if (match := MARK.match(label))]
    if not is_total and path and not MARK.match(path[-1]):
        return None
    code = ".".join(marks)
    return (f"total_{code}" if is_total else code) if code else None
