"""Outcomes as checks: each identity with its operands as they are printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Identity, Key, Linear, Outcome, Quantity, Ratio, Relation, WithinLimit
from pipeline.findings.wording_en import reckoning_of
from schemas.check import Check, Operand

RELATIONS: dict[type, Literal["sum", "percentage", "limit"]] = {Linear: "sum", Ratio: "percentage", WithinLimit: "limit"}


def check_of(document_id: str, outcome: Outcome, claims: Claims) -> Check:
    identity = outcome.identity
    stated = claims.figures[identity.stated]
    computed = decimal_of(outcome.computed, stated.value, identity)
    return Check(
        check_id=digest(document_id, identity.rule, repr(identity.keys)),
        rule=identity.rule,
        origin=identity.origin,
        result=outcome.status,
        relation=RELATIONS[type(identity.relation)],
        absolute=isinstance(identity.relation, Ratio) and identity.relation.absolute,
        table_id=identity.table_id,
        page=stated.page,
        stated=stated.value,
        computed=computed,
        difference=stated.value - computed if computed is not None else None,
        tolerance=decimal_of(outcome.tolerance, stated.value, identity) if outcome.computed is not None else None,
        claim=identity.claim,
        reckoning=reckoning_of(outcome, claims),
        operands=tuple(_operands(identity, claims)),
    )


def _operands(identity: Identity, claims: Claims) -> Iterator[Operand]:
    relation = identity.relation
    for i, key in enumerate(relation.keys):
        q = claims.figures[key]
        if isinstance(relation, Linear):
            unit, coefficient = relation.unit_of(key, claims.figures.units), relation.terms[i][0]
        elif isinstance(relation, Ratio):
            unit, coefficient = q.unit, sum(c for c, of in relation.over if of == key)
        else:
            unit, coefficient = q.unit, 0
        yield operand_of(q, unit, coefficient, divides=isinstance(relation, Ratio) and key == relation.base)


def identity_of(check: Check) -> tuple[Identity, dict[Key, Fraction], dict[Key, Fraction]]:
    """A check as the identity it came from, the values of its figures and their units; a key's last number is its operand's."""
    operands = check.operands
    keys: list[Key] = [("", 0, 0, i) for i in range(len(operands))]
    relation: Relation
    if check.relation == "sum":
        relation = Linear(tuple((o.coefficient, key) for o, key in zip(operands, keys, strict=True)))
    elif check.relation == "percentage":
        over = tuple((o.coefficient, key) for o, key in zip(operands, keys, strict=True) if o.coefficient)
        base = next(key for o, key in zip(operands, keys, strict=True) if o.divides)
        relation = Ratio(keys[0], over, base, absolute=check.absolute)
    else:
        relation = WithinLimit(keys[0], keys[1], keys[2])
    identity = Identity(check.rule, check.claim, relation, keys[0], check.origin, check.table_id)
    values = {key: Fraction(o.value) for o, key in zip(operands, keys, strict=True)}
    return identity, values, {key: Fraction(o.unit) for o, key in zip(operands, keys, strict=True)}


def operand_of(q: Quantity, unit: Fraction = Fraction(0), coefficient: int = 0, *, divides: bool = False) -> Operand:
    """A figure with its part in an identity."""
    table, row, column, _ = q.key
    return Operand(
        row=row if q.in_table else None,
        column=column if q.in_table and column >= 0 else None,
        table_id=table if q.in_table else None,
        name=q.name,
        text=q.text,
        value=q.value,
        unit=Decimal(unit.numerator) / Decimal(unit.denominator),
        coefficient=coefficient,
        divides=divides,
        page=q.page,
        box=q.box,
    )


def decimal_of(value: Fraction | None, stated: Decimal, identity: Identity) -> Decimal | None:
    """A fraction as a decimal, for a figure stated with so many digits: exactly in a sum, to two further digits in a quotient."""
    if value is None:
        return None
    places = max(0, -int(stated.as_tuple().exponent)) + (
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
