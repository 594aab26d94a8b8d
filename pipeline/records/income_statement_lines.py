"""The conto economico of chambers of commerce, line by line of its scheme (D.P.R. 254/2005, annex C)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.arithmetic.claims import Claims, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.figures.lines import CODE, lines_of
from pipeline.records.declared import declared
from pipeline.records.identities import entered_figures, lines_by_table
from pipeline.records.kind import name_of_line
from schemas.records.annex_c import LINE_NAMES, SCHEME, SCHEME_NAME, SECTION_OF_LINE, TOTALS
from schemas.records.base import Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.table import Table

NUMBERED = re.compile(r"^(?P<number>1[0-5]|[1-9])(?:\s*[).–-]\s*|\s+)(?P<name>[^\W\d].*)$", re.DOTALL)
LETTERED = re.compile(r"^(?P<letter>[a-e])(?:\s*[).–-]\s*|\s+)(?P<name>.+)$", re.DOTALL)

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
        for label in line.label_path:
            code, parent = _scheme_code(label, parent)
            if code is None:
                code, parent = _scheme_code(CODE.sub("", label), parent)
        if code is not None:
            total = code.startswith(("total", "result"))
            found.append(line.model_copy(update={"scheme_code": code, "is_total": total}))
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
    for number, pattern in LINE_NAMES:
        if pattern.match(label):
            return f"{SECTION_OF_LINE[number]}.{number}", number
    return None, parent


FIELDS = ("prior_amount", "current_amount", "variance")


def claim(records: Sequence[Record], claims: Claims) -> None:
    """The sums of the scheme in each column."""
    of_scheme = [r for r in records if isinstance(r, IncomeStatementLine) and r.scheme == SCHEME_NAME]
    for table, lines in lines_by_table(of_scheme).items():
        entered = {line.scheme_code or "": (line, entered_figures(line, claims)) for line in lines}
        keys = {code: figures for code, (_, figures) in entered.items()}
        names = {code: name_of_line(line) for code, (line, _) in entered.items()}
        claims.declare_best([list(_sums(table, keys, names, sign)) for sign in (-1, 1)])


def _sums(table: str | None, keys: dict[str, dict[str, Key]], names: dict[str, str], sign: int) -> Iterator[Identity]:
    """The sums of the scheme that the printed lines allow; `sign` is that of costs."""
    for total, plus, minus in SCHEME:
        printed = [term for code in plus for term in _printed(code, 1, keys, sign)]
        printed += [term for code in minus for term in _printed(code, sign, keys, sign)]
        if total not in keys or len(printed) < 2:
            continue
        for field in FIELDS:
            if field in keys[total] and all(field in keys[code] for _, code in printed):
                yield total_of(
                    "CE-2", f"{names[total]} is what its lines make.", keys[total][field],
                    [(s, keys[code][field]) for s, code in printed], f"{table} CE-2 {total}", table,
                )  # fmt: skip


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
    of_line=lambda source, line: {"scheme": SCHEME_NAME, "scheme_code": None},
    complete=_with_codes,
    claim=claim,
)
