"""What the narrative says of the tables: means, counts, and figures quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, mean_of, percentage_of, total_of
from pipeline.claims.named_lines import claim_amount, claim_named, claim_target
from pipeline.claims.sentences import FALL, Stated, enter_stated, stated_numbers
from pipeline.narrative.sections import ancestors
from pipeline.numbers import numbers_in
from pipeline.records.kind import enter
from pipeline.records.service_standards import OF_WHICH
from schemas.records.base import Figure, Record
from schemas.records.monitored_procedures import MonitoredProcedure
from schemas.records.objective_results import ObjectiveResult
from schemas.records.service_standards import ServiceStandard
from schemas.records.strategic_targets import StrategicTarget
from schemas.records.variance_lines import VarianceLine
from schemas.section import Section

STANDARDS = re.compile(r"\bstandard\b", re.IGNORECASE)
PROCEDURES = re.compile(r"\bprocediment|\bprocedur|rispetto\s+(?:dei\s+)?t(?:empi|ermini)", re.IGNORECASE)
MEAN = re.compile(r"\bmedi[ao]\b|complessiv|risultato\s+conseguito|pari\s+a", re.IGNORECASE)
BOUND = re.compile(r"\bsuperior|\binferior|\balmeno\b|\bmassim|\bminim", re.IGNORECASE)
LISTED_OBJECTIVES = re.compile(r"obiettivi\s+(?:di\s+ente\s+)?n\.\s*(?P<numbers>[0-9]+(?:\s*[-–,e]\s*[0-9]+)+)", re.IGNORECASE)
REALIZED = re.compile(r"\brealizzat", re.IGNORECASE)
COUNTED: dict[type[Record], re.Pattern[str]] = {
    MonitoredProcedure: re.compile(
        r"[0-9]+\s+(?:procedur|procediment)\w*(?!\w*\s+(?:di\s+gara|negoziat|concorsual|disciplinar|fallimentar))", re.IGNORECASE
    ),
    ServiceStandard: re.compile(r"[0-9]+\s+standard\b", re.IGNORECASE),
}
"""What the narrative calls the lines of a list when it counts them."""

OF_THESE = re.compile(r"\bdi\s+cui\s+(?:n\.\s*)?$", re.IGNORECASE)
PARTS: tuple[tuple[re.Pattern[str], Callable[[Record], bool]], ...] = (
    (re.compile(r"[0-9]+\s+(?:\w+\s+){0,3}trasversal", re.IGNORECASE), lambda r: getattr(r, "scope", None) == "TRASVERSALE"),
    (re.compile(r"[0-9]+\s+(?:\w+\s+){0,3}di\s+area\b", re.IGNORECASE), lambda r: getattr(r, "scope", None) == "DI AREA"),
)
"""What it says of some of them, and which these are."""

LISTED = re.compile(r"\bindividuat|\bmonitorat|\bessenzial|\belenc|\ballegat|\bcarta\s+dei\s+servizi", re.IGNORECASE)
"""Words of a sentence that counts what a list has, not others of their kind."""

ROUNDED_TO = Decimal(1000)
"""What the narrative rounds amounts to."""

QUOTED = Decimal(1000)
"""Amounts below this are too common to be taken for a quotation of a table."""


def claim_prose(sections: Sequence[Section], records: Sequence[Record], claims: Claims) -> None:
    """Enter what the narrative claims about the records."""
    quotable: dict[str | None, list[VarianceLine]] = defaultdict(list)
    for record in records:
        if isinstance(record, VarianceLine):
            quotable[record.section_id].append(record)
    counted: dict[type[Record], list[Record]] = {kind: [r for r in records if isinstance(r, kind)] for kind in COUNTED}
    for stated in stated_numbers(sections):
        if stated.number.unit == "%":
            _claim_counted(stated, claims)
            _claim_means(stated, sections, records, claims)
            if not _claim_quoted(stated, sections, quotable, claims):
                claim_named(stated, sections, records, claims)
        elif abs(stated.number.value) >= QUOTED and (stated.number.decimals == 2 or stated.number.unit == "EUR"):
            if stated.number.decimals != 2 or not _claim_quoted(stated, sections, quotable, claims):
                claim_amount(stated, records, claims)
        elif stated.number.unit is None and stated.number.decimals == 0:
            _claim_count(stated, counted, claims)
    for target in (r for r in records if isinstance(r, StrategicTarget)):
        claim_target(target, records, claims)


def _claim_counted(stated: Stated, claims: Claims) -> None:
    """A percentage whose sentence counts what it is a share of: *n. 115 verifiche di cui 102 nei termini, pari all'88,7%*."""
    said = OF_WHICH.findall(stated.sentence)
    percentages = [number for number, _ in numbers_in(stated.sentence) if number.unit == "%"]
    if len(said) != 1 or len(percentages) != 1 or BOUND.search(stated.sentence):
        return
    place, page, box = stated.key[:3], stated.paragraph.page, stated.paragraph.box
    whole, part = (
        claims.quantity((*place, i), Decimal(text), text, f"the {text} of the text on page {page}", page, box, exact=True)
        for i, text in enumerate(said[0], 1)
    )
    share = [
        percentage_of("TXT-6", "The percentage is the share that its sentence counts.", enter_stated(stated, claims), over, whole,
                      f"TXT-6 {place}", None, origin="inferred")
        for over in ([(1, part)], [(1, whole), (-1, part)])
    ]  # fmt: skip
    claims.declare_best([[identity] for identity in share])


