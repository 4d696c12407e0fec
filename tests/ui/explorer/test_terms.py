"""The page of terms: a list of the words that documents define, and the comparison of one."""

from pathlib import Path


def test_the_page_lists_and_compares(visit, example_store: Path) -> None:
    whole = visit("terms", example_store)
    assert "养老服务设施" in whole.html and "科技创新券" in whole.html and "<th>" not in whole.html
    one = visit("terms", example_store, q="科技创新券", lang="en")
    assert (
        "1 documents, in the same words" in one.html and "由区级财政出资" in one.html and "<th>Meaning</th>" in one.html
    )
    short = visit("terms", example_store, kind="alias")
    assert "驿站" in short.html and "科技创新券</b>" not in short.html
    none = visit("terms", example_store, q="没有这样的词", lang="en")
    assert "No term is like this" in none.html


def test_a_document_shows_what_its_words_mean(visit, example_store: Path) -> None:
    listed = visit("terms", example_store, q="科技创新券")
    document = listed.html.split("document?")[1].split("iri=")[1].split("#")[0].split("&")[0].split('"')[0]
    from urllib.parse import unquote

    shown = visit("document", example_store, iri=unquote(document))
    assert "<cite>科技创新券</cite>" in shown.html
