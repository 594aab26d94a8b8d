"""What the notes of the *carta dei servizi* claim of its results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, percentage_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.records.declared import declared
from pipeline.records.kind import enter
from schemas.records.base import Record
from schemas.records.service_standards import ServiceStandard

OF_WHICH = re.compile(r"(?P<whole>[0-9]{1,6})\s+[^0-9]{2,60}?\bdi\s+cui\s+(?P<part>[0-9]{1,6})", re.IGNORECASE)
"""The counts of a note that claims a share: `n. 115 verifiche di cui 102 nei termini`."""

COUNT = re.compile(r"(?<![0-9.,/])[0-9]{1,6}(?![0-9.,/]*[0-9%])(?!\s*(?:gg|giorn))", re.IGNORECASE)


def claim(records: Sequence[Record], claims: Claims) -> None:
    """The results that the counts in a note prove."""
    for record in records:
        if isinstance(record, ServiceStandard) and record.note and record.result_pct:
            _claim_note(record, record.note, claims)


def _claim_note(record: ServiceStandard, note: str, claims: Claims) -> None:
    """The result as the share that two of the note's counts make, if some two do, or if the note says which two it is."""
    assert record.result_pct is not None
    whole_per_cent = record.result_pct.value % 1 == 0  # 81,0 may be 80,6 rounded
    step = Decimal(1) if whole_per_cent else None
    result = enter(claims, record, record.result_pct, f"the result of {record.service}", percent=True, step=step)
    if result is None:
        return
    counts = {match.start(): match[0] for match in COUNT.finditer(note)}
    said = OF_WHICH.search(note)
    pairs = [(said.start("whole"), said.start("part"))] if said else []
    pairs += [(whole, part) for whole in counts for part in counts if int(counts[whole]) > int(counts[part])]
    found = [
        identity
        for whole, part in pairs
        if whole in counts and part in counts
        for identity in _shares(record, result, (whole, counts[whole]), (part, counts[part]), claims)
    ]
    holding = [identity for identity in found if claims.holds(identity)]
    claims.declare(holding[:1] or found[: bool(said)])


def _shares(
    record: ServiceStandard, result: Key, whole: tuple[int, str], part: tuple[int, str], claims: Claims
) -> Iterator[Identity]:
    """The result as the part's share of the whole, and as that of the rest."""
    table = record.table_id or ""
    keys = []
    for offset, text in (whole, part):
        key = (table, record.row or 0, -1, offset)  # column -1: within the row's note, not the note itself
        name = f"the {text} of its note"
        keys.append(claims.quantity(key, Decimal(text), text, name, record.page, record.box, exact=True))
    said = "The result is the share that the note counts."
    for over in ([(1, keys[1])], [(1, keys[0]), (-1, keys[1])]):
        yield percentage_of("SVC-1", said, result, over, keys[0], f"{table} SVC-1", table, origin="inferred")


KIND = declared(ServiceStandard, claim=claim)
