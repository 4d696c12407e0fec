"""Texts made shorter: never longer than asked, always with a mark where something is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.excerpts import CUT, fit, join_cells, shorten, shorten_inside, shorten_with

TEXTS, LENGTHS = st.text(max_size=40), st.integers(1, 30)


@given(TEXTS, LENGTHS, TEXTS)
def test_what_is_shortened_is_a_piece_of_the_text(text: str, length: int, keep: str) -> None:
    found = shorten(text, length, keep)
    piece = found.removeprefix(CUT) if not text.startswith(found[:length]) else found
    assert len(found) <= length + 2 and (found == text or piece.removesuffix(CUT) in text)


@given(TEXTS, LENGTHS)
def test_what_fits_is_one_line_of_that_length(text: str, length: int) -> None:
    assert len(fit(text, length)) <= length and len(fit(text, length).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "keep", "expected"),
    [
        ("零一二三四五", "", "零一二三四五"),
        ("零一二三四五六七八九", "", "零一二三四五…"),
        ("零一二三四五六七八九", "九", "…四五六七八九"),
        ("零一二三四五六七八九", "五", "…三四五六七八…"),
        ("零一二三四五六七八九", "没有", "零一二三四五…"),
    ],
)
def test_a_text_is_cut_around_what_is_kept(text: str, keep: str, expected: str) -> None:
    assert shorten(text, 6, keep) == expected


@given(TEXTS, LENGTHS)
def test_the_end_of_a_text_is_kept(text: str, length: int) -> None:
    head, cut, tail = shorten_inside(text, length).partition(CUT)
    assert len(head) + len(tail) <= length or head + cut + tail == text
    assert text.startswith(head) and text.endswith(tail)


def test_the_sentence_of_a_time_limit_is_not_lost() -> None:
    assert shorten_with("零一二三四五六七，年底前完成", 4, "年底前") == "零一二三…年底前…"
    assert shorten_with("零一二三四五六七，年底前", 4, "年底前") == "零一二三…年底前"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1\t修缮 东堤\t\t水务局", "1 · 修缮 东堤 · 水务局"), ("一 句\n话", "一 句 话"), ("", "")],
)
def test_the_cells_of_a_row_stand_in_one_line(text: str, expected: str) -> None:
    assert join_cells(text) == expected
