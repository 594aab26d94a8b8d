"""A file to safe, countable bytes: what it is, whether it opens, how many pages it has.

A file is read once, whole, so that what is hashed is what is parsed, whatever happens to the file meanwhile. Encryption that
opens without a password is no obstacle; the restrictions that a PDF asks readers to observe (no copying, no printing) are not
observed: the reports are public acts, and nothing of them is passed on but their figures. A PDF in the envelope of a signature is
taken out of it.
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

from pipeline.envelope import enclosed
from pipeline.inert import printable
from pipeline.limits import LIMITS

HEADER_WITHIN = 1024
"""Bytes at the beginning within which a PDF says that it is one (ISO 32000-2, 7.5.2, and what readers accept)."""

END_WITHIN = 2048
"""Bytes at the end within which a whole PDF says where its cross-references are."""

SCAN = "Save it as a PDF and give that: its text is then recognised."
PRINT = "Print it to a PDF, and give that."
SIGNED = "It is damaged, or holds the signature alone: give the PDF that was signed."
TAKE_OUT = "Take the PDF out of it, and give that."
LEAVE = "If it stands for a report, give the report as PDF; if not, leave it out."
FETCH = "Fetch the PDF again: this is what came in its place."

OTHER_FORMATS: tuple[tuple[bytes, str, str], ...] = (
    (
        rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|word/|xl/|ppt/|docProps/|mimetypeapplication/vnd\.oasis)",
        "an Office document",
        PRINT,
    ),
    (rb"PK\x03\x04|7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b", "an archive", TAKE_OUT),
    (rb"\xd0\xcf\x11\xe0", "an old Office document", PRINT),
    (rb"\x89PNG|\xff\xd8\xff|II\*\0|MM\0\*|GIF8|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:heic|mif1)", "an image", SCAN),
    (rb"\{\\rtf", "an RTF document", PRINT),
    (rb"%!PS", "a PostScript file", PRINT),
    (rb"0[\x80-\x84]|MII|-----BEGIN (?:PKCS7|CMS)", "a signed envelope (p7m) out of which nothing can be taken", SIGNED),
    (rb"(?:Received|Return-Path|Delivered-To|MIME-Version|X-[\w-]+|From|Date|Message-ID): ", "an e-mail", TAKE_OUT),
    (rb"(?i:<!doctype html|<html|<head|<body)", "a web page", FETCH),
    (rb"<\?xml|<[A-Za-z]", "an XML file", LEAVE),
)
"""How files of other kinds begin, what they are, and what to do with them."""

OTHER_TEXTS: tuple[tuple[bytes, str], ...] = (
    (rb"[{\[]\s*[\"{\[\]}\d]", "a JSON file"),
    (rb"#{1,6} \S|---\n", "a Markdown file"),
    (rb"[^\n]*([;\t])[^\n]*\n[^\n]*\1|[^\n.]*,[^\n.]*,[^\n.]*\n[^\n]*,[^\n]*,", "a CSV file"),
    (rb"", "plain text"),
)
"""How files that are text begin, and what they are."""


BROKEN_PAGE = "broken_page"
"""The error of a page that an engine cannot read; another engine, or another copy of the file, may do better."""

NO_TEXT = "no_text"
"""The error of a page, or of a file, that is an image without text."""


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
    """SHA-256 of the file's bytes, hex, without the envelope of a signature."""
    copies: tuple[bytes, ...]
    """What may be parsed: a copy that qpdf repaired or decrypted, if there was anything to repair or decrypt, and the file's own
    bytes, if they are not encrypted. Mostly the copy reads better, sometimes the original does."""
    pdf: pikepdf.Pdf | None
    """None where qpdf cannot open it; another engine may."""
    page_count: int
    """As qpdf counts; 0 where it cannot open the file."""
    title: str | None
    author: str | None
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
    data = enclosed(read_bytes(path))
    digest = hashlib.sha256(data).hexdigest()
    if document_id not in (None, digest):
        raise _changed()
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        what, to_do = _what_it_is(data)
        raise Unreadable("not_a_pdf", f"This is not a PDF but {what}. {to_do}")
    truncated = not any(mark in data[-END_WITHIN:] for mark in (b"startxref", b"%%EOF"))
    try:
        pdf = _open(data, passwords)
        pages = len(pdf.pages)
        damaged = tuple(short(warning) for warning in pdf.get_warnings())
    except (pikepdf.PdfError, RuntimeError) as e:
        return Source(digest, (data,), None, 0, None, None, None, (short(e),), truncated)
    if pages > LIMITS.max_pages:
        raise too_many_pages(pages)
    copies: list[bytes] = [] if pdf.is_encrypted else [data]
    if damaged or pdf.is_encrypted:
        copies[:0] = _rewritten(pdf)
    title, author, producer = (_info(pdf, key) for key in ("/Title", "/Author", "/Producer"))
    return Source(digest, tuple(copies), pdf, pages, title, author, producer, damaged, truncated)


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes. Raises `Unreadable` for what is no file, has none, has too many, or changes meanwhile."""
    try:
        _refuse_unless_file(path.stat())  # before it is opened: opening alone may block, or set a device going
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            before = os.fstat(file.fileno())
            _refuse_unless_file(before)
            data = file.read(LIMITS.max_bytes + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError as e:
        raise Unreadable("not_readable", "It leads to a file that is not there, or is gone. Put that there, or remove it.") from e
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
    if status.st_size > LIMITS.max_bytes:
        found = f"The file has {status.st_size:,} bytes, more than {LIMITS.max_bytes:,}"
        raise Unreadable("too_large", f"{found}. Cut it into parts, or raise CONSUNTIVO_MAX_BYTES.")


def out_of_memory() -> Unreadable:
    return Unreadable("out_of_memory", "Reading it takes more memory than any honest report does. Look at it by hand.")


def too_many_pages(pages: int) -> Unreadable:
    found = f"It has {pages:,} pages, more than {LIMITS.max_pages:,}"
    return Unreadable("too_many_pages", f"{found}. Cut it into parts, or raise CONSUNTIVO_MAX_PAGES.")


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


def _what_it_is(data: bytes) -> tuple[str, str]:
    """What a file is that is no PDF, and what to do about it."""
    head = data[:HEADER_WITHIN].removeprefix(b"\xef\xbb\xbf")
    if not data.strip(b"\0"):
        return "a file of zeros", FETCH
    head = head.lstrip(b" \t\r\n")
    for beginning, what, to_do in OTHER_FORMATS:
        if re.match(beginning, head, re.DOTALL):
            return what, to_do
    if all(byte >= ord(" ") or byte in b"\t\r\n\f" for byte in head):
        return next(what for beginning, what in OTHER_TEXTS if re.match(beginning, head)), LEAVE
    return "a file of a kind that is not known here", LEAVE


def _info(pdf: pikepdf.Pdf, key: str) -> str | None:
    try:
        value = str(pdf.docinfo.get(key, "")).strip()
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return None
    return "".join(ch for ch in value if ch.isprintable()) or None
