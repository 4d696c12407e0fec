"""Read Turtle files as plain values with Oxigraph's parser: rdflib's takes seconds for a gazetteer."""

from pathlib import Path

Values = dict[str, list[str]]
"""Property IRI → the values in the file's order, literals and IRIs alike as strings."""


def read_subjects(path: Path, language: str | None = None) -> dict[str, Values]:
    """Return each subject's IRI with its values. With a language, literals in another one are left out.

    Raises SyntaxError where the file is no Turtle, OSError where it can't be read.
    """
    from pyoxigraph import Literal, RdfFormat, parse

    subjects: dict[str, Values] = {}
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        term = quad.object
        if language and isinstance(term, Literal) and term.language not in (None, language):
            continue
        subjects.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(term.value)
    return subjects
