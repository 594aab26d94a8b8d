"""The ledger of a page: whatever is on it stands in one column, and what is not read is told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.limits import Limits
from pipeline.report import Report, read_report
from pipeline.source import Unreadable
from schemas.page import PLACES, PageLedger
from tests.drawing import BLACK, GREY, WHITE, Drawing

ROWS = [["Voce", "2023", "2024"], ["Proventi", "1.000,00", "1.100,00"], ["Oneri", "400,00", "500,00"]]

WORDS = st.sampled_from(["Totale", "1.234,50", "nota 12", "di cui", "-", "n. 7 del 2016", "Pag. 3"])
PLACED = st.fixed_dictionaries(
    {"text": WORDS, "x": st.integers(2, 16).map(lambda i: 30 * i), "y": st.integers(3, 50).map(lambda i: 16 * i)},
    optional={
        "size": st.sampled_from([6, 10, 16]),
        "angle": st.sampled_from([0, 40, 90, 180, 270]),
        "color": st.sampled_from([BLACK, WHITE, GREY]),
        "hidden": st.booleans(),
    },
)
TABLES = st.lists(st.integers(60, 640), max_size=2)
BOXES = st.lists(st.tuples(st.integers(20, 400), st.integers(40, 700)), max_size=2)


def sums(page: PageLedger) -> tuple[int, int]:
    characters = sum(getattr(page, f"characters_{place}") for place in PLACES)
    return characters, sum(getattr(page, f"figures_{place}") for place in PLACES)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(PLACED, min_size=1, max_size=14, unique_by=lambda placed: (placed["x"], placed["y"])),
    tables=TABLES,
    boxes=BOXES,
    rotate=st.sampled_from([0, 90, 180, 270]),
)
def test_everything_on_a_page_stands_in_one_column(
    tmp_path: Path, texts: list[dict[str, object]], tables: list[int], boxes: list[tuple[int, int]], rotate: int
) -> None:
    drawing = Drawing(rotate=rotate, head="Ente di prova", foot="Pagina {page}").text(72, 20, "Relazione")
    for y in tables:
        drawing.grid(72, y, [120, 90, 90], ROWS)
    for placed in texts:
        drawing.text(**placed)  # type: ignore[arg-type]
    for x, y in boxes:
        drawing.box(x, y, x + 90, y + 30, fill=GREY)
    path = drawing.page().text(72, 100, "Fine.").save(tmp_path / "a.pdf")
    report = read_report(path)
    drawn = ["Ente di prova", "Pagina 1", "Relazione", *(str(placed["text"]) for placed in texts)]
    drawn += [cell for _ in tables for row in ROWS for cell in row]
    assert report.pages[0].characters == sum(len(text.replace(" ", "")) for text in drawn)
    for page in report.pages:
        assert sums(page) == (page.characters, page.figures)
        assert page.characters_in_cells >= in_cells(report, page.page)


def in_cells(report: Report, number: int) -> int:
    cells = [cell for table in report.tables for cell in table.cells if cell.page == number]
    return sum(len("".join(cell.text.split()).replace("\ufffd", "")) for cell in cells)


def test_each_thing_on_a_page_is_counted_where_it_is(report_on: Callable[[Drawing], Report]) -> None:
    drawing = (
        Drawing(foot="Pagina {page}").text(72, 100, "Il consuntivo 2016 chiude in pareggio.").grid(72, 200, [120, 90, 90], ROWS)
    )
    drawing.text(72, 400, "4.321,00", hidden=True).text(300, 500, "BOZZA 2", angle=45)
    report = report_on(drawing.page().text(72, 100, "Fine."))
    page = report.pages[0]
    figures = {place: getattr(page, f"figures_{place}") for place in PLACES}
    assert figures == {"in_cells": 6, "in_sections": 1, "in_running_lines": 1, "in_charts": 0, "not_shown": 1, "refused": 1}
    assert page.characters_in_cells == sum(len(text) for row in ROWS for text in row)
    assert page.remarks == ("«BOZZA2», set aslant, was left out.", "Not shown: «4.321,00».")
    assert [place.what for place in page.unread] == ["refused", "not_shown"]
    assert page.unread[1].box.contains_point(90, 397)
    assert (page.page, page.engine, page.completeness, page.image_share) == (1, "pdfium", "complete", Decimal(0))


def test_the_sample_report_is_accounted_for_in_full(sample: Report) -> None:
    assert [page.page for page in sample.pages] == list(range(1, sample.document.page_count + 1))
    assert all(sums(page) == (page.characters, page.figures) for page in sample.pages)
    assert not any("In no cell and in no text" in remark for page in sample.pages for remark in page.remarks)


# ── what no text explains ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no text be recognised in pictures."""
    monkeypatch.setattr("pipeline.reading.reader.LIMITS", Limits(ocr="never"))


