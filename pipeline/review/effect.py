"""What another value of a figure would do to the identities that the figure takes part in, told before it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.arithmetic.claims import SOUND
from pipeline.arithmetic.identity import evaluate
from pipeline.corrections import is_near
from pipeline.datasets import as_fields
from pipeline.decisions import Decided
from pipeline.findings.checks import decimal_of, identity_of
from pipeline.findings.rules import rule_of
from pipeline.review.cards import EDGES, Row
from schemas.check import Check, Operand
from schemas.provenance import Box


@dataclass(frozen=True)
class Tried:
    """An identity with another value."""

    rule: str
    claim: str
    claim_it: str
    printed: str
    """What is printed where the stated figure stands."""
    holds: bool
    stated: Decimal
    computed: Decimal | None
    """What the other figures make the stated one."""


def effect_of(checks: Iterable[Row], figure: Row, value: Decimal, decided: Decided) -> list[Tried]:
    """The identities of a document that a figure takes part in, with a value in its place and the others as they were decided.

    `checks` are rows of the dataset, `figure` one of their operands. Those that cannot be tested are left out.
    """
    found = []
    for row in checks:
        if not any(_is_same(operand, figure) for operand in row["operands"]):
            continue
        check = Check(**{**as_fields(Check, row), "operands": tuple(_operands(row))})
        identity, values, units = identity_of(check)
        for key, operand, o in zip(values, row["operands"], check.operands, strict=True):
            taken = decided.on(o.page, o.box, o.text, o.value)
            if _is_same(operand, figure):
                values[key] = Fraction(value)
            elif taken is not None:
                values[key] = Fraction(taken[0])
        outcome = evaluate(identity, values, units)
        if outcome.status == "untestable":
            continue
        found.append(
            Tried(
                rule=check.rule,
                claim=check.claim,
                claim_it=rule_of(check.rule).claim_it,
                printed=check.operands[0].text,
                holds=outcome.status in SOUND,
                stated=Decimal(values[identity.stated].numerator) / values[identity.stated].denominator,
                computed=decimal_of(outcome.computed, check.operands[0].value.normalize(), identity),
            )
        )
    return found


def _is_same(operand: Row, figure: Row) -> bool:
    """Whether an operand is a figure: a cell can have several, and a figure stand in several identities."""
    same = all(operand[name] == figure[name] for name in ("page", "text", "value"))
    return same and is_near(Box(*(operand[edge] for edge in EDGES)), Box(*(figure[edge] for edge in EDGES)))


def _operands(row: Row) -> Iterator[Operand]:
    for operand in row["operands"]:
        yield Operand(**{**as_fields(Operand, operand), "box": Box(*(operand[edge] for edge in EDGES))})
