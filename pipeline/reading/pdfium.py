"""Pages read by PDFium.

PDFium gives characters and paths at a fraction of the time of the pure Python engines, but only through its C interface,
one call per fact. It is not thread-safe: one process, one thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.reading import calls
from pipeline.reading.actual_text import printed_text
from pipeline.reading.belied import hold_against_faces
from pipeline.reading.calls import Handle
from pipeline.reading.drawing import Drawing
from pipeline.reading.faces import Faces
from pipeline.reading.glyphs import UNREADABLE, printed_chars
from pipeline.reading.model import IDENTITY, Char, Transform
from pipeline.reading.overprints import Boxes, boxes_of, overprints
from pipeline.reading.page import Page
from pipeline.reading.page_limits import refuse_size
from pipeline.reading.rotation import turn_of, turned_back
from pipeline.reading.rulings import crosses_of, hatched_of, rules_of, slants_of, strokes_of
from pipeline.reading.text import TextReader
from pipeline.reading.unread_ink import HEIGHTS, single_lines
from pipeline.reading.witness import Ink, render
from pipeline.source import BROKEN_PAGE, Unreadable, short
from schemas.provenance import Box

ENGINE = "pdfium"

NOT_PRINTED = (c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_POPUP)
"""Kinds of annotations of which a page shows nothing."""

OFF_LINE = 0.5
"""Font sizes by which what is typed into a form may stand above or below the line that it belongs to."""

LEAST_PICTURE, FEWEST_SHAPES = 0.02, 40
"""Share of a page that images, or a fill without text, cover, or how many curved or filled outlines there are, for lines of print
to be among them."""

CANCELLED = re.compile(r"annullat|sostituit|superat|revocat|nonvalid|nullo\b|void\b|cancelled", re.IGNORECASE)
"""What a stamp says, without its spaces, over what is taken back."""

PATTERN = (191, 191, 191)
"""The colour that PDFium says of a fill with a pattern."""

UNKNOWN = 0.0
"""Confidence of text that was recognised by whoever made the file: nobody tells how sure it is."""


def read_page(
    document: pdfium.PdfDocument,
    number: int,
    faces: Faces | None = None,
    off: Collection[int] = (),
    *,
    marked: bool = True,
    by_code: bool = False,
) -> Page:
    """Read page `number` (1-based); `faces` are those of the document, `off` the page's annotations in layers that are off.

    `marked` tells whether its content may say that text stands for others, or is in a layer; `by_code` that glyphs without a
    meaning have that of their codes in TeX's fonts. Raises `Unreadable` if PDFium cannot load the page or there is more on it
    than on any report's.
    """
    faces = faces or Faces()
    page, objects, own = _load(document, number, off)
    try:
        width, height = page.get_size()
        refuse_size(width, height)
        display, to_display = display_transform(page), IDENTITY
        with printed_text(document, page.raw, objects if marked or len(objects) > own else []) as (text_page, layered):
            reader = TextReader(page, display, 0.0, by_code=by_code)
            reader.read(text_page)
            turn = turn_of(reader.chars)
            if turn:
                width, height, upright = turned_back(width, height, turn)
                display, to_display = display.then(upright), turned_back(width, height, -turn)[2]
                reader = TextReader(page, display, turn, by_code=by_code)
                reader.read(text_page)
        return _read(page, objects, own, number, width, height, reader, to_display, faces, layered=layered)
    finally:
        page.close()


@contextmanager
def ink_on(document: pdfium.PdfDocument, number: int) -> Iterator[Ink]:
    """The ink of page `number` (1-based). Raises `Unreadable` if PDFium cannot load it."""
    page, objects, own = _load(document, number, ())
    try:
        drawing = Drawing(display_transform(page))
        drawing.read(objects, own)
        yield Ink(page.raw, drawing.texts_by_address())
    finally:
        page.close()


def _load(document: pdfium.PdfDocument, number: int, off: Collection[int]) -> tuple[pdfium.PdfPage, list[Handle], int]:
    """The page, its objects, what its form fields and annotations show among them, and how many of these are its own.

    Annotations in layers that are `off` do not show; they are told by their places among those of the page.
    """
    try:
        page = document[number - 1]
        own = int(calls.count_objects(page.raw))
        if _shows_annotations(page.raw, off):
            render(page.raw, 1 / max(page.get_size()), c.FPDF_ANNOT)  # makes the appearances that are missing
            if c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS:
                page.close()
                page = document[number - 1]
        return page, calls.objects_on(page.raw), own
    except (pdfium.PdfiumError, IndexError) as e:
        raise Unreadable(BROKEN_PAGE, f"Its content is broken ({short(e)}). Ask for the file again.") from e


def _shows_annotations(page: c.FPDF_PAGE, off: Collection[int]) -> bool:
    """Whether a page has annotations that show; those that are off, or do not, are marked as hidden."""
    for i in range(c.FPDFPage_GetAnnotCount(page)):
        annotation = c.FPDFPage_GetAnnot(page, i)
        if annotation:
            kind, flags = c.FPDFAnnot_GetSubtype(annotation), c.FPDFAnnot_GetFlags(annotation)
            if i in off or flags & c.FPDF_ANNOT_FLAG_NOVIEW:
                c.FPDFAnnot_SetFlags(annotation, flags | c.FPDF_ANNOT_FLAG_HIDDEN)  # or else to be printed only
            c.FPDFPage_CloseAnnot(annotation)
            if kind not in NOT_PRINTED:
                return True
    return False


def _read(
    page: pdfium.PdfPage,
    objects: Sequence[Handle],
    own: int,
    number: int,
    width: float,
    height: float,
    reader: TextReader,
    to_display: Transform,
    faces: Faces,
    *,
    layered: bool,
) -> Page:
    """The page, so wide and high in the coordinates in which its text was read by `reader`.

    So many of its `objects` are its `own`; `to_display` leads from these coordinates to the page as displayed. Of what is
    `layered` some text is in layers that may be off.
    """
    drawing = Drawing(reader.display)
    drawing.read(objects, own)
    horizontals, verticals = rules_of(drawing.segments)
    if drawing.filled_in:
        _set_on_lines(reader.chars, [address in drawing.filled_in for address in reader.objects])
    plain = not (drawing.fills or drawing.images or drawing.curves)
    ink = Ink(page.raw, drawing.texts_by_address(), to_display, plain=plain)
    if any(not font.name for font, _ in reader.fonts.values()):
        _drop_blanks(reader, ink)
    boxes = boxes_of(reader.chars)
    pairs = overprints(boxes)
    if not layered and reader.is_dark and drawing.shows_all(boxes, reader.objects):
        shown = np.ones(len(boxes), np.bool_)
    else:
        shown = ink.shown(reader.chars, boxes, reader.objects, pairs)
    recognised = ink.recognised(boxes, reader.objects, shown, drawing.images)
    shown |= recognised
    for i in recognised.nonzero()[0].tolist():
        reader.chars[i].confidence = UNKNOWN
    area = sum(image.width * image.height for image in drawing.images)
    is_digit = np.array([ch.text.isdigit() for ch in reader.chars], np.bool_)
    single = single_lines([*drawing.images, *_patterns(drawing, boxes)], drawing.shapes, boxes[shown], is_digit[shown])
    shapes = max(len(drawing.curves), len(drawing.shapes))
    least = LEAST_PICTURE * width * height
    may_print = single or area > least or shapes > FEWEST_SHAPES or _has_empty_fill(drawing, boxes, least)
    false: list[str] = []
    doubtful: list[Box] = []
    likened: list[Box] = []
    belied = 0
    if to_display == IDENTITY:
        alone = shown & ~recognised
        alone[[i for pair in pairs for i in pair]] = False
        held = hold_against_faces(reader.chars, reader.objects, reader.font_of, alone.tolist(), ink, faces)
        false, doubtful, likened, belied = held
    printed = printed_chars(reader.chars, boxes, shown, pairs, width, height, reader.pale, drawing.filled_in)
    return Page(
        number=number,
        width=width,
        height=height,
        chars=printed.chars,
        not_shown=printed.not_shown,
        refused=printed.refused,
        unread_lines=ink.lines_without_text(boxes[recognised], single) if may_print else [],
        remarks=[*false, *printed.remarks],
        belied=belied,
        doubtful=doubtful,
        likened=likened,
        horizontals=horizontals,
        verticals=verticals,
        strokes=strokes_of(drawing.segments),
        slants=sorted([*slants_of(drawing.segments), *drawing.waves]),
        crosses=[*crosses_of(drawing.segments), *hatched_of(drawing.segments), *_cancelled(printed.refused)],
        fills=[fill for fill in drawing.fills if fill.box.width < 0.98 * width or fill.box.height < 0.98 * height],
        images=drawing.images,
        curves=drawing.curves,
        shapes=drawing.shapes,
        single_lines=single,
        to_display=to_display,
    )


def _cancelled(stamped: Sequence[Char]) -> Iterator[Box]:
    """What is under stamps, of these characters, that say that it is taken back."""
    for _, run in groupby(stamped, lambda ch: ch.run):
        chars = list(run)
        if CANCELLED.search("".join(ch.text for ch in chars)):
            yield Box.around(Box(ch.x0, ch.top, ch.x1, ch.bottom) for ch in chars)


def _has_empty_fill(drawing: Drawing, boxes: Boxes, least: float) -> bool:
    """Whether a fill of `least` square points has none of the page's text in it: what fills it may be print, as of a pattern."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    large = [fill.box for fill in drawing.fills if fill.box.width * fill.box.height > least]
    return any(not ((box.x0 < x) & (x < box.x1) & (box.top < y) & (y < box.bottom)).any() for box in large)


def _patterns(drawing: Drawing, boxes: Boxes) -> list[Box]:
    """The fills, as high as a line of text at most, that may be of a pattern, and in which none of the page's text stands."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    fills = [fill.box for fill in drawing.fills if fill.color == PATTERN and fill.box.height <= HEIGHTS[1]]
    return [box for box in fills if not ((box.x0 < x) & (x < box.x1) & (box.top < y) & (y < box.bottom)).any()]


def _drop_blanks(reader: TextReader, ink: Ink) -> None:
    """Take out the blanks before digits that a font without a name, as of Type 3, has: those of its glyphs that leave no ink."""
    doubtful = [i for i, ch in enumerate(reader.chars[:-1]) if ch.text == UNREADABLE and reader.chars[i + 1].text.isdigit()]
    pictures = ink.glyphs([reader.chars[i] for i in doubtful])
    for i in reversed([i for i, picture in zip(doubtful, pictures, strict=True) if not picture.any()]):
        reader.chars[i + 1].after_space = True
        del reader.chars[i], reader.objects[i]


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
