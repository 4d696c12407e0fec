"""The words: the page is made of the table, and what it says of the graph is there."""

import re
from pathlib import Path

import pytest

from ontology import glossary, vocabulary
from ontology.enumerations import ConceptKind, EventKind, Language, PartyRole, RelationKind, Status, TimeKind
from ontology.vocabulary import expand

ROOT = Path(__file__).parents[2]
WORDS = [entry for section in glossary.glossary() for entry in section.entries]


def test_the_page_is_in_step() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    assert page == glossary.render(), "run `python -m ontology.document`"


def test_each_word_stands_once_and_means_something_in_both_languages() -> None:
    terms = [entry.term for entry in WORDS]
    assert len(terms) == len(set(terms)) > 50
    assert all(entry.meaning(language).strip() for entry in WORDS for language in Language)
    assert [entry.term for entry in WORDS if re.search("[\u4e00-\u9fff]", entry.english)] == []


@pytest.mark.parametrize(
    "curie", sorted({name for entry in WORDS for name in re.findall(r"`((?:zm|eli|dct|org|oa):\w+)`", entry.place)})
)
def test_each_term_that_a_word_names_is_one_of_the_vocabulary(curie: str) -> None:
    prefix, name = curie.split(":")
    assert str(expand(curie)) == str(getattr(vars(vocabulary)[prefix.upper().replace("DCT", "DCTERMS")], name))


@pytest.mark.parametrize(
    ("kinds", "file"),
    [
        (Status, "status.ttl"),
        (EventKind, "status.ttl"),
        (RelationKind, "relations.ttl"),
        (PartyRole, "work.ttl"),
        (TimeKind, "work.ttl"),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_each_member_of_a_list_has_its_definition(kinds: type[ConceptKind], file: str, language: Language) -> None:
    assert {member.iri() for member in kinds} <= glossary.definitions(file, language).keys()
