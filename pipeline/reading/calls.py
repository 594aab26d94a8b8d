"""Functions of PDFium that are asked for each object, segment or character of a page.

They are called without the checks of arguments that pypdfium2's own make: those cost two to five times what such a call does.
Nor do they let other threads run meanwhile: to let go of the interpreter took a tenth of the time of reading a page.
What is passed for a pointer must be a `Handle`, a handle of pypdfium2's or a reference; of a plain number, 32 bits are passed.
PDFium is not thread-safe, so that what it writes its answers into is there once.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as c

from pipeline.reading.model import Color, Transform


class Handle(ctypes.c_void_p):
    """One of PDFium's objects by its address, `value`; false if there is none."""

    __slots__ = ()


def _unchecked(function: Callable[..., object], result: type[Any]) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value)  # type: ignore[arg-type]


char_code = _unchecked(c.FPDFText_GetUnicode, ctypes.c_uint)
char_is_unmapped = _unchecked(c.FPDFText_HasUnicodeMapError, ctypes.c_int)
_char_box = _unchecked(c.FPDFText_GetLooseCharBox, ctypes.c_int)
_char_ink = _unchecked(c.FPDFText_GetCharBox, ctypes.c_int)
char_object = _unchecked(c.FPDFText_GetTextObject, ctypes.c_size_t)
"""The address of the text object that a character is from, 0 if there is none."""

char_angle = _unchecked(c.FPDFText_GetCharAngle, ctypes.c_float)
"""In radians."""

count_objects = _unchecked(c.FPDFPage_CountObjects, ctypes.c_int)
_object_at = _unchecked(c.FPDFPage_GetObject, Handle)
_count_in_form = _unchecked(c.FPDFFormObj_CountObjects, ctypes.c_int)
_object_in_form = _unchecked(c.FPDFFormObj_GetObject, Handle)
set_active = _unchecked(c.FPDFPageObj_SetIsActive, ctypes.c_int)
object_type = _unchecked(c.FPDFPageObj_GetType, ctypes.c_int)
is_transparent = _unchecked(c.FPDFPageObj_HasTransparency, ctypes.c_int)
clip_path = _unchecked(c.FPDFPageObj_GetClipPath, Handle)
count_clips = _unchecked(c.FPDFClipPath_CountPaths, ctypes.c_int)
count_marks = _unchecked(c.FPDFPageObj_CountMarks, ctypes.c_uint)
mark_at = _unchecked(c.FPDFPageObj_GetMark, ctypes.c_size_t)
"""The address of a mark of an object."""

_mark_name = _unchecked(c.FPDFPageObjMark_GetName, ctypes.c_int)
_param_type = _unchecked(c.FPDFPageObjMark_GetParamValueType, ctypes.c_int)
_get_param = _unchecked(c.FPDFPageObjMark_GetParamBlobValue, ctypes.c_int)
_set_param = _unchecked(c.FPDFPageObjMark_SetBlobParam, ctypes.c_int)
_remove_param = _unchecked(c.FPDFPageObjMark_RemoveParam, ctypes.c_int)
_stroke_width = _unchecked(c.FPDFPageObj_GetStrokeWidth, ctypes.c_int)
_matrix = _unchecked(c.FPDFPageObj_GetMatrix, ctypes.c_int)
_fill_color = _unchecked(c.FPDFPageObj_GetFillColor, ctypes.c_int)

