"""Fonts that say other than they show: what shows is what counts, and a figure's picture is asked before it is blamed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pikepdf
import pytest

from pipeline.limits import Limits
from pipeline.page_picture import PagePicture
from pipeline.pictured import ask_pictures
from pipeline.reading.document import read_part
from pipeline.reading.faces import Verdict, verdict_on
from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.model import Char, Font
from pipeline.report import Report, read_report
from pipeline.source import open_source
from tests.drawing import BLACK, GREY, Align, Drawing

ROWS = [
    ["Voce", "2015", "2016", "Differenza"],
    ["Diritto annuale", "412.350,75", "431.206,10", "18.855,35"],
    ["Diritti di segreteria", "187.904,20", "179.455,60", "-8.448,60"],
    ["Totale", "600.254,95", "610.661,70", "10.406,75"],
]


def said_to_be(path: Path, meanings: dict[str, str]) -> Path:
    """The drawing with fonts that say that some of their characters are others (ToUnicode)."""
    lines = "\n".join(f"<{ord(shown):02X}> <{ord(said):04X}>" for shown, said in meanings.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Said def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(meanings)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                font.ToUnicode = pdf.make_stream(cmap.encode())
        pdf.save(path)
    return path


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Report]:
    """Reads the table in a font that says that some of its characters are others; without OCR, which would read its ink."""
    monkeypatch.setattr("pipeline.reading.reader.LIMITS", Limits(ocr="never"))

    def read_as(meanings: dict[str, str]) -> Report:
        path = Drawing().grid(72, 100, [150, 90, 90, 90], ROWS, align="lrrr").save(tmp_path / "a.pdf")
        return read_report(said_to_be(path, meanings))

    return read_as


def test_an_empty_box_is_no_digit() -> None:
    ink = np.zeros((40, 24), np.uint8)
    ink[8:32, 5:19] = 255
    ink[10:30, 7:17] = 0
    font = Font("Sans", 10, bold=False)
    assert verdict_on(Char("8", 0, 0, 6, 12, 10, font), ink) == Verdict("false", "□")
    ink[19:21, 7:17] = 255
    assert verdict_on(Char("8", 0, 0, 6, 12, 10, font), ink).status != "false"


def test_digits_that_a_font_exchanges_are_read_as_they_look(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({"3": "8", "8": "3", "1": "7", "7": "1"})
    assert report.tables[0].texts() == ROWS
    assert set(report.pages[0].remarks) == {
        f"Helvetica says «{said}» where «{shown}» is printed: that was read."
        for said, shown in (("8", "3"), ("3", "8"), ("7", "1"), ("1", "7"))
    }


@pytest.mark.parametrize("shown", ["2", "3", "5", "6", "8"])
def test_a_digit_that_is_two_is_not_read_though_the_first_print_of_it_is_what_it_says(
    read: Callable[[dict[str, str]], Report], shown: str
) -> None:
    report = read({shown: "4"})  # the first digit of the table
    texts = "".join(cell.text for cell in report.tables[0].cells)
    assert "4" not in texts
    assert UNREADABLE in texts
    assert any(f"says «4» where «{shown}» is printed" in remark for remark in report.pages[0].remarks)


def test_digits_that_a_font_takes_for_others_are_refused_and_told(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({"3": "8"})
    assert report.tables[0].texts()[1] == ["Diritto annuale", "412.\ufffd50,75", "4\ufffd1.206,10", "1\ufffd.\ufffd55,\ufffd5"]
    assert {cell.value for cell in report.tables[0].cells if cell.row == 1} == {None}
    assert report.pages[0].remarks[0] == "Helvetica says «8» where «3» is printed: that was not read."
    assert not [finding for finding in report.findings if finding.severity == "error"]
    assert [finding for finding in report.findings if finding.severity == "warning"]


@pytest.mark.parametrize(("meanings", "lie"), [({"3": "8", "8": "3"}, True), ({"3": "8"}, True), ({"x": "x"}, False)])
def test_a_part_of_a_document_tells_that_fonts_lie_in_it(tmp_path: Path, meanings: dict[str, str], lie: bool) -> None:
    path = said_to_be(Drawing().grid(72, 100, [150, 90, 90, 90], ROWS, align="lrrr").save(tmp_path / "a.pdf"), meanings)
    assert read_part(open_source(path), "a.pdf", [1], lambda page, pages: None, {}, tmp_path / "part").fonts_lie == lie


def test_a_digit_set_high_by_its_glyph_is_the_mark_of_a_note(tmp_path: Path) -> None:
    rows = [
        ["Voce", "2023"],
        ["Diritto annuale", "81.179,35¹"],
        ["Rimborsi", "6.959,94²"],
        ["Altri", "12,³³"],
        ["Resi", "32.121,33"],
    ]
    path = Drawing().grid(72, 100, [150, 90], rows, align="lr").save(tmp_path / "a.pdf")
    report = read_report(said_to_be(path, {"¹": "1", "²": "2", "³": "3"}))
    assert report.tables[0].texts() == [*rows[:3], ["Altri", "12,33"], rows[4]]
    values = [cell.value for cell in report.tables[0].cells if cell.column == 1 and cell.row]
    assert values == [Decimal("81179.35"), Decimal("6959.94"), Decimal("12.33"), Decimal("32121.33")]


def test_digits_that_a_font_takes_for_letters_are_refused_and_told(read: Callable[[dict[str, str]], Report]) -> None:
    report = read(dict(zip("0123456789", "abcdefghij", strict=True)))
    assert all("\ufffd" in text for row in report.tables[0].texts()[1:] for text in row[1:])
    assert [finding for finding in report.findings if finding.severity == "warning"]


def test_a_minus_that_a_font_takes_for_a_digit_is_read(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({"-": "2"})
    assert report.pages[0].remarks == ("Helvetica says «2» where «-» is printed: that was read.",)
    assert report.tables[0].texts() == ROWS


def test_a_minus_of_which_a_font_says_nothing_is_read(read: Callable[[dict[str, str]], Report]) -> None:
    assert read({"-": "\x03"}).tables[0].texts() == ROWS


@pytest.mark.parametrize("said", [" ", "\u00a0", "\u200b", "+", "_", "l", "~", "\u2022", "≥", "¡", ")", "ÿ"])
def test_a_minus_that_a_font_takes_for_a_blank_or_another_mark_is_read(
    read: Callable[[dict[str, str]], Report], said: str
) -> None:
    report = read({"-": said})
    assert report.tables[0].texts() == ROWS
    assert not report.findings


def test_a_tilde_is_no_minus(tmp_path: Path) -> None:
    rows = [[text.replace("-", "~") for text in row] for row in ROWS]
    report = read_report(Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr").save(tmp_path / "a.pdf"))
    assert report.tables[0].texts() == rows


def test_points_and_commas_that_a_font_exchanges_are_read_as_they_look(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({",": ".", ".": ","})
    assert report.tables[0].texts() == ROWS
    assert report.pages[0].remarks == ("Helvetica says «,» where «.» is printed, and «.» where «,» is: that was read.",)


@pytest.mark.parametrize("blank", [".", ","])
def test_points_or_commas_that_a_font_takes_for_blanks_are_read(read: Callable[[dict[str, str]], Report], blank: str) -> None:
    report = read({blank: " "})
    assert report.tables[0].texts() == ROWS
    assert not report.findings


def test_amounts_of_whose_marks_a_font_says_nothing_are_no_headings(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({".": " ", ",": " "})
    assert report.tables[0].header_rows == 1
    assert {finding.rule for finding in report.findings} == {"NUM-2"}


@pytest.mark.parametrize("turn", ["ao", "no", "aeio", "te", "li"])
def test_letters_that_a_font_exchanges_in_turn_are_read_as_they_look(read: Callable[[dict[str, str]], Report], turn: str) -> None:
    report = read(dict(zip(turn, turn[1:] + turn[:1], strict=True)))
    assert report.tables[0].texts() == ROWS
    assert f"Helvetica says «{turn[1]}» where «{turn[0]}» is printed: that was read." in report.pages[0].remarks


def test_a_digit_that_prints_otherwise_within_a_word_is_refused_and_told(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({"t": "5"})
    labels = [row[0] for row in report.tables[0].texts()[1:]]
    assert labels == ["Diri\ufffd\ufffdo annuale", "Diri\ufffd\ufffdi di segre\ufffderia", "To\ufffdale"]
    assert [finding.rule for finding in report.findings] == ["NUM-5"]


def test_labels_of_a_font_that_says_nothing_of_its_letters_are_refused_and_told(read: Callable[[dict[str, str]], Report]) -> None:
    report = read(dict(zip(ascii_lowercase, ascii_lowercase[1:] + "a", strict=True)))
    labels = [row[0] for row in report.tables[0].texts()[1:]]
    assert labels == ["\ufffd" * 7 + " " + "\ufffd" * 7, "\ufffd" * 7 + " " + "\ufffd" * 2 + " " + "\ufffd" * 10, "\ufffd" * 6]
    assert [row[1:] for row in report.tables[0].texts()[1:]] == [row[1:] for row in ROWS[1:]]
    assert {f.severity for f in report.findings} == {"warning"}


def test_english_amounts_are_believed(tmp_path: Path) -> None:
    rows = [[text.translate({44: ".", 46: ","}) for text in row] for row in ROWS]
    report = read_report(Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr").save(tmp_path / "a.pdf"))
    assert report.tables[0].texts() == rows
    assert report.pages[0].remarks == ()


def test_a_letter_of_which_a_font_says_nothing_is_no_minus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.reader.LIMITS", Limits(ocr="never"))
    rows = [[text.replace("-", "x") for text in row] for row in ROWS]
    drawing = Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr")
    report = read_report(said_to_be(drawing.save(tmp_path / "a.pdf"), {"x": "\x03"}))
    assert report.tables[0].texts()[2][3] == "\ufffd8.448,60"


def test_a_digit_that_a_font_takes_for_a_minus_is_refused(read: Callable[[dict[str, str]], Report]) -> None:
    report = read({"7": "-"})
    assert any(remark.startswith("Helvetica says «-» where") for remark in report.pages[0].remarks)
    for printed, read_as in zip(ROWS[1:], report.tables[0].texts()[1:], strict=True):
        for amount, text in zip(printed[1:], read_as[1:], strict=True):
            assert "\ufffd" in text if "7" in amount else text == amount


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Vera"])
def test_honest_fonts_are_believed(tmp_path: Path, font: str) -> None:
    drawing = Drawing(font=font).grid(72, 100, [150, 90, 90, 90], ROWS, align="lrrr", bold_rows=1)
    drawing.text(72, 300, "0123456789 -1,5", size=7).text(72, 340, " ".join(ascii_lowercase))
    report = read_report(drawing.save(tmp_path / "a.pdf"))
    assert report.tables[0].texts() == ROWS
    assert report.pages[0].remarks == ()


def test_pale_digits_over_which_the_line_above_reaches_are_believed(tmp_path: Path) -> None:
    rows = [["Voce", "2022", "2021"], ["Entrate", "10.200,00", "9.100,00"], ["di cui tributarie", "5.200,00", "4.100,00"]]
    rows += [["Spese", "9.150,00", "8.150,00"], ["di cui personale", "4.150,00", "1.150,00"], ["Saldo", "1.050,00", "950,00"]]
    drawing, places = Drawing(), list[tuple[float, Align]]([(72, "l"), (280, "r"), (370, "r")])
    for i, row in enumerate(rows):
        for (x, align), text in zip(places, row, strict=True):
            drawing.text(x, 100 + 8.5 * i, text, size=9, align=align, color=GREY if row[0].startswith("di cui") else BLACK)
    report = read_report(drawing.save(tmp_path / "a.pdf"))
    assert report.pages[0].remarks == ()
    assert [table.texts() for table in report.tables] == [rows]


# ── before a report is blamed ─────────────────────────────────────────────────────────────────────────────────────────


def account(drawing: Drawing) -> Drawing:
    rows = [list(row) for row in ROWS]
    rows[1][1] = "412.850,75"
    return drawing.grid(72, 100, [150, 90, 90, 90], rows, align="lrrr")


def test_a_figure_whose_picture_bears_it_out_is_the_reports_own_error(tmp_path: Path) -> None:
    (error,) = [f for f in read_report(account(Drawing()).save(tmp_path / "a.pdf")).findings if f.severity == "error"]
    assert (error.verdict, error.suggested_value, error.pictured) == ("located", Decimal("412350.75"), True)
    assert error.message.endswith("(8 for 3).")


def test_a_stroke_beside_a_figure_leaves_its_sign_in_doubt(tmp_path: Path) -> None:
    drawing = account(Drawing()).rule(258, 123, 263, 123)
    (error,) = [f for f in read_report(drawing.save(tmp_path / "a.pdf")).findings if f.severity == "error"]
    assert error.pictured is False
    assert error.message.endswith("Its picture does not bear this out for certain: see that it is printed so.")
    assert error.message_it.endswith("verificare che sia stampato così.")


def test_a_line_over_a_figure_that_would_add_up_as_negative_is_no_error_of_the_report(tmp_path: Path) -> None:
    rows = [[text.replace("-", "") for text in row] for row in ROWS]
    path = tmp_path / "a.pdf"
    drawing = Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr", rules=())
    (error,) = read_report(drawing.save(path)).findings
    assert (error.severity, error.slip, error.pictured) == ("error", "sign", True)
    assert error.box is not None
    drawing = Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr", rules=())
    over = drawing.rule(error.box.x0, error.box.top, error.box.x1, error.box.top)
    (finding,) = read_report(over.save(path)).findings
    assert (finding.severity, finding.slip, finding.pictured) == ("warning", "sign", False)


SHAPES_FOR_DIGITS = {
    "drawn": "0 g {x} {y} m {r} {y} l {r} {t} l {r} {m} l {x} {m} l {x} {n} l h f",
    "an image": "q 5 0 0 7 {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI Q",
}


@pytest.mark.parametrize("shape", SHAPES_FOR_DIGITS.values(), ids=SHAPES_FOR_DIGITS)
@pytest.mark.parametrize("beside", ["12.350,75", "431.206,10"])
def test_no_figure_is_an_error_of_the_report_where_a_digit_may_be_drawn_beside_one_of_its_sum(
    tmp_path: Path, shape: str, beside: str
) -> None:
    rows = [[cell.replace("412.350", "12.350") for cell in row] for row in ROWS]
    path = Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr", rules=()).save(tmp_path / "a.pdf")
    report = read_report(path)
    (error,) = report.findings
    assert (error.severity, error.slip, error.pictured) == ("error", "dropped_digit", True)
    operands = (operand for check in report.checks for operand in check.operands)
    box = next(operand.box for operand in operands if operand.text == beside)
    at = {"x": box.x0 - 6, "r": box.x0 - 1, "y": 842 - box.bottom + 2, "m": 842 - box.bottom + 4, "n": 842 - box.bottom + 5}
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(shape.format(**at, t=842 - box.bottom + 9).encode()))
        pdf.save(path)
    (finding,) = read_report(path).findings
    assert (finding.severity, finding.slip, finding.pictured) == ("warning", "dropped_digit", False)


def test_a_figure_with_a_digit_that_looks_like_another_is_no_error_of_the_report(tmp_path: Path) -> None:
    report = read_report(account(Drawing()).save(tmp_path / "a.pdf"))
    (error,) = [finding for finding in report.findings if finding.severity == "error"]
    assert error.box is not None
    picture = PagePicture(number=1, compared=True, doubtful=(error.box,), likened=(error.box,))
    (finding,) = ask_pictures([error], report.checks, [picture])
    assert (finding.severity, finding.pictured) == ("warning", False)


def test_an_italic_digit_that_is_like_no_upright_one_leaves_an_error_of_the_report(tmp_path: Path) -> None:
    report = read_report(account(Drawing(font="Times-Italic")).save(tmp_path / "a.pdf"))
    assert report.tables[0].texts()[1:] == [[ROWS[1][0], "412.850,75", *ROWS[1][2:]], *ROWS[2:]]
    assert [finding.severity for finding in report.findings] == ["error"]


def test_a_mark_beside_the_figures_of_a_column_is_no_digit_of_them(tmp_path: Path) -> None:
    path = account(Drawing()).save(tmp_path / "a.pdf")
    report = read_report(path)
    boxes = {operand.box for check in report.checks for operand in check.operands if operand.text != ROWS[3][1]}
    mark = "0 .6 0 rg {x} {y} m {m} {t} l {r} {y} l {r} {y} l {m} {y} l {x} {y} l h f"
    marks = [
        mark.format(x=box.x0 - 7, m=box.x0 - 4, r=box.x0 - 1, y=842 - box.bottom + 2, t=842 - box.bottom + 9) for box in boxes
    ]
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream("\n".join(marks).encode()))
        pdf.save(path)
    (finding,) = read_report(path).findings
    assert (finding.severity, finding.slip, finding.pictured) == ("error", "digit", True)


def test_strokes_that_run_into_a_figure_may_be_its_minus(tmp_path: Path) -> None:
    rows = [("Quote", "1.200,00"), ("Rimborsi", "-300,00"), ("Eventi", "-45,50"), ("Totale", "854,50")]
    drawing = Drawing(font="Courier").text(72, 100, "Voce" + " " * 44 + "2023")
    for y, (label, amount) in enumerate(rows):
        drawing.text(72, 114 + 14 * y, f"{label} {'-' * (46 - len(label))}{amount}")
    report = read_report(drawing.save(tmp_path / "a.pdf"))
    assert [row[1] for row in report.tables[0].texts()][2:] == ["300,00", "45,50", "854,50"]
    (finding,) = [finding for finding in report.findings if finding.check_ids]
    assert (finding.severity, finding.pictured) == ("warning", False)
