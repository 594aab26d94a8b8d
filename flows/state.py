"""What an output keeps for the next run, beside the datasets: where it lies, and what came of each document."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ValidationError

from pipeline.summary import Summary

STATE = ".consuntivo"
"""The folder in the output that holds what is kept for the next run: the index, Prefect's database and results, and the lock."""

SUMMARIES = f"{STATE}/summaries"
"""The folder in the output that holds what came of each document that a machine of a cluster read."""


class Kept(BaseModel):
    """What came of a document, and how it was read."""

    key: str
    """Decides, beside the document, what is read: version of the code, limits and decisions."""
    run: str
    summary: Summary


def noted_as(document_id: str) -> str:
    """The name, in the output, of what came of a document that a machine of a cluster read."""
    return f"{SUMMARIES}/{document_id}.json"


def noted(output: Path, document_id: str) -> Kept | None:
    """What came of a document that a machine of a cluster read into an output."""
    try:
        return Kept.model_validate_json((output / noted_as(document_id)).read_bytes())
    except (OSError, ValidationError):
        return None


def kept_of(output: Path, document_id: str) -> Path:
    """The file in which what was read of a document is kept, to be judged again if only the rules change."""
    return output / STATE / "kept" / f"{document_id}.json.gz"