@pytest.mark.parametrize(("angle", "told"), [(0, []), (2, ["askew"]), (180, ["askew"]), (90, [])])
def test_amounts_set_askew_or_upside_down_are_told(report_on: Callable[[Drawing], Report], angle: float, told: list[str]) -> None:
    drawing = Drawing().text(72, 60, "Relazione sulla gestione dell'ente per l'esercizio chiuso al 31 dicembre.")
    for i, (label, amount) in enumerate((("Proventi", "1.000,00"), ("Oneri", "400,00"), ("Avanzo", "600,00"))):
        drawing.text(200, 200 + 20 * i, f"{label} {amount}", angle=angle)
    report = report_on(drawing)
    assert [row.error for row in report.unread_pages] == told


@pytest.mark.parametrize(("amounts", "told"), [(("13.110,29", "51.602,12", "279.248,68"), ["loose"]), (("13", "51", "279"), [])])
def test_rows_of_amounts_in_no_table_are_told(
    report_on: Callable[[Drawing], Report], amounts: tuple[str, ...], told: list[str]
) -> None:
    drawing = Drawing().text(72, 60, "Gli importi dell'anno, in quattro riquadri.")
    for y, names in ((130, ("Diritto annuale", "Segreteria", "Contributi")), (190, ("Rimborsi", "Interessi", "Fitti"))):
        for i, (name, amount) in enumerate(zip(names, amounts, strict=True)):
            drawing.text(72 + 125 * i, y, name, size=8).text(72 + 125 * i, y + 16, amount, size=12)
    report = report_on(drawing)
    assert not report.tables
    assert [page.error for page in report.unread_pages] == told


def test_figures_set_large_under_their_names_are_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 60, "I proventi e gli oneri dell'anno, e la loro differenza.")
    tiles = (("Proventi", "3.204.550,75"), ("Oneri", "3.100.120,10"), ("Avanzo", "104.430,65"))
    for i, (name, amount) in enumerate(tiles):
        drawing.text(130 + 165 * i, 120, name, size=8, align="c").text(130 + 165 * i, 142, amount, size=17, align="c")
    assert [page.error for page in report_on(drawing).unread_pages] == ["loose"]


def test_figures_in_tiles_with_their_names_are_told(report_on: Callable[[Drawing], Report]) -> None:
    rows = [["Primo", "Secondo", "Terzo"], ["1.204.350,75 Entrate", "1.180.220,10 Spese", "Cassa 24.130,65"]]
    report = report_on(Drawing().grid(72, 120, [140, 140, 140], rows))
    assert [finding.rule for finding in report.findings] == ["NUM-1"] * 3


@pytest.mark.parametrize(("columns", "told"), [(2, ["askew"]), (1, [])], ids=["rows", "an axis"])
def test_rows_of_amounts_set_sideways_that_are_no_table_are_told(
    report_on: Callable[[Drawing], Report], columns: int, told: list[str]
) -> None:
    drawing = Drawing().text(72, 60, "Relazione sulla gestione dell'ente per l'esercizio chiuso al 31 dicembre.")
    for i, amounts in enumerate((("1.000,00", "1.200,00"), ("400,00", "500,00"), ("600,00", "700,00"))):
        for column in range(columns):
            drawing.text(200 + 20 * i, 200 + 90 * column, amounts[column], angle=90)
    assert [row.error for row in report_on(drawing).unread_pages] == told


def test_a_column_of_amounts_alone_on_a_page_is_told(report_on: Callable[[Drawing], Report]) -> None:
    rows = [*ROWS, ["Saldo", "600,00", "600,00"]]
    drawing = Drawing().grid(72, 100, [150, 90], [row[:2] for row in rows], align="lr").page()
    for i, (_, _, amount) in enumerate(rows):
        drawing.text(160, 100 + 16 * i, amount, align="r")
    (told,) = report_on(drawing).unread_pages
    assert told.reason.startswith("Page 2 was read in part: 3 amounts on it stand one under another without names, in no table.")


def test_dots_in_several_pieces_stand_in_one_column(report_on: Callable[[Drawing], Report]) -> None:
    drawing, x = Drawing(), 72.0
    for piece in ("Premessa......", "......", "..........", "6"):
        drawing.text(x, 100, piece)
        x += stringWidth(piece, "Helvetica", 10) - 0.3
    (page,) = report_on(drawing).pages
    assert page.characters == sum(getattr(page, f"characters_{place}") for place in PLACES)


