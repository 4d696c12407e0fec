"""The output of a reader's worker: values of our own types come back equal, and nothing is called."""

import os
import pickle
from io import BytesIO

import pytest

from ingest.model import Issue, IssueSeverity, Level, Span
from ingest.read.compose import Extraction
from ingest.read.plain import PlainUnpickler
from ontology.iri import Iris


class _Calling:
    """Pickles as the call of a function."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


def unpickled(value: object) -> object:
    return PlainUnpickler(BytesIO(pickle.dumps(value))).load()


@pytest.mark.parametrize("value", [
    *IssueSeverity,
    *Level,
    Issue("渡口", "a ferry", "渡口", IssueSeverity.INFO, Span(2, 5)),
    Extraction("渡口", (), (), tuple(Issue("doubtful", "a ferry", "渡口", each) for each in IssueSeverity), "x 1", "text/x"),
    ("page", 3, 7),
    {"渡口": [1.5, None, b"\0"]},
], ids=str)  # fmt: skip
def test_our_own_types_come_back_equal(value: object) -> None:
    assert unpickled(value) == value
    assert type(unpickled(value)) is type(value)


@pytest.mark.parametrize("value", [
    _Calling(os.getpid),
    _Calling(getattr, str, "join"),
    _Calling(getattr, IssueSeverity, "mro"),
    _Calling(getattr, IssueSeverity, "__class__"),
    _Calling(eval, "1"),
    Iris(),
    os.sep.join,
], ids=["a function", "another's attribute", "a method", "a class", "an expression", "no plain type", "a bound method"])  # fmt: skip
def test_nothing_else_is_made(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpickled(value)
