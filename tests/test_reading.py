"""A page as a reader sees it: characters, words, rules and fills in displayed coordinates, and nothing that is not printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.limits import Limits
from pipeline.numbers import Refused, read_amount
from pipeline.reading import calls, plumber
from pipeline.reading.ligatures import give_ligatures
from pipeline.reading.model import Char, Fill, Font, Rule, Word
from pipeline.reading.page import Page
from pipeline.reading.pdfium import read_page
from pipeline.reading.reader import Reader
from pipeline.reading.running_lines import body_lines
from pipeline.report import read_report
from pipeline.source import open_source
from schemas.provenance import Box
from tests.drawing import BLACK, GREY, WHITE, Align, Drawing, hostile

ReadPages = Callable[[Drawing], list[Page]]


def texts(page: Page) -> list[list[str]]:
    """The words of each line."""
    return [[word.text for word in line.words] for line in page.lines]


def words(page: Page) -> list[Word]:
    return [word for line in page.lines for word in line.words]


def near(box: Box) -> Box:
    """The box, to a tenth of a point."""
    return Box(*(pytest.approx(edge, abs=0.1) for edge in box))  # type: ignore[arg-type]


# ── characters and words ──────────────────────────────────────────────────────────────────────────────────────────────


def test_words_with_their_boxes_and_fonts(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Oneri di gestione").text(300, 100, "1.234,56", align="r")
    (page,) = read_pages(drawing.text(72, 130, "Totale", bold=True, size=12))
    assert texts(page) == [["Oneri", "di", "gestione", "1.234,56"], ["Totale"]]
    amount, total = words(page)[3:]
    assert (amount.x0, amount.x1, amount.baseline) == pytest.approx((300 - 38.92, 300, 100), abs=0.01)
    assert amount.top < 100 - 7 < 100 + 2 < amount.bottom + 0.01
    assert (amount.font.name, amount.font.size, amount.font.bold) == ("Helvetica", 10, False)
    assert (total.font.name, total.font.size, total.font.bold) == ("Helvetica-Bold", 12, True)


def test_lines_go_top_to_bottom_and_words_left_to_right_however_they_were_drawn(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().text(300, 140, "tre").text(200, 100, "due").text(72, 140, "poi").text(72, 100, "uno"))
    assert texts(page) == [["uno", "due"], ["poi", "tre"]]


def test_superscripts_and_small_shifts_stay_on_their_line(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().text(72, 100, "Oneri").text(200, 101.5, "1.234,56").text(72, 116, "Altri"))
    assert texts(page) == [["Oneri", "1.234,56"], ["Altri"]]


def test_a_word_never_crosses_a_ruling_line(read_pages: ReadPages) -> None:
    drawing = Drawing().text(100, 100, "1.234,56", align="r").text(100.5, 100, "7.890,12").rule(100.2, 90, 100.2, 110)
    (page,) = read_pages(drawing)
    assert texts(page) == [["1.234,56", "7.890,12"]]


def test_a_word_too_long_for_its_cell_is_whole(find_tables: Callable[[Drawing], list[list[list[str]]]]) -> None:
    rows = [["Voce", "2023", "2024"], ["Diritto annuale", "412,00", "431,00"], ["", "", "179,00"], ["Altri", "5,00", "6,00"]]
    drawing = Drawing().grid(72, 100, [118, 70, 70], rows, align="lrr", height=16)
    drawing.text(76, 143, "Diritti di segreteria e di altri uffici", size=9)
    rows[2][0] = "Diritti di segreteria e di altri uffici"
    assert find_tables(drawing) == [rows]


def test_letters_set_tight_are_one_word_and_words_set_tight_are_two(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Personale", spacing=-0.4).text(72, 120, "oneri di personale", spacing=-0.4)
    (page,) = read_pages(drawing)
    assert texts(page) == [["Personale"], ["oneri", "di", "personale"]]


# ── what a glyph is ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ligature_is_its_letters(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing(font="Vera").text(72, 100, "bene\ufb01ci e \ufb02ussi"))
    assert texts(page) == [["benefici", "e", "flussi"]]


@pytest.mark.parametrize(
    ("angle", "said", "text"),
    [
        (0, "00660066", "Differenza"),
        (90, "00660066", "Differenza"),
        (0, "66006600", "Differenza"),
        (0, "66006900", "Difierenza"),
        (0, "6600CF00", "Diffierenza"),
        (0, "6600D200", "Difflerenza"),
    ],
)
def test_a_ligature_is_its_letters_whichever_way_it_and_their_bytes_are_set(
    tmp_path: Path, angle: float, said: str, text: str
) -> None:
    path = Drawing().text(72, 300, "Dixerenza", angle=angle).save(tmp_path / "a.pdf")
    cmap = f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <78> <{said}> endbfchar endcmap"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(cmap.encode())
        pdf.save(path)
    with pypdfium2.PdfDocument(path) as document:
        assert "".join(ch.text for ch in read_page(document, 1).chars) == text


@pytest.mark.parametrize(
    ("text", "widths", "read"),
    [
        ("uücio e fiuto", {"ü": 0.92}, "ufficio e fiuto"),
        ("uûci, aüuenza e fiuto", {"û": 0.92, "ü": 0.92}, "uffici, affluenza e fiuto"),
        ("fondo diûerito, proütto, deýussi", {"û": 0.64, "ü": 0.6, "ý": 0.6}, "fondo differito, profitto, deflussi"),
        ("diûerenza, proütti", {"û": 0.7, "ü": 0.63}, "differenza, profitti"),
        ("coût du goûter, fiuto", {"û": 0.56}, "coût du goûter, fiuto"),
    ],
)
def test_letters_as_broad_as_ligatures_are_these(text: str, widths: dict[str, float], read: str) -> None:
    of_letters = {"f": 0.34, "i": 0.28, "l": 0.28, "u": 0.56, "y": 0.5} | widths
    x, chars = 0.0, []
    for letter in text:
        right = x + 10 * of_letters.get(letter, 0.55)
        chars.append(Char(letter, x, 0.0, right, 12.0, 10.0, Font("Prova", 10.0, bold=False), 0.0, run=1))
        x = right
    give_ligatures(chars, {1: 7})
    assert "".join(ch.text for ch in chars) == read


@pytest.mark.parametrize("minus", ["\u2212", "\u2013", "-", "\u00ad"])
def test_a_minus_is_a_minus_whatever_glyph_prints_it(read_pages: ReadPages, minus: str) -> None:
    (page,) = read_pages(Drawing(font="Vera").text(72, 100, f"{minus}1.234,56"))
    reading = read_amount(words(page)[0].text)
    assert str(getattr(reading, "value", reading)) == "-1234.56"


def test_a_minus_beside_a_minus_is_read_though_both_are_marked_alike(tmp_path: Path) -> None:
    def shown(x: int, text: bytes) -> bytes:
        return b"BT /F1 10 Tf 1 0 0 1 %d 700 Tm (%s) Tj ET" % (x, text)

    def minus(x: int) -> bytes:
        return b"/Span<</ActualText<FEFF00AD>>>BDC %s EMC" % shown(x, b"-")

    path = tmp_path / "marked.pdf"
    path.write_bytes(hostile.document(b"\n".join([shown(72, b"6.078,07"), minus(112), minus(149), shown(153, b"9,32")])))
    document = pypdfium2.PdfDocument(path)
    other = plumber.read_page(plumber.open_document(path.read_bytes()), 1)
    assert texts(read_page(document, 1)) == texts(other) == [["6.078,07-", "-9,32"]]
    document.close()


def test_dots_for_which_the_file_says_a_text_are_read(tmp_path: Path) -> None:
    def shown(x: int, text: bytes) -> bytes:
        return b"BT /F1 6 Tf 1 0 0 1 %d 700 Tm (%s) Tj ET" % (x, text)

    def said(x: int, text: bytes) -> bytes:
        return b"/Span<</ActualText(%s)>>BDC %s EMC" % (text, shown(x, text))

    line = [shown(72, b"Oneri"), said(90, b". . . . . . . . ."), shown(150, b"1"), said(153, b"."), shown(155, b"234,56")]
    path = tmp_path / "said.pdf"
    path.write_bytes(hostile.document(b"\n".join(line)))
    document = pypdfium2.PdfDocument(path)
    page = read_page(document, 1)
    assert "".join(ch.text for ch in page.chars) == "Oneri.........1.234,56"
    assert not page.not_shown
    document.close()


@pytest.mark.parametrize("said", ["250,00", "meno 250,00", "9.250,00", "-1", ""])
def test_an_amount_is_read_as_printed_whatever_the_file_says_for_it(tmp_path: Path, said: str) -> None:
    def shown(x: int, text: bytes) -> bytes:
        return b"BT /F1 10 Tf 1 0 0 1 %d 700 Tm (%s) Tj ET" % (x, text)

    span = b"/Span<</ActualText(%s)>>BDC %s %s EMC" % (said.encode(), shown(150, b"-2"), shown(159, b"50,00"))
    path = tmp_path / "said.pdf"
    path.write_bytes(hostile.document(b"\n".join([shown(72, b"Oneri"), span, shown(200, b"1.000,00")])))
    document = pypdfium2.PdfDocument(path)
    assert texts(read_page(document, 1)) == [["Oneri", "-250,00", "1.000,00"]]
    document.close()


@pytest.mark.parametrize(
    "span", [b"/Span<</ActualText(meno 250,00)>>BDC", b"/Span<</Actual#54ext(meno 250,00)>>BDC", b"/Span/Said BDC"]
)
@pytest.mark.parametrize("in_form", [False, True])
def test_marks_are_asked_wherever_they_may_say_another_text(tmp_path: Path, span: bytes, in_form: bool) -> None:
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        said = pikepdf.Dictionary(ActualText=pikepdf.String("meno 250,00"))
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), Properties=pikepdf.Dictionary(Said=said))
        content = pdf.make_stream(span + b" BT /F1 10 Tf 72 700 Td (-250,00) Tj ET EMC")
        page = pdf.add_blank_page(page_size=(595, 842))
        if in_form:
            content.Type, content.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            content.BBox, content.Resources = pikepdf.Array([0, 0, 595, 842]), resources
            page.Contents, page.Resources = pdf.make_stream(b"/Fm Do"), pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=content))
        else:
            page.Contents, page.Resources = content, resources
        pdf.save(tmp_path / "said.pdf")
    reader = Reader(open_source(tmp_path / "said.pdf"))
    assert texts(reader.read(1)[0]) == [["-250,00"]]
    reader.close()


def test_glyphs_without_a_meaning_are_read_as_the_file_says(tmp_path: Path) -> None:
    nobody = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Nobody/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Nobody/Encoding/Identity-H/DescendantFonts[%s]>>" % nobody
    glyphs = b"BT /F2 10 Tf 1 0 0 1 150 700 Tm <F001F002> Tj ET"
    path = tmp_path / "said.pdf"
    path.write_bytes(hostile.document(b"/Span<</ActualText(\xfe\xff\x00f\x00f)>>BDC %s EMC" % glyphs))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Resources.Font.F2 = pikepdf.Object.parse(font)
        pdf.save()
    document = pypdfium2.PdfDocument(path)
    page = read_page(document, 1)
    assert "".join(ch.text for ch in [*page.chars, *page.not_shown]) == "ff"
    document.close()


@pytest.mark.parametrize("by", [0.2, 0.5, 1.0])
def test_a_glyph_struck_twice_is_read_once(read_pages: ReadPages, by: float) -> None:
    (page,) = read_pages(Drawing().struck_twice(72, 100, "Totale 1.588.111,00", by=by))
    assert texts(page) == [["Totale", "1.588.111,00"]]
    assert page.remarks == []


def test_figures_with_a_box_for_each_digit_are_read(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Totale")
    for i, digit in enumerate("1.312.260,11"):
        drawing.text(203.5 + 7.2 * i, 100, digit, size=9, align="c")
    (page,) = read_pages(drawing)
    assert texts(page) == [["Totale", "1.312.260,11"]]


def test_equal_digits_side_by_side_are_two_digits(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().text(72, 100, "11.111,11", spacing=-0.3).text(72, 120, "Mamma"))
    assert texts(page) == [["11.111,11"], ["Mamma"]]


def test_accents_set_over_letters_by_themselves_are_of_these(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Attivita").text(97.6, 100, "`").text(72, 120, "Perche e`")
    (page,) = read_pages(drawing.text(99.2, 120, "´"))
    assert texts(page) == [["Attivit\u00e0"], ["Perch\u00e9", "e`"]]


def test_an_accent_in_the_box_of_its_letter_and_one_over_an_i_without_dot_are_of_these(tmp_path: Path) -> None:
    path = Drawing().text(72, 60, "x").save(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        names = pikepdf.Array([120, pikepdf.Name.grave, 122, pikepdf.Name.dotlessi])
        encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, BaseEncoding=pikepdf.Name.WinAnsiEncoding, Differences=names)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier, Encoding=encoding
        )
        page.Resources.Font.F9 = pdf.make_indirect(font)
        set_over = b"BT /F9 10 Tf 72 700 Td (utilit) Tj [(x) 600 (a)] TJ ( cos) Tj [(x) 600 (z)] TJ ET"
        page.contents_add(pdf.make_stream(set_over))
        pdf.save(path)
    assert texts(read_page(pypdfium2.PdfDocument(path), 1))[-1] == ["utilità", "così"]


def test_a_euro_sign_that_a_font_says_to_be_a_control_is_one(tmp_path: Path) -> None:
    with pikepdf.open(Drawing(font="Vera").text(72, 100, "€ 12,50").save(tmp_path / "drawn.pdf")) as pdf:
        font = next(font for font in pdf.pages[0].Resources.Font.values() if "/ToUnicode" in font)
        said = font.ToUnicode.read_bytes()
        assert b"<20AC>" in said
        font.ToUnicode = pdf.make_stream(said.replace(b"<20AC>", b"<0080>"))
        pdf.save(tmp_path / "said.pdf")
    page = read_page(pypdfium2.PdfDocument(tmp_path / "said.pdf"), 1)
    assert ([word.text for line in page.lines for word in line.words], page.not_shown) == (["€", "12,50"], [])


@pytest.mark.parametrize(
    ("printed", "said", "read"),
    [
        ("Quantità", {"à": "a\u0300"}, "Quantità"),
        ("2.470,15", dict(zip("0247", "\uff10\uff12\uff14\uff17", strict=True)), "2.470,15"),
    ],
)
def test_letters_and_digits_that_a_font_says_in_other_forms(
    tmp_path: Path, printed: str, said: dict[str, str], read: str
) -> None:
    with pikepdf.open(Drawing(font="Vera").text(72, 100, printed).save(tmp_path / "drawn.pdf")) as pdf:
        font = next(font for font in pdf.pages[0].Resources.Font.values() if "/ToUnicode" in font)
        mapped = font.ToUnicode.read_bytes()
        for of_glyph, other in said.items():
            old, new = (b"<" + text.encode("utf-16-be").hex().upper().encode() + b">" for text in (of_glyph, other))
            assert old in mapped
            mapped = mapped.replace(old, new)
        font.ToUnicode = pdf.make_stream(mapped)
        pdf.save(tmp_path / "said.pdf")
    page = read_page(pypdfium2.PdfDocument(tmp_path / "said.pdf"), 1)
    assert [word.text for line in page.lines for word in line.words] == [read]


@pytest.mark.parametrize(("size", "drop"), [(6, 2), (9, 4.5)])
def test_a_digit_set_low_follows_its_letter(read_pages: ReadPages, size: float, drop: float) -> None:
    (page,) = read_pages(Drawing().text(72, 100, "CO").text(86.9, 100 + drop, "2", size=size).text(93, 100, "(t)"))
    assert texts(page) == [["CO2", "(t)"]]


@pytest.mark.parametrize(("mark", "read"), [("1", "\u00b9"), ("*", "*")])
def test_the_mark_of_a_note_set_high_before_an_amount_is_of_it(read_pages: ReadPages, mark: str, read: str) -> None:
    drawing = Drawing().text(72, 100, "Oneri").text(160.5, 96, mark, size=6, align="r").text(200, 100, "1.588,11", align="r")
    (page,) = read_pages(drawing)
    assert texts(page) == [["Oneri", f"{read}1.588,11"]]


@pytest.mark.parametrize(("text", "read"), [("1.588,11", "1.588,11\u1d43"), ("comma 1", "1a")])
def test_a_letter_set_high_is_a_mark_after_an_amount_alone(read_pages: ReadPages, text: str, read: str) -> None:
    (page,) = read_pages(Drawing().text(200, 100, text, align="r").text(200.3, 96, "a", size=6))
    assert texts(page)[0][-1] == read


def test_a_mark_of_a_note_set_high_follows_its_word_and_is_no_digit_of_its_number(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Oneri").text(97.5, 97, "1", size=6).text(200, 100, "2016").text(222.5, 97, "2", size=6)
    (page,) = read_pages(drawing.text(72, 116, "in m").text(92, 112.5, "2", size=6))
    assert texts(page) == [["Oneri\u00b9", "2016\u00b2"], ["in", "m\u00b2"]]


@pytest.mark.parametrize("size", [6.0, 8.3, 8.8])
def test_the_mark_of_a_note_set_over_an_amount_follows_it(read_pages: ReadPages, size: float) -> None:
    (page,) = read_pages(Drawing().text(200, 100, "1.588,11", align="r").text(200.3, 95.3, "1", size=size))
    assert texts(page) == [["1.588,11\u00b9"]]


@pytest.mark.parametrize(("size", "rise"), [(10.0, 0.0), (6.0, 3.0)], ids=["level", "raised"])
def test_cents_that_stand_apart_are_of_their_amount(read_pages: ReadPages, size: float, rise: float) -> None:
    drawing = Drawing().text(72, 100, "Saldo").text(200, 100, "1.588,", align="r").text(202.5, 100 - rise, "11", size=size)
    (page,) = read_pages(drawing.text(72, 120, "articoli 3, 25 e 1.588,"))
    assert texts(page) == [["Saldo", "1.588,11"], ["articoli", "3,", "25", "e", "1.588,"]]


def test_marks_set_high_on_lines_that_follow_closely(read_pages: ReadPages) -> None:
    drawing = Drawing()
    for i in range(3):
        drawing.text(200, 100 + 10 * i, "1.588,11", align="r").text(200.5, 96 + 10 * i, f"{i + 1}", size=6)
    (page,) = read_pages(drawing)
    assert texts(page) == [["1.588,11\u00b9"], ["1.588,11\u00b2"], ["1.588,11\u00b3"]]


def test_a_mark_set_high_follows_its_amount_though_another_line_is_between_their_heights(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 97.5, "Diritti", size=9).text(200, 100, "1.588,11", size=9, align="r")
    (page,) = read_pages(drawing.text(200, 95.3, "(1)", size=6))
    assert texts(page) == [["Diritti"], ["1.588,11(1)"]]


# ── what is not printed ───────────────────────────────────────────────────────────────────────────────────────────────


def test_hidden_text_over_an_amount_is_left_out(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "1.000,00").text(74, 100, "9.999,99", color=WHITE)
    drawing.text(72, 120, "2.000,00").text(74, 120, "7.777,77", hidden=True)
    (page,) = read_pages(drawing)
    assert texts(page) == [["1.000,00"], ["2.000,00"]]


def test_white_text_on_a_dark_cell_is_printed(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().box(72, 90, 200, 110, fill=BLACK).text(80, 103, "Totale", color=WHITE))
    assert texts(page) == [["Totale"]]


def test_text_that_is_not_there_for_the_eye_is_not_read(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Totale").text(200, 100, "1.000,00")
    drawing.text(72, 120, "sotto").box(70, 108, 130, 125, fill=GREY, line=0)  # under a box
    drawing.box(70, 138, 130, 155, fill=GREY, line=0).text(72, 150, "uguale", color=GREY)  # in the colour of its ground
    drawing.text(72, 180, "piccolo", size=0.8).text(300, 210, "nascosto", hidden=True)
    drawing.canvas.saveState()
    outline = drawing.canvas.beginPath()
    outline.rect(72, 500, 50, 50)
    drawing.canvas.clipPath(outline, stroke=0)
    drawing.text(72, 240, "fuori").canvas.restoreState()
    (page,) = read_pages(drawing)
    assert texts(page) == [["Totale", "1.000,00"]]
    assert "".join(ch.text for ch in page.not_shown) == "sottougualepiccolonascostofuori"


@pytest.mark.parametrize("x", [200.1, 200.4, 200.7])
def test_a_minus_outside_its_clip_is_not_read(read_pages: ReadPages, x: float) -> None:
    drawing = Drawing().text(72, 100, "-1.000,00")
    edge = drawing.canvas.beginPath()
    edge.rect(x + stringWidth("-", "Helvetica", 10), 0, 200, drawing.height)
    drawing.canvas.clipPath(edge, stroke=0)
    (page,) = read_pages(drawing.text(x, 100, "-1.000,00"))
    assert texts(page) == [["-1.000,00", "1.000,00"]]


def test_text_that_is_the_clip_of_a_fill_is_printed(tmp_path: Path) -> None:
    path = Drawing().text(72, 100, "Totale").save(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        clipped = b"q BT /F1 10 Tf 7 Tr 1 0 0 1 200 741.89 Tm (1.000,00) Tj ET 0 g 0 0 595 842 re f Q"
        pdf.pages[0].contents_add(pdf.make_stream(clipped))
        pdf.save(path)
    document = pypdfium2.PdfDocument(path)
    assert texts(read_page(document, 1)) == [["Totale", "1.000,00"]]
    document.close()


def test_text_that_other_text_covers_half_is_judged_by_its_own_ink(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "12.500,00").box(70, 88, 130, 105, fill=WHITE, line=0).text(73, 100, "13.700,00")
    (page,) = read_pages(drawing)
    assert texts(page) == [["13.700,00"]]


def test_text_recognised_in_an_image_is_read_beside_text(read_pages: ReadPages) -> None:
    image = Image.new("L", (400, 40), 255)
    ImageDraw.Draw(image).text((4, 4), "Totale        1.000,00", fill=0, font_size=24)
    drawing = Drawing().text(72, 60, "Protocollo 17")
    drawing.canvas.drawInlineImage(image, 72, drawing.height - 140, 200, 20)
    drawing.text(74, 134, "Totale", size=12, hidden=True).text(160, 134, "1.000,00", size=12, hidden=True)
    (page,) = read_pages(drawing)
    assert texts(page) == [["Protocollo", "17"], ["Totale", "1.000,00"]]


def test_two_amounts_printed_over_one_another_are_neither(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().text(72, 100, "Oneri").text(200, 100, "1.000,00").text(202, 100, "9.876,54"))
    label, *amount = texts(page)[0]
    assert label == "Oneri"
    assert isinstance(read_amount(" ".join(amount)), Refused)
    assert page.remarks[0] == "Glyphs are printed over one another and cannot be told apart."


# ── rules and fills ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_ruling_lines_with_their_ends_and_thickness(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().rule(72, 100, 300, 100, width=0.5).rule(150, 90, 150, 200, width=2))
    assert page.horizontals == [pytest.approx(Rule(100, 72, 300, 0.5), abs=0.01)]
    assert page.verticals == [pytest.approx(Rule(150, 90, 200, 2), abs=0.01)]


@pytest.mark.parametrize("dash", [(3, 2), (1, 1), (0.5, 1.5), (6, 3, 1, 3)])
def test_a_dashed_or_dotted_stroke_is_one_rule(read_pages: ReadPages, dash: tuple[float, ...]) -> None:
    (page,) = read_pages(Drawing().rule(72, 100, 300, 100, dash=dash))
    assert page.horizontals == [pytest.approx(Rule(100, 72, 300, 0.5), abs=0.01)]


def test_dashes_drawn_one_by_one_are_one_rule(read_pages: ReadPages) -> None:
    drawing = Drawing()
    for i in range(100):
        drawing.rule(72 + 2 * i, 100, 72 + 2 * i + 0.6, 100, width=0.6)
        drawing.box(72, 119 + 2 * i, 72.6, 120.6 + 2 * i, fill=BLACK)
    (page,) = read_pages(drawing)
    assert page.horizontals == [pytest.approx(Rule(100, 72, 72 + 198.6, 0.6), abs=0.01)]
    assert [(r.at, r.start, r.end) for r in page.verticals] == [pytest.approx((72.3, 119, 120.6 + 198), abs=0.01)]


def test_a_thin_filled_rectangle_is_a_rule_unless_it_is_white(read_pages: ReadPages) -> None:
    drawing = Drawing().box(72, 100, 300, 101, fill=BLACK).box(72, 120, 300, 121, fill=WHITE).box(150, 100, 150.8, 200, fill=GREY)
    (page,) = read_pages(drawing)
    assert page.horizontals == [pytest.approx(Rule(100.5, 72, 300, 1), abs=0.01)]
    assert page.verticals == [pytest.approx(Rule(150.4, 100, 200, 0.8), abs=0.01)]
    assert page.fills == []


def test_a_border_is_four_rules_and_a_filled_box_a_fill(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().box(72, 100, 300, 140).box(72, 200, 300, 240, fill=GREY))
    assert [(r.at, r.start, r.end) for r in page.horizontals] == [pytest.approx((y, 72, 300), abs=0.01) for y in (100, 140)]
    assert [(r.at, r.start, r.end) for r in page.verticals] == [pytest.approx((x, 100, 140), abs=0.01) for x in (72, 300)]
    assert page.fills == [Fill(near(Box(72, 200, 300, 240)), (217, 217, 217))]


def test_slanted_and_tiny_strokes_are_no_rules(read_pages: ReadPages) -> None:
    (page,) = read_pages(Drawing().rule(72, 100, 300, 180).rule(72, 200, 74, 200).rule(72, 220, 72, 222))
    assert (page.horizontals, page.verticals) == ([], [])


# ── pages and texts that are turned ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rotate", [90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (842, 595)])
def test_a_turned_page_is_read_as_a_viewer_shows_it(read_pages: ReadPages, rotate: int, size: tuple[float, float]) -> None:
    def draw(turn: int) -> Drawing:
        drawing = Drawing(size, turn).text(72, 80, "Oneri", bold=True).text(300, 80, "1.234,56", align="r")
        return drawing.rule(72, 90, 300, 90).rule(150, 70, 150, 95, width=1.5).box(72, 120, 300, 150, fill=GREY)

    (upright,), (turned,) = read_pages(draw(0)), read_pages(draw(rotate))
    assert (turned.width, turned.height) == (upright.width, upright.height) == size
    assert texts(turned) == texts(upright) == [["Oneri", "1.234,56"]]
    for ours, theirs in zip(words(turned), words(upright), strict=True):
        assert ours.box == near(theirs.box)
        assert (ours.font.bold, ours.font.size) == (theirs.font.bold, theirs.font.size)
    assert turned.horizontals == [pytest.approx(rule, abs=0.1) for rule in upright.horizontals]
    assert turned.verticals == [pytest.approx(rule, abs=0.1) for rule in upright.verticals]
    assert turned.fills == [Fill(near(fill.box), fill.color) for fill in upright.fills]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_coordinates_count_from_the_corner_of_the_cropped_page(read_pages: ReadPages, rotate: int) -> None:
    drawing = Drawing((600, 800), rotate).text(172, 180, "Oneri").rule(150, 190, 300, 190)
    left, bottom, right, top = {
        0: (100, 20, 590, 750),
        90: (50, 100, 780, 590),
        180: (10, 50, 500, 780),
        270: (20, 10, 750, 500),
    }[rotate]  # what is 100 from the left, 50 from the top, 10 from the right and 20 from the bottom on the page as displayed
    drawing.canvas.setCropBox((left, bottom, right, top))
    (page,) = read_pages(drawing)
    assert (page.width, page.height) == (490, 730)
    (word,) = words(page)
    assert (word.x0, word.baseline) == pytest.approx((72, 130), abs=0.5)
    assert page.horizontals == [pytest.approx(Rule(140, 50, 200, 0.5), abs=0.1)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_set_sideways_or_upside_down_is_a_line_of_its_own(read_pages: ReadPages, angle: int) -> None:
    (page,) = read_pages(Drawing().text(300, 300, "ANNO 2016", angle=angle).text(72, 100, "Oneri"))
    assert texts(page) == [["Oneri"], ["ANNO 2016"]]
    assert {ch.angle for ch in words(page)[1].chars} == {angle}


@pytest.mark.parametrize(("angle", "size"), [(90, (700, 500)), (180, (500, 700)), (270, (700, 500)), (2, (500, 700))])
def test_a_page_whose_text_runs_another_way_is_turned_back(read_pages: ReadPages, angle: int, size: tuple[float, float]) -> None:
    drawing = Drawing((500, 700)).text(250, 350, "Oneri di gestione", angle=angle)
    (page,) = read_pages(drawing.text(40, 40, "Nota"))
    assert (page.width, page.height) == size
    line = next(line for line in page.lines if len(line.words) > 1)
    assert line.text == "Oneri di gestione"
    back = page.displayed(line.words[0].box)
    assert back.grown(0.5).contains_point(250, 350)


# ── running heads and feet ────────────────────────────────────────────────────────────────────────────────────────────


def body(pages: list[Page]) -> list[list[str]]:
    return [[line.text for line in lines] for lines in body_lines(pages)]


def test_text_of_a_negative_size_that_its_matrix_turns_back_is_upright(tmp_path: Path) -> None:
    path = Drawing().text(72, 100, "Totale").save(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(b"BT /F1 -10 Tf -1 0 0 -1 200 741.89 Tm (1.000,00) Tj ET"))
        pdf.save(path)
    document = pypdfium2.PdfDocument(path)
    assert texts(read_page(document, 1)) == [["Totale", "1.000,00"]]
    document.close()


def test_running_heads_feet_and_page_numbers_are_left_out(read_pages: ReadPages) -> None:
    drawing = Drawing(head="Camera di Commercio di Prova", foot="Pagina {page} di 3").text(72, 200, "uno")
    drawing.page().text(72, 200, "due").page().text(72, 200, "tre")
    assert body(read_pages(drawing)) == [["uno"], ["due"], ["tre"]]


def test_running_heads_and_feet_of_a_page_with_its_text_set_sideways(read_pages: ReadPages) -> None:
    drawing = Drawing(head="Camera di Prova", foot="Pagina {page} di 3").text(72, 200, "uno").page()
    for x in range(100, 500, 20):
        drawing.text(x, 700, "Prestazione di servizi e oneri diversi di gestione", angle=270)
    pages = read_pages(drawing.page().text(72, 200, "tre"))
    assert (pages[1].width, pages[1].height) == (pages[0].height, pages[0].width)
    assert body(pages) == [["uno"], ["Prestazione di servizi e oneri diversi di gestione"] * 20, ["tre"]]


def test_a_bare_page_number_is_left_out_wherever_it_changes_sides(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 200, "uno").text(520, 820, "7").page().text(72, 200, "due").text(60, 820, "8")
    assert body(read_pages(drawing)) == [["uno"], ["due"]]


def test_a_running_foot_with_a_roman_page_number_is_left_out(read_pages: ReadPages) -> None:
    drawing = Drawing()
    for text, number in (("uno", "iii"), ("due", "iv"), ("tre", "v")):
        drawing.text(72, 200, text).text(72, 800, "Camera di Prova").text(520, 800, number).page()
    assert body(read_pages(drawing))[:3] == [["uno"], ["due"], ["tre"]]


def test_what_stands_in_the_margin_of_one_page_only_is_kept(read_pages: ReadPages) -> None:
    drawing = Drawing(head="Comune di Prova").text(72, 60, "RELAZIONE").text(72, 200, "uno").page().text(72, 200, "due")
    assert body(read_pages(drawing)) == [["RELAZIONE", "uno"], ["due"]]


def test_a_line_repeated_in_the_middle_of_pages_is_kept(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 300, "Totale").page().text(72, 300, "Totale")
    assert body(read_pages(drawing)) == [["Totale"], ["Totale"]]


def test_a_row_below_the_margin_is_no_running_head_though_its_digits_aside_it_returns(read_pages: ReadPages) -> None:
    drawing = Drawing()
    for amount in ("1.000,00", "2.000,00", "3.000,00"):
        drawing.text(72, 200, f"Totale {amount}").page()
    assert body(read_pages(drawing))[:3] == [["Totale 1.000,00"], ["Totale 2.000,00"], ["Totale 3.000,00"]]


def test_a_row_at_the_head_of_pages_is_no_running_head_though_its_digits_aside_it_returns(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 60, "Totale 1.000,00").page().text(72, 60, "Totale 2.000,00")
    assert body(read_pages(drawing)) == [["Totale 1.000,00"], ["Totale 2.000,00"]]


@pytest.mark.parametrize("last", [780, 791])
def test_the_last_line_of_a_label_at_the_foot_of_pages_is_no_running_foot(read_pages: ReadPages, last: float) -> None:
    drawing = Drawing().lines(72, 769, ["Utenze per attività", "istituzionali"], leading=11).page()
    drawing.lines(72, last - 11, ["Promozione per attività", "istituzionali"], leading=11)
    assert body(read_pages(drawing)) == [["Utenze per attività", "istituzionali"], ["Promozione per attività", "istituzionali"]]


def test_a_running_foot_of_two_lines_is_left_out_whole(read_pages: ReadPages) -> None:
    drawing = Drawing()
    for text in ("uno", "due"):
        drawing.text(72, 200, text).lines(72, 790, ["Camera di Prova", "via Roma 1"], leading=11).page()
    assert body(read_pages(drawing))[:2] == [["uno"], ["due"]]


# ── digits known by the names of their glyphs ─────────────────────────────────────────────────────────────────────────

GLYPHS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "period", "comma")
DRAWN = (("Diritti", "187.904,20"), ("Contributi", "96.410,00"), ("Rimborsi", "1.204,15"))


def in_drawn_glyphs(
    path: Path, names: Sequence[str], first: int, to_unicode: bytes = b"", rows: Sequence[tuple[str, str]] = DRAWN
) -> Path:
    """A table whose amounts are set in a Type 3 font with glyphs of these names, from code `first` on.

    They are those of the digits, the point, the comma, the minus and the blank.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 200))
    drawn = [f"50 0 {50 + 30 * i} 600 re f" for i in range(12)] + ["50 250 400 60 re f", ""]
    shapes = {f"/{name}": pdf.make_stream(f"500 0 0 0 500 700 d1 {drawn[i]}".encode()) for i, name in enumerate(names)}
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[0, 0, 600, 700],
        FontMatrix=pikepdf.Array([Decimal("0.001"), 0, 0, Decimal("0.001"), 0, 0]),
        CharProcs=pikepdf.Dictionary(shapes),
        Encoding=pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([first, *(pikepdf.Name(f"/{name}") for name in names)])
        ),
        FirstChar=first,
        LastChar=first + len(names) - 1,
        Widths=[500] * len(names),
        Resources=pikepdf.Dictionary(),
    )
    if to_unicode:
        font.ToUnicode = pdf.make_stream(to_unicode)
    label = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font), F2=label))
    lines = [
        f"BT /F2 10 Tf 1 0 0 1 50 {150 - 16 * i} Tm ({name}) Tj ET "
        f"BT /F1 10 Tf 1 0 0 1 200 {150 - 16 * i} Tm <{bytes(first + '0123456789.,- '.index(ch) for ch in amount).hex()}> Tj ET"
        for i, (name, amount) in enumerate(rows)
    ]
    page.Contents = pdf.make_stream("\n".join(lines).encode())
    pdf.save(path)
    return path


