"""Accounts set by TeX in bitmap fonts: glyphs that have their codes for names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont

from pipeline.limits import Limits
from pipeline.reading.document import read_pages
from pipeline.report import read_report
from pipeline.source import open_source

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"

TEXT = {code: chr(code) for code in (*range(40, 58), *range(65, 91), *range(97, 123))}
"""What a font of text prints, but for its ligatures and accents."""

OT1 = {**TEXT, 12: "fi", 18: "`", 123: "–"}
T1 = {**TEXT, 28: "fi", 21: "–", 224: "à"}
OML, OMS, TS1 = {58: ".", 59: ","}, {0: "−"}, {191: "€"}

WIDTH, HEIGHT, SIZE = 30, 50, 10.0
"""Dots of a glyph, and points of the font."""


def bitmap_font(pdf: pikepdf.Pdf, glyphs: Mapping[int, str], name: str) -> pikepdf.Object:
    """A font as pdfTeX embeds one of which it has dots alone; a glyph is called `name` and its code."""
    font = ImageFont.truetype(str(VERA), 36)
    procedures = {}
    for code, text in glyphs.items():
        picture = Image.new("1", (WIDTH, HEIGHT), 1)
        drawn = ImageDraw.Draw(picture)
        drawn.text((2, 40), text, fill=0, font=font if len(text) == 1 else font.font_variant(size=26), anchor="ls")
        procedures[f"/{name}{code}"] = pdf.make_stream(
            f"{WIDTH} 0 0 -10 {WIDTH} 40 d1 {WIDTH} 0 0 {HEIGHT} 0 -10 cm BI /IM true /W {WIDTH} /H {HEIGHT} /BPC 1 ID ".encode()
            + picture.tobytes()
            + b"\nEI"
        )
    first, last = min(glyphs), max(glyphs)
    names = [f"/{name}{code}" if code in glyphs else "/.notdef" for code in range(first, last + 1)]
    dot = Decimal("0.02")
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, -10, WIDTH, 40],
            FontMatrix=pikepdf.Array([dot, 0, 0, dot, 0, 0]),
            CharProcs=pikepdf.Dictionary(procedures),
            Encoding=pikepdf.Dictionary(
                Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([first, *map(pikepdf.Name, names)])
            ),
            FirstChar=first,
            LastChar=last,
            Widths=[WIDTH] * (last - first + 1),
            Resources=pikepdf.Dictionary(),
        )
    )


def account(path: Path, fonts: Mapping[str, Mapping[int, str]], rows: list[list[str]], name: str = "a") -> Path:
    """A table whose cells are codes in hex, each run after the name of its font: `T 31 32 M 3b T 35`.

    `back` goes back by a glyph, as for an accent under which a letter is set.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(420, 200))
    made = {f"/{font}": bitmap_font(pdf, glyphs, name) for font, glyphs in fonts.items()}
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(made))
    content = ["0.4 w"]
    for i, row in enumerate(rows):
        for x, cell in zip((20, 200, 300), row, strict=True):
            content.append(f"BT 1 0 0 1 {x} {160 - 16 * i} Tm")
            for word in cell.split():
                shown = "[600] TJ" if word == "back" else f"<{word}> Tj"
                content.append(f"/{word} {SIZE} Tf" if word in fonts else shown)
            content.append("ET")
    page.Contents = pdf.make_stream("\n".join(content).encode())
    pdf.save(path)
    return path


def in_text(text: str, font: str = "T") -> str:
    return f"{font} {text.encode('latin-1').hex(' ')}"


def formula(amount: str) -> str:
    """An amount as a formula prints it: digits of the text's font, marks of mathematics."""
    return " ".join({"-": "S 00", ".": "M 3a", ",": "M 3b"}.get(mark, in_text(mark)) for mark in amount)


def read(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    monkeypatch.setattr("pipeline.reading.reader.LIMITS", Limits(ocr="never"))
    return [row for table in read_report(path).tables for row in table.texts()]


def test_amounts_in_formulas_keep_their_marks_and_their_minus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        [in_text("Voce"), in_text("Anno"), in_text("Prima")],
        [f"{in_text('Attivit')} 12 back 61", formula("1.204,15"), formula("-98,40")],
        [in_text("Pro\x0cli"), formula("67,31"), in_text("\x7b")],
        [in_text("Quote"), formula("-523,78"), formula("64,20")],
    ]
    path = account(tmp_path / "drawn.pdf", {"T": OT1, "M": OML, "S": OMS}, rows)
    assert read(path, monkeypatch) == [
        ["Voce", "Anno", "Prima"],
        ["Attività", "1.204,15", "−98,40"],
        ["Profili", "67,31", "–"],
        ["Quote", "−523,78", "64,20"],
    ]


def test_letters_and_signs_of_the_longer_encodings_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        [in_text("Attivit\xe0"), f"{in_text('1.204,15')} E bf", in_text("-98,40")],
        [in_text("Pro\x1cli"), f"{in_text('367,31')} E bf", in_text("\x15")],
        [in_text("Quote"), f"{in_text('-523,78')} E bf", in_text("64,20")],
    ]
    path = account(tmp_path / "drawn.pdf", {"T": T1, "E": TS1}, rows)
    assert read(path, monkeypatch) == [
        ["Attività", "1.204,15€", "-98,40"],
        ["Profili", "367,31€", "–"],
        ["Quote", "-523,78€", "64,20"],
    ]


