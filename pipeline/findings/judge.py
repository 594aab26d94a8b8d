"""From identities to checks, and from broken ones to findings."""

from __future__ import annotations

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.arithmetic.claims import SOUND, Claims
from pipeline.arithmetic.convention import Conventions
from pipeline.arithmetic.identity import Figures, Identity, Key, Linear, Outcome, Ratio, Values, WithinLimit, evaluate
from pipeline.arithmetic.locate import Locator, Problem, components
from pipeline.arithmetic.structure import Structure
from pipeline.findings.case import LABEL_RULES, LAW_RULES, Case, shape_in_column
from pipeline.findings.checks import check_of
from pipeline.findings.wording_en import doubt_message, message_of, note_of
from schemas.check import Check
from schemas.finding import Finding, Severity

TRUSTED, TRUSTED_RATIOS = 0.4, 0.7
"""Share of a family's identities that must hold for the others to be held against the report, and of one of percentages."""

FEW = 2
"""Broken percentages of a small table that do not make its reading doubtful."""

TWO = 2
"""Broken identities that nothing explains together, each of which a figure of its own may break."""

BLOCK_RULES = frozenset({"CE-2", "CE-4", "CF-2", "SUM-1", "VAR-3"})
"""Rules whose families claim the same lines in several columns."""


