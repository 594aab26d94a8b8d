"""Writes the goldens anew."""

from __future__ import annotations

from pipeline.report import read_report
from tests.goldens import FOLDER, SAMPLE, texts_of

for name, text in texts_of(read_report(FOLDER.parent.parent / "raw_pdfs" / f"{SAMPLE}.pdf")).items():
    (FOLDER / SAMPLE / name).write_text(text, encoding="utf-8")
