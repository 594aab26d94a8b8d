"""The scale that captions and headings state for the amounts below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.vocabulary import TOTAL_LABEL
from schemas.table import Cell, Table

_OF_EURO = r"(?:\s+(?:di\s+)?(?:euro\b|€))"
_STATED = r"(?:\bin\s+|[(\[]\s*|^\s*)"
_AMOUNTS_IN = r"(?:importi|valori|dati|cifre)\s+(?:sono\s+)?(?:espress[ei]\s+)?in\s+"

_THOUSANDS = re.compile(
    rf"(?:€|euro)\s*(?:[/x×]\s*(?:0{{3}}|1\.?000|migliaia(?!\s*[0-9]))|[.'’]0{{3}}|/?\s*mi?gl)\b"
    rf"|(?:€|\beuro)\s+(?:in\s+)?migliaia\b(?!\s*-?\s*[0-9])|\bk\s?€|\bmi?gl\.?\s?(?:di\s)?(?:€|euro\b)|{_STATED}migliaia{_OF_EURO}|(?:{_AMOUNTS_IN}|\(in\s+)migliaia(?!\s+di\b)",
    re.IGNORECASE,
)
_MILLIONS = re.compile(
    rf"(?:€|euro)\s*(?:/\s*|[x×]\s*1[.'’]?)0{{3}}[.'’]?0{{3}}\b|(?:€|euro)\s*/?\s*mln\b|(?:€|\beuro)\s+(?:in\s+)?milioni\b(?!\s*-?\s*[0-9])|{_STATED}(?:milioni|mln\.?){_OF_EURO}",
    re.IGNORECASE,
)
_UNITS = re.compile(
    rf"{_AMOUNTS_IN}(?:euro\b|€)|\(\s*(?:in\s+)?euro\s*\)|unit[àa]['’]?\s+di\s+(?:euro\b|€)|\s[-–]\s+in\s+euro\s*$", re.IGNORECASE
)

_AT_END = re.compile(rf"(?:^|[^\d\s]\s+|\b(?:19|20)[0-9]{{2}}\s+)(migliaia|milioni){_OF_EURO}\s*$", re.IGNORECASE)
"""How the heading of a column ends whose unit stands under its name: `31/12/2023 migliaia di euro`."""

_ALONE = re.compile(
    r"[(\[]?(?:(?:valori|importi|dati|cifre)\b|in\b|migliaia\b|milioni\b|mln\b|k?€|euro\b).{0,24}$", re.IGNORECASE
)
"""A label that says nothing but a scale, if it says one: `(migliaia di euro)`, `€/000`."""

_CENTS = re.compile(r"[0-9],[0-9]{2}(?![0-9])(?!\s*%)")
_CENTS_OF_THOUSANDS = re.compile(r"\.[0-9]{3},[0-9]{2}(?![0-9])")
"""An amount that no percentage is as large as."""

_FIGURE = re.compile(r"^[-(–−€\s]*[0-9]")
_GROUPED = re.compile(r"^[-(–−€\s]*[0-9]{1,3}(?:[.'’][0-9]{3})+(?![0-9])")

_OF_ALL = re.compile(r"\b(?:importi|valori|dati|cifre)\s+sono\b[^.;]{0,40}\bin\s+euro\b", re.IGNORECASE)
"""A sentence that amounts are in euro: it may stand before a table that counts something else."""


def scale_of(text: str) -> int | None:
    """The scale that a caption or heading states for the amounts below: 1, 1000, 1000000; None if it says nothing of it.

    A sentence that speaks of *2 milioni di euro* states no scale.
    """
    if _MILLIONS.search(text):
        return 1_000_000
    if _THOUSANDS.search(text):
        return 1000
    return 1 if _UNITS.search(text) else None


def scale_of_heading(heading: str) -> int | None:
    """The scale that the heading of a column states, be it under its name: it has no brackets there, and no *in*."""
    at_end = _AT_END.search(heading)
    return scale_of(heading) or ((1000 if at_end[1].lower() == "migliaia" else 1_000_000) if at_end else None)


def scale_at_corner(heading: str, labels: Sequence[Cell]) -> int | None:
    """The scale that the heading over the labels of a table, or the label of a total, states: `Totale (€/000)`.

    Or the first of its labels, where that says nothing else. That a total is in plain euro is said of its row alone, others of
    which may count something.
    """
    if sum(any(map(str.isalpha, label.text)) for label in labels) <= len(labels) / 2:
        return None
    alone = [f"({label.text.strip('([)]')})" for label in labels[:1] if _ALONE.match(label.text)]
    of_totals = (scale_of(label.text) or 1 for label in labels if TOTAL_LABEL.search(label.text))
    return next(filter(None, map(scale_of, (heading, *alone))), None) or next((scale for scale in of_totals if scale > 1), None)


def shows_thousands(table: Table) -> bool:
    """Whether a figure of a table is as large as 1.000: what counts persons or offices has hardly any."""
    return any(_GROUPED.match(cell.text) for cell in table.cells)


def shows_cents(table: Table) -> bool:
    """Whether large amounts show cents, or most figures do: a few small ones may be percentages beside amounts."""
    figures = [cell.text for row in table.body() for cell in row if cell and _FIGURE.match(cell.text)]
    return any(map(_CENTS_OF_THOUSANDS.search, figures)) or 2 * sum(map(bool, map(_CENTS.search, figures))) > len(figures)


def scale_over(caption: str, title: str) -> int | None:
    """The scale that the caption of a table or its title states for its figures."""
    return scale_of(_OF_ALL.sub(" ", caption)) or scale_of(title)
