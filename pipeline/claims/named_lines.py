"""Figures of the narrative that name a line of a table: its amount, its change, or its share of a total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.arithmetic.claims import Claims, percentage_of, total_of
from pipeline.arithmetic.identity import Identity, Key
from pipeline.arithmetic.slips import OF_DIGITS, slip_between
from pipeline.claims.sentences import FALL, Stated, enter_stated
from pipeline.narrative.sections import ancestors
from pipeline.numbers import is_telling, numbers_in
from pipeline.records.kind import enter
from schemas.records.base import Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.records.strategic_targets import StrategicTarget
from schemas.records.variance_lines import VarianceLine
from schemas.section import Section

Line = VarianceLine | IncomeStatementLine
"""A line with the amounts of two years."""

RISE = re.compile(r"\baument|\bcresc|\bincrement|\bmaggior", re.IGNORECASE)
AGAINST = re.compile(r"\brispetto\b|\bsul(?:l['’])?\s*(?:20[0-9]{2}\b|anno\b|esercizio\b)|\bdal\s+20[0-9]{2}\b", re.IGNORECASE)
YEAR = re.compile(r"(?<![0-9./])(20[0-9]{2})(?![0-9/])")

MONEY = r"(?:proventi|ricavi|entrate|oneri|costi|spese)"
OF_TOTAL = re.compile(
    rf"^\s*(?:d|su)\w{{1,4}}[\s'’]+(?:total\w+(?:\s+d\w{{1,4}}\s+{MONEY}\b|\s*[.,;:)]|\s*$)|{MONEY}\s+(?:corrent|total|compless)\w+)",
    re.IGNORECASE,
)
"""What follows a percentage that is a share: `62,3 % del totale`, `dei proventi correnti`."""

OF_SOMETHING_ELSE = re.compile(
    r"\brisco[st]|\bincass|\bpercentual|\bnumer|\btass[oi]\b|\baliquot|\bmisur|\bimport[oi]\s+(?:medi|unitar)|\bmedi[ao]\b|\bquota\b"
    r"|\bimpres|\bpratic|\brichiest|\btemp[oi]\b|\bgiorn|\bdecret|\blegg[ei]|\bnorm|\bd\.?\s?l\.|\bcirca\b|\boltre\b|\bquasi\b"
    r"|\bprevist|\bprevision|\bpreventiv|\bobiettiv|\btarget\b|\bbudget|\bsuperior|\binferior|\balmeno\b|\bmassim|\bminim",
    re.IGNORECASE,
)
"""Words of sentences whose percentages are of something else than the amounts, or are no exact figures."""

SMALL_WORDS = frozenset(
    {"del", "dei", "dal", "dai", "per", "con", "gli", "delle", "della", "degli", "dalla", "dalle", "dell", "dall"}
)
"""Words of three letters and more that change while a line keeps its name."""


def claim_named(stated: Stated, sections: Sequence[Section], records: Sequence[Record], claims: Claims) -> None:
    """Enter a percentage that a sentence states of the line that it names before it: nothing, unless both are clear."""
    sentence, at = stated.sentence, stated.at
    before = sentence[_end_of_percentage(sentence, at) : at]
    after = sentence[sentence.index("%", at) + 1 :] if "%" in sentence[at:] else ""
    if OF_SOMETHING_ELSE.search(before) or OF_SOMETHING_ELSE.search(after):
        return
    lines = _named(before, records)
    years = {int(year) for year in YEAR.findall(sentence)}
    lines = [line for line in lines if years <= {line.prior_year, line.current_year}]
    if not lines:
        return
    falls, rises = FALL.search(before) is not None, RISE.search(before) is not None
    if OF_TOTAL.search(after):
        if not falls and not rises:
            _claim_share(stated, lines, years, records, claims)
    elif falls != rises:
        here = {s.section_id for s in ancestors(sections, stated.section.section_id) if s.kind != "heading"}
        if AGAINST.search(sentence) or all(line.section_id in here for line in lines):
            _claim_change(stated, lines, -1 if falls and stated.number.value > 0 else 1, claims)


def claim_amount(stated: Stated, records: Sequence[Record], claims: Claims) -> None:
    """Enter that an amount is that of the line named before it, where they agree or differ by a slip of a digit.

    Of amounts that have no more in common than a name, one may be of something else. One rounded to euros, or to tens of them or
    more, is no slip.
    """
    sentence, value = stated.sentence, abs(stated.number.value)
    before = sentence[max((i for _, i in numbers_in(sentence) if i < stated.at), default=0) : stated.at]
    if not is_telling(value) or any(words.search(before) for words in (OF_SOMETHING_ELSE, FALL, RISE)):
        return
    years = {int(year) for year in YEAR.findall(sentence)}
    rounded_to = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    slipped = []
    for line in _named(before, records):
        figures = ((line.current_amount, line.current_year), (line.prior_amount, line.prior_year))
        for (figure, year), key in zip(figures, reversed(_amounts(line, claims)), strict=True):
            if figure is None or key is None or (years and year not in years):
                continue
            sign = -1 if (figure.value < 0) != (stated.number.value < 0) else 1
            said, own = f"The text states {line.label}.", enter_stated(stated, claims)
            claimed = total_of("TXT-9", said, own, [(sign, key)], "TXT-9", line.table_id, origin="inferred")
            if abs(figure.value) == value:
                claims.declare([claimed])
                return
            if 1 <= rounded_to > abs(abs(figure.value) - value):
                return
            if slip_between(value, abs(figure.value)).kind in OF_DIGITS:
                slipped.append(claimed)
    claims.declare(slipped[:1])


def _end_of_percentage(sentence: str, at: int) -> int:
    """Where the last percentage before an offset ends; 0 if there is none."""
    return max((sentence.index("%", i) + 1 for number, i in numbers_in(sentence) if number.unit == "%" and i < at), default=0)


def _named(text: str, records: Sequence[Record]) -> list[Line]:
    """The lines that a text names, if all that it names have one name; a name within a longer one is part of it."""
    words = words_of(text)
    found: dict[tuple[str, ...], list[Line]] = {}
    for record in records:
        if isinstance(record, Line) and record.current_amount is not None:
            name = next((name for name in _names(record) if contains(words, name)), None)
            if name:
                found.setdefault(name, []).append(record)
    names = [name for name in found if not any(name != other and contains(other, name) for other in found)]
    return found[names[0]] if len(names) == 1 else []


def _names(line: Line) -> Iterator[tuple[str, ...]]:
    """What a text may call a line: its label, a total also without that word; a single word only as *oneri di* or *spese di*."""
    label = words_of(line.label)
    if len(label) > 1:
        yield label
    if line.is_total and len(label) > 2 and label[0] == "total":
        yield label[1:]
    if len(label) == 1 and len(label[0]) > 5:
        yield from (("oner", *label), ("spes", *label), ("cost", *label))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that mean something, singular or plural: their last letter is left out."""
    return tuple(word[:-1] for word in re.findall(r"[a-zà-ú]{3,}", text.lower()) if word not in SMALL_WORDS)


def contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(tuple(words[i : i + len(phrase)]) == tuple(phrase) for i in range(len(words) - len(phrase) + 1))


def _amounts(line: Line, claims: Claims) -> tuple[Key | None, Key | None]:
    """The line's amounts of the earlier and the later year."""
    return (
        enter(claims, line, line.prior_amount, f"{line.label} {line.prior_year}"),
        enter(claims, line, line.current_amount, f"{line.label} {line.current_year}"),
    )


def _claim_change(stated: Stated, lines: Sequence[Line], sign: int, claims: Claims) -> None:
    """The percentage as the change of a line, as its amounts make it or as its table prints it."""
    readings: list[list[Identity]] = []
    for line in lines:
        prior, current = _amounts(line, claims)
        printed = line.variance_pct if isinstance(line, VarianceLine) else None
        change = enter(claims, line, printed, f"the variance of {line.label} in per cent", percent=True)
        said, key = f"The text states the change of {line.label}.", enter_stated(stated, claims)
        if prior and current and line.prior_amount and line.prior_amount.value:
            over = [(sign, current), (-sign, prior)]
            readings.append(
                [percentage_of("TXT-7", said, key, over, prior, "TXT-7", line.table_id, absolute=True, origin="inferred")]
            )
        if change:
            readings.append([total_of("TXT-7", said, key, [(sign, change)], "TXT-7", line.table_id, origin="inferred")])
    claims.declare_best(readings)


def _claim_share(stated: Stated, lines: Sequence[Line], years: set[int], records: Sequence[Record], claims: Claims) -> None:
    """The percentage as the share of a line in the total of its table; broken only where there is no doubt which that is."""
    readings: list[Identity] = []
    certain = True
    for line in lines:
        totals = [r for r in records if isinstance(r, Line) and r.table_id == line.table_id and _sums_up(r, line)]
        certain = certain and len(totals) == 1
        for total in totals:
            earlier = years == {line.prior_year}
            part, whole = (_amounts(r, claims)[0 if earlier else 1] for r in (line, total))
            figure = total.prior_amount if earlier else total.current_amount
            if part and whole and part != whole and figure and figure.value != Decimal(0):
                said, key = f"The text states the share of {line.label} in {total.label}.", enter_stated(stated, claims)
                readings.append(percentage_of("TXT-7", said, key, [(1, part)], whole, "TXT-7", line.table_id, origin="inferred"))
    holding = [reading for reading in readings if claims.holds(reading)]
    claims.declare(holding[:1] or readings[:certain])


def _sums_up(total: Line, line: Line) -> bool:
    """Whether a line is the total that another belongs to: in the scheme of the conto economico, that of its section."""
    if isinstance(total, IncomeStatementLine) or isinstance(line, IncomeStatementLine):
        codes = (getattr(total, "scheme_code", "") or "", getattr(line, "scheme_code", "") or "")
        return codes[0] in ("total_A", "total_B") and codes[1].startswith(f"{codes[0][-1]}.")
    return total.is_total


def claim_target(target: StrategicTarget, records: Sequence[Record], claims: Claims) -> None:
    """Enter that a target's percentage is that of the line of a table that it names: *per la voce prestazione di servizi*."""
    if target.result_pct is None:
        return
    words = words_of(target.description)
    lines = [r for r in records if isinstance(r, VarianceLine) and r.variance_pct and r.account_code]
    named = [r for r in lines if len(words_of(r.label)) > 1 and contains(words, words_of(r.label))]
    if not named or not re.search(r"\bvoce\b|\bspes[ae]\b|\boneri\b|\bproventi\b", target.description, re.IGNORECASE):
        return
    line = named[0]
    stated = enter(claims, target, target.result_pct, f"target {target.target_number} of {target.objective_code}", percent=True)
    printed = enter(
        claims, line, line.variance_pct, f"the variance of {line.account_code} {line.label} in per cent", percent=True
    )
    if stated and printed:
        claim = f"The target speaks of {line.label}, whose change the table states."
        claims.declare([total_of("TXT-5", claim, stated, [(1, printed)], "TXT-5", target.table_id, origin="inferred")])
