"""The files in which reviewers keep what they decided: read, matched to documents by content, written so that they diff well."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pipeline.inert import printable, slug
from schemas.correction import Correction, DocumentCorrections
from schemas.document import Quarantined
from schemas.provenance import Box

FOLDER = Path("corrections")
"""Where corrections are kept unless told otherwise: beside the project that ingests."""

NEAR = 2.0
"""Points by which the edges of a box may differ for it to be the same."""

VALUE_DECISIONS = frozenset({"accept", "value", "as_printed"})
FINDING_DECISIONS = VALUE_DECISIONS | {"dismiss"}


@dataclass(frozen=True)
class Corrections:
    """All corrections of a project, and the files that could not be read."""

    by_document: Mapping[str, DocumentCorrections]
    files: Mapping[str, str]
    """The file of each document, by its name."""
    broken: tuple[Quarantined, ...] = ()

    def of(self, document_id: str) -> tuple[Correction, ...]:
        known = self.by_document.get(document_id)
        return known.corrections if known else ()


def read_corrections(folder: Path) -> Corrections:
    """Every `*.yml` of a folder. A file that is no list of corrections is told in `broken`, and nothing of it is applied."""
    by_document: dict[str, DocumentCorrections] = {}
    files: dict[str, str] = {}
    broken: list[Quarantined] = []
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        name = printable(f"{folder.name}/{path.name}")
        try:
            read = read_file(path)
        except (OSError, ValueError) as e:
            broken.append(
                Quarantined(
                    source_file=name, stage="correct", error="bad_correction",
                    reason=f"Its corrections are not applied: {_said(e)}. Mend the file or delete it.",
                )
            )  # fmt: skip
            continue
        known = by_document.get(read.document)
        by_document[read.document] = (
            read if known is None else known.model_copy(update={"corrections": (*known.corrections, *read.corrections)})
        )
        files.setdefault(read.document, name)
    return Corrections(by_document, files, tuple(broken))


def read_file(path: Path) -> DocumentCorrections:
    """One file. Raises `ValueError` if it is none of corrections, `OSError` if it cannot be read.

    Every scalar is read as text, so that a number keeps its digits however it is written.
    """
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # it makes texts, lists and maps only
    except yaml.YAMLError as e:
        raise ValueError(" ".join(str(e).split())) from e
    return DocumentCorrections.model_validate(content)


def _said(error: Exception) -> str:
    """What is wrong with a file, in one line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = " ".join(f"{part + 1}." if isinstance(part, int) else f"`{part}`" for part in first["loc"])
        return printable(f"{place} {first['msg'].removeprefix('Value error, ')}".strip())
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror})"
    return printable(str(error))


def record_correction(folder: Path, document: DocumentCorrections, new: Correction) -> Path:
    """Add a decision to the file of its document, in place of one that decided the same. Returns the file.

    `document` says which document it is; its own corrections are not looked at. Raises `ValueError` if the file that is there
    cannot be read, `OSError` if it cannot be written.
    """
    path = folder / file_name(document)
    known: Sequence[Correction] = read_file(path).corrections if path.exists() else ()
    kept = [old for old in known if not decides_the_same(old, new)]
    _write(path, document.model_copy(update={"corrections": tuple(sorted([*kept, new], key=_place))}))
    return path


def withdraw_correction(folder: Path, document: DocumentCorrections, old: Correction) -> Path:
    """Take a decision back. Returns the file. Raises as `record_correction`."""
    path = folder / file_name(document)
    kept = tuple(c for c in read_file(path).corrections if not decides_the_same(c, old)) if path.exists() else ()
    if kept:
        _write(path, document.model_copy(update={"corrections": kept}))
    else:
        path.unlink(missing_ok=True)
    return path


def decides_the_same(a: Correction, b: Correction) -> bool:
    """Whether two corrections answer the same question, so that only one of them can stand."""
    if a.expects.finding or b.expects.finding:
        return a.expects.finding == b.expects.finding
    kinds = [FINDING_DECISIONS if c.decision in FINDING_DECISIONS else {c.decision} for c in (a, b)]
    return kinds[0] == kinds[1] and a.page == b.page and is_near(a.box, b.box) and a.printed_value == b.printed_value


def is_near(a: Box, b: Box) -> bool:
    """Whether two boxes are the same."""
    return all(abs(x - y) <= NEAR for x, y in zip(a, b, strict=True))


def digest_of(corrections: Iterable[Correction]) -> str:
    """Stays the same while what was decided does; "" if nothing was."""
    texts = sorted(correction.model_dump_json() for correction in corrections)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16] if texts else ""


def file_name(document: DocumentCorrections) -> str:
    """A name that a person can place, and that no other document's file has: `relazione-2016-1f2e3d4c.yml`."""
    return f"{slug(Path(document.source_file).stem) or 'document'}-{document.document[:8]}.yml"


def _place(correction: Correction) -> tuple[Any, ...]:
    return correction.page, correction.box.top, correction.box.x0, correction.decision


def _write(path: Path, document: DocumentCorrections) -> None:
    """Write the file whole or not at all."""
    plain = document.model_dump(mode="json", exclude_defaults=True)
    for correction in plain["corrections"]:
        correction["box"] = [round(edge, 2) for edge in correction["box"]]
    text = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
