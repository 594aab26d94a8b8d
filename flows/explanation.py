"""The whole derivation of one finding, for the terminal: each claim with its printed figures, and who may be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from flows.console import SEVERITY_STYLE, place_of
from pipeline.arithmetic.slips import slip_between
from pipeline.datasets import as_fields, read_document, scan_dataset
from pipeline.findings.wording_en import italian_like
from schemas.finding import Candidate, Finding

STATUS = {
    "holds": "holds",
    "within_rounding": "holds within rounding",
    "truncated": "holds if digits are cut off",
    "broken": "broken",
    "untestable": "cannot be tested",
}

Row = Mapping[str, Any]


def explanation(output: Path, finding_id: str) -> RenderableType | None:
    """The derivation of a finding, as the datasets tell it; None if there is no such finding."""
    told = _told_of(output, finding_id)
    return Group(*_parts(*told)) if told else None


def explanation_as_rows(output: Path, finding_id: str) -> dict[str, Any] | None:
    """The finding, its document's name, and the checks that it rests on, as the datasets tell them; None if there is none."""
    told = _told_of(output, finding_id)
    if told is None:
        return None
    finding, name, concerned, _ = told
    return {"document": name, "finding": finding.model_dump(mode="json"), "checks": list(concerned)}


def _told_of(output: Path, finding_id: str) -> tuple[Finding, str, Sequence[Row], Sequence[Row]] | None:
    """A finding, its document's name, the checks that it rests on, and all of the document."""
    found = scan_dataset(output, "findings").filter(pl.col("finding_id").str.starts_with(finding_id)).collect()
    if not finding_id or found.height != 1:
        return None
    row = found.row(0, named=True)
    finding = Finding.model_validate(as_fields(Finding, row))
    frames = read_document(output, row["document_id"], ("documents", "checks"))
    name = next(iter(frames["documents"]["source_file"]), "?")
    checks = frames["checks"].to_dicts()
    return finding, name, [check for check in checks if check["check_id"] in finding.check_ids], checks


def _parts(finding: Finding, name: str, concerned: Sequence[Row], checks: Sequence[Row]) -> Iterator[RenderableType]:
    yield Text(f"{finding.severity}, {finding.verdict}", style=SEVERITY_STYLE[finding.severity])
    yield Text(place_of(name, finding), style="bold")
    yield Text(finding.message)
    for check in concerned:
        yield Text()
        yield _heading(check)
        yield Padding(_terms(check), (0, 0, 0, 2))
    suspects = _suspects(finding)
    if suspects:
        yield Text("\nWho may be wrong, the likeliest first", style="bold")
        yield Padding(_candidates(finding, suspects, concerned, checks), (0, 0, 0, 2))


def _heading(check: Row) -> Text:
    style = "red" if check["result"] == "broken" else "green"
    text = Text(f"{check['rule']}, {check['origin']}: {check['claim']} ")
    return text.append(STATUS[check["result"]], style=style)


def _terms(check: Row) -> RenderableType:
    """The printed figures of a claim, the sum, the interval that would do, and what is left over."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for operand in check["operands"]:
        where = f"page {operand['page']}"
        if operand["row_index"] is not None and operand["column_index"] is not None:
            where += f", table {operand['table_id']}, row {operand['row_index'] + 1}, column {operand['column_index'] + 1}"
        in_table = operand["row_index"] is not None
        figure = operand["text"] if in_table else italian_like(operand["value"], operand["text"])
        grid.add_row(Text(operand["name"]), Text(figure), where)
    made = Text(check["reckoning"])
    if check["computed"] is None:
        return Group(grid, made)
    low, high = check["computed"] - check["tolerance"], check["computed"] + check["tolerance"]
    printed = check["operands"][0]["text"]
    interval = f", so {italian_like(low, printed)} to {italian_like(high, printed)} would do" if check["tolerance"] else ""
    residual = f"{italian_like(check['stated'], printed)} is printed: {_signed(check['difference'], printed)}"
    return Group(grid, made.append(interval), Text(residual))


def _suspects(finding: Finding) -> list[Candidate]:
    if finding.suggested_value is not None and finding.row is not None and finding.printed_text is not None:
        return [
            Candidate(
                row=finding.row, column=finding.column, printed_text=finding.printed_text,
                suggested_value=finding.suggested_value, cost=0.0,
            )
        ]  # fmt: skip
    return list(finding.candidates)


def _candidates(
    finding: Finding, suspects: Sequence[Candidate], concerned: Sequence[Row], checks: Sequence[Row]
) -> RenderableType:
    """Each suspect with what it should have been, the slip, and the claims that hold then."""
    grid = Grid.grid(padding=(0, 2))
    for _ in range(4):
        grid.add_column(overflow="fold")
    for suspect in suspects:
        operand = next((o for check in concerned for o in check["operands"] if _is(suspect, o)), None)
        named = operand["name"] if operand else "figure"
        printed = operand["value"] if operand else None
        slip = slip_between(printed.normalize(), suspect.suggested_value.normalize()) if printed is not None else None
        detail = f" ({slip.detail})" if slip and slip.detail else ""
        closes = sum(any(_is(suspect, o) for o in check["operands"]) for check in concerned)
        table = operand["table_id"] if operand else finding.table_id
        others = sum(
            check["result"] not in ("broken", "untestable")
            and any(_is(suspect, o) and o["table_id"] == table for o in check["operands"])
            for check in checks
        )
        what = f"{suspect.printed_text} for {italian_like(suspect.suggested_value, suspect.printed_text)}{detail}"
        grid.add_row(Text(named), Text(what), f"closes {closes} of {len(concerned)}", f"keeps {others} that hold")
    return grid


def _is(suspect: Candidate, operand: Row) -> bool:
    return bool(
        operand["row_index"] == suspect.row
        and operand["column_index"] == suspect.column
        and operand["text"] == suspect.printed_text
    )


def _signed(value: Decimal, printed: str) -> str:
    if not value:
        return "nothing is left over"
    return f"{italian_like(abs(value), printed)} {'more' if value > 0 else 'less'} than that"
