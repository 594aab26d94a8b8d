"""What declared identities claim of the records of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.records.kind import enter, name_of_figure
from pipeline.vocabulary import DASHES, MINUS, OF_WHICH
from schemas.records.base import Figure, Record
from schemas.records.declaration import CarriedOver, Cascade, Change, LineSum, Sum
from schemas.records.declaration import Identity as Declaration

AMOUNTS = ("prior_amount", "current_amount")
"""The fields of two periods."""

WITH_VARIANCE = (*AMOUNTS, "variance")
"""Those, and what they differ by: all add up."""

SIGN = re.compile(rf"\(\s*([+={re.escape(MINUS)}])\s*\)\s*$")
"""What the label of a line ends with that is added, taken off, or made of those above it."""

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
                own = [k for k, line in zip(entered, lines, strict=True) if identity.side in (None, getattr(line, "side", None))]
                claims.declare_best([list(_sums(identity, own, table_id, terms)) for terms in _ways(identity)])
            elif isinstance(identity, Change):
                _claim_change(identity, entered, table_id, claims)
            else:
                for run in runs_of(lines):
                    if isinstance(identity, LineSum):
                        claims.declare(list(_line_sums(identity, run, claims)))
                    elif isinstance(identity, CarriedOver):
                        claims.declare(list(_carried_over(identity, run, claims)))
                    else:
                        claims.declare_best([_cascade(identity, run, costs, claims) for costs in _signs_of_costs(identity, run)])


def printed_sign(label: str) -> str | None:
    """The sign that the label of a line ends with: `+`, `-` or `=`."""
    match = SIGN.search(label)
    return ("-" if match[1] in MINUS else match[1]) if match else None


def sign_of(label: str) -> int:
    """With which sign a line is added up, as its label says."""
    return -1 if printed_sign(label) == "-" else 1


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


def _ways(identity: Sum) -> Iterator[list[tuple[int, str]]]:
    """The terms that may make the total: what is taken off with either sign, with and without what may be parts of others."""
    for turn in (1, -1) if identity.turned else (1,):
        for plus in ((*identity.plus, *identity.either), identity.plus) if identity.either else (identity.plus,):
            for sign in (-1, 1):
                yield [*((turn, name) for name in plus), *((turn * sign, name) for name in identity.minus)]


def _sums(identity: Sum, lines: _Keys, table_id: str | None, terms: Sequence[tuple[int, str]]) -> Iterator[Identity]:
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


def _carried_over(identity: CarriedOver, lines: Sequence[Any], claims: Claims) -> Iterator[Identity]:
    ends, begins = (
        next((entered_figures(x, claims) for x in lines if re.search(name, x.label, re.IGNORECASE)), {})
        for name in (identity.closing, identity.opening)
    )
    if "prior_amount" in ends and "current_amount" in begins:
        table_id = lines[0].table_id
        parts = [(1, ends["prior_amount"])]
        yield total_of(identity.rule, identity.claim, begins["current_amount"], parts, f"{table_id} {identity.rule}", table_id)


def _signs_of_costs(identity: Cascade, lines: Sequence[Any]) -> tuple[int, int]:
    """With which signs the costs of a cascade may be added: first as they are printed."""
    costs = [getattr(x, field) for x in lines for field in identity.fields if re.match(identity.costs, x.label, re.IGNORECASE)]
    return (1, -1) if sum(cost.value < 0 for cost in costs if cost is not None) > len(costs) / 2 else (-1, 1)


def _cascade(identity: Cascade, lines: Sequence[Any], costs: int, claims: Claims) -> list[Identity]:
    """What a cascade claims of lines, `costs` being the sign of those that print none."""
    fields = identity.fields
    own = [x for x in lines if identity.scheme in (None, x.scheme) and any(getattr(x, field) is not None for field in fields)]
    signed = any(printed_sign(x.label) for x in own)
    # what is set in under a result follows it
    paths = {_path(x) for x in own if not re.search(identity.results, x.label, re.IGNORECASE)}
    steps: list[list[Identity]] = []
    before: list[tuple[int, Any]] = []
    taken = 0
    for line in own:
        sign = printed_sign(line.label)
        if re.search(identity.results, line.label, re.IGNORECASE):
            said, family = (
                identity.claim.format(line.label),
                f"{line.table_id} {identity.rule} {'' if identity.by_law else line.label}",
            )
            labels = "\n".join(x.label for x in (*(x for _, x in before), line))
            if len(before) > 1 and re.match(identity.steps, labels, re.IGNORECASE | re.MULTILINE):
                steps.append(list(sums_of_lines(identity.rule, said, line, before, claims, fields=fields, family=family)))
            before = [] if re.search(identity.last, line.label, re.IGNORECASE) else [(1, line)]
            taken = len(before)
        elif line.is_total and not signed:
            before = [*before[:taken], (1, line)]
            taken = len(before)
        elif (sign or not before) if signed else _path(line)[:-1] not in paths:
            is_cost = not signed and re.match(identity.costs, line.label, re.IGNORECASE)
            before.append((costs if is_cost else sign_of(line.label), line))
    held = [any(map(claims.holds, step)) for step in steps]
    rest = sum(held) == len(held) - 1 > 1
    return [
        claimed
        for step, holds in zip(steps, held, strict=True)
        if holds or identity.by_law or (rest and len(step) == 1)
        for claimed in step
    ]


def _path(line: Any) -> tuple[str, ...]:
    return getattr(line, "label_path", (line.label,))


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
    said = [k for k in lines if amounts | {"variance_pct"} <= k.keys()]
    with_pct = [k for k in said if not set(claims.figures[k["variance_pct"]].text) <= DASHES]  # a dash says that there is none
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
