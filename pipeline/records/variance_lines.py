"""Which lines of tables of two years sum others up, and what that claims."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, percentage_of
from pipeline.arithmetic.identity import Key
from pipeline.figures.lines import is_apart
from pipeline.records.declared import declared
from pipeline.records.identities import WITH_VARIANCE, entered_figures, runs_of, sign_of, sums_of_lines
from pipeline.vocabulary import ITEM, TOTAL_LABEL
from schemas.records.base import Record
from schemas.records.variance_lines import VarianceLine


def _with_totals(lines: list[VarianceLine]) -> list[VarianceLine]:
    """The lines with those marked as totals whose code is the beginning of others', or whose amounts are the others' sums."""
    parents = {code[:n] for line in lines if (code := line.account_code) for n in range(1, len(code))}
    totals = [TOTAL_LABEL.search(line.label) is not None or line.account_code in parents for line in lines]
    for i in {0, len(lines) - 1} if len(lines) > 2 else ():
        others = [*lines[:i], *lines[i + 1 :]]
        if lines[i].account_code is None and not any(TOTAL_LABEL.search(other.label) for other in others):
            totals[i] |= _is_sum(lines[i], others)
    return [line.model_copy(update={"is_total": total}) for line, total in zip(lines, totals, strict=True)]


def _is_sum(line: VarianceLine, others: Sequence[VarianceLine]) -> bool:
    """Whether the line's amounts of one year, or its variance, are the sums of the other lines'."""
    for field in WITH_VARIANCE:
        figure = getattr(line, field)
        parts = [getattr(other, field) for other in others]
        if figure and figure.value and all(parts) and sum((p.value for p in parts), Decimal(0)) == figure.value:
            return True
    return False


def claim(records: Sequence[Record], claims: Claims) -> None:
    """The sums and the shares of each table or half of a table."""
    for lines in runs_of([record for record in records if isinstance(record, VarianceLine)]):
        _claim_sums(lines, claims)
        _claim_shares(lines, [entered_figures(line, claims) for line in lines], claims)


def _claim_sums(lines: Sequence[VarianceLine], claims: Claims) -> None:
    for i, line in enumerate(lines):
        found = _parts(lines, i)
        said, family = f"{line.label} is the sum of its parts.", f"{line.table_id} VAR-3 {i} {line.label}"
        alternatives = [
            list(sums_of_lines("VAR-3", said, line, parts, claims, fields=WITH_VARIANCE, family=family, fewest=len(parts)))
            for parts in ([(sign_of(lines[j].label), lines[j]) for j in of] for of in found)
        ]
        clear = len(found) == 1 and (line.account_code is not None or max(found[0]) < i)  # what follows may be something else
        if clear or any(claims.holds(identity) for claimed in alternatives for identity in claimed):
            claims.declare_best(alternatives)


def _parts(lines: Sequence[VarianceLine], i: int) -> list[list[int]]:
    """The lines that a total may sum up: those under its code, or those since the total before it, or all there are."""
    line = lines[i]
    if not line.is_total:
        return []
    code = line.account_code
    if code is not None:
        below = {j: own for j, other in enumerate(lines) if j != i and (own := other.account_code) and own.startswith(code)}
        codes = frozenset(below.values())
        children = [j for j, own in below.items() if not _is_under(own, codes)]
        if len(children) > 1:
            return [children]
    plain = [j for j, other in enumerate(lines) if j != i and not other.is_total and not is_apart(other.label)]
    totals = [j for j, other in enumerate(lines) if j != i and other.is_total]
    last, following = max((t for t in totals if t < i), default=-1), min((t for t in totals if t > i), default=len(lines))
    before, after = [j for j in plain if last < j < i], [j for j in plain if i < j < following]
    others = {other.account_code for j, other in enumerate(lines) if j != i}
    tops = [j for j, x in enumerate(lines) if j != i and not _is_under(x.account_code or "", others) and not is_apart(x.label)]
    tops = [j for j in tops if not ITEM.match(lines[j].label)] or tops
    found = [parts for parts in (before, after, plain, totals, tops) if len(parts) > 1]
    return [parts for n, parts in enumerate(found) if parts not in found[:n]]


def _is_under(code: str, codes: Container[str | None]) -> bool:
    """Whether a code begins with another of some codes."""
    return any(code[:n] in codes for n in range(1, len(code)))


def _claim_shares(lines: Sequence[VarianceLine], keys: Sequence[dict[str, Key]], claims: Claims) -> None:
    """Each line's share of the total's amount or variance, whichever it is."""
    table = lines[0].table_id
    totals = [i for i, line in enumerate(lines) if line.is_total]
    shared = [k for k in keys if "share_pct" in k]
    if not totals or not shared:
        return
    of_total = [
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
    ]  # fmt: skip
    if any(2 * sum(map(claims.holds, identities)) >= len(identities) for identities in of_total):  # else shares of something else
        claims.declare_best(of_total)
    for total in totals:
        said, field, family = "The shares add up.", ("share_pct",), f"{table} VAR-5"
        alternatives = [
            list(sums_of_lines("VAR-5", said, lines[total], [(1, lines[j]) for j in of], claims, fields=field, family=family))
            for of in _parts(lines, total)
            if all("share_pct" in keys[j] for j in of)
        ]
        claims.declare_best(alternatives)


KIND = declared(VarianceLine, claim=claim, complete=_with_totals)
