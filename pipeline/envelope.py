"""The document in the envelope of a digital signature: a `.p7m` file, as CAdES makes them (CMS, RFC 5652, section 5).

The signature is not looked at: whether it is valid is a question for a verifier of signatures, not for a reader of tables.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from itertools import islice

MOST_SIGNATURES = 8
"""How many envelopes may be around one another: every signatory may put one."""

MOST_DEEP = 16
"""How many elements may be in one another: those of an envelope are seven or eight."""

MOST_ELEMENTS = 500_000
"""Elements that are looked at: programs write a document in parts of 1,000 bytes or more."""

SEQUENCE, OCTETS, OCTETS_IN_PARTS, EXPLICIT = 0x30, 0x04, 0x24, 0xA0
"""Tags of the elements of an envelope (ITU-T X.690)."""

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
"""The object identifier of a signed message, 1.2.840.113549.1.7.2."""

AS_TEXT = re.compile(
    rb"\s*+(?:-----BEGIN (?:PKCS7|CMS)-----\s*+)?+(MI[A-Za-z0-9+/\s]++=*+)\s*+(?:-----END (?:PKCS7|CMS)-----\s*+)?+"
)
"""An envelope written in Base64, with or without lines around it. Nothing is tried twice: files from strangers are matched."""

Element = tuple[int, int, int | None]
"""A tag, where its content begins, and how long that is; None if its end is marked instead."""


def enclosed(data: bytes) -> bytes:
    """What was signed, however often it was; the same bytes if they are no envelope, or one that holds nothing or is damaged."""
    for _ in range(MOST_SIGNATURES):
        text = AS_TEXT.fullmatch(data)
        try:
            data = _Envelope(base64.b64decode(text[1]) if text else data).content()
        except (ValueError, IndexError, StopIteration):
            break
    return data


class _Envelope:
    """Bytes that may be an envelope. What reads them raises `ValueError`, `IndexError` or `StopIteration` if they are none."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.left = MOST_ELEMENTS

    def content(self) -> bytes:
        """What is in the envelope."""
        kind, explicit = islice(self._within(self._at(0), SEQUENCE), 2)
        if self.data[kind[1] :][: len(SIGNED_DATA)] != SIGNED_DATA:
            raise ValueError("no signed message")
        signed = next(self._within(explicit, EXPLICIT))
        _, _, encapsulated = islice(self._within(signed, SEQUENCE), 3)
        _, explicit = islice(self._within(encapsulated, SEQUENCE), 2)
        parts = list(self._octets(next(self._within(explicit, EXPLICIT)), MOST_DEEP))
        if not any(parts):
            raise ValueError("nothing is in it")
        return b"".join(parts)

    def _at(self, at: int) -> Element:
        """The element that begins at a place."""
        self.left -= 1
        if self.left < 0:
            raise ValueError("there are too many elements")
        tag, length = self.data[at], self.data[at + 1]
        at += 2
        if length == 0x80:
            return tag, at, None
        if length > 0x80:
            size = length & 0x7F
            length = int.from_bytes(self.data[at : at + size])
            at += size
        if at + length > len(self.data):
            raise ValueError("the end of an element is missing")
        return tag, at, length

    def _within(self, element: Element, tag: int) -> Iterator[Element]:
        """The elements that one of this tag consists of, in their order."""
        found, at, length = element
        if found != tag:
            raise ValueError("another element was expected")
        end = None if length is None else at + length
        while at < end if end is not None else self.data[at : at + 2] != b"\0\0":
            inner = self._at(at)
            yield inner
            at = self._end_of(inner, MOST_DEEP)

    def _end_of(self, element: Element, depth: int) -> int:
        """Where the next element begins."""
        _, at, length = element
        if length is not None:
            return at + length
        if not depth:
            raise ValueError("too many elements in one another")
        while self.data[at : at + 2] != b"\0\0":
            at = self._end_of(self._at(at), depth - 1)
        return at + 2

    def _octets(self, element: Element, depth: int) -> Iterator[bytes]:
        """The parts of a string of octets."""
        tag, at, length = element
        if tag == OCTETS and length is not None:
            yield self.data[at : at + length]
            return
        if not depth:
            raise ValueError("too many elements in one another")
        for inner in self._within(element, OCTETS_IN_PARTS):
            yield from self._octets(inner, depth - 1)
