"""From identities to checks, and from broken ones to findings."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pipeline.arithmetic.claims import SOUND, Claims
from pipeline.arithmetic.identity import Identity, Key, Outcome, Quantity, Ratio, evaluate
from pipeline.arithmetic.locate import Locator, Problem, Repair, components
from pipeline.checks.messages import message_of, note_of, problem_message, reckoning_of
from schemas.check import Check, Operand
from schemas.finding import Candidate, Finding, Severity

TRUSTED = 0.4
"""Share of a family's identities that must hold for the others to be held against the report."""

MOST_CANDIDATES = 8
"""Candidates that a finding lists."""

PERCENTAGE_RULES = frozenset({"VAR-2", "VAR-4", "PER-3"})
"""Rules whose break alone, with no slip to explain it, is a question and no error."""


@dataclass(frozen=True)
class Judgement:
    """What the arithmetic says of a document."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    confirmations: Mapping[Key, int]
    """How many identities that hold each figure takes part in."""


def judge(document_id: str, claims: Claims) -> Judgement:
    """Try every identity, locate what is wrong, and say it."""
    values, units = claims.figures.values(), claims.figures.units()
    outcomes = [evaluate(identity, values, units) for identity in claims.identities]
    trusted = _trusted_families(outcomes)
    checks = [_check(document_id, outcome, claims) for outcome in outcomes]
    ids = {id(outcome.identity): check.check_id for outcome, check in zip(outcomes, checks, strict=True)}
    by_identity = {id(o.identity): o for o in outcomes}

    sound = [o.identity for o in outcomes if o.identity.family in trusted and o.status != "untestable"]
    broken = [o.identity for o in outcomes if o.status == "broken" and o.identity.family in trusted]
    declared = [i for i in broken if i.origin == "declared"]
    conventions = Conventions(outcomes)
    locator = Locator([i for i in sound if i.origin == "declared" or i not in broken], claims.figures, conventions.of)
    findings: list[Finding] = []
    for part in components(declared):
        problem = Problem(tuple(part), tuple(locator.explain(part, values)))
        findings += _problem_findings(document_id, problem, claims, by_identity, ids)
    for outcome in outcomes:
        doubtful = outcome.status == "broken" and (
            outcome.identity.origin == "inferred" or outcome.identity.family not in trusted
        )
        if doubtful:
            findings.append(_outcome_finding(document_id, outcome, claims, ids, "warning", message_of(outcome, claims)))
        elif note := note_of(outcome, claims):
            findings.append(_outcome_finding(document_id, outcome, claims, ids, "info", note))
    confirmations: Counter[Key] = Counter()
    for outcome in outcomes:
        if outcome.status in SOUND:
            confirmations.update(set(outcome.identity.keys))
    return Judgement(tuple(checks), tuple(_distinct(findings)), confirmations)


class Conventions:
    """Whether the figures of each claim are rounded or cut off, as the claims of its family, or its rule, that hold tell."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self.votes: Counter[tuple[str, bool]] = Counter()
        self.own: dict[int, frozenset[bool]] = {}
        for outcome in outcomes:
            if outcome.status in SOUND:
                self.own[id(outcome.identity)] = outcome.conventions
            if len(outcome.conventions) == 1:
                (cut,) = outcome.conventions
                self.votes.update([(outcome.identity.family, cut), (outcome.identity.rule, cut)])

    def of(self, identity: Identity) -> frozenset[bool]:
        """The readings under which a claim counts as satisfied: its own today, or its kin's; a percentage alone has both."""
        default = frozenset({False, True} if isinstance(identity.relation, Ratio) else {False})
        kin = self.kin(identity) or default
        own = self.own.get(id(identity), kin)
        return kin if own & kin else own

    def kin(self, identity: Identity) -> frozenset[bool] | None:
        for name in (identity.family, identity.rule):
            rounded, cut = self.votes[name, False], self.votes[name, True]
            if rounded != cut:
                return frozenset({cut > rounded})
        return None