def _claim_count(stated: Stated, counted: Mapping[type[Record], Sequence[Record]], claims: Claims) -> None:
    """A number of things that a table lists one by one: *individuate n. 12 procedure, di cui 6 a valenza trasversale*."""
    before, after = stated.sentence[: stated.at], stated.sentence[stated.at :]
    for kind, name in COUNTED.items():
        listed = counted[kind]
        if not name.match(after):
            said = OF_THESE.search(before) and any(name.match(before, m.start()) for m in re.finditer("[0-9]+", before))
            part = next((is_one for words, is_one in PARTS if words.match(after)), None) if said else None
            listed = [record for record in listed if part(record)] if part else []
        if not listed:
            continue
        ones = [
            claims.quantity(
                (r.table_id or "", r.row or 0, -3, 0), Decimal(1), "", f"line {n} of the list", r.page, r.box, exact=True
            )
            for n, r in enumerate(listed, 1)
        ]
        claim = "The text says how many the table lists."
        key = enter_stated(stated, claims, exact=True)
        count = total_of("TXT-8", claim, key, [(1, one) for one in ones], "TXT-8", listed[0].table_id, origin="inferred")
        if claims.holds(count) or LISTED.search(stated.sentence):
            claims.declare([count])


def _figures(records: Sequence[Record], kind: type[Record], field: str) -> list[tuple[Record, Figure]]:
    return [(r, figure) for r in records if isinstance(r, kind) and (figure := getattr(r, field)) is not None]


def _claim_means(stated: Stated, sections: Sequence[Section], records: Sequence[Record], claims: Claims) -> None:
    """A percentage that is said to be the mean of a table's results."""
    if BOUND.search(stated.sentence):
        return
    if MEAN.search(stated.sentence) and STANDARDS.search(stated.paragraph.text):
        results = _figures(records, ServiceStandard, "result_pct")
        _claim_mean("TXT-1", "The mean of the standards' results is as the text says.", stated, results, claims)
    elif MEAN.search(stated.sentence) and PROCEDURES.search(stated.sentence):
        results = _figures(records, MonitoredProcedure, "result_pct")
        _claim_mean("TXT-2", "The mean of the procedures' results is as the text says.", stated, results, claims)
    elif REALIZED.search(stated.sentence):
        numbers = _listed_objectives(stated, sections)
        if numbers:
            results = [
                (r, f)
                for r, f in _figures(records, ObjectiveResult, "realization_pct")
                if isinstance(r, ObjectiveResult) and r.number in numbers
            ]
            if {r.number for r, _ in results if isinstance(r, ObjectiveResult)} == numbers and len(results) == len(numbers):
                _claim_mean("TXT-3", "The mean of the objectives is as the text says.", stated, results, claims)


def _listed_objectives(stated: Stated, sections: Sequence[Section]) -> set[int]:
    """The numbers of the objectives that the indicator above a sentence names: `obiettivi di Ente n. 4-5-6`."""
    for section in ancestors(sections, stated.section.section_id):
        if match := LISTED_OBJECTIVES.search(section.heading):
            return {int(n) for n in re.findall(r"[0-9]+", match["numbers"])}
    return set()


def _claim_mean(rule: str, claim: str, stated: Stated, results: Sequence[tuple[Record, Figure]], claims: Claims) -> None:
    if len(results) < 2:
        return
    parts = [enter(claims, r, figure, f"the result {figure.text} of {r.table_id}", percent=True) for r, figure in results]
    keys = [key for key in parts if key]
    claims.declare([mean_of(rule, claim, enter_stated(stated, claims), keys, rule, results[0][0].table_id, origin="inferred")])


def _claim_quoted(
    stated: Stated, sections: Sequence[Section], quotable: Mapping[str | None, Sequence[VarianceLine]], claims: Claims
) -> bool:
    """Enter an amount or percentage that a table of the same section prints, exactly or in more digits; whether one does.

    `quotable` are the lines of tables by their sections.
    """
    here = {s.section_id for s in ancestors(sections, stated.section.section_id) if s.kind != "heading"}
    for record in (record for section_id, lines in quotable.items() if section_id in here for record in lines):
        fields = ("variance_pct",) if stated.number.unit == "%" else ("variance", "prior_amount", "current_amount")
        for field in fields:
            figure = getattr(record, field)
            sign = _quotes(stated, figure.value) if figure else None
            quoted = enter(claims, record, figure, f"{field.replace('_', ' ')} of {record.label}", percent=field.endswith("pct"))
            if quoted and sign:
                rule, said = "TXT-4", "The text quotes the table."
                rounded = abs(stated.number.value) != abs(figure.value)
                key = enter_stated(stated, claims, ROUNDED_TO if rounded else None)
                claims.declare([total_of(rule, said, key, [(sign, quoted)], rule, record.table_id, origin="inferred")])
                return True
    return False


def _quotes(stated: Stated, printed: Decimal) -> int | None:
    """Whether a number of the text is a table's figure, or that figure rounded to thousands: the sign between them, or None.

    A fall may be told without its sign: *in diminuzione di 305,00 euro*.
    """
    value = stated.number.value
    sign = -1 if value > 0 and "sign" not in stated.number.remarks and FALL.search(stated.sentence) else 1
    if value == sign * printed:
        return sign
    near = value % ROUNDED_TO == 0 and abs(value - sign * printed) <= ROUNDED_TO / 2 and abs(printed) > 5 * ROUNDED_TO
    return sign if near else None
