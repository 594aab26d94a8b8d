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

SEQUENCE, OCTETS, OCTETS_IN_PARTS, EXPLICIT = 0x30, 0x04, 0x24, 0xA0
"""Tags of the elements of an envelope (ITU-T X.690)."""

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
"""The object identifier of a signed message, 1.2.840.113549.1.7.2."""

AS_TEXT = re.compile(rb"\s*(?:-----BEGIN (?:PKCS7|CMS)-----)?\s*(MI[A-Za-z0-9+/\s]+=*)\s*(?:-----END (?:PKCS7|CMS)-----)?\s*")
"""An envelope written in Base64, with or without lines around it."""

Element = tuple[int, int, int | None]
"""A tag, where its content begins, and how long that is; None if its end is marked instead."""


def enclosed(data: bytes) -> bytes:
    """What was signed, however often it was; the same bytes if they are no envelope, or one that holds nothing or is damaged."""
    for _ in range(MOST_SIGNATURES):
        text = AS_TEXT.fullmatch(data)
        try:
            data = _content(base64.b64decode(text[1]) if text else data)
        except (ValueError, IndexError):
            break
    return data


def _content(data: bytes) -> bytes:
    """The content of one envelope. Raises `ValueError` and `IndexError` for what is none."""
    kind, explicit = islice(_elements_in(data, _expect(_element_at(data, 0), SEQUENCE)), 2)
    if data[kind[1] :][: len(SIGNED_DATA)] != SIGNED_DATA:
        raise ValueError("no signed message")
    signed = next(_elements_in(data, _expect(explicit, EXPLICIT)))
    _, _, encapsulated = islice(_elements_in(data, _expect(signed, SEQUENCE)), 3)
    _, explicit = islice(_elements_in(data, _expect(encapsulated, SEQUENCE)), 2)
    content = next(_elements_in(data, _expect(explicit, EXPLICIT)))
    parts = list(_octets(data, content, MOST_DEEP))
    if not any(parts):
        raise ValueError("nothing is in it")
    return b"".join(parts)


def _expect(element: Element, tag: int) -> Element:
    if element[0] != tag:
        raise ValueError("another element was expected")
    return element


def _element_at(data: bytes, at: int) -> Element:
    """The element that begins at a place."""
    tag, length = data[at], data[at + 1]
    at += 2
    if length == 0x80:
        return tag, at, None
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[at : at + size])
        at += size
    if at + length > len(data):
        raise ValueError("the end of an element is missing")
    return tag, at, length


def _elements_in(data: bytes, element: Element, depth: int = MOST_DEEP) -> Iterator[Element]:
    """The elements that one consists of, in their order."""
    _, at, length = element
    end = None if length is None else at + length
    while at < end if end is not None else data[at : at + 2] != b"\0\0":
        inner = _element_at(data, at)
        yield inner
        at = _end_of(data, inner, depth)


def _end_of(data: bytes, element: Element, depth: int) -> int:
    """Where the next element begins."""
    _, at, length = element
    if length is not None:
        return at + length
    if not depth:
        raise ValueError("too many elements in one another")
    while data[at : at + 2] != b"\0\0":
        at = _end_of(data, _element_at(data, at), depth - 1)
    return at + 2


def _octets(data: bytes, element: Element, depth: int) -> Iterator[bytes]:
    """The parts of a string of octets."""
    tag, at, length = element
    if tag == OCTETS and length is not None:
        yield data[at : at + length]
        return
    if not depth:
        raise ValueError("too many elements in one another")
    for inner in _elements_in(data, _expect(element, OCTETS_IN_PARTS), depth):
        yield from _octets(data, inner, depth - 1)
