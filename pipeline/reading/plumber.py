"""Pages read by pdfplumber, which knows other fonts and other damage than PDFium, at ten times its cost.

It measures from the upper left corner of the media box as turned; what is displayed is the crop box. It does not tell which
text is painted without ink: here all of it counts as visible, unless it is white on white.
"""

from __future__ import annotations

import io
import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.encodingdb import name2unicode
from pdfminer.layout import LTChar, LTContainer, LTItem
from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import literal_name
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import fix_fontname_bytes
from pdfplumber.pdf import PDF

from pipeline.reading.drawing import THIN, WHITE
from pipeline.reading.glyphs import UNREADABLE, printed_chars
from pipeline.reading.model import Char, Color, Fill, Font, Transform
from pipeline.reading.overprints import boxes_of, overprints
from pipeline.reading.page import Page
from pipeline.reading.page_limits import refuse_chars, refuse_segments, refuse_size
from pipeline.reading.rulings import Segment, is_bent, rules_of, strokes_of
from pipeline.reading.text import BOLD_NAME, DESCENT
from pipeline.reading.witness import Ink
from pipeline.source import BROKEN_PAGE, Unreadable, short
from schemas.provenance import Box

ENGINE = "pdfplumber"

_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""What it gives for a glyph of which the font does not say what it means."""


class _Fonts(PDFResourceManager):
    """The fonts of a document.

    Where the name of a glyph says nothing, pdfminer takes it for what the base encoding has at its place: here it has no meaning.
    """

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        font = super().get_font(objid, spec)
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(font, PDFSimpleFont) and isinstance(encoding, dict):
            code = 0
            for entry in list_value(encoding.get("Differences", [])):
                if isinstance(entry, int):
                    code = entry
                else:
                    if not _is_known(literal_name(entry)):
                        font.cid2unicode.pop(code, None)
                    code += 1
        return font


def _is_known(name: str) -> bool:
    """Whether the name of a glyph says which character it is."""
    try:
        return bool(name2unicode(name))
    except (KeyError, ValueError):
        return False


def open_document(copy: bytes) -> PDF:
    """Open a PDF and find its pages. Raises `Unreadable`."""
    try:
        document = pdfplumber.open(io.BytesIO(copy))
        document.rsrcmgr = _Fonts()
        len(document.pages)
        return document
    except Exception as e:  # a damaged file makes it raise whatever its lines run into
        raise _broken(e) from e


def read_page(document: PDF, number: int, ink: Ink | None = None) -> Page:
    """Read page `number` (1-based), and of its characters those that leave ink, if its ink is known. Raises `Unreadable`."""
    try:
        page = document.pages[number - 1]
        try:
            return _read(page, number, ink)
        finally:
            page.close()
    except Unreadable:
        raise
    except Exception as e:
        raise _broken(e) from e


def _read(page: PlumberPage, number: int, ink: Ink | None) -> Page:
    x0, top, width, height = _display(page)
    refuse_size(width, height)
    glyphs, objects = _objects(page)
    refuse_chars(len(glyphs))
    place = Transform(1, 0, 0, 1, -x0, -top)
    segments, fills = _drawing(objects, place)
    refuse_segments(len(segments) + 4 * len(fills))
    fills = [fill for fill in fills if fill.box.width < 0.98 * width or fill.box.height < 0.98 * height]
    horizontals, verticals = rules_of(segments)
    given = list(_chars(page, glyphs, place))
    boxes = boxes_of(given)
    shown = ink.shown(given, boxes) if ink else np.ones(len(given), np.bool_)
    printed = printed_chars(given, boxes, shown, overprints(boxes), width, height)
    return Page(
        number=number,
        width=width,
        height=height,
        chars=printed.chars,
        not_shown=printed.not_shown,
        refused=printed.refused,
        horizontals=horizontals,
        verticals=verticals,
        strokes=strokes_of(segments),
        fills=fills,
        images=[_box(image, place) for image in objects.get("image", ())],
        curves=[_box(thing, place) for kind in ("line", "curve") for thing in objects.get(kind, ()) if is_bent(thing["pts"])],
        engine=ENGINE,
        remarks=printed.remarks,
    )


def _objects(page: PlumberPage) -> tuple[list[LTChar], dict[str, list[dict[str, Any]]]]:
    """The characters of a page as pdfminer gives them, and pdfplumber's objects of other kinds, which cost more to make."""
    glyphs: list[LTChar] = []
    objects: dict[str, list[dict[str, Any]]] = {}
    for item in _items(page.layout):
        if isinstance(item, LTChar):
            glyphs.append(item)
        else:
            thing = page.process_object(item)
            objects.setdefault(thing["object_type"], []).append(thing)
    return glyphs, objects


