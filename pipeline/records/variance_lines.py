"""Lines of tables that set two years side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Key
from pipeline.figures.lines import CARRIED
from pipeline.records.income_statement_lines import is_income_statement
from pipeline.records.kind import Kind, Source, enter, figure_of
from pipeline.records.schemes import runs_of
from pipeline.records.two_years import label_of, two_years
from pipeline.vocabulary import MEAN, OF_WHICH, TOTAL_LABEL
from schemas.records.base import Record
from schemas.records.variance_lines import VarianceLine
from schemas.table import Table

CODED = re.compile(r"^(?P<code>[0-9]{2,7}(?:\.[0-9]{1,4})*)(?:\s*[-–—.:)]\s*|\s+)(?P<label>\D.*)$", re.DOTALL)
"""A label that begins with an account code: `3250 PRESTAZIONE DI SERVIZI`, `312 - CONTRIBUTI`."""

CODE = re.compile(r"^[0-9]{2,7}(?:\.[0-9]{1,4})*$")


def recognise(table: Table) -> bool:
    return two_years(table) is not None and not is_income_statement(table)


def read(sources: Sequence[Source]) -> list[Record]:
    return [line for source in sources for line in _read_table(source)]


def _read_table(source: Source) -> list[VarianceLine]:
    columns = two_years(source.table)
    assert columns is not None
    lines: list[VarianceLine] = []
    for row in source.rows():
        prior, current = source.amount(row[columns.prior]), source.amount(row[columns.current])
        if prior is None and current is None:
            continue
        code, label = _code_and_label([cell.text if (cell := row[c]) else "" for c in columns.labels])
        variance_cell = row[columns.variance] if columns.variance is not None else None
        variance = variance_pct = None
        if variance_cell:
            numbers = source.amounts(variance_cell)
            amounts = [i for i, n in enumerate(numbers) if n.unit != "%"]
            percentages = [i for i, n in enumerate(numbers) if n.unit == "%"]
            variance = figure_of(variance_cell, numbers[amounts[0]], amounts[0]) if len(amounts) == 1 else None
            variance_pct = figure_of(variance_cell, numbers[percentages[0]], percentages[0]) if len(percentages) == 1 else None
        if columns.variance_pct is not None:
            variance_pct = source.figure(row[columns.variance_pct])
        lines.append(
            VarianceLine(
                **source.place(row),
                scale=source.scale,
                account_code=code,
                label=label,
                prior_year=columns.prior_year,
                current_year=columns.current_year,
                prior_amount=prior,
                current_amount=current,
                variance=variance,
                variance_pct=variance_pct,
                share_pct=source.figure(row[columns.share]) if columns.share is not None else None,
                is_total=TOTAL_LABEL.search(label) is not None,
            )
        )
    return _with_totals(lines)


def _code_and_label(texts: Sequence[str]) -> tuple[str | None, str]:
    if len(texts) > 1 and CODE.match(texts[0]):
        return texts[0], label_of(texts[1:])
    text = label_of(texts)
    match = CODED.match(text)
    return (match["code"], match["label"]) if match else (None, text)


def _with_totals(lines: list[VarianceLine]) -> list[VarianceLine]:
    """The lines with those marked as totals whose code is the beginning of others', or whose amounts are the others' sums."""
    codes = [line.account_code for line in lines if line.account_code]
    marked = []
    for i, line in enumerate(lines):
        parent = line.account_code is not None and any(c != line.account_code and c.startswith(line.account_code) for c in codes)
        others = [other for j, other in enumerate(lines) if j != i]
        end = i in (0, len(lines) - 1) and len(others) > 1 and not any(other.is_total for other in others)
        total = line.is_total or parent or (line.account_code is None and end and _is_sum(line, others))
        marked.append(line.model_copy(update={"is_total": True}) if total and not line.is_total else line)
    return marked


def _is_sum(line: VarianceLine, others: Sequence[VarianceLine]) -> bool:
    """Whether the line's amounts of one year, or its variance, are the sums of the other lines'."""
    for field in ("prior_amount", "current_amount", "variance"):
        figure = getattr(line, field)
        parts = [getattr(other, field) for other in others]
        if figure and figure.value and all(parts) and sum((p.value for p in parts), Decimal(0)) == figure.value:
            return True
    return False


FIELDS = ("prior_amount", "current_amount", "variance")
"""The columns whose lines add up to a total."""


def claim(records: Sequence[Record], claims: Claims) -> None:
    """Each line's variance and percentages, and the sums of each table or half of a table."""
    for lines in runs_of([record for record in records if isinstance(record, VarianceLine)]):
        keys = [_enter(line, claims) for line in lines]
        _claim_lines(lines, keys, claims)
        _claim_sums(lines, keys, claims)
        _claim_shares(lines, keys, claims)


def _enter(line: VarianceLine, claims: Claims) -> dict[str, Key]:
    name = f"{line.account_code} {line.label}" if line.account_code else line.label
    entered = {
        "prior_amount": enter(claims, line, line.prior_amount, f"{name} {line.prior_year}"),
        "current_amount": enter(claims, line, line.current_amount, f"{name} {line.current_year}"),
        "variance": enter(claims, line, line.variance, f"the variance of {name}"),
        "variance_pct": enter(claims, line, line.variance_pct, f"the variance of {name} in per cent", percent=True),
        "share_pct": enter(claims, line, line.share_pct, f"the share of {name}", percent=True),
    }
    return {field: key for field, key in entered.items() if key is not None}