def noted(path: Path, flags: int = 4, layer: Callable[[pikepdf.Pdf], pikepdf.Object] | None = None) -> Path:
    """The drawing of `ROWS` with a note of another amount over the first of them, in a layer if one is made."""
    Drawing().grid(72, 100, [120, 90, 90], ROWS, align="lrr").save(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        painted = b"1 g 0 0 80 10 re f 0 g BT /F1 10 Tf 36 2 Td (9.999,99) Tj ET"
        form = {"Subtype": pikepdf.Name.Form, "BBox": pikepdf.Array([0, 0, 80, 10]), "Resources": page.Resources}
        look = pdf.make_stream(painted, **form)
        height = float(page.mediabox[3])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            F=flags,
            Rect=pikepdf.Array([197, height - 130, 277, height - 119]),
            AP=pikepdf.Dictionary(N=look),
        )
        if layer:
            note.OC = layer(pdf)
        page.Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(path)
    return path


def stamped(path: Path, drawing: Drawing, text: str, size: float, x: float, bottom: float) -> Path:
    """The drawing with a stamp, an annotation, of this text, whose line begins at `x` and `bottom` points from the top."""
    drawing.save(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        painted = f"1 0 0 rg BT /F1 {size} Tf 4 8 Td ({text}) Tj ET".encode()
        form = {"Subtype": pikepdf.Name.Form, "BBox": pikepdf.Array([0, 0, 330, 50]), "Resources": page.Resources}
        low = float(page.mediabox[3]) - bottom
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=4, Rect=pikepdf.Array([x, low, x + 330, low + 50]),
            AP=pikepdf.Dictionary(N=pdf.make_stream(painted, **form)),
        )  # fmt: skip
        page.Annots = pikepdf.Array([pdf.make_indirect(stamp)])
        pdf.save(path)
    return path


def test_a_stamp_that_an_annotation_sets_over_figures_is_in_none(tmp_path: Path) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], ROWS, align="lrr", height=18)
    report = read_report(stamped(tmp_path / "a.pdf", drawing, "ANNULLATO", 48, 90, 155))
    assert report.tables[0].texts() == ROWS
    assert report.pages[0].remarks == ("«ANNULLATO», set over or behind other text, was left out.",)


def test_a_stamp_between_labels_and_figures_is_no_cell(tmp_path: Path) -> None:
    drawing = Drawing().grid(72, 100, [210, 90, 90], ROWS, align="lrr", height=18, rules=frozenset())
    report = read_report(stamped(tmp_path / "a.pdf", drawing, "VISTO", 18, 150, 140))
    assert report.tables[0].texts() == ROWS
    assert report.pages[0].remarks == ("«VISTO», set over or behind other text, was left out.",)


@pytest.mark.parametrize(("flags", "shown"), [(4, "9.999,99"), (4 | 32, "1.000,00")])
def test_a_note_that_no_viewer_shows_is_not_read(tmp_path: Path, flags: int, shown: str) -> None:
    (table,) = read_report(noted(tmp_path / "a.pdf", flags)).tables
    assert table.texts()[1] == ["Proventi", shown, "1.100,00"]


@pytest.mark.parametrize(
    ("default", "policy", "shown"),
    [
        ({}, "", "9.999,99"),
        ({"OFF": "notes"}, "", "1.000,00"),
        ({"BaseState": pikepdf.Name.OFF}, "", "1.000,00"),
        ({"BaseState": pikepdf.Name.OFF, "ON": "notes"}, "", "9.999,99"),
        ({"OFF": "notes"}, "/AnyOn", "1.000,00"),
        ({"OFF": "notes"}, "/AllOff", "9.999,99"),
    ],
)
def test_a_note_in_a_layer_that_is_off_is_not_read(tmp_path: Path, default: dict[str, Any], policy: str, shown: str) -> None:
    def layer(pdf: pikepdf.Pdf) -> pikepdf.Object:
        group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Notes")))
        groups = pikepdf.Array([group])
        configured = {f"/{key}": groups if value == "notes" else value for key, value in default.items()}
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=groups, D=pikepdf.Dictionary(configured))
        if not policy:
            return group
        return pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=groups, P=pikepdf.Name(policy))

    (table,) = read_report(noted(tmp_path / "a.pdf", layer=layer)).tables
    assert table.texts()[1] == ["Proventi", shown, "1.100,00"]


def test_a_layer_that_is_made_of_itself_costs_no_page(tmp_path: Path) -> None:
    def layer(pdf: pikepdf.Pdf) -> pikepdf.Object:
        pdf.Root.OCProperties = pikepdf.Dictionary(D=pikepdf.Dictionary())
        members = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCMD))
        members.OCGs = pikepdf.Array([members])
        return members

    (table,) = read_report(noted(tmp_path / "a.pdf", layer=layer)).tables
    assert table.texts()[1] == ["Proventi", "9.999,99", "1.100,00"]


