"""The names by which a document is looked up."""

from dataclasses import replace

import pytest

from graph.records.documents import DocumentRow
from graph.records.lookup import documents
from graph.records.name_index import build_names

_TITLED = DocumentRow("https://w3id.org/zhengmai/eli/local/abc.txt/1", "", "渡口办法", None, (), "", "")
_NAMELESS = replace(_TITLED, iri="https://w3id.org/zhengmai/eli/local/xyz.txt/1", title="")


@pytest.mark.parametrize(("typed", "near"), [("ab", ()), ("xy", (_NAMELESS.iri,)), ("渡口", (_TITLED.iri,))])
def test_a_file_s_name_counts_where_there_is_no_other(typed: str, near: tuple[str, ...]) -> None:
    rows = {row.iri: row for row in (_TITLED, _NAMELESS)}
    known = build_names(rows, {}, {}, {}, {}, (), lambda iri: None)
    assert documents(known, typed).near == near
