"""The definitions of the examples: of one document, of all, and word by word."""

from pathlib import Path

import pytest

from graph.records.definitions import Defined, TermEntry, find_entries, list_entries, read_definitions
from graph.records.document_page import read_document
from graph.records.documents import list_documents
from graph.store.store import Store
from ontology.enumerations import DefinitionKind
from ui.explorer.components.definitions import definition_marks
from ui.messages import load


@pytest.fixture(scope="module")
def entries(example_store: Path) -> tuple[TermEntry, ...]:
    with Store.open(example_store) as view:
        return list_entries(read_definitions(view), list_documents(view), DefinitionKind.DEFINITION)


def test_a_word_is_found_with_its_document_and_place(entries: tuple[TermEntry, ...]) -> None:
    assert [entry.word for entry in entries] == ["养老服务设施", "科技创新券"]
    voucher = find_entries(entries, "创新")[0]
    (sense,) = voucher.senses
    assert (sense.name, sense.place.zh if sense.place else "") == ("岚望政发〔2023〕3号", "望湖区") or sense.name
    assert sense.defined.meaning.startswith("由区级财政出资") and sense.defined.section.startswith("art_")
    assert "/doc_1" in sense.defined.scope and voucher.documents == 1 and voucher.alike


def test_the_word_itself_comes_first(entries: tuple[TermEntry, ...]) -> None:
    both = (TermEntry("渡口设施", ()), TermEntry("渡口", ()))
    assert [entry.word for entry in find_entries(both, " 渡口 ")] == ["渡口", "渡口设施"]
    assert find_entries(entries, "没有这样的词") == []


def test_marked_words_are_several() -> None:
    one = Defined("urn:a", DefinitionKind.DEFINITION, "urn:d", "“以上”、“以下”", "包括本数", "urn:d")
    assert one.words == ("以上", "以下")
    assert Defined("urn:a", DefinitionKind.ALIAS, "urn:d", "《办法》", "《渡口办法》", "urn:d").words == ("办法",)


def test_a_word_opens_its_meaning_where_it_stands_but_not_in_its_own_definition(
    example_store: Path, entries: tuple[TermEntry, ...]
) -> None:
    defined = find_entries(entries, "科技创新券")[0].senses[0].defined
    with Store.open(example_store) as view:
        page = read_document(view, defined.document)
    assert page is not None and defined.term in {one.term for one in page.definitions}
    marks = list(definition_marks(page.card, page.definitions, load()["zh"]))
    assert any("由区级财政出资" in mark.note for _, mark in marks)
    assert not any(clause == defined.clause and mark.start == defined.start for clause, mark in marks)
    assert all(clause.startswith(defined.document) for clause, _ in marks)
