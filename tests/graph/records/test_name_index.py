"""The names by which a document is looked up."""

from dataclasses import replace

import pytest

from graph.records.documents import DocumentRow
from graph.records.lookup import documents, named_exactly
from graph.records.name_index import build_names

_TITLED = DocumentRow("https://w3id.org/zhengmai/eli/local/abc.txt/1", "", "渡口办法", None, (), "", "")
_NAMELESS = replace(_TITLED, iri="https://w3id.org/zhengmai/eli/local/xyz.txt/1", title="")


@pytest.mark.parametrize(("typed", "near"), [("ab", ()), ("xy", (_NAMELESS.iri,)), ("渡口", (_TITLED.iri,))])
def test_a_file_s_name_counts_where_there_is_no_other(typed: str, near: tuple[str, ...]) -> None:
    rows = {row.iri: row for row in (_TITLED, _NAMELESS)}
    known = build_names(rows, {}, {}, {}, {}, (), lambda iri: None)
    assert documents(known, typed).near == near


@pytest.mark.parametrize(
    ("number", "typed", "found"),
    [
        ("岚政发〔2022〕15号", "岚政发〔2022〕15号", True),
        ("岚政发〔2022〕15号", "岚政发-2022-15号", True),  # as registration numbers are typed
        ("岚政发〔2022〕15号", "岚政发〔2022〕16号", False),
        ("岚渡字甲之三", "岚渡字 甲之三", True),  # of no usual form
        ("岚渡字甲之三", "岚渡字甲之四", False),
    ],
)
def test_a_number_is_found_as_it_is_printed(number: str, typed: str, found: bool) -> None:
    numbered = replace(_TITLED, number=number)
    known = build_names({numbered.iri: numbered}, {}, {}, {}, {}, (), lambda iri: None)
    assert documents(known, typed).exact == ((numbered.iri,) if found else ())
    assert named_exactly(known, number) == (numbered.iri,)
