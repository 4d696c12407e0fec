"""Test that a file of texts returns what was packed, and finds every text with a string and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store import textfile
from graph.store.textfile import BETWEEN, KeptText, TextFile, pack

# Characters of one and two code units, some of whose bytes are those of others, one way round or the other.
_CHARACTERS = st.text("甲乙丙12a〔,\u4e00\u004e\u4e4e\u0301\u0100😀🈳", min_size=1, max_size=12)
TEXTS = st.lists(st.lists(_CHARACTERS, max_size=4), max_size=12)


def parted(parts: list[str]) -> KeptText:
    return KeptText(tuple(f"art_{number}" for number in range(len(parts))), BETWEEN.join(parts), f"[{parts}]")


def opened(texts: list[list[str]]) -> TextFile:
    return TextFile(pack((f"http://x/{number}", parted(parts)) for number, parts in enumerate(texts)))


@given(texts=TEXTS, words=st.lists(_CHARACTERS, max_size=8), data=st.data())
def test_a_text_is_found_by_just_what_it_holds(texts: list[list[str]], words: list[str], data: st.DataObject) -> None:
    file = opened(texts)
    held = dict(file.texts())
    assert held == {f"http://x/{number}": parted(parts) for number, parts in enumerate(texts)}
    parts = [part for text in texts for part in text]
    for part in data.draw(st.lists(st.sampled_from(parts), max_size=8)) if parts else []:
        begin = data.draw(st.integers(0, len(part) - 1))
        words.append(part[begin : data.draw(st.integers(begin + 1, len(part)))])
    for word in words:
        expected = [number for number, key in enumerate(file.keys) if word in held[key].joined]
        assert file.holding(word).tolist() == expected, word
    assert list(file.about()) == [(number, held[key].about) for number, key in enumerate(file.keys)]
    for number, key in enumerate(file.keys):
        assert file.find(key) == number and file.text(number) == held[key]


@pytest.mark.parametrize("word", ["", BETWEEN, f"甲{BETWEEN}乙", "\ud83d", "甲\ude00", "\uffff", "丁", "甲乙" * 5_000])
def test_what_no_text_holds_is_not_found(word: str) -> None:
    file = opened([["甲", "乙"], ["甲😀"]])
    assert not len(file.holding(word)) and file.find("http://x/2") is None


def test_many_texts_and_lists_of_long_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "_TOGETHER", 100)
    rare = {5, 140, 16_000, 40_001}
    file = opened([["甲乙丙" if number in rare else "丁" * (1 + number % 3)] for number in range(40_002)])
    found = {int(file.keys[at].rpartition("/")[2]) for at in file.holding("甲乙丙")}
    assert found == rare and len(file.holding("甲")) == 4 and len(file.holding("丁")) == 40_002 - 4
    assert len(file.holding("丁丁丁")) == sum(number % 3 == 2 for number in range(40_002) if number not in rare)
    left = dict(file.texts(set(range(file.size - 3))))
    assert list(left) == file.keys[-3:]


@pytest.mark.parametrize(
    "data", [b"", b"zmtexts1", b"x" * 500, pack([])[:-8] + b"x", pack([("a", parted(["甲"]))])[:-8]]
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="texts"):
        TextFile(data)
