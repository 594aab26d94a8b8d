"""Tables that repeat one another: a table printed twice, and accounts that stand in the conto economico too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.records.identities import sums_of_lines
from pipeline.records.kind import enter, name_of_figure
from schemas.records.annex_c import SCHEME_NAME
from schemas.records.base import Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.records.statements import AdministrationResultLine, BalanceSheetLine, NonprofitLine
from schemas.records.variance_lines import VarianceLine
from schemas.table import Table

FIELDS = ("prior_amount", "current_amount", "variance")

MOST = 0.6
"""Share of two tables' common figures that must agree for the others to be expected to."""


FEWEST = 3
"""Figures that must agree before accounts count as lines of the conto economico."""


SCOPE = re.compile(
    r"\b(?:compres[aoei]|inclus[aoei]|senza|esclus[aoei]|al\s+netto|al\s+lordo|consolidat\w+|separat\w+|previsionale|preventiv\w+"
    r"|assestat\w+|rettificat\w+)\b(?:\s+(?!euro\b)\w+)?",
    re.IGNORECASE,
)
"""What tells tables of the same lines apart: *compresa SPP*, *senza SPP*, *al netto dei contributi*."""


@dataclass
class _Lines:
    """The lines of a table by what they are about, and the figures entered of them."""

    records: dict[str, VarianceLine] = field(default_factory=dict)
    keys: dict[str, list[Key | None]] = field(default_factory=dict)
    """Of each line entered its figures in `FIELDS`."""
    stated: set[tuple[str, int, Fraction]] = field(default_factory=set)
    """Of each figure entered that is not zero, the line, which of `FIELDS` it is, and the value."""
    rounded: bool = False
    """Whether one of the figures entered is rounded."""

    def enter(self, names: Set[str], claims: Claims) -> None:
        """Enter the figures of these lines, if that was not done before."""
        for name in sorted(names - self.keys.keys()):
            record = self.records[name]
            self.keys[name] = [enter(claims, record, getattr(record, one), _named(record)) for one in FIELDS]
            for i, key in enumerate(self.keys[name]):
                if key is not None:
                    self.rounded |= bool(claims.figures.units[key])
                    if value := claims.figures.values[key]:
                        self.stated.add((name, i, value))


def claim_repeats(records: Sequence[Record], tables_read: Sequence[Table], claims: Claims) -> None:
    """Enter that tables with the same lines, years and scope state the same figures, where most of them do.

    Zeros agree whatever the tables are about: they are held to it, but say nothing of whether the tables repeat one another.
    """
    scopes = {table.table_id: scope_of(table) for table in tables_read}
    tables: dict[str, _Lines] = defaultdict(_Lines)
    for record in records:
        if isinstance(record, VarianceLine) and record.table_id:
            tables[record.table_id].records[f"{record.account_code} {record.label} {record.current_year}"] = record
    for (first, a), (second, b) in combinations(tables.items(), 2):  # nearly every two end at one of the first tests
        common = a.records.keys() & b.records.keys()
        if len(common) < 2 or scopes.get(first) != scopes.get(second):
            continue
        a.enter(common, claims)
        b.enter(common, claims)
        if not (a.rounded or b.rounded) and len(a.stated & b.stated) < 2:
            continue
        pairs = [pair for name in common for pair in zip(a.keys[name], b.keys[name], strict=True)]
        telling = [(x, y) for x, y in pairs if x and y and (claims.figures.values[x] or claims.figures.values[y])]
        possible = sum(_may_agree(*pair, claims) for pair in telling)
        if possible < 2 or possible < MOST * len(telling):
            continue
        family = f"REP-1 {first} {second}"
        found = [i for name in sorted(common) for i in _equalities(a.records[name], b.records[name], family, claims)]
        held = sum(claims.holds(i) for i in found if any(claims.figures[key].value for key in i.keys))
        if held > 1 and held >= MOST * len(telling):
            claims.declare(found)


def _may_agree(one: Key, other: Key, claims: Claims) -> bool:
    """Whether two figures are the same, or one of them is rounded."""
    figures = claims.figures
    return figures.values[one] == figures.values[other] or bool(figures.units[one] or figures.units[other])


def scope_of(table: Table) -> frozenset[str]:
    """What the title, the caption and the headings of a table say of what it takes in."""
    said = " ".join([table.title, table.caption, *table.headings()])
    return frozenset(" ".join(match[0].lower().split()) for match in SCOPE.finditer(said))


