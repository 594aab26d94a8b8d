"""Bitmap fonts of TeX, which name their glyphs by their codes: `/a49` is what has the code 49.

pdfTeX embeds fonts of which it has no outlines as Type 3, without a map to Unicode. Letters, digits and marks have the codes of
ASCII in the encodings of text (OT1, T1, TS1) and of mathematics (OML, OMS), but for those below (LaTeX2e font encodings, 2022).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf

LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")

AS_IN_LATIN_1 = (*range(33, 39), *range(40, 96), *range(97, 123), *range(192, 215), *range(216, 247), *range(248, 255))

OF_TEXT: dict[int, str] = (
    {code: chr(code) for code in AS_IN_LATIN_1}
    | {first + i: letters for first in (11, 27) for i, letters in enumerate(LIGATURES)}
    | {0: "`", 1: "´", 18: "`", 19: "´", 16: "“", 17: "”", 21: "–", 22: "—", 39: "’", 96: "‘", 123: "–", 124: "—", 127: "-"}
    | {191: "£", 215: "Œ", 247: "œ"}
)
"""What codes mean in fonts with letters. Italian needs neither the braces of T1 nor the letters that OT1 has from 25 to 31."""

OF_SYMBOLS: Mapping[int, str] = OF_TEXT | {0: "−", 15: "•", 191: "€"}
"""What codes mean in fonts of which no letters are printed: OMS has the minus and the bullet, TS1 the euro sign."""

OF_MATHEMATICS: Mapping[str, str] = {":": ".", ";": ","}
"""What these print between digits of another font: OML, of which formulas are, has the point at 58 and the comma at 59."""


def names_are_codes(_: pikepdf.Pdf, page: pikepdf.Object) -> bool:
    """Whether a page has Type 3 fonts without a map to Unicode, all of whose glyphs have the numbers of their codes for names.

    GhostScript names those so that it counts itself, and draws them dot by dot: the unit of such a font is a dot.
    """
    fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    drawn = [font for font in fonts.as_dict().values() if font.get("/Subtype") == "/Type3" and "/ToUnicode" not in font]
    return bool(drawn) and all(map(_names_are_codes, drawn))


def _names_are_codes(font: pikepdf.Object) -> bool:
    if font.FontMatrix[0] == 1:
        return False
    code = 0
    for entry in font.Encoding.Differences.as_list():
        if isinstance(entry, pikepdf.Name):
            if entry not in (f"/a{code}", "/.notdef"):
                return False
            code += 1
        else:
            code = int(entry)
    return True


def meanings(codes: Sequence[int], fonts: Sequence[int]) -> list[str]:
    """What the glyphs of a text print, of each its code and its font; "" where that is not known."""
    letters = frozenset(range(65, 91)) | frozenset(range(97, 123))
    of_letters = {font for code, font in zip(codes, fonts, strict=True) if code in letters}
    texts = [(OF_TEXT if font in of_letters else OF_SYMBOLS).get(code, "") for code, font in zip(codes, fonts, strict=True)]
    for i, text in enumerate(texts[1:-1], 1):
        if text in OF_MATHEMATICS and fonts[i - 1] != fonts[i] and texts[i - 1].isdigit() and texts[i + 1].isdigit():
            texts[i] = OF_MATHEMATICS[text]
    return texts
