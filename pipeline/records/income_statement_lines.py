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
from schemas.records.base import Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.table import Table

SCHEME_NAME = "D.P.R. 254/2005 C"

SECTION_OF_LINE = dict.fromkeys(range(1, 6), "A") | dict.fromkeys(range(6, 10), "B") | {
    10: "C", 11: "C", 12: "D", 13: "D", 14: "E", 15: "E",
}  # fmt: skip
"""The section of the scheme that each numbered line belongs to."""

NUMBERED = re.compile(r"^(?P<number>1[0-5]|[1-9])(?:\s*[).–-]\s*|\s+)(?P<name>[^\W\d].*)$", re.DOTALL)
LETTERED = re.compile(r"^(?P<letter>[a-e])(?:\s*[).–-]\s*|\s+)(?P<name>.+)$", re.DOTALL)

TOTALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("total_A", re.compile(r"^totale\s+(?:dei\s+)?proventi\s+correnti", re.IGNORECASE)),
    ("total_B", re.compile(r"^totale\s+(?:degli\s+)?oneri\s+correnti", re.IGNORECASE)),
    ("result_current", re.compile(r"^risultato\s+(?:della\s+)?gestione\s+corrente", re.IGNORECASE)),
    ("result_C", re.compile(r"^risultato\s+(?:della\s+)?gestione\s+finanziaria", re.IGNORECASE)),
    ("result_D", re.compile(r"^risultato\s+(?:della\s+)?gestione\s+straordinaria", re.IGNORECASE)),
    ("result_E", re.compile(r"^(?:differenz[ae]|risultato|totale)\s+(?:delle\s+|di\s+)?rettifiche", re.IGNORECASE)),
    (
        "result_year",
        re.compile(
            r"^(?:(?:dis)?avanzo(?:\s*/\s*(?:dis)?avanzo)?\s+(?:economico\s+)?d[ei]?l?l?['’]?\s*esercizio"
            r"|(?:dis)?avanzo(?:\s*/\s*(?:dis)?avanzo)?\s+economico"
            r"|risultato\s+(?:economico\s+)?d[ei]?l?l?['’]?\s*esercizio)",
            re.IGNORECASE,
        ),
    ),
)
"""How the totals and results of the scheme are named."""

LINE_NAMES: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (number, re.compile(pattern, re.IGNORECASE))
    for number, pattern in (
        (1, r"diritto\s+annuale"),
        (2, r"diritti\s+di\s+segreteria"),
        (3, r"contributi[ ,]+(?:e\s+)?trasferimenti"),
        (4, r"proventi\s+(?:da|dalla)\s+gestione"),
        (5, r"variazion[ei]\s+delle\s+rimanenze"),
        (6, r"personale$"),
        (7, r"funzionamento$"),
        (8, r"interventi\s+economici"),
        (9, r"ammortamenti\s+e\s+accantonamenti"),
        (10, r"proventi\s+finanziari"),
        (11, r"oneri\s+finanziari"),
        (12, r"proventi\s+straordinari"),
        (13, r"oneri\s+straordinari"),
        (14, r"rivalutazioni"),
        (15, r"svalutazioni\s+attivo"),
    )
)
"""What the numbered lines are called."""

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


SCHEME: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("B.6", ("B.6.a", "B.6.b", "B.6.c", "B.6.d"), ()),
    ("B.7", ("B.7.a", "B.7.b", "B.7.c", "B.7.d", "B.7.e"), ()),
    ("B.9", ("B.9.a", "B.9.b", "B.9.c", "B.9.d"), ()),
    ("total_A", ("A.1", "A.2", "A.3", "A.4", "A.5"), ()),
    ("total_B", ("B.6", "B.7", "B.8", "B.9"), ()),
    ("result_current", ("total_A",), ("total_B",)),
    ("result_C", ("C.10",), ("C.11",)),
    ("result_D", ("D.12",), ("D.13",)),
    ("result_E", ("E.14",), ("E.15",)),
    ("result_year", ("result_current", "result_C", "result_D", "result_E"), ()),
)
"""The scheme's sums: a line, what is added, and what is taken away where costs are printed positive."""

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