def picture_of_print(lines: int) -> Image.Image:
    image = Image.new("L", (900, 40 * lines), 255)
    pen = ImageDraw.Draw(image)
    for line in range(lines):
        pen.text((10, 40 * line + 6), f"Proventi correnti {line}     1.234,50     2.345,60     3.456,70", fill=0, font_size=26)
    return image


@pytest.mark.usefixtures("without_ocr")
def test_a_table_pasted_as_a_picture_is_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 100, "La tabella che segue espone i proventi.")
    drawing.canvas.drawInlineImage(picture_of_print(6), 72, drawing.height - 280, 450, 120)
    report = report_on(drawing)
    (told,) = report.unread_pages
    assert (told.page, told.error, report.document.completeness, report.pages[0].completeness) == (
        1,
        "unread_print",
        "partial",
        "partial",
    )
    assert told.reason.startswith("Page 1 was read in part: about 6 lines of print on it are an image or drawn, and no text.")
    (place,) = report.pages[0].unread
    assert place.what == "print"
    assert 300 < place.box.width < 500
    assert 90 < place.box.height < 140
    assert report.pages[0].image_share == round(Decimal(450 * 120 / (drawing.width * drawing.height)), 4)


@pytest.mark.usefixtures("without_ocr")
def test_print_that_is_the_pattern_of_a_fill_is_told(tmp_path: Path) -> None:
    path = Drawing().text(72, 60, "La tabella che segue espone i proventi.").save(tmp_path / "a.pdf")
    row = "(Proventi correnti   1.234,50   2.345,60   3.456,70) Tj ET"
    lines = [f"BT /F1 10 Tf 1 0 0 1 72 {700 - 16 * i} Tm {row}" for i in range(8)]
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        tile = {
            "PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": pikepdf.Array([0, 0, 595, 842]), "XStep": 595,
            "YStep": 842,
            "Resources": pikepdf.Dictionary(Font=page.Resources.Font),
        }  # fmt: skip
        page.Resources.Pattern = pikepdf.Dictionary(P1=pdf.make_stream("\n".join(lines).encode(), **tile))
        page.contents_add(pdf.make_stream(b"/Pattern cs /P1 scn 60 560 480 160 re f"))
        pdf.save(path)
    assert [told.error for told in read_report(path).unread_pages] == ["unread_print"]


@pytest.mark.usefixtures("without_ocr")
def test_one_amount_that_is_the_pattern_of_a_fill_is_told(tmp_path: Path) -> None:
    rows = [["Voce", "2023", "2024"], ["Proventi", "", "1.100,00"], ["Oneri", "400,00", "500,00"]]
    path = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", height=18).save(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        at = float(page.mediabox[3]) - 131
        tile = {
            "PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": pikepdf.Array([0, 0, 595, 842]), "XStep": 595,
            "YStep": 842,
            "Resources": pikepdf.Dictionary(Font=page.Resources.Font),
        }  # fmt: skip
        amount = pdf.make_stream(f"BT /F1 10 Tf 255 {at} Td (1.000,00) Tj ET".encode(), **tile)
        page.Resources.Pattern = pikepdf.Dictionary(P1=amount)
        page.contents_add(pdf.make_stream(f"/Pattern cs /P1 scn 250 {at - 3} 60 14 re f".encode()))
        pdf.save(path)
    assert [told.error for told in read_report(path).unread_pages] == ["unread_print"]


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_with_one_line_of_text_is_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 30, "Protocollo 123 del 4 maggio 2017")
    drawing.canvas.drawInlineImage(picture_of_print(30), 30, 40, 530, 700)
    assert [told.error for told in report_on(drawing).unread_pages] == ["unread_print"]


def test_print_with_its_text_recognised_is_no_more_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 100, "La tabella che segue espone i proventi.")
    drawing.canvas.drawInlineImage(picture_of_print(6), 72, drawing.height - 280, 450, 120)
    for line in range(6):
        drawing.text(76, 160 + 20 * line + 15, f"Proventi correnti {line} 1.234,50 2.345,60 3.456,70", size=16, hidden=True)
    report = report_on(drawing)
    assert report.unread_pages == ()
    assert report.pages[0].figures_not_shown == 0


def test_photographs_and_logos_are_not_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 100, "Relazione sulla gestione.")
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (300, 300), np.uint8))
    drawing.canvas.drawInlineImage(noise, 72, 300, 300, 300)
    drawing.canvas.drawInlineImage(picture_of_print(2), 72, 700, 150, 13)
    assert report_on(drawing).unread_pages == ()


@pytest.mark.usefixtures("without_ocr")
def test_letters_drawn_as_outlines_are_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 60, "I dati sono esposti di seguito.")
    for line in range(8):
        for place in range(60):  # rings as wide as letters stand for them
            drawing.canvas.circle(72 + 7 * place, 600 - 16 * line, 2.5)
    assert [told.error for told in report_on(drawing).unread_pages] == ["unread_print"]


