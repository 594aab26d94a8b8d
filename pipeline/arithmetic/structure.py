"""Causes that are not in one cell: figures swapped, a row shifted, a column scaled or turned, a row missing or there twice.

Each is tried as what it would make of the printed figures, and counts only if every identity holds then that is broken now,
and every one still holds that the changed figures take part in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Literal

from pipeline.arithmetic.identity import Figures, Identity, Key, Linear, Values, satisfied
from pipeline.arithmetic.interval import ANYTHING

Kind = Literal["swapped", "shifted_row", "column_scale", "sign_convention", "missing_row", "repeated_row"]

SCALES = (Fraction(1, 1000), Fraction(1000), Fraction(1, 100), Fraction(100), Fraction(1, 10), Fraction(10))
"""Factors that a whole column may be off by."""

MOST_FIGURES = 60
"""Figures of broken identities of which pairs are tried."""

FEWEST = 2
"""Identities that a cause must explain: one alone is explained by too many."""

FEWEST_TABLES = 3
"""Other tables whose totals add up that prove that a body adds up what it lists."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What would explain broken identities."""

    kind: Kind
    keys: tuple[Key, ...]
    """The figures concerned; of a missing row the totals that miss it, of a repeated one the row itself."""
    values: tuple[Fraction, ...] = ()
    """What they should have been; of a missing row the figures that it would have."""
    factor: Fraction = Fraction(1)
    proven: bool = False
    """Of a missing row, whether the other totals of its table add up, or of other tables those that are not in it as well.

    Then it is not the sums that are understood wrongly."""


def first_of_each(identities: Sequence[Identity]) -> dict[Key, Identity]:
    """The first identity about each figure, by figure: what a scheme declares is entered before what is mined."""
    return dict(sorted({identity.stated: identity for identity in reversed(identities)}.items()))


