"""A file to safe, countable bytes: what it is, whether it opens, how many pages it has.

A file is read once, whole, so that what is hashed is what is parsed, whatever happens to the file meanwhile. Encryption that
opens without a password is no obstacle; the restrictions that a PDF asks readers to observe (no copying, no printing) are not
observed: the reports are public acts, and nothing of them is passed on but their figures.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipeline.inert import printable
from pipeline.limits import MAX_BYTES, MAX_PAGES

HEADER_WITHIN = 1024
"""Bytes at the beginning within which a PDF says that it is one (ISO 32000-2, 7.5.2, and what readers accept)."""

END_WITHIN = 2048
"""Bytes at the end within which a whole PDF says where its cross-references are."""

OTHER_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"0\x82", "a signed file (p7m): take the document out of its envelope first"),
    (b"0\x80", "a signed file (p7m): take the document out of its envelope first"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)


BROKEN_PAGE = "broken_page"
"""The error of a page that an engine cannot read; another engine, or another copy of the file, may do better."""


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
    """The bytes of a PDF, and what qpdf makes of them."""

    document_id: str
    """SHA-256 of the file's bytes, hex."""
    copies: tuple[bytes, ...]
    """What may be parsed: a copy that qpdf repaired or decrypted, if there was anything to repair or decrypt, and the file's own
    bytes, if they are not encrypted. Mostly the copy reads better, sometimes the original does."""
    pdf: pikepdf.Pdf | None
    """None where qpdf cannot open it; another engine may."""
    page_count: int
    """As qpdf counts; 0 where it cannot open the file."""
    claimed_pages: int
    """What the file says of itself; 0 if it says nothing."""
    title: str | None
    producer: str | None
    damaged: tuple[str, ...]
    """What had to be repaired to open it, or why qpdf could not."""
    truncated: bool
    """Whether the end of the file is missing."""

    def broken(self) -> Unreadable:
        """Why the file cannot be read where no engine can."""
        if self.truncated:
            return Unreadable("truncated", "Its end is missing: it was cut off on its way here. Fetch the file again.")
        why = f" ({self.damaged[0]})" if self.damaged else ""
        return Unreadable("broken", f"It is broken and could not be repaired{why}. Ask for the file again.")


def open_source(path: Path, passwords: Sequence[str] = (), document_id: str | None = None) -> Source:
    """Read a file and see whether it opens, without a password or with one of `passwords`.

    Raises `Unreadable`, also if the file's bytes are no longer those of `document_id`.
    """
    data = read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if document_id not in (None, digest):
        raise _changed()
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise Unreadable("not_a_pdf", f"This is no PDF but {_what_it_is(data)}. Give the PDF that it was made from, or to.")
    truncated = not any(mark in data[-END_WITHIN:] for mark in (b"startxref", b"%%EOF"))
    try:
        pdf = _open(data, passwords)
        pages = len(pdf.pages)
        damaged = tuple(short(warning) for warning in pdf.get_warnings())
    except pikepdf.PdfError as e:
        return Source(digest, (data,), None, 0, 0, None, None, (short(e),), truncated)
    if pages > MAX_PAGES:
        raise too_many_pages(pages)
    copies: list[bytes] = [] if pdf.is_encrypted else [data]
    if damaged or pdf.is_encrypted:
        copies[:0] = _rewritten(pdf)
    title, producer = _info(pdf, "/Title"), _info(pdf, "/Producer")
    return Source(digest, tuple(copies), pdf, pages, _claimed_pages(pdf), title, producer, damaged, truncated)


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes. Raises `Unreadable` for what is no file, has none, has too many, or changes meanwhile."""
    try:
        _refuse_unless_file(path.stat())  # before it is opened: opening alone may block, or set a device going
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            before = os.fstat(file.fileno())
            _refuse_unless_file(before)
            data = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except OSError as e:
        raise Unreadable("not_readable", f"The file cannot be read ({e.strerror}). See to its permissions or its disk.") from e
    if len(data) != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _changed()
    return data


def _refuse_unless_file(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("not_a_file", "This is no regular file but a device, pipe or folder. Give a file.")
    if status.st_size == 0:
        raise Unreadable("empty", "The file is empty. Ask for it again.")
    if status.st_size > MAX_BYTES:
        raise Unreadable("too_large", f"The file has {status.st_size:,} bytes, more than {MAX_BYTES:,}. Cut it into parts.")


def out_of_memory() -> Unreadable:
    return Unreadable("out_of_memory", "Reading it takes more memory than any honest report does. Look at it by hand.")


def too_many_pages(pages: int) -> Unreadable:
    return Unreadable("too_many_pages", f"It has {pages:,} pages, more than {MAX_PAGES:,}. Cut it into parts.")


def short(error: object, longest: int = 120) -> str:
    """What an engine says of a file, fit to be quoted."""
    text = printable(" ".join(_STREAM.sub("", str(error)).split()))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


_STREAM = re.compile(r"stream <_io\.BytesIO[^>]*>[,:]? ?")
"""How qpdf names what it reads: it says nothing, and differs from run to run."""


def _changed() -> Unreadable:
    return Unreadable("changed", "The file changed while it was read. Run again when it is complete.")


def _open(data: bytes, passwords: Sequence[str]) -> pikepdf.Pdf:
    for password in _encoded(passwords):
        try:
            return pikepdf.open(io.BytesIO(data), password=password)
        except pikepdf.PasswordError:
            pass
        except pikepdf.PdfError as e:
            if "encryption" in str(e):
                why = f"It is encrypted in a way that is not known here ({short(e)})."
                raise Unreadable("encrypted", f"{why} Save a copy without encryption and give that.") from e
            raise
    if passwords:
        reason = "It opens only with a password, and it is none of those given. Give the right one, or a copy without."
    else:
        reason = "It opens only with a password. Give it with --password-file, or save a copy without one and give that."
    raise Unreadable("encrypted", reason)


def _encoded(passwords: Sequence[str]) -> Iterator[str | bytes]:
    """No password, then each as new and as old PDFs encode it."""
    yield ""
    for password in passwords:
        yield password
        if not password.isascii():
            yield password.encode("latin-1", "replace")


def _rewritten(pdf: pikepdf.Pdf) -> list[bytes]:
    """The document as a new file with nothing damaged or encrypted in it; nothing where qpdf cannot write it."""
    out = io.BytesIO()
    try:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return []
    return [out.getvalue()]


def _claimed_pages(pdf: pikepdf.Pdf) -> int:
    try:
        return int(pdf.Root.Pages.Count)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return 0


def _what_it_is(data: bytes) -> str:
    head = data[:64].lstrip()
    return next((what for magic, what in OTHER_FORMATS if head.lower().startswith(magic.lower())), "something unknown")


def _info(pdf: pikepdf.Pdf, key: str) -> str | None:
    try:
        value = str(pdf.docinfo.get(key, "")).strip()
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return None
    return "".join(ch for ch in value if ch.isprintable()) or None
