"""What is printed reads back, exactly; what is not certainly a number is refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from babel.numbers import NumberFormatError, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import PrintedDate, read_date
from pipeline.figures.conventions import house_mark, infer_convention
from pipeline.figures.scales import scale_of
from pipeline.numbers import (
    ITALIAN,
    Absent,
    Convention,
    Number,
    Reading,
    Refused,
    Several,
    Words,
    looks_numeric,
    numbers_in,
    read_amount,
    read_number,
)
from pipeline.vocabulary import MONTHS

CONVENTIONS = [Convention(d, g) for d, g in ((",", "."), (",", " "), (",", "'"), (",", ""), (".", ","), (".", " "), (".", "'"))]

SIGNS: dict[str, int] = {
    "{}": 1, "+{}": 1, "+ {}": 1,
    "-{}": -1, "- {}": -1, "−{}": -1, "− {}": -1, "–{}": -1, "{}-": -1, "{} -": -1, "{}−": -1, "({})": -1, "( {} )": -1,
}  # fmt: skip
CURRENCIES = ("€{}", "€ {}", "€. {}", "€.{}", "{} €", "{}€", "EUR {}", "Euro {}", "euro {}", "{} EUR", "€\u00a0{}")
DAYS = ("{} gg.", "{} gg", "{} g.", "{} giorni", "{} giorno", "{} giorni lavorativi", "{} gg. lavorativi", "{} giorni solari")


def printed(digits: str, convention: Convention) -> str:
    """Digits with a point before the decimals, as a column of this convention prints them."""
    whole, _, decimals = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", convention.grouping)
    return f"{grouped}{convention.decimal}{decimals}" if decimals else grouped


@st.composite
def plain_digits(draw: st.DrawFn, most_whole: int = 20) -> str:
    """An unsigned number as plain digits: `1234.50`."""
    whole = str(draw(st.integers(0, 10**most_whole - 1)))
    decimals = draw(st.text("0123456789", max_size=6))
    return f"{whole}.{decimals}" if decimals else whole


conventions = st.sampled_from(CONVENTIONS)
signs = st.sampled_from(sorted(SIGNS.items()))


# ── one number ────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(plain_digits(), conventions, signs)
def test_a_number_reads_back_under_every_convention_and_sign(digits: str, convention: Convention, sign: tuple[str, int]) -> None:
    form, factor = sign
    reading = read_number(form.format(printed(digits, convention)), convention)
    assert isinstance(reading, Number)
    assert reading.value == factor * Decimal(digits)
    assert reading.unit is None
    assert ("sign" in reading.remarks) == ("+" in form)


@given(plain_digits(), conventions, st.sampled_from(CURRENCIES), signs)
def test_an_amount_in_euro_reads_back_with_its_sign_inside_or_outside(
    digits: str, convention: Convention, currency: str, sign: tuple[str, int]
) -> None:
    form, factor = sign
    number = printed(digits, convention)
    for text in (currency.format(form.format(number)), form.format(currency.format(number))):
        reading = read_number(text, convention)
        assert isinstance(reading, Number), text
        assert (reading.value, reading.unit) == (factor * Decimal(digits), "EUR")


@given(plain_digits(), conventions, signs, st.sampled_from(["{}%", "{} %"]))
def test_a_percentage_reads_back(digits: str, convention: Convention, sign: tuple[str, int], per_cent: str) -> None:
    form, factor = sign
    if form.endswith(("-", "−")):
        return  # nobody prints the minus of a percentage behind it
    reading = read_number(per_cent.format(form.format(printed(digits, convention))), convention)
    assert isinstance(reading, Number)
    assert (reading.value, reading.unit) == (factor * Decimal(digits), "%")


@given(plain_digits(most_whole=4), st.sampled_from(DAYS), st.sampled_from(["", "< ", "> ", "entro ", "max ", "oltre ", "≤"]))
def test_days_read_back_with_their_bound(digits: str, days: str, bound: str) -> None:
    reading = read_number(bound + days.format(printed(digits, ITALIAN)))
    assert isinstance(reading, Number)
    assert (reading.value, reading.unit) == (Decimal(digits), "days")
    assert reading.bound == {"": None, "> ": ">", "oltre ": ">"}.get(bound, "<")


@given(plain_digits(), conventions)
def test_a_value_has_the_printed_decimals_and_is_never_a_float(digits: str, convention: Convention) -> None:
    reading = read_number(printed(digits, convention), convention)
    assert isinstance(reading, Number)
    assert type(reading.value) is Decimal
    assert reading.decimals == len(digits.partition(".")[2])
    assert reading.step == Decimal(1).scaleb(-reading.decimals)


@given(st.text("0123456789.,-+() €%'lO gn\u00a0\u2212\ufffd", max_size=14), conventions)
def test_no_digit_is_invented_or_lost(text: str, convention: Convention) -> None:
    reading = read_number(text, convention)
    if isinstance(reading, Number):
        if "note" in reading.remarks:
            text = re.sub(r"\([0-9]+\)[^0-9]*$", "", text)
        read = f"{abs(reading.value):f}".replace(".", "")
        assert read.lstrip("0") == "".join(re.findall("[0-9]", text)).lstrip("0")


@given(st.text(), conventions)
def test_every_text_reads_as_something(text: str, convention: Convention) -> None:
    assert isinstance(read_amount(text, convention), Number | Absent | Words | Several | Refused)


@given(st.text(st.characters(categories=["Nd", "No", "Nl"]).filter(lambda ch: not ch.isascii()), min_size=1))
def test_only_ascii_digits_are_digits(text: str) -> None:
    assert not isinstance(read_number(text), Number | Several)


@given(plain_digits(), signs)
def test_a_second_sign_makes_it_no_number(digits: str, sign: tuple[str, int]) -> None:
    signed = sign[0].format(printed(digits, ITALIAN))
    if sign[0] != "{}":
        for doubled in (f"-{signed}", f"- {signed}", f"+{signed}", f"({signed})"):
            assert isinstance(read_number(doubled), Refused), doubled


# ── babel, strict, as a second opinion ────────────────────────────────────────────────────────────────────────────────


def by_babel(text: str) -> Decimal | None:
    try:
        return parse_decimal(text, locale="it_IT", strict=True)
    except NumberFormatError:
        return None


@given(plain_digits(), st.sampled_from(["{}", "-{}"]))
def test_babel_agrees_on_what_is_printed(digits: str, sign: str) -> None:
    text = sign.format(printed(digits, ITALIAN))
    reading = read_number(text)
    assert isinstance(reading, Number)
    assert reading.value == by_babel(text)


@given(st.text("0123456789.,", min_size=1, max_size=12))
def test_babel_reads_whatever_is_read_and_the_same(text: str) -> None:
    reading = read_number(text)
    if isinstance(reading, Number) and "dot_decimal" not in reading.remarks:
        assert reading.value == by_babel(text)


# ── the strings of real reports ───────────────────────────────────────────────────────────────────────────────────────


def number(value: str, unit: str | None = None, bound: str | None = None, *remarks: str) -> Number:
    return Number(Decimal(value), unit, bound, remarks)  # type: ignore[arg-type]


PRINTED: dict[str, Reading] = {
    "1.796.089,37": number("1796089.37"),
    "€1.796.089,37": number("1796089.37", "EUR"),
    "€ 290.338,80": number("290338.80", "EUR"),
    "1.234,56 €": number("1234.56", "EUR"),
    "EUR 1.234,56": number("1234.56", "EUR"),
    "Euro 1.234": number("1234", "EUR"),
    "-€207.772,00": number("-207772.00", "EUR"),
    "€ -305,00": number("-305.00", "EUR"),
    "- 160.238,64": number("-160238.64"),
    "−1.234,56": number("-1234.56"),
    "–1.234": number("-1234"),
    "(1.234,56)": number("-1234.56"),
    "1.234,56-": number("-1234.56"),
    "1.234,56 -": number("-1234.56"),
    "(2.800,00)": number("-2800.00"),
    "€ (2.800,00)": number("-2800.00", "EUR"),
    "+ 154.000,00": number("154000.00", None, None, "sign"),
    "1.234": number("1234"),
    "12.500": number("12500"),
    "¹1.234,56": number("1234.56", None, None, "note"),
    "* 1.234,56": number("1234.56", None, None, "note"),
    "1.234,56ᵃ": number("1234.56", None, None, "note"),
    "412 k€": Number(Decimal(412), "EUR", None, (), 1000),
    "2,1 M€": Number(Decimal("2.1"), "EUR", None, (), 1_000_000),
    "..": Absent("not stated"),
    "n.s.": Absent("not significant"),
    "meno 1.234,56": number("-1234.56"),
    "più 1.234,56": Number(Decimal("1234.56"), remarks=("sign",)),
    "¤ 1.234,56": number("1234.56", "EUR"),
    "1.250 mq": Number(Decimal(1250), remarks=("counted",)),
    "1.250 tonn.": Number(Decimal(1250), remarks=("counted",)),
    "GJ 120": Number(Decimal(120), remarks=("counted",)),
    "kWh 118.400,5": Number(Decimal("118400.5"), remarks=("counted",)),
    "1.204,15 ✔": number("1204.15"),
    "✓ -1.204,15 €": number("-1204.15", "EUR"),
    "1.200,00 t": Words(),
    "91,01 H": Words(),
    "gg. 34": number("34", "days"),
    "12 ½": number("12.5", None, None, "fraction"),
    ". .": Absent("not stated"),
    "//": Absent("not stated"),
    "-11,57": number("-11.57"),
    "-11,57%": number("-11.57", "%"),
    "20.1%": number("20.1", "%", None, "dot_decimal"),
    "99.55%": number("99.55", "%", None, "dot_decimal"),
    "96.6%": number("96.6", "%", None, "dot_decimal"),
    "100 %": number("100", "%"),
    "00": number("0"),
    "03": number("3"),
    "100": number("100"),
    "15 gg.": number("15", "days"),
    "1 g.": number("1", "days"),
    "3 gg": number("3", "days"),
    "2,3 gg": number("2.3", "days"),
    "2,5 giorni lavorativi": number("2.5", "days"),
    "78,68 giorni": number("78.68", "days"),
    "30 gg. di calendario": number("30", "days"),
    "30 gg. lav.": number("30", "days"),
    "< 5 gg.": number("5", "days", "<"),
    "<= 5 gg.": number("5", "days", "<"),
    "> 30 gg.": number("30", "days", ">"),
    ">= 30 gg.": number("30", "days", ">"),
    "entro 30 gg.": number("30", "days", "<"),
    "entro e non oltre 30 gg.": number("30", "days", "<"),
    "non oltre 30 gg.": number("30", "days", "<"),
    "fino a 30 gg.": number("30", "days", "<"),
    "max 23": number("23", None, "<"),
    "almeno 3": number("3", None, ">"),
    "a vista": Words(),
    "immediato": Words(),
    "automatico": Words(),
    "€/000": Words(),
    "(importi in migliaia di euro)": Words(),
    "1)": Words(),
    "12.": Words(),
    "3°": Words(),
    "31.01.2017": Words(),
    "17/11/2015": Words(),
    "1° novembre 2016": Words(),
    "154.007,00 20,1%": Several((number("154007.00"), number("20.1", "%"))),
    "(1.133.917,32) -29,5%": Several((number("-1133917.32"), number("-29.5", "%"))),
    "154.007,00 (20,1%)": Several((number("154007.00"), number("20.1", "%"))),
    "2015: - 160.238,64 -4,1%": Several((number("2015"), number("-160238.64"), number("-4.1", "%"))),
    "1) 100% 2) 66%": Several((number("100", "%"), number("66", "%"))),
    "3) 100 4) 200": Several((number("3"), number("100"), number("4"), number("200"))),
    "100% 66% 83%": Several((number("100", "%"), number("66", "%"), number("83", "%"))),
    "1.588,11(1)": number("1588.11", None, None, "note"),
    "1.588,11\u00b9": number("1588.11", None, None, "note"),
    "1.588\u00b9": number("1588", None, None, "note"),
    "1.588,11\u00b9\u00b2": number("1588.11", None, None, "note"),
    "1.588,11 *": number("1588.11", None, None, "note"),
    "(2.800,00)**": number("-2800.00", None, None, "note"),
    "99,5%(a)": number("99.5", "%", None, "note"),
    "1.588,11 (1)": Several((number("1588.11"), number("1"))),
    "12(3)": Several((number("12"), number("3"))),
    "\u20121.204,15": number("-1204.15"),
    "\u2014 2.856,30": number("-2856.30"),
    "\u207b4.204,15": number("-4204.15"),
    "\u00af5.204,15": number("-5204.15"),
    "5.000,=": number("5000", None, None, "no_cents"),
    "€ 5.000,--": number("5000", "EUR", None, "no_cents"),
    "1,5 mln": Number(Decimal("1.5"), scale=1_000_000),
    "412 mgl €": Number(Decimal(412), "EUR", scale=1000),
    "***412.350,75": number("412350.75"),
    "-******856,30": number("-856.30"),
    "2 miliardi di euro": Number(Decimal(2), "EUR", scale=1_000_000_000),
    "300 mila euro": Number(Decimal(300), "EUR", scale=1000),
    "M€ 1,2": Number(Decimal("1.2"), "EUR", scale=1_000_000),
    "€ mln 1,2": Number(Decimal("1.2"), "EUR", scale=1_000_000),
    "mln 1,2": Number(Decimal("1.2"), scale=1_000_000),
    "1,2 Mio": Number(Decimal("1.2"), scale=1_000_000),
    "=1.250,00=": number("1250.00"),
    "____1.250,00": number("1250.00"),
    "***1.250,00***": number("1250.00"),
    "1.250 ,50": number("1250.50"),
    "1. 250. 000,00": number("1250000.00"),
    "82 , 5 %": number("82.5", "%"),
    "1 8 7 . 9 0 4 , 2 0": number("187904.20"),
    "1.240/50": number("1240.50"),
    "1.250·50": number("1250.50"),
    "1.250,00/-": number("1250.00"),
    "% 82,5": number("82.5", "%"),
    "12 1/2": number("12.5", None, None, "fraction"),
    "~ 1.200": number("1200", None, None, "about"),
    "circa 1.200,50": number("1200.50", None, None, "about"),
    "1.204,50 [3]": number("1204.50", None, None, "note"),
    "250⁹": number("250", None, None, "note"),
    "12,5²": number("12.5", None, None, "note"),
    "'412.350,75": number("412350.75"),
    "412,10 a)": number("412.10", None, None, "note"),
    "(1) 1.250,00": number("1250.00", None, None, "note"),
    "(1) 1.250": Several((number("1"), number("1250"))),
    "2. 2024": Several((number("2"), number("2024"))),
    "340/24": Words(),
    "0*": number("0", None, None, "note"),
    "38*": number("38", None, None, "note"),
    "199 €(*)": number("199", "EUR", None, "note"),
    "187.904,20†": number("187904.20", None, None, "note"),
    "38‡": number("38", None, None, "note"),
    "412k": Number(Decimal(412), scale=1000),
    "1.250k": Number(Decimal(1250), scale=1000),
    "12€50": number("12.50", "EUR"),
    "n.d.": Absent("not stated"),
    "N.D.": Absent("not stated"),
    "n.a.": Absent("not applicable"),
    "n.r.": Absent("not recorded"),
    "NC": Absent("not computable"),
    "n.c.": Absent("not computable"),
    "": Absent("empty"),
    "   ": Absent("empty"),
}


@pytest.mark.parametrize(("text", "reading"), PRINTED.items())
def test_a_string_of_a_real_report_says(text: str, reading: Reading) -> None:
    assert read_number(text) == reading


def test_several_values_in_a_cell_are_never_one_number() -> None:
    for text in (
        "1) 100% 2) 66% 83%",
        "2015: - 160.238,64 -4,1% 2016: 3.100,00 2,0%",
        "12 12",
        "1 23",
        "1.500 2.300",
        "154.007,00 20,1%",
    ):
        assert isinstance(read_amount(text), Several), text


GROUPED, TWO_SIGNS, BRACKETS = "its digits are not grouped as in a number", "it has two signs", "its brackets do not close"
APART = "its digits stand apart, as those of one number or of several"

ARROW = "its sign may be the arrow beside it"

REFUSED = {
    "1. 250": APART,
    "1. 500,00": APART,
    "12. 345,00": APART,
    "1.234.56": GROUPED,
    "1.23.456,00": GROUPED,
    "1,234.56": GROUPED,
    "1234.567,00": GROUPED,
    "0.123.456": GROUPED,
    "1 234,56": GROUPED,
    "1'234,56": GROUPED,
    "11..558888": GROUPED,
    "12,": GROUPED,
    ",50": GROUPED,
    "1,234,567": "it has two decimal marks",
    "\u0661\u0662.\u0663\u0664\u0665,\u0660\u0660": "its digits are of another script",
    "l.234,56": "it has a letter where a digit should be",
    "O,00": "it has a letter where a digit should be",
    "--15.928": TWO_SIGNS,
    "- -15.928": TWO_SIGNS,
    "+-5": TWO_SIGNS,
    "(-5,00)": TWO_SIGNS,
    "-5,00-": TWO_SIGNS,
    "-€ -5,00": TWO_SIGNS,
    "(5,00": BRACKETS,
    "((5,00))": BRACKETS,
    "€ 5 %": "it has two units",
    "5 gg %": "it has two units",
    "€ 5 gg": "it has two units",
    "1,23E+06": "it was cut off to a power of ten when it was printed",
    "0,1234567": "it has more than 6 decimals",
    "1.2345678": "it has more than 6 decimals",
    "0,1234560": "it has more than 6 decimals",
    "1" * 21: "it has more than 20 digits",
    "2 1.816,63": APART,
    "21.8 16,63": APART,
    "12 3,45": APART,
    "10\u00b3": GROUPED,
    "1.234.56\u00b9": GROUPED,
    "1.234\u2075\u2070": GROUPED,
    "\u25bc 3,1%": ARROW,
    "12,5 \u2191": ARROW,
    "1\ufffd4,56": "some of its characters cannot be told",
    "1\ufffd4,5%": "some of its characters cannot be told",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_not_certainly_a_number_is_refused_with_a_reason(text: str, reason: str) -> None:
    assert read_number(text) == Refused(reason)
    assert read_amount(text) == Refused(reason)


@pytest.mark.parametrize("dash", ["-", "--", "---", "–", "—", "−", "- -", "€ -", "- €", "=", "\u2015"])
def test_a_dash_is_zero_among_amounts_and_a_word_elsewhere(dash: str) -> None:
    assert read_amount(dash) == Number(Decimal(0), None, None, ("dash",))
    assert read_number(dash) == Words()


@pytest.mark.parametrize("text", ["n.d.", "n.a.", "n.r.", "NC", "", "a vista", "____"])
def test_what_is_not_stated_is_never_zero(text: str) -> None:
    assert not isinstance(read_amount(text), Number)


# ── the column decides ────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(plain_digits(), max_size=8), st.sampled_from([c for c in CONVENTIONS if c.grouping]), signs)
def test_a_column_that_shows_its_marks_reads_back_whole(digits: list[str], convention: Convention, sign: tuple[str, int]) -> None:
    numbers = [*digits, "1234567.89"]
    column = [sign[0].format(printed(n, convention)) for n in numbers]
    inferred = infer_convention(column)
    assert inferred == convention
    readings = [read_number(text, inferred) for text in column]
    assert [r.value for r in readings if isinstance(r, Number)] == [sign[1] * Decimal(n) for n in numbers]


COLUMNS: dict[str, tuple[list[str], list[str | None]]] = {
    "thousands, where nothing shows decimals": (["1.234", "12.500", "7"], ["1234", "12500", "7"]),
    "decimals, where the column shows them with a point": (["1.234", "12.5", "7.25"], ["1.234", "12.5", "7.25"]),
    "thousands, where the column shows decimals with a comma": (["1.234", "12,5", "7,25"], ["1234", "12.5", "7.25"]),
    "thousands, where a point stands twice": (["1.234", "1.234.567"], ["1234", "1234567"]),
    "thousands, where a point stands twice, whatever the others hint": (
        ["1.234.567", "12.5", "7.25"],
        ["1234567", "12.5", "7.25"],
    ),
    "English": (["1,234.56", "12,500.00", "1,234,567.00"], ["1234.56", "12500.00", "1234567.00"]),
    "spaces": (["1 234,56", "12 500,00", "1 234 567,00"], ["1234.56", "12500.00", "1234567.00"]),
    "no-break spaces": (["1\u00a0234,56", "12\u202f500,00", "1\u2009234"], ["1234.56", "12500.00", "1234"]),
    "apostrophes": (["1'234,56", "12’500,00"], ["1234.56", "12500.00"]),
    "accents for apostrophes": (["1´234,56", "12´500,00"], ["1234.56", "12500.00"]),
    "one cell with spaces among points": (["1.234,56", "7.000,00", "1 234,56"], ["1234.56", "7000.00", None]),
    "one cell with points among spaces": (["1 234,56", "7 000,00", "1.234,56"], ["1234.56", "7000.00", None]),
    "one English cell among Italian ones": (["1.234,56", "7.000,00", "1,234.56"], ["1234.56", "7000.00", None]),
    "zero-padded percentages": (["100", "67", "00", "03"], ["100", "67", "0", "3"]),
    "percentages with a point": (["20.1%", "99.55%", "96%"], ["20.1", "99.55", "96"]),
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_the_column_decides_the_separators(name: str) -> None:
    texts, expected = COLUMNS[name]
    convention = infer_convention(texts)
    readings = [read_number(text, convention) for text in texts]
    assert [str(r.value) if isinstance(r, Number) else None for r in readings] == expected
    assert all(isinstance(r, Number | Refused) for r in readings)


HOUSES: dict[str, tuple[list[str], str | None]] = {
    "both marks": (["1,234.56", "855"], "."),
    "a mark twice": (["2,217,456", "12,500"], "."),
    "decimals after a comma": (["412,50", "1.250"], ","),
    "commas that all stand before three digits, beside figures of no more digits": (["1,453", "4,153", "855"], "."),
    "commas before three digits alone": (["1,453", "4,153", "2,115"], None),
    "commas before three digits, and figures with more digits without one": (["1,453", "4,153", "855", "2115"], None),
    "decimals after a comma and a nought": (["0,855", "1,453", "12"], ","),
    "percentages with a point, as Italian reports print them": (["20.1%", "12.5"], None),
    "the number of a section": (["1.1.2", "12"], None),
}  # fmt: skip


@pytest.mark.parametrize("name", HOUSES)
def test_a_document_shows_its_decimal_mark(name: str) -> None:
    texts, mark = HOUSES[name]
    assert house_mark(texts) == mark


@pytest.mark.parametrize(
    ("house", "texts", "values"),
    [
        (".", ["1,453", "855"], ["1453", "855"]),
        (".", ["1.453", "12"], ["1.453", "12"]),
        (",", ["1,453", "855"], ["1.453", "855"]),
        (None, ["1,453", "855"], ["1.453", "855"]),
        (".", ["412,50", "1.250"], ["412.50", "1250"]),
    ],
)
def test_the_document_decides_where_its_column_does_not(house: str | None, texts: list[str], values: list[str]) -> None:
    convention = infer_convention(texts, house)
    assert [str(r.value) for text in texts if isinstance(r := read_number(text, convention), Number)] == values


def test_a_point_after_a_nought_is_a_decimal_point() -> None:
    assert read_number("0.763") == number("0.763", None, None, "dot_decimal")


def test_a_decimal_point_of_a_percentage_is_remarked_whatever_the_column() -> None:
    for convention in (ITALIAN, infer_convention(["20.1%", "99.55%"])):
        assert read_number("20.1%", convention) == number("20.1", "%", None, "dot_decimal")


# ── numbers within text ───────────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_of_a_sentence_with_their_places() -> None:
    text = "Il risultato è pari al 97,94% (allegato n. 1), con + 154.000,00 rispetto a € 767.234,79, ovvero +20.1%."
    found = [(n.value, n.unit, text[at:].split(maxsplit=1)[0]) for n, at in numbers_in(text)]
    assert found == [
        (Decimal("97.94"), "%", "97,94%"),
        (Decimal("1"), None, "1),"),
        (Decimal("154000.00"), None, "+"),
        (Decimal("767234.79"), "EUR", "€"),
        (Decimal("20.1"), "%", "+20.1%."),
    ]


@pytest.mark.parametrize("text", ["il D.Lgs 1.23.456", "l'art. 1.234.56", "3250A", "ISO9001", "1\ufffd4,5%", "31.01.2017"])
def test_what_is_not_certainly_a_number_is_passed_over_in_a_sentence(text: str) -> None:
    assert list(numbers_in(text)) == []


@given(plain_digits(), st.sampled_from(["Pari a {}, come sopra.", "({})", "da {} in poi", "{}; poi", "è {}."]))
def test_a_number_is_found_within_a_sentence(digits: str, sentence: str) -> None:
    text = printed(digits, ITALIAN)
    ((found, at),) = numbers_in(sentence.format(text))
    assert found.value == Decimal(digits)
    assert at == sentence.index("{")


@given(plain_digits(), conventions, signs)
def test_what_reads_as_a_number_looks_numeric(digits: str, convention: Convention, sign: tuple[str, int]) -> None:
    assert looks_numeric(sign[0].format(printed(digits, convention)))


@pytest.mark.parametrize("text", ["a vista", "Totale", "3250 PRESTAZIONI", "1.2 Oneri", "n. 5", "", "-", "OBIETTIVO 1"])
def test_words_do_not_look_numeric(text: str) -> None:
    assert not looks_numeric(text)


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DATE_FORMS: tuple[Callable[[datetime.date], str], ...] = (
    lambda d: f"{d.day:02}.{d.month:02}.{d.year:04}",
    lambda d: f"{d.day}/{d.month}/{d.year:04}",
    lambda d: f"{d.day:02}-{d.month:02}-{d.year:04}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year:04}",
    lambda d: f"{d.day}° {MONTHS[d.month - 1].upper()} {d.year:04}",
)


@given(st.dates(), st.sampled_from(DATE_FORMS))
def test_a_date_reads_back_day_before_month(day: datetime.date, form: Callable[[datetime.date], str]) -> None:
    text = form(day)
    assert read_date(text) == PrintedDate(day.day, day.month, day.year)
    assert read_number(text) == Words()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31.01.2017", PrintedDate(31, 1, 2017)),
        ("17/11/2015", PrintedDate(17, 11, 2015)),
        ("3/4/2016", PrintedDate(3, 4, 2016)),
        ("15 luglio", PrintedDate(15, 7, None)),
        ("1° novembre 2016", PrintedDate(1, 11, 2016)),
        ("31 gennaio 2016", PrintedDate(31, 1, 2016)),
        ("29 febbraio", PrintedDate(29, 2, None)),
        ("29/02/2016", PrintedDate(29, 2, 2016)),
    ],
)
def test_a_date_of_a_real_report_says(text: str, date: PrintedDate) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text",
    ["31/04/2016", "29/02/2015", "11/17/2015", "0/1/2016", "31.01/2017", "1 g.", "2,3 gg", "12.500", "31.01.17", "luglio 2016"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


# ── scale ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("caption", "scale"),
    [
        ("€/000", 1000),
        ("Importi (€/000)", 1000),
        ("euro/000", 1000),
        ("in €/1000", 1000),
        ("(importi in migliaia di euro)", 1000),
        ("(migliaia di €)", 1000),
        ("Valori espressi in migliaia", 1000),
        ("Valori in k€", 1000),
        ("(in milioni di euro)", 1_000_000),
        ("€/mln", 1_000_000),
        ("(valori in miliardi di euro)", 1_000_000_000),
        ("Mio. €", 1_000_000),
        ("2023 TEUR", 1000),
        ("T€", 1000),
        ("impegni per 12 mio. €", None),
        *(
            (caption, 1000)
            for caption in (
                "EUR/000",
                "EUR '000",
                "(‘000 €)",
                "(000 €)",
                "Euro (000)",
                "(x 1.000 €)",
                "keuro",
                "2023 K euro",
                "valori in k-euro",
                "€k",
                "(€ k)",
                "Teuro",
                "€ (migliaia)",
                "valori in euro (migliaia)",
                "Unità di misura: migliaia di euro",
                "(Importi in migliaia di eur)",
                "(Euro thousand)",
                "(amounts in thousands of euro)",
                "Seguono i costi. migliaia di euro",
            )
        ),
        *(
            (caption, 1_000_000)
            for caption in (
                "2023 mln €",
                "valori in M€",
                "Meuro",
                "MEuro",
                "(mil. euro)",
                "(ml. di euro)",
                "EUR mln 2023",
                "(€M)",
                "(€ m)",
                "EUR millions",
            )
        ),
        *(
            (caption, None)
            for caption in (
                "spesi 3 mln €",
                "un contributo di 12,5 M€",
                "€ mln 1,2",
                "2.000 € ciascuno",
                "100 000 €",
                "costo in €/ml",
                "€/kg",
                "K euro 300",
                "Gli euro milionari",
                "oltre 500.000 euro",
                "spesi 12 mln di euro",
                "Costo al ml €",
                "ml. euro",
                "Costo della condotta per ml euro",
                "Mil. €",
                "M €",
                "M€",
                "Retribuzioni medie M € e F €",
                "Classe K euro",
                "Buoni da 000 €",
                "Controvalore in euro",
                "Importo in euro",
            )
        ),
        ("valori in euro", 1),
        ("(in unità di euro)", 1),
        ("Importi espressi in €", 1),
        ("Gli oneri di funzionamento", None),
        ("Nel 2016 gli oneri ammontano a 2 milioni di euro:", None),
        ("alcune migliaia di euro", None),
        ("distribuiti in migliaia di copie", None),
        ("Addetti/1000 abitanti", None),
        ("(€/migliaia)", 1000),
        ("Indebitamento (€ 000)", 1000),
        ("€ 000,00", None),
        ("Valori in €/000.", 1000),
        ("Importi in €.000", 1000),
        ("(€ x 1.000)", 1000),
        ("(€ x 1.000.000)", 1_000_000),
        ("importi in mgl €", 1000),
        ("Utile (€ mgl)", 1000),
        ("mgl di euro", 1000),
        ("€ 12 migliori", None),
        ("€ 1.000,00", None),
        ("Movimenti delle immobilizzazioni - in euro", 1),
        ("Totale delle spese in euro", None),
        ("", None),
    ],
)
def test_the_scale_that_a_caption_states(caption: str, scale: int | None) -> None:
    assert scale_of(caption) == scale
