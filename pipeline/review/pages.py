"""Findings as pages to look at: from disk, without a network, one for each document and one for the run."""

from __future__ import annotations

import functools
import itertools
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import polars as pl
from markupsafe import Markup

from pipeline.envelope import enclosed
from pipeline.files import write_file
from pipeline.findings.rules import rule_of
from pipeline.findings.wording_en import italian_like
from pipeline.findings.wording_it import UNREAD
from pipeline.headings_it import SHEETS
from pipeline.review import FOLDER
from pipeline.review.cards import Card, Part, Row, cards_of, in_order
from pipeline.review.pictures import MOST_BYTES, NoPicture, Pictures, data_uri, pictures_of
from pipeline.review.standing import Decisions, standing
from pipeline.review.unread import pictured, unread_of
from pipeline.source import open_source, read_bytes
from pipeline.summary import Summary
from pipeline.years.follow import of_each, reports_of
from schemas.document import Document, Quarantined
from schemas.finding import Finding
from schemas.series import body_key

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

SHOWN_OF_FINDING = (
    "finding_id", "severity", "rule", "status", "page", "message", "message_it", "printed_text", "decided_value",
)  # fmt: skip
"""The fields of a finding that a list shows."""

OVER_YEARS = ("YEAR-1", "YEAR-2")
"""The rules of what documents say against one another: on disk, the pages of each are made of it alone, so that these findings
stand on the page of their body."""

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
        "number": italian_like,
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
        "body_page": lambda entity: body_page(body_key(entity)),
        "kinds_it": SHEETS | {"other": "Altra tabella"},
    }
    return env


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
        parts.append(f"{value} {italian_like(cell['value'], cell['text'])} {cell['unit'] or ''}".strip())
        parts.append(f"{confirmed} {cell['confirmations']} {identities}")
    if cell["misread"] not in (None, cell["text"]):
        parts.append(f"{misread} «{cell['misread']}»")
    return " · ".join(parts)


def sheet_name(document_id: str, sheet: int) -> str:
    """The file of one page of a document's findings."""
    return f"{document_id[:SHORT]}{f'-{sheet}' if sheet > 1 else ''}.html"


def _sheets_of(output: Path, document_id: str) -> list[Path]:
    """The files of the pages of a document's findings, in order."""
    files = (output / FOLDER / "documents" / sheet_name(document_id, sheet) for sheet in itertools.count(1))
    return list(itertools.takewhile(Path.exists, files))


def body_page(key: str) -> str:
    """The page of a body over the years, from the folder of the review; `key` names the body's files."""
    return f"bodies/{key}.html"


def write_document_pages(
    frames: Mapping[str, pl.DataFrame], path: Path, passwords: Sequence[str], output: Path, link: str | None = None
) -> list[Path]:
    """Write the pages of one document from its datasets, its findings with pictures from its PDF. Returns them.

    Raises `Unwritable`.
    `link` leads to the PDF for whoever opens the pages; without it they lead to `path`, from where they are. No browser opens the
    envelope of a signature: beside the pages stands what is in one.
    """
    document = frames["documents"].row(0, named=True)
    folder = output / FOLDER / "documents"
    written = _taken_out(path, folder / f"{document['document_id'][:SHORT]}.pdf")
    pdf = written[0].name if written else _link(path, folder) if link is None else link
    unread = unread_of(frames)
    drawn = pictures_of(open_source(path, passwords)) if len(frames["findings"]) or unread.pictures else nullcontext()
    with drawn as pictures:
        sizes = page_sizes(pictures, document["page_count"])
        cards = cards_of(frames, sizes)
        sheets = [cards[i : i + A_SHEET] for i in range(0, len(cards), A_SHEET)] or [[]]
        for sheet, some in enumerate(sheets, 1):
            page = environment().get_template("document.html").render(
                document=document,
                unread=unread,
                places=illustrated(pictured(frames, sizes), pictures) if sheet == 1 else (),
                cards=[with_pictures(card, pictures) for card in some],
                rules=sorted({card.finding["rule"] for card in some}),
                sheet=sheet,
                sheets=len(sheets),
                pdf=pdf,
                decisions=None,
                home="../index.html",
                app=None,
            )  # fmt: skip
            written.append(folder / sheet_name(document["document_id"], sheet))
            write_file(written[-1], page.encode())
    for leftover in _sheets_of(output, document["document_id"])[len(sheets) :]:
        leftover.unlink()
    return written