def _items(container: LTContainer[Any]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _display(page: PlumberPage) -> tuple[float, float, float, float]:
    """Left and top of the crop box where pdfplumber measures, its width and height, all as displayed."""
    ml, mb, mr, mt = page.page_obj.mediabox
    cl, cb, cr, ct = page.page_obj.cropbox
    cl, cb, cr, ct = max(cl, ml), max(cb, mb), min(cr, mr), min(ct, mt)
    left, top = {90: (cb - mb, cl - ml), 180: (mr - cr, cb - mb), 270: (mt - ct, mr - cr)}.get(page.rotation, (cl - ml, mt - ct))
    width, height = (ct - cb, cr - cl) if page.rotation in (90, 270) else (cr - cl, ct - cb)
    return page.mediabox[0] + left, page.mediabox[1] + top, width, height


def _box(thing: dict[str, Any], place: Transform) -> Box:
    return place.box(thing["x0"], thing["top"], thing["x1"], thing["bottom"])


def _chars(page: PlumberPage, glyphs: Sequence[LTChar], place: Transform) -> Iterator[Char]:
    """The characters, spaces left out."""
    left, top = page.mediabox[:2]
    fonts: dict[tuple[str, float], Font] = {}
    after_space = False
    for glyph in glyphs:
        text = glyph.get_text()
        if _UNMAPPED.search(text) or UNREADABLE in text:
            text = UNREADABLE
        if not text.strip():
            after_space = True
            continue
        a, b, _, _, _, up = glyph.matrix
        angle = round(-math.degrees(math.atan2(b, a)), 2) % 360
        box = place.box(glyph.x0 + left, page.height - glyph.y1 + top, glyph.x1 + left, page.height - glyph.y0 + top)
        size = round(box.width if round(angle / 90) % 2 else box.height, 2)
        name = fix_fontname_bytes(glyph.fontname) if isinstance(glyph.fontname, bytes) else glyph.fontname
        key = name, size
        if key not in fonts:
            fonts[key] = _font(*key)
        baseline = place.point(0, page.height + top - up)[1]
        if not angle and not box.top <= baseline <= box.bottom:  # of a font whose glyphs are drawn from above
            box = Box(box.x0, baseline - (1 - DESCENT) * size, box.x1, baseline + DESCENT * size)
        yield Char(text, *box, baseline, fonts[key], angle, after_space)
        after_space = False


def _font(name: str, size: float) -> Font:
    name = name.rpartition("+")[2]
    return Font(name, size, BOLD_NAME.search(name) is not None)


def _drawing(objects: dict[str, list[dict[str, Any]]], place: Transform) -> tuple[list[Segment], list[Fill]]:
    """The straight strokes and the filled rectangles; a rectangle as thin as a line is a stroke."""
    segments: list[Segment] = []
    fills: list[Fill] = []
    for line in objects.get("line", ()):
        segments += _strokes(line, place)
    for curve in objects.get("curve", ()):
        if curve["stroke"] and all(command in "mlh" for command, *_ in curve["path"]):
            segments += _strokes(curve, place)
    for rect in objects.get("rect", ()):
        box = _box(rect, place)
        color = _rgb(rect["non_stroking_color"])
        if min(box.width, box.height) <= THIN:
            if rect["stroke"] or color != WHITE:
                segments.append(_thin(box))
            continue
        if rect["stroke"]:
            segments += _strokes(rect, place)
        if rect["fill"]:
            fills.append(Fill(box, color))
    return segments, fills


def _strokes(thing: dict[str, Any], place: Transform) -> Iterator[Segment]:
    points = [place.point(*point) for point in thing["pts"]]
    for start, end in itertools.pairwise(points):
        yield Segment(*start, *end, thing["linewidth"] or 0.0)


def _thin(box: Box) -> Segment:
    if box.width >= box.height:
        return Segment(box.x0, box.center_y, box.x1, box.center_y, box.height)
    return Segment(box.center_x, box.top, box.center_x, box.bottom, box.width)


def _rgb(color: object) -> Color:
    """Grey, RGB or CMYK as red, green and blue; black for what is no plain colour."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return 0, 0, 0
    match [min(1.0, max(0.0, float(part))) for part in parts]:
        case [grey]:
            rgb = (grey, grey, grey)
        case [r, g, b]:
            rgb = (r, g, b)
        case [cyan, magenta, yellow, key]:
            rgb = ((1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key))
        case _:
            rgb = (0.0, 0.0, 0.0)
    return round(255 * rgb[0]), round(255 * rgb[1]), round(255 * rgb[2])


def _broken(error: Exception) -> Exception:
    """What an error of pdfplumber comes to: memory that ran out, however deep it is wrapped, or a broken page."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return Unreadable(BROKEN_PAGE, f"Its content is broken ({short(error) or type(error).__name__}). Ask for the file again.")
