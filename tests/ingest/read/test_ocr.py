"""Scans: recognised, straightened, in order, each line in its place on the picture as it was given."""

import io

import pytest

from benchmarks.printing.fixed import pdf
from benchmarks.printing.sheets import SetBlock, SetHeading, SetParagraph, SetTable, sheets
from ingest.model import Span
from ingest.model.native import OnPage, selector
from ingest.read import ocr
from ingest.read.decode import ReadError
from ingest.read.ocr import image
from ingest.read.page.model import RuledLine
from ingest.read.progress import Watch

needs_ocr = pytest.mark.skipif(not ocr.available(), reason=f"no OCR engine: {ocr.INSTALL}")


def test_without_the_extra_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "available", lambda: False)
    with pytest.raises(ReadError) as refused:
        image.read(b"\x89PNG\r\n\x1a\n", Watch())
    assert refused.value.code == "needs-ocr" and ocr.INSTALL in refused.value.message_en


@needs_ocr
def test_a_picture_that_is_damaged_is_refused() -> None:
    with pytest.raises(ReadError) as refused:
        image.read(b"\x89PNG\r\n\x1a\n" + bytes(100), Watch())
    assert refused.value.code == "damaged" and " at 0x" not in str(refused.value)


@needs_ocr
def test_a_stroke_inside_words_is_no_ruling_line() -> None:
    from ingest.read.ocr.ruled import _is_stroke

    words = [(100.0, 130.0, 200.0, 400.0)]  # along a vertical line: top, bottom; across it: left, right
    assert _is_stroke(RuledLine(95, 135, 250), words, 30.0)
    assert not _is_stroke(RuledLine(0, 900, 250), words, 30.0)
    assert not _is_stroke(RuledLine(95, 135, 202), words, 30.0)


@needs_ocr
def test_places_are_told_in_the_picture_as_it_was_given() -> None:
    from ingest.model.native import Piece
    from ingest.read.ocr.scan import Scan, placed
    from ingest.read.page.model import Page

    straight = OnPage(1, 490.0, 510.0, (100.0, 800.0), (200.0, 900.0), confidence=0.9, unit="px")
    (piece,) = placed([Piece(0, 2, straight)], {1: Scan(Page(1, 1000.0, 1000.0), 1.0, (100.0, 100.0, "percent"))})
    assert isinstance(piece.place, OnPage) and piece.place.unit == "percent"
    # Turned by one degree about the middle, the line's left end moves by 7 thousandths of the width, its right end the other way.
    left, right = selector([piece], Span(0, 1)), selector([piece], Span(1, 2))
    top_left, top_right = (float(said.split(",")[1]) for said in (left, right))
    assert top_left < 48.6 and top_right > 49.2


@pytest.mark.slow
@needs_ocr
def test_a_crooked_scan_is_read_in_order() -> None:
    import pypdfium2

    blocks: list[SetBlock] = [
        SetHeading("岚州市人民政府文件"),
        SetParagraph("岚政发〔2022〕7号", indent=False),
        SetParagraph("为加强老旧电梯安全管理，现将有关事项通知如下。"),
        SetTable((("序号", "责任单位", "完成时限"), ("1", "市财政局", "2022年8月"), ("2", "市教育局", "2023年6月"))),
    ]
    bitmap = pypdfium2.PdfDocument(pdf(sheets(blocks, size=16)))[0].render(scale=150 / 72)
    picture = bitmap.to_pil().convert("RGB")
    if picture.convert("L").getextrema()[0] > 128:
        pytest.skip("no Chinese font is installed here to print the page with")
    data = io.BytesIO()
    picture.rotate(0.8, fillcolor=(255, 255, 255)).save(data, "PNG")
    found = image.read(data.getvalue(), Watch())
    lines = found.text.replace(" ", "").split("\n")
    assert lines[:2] == ["岚州市人民政府文件", "岚政发〔2022〕7号"]
    assert lines[-3:] == ["序号\t责任单位\t完成时限", "1\t市财政局\t2022年8月", "2\t市教育局\t2023年6月"]
    assert all(isinstance(p.place, OnPage) and p.place.confidence for p in found.pieces)
