"""Figures recognised in pictures: read again if suspect, told if nothing confirms them, held against a report if read twice."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.findings.about_cell import about_cell
from pipeline.limits import LIMITS
from pipeline.second_looks import Place, SecondLooks
from pipeline.settle import Hypothesis
from schemas.check import Check
from schemas.finding import Finding
from schemas.table import Cell, Table

MOST_SUSPECTS = 40
"""Figures of a document that are read again."""

CURRENCY = "€$£"
"""Signs that are no part of what a figure says."""

FEW = 2
"""Figures of a table of which no sum can be expected."""

AMOUNT_MARKS = frozenset(".,%€")

NAMED = 5
"""Figures that a finding names."""


def _is_recognised(cell: Cell) -> bool:
    return cell.text_source != "text" and cell.misread is None


class SecondReadings(NamedTuple):
    """What became of figures that were read a second time."""

    others: list[Hypothesis]
    """Other texts than were read first."""
    same: frozenset[Place]
    """The figures of which both readings are the same."""


def read_again(
    looks: SecondLooks,
    tables: Sequence[Table],
    findings: Sequence[Finding],
    checks: Iterable[Check],
    refused: Iterable[tuple[str, Cell]],
    confirmations: Container[Place],
) -> SecondReadings:
    """Read again recognised figures that findings suspect or rest on, and what was meant as a figure and is none.

    Each is read alone and larger, by the other engine if it is there. What identities confirm is not read again.
    """
    cells: dict[Place, Cell] = {(t.table_id, c.row, c.column): c for t in tables for c in t.cells if _is_recognised(c)}
    unread = [(table_id, cell.row, cell.column) for table_id, cell in refused]
    places = [*_suspects(findings), *unread, *_blamed(findings, checks)]
    suspects = [place for place in dict.fromkeys(places) if place in cells and place not in confirmations][:MOST_SUSPECTS]
    others, same = [], set()
    for place, text in looks.texts_in({place: cells[place] for place in suspects}).items():
        table_id, row, column = place
        if _said(text) == _said(cells[place].text):
            same.add(place)
        elif text and table_id is not None and row is not None and column is not None:
            others.append(Hypothesis(table_id, texts={(row, column): text}))
    return SecondReadings(others, frozenset(same))


def _said(text: str) -> str:
    """What a figure says, however it is set."""
    return "".join(ch for ch in text if not ch.isspace() and ch not in CURRENCY)


def _suspects(findings: Iterable[Finding]) -> list[Place]:
    """The cells that may be wrong, those of errors first."""
    found: dict[Place, None] = {}
    for finding in sorted(findings, key=lambda f: f.severity != "error"):
        if finding.severity != "info":
            places = [(finding.row, finding.column), *((c.row, c.column) for c in finding.candidates)]
            found.update(dict.fromkeys((finding.table_id, row, column) for row, column in places))
    return list(found)


def _blamed(findings: Iterable[Finding], checks: Iterable[Check]) -> Iterator[Place]:
    """The figures that errors rest on."""
    broken = {check_id for finding in findings if finding.severity == "error" for check_id in finding.check_ids}
    for check in checks:
        if check.check_id in broken:
            yield from ((o.table_id, o.row, o.column) for o in check.operands)


def misread(document_id: str, before: Iterable[Table], accepted: Iterable[Hypothesis]) -> list[Finding]:
    """That figures were read anew: `before` are the tables as they were read first."""
    cells = {(table.table_id, cell.row, cell.column): cell for table in before for cell in table.cells}
    return [
        about_cell(
            document_id, hypothesis.table_id, cells[hypothesis.table_id, row, column], "READ-1", "info",
            f"«{cells[hypothesis.table_id, row, column].text}» was recognised and does not add up; read again it is «{text}», "
            "which does. That was taken.",
            f"«{cells[hypothesis.table_id, row, column].text}» non quadra; riletto è «{text}», che quadra: vale questa lettura.",
        )
        for hypothesis in accepted
        for (row, column), text in hypothesis.texts.items()
    ]  # fmt: skip


def unblamed(
    findings: Iterable[Finding], checks: Iterable[Check], tables: Iterable[Table], certain: Container[Place]
) -> Iterator[Finding]:
    """The findings, those that rest on a recognised figure being errors of the report only if every such figure is `certain`:
    else it may be the reading that errs."""
    recognised: set[Place] = {(t.table_id, c.row, c.column) for t in tables for c in t.cells if _is_recognised(c)}
    resting: dict[str, set[Place]] = {
        check.check_id: recognised.intersection((o.table_id, o.row, o.column) for o in check.operands) for check in checks
    }
    for finding in findings:
        places = set().union(*(resting.get(check_id, set()) for check_id in finding.check_ids))
        if finding.severity != "error" or not places:
            yield finding
        elif all(place in certain for place in places):
            message = f"{finding.message} Figures of it were recognised in a picture: two readings of each say the same."
            yield finding.model_copy(update={"message": message})
        else:
            message = f"{finding.message} Figures of it were recognised in a picture and may be misread."
            yield finding.model_copy(update={"severity": "warning", "message": message})


def unconfirmed(document_id: str, tables: Iterable[Table], confirmations: Mapping[tuple[str, int, int], int]) -> list[Finding]:
    """For each table that recognised figures of it are confirmed by nothing, if they are more than the share that may be.

    Those of which two readings differ are named first. One or two that show no mark of an amount may be no figures at all.
    """
    found = []
    for table in tables:
        figures = [cell for cell in table.cells if cell.value is not None and _is_recognised(cell)]
        alone = [cell for cell in figures if not confirmations.get((table.table_id, cell.row, cell.column))]
        alone.sort(key=lambda cell: bool(cell.confidence))
        are_amounts = len(figures) > FEW or any(AMOUNT_MARKS.intersection(cell.text) for cell in figures)
        if are_amounts and len(alone) > LIMITS.most_unconfirmed * len(figures):
            named = ", ".join(f"«{cell.text}»" for cell in alone[:NAMED]) + (" …" if len(alone) > NAMED else "")
            are, sono = ("is", "non è confermata") if len(alone) == 1 else ("are", "non sono confermate")
            message = f"{len(alone)} of {len(figures)} figures recognised in a picture {are} confirmed by no sum: {named}."
            message_it = f"{len(alone)} di {len(figures)} cifre riconosciute in un'immagine {sono}: {named}."
            found.append(about_cell(document_id, table.table_id, alone[0], "OCR-1", "warning", message, message_it))
    return found
