"""Which figures are printed again: tables that repeat one another, and lines that stand in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.figures.lines import name_of
from pipeline.numbers import is_telling
from schemas.fact import Fact

MOST = 0.6
"""Share of two tables' common figures that must agree for the others to be expected to."""

UNDATED = frozenset({"variance", "variance_pct", "share"})
"""Measures that are told apart without a period."""

_Line = tuple[object, ...]


def with_repeats(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those of a later table that state what one of an earlier table states naming that one.

    Two tables repeat one another if most of what they both state agrees; what differs between them is not repeated.
    """
    tables: dict[str, dict[_Line, Fact]] = defaultdict(dict)
    twice: dict[str, set[_Line]] = defaultdict(set)
    for fact in facts:
        line = _line(fact)
        if line is not None:
            if line in tables[fact.table_id]:
                twice[fact.table_id].add(line)
            tables[fact.table_id].setdefault(line, fact)
    repeats: dict[str, str] = {}
    for first, second in _with_a_figure_in_common(tables):
        common = (tables[first].keys() & tables[second].keys()) - twice[first] - twice[second]
        agreeing = [line for line in common if _stated(tables[first][line]) == _stated(tables[second][line])]
        telling = [line for line in agreeing if is_telling(tables[first][line].printed_value)]
        if telling and len(agreeing) >= MOST * len(common):
            for line in agreeing:
                original = tables[first][line].fact_id
                repeats.setdefault(tables[second][line].fact_id, repeats.get(original, original))
    return [fact.model_copy(update={"repeats": repeats[fact.fact_id]}) if fact.fact_id in repeats else fact for fact in facts]


def _with_a_figure_in_common(tables: Mapping[str, Mapping[_Line, Fact]]) -> list[tuple[str, str]]:
    """Every two tables, in order, that state one amount of many digits about the same."""
    places = {table_id: i for i, table_id in enumerate(tables)}
    stating: dict[tuple[_Line, Decimal], list[str]] = defaultdict(list)
    for table_id, facts in tables.items():
        for line, fact in facts.items():
            if is_telling(fact.printed_value):
                stating[line, _stated(fact)].append(table_id)
    found = {pair for table_ids in stating.values() for pair in combinations(table_ids, 2)}
    return sorted(found, key=lambda pair: (places[pair[0]], places[pair[1]]))


def _line(fact: Fact) -> _Line | None:
    """What a fact is about, in words that another table may use too."""
    if fact.label is None or (fact.period_end is None and fact.measure not in UNDATED):
        return None
    return name_of(fact.label), fact.period_start, fact.period_end, fact.measure, fact.unit, fact.dimension


def _stated(fact: Fact) -> Decimal:
    return fact.printed_value * fact.scale
