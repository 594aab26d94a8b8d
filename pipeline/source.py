"""A file to safe, countable bytes: what it is, whether it opens, how many pages it has.

A file is read once, whole, so that what is hashed is what is parsed, whatever happens to the file meanwhile. Encryption that
opens without a password is no obstacle; the restrictions that a PDF asks readers to observe (no copying, no printing) are not
observed: the reports are public acts, and nothing of them is passed on but their figures.
"""

from __future__ import annotations

import hashlib
import io
import stat
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipeline.limits import MAX_BYTES, MAX_PAGES

HEADER_WITHIN = 1024
"""Bytes at the beginning within which a PDF says that it is one (ISO 32000-2, 7.5.2, and what readers accept)."""

OTHER_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"{\\rtf", "an RTF document"),
    (b"0\x82", "a signed file (p7m): take the document out of its envelope first"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)


class Unreadable(Exception):
    """A file, or a page of it, that cannot be read: `error` is a permanent code, `reason` a sentence that tells what to do."""

    def __init__(self, error: str, reason: str) -> None:
        super().__init__(error, reason)
        self.error = error
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a PDF that opens."""

    document_id: str
    """SHA-256 of the file's bytes, hex."""
    data: bytes
    """What is parsed: the file's bytes, or a repaired or decrypted copy."""
    page_count: int
    title: str | None
    producer: str | None
    damaged: tuple[str, ...]
    """What had to be repaired to open it."""


def open_source(path: Path) -> Source:
    """Read a file and see whether it opens. Raises `Unreadable`."""
    data = read_bytes(path)
    document_id = hashlib.sha256(data).hexdigest()
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise Unreadable("not_a_pdf", f"This is no PDF but {_what_it_is(data)}. Give the PDF that it was made from, or to.")
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Unreadable("encrypted", "It opens only with a password. Save a copy without one and give that.") from None
    except pikepdf.PdfError as e:
        raise Unreadable("broken", f"It is broken and could not be repaired ({_short(e)}). Ask for the file again.") from e
    with pdf:
        try:
            pages = len(pdf.pages)
        except pikepdf.PdfError as e:
            raise Unreadable("broken", f"Its pages cannot be counted ({_short(e)}). Ask for the file again.") from e
        if pages == 0:
            raise Unreadable("no_pages", "It has no pages. Ask for the file again.")
        if pages > MAX_PAGES:
            raise Unreadable("too_many_pages", f"It has {pages} pages, more than {MAX_PAGES}. Cut it into parts.")
        damaged = tuple(_short(w) for w in pdf.get_warnings())
        if damaged or pdf.is_encrypted:
            copy = io.BytesIO()
            pdf.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            data = copy.getvalue()
        title, producer = _info(pdf, "/Title"), _info(pdf, "/Producer")
    return Source(document_id, data, pages, title, producer, damaged)


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes. Raises `Unreadable` for what is no file, has none, or has too many."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not_a_file", "This is no regular file but a device, pipe or folder. Give a file.")
        if status.st_size == 0:
            raise Unreadable("empty", "The file is empty. Ask for it again.")
        if status.st_size > MAX_BYTES:
            raise Unreadable("too_large", f"The file has {status.st_size:,} bytes, more than {MAX_BYTES:,}. Cut it into parts.")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as e:
        raise Unreadable("not_readable", f"The file cannot be read ({e.strerror}). See to its permissions or its disk.") from e
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", f"The file grew beyond {MAX_BYTES:,} bytes while it was read. Cut it into parts.")
    return data


def _what_it_is(data: bytes) -> str:
    head = data[:64].lstrip()
    return next((what for magic, what in OTHER_FORMATS if head.lower().startswith(magic.lower())), "something unknown")


def _info(pdf: pikepdf.Pdf, key: str) -> str | None:
    try:
        value = str(pdf.docinfo.get(key, "")).strip()
    except (pikepdf.PdfError, ValueError, TypeError, UnicodeError):
        return None
    return "".join(ch for ch in value if ch.isprintable()) or None


def _short(error: object, longest: int = 120) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