def test_a_stamp_set_a_little_aslant_is_in_no_figure(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], ROWS, align="lrr", height=18)
    report = report_on(drawing.text(200, 150, "APPROVATO", size=20, angle=-15, color=GREY))
    assert report.tables[0].texts() == ROWS
    assert report.pages[0].remarks == ("«APPROVATO», set aslant, was left out.",)


def test_large_pale_text_behind_figures_is_in_none(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing()
    for row in range(3):
        drawing.text(70, 118 + 26 * row, "COPIA 2024", size=32, color=GREY)
    report = report_on(drawing.aligned(100, [(72, "l"), (200, "r"), (300, "r")], [*ROWS, ["Saldo", "600,00", "600,00"]]))
    assert report.tables[0].texts() == [*ROWS, ["Saldo", "600,00", "600,00"]]
    assert report.pages[0].remarks == ("«COPIA2024COPIA2024COPIA2024», set over or behind other text, was left out.",)


def with_one_amount_as(how: str) -> Drawing:
    """A table one of whose amounts is no text: an image, or drawn digit by digit."""
    rows = [["Voce", "2023", "2024"], ["Proventi", "", "1.100,00"], ["Oneri", "400,00", "500,00"]]
    drawing = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", height=18)
    if how == "image":
        amount = Image.new("L", (360, 54), 255)
        ImageDraw.Draw(amount).text((30, 8), "1.000,00", fill=0, font_size=38)
        drawing.canvas.drawInlineImage(amount, 224, drawing.height - 135, 86, 13)
    else:
        for place in range(6):  # digits stand for one another
            ring = drawing.canvas.beginPath()
            ring.circle(260 + 7 * place, drawing.height - 127, 3.2)
            ring.circle(260 + 7 * place, drawing.height - 127, 2.2)
            drawing.canvas.drawPath(ring, stroke=0, fill=1, fillMode=0)
    return drawing


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize("how", ["image", "drawn"])
def test_a_single_amount_that_is_no_text_is_told(report_on: Callable[[Drawing], Report], how: str) -> None:
    (told,) = report_on(with_one_amount_as(how)).unread_pages
    assert told.reason.startswith("Page 1 was read in part: about a line of print on it")


@pytest.mark.parametrize(("end", "told"), [(312, ["loose"]), (340, [])])
def test_a_line_under_a_table_that_is_no_row_but_has_an_amount_in_line_with_its_own_is_told(
    report_on: Callable[[Drawing], Report], end: float, told: list[str]
) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], ROWS, align="lrr", height=18)
    drawing.text(72, drawing.bottom + 14, "Il totale, di cui si dice oltre, è").text(
        end - 4, drawing.bottom + 14, "1.500,00", align="r"
    )
    report = report_on(drawing)
    assert report.tables[0].texts() == ROWS
    assert [page.error for page in report.unread_pages] == told


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(("x", "told"), [(72, True), (420, False)])
def test_a_row_that_is_an_image_under_figures_is_told_and_one_elsewhere_is_not(
    report_on: Callable[[Drawing], Report], x: float, told: bool
) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], ROWS, align="lrr", height=18)
    total = Image.new("L", (1400, 72), 255)
    for at, text in ((12, "Totale"), (780, "1.400,00"), (1140, "1.600,00")):
        ImageDraw.Draw(total).text((at, 12), text, fill=0, font_size=40)
    drawing.canvas.drawInlineImage(total, x, drawing.height - drawing.bottom - 18, 330, 18)
    assert len(report_on(drawing).unread_pages) == told


