"""The findings of one document: of each broken identity what it says of which cell, and with how much weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import log, sqrt
from statistics import mean, stdev
from typing import Any

from pipeline.arithmetic.claims import SOUND, Claims
from pipeline.arithmetic.convention import Conventions
from pipeline.arithmetic.identity import Figures, Identity, Key, Linear, Outcome, Quantity
from pipeline.arithmetic.locate import Explanation, Problem, Repair
from pipeline.arithmetic.structure import Cause, first_of_each
from pipeline.findings.about_cell import about_place, finding_id
from pipeline.findings.checks import operand_of
from pipeline.findings.wording_en import cause_message, convention_message, message_of, problem_message
from pipeline.numbers import is_telling
from schemas.finding import Candidate, Finding, Severity

LAW_RULES = frozenset({"ADM-2", "ADM-3"})
"""Rules by which a law says of which few lines a result is made: where one of them holds, the lines are read aright."""

FORMULA_RULE = "FOR-2"
"""The rule of the formulas that labels print."""

LABEL_RULES = frozenset({"SUM-1", "SUM-2", "SUM-3"})
"""Rules that the labels and headings of any table declare."""

MOST_CANDIDATES = 8
"""Candidates that a finding lists."""

AGREEING = 2
"""Claims that must agree on one figure where no slip explains it, or where only labels declare them."""

USUAL = 3
"""Times that a claim of the headings must hold, and as many for each that is broken, to be what the report itself means."""

SLIPS_PER_DIGIT = 20
"""About how many values a slip may make of a figure, for each of its digits."""

CHANCE = Decimal("0.01")
"""How likely it may be at most that a slip closes a sum by chance."""

FEWEST_RATIOS = 3
"""Other rows that tell what ratio two columns have."""

LEAST_SPREAD = 0.02
"""How far ratios vary at least, as logarithms."""

OTHER_SIGN = -6.0
"""How likely it is, as a logarithm, that a figure should have been another of the other sign."""

FAR_MORE_LIKELY = 3.0
"""By how much, as a logarithm, what explains a figure must be likelier than all else to be located by that: some twenty times."""

SECTION_RULES = frozenset({"ADM-3", "ADM-4", "BS-1", "BUD-5", "CE-2", "CE-3", "NP-1", "SUM-1"})
"""Rules by which a scheme or the sections of a table say of which lines a total is the sum."""


@dataclass(frozen=True)
class Case:
    """The findings of one document."""

    document_id: str
    claims: Claims
    outcomes: Mapping[int, Outcome]
    ids: dict[int, str]
    """The check of each identity."""
    holding: Mapping[object, int]
    """How many claims of each family hold, and in how many columns those about the same lines do, by `shape_in_column`."""
    failing: Mapping[str, int]
    """How many claims of each family are broken."""

    def findings(self, problem: Problem) -> list[Finding]:
        """A finding for each figure that is located; one with candidates, if none is."""
        broken = [self.outcomes[id(i)] for i in problem.broken]
        severity = self._severity(problem)
        located = problem.located or self._alone(problem) or self._printed_elsewhere(problem)
        plausible = any(explanation.plausible for explanation in problem.explanations)
        none_meant = severity != "error" and not plausible and all(map(self._may_be_none, broken))
        ranked = [] if located or none_meant else self._by_likelihood(problem)
        if located := located or self._likeliest(problem, ranked):
            return [
                self._finding(
                    self.claims.figures[repair.key], severity, problem.broken[0].rule,
                    problem_message(broken, repair, self.claims), problem.broken,
                    verdict="located", suggested_value=repair.value, slip=repair.slip.kind,
                )
                for repair in located.repairs
            ]  # fmt: skip
        if none_meant:
            return [self.finding_of(outcome, _doubt(outcome), message_of(outcome, self.claims)) for outcome in broken]
        candidates = self._candidates([explanation for _, explanation in ranked])
        first = broken[0]
        return [
            self._finding(
                self.claims.figures[first.identity.stated], severity, first.identity.rule,
                problem_message(broken, None, self.claims, [c.printed_text for c in candidates]), problem.broken,
                verdict="ambiguous" if candidates else "unlocatable", candidates=tuple(candidates),
            )
        ]  # fmt: skip

    def _alone(self, problem: Problem) -> Explanation | None:
        """What explains a figure that no slip does, if all others are ruled out, and the claim is what the report means.

        That the lines of a total add up in another column tells that none is missing.
        """
        first = problem.broken[0]
        if len(problem.broken) > 1 or len(problem.explanations) != 1 or problem.explanations[0].repairs[0].key != first.stated:
            return None
        meant = self.holding[shape_in_column(first, self.claims.figures)] or self._is_usual(first)
        return problem.explanations[0] if meant else None

    def _is_usual(self, identity: Identity) -> bool:
        """Whether a claim of the headings about one line, of which none can be missing, is what they mean: most others hold."""
        of_line = len({key[:2] for key in identity.keys}) == 1
        if not of_line or identity.origin != "declared" or identity.rule in LABEL_RULES:
            return False
        return self.holding[identity.family] >= USUAL * self.failing[identity.family]

    def _holds_beside(self, identity: Identity) -> bool:
        """Whether a formula in a label is broken where another of its table holds: its lines are read aright."""
        own = f"{identity.table_id} {FORMULA_RULE} "
        return identity.rule == FORMULA_RULE and any(str(family).startswith(own) for family, n in self.holding.items() if n)

    def _printed_elsewhere(self, problem: Problem) -> Explanation | None:
        """The only explanation by a slip, or of the total, whose value another figure of the tables prints to the same digits."""
        figures, own = self.claims.figures, {key for identity in problem.broken for key in identity.keys}
        total = problem.broken[0].stated
        found = []
        for explanation in problem.explanations:
            repair, *others = explanation.repairs
            if others or not is_telling(repair.value) or not (explanation.plausible or repair.key == total):
                continue
            value = Fraction(repair.value)
            if any(key not in own and figures[key].in_table and other == value for key, other in figures.values.items()):
                found.append(explanation)
        return found[0] if len(found) == 1 else None

    def _likeliest(self, problem: Problem, ranked: Sequence[tuple[float, Explanation]]) -> Explanation | None:
        """What explains a figure far more likely than all else does, by slips and by the ratios of the table's other lines."""
        if len(ranked) < 2 or any(len(explanation.repairs) > 1 for _, explanation in ranked):
            return None
        (most, best), (less, _), *_ = ranked
        fits = most + best.cost > 0 and not self._has_nil(problem)  # else another may be wrong that is not printed at all
        return best if fits and most - less >= FAR_MORE_LIKELY else None

    def _has_nil(self, problem: Problem) -> bool:
        """Whether a part is nil in a line that has figures in other columns."""
        keys = {key for identity in problem.broken for key in identity.keys if not self.claims.figures.values[key]}
        return any(any(self.rows[table][row].values()) for table, row, _, _ in keys)

    def _by_likelihood(self, problem: Problem) -> list[tuple[float, Explanation]]:
        """The explanations, the likeliest first, each with how likely it is, as a logarithm.

        That is how well its figures fit in as repaired, less what its slips cost.
        """
        totals = {identity.stated for identity in problem.broken}
        found = [(sum(self._fit(repair, totals) for repair in e.repairs) - e.cost, e) for e in problem.explanations]
        return sorted(found, key=lambda likely: likely[0], reverse=True)

    def _fit(self, repair: Repair, totals: Set[Key]) -> float:
        """How much better a figure fits in with the other rows of its table as repaired than as printed, as a logarithm.

        It does by its ratio to the figure in the column beside whose ratios to its own vary least. The next of a few ratios is
        distributed as in Student's distribution. Broken totals do not vouch for their parts.
        """
        table, own, column, place = repair.key
        if place:
            return 0.0  # behind another in its cell: what is in the columns beside is no more its own
        line, value = self.rows[table][own], Fraction(repair.value)
        if line[column] * value <= 0:
            return 0.0 if repair.slip.kind == "sign" else OTHER_SIGN
        left_out = {own} | {key[1] for key in totals if key[0] == table}
        others = [row for number, row in self.rows[table].items() if number not in left_out]
        found = []
        for beside in line.keys() - {column}:
            ratios = [log(abs(row[column] / row[beside])) for row in others if row.get(column) and row.get(beside)]
            if len(ratios) >= FEWEST_RATIOS and line[beside]:
                freedom = len(ratios) - 1
                spread = max(stdev(ratios), LEAST_SPREAD) * sqrt(1 + 1 / len(ratios))
                off = [((log(abs(figure / line[beside])) - mean(ratios)) / spread) ** 2 for figure in (line[column], value)]
                found.append((spread, (freedom + 1) / 2 * log((1 + off[0] / freedom) / (1 + off[1] / freedom))))
        return min(found)[1] if found else 0.0

    @cached_property
    def rows(self) -> Mapping[str, Mapping[int, Mapping[int, Fraction]]]:
        """The values of each table, by row and column: of several in one cell the first."""
        found: dict[str, dict[int, dict[int, Fraction]]] = defaultdict(lambda: defaultdict(dict))
        for (table, row, column, place), value in self.claims.figures.values.items():
            if not place:
                found[table][row][column] = value
        return found

    def _severity(self, problem: Problem) -> Severity:
        """An error only where something declared is broken, and a slip in some figure, or two claims that agree on one, explain
        it, or the same lines add up in another column: else it may be read wrongly.

        If only labels declare it, a slip must be more than chance, and without one the lines must add up in two other columns, or
        in one of amounts in cents like it.
        """
        declared = [identity for identity in problem.broken if identity.origin == "declared"]
        slips = [e for e in problem.explanations if e.plausible]
        agreed = len(problem.broken) >= AGREEING and any(len(e.repairs) == 1 for e in problem.explanations)
        figures = self.claims.figures
        columns = max((self.holding[shape] for i in declared if (shape := shape_in_column(i, figures))), default=0)
        if any(identity.rule not in LABEL_RULES for identity in declared):
            proven = any(
                self.holding[identity.family]
                if identity.rule in LAW_RULES
                else self._is_usual(identity) or self._holds_beside(identity)
                for identity in declared
            )
            return "error" if slips or agreed or columns or proven else "warning"
        large = [identity for identity in declared if self._is_no_rounding(identity)]
        proven = any(self.holding[identity.family] or self._is_telling(identity) for identity in large)
        located = problem.located and (slips or agreed) and len(problem.broken) >= AGREEING
        in_cents = columns > 0 and all(figures[identity.stated].step < 1 for identity in declared)
        return "error" if large and ((slips and proven) or located or in_cents or columns >= AGREEING) else "warning"

    def _over(self, identity: Identity) -> Decimal:
        """By how much a sum is off."""
        assert isinstance(identity.relation, Linear)
        return abs(sum((sign * self.claims.figures[key].value for sign, key in identity.relation.terms), Decimal(0)))

    def _is_no_rounding(self, identity: Identity) -> bool:
        """Whether a claim is off by more than its figures may be rounded by, each by one unit of its last digit."""
        if isinstance(identity.relation, Linear):
            return self._over(identity) > max(self.claims.figures[key].step for key in identity.keys) * len(identity.keys)
        outcome, stated = self.outcomes[id(identity)], self.claims.figures[identity.stated]
        return outcome.computed is None or abs(outcome.computed - Fraction(stated.value)) > 2 * stated.step

    def _is_telling(self, identity: Identity) -> bool:
        """Whether a slip that closes a broken sum is hardly chance: its figures are few for their digits, none what is over."""
        values = [abs(self.claims.figures[key].value) for key in identity.keys]
        if not isinstance(identity.relation, Linear) or self._over(identity) in values:
            return False
        last = min((int(value.normalize().as_tuple().exponent) for value in values if value), default=0)
        digits = max((value.adjusted() for value in values if value), default=0) - last + 1
        return len(values) * SLIPS_PER_DIGIT * digits <= CHANCE * Decimal(10) ** digits

    def _may_be_none(self, outcome: Outcome) -> bool:
        """Whether a claim was only mined, or announced by a label that nothing bears out."""
        identity = outcome.identity
        return identity.origin == "inferred" or (identity.rule in LABEL_RULES and not self.holding[identity.family])

    def findings_of_cause(self, cause: Cause, identities: Sequence[Identity]) -> list[Finding]:
        """A finding for each of two swapped figures; one for the whole of a row or a column, which may have been misread."""
        if cause.kind == "missing_row":
            identities = list(first_of_each(identities).values())
        broken = [self.outcomes[id(i)] for i in identities]
        declared = any(o.identity.origin == "declared" and o.identity.rule not in LABEL_RULES for o in broken)
        swapped = cause.kind == "swapped"
        left_out = cause.kind == "missing_row" and cause.proven and identities[0].rule in SECTION_RULES | {"VAR-3"}
        left_out = left_out and identities[0].table_id not in self.claims.in_part
        figures = [self.claims.figures[key] for key in (cause.keys if swapped else cause.keys[:1])]
        return [
            self._finding(
                q, "error" if (swapped and declared) or left_out else "warning", broken[0].identity.rule,
                cause_message(broken, cause, self.claims), identities, slip=cause.kind,
                verdict="located" if swapped or left_out else "unlocatable",
                suggested_value=figures[1 - i].value if swapped else None,
            )
            for i, q in enumerate(figures)
        ]  # fmt: skip

    def _candidates(self, likeliest_first: Sequence[Explanation]) -> list[Candidate]:
        """The figures that may be wrong, in the order of what explains them."""
        best: dict[Key, tuple[float, Repair]] = {}
        for explanation in likeliest_first:
            for repair in explanation.repairs:
                best.setdefault(repair.key, (explanation.cost, repair))
        found = []
        for cost, repair in list(best.values())[:MOST_CANDIDATES]:
            operand = operand_of(self.claims.figures[repair.key])
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

    def conventions(self, outcomes: Iterable[Outcome], conventions: Conventions) -> Iterator[Finding]:
        """Which tables cut their figures off instead of rounding them, each said once."""
        families: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            if outcome.status in SOUND and conventions.cut(outcome.identity.family):
                families[outcome.identity.family].append(outcome)
        for held in families.values():
            first = next(o for o in held if o.status == "truncated")
            yield self.finding_of(first, "info", convention_message(held, first, self.claims))

    def finding_of(self, outcome: Outcome, severity: Severity, message: str) -> Finding:
        q = self.claims.figures[outcome.identity.stated]
        return self._finding(q, severity, outcome.identity.rule, message, (outcome.identity,))

    def _finding(
        self, q: Quantity, severity: Severity, rule: str, message: str, identities: Iterable[Identity], **fields: Any
    ) -> Finding:
        """A finding about one figure; `fields` are what the arithmetic says of its cause."""
        operand = operand_of(q)
        text = q.text if q.in_table else f"{q.value}: {q.text}"  # a sentence may state several figures
        return about_place(
            self.document_id, operand.table_id, operand, rule, severity, message, printed_value=q.value,
            finding_id=finding_id(self.document_id, q.page, q.box, text, rule if severity != "error" else ""),
            check_ids=tuple(self.ids[id(identity)] for identity in identities), **fields,
        )  # fmt: skip


def shape_in_column(identity: Identity, figures: Figures) -> object:
    """What claims about the same lines have in common in all columns of as many decimals; None of one not down a column."""
    if not isinstance(identity.relation, Linear) or len({key[2] for key in identity.keys}) > 1:
        return None
    lines = frozenset((sign, key[0], key[1]) for sign, key in identity.relation.terms)
    return identity.rule, figures[identity.stated].step, lines


def _doubt(outcome: Outcome) -> Severity:
    """How much an inferred claim is worth that is broken and that no slip explains: if it was mined, it may be mistaken."""
    return "info" if outcome.identity.rule in LABEL_RULES else "warning"
