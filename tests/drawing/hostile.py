"""Makes broken PDFs and such as ask for more than they should, each as bytes, and none that does harm: limits are lowered to it.

They are written object by object, for a library that draws PDFs would refuse. Every maker of a document takes the contents of
its pages, so that a hostile page can stand among honest ones.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf

Objects = list[bytes]
"""The objects of a file, numbered from 1."""

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
MEDIA_BOX = b"[0 0 595 842]"
FONT, FIRST_PAGE = 3, 4
"""Numbers of objects: the font of all pages, and the first page; its content is the next, and so on in pairs."""


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The objects as a file; the first is the catalogue."""
    out = bytearray(HEADER)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", *, times: int = 1) -> bytes:
    """A stream of `data`, deflated `times` times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return b"<</Length %d/Filter[%s]%s>>\nstream\n%s\nendstream" % (len(data), b"/FlateDecode " * times, entries, data)


def text(*lines: str) -> bytes:
    """A page's content: lines of text."""
    shown = b"".join(b"(%s) Tj T* " % line.encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines)
    return b"BT /F1 11 Tf 60 780 Td 16 TL %sET" % shown


def honest(number: int) -> bytes:
    """A page's content: a heading, a sentence, three lines of figures."""
    return text(f"{number}. Relazione", "Il consuntivo dell'anno.", "Proventi 1.234,50", "Oneri 1.000,00", "Avanzo 234,50")


