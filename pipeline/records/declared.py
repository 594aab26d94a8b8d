"""Declared kinds: recognition, reading and claims of a record, all from what its model declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.figures.lines import CODE, TableLine, column_headings, groups_of, lines_of
from pipeline.records.kind import Kind, Source, enter, filled, name_of_figure, text_of
from schemas.records.base import AmountRecord, Figure, Record, Unit
from schemas.records.declaration import Column, Declared, Sum
from schemas.table import Cell, Table

NOWHERE = Column(r"(?!)")
"""The column of a figure that a function beside the model finds."""

Place = tuple[int, int]
"""Which of the rows that a line takes, and the column."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that is read from a column."""

    name: str
    heading: re.Pattern[str]
    required: bool
    pattern: re.Pattern[str] | None
    kind: type[Any]
    """`Figure`, `int` or `str`."""
    unit: str | None
    may_be_null: bool


def declared(
    record: type[Declared],
    *,
    claim: Callable[[Sequence[Record], Claims], None] | None = None,
    places: Callable[[Table], Mapping[str, Place] | None] | None = None,
    of_line: Callable[[Source, TableLine], dict[str, Any]] | None = None,
) -> Kind:
    """The kind that a model declares. Lines that sum others up are no records of a model without `is_total`.

    What cannot be declared is given beside it: `claim` enters claims of several records, `places` finds fields' columns where
    their headings alone do not tell (None: the table is of another kind), `of_line` gives fields that a line and its table say.
    """

    def find(table: Table) -> Mapping[str, Place] | None:
        return _places(record, table) if places is None else places(table)

    def recognise(table: Table) -> bool:
        return _is_named_so(record, table) and find(table) is not None

    def read(sources: Sequence[Source]) -> list[Record]:
        return [line for source in sources for line in _read(record, source, find(source.table) or {}, of_line)]

    def claim_all(records: Sequence[Record], claims: Claims) -> None:
        _claim(record, records, claims)
        if claim is not None:
            claim(records, claims)

    return Kind(record, recognise, read, claim_all)


@cache
def _fields(record: type[Declared]) -> tuple[_Field, ...]:
    found = []
    for name, hint in get_type_hints(record, include_extras=True).items():
        marks = getattr(hint, "__metadata__", ())
        column = next((mark for mark in marks if isinstance(mark, Column)), None)
        if column is None and Figure in get_args(get_args(hint)[0] if marks else hint):
            column = NOWHERE
        if column is not None:
            plain = get_args(hint)[0]
            kinds = [k for k in (get_args(plain) or (plain,)) if k in (Figure, int, str)] if get_origin(plain) else [plain]
            pattern = re.compile(column.pattern, re.IGNORECASE) if column.pattern else None
            unit = next((str(mark) for mark in marks if isinstance(mark, Unit)), None)
            found.append(
                _Field(
                    name,
                    re.compile(column.heading, re.IGNORECASE),
                    column.required,
                    pattern,
                    kinds[0],
                    unit,
                    type(None) in get_args(plain),
                )
            )
    return tuple(found)


def _is_named_so(record: type[Declared], table: Table) -> bool:
    """Whether the table's title and the names of its lines are those of the kind."""
    said = f"{table.title} {table.caption} {' '.join(table.headings())}"
    if record.title is not None and not re.search(record.title, said, re.IGNORECASE):
        return False
    if not record.fewest_names:
        return True
    labels = {label for line in lines_of(table) for label in line.path}
    return sum(any(re.search(name, label, re.IGNORECASE) for label in labels) for name in record.names) >= record.fewest_names


def _places(record: type[Declared], table: Table) -> dict[str, Place] | None:
    """Where each field is read; None if a required one has no column. Fields of one heading share its column."""
    headings = list(column_headings(table))
    found: dict[str, Place] = {}
    taken: dict[str, Place] = {}
    for field in _fields(record):
        pattern = field.heading.pattern
        if pattern not in taken:
            place = next((p for p, text in headings if p not in taken.values() and _says(field.heading, text)), None)
            if place is not None:
                taken[pattern] = place
        if pattern in taken:
            found[field.name] = taken[pattern]
        elif field.required:
            return None
    return found