def test_names_with_other_letters_are_not_taken_for_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[in_text("Voce"), in_text("1.204,15"), in_text("98,40")] for _ in range(3)]
    read_rows = read(account(tmp_path / "drawn.pdf", {"T": T1}, rows, "g"), monkeypatch)
    assert not any("1.204" in text for row in read_rows for text in row)


def test_a_digit_that_looks_like_another_than_its_code_says_is_in_doubt(tmp_path: Path) -> None:
    rows = [[in_text("Voce"), in_text(amount), in_text("98,40")] for amount in ("1.204,15", "367,31", "523,78")]
    path = account(tmp_path / "drawn.pdf", {"T": {**T1, ord("7"): "4"}}, rows)
    (page,) = read_pages(open_source(path), path.name, lambda page, pages: None).read
    assert {212.0, 224.0} <= {box.x0 for box in page.doubtful}


def drawn_font(pdf: pikepdf.Pdf, glyphs: Mapping[str, str], matrix: list[float], box: list[int]) -> pikepdf.Object:
    """A font that draws its glyphs itself, those of the codes from 0 on; each has what is drawn for a name."""
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=box,
            FontMatrix=pikepdf.Array([Decimal(str(number)) for number in matrix]),
            CharProcs=pikepdf.Dictionary({f"/{name}": pdf.make_stream(drawn.encode()) for name, drawn in glyphs.items()}),
            Encoding=pikepdf.Dictionary(
                Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([0, *(pikepdf.Name(f"/{name}") for name in glyphs)])
            ),
            FirstChar=0,
            LastChar=len(glyphs) - 1,
            Widths=[60] * len(glyphs),
            Resources=pikepdf.Dictionary(),
        )
    )


@pytest.mark.parametrize("turned", [0, 90])
@pytest.mark.parametrize("box", [[0, 0, 98, 85], [2, -6, 60, 40]])
def test_a_minus_that_dots_draw_beside_text_is_a_minus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turned: int, box: list[int]
) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(420, 420))
    minus = "60 0 4 26 56 32 d1 4 26 52 6 re f" if not turned else "0 0 -32 4 -26 56 d1 -32 4 6 52 re f"
    text = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary({"/T": text, "/D": drawn_font(pdf, {"a0": minus}, [1, 0, 0, 1, 0, 0], box)})
    )
    content = []
    for i, row in enumerate([["Voce", "Anno", "Prima"], ["Proventi", "1.204,15", "-98,40"], ["Oneri", "-67,31", "64,20"]]):
        for x, cell in zip((20, 200, 300), row, strict=True):
            along, across = x, 160 - 16 * i
            if cell.startswith("-"):
                dots = (10 * across, 10 * along) if not turned else (10 * (420 - across), 10 * along)
                at = f"{dots[1]} {dots[0]}" if not turned else f"{dots[0]} {dots[1]}"
                content.append(f"q .1 0 0 .1 0 0 cm BT /D 1 Tf 1 0 0 1 {at} Tm <00> Tj ET Q")
                along += 6
            shown = f"1 0 0 1 {along} {across}" if not turned else f"0 1 -1 0 {420 - across} {along}"
            content.append(f"BT /T 10 Tf {shown} Tm ({cell.lstrip('-')}) Tj ET")
    page.Contents = pdf.make_stream("\n".join(content).encode())
    page.obj.Rotate = turned
    pdf.save(tmp_path / "drawn.pdf")
    assert read(tmp_path / "drawn.pdf", monkeypatch) == [
        ["Voce", "Anno", "Prima"],
        ["Proventi", "1.204,15", "-98,40"],
        ["Oneri", "-67,31", "64,20"],
    ]


def test_glyphs_with_names_that_are_drawn_from_above_stand_on_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"zero": "0", "one": "1", "two": "2", "comma": ",", "A": "A", "B": "B"}
    drawn = dict.fromkeys(names, "60 0 4 -70 50 0 d1 4 -70 46 70 re f")
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(420, 200))
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary({"/D": drawn_font(pdf, drawn, [0.01, 0, 0, -0.01, 0, 0], [0, -80, 60, 20])})
    )
    codes = {text: f"{code:02x}" for code, text in enumerate(names.values())}
    rows = [["A", "10,20", "21,20"], ["B", "12,20", "20,01"], ["AB", "1,20", "2,20"]]
    page.Contents = pdf.make_stream(
        "\n".join(
            f"BT /D 10 Tf 1 0 0 1 {x} {160 - 16 * i} Tm <{''.join(map(codes.__getitem__, cell))}> Tj ET"
            for i, row in enumerate(rows)
            for x, cell in zip((20, 200, 300), row, strict=True)
        ).encode()
    )
    pdf.save(tmp_path / "drawn.pdf")
    assert read(tmp_path / "drawn.pdf", monkeypatch) == rows
