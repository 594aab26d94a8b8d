"""What reviewers decided, applied to what was read and found; what no longer fits is reported, never dropped or applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import evaluate
from pipeline.corrections import FINDING_DECISIONS, VALUE_DECISIONS, Corrections, is_near
from pipeline.findings.about_cell import about, about_place, finding_id
from pipeline.findings.checks import operand_of
from pipeline.findings.wording_en import italian
from pipeline.inert import printable
from schemas.check import Check
from schemas.correction import Correction
from schemas.document import Quarantined
from schemas.finding import Finding
from schemas.provenance import Box
from schemas.records.base import Figure, Record
from schemas.table import Cell, Table

EXPIRED = "COR-1"
"""The rule of a decision that is no longer applied."""

CONTRADICTED = "COR-2"
"""The rule of a decided value that other figures contradict as well."""

STATUS = {"accept": "corrected", "value": "corrected", "as_printed": "accepted", "dismiss": "dismissed"}

IN_WORDS = {
    "accept": "to accept the suggestion", "value": "to take another value", "as_printed": "to keep what is printed",
    "dismiss": "to dismiss the finding", "text": "that the cell was misread", "header_rows": "how many rows are headings",
    "columns": "where the columns are", "table": "that this is a table",
}  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """The decisions about values that hold."""

    corrections: tuple[Correction, ...] = ()

    def on(self, page: int, box: Box, text: str, value: Decimal | None) -> tuple[Decimal, str] | None:
        """What was decided about a figure, and how."""
        for c in self.corrections:
            if c.page == page and c.printed == text and c.printed_value in (None, value) and is_near(c.box, box):
                decided = c.value if c.decision != "as_printed" else value
                return (decided, c.decision) if decided is not None else None
        return None

    def value_of(self, cell: Cell, value: Decimal) -> Decimal | None:
        """What was decided that a number of a cell is; None if nothing was."""
        found = self.on(cell.page, cell.box, cell.text, value)
        return found[0] if found else None


def expired(document_id: str, correction: Correction, why: str) -> Finding:
    """A decision that is not applied, and why."""
    place = f"«{correction.printed}», page {correction.page}" if correction.printed else f"page {correction.page}"
    about_it = f"«{correction.printed}» a pagina {correction.page}" if correction.printed else f"pagina {correction.page}"
    said = f"{correction.who} decided on {correction.when} {IN_WORDS[correction.decision]} ({place})"
    text, rule = correction.printed, f"{EXPIRED} {correction.decision}"
    return about(
        document_id, correction.page, correction.box, text, EXPIRED, "warning",
        f"{said}. It is no longer applied: {why} Decide again, or delete the decision.",
        message_it=(
            f"La decisione di {correction.who} del {correction.when:%d/%m/%Y} su {about_it} non è più applicata, perché il PDF "
            "o ciò che ne viene letto è cambiato. Occorre decidere di nuovo, o eliminare la decisione."
        ),
        printed_value=correction.printed_value,
        finding_id=finding_id(document_id, correction.page, correction.box, text, rule),
    )  # fmt: skip


def decide(
    document_id: str,
    findings: Sequence[Finding],
    checks: Sequence[Check],
    tables: Sequence[Table],
    corrections: Sequence[Correction],
) -> tuple[list[Finding], Decided]:
    """The findings with what was decided about them, those of decisions that have expired, and the values decided upon."""
    decisions = [c for c in corrections if c.decision in FINDING_DECISIONS]
    answers = Counter(c.expects.finding for c in decisions if c.expects.finding)
    by_id = {finding.finding_id: finding for finding in findings}
    reports: list[Finding] = []
    kept: list[Correction] = []
    for c in decisions:
        finding = by_id.get(c.expects.finding or "")
        if c.expects.finding and answers[c.expects.finding] > 1:
            why = "there is more than one decision about the same finding."
        else:
            why = _why_not(c, finding, checks, tables)
        if why:
            reports.append(expired(document_id, c, why))
            continue
        if c.decision in VALUE_DECISIONS:
            kept.append(c)
        if finding is not None:
            by_id[finding.finding_id] = finding.model_copy(
                update={
                    "status": STATUS[c.decision],
                    "decided_page": c.page,
                    "decided_text": c.printed,
                    "decided_value": c.printed_value if c.decision == "as_printed" else c.value,
                    "decided_by": c.who,
                    "decided_on": c.when,
                    "decision_reason": c.reason or None,
                }
            )
    return [*by_id.values(), *reports], Decided(tuple(kept))


def _why_not(c: Correction, finding: Finding | None, checks: Sequence[Check], tables: Sequence[Table]) -> str:
    """Why a decision does not fit what was found; "" if it does."""
    if finding is None:
        if c.expects.finding or c.decision in ("accept", "dismiss"):
            return "what it answered is not found any more."
    elif c.expects.rule not in (None, finding.rule):
        return f"it answered {c.expects.rule}, and now {finding.rule} is not satisfied."
    elif c.decision == "accept" and c.value not in _suggestions(finding):
        now = f"now {italian(finding.suggested_value)} is suggested" if finding.suggested_value is not None else "now nothing is"
        return f"{italian(c.value or Decimal(0))} was suggested, {now}."
    if c.decision in VALUE_DECISIONS and not _stands(c, checks, tables):
        return "this figure is not read there any more."
    return ""


def _suggestions(finding: Finding) -> list[Decimal | None]:
    return [finding.suggested_value, *(candidate.suggested_value for candidate in finding.candidates)]


def _stands(c: Correction, checks: Sequence[Check], tables: Sequence[Table]) -> bool:
    """Whether the figure decided upon is still read in its place."""
    cells = ((cell.page, cell.box, cell.text) for table in tables for cell in table.cells)
    operands = ((o.page, o.box, o.text) for check in checks for o in check.operands)
    return any(
        page == c.page and text == c.printed and is_near(box, c.box) for places in (cells, operands) for page, box, text in places
    )


def contradicted(document_id: str, decided: Decided, claims: Claims) -> list[Finding]:
    """The decided values under which identities that the tables declare do not hold."""
    on = (
        {q: decided.on(q.page, q.box, q.text, q.value) for q in claims.figures.quantities.values()} if decided.corrections else {}
    )
    changed = {q.key: found[0] for q, found in on.items() if found and found[0] != q.value}
    values = claims.figures.values | {key: Fraction(value) for key, value in changed.items()}
    units = claims.figures.units
    findings = []
    for key, value in changed.items():
        concerned = [i for i in claims.identities if key in i.keys and i.origin == "declared"]
        broken = [i for i in concerned if evaluate(i, values, units).status == "broken"]
        if broken:
            q = claims.figures[key]
            taken, rules = italian(value), ", ".join(dict.fromkeys(i.rule for i in broken))
            message = f"The value decided for {q.name}, {taken}, does not satisfy {rules} either. Look at it again."
            message_it = f"Anche con il valore deciso, {taken} al posto di «{q.text}», non torna {rules}. Da rivedere."
            place = operand_of(q)
            findings.append(
                about_place(
                    document_id, place.table_id, place, CONTRADICTED, "warning", message, message_it=message_it,
                    printed_value=q.value,
                )
            )  # fmt: skip
    return findings


def with_decided_values(records: Iterable[Record], decided: Decided) -> list[Record]:
    """The records with the decided values beside the printed ones."""
    if not decided.corrections:
        return list(records)
    return [_with_decided(record, decided) for record in records]


def match_documents(
    corrections: Corrections, documents: Mapping[str, tuple[Collection[str], str | None, int | None]], now: Collection[str]
) -> tuple[list[tuple[str, Finding]], list[Quarantined]]:
    """The decisions about documents that are not there as they were: those that another took the place of, and the others.

    `documents` has the names, the body and the fiscal year of every document in the output by its id, `now` the ids of those
    that were just read. A document takes another's place if it has its name, or is the only one just read of its body and year.
    """
    reports: list[tuple[str, Finding]] = []
    unmatched = list(corrections.broken)
    asked = {document_id: known for document_id, known in corrections.by_document.items() if document_id not in now}
    by_name: dict[str, str] = {}
    by_year: dict[tuple[str | None, int | None], list[str]] = {}
    for d in now if asked else ():
        names, entity, year = documents[d]
        by_year.setdefault((entity, year), []).append(d)
        for name in names:
            by_name.setdefault(name, d)
    for document_id, known in asked.items():
        place = by_name.get(known.source_file)
        same = by_year.get((known.entity, known.fiscal_year), []) if known.entity and known.fiscal_year else []
        if document_id not in documents and place is None and len(same) == 1:
            (place,) = same
        if place is not None:
            why = "the PDF is another than the one decided upon."
            reports += [(place, expired(place, correction, why)) for correction in known.corrections]
        elif document_id not in documents:
            reason = (
                f"Its corrections are about «{printable(known.source_file)}», which was not given. Give it, or delete the file."
            )
            unmatched.append(
                Quarantined(
                    source_file=corrections.files[document_id], stage="correct", error="unknown_document", reason=reason
                )
            )  # fmt: skip
    return reports, unmatched


def _with_decided(record: Record, decided: Decided) -> Record:
    changed: dict[str, Figure] = {}
    for name, figure in record:
        if isinstance(figure, Figure) and (found := decided.on(figure.page, figure.box, figure.text, figure.value)):
            changed[name] = figure._replace(decided_value=found[0], decision=found[1])
    return record.model_copy(update=changed) if changed else record