def objects_of(pages: Sequence[bytes], *, box: bytes = MEDIA_BOX, resources: bytes = b"") -> Objects:
    """The objects of a document with these contents of its pages."""
    kids = b" ".join(b"%d 0 R" % (FIRST_PAGE + 2 * i) for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for i, content in enumerate(pages):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>%s>>>>"
        objects += [page % (box, FIRST_PAGE + 2 * i + 1, resources), stream(content)]
    return objects


def document(*pages: bytes, box: bytes = MEDIA_BOX, resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A document with these contents of its pages; `more` are further objects."""
    return written([*objects_of(pages, box=box, resources=resources), *more])


def report(pages: int = 3) -> bytes:
    """An honest document."""
    return document(*(honest(number) for number in range(1, pages + 1)))


# -- damage


def truncated(share: float, pages: int = 10) -> bytes:
    """A document of which only the first `share` is there."""
    whole = report(pages)
    return whole[: int(share * len(whole))]


def bad_startxref(data: bytes) -> bytes:
    """The document with its cross-references looked for where they are not."""
    start = data.rindex(b"startxref")
    return data[:start] + b"startxref\n17\n%%EOF\n"


def shifted_offsets(data: bytes) -> bytes:
    """The document as mail or FTP may leave it: bytes put in before everything that offsets point to."""
    return data.replace(HEADER, HEADER + b"% put in on the way\n", 1)


def wrong_lengths(data: bytes) -> bytes:
    """The document with every stream said to be three bytes long."""
    parts = data.split(b"/Length ")
    return parts[0] + b"".join(b"/Length 3" + part.lstrip(b"0123456789") for part in parts[1:])


def broken_deflate(pages: int = 3, broken: int = 2) -> bytes:
    """A document in which the content of one page does not inflate."""
    objects = objects_of([honest(number) for number in range(1, pages + 1)])
    objects[FIRST_PAGE + 2 * (broken - 1)] = b"<</Length 40/Filter/FlateDecode>>\nstream\n%s\nendstream" % (b"\xff" * 40)
    return written(objects)


def breaks_off(pages: int = 3, broken: int = 2) -> bytes:
    """A document in which the content of one page inflates up to its middle."""
    objects = objects_of([honest(number) for number in range(1, pages + 1)])
    half = zlib.compress(honest(broken) + b" ".join(b"%d" % (i * i % 65521) for i in range(2000)))[:3000]
    objects[FIRST_PAGE + 2 * (broken - 1)] = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(half), half)
    return written(objects)


def page_that_is_none(pages: int = 3, missing: int = 2) -> bytes:
    """A document in which the object of one page is a number."""
    objects = objects_of([honest(number) for number in range(1, pages + 1)])
    objects[FIRST_PAGE + 2 * (missing - 1) - 1] = b"17"
    return written(objects)


def lost_content(pages: int = 3, lost: int = 2) -> bytes:
    """A document of which the content of one page was overwritten, and the cross-references are broken."""
    objects = objects_of([honest(number) for number in range(1, pages + 1)])
    objects[FIRST_PAGE + 2 * (lost - 1)] = b"null"
    return bad_startxref(written(objects))


def no_pages() -> bytes:
    return written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"])


# -- too much


def many_pages(count: int) -> bytes:
    """One page, listed `count` times."""
    objects = objects_of([honest(1)])
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"4 0 R " * count, count)
    return written(objects)


def many_characters(count: int) -> bytes:
    return b"BT /F1 4 Tf 4 TL 10 800 Td " + b"(%s) Tj T* " % (b"1.234,50 " * 11) * (count // 88) + b"ET"


def many_lines(count: int) -> bytes:
    return b" ".join(b"%d %d m %d %d l S" % (i % 590, i % 830, (i * 7) % 590, (i * 3) % 830) for i in range(count))


def grid(lines: int) -> bytes:
    """So many ruling lines across and as many down."""
    across = b"".join(b"20 %.2f m 570 %.2f l S " % (y, y) for y in (20 + 800 * i / lines for i in range(lines)))
    down = b"".join(b"%.2f 20 m %.2f 820 l S " % (x, x) for x in (20 + 550 * i / lines for i in range(lines)))
    return b"0.1 w " + across + down


def comb(lines: int) -> bytes:
    """So many upright ruling lines, and none across."""
    down = 8.0
    places = ((5 + i % 200 * 585 / 200, 5 + i // 200 * (down + 4)) for i in range(lines))
    return b"0.1 w " + b"".join(b"%.2f %.2f m %.2f %.2f l S " % (x, y, x, y + down) for x, y in places)


def spaces(size: int) -> bytes:
    """A page's content of so many spaces, which deflate to little."""
    return b" " * size


def twice_deflated(size: int) -> bytes:
    """A document whose page unfolds to so many spaces in two steps."""
    objects = objects_of([b""])
    objects[FIRST_PAGE] = stream(b" " * size, times=2)
    return written(objects)


def repeated_contents(times: int) -> bytes:
    """A page that lists its content so many times."""
    objects = objects_of([text("Ancora una volta.")])
    objects[FIRST_PAGE - 1] = objects[FIRST_PAGE - 1].replace(b"/Contents 5 0 R", b"/Contents[%s]" % (b"5 0 R " * times))
    return written(objects)


def nested_forms(levels: int, each: int = 10) -> bytes:
    """A page that draws a form `each` times, which draws another as often, and so on: `each` to the power of `levels` texts."""
    objects = objects_of([b"/X Do " * each], resources=b"/XObject<</X 6 0 R>>")
    for level in range(levels):
        last = level == levels - 1
        inner = b"/Font<</F1 3 0 R>>" if last else b"/XObject<</X %d 0 R>>" % (7 + level)
        content = text("Ah.") if last else b"/X Do " * each
        objects.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>" % inner))
    return written(objects)


def nested_arrays(depth: int) -> bytes:
    return document(text("Prima.") + b" " + b"[" * depth)


# -- what acts


def with_actions(started: Path) -> bytes:
    """An honest document that asks its reader to run a script, and a program that makes a file."""
    launch = b"<</S/Launch/F(/usr/bin/touch)/Win<</F(touch)/P(%s)>>>>" % bytes(started)
    catalogue = b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))/Next %s>>/AA<</WC %s>>" % (launch, launch)
    return report().replace(b"/Type/Catalog", catalogue)


def with_content_elsewhere(path: Path) -> bytes:
    """An honest page, and one whose content is said to be in another file."""
    objects = objects_of([honest(1), b""])
    objects[FIRST_PAGE + 2] = b"<</Length 0/F(%s)/FFilter[]>>\nstream\n\nendstream" % bytes(path)
    return written(objects)


# -- other things than text


def scan(pages: int = 1) -> bytes:
    """Pages that are images."""
    pixels = bytes(range(256)) * 16
    image = stream(pixels, b"/Type/XObject/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray")
    contents = [b"q 595 0 0 842 0 0 cm /I Do Q"] * pages
    return document(*contents, resources=b"/XObject<</I %d 0 R>>" % (FIRST_PAGE + 2 * pages), more=[image])


