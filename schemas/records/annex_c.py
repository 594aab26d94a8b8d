"""The scheme of the conto economico of chambers of commerce (D.P.R. 254/2005, annex C), as data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.records import headings

SCHEME_NAME = "D.P.R. 254/2005 C"

PREVENTIVO_NAME = "D.P.R. 254/2005 A"
"""The scheme of the preventivo, which has the same lines: they say what is planned."""

_FUNCTIONS = re.compile(r"\bfunzioni\s+istituzionali\b", re.IGNORECASE)
_PLANNED = re.compile(headings.PLANNED, re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def scheme_under(printed: Sequence[str]) -> str:
    """The scheme of a table with these headings: one that is divided by functions, or says of each year that it is planned."""
    of_years = [heading for heading in printed if _YEAR.search(heading)]
    planned = bool(of_years) and all(map(_PLANNED.search, of_years))
    return PREVENTIVO_NAME if planned or any(map(_FUNCTIONS.search, printed)) else SCHEME_NAME


SECTION_OF_LINE = dict.fromkeys(range(1, 6), "A") | dict.fromkeys(range(6, 10), "B") | {
    10: "C", 11: "C", 12: "D", 13: "D", 14: "E", 15: "E",
}  # fmt: skip
"""The section of the scheme that each numbered line belongs to."""

TOTALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("total_A", re.compile(r"^totale\s+(?:\(?a\)?$|(?:\(a\)\s*)?(?:dei\s+)?proventi\s+correnti)", re.IGNORECASE)),
    ("total_B", re.compile(r"^totale\s+(?:\(?b\)?$|(?:\(b\)\s*)?(?:degli\s+)?oneri\s+correnti)", re.IGNORECASE)),
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

LETTERED_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        ("B.6.a", r"competenze\s+al\s+personale"),
        ("B.6.b", r"oneri\s+sociali"),
        ("B.6.c", r"accantonament[oi]\s+al\s+t\.?\s*f\.?\s*r"),
        ("B.6.d", r"altri\s+costi(?:\s+d[ei]l?\s+personale)?$"),
        ("B.7.a", r"prestazion[ei]\s+(?:di\s+)?servizi"),
        ("B.7.b", r"godimento\s+(?:di\s+)?beni"),
        ("B.7.c", r"oneri\s+diversi\s+di\s+gestione"),
        ("B.7.d", r"quote\s+associative"),
        ("B.7.e", r"organi\s+istituzionali"),
        ("B.9.a", r"(?:ammortament[oi]\s+)?immob\w*\.?\s+immateriali"),
        ("B.9.b", r"(?:ammortament[oi]\s+)?immob\w*\.?\s+materiali"),
        ("B.9.c", r"svalutazion[ei]\s+(?:dei\s+)?crediti"),
        ("B.9.d", r"fondi\s+(?:per\s+)?rischi"),
    )
)
"""What the lettered lines are called, which print no letters at times."""

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
