"""Write printed sheets as a PDF or an OFD file. The same sheets give the same bytes."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from benchmarks.printing.archive import zipped
from benchmarks.printing.sheets import HEIGHT, WIDTH, PrintedSheet


def pdf(pages: Sequence[PrintedSheet]) -> bytes:
    """Return a PDF with a font that is not embedded (STSong-Light, 9.7.5.2 of ISO 32000-2), as many office programs write it."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500]>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        font,
        descendant,
        descriptor,
    ]
    for i, page in enumerate(pages):
        content = "\n".join(_drawn(page)).encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * i} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream")
    return _pdf_file(objects)


def _drawn(page: PrintedSheet) -> Iterator[str]:
    for signs in page.lines:
        text = "".join(sign.text for sign in signs).encode("utf-16-be", "replace").hex()
        first = signs[0]
        yield f"BT /F1 {first.size:g} Tf {first.x:g} {HEIGHT - first.y:g} Td <{text}> Tj ET"
    for x0, y0, x1, y1 in page.rules:
        yield f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S"


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for i, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{i} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def ofd(pages: Sequence[PrintedSheet]) -> bytes:
    """Return an OFD file (GB/T 33190): a TextObject a line, millimetres."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    mm = 25.4 / 72
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 "
        f"{WIDTH * mm:.2f} {HEIGHT * mm:.2f}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    number = 1000
    for i, page in enumerate(pages):
        items = []
        for signs in page.lines:
            number += 1
            first = signs[0]
            deltas = " ".join(f"{(b.x - a.x) * mm:.3f}" for a, b in pairwise(signs))
            text = escape("".join(sign.text for sign in signs))
            items.append(
                f'<ofd:TextObject ID="{number}" Boundary="{first.x * mm:.3f} {(first.y - first.size) * mm:.3f} 200 20" '
                f'Font="1" Size="{first.size * mm:.3f}"><ofd:TextCode X="0" Y="{first.size * mm:.3f}" DeltaX="{deltas}">'
                f"{text}</ofd:TextCode></ofd:TextObject>"
            )
        for x0, y0, x1, y1 in page.rules:
            number += 1
            items.append(
                f'<ofd:PathObject ID="{number}" Boundary="{x0 * mm:.3f} {y0 * mm:.3f} 200 200" LineWidth="0.2">'
                f"<ofd:AbbreviatedData>M 0 0 L {(x1 - x0) * mm:.3f} {(y1 - y0) * mm:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
            )
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="{i + 2}">{"".join(items)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return zipped(parts)
