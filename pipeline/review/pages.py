"""Findings as pages to look at: from disk, without a network, one for each document and one for the run."""

from __future__ import annotations

import functools
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import polars as pl
from markupsafe import Markup

from pipeline.datasets import RECORDS, read_dataset
from pipeline.files import write_file
from pipeline.findings.rules import rule_of
from pipeline.findings.wording_en import italian
from pipeline.findings.wording_it import UNREAD
from pipeline.review.cards import Card, Row, cards_of, in_order
from pipeline.review.pictures import MOST_BYTES, NoPicture, Pictures, data_uri, pictures_of
from pipeline.review.standing import Decisions, standing
from pipeline.source import open_source

FOLDER = "review"
"""The folder in the output that holds the pages."""

A_SHEET = 20
"""Findings on one page of a document: with their pictures they stay well under 2 MB."""

SHORT = 16
"""Digits of a document's id that name its pages."""

A4 = (595.0, 842.0)
"""The size of a page that cannot be asked, in points."""

MOST_LISTED = 1_500
"""Findings, and documents, that the first page lists."""

LONGEST = 700
"""Characters of a sum written out."""

CLIPPED = 180
"""Characters of a text that is quoted, and of a sentence on the first page."""

SOUND = ("holds", "within_rounding", "truncated")


@functools.cache
def environment() -> jinja2.Environment:
    """The templates. Whatever comes from a document is escaped."""
    folder = resources.files("pipeline.review") / "templates"
    env = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
    )
    env.filters |= {
        "number": number,
        "count": count,
        "percent": percent,
        "clip": clip,
        "provenance": provenance,
        "shortened": shortened,
        "standing": standing,
    }
    env.globals |= {
        "css": Markup((folder / "review.css").read_text("utf-8")),
        "js": Markup((folder / "review.js").read_text("utf-8")),
        "page_js": Markup((folder / "page.js").read_text("utf-8")),
        "sheet_name": sheet_name,
    }
    return env


def number(value: Decimal) -> str:
    """A number as Italian reports print it, with two decimals unless it has more."""
    text = f"{value:f}"
    kept = text.rstrip("0") if "." in text else text
    decimals = len(kept.partition(".")[2])
    return italian(round(value, max(decimals, 2)))