def _taken_out(path: Path, target: Path) -> list[Path]:
    """A copy of what is in an envelope; nothing where the file is none. Raises `Unreadable` and `Unwritable`."""
    data = read_bytes(path)
    content = enclosed(data)
    if content == data:
        target.unlink(missing_ok=True)
        return []
    write_file(target, content)
    return [target]


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
    return replace(card, parts=illustrated(card.parts, pictures, MOST_BYTES // max(1, len(card.parts))))


def illustrated(parts: Sequence[Part], pictures: Pictures | None, most_bytes: int = MOST_BYTES) -> tuple[Part, ...]:
    """Parts of pages with the pictures of them, as far as they can be made."""
    shown = []
    for part in parts:
        try:
            picture = data_uri(pictures.jpeg(part.page, part.box, most_bytes)) if pictures else ""
        except NoPicture:
            picture = ""
        shown.append(replace(part, picture=picture))
    return tuple(shown)


def _link(path: Path, folder: Path) -> str:
    """From a page to the PDF; "" if they are on drives between which there is no way."""
    try:
        relative = Path(os.path.relpath(path.resolve(), folder.resolve()))
    except ValueError:
        return ""
    return "/".join(part if part == ".." else quote(os.fsencode(part)) for part in relative.parts)


@dataclass(frozen=True)
class Overview:
    """What the first page is made of."""

    documents: Sequence[Summary]
    across: Sequence[tuple[str, Finding]] = ()
    """Findings that concern no one document, each with the id of that under which they are shown."""
    quarantine: Sequence[Quarantined] = ()
    """What could not be read, without the pages of documents."""


def write_index(output: Path, overview: Overview, now: Collection[str]) -> Path:
    """Write the first page; `now` are the documents of this run. Raises `Unwritable`."""
    target = output / FOLDER / "index.html"
    page = environment().get_template("index.html").render(**index_of(overview, now), home="index.html", app=None)
    write_file(target, page.encode())
    return target


def index_of(overview: Overview, now: Collection[str], decisions: Decisions | None = None) -> dict[str, Any]:
    """What the first page shows; `decisions` are those of `standing`, where it is served."""
    documents = sorted(overview.documents, key=lambda s: (s.document.source_file, s.document_id))
    held = Counter[str]()
    for s in documents:
        for status, count in s.checks.items():
            held[status] += count
    listed = [{**f, "standing": standing(f, decisions)} for f in listed_findings(overview, served=decisions is not None)]
    of_document: dict[str, list[Row]] = defaultdict(list)
    for f in listed:
        of_document[f["document_id"]].append(f)
    quarantine = [*overview.quarantine, *(page for s in documents for page in s.unread_pages)]
    return {
        "glance": {
            "documents": len(documents),
            "pages": sum(s.pages for s in documents),
            "records": sum(sum(s.records.values()) for s in documents),
            "coverage": sum((s.document.coverage for s in documents), Decimal(0)) / max(1, len(documents)),
            "hold": sum(n for status, n in held.items() if status in SOUND),
            "broken": held["broken"],
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
            _document(s, of_document[s.document_id], now)
            | {"waits": decisions is not None and s.document_id not in decisions.read_with}
            for s in documents[:MOST_LISTED]
        ],
        "quarantine": [
            q.model_dump() | {"reason_it": UNREAD.get(q.error, q.reason)}
            for q in sorted(quarantine, key=lambda q: (q.source_file, q.page or 0))
        ],
        "bodies": _bodies(documents),
    }


def _bodies(documents: Sequence[Summary]) -> list[Row]:
    """The bodies of several reports, with the years of these and the page of their lines."""
    bodies = of_each(reports_of(documents)).items()
    rows = ({"entity": of[0].entity, "years": [r.year for r in of], "href": body_page(key)} for key, of in bodies if len(of) > 1)
    return sorted(rows, key=lambda body: str(body["entity"]))


def listed_findings(overview: Overview, *, served: bool) -> list[Row]:
    """All findings, errors first, each with its document's name and the address of its card, where they are served or on disk."""
    documents = {s.document_id: s.document for s in overview.documents}
    of_document: dict[str, list[Row]] = {
        s.document_id: [_finding(s.document_id, f) for f in s.findings] for s in overview.documents
    }
    for document_id, finding in overview.across:
        of_document.setdefault(document_id, []).append(_finding(document_id, finding))
    rows = []
    for document_id, some in of_document.items():
        document = documents.get(document_id)
        about = {"name": document.source_file if document else "?", "short": document_id[:8]}
        body = document.entity if document and not served else None
        rows += [{**row, **about, "href": href} for row, href in _with_addresses(document_id, some, body)]
    return sorted(rows, key=lambda f: (("error", "warning", "info").index(f["severity"]), f["status"] != "open", f["name"]))


def addresses(document: Document, document_id: str, findings: Sequence[Finding]) -> dict[str, str]:
    """The address on disk of each finding of a document, from the folder of the review, by its id."""
    rows = [_finding(document_id, finding) for finding in findings]
    return {row["finding_id"]: href for row, href in _with_addresses(document_id, rows, document.entity)}


def _with_addresses(document_id: str, findings: Sequence[Row], body: str | None) -> Iterator[tuple[Row, str]]:
    """Findings, each with the address of its card; what stands on the page of a `body` with its place there."""
    on_cards: list[Row] = []
    for row in findings:
        if body and row["rule"] in OVER_YEARS:
            yield row, f"{body_page(body_key(body))}#{row['finding_id']}"
        else:
            on_cards.append(row)
    for i, row in enumerate(in_order(on_cards)):
        yield row, f"documents/{sheet_name(document_id, i // A_SHEET + 1)}#{row['finding_id']}"


def _finding(document_id: str, finding: Finding) -> Row:
    """What a list shows of a finding, as its dataset has it."""
    box = dict(zip(("x0", "top"), finding.box[:2], strict=True)) if finding.box else {"x0": None, "top": None}
    return {**{name: getattr(finding, name) for name in SHOWN_OF_FINDING}, **box, "document_id": document_id}


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


def _document(summary: Summary, findings: Sequence[Row], now: Collection[str]) -> Row:
    document = summary.document
    return {
        "href": f"documents/{sheet_name(summary.document_id, 1)}",
        "name": document.source_file,
        "entity": document.entity,
        "year": document.fiscal_year,
        "pages": document.page_count,
        "records": sum(summary.records.values()),
        "coverage": document.coverage,
        "completeness": document.completeness,
        "earlier": summary.document_id not in now,
        "errors": sum(f["severity"] == "error" and f["standing"] == "open" for f in findings),
        "findings": len(findings),
    }
