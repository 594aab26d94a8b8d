"""From what a reviewer sends to a correction. What is corrected is looked up in the datasets, never taken from the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from pipeline.numbers import Number, read_number
from pipeline.review.cards import Candidate, Card, Operand, Row, box_of
from pipeline.tables.overrides import joined
from schemas.correction import Correction
from schemas.provenance import Box

Form = Mapping[str, str]


class Unclear(ValueError):
    """A form that does not say what it takes: a sentence, in English and Italian."""

    def __init__(self, english: str, italian: str) -> None:
        super().__init__(english)
        self.italian = italian


@dataclass(frozen=True)
class Refused:
    """A form that was not taken: what it sent, and why not, in English and Italian."""

    form: Form
    english: str
    italian: str


def figures_of(card: Card) -> list[Operand]:
    """The figures of a finding, each once: those that another value can be given to."""
    found: dict[tuple[Any, ...], Operand] = {}
    for operand in (o for total in card.sums for o in total.operands):
        found.setdefault((operand.page, box_of(operand.row), operand.row["value"]), operand)
    return sorted(found.values(), key=lambda operand: not operand.suspect)


def figure_of(card: Card, chosen: str) -> Row | None:
    """The figure of a finding that a form chose, by its place among `figures_of`; None if it chose none."""
    figures = figures_of(card)
    return figures[int(chosen)].row if chosen.isdigit() and int(chosen) < len(figures) else None


def like(card: Card, undecided: Iterable[Card]) -> list[Card]:
    """The other findings of a document that may be decided with this one: of its rule, severity and verdict."""
    same = ("rule", "severity", "verdict")
    return [c for c in undecided if c.id != card.id and all(c.finding[name] == card.finding[name] for name in same)]


def answers(card: Card, others: Sequence[Card], form: Form) -> list[Correction]:
    """What was decided about a finding and others like it, each by its own figures. Raises `Unclear` if one has no answer."""
    if others and form.get("act") not in ("accept", "as_printed", "dismiss"):
        raise Unclear(
            "A value is of one figure: decide upon this finding alone.", "Un valore è di una cifra sola: decidere solo questa."
        )
    about_itself = {name: value for name, value in form.items() if name != "figure"}
    return [answer(card, form), *(answer(other, about_itself) for other in others)]


def answer(card: Card, form: Form) -> Correction:
    """What was decided about a finding. Raises `Unclear`."""
    finding = card.finding
    act, _, which = form.get("act", "").partition(":")
    place: Row = finding
    value: Decimal | None = None
    if act == "accept" and which:
        candidate = _candidate(card, which)
        place, value = candidate.operand or finding, candidate.suggested_value
    elif act == "accept":
        value = finding["suggested_value"]
        if value is None:
            raise Unclear("Nothing is suggested here.", "Qui non c'è alcun valore proposto.")
    elif act in ("value", "as_printed"):
        place = figure_of(card, form.get("figure", "")) or finding
        if act == "value":
            value = number_in(form.get("value", ""))
    elif act == "dismiss":
        if not form.get("reason", "").strip():
            raise Unclear("A finding is dismissed with a reason: say why.", "Per archiviare serve un motivo: indicarlo.")
    else:
        raise Unclear("Choose what to do.", "Scegliere che cosa fare.")
    is_operand = place is not finding
    return _correction(
        form,
        decision=act,
        page=place["page"],
        box=box_of(place),
        printed=place["text"] if is_operand else finding["printed_text"] or "",
        printed_value=_trimmed(place["value"] if is_operand else finding["printed_value"]),
        value=_trimmed(value),
        expects={"finding": card.id, "rule": finding["rule"], "suggested": _trimmed(finding["suggested_value"])},
    )


def _trimmed(value: Decimal | None) -> Decimal | None:
    """Without the zeros that datasets fill numbers up with."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def _candidate(card: Card, which: str) -> Candidate:
    if not which.isdigit() or int(which) >= len(card.candidates):
        raise Unclear("This is not suggested any more.", "Questo valore non è più proposto.")
    return card.candidates[int(which)]


def number_in(text: str) -> Decimal:
    """A number as a reviewer writes it, the way Italian reports print it. Raises `Unclear`."""
    if not text.strip():
        raise Unclear("Write a value, as 1.234,56.", "Scrivere un valore, come 1.234,56.")
    reading = read_number(text.strip())
    if not isinstance(reading, Number):
        raise Unclear(
            f"«{text}» is no number: write it as the report does, 1.234,56.",
            f"«{text}» non è un numero: scriverlo come 1.234,56.",
        )
    return reading.value


def correct_text(cell: Row, form: Form) -> Correction:
    """What a misread cell says. Raises `Unclear`."""
    text = " ".join(form.get("text", "").split())
    if not text:
        raise Unclear("Write what is printed there.", "Scrivere ciò che è stampato.")
    return _correction(
        form, decision="text", page=cell["page"], box=box_of(cell), printed=cell["misread"] or cell["text"], text=text
    )


def correct_table(table: Row, first_row: list[str], form: Form) -> Correction:
    """What rows or columns a table has. Raises `Unclear`."""
    shared = {
        "page": table["first_page"],
        "box": box_of(table),
        "printed": joined(first_row),
        "expects": {"rows": table["rows"], "columns": table["columns"]},
    }
    if form.get("act") == "header_rows":
        rows = form.get("header_rows", "")
        if not rows.isdigit() or int(rows) >= table["rows"]:
            raise Unclear("Give the number of rows that are headings.", "Indicare quante righe sono di intestazione.")
        return _correction(form, decision="header_rows", header_rows=int(rows), **shared)
    inner = sorted(set(_points(form.get("columns", ""))))
    edges = [table["x0"], *(x for x in inner if table["x0"] < x < table["x1"]), table["x1"]]
    if len(edges) < 3:
        raise Unclear("Mark at least one edge between two columns.", "Indicare almeno un confine tra due colonne.")
    return _correction(form, decision="columns", columns=edges, **shared)


def mark_table(page: int, form: Form) -> Correction:
    """A region that is a table. Raises `Unclear`."""
    edges = _points(form.get("box", ""))
    if len(edges) != 4 or edges[0] >= edges[2] or edges[1] >= edges[3]:
        raise Unclear("Draw the region on the page first.", "Disegnare prima l'area sulla pagina.")
    inner = sorted(x for x in set(_points(form.get("columns", ""))) if edges[0] < x < edges[2])
    columns = [edges[0], *inner, edges[2]] if inner else None
    return _correction(form, decision="table", page=page, box=Box(*edges), columns=columns)


def _points(text: str) -> list[float]:
    """Coordinates, with commas or spaces between them."""
    parts = text.replace(",", " ").split()
    if not all(re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,4})?", part) for part in parts):
        raise Unclear("Coordinates are numbers of points.", "Le coordinate sono numeri di punti.")
    return [round(float(part), 2) for part in parts]


def _correction(form: Form, **fields: Any) -> Correction:
    who = " ".join(form.get("who", "").split())
    if not who:
        raise Unclear("Say who decides.", "Indicare chi decide.")
    reason = " ".join(form.get("reason", "").split())
    try:
        return Correction.model_validate({**fields, "reason": reason, "who": who, "when": date.today()})
    except ValidationError as e:
        raise Unclear(e.errors()[0]["msg"], "I dati inviati non sono validi.") from None