ACCOUNTS = {
    "310": "A.1", "311": "A.2", "312": "A.3", "313": "A.4", "314": "A.5",
    "325": "B.7", "3250": "B.7.a", "3260": "B.7.b", "3270": "B.7.c", "3280": "B.7.d", "3290": "B.7.e",
}  # fmt: skip
"""The lines of the scheme that accounts stand for in the plan of accounts of chambers of commerce."""


def claim_scheme(records: Sequence[Record], claims: Claims) -> None:
    """Enter that accounts state what the conto economico states for their lines and years, where most of them do."""
    scheme = {
        (line.scheme_code, line.current_year): line
        for line in records
        if isinstance(line, IncomeStatementLine) and line.scheme == SCHEME_NAME and line.current_amount
    }
    tables: dict[str, list[Identity]] = defaultdict(list)
    for record in records:
        if isinstance(record, VarianceLine) and record.table_id:
            line = scheme.get((ACCOUNTS.get(record.account_code or "", ""), record.current_year))
            if line is not None:
                family = f"REP-2 {line.table_id} {record.table_id}"
                tables[record.table_id] += _equalities(line, record, family, claims, rule="REP-2")
    for found in tables.values():
        held = sum(map(claims.holds, found))
        if held >= FEWEST and held >= MOST * len(found):
            claims.declare(found)


RESULT_OF_YEAR = re.compile(
    r"^(?:[A-Z0-9]{1,4}\s*[-–.)]+\s*)*(?:utile|perdita|(?:dis)?avanzo|risultato)\b(?!.*(?:\bnuovo|preceden|impost|gestion)).*\besercizio",
    re.IGNORECASE,
)
"""How the result of a year is called, in the equity and at the end of the statement that it is made in."""


def claim_results(records: Sequence[Record], claims: Claims) -> None:
    """Enter that the equity has the result of the statement that it is made in, where it has it in one of two years."""
    named = [r for r in records if RESULT_OF_YEAR.match(getattr(r, "label", "") or "")]
    equity = [r for r in named if isinstance(r, BalanceSheetLine) and r.side != "assets"]
    made = [r for r in named if isinstance(r, IncomeStatementLine | NonprofitLine)]
    if not equity or not made or len({r.table_id for r in equity} | {r.table_id for r in made}) != 2:
        return
    one, other = equity[-1], made[-1]
    found = []
    for name in ("prior_amount", "current_amount"):
        stated = enter(claims, one, getattr(one, name), name_of_figure(one, name))
        result = enter(claims, other, getattr(other, name), name_of_figure(other, name))
        day, year = getattr(one, name.replace("amount", "date")), getattr(other, name.replace("amount", "year"))
        if stated and result and day is not None and day.year == year:
            claim, family = "The result in the equity is that of the statement that it is made in.", f"{one.table_id} BS-4"
            found.append(total_of("BS-4", claim, stated, [(1, result)], family, one.table_id))
    if any(map(claims.holds, found)):
        claims.declare(found)


PART_OF_RESULT = re.compile(r"\(([A-E])\b")
"""The letter of the risultato di amministrazione and of the parts that it is made of."""


def claim_parts_of_result(records: Sequence[Record], claims: Claims) -> None:
    """Enter that of the result of a comune is available what its other parts leave, though the result stands in another table."""
    lines = [r for r in records if isinstance(r, AdministrationResultLine) and r.total and (r.scheme or "").endswith(" a")]
    named: dict[str, list[AdministrationResultLine]] = defaultdict(list)
    for line in lines:
        if match := PART_OF_RESULT.search(line.label):
            named[match[1]].append(line)
    if len(named) == len("ABCDE") and all(len(named[letter]) == 1 for letter in "BCDE"):
        available, parts = named["E"][0], [(-1, named[letter][0]) for letter in "BCD"]
        result = next((line for line in named["A"] if line.table_id == available.table_id), named["A"][0])
        claim = "What is available of the result is what its other parts leave."
        claims.declare(list(sums_of_lines("ADM-5", claim, available, [(1, result), *parts], claims, fields=("total",), fewest=4)))


def _equalities(
    a: VarianceLine | IncomeStatementLine, b: VarianceLine, family: str, claims: Claims, rule: str = "REP-1"
) -> list[Identity]:
    found = []
    for name in FIELDS:
        one, other = getattr(a, name), getattr(b, name)
        keys = [enter(claims, r, f, _named(r)) for r, f in ((a, one), (b, other))]
        if keys[0] and keys[1]:
            claim = f"{a.label} is the same in both tables."
            found.append(total_of(rule, claim, keys[0], [(1, keys[1])], family, b.table_id, origin="inferred"))
    return found


def _named(record: VarianceLine | IncomeStatementLine) -> str:
    return f"{record.label} in table {record.table_id}"
