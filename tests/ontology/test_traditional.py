"""Texts in traditional characters: which they are, and what they are read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.traditional import is_traditional, simplified

NOTICE = "嵐政發〔2020〕3號\n各縣區政府：為執行國務院關於發佈條例的決議，應當於三月底前辦理。"


@pytest.mark.parametrize(("printed", "expected"), [
    ("國務院關於發佈條例的決議", "国务院关于发布条例的决议"),
    ("皇后在里程後面", "皇后在里程后面"),
    # a word decides which of two characters is meant
    ("乾隆年間的乾燥", "乾隆年间的干燥"),
    ("市財政局\t3號\n", "市财政局\t3号\n"),
    ("市财政局", "市财政局"),
    ("", ""),
])  # fmt: skip
def test_simplified(printed: str, expected: str) -> None:
    assert simplified(printed) == expected


@pytest.mark.parametrize(("text", "traditional"), [
    (NOTICE, True),
    (simplified(NOTICE), False),
    # a quotation in a simplified text
    (simplified(NOTICE) * 3 + NOTICE, False),
    ("馬蕭蕭、張國榮", False),
    ("", False),
])  # fmt: skip
def test_is_traditional(text: str, traditional: bool) -> None:
    assert is_traditional(text) is traditional


@given(st.text(alphabet=NOTICE + "乾隆燥后里臺a\n\t 𠮷", max_size=60))
def test_the_length_stays(text: str) -> None:
    assert len(simplified(text)) == len(text)
