"""Every single slip of every amount in the tables of some PDFs: how many are found, pinned to their cell, and put right.

    python -m benchmarks.mutations [PDF-OR-FOLDER…]

Without arguments it takes `raw_pdfs/`. The result is printed, and written to `mutations.md` beside this file. A slip is made
in the cell's text, and the table is read and judged anew, with those that claim something of one another, but without the text
and without tables that repeat it. In a cell that no identity vouches for it counts as not found. Slips: each digit turned into
each other digit, two neighbours swapped, a digit dropped or doubled, the sign, the amount times or by 10, 100 and 1000.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path

from pipeline.findings.wording_en import italian
from pipeline.report import Report, judged, read_report
from schemas.finding import Finding
from schemas.table import Cell, Table

HERE = Path(__file__).parent

Place = tuple[str, int, int]
"""Table, row and column."""

PRINTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
"""An amount as most reports print it; others are left out."""

LEAST = 1000
"""A number without cents is taken for an amount from here on."""

COLUMNS = ("table", "kind", "amounts", "vouched for", "slips", "found", "located", "put right", "ms a slip")
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def main(arguments: Sequence[str]) -> None:
    paths = [Path(argument) for argument in arguments] or [HERE.parent / "raw_pdfs"]
    files = [file for path in paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    lines, total = [], Counter[str]()
    with ProcessPoolExecutor() as pool:
        for file in files:
            report = read_report(file)
            lines += ["", f"## {file.name}", "", HEAD]
            jobs = [(report, table.table_id) for table in report.tables if any(map(_is_amount, table.cells))]
            for (_, table_id), counts in zip(jobs, pool.map(_mutate, jobs), strict=True):
                if counts["slips"]:
                    lines.append(_line(table_id, report.kinds[table_id], counts))
                    total += counts
    text = "\n".join(["# Slips found, located and put right", "", HEAD, _line("all", "", total), *lines, ""])
    (HERE / "mutations.md").write_text(text, encoding="utf-8")
    print(text)


def _line(name: str, kind: str, n: Counter[str]) -> str:
    shares = " | ".join(f"{n[what]} ({100 * n[what] / max(1, n['slips']):.1f} %)" for what in ("found", "located", "right"))
    each = n["us"] / 1000 / max(1, n["judged"])
    return f"| {name} | {kind} | {n['amounts']} | {n['vouched']} | {n['slips']} | {shares} | {each:.1f} |"


def _mutate(job: tuple[Report, str]) -> Counter[str]:
    """The counts of one table."""
    report, table_id = job
    together = {table_id} | {
        operand.table_id
        for check in report.checks
        if not check.rule.startswith("REP") and any(operand.table_id == table_id for operand in check.operands)
        for operand in check.operands
    }
    kin = [t.model_copy(update={"section_id": None}) for t in report.tables if t.table_id in together]
    before = {finding.finding_id for finding in _findings(report, kin, {})}
    counts: Counter[str] = Counter()
    table = next(t for t in kin if t.table_id == table_id)
    for cell in filter(_is_amount, table.cells):
        counts["amounts"] += 1
        counts["vouched"] += (table_id, cell.row, cell.column) in report.confirmations
        if not report.confirmations.get((table_id, cell.row, cell.column)):
            counts["slips"] += sum(1 for _ in _slips(cell))  # no identity that holds: nothing would be found
            continue
        for text in _slips(cell):
            start = time.perf_counter_ns()
            found = _findings(report, kin, {(table_id, cell.row, cell.column): text})
            counts["us"] += (time.perf_counter_ns() - start) // 1000
            counts.update(slips=1, judged=1)
            _count(counts, cell, table_id, [f for f in found if f.finding_id not in before])
    return counts


def _with_texts(table: Table, texts: dict[Place, str]) -> Table:
    """The table with other texts in some cells."""
    cells = (
        cell if (text := texts.get((table.table_id, cell.row, cell.column))) is None else cell._replace(text=text)
        for cell in table.cells
    )
    return table.model_copy(update={"cells": tuple(cells)})


def _findings(report: Report, tables: Sequence[Table], texts: dict[Place, str]) -> Sequence[Finding]:
    findings = judged(report.document_id, [_with_texts(table, texts) for table in tables], ()).judgement.findings
    return [finding for finding in findings if finding.severity != "info"]


def _count(counts: Counter[str], cell: Cell, table_id: str, found: Sequence[Finding]) -> None:
    here = (cell.row, cell.column)
    named = [
        f for f in found
        if f.table_id == table_id and ((f.row, f.column) == here or any((c.row, c.column) == here for c in f.candidates))
    ]  # fmt: skip
    located = [f for f in named if f.verdict == "located" and (f.row, f.column) == here]
    counts["found"] += bool(found)
    counts["located"] += bool(located)
    counts["right"] += any(f.suggested_value == cell.value for f in located)


def _is_amount(cell: Cell) -> bool:
    if cell.value is None or cell.unit in ("%", "days") or not cell.value:
        return False
    cents, whole = -int(cell.value.as_tuple().exponent) == 2, cell.value == int(cell.value)
    return PRINTED.search(cell.text) is not None and (cents or (whole and abs(cell.value) >= LEAST))


def _slips(cell: Cell) -> Iterator[str]:
    """The cell's text with every single slip, none twice, none that leaves the value as it is."""
    assert cell.value is not None
    match = PRINTED.search(cell.text)
    assert match is not None
    decimals = max(0, -int(cell.value.as_tuple().exponent))
    digits = str(int(abs(cell.value).scaleb(decimals))).rjust(decimals + 1, "0")
    numbers: dict[Decimal, None] = {}
    for text in _digit_slips(digits):
        numbers.setdefault(Decimal(int(text or "0")).scaleb(-decimals))
    for power in (1, 2, 3):
        numbers.setdefault(abs(cell.value) * 10**power)
        numbers.setdefault(round(abs(cell.value) / 10**power, decimals))
    for number in numbers:
        if number != abs(cell.value):
            printed = italian(number.quantize(Decimal(1).scaleb(-decimals)))
            yield cell.text[: match.start()] + printed + cell.text[match.end() :]
    unsigned = re.sub(r"[-−–+(]\s*|\)", "", cell.text)
    yield unsigned if unsigned != cell.text else f"-{cell.text}"


def _digit_slips(digits: str) -> Iterator[str]:
    for i, digit in enumerate(digits):
        yield from (digits[:i] + other + digits[i + 1 :] for other in "0123456789" if other != digit)
        yield digits[:i] + digits[i + 1 :]
        yield digits[: i + 1] + digits[i:]
        if i + 1 < len(digits):
            yield digits[:i] + digits[i + 1] + digit + digits[i + 2 :]


if __name__ == "__main__":
    main(sys.argv[1:])
