"""Texts with their marked words, for tools in which people correct them."""

import json
from pathlib import Path

import pytest

from graph.export import export
from graph.export.spans import SpanText, _tags, flattened, texts
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
    assert iob.count("-DOCSTART- -X- O O\n") == len(lines) and " B-number" in iob
    tokens = [line for line in iob.splitlines() if line and not line.startswith("-DOCSTART-")]
    sentences = [block for block in iob.split("\n\n") if block.strip()]
    assert not [block for block in sentences if block.lstrip().splitlines()[0].split()[1].startswith("I-")]
    assert len(tokens) == sum(len(one.text.replace("\n", "")) for one in marked.values())


def test_spacy_reads_the_texts_with_their_marks(
    example_store: Path, tmp_path: Path, marked: dict[str, SpanText]
) -> None:
    """An independent reader of CoNLL: it finds each text of the one file, and in it what was marked."""
    from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs

    with Store.open(example_store) as view:
        export(view, "iob", tmp_path / "a.iob")
    docs = list(conll_ner_to_docs((tmp_path / "a.iob").read_text("utf-8"), n_sents=0, no_print=True))  # type: ignore[no-untyped-call]
    ours = sorted(marked.values(), key=lambda one: one.iri)
    assert len(docs) == len(ours)
    for doc, one in zip(docs, ours, strict=True):
        assert [ent.label_ for ent in doc.ents] == [label for _, _, label in flattened(one)]


def test_in_a_folder_each_text_has_a_file(example_store: Path, tmp_path: Path, marked: dict[str, SpanText]) -> None:
    """WebAnno and INCEpTION import one document a file, and know no line above it."""
    with Store.open(example_store) as view:
        export(view, "iob", tmp_path / "texts")
    files = sorted((tmp_path / "texts").iterdir())
    assert len(files) == len(marked) and {file.suffix for file in files} == {".conll"}
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    assert all(len(line.split(" ")) == 2 and line.split(" ")[1][:2] in ("O", "B-", "I-") for line in lines)