def _says(heading: re.Pattern[str], text: str) -> bool:
    """Whether a heading matches, read without its spaces as well: a narrow cell breaks words."""
    return bool(heading.search(text) or heading.search("".join(text.split())))


def _read(
    record: type[Declared],
    source: Source,
    places: Mapping[str, Place],
    of_line: Callable[[Source, TableLine], dict[str, Any]] | None,
) -> Iterator[Record]:
    fields = [field for field in _fields(record) if field.name in places]
    amounts = [field.name for field in fields if field.kind is Figure]
    every_row = not any((field.required or field.heading.pattern == NOWHERE.heading) and field.kind is Figure for field in fields)
    grid = source.table.grid()
    for group in groups_of(lines_of(source.table, every_row=every_row)):
        rows = {line.part: grid[line.row] for line in group}
        values = {field.name: _value(field, source, _cell(rows, places[field.name])) for field in fields}
        if any(values[field.name] is None and not field.may_be_null for field in fields):
            continue
        if group[0].is_total and "is_total" not in record.model_fields:
            continue
        if amounts and not every_row and all(values[name] is None for name in amounts):
            continue
        own = _of_line(record, source, group[0]) | (of_line(source, group[0]) if of_line else {})
        cells = [cell for row in rows.values() for cell in filled(row)]
        yield record(**source.place(cells), **own, **_missing(record, values), **values)


def _cell(rows: Mapping[int, Sequence[Cell | None]], place: Place) -> Cell | None:
    part, column = place
    return rows[part][column] if part in rows else None


def _value(field: _Field, source: Source, cell: Cell | None) -> Any:
    if field.kind is Figure:
        return source.percentage(cell) if field.unit == "%" else source.amount(cell)
    text = text_of(cell)
    if text is not None and field.pattern is not None:
        match = field.pattern.search(text)
        text = match[1].strip() if match else None
    if field.kind is int:
        return int(text) if text and text.isdecimal() else None
    return text


def _of_line(record: type[Declared], source: Source, line: TableLine) -> dict[str, Any]:
    """The fields that are the line's or the table's own."""
    code = CODE.match(line.label or "")
    own: dict[str, Any] = {
        "label": line.label or "",
        "label_path": line.path,
        "is_total": line.is_total,
        "code": code[1] if code else None,
        "section": source.table.title or None,
    }
    named = {field.name for field in _fields(record)}
    found = {name: value for name, value in own.items() if name in record.model_fields and name not in named}
    return found | ({"scale": source.scale} if issubclass(record, AmountRecord) else {})


def _missing(record: type[Declared], values: Mapping[str, Any]) -> dict[str, None]:
    """The fields whose columns the table has not."""
    return {field.name: None for field in _fields(record) if field.name not in values}


# ── claims ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _claim(record: type[Declared], records: Sequence[Record], claims: Claims) -> None:
    tables: dict[str | None, list[Record]] = {}
    for line in records:
        tables.setdefault(line.table_id, []).append(line)
    for table_id, lines in tables.items():
        entered = [_enter(line, claims) for line in lines]
        for identity in record.identities:
            claims.declare_best([list(_sums(identity, entered, table_id, sign)) for sign in (-1, 1)])


def _enter(line: Record, claims: Claims) -> dict[str, Key]:
    figures = {field: value for field, value in line if isinstance(value, Figure)}
    keys = {field: enter(claims, line, figure, name_of_figure(line, field)) for field, figure in figures.items()}
    return {field: key for field, key in keys.items() if key is not None}


def _sums(identity: Sum, lines: Sequence[Mapping[str, Key]], table_id: str | None, sign: int) -> Iterator[Identity]:
    terms = [(1, name) for name in identity.plus] + [(sign, name) for name in identity.minus]
    for keys in lines:
        parts = [(s, keys[name]) for s, name in terms if name in keys]
        if identity.total in keys and parts and (identity.blank_is_zero or len(parts) == len(terms)):
            yield total_of(identity.rule, identity.claim, keys[identity.total], parts, f"{table_id} {identity.rule}", table_id)
