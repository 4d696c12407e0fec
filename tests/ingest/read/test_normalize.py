"""The normalized text and its map back: nothing vanishes silently, and every piece of the text is where the map puts it."""

import re
import tarfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.model import Source, Span
from ingest.model.furniture import FurnitureKind
from ingest.read.decode import decode
from ingest.read.normalize import NormalizedText, fold, normalize

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
POLICIES = SHARED / "corpora" / "policies.tar.xz"


def normalized(text: str) -> NormalizedText:
    return normalize(Source("a.txt", "0" * 64, "text/plain", "utf-8", text))


# --- what holds of any normalized text -------------------------------------------------------------------------------------------

LINE_ENDS = "\n\x0b\x0c\x85\u2028\u2029"
LAYOUT = re.compile(
    r"(?:\s"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc]"
    r"|[\U000e0100-\U000e01ef]"
    r"|[*_\\|]|[#>+-]"  # Markdown's marks, the pipes of a row
    r"|&[A-Za-z0-9#]+;"
    r"|</?[A-Za-z][A-Za-z0-9:]*(?:\s[^<>]*)?/?>"
    r"|!?\[|\]\([^()\n]*\)|\]\])*"  # links of Markdown and of a wiki, whose words stay
)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def is_kept(character: str, printed: str) -> bool:
    """Test whether a character of a text is the one printed: tabs part cells, and within a cell ends of lines and tabs are blanks."""
    return character in (printed, "\t") or (character == " " and printed in f"{LINE_ENDS}\t")


def check(found: NormalizedText) -> None:
    """The whole account of a normalized text: text, furniture and what was dropped are the source, each character once."""
    text, source = found.text, found.source.text
    runs = [Span(at, at + n) for at, n in zip(found.sources, found.lengths, strict=True)]
    assert all(n > 0 for n in found.lengths)
    for low, high in (*pairwise(runs), *pairwise(item.span for item in found.furniture)):
        assert low.end <= high.start
    stretches = sorted([*runs, *(item.span for item in found.furniture), *found.dropped()])
    assert [span.start for span in stretches] == [0, *(span.end for span in stretches)][: len(stretches)]
    assert (stretches[-1].end if stretches else 0) == len(source)
    for span in found.dropped():
        start = span.start
        if (opened := source.rfind("<", 0, start)) >= 0 and (tag := TAG.match(source, opened)):
            start = max(
                start, tag.end()
            )  # between the cells of a table, the first characters of a tag have become tabs
        piece = source[start : span.end]
        assert LAYOUT.fullmatch(piece), piece
        # Bullets, quotes and headings are marked at the head of a line (or behind <br>), never behind its text.
        assert not piece or piece[0] not in "#>+-" or start == 0 or source[start - 1] in f"{LINE_ENDS}>"
    at = 0
    for start, origin, length in zip(found.starts, found.sources, found.lengths, strict=True):
        assert text[at:start] == "\n" * (start - at)  # only line ends are not of the source
        folded = fold(source[origin : origin + length])
        kept = zip(text[start : start + length], folded, strict=True)
        assert all(is_kept(a, b) for a, b in kept)
        at = start + length
    assert text[at:] == "\n" * (len(text) - at)
    assert text == "" or (text.endswith("\n") and "\n\n" not in text)
    assert all(start == 0 or text[start - 1] == "\n" for start in found.marked)


def check_span(found: NormalizedText, span: Span) -> None:
    pieces = list(found.pieces(span))
    printed = fold("".join(piece.slice(found.source.text) for piece in pieces))
    expected = span.slice(found.text).replace("\n", "")
    assert re.sub(f"[{LINE_ENDS}]", " ", printed).replace("|", "\t") == expected.replace("|", "\t")
    hull = found.to_source(span)
    assert all(low.end <= high.start for low, high in pairwise(pieces))
    assert all(hull.contains(piece) for piece in pieces)
    assert 0 <= hull.start <= hull.end <= len(found.source.text)
    if pieces:
        assert (hull.start, hull.end) == (pieces[0].start, pieces[-1].end)
    else:
        assert len(hull) == 0


def test_a_line_that_ends_within_a_cell_is_a_space_between_latin_words() -> None:
    found = normalized("<table><tr><td>甲<td>Metro\nLine<td>乙\n丙</table>")
    assert found.text == "甲\tMetro Line\t乙丙\n"
    check(found)
    check_span(found, Span(2, 12))


# --- hypothesis ----------------------------------------------------------------------------------------------------------

SCRAPS = [
    "岚州市人民政府关于整修湖滨步道的通知",
    "岚政发〔2021〕9号",
    "各区县人民政府：",
    "第一条 ",
    "一、",
    "（一）",
    "1.",
    "——",
    "附件：",
    "附件1",
    "２０２１年８月８日",
    "。",
    "，",
    "；",
    "：",
    "《",
    "》",
    "（",
    "）",
    "〔",
    "目录",
    "……（3）",
    "— 2 —",
    "岚州市人民政府公报",
    "2021年第15期",
    "主办：市政府",
    "【市政府文件】",
    "浏览次数：3",
    "若 干 措 施",
    " 市 财 政 局 ",
]
SIGNS = [
    "|",
    "| ",
    "|--|",
    "\t",
    " ",
    "　",
    "\n",
    "\r",
    "\x0c",
    "\u2028",
    "\x00",
    "\u200b",
    "#",
    "## ",
    "> ",
    "- ",
    "**",
    "__",
    "\\",
    "*",
]
SIGNS += [
    "<p>",
    "<br>",
    "</div>",
    "<p class='甲'",
    "<!--",
    "-->",
    "---\n",
    "title: 甲\n",
    "\n---\n",
    "-",
    "_",
    "𠮷",
    "⼈",
    "\U000e0100",
]
PAGES = st.lists(st.sampled_from(SCRAPS + SIGNS) | st.text(max_size=3), max_size=40).map("".join)


