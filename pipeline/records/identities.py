"""What declared identities claim of the records of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.records.kind import enter, name_of_figure
from schemas.records.base import Figure, Record
from schemas.records.declaration import Change, Sum

_Record = TypeVar("_Record", bound=Record)
_Keys = Sequence[Mapping[str, Key]]


def claim_identities(identities: Sequence[Sum | Change], records: Sequence[Record], claims: Claims) -> None:
    """Enter what identities claim of each record, the records of each table under one convention of signs."""
    if not identities:
        return
    for table_id, lines in lines_by_table(records).items():
        entered = [entered_figures(line, claims) for line in lines]
        for identity in identities:
            if isinstance(identity, Sum):
                claims.declare_best([list(_sums(identity, entered, table_id, sign)) for sign in (-1, 1)])
            else:
                _claim_change(identity, entered, table_id, claims)


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


def _sums(identity: Sum, lines: _Keys, table_id: str | None, sign: int) -> Iterator[Identity]:
    terms = [(1, name) for name in identity.plus] + [(sign, name) for name in identity.minus]
    for keys in lines:
        parts = [(s, keys[name]) for s, name in terms if name in keys]
        if identity.total in keys and parts and (identity.blank_is_zero or len(parts) == len(terms)):
            yield total_of(identity.rule, identity.claim, keys[identity.total], parts, f"{table_id} {identity.rule}", table_id)


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
