"""The versions of the code that reads and judges documents: results are kept as long as they stay the same."""

from __future__ import annotations

import hashlib
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from pipeline.kinds_named import sources

PACKAGES = ("pipeline", "schemas")

ENGINES = ("camelot-py", "onnxruntime", "opencv-python-headless", "pdfplumber", "pikepdf", "polars", "pypdfium2", "rapidocr")
"""What is installed from elsewhere and decides what is read and written."""

KINDS = (".py", ".html", ".css", ".js")
"""Endings of the files that decide what is written."""

READING = (
    "pipeline/__init__.py", "pipeline/corrections.py", "pipeline/dates.py", "pipeline/envelope.py", "pipeline/extraction.py",
    "pipeline/figures/__init__.py", "pipeline/figures/accounts.py", "pipeline/figures/periods.py", "pipeline/figures/scales.py",
    "pipeline/figures/units.py", "pipeline/inert.py",
    "pipeline/ledger.py", "pipeline/limits.py", "pipeline/narrative/", "pipeline/numbers.py", "pipeline/page_picture.py",
    "pipeline/reading/", "pipeline/second_looks.py", "pipeline/second_opinion.py", "pipeline/source.py", "pipeline/stopwatch.py",
    "pipeline/stretches.py", "pipeline/tables/", "pipeline/vocabulary.py", "schemas/__init__.py", "schemas/base.py",
    "schemas/correction.py", "schemas/document.py", "schemas/page.py", "schemas/provenance.py", "schemas/records/headings.py",
    "schemas/run.py", "schemas/section.py", "schemas/table.py",
)  # fmt: skip
"""How the names begin of the sources that decide what is read, before anything is judged."""


def _versions() -> tuple[str, str]:
    """Digests of the sources that decide what is read, and of all and a team's own; and of the engines, both."""
    reading, everything = hashlib.sha256(), hashlib.sha256()
    for name in ENGINES:
        for digest in (reading, everything):
            digest.update(f"{name} {metadata.version(name)}\0".encode())
    for package in PACKAGES:
        for name, content in sorted(_sources(resources.files(package), package)):
            for digest in (reading, everything) if name.startswith(READING) else (everything,):
                digest.update(name.encode() + b"\0" + content)
    for file in sources():
        everything.update(file.name.encode() + b"\0" + file.read_bytes())
    return reading.hexdigest()[:16], everything.hexdigest()[:16]


def _sources(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _sources(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(KINDS):
            found.append((f"{name}/{entry.name}", entry.read_bytes()))
    return found


READING_VERSION, CODE_VERSION = _versions()
"""Of the code that reads, and of all that decides what is written. While the first is the same, what was read can be
judged anew."""