@pytest.mark.parametrize("first", [48, 49, 97])
def test_digits_are_known_by_the_names_of_their_glyphs(tmp_path: Path, first: int) -> None:
    report = read_report(in_drawn_glyphs(tmp_path / "drawn.pdf", GLYPHS, first))
    assert [row for table in report.tables for row in table.texts()] == [list(row) for row in DRAWN]


@pytest.mark.parametrize("first", [48, 49, 97])
def test_digits_whose_glyphs_have_names_that_say_nothing_are_refused_and_told(tmp_path: Path, first: int) -> None:
    report = read_report(in_drawn_glyphs(tmp_path / "drawn.pdf", [f"a{i}" for i in range(12)], first))
    assert not any(cell.value is not None for table in report.tables for cell in table.cells)
    assert [f.rule for f in report.findings] == ["NUM-2"]


def in_glyphs_that_mean(path: Path, texts: Sequence[str], rows: Sequence[tuple[str, str]] = DRAWN) -> Path:
    """The drawn amounts in a font that says in a `ToUnicode` map what its digits, point and comma mean."""
    mapped = "\n".join(f"<{97 + i:02x}> <{text.encode('utf-16-be').hex()}>" for i, text in enumerate(texts))
    to_unicode = (
        f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(texts)} beginbfchar\n{mapped}\nendbfchar endcmap"
    )
    return in_drawn_glyphs(path, [f"a{i}" for i in range(len(texts))], 97, to_unicode.encode(), rows)


