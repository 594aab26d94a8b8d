"""What separates honest files from hostile ones, measured on both: see `docs/limits.md`."""

from __future__ import annotations

MAX_BYTES = 200_000_000
"""Size of a file."""

MAX_PAGES = 2_000

MAX_PAGE_SIDE = 14_400.0
"""Points: the largest page that ISO 32000-1 knows."""

MAX_CHARS = 100_000
"""Characters of a page."""

MAX_RULES = 50_000
"""Segments of a page's drawing."""

MEMORY_BYTES = 4 * 1024**3
"""Address space of a process that reads documents. Its libraries reserve far more of it than they use."""

CPU_SECONDS = 60.0
"""CPU time of a document …"""

CPU_SECONDS_A_PAGE = 1.0
"""… and for each of its pages."""

STALL_SECONDS = 300.0
"""Time without a sign of life from a process that reads a document."""
