"""Where the PDFs of an output lie: known to this machine alone, and so kept beside the datasets and not in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flows.embedded import STATE
from pipeline.files import write_file

FILE = "sources.json"


def remember_sources(output: Path, paths: Mapping[str, Path]) -> None:
    """Note where documents were read, beside what is known of others. Raises `Unwritable`."""
    known = _known(output) | {document_id: str(path.resolve()) for document_id, path in paths.items()}
    write_file(output / STATE / FILE, json.dumps(known, indent=1, sort_keys=True).encode())


def source_of(output: Path, document_id: str) -> Path | None:
    """Where a document was read; None if it is not known, or no longer there."""
    path = _known(output).get(document_id)
    return Path(path) if path and Path(path).is_file() else None


def _known(output: Path) -> dict[str, str]:
    try:
        known = json.loads((output / STATE / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in known.items()} if isinstance(known, dict) else {}
