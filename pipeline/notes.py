"""A note for each body, in Italian: the errors of its own reports, with page and figures, ready to send."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import polars as pl

from pipeline.datasets import read_dataset
from pipeline.files import write_file
from pipeline.findings.wording_en import italian
from pipeline.findings.wording_it import SLIPS
from pipeline.inert import printable, slug
from pipeline.review.cards import Row, Tables, in_order

WIDTH = 88
"""Characters of a line."""

OPENING = (
    "Spettabile ente, nei documenti sotto indicati alcune cifre non concordano con altre cifre degli stessi documenti. Per "
    "ciascuna riportiamo la pagina, ciò che è stampato e il conto che non torna."
)

CLOSING = (
    "Vi preghiamo di verificare quanto segnalato e, se del caso, di correggere e ripubblicare i documenti. "
    "Le cifre sono riportate come stampate; le pagine sono contate dall'inizio del file."
)


def write_notes(output: Path, folder: Path) -> list[Path]:
    """Write one text for each body whose reports have errors of their own. Returns the files. Raises `Unwritable`.

    Errors that a reviewer dismissed are left out; those that nobody has decided upon are told as such.
    """
    errors = read_dataset(output, "findings").filter((pl.col("severity") == "error") & (pl.col("status") != "dismissed"))
    documents = read_dataset(output, "documents").filter(pl.col("document_id").is_in(errors["document_id"].to_list()))
    checks = {row["check_id"]: row for row in read_dataset(output, "checks").iter_rows(named=True)}
    tables, cells = read_dataset(output, "tables"), read_dataset(output, "cells")
    bodies: dict[str, list[Row]] = {}
    for document in documents.sort("fiscal_year", "source_file").iter_rows(named=True):
        bodies.setdefault(document["entity"] or Path(document["source_file"]).stem, []).append(document)
    files = []
    for body, own in sorted(bodies.items()):
        parts = [f"Oggetto: cifre che non concordano nei documenti di {_line(body)}", *_wrapped(OPENING)]
        for document in own:
            of_document = pl.col("document_id") == document["document_id"]
            found = in_order(errors.filter(of_document).iter_rows(named=True))
            parts += _document(document, found, checks, Tables(tables.filter(of_document), cells.filter(of_document)))
        parts += [*_wrapped(CLOSING), "Distinti saluti"]
        target = folder / f"{slug(body) or 'ente'}.txt"
        write_file(target, ("\n\n".join(parts) + "\n").encode())
        files.append(target)
    return files


def _document(document: Row, findings: Sequence[Row], checks: Mapping[str, Row], tables: Tables) -> list[str]:
    title = f"«{_line(document['title'])}», " if document["title"] else ""
    year = f", esercizio {document['fiscal_year']}" if document["fiscal_year"] else ""
    head = f"Documento: {title}file {_line(document['source_file'])}{year}"
    items = [_item(number, finding, checks, tables) for number, finding in enumerate(findings, 1)]
    return ["\n".join([*_lines(head, ""), "-" * WIDTH]), *items]


def _item(number: int, finding: Row, checks: Mapping[str, Row], tables: Tables) -> str:
    name = tables.name(finding["table_id"], finding["row_index"], finding["column_index"])
    lines = [f"{number}. Pagina {finding['page']}{f', {_line(name)}' if name else ''}"]
    lines += _lines(f"È stampato: {_line(finding['printed_text'] or '')}", "   ")
    value: Decimal | None = finding["decided_value"] if finding["status"] == "corrected" else finding["suggested_value"]
    if value is not None:
        slip = SLIPS.get(finding["slip"] or "", "")
        lines += _lines(f"Dovrebbe essere: {italian(_short(value))}{f' ({slip})' if slip else ''}", "   ")
    elif finding["candidates"]:
        figures = "; ".join(_line(candidate["printed_text"]) for candidate in finding["candidates"])
        lines += _lines(f"La cifra errata può essere una di queste: {figures}", "   ")
    for check in (checks[check_id] for check_id in finding["check_ids"] if check_id in checks):
        if check["stated"] is not None and check["difference"]:
            stated, difference = italian(_short(check["stated"])), italian(_short(check["difference"]))
            lines += _lines(f"Il conto: {check['reckoning']}; è stampato {stated}, la differenza è {difference}.", "   ")
    if finding["status"] == "open":
        lines.append("   (Rilevato dal controllo automatico; non ancora confermato da un revisore.)")
    elif finding["decision_reason"]:
        lines += _lines(f"Nota: {_line(finding['decision_reason'])}", "   ")
    return "\n".join(lines)


def _short(value: Decimal) -> Decimal:
    """With two decimals, unless it has more."""
    return value.quantize(Decimal("0.01")) if value == round(value, 2) else value.normalize()


def _line(text: str) -> str:
    """Text of a document on one line, with nothing in it that is not printed."""
    return printable(" ".join(text.split()))


def _lines(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False) or [indent]


def _wrapped(*paragraphs: str) -> Iterable[str]:
    return ["\n".join(_lines(paragraph, "")).replace("\n  ", "\n") for paragraph in paragraphs]
