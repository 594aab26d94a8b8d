"""What was read of a document, kept for the next run: where only the rules have changed, it is judged again without its PDF."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.corrections import FINDING_DECISIONS, digest_of
from pipeline.extraction import Extraction
from pipeline.files import write_file
from pipeline.limits import LIMITS
from pipeline.second_looks import Answers
from pipeline.version import READING_VERSION
from schemas.base import Model
from schemas.correction import Correction

QUICKLY = 1
"""Level of gzip."""


class Kept(Model):
    """What was read of a document, and what was asked about it."""

    key: str
    """What it was read with: see `key_of`."""
    extraction: Extraction
    answers: Answers


def key_of(corrections: Sequence[Correction]) -> str:
    """What decides what is read of a document, beside its content: code, limits, and what reviewers decided about the reading."""
    limits = hashlib.sha256(LIMITS.model_dump_json().encode()).hexdigest()[:16]
    return f"{READING_VERSION} {limits} {digest_of(c for c in corrections if c.decision not in FINDING_DECISIONS)}"


def keep(file: Path, kept: Kept) -> None:
    """Keep it in a file, in place of what was kept before. Raises `Unwritable`."""
    write_file(file, gzip.compress(kept.model_dump_json(exclude_defaults=True).encode(), QUICKLY, mtime=0))


def kept_in(file: Path, key: str) -> Kept | None:
    """What was read with the same key; None if it is not there, or damaged."""
    try:
        kept = Kept.model_validate_json(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, zlib.error, ValidationError):
        return None
    return kept if kept.key == key else None
