"""Text recognised in pictures: scans, and tables pasted as pictures."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from pipeline.datasets import read_dataset, write_report
from pipeline.limits import Limits
from pipeline.reading.document import Long, Shared, read_pages, recognise_pages
from pipeline.reading.model import Transform
from pipeline.reading.ocr.engines import MODELS, Recognised, read_picture
from pipeline.reading.ocr.grounds import dark_on_light
from pipeline.reading.ocr.picture import Picture, levelled, prepared, skew_of, turned
from pipeline.reading.ocr.texts import _baseline_and_size
from pipeline.reading.page import Page
from pipeline.report import Report, read_report
from pipeline.rereading import unconfirmed
from pipeline.source import Unreadable, open_source
from pipeline.tables_only import read_only_tables
from schemas.provenance import Box
from schemas.table import Cell, Table
from tests.drawing import Drawing, Rows
from tests.drawing.outlined import outline_text
from tests.test_command_line import GUARD, run

DPI = 200
SCALE = DPI / 72

ROWS = [
    ["Proventi", "2016", "2017", "Variazione"],
    ["Diritto annuale", "412.350,75", "431.206,10", "18.855,35"],
    ["Diritti di segreteria", "187.904,20", "179.455,60", "-8.448,60"],
    ["Contributi", "-", "104.875,25", "104.875,25"],
    ["Totale", "600.254,95", "715.536,95", "115.282,00"],
]


def table(drawing: Drawing, rows: Rows = ROWS) -> Drawing:
    """Rows in a ruled grid on a small page."""
    for i, row in enumerate(rows):
        y = 60.0 + 18 * i
        drawing.rule(30, y, 370, y)
        drawing.text(34, y + 13, row[0])
        for j, text in enumerate(row[1:]):
            drawing.text(206 + 82 * j, y + 13, text, align="r")
    drawing.rule(30, 60 + 18 * len(rows), 370, 60 + 18 * len(rows))
    for x in (30, 125, 210, 292, 370):
        drawing.rule(x, 60, x, 60 + 18 * len(rows))
    return drawing


def photographed(drawing: Drawing, path: Path) -> Image.Image:
    """The first page of a drawing as a scanner sees it."""
    document = pypdfium2.PdfDocument(drawing.save(path))
    try:
        return Image.fromarray(document[0].render(scale=SCALE, grayscale=True).to_numpy().copy())
    finally:
        document.close()


def scan_of(image: Image.Image, protocol: str = "") -> Drawing:
    """A page that is an image, with a line of text on it if one is given."""
    drawing = Drawing((image.width / SCALE, image.height / SCALE))
    drawing.canvas.drawInlineImage(image, 0, 0, drawing.width, drawing.height)
    return drawing.text(20, 14, protocol, size=8) if protocol else drawing


@pytest.fixture
def picture(tmp_path: Path) -> Image.Image:
    return photographed(table(Drawing((400, 260))).text(30, 40, "Conto economico dell'esercizio"), tmp_path / "printed.pdf")


def read(drawing: Drawing, path: Path) -> list[Page]:
    return list(read_pages(open_source(drawing.save(path)), path.name, lambda page, pages: None).read)


@pytest.mark.parametrize("skew", [0.0, 2.0])
def test_a_scan_is_read_as_if_it_were_text(picture: Image.Image, report_on: Callable[[Drawing], Report], skew: float) -> None:
    report = report_on(scan_of(picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)))
    (found,) = report.tables
    assert found.texts() == ROWS
    assert report.unread_pages == ()


def test_a_scan_upside_down_is_turned(picture: Image.Image, report_on: Callable[[Drawing], Report]) -> None:
    (found,) = report_on(scan_of(picture.rotate(180))).tables
    assert found.texts() == ROWS
    (label,) = [cell.box for cell in found.cells if cell.text == "Totale"]
    assert label.x0 > 300  # where a viewer shows it


def test_a_scan_whose_text_is_recognised_by_several_is_read_as_by_one(tmp_path: Path) -> None:
    """A table that runs over the pages that each recognises for itself, and comes back from other processes."""
    drawing = Drawing((400, 260))
    for number, rows in enumerate((ROWS, ROWS[1:4], ROWS[2:])):
        image = photographed(table(Drawing((400, 260)), rows), tmp_path / f"{number}.pdf")
        (drawing.page() if number else drawing).canvas.drawInlineImage(image, 0, 0, 400, 260)
    path = drawing.save(tmp_path / "scan.pdf")
    source = open_source(path)
    with pytest.raises(Shared) as shared:
        read_report(path, share=True)
    assert shared.value.numbers == [1, 2, 3]
    apart = [recognise_pages(source, numbers, lambda page, pages: None, {}) for numbers in ([1, 3], [2])]
    recognised = pickle.loads(pickle.dumps({number: page for part in apart for number, page in part.items()}))
    together = read_report(path, recognised=recognised, share=True)
    assert together == read_report(path)
    assert any(table.first_page < table.last_page for table in together.tables)


def test_scans_of_a_long_document_that_cannot_be_read_in_parts_are_recognised_by_several(
    picture: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = Drawing((400, 260))
    for number in range(3):
        (drawing.page() if number else drawing).canvas.drawInlineImage(picture, 0, 0, 400, 260)
    source = open_source(drawing.save(tmp_path / "scan.pdf"))
    monkeypatch.setattr("pipeline.reading.document.LONG", 2)
    with pytest.raises(Long):
        read_pages(source, "a.pdf", lambda page, pages: None, share=True)
    with pytest.raises(Shared):
        read_pages(source, "a.pdf", lambda page, pages: None, parts=[], share=True)


def test_a_table_under_a_title_over_all_its_columns_is_no_chart(tmp_path: Path, report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing((400, 260)).text(200, 72, "ANNO 2016", size=8, bold=True, align="c")
    names = ["Camera", "Azienda", "Fondazione", "Consorzio", "Laboratorio"]
    figures = ["9.429,26", "1.047,58", "3.396,62", "1.720,08", "3.265,98"]
    for j, (name, figure) in enumerate(zip(names, figures, strict=True)):
        drawing.text(70 + 65 * j, 92, name, size=8, bold=True, align="c").text(70 + 65 * j, 122, figure, size=8, align="c")
    drawing.text(200, 102, "Cultura", size=8, bold=True, align="c")
    for y in (60, 78, 110, 128):
        drawing.rule(30, y, 370, y)
    (found,) = report_on(scan_of(photographed(drawing, tmp_path / "printed.pdf"))).tables
    assert figures in found.texts()


@pytest.mark.parametrize("nil", ["--", "---", "-----"])
def test_dashes_in_a_row_are_nil_in_a_scan(tmp_path: Path, report_on: Callable[[Drawing], Report], nil: str) -> None:
    rows = [[nil if cell == "-" else cell for cell in row] for row in ROWS]
    (found,) = report_on(scan_of(photographed(table(Drawing((400, 260)), rows), tmp_path / "printed.pdf"))).tables
    assert found.texts() == rows


def test_a_line_of_text_on_a_scan_is_kept(picture: Image.Image, tmp_path: Path) -> None:
    (page,) = read(scan_of(picture, "Protocollo 123 del 4 maggio 2017"), tmp_path / "scan.pdf")
    texts = [line.text for line in page.lines]
    assert texts[:2] == ["Protocollo 123 del 4 maggio 2017", "Conto economico dell'esercizio"]
    assert {ch.confidence is None for word in page.lines[0].words for ch in word.chars} == {True}


@pytest.mark.parametrize("again", [True, False])
def test_text_recognised_before_is_checked_against_the_picture(
    tmp_path: Path, report_on: Callable[[Drawing], Report], monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """A scan with the text of another program under it, which misread two figures, one of them in no sum."""
    if not again:
        monkeypatch.setattr("pipeline.reading.reader.LIMITS", Limits(ocr="never"))
    rows = [*ROWS[:1], ["Imprese", "5.214", "5.231", "17"], *ROWS[1:]]
    misread = {"431.206,10": "481.206,10", "5.231": "5.237"}
    drawing = scan_of(photographed(table(Drawing((400, 260)), rows), tmp_path / "printed.pdf"))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            drawing.text(
                206 + 82 * (j - 1) if j else 34, 73 + 18 * i, misread.get(text, text), align="r" if j else "l", hidden=True
            )
    (found,) = report_on(drawing).tables
    assert {cell.text_source for cell in found.cells if cell.text} == {"ocr"}
    if again:
        assert found.texts() == rows
        assert {cell.text for cell in found.cells if cell.text and not cell.confidence} == {"431.206,10", "5.231"}
    else:
        assert {cell.confidence for cell in found.cells if cell.text} == {0}


def test_a_table_pasted_as_a_picture_is_read_in_its_place(picture: Image.Image, report_on: Callable[[Drawing], Report]) -> None:
    drawing = Drawing().text(72, 100, "La tabella che segue espone i proventi.")
    drawing.canvas.drawInlineImage(picture, 72, drawing.height - 460, 400, 260)
    (found,) = report_on(drawing).tables
    assert found.texts() == ROWS
    (total,) = [cell.box for cell in found.cells if cell.text == "Totale"]
    assert (total.x0, total.bottom) == pytest.approx((106, 346), abs=4)


def test_a_single_amount_pasted_as_a_picture_is_read_in_its_cell(report_on: Callable[[Drawing], Report]) -> None:
    rows = [["Voce", "2023", "2024"], ["Proventi", "", "1.100,00"], ["Oneri", "400,00", "500,00"]]
    drawing = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", height=18)
    amount = Image.new("L", (360, 54), 255)
    ImageDraw.Draw(amount).text((30, 8), "1.000,00", fill=0, font_size=38)
    drawing.canvas.drawInlineImage(amount, 224, drawing.height - 135, 86, 13)
    report = report_on(drawing)
    assert report.tables[0].texts()[1] == ["Proventi", "1.000,00", "1.100,00"]
    assert report.unread_pages == ()


@pytest.fixture
def outlined(tmp_path: Path) -> Path:
    """A report whose text is curves."""
    drawing = Drawing((400, 260)).text(30, 40, "Conto economico dell'esercizio")
    for i, row in enumerate(ROWS):
        drawing.rule(30, 60 + 18 * i, 370, 60 + 18 * i)
        for j, text in enumerate(row):
            drawing.text(200 + 82 * (j - 1) if j else 34, 73 + 18 * i, text, align="r" if j else "l")
    return outline_text(drawing.save(tmp_path / "text.pdf"), tmp_path / "curves.pdf")


def test_of_text_turned_into_curves_is_said_how_it_can_be_read(outlined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reader", "part", "document"):
        monkeypatch.setattr(f"pipeline.reading.{module}.LIMITS", Limits(ocr="never"))
    with pytest.raises(Unreadable, match=r"is images or drawn, and no text\..* run again with --ocr auto"):
        read_report(outlined)


def test_text_turned_into_curves_is_read_as_if_it_were_text(outlined: Path) -> None:
    report = read_report(outlined)
    assert [table.texts() for table in report.tables] == [ROWS]
    assert report.document.text_source == "ocr"
    assert report.unread_pages == ()


def test_figures_from_a_picture_are_marked_and_those_that_nothing_confirms_are_told(
    picture: Image.Image, report_on: Callable[[Drawing], Report]
) -> None:
    report = report_on(scan_of(picture))
    (found,) = report.tables
    assert report.document.text_source == "ocr"
    assert {cell.text_source for cell in found.cells if cell.text} == {"ocr"}
    assert {fact.text_source for fact in report.facts} == {"ocr"}
    assert {section.text_source for section in report.sections} == {"ocr"}
    assert all(cell.confidence is not None and 0 < cell.confidence <= 1 for cell in found.cells if cell.text)
    assert [finding.rule for finding in report.findings if finding.severity != "info"] == []  # all sums hold


def test_records_say_which_figures_came_from_a_picture(picture: Image.Image, tmp_path: Path) -> None:
    """A table pasted as a picture over one of text."""
    drawing = table(Drawing((595, 842))).text(34, 50, "Conto economico dell'esercizio")
    drawing.canvas.drawInlineImage(picture, 72, drawing.height - 560, 400, 260)
    write_report(read_report(drawing.save(tmp_path / "mixed.pdf")), tmp_path / "output")
    lines = read_dataset(tmp_path / "output", "variance_lines").select("table_id", "sources").explode("sources").unnest("sources")
    sources = lines.group_by("table_id").agg("text_source").sort("table_id")["text_source"].to_list()
    assert list(map(set, sources)) == [{"text"}, {"ocr"}]


@pytest.mark.parametrize(("reading_agrees", "severity"), [(True, "error"), (False, "warning")])
def test_a_report_is_blamed_for_recognised_figures_if_two_readings_of_them_agree(
    reading_agrees: bool,
    severity: str,
    tmp_path: Path,
    report_on: Callable[[Drawing], Report],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = [[text.replace("18.855,35", "18.555,35") for text in row] for row in ROWS]
    printed = table(Drawing((400, 260)), wrong)
    (blamed,) = [finding for finding in report_on(printed).findings if finding.severity == "error"]
    if not reading_agrees:
        monkeypatch.setattr("pipeline.reading.ocr.page.read_line", lambda grey, dpi: "18.5S5,35")
    found = report_on(scan_of(photographed(table(Drawing((400, 260)), wrong), tmp_path / "printed.pdf"))).findings
    assert [finding.severity for finding in found if finding.rule == blamed.rule] == [severity]
    assert [finding.suggested_value for finding in found if finding.rule == blamed.rule] == [blamed.suggested_value]


def test_what_was_recognised_as_no_figure_is_read_again(
    picture: Image.Image, report_on: Callable[[Drawing], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def misreading(grey: Picture) -> list[Recognised]:
        return [text._replace(text=text.text.replace("431.206,10", "431.206.10")) for text in read_picture(grey)]

    monkeypatch.setattr("pipeline.reading.ocr.page.read_picture", misreading)
    report = report_on(scan_of(picture))
    assert report.tables[0].texts() == ROWS
    assert [finding.rule for finding in report.findings] == ["READ-1"]


def test_figures_that_nothing_confirms_are_told(tmp_path: Path, report_on: Callable[[Drawing], Report]) -> None:
    lone = [
        ["Servizio", "Utenti", "Giorni"],
        ["Sportello", "1.204", "12,5"],
        ["Biblioteca", "987", "30,0"],
        ["Museo", "55", "7,5"],
    ]
    report = report_on(scan_of(photographed(table(Drawing((400, 260)), lone), tmp_path / "printed.pdf")))
    (told,) = [finding for finding in report.findings if finding.rule == "OCR-1"]
    assert told.message.startswith("6 of 6 figures recognised in a picture are confirmed by no sum: «1.204»")


@pytest.mark.parametrize(("texts", "told"), [(["1723"], 0), (["17,23"], 1), (["1", "2", "3"], 1)])
def test_one_or_two_figures_without_the_mark_of_an_amount_need_no_sum(texts: list[str], told: int) -> None:
    cells = tuple(
        Cell(row=row, column=0, text=text, page=1, box=Box(0, row, 1, row + 1), value=Decimal(1), text_source="ocr")
        for row, text in enumerate(texts)
    )
    table = Table(table_id="t1", first_page=1, last_page=1, rows=len(texts), columns=1, header_rows=0, method="", cells=cells)
    assert len(unconfirmed("d", [table], {})) == told


def test_a_misread_figure_is_read_again_where_it_does_not_add_up(
    picture: Image.Image, report_on: Callable[[Drawing], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def misreading(grey: Picture) -> list[Recognised]:
        return [text._replace(text=text.text.replace("431.206,10", "481.206,10")) for text in read_picture(grey)]

    monkeypatch.setattr("pipeline.reading.ocr.page.read_picture", misreading)
    report = report_on(scan_of(picture))
    assert report.tables[0].texts() == ROWS
    (told,) = [finding for finding in report.findings if finding.rule == "READ-1"]
    assert told.message.startswith("«481.206,10» was recognised and does not add up; read again it is «431.206,10»")


@pytest.mark.parametrize("degrees", [-3.0, -0.5, 0.0, 1.3])
def test_the_skew_of_a_page_is_measured(picture: Image.Image, degrees: float) -> None:
    askew = np.asarray(picture.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255))
    assert skew_of(askew) == pytest.approx(degrees, abs=0.11)


def test_a_picture_made_ready_leads_back_to_the_page() -> None:
    grey = np.full((90, 160), 255, np.uint8)
    grey[20:24, 100:104] = 0
    for picture, back in (turned(grey, 1), turned(grey, 2), turned(grey, 3), levelled(grey, 2.0)):
        ys, xs = np.nonzero(picture < 128)
        assert back.point(xs.mean() + 0.5, ys.mean() + 0.5) == pytest.approx((102, 22), abs=0.6)


def test_ruling_lines_are_told_from_print(picture: Image.Image) -> None:
    ready = prepared(np.asarray(picture), SCALE)
    level = [s for s in ready.rules if s.x1 - s.x0 > s.y1 - s.y0]
    assert len(level) == len(ROWS) + 1
    assert len(ready.rules) - len(level) == 5


def test_ink_at_the_edge_of_the_paper_is_no_print(picture: Image.Image, tmp_path: Path) -> None:
    grey = np.asarray(picture).copy()
    row = round((60 + 18 + 9) * SCALE)
    grey[row : row + 3, :12] = 0  # as long and as high as a dash
    grey[:, -6:] = 0
    (page,) = read(scan_of(Image.fromarray(grey)), tmp_path / "scan.pdf")
    assert [[word.text for word in line.words][:2] for line in page.lines][2] == ["Diritto", "annuale"]


def test_a_transform_and_its_inverse_cancel_out() -> None:
    there = Transform(0.5, 2, -1, 0.25, 7, -3)
    assert there.then(there.inverse()) == pytest.approx((1, 0, 0, 1, 0, 0))


def test_the_labels_of_a_chart_in_a_picture_are_no_table(tmp_path: Path) -> None:
    chart = Drawing((400, 260))
    for i, tick in enumerate(["30%-", "25%-", "20%-", "12%-", "5%-", "0%"]):
        y = 50 + 26 * i
        chart.text(60, y + 3, tick, size=9, align="r").rule(66, y, 330, y)
    for i, (answer, place) in enumerate(zip(["Mai", "Talvolta", "Spesso"], ["Lucca", "Pisa", "Massa"], strict=True)):
        chart.text(100 + 66 * i, 196, answer, size=9, align="c").text(230, 53 + 26 * i, place, size=9)
    scan = scan_of(photographed(chart, tmp_path / "chart.pdf"))
    assert read_only_tables(scan.save(tmp_path / "scan.pdf"), per_page=True) == []


def test_the_shares_of_a_chart_in_a_picture_are_no_table(tmp_path: Path) -> None:
    chart = Drawing((400, 260))
    for x, y, share in ((120, 70, "36,9%"), (240, 70, "53,6%"), (120, 130, "16,5%"), (240, 130, "13,0%")):
        chart.text(x, y, share, size=11)
    for y in (40, 100, 150):
        chart.rule(40, y, 360, y)
    scan = scan_of(photographed(chart, tmp_path / "chart.pdf"))
    assert read_only_tables(scan.save(tmp_path / "scan.pdf"), per_page=True) == []


# ── models, and when text is recognised ───────────────────────────────────────────────────────────────────────────────


def test_a_scan_is_read_without_a_network(picture: Image.Image, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    scan_of(picture).save(tmp_path / "scan.pdf")
    done = run("tables", "scan.pdf", cwd=tmp_path, path=[tmp_path])
    assert done.returncode == 0, done.stderr
    assert "412.350,75" in done.stdout
    assert not (tmp_path / "went-out.txt").exists()


def test_models_that_are_not_installed_are_told(
    picture: Image.Image, report_on: Callable[[Drawing], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS, "Rec", "no_such.onnx")
    with pytest.raises(Unreadable) as told:
        report_on(scan_of(picture))
    assert "Text in pictures cannot be recognised, for rapidocr" in told.value.reason
    assert "is installed without its models no_such.onnx. Run: pip install --force-reinstall" in told.value.reason


def test_text_is_kept_where_the_models_are_not_installed(
    picture: Image.Image, report_on: Callable[[Drawing], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS, "Rec", "no_such.onnx")
    report = report_on(scan_of(picture, "Protocollo 123 del 4 maggio 2017"))
    assert report.document.text_source == "text"
    assert [told.error for told in report.unread_pages] == ["unread_print"]


@pytest.mark.slow
def test_a_document_is_read_again_when_its_text_is_to_be_recognised(
    picture: Image.Image, prefect_server: str, tmp_path: Path
) -> None:
    scan_of(picture, "Protocollo 123 del 4 maggio 2017").save(tmp_path / "scan.pdf")
    for ocr, source in (("never", "text"), ("force", "ocr")):
        run("ingest", "scan.pdf", "--ocr", ocr, cwd=tmp_path, prefect=prefect_server)
        assert read_dataset(tmp_path / "output", "documents")["text_source"].to_list() == [source]


# ── what print looks like ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dpi", [150, 200])
def test_bold_print_is_known_from_its_strokes(tmp_path: Path, dpi: int) -> None:
    drawing = Drawing((400, 260)).text(30, 30, "Risultato della gestione", size=15, bold=True)
    for i, size in enumerate((7.0, 9.5, 13.0)):
        drawing.text(30, 80 + 50 * i, "Proventi correnti", size=size, bold=True).text(200, 80 + 50 * i, "1.234.567,80", size=size)
        drawing.text(30, 100 + 50 * i, "Diritto annuale e diritti di segreteria", size=size)
    (page,) = read(
        scan_of(photographed(drawing, tmp_path / "printed.pdf").resize((400 * dpi // 72, 260 * dpi // 72))), tmp_path / "s.pdf"
    )
    bold = [word.text for line in page.lines for word in line.words if word.font.bold]
    assert bold == ["Risultato", "della", "gestione", *["Proventi", "correnti"] * 3]


def test_a_long_rule_close_over_print_is_a_rule(tmp_path: Path) -> None:
    drawing = Drawing((400, 260))
    for i, row in enumerate(ROWS):
        drawing.rule(30, 60 + 10 * i, 370, 60 + 10 * i).text(34, 60 + 10 * i + 8, row[0]).text(
            360, 60 + 10 * i + 8, row[1], align="r"
        )
    ready = prepared(np.asarray(photographed(drawing, tmp_path / "printed.pdf")), SCALE)
    assert len(ready.rules) == len(ROWS)


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("ContO economico dell'esercizio", "ContO"),
        ("CoNTo economico dell'esercizio", "CONTO"),
        ("CoNtO economico dell'esercizio", "CoNtO"),
    ],
)
def test_letters_that_look_alike_in_both_cases_are_capitals_among_capitals(
    recognised: str, meant: str, picture: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misreading(grey: Picture) -> list[Recognised]:
        (first, *_) = read_picture(grey)
        return [first._replace(text=recognised, middles=first.middles[: len("".join(recognised.split()))])]

    monkeypatch.setattr("pipeline.reading.ocr.page.read_picture", misreading)
    (page,) = read(scan_of(picture), tmp_path / "scan.pdf")
    assert page.lines[0].words[0].text == meant


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_text_of_hardly_any_ink_has_a_baseline(rows: int) -> None:
    area = np.zeros((12, 40), np.bool_)
    area[5 : 5 + rows, 3:30] = True
    baseline, size = _baseline_and_size(area, "ab")
    assert 5 < baseline <= 5 + rows
    assert size > 0


def test_print_lighter_than_its_ground_is_read_with_its_spaces(tmp_path: Path, report_on: Callable[[Drawing], Report]) -> None:
    """The usual heading of a statement: white, bold, on a dark fill."""
    heads = ["VOCI DI ONERE", "ANNO 2016", "ANNO 2017", "DIFFERENZE"]
    drawing = table(Drawing((400, 260)), [["", "", "", ""], *ROWS[1:]]).box(30, 60, 370, 78, fill=(0.3, 0.3, 0.3))
    drawing.text(34, 73, heads[0], size=8, bold=True, color=(1, 1, 1))
    for j, head in enumerate(heads[1:]):
        drawing.text(204 + 80 * j, 73, head, size=8, bold=True, align="r", color=(1, 1, 1))
    noise = np.random.default_rng(3).normal(0, 6, (round(260 * SCALE) + 1, round(400 * SCALE) + 1))
    grey = np.asarray(photographed(drawing, tmp_path / "printed.pdf"), np.float64)
    scanned = np.clip(grey + noise[: grey.shape[0], : grey.shape[1]], 0, 255).astype(np.uint8)
    (found,) = report_on(scan_of(Image.fromarray(scanned).rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255))).tables
    assert found.header_rows == 1
    assert found.texts() == [heads, *ROWS[1:]]


def test_bold_print_and_bars_of_a_chart_are_no_dark_grounds(tmp_path: Path) -> None:
    drawing = Drawing((400, 260)).text(30, 60, "CONTO ECONOMICO", size=22, bold=True).box(30, 100, 200, 115, fill=(0.3, 0.3, 0.3))
    drawing.text(30, 150, "TOTALE DEI PROVENTI", size=6, bold=True)
    grey = np.asarray(photographed(drawing, tmp_path / "printed.pdf"))
    lightened, grounds = dark_on_light(grey, SCALE)
    assert grounds == []
    assert (lightened == grey).all()


@pytest.mark.parametrize("dpi", [150, 200])
def test_shades_of_rows_are_seen_in_a_scan(tmp_path: Path, dpi: int) -> None:
    """Pale ones in the noise of a scanner; large print is none."""
    drawing = Drawing((400, 260)).text(30, 40, "CONTO ECONOMICO", size=16, bold=True)
    shaded = [(30, 60 + 32 * i, 370, 75 + 32 * i) for i in range(4)]
    for x0, top, x1, bottom in shaded:
        drawing.box(x0, top, x1, bottom, fill=(0.94, 0.95, 0.97), line=0)
        drawing.text(34, top + 11, "Diritto annuale").text(366, top + 11, "412.350,75", align="r")
        drawing.text(34, top + 27, "Diritti di segreteria").text(366, top + 27, "187.904,20", align="r")
    image = photographed(drawing, tmp_path / "printed.pdf").resize((400 * dpi // 72, 260 * dpi // 72), Image.Resampling.BOX)
    noisy = np.asarray(image, np.float64) + np.random.default_rng(5).normal(0, 8, (image.height, image.width))
    (page,) = read(scan_of(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))), tmp_path / "scan.pdf")
    scale = DPI / dpi  # `scan_of` sets a picture as large as its pixels at `DPI`
    found = sorted(tuple(edge * scale for edge in fill.box) for fill in page.fills)
    assert found == [pytest.approx(box, abs=2.0) for box in shaded]


def test_the_foot_of_a_figure_that_is_thin_in_its_middle_is_on_its_baseline() -> None:
    two = np.zeros((16, 9), np.bool_)
    two[1:5, 1:8] = two[11:13, 1:8] = True
    two[5:11, 4] = True
    baseline, _ = _baseline_and_size(two, "2")
    assert baseline == 13


def test_a_tall_picture_is_read_in_pieces_that_cut_no_line(tmp_path: Path) -> None:
    drawing = Drawing((300, 800))
    printed = [f"{n}.245.{n}7,35" for n in range(10, 70)]
    for i, text in enumerate(printed):
        drawing.text(40, 15 + 13 * i, text)
    found = sorted(read_picture(np.asarray(photographed(drawing, tmp_path / "printed.pdf"))), key=lambda text: text.corners[0][1])
    assert [text.text for text in found] == printed
    for i, recognised in enumerate(found):
        tops = [y / SCALE for _, y in recognised.corners]
        assert (min(tops) + max(tops)) / 2 == pytest.approx(15 + 13 * i - 3.5, abs=2)
        assert recognised.middles[0] / SCALE == pytest.approx(43, abs=3)
