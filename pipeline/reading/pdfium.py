"""Pages read by PDFium.

PDFium gives characters and paths at a fraction of the time of the pure Python engines, but only through its C interface,
one call per fact. What is the same for a whole text object (font, colour, direction) is therefore asked once per object.
PDFium is not thread-safe: one process, one thread.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.actual_text import printed_text
from pipeline.reading.belied import hold_against_faces
from pipeline.reading.calls import BLACK, LINE_END_HYPHEN, Handle, fill_color
from pipeline.reading.drawing import DARK, LIGHT, Drawing
from pipeline.reading.faces import Faces
from pipeline.reading.glyphs import UNREADABLE, printed_chars
from pipeline.reading.model import IDENTITY, Char, Color, Font, Transform
from pipeline.reading.overprints import Boxes, boxes_of, overprints
from pipeline.reading.page import Page
from pipeline.reading.page_limits import refuse_chars, refuse_size
from pipeline.reading.rotation import LEAST, turn_of, turned_back
from pipeline.reading.rulings import rules_of, strokes_of
from pipeline.reading.unread_ink import single_lines
from pipeline.reading.witness import Ink, render
from pipeline.source import BROKEN_PAGE, Unreadable, short
from schemas.provenance import Box

BOLD_NAME = re.compile(r"bold|black|heavy|demi|(?:-|^)medi$|^(?:CM|EC|SF|LM)[A-Z]*B[A-Z]*[0-9]+$", re.IGNORECASE)
"""How the names of bold fonts tell; the weights that PDFium reckons from their stems do not."""

FORCE_BOLD = 1 << 18
"""Flag of a font descriptor (ISO 32000-1, table 123)."""

LEAST_RED = 140
"""How much red there is in a red that is told from black and brown, of 255."""

ENGINE = "pdfium"

NOT_PRINTED = (c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_POPUP)
"""Kinds of annotations of which a page shows nothing."""

LEAST_ALPHA = 128
"""Of 255: text that more shows through is pale."""

OFF_LINE = 0.5
"""Font sizes by which what is typed into a form may stand above or below the line that it belongs to."""

LEAST_PICTURE, FEWEST_SHAPES = 0.02, 40
"""Share of a page that images, or a fill without text, cover, or how many curved or filled outlines there are, for lines of print
to be among them."""

UNKNOWN = 0.0
"""Confidence of text that was recognised by whoever made the file: nobody tells how sure it is."""

BETWEEN_WORDS = frozenset(map(ord, " \t\r\n\xa0"))

UNUSUAL = BETWEEN_WORDS | frozenset(map(ord, "\u200b\u200c\u200d\u2060\ufeff")) | {LINE_END_HYPHEN}
"""Characters that print nothing, unless a font says so of its minus, and one that PDFium has for another."""

LEAST_STROKE = 0.05
"""Points that a stroke is high at least: PDFium gives what is blank a height of a hundredth."""


def read_page(document: pdfium.PdfDocument, number: int, faces: Faces | None = None) -> Page:
    """Read page `number` (1-based); `faces` are those of the document.

    Raises `Unreadable` if PDFium cannot load the page or there is more on it than on any report's.
    """
    faces = faces or Faces()
    page, own = _load(document, number)
    try:
        width, height = page.get_size()
        refuse_size(width, height)
        display, to_display = display_transform(page), IDENTITY
        with printed_text(document, page.raw) as (text_page, layered):
            reader = _TextReader(page, display, 0.0)
            reader.read(text_page)
            turn = turn_of(reader.chars)
            if turn:
                width, height, upright = turned_back(width, height, turn)
                display, to_display = display.then(upright), turned_back(width, height, -turn)[2]
                reader = _TextReader(page, display, turn)
                reader.read(text_page)
        return _read(page, own, number, width, height, reader, to_display, faces, layered=layered)
    finally:
        page.close()


@contextmanager
def ink_on(document: pdfium.PdfDocument, number: int) -> Iterator[Ink]:
    """The ink of page `number` (1-based). Raises `Unreadable` if PDFium cannot load it."""
    page, own = _load(document, number)
    try:
        drawing = Drawing(display_transform(page))
        drawing.read(page.raw, own)
        yield Ink(page.raw, drawing.texts_by_address())
    finally:
        page.close()


def _load(document: pdfium.PdfDocument, number: int) -> tuple[pdfium.PdfPage, int]:
    """The page, what its form fields and annotations show made part of its content, and how many of its objects are its own."""
    try:
        page = document[number - 1]
        own = int(calls.count_objects(page.raw))
        if _shows_annotations(page.raw):
            render(page.raw, 1 / max(page.get_size()), c.FPDF_ANNOT)  # makes the appearances that are missing
            if c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS:
                page.close()
                page = document[number - 1]
        return page, own
    except (pdfium.PdfiumError, IndexError) as e:
        raise Unreadable(BROKEN_PAGE, f"Its content is broken ({short(e)}). Ask for the file again.") from e


def _shows_annotations(page: c.FPDF_PAGE) -> bool:
    for i in range(c.FPDFPage_GetAnnotCount(page)):
        annotation = c.FPDFPage_GetAnnot(page, i)
        if annotation:
            kind, flags = c.FPDFAnnot_GetSubtype(annotation), c.FPDFAnnot_GetFlags(annotation)
            if flags & c.FPDF_ANNOT_FLAG_NOVIEW:
                c.FPDFAnnot_SetFlags(annotation, flags | c.FPDF_ANNOT_FLAG_HIDDEN)  # to be printed only
            c.FPDFPage_CloseAnnot(annotation)
            if kind not in NOT_PRINTED:
                return True
    return False


def _read(
    page: pdfium.PdfPage,
    own: int,
    number: int,
    width: float,
    height: float,
    reader: _TextReader,
    to_display: Transform,
    faces: Faces,
    *,
    layered: bool,
) -> Page:
    """The page, so wide and high in the coordinates in which its text was read by `reader`.

    So many of its objects are its `own`; `to_display` leads from these coordinates to the page as displayed. Of what is `layered`
    some text is in layers that may be off.
    """
    drawing = Drawing(reader.display)
    drawing.read(page.raw, own)
    horizontals, verticals = rules_of(drawing.segments)
    if drawing.filled_in:
        _set_on_lines(reader.chars, [address in drawing.filled_in for address in reader.objects])
    boxes = boxes_of(reader.chars)
    pairs = overprints(boxes)
    ink = Ink(page.raw, drawing.texts_by_address(), to_display)
    if not layered and reader.is_dark and drawing.shows_all(boxes, reader.objects):
        shown = np.ones(len(boxes), np.bool_)
    else:
        shown = ink.shown(reader.chars, boxes, reader.objects, pairs)
    recognised = ink.recognised(boxes, reader.objects, shown, drawing.images)
    shown |= recognised
    for i in recognised.nonzero()[0].tolist():
        reader.chars[i].confidence = UNKNOWN
    area = sum(image.width * image.height for image in drawing.images)
    single = single_lines(drawing.images, drawing.shapes, boxes[shown])
    shapes = max(len(drawing.curves), len(drawing.shapes))
    least = LEAST_PICTURE * width * height
    may_print = single or area > least or shapes > FEWEST_SHAPES or _has_empty_fill(drawing, boxes, least)
    false: list[str] = []
    doubtful: list[Box] = []
    belied = 0
    if to_display == IDENTITY:
        alone = shown & ~recognised
        alone[[i for pair in pairs for i in pair]] = False
        false, doubtful, belied = hold_against_faces(reader.chars, reader.objects, reader.font_of, alone.tolist(), ink, faces)
    printed = printed_chars(reader.chars, boxes, shown, pairs, width, height, reader.pale)
    return Page(
        number=number,
        width=width,
        height=height,
        chars=printed.chars,
        not_shown=printed.not_shown,
        refused=printed.refused,
        unread_lines=ink.lines_without_text(boxes[recognised], single) if may_print else 0,
        remarks=[*false, *printed.remarks],
        belied=belied,
        doubtful=doubtful,
        horizontals=horizontals,
        verticals=verticals,
        strokes=strokes_of(drawing.segments),
        fills=[fill for fill in drawing.fills if fill.box.width < 0.98 * width or fill.box.height < 0.98 * height],
        images=drawing.images,
        curves=drawing.curves,
        single_lines=single,
        to_display=to_display,
    )


def _has_empty_fill(drawing: Drawing, boxes: Boxes, least: float) -> bool:
    """Whether a fill of `least` square points has none of the page's text in it: what fills it may be print, as of a pattern."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    large = [fill.box for fill in drawing.fills if fill.box.width * fill.box.height > least]
    return any(not ((box.x0 < x) & (x < box.x1) & (box.top < y) & (y < box.bottom)).any() for box in large)


