"""What a PDF holds that is on none of its pages: other files, and forms that its viewer draws."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from pipeline.source import Unreadable, short

REPORTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".csv", ".p7m", ".zip")
"""How the names of files end that may hold a report."""


def held_elsewhere(pdf: pikepdf.Pdf | None) -> Iterator[Unreadable]:
    """What is told of a document because its pages do not have it."""
    if pdf is None:
        return
    try:
        root, names = pdf.Root, [str(name) for name in pdf.attachments]
        form = root.get("/AcroForm", pikepdf.Dictionary())
        drawn = "/XFA" in form and (root.get("/NeedsRendering") or not len(form.get("/Fields", ())))
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return
    listed = ", ".join(f"«{short(name, 60)}»" for name in names[:5]) + (" …" if len(names) > 5 else "")
    if drawn:
        yield Unreadable(
            "xfa",
            "It is a form (XFA): its viewer draws its content, and its pages do not have it. Open it in the program that it asks "
            "for, print it to a PDF, and give that.",
        )
    if "/Collection" in root:
        yield Unreadable(
            "portfolio",
            f"It is a portfolio: its content may be in the files that it holds ({listed}), which were not read. Take the PDFs "
            "out of it, and give those.",
        )
    elif any(name.lower().endswith(REPORTS) for name in names):
        yield Unreadable(
            "attachment",
            f"It has files attached, which were not read ({listed}). If the report, or a part of it, is one of them, take it out "
            "and give it.",
        )
