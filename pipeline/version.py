"""The version of the code that reads documents: results are kept as long as it stays the same."""

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


def _digest() -> str:
    """A digest of the sources that decide what is read from a document, a team's own among them, and of the engines."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for name, content in sorted(_sources(resources.files(package), package)):
            digest.update(name.encode() + b"\0" + content)
    for file in sources():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    for name in ENGINES:
        digest.update(f"{name} {metadata.version(name)}\0".encode())
    return digest.hexdigest()[:16]


def _sources(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _sources(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(KINDS):
            found.append((f"{name}/{entry.name}", entry.read_bytes()))
    return found


CODE_VERSION = _digest()
