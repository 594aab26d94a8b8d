"""How much a page asks of the engine that reads it, told from its content streams before an engine sees them.

A few bytes can unfold to gigabytes: by compression, by a stream that a page lists a thousand times, by forms that draw forms
that draw forms. What is counted here is what an engine would have to run through, and it is counted without unfolding it.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from pipeline.limits import MAX_CONTENT_BYTES
from pipeline.source import Unreadable

_SHOWN = re.compile(rb"\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f\s]*+>", re.DOTALL)
"""A string of a content stream, in parentheses or hexadecimal."""

_SHOWS = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")
"""The end of an operator that shows text."""

_IN_STRING = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
"""What stands for one byte of a string in parentheses."""

_DRAWS_FORM = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

CHUNK = 65_536

FORM_LEVELS = 40
"""How deep PDFium follows forms that draw forms."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a page's content amounts to, its forms counted as often as they are drawn."""

    size: int
    """Bytes, decoded."""
    text: int
    """Bytes of the strings that it shows: a character takes one or two."""


def measure(page: pikepdf.Object) -> Content:
    """What a page's content amounts to. Raises `Unreadable` where it is more than an engine should be given."""
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    streams = {part.objgen: part for part in parts if isinstance(part, pikepdf.Stream)}
    times = Counter(part.objgen for part in parts if isinstance(part, pikepdf.Stream))
    measured: dict[tuple[int, int], Content] = {}
    size = text = 0
    for objgen, stream in streams.items():
        content = _measure_stream(stream, page.get("/Resources"), measured, 0)
        size, text = size + times[objgen] * content.size, text + times[objgen] * content.text
        _refuse_beyond(size)
    return Content(size, text)


def _measure_stream(
    stream: pikepdf.Object, resources: pikepdf.Object | None, measured: dict[tuple[int, int], Content], depth: int
) -> Content:
    """A content stream with the forms it draws; each form is looked at once, however often it is drawn."""
    data = decoded(stream, MAX_CONTENT_BYTES)
    _refuse_beyond(len(data))
    size, text = len(data), _text_bytes(data)
    for form, inner, times in _forms(data, resources):
        if form.objgen not in measured:
            measured[form.objgen] = Content(0, 0)  # while it is looked at: a form that draws itself is drawn once
            if depth < FORM_LEVELS:
                measured[form.objgen] = _measure_stream(form, inner, measured, depth + 1)
        size += times * measured[form.objgen].size
        text += times * measured[form.objgen].text
        _refuse_beyond(size)
    return Content(size, text)


def _forms(data: bytes, resources: pikepdf.Object | None) -> Iterator[tuple[pikepdf.Object, pikepdf.Object | None, int]]:
    """The forms that a content stream draws, the resources that they draw with, and how often each is drawn."""
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return
    for name, times in Counter(_DRAWS_FORM.findall(data)).items():
        plain = _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), name)
        form = named.get("/" + plain.decode("utf-8", "surrogateescape"))
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
            yield form, form.get("/Resources", resources), times


def _refuse_beyond(size: int) -> None:
    if size > MAX_CONTENT_BYTES:
        raise Unreadable(
            "too_much_content",
            f"Its content unfolds to more than {MAX_CONTENT_BYTES:,} bytes, which no report's does. Look at it by hand.",
        )


def _text_bytes(data: bytes) -> int:
    if not _SHOWS.search(data):
        return 0
    strings = _SHOWN.findall(data)
    return sum(len(s) // 2 - 1 if s[:1] == b"<" else len(_IN_STRING.sub(b" ", s)) - 2 for s in strings)


def decoded(stream: pikepdf.Object, most: int) -> bytes:
    """A stream's bytes without its filters; a little more than `most` at most if Flate makes more of them. What is damaged
    is decoded as far as it goes."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    data = stream.read_raw_bytes()
    if names and all(name in ("/FlateDecode", "/Fl") for name in names) and "/DecodeParms" not in stream:
        for _ in names:
            data = _inflated(data, most)
        return data
    if not names:
        return data
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _inflated(data: bytes, most: int) -> bytes:
    out = bytearray()
    decoder = zlib.decompressobj()
    rest = data
    try:
        while rest and len(out) <= most and not decoder.eof:
            out += decoder.decompress(rest, CHUNK)
            rest = decoder.unconsumed_tail
    except zlib.error:
        pass  # what follows is lost to every engine alike
    return bytes(out)