@dataclass(frozen=True)
class Judgement:
    """What the arithmetic says of a document."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    confirmations: Mapping[Key, int]
    """How many identities that hold each figure takes part in."""


def judge(document_id: str, claims: Claims) -> Judgement:
    """Try every identity, locate what is wrong, and say it."""
    values = claims.figures.values
    outcomes = claims.all_outcomes()
    supposed = _supposing_totals(outcomes, claims.figures)
    trusted, conventions = _trusted_families(supposed), Conventions(supposed)
    holds = [o.identity for o in outcomes if o.status in SOUND]
    held: Counter[object] = Counter(identity.family for identity in holds)
    held.update(shape for i in holds if claims.figures[i.stated].value and (shape := shape_in_column(i, claims.figures)))
    failing = Counter(o.identity.family for o in outcomes if o.status == "broken")
    case = Case(document_id, claims, {id(o.identity): o for o in outcomes}, {}, held, failing)
    checks = [check_of(document_id, outcome, claims) for outcome in outcomes]
    case.ids.update({id(outcome.identity): check.check_id for outcome, check in zip(outcomes, checks, strict=True)})

    sound = [o.identity for o in _telling(outcomes) if o.identity.family in trusted]
    broken = [o.identity for o in outcomes if o.status == "broken" and o.identity.family in trusted]
    search = _Search(sound, broken, claims.figures, conventions, values)
    testable = [o.identity for o in outcomes if o.status != "untestable" and claims.in_tables(o.identity)]
    structure = Structure(testable, claims.figures, conventions.of)
    findings: list[Finding] = []
    explained: set[int] = set()
    in_tables = [o.identity for o in outcomes if o.status == "broken" and _is_solvable(o.identity, claims)]
    solved = [
        (group, search.problems([i for i in group if i.family in trusted])) for group in _joined(components(in_tables), trusted)
    ]
    hard = [group for group, problems in solved if not _plain(problems) or _left_over(group, problems)]
    by_table: dict[str | None, list[Identity]] = defaultdict(list)
    for group in hard:
        by_table[group[0].table_id] += group
    for identities in (*by_table.values(), *_by_total(solved), *hard):
        cause = None if explained.intersection(map(id, identities)) else structure.cause(identities, values)
        if cause is not None:
            explained.update(map(id, identities))
            findings += case.findings_of_cause(cause, identities)
    for problem in (problem for _, problems in solved for problem in problems):
        if id(problem.broken[0]) not in explained:
            explained.update(map(id, problem.broken))
            findings += case.findings(problem)
    doubtful: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if id(outcome.identity) in explained:
            continue
        if outcome.status == "broken" and outcome.identity.family not in trusted:
            doubtful[outcome.identity.family].append(outcome)
        elif outcome.status == "broken":
            findings.append(case.finding_of(outcome, _weight(outcome), message_of(outcome, claims)))
        elif (note := note_of(outcome, claims)) and not conventions.cut(outcome.identity.family):
            findings.append(case.finding_of(outcome, "info", note))
    findings += [case.finding_of(those[0], _weight(those[0]), doubt_message(those, claims)) for those in doubtful.values()]
    findings += case.conventions(outcomes, conventions)
    confirmations: Counter[Key] = Counter()
    for outcome in outcomes:
        if outcome.status in SOUND:
            confirmations.update(_vouched_for(outcome))
    return Judgement(tuple(checks), tuple(_distinct(findings)), confirmations)


def _is_solvable(identity: Identity, claims: Claims) -> bool:
    """Whether the wrong figure can be searched: all stand in tables, and the claim is more than a comparison."""
    return claims.in_tables(identity) and not isinstance(identity.relation, WithinLimit)


def _vouched_for(outcome: Outcome) -> set[Key]:
    """The figures that an identity that holds confirms: of a comparison the result, if it can be only one."""
    if isinstance(outcome.identity.relation, WithinLimit):
        return set() if outcome.computed is None else {outcome.identity.stated}
    return set(outcome.identity.keys)


@dataclass(frozen=True)
class _Search:
    """The search for the causes of broken identities, with as much evidence as agrees."""

    sound: Sequence[Identity]
    broken: Sequence[Identity]
    figures: Figures
    conventions: Conventions
    values: Values

    def problems(self, broken: Sequence[Identity]) -> list[Problem]:
        """What explains broken identities, those that hang together as one; what one figure explains of them, apart.

        So are two that nothing explains together, if something does each.
        """
        found: list[Problem] = []
        for part in components(broken):
            problem = self.solve(part)
            mended = [] if problem.explanations else self._locator(part).mended(part, self.values)
            if mended:
                rest = [identity for identity in part if identity not in mended]
                found += [self.solve(mended), *self.problems(rest)]
            else:
                apart = [self.solve([identity]) for identity in part] if not problem.explanations and len(part) == TWO else []
                found += apart if apart and all(alone.explanations for alone in apart) else [problem]
        return found

    def solve(self, part: Sequence[Identity]) -> Problem:
        """What explains some broken identities: all of them, or the declared alone, or those that a kind or a law declares.

        Where none is located so, what the text says is a witness.
        """
        declared = [identity for identity in part if identity.origin == "declared"]
        of_kinds = [identity for identity in declared if identity.rule not in LABEL_RULES]
        said = any(not self.figures[key].in_table for identity in self.sound for key in identity.keys)
        tries = [(part, False), (declared, False), (of_kinds, False), *([(part, True), (declared, True)] if said else [])]
        problems = []
        for identities, text in tries:
            if identities and (identities is part or len(identities) < len(part)):
                problem = self._explained(identities, text=text)
                if problem.located:
                    return problem
                problems.append(problem)
        return next((p for p in problems if p.explanations), problems[0])

    def _explained(self, broken: Sequence[Identity], *, text: bool) -> Problem:
        return Problem(tuple(broken), tuple(self._locator(broken, text=text).explain(broken, self.values)))

    def _locator(self, broken: Sequence[Identity], *, text: bool = False) -> Locator:
        """The search among the figures of broken identities, the other broken ones left aside."""
        aside = {id(identity) for identity in self.broken} - {id(identity) for identity in broken}
        evidence = [
            identity
            for identity in self.sound
            if id(identity) not in aside and (text or all(self.figures[key].in_table for key in identity.keys))
        ]
        return Locator(evidence, self.figures, self.conventions.of)


def _plain(problems: Sequence[Problem]) -> bool:
    """Whether single figures explain them all."""
    return bool(problems) and all(any(e.plausible for e in problem.explanations) for problem in problems)


def _left_over(group: Sequence[Identity], problems: Sequence[Problem]) -> bool:
    """Whether what explains broken identities leaves some that hang together with them."""
    explained = {id(identity) for problem in problems for identity in problem.broken}
    return not explained.issuperset(map(id, group))


def _by_total(solved: Iterable[tuple[Sequence[Identity], Sequence[Problem]]]) -> Iterator[list[Identity]]:
    """Broken identities of one row, if single figures do not explain all of them: a total in each of its columns."""
    totals: dict[tuple[object, ...], list[tuple[Sequence[Identity], bool]]] = defaultdict(list)
    for group, problems in solved:
        if len({identity.stated[:2] for identity in group}) == 1:
            totals[group[0].stated[:2]].append((group, _plain(problems)))
    for groups in totals.values():
        if not all(plain for _, plain in groups):
            yield [identity for group, _ in groups for identity in group]


def _joined(groups: Iterable[list[Identity]], trusted: set[str]) -> list[list[Identity]]:
    """Broken identities that hang together, also those of one family that fails as a whole: a total in each of its columns."""
    joined: list[list[Identity]] = []
    for group in groups:
        families = {identity.family for identity in group} - trusted
        others = [other for other in joined if families & {identity.family for identity in other}]
        joined = [other for other in joined if other not in others]
        joined.append([identity for other in (*others, group) for identity in other])
    return joined


def _supposing_totals(outcomes: Sequence[Outcome], figures: Figures) -> list[Outcome]:
    """The outcomes; of percentages of a total that is broken itself those for what its parts make, where more of them hold."""
    demanded: dict[Key, Fraction] = {}
    shares: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        relation = outcome.identity.relation
        if isinstance(relation, Linear) and outcome.status == "broken" and outcome.computed is not None:
            demanded.setdefault(outcome.identity.stated, outcome.computed)
        elif isinstance(relation, Ratio):
            shares[outcome.identity.family].append(outcome)
    supposed: dict[int, Outcome] = {}
    known = dict(figures.values) if demanded else {}
    for family in shares.values() if demanded else ():
        bases = {o.identity.relation.base for o in family if isinstance(o.identity.relation, Ratio)} & demanded.keys()
        if bases:
            values = ChainMap({base: demanded[base] for base in bases}, known)
            tried = [evaluate(outcome.identity, values, figures.units) for outcome in family]
            if _held(tried) > _held(family):
                supposed |= {id(outcome.identity): outcome for outcome in tried}
    return [supposed.get(id(outcome.identity), outcome) for outcome in outcomes]


def _telling(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """What says which figure is wrong: what was mined may hold by chance, or for a wrong figure, where it does in one place."""
    places = Counter(outcome.identity.family for outcome in outcomes if outcome.status != "untestable")
    for outcome in outcomes:
        alone = outcome.identity.origin == "inferred" and places[outcome.identity.family] == 1
        if outcome.status == "broken" or (outcome.status in SOUND and not alone):
            yield outcome


def _held(outcomes: Iterable[Outcome]) -> int:
    return sum(outcome.status in SOUND for outcome in outcomes)


def _trusted_families(outcomes: Sequence[Outcome]) -> set[str]:
    """The families whose claims hold often enough for the others to be errors; one of a single claim always is.

    One column in which the lines of a total add up is proof enough that they are its parts in the others.
    """
    families: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.status != "untestable":
            families[outcome.identity.family].append(outcome)
    return {family for family, tried in families.items() if _is_trusted(tried)}


def _is_trusted(tried: Sequence[Outcome]) -> bool:
    """Whether the claims of a family may be held against the report; percentages of few digits often agree by chance."""
    held, identity = _held(tried), tried[0].identity
    broken = len(tried) - held
    if len(tried) == 1 or (held and identity.rule in BLOCK_RULES | LAW_RULES):
        return True
    if isinstance(identity.relation, Ratio):
        return held >= TRUSTED_RATIOS * len(tried) or broken <= min(held, FEW)
    return held >= TRUSTED * len(tried)


def _weight(outcome: Outcome) -> Severity:
    """How much a broken claim is worth by itself: a result below a hundred may be right where the days are a mean."""
    return "info" if isinstance(outcome.identity.relation, WithinLimit) and outcome.computed is not None else "warning"


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one cell and rule once."""
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(finding.finding_id, finding)
    return list(seen.values())
