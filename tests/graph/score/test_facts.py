"""Gold of facts against rows of the tables: which records count, and of which document."""

from typing import Any

import pytest

from graph.score.annotated import GoldError
from graph.score.facts import SECTIONS, TABLES, score

RELATION = {"document": "a", "type": "cites", "number": "国办发〔2018〕37号", "title": None}


def rows(*sources: str, **more: str) -> dict[str, list[dict[str, str]]]:
    """Tables in which each source prints a document of the same name, which cites one."""
    printed = [
        dict.fromkeys(SECTIONS, "") | {"iri": f"d{at}", "source": source, "title": "公告"} | more
        for at, source in enumerate(sources)
    ]
    told = {"type": "cites", "to_number": "国办发〔2018〕37号", "to_title": "", "quote": "按照国办发〔2018〕37号"}
    relations = [told | {"from": "公告", "document_iri": row["iri"]} for row in printed]
    return {name: {"documents": printed, "relations": relations}.get(name, []) for name in TABLES}


def gold(**entry: Any) -> dict[str, Any]:
    return {"documents": [{"id": "a", "title": "公告", "signed": None}], **entry}


def test_a_section_in_which_only_the_reading_has_something_is_scored() -> None:
    found = score({"one": gold(labelled=["a"])}, rows("one", signed="2024-06-03")).sections
    assert {name: (len(one.lost), len(one.extra)) for name, one in found.items()} == {
        "title": (0, 0),
        "signed": (0, 1),
        "relations": (0, 1),
        "parties": (0, 0),
        "deadlines": (0, 0),
    }


def test_work_of_a_document_that_is_not_labelled_is_not_scored() -> None:
    found = score({"one": gold(relations=[RELATION])}, rows("one"))
    assert set(found.sections) == {"title", "signed"} and found.unscored == ()


def test_documents_of_one_name_in_two_sources_are_two() -> None:
    both = {"one": gold(labelled=["a"], relations=[RELATION]), "two": gold()}
    relations = score(both, rows("one", "two")).sections["relations"]
    assert (relations.hits, relations.lost, relations.extra) == (1, (), ())


@pytest.mark.parametrize("entry", [{"relations": [RELATION | {"document": "zz"}]}, {"labelled": ["zz"]}])
def test_a_document_that_is_not_listed_is_named(entry: dict[str, Any]) -> None:
    with pytest.raises(GoldError, match=r"one, .*: 'zz' is none of the documents"):
        score({"one": gold(**entry)}, rows("one"))


def test_what_names_a_document_is_not_scored() -> None:
    document = {"id": "a", "by": {"number": None, "title": "公告"}, "signed": "2024-06-03"}
    found = score({"one": {"documents": [document]}}, rows("one", signed="2024-06-03"))
    assert {name: one.hits for name, one in found.sections.items()} == {"signed": 1} and found.unscored == ()
