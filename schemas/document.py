"""The document, and what could not be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from schemas.base import Model
from schemas.table import TextSource

Confidence = Literal["given", "certain", "likely", "doubtful"]
"""How sure a body or a year is, in words."""

BodyKind = Literal[
    "chamber_of_commerce", "municipality", "union_of_municipalities", "province", "region", "ministry", "agency", "authority",
    "health_body", "university", "public_body", "park", "consortium", "professional_order", "association", "foundation",
    "cooperative", "company",
]  # fmt: skip
"""What kind of body reports."""


class Document(Model):
    """A PDF that was read."""

    source_file: str
    """Its name, relative to the folder given; the first in the alphabet if it has several."""
    source_files: tuple[str, ...]
    """All names under which these bytes were given."""
    entity: str | None
    """The body that reports, as the user or its own report names it."""
    entity_confidence: Confidence | None
    """`given` by the user in `reports.csv`; `certain`: named on the first page or in the heads of most, and no other body is;
    `likely`: named elsewhere, or of a kind that others print over their own names (ministries, regions, provinces);
    `doubtful`: another is named as often. Null where nothing names it."""
    entity_kind: BodyKind | None
    """What kind of body it is, by its name: `municipality`, `health_body` …; null where the name does not say."""
    fiscal_year: int | None
    """The year that the report is about."""
    fiscal_year_confidence: Confidence | None
    """`given` by the user in `reports.csv`; `certain`: named on the first page, and no other as clearly; `likely`: by most of the
    headings of sections and tables, or in passing; `doubtful`: by as many as another, by a date, or by the title that the PDF's
    file was given. Null where nothing names it."""
    title: str | None
    """As printed on the first page, or else as the file says."""
    page_count: int
    """Pages of the PDF, read or not."""
    producer: str | None
    """The program that wrote the PDF, by its own account."""
    text_source: TextSource
    """Whether the characters were printed, recognised in an image, or both."""
    completeness: Literal["complete", "partial"]
    """`partial` if something could not be read: see `quarantine`."""
    coverage: Decimal
    """Share of the numeric cells that at least one identity confirms, 0 to 1."""
    code_version: str
    """The version of the code that read it: what another version read is read again."""
    decisions: str | None = None
    """Digest of what reviewers had decided when it was read; null if nothing."""


class Quarantined(Model):
    """A file that could not be read, or a page of one."""

    source_file: str
    """Its name, relative to the folder given."""
    page: int | None = None
    """1-based, if it is only a page."""
    stage: Literal["open", "read", "write", "correct"]
    """What was being done."""
    error: str
    """A permanent code: `not_a_pdf`, `encrypted`, `no_text` …"""
    reason: str
    """A sentence that tells a person what is wrong and what to do."""
