"""The conto economico of chambers of commerce, line by line of its scheme (D.P.R. 254/2005, annex C)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Identity
from pipeline.figures.lines import CODE, lines_of
from pipeline.records.declared import declared
from pipeline.records.identities import WITH_VARIANCE, lines_by_table, sums_of_lines
from pipeline.records.kind import name_of_line
from schemas.records.annex_c import (
    LETTERED_NAMES,
    LINE_NAMES,
    PREVENTIVO_NAME,
    SCHEME,
    SCHEME_NAME,
    SECTION_OF_LINE,
    TOTALS,
    scheme_under,
)
from schemas.records.base import Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.table import Table

NUMBERED = re.compile(r"^(?P<number>1[0-5]|[1-9])(?:\s*[).–-]\s*|\s+)(?P<name>[^\W\d].*)$", re.DOTALL)
LETTERED = re.compile(r"^(?P<letter>[a-e])(?:\s*[).–-]\s*|\s+)(?P<name>.+)$", re.DOTALL)

TOTAL_OF = re.compile(r"^totale\s+(?:d\w+[\s'’]+)?", re.IGNORECASE)
"""What is printed before the name of a numbered line whose figures stand below the lines that make it up."""

FEWEST = 3
"""Lines of proceeds, and lines of costs or results below them, that a table must have to be a conto economico."""


def is_income_statement(table: Table) -> bool:
    """Whether the lines of a table are named as those of the scheme."""
    labels = {name for line in lines_of(table) for label in line.path for name in (label, CODE.sub("", label))}
    named = {number for number, pattern in LINE_NAMES if any(pattern.search(label) for label in labels)}
    totals = sum(any(pattern.match(label) for _, pattern in TOTALS) for label in labels)
    return sum(n <= 5 for n in named) >= FEWEST and sum(n > 5 for n in named) >= FEWEST and totals >= 1


def _with_codes(lines: list[IncomeStatementLine]) -> list[IncomeStatementLine]:
    """The lines of a table that have a place in the scheme, with their codes."""
    found = []
    parent: int | None = None
    for line in lines:
        for above, printed in pairwise(("", *line.label_path)):
            label = printed[:1].lower() + printed[1:] if NUMBERED.match(above) else printed  # `A)` under `6)` is `a)`
            code, parent = _scheme_code(label, parent)
            if code is None:
                code, parent = _scheme_code(CODE.sub("", label), parent)
        if code is not None:
            total = code.startswith(("total", "result"))
            found.append(line.model_copy(update={"scheme_code": code, "is_total": total or bool(TOTAL_OF.match(line.label))}))
    return found


def _scheme_code(label: str, parent: int | None) -> tuple[str | None, int | None]:
    """The scheme code of a label, and the numbered line that lettered ones below it belong to."""
    for code, pattern in TOTALS:
        if pattern.match(label):
            return code, None
    if match := NUMBERED.match(label):
        number = int(match["number"])
        return f"{SECTION_OF_LINE[number]}.{number}", number
    if (match := LETTERED.match(label)) and parent is not None:
        return f"{SECTION_OF_LINE[parent]}.{parent}.{match['letter']}", parent
    name = TOTAL_OF.sub("", label)
    for number, pattern in LINE_NAMES:
        if pattern.match(name):
            return f"{SECTION_OF_LINE[number]}.{number}", number
    for code, pattern in LETTERED_NAMES:
        if parent is not None and code.split(".")[1] == str(parent) and pattern.match(label):
            return code, parent
    return None, parent


def claim(records: Sequence[Record], claims: Claims) -> None:
    """The sums of the scheme in each column."""
    of_scheme = [r for r in records if isinstance(r, IncomeStatementLine) and r.scheme in (SCHEME_NAME, PREVENTIVO_NAME)]
    for lines in lines_by_table(of_scheme).values():
        coded = {line.scheme_code or "": line for line in lines}
        claims.declare_best([list(_sums(coded, sign, claims)) for sign in (-1, 1)])


def _sums(coded: Mapping[str, IncomeStatementLine], costs: int, claims: Claims) -> Iterator[Identity]:
    """The sums of the scheme that the printed lines allow; `costs` is the sign of costs."""
    for total, plus, minus in SCHEME:
        signed = [(code, 1) for code in plus] + [(code, costs) for code in minus]
        parts = [(s, coded[part]) for code, sign in signed for s, part in _printed(code, sign, coded, costs)]
        if total in coded and len(parts) > 1:
            said, line = f"{name_of_line(coded[total])} is what its lines make.", coded[total]
            family = f"{line.table_id} CE-2 {total}"
            yield from sums_of_lines("CE-2", said, line, parts, claims, fields=WITH_VARIANCE, family=family, fewest=len(parts))


def _printed(code: str, sign: int, keys: Mapping[str, object], costs: int) -> list[tuple[int, str]]:
    """A line of the scheme with its sign, if it is printed; the lines that make it up, if it is not."""
    if code in keys:
        return [(sign, code)]
    plus, minus = next(((plus, minus) for total, plus, minus in SCHEME if total == code), ((), ()))
    own = [(1, part) for part in plus] + [(costs, part) for part in minus]
    return [term for s, part in own for term in _printed(part, sign * s, keys, costs)]


KIND = declared(
    IncomeStatementLine,
    named=is_income_statement,
    of_line=lambda source, line: {"scheme": scheme_under(source.table.headings()), "scheme_code": None},
    complete=_with_codes,
    claim=claim,
)