def count(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def percent(share: Decimal) -> str:
    return f"{round(share * 100)} %"


def clip(text: str) -> str:
    return text if len(text) <= CLIPPED else f"{text[: CLIPPED - 1]}…"


def shortened(reckoning: str) -> str:
    """A sum written out, without its middle where it is long: the result stands at its end."""
    return reckoning if len(reckoning) <= LONGEST else f"{reckoning[: LONGEST - 60]} … {reckoning[-60:].partition(' ')[2]}"


WHERE = {
    "en": ("table", "row", "column", "page", "points", "read", "value", "confirmed by", "identities", "misread as"),
    "it": ("tabella", "riga", "colonna", "pagina", "punti", "letto", "valore", "confermato da", "verifiche", "letto male come"),
}


def provenance(cell: Row, language: str) -> str:
    """Where a cell was read and what came of it."""
    table, row, column, page, points, read, value, confirmed, identities, misread = WHERE[language]
    box = f"({cell['x0']:.1f}, {cell['top']:.1f}) – ({cell['x1']:.1f}, {cell['bottom']:.1f})"
    parts = [
        f"{page} {cell['page']}, {table} {cell['table_id']}, {row} {cell['row_index'] + 1}, {column} {cell['column_index'] + 1}",
        f"{points} {box}",
        f"{read} «{cell['text']}»",
    ]
    if cell["value"] is not None:
        parts.append(f"{value} {number(cell['value'])} {cell['unit'] or ''}".strip())
        parts.append(f"{confirmed} {cell['confirmations']} {identities}")
    if cell["misread"]:
        parts.append(f"{misread} «{cell['misread']}»")
    return " · ".join(parts)


def sheet_name(document_id: str, sheet: int) -> str:
    """The file of one page of a document's findings."""
    return f"{document_id[:SHORT]}{f'-{sheet}' if sheet > 1 else ''}.html"


def write_document_pages(
    frames: Mapping[str, pl.DataFrame], path: Path, passwords: Sequence[str], output: Path, link: str | None = None
) -> None:
    """Write the pages of one document from its datasets, with pictures from its PDF. Raises `Unwritable`.

    `link` leads to the PDF for whoever opens the pages; without it they lead to `path`, from where they are.
    """
    document = frames["documents"].row(0, named=True)
    folder = output / FOLDER / "documents"
    with pictures_of(open_source(path, passwords)) as pictures:
        cards = cards_of(frames, page_sizes(pictures, document["page_count"]))
        sheets = [cards[i : i + A_SHEET] for i in range(0, len(cards), A_SHEET)] or [[]]
        for sheet, some in enumerate(sheets, 1):
            page = environment().get_template("document.html").render(
                document=document,
                ledger=frames["pages"].sort("page").to_dicts(),
                cards=[with_pictures(card, pictures) for card in some],
                rules=sorted({card.finding["rule"] for card in some}),
                sheet=sheet,
                sheets=len(sheets),
                pdf=_link(path, folder) if link is None else link,
                decisions=None,
                home="../index.html",
                app=None,
            )  # fmt: skip
            write_file(folder / sheet_name(document["document_id"], sheet), page.encode())
    for old in range(len(sheets) + 1, len(sheets) + 1000):
        leftover = folder / sheet_name(document["document_id"], old)
        if not leftover.exists():
            break
        leftover.unlink()


def has_pages(output: Path, document_id: str) -> bool:
    """Whether a document's pages were written."""
    return (output / FOLDER / "documents" / sheet_name(document_id, 1)).exists()


def page_sizes(pictures: Pictures | None, pages: int) -> dict[int, tuple[float, float]]:
    """Width and height, in points, of the pages that can be drawn."""
    sizes: dict[int, tuple[float, float]] = {}
    for page in range(1, pages + 1):
        try:
            sizes[page] = pictures.size(page) if pictures else A4
        except NoPicture:
            continue
    return sizes


def with_pictures(card: Card, pictures: Pictures | None) -> Card:
    """The card with the pictures of its parts in it, as far as they can be made."""
    parts = []
    for part in card.parts:
        try:
            picture = data_uri(pictures.webp(part.page, part.box, MOST_BYTES // len(card.parts))) if pictures else ""
        except NoPicture:
            picture = ""
        parts.append(replace(part, picture=picture))
    return replace(card, parts=tuple(parts))


def _link(path: Path, folder: Path) -> str:
    """From a page to the PDF; "" if they are on drives between which there is no way."""
    try:
        relative = Path(os.path.relpath(path.resolve(), folder.resolve()))
    except ValueError:
        return ""
    return "/".join(part if part == ".." else quote(os.fsencode(part)) for part in relative.parts)


def write_index(output: Path, now: Collection[str]) -> Path:
    """Write the first page from the datasets in the output; `now` are the documents of this run. Raises `Unwritable`."""
    target = output / FOLDER / "index.html"
    page = environment().get_template("index.html").render(**index_of(output, now), home="index.html", app=None)
    write_file(target, page.encode())
    return target


def index_of(output: Path, now: Collection[str], decisions: Decisions | None = None) -> dict[str, Any]:
    """What the first page shows; `decisions` are those of `standing`."""
    documents = read_dataset(output, "documents").sort("source_file", "document_id")
    statuses = read_dataset(output, "checks").get_column("status").value_counts()
    held: dict[str, int] = dict(statuses.iter_rows())
    records = _records_by_document(output)
    listed = [{**f, "standing": standing(f, decisions)} for f in listed_findings(output)]
    coverage = documents.get_column("coverage").drop_nulls()
    quarantine = [
        row | {"reason_it": UNREAD.get(row["error"], row["reason"])}
        for row in read_dataset(output, "quarantine").sort("source_file", "page").iter_rows(named=True)
    ]
    return {
        "glance": {
            "documents": documents.height,
            "pages": documents.get_column("page_count").sum(),
            "records": sum(records.values()),
            "coverage": sum(coverage, Decimal(0)) / max(1, len(coverage)),
            "hold": sum(n for status, n in held.items() if status in SOUND),
            "broken": held.get("broken", 0),
            "errors": sum(f["severity"] == "error" and f["standing"] == "open" for f in listed),
            "decided": sum(f["standing"] != "open" for f in listed),
            "waiting": sum(f["standing"] == "waiting" for f in listed),
        },
        "findings": listed[:MOST_LISTED],
        "left_out": max(0, len(listed) - MOST_LISTED),
        "rules": sorted({f["rule"] for f in listed}),
        "names": sorted({(f["short"], f["name"]) for f in listed[:MOST_LISTED]}, key=lambda item: item[1]),
        "by_rule": _by_rule(listed),
        "documents": [
            _document(d, listed, records, now) | {"waits": decisions is not None and d["document_id"] not in decisions.read_with}
            for d in documents.head(MOST_LISTED).iter_rows(named=True)
        ],
        "quarantine": quarantine,
    }


def listed_findings(output: Path) -> list[Row]:
    """All findings, errors first, each with its document's name and the address of its card."""
    names = dict(read_dataset(output, "documents").select("document_id", "source_file").iter_rows())
    findings = read_dataset(output, "findings")
    rows: list[Row] = []
    of_document: dict[str, list[Row]] = {}
    for row in findings.iter_rows(named=True):
        of_document.setdefault(row["document_id"], []).append(row)
    for document_id, some in of_document.items():
        for i, row in enumerate(in_order(some)):
            href = f"documents/{sheet_name(document_id, i // A_SHEET + 1)}#{row['finding_id']}"
            rows.append({**row, "name": names.get(document_id, "?"), "short": document_id[:8], "href": href})
    return sorted(rows, key=lambda f: (("error", "warning", "info").index(f["severity"]), f["status"] != "open", f["name"]))


def _by_rule(findings: Sequence[Row]) -> list[Row]:
    rules: dict[str, Row] = {}
    for f in findings:
        rule = rule_of(f["rule"])
        row = rules.setdefault(
            rule.code,
            {"rule": rule.code, "claim": rule.claim, "claim_it": rule.claim_it}
            | dict.fromkeys(("error", "warning", "info", "decided"), 0),
        )
        row[f["severity"] if f["standing"] == "open" else "decided"] += 1
    return sorted(rules.values(), key=lambda r: (-r["error"], -r["warning"], r["rule"]))


def _document(document: Row, findings: Sequence[Row], records: Mapping[str, int], now: Collection[str]) -> Row:
    document_id = document["document_id"]
    own = [f for f in findings if f["document_id"] == document_id]
    return {
        "href": f"documents/{sheet_name(document_id, 1)}",
        "name": document["source_file"],
        "entity": document["entity"],
        "year": document["fiscal_year"],
        "pages": document["page_count"],
        "records": records.get(document_id, 0),
        "coverage": document["coverage"],
        "status": document["status"],
        "earlier": document_id not in now,
        "errors": sum(f["severity"] == "error" and f["standing"] == "open" for f in own),
        "findings": len(own),
    }


def _records_by_document(output: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind in RECORDS:
        for document_id, n in read_dataset(output, kind.dataset).group_by("document_id").len().iter_rows():
            counts[document_id] = counts.get(document_id, 0) + n
    return counts