def _set_on_lines(chars: Sequence[Char], filled_in: Sequence[bool]) -> None:
    """Give what is filled in or noted on a page the baseline of the line over which it is set."""
    baselines = sorted({ch.baseline for ch, new in zip(chars, filled_in, strict=True) if not new})
    for ch, new in zip(chars, filled_in, strict=True):
        if new and baselines:
            nearest = min(baselines, key=lambda baseline: abs(baseline - ch.baseline))
            if abs(nearest - ch.baseline) < OFF_LINE * ch.font.size:
                ch.baseline = nearest


def count_chars(document: pdfium.PdfDocument, number: int) -> int:
    """The characters of page `number` (1-based) that PDFium finds, those included that do not show."""
    page = document[number - 1]
    text_page = c.FPDFText_LoadPage(page.raw)
    try:
        return int(c.FPDFText_CountChars(text_page))
    finally:
        c.FPDFText_ClosePage(text_page)
        page.close()


def display_transform(page: pdfium.PdfPage) -> Transform:
    """From PDF user space (y up, unrotated) to the page as displayed: cropped, rotated, y down."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return Transform(0, 1, 1, 0, -bottom, -left)
        case 180:
            return Transform(-1, 0, 0, 1, right, -bottom)
        case 270:
            return Transform(0, -1, -1, 0, top, right)
        case _:
            return Transform(1, 0, 0, -1, -left, top)


class _TextReader:
    """The characters of one page.

    What PDFium is asked for each character is kept to three calls; the rest is asked once for a text object, and size and
    baseline once for each font at each height.
    """

    def __init__(self, page: pdfium.PdfPage, display: Transform, turn: float) -> None:
        self.display = display
        self.rotation = page.get_rotation() - turn
        self.askew = round(abs(math.sin(2 * math.radians(turn))), 9)
        self.fonts: dict[tuple[int, float], tuple[Font, float]] = {}
        self.rect, self.matrix = c.FS_RECTF(), c.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.font_address = 0
        self.lean = 0.0
        """How far the letters of the text object lean to the right, for their height."""
        self.colors: dict[int, tuple[Color, int]] = {}
        """The colour of each text object, and how opaque it is, of 255, by its address."""
        self.chars: list[Char] = []
        self.font_of: dict[int, int] = {}
        """The address of the font of each text object, by the object's."""
        self.objects: list[int] = []
        """Of each character the address of the text object that it is from, 0 if none."""

    @property
    def is_dark(self) -> bool:
        """Whether all text is opaque and of a dark colour."""
        return all(max(color) <= DARK and alpha == 255 for color, alpha in self.colors.values())

    @property
    def pale(self) -> set[int]:
        """The addresses of text objects that are of a light colour, or lighter for what shows through them."""
        return {address for address, (color, alpha) in self.colors.items() if min(color) >= LIGHT or alpha < LEAST_ALPHA}

    def read(self, text_page: c.FPDF_TEXTPAGE) -> None:
        """Read the text of the page."""
        chars, objects, rect = self.chars, self.objects, self.rect
        rect_ref = ctypes.byref(rect)
        _, _, _, _, left, top = self.display
        after_space = False
        previous, last = Char("", 0, 0, 0, 0, 0, Font("", 0, False, False)), -1
        font, descent, angle, lean, upright, red = previous.font, 0.0, 0.0, 0.0, True, False
        refuse_chars(count := c.FPDFText_CountChars(text_page))
        for i in range(count):
            code = calls.char_code(text_page, i)
            if code in UNUSUAL:
                code = _printed_code(text_page, i, code)
            if code in BETWEEN_WORDS:
                after_space = True
                continue
            if code < 32 or 0xD800 <= code <= 0xDFFF or calls.char_is_unmapped(text_page, i) == 1:
                code = 0xFFFD
            calls.char_box(text_page, i, rect_ref)
            address = calls.char_object(text_page, i) or 0
            same_object = address == last
            if not same_object:
                last, handle = address, Handle(address)
                angle, lean = self._angle(text_page, i), self.lean
                upright = self.rotation == 0 and angle == 0
                font, descent = self._font(text_page, i, handle, angle)
                color, alpha = fill_color(handle) if handle else (BLACK, 255)
                red = _is_red(color)
                self.colors[address] = color, alpha
                self.font_of[address] = self.font_address
            if upright:
                x0, y0, x1, y1 = rect.left + left, top - rect.top, rect.right + left, top - rect.bottom
                baseline = y1 - descent
                if lean:
                    x0, x1 = self._without_lean(x0, x1, y1 - y0, descent)
            else:
                x0, y0, x1, y1 = self._box()
                c.FPDFText_GetCharOrigin(text_page, i, ctypes.byref(self.x), ctypes.byref(self.y))
                baseline = self.display.point(self.x.value, self.y.value)[1]
            if same_object and x0 == previous.x0 and x1 == previous.x1 and angle == 0:
                previous.text += chr(code)  # a ligature, which PDFium gives letter by letter, each with the whole box
                if UNREADABLE in previous.text:
                    previous.text = UNREADABLE
                continue
            if same_object and y0 == previous.top and y1 == previous.bottom and baseline == previous.baseline:
                y0, y1, baseline = previous.top, previous.bottom, previous.baseline  # the same objects: memory
            previous = Char(chr(code), x0, y0, x1, y1, baseline, font, angle, after_space, last, red)
            chars.append(previous)
            objects.append(last)
            after_space = False

    def _angle(self, text_page: c.FPDF_TEXTPAGE, i: int) -> float:
        """In which direction the text of character `i` runs on the page, in degrees clockwise from left to right."""
        self.lean = 0.0
        turned = self._direction(text_page, i) if calls.char_angle(text_page, i) else 0.0
        angle = round(self.rotation + math.degrees(turned), 2) % 360
        if self.askew and not LEAST <= angle <= 360 - LEAST:
            angle = 0.0
        if angle and c.FPDFText_GetFontSize(text_page, i) < 0:
            angle = (angle + 180) % 360  # a negative size turns what a matrix has turned back
        return float(angle)

    def _direction(self, text_page: c.FPDF_TEXTPAGE, i: int) -> float:
        """In which direction the text of character `i` runs, in radians clockwise: PDFium takes letters that lean for a turn."""
        c.FPDFText_GetMatrix(text_page, i, ctypes.byref(self.matrix))
        a, b, across, up = self.matrix.a, self.matrix.b, self.matrix.c, self.matrix.d
        self.lean = across / up if b == 0 and up else 0.0
        return math.atan2(-b, a)

    def _without_lean(self, x0: float, x1: float, height: float, descent: float) -> tuple[float, float]:
        """The ends of a leaning character on its baseline; PDFium gives those of a box around it."""
        below, above = self.lean * descent, self.lean * (height - descent)
        return (x0 + below, x1 - above) if self.lean > 0 else (x0 - above, x1 + below)

    def _box(self) -> Box:
        """The box of the character just asked for. PDFium gives one around a glyph askew, larger for it, and so is its image."""
        box = self.display.box(self.rect.left, self.rect.bottom, self.rect.right, self.rect.top)
        if not self.askew:
            return box
        more = self.askew / (1 - self.askew**2)
        across, down = more * (box.height - self.askew * box.width) / 2, more * (box.width - self.askew * box.height) / 2
        return Box(box.x0 + across, box.top + down, box.x1 - across, box.bottom - down)

    def _font(self, text_page: c.FPDF_TEXTPAGE, i: int, handle: Handle, angle: float) -> tuple[Font, float]:
        """The font of character `i` and, for upright text, how far below the baseline its box reaches."""
        font = calls.text_font(handle) if handle else Handle()
        self.font_address = address = font.value or 0
        key = address, round(self.rect.top - self.rect.bottom, 2) if angle == 0 else -1.0 - i
        if key not in self.fonts:
            c.FPDFText_GetMatrix(text_page, i, ctypes.byref(self.matrix))
            size = abs(c.FPDFText_GetFontSize(text_page, i)) * math.hypot(self.matrix.c, self.matrix.d)
            c.FPDFText_GetCharOrigin(text_page, i, ctypes.byref(self.x), ctypes.byref(self.y))
            self.fonts[key] = _read_font(font, round(size, 2)), self.y.value - self.rect.bottom
        return self.fonts[key]


