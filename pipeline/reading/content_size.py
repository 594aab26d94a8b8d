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

from pipeline.limits import LIMITS
from pipeline.source import Unreadable

_SHOWN = re.compile(rb"\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f\s]*+>", re.DOTALL)
"""A string of a content stream, in parentheses or hexadecimal."""

_SHOWS = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")
"""The end of an operator that shows text."""

_IN_STRING = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
"""What stands for one byte of a string in parentheses."""

_DRAWS_FORM = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")

_ESCAPED_NAME = re.compile(rb"/[^\s/<>\[\](){}%#]*#")

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
    breaks_off: bool = False
    """Whether a stream of it cannot be decoded to its end."""
    marked: bool = False
    """Whether its marks may say what text stands for others, or is in a layer: they may name more than where it belongs."""


def measure(page: pikepdf.Object) -> Content:
    """What a page's content amounts to. Raises `Unreadable` where it is more than an engine should be given."""
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    streams = {part.objgen: part for part in parts if isinstance(part, pikepdf.Stream)}
    times = Counter(part.objgen for part in parts if isinstance(part, pikepdf.Stream))
    measured: dict[tuple[int, int], Content] = {}
    whole = Content(0, 0)
    for objgen, stream in streams.items():
        whole = _with(whole, times[objgen], _measure_stream(stream, page.get("/Resources"), measured, 0))
    return whole


def _measure_stream(
    stream: pikepdf.Object, resources: pikepdf.Object | None, measured: dict[tuple[int, int], Content], depth: int
) -> Content:
    """A content stream with the forms it draws; each form is looked at once, however often it is drawn."""
    data, breaks_off = decoded(stream, LIMITS.max_content_bytes)
    content = _with(Content(0, 0), 1, Content(len(data), _text_bytes(data), breaks_off, _is_marked(data, resources)))
    for form, inner, times in _forms(data, resources):
        if form.objgen not in measured:
            measured[form.objgen] = Content(0, 0)  # while it is looked at: a form that draws itself is drawn once
            if depth < FORM_LEVELS:
                measured[form.objgen] = _measure_stream(form, inner, measured, depth + 1)
        content = _with(content, times, measured[form.objgen])
    return content


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


def _with(content: Content, times: int, part: Content) -> Content:
    """Content with more of it, drawn so many times. Raises `Unreadable` where it is too much."""
    size = content.size + times * part.size
    if size > LIMITS.max_content_bytes:
        raise Unreadable(
            "too_much_content",
            f"Its content unfolds to more than {LIMITS.max_content_bytes:,} bytes, which no report's does. Look at it by hand, "
            "or raise CONSUNTIVO_MAX_CONTENT_BYTES.",
        )
    breaks_off, marked = content.breaks_off or part.breaks_off, content.marked or part.marked
    return Content(size, content.text + times * part.text, breaks_off, marked)


def _is_marked(data: bytes, resources: pikepdf.Object | None) -> bool:
    if b"BDC" not in data:
        return False
    named = not isinstance(resources, pikepdf.Dictionary) or "/Properties" in resources
    return named or b"/ActualText" in data or b"/OC" in data or _ESCAPED_NAME.search(data) is not None


def _text_bytes(data: bytes) -> int:
    if not _SHOWS.search(data):
        return 0
    strings = _SHOWN.findall(data)
    plain = [s for s in strings if s.startswith(b"(")]
    hexadecimal = len(strings) - len(plain)
    digits = sum(map(len, strings)) - sum(map(len, plain)) - 2 * hexadecimal
    return len(_IN_STRING.sub(b" ", b"".join(plain))) - 2 * len(plain) + digits // 2


def decoded(stream: pikepdf.Object, most: int) -> tuple[bytes, bool]:
    """A stream's bytes without its filters; a little more than `most` at most if Flate makes more of them. What is damaged
    is decoded as far as it goes, and said to break off."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    data = stream.read_raw_bytes()
    if names and all(name in ("/FlateDecode", "/Fl") for name in names) and "/DecodeParms" not in stream:
        breaks_off = False
        for _ in names:
            data, ended = _inflated(data, most)
            breaks_off |= not ended
        return data, breaks_off
    if not names:
        return data, False
    try:
        return stream.read_bytes(), False
    except pikepdf.PdfError:
        return b"", True


def _inflated(data: bytes, most: int) -> tuple[bytes, bool]:
    """What Flate makes of the bytes, and whether it came to an end. The checksum behind the end is often missing or wrong in
    honest files, and no engine asks for it."""
    out = bytearray()
    decoder = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    rest = data[2:]
    try:
        while rest and len(out) <= most and not decoder.eof:
            out += decoder.decompress(rest, CHUNK)
            rest = decoder.unconsumed_tail
    except zlib.error:
        return bytes(out), False  # what follows is lost to every engine alike
    return bytes(out), decoder.eof or len(out) > most or not data
