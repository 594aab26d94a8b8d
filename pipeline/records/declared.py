"""Declared kinds: recognition, reading and claims of a record, all from what its model declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_args, get_type_hints

from pipeline.arithmetic.claims import Claims
from pipeline.figures.column_headings import period_over
from pipeline.figures.columns import figure_columns
from pipeline.figures.lines import CODE, TableLine, groups_of, lines_of, lines_with
from pipeline.figures.once import once_a_table
from pipeline.figures.periods import YEAR, Period, period_of
from pipeline.narrative.sections import ancestors
from pipeline.records.identities import claim_identities, printed_sign
from pipeline.records.kind import Kind, Source, filled, last_percentage, text_of
from pipeline.records.periods import IN_ALL, PARTLY, VARIANCE, Place, headings_of, periods_of
from pipeline.records.schemes import scheme_code
from pipeline.vocabulary import LIST_MARKS, MEAN
from schemas.base import Unit
from schemas.records.base import AmountRecord, Figure, Record
from schemas.records.declaration import (
    Above,
    Beside,
    Column,
    Declared,
    DeclaredSection,
    Heading,
    Label,
    OfPeriod,
    OfSection,
    Said,
)
from schemas.section import Section
from schemas.table import Cell, Table

Mark = Column | OfPeriod | Label | Heading | Above | Beside | OfSection | Said
"""Where a field stands."""

NOWHERE = Column(r"(?!)")
"""The column of a figure that a function beside the model finds."""

PARTIAL = "partial"
"""Marks the place of a field that is read where its own is blank."""

ITEM = re.compile(rf"^[{LIST_MARKS}]")
"""A text that is an item of a list."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that says where it stands."""

    name: str
    mark: Mark
    kind: type[Any]
    """`Figure`, `int`, `bool` or `str`."""
    unit: str | None
    may_be_null: bool


def declared(
    record: type[Declared],
    *,
    claim: Callable[[Sequence[Record], Claims], None] | None = None,
    places: Callable[[Table], Mapping[str, Place] | None] | None = None,
    of_line: Callable[[Source, TableLine], dict[str, Any]] | None = None,
    named: Callable[[Table], bool] | None = None,
    complete: Callable[[list[Any]], Sequence[Record]] = lambda records: records,
) -> Kind:
    """The kind that a model declares. Lines that sum others up are no records of a model without `is_total`.

    What cannot be declared is given beside it: `claim` enters claims of several records, `places` finds fields' columns where
    their headings alone do not tell (None: the table is of another kind), `of_line` gives fields that a line and its table say.
    """

    def find(table: Table) -> Mapping[str, Place] | None:
        return _places(record, table) if places is None else places(table)

    def recognise(table: Table) -> bool:
        return (named or partial(_is_named_so, record))(table) and find(table) is not None

    def read(sources: Sequence[Source]) -> list[Record]:
        records: list[Record] = []
        beside: dict[str, str] = {}
        for source in sources:
            beside |= _beside(record, source.table)
            records += complete(list(_read(record, source, find(source.table) or {}, beside, of_line)))
        return records

    def claim_all(records: Sequence[Record], claims: Claims) -> None:
        claim_identities(record.identities, records, claims)
        if claim is not None:
            claim(records, claims)

    return Kind(record, recognise, read, claim_all)


def read_sections(record: type[DeclaredSection], sections: Sequence[Section]) -> list[Record]:
    """A record for each section of the kind that a model of the narrative declares."""
    return [_of_section(record, section, sections) for section in sections if section.kind == record.section_kind]


def _of_section(record: type[DeclaredSection], section: Section, sections: Sequence[Section]) -> Record:
    values: dict[str, Any] = {}
    for field in _fields(record):
        if isinstance(field.mark, OfSection):
            above = ancestors(sections, section.parent_id)
            values[field.name] = next((s.number for s in above if s.kind == field.mark.kind), None)
        elif isinstance(field.mark, Said):
            text: str | None = getattr(section, field.mark.where)
            number = last_percentage(text) if text and field.kind is Figure else None
            if text and number:
                values[field.name] = Figure(
                    value=number.value, text=text, page=section.first_page, box=section.box, text_source=section.text_source
                )
            elif field.kind is Figure:
                values[field.name] = None
            else:
                values[field.name] = re.sub(field.mark.label, "", text) if text and field.mark.label else text
    return record(section_id=section.section_id, page=section.first_page, box=section.box, **values)


