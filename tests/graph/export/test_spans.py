"""Texts with their marked words, for tools in which people correct them."""

import json
from pathlib import Path

import pytest

from graph.export import export
from graph.export.spans import SpanText, _tags, texts
from graph.store.store import Store


@pytest.fixture(scope="module")
def marked(example_store: Path) -> dict[str, SpanText]:
    with Store.open(example_store) as view:
        return {one.iri.rpartition("/eli/")[2]: one for one in texts(view)}


def test_the_words_of_a_mark_are_in_the_text(marked: dict[str, SpanText]) -> None:
    notice = marked["cn/990100/岚政发/2019/14"]
    said = {(label, notice.text[start:end]) for start, end, label in notice.spans}
    assert ("number", "岚政发〔2019〕14号") in said and ("issuer", "岚州市人民政府") in said
    assert any(label == "definition" and words.startswith("养老服务设施") for label, words in said)
    assert {label for label, _ in said} > {"reference", "obligation", "deadline", "title", "definition"}
    assert all(start < end <= len(notice.text) for start, end, _ in notice.spans)
    for one in marked.values():
        assert all(one.text[start:end] == one.text[start:end].strip() for start, end, _ in one.spans)


def test_tags_do_not_overlap() -> None:
    one = SpanText("urn:a", "市财政局负责", ((0, 4, "assignment"), (0, 6, "obligation"), (4, 6, "task")))
    assert _tags(one) == ["B-obligation", *["I-obligation"] * 5]


def test_both_formats_hold_every_text(example_store: Path, tmp_path: Path, marked: dict[str, SpanText]) -> None:
    with Store.open(example_store) as view:
        export(view, "jsonl", tmp_path / "a.jsonl")
        export(view, "iob", tmp_path / "a.iob")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert {line["id"]: line["text"] for line in lines} == {one.iri: one.text for one in marked.values()}
    iob = (tmp_path / "a.iob").read_text("utf-8")
    assert iob.count("-DOCSTART- ") == len(lines) and " B-number" in iob
    tokens = [line for line in iob.splitlines() if line and not line.startswith("-DOCSTART-")]
    sentences = [block for block in iob.split("\n\n") if block.strip()]
    assert not [block for block in sentences if block.lstrip().splitlines()[0].split()[1].startswith("I-")]
    assert len(tokens) == sum(len(one.text.replace("\n", "")) for one in marked.values())
