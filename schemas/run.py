"""What came of a document in a run, and what its reading took."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from schemas.base import Model


class Outcome(Model):
    """What came of a document in a run."""

    run_id: str
    """The id of the flow run in Prefect."""
    begun: datetime
    """When the run began, UTC."""
    source_file: str
    """The document's name, relative to the folder given."""
    outcome: Literal["read", "partial", "known", "quarantined"]
    """`partial` if something of it could not be read, `known` if an earlier run had read it: then nothing was done."""
    error: str | None = None
    """Why it is in quarantine: the code that stands there too."""
    code_version: str
    """The version of the code that ran."""


class Cost(Model):
    """What the reading of a document took; nothing of it is known where none was read."""

    pages: int | None = None
    """Pages of the PDF."""
    engine: str | None = None
    """What read them: `pdfium`, `pdfplumber` or both, and `ocr` where text was recognised in pictures."""
    wall_seconds: float | None = None
    """Seconds from its opening to its last file."""
    cpu_seconds: float | None = None
    """Seconds of processor time, the sum of the next columns."""
    opening_seconds: float | None = None
    """Processor time to open the file, repaired or decrypted where needed."""
    reading_seconds: float | None = None
    """Processor time to read its pages, text recognised in pictures included."""
    tables_seconds: float | None = None
    """Processor time to find tables, sections and the ledger of its pages."""
    judging_seconds: float | None = None
    """Processor time to read values and records, to test what tables and text claim, and to settle what is in doubt."""
    rows_seconds: float | None = None
    """Processor time to turn all that into the columns of the datasets."""
    review_seconds: float | None = None
    """Processor time to draw its pages for the review."""
    writing_seconds: float | None = None
    """Processor time to write its files."""
    peak_mb: int | None = None
    """The most memory that the process that read it had meanwhile, in millions of bytes; null where the system does not tell."""


class DocumentRun(Cost, Outcome):
    """A document in a run: what came of it, and what its reading took."""