def held_by_a_pdf(path: Path, how: str, text: str = "Aprire il file con un altro programma.") -> Path:
    """A PDF whose content is on none of its pages."""
    Drawing().text(72, 100, text).save(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        if how == "xfa":
            pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<template/>"), Fields=pikepdf.Array())
        else:
            pdf.attachments["bilancio.pdf"] = b"%PDF-1.7"
        if how == "portfolio":
            pdf.Root.Collection = pikepdf.Dictionary()
        pdf.save(path)
    return path


@pytest.mark.parametrize("how", ["portfolio", "attachment", "xfa"])
def test_what_is_on_no_page_is_told(tmp_path: Path, how: str) -> None:
    report = read_report(held_by_a_pdf(tmp_path / "a.pdf", how))
    (told,) = report.unread_pages
    assert (told.page, told.error, report.document.completeness) == (None, how, "partial")
    assert how == "xfa" or "bilancio.pdf" in told.reason


@pytest.mark.parametrize("how", ["portfolio", "attachment", "xfa"])
def test_of_pages_without_text_it_is_told_where_the_content_is(tmp_path: Path, how: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_report(held_by_a_pdf(tmp_path / "a.pdf", how, text=""))
    assert refused.value.error == how


def test_an_attachment_that_is_no_report_is_not_told(tmp_path: Path) -> None:
    path = Drawing().text(72, 100, "Relazione.").save(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["dati.xml"] = b"<dati/>"
        pdf.save(path)
    assert read_report(path).unread_pages == ()


def test_a_page_of_dark_text_and_light_fills_is_not_rendered(
    report_on: Callable[[Drawing], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rendered(*_: object) -> None:
        raise AssertionError("The page was rendered to see what shows.")

    monkeypatch.setattr("pipeline.reading.witness.Ink.shown", rendered)
    drawing = Drawing().box(70, 88, 400, 106, fill=GREY, line=0).grid(72, 90, [160, 90, 90], ROWS, align="lrr")
    assert report_on(drawing).pages[0].figures_not_shown == 0


def hole_over(drawing: Drawing) -> Drawing:
    """A white circle over the figures, as what a punch leaves."""
    drawing.canvas.setFillColorRGB(1, 1, 1)
    drawing.canvas.circle(220, drawing.height - 97, 40, stroke=0, fill=1)
    return drawing


@pytest.mark.parametrize(
    "over",
    [
        lambda drawing: drawing.box(150, 80, 330, 110, fill=WHITE, line=0),
        hole_over,
        lambda drawing: drawing.text(160, 140, "9.999,00", color=WHITE),
        lambda drawing: drawing.text(160, 140, "9.999,00", hidden=True),
        lambda drawing: drawing.box(150, 130, 330, 150, fill=BLACK).text(160, 145, "9.999,00"),
    ],
    ids=["covered", "punched", "white", "without paint", "on black"],
)
def test_whatever_may_hide_a_figure_has_the_page_looked_at(
    report_on: Callable[[Drawing], Report], over: Callable[[Drawing], Drawing]
) -> None:
    report = report_on(over(Drawing().text(72, 100, "Totale").text(200, 100, "1.234,50")))
    assert report.pages[0].figures_not_shown == 1


def test_lines_with_amounts_set_apart_that_became_no_table_are_told(tmp_path: Path) -> None:
    drawing = Drawing().text(72, 60, "Relazione sulla gestione").text(72, 100, "Saldi, poi pareggiati:")
    stairs = (("Cassa", 72, 130, 190), ("Crediti verso l'erario", 140, 290, 350), ("Debiti verso fornitori", 280, 420, 490))
    for i, (label, left, first, second) in enumerate(stairs):
        drawing.text(left, 140 + 14 * i, label).text(first, 140 + 14 * i, "1.234,50").text(second, 140 + 14 * i, "40,00")
    (page,) = read_report(drawing.save(tmp_path / "a.pdf")).pages
    assert page.figures_in_sections == 6
    assert page.remarks == (
        "In no table: 3 lines with amounts set apart, from «Cassa 1.234,50 40,00» on.",
        "Page 1 was read in part: 3 lines on it with amounts side by side are in no table. Look at it by hand.",
    )


def test_a_list_of_contents_and_amounts_in_prose_are_no_rows_lost(tmp_path: Path) -> None:
    drawing = Drawing().text(72, 60, "Il saldo di 1.234,50 euro è cresciuto di 40,00 euro rispetto al 2023, e quello di")
    drawing.text(72, 74, "cassa di 12,00 euro, come nel rendiconto approvato il 30.04.2024 per 1.200,00 euro.")
    for i, heading in enumerate(("Premessa", "Proventi", "Oneri")):
        drawing.text(72, 120 + 14 * i, heading).text(500, 120 + 14 * i, str(i + 3))
    (page,) = read_report(drawing.save(tmp_path / "a.pdf")).pages
    assert not any("In no table" in remark for remark in page.remarks)


def test_rows_of_amounts_in_a_drawing_are_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 60, "Gli importi dell'anno per territorio.")
    for i, (name, length) in enumerate((("Lucca", 120), ("Massa", 180), ("Pisa", 90), ("Siena", 150))):
        y = 100 + 30 * i
        drawing.box(150, y - 14, 150 + length, y + 6, fill=GREY, line=0)
        drawing.text(72, y, name).text(160, y, f"{i + 1}.250,00").text(152 + length, y, f"{i + 2}.118,40")
    report = report_on(drawing)
    assert not report.tables
    assert [page.reason for page in report.unread_pages] == [
        "Page 1 was read in part: 4 lines with amounts that stand in a drawing on it are in no table. Look at it by hand."
    ]


def test_amounts_with_the_text_of_the_next_column_right_behind_them_are_told(report_on: Callable[[Drawing], Report]) -> None:
    notes = ("Nota", "Fondo vincolato", "Delibera", "Accantonato", "Svincolato", "Residuo")
    amounts = ("2023", "412.350,75", "187.904,20", "-12.400,00", "23.118,40", "1.204,15")
    labels = ("Voce", "Diritto annuale", "Diritti di segreteria", "Contributi e trasferimenti", "Proventi", "Interessi attivi")
    drawing = Drawing().text(72, 60, "Nella tabella che segue sono esposti i valori dell'esercizio.")
    for i, (label, amount, note) in enumerate(zip(labels, amounts, notes, strict=True)):
        y = 100 + 20 * i
        drawing.text(72, y, label).text(400, y, amount, align="r").text(400, y, note)
    (told,) = report_on(drawing).findings
    assert told.rule == "NUM-2"
    assert "letters of another cell stand beside it" in told.message


def test_amounts_with_the_same_word_close_behind_each_are_told(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 100, "Opera").text(400, 100, "Quadro", align="r").text(403, 100, "Stato")
    for i, amount in enumerate(("412.350,75", "187.904,20", "12.400,00", "23.118,40")):
        drawing.text(72, 120 + 20 * i, f"Lavori {i}").text(400, 120 + 20 * i, amount, align="r").text(403, 120 + 20 * i, "chiuso")
    report = report_on(drawing)
    told = [finding.message for finding in report.findings if finding.rule == "NUM-2"]
    assert "letters of another cell stand beside it" in told[0]


def test_amounts_with_the_mark_of_a_note_among_nils_are_told(report_on: Callable[[Drawing], Report]) -> None:
    rows = (("691.282 (2)", "1.100"), ("-", "2.200"), ("-", "-"), ("870.453 (3)", "-"), ("-", "-"))
    drawing = Drawing().text(72, 100, "Voce").text(300, 100, "2023", align="r").text(400, 100, "2022", align="r")
    for i, (now, before) in enumerate(rows):
        drawing.text(72, 120 + 16 * i, f"Spesa {i}").text(400, 120 + 16 * i, before, align="r")
        figure, *mark = now.split()
        drawing.text(300, 120 + 16 * i, figure, align="r").text(302, 120 + 16 * i, "".join(mark))
    assert [finding.rule for finding in report_on(drawing).findings] == ["NUM-2"]


def test_a_column_of_amounts_with_their_shares_is_told_as_one(report_on: Callable[[Drawing], Report]) -> None:
    rows = [
        ["Voce", "2023"],
        ["Personale", "412.377,18 (58,4%)"],
        ["Servizi", "204.118,60 (28,9%)"],
        ["Altro", "89.660,31 (12,7%)"],
    ]
    (told,) = report_on(Drawing().text(72, 60, "Gli importi dell'anno.").grid(72, 100, [150, 140], rows)).findings
    assert told.rule == "NUM-2"
    assert told.message.startswith("3 of the 3 figures of the column «2023» could not be read")


def test_a_lone_amount_in_euro_with_a_letter_behind_it_is_told(report_on: Callable[[Drawing], Report]) -> None:
    rows = [["Voce", "2023", "2022"], ["Canoni", "€ 587.188 € b", "€ 431.206"]]
    (told,) = report_on(Drawing().text(72, 60, "Gli importi dell'anno.").grid(72, 100, [150, 140, 110], rows)).findings
    assert "«€ 587.188 € b» is not a number: words stand beside it" in told.message


@pytest.mark.parametrize("place", [0, 1])
def test_codes_of_accounts_are_no_figures(report_on: Callable[[Drawing], Report], place: int) -> None:
    rows = [["Descrizione", "Saldo"], ["Stipendi", "412.350,75"], ["Oneri", "118.204,15"], ["Utenze", "-4.118,40"]]
    for row, code in zip(rows, ("Conto", "310001", "310002", "320010"), strict=True):
        row.insert(place, code)
    (table,) = report_on(Drawing().text(72, 60, "Piano dei conti").grid(72, 100, [110, 110, 110], rows)).tables
    assert [cell.measure for cell in table.cells if cell.column == place and cell.row] == ["identifier"] * 3
    assert [cell.value for cell in table.cells if cell.column == 2 and cell.row] == [
        Decimal("412350.75"),
        Decimal("118204.15"),
        Decimal("-4118.40"),
    ]


def test_balances_of_accounts_are_figures(report_on: Callable[[Drawing], Report]) -> None:
    rows = [["Voce", "Conto", "Budget"], ["Stipendi", "412", "400"], ["Oneri", "1180", "990"], ["Utenze", "41", "40"]]
    (table,) = report_on(Drawing().text(72, 60, "Valori in euro").grid(72, 100, [110, 110, 110], rows)).tables
    assert [cell.value for cell in table.cells if cell.column == 1 and cell.row] == [412, 1180, 41]


@pytest.mark.parametrize(
    ("heading", "figures"),
    [("Conto", ["42810", "19870", "12115"]), ("Conti", ["1250", "3480", "2210"]), ("Conto", ["428", "198", "121"])],
)
@pytest.mark.parametrize("total", [True, False])
def test_figures_under_the_heading_of_accounts_do_not_vanish(
    report_on: Callable[[Drawing], Report], heading: str, figures: list[str], total: bool
) -> None:
    rows = [["Voce", "Preventivo", heading]]
    rows += [[name, figure[::-1], figure] for name, figure in zip(("Personale", "Servizi", "Altro"), figures, strict=True)]
    rows += [["Totale", str(sum(int(row[1]) for row in rows[1:])), str(sum(map(int, figures)))]] if total else []
    (table,) = report_on(Drawing().text(72, 60, "Valori in euro").grid(72, 100, [110, 110, 110], rows)).tables
    assert [str(cell.value) for cell in table.cells if cell.column == 2 and 0 < cell.row < 4] == figures


def test_huge_pale_capitals_between_label_and_figures_are_in_none(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(150, 122, "BOZZA", size=32, color=GREY)
    report = report_on(drawing.aligned(100, [(72, "l"), (400, "r"), (480, "r")], [*ROWS, ["Saldo", "600,00", "600,00"]]))
    assert report.tables[0].texts() == [*ROWS, ["Saldo", "600,00", "600,00"]]
    assert report.pages[0].remarks == ("«BOZZA», set over or behind other text, was left out.",)


def test_text_without_ink_over_the_same_letters_as_a_drawing_is_what_is_printed(report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().aligned(100, [(72, "l")], [[row[0]] for row in ROWS])
    for i, row in enumerate(ROWS):
        for x, text in zip((300, 400), row[1:], strict=True):
            width, y = stringWidth(text, "Helvetica", 10), drawing.height - 100 - 14 * i
            for place in range(len(text)):  # rings as wide as digits stand for them
                drawing.canvas.circle(x - width + (place + 0.5) * width / len(text), y + 3.5, 2)
            letters = drawing.canvas.beginText(x - width, y)
            letters.setFont("Helvetica", 10)
            letters.textOut(text)
            drawing.canvas.saveState()
            drawing.canvas.setFillAlpha(0)
            drawing.canvas.drawText(letters)
            drawing.canvas.restoreState()
    assert report_on(drawing).tables[0].texts() == ROWS


def test_dots_that_stand_for_a_figure_are_kept(report_on: Callable[[Drawing], Report]) -> None:
    rows = [
        ["Settore", "Numero", "Var. %"],
        ["Agricoltura", "1.412", "...."],
        ["Industria", "9.077", "7,1"],
        ["Servizi", "26.448", "9,5"],
    ]
    drawing = Drawing().text(72, 60, "Unità locali").aligned(100, [(72, "l"), (300, "r"), (400, "r")], rows)
    assert report_on(drawing).tables[0].texts()[-3:] == rows[1:]


def test_pale_text_that_a_table_is_printed_over_is_in_no_cell(report_on: Callable[[Drawing], Report]) -> None:
    rows = [["Voce", "2024", "2023"], ["Contributi", "318.440,12", "301.205,90"], ["Tariffe", "96.512,05", "88.730,44"]]
    rows += [["Rimborsi", "7.381,60", "9.014,25"], ["Totale", "422.333,77", "398.950,59"]]
    drawing = Drawing()
    for y in range(90, 260, 23):
        for x in (60, 230, 400):
            drawing.text(x + y % 3 * 9, y, "COPIA CONFORME 12/03/2025", size=11, color=(0.85, 0.85, 0.85))
    report = report_on(drawing.grid(72, 120, [150, 100, 100], rows, align="lrr", height=20))
    assert [table.texts() for table in report.tables] == [rows]
    assert report.findings == ()
    assert "CONFORME" in report.pages[0].remarks[0]


def test_a_figure_set_over_a_covered_one_with_like_digits_a_little_lower_is_whole(tmp_path: Path) -> None:
    drawing = Drawing().grid(72, 100, [120, 90, 90], ROWS, align="lrr", height=18, rules=frozenset())
    drawing.box(235, 119.5, 281, 134, fill=WHITE, line=0)
    x = 278 - stringWidth("1.200,00", "Helvetica", 9)
    for digit in "1.200,00":  # one by one, as browsers draw them
        drawing.text(x, 131.4, digit, size=9)
        x += stringWidth(digit, "Helvetica", 9)
    (table,) = read_report(drawing.save(tmp_path / "a.pdf")).tables
    assert table.texts() == [ROWS[0], ["Proventi", "1.200,00", "1.100,00"], ROWS[2]]
