"""Files drawn for people: pages as pictures, flowing files as paragraphs that keep their places."""

from pathlib import Path

import pytest
from PIL import Image

from benchmarks.printing.fixed import ofd
from benchmarks.printing.sheets import sheets
from benchmarks.samples import LIFTS, WATER
from ingest.read import facsimile
from ingest.read.decode import ReadError
from ingest.read.facsimile import FlowText, draw
from ingest.read.page.model import Page as PageOfFile
from ingest.read.page.model import Word

FORMATS = Path(__file__).resolve().parents[3] / "examples" / "formats"


def test_a_pdf_is_drawn_page_by_page() -> None:
    shown = draw((FORMATS / "岚州市人民政府公报-2022-09.pdf").read_bytes(), 1, 9)
    assert shown.pages == len(shown.sheets) == 1 and not shown.flow
    (sheet,) = shown.sheets
    assert (sheet.number, round(sheet.width), round(sheet.height)) == (1, 595, 842)
    if sheet.media_type != "image/svg+xml":  # no font of Chinese is installed here
        assert sheet.media_type == "image/png" and sheet.picture.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("signs", "ink", "lacks"),
    [
        ("岚州市", 0, True),
        ("岚州市", 2, False),
        ("岚州市abcd", 1, True),
        ("abc", 0, False),  # what is not Chinese may be white on white, or a blank
        ("", 0, False),
    ],
)
def test_a_page_whose_chinese_left_no_ink_lacks_its_fonts(signs: str, ink: int, lacks: bool) -> None:
    page = PageOfFile(1, 100.0, 100.0)
    page.words = [Word(sign, 10.0 * i, 10.0, 10.0 * i + 9, 20.0) for i, sign in enumerate(signs)]
    picture = Image.new("RGB", (200, 200), "white")
    for i in range(ink):
        picture.putpixel((20 * i + 5, 30), (0, 0, 0))
    assert facsimile._lacks_fonts(page, picture) is lacks


def test_where_fonts_are_missing_the_signs_are_drawn_by_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facsimile, "_lacks_fonts", lambda page, picture: True)
    monkeypatch.setattr(
        facsimile, "_without_ink", lambda words, page, picture: [w for w in words if not w.text.isdigit()]
    )
    (sheet,) = draw((FORMATS / "岚州市人民政府公报-2022-09.pdf").read_bytes()).sheets
    picture = sheet.picture.decode()
    assert sheet.media_type == "image/svg+xml" and 'href="data:image/png;base64,' in picture
    assert ">岚</text>" in picture and ">2</text>" not in picture and round(sheet.width) == 595


def test_an_ofd_page_is_drawn_as_signs_at_their_places_and_only_those_asked_for() -> None:
    data = ofd(sheets([*LIFTS, *WATER]))
    shown = draw(data, 2, 2)
    assert shown.pages > 1 and [sheet.number for sheet in shown.sheets] == [2]
    picture = shown.sheets[0].picture.decode()
    assert picture.startswith("<svg") and "</text>" in picture and round(shown.sheets[0].width) == 210


def test_a_word_file_keeps_paragraphs_alignment_and_tables() -> None:
    shown = draw((FORMATS / "老旧电梯安全管理.docx").read_bytes())
    title, *_ = shown.flow
    assert title == FlowText(
        "岚州市人民政府关于加强老旧电梯安全管理的通知", ("part=word/document.xml&paragraph=1",), "center"
    )
    (table,) = [one for one in shown.flow if isinstance(one, tuple)]
    assert [cell.content.text for cell in table[0]] == ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    assert table[1][2].content.keys[0].endswith("row=2&column=3")
    words = [one.text for one in shown.flow if isinstance(one, FlowText)]
    assert "建立老旧电梯台账" not in "".join(words) and any(
        one.align == "right" for one in shown.flow if isinstance(one, FlowText)
    )


def test_a_web_page_passes_on_words_and_alignment_alone() -> None:
    page = (
        '<html><body><h1 align="center">岚州市人民政府<script>alert(1)</script>通知</h1>'
        '<p onclick="x()" style="text-align:right">2024年4月2日</p><p>一、<img src="http://example.org/x.png">做好值守。</p>'
        "</body></html>"
    )
    shown = draw(page.encode())
    assert [(one.text, one.align, one.heading) for one in shown.flow if isinstance(one, FlowText)] == [
        ("岚州市人民政府通知", "center", True),
        ("2024年4月2日", "right", False),
        ("一、做好值守。", "", False),
    ]


def test_rtf_has_no_alignment_and_a_text_no_page() -> None:
    shown = draw(b"{\\rtf1\\ansi One paragraph\\par Another\\par}")
    assert [one.text for one in shown.flow if isinstance(one, FlowText)] == ["One paragraph", "Another"]
    with pytest.raises(ReadError, match="plain text"):
        draw("岚州市人民政府".encode())