def scan_among_others() -> bytes:
    """Three pages, of which the second is an image."""
    image = stream(
        bytes(range(256)) * 16, b"/Type/XObject/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q"
    return document(honest(1), drawn, honest(3), resources=b"/XObject<</I %d 0 R>>" % (FIRST_PAGE + 6), more=[image])


def image_said_to_be(width: int, height: int) -> bytes:
    """An honest page with an image of one byte that claims to be larger."""
    image = stream(
        b"\0", b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (width, height)
    )
    return document(honest(1) + b" q 9 0 0 9 9 9 cm /I Do Q", resources=b"/XObject<</I 6 0 R>>", more=[image])


def encrypted(user: str = "", owner: str = "proprietario", *, restricted: bool = False) -> bytes:
    """An honest document that opens with `user`; `restricted`, it asks readers to permit nothing."""
    allow = pikepdf.Permissions(**dict.fromkeys(pikepdf.Permissions._fields, not restricted))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner, R=6, allow=allow))
    return out.getvalue()


def meaningless_glyphs() -> bytes:
    """A page whose font says of no glyph which character it is, and one that is honest."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/Nobody/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/Nobody/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    shown = b"".join(b"%04X" % code for code in range(0x4000, 0x4040))
    page = b"BT /N 11 Tf 60 700 Td <%s> Tj ET" % shown
    objects = objects_of([honest(1), page])
    objects[FIRST_PAGE + 1] = objects[FIRST_PAGE + 1].replace(b"/F1 3 0 R", b"/N 8 0 R")
    return written([*objects, font])


def signed(content: bytes, part: int | None = None) -> bytes:
    """The envelope of a digital signature (p7m) around a content, with room for certificates; or, as programs make it that do not
    know the length beforehand, with marked ends and the content in parts of so many bytes."""
    oid = {name: bytes.fromhex(f"06092a864886f70d0107{number}") for name, number in (("data", "01"), ("signed", "02"))}
    size = part or len(content) or 1
    octets = [element(0x04, content[i : i + size]) for i in range(0, len(content) or 1, size)]
    marked = part is not None
    string = element(0x24, *octets, marked=True) if marked else octets[0]
    encapsulated = element(0x30, oid["data"], element(0xA0, string, marked=marked), marked=marked)
    signers = element(0x31, element(0x30, bytes(3_000)))
    message = element(0x30, element(0x02, b"\1"), element(0x31, marked=marked), encapsulated, signers, marked=marked)
    return element(0x30, oid["signed"], element(0xA0, message, marked=marked), marked=marked)


def element(tag: int, *content: bytes, marked: bool = False) -> bytes:
    """An element as ITU-T X.690 writes it: its length told before it, or its end marked."""
    inside = b"".join(content)
    if marked:
        return bytes([tag, 0x80]) + inside + bytes(2)
    return bytes([tag, 0x84]) + len(inside).to_bytes(4) + inside


NOT_PDFS: dict[str, tuple[bytes, ...]] = {
    "a web page": (b"<!DOCTYPE html><title>404</title>", b"\n <html><body>Accesso negato"),
    "an XML file": (b"<?xml version='1.0'?><bilancio/>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "an Office document": (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", b"PK\x03\x04" + bytes(26) + b"word/document.xml"),
    "an old Office document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),),
    "an archive": (b"PK\x03\x04" + bytes(26) + b"bilancio.pdf", b"\x1f\x8b\x08" + bytes(60), b"Rar!\x1a\x07\x01\x00"),
    "an image": (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\0", b"GIF89a", b"BM" + bytes(60), b"RIFF\x10\0\0\0WEBPVP8 "),
    "an RTF document": (b"{\\rtf1\\ansi Consuntivo}",),
    "a PostScript file": (b"%!PS-Adobe-3.0\n",),
    "a signed envelope (p7m) out of which nothing can be taken": (
        b"0\x82\x10\x00\x06\x09" + bytes(60),
        b"0\x84\0\x10\x00\x00\x06\x09" + bytes(60),
        b"MIIJKgYJKoZIhvcNAQcCoIIJGzCC",
    ),
    "an e-mail": (b"Return-Path: <protocollo@pec.example>\nReceived: from", b"From: ente@pec.example\n"),
    "a JSON file": (b'{"anno": 2016}', b"[\n  {}\n]", b"[1, 2]"),
    "a CSV file": (b"conto;importo\n3250;1.234,50\n", b"a,b,c\n1,2,3\n", b"anno\timporto\n2016\t5\n"),
    "a Markdown file": (b"# Consuntivo\n\nTesto, con virgole.\n", b"\xef\xbb\xbf## Note"),
    "plain text": ("Il consuntivo, già approvato.\n".encode(), "Il consuntivo è qui.\r\n".encode("latin-1")),
    "a file of zeros": (bytes(5000),),
    "a file of a kind that is not known here": (bytes(range(256)), b"ELF\x01\x02"),
}
"""Files of other kinds, by what they are."""