def test_old_style_digits_of_the_private_area_are_digits(tmp_path: Path) -> None:
    digits = [chr(0xF730 + i) for i in range(10)]
    report = read_report(in_glyphs_that_mean(tmp_path / "drawn.pdf", [*digits, ".", ","]))
    assert [row for table in report.tables for row in table.texts()] == [list(row) for row in DRAWN]


@pytest.mark.parametrize("of_digit", ["\ue001", "\uf001", "\ufffd\ufffd"], ids=["private", "of a symbol font", "two unknown"])
def test_glyphs_of_which_nobody_knows_the_meaning_are_no_amounts(tmp_path: Path, of_digit: str) -> None:
    report = read_report(in_glyphs_that_mean(tmp_path / "drawn.pdf", [*10 * [of_digit], ".", ","]))
    assert not any(cell.value is not None for table in report.tables for cell in table.cells)


def test_a_page_drawn_ten_times_too_small_is_read(tmp_path: Path) -> None:
    rows = [["Voce", "2023", "2024"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Rimborsi", "7.904,20", "-6.455,60"]]
    drawing = Drawing((59.5, 84.2))
    drawing.canvas.transform(0.1, 0, 0, 0.1, 0, 0.9 * drawing.height)
    report = read_report(drawing.grid(72, 100, [150, 90, 90], rows, align="lrr").save(tmp_path / "drawn.pdf"))
    assert [table.texts() for table in report.tables] == [rows]


def test_text_over_a_print_of_it_that_does_not_show_is_read(read_pages: ReadPages) -> None:
    drawing = Drawing()  # as browsers print text with a shadow: PDFium gives the first print alone
    for mode in (3, 0):
        drawing.canvas.saveState()
        for x, text in ((72, "T"), (77, "otale proventi")):  # set so close that they overlap
            written = drawing.canvas.beginText(x, drawing.height - 100)
            written.setFont("Helvetica", 10)
            written.setTextRenderMode(mode)
            written.textOut(text)
            drawing.canvas.drawText(written)
        drawing.canvas.restoreState()
    (page,) = read_pages(drawing)
    assert [line.text for line in page.lines] == ["Totale proventi"]


def test_text_squashed_to_no_width_is_not_read(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Totale 1.588")
    drawing.canvas.scale(0.002, 1)
    (page,) = read_pages(drawing.text(90_000, 100, "55.555,55"))
    assert [line.text for line in page.lines] == ["Totale 1.588"]


def test_a_minus_of_drawn_glyphs_that_is_said_to_be_a_blank_is_read(tmp_path: Path) -> None:
    rows = (("Diritti", "187.904,20"), ("Resi", "-96.410,00"), ("Rate", "5 1.204,15"))
    report = read_report(in_glyphs_that_mean(tmp_path / "drawn.pdf", [*"0123456789.,", " ", " "], rows))
    assert [row for table in report.tables for row in table.texts()] == [list(row) for row in rows]


def test_words_of_the_private_area_are_not_legible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.reader.LIMITS", Limits(ocr="never"))
    report = read_report(in_glyphs_that_mean(tmp_path / "drawn.pdf", [chr(0xE001 + i) for i in range(12)]))
    assert not any("\ue001" in text for table in report.tables for row in table.texts() for text in row)
    assert report.pages[0].figures_refused > 0


def test_a_code_beyond_unicode_is_a_glyph_without_a_meaning(monkeypatch: pytest.MonkeyPatch, read_pages: ReadPages) -> None:
    given = calls.char_code
    beyond = {ord("@"): 0xF0A8A780}  # PDFium gives the code of a glyph that a font maps to nothing
    monkeypatch.setattr(calls, "char_code", lambda page, i: beyond.get(given(page, i), given(page, i)))
    (page,) = read_pages(Drawing().text(72, 100, "Totale @ 1.588"))
    assert [word.text for word in page.lines[0].words] == ["Totale", "\ufffd", "1.588"]


@pytest.mark.parametrize(
    ("dots", "gap"),
    [(".", 0.0), (".", 2.5), (" .", 2.5), (".", 12.0), (" ·", 2.5)],
    ids=["touching", "near", "spaced", "far", "raised"],
)
def test_dots_that_lead_to_a_figure_are_white(
    find_tables: Callable[[Drawing], list[list[list[str]]]], dots: str, gap: float
) -> None:
    rows = [["Diritto annuale", "412.350,75"], ["Diritti di segreteria", "7.904,20"], ["Totale proventi", "420.254,95"]]
    drawing = Drawing()
    for place, (label, amount) in enumerate(rows):
        y, start = 100 + 15 * place, 72 + stringWidth(label, "Helvetica", 10) + gap
        room = 400 - stringWidth(amount, "Helvetica", 10) - gap - start
        drawing.text(72, y, label).text(start, y, dots * int(room / stringWidth(dots, "Helvetica", 10)))
        drawing.text(400, y, amount, align="r")
    assert find_tables(drawing) == [rows]


def test_dots_alone_in_their_cell_lead_to_nothing(find_tables: Callable[[Drawing], list[list[list[str]]]]) -> None:
    rows = [["Voce", "2023", "2024"], ["Diritto annuale", "....", "412.350,75"], ["Rimborsi", "7.904,20", "...."]]
    assert find_tables(Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", bold_rows=1)) == [rows]


def test_dots_between_a_currency_and_its_amount_fill_up_the_cell(
    find_tables: Callable[[Drawing], list[list[list[str]]]],
) -> None:
    rows = [["Voce", "2024"], ["Diritto annuale", "€ ............ 412.350,75"], ["Rimborsi", "€ ................ 7.904,20"]]
    (table,) = find_tables(Drawing().grid(72, 100, [150, 130], rows, align="lr", bold_rows=1))
    assert table == [["Voce", "2024"], ["Diritto annuale", "€ 412.350,75"], ["Rimborsi", "€ 7.904,20"]]


@pytest.mark.parametrize("ruled", [False, True])
def test_bars_typed_between_columns_are_rules(find_tables: Callable[[Drawing], list[list[list[str]]]], ruled: bool) -> None:
    rows = [["Voce", "2023", "2024"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Rimborsi", "7.904,20", "-6.455,60"]]
    typed = [f"| {label:<20} | {one:>12} | {other:>12} |" for label, one, other in rows]
    if ruled:
        rule = f"+{'-' * 22}+{'-' * 14}+{'-' * 14}+"
        typed = [rule, *(line for text in typed for line in (text, rule))]
    assert find_tables(Drawing(font="Courier").lines(72, 100, typed, size=9, leading=11)) == [rows]


def test_dots_that_run_on_under_a_figure_are_none_of_it(find_tables: Callable[[Drawing], list[list[list[str]]]]) -> None:
    rows = [["Diritto annuale", "412.350,75"], ["Diritti di segreteria", "7.904,20"], ["Totale proventi", "420.254,95"]]
    drawing = Drawing()
    for place, (label, amount) in enumerate(rows):
        y, start = 100 + 15 * place, 72 + stringWidth(label, "Helvetica", 10)
        dots = int((385 - start) / stringWidth(".", "Helvetica", 10))
        drawing.text(72, y, label + "." * dots).text(400, y, amount, align="r")
    assert find_tables(drawing) == [rows]


def test_points_of_figures_drawn_as_one_text_with_a_code_are_no_leaders(
    find_tables: Callable[[Drawing], list[list[list[str]]]],
) -> None:
    rows = [["6.14", "Depositi postali", "27.518.412", "1.732.737"], ["8.17", "Crediti diversi", "96.157.509", "39.336.831"]]
    drawing = Drawing(font="Courier")
    for place, (code, label, *figures) in enumerate(rows):
        drawing.text(72, 100 + 15 * place, f"{code:<34}{figures[0]:>12}{figures[1]:>14}").text(126, 100 + 15 * place, label)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("spacing", [1.0, 2.0, 2.5])
def test_texts_that_are_spaced_out_are_read(find_tables: Callable[[Drawing], list[list[list[str]]]], spacing: float) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Diritto annuale", "412.350,75", "431.206,10"],
        ["Diritti di segreteria", "7.904,20", "-6.455,60"],
    ]
    drawing = Drawing()
    for place, row in enumerate(rows):
        for text, x, align in zip(row, (72.0, 330.0, 450.0), ("l", "r", "r"), strict=True):
            drawing.text(x, 100 + 16 * place, text, size=9, spacing=spacing, align=align)  # type: ignore[arg-type]
    assert find_tables(drawing) == [rows]


def test_single_letters_far_apart_are_no_word(read_pages: Callable[[Drawing], list[Page]]) -> None:
    drawing = Drawing()
    for place, letter in enumerate("abcdef"):
        drawing.text(72 + 40 * place, 100, letter)
    assert read_pages(drawing)[0].lines[0].text == "a b c d e f"


@pytest.mark.parametrize(("edge", "told"), [(300.0, []), (285.0, ["NUM-6"])])
def test_figures_cut_off_at_the_edge_of_a_clip_are_told(tmp_path: Path, edge: float, told: list[str]) -> None:
    drawing = Drawing()
    for i, (label, amount) in enumerate((("Diritti", "412.350,75"), ("Contributi", "96.410,00"), ("Rimborsi", "1.204,15"))):
        y = 100 + 16 * i
        drawing.text(72, y, label)
        drawing.canvas.saveState()
        clip = drawing.canvas.beginPath()
        clip.rect(0, 0, edge, drawing.height)
        drawing.canvas.clipPath(clip, stroke=0)
        drawing.text(300, y, amount, align="r")
        drawing.canvas.restoreState()
    report = read_report(drawing.save(tmp_path / "a.pdf"))
    assert [(f.rule, f.printed_text) for f in report.findings] == [(rule, "412.350") for rule in told]


def test_a_minus_that_is_painted_over_is_told(tmp_path: Path) -> None:
    rows = [["Diritti", "412.350,75"], ["Contributi", "-96.410,00"], ["Rimborsi", "1.204,15"]]
    drawing = Drawing().grid(72, 100, [120, 90], rows, align="lr", rules=())
    report = read_report(drawing.box(234, 116, 239.2, 129, fill=WHITE).save(tmp_path / "a.pdf"))
    assert report.tables[0].texts()[1] == ["Contributi", "96.410,00"]
    assert [(f.rule, f.printed_text) for f in report.findings] == [("NUM-6", "96.410,00")]


@pytest.mark.parametrize("slant", [None, 0, 3])
def test_a_sum_that_a_figure_struck_out_makes_wrong_is_no_error_of_the_report(tmp_path: Path, slant: float | None) -> None:
    rows = [["Diritti", "412.350,75"], ["Contributi", "96.410,00"], ["Rimborsi", "1.204,15"], ["Altri", "88.030,20"]]
    lines = [["Voce", "2022", "2023", "2024"], *([label, *[amount] * 3] for label, amount in [*rows, ["Totale", "597.995,10"]])]
    lines[4][3] = "88.930,20"
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "r"), (350, "r"), (450, "r")]
    drawing = Drawing().aligned(100, columns, lines, leading=16)
    if slant is not None:
        drawing.rule(404, 161 + slant / 2, 452, 161 - slant / 2)
    report = read_report(drawing.save(tmp_path / "a.pdf"))
    (finding,) = (f for f in report.findings if f.rule == "SUM-1")
    assert finding.severity == ("error" if slant is None else "warning")


@pytest.mark.parametrize("lean", [0.2, 0.33, -0.2])
def test_letters_that_a_matrix_makes_lean_are_read(find_tables: Callable[[Drawing], list[list[list[str]]]], lean: float) -> None:
    rows = [["Voce", "2023", "2024"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Rimborsi", "7.904,20", "-6.455,60"]]
    drawing = Drawing()
    for i, row in enumerate(rows):
        for text, x in zip(row, (72, 250, 350), strict=True):
            drawing.canvas.saveState()
            drawing.canvas.transform(1, 0, lean, 1, x, drawing.height - 100 - 16 * i)
            drawing.canvas.drawString(0, 0, text)
            drawing.canvas.restoreState()
    assert find_tables(drawing) == [rows]


def test_a_font_that_does_not_say_how_far_it_descends_keeps_lines_apart(tmp_path: Path) -> None:
    drawing = Drawing(font="Vera").lines(72, 100, ["Compensi, spettanze", "pagate agli organi"], leading=11.2)
    drawing.text(300, 105.6, "523.044,11", align="r").text(400, 105.6, "(4.922,25)", align="r").save(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/FontDescriptor":
                font.Ascent, font.Descent, font.FontBBox = 0, 0, pikepdf.Array([0, 0, 1000, 1000])
        pdf.save(tmp_path / "b.pdf")
    lines = read_page(pypdfium2.PdfDocument(tmp_path / "b.pdf"), 1).lines
    assert [line.text for line in lines] == ["Compensi, spettanze", "523.044,11 (4.922,25)", "pagate agli organi"]
