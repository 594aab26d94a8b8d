"""What separates honest files from hostile ones, measured on both: see `docs/limits.md`.

Each limit can be set by an environment variable of its name in capitals after `CONSUNTIVO_`, which the processes that read
documents inherit: `CONSUNTIVO_MAX_PAGES=5000`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

Quantity = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Limits(BaseSettings):
    """The limits, as the environment has them. Raises `ValidationError` for one that is no positive number."""

    model_config = SettingsConfigDict(env_prefix="CONSUNTIVO_", frozen=True, use_attribute_docstrings=True)

    max_bytes: PositiveInt = 200_000_000
    """Bytes of a file."""

    max_pages: PositiveInt = 2_000
    """Pages of a file."""

    max_page_side: Quantity = 14_400.0
    """Points: the largest page that ISO 32000-1 knows."""

    max_content_bytes: PositiveInt = 16_000_000
    """Bytes of a page's content, decoded, its forms counted as often as they are drawn."""

    max_chars: PositiveInt = 100_000
    """Characters of a page."""

    max_segments: PositiveInt = 50_000
    """Straight strokes of a page's drawing, a filled rectangle counted as the four around it."""

    max_rules: PositiveInt = 10_000
    """Ruling lines of a page: its upright strokes, once the pieces of each line are joined."""

    max_crossings: PositiveInt = 10_000
    """Places where a page's ruling lines cross. The time to find tables grows with their square."""

    memory_bytes: PositiveInt = 1_792 * 1024**2
    """Memory that a process that reads documents may take for itself; with the libraries that it shares it stays under 2 GiB."""

    cpu_seconds: Quantity = 60.0
    """Processor time of a document, without its pages."""

    cpu_seconds_a_page: Quantity = 1.0
    """Processor time that a document may take besides for each of its pages."""

    cpu_seconds_on_one_page: Quantity = 15.0
    """Processor time of a single page."""

    ocr: Literal["auto", "never", "force"] = "auto"
    """When text is recognised in pictures (OCR): where a page has print that is no text, never, or on all pages."""

    most_unconfirmed: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Share of a table's recognised figures that may be confirmed by nothing before that is told as a warning."""

    max_ocr_pages: PositiveInt = 300
    """Pages of a document on which text is recognised."""

    cpu_seconds_of_ocr: Quantity = 90.0
    """Processor time that a page may take besides if text is recognised on it."""

    stall_seconds: Quantity = 300.0
    """Seconds without a sign of life from a process that reads a document."""

    max_lost_pages: PositiveInt = 3
    """Pages of a document that may each end the process that reads them, before the document is given up."""


LIMITS = Limits()
