"""Text of unknown origin made harmless: names of files, what a PDF says of itself, messages of engines that quote it."""

from __future__ import annotations

import re
import unicodedata

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


def printable(text: str) -> str:
    """Text that can be shown and stored anywhere: bytes that are no UTF-8, and characters that are not printed (controls,
    marks of direction), are escaped, and so is the backslash: two texts never become one."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(ch if ch.isprintable() and ch != "\\" else _escaped(ch) for ch in text)


def _escaped(ch: str) -> str:
    if 0xDC80 <= ord(ch) <= 0xDCFF:  # how Python keeps a byte of a file's name that is no UTF-8
        return f"\\x{ord(ch) - 0xDC00:02x}"
    return ch.encode("unicode_escape").decode()


def cell_text(text: str) -> str:
    """Text for a cell of a spreadsheet or a CSV file, which takes it for text and never for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def slug(text: str) -> str:
    """Text fit for a file's name anywhere: small letters, digits and hyphens; "" if it has none. Two texts may become one."""
    return plain_letters(text)[:60].strip("-")


def plain_letters(text: str) -> str:
    """Small letters without accents, digits, and a hyphen for whatever stands between them: the same for one name however it
    is set."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
