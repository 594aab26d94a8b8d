"""A letter to each body, in Italian: what does not add up in its own reports, as a reviewer decided it, with page and figures.

A letter has only what a person has decided, and says of it only what was decided: a value where one was decided, nothing of the
kind where the figure was kept as printed. What nobody has decided is in none, nor what may be a mistake of the reading: a figure
whose picture does not bear out how it was read, if nobody kept it as printed or gave a reason.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.datasets import read_dataset, read_document
from pipeline.decisions import CONTRADICTED
from pipeline.files import write_file
from pipeline.findings.rules import rule_of
from pipeline.findings.wording_en import italian_like
from pipeline.findings.wording_it import SLIPS
from pipeline.inert import plain_letters, printable, slug
from pipeline.review.cards import Row, Tables, in_order

READ = ("documents", "checks", "tables", "cells")
"""What is read of a document of which something was decided."""

WIDTH = 88
"""Characters of a line."""

SENDER, PLACE, SIGNATURE = "[Mittente e recapiti]", "[Luogo], [data]", "[Firma]"
UNNAMED = "[Ente: il documento non lo indica]"
"""Places for what only the sender knows."""


@dataclass(frozen=True)
class Written:
    """The letters of an output."""

    files: tuple[Path, ...]
    left_out: int
    """Findings decided upon that are in no letter: other figures contradict the decided value, the text was recognised in images
    and not printed, or the figure's picture does not bear it out."""
    undecided: int
    """Errors that nobody has decided upon, and that are in no letter."""


def write_notes(output: Path, folder: Path) -> Written:
    """Write one letter for each body in whose reports a reviewer found figures to be wrong. Raises `Unwritable`."""
    findings = read_dataset(output, "findings")
    decided = findings.filter(pl.col("status").is_in(["corrected", "accepted"]))
    doubtful = {_figure(row) for row in findings.filter(pl.col("rule") == CONTRADICTED).iter_rows(named=True)}
    bodies: dict[str, list[tuple[Row, list[str]]]] = {}
    left_out = 0
    read = [read_document(output, document_id, READ) for document_id in decided["document_id"].unique()]
    for frames in sorted((frames for frames in read if frames["documents"].height), key=_by_year):
        document = frames["documents"].row(0, named=True)
        checks = {row["check_id"]: row for row in frames["checks"].iter_rows(named=True)}
        own = Tables(frames["tables"], frames["cells"])
        found = decided.filter(pl.col("document_id") == document["document_id"]).iter_rows(named=True)
        shown = [(finding, broken) for finding in in_order(found) if (broken := _broken(finding, checks))]
        fit = [
            (finding, broken)
            for finding, broken in shown
            if document["text_source"] == "text" and _decided_figure(finding) not in doubtful and _is_vouched_for(finding)
        ]
        left_out += len(shown) - len(fit)
        items = [_item(finding, broken, own) for finding, broken in fit]
        if items:
            body = plain_letters(document["entity"]) if document["entity"] else document["document_id"]
            bodies.setdefault(body, []).append((document, items))
    files = []
    for body, reports in sorted(bodies.items()):
        target = folder / f"{slug(reports[0][0]['entity'] or 'ente')}-{hashlib.sha256(body.encode()).hexdigest()[:8]}.txt"
        write_file(target, _letter(reports).encode())
        files.append(target)
    undecided = findings.filter((pl.col("severity") == "error") & (pl.col("status") == "open")).height
    return Written(tuple(files), left_out, undecided)


def _by_year(frames: Mapping[str, pl.DataFrame]) -> tuple[object, ...]:
    """The order of reports in a letter: by year, those without one first, and name."""
    document = frames["documents"].row(0, named=True)
    return document["fiscal_year"] or 0, document["source_file"], document["document_id"]


def _figure(finding: Row) -> tuple[object, ...]:
    return finding["document_id"], finding["page"], finding["printed_text"]


def _decided_figure(finding: Row) -> tuple[object, ...]:
    """The figure that was decided upon: of a finding with several, it may be another than the one it is about."""
    return finding["document_id"], finding["decided_page"], finding["decided_text"]


def _is_vouched_for(finding: Row) -> bool:
    """Whether the picture of a figure was not against how it was read, or a person kept it as printed or said why it is wrong."""
    return finding["pictured"] is not False or finding["status"] == "accepted" or bool(finding["decision_reason"])


