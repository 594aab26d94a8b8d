"""What a process is sent to do, told without the engines: only the process that does it imports them."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.workers import Progress
from pipeline.source import Unreadable
from pipeline.summary import Summary


def read_document(path: Path, *, on_page: Progress, without: Mapping[int, Unreadable], **asked: Any) -> Summary:
    """Read a document and write it, as `pipeline.ingestion.read_and_write` does. Raises what that raises."""
    gc.disable()  # nothing that is imported is garbage
    from pipeline.ingestion import read_and_write

    gc.freeze()
    gc.enable()
    return read_and_write(path, on_page, without=without, **asked)
