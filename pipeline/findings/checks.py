"""Outcomes as checks: each identity with its operands as they are printed."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Identity, Outcome, Quantity, Ratio
from pipeline.findings.wording_en import reckoning_of
from schemas.check import Check, Operand


def check_of(document_id: str, outcome: Outcome, claims: Claims) -> Check:
    identity = outcome.identity
    stated = claims.figures[identity.stated]
    computed = _decimal(outcome.computed, stated, identity)
    return Check(
        check_id=digest(document_id, identity.rule, repr(identity.keys)),
        rule=identity.rule,
        origin=identity.origin,
        status=outcome.status,
        table_id=identity.table_id,
        page=stated.page,
        stated=stated.value,
        computed=computed,
        difference=stated.value - computed if computed is not None else None,
        tolerance=_decimal(outcome.tolerance, stated, identity) if outcome.computed is not None else None,
        claim=identity.claim,
        reckoning=reckoning_of(outcome, claims),
        operands=tuple(operand_of(claims.figures[key]) for key in identity.keys),
    )


def operand_of(q: Quantity) -> Operand:
    table, row, column, _ = q.key
    return Operand(
        row=row if q.in_table else None,
        column=column if q.in_table and column >= 0 else None,
        table_id=table if q.in_table else None,
        name=q.name,
        text=q.text,
        value=q.value,
        page=q.page,
        box=q.box,
    )


def _decimal(value: Fraction | None, stated: Quantity, identity: Identity) -> Decimal | None:
    """A fraction as a decimal: exactly in a sum, to two further digits in a quotient."""
    if value is None:
        return None
    places = max(0, -int(stated.value.as_tuple().exponent)) + (
        2 if isinstance(identity.relation, Ratio) or value.denominator > 10**6 else 0
    )
    scaled = value * 10**places
    exact = scaled.denominator == 1 or isinstance(identity.relation, Ratio) or value.denominator > 10**6
    if not exact:
        places += 4
        scaled = value * 10**places
    return Decimal(round(scaled)).scaleb(-places)


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
