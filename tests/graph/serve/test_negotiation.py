"""Which media type an Accept header gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.serve.negotiation import choose

OFFERED = ("text/turtle", "application/n-triples", "text/plain")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("text/*", "text/turtle"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "text/turtle"),
        ("text/turtle;q=0.5, APPLICATION/N-Triples", "application/n-triples"),
        ("*/*, text/turtle;q=0, application/n-triples;q=0.1", "text/plain"),
        ("text/*;q=0.2, text/plain;q=0.3", "text/plain"),
        ("text/html", None),
        ("text/turtle;q=0", None),
        ("nonsense, /, ;q=1", "text/turtle"),
        ("text/turtle;q=x, text/plain;q=2, application/n-triples;q=0.1", "application/n-triples"),
    ],
)
def test_the_type_that_is_wanted_most(accept: str, media: str | None) -> None:
    assert choose(accept, OFFERED) == media


@given(st.text())
def test_any_header_can_be_read(accept: str) -> None:
    assert choose(accept, OFFERED) in (*OFFERED, None)
