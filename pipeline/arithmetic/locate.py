"""Which figure is wrong: exact error localisation in the manner of Fellegi and Holt.

Broken identities that share figures are one problem. A figure may be the cause if it lies in every broken identity of the
problem and one value on its decimal grid satisfies all the identities that it takes part in, those that hold today included.
Where no single figure can be, sets of figures are searched, each repaired by a value that one of its identities demands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipeline.arithmetic.identity import Figures, Identity, Key, Quantity, Units, Values, satisfied
from pipeline.arithmetic.interval import Interval
from pipeline.arithmetic.slips import Slip, slip_between

MARGIN = 0.5
"""How much cheaper the best explanation must be than the next for the figure to count as located."""

PLAUSIBLE = 2.2
"""The highest cost of a slip that explains a figure."""

LARGEST_SET = 4
"""Figures that may be wrong together in one problem."""

MOST_VALUES = 400
"""Values of a figure's grid that are weighed where its identities leave several."""

MOST_REMEMBERED = 1_000
"""Searches for the cheapest value that are remembered: sets of figures ask for the same over and over."""

MOST_STEPS = 500
"""Values sought for figures in one problem before the search gives up."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure and the value that it should have had."""

    key: Key
    value: Decimal
    slip: Slip


@dataclass(frozen=True, slots=True)
class Explanation:
    """Repairs that together satisfy every identity of a problem.

    Whatever explains a problem mends all that is broken in it, and what holds before and after tells nothing: a percentage may
    leave room for either value. So the slips alone say how likely it is.
    """

    repairs: tuple[Repair, ...]

    @property
    def cost(self) -> float:
        return sum(repair.slip.cost for repair in self.repairs)

    @property
    def plausible(self) -> bool:
        return all(repair.slip.cost <= PLAUSIBLE for repair in self.repairs)


@dataclass(frozen=True, slots=True)
class Problem:
    """Broken identities that hang together, and what might explain them, cheapest first."""

    broken: tuple[Identity, ...]
    explanations: tuple[Explanation, ...]

    @property
    def located(self) -> Explanation | None:
        """The best explanation, if slips explain it, or it is one figure that mends several claims, and no other comes near."""
        if not self.explanations:
            return None
        best, *others = self.explanations
        if not best.plausible and len(best.repairs) == len(self.broken):
            return None
        keys = {repair.key for repair in best.repairs}
        rivals = [
            other
            for other in others
            if {repair.key for repair in other.repairs} != keys or len(other.repairs) != len(best.repairs)
        ]
        if rivals and rivals[0].cost - best.cost < MARGIN:
            return None
        return best


