"""What happens in a run, as records for machines: each names the document, the stage and, while pages are read, the page.

They go to the logger `consuntivo`, which says nothing unless somebody listens: `--log FILE` writes them as lines of JSON, and
`PREFECT_LOGGING_EXTRA_LOGGERS=consuntivo` shows them in Prefect.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from pipeline.source import Unreadable
from pipeline.stopwatch import Stage
from pipeline.summary import Summary

LOGGER = logging.getLogger("consuntivo")
LOGGER.addHandler(logging.NullHandler())  # without one, Python prints warnings that nobody listens to

FIELDS = (
    "document_id", "document", "stage", "page", "pages", "tables", "figures", "cpu_seconds", "wall_seconds", "peak_mb", "engine",
    "error",
)  # fmt: skip
"""What a record may have, beside its time, level and message."""


def found_so_far(pages: int, tables: int, figures: int) -> str:
    """What was found of a document up to now, as words."""
    return f"on {pages:,} pages {tables:,} tables with {figures:,} figures"


class DocumentLog:
    """Tells what happens to one document."""

    def __init__(self, document_id: str, name: str) -> None:
        self.about = {"document_id": document_id, "document": name}

    def page(self, page: int, pages: int) -> None:
        """A page is begun; of one more than there are: all are read."""
        if page <= pages:
            self._say(logging.DEBUG, f"page {page} of {pages}", stage="reading", page=page, pages=pages)
        else:
            self._say(logging.DEBUG, "its pages are read", stage="tables", pages=pages)

    def found(self, pages: int, tables: int, figures: int) -> None:
        """All tables of so many pages are found, and these figures in them."""
        self._say(logging.INFO, found_so_far(pages, tables, figures), stage="tables", tables=tables, figures=figures)

    def read(self, summary: Summary) -> None:
        """All of it is read and written."""
        cost = summary.cost
        for stage in get_args(Stage):
            self._say(logging.DEBUG, f"{stage} is done", stage=stage, cpu_seconds=getattr(cost, f"{stage}_seconds"))
        told = {name: getattr(cost, name) for name in ("pages", "cpu_seconds", "wall_seconds", "peak_mb", "engine")}
        self._say(logging.INFO, f"read in {cost.wall_seconds or 0:.1f} s", stage="done", **told)

    def unreadable(self, error: Unreadable) -> None:
        """Nothing of it can be read."""
        self._say(logging.WARNING, error.reason, stage="reading", error=error.error)

    def _say(self, level: int, message: str, **fields: object) -> None:
        if LOGGER.isEnabledFor(level):
            LOGGER.log(level, "%s: %s", self.about["document"], message, extra=self.about | fields)


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        known = {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": when, "level": record.levelname.lower(), "message": record.getMessage(), **known}
        return json.dumps(told, ensure_ascii=False)


@contextmanager
def written_to(file: Path | None) -> Iterator[None]:
    """Append what happens meanwhile to a file, a line of JSON each. Raises `OSError` if it cannot be written."""
    if file is None:
        yield
        return
    handler = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(_AsJson())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.DEBUG)
    LOGGER.propagate = False
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        handler.close()
