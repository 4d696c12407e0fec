"""A document's file beside its text: what is marked where, without a browser and with one."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest
from playwright.sync_api import Page

from graph.records.native import InFlow, PageBox
from graph.store import originals
from ingest.pipeline import build
from ingest.read.facsimile import DrawnPage, FlowText
from ingest.read.inputs import find
from ontology.iri import Iris
from tests.samples.once import once
from tests.ui.explorer.browsing import MARKS, Tab
from ui.explorer import facsimiles
from ui.explorer.components import facsimile
from ui.explorer.components.evidence import Mark
from ui.messages import load

FORMATS = Path(__file__).resolve().parents[3] / "examples" / "formats"
PDF = "岚州市人民政府公报-2022-09.pdf"
WATER, LIFTS, PARKING = (
    Iris().numbered("990100", code, 2022, serial) for code, serial in (("岚政发", 11), ("岚政发", 7), ("岚政办发", 18))
)


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample papers in other formats, kept with their store."""
    return once(tmp_path_factory, "filed", lambda path: build(find([FORMATS]), path, keep_originals=True))


@pytest.fixture(autouse=True)
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def called(function: Callable[..., object], *arguments: object, **limits: object) -> object:
        return function(*arguments)

    monkeypatch.setattr(facsimiles, "run_in_subprocess", called)
    facsimiles.drawn.clear()


def test_the_file_is_shown_on_request_with_a_mark_a_fact(visit, filed: Path) -> None:
    plain = visit("document", filed, iri=WATER)
    assert "original=0" in plain.html and "zm-facsimile" not in plain.html
    html = visit("document", filed, iri=WATER, original="0", lang="en").html
    assert "data:image/png;base64," in html and "zm-beside" in html and "Page 1" in html
    for anchor in ("number-1", "signed-1", "reference-1", "duty-1", "deadline-1"):
        assert f'class="zm-box on-{anchor}" href="#{anchor}"' in html


@pytest.mark.parametrize(("iri", "words"), [(LIFTS, "2022年5月6日"), (PARKING, "2022年8月15日")])
def test_paragraphs_of_word_files_and_web_pages_are_marked(visit, filed: Path, iri: str, words: str) -> None:
    pane = visit("document", filed, iri=iri, original="0").html.partition("zm-facsimile")[2]
    mark = next(piece for piece in pane.split("<span ") if f">{words}</span>" in piece)
    assert mark.startswith('class="zm-box on-signed-1"') and "<img" not in pane


@pytest.mark.parametrize(("iri", "fact"), [(LIFTS, "duty-1"), (PARKING, "reference-1")])
def test_in_a_paragraph_the_words_alone_are_marked(visit, filed: Path, iri: str, fact: str) -> None:
    pane = visit("document", filed, iri=iri, original="0").html.partition("zm-facsimile")[2]
    paragraph = next(piece for piece in pane.split("<p ") if f"on-{fact} " in piece or f'on-{fact}"' in piece)
    words = [piece.partition(">")[2].partition("<")[0] for piece in paragraph.split("<span ") if f"on-{fact}" in piece]
    whole = re.sub("<[^>]+>", "", paragraph.partition(">")[2].partition("</p>")[0])
    assert 0 < len("".join(words)) < len(whole) and "".join(words) in whole


def test_words_at_other_offsets_mark_their_paragraph() -> None:
    text, place = FlowText("市水务局应当每年检查。", ("paragraph=1",), start=20), InFlow("paragraph=1", 24, "每年")
    assert facsimile._mark(text, "a", place, "") == Mark(0, 11, "a")
    assert facsimile._mark(text, "a", replace(place, start=26), "") == Mark(6, 8, "a")


def test_a_doubtful_word_of_a_scan_says_how_sure_its_recognition_is() -> None:
    sheet = DrawnPage(1, 100.0, 100.0, b"", "image/png")
    places = {"signed-1": [PageBox(1, 10.0, 10.0, 40.0, 12.0, "percent", 0.62)]}
    html = facsimile._sheet(sheet, places, {"signed-1": "Signed"}, load()["en"])
    assert "zm-doubtful" in html and 'title="Signed · recognised with 62 % confidence"' in html


def test_pages_that_are_not_shown_are_led_to(visit, filed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.explorer.components.facsimile.span", lambda places, start: (2, 2))
    html = visit("document", filed, iri=WATER, original="2", lang="en").html
    assert 'class="zm-elsewhere" data-at="signed-1"' in html and "On page 1 of the file" in html


def test_a_file_that_is_absent_changed_or_broken_is_told(visit, filed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(filed, store)
    (kept,) = [path for path in originals.kept(store).iterdir() if path.read_bytes().startswith(b"%PDF")]
    kept.write_bytes(b"%PDF-1.7 other")
    assert "the file has changed" in visit("document", store, iri=WATER, original="0", lang="en").html
    kept.unlink()
    html = visit("document", store, iri=WATER, original="0", lang="en").html
    assert "The file is not at hand" in html and "zm-facsimile" not in html


@pytest.mark.parametrize("original", ["-1", "x", "99999999", "\u0662"])
def test_a_hostile_page_number_is_the_first_page(visit, filed: Path, original: str) -> None:
    assert "zm-facsimile" in visit("document", filed, iri=WATER, original=original).html


@MARKS[0]
@MARKS[1]
@MARKS[2]
def test_a_fact_brings_out_its_words_on_the_page_also_on_a_phone(
    new_page: Callable[..., Page], explorer: Callable[..., str], filed: Path
) -> None:
    tab = Tab(new_page(width=390, height=844), explorer(filed))
    tab.open(f"/document?iri={quote(WATER, safe='/:')}&original=0")
    mark, sheet = tab.page.locator(".zm-facsimile .on-signed-1"), tab.page.locator(".zm-sheet img")
    plain = mark.evaluate("node => getComputedStyle(node).backgroundColor")
    tab.page.click("a[href='#signed-1'] >> nth=0")
    tab.until(lambda: mark.evaluate("node => getComputedStyle(node).backgroundColor") != plain)
    box, pane = mark.bounding_box(), tab.page.locator(".zm-sheets").bounding_box()
    assert box and pane and pane["y"] < box["y"] < pane["y"] + pane["height"]
    # Where PDFium finds the words, in shares of the page.
    page = pypdfium2.PdfDocument(FORMATS / PDF)[0]
    text = page.get_textpage()
    at, count = text.search("2022年9月2日").get_next()
    boxes = [text.get_charbox(index) for index in range(at, at + count)]
    image = sheet.bounding_box()
    assert image
    left = image["x"] + image["width"] * min(box[0] for box in boxes) / page.get_width()
    right = image["x"] + image["width"] * max(box[2] for box in boxes) / page.get_width()
    middle = image["y"] + image["height"] * (1 - (boxes[0][1] + boxes[0][3]) / 2 / page.get_height())
    assert abs(box["x"] - left) < 3 and abs(box["x"] + box["width"] - right) < 3
    assert box["y"] < middle < box["y"] + box["height"]
    tab.page.locator(".zm-facsimile [data-act=in]").click()
    assert sheet.bounding_box()["width"] > image["width"]
    assert not tab.errors and not tab.overhanging()
    tab.leave()