class Locator:
    """Searches the cause of broken identities among the figures of a document.

    `conventions` says of each identity under which readings of its figures it counts as satisfied: rounded (False), cut off
    (True), or either.
    """

    def __init__(
        self, identities: Sequence[Identity], figures: Figures, conventions: Callable[[Identity], frozenset[bool]]
    ) -> None:
        self.figures = figures
        self.units: Units = figures.units
        self.conventions = conventions
        self.of_key: dict[Key, list[Identity]] = {}
        for identity in identities:
            for key in identity.keys:
                self.of_key.setdefault(key, []).append(identity)

    def explain(self, broken: Sequence[Identity], values: Values) -> list[Explanation]:
        """What may explain broken identities, cheapest first: one figure; several, if none does or only one claim asks for it."""
        found = sorted((Explanation((repair,)) for repair in self._singles(broken, values)), key=lambda e: e.cost)
        if found and (found[0].plausible or len(broken) > 1):
            return found
        for size in range(2, LARGEST_SET + 1):
            self.steps = 0
            sets = {
                frozenset(r.key for r in e.repairs): e
                for e in sorted(self._sets(broken, dict(values), size, frozenset()), key=lambda e: -e.cost)
            }
            if sets:
                return sorted([*found, *sets.values()], key=lambda e: e.cost)
        return found

    def mended(self, broken: Sequence[Identity], values: Values) -> list[Identity]:
        """Of those that nothing explains together, those that a slip in one figure alone explains: the most, at least two."""
        counts = Counter(key for identity in broken for key in identity.keys)
        best: list[Identity] = []
        for key, count in counts.items():
            if count > max(1, len(best)) and (repair := self._repair(key, values)) and repair.slip.cost <= PLAUSIBLE:
                best = [identity for identity in broken if key in identity.keys]
        return best

    def _singles(self, broken: Sequence[Identity], values: Values) -> Iterator[Repair]:
        """The repairs of one figure that satisfy all identities."""
        common = set(broken[0].keys)
        for identity in broken[1:]:
            common &= set(identity.keys)
        for key in sorted(common):
            repair = self._repair(key, values)
            if repair is not None:
                yield repair

    def _repair(self, key: Key, values: Values) -> Repair | None:
        """The cheapest value of one figure under which all of its identities hold."""
        identities = self.of_key[key]
        allowed: list[Interval] | None = None
        for identity in identities:
            demanded = self._allowed(identity, key, values)
            allowed = demanded if allowed is None else _common(allowed, demanded)
            if not allowed:
                return None
        choice = _cheapest(self.figures[key], tuple(allowed or ()))
        if choice is None:
            return None
        value, slip = choice
        return Repair(key, value, slip)

    def _allowed(self, identity: Identity, key: Key, values: Values) -> list[Interval]:
        """The values of a figure under which an identity holds, one interval for each convention."""
        found = [identity.relation.solve(key, values, self.units, cut=cut) for cut in sorted(self.conventions(identity))]
        return list(dict.fromkeys(interval for interval in found if interval is not None))

    def _sets(
        self, broken: Sequence[Identity], values: dict[Key, Fraction], size: int, used: frozenset[Key]
    ) -> Iterator[Explanation]:
        """Sets of `size` figures whose repair satisfies everything; each value is one that a broken identity demands."""
        if size == 1:
            self.steps += len(broken[0].keys)
            for repair in self._singles(broken, values):
                if repair.key not in used and _explains(repair, broken):
                    yield Explanation((repair,))
            return
        first = min(broken, key=lambda i: len(i.keys))
        tried: set[tuple[Key, Decimal]] = set()
        for key in first.keys:
            if key in used:
                continue
            for identity in self.of_key[key]:
                self.steps += 1
                if self.steps > MOST_STEPS:
                    return
                choice = _cheapest(self.figures[key], tuple(self._allowed(identity, key, values)))
                if choice is None or choice[1].cost > PLAUSIBLE or (key, choice[0]) in tried:
                    continue
                tried.add((key, choice[0]))
                changed = {**values, key: Fraction(choice[0])}
                still = [i for i in broken if key not in i.keys or not self._holds(i, changed)]
                newly = [i for i in self.of_key[key] if i not in broken and not self._holds(i, changed)]
                if len(still) + len(newly) >= len(broken) + 1 or (not still and not newly):
                    continue
                repair = Repair(key, *choice)
                for rest in self._explain_rest([*still, *newly], changed, size - 1, used | {key}):
                    yield Explanation((repair, *rest.repairs))

    def _explain_rest(
        self, broken: Sequence[Identity], values: dict[Key, Fraction], size: int, used: frozenset[Key]
    ) -> Iterator[Explanation]:
        """Explanations of what is still broken, its separate parts taken one by one."""
        parts = components(broken)
        if len(parts) == 1:
            yield from self._sets(broken, values, size, used)
            return
        if len(parts) > size:
            return
        repairs: list[Repair] = []
        for part in parts:
            best = min(
                (r for r in self._singles(part, values) if r.key not in used and _explains(r, part)),
                key=lambda r: r.slip.cost,
                default=None,
            )
            if best is None:
                return
            repairs.append(best)
        yield Explanation(tuple(repairs))

    def _holds(self, identity: Identity, values: Values) -> bool:
        return satisfied(identity, values, self.units, self.conventions(identity))


def _explains(repair: Repair, broken: Sequence[Identity]) -> bool:
    """Whether a repair beside others may be meant: a slip, or what several broken identities agree on."""
    return repair.slip.cost <= PLAUSIBLE or len(broken) > 1


@lru_cache(maxsize=MOST_REMEMBERED)
def _cheapest(figure: Quantity, intervals: tuple[Interval, ...]) -> tuple[Decimal, Slip] | None:
    """The value on a figure's decimal grid within some intervals that the cheapest slip leads to the printed one."""
    step = Fraction(figure.step)
    options: list[tuple[float, Fraction, Decimal, Slip]] = []
    for interval in intervals:
        low, high = math.ceil(interval.low / step), math.floor(interval.high / step)
        middle = (interval.low + interval.high) / 2
        if high - low > MOST_VALUES:
            low, high = (low + high - MOST_VALUES) // 2, (low + high + MOST_VALUES) // 2
        for n in range(low, high + 1):
            value = Decimal(n) * figure.step
            if value != figure.value:
                slip = slip_between(figure.value, value)
                options.append((slip.cost, abs(n * step - middle), value, slip))
    if not options:
        return None
    _, _, value, slip = min(options, key=lambda option: option[:2])
    return value, slip


def _common(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval]:
    """What two unions of intervals have in common."""
    return list(dict.fromkeys(common for a in first for b in second if (common := a.meets(b)) is not None))


def components(identities: Sequence[Identity]) -> list[list[Identity]]:
    """The identities in groups that share figures, in their own order."""
    groups: list[tuple[set[Key], list[Identity]]] = []
    for identity in identities:
        keys = set(identity.keys)
        joined = [identity]
        rest = []
        for other_keys, members in groups:
            if keys & other_keys:
                keys |= other_keys
                joined = members + joined
            else:
                rest.append((other_keys, members))
        groups = [*rest, (keys, joined)]
    order = {id(identity): n for n, identity in enumerate(identities)}
    return [sorted(members, key=lambda i: order[id(i)]) for _, members in groups]
