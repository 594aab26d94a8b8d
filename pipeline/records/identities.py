"""What declared identities claim of the records of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.records.kind import enter, name_of_figure
from pipeline.vocabulary import OF_WHICH
from schemas.records.base import Figure, Record
from schemas.records.declaration import Change, LineSum, Sum
from schemas.records.declaration import Identity as Declaration

AMOUNTS = ("prior_amount", "current_amount")
"""The fields of two periods."""

WITH_VARIANCE = (*AMOUNTS, "variance")
"""Those, and what they differ by: all add up."""

_Record = TypeVar("_Record", bound=Record)
_Keys = Sequence[Mapping[str, Key]]


def claim_identities(identities: Sequence[Declaration], records: Sequence[Record], claims: Claims) -> None:
    """Enter what identities claim of each record, the records of each table under one convention of signs."""
    if not identities:
        return
    for table_id, lines in lines_by_table(records).items():
        entered = [entered_figures(line, claims) for line in lines]
        for identity in identities:
            if isinstance(identity, Sum):
                ways = [(sign, plus) for plus in _ways(identity) for sign in (-1, 1)]
                claims.declare_best([list(_sums(identity, entered, table_id, sign, plus)) for sign, plus in ways])
            elif isinstance(identity, Change):
                _claim_change(identity, entered, table_id, claims)
            else:
                for run in runs_of(lines):
                    claims.declare(list(_line_sums(identity, run, claims)))


def lines_by_table(records: Sequence[_Record]) -> dict[str | None, list[_Record]]:
    """Records by the table that they were read from."""
    tables: dict[str | None, list[_Record]] = {}
    for line in records:
        tables.setdefault(line.table_id, []).append(line)
    return tables


def entered_figures(line: Record, claims: Claims) -> dict[str, Key]:
    """The figures of a record, entered, by field."""
    figures = {field: value for field, value in line if isinstance(value, Figure)}
    keys = {
        field: enter(claims, line, figure, name_of_figure(line, field), percent=field.endswith("_pct"))
        for field, figure in figures.items()
    }
    return {field: key for field, key in keys.items() if key is not None}


def runs_of(records: Sequence[Record]) -> list[list[Any]]:
    """The lines of each table, or of each half of one: where its rows begin again."""
    runs: list[list[Any]] = []
    for record in records:
        last = runs[-1][-1] if runs else None
        if last is None or record.table_id != last.table_id or (record.row or 0) <= (last.row or 0):
            runs.append([])
        runs[-1].append(record)
    return runs


def sums_of_lines(
    rule: str,
    claim: str,
    total: Any,
    parts: Sequence[tuple[int, Any]],
    claims: Claims,
    *,
    fields: Sequence[str] = AMOUNTS,
    family: str = "",
    fewest: int = 1,
) -> Iterator[Identity]:
    """That a line is the sum of others, each with its sign, in each of some fields: of those that print it, `fewest` at least."""
    for field in fields:
        lines = ((1, total), *parts)
        keys = [(sign, enter(claims, line, getattr(line, field), name_of_figure(line, field))) for sign, line in lines]
        terms = [(sign, key) for sign, key in keys[1:] if key is not None]
        if keys[0][1] is not None and len(terms) >= fewest:
            yield total_of(rule, claim, keys[0][1], terms, family or f"{total.table_id} {rule}", total.table_id)


def _ways(identity: Sum) -> list[tuple[str, ...]]:
    """What may be added: the fields that are, with and without those that may be parts of them."""
    return [(*identity.plus, *identity.either), identity.plus] if identity.either else [identity.plus]


def _sums(identity: Sum, lines: _Keys, table_id: str | None, sign: int, plus: Sequence[str]) -> Iterator[Identity]:
    terms = [(1, name) for name in plus] + [(sign, name) for name in identity.minus]
    for keys in lines:
        parts = [(s, keys[name]) for s, name in terms if name in keys]
        if identity.total in keys and parts and (identity.blank_is_zero or len(parts) == len(terms)):
            yield total_of(identity.rule, identity.claim, keys[identity.total], parts, f"{table_id} {identity.rule}", table_id)


def _line_sums(identity: LineSum, lines: Sequence[Any], claims: Claims) -> Iterator[Identity]:
    names = [re.compile(name, re.IGNORECASE) for name in identity.plus]
    line = next((line for line in lines if re.search(identity.total, line.label, re.IGNORECASE)), None)
    if line is None:
        return
    named = [[x for x in lines if x is not line and name.search(x.label) and not OF_WHICH.match(x.label)] for name in names]
    keys = {id(x): entered_figures(x, claims) for x in [line, *(x for found in named for x in found)]}
    for field, total in keys[id(line)].items():
        parts = [[keys[id(x)][field] for x in found if field in keys[id(x)]] for found in named]
        added = [(1, key) for found in parts for key in found]
        if added and (all(parts) or not identity.every):
            family = f"{line.table_id} {identity.rule} {line.label}"
            yield total_of(identity.rule, identity.claim, total, added, family, line.table_id)


def _claim_change(identity: Change, lines: _Keys, table_id: str | None, claims: Claims) -> None:
    rule, pct_rule = identity.rule, identity.pct_rule
    amounts = {"prior_amount", "current_amount"}
    whole = [k for k in lines if amounts | {"variance"} <= k.keys()]
    directions = [
        [
            total_of(rule, f"The variance is {what}.", k["variance"], _change(k, sign), f"{table_id} {rule}", table_id)
            for k in whole
        ]
        for sign, what in ((1, "the current year less the prior year"), (-1, "the prior year less the current year"))
    ]
    held = [sum(map(claims.holds, direction)) for direction in directions]
    claims.declare_best(directions)
    if pct_rule is None:
        return
    signs = (1, -1) if held[0] == held[1] else (1,) if held[0] > held[1] else (-1,)  # a percentage has its variance's sign
    claim, family = "The percentage is the change against the prior year.", f"{table_id} {pct_rule}"
    with_pct = [k for k in lines if amounts | {"variance_pct"} <= k.keys()]
    claims.declare_best(
        [
            [
                percentage_of(
                    pct_rule, claim, k["variance_pct"], _change(k, sign), k["prior_amount"], family, table_id, absolute=absolute
                )
                for k in with_pct
            ]
            for sign in signs
            for absolute in (True, False)
        ]
    )


def _change(keys: Mapping[str, Key], sign: int) -> list[tuple[int, Key]]:
    return [(sign, keys["current_amount"]), (-sign, keys["prior_amount"])]
