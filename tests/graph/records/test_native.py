"""Native selectors, taken apart again."""

import pytest

from graph.records.native import FilePlace, InFlow, PageBox, parse_selector
from ingest.model import Span
from ingest.model.native import InMarkup, InPart, OnPage, Piece, Place, selector


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("page=3&highlight=90.0,186.0,210.4,222.4", [PageBox(3, 90.0, 210.4, 186.0, 222.4, "pt")]),
        (
            "page=1&highlight=1.0,2.0,3.0,4.0&page=2&highlight=5.0,6.0,7.0,8.0",
            [PageBox(1, 1.0, 3.0, 2.0, 4.0, "pt"), PageBox(2, 5.0, 7.0, 6.0, 8.0, "pt")],
        ),
        ("page=1&object=1004&highlight=25.4,59.3,40.1,44.3", [PageBox(1, 25.4, 40.1, 59.3, 44.3, "mm")]),
        (
            "page=1&xywh=percent:12.10,30.25,40.00,1.75&confidence=0.97",
            [PageBox(1, 12.1, 30.25, 52.1, 32.0, "percent", 0.97)],
        ),
        (
            "xpath=/html/body/p[3]&xpath=/html/body/p[4]",
            [InFlow("xpath=/html/body/p[3]"), InFlow("xpath=/html/body/p[4]")],
        ),
        (
            "part=a.xml&paragraph=1&paraId=0A&part=a.xml&paragraph=2&row=2&column=1&generated",
            [InFlow("part=a.xml&paragraph=1&paraId=0A"), InFlow("part=a.xml&paragraph=2&row=2&column=1")],
        ),
        ("paragraph=4&paragraph=5", [InFlow("paragraph=4"), InFlow("paragraph=5")]),
    ],
)
def test_a_selector_names_its_places_in_order(text: str, places: list[FilePlace]) -> None:
    assert list(parse_selector(text)) == places


@pytest.mark.parametrize(
    ("place", "parsed"),
    [
        (OnPage(2, 10.0, 22.0, (90.0, 102.0), (102.0, 114.0)), PageBox(2, 90.0, 10.0, 114.0, 22.0, "pt")),
        (
            OnPage(2, 10.0, 22.0, (90.0, 102.0), (102.0, 114.0), "7", unit="mm"),
            PageBox(2, 90.0, 10.0, 114.0, 22.0, "mm"),
        ),
        (
            OnPage(1, 10.0, 12.0, (20.0, 30.0), (30.0, 40.0), confidence=0.9, unit="percent"),
            PageBox(1, 20.0, 10.0, 40.0, 12.0, "percent", 0.9),
        ),
        (InMarkup("/html/body/div[2]/p[3]"), InFlow("xpath=/html/body/div[2]/p[3]")),
        (InPart("word/document.xml", 17, "", 2, 1), InFlow("part=word/document.xml&paragraph=17&row=2&column=1")),
        (InPart("", 3), InFlow("paragraph=3")),
    ],
)
def test_what_the_readers_write_is_read_back(place: Place, parsed: FilePlace) -> None:
    assert list(parse_selector(selector([Piece(0, 2, place)], Span(0, 2)))) == [parsed]
