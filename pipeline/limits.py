"""What separates honest files from hostile ones, measured on both: see `docs/limits.md`."""

from __future__ import annotations

MAX_BYTES = 200_000_000
"""Size of a file."""

MAX_PAGES = 2_000

MAX_PAGE_SIDE = 14_400.0
"""Points: the largest page that ISO 32000-1 knows."""

MAX_CONTENT_BYTES = 16_000_000
"""Content of a page, decoded, its forms counted as often as they are drawn."""

MAX_CHARS = 100_000
"""Characters of a page."""

MAX_SEGMENTS = 50_000
"""Straight strokes of a page's drawing, a filled rectangle counted as the four around it."""

MAX_RULES = 10_000
"""Ruling lines of a page: its upright strokes, once the pieces of each line are joined."""

MAX_CROSSINGS = 10_000
"""Places where a page's ruling lines cross. The time to find tables grows with their square."""

MEMORY_BYTES = 1_792 * 1024**2
"""Memory that a process that reads documents may take for itself; with the libraries that it shares it stays under 2 GiB."""

CPU_SECONDS = 60.0
"""CPU time of a document …"""

CPU_SECONDS_A_PAGE = 1.0
"""… and for each of its pages."""

CPU_SECONDS_ON_ONE_PAGE = 15.0
"""CPU time of a single page."""

STALL_SECONDS = 300.0
"""Time without a sign of life from a process that reads a document."""

MAX_LOST_PAGES = 3
"""Pages of a document that may each end the process that reads them, before the document is given up."""