def _broken(finding: Row, checks: Mapping[str, Row]) -> list[Row]:
    """The sums that do not come out, without which a letter has nothing to show."""
    found = (checks[check_id] for check_id in finding["check_ids"] if check_id in checks)
    return [check for check in found if check["result"] == "broken" and check["difference"]]


def _letter(reports: Sequence[tuple[Row, list[str]]]) -> str:
    one_report, one_item = len(reports) == 1, sum(len(items) for _, items in reports) == 1
    where = "nel documento sotto indicato" if one_report else "nei documenti sotto indicati"
    what = "una cifra non concorda" if one_item else "alcune cifre non concordano"
    of_which = "Ne" if one_item else "Per ciascuna"
    opening = (
        f"{where} {what} con altre dello stesso documento. {of_which} riportiamo la pagina, ciò che è stampato e il conto che "
        "non torna."
    )
    closing = (
        f"Vi preghiamo di verificare quanto segnalato e, se del caso, di correggere e ripubblicare "
        f"{'il documento' if one_report else 'i documenti'}. Le pagine sono contate dall'inizio del file."
    )
    subject = f"{'cifra che non concorda' if one_item else 'cifre che non concordano'} {where}"
    entity = reports[0][0]["entity"]
    parts = [SENDER, PLACE, f"Spett.le\n{_line(entity) if entity else UNNAMED}", f"Oggetto: {subject}"]
    parts += _wrapped(f"{opening[:1].upper()}{opening[1:]}")
    for document, items in reports:
        title = f"«{_line(document['title'])}», " if document["title"] else ""
        year = f", esercizio {document['fiscal_year']}" if document["fiscal_year"] else ""
        head = f"Documento: {title}file {_line(document['source_file'])}{year}"
        parts += ["\n".join([*_lines(head, ""), "-" * WIDTH]), *(f"{n}. {item.lstrip()}" for n, item in enumerate(items, 1))]
    return "\n\n".join([*parts, *_wrapped(closing), "Distinti saluti", SIGNATURE]) + "\n"


def _item(finding: Row, broken: Sequence[Row], tables: Tables) -> str:
    name = _name_of_decided(finding, broken, tables)
    lines = _lines(f"Pagina {finding['decided_page']}{f', {_line(name)}' if name else ''}", "   ")
    lines += _lines(f"È stampato: «{_line(finding['decided_text'])}»", "   ")
    if finding["status"] == "corrected":
        as_suggested = _figure(finding) == _decided_figure(finding) and finding["decided_value"] == finding["suggested_value"]
        slip = SLIPS.get(finding["slip"] or "", "") if as_suggested else ""
        value = italian_like(finding["decided_value"], finding["decided_text"])
        lines += _lines(f"Secondo la nostra verifica il valore corretto è {value}{f' ({slip})' if slip else ''}.", "   ")
    else:
        lines += _lines("Abbiamo verificato che il documento riporta la cifra così.", "   ")
    for check in broken:
        claim = rule_of(check["rule"]).claim_it.removesuffix(".")
        printed = check["operands"][0]["text"]
        stated, difference = (italian_like(value, printed) for value in (check["stated"], abs(check["difference"])))
        more = "in più" if check["difference"] > 0 else "in meno"
        made, _, result = check["reckoning"].partition(" = ")
        reckoning = (
            f"{claim}: {made if made == result else check['reckoning']}; il documento riporta {stated}, {difference} {more}."
        )
        lines += _lines(reckoning, "   ")
    if finding["decision_reason"]:
        lines += _lines(f"Nota: {_line(finding['decision_reason'])}", "   ")
    return "\n".join(lines)


def _name_of_decided(finding: Row, broken: Sequence[Row], tables: Tables) -> str:
    """What a reader calls the figure decided upon; "" if several figures are printed alike."""
    if _figure(finding) == _decided_figure(finding):
        return tables.name(finding["table_id"], finding["row_index"], finding["column_index"])
    alike = {
        (o["table_id"], o["row_index"], o["column_index"])
        for check in broken
        for o in check["operands"]
        if (o["page"], o["text"]) == (finding["decided_page"], finding["decided_text"])
    }
    return tables.name(*alike.pop()) if len(alike) == 1 else ""


def _line(text: str) -> str:
    """Text of a document on one line, with nothing in it that is not printed."""
    return printable(" ".join(text.split()))


def _lines(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False) or [indent]


def _wrapped(*paragraphs: str) -> Iterable[str]:
    return ["\n".join(_lines(paragraph, "")).replace("\n  ", "\n") for paragraph in paragraphs]
