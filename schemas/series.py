"""A body's lines over its reports."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache
from typing import Literal

from schemas.base import Model
from schemas.provenance import Box

Link = Literal["same", "alike", "value"]


class SeriesPoint(Model):
    """What a line of a body is in one year, as its reports print it: `document_id` is the report that prints it first."""

    series_id: str
    """The line: the same for all its years. It depends on body, statement and the names of the line in its first report."""
    entity: str
    """The body, as its latest report names it."""
    statement: str
    """The dataset of the records that the line is of: `variance_lines`, `balance_sheet_lines` …; `facts` for other tables."""
    line: str
    """What its latest report calls it."""
    line_path: tuple[str, ...]
    """The sections and lines that it is part of in its latest report, outermost first."""
    position: int
    """The place of the line among those of its statement, 0-based."""
    year: int
    """That of the figure: the year that it is about, or at whose end it stands."""
    first_printed: Decimal
    """Euro. As the first report that has this year prints it."""
    restated: Decimal | None
    """Euro. As the last report prints it that gives it otherwise; null if none does."""
    restated_by: str | None
    """The document that restates it."""
    documents: tuple[str, ...]
    """All that print it, the first one first."""
    link: Link | None
    """How the line of the first of these reports is known to be that of the report before: the `same` words, words `alike` but
    for their form, or words in common and the same `value` of a year that both print. Null in the line's first report."""
    is_total: bool
    """Whether it sums others up."""
    table_id: str | None
    """Of the report that prints it first, as the fields that follow."""
    page: int
    """1-based."""
    text: str
    """What is printed."""
    box: Box
    """On the page as displayed."""


@cache
def body_key(entity: str) -> str:
    """What the files of a body are named by: the same however its name is spaced and capitalised."""
    return hashlib.sha256(" ".join(entity.casefold().split()).encode()).hexdigest()[:16]
