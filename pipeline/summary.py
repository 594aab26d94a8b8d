"""What a run needs to know of a document once it is written: small enough to pass between processes and to keep."""

from __future__ import annotations

from pydantic import BaseModel, computed_field

from schemas.document import Document, Quarantined
from schemas.finding import Finding
from schemas.run import Cost


class Summary(BaseModel):
    """Counts of what was read from one document, and what a reviewer must decide."""

    document_id: str
    document: Document
    tables: int
    records: dict[str, int]
    """Records by dataset."""
    checks: dict[str, int]
    """Identities by status."""
    findings: tuple[Finding, ...]
    unread_pages: tuple[Quarantined, ...]
    cost: Cost = Cost()
    """What its reading took."""
    files: tuple[str, ...] = ()
    """What was written of it, relative to the output."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def pages(self) -> int:
        """Pages of the PDF, read or not."""
        return self.document.page_count