text_mode = _unchecked(c.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
text_font = _unchecked(c.FPDFTextObj_GetFont, ctypes.c_size_t)
"""The address of the font of a text object, 0 if it has none."""

font_name = _unchecked(c.FPDFFont_GetBaseFontName, ctypes.c_size_t)
font_flags = _unchecked(c.FPDFFont_GetFlags, ctypes.c_int)

_draw_mode = _unchecked(c.FPDFPath_GetDrawMode, ctypes.c_int)
count_segments = _unchecked(c.FPDFPath_CountSegments, ctypes.c_int)
_segment_at = _unchecked(c.FPDFPath_GetPathSegment, Handle)
_segment_type = _unchecked(c.FPDFPathSegment_GetType, ctypes.c_int)
_segment_point = _unchecked(c.FPDFPathSegment_GetPoint, ctypes.c_int)
_segment_closes = _unchecked(c.FPDFPathSegment_GetClose, ctypes.c_int)

_FLOATS = (ctypes.c_float * 6)()
_FLOATS_REF = ctypes.byref(_FLOATS)
_POINT_REFS = _FLOATS_REF, ctypes.byref(_FLOATS, ctypes.sizeof(ctypes.c_float))
_SIX = memoryview(_FLOATS).cast("B").cast("f")
_POINT = _SIX[:2]
_SIDES = (ctypes.c_double * 4)()
_SIDES_REFS = [ctypes.byref(_SIDES, i * ctypes.sizeof(ctypes.c_double)) for i in range(4)]
_RGBA = (ctypes.c_uint * 4)()
_RGBA_REFS = [ctypes.byref(_RGBA, i * ctypes.sizeof(ctypes.c_uint)) for i in range(4)]
_MODES = (ctypes.c_int * 2)()
_MODES_REFS = ctypes.byref(_MODES, 0), ctypes.byref(_MODES, ctypes.sizeof(ctypes.c_int))
_WIDTH = ctypes.c_float()
_WIDTH_REF = ctypes.byref(_WIDTH)
_NAME = (ctypes.c_ushort * 3)()
_NAME_SIZE = ctypes.c_ulong(ctypes.sizeof(_NAME))
_NAME_LENGTH = ctypes.c_ulong()
_NAME_LENGTH_REF = ctypes.byref(_NAME_LENGTH)

_ACTUAL_TEXT = b"ActualText"

LINE_END_HYPHEN = 0x02
"""PDFium's own code for a printed hyphen at a line's end."""

BLACK: Color = (0, 0, 0)


def char_boxes(text_page: c.FPDF_TEXTPAGE, places: Sequence[int]) -> npt.NDArray[np.float64]:
    """Of characters, the boxes by advance and font height: left, top, right and bottom, one a row, y up."""
    edges = (ctypes.c_float * (4 * len(places)))()
    boxes = (ctypes.byref(edges, at) for at in range(0, ctypes.sizeof(edges), ctypes.sizeof(c.FS_RECTF)))
    deque(map(_char_box, repeat(text_page), places, boxes), maxlen=0)
    return np.array(edges, np.float64).reshape(-1, 4)


def objects_on(page: c.FPDF_PAGE) -> list[Handle]:
    return list(map(_object_at, repeat(page), range(count_objects(page))))


def objects_in(form: Handle) -> list[Handle]:
    return list(map(_object_in_form, repeat(form), range(_count_in_form(form))))


def matrix_of(handle: Handle) -> Transform:
    """From an object's own coordinates to those of what it is part of."""
    _matrix(handle, _FLOATS_REF)
    return Transform(*_SIX.tolist())


def segments_of(path: Handle) -> Iterator[tuple[int, tuple[float, float], int]]:
    """The segments of a path: the kind of each, where it ends, or a control point of a curve, and whether it closes a subpath."""
    handles = list(map(_segment_at, repeat(path), range(count_segments(path))))
    return zip(map(_segment_type, handles), map(_point_of, handles), map(_segment_closes, handles), strict=True)


def _point_of(segment: Handle) -> tuple[float, float]:
    _segment_point(segment, *_POINT_REFS)
    x, y = _POINT.tolist()
    return x, y


def painted(path: Handle) -> tuple[int, int]:
    """By which rule a path is filled, and whether it is stroked; 0 for not."""
    _draw_mode(path, *_MODES_REFS)
    fill_mode, stroked = _MODES
    return fill_mode, stroked


def stroke_width(path: Handle) -> float:
    """In the path's own coordinates."""
    _stroke_width(path, _WIDTH_REF)
    return _WIDTH.value


def mark_name(mark: Handle) -> str:
    """How marked content is marked, if by a name of two letters."""
    _mark_name(mark, _NAME, _NAME_SIZE, _NAME_LENGTH_REF)
    return chr(_NAME[0]) + chr(_NAME[1]) if _NAME_LENGTH.value == _NAME_SIZE.value else ""


def replaces_text(mark: Handle) -> bool:
    """Whether marked content says with what text to replace what it prints (`ActualText`, ISO 32000-1, 14.9.4)."""
    return bool(_param_type(mark, _ACTUAL_TEXT))


def take_replacement(text: Handle, mark: Handle) -> bytes:
    """Take the replacement from a mark of a text object, and so from all objects that share the mark; give what it was."""
    length = ctypes.c_ulong()
    _get_param(mark, _ACTUAL_TEXT, None, ctypes.c_ulong(0), ctypes.byref(length))
    value = (ctypes.c_ubyte * length.value)()
    _get_param(mark, _ACTUAL_TEXT, value, length, ctypes.byref(length))
    _remove_param(text, mark, _ACTUAL_TEXT)
    return bytes(value)


def put_replacement(document: c.FPDF_DOCUMENT, text: Handle, mark: Handle, value: bytes) -> None:
    _set_param(document, text, mark, _ACTUAL_TEXT, value, ctypes.c_ulong(len(value)))


def fill_color(handle: Handle) -> tuple[Color, int]:
    """With what colour an object is filled, and how opaque it is, 0 to 255."""
    return _painted(bytes(_RGBA)) if _fill_color(handle, *_RGBA_REFS) else (BLACK, 255)


@lru_cache(maxsize=256)
def _painted(rgba: bytes) -> tuple[Color, int]:
    red, green, blue, alpha = memoryview(rgba).cast("I").tolist()
    return (red, green, blue), alpha


def ink_box(text_page: c.FPDF_TEXTPAGE, i: int) -> tuple[float, float, float, float]:
    """The outline of character `i` on the page: left, bottom, right, top, in points; the height of a blank one is about 0."""
    _char_ink(text_page, i, *_SIDES_REFS)
    left, right, bottom, top = _SIDES
    return left, bottom, right, top
