"""Full text: what is found, its position, and how it is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.derive.kept import KeptFile, folded, packed
from graph.records import search
from graph.records.documents import DocumentRow, list_documents
from graph.records.fulltext import Corpus, made_texts, read_texts
from graph.store.store import Store
from graph.store.textfile import TextFile
from tests.samples import fictional as sample


@pytest.fixture(scope="module")
def rows(store: Path) -> tuple[DocumentRow, ...]:
    with Store.open(store) as view:
        return list_documents(view)


@pytest.fixture(scope="module")
def texts(store: Path, rows: tuple[DocumentRow, ...]) -> Iterator[Corpus]:
    with Store.open(store) as view:
        yield read_texts(view, [row.iri for row in rows])


def made(clauses: dict[str, str]) -> Corpus:
    """The corpus of one document, `d`, with these clauses by their places."""
    files = [KeptFile("", TextFile(data), frozenset(), 0, 0) for data in packed(folded({"d": dict(clauses)}))]
    return Corpus(files, lambda asked: {f"d/{place}": ["另一份印本", words] for place, words in clauses.items()})


def test_every_document_has_its_text_once(texts: Corpus, rows: tuple[DocumentRow, ...]) -> None:
    assert sorted(key for file in texts.files for key in file.texts.keys) == sorted(row.iri for row in rows)
    notice = texts.text(sample.NOTICE)
    assert notice is not None and len(notice.places) == len(set(notice.places)) == 11
    assert notice.joined.count("清淤疏浚") == 1


def test_what_is_kept_is_found_as_what_is_read(example_store: Path) -> None:
    with Store.open(example_store) as view:
        iris = [row.iri for row in list_documents(view)]
        texts = read_texts(view, iris)
        read = Corpus(made_texts(view, iris), texts.read)
        assert all(file.name for file in texts.files) and not any(file.name for file in read.files)
        for word in (
            "办法",
            "河",
            "河道保护",
            "2018",
            "岚政办发201845号",
            "第四条",
            "a",
            "岚政",
            "市人民政府办公",
            "没有的",
            "。",
            "\0",
            "",
        ):
            found = texts.holding(word)
            assert set(found) == set(read.holding(word)) == {iri for iri in iris if _holds(read, iri, word)}
            shown = sorted(found)[:20]
            assert texts.passages(shown, [word]) == read.passages(shown, [word])


def _holds(texts: Corpus, iri: str, word: str) -> bool:
    text = texts.text(iri)
    return text is not None and word not in ("", "\0") and word in text.joined


@pytest.mark.parametrize("words", ["清淤疏浚", "清淤 疏浚", "「清淤」疏浚"])
def test_a_word_is_found_whatever_its_brackets_and_blanks(texts: Corpus, words: str) -> None:
    assert set(texts.holding(search.fold(words))) == {sample.NOTICE}


def test_no_word_runs_from_one_clause_into_the_next(texts: Corpus) -> None:
    # 第一条 … 制定本办法。 | 第二条 …
    assert set(texts.holding(search.fold("制定本办法。"))) == {sample.NOTICE}
    assert not texts.holding(search.fold("制定本办法。第二条"))


def test_a_passage_tells_its_clause_and_the_words_as_they_are_printed(texts: Corpus) -> None:
    (passage,) = texts.passages([sample.NOTICE], [search.fold("２０２１年4月")])[sample.NOTICE]
    assert passage.below == "doc_1/art_2"
    assert (passage.before, passage.hit) == ("第二条 本办法自", "2021年4月") and passage.after.startswith("1日起")


def test_long_clauses_are_cut_around_the_hit() -> None:
    long = "甲" * 100 + "（要 找）的" + "乙" * 100
    found = made({"p_1": long}).passages(["d"], ["要找"])["d"]
    assert found[0].hit == "要 找" and found[0].before == "…" + "甲" * 35 + "（" and len(found[0].after) == 37


def test_passages_come_in_reading_order_one_for_each_word() -> None:
    one = made({"art_10": "十 词", "art_2": "二 词", "preface": "头"})
    assert [passage.below for passage in one.passages(["d"], ["词", "头"])["d"]] == ["art_2", "preface"]
    assert one.passages(["e"], ["词"]) == {}


def test_only_the_text_makes_it_match(rows: tuple[DocumentRow, ...], texts: Corpus) -> None:
    found = search.narrow(search.ListedDocuments(rows), search.Filters("岚州市河道保护办法"), {}, texts.holding)
    assert [row.iri for row in found.named] == [sample.NOTICE]
    assert len(found.in_text) == 45 and not set(found.named) & set(found.in_text)
    # One word by its name, the other by its text.
    assert (
        search.narrow(search.ListedDocuments(rows), search.Filters("第45号事项 河道保护"), {}, texts.holding)
        .in_text[0]
        .number
        == "岚政办发〔2018〕45号"
    )
    assert not search.narrow(search.ListedDocuments(rows), search.Filters("第45号事项 没有的"), {}, texts.holding).rows
