"""A pdf whose fonts are not in the file is read whole on every machine, and drawn with the fonts of this one."""

import pypdfium2
import pytest

from ingest.model.native import OnPage
from ingest.read.pdf import read

_WORDS = "关于印发方案的通知"


def _pdf(font: str, content: str, more: tuple[str, ...] = ()) -> bytes:
    """Return a page of this content. font: object 4; more: those from 5 on."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
        font,
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        *more,
    )
    out = "%PDF-1.5\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(f"{len(out):010d} 00000 n \n")
        out += f"{number} 0 obj{written}endobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    return f"{out}{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()


def _chinese(ordering: str) -> bytes:
    """Return a page with each character in an object of its own, in a font whose characters only a table of the file shows."""
    codes = [(100 + i, sign) for i, sign in enumerate(_WORDS)]
    content = "\n".join(f"BT /F 20 Tf {50 + 20 * i} 700 Td <{code:04X}> Tj ET" for i, (code, _) in enumerate(codes))
    table = "".join(f"<{code:04X}> <{ord(sign):04X}>\n" for code, sign in codes)
    meaning = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {len(codes)} beginbfchar\n{table}endbfchar endcmap"
    return _pdf(
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        content,
        (
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000/FontDescriptor 8 0 R"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>>>",
            f"<</Length {len(meaning)}>>stream\n{meaning}\nendstream",
            "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -141 1000 859]/ItalicAngle 0/Ascent 859/Descent -141/StemV 80>>",
        ),
    )


@pytest.mark.parametrize("ordering", ["GB1", "Identity"])
def test_no_character_is_lost_for_want_of_a_font(ordering: str) -> None:
    found = read(_chinese(ordering))
    assert found.text == _WORDS
    (piece,) = found.pieces
    assert isinstance(piece.place, OnPage)
    assert [round(left) for left in piece.place.lefts] == [50 + 20 * i for i in range(len(_WORDS))]
    assert 120 < piece.place.top < 130 and 140 < piece.place.bottom < 150


@pytest.mark.parametrize("widths", ["", "/FirstChar 32/LastChar 255/Widths[" + "480 " * 224 + "]"])
@pytest.mark.parametrize("encoding", ["", "/Encoding/WinAnsiEncoding", "/Encoding<</Differences[36/dollar]>>"])
@pytest.mark.parametrize("kind", ["TrueType", "Type1"])
def test_latin_fonts_are_read_as_before(kind: str, encoding: str, widths: str) -> None:
    font = f"<</Type/Font/Subtype/{kind}/BaseFont/Garamond{encoding}{widths}>>"
    words = read(_pdf(font, "BT /F 12 Tf 50 700 Td (Rule No. 12 of 2021, the city\\222s) Tj ET")).text
    assert words == "Rule No. 12 of 2021, the city’s"


def test_a_page_is_drawn_with_the_fonts_of_this_machine() -> None:
    data = _chinese("GB1")

    def drawn() -> bytes:
        return bytes(pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_numpy())

    before = drawn()
    read(data)
    assert drawn() == before