def _trusted_families(outcomes: Iterable[Outcome]) -> set[str]:
    """The families whose claims hold often enough for the others to be errors; one of a single claim always is."""
    held: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.status != "untestable":
            held[outcome.identity.family].append(outcome.status in SOUND)
    return {
        family
        for family, results in held.items()
        if len(results) == 1 or (sum(results) >= TRUSTED * len(results) and any(results))
    }


def _check(document_id: str, outcome: Outcome, claims: Claims) -> Check:
    identity = outcome.identity
    stated = claims.figures[identity.stated]
    computed = _decimal(outcome.computed, stated, identity)
    return Check(
        check_id=_digest(document_id, identity.rule, repr(identity.keys)),
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
        operands=tuple(_operand(claims.figures[key]) for key in identity.keys),
    )


def _operand(q: Quantity) -> Operand:
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


def _problem_findings(
    document_id: str, problem: Problem, claims: Claims, outcomes: Mapping[int, Outcome], ids: Mapping[int, str]
) -> list[Finding]:
    """A finding for each figure that is located; one with candidates, if none is."""
    check_ids = tuple(ids[id(i)] for i in problem.broken)
    broken = [outcomes[id(i)] for i in problem.broken]
    located = problem.located
    if located is not None:
        return [
            _finding(
                document_id, claims.figures[repair.key], "error", problem.broken[0].rule,
                problem_message(broken, repair, claims), check_ids,
                verdict="located", suggested_value=repair.value, slip=repair.slip.kind,
            )
            for repair in located.repairs
        ]  # fmt: skip
    candidates = _candidates(problem, claims)
    severity: Severity = "error"
    if all(i.rule in PERCENTAGE_RULES for i in problem.broken) and not any(e.plausible for e in problem.explanations):
        severity = "warning"
    first = broken[0]
    return [
        _finding(
            document_id, claims.figures[first.identity.stated], severity, first.identity.rule,
            problem_message(broken, None, claims, [c.printed_text for c in candidates]), check_ids,
            verdict="ambiguous" if candidates else "unlocatable", candidates=tuple(candidates),
        )
    ]  # fmt: skip


def _candidates(problem: Problem, claims: Claims) -> list[Candidate]:
    best: dict[Key, tuple[float, Repair]] = {}
    for explanation in problem.explanations:
        for repair in explanation.repairs:
            if repair.key not in best or explanation.cost < best[repair.key][0]:
                best[repair.key] = (explanation.cost, repair)
    found = []
    for cost, repair in sorted(best.values(), key=lambda item: item[0])[:MOST_CANDIDATES]:
        operand = _operand(claims.figures[repair.key])
        found.append(
            Candidate(
                row=operand.row,
                column=operand.column,
                printed_text=operand.text,
                suggested_value=repair.value,
                cost=round(cost, 2),
            )
        )
    return found


def _outcome_finding(
    document_id: str, outcome: Outcome, claims: Claims, ids: Mapping[int, str], severity: Severity, message: str
) -> Finding:
    q = claims.figures[outcome.identity.stated]
    return _finding(document_id, q, severity, outcome.identity.rule, message, (ids[id(outcome.identity)],), verdict="unlocatable")


def _finding(
    document_id: str, q: Quantity, severity: Severity, rule: str, message: str, check_ids: tuple[str, ...], **fields: Any
) -> Finding:
    """A finding about one figure; `fields` are what the arithmetic says of its cause."""
    operand = _operand(q)
    return Finding(
        finding_id=finding_id(document_id, q.page, q.box, q.text, rule if severity != "error" else ""),
        severity=severity,
        rule=rule,
        message=message,
        table_id=operand.table_id,
        page=q.page,
        row=operand.row,
        column=operand.column,
        printed_text=q.text,
        printed_value=q.value,
        check_ids=check_ids,
        box=q.box,
        **fields,
    )


def finding_id(document_id: str, page: int, box: Sequence[float], text: str, rule: str) -> str:
    """The same for the same cell of the same document, whatever else changes."""
    return _digest(document_id, str(page), ",".join(f"{edge:.0f}" for edge in box), text, rule)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one cell and rule once."""
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(finding.finding_id, finding)
    return list(seen.values())