@cache
def _fields(record: type[Record]) -> tuple[_Field, ...]:
    found = []
    for name, hint in get_type_hints(record, include_extras=True).items():
        marks = getattr(hint, "__metadata__", ())
        plain = get_args(hint)[0] if marks else hint
        kinds = [kind for kind in (get_args(plain) or (plain,)) if kind in (Figure, int, bool, str)]
        mark = next((mark for mark in marks if isinstance(mark, Mark)), NOWHERE if Figure in kinds else None)
        if mark is not None:
            unit = next((str(mark) for mark in marks if isinstance(mark, Unit)), None)
            found.append(_Field(name, mark, kinds[0], unit, type(None) in get_args(plain)))
    return tuple(found)


_Placed = tuple[_Field, Column | OfPeriod]


def _columns(record: type[Declared]) -> list[_Placed]:
    """The fields that stand in columns; those of two periods first, which no other heading may take."""
    found = [(field, field.mark) for field in _fields(record) if isinstance(field.mark, Column | OfPeriod)]
    return sorted(found, key=lambda placed: isinstance(placed[1], Column))


_headings = once_a_table(Table.headings)
"""The heading of each column: each kind asks for them."""


def scheme_of(record: type[Declared], table: Table) -> str | None:
    """The first of the kind's schemes that title, caption or cells of a table say."""
    said = " ".join([table.title, table.caption, *(cell.text for cell in table.cells)])
    return next((scheme for scheme, pattern in record.schemes if re.search(pattern, said, re.IGNORECASE)), None)


def _is_named_so(record: type[Declared], table: Table) -> bool:
    """Whether the table's title, its headings and the names of its lines are those of the kind."""
    headings = _headings(table)
    said = f"{table.title} {table.caption} {' '.join(headings)}"
    if record.title is not None and not re.search(record.title, said, re.IGNORECASE):
        return False
    if any(isinstance(f.mark, Heading) and f.mark.required and not _stated(f, headings) for f in _fields(record)):
        return False
    if not record.fewest_names:
        return True
    labels = {label for line in lines_of(table) for label in line.path}
    return sum(any(re.search(name, label, re.IGNORECASE) for label in labels) for name in record.names) >= record.fewest_names


def _places(record: type[Declared], table: Table) -> dict[str, Place] | None:
    """Where each field is read; None if a required one has no column, or those of years are of means, which are no accounts.

    Fields of one heading share its column.
    """
    headings, figured = headings_of(table), figure_columns(table)
    columns = _columns(record)
    found: dict[str, Place] = {}
    if any(isinstance(mark, OfPeriod) for _, mark in columns):
        periods = periods_of(table)
        if periods is None or ((periods.prior is None or periods.beside_plan) and not record.fewest_names):
            return None
        if periods.beside_plan:  # what they differ by may be of the plan
            headings = tuple((place, text) for place, text in headings if not VARIANCE.search(text))
        found = {f.name: periods.columns[m] for f, m in columns if isinstance(m, OfPeriod) and m in periods.columns}
        if any(MEAN.search(text) for place, text in headings if place in found.values()):
            return None
        partial = {OfPeriod(m.which): place for m, place in periods.columns.items() if m.term == "partial"}
        found |= {f"{f.name} {PARTIAL}": partial[m] for f, m in columns if isinstance(m, OfPeriod) and m in partial}
    partly = [place for place, text in headings if PARTLY.search(text)]
    taken: dict[str, Place] = dict(found)
    for field, column in columns:
        if not isinstance(column, Column):
            continue
        if column.heading not in taken:
            left = [(place, text) for place, text in headings if place not in taken.values()]
            named = [place for place, text in left if _says(column.heading, text)]
            if not named and column.otherwise:
                named = [place for place, text in left if _says(column.otherwise, text)]
            if named and column.latest:
                alike = YEAR.sub("", dict(left)[named[0]])
                named = [max((YEAR.findall(text), place) for place, text in left if YEAR.sub("", text) == alike)[1]]
            if named:  # a heading may be over the codes of figures as well: `RS` before its amount
                taken[column.heading] = min(named, key=lambda p: field.kind is Figure and p[1] not in figured)
        if column.heading in taken:
            found[field.name] = taken[column.heading]
            if field.kind is Figure and len(partly) == 1 and IN_ALL.search(dict(headings).get(found[field.name], "")):
                found[f"{field.name} {PARTIAL}"] = partly[0]
        elif column.or_in in found:
            found[field.name] = found[column.or_in]
        elif column.required:
            return None
    figures = [field.name for field, _ in columns if field.kind is Figure]
    told = any(field.kind is str and isinstance(column, Column) and column.required for field, column in columns)
    if figures and not told and not any(name in found for name in figures):
        return None
    return None if record.whole and set(figured) - {column for _, column in found.values()} else found


