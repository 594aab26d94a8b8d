"""Tables that repeat one another: a table printed twice, and accounts that stand in two tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Identity
from pipeline.records.kind import enter
from schemas.records.base import Record
from schemas.records.variance_lines import VarianceLine

FIELDS = ("prior_amount", "current_amount", "variance")

MOST = 0.6
"""Share of two tables' common figures that must agree for the others to be expected to."""


def claim_repeats(records: Sequence[Record], claims: Claims) -> None:
    """Enter that tables with the same lines and years state the same figures, where most of them do."""
    tables: dict[str, dict[str, VarianceLine]] = defaultdict(dict)
    for record in records:
        if isinstance(record, VarianceLine) and record.table_id:
            tables[record.table_id][f"{record.account_code} {record.label} {record.current_year}"] = record
    ids = list(tables)
    for i, first in enumerate(ids):
        for second in ids[i + 1 :]:
            common = tables[first].keys() & tables[second].keys()
            if len(common) < 2:
                continue
            found = [
                identity
                for name in sorted(common)
                for identity in _equalities(tables[first][name], tables[second][name], f"REP-1 {first} {second}", claims)
            ]
            if sum(map(claims.holds, found)) >= MOST * len(found):
                claims.declare(found)


def _equalities(a: VarianceLine, b: VarianceLine, family: str, claims: Claims) -> list[Identity]:
    found = []
    for field in FIELDS:
        one, other = getattr(a, field), getattr(b, field)
        keys = [enter(claims, r, f, f"{r.label} in table {r.table_id}") for r, f in ((a, one), (b, other))]
        if keys[0] and keys[1]:
            claim = f"{a.label} is the same in both tables."
            found.append(total_of("REP-1", claim, keys[0], [(1, keys[1])], family, b.table_id, origin="inferred"))
    return found
