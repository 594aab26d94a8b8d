"""Which lines of tables of two years sum others up, and what that claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Key
from pipeline.figures.lines import CARRIED
from pipeline.records.declared import declared
from pipeline.records.identities import entered_figures, runs_of
from pipeline.vocabulary import MEAN, OF_WHICH, TOTAL_LABEL
from schemas.records.base import Record
from schemas.records.variance_lines import VarianceLine


def _with_totals(lines: list[VarianceLine]) -> list[VarianceLine]:
    """The lines with those marked as totals whose code is the beginning of others', or whose amounts are the others' sums."""
    codes = [line.account_code for line in lines if line.account_code]
    marked = []
    for i, line in enumerate(lines):
        parent = line.account_code is not None and any(c != line.account_code and c.startswith(line.account_code) for c in codes)
        others = [other for j, other in enumerate(lines) if j != i]
        end = i in (0, len(lines) - 1) and len(others) > 1 and not any(TOTAL_LABEL.search(other.label) for other in others)
        total = TOTAL_LABEL.search(line.label) or parent or (line.account_code is None and end and _is_sum(line, others))
        marked.append(line.model_copy(update={"is_total": bool(total)}))
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
    """The sums and the shares of each table or half of a table."""
    for lines in runs_of([record for record in records if isinstance(record, VarianceLine)]):
        keys = [entered_figures(line, claims) for line in lines]
        _claim_sums(lines, keys, claims)
        _claim_shares(lines, keys, claims)


def _claim_sums(lines: Sequence[VarianceLine], keys: Sequence[dict[str, Key]], claims: Claims) -> None:
    table = lines[0].table_id
    for i, line in enumerate(lines):
        found = _parts(lines, i)
        alternatives = [
            [
                total_of(
                    "VAR-3", f"{line.label} is the sum of its parts.", keys[i][field],
                    [(1, keys[j][field]) for j in parts], f"{table} VAR-3 {i} {line.label}", table,
                )
                for field in FIELDS
                if field in keys[i] and all(field in keys[j] for j in parts)
            ]
            for parts in found
        ]  # fmt: skip
        clear = len(found) == 1 and (line.account_code is not None or min(found[0]) < i)  # what follows may be something else
        if clear or any(claims.holds(identity) for claimed in alternatives for identity in claimed):
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


KIND = declared(VarianceLine, claim=claim, complete=_with_totals)
