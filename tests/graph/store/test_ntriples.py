"""Triples as lines: any N-Triples in one form, cut and compared as they are."""

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.ntriples import as_trig, parsed, parts, read_parts, subjects, write, written

SOURCE = "https://example.org/source/甲.txt"
LINES = (
    f'<{SOURCE}> <urn:p> "一" .\n<{SOURCE}#task=1-2> <urn:p> "二" .\n<{SOURCE}2> <urn:p> "三 .\\n"@zh .\n<urn:s> <urn:p> <{SOURCE}> .\n'
).encode()


@pytest.mark.parametrize(
    "same",
    [
        b'<urn:s> <urn:p> "\xe4\xb8\xad" .\n',
        b'<urn:s>   <urn:p>\t"\xe4\xb8\xad".',
        b'# a note .\n\n<urn:s> <urn:p> "\\u4E2D" . # again .\n',
    ],
)
def test_any_form_becomes_the_engines(same: bytes) -> None:
    assert written(same) == b'<urn:s> <urn:p> "\xe4\xb8\xad" .\n'
    file = io.BytesIO()
    write(same, file)
    assert file.getvalue() == written(parsed(same)) == written(same)


def test_blank_nodes_are_refused_and_their_sign_in_words_is_not() -> None:
    for bad in (b"_:a <urn:p> <urn:o> .\n", b"<urn:s> <urn:p> _:a .\n"):
        with pytest.raises(ValueError, match="neither an IRI nor a literal"):
            written(bad)
    assert written(b'<urn:s> <urn:p> "_:a" .\n') == b'<urn:s> <urn:p> "_:a" .\n'
    with pytest.raises(SyntaxError):
        written(b"<urn:s> <urn:p> .\n")


def test_lines_are_put_into_a_graph_with_the_same_triples() -> None:
    quads = list(ox.parse(as_trig("urn:g", LINES), format=ox.RdfFormat.TRIG))
    assert [quad.triple for quad in quads] == list(parsed(LINES))
    assert {quad.graph_name for quad in quads} == {ox.NamedNode("urn:g")}


def test_subjects_are_those_outside_the_source() -> None:
    assert subjects(LINES, SOURCE) == {f"{SOURCE}2", "urn:s"}


@given(size=st.integers(1, 400))
def test_parts_are_whole_lines(size: int) -> None:
    for cut in (list(parts(LINES, size)), list(read_parts(io.BytesIO(LINES), size))):
        assert b"".join(cut) == LINES and all(part.endswith(b"\n") for part in cut)
