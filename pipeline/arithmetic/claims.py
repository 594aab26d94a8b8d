"""What a document claims: its figures, and the identities between them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.arithmetic.identity import Figures, Identity, Key, Linear, Origin, Outcome, Quantity, Ratio, evaluate
from schemas.provenance import Box

SOUND = frozenset({"holds", "within_rounding", "truncated"})


@dataclass
class Claims:
    """Figures and identities, as readers of records, headers and prose add them."""

    figures: Figures = field(default_factory=Figures)
    identities: list[Identity] = field(default_factory=list)
    known: set[frozenset[tuple[object, ...]]] = field(default_factory=set)
    steps: Mapping[tuple[str, int], Decimal] = field(default_factory=dict)
    """One unit of the last digit that means anything, by table and column, where a table rounds to tens or more."""
    in_cents: Container[tuple[str, int]] = frozenset()
    """The tables' columns in which zeros are exact."""
    in_part: Container[str | None] = frozenset()
    """The tables that say that they list only some lines."""
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    """What came of identities that were tried, by `id`: a figure once entered does not change."""

    def quantity(
        self, key: Key, value: Decimal, text: str, name: str, page: int, box: Box, *, exact: bool, step: Decimal | None = None
    ) -> Key:
        """Enter a figure; the same place entered again keeps its first name."""
        unit = step if step is not None else Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
        exact = exact or (not value and (key[0], key[2]) in self.in_cents)
        coarse = self.steps.get((key[0], key[2]))
        if coarse is not None:
            exact, unit = False, max(unit, coarse)
        return self.figures.add(Quantity(key, value, text, name, page, box, exact, unit))

    def declare(self, identities: Iterable[Identity]) -> None:
        """Enter identities; what was claimed before, by whatever rule, is one claim."""
        for identity in identities:
            if identity.relation.canonical not in self.known:
                self.known.add(identity.relation.canonical)
                self.identities.append(identity)

    def declare_best(self, alternatives: Sequence[Sequence[Identity]]) -> None:
        """Declare, of several readings of the same claims, the one under which most of them hold; the first of equals."""
        best = max(alternatives, key=lambda a: (sum(self.holds(i) for i in a), -alternatives.index(a)), default=())
        self.declare(best)

    def in_tables(self, identity: Identity) -> bool:
        """Whether all of its figures stand in tables."""
        return all(self.figures[key].in_table for key in identity.keys)

    def holds(self, identity: Identity) -> bool:
        return self.outcome(identity).status in SOUND

    def outcome(self, identity: Identity) -> Outcome:
        if id(identity) not in self.outcomes:
            self.outcomes[id(identity)] = evaluate(identity, self.figures.values, self.figures.units)
        return self.outcomes[id(identity)]

    def all_outcomes(self) -> list[Outcome]:
        """What came of every identity, once all are entered: what helped to enter them is let go."""
        found = [self.outcome(identity) for identity in self.identities]
        self.outcomes.clear()
        self.known.clear()
        return found


def total_of(
    rule: str,
    claim: str,
    total: Key,
    parts: Iterable[tuple[int, Key]],
    family: str,
    table_id: str | None,
    origin: Origin = "declared",
) -> Identity:
    """A total is the sum of its parts, each with its sign."""
    return Identity(rule, claim, Linear(((-1, total), *parts)), total, origin, table_id, family)


def mean_of(
    rule: str, claim: str, mean: Key, parts: Sequence[Key], family: str, table_id: str | None, origin: Origin = "declared"
) -> Identity:
    """A figure is the mean of others."""
    return Identity(
        rule, claim, Linear(((-len(parts), mean), *((1, key) for key in parts)), as_printed=True), mean, origin, table_id, family
    )


def percentage_of(
    rule: str,
    claim: str,
    percentage: Key,
    over: Iterable[tuple[int, Key]],
    base: Key,
    family: str,
    table_id: str | None,
    *,
    absolute: bool = False,
    origin: Origin = "declared",
) -> Identity:
    """A percentage is a hundred times a sum, divided by a base."""
    return Identity(rule, claim, Ratio(percentage, tuple(over), base, 100, absolute), percentage, origin, table_id, family)
