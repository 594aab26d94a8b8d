"""Findings in sentences that a reviewer reads without a manual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Linear, Outcome, Quantity, Ratio, WithinLimit
from pipeline.arithmetic.locate import Repair
from pipeline.arithmetic.structure import Cause
from pipeline.numbers import Number, read_number

MOST_NAMED = 5
"""Rows and columns that a sentence names."""

COUNT_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def italian(value: Decimal) -> str:
    """A number as Italian reports print it: `1.234,56`."""
    plain = f"{abs(value):,f}"
    return ("-" if value < 0 else "") + plain.replace(",", " ").replace(".", ",").replace(" ", ".")


def italian_like(value: Decimal, text: str = "") -> str:
    """A number of the datasets with the decimals of the text that prints it or its like, or with more if it has more.

    The datasets hold six decimals of each, so how many were printed only the text tells; a text that is no number counts as two.
    """
    reading = read_number(text)
    printed = reading.decimals if isinstance(reading, Number) else 2
    return italian(round(value, max(printed, -int(value.normalize().as_tuple().exponent))))


def message_of(outcome: Outcome, claims: Claims) -> str:
    """What one broken identity says: the stated figure, what the others make, and by how much they differ."""
    q = claims.figures[outcome.identity.stated]
    if isinstance(outcome.identity.relation, WithinLimit):
        return _limit_message(outcome.identity.relation, outcome, claims)
    computed = _rounded(outcome, q)
    unit = " %" if isinstance(outcome.identity.relation, Ratio) or "per cent" in q.name else ""
    difference = q.value - computed
    what = f"{italian(abs(difference))} {'too much' if difference > 0 else 'too little'}"
    return f"{_capital(q.name)} is {italian(q.value)}{unit}, but {_makers(outcome, claims)} {italian(computed)}{unit} ({what})."


def _limit_message(kept: WithinLimit, outcome: Outcome, claims: Claims) -> str:
    result, observed, planned = (claims.figures[key] for key in kept.keys)
    days = f"{italian(observed.value)} days were observed and {italian(planned.value)} planned"
    said = f"{_capital(result.name)} is {italian(result.value)} %, but {days}: "
    return said + (
        "more than that cannot make 100 %." if outcome.computed is None else "that makes 100 %, unless they are a mean."
    )


def problem_message(broken: Sequence[Outcome], repair: Repair | None, claims: Claims, candidates: Sequence[str] = ()) -> str:
    """What a problem says, and the repair that explains it or the figures that may be wrong."""
    if repair is not None:
        said = message_of(next((o for o in broken if repair.key in o.identity.keys), broken[0]), claims)
        q = claims.figures[repair.key]
        n = sum(repair.key in o.identity.keys for o in broken)
        slip = f" ({repair.slip.detail})" if repair.slip.detail else ""
        instead = f"{italian(repair.value)} instead of {italian(q.value)}{slip}"
        return f"{said} {_holding(n)} if {q.name} was {instead}."
    said = message_of(broken[0], claims)
    if candidates:
        return f"{said} Any of these may be wrong: {'; '.join(candidates)}."
    return f"{said} No single figure explains it."


def cause_message(broken: Sequence[Outcome], cause: Cause, claims: Claims) -> str:
    """What broken identities say, and the one cause that explains them all."""
    said, all_hold = message_of(broken[0], claims), f"{_holding(len(broken))} if"
    names = [claims.figures[key].name for key in cause.keys]
    first, last = names[0], names[-1]
    match cause.kind:
        case "swapped":
            return f"{said} {all_hold} {first} and {last} stand in each other's place."
        case "shifted_row":
            return f"{said} {all_hold} the figures from {first} to {last} stand one column aside."
        case "column_scale":
            return f"{said} {all_hold} the {len(names)} figures from {first} to {last} are multiplied by {cause.factor}."
        case "sign_convention":
            return f"{said} {all_hold} the {len(names)} figures from {first} to {last} have the other sign."
        case "repeated_row":
            return f"{said} {all_hold} the line of {first} is counted once less."
    figures = "; ".join(italian(_as_printed(v, claims.figures[k])) for v, k in zip(cause.values, cause.keys, strict=True))
    return f"{said} {all_hold} a line is missing that says {figures}."


def _as_printed(value: Fraction, like: Quantity) -> Decimal:
    places = max(0, -int(like.value.as_tuple().exponent))
    return Decimal(round(value * 10**places)).scaleb(-places)


def convention_message(held: Sequence[Outcome], first: Outcome, claims: Claims) -> str:
    """That the figures of a claim are cut off, with an example."""
    said = note_of(first, claims) or ""
    n = sum(outcome.status == "truncated" for outcome in held)
    return said if len(held) == 1 else f"{said} So are {n} of {len(held)} of this table, and rounding explains fewer."


def doubt_message(broken: Sequence[Outcome], claims: Claims) -> str:
    """That most claims of one kind in a table are broken, with the first of them."""
    said = message_of(broken[0], claims)
    others = len(broken) - 1
    fail = "fails" if others == 1 else "fail"
    return (
        said if not others else f"{said} {others} more of this kind {fail} with it: the table may be meant, or read, otherwise."
    )


def note_of(outcome: Outcome, claims: Claims) -> str | None:
    """A remark on an identity that holds, where it holds in a way worth knowing."""
    q = claims.figures[outcome.identity.stated]
    computed = outcome.computed
    if computed is None:
        return None
    if outcome.status == "truncated":
        return f"{_capital(q.name)} is {italian(q.value)}: {_fraction(computed, q)} cut off, not rounded."
    if outcome.status == "within_rounding" and outcome.identity.rule.startswith(("TXT", "SVC", "VAR-5")):
        made = f"{_makers(outcome, claims)} {_fraction(computed, q)}"
        return f"{_capital(q.name)} is {italian(q.value)}, {made}: the same within rounding."
    return None


def reckoning_of(outcome: Outcome, claims: Claims) -> str:
    """How the other figures make the stated one: `1.200,00 + 34,50 = 1.234,50`."""
    relation, stated = outcome.identity.relation, claims.figures[outcome.identity.stated]
    if isinstance(relation, WithinLimit):
        observed, planned = (italian(claims.figures[key].value) for key in (relation.observed, relation.planned))
        return f"{observed} > {planned}: < 100" if outcome.computed is None else f"{observed} ≤ {planned}: = 100"
    if isinstance(relation, Ratio):
        value = claims.figures[relation.base].value
        base = f"|{italian(value)}|" if relation.absolute and value < 0 else _added([(1, value)], bracketed=True)
        top = _added(((c, claims.figures[key].value) for c, key in relation.over), bracketed=True)
        made = f"{relation.factor} × {top} ÷ {base}"
    else:
        own = -sum(c for c, key in relation.terms if key == outcome.identity.stated)
        sign = -1 if own < 0 else 1
        others = [(sign * c, claims.figures[key].value) for c, key in relation.terms if key != outcome.identity.stated]
        made = f"{_added(others, bracketed=True)} ÷ {abs(own)}" if abs(own) > 1 else _added(others)
    if outcome.computed is None:
        return made
    rounded = _rounded(outcome, stated)
    exact = Fraction(rounded) == outcome.computed
    return f"{made} = {italian(rounded) if exact else _fraction(outcome.computed, stated)}"


def _added(terms: Iterable[tuple[int, Decimal]], *, bracketed: bool = False) -> str:
    """Figures with their signs: `1.200,00 - 34,50`."""
    parts: list[str] = []
    for coefficient, value in terms:
        signed = value if coefficient > 0 else -value
        factor = f"{abs(coefficient)} × " if abs(coefficient) > 1 else ""
        sign = ("-" if signed < 0 else "") if not parts else ("- " if signed < 0 else "+ ")
        parts.append(f"{sign}{factor}{italian(abs(value))}")
    text = " ".join(parts)
    return f"({text})" if bracketed and (len(parts) > 1 or text.startswith("-")) else text


def _makers(outcome: Outcome, claims: Claims) -> str:
    relation = outcome.identity.relation
    if not isinstance(relation, Linear):
        return "its figures make"
    others = [key for _, key in relation.terms if key != outcome.identity.stated]
    if outcome.identity.rule == "TXT-8":
        return "the table lists"
    if len(others) == 1:
        return f"{claims.figures[others[0]].name} is"
    if relation.as_printed:
        return f"the mean of {len(others)} results is"
    return "its parts make" if len(others) > 2 or all(c > 0 for c, key in relation.terms if key in others) else "its figures make"


def _rounded(outcome: Outcome, q: Quantity) -> Decimal:
    """What the others make, to the stated figure's digits, or to more where these would hide the difference."""
    assert outcome.computed is not None
    return _as_printed(outcome.computed, q)


def _fraction(value: Fraction, q: Quantity) -> str:
    """A computed value to at most two digits more than printed."""
    places = max(0, -int(q.value.as_tuple().exponent)) + 2
    text = italian(Decimal(round(value * 10**places)).scaleb(-places))
    return text.rstrip("0").rstrip(",") if "," in text else text


def _holding(n: int) -> str:
    """That so many identities hold."""
    return "One identity holds" if n == 1 else f"{_count(n)} identities hold"


def _count(n: int) -> str:
    return COUNT_WORDS[n] if n < len(COUNT_WORDS) else str(n)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