class Structure:
    """Searches one cause for several identities of a table."""

    def __init__(
        self, identities: Sequence[Identity], figures: Figures, conventions: Callable[[Identity], frozenset[bool]]
    ) -> None:
        self.identities = identities
        self.conventions = conventions
        self.units = figures.units
        self.of_key: dict[Key, list[Identity]] = defaultdict(list)
        for identity in identities:
            for key in identity.keys:
                self.of_key[key].append(identity)

    def cause(self, broken: Sequence[Identity], values: Values) -> Cause | None:
        """The one structural cause that explains all broken identities, if there is exactly one of the first kind that does."""
        if len(broken) < FEWEST:
            return self._row(broken, values)
        keys = list(dict.fromkeys(key for identity in broken for key in identity.keys))
        table = [key for key in self.of_key if key[0] == keys[0][0]]
        for tries in (self._swaps(keys, values), self._shifts(keys, table, values), self._scales(keys, table, values)):
            found = [cause for cause, changed in tries if self._explains(changed, broken, values)]
            if found:
                return found[0] if len(found) == 1 else None
        return self._row(broken, values)

    def _explains(self, changed: Mapping[Key, Fraction], broken: Sequence[Identity], values: Values) -> bool:
        if not all(any(key in changed for key in identity.keys) for identity in broken):
            return False
        after = {**values, **changed}
        touched = {id(identity): identity for key in changed for identity in self.of_key[key]}
        return all(satisfied(identity, after, self.units, self.conventions(identity)) for identity in touched.values())

    def _swaps(self, keys: Sequence[Key], values: Values) -> Iterator[tuple[Cause, dict[Key, Fraction]]]:
        """Two figures of one row or one column in each other's place."""
        if len(keys) > MOST_FIGURES:
            return
        for a, b in combinations(sorted(keys), 2):
            if a[0] == b[0] and (a[1] == b[1] or a[2] == b[2]) and values[a] != values[b]:
                yield Cause("swapped", (a, b), (values[b], values[a])), {a: values[b], b: values[a]}

    def _shifts(self, keys: Sequence[Key], table: Sequence[Key], values: Values) -> Iterator[tuple[Cause, dict[Key, Fraction]]]:
        """The figures of a row one column too far left or right; the one that drops out is what the others demand."""
        for row in sorted({key[1] for key in keys if key[0] == table[0][0]}):
            places = sorted(key for key in table if key[1] == row)
            for step in (1, -1):
                line = places[::step]
                changed = {to: values[by] for to, by in pairwise(line)}
                lost = self._demanded(line[-1], {**values, **changed})
                if len(changed) > 1 and lost is not None:
                    changed[line[-1]] = lost
                    yield Cause("shifted_row", tuple(changed), tuple(changed.values())), changed

    def _demanded(self, key: Key, values: Values) -> Fraction | None:
        """A value under which all claims about a figure hold."""
        common = ANYTHING
        for identity in self.of_key[key]:
            allowed = identity.relation.solve(key, values, self.units, cut=False)
            meeting = common.meets(allowed) if allowed else None
            if meeting is None:
                return None
            common = meeting
        return (common.low + common.high) / 2

    def _scales(self, keys: Sequence[Key], table: Sequence[Key], values: Values) -> Iterator[tuple[Cause, dict[Key, Fraction]]]:
        """All figures of a column, or of a row, off by the same factor or with their signs turned."""
        for axis in (2, 1):
            for line in sorted({key[axis] for key in keys if key[0] == table[0][0]}):
                places = [key for key in table if key[axis] == line]
                if len(places) < FEWEST or not any(values[key] for key in places):
                    continue
                for factor in (Fraction(-1), *SCALES) if axis == 2 else (Fraction(-1),):
                    changed = {key: values[key] * factor for key in places}
                    kind: Kind = "sign_convention" if factor == -1 else "column_scale"
                    yield Cause(kind, tuple(places), tuple(changed.values()), factor), changed

    def _row(self, broken: Sequence[Identity], values: Values) -> Cause | None:
        """A row that sums lack or count twice: what is left over in each column makes up a line like the others.

        Of a row that they lack nothing else may be known than that the other totals of the table add up.
        """
        sums = first_of_each(broken)
        found = [(key[2], down.relation) for key, down in sums.items() if isinstance(down.relation, Linear)]
        columns = {column: relation for column, relation in found if self._is_down(relation)}
        if len(columns) != len(sums) or len({key[:2] for key in sums}) != 1:
            return None
        rest = {c: -relation.gap(values) for c, relation in columns.items()}
        if not all(rest.values()):
            return None
        lines: dict[int, dict[int, Key]] = defaultdict(dict)
        for relation in columns.values():
            for _, key in relation.terms[1:]:
                lines[key[1]][key[2]] = key
        for line in lines.values():
            if len(rest) >= FEWEST and line.keys() >= rest.keys() and all(values[line[c]] == -rest[c] for c in rest):
                return Cause("repeated_row", tuple(line[c] for c in sorted(rest)))
        parts = sum(bool(values[key]) and 0 < rest[key[2]] / values[key] < 1 for key in sums)  # of a difference it need be none
        of_table = self._others_add_up(list(sums.values()), values)
        proven = parts >= min(FEWEST, len(sums)) and (of_table or (parts > 1 and self._tables_add_up(next(iter(sums)), values)))
        if self._is_a_line(rest, (next(iter(sums))[0], next(iter(lines))), values, certain=proven):
            return Cause("missing_row", tuple(sums), tuple(rest[key[2]] for key in sums), proven=proven)
        return None

    def _others_add_up(self, broken: Sequence[Identity], values: Values) -> bool:
        """Whether what declares some sums of one row, each broken in its column, declares others of their table, and most hold.

        None holds in the column beside: there it would lack the line too, but not in the other half of a table.
        """
        rule, table = broken[0].rule, broken[0].stated[0]
        if any(identity.rule != rule or identity.origin != "declared" for identity in broken):
            return False
        own, columns = broken[0].stated[1], {identity.stated[2] for identity in broken}
        held: dict[tuple[int, bool], bool] = {}
        for identity in self.identities:
            if identity.rule == rule and identity.stated[0] == table and values[identity.stated] and identity not in broken:
                _, row, column, _ = identity.stated
                beside = row == own and not columns.isdisjoint((column - 1, column + 1))
                holds = satisfied(identity, values, self.units, self.conventions(identity))
                held[row, beside] = holds and held.get((row, beside), True)
        return (own, True) not in held and sum(held.values()) >= max(FEWEST, 1 + len(held) // 2)

    def _tables_add_up(self, total: Key, values: Values) -> bool:
        """Whether the totals of other tables are the sums of their lines, but for one in four: so they are in that of `total`."""
        held: dict[str, bool] = {}
        for identity in self.identities:
            relation, table = identity.relation, identity.stated[0]
            if table == total[0] or identity.origin != "declared" or not isinstance(relation, Linear):
                continue
            if len(relation.terms) > FEWEST + 1 and self._is_down(relation) and values[identity.stated]:
                held[table] = held.get(table, True) and satisfied(identity, values, self.units, self.conventions(identity))
        return sum(held.values()) >= max(FEWEST_TABLES, FEWEST_TABLES * (len(held) - sum(held.values())))

    def _is_down(self, relation: Linear) -> bool:
        return relation.terms[0][0] == -1 and len({(key[0], key[2]) for key in relation.keys}) == 1

    def _is_a_line(self, rest: Mapping[int, Fraction], row: tuple[str, int], values: Values, *, certain: bool) -> bool:
        """Whether what is left over satisfies the claims along the rows, as another line of the table does.

        There is one at least, unless it is `certain` without.
        """
        along = [
            identity
            for identity in self.identities
            if all(key[:2] == row and key[2] in rest for key in identity.keys) and isinstance(identity.relation, Linear)
        ]
        after = {**values, **{key: rest[key[2]] for identity in along for key in identity.keys}}
        return (certain or bool(along)) and all(satisfied(i, after, self.units, self.conventions(i)) for i in along)