def _is_needed(mark: Column | OfPeriod) -> bool:
    """Whether a line without any of such figures is no record."""
    return mark.term is None if isinstance(mark, OfPeriod) else mark.required or mark == NOWHERE


def _says(heading: str, text: str) -> bool:
    """Whether a heading matches, read without its spaces as well: a narrow cell breaks words."""
    squeezed = re.search(heading.replace(" ", ""), "".join(text.split()), re.IGNORECASE)
    return bool(re.search(heading, text, re.IGNORECASE) or squeezed)


def _read(
    record: type[Declared],
    source: Source,
    places: Mapping[str, Place],
    beside: Mapping[str, str],
    of_line: Callable[[Source, TableLine], dict[str, Any]] | None,
) -> Iterator[Record]:
    columns = [(field, column) for field, column in _columns(record) if field.name in places]
    figures = [(f.name, column) for f, column in columns if f.kind is Figure]
    every_row = "label" not in record.model_fields
    needed = [name for name, column in figures if _is_needed(column)] or ([] if every_row else [name for name, _ in figures])
    of_table = {**_of_table(record, source, places), **beside}
    above = dict.fromkeys(f.name for f in _fields(record) if isinstance(f.mark, Above))
    first = next((places[field.name] for field, _ in columns if field.kind is str), None)
    listed = False
    grid = source.table.grid()
    for group in groups_of(lines_with(source.table, lambda cell: bool(source.amounts(cell)), every_row=every_row)):
        rows = {line.part: grid[line.row] for line in group}
        cells = [cell for row in rows.values() for cell in filled(row)]
        if above and len(cells) == 1:
            above, listed = _with_above(record, above, cells[0].text), False
            continue
        cell_of = _cells(columns, places, rows, source)
        values = {field.name: _value(field, column, source, cell_of) for field, column in columns}
        if group[0].is_total and values.get("label", "") is None:  # a total may be named in another column than lines
            name = group[0].label
            values |= {**{field: None for field, value in values.items() if value == name}, "label": name}
        if any(values[field.name] is None and not field.may_be_null for field, _ in columns):
            continue
        if group[0].is_total and "is_total" not in record.model_fields:
            continue
        if needed and all(values[name] is None for name in needed):
            continue
        item = first is not None and ITEM.match(text_of(_cell(rows, first)) or "") is not None
        if listed and not item:
            above |= {f.name: None for f in _fields(record) if isinstance(f.mark, Above) and f.mark.of_list}
        listed = item
        own = of_table | _of_line(record, source, group[0]) | (of_line(source, group[0]) if of_line else {})
        if any(isinstance(f.mark, Label) and own[f.name] is None and not f.may_be_null for f in _fields(record)):
            continue
        yield record(**source.place(cells), **own, **above, **_missing(record, values), **values)


def _cells(
    columns: Sequence[_Placed], places: Mapping[str, Place], rows: Mapping[int, Sequence[Cell | None]], source: Source
) -> dict[str, Cell | None]:
    """The cell of each field; where all fields are figures, in their turn where a row of as many stands askew."""
    found = [_cell(rows, places[field.name]) for field, _ in columns]
    others = [places.get(f"{field.name} {PARTIAL}") for field, _ in columns]
    found = [_cell(rows, o) if o and not (cell and cell.text) else cell for cell, o in zip(found, others, strict=True)]
    if all(field.kind is Figure and isinstance(column, Column) and column.required for field, column in columns):
        found = source.below([places[field.name][1] for field, _ in columns], rows[0])
    return {field.name: cell for (field, _), cell in zip(columns, found, strict=True)}


def _cell(rows: Mapping[int, Sequence[Cell | None]], place: Place) -> Cell | None:
    part, column = place
    return rows[part][column] if part in rows else None