def _claim_lines(lines: Sequence[VarianceLine], keys: Sequence[dict[str, Key]], claims: Claims) -> None:
    table = lines[0].table_id
    whole = [k for k in keys if {"prior_amount", "current_amount", "variance"} <= k.keys()]
    directions = [
        [
            total_of(
                "VAR-1", "The variance is the {} less the {}.".format(*order), k["variance"],
                [(sign, k["current_amount"]), (-sign, k["prior_amount"])], f"{table} VAR-1", table,
            )
            for k in whole
        ]
        for sign, order in ((1, ("current year", "prior year")), (-1, ("prior year", "current year")))
    ]  # fmt: skip
    held = [sum(map(claims.holds, direction)) for direction in directions]
    claims.declare_best(directions)
    signs = (1, -1) if held[0] == held[1] else (1,) if held[0] > held[1] else (-1,)  # a percentage has its variance's sign
    with_pct = [k for k in keys if {"prior_amount", "current_amount", "variance_pct"} <= k.keys()]
    claims.declare_best(
        [
            [
                percentage_of(
                    "VAR-2", "The percentage is the change against the prior year.", k["variance_pct"],
                    [(sign, k["current_amount"]), (-sign, k["prior_amount"])], k["prior_amount"], f"{table} VAR-2", table,
                    absolute=absolute,
                )
                for k in with_pct
            ]
            for sign in signs
            for absolute in (True, False)
        ]
    )  # fmt: skip


def _claim_sums(lines: Sequence[VarianceLine], keys: Sequence[dict[str, Key]], claims: Claims) -> None:
    table = lines[0].table_id
    for i, line in enumerate(lines):
        alternatives = [
            [
                total_of(
                    "VAR-3", f"{line.label} is the sum of its parts.", keys[i][field],
                    [(1, keys[j][field]) for j in parts], f"{table} VAR-3 {i} {line.label}", table,
                )
                for field in FIELDS
                if field in keys[i] and all(field in keys[j] for j in parts)
            ]
            for parts in _parts(lines, i)
        ]  # fmt: skip
        if len(alternatives) == 1 or any(claims.holds(identity) for claimed in alternatives for identity in claimed):
            claims.declare_best(alternatives)


def _parts(lines: Sequence[VarianceLine], i: int) -> list[list[int]]:
    """The lines that a total may sum up: those under its code, or those since the total before it, or all there are."""
    line = lines[i]
    if not line.is_total:
        return []
    code = line.account_code
    if code is not None:
        below = [j for j, other in enumerate(lines) if j != i and other.account_code and other.account_code.startswith(code)]
        codes = [lines[j].account_code or "" for j in below]
        children = [
            j for j in below if not any(c != lines[j].account_code and (lines[j].account_code or "").startswith(c) for c in codes)
        ]
        if len(children) > 1:
            return [children]
    plain = [j for j, other in enumerate(lines) if j != i and not other.is_total and not _is_apart(other.label)]
    totals = [j for j, other in enumerate(lines) if j != i and other.is_total]
    before = [j for j in plain if j < i and not any(j < t < i for t in totals)]
    after = [j for j in plain if j > i and not any(i < t < j for t in totals)]
    tops = [j for j, other in enumerate(lines) if j != i and not _under_another(lines, j, i) and not _is_apart(other.label)]
    found = [parts for parts in (before, after, plain, totals, tops) if len(parts) > 1]
    return [parts for n, parts in enumerate(found) if parts not in found[:n]]


def _is_apart(label: str) -> bool:
    """Whether a line is no part of a total: carried forward, part of the line above, a mean."""
    return bool(CARRIED.match(label) or OF_WHICH.match(label) or MEAN.search(label))


def _under_another(lines: Sequence[VarianceLine], j: int, total: int) -> bool:
    """Whether a line is part of another total than the one asked for."""
    code = lines[j].account_code or ""
    return any(
        k not in (j, total) and other.account_code and code != other.account_code and code.startswith(other.account_code)
        for k, other in enumerate(lines)
    )


def _claim_shares(lines: Sequence[VarianceLine], keys: Sequence[dict[str, Key]], claims: Claims) -> None:
    """Each line's share of the total's amount or variance, whichever it is."""
    table = lines[0].table_id
    totals = [i for i, line in enumerate(lines) if line.is_total]
    shared = [k for k in keys if "share_pct" in k]
    if not totals or not shared:
        return
    claims.declare_best(
        [
            [
                percentage_of(
                    "VAR-4", f"The share is that of {lines[total].label}.", k["share_pct"],
                    [(1, k[field])], keys[total][field], f"{table} VAR-4", table,
                )
                for k in shared
                if field in k and field in keys[total]
            ]
            for total in totals
            for field in ("variance", "current_amount", "prior_amount")
        ]
    )  # fmt: skip
    for total in totals:
        parts = next((p for p in _parts(lines, total) if all("share_pct" in keys[j] for j in p)), None)
        if parts and "share_pct" in keys[total]:
            claims.declare(
                [
                    total_of(
                        "VAR-5", "The shares add up.", keys[total]["share_pct"],
                        [(1, keys[j]["share_pct"]) for j in parts], f"{table} VAR-5", table,
                    )
                ]
            )  # fmt: skip


KIND = Kind(VarianceLine, recognise, read, claim)
