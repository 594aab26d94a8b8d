"""What the user says of the PDFs in a folder, in a file `reports.csv` beside them: whose report each is and of which year.

A row names a file, or a folder and so all files in it; what it leaves empty stays as it is read from the report. The nearest
row counts: that of the file before that of its folder. A row that is wrong is told with its line, and the others hold.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.inert import printable
from pipeline.vocabulary import YEAR
from schemas.base import Model
from schemas.document import Quarantined

NAME = "reports.csv"
"""The file, in UTF-8, its columns parted by commas or semicolons."""

COLUMNS = ("file", "entity", "year")


class Given(Model):
    """What the user says of one document; None where nothing is said."""

    entity: str | None = None
    """The body that reports."""
    fiscal_year: int | None = None
    """The year that the report is about."""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Given:
        """What was said of a document when it was read, from its row of `documents`."""
        fields = ("entity", "fiscal_year")
        return cls(**{name: document[name] for name in fields if document.get(f"{name}_confidence") == "given"})


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class ReportList:
    """One `reports.csv`."""

    path: Path
    name: str
    """What it is called in messages."""
    content: bytes


@dataclass(frozen=True)
class _Said:
    """A row that is right."""

    name: str
    """That of the list."""
    line: int
    path: Path
    """The file or folder, absolute."""
    nearness: tuple[int, int]
    """How deep what it names lies, then its list: the deepest counts."""
    given: Given


class _Wrong(ValueError):
    """Why a list, or a row of it, is not taken."""


def read_lists(lists: Sequence[ReportList], files: Mapping[str, Sequence[Path]]) -> tuple[dict[str, Given], list[Quarantined]]:
    """What the lists say of documents, by id, and what is wrong with them; `files` are the paths of each document."""
    said: list[_Said] = []
    wrong: list[Quarantined] = []
    for one in lists:
        rows, problems = _rows_of(one)
        said += rows
        wrong += [_not_taken(one.name, problem) for problem in problems]
    said.sort(key=lambda row: row.nearness, reverse=True)
    given: dict[str, Given] = {}
    for document_id, paths in files.items() if said else ():
        about = [list(_about(path.absolute(), said)) for path in paths]
        if not any(about):
            continue
        found = {_nearest([row.given for row in rows]): rows[0] for rows in about if rows}
        if len(found) == 1:
            (given[document_id],) = found
        else:
            first, *others = found.values()
            names = ", ".join(sorted({f"«{printable(path.name)}»" for path in paths}))
            places = " and ".join(f"line {row.line} of {row.name}" for row in others)
            why = f"Line {first.line}: {places} says otherwise of the same report, which has the names {names}. None is taken."
            wrong.append(_not_taken(first.name, why))
    return given, wrong


def _about(path: Path, said: Sequence[_Said]) -> Iterator[_Said]:
    return (row for row in said if path == row.path or row.path in path.parents)


def _nearest(given: Sequence[Given]) -> Given:
    """What is said where several rows speak of one file, nearest first: of each field the first that is not empty."""
    return Given(
        entity=next((one.entity for one in given if one.entity), None),
        fiscal_year=next((one.fiscal_year for one in given if one.fiscal_year), None),
    )


def _not_taken(name: str, why: str) -> Quarantined:
    return Quarantined(source_file=name, stage="correct", error="bad_report_list", reason=f"{why} Mend it and run again.")


def _rows_of(one: ReportList) -> tuple[list[_Said], list[str]]:
    """The rows that are right, and what is wrong with the others."""
    try:
        lines = _lines_of(one.content)
    except _Wrong as e:
        return [], [str(e)]
    rows: dict[Path, list[tuple[int, _Said]]] = {}
    problems = []
    for number, fields in lines:
        try:
            row = _row_of(one, number, fields)
        except _Wrong as e:
            problems.append(f"Line {number}: {e} The line is not taken.")
        else:
            rows.setdefault(row.path, []).append((number, row))
    for several in rows.values():
        if len(several) > 1:
            numbers = ", ".join(str(number) for number, _ in several)
            name = printable(os.path.relpath(several[0][1].path, one.path.parent.absolute()))
            problems.append(f"Lines {numbers}: all are about «{name}», which one line may be. None of them is taken.")
    return [several[0][1] for several in rows.values() if len(several) == 1], problems


def _lines_of(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows under the first line, each with the number of its line, by column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Wrong("It is no text in UTF-8, and nothing of it is taken: save it as CSV in UTF-8.") from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    try:
        heads = [head.strip().casefold() for head in next(reader, [])]
        missing = [name for name in COLUMNS if name not in heads]
        if missing:
            named = f"it must name the columns {', '.join(COLUMNS)}, and does not name {', '.join(missing)}"
            raise _Wrong(f"Line 1: {named}. Nothing of the list is taken.")
        rows = [(reader.line_num, row) for row in reader if any(field.strip() for field in row)]
    except csv.Error as e:
        raise _Wrong(f"Line {reader.line_num}: it is no CSV ({e}). Nothing of the list is taken.") from None
    return [(number, dict(zip(heads, (" ".join(field.split()) for field in row), strict=False))) for number, row in rows]


def _row_of(one: ReportList, number: int, fields: Mapping[str, str]) -> _Said:
    """One row. Raises `_Wrong`."""
    if not all(name in fields for name in COLUMNS):
        raise _Wrong(f"it has fewer fields than {len(COLUMNS)}.")
    folder = one.path.parent.absolute()
    path = Path(os.path.normpath(folder / fields["file"]))
    if not fields["file"]:
        raise _Wrong("it names no file.")
    if not path.is_relative_to(folder) or not os.path.lexists(path):
        raise _Wrong(f"there is no file «{printable(fields['file'])}» beside it.")
    if fields["year"] and not YEAR.fullmatch(fields["year"]):
        raise _Wrong(f"«{printable(fields['year'])}» is no year, as 2016 is.")
    given = Given(entity=printable(fields["entity"]) or None, fiscal_year=int(fields["year"]) if fields["year"] else None)
    return _Said(one.name, number, path, (len(path.parts), len(folder.parts)), given)