def _value(field: _Field, column: Column | OfPeriod, source: Source, cell_of: Mapping[str, Cell | None]) -> Any:
    cell = cell_of[field.name]
    text = text_of(cell)
    pattern, other = (column.pattern, column.or_in) if isinstance(column, Column) else (None, None)
    if pattern and text is not None:
        match = re.search(pattern, text, re.IGNORECASE)
        text = match and (match[1].strip() if match.re.groups else text)
    if field.kind is bool:
        return source.is_not_computable(cell)
    if field.kind is Figure and text and other and cell is cell_of.get(other):
        return source.percentage_beside(cell)
    if field.kind is Figure:
        readers = {"%": source.percentage, "days": source.days}
        return readers.get(field.unit or "", source.amount)(cell) if text else None
    if field.kind is int:
        return int(text) if text and text.isdecimal() else None
    return text


def _stated(field: _Field, headings: Sequence[str]) -> Any:
    """What a heading states for a field."""
    assert isinstance(field.mark, Heading)
    pattern = re.compile(field.mark.pattern, re.IGNORECASE)
    text = next((match[1].strip() for heading in headings if (match := pattern.search(heading))), None)
    return int(text) if text and field.kind is int else text


def _beside(record: type[Declared], table: Table) -> dict[str, str]:
    """The fields that the table says beside a text."""
    found: dict[str, str] = {}
    for field in _fields(record):
        if isinstance(field.mark, Beside):
            for row in table.grid():
                cells = filled(row)
                if len(cells) > 1 and re.search(field.mark.pattern, cells[0].text, re.IGNORECASE):
                    found.setdefault(field.name, cells[1].text)
    return found


def _of_table(record: type[Declared], source: Source, places: Mapping[str, Place]) -> dict[str, Any]:
    """The fields that the table's headings and section say."""
    headings = _headings(source.table)
    values: dict[str, Any] = {"scheme": scheme_of(record, source.table)} if "scheme" in record.model_fields else {}
    values |= {f.name: "" for f in _fields(record) if isinstance(f.mark, Beside)}
    for field in _fields(record):
        if isinstance(field.mark, Heading):
            values[field.name] = _stated(field, headings)
        elif isinstance(field.mark, OfSection):
            values[field.name] = source.section_number(field.mark.kind)
    stated: dict[str, Period | None]
    if any(isinstance(field.mark, OfPeriod) for field in _fields(record)):
        periods = periods_of(source.table)
        assert periods is not None
        stated = {"prior": periods.prior, "current": periods.current}
    else:
        text_of_place = dict(headings_of(source.table))
        stated = {name: period_of([text_of_place.get(place, "")]) for name, place in places.items()}
        said = [period for period in stated.values() if period]
        stated["current"] = max(said, key=lambda period: period.end, default=period_over(source.table))
    for which, period in stated.items():
        year = "year" if which == "current" and "year" in record.model_fields else f"{which}_year"
        values |= {year: period and period.end.year, f"{which}_date": period and period.end}
    return {name: value for name, value in values.items() if name in record.model_fields}


def _with_above(record: type[Declared], above: Mapping[str, str | None], text: str) -> dict[str, str | None]:
    """What the rows above say, once there is one that says `text`."""
    said: dict[str, str | None] = {}
    found = False
    for field in _fields(record):
        if isinstance(field.mark, Above):
            match = re.search(field.mark.pattern, text, re.IGNORECASE)
            said[field.name] = match[1] if match else None if found else above[field.name]
            found |= match is not None
    return said


def _of_line(record: type[Declared], source: Source, line: TableLine) -> dict[str, Any]:
    """The fields that are the line's or the table's own."""
    label = line.label or ""
    code = CODE.match(label)
    own: dict[str, Any] = {
        "label": label,
        "label_path": line.path,
        "is_total": line.is_total,
        "code": code[1] if code else None,
        "section": source.table.title or None,
        "scheme_code": scheme_code(line.path, is_total=line.is_total),
        "sign": printed_sign(label),
    }
    named = {field.name for field in _fields(record)}
    found = {name: value for name, value in own.items() if name in record.model_fields and name not in named}
    for field in _fields(record):
        if isinstance(field.mark, Label):
            match = re.search(field.mark.pattern, label, re.IGNORECASE)
            found[field.name] = match[1] if match else None
    return found | ({"scale": source.scale_of(line.figures)} if issubclass(record, AmountRecord) else {})


def _missing(record: type[Declared], values: Mapping[str, Any]) -> dict[str, None]:
    """The fields whose columns the table has not."""
    return {field.name: None for field, _ in _columns(record) if field.name not in values}
