"""What a process is sent to do, told without the engines: only the process that does it imports them."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.workers import Progress, Signs
from pipeline.source import Unreadable
from pipeline.summary import Summary

if TYPE_CHECKING:
    from pipeline.reading.document import Recognised
    from pipeline.reading.part import Part


def read_document(
    path: Path, *, on_page: Signs, without: Mapping[int, Unreadable], **asked: Any
) -> Summary | tuple[int, ...] | int:
    """Read a document and write it, as `pipeline.ingestion.read_and_write` does, and raise what that raises.

    Asked to share work, tells instead how many pages a long document has, for others to read them in parts, or the numbers of the
    pages whose text others are to recognise, where there are several.
    """
    gc.disable()  # nothing that is imported is garbage
    from pipeline.ingestion import read_and_write
    from pipeline.reading.document import Long, Shared

    gc.freeze()
    gc.enable()
    try:
        return read_and_write(path, on_page, without=without, on_found=on_page.found, **asked)
    except Long as e:
        return e.pages
    except Shared as e:
        return tuple(e.numbers)


def read_part(
    path: Path,
    name: str,
    numbers: Sequence[int],
    file: Path,
    *,
    on_page: Progress,
    without: Mapping[int, Unreadable],
    document_id: str,
    passwords: Sequence[str],
) -> Part:
    """Read some pages of a document into a file. Raises `Unreadable`."""
    from pipeline.reading.document import read_part
    from pipeline.source import open_source

    return read_part(open_source(path, passwords, document_id), name, numbers, on_page, without, file)


def recognise_pages(
    path: Path,
    numbers: Sequence[int],
    *,
    on_page: Progress,
    without: Mapping[int, Unreadable],
    document_id: str,
    passwords: Sequence[str],
) -> Recognised:
    """Recognise the text of some pages of a document. Raises `Unreadable`."""
    from pipeline.reading.document import recognise_pages
    from pipeline.source import open_source

    return recognise_pages(open_source(path, passwords, document_id), numbers, on_page, without)