def _read_font(font: Handle, size: float) -> Font:
    if not font:
        return Font("", size, False, False)
    length = calls.font_name(font, None, ctypes.c_size_t(0))
    buffer = ctypes.create_string_buffer(length)
    calls.font_name(font, buffer, ctypes.c_size_t(length))
    name = buffer.value.decode("utf-8", "replace").split("+")[-1]
    lower = name.lower()
    bold = BOLD_NAME.search(name) is not None or bool(calls.font_flags(font) & FORCE_BOLD)
    angle = ctypes.c_int()
    calls.italic_angle(font, ctypes.byref(angle))
    return Font(name, size, bold, angle.value != 0 or "italic" in lower or "oblique" in lower)


def _printed_code(text_page: c.FPDF_TEXTPAGE, i: int, code: int) -> int:
    """What stands for character `i`: one that should print nothing, and is a level stroke right before a digit, is unreadable."""
    if code == LINE_END_HYPHEN:
        return ord("-")
    if not ord("0") <= calls.char_code(text_page, i + 1) <= ord("9"):
        return code
    width, height = calls.ink_size(text_page, i)
    is_stroke = LEAST_STROKE < height < width and calls.char_angle(text_page, i) == 0
    return ord(UNREADABLE) if is_stroke else code


def _is_red(color: Color) -> bool:
    red, green, blue = color
    return red >= LEAST_RED and max(green, blue) <= red / 2