@given(PAGES)
@settings(max_examples=400, deadline=None)
def test_every_character_is_accounted_for(text: str) -> None:
    check(normalized(text))


@given(PAGES, st.data())
@settings(max_examples=200, deadline=None)
def test_every_span_maps_back(text: str, data: st.DataObject) -> None:
    found = normalized(text)
    start = data.draw(st.integers(0, len(found.text)))
    check_span(found, Span(start, data.draw(st.integers(start, len(found.text)))))


@example("\x80]]")
@given(st.text(max_size=200))
@settings(deadline=None)
def test_noise_is_read(text: str) -> None:
    check(normalized(text))


@given(PAGES)
@settings(deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert normalized(text) == normalized(text)


# --- cases ---------------------------------------------------------------------------------------------------------------


def test_a_span_maps_to_its_pieces_and_their_hull() -> None:
    found = normalized("岚政发〔20\n２１〕９号\n— 1 —\n**各区：**\n")
    assert found.text == "岚政发〔2021〕9号\n各区：\n"
    assert list(found.pieces(Span(0, 11))) == [Span(0, 6), Span(7, 12)]
    assert found.to_source(Span(0, 11)) == Span(0, 12)
    assert list(found.pieces(Span(5, 7))) == [Span(5, 6), Span(7, 8)]
    assert list(found.pieces(Span(11, 12))) == []
    assert list(found.pieces(Span(10, 14))) == [Span(11, 12), Span(21, 23)]
    assert found.to_source(Span(10, 14)) == Span(11, 23)
    assert [(item.kind, item.span) for item in found.furniture] == [(FurnitureKind.PAGE_NUMBER, Span(13, 18))]
    assert list(found.dropped()) == [Span(6, 7), Span(12, 13), Span(18, 21), Span(24, 27)]
    assert found.marked == {12}


@pytest.mark.parametrize(("at", "place"), [(0, 2), (1, 3), (2, 6), (3, 6), (4, 7), (5, 8)])
def test_an_empty_span_maps_to_the_place_before_its_next_character(at: int, place: int) -> None:
    found = normalized("# 甲乙\n\n丙丁")
    assert found.text == "甲乙\n丙丁\n"
    assert found.to_source(Span(at, at)) == Span(place, place)


def test_a_reading_without_text() -> None:
    for text in ("", " \n　\n", "— 1 —\n"):
        found = normalized(text)
        check(found)
        assert found.text == ""
        assert found.to_source(Span(0, 0)) == Span(len(text), len(text))


# --- size: moderate here, `benchmarks/reading.py` shows that the time is linear ----------------------------------------

HOSTILE = {
    "brackets": "（",
    "book titles": "《",
    "blanks": " ",
    "wide blanks": "　",
    "pipes": "|",
    "hashes": "#",
    "numbers": "一、",
    "letter-spaced": "中 ",
    "dashes": "-",
    "cells": "| ",
    "bold": "**甲 ",
    "tags": "<p ",
    "comments": "<!--",
    "closed comments": "<!---->",
    "sentences": "。 ",
    "breaks": "甲<br>",
    "contents": "目录",
    "NUL": "\x00",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("per_line", [1, 20, 30_000])
def test_hostile_pages_are_read(piece: str, per_line: int) -> None:
    lines = 30_000 // per_line
    found = normalized("\n".join([(piece * per_line)[:per_line]] * min(lines, 5_000)))
    check(found)


# --- real texts ----------------------------------------------------------------------------------------------------------


def check_real(found: NormalizedText) -> None:
    check(found)
    start = 0
    for paragraph in found.text.split("\n"):
        for low, high in ((0, len(paragraph)), (0, 1), (len(paragraph) // 2, len(paragraph) + 1)):
            check_span(found, Span(min(start + low, len(found.text)), min(start + high, len(found.text))))
        start += len(paragraph) + 1


@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not here")
def test_the_map_holds_over_the_seeds() -> None:
    assert len(SEEDS) == 5
    for path in SEEDS:
        found = normalize(decode(path.read_bytes(), path.name))
        check_real(found)
        assert len(found.text) > len(found.source.text) * 0.8


def policies() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(POLICIES) as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)) is not None:
                yield member.name, file.read()


@pytest.mark.skipif(not POLICIES.exists(), reason="../shared/corpora/policies.tar.xz is not here")
def test_the_map_holds_over_documents_of_other_places() -> None:
    count = 0
    for name, data in policies():
        if name.endswith((".txt", ".md")):
            check_real(normalize(decode(data, name)))
            count += 1
    assert count >= 133
