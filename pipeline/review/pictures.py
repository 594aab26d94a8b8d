"""Pictures of pages and of parts of them, as a viewer shows them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pypdfium2
from PIL import JpegImagePlugin  # noqa: F401 (so that Pillow does not load all others to find it)
from PIL.Image import Image

from pipeline.source import Source
from schemas.provenance import Box

SHARP = 2.0
"""Pixels for a point, where the picture is small enough."""

MOST_PIXELS = 1_600_000
QUALITIES = (60, 40, 25)
MOST_BYTES = 60_000
"""A picture is made at the best of these qualities of JPEG at which it stays under so many bytes, else smaller.

WebP takes two thirds of the bytes and ten times the time.
"""

NARROW = 400
"""Pixels: a picture is made no narrower for its bytes."""


class NoPicture(Exception):
    """A page that cannot be drawn."""


class Pictures:
    """The pages of one document, to be drawn. Coordinates are points of the page as displayed."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.document = document

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (1-based), in points. Raises `NoPicture`."""
        try:
            width, height = self.document.get_page_size(page - 1)
        except (pypdfium2.PdfiumError, IndexError) as e:
            raise NoPicture(str(e)) from e
        return width, height

    def jpeg(self, page: int, part: Box, most_bytes: int = MOST_BYTES) -> bytes:
        """A part of a page (1-based) as a JPEG. Raises `NoPicture`."""
        image = self.drawn(page, part)
        while True:
            for quality in QUALITIES:
                content = io.BytesIO()
                image.save(content, "JPEG", quality=quality)
                if content.tell() <= most_bytes:
                    return content.getvalue()
            if image.width < NARROW:
                return content.getvalue()
            smaller = min(0.9, (most_bytes / content.tell()) ** 0.5)
            image = image.resize((max(1, round(image.width * smaller)), max(1, round(image.height * smaller))))

    def drawn(self, page: int, part: Box) -> Image:
        """A part of a page (1-based), as sharp as `SHARP` and `MOST_PIXELS` allow. Raises `NoPicture`."""
        width, height = self.size(page)
        scale = min(SHARP, (MOST_PIXELS / max(1.0, part.width * part.height)) ** 0.5)
        cut = (max(0.0, part.x0), max(0.0, height - part.bottom), max(0.0, width - part.x1), max(0.0, part.top))
        try:
            loaded = self.document[page - 1]
            try:
                image: Image = loaded.render(scale=scale, crop=cut).to_pil().convert("RGB")
            finally:
                loaded.close()
        except (pypdfium2.PdfiumError, ValueError, IndexError) as e:
            raise NoPicture(str(e)) from e
        return image


@contextmanager
def pictures_of(source: Source) -> Iterator[Pictures | None]:
    """The pages of a document; None where PDFium cannot open it."""
    document = None
    for copy in source.copies:
        with suppress(pypdfium2.PdfiumError):
            document = pypdfium2.PdfDocument(copy)
            break
    try:
        yield Pictures(document) if document is not None else None
    finally:
        if document is not None:
            document.close()


def data_uri(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
