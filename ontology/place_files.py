"""Reads places and central organs from the Turtle files of `agencies/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

from ontology.iri import local_name
from ontology.place import Level, Place
from ontology.turtle import read_subjects
from ontology.vocabulary import OWL, SKOS, ZM

# Looked up once: a term of a DefinedNamespace costs more than a line of Turtle.
_CODE, _NAME, _OTHER_NAME, _FORMER_NAME, _PARENT, _LEVEL, _ABOLISHED = (
    str(term)
    for term in (
        SKOS.notation,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.hiddenLabel,
        SKOS.broader,
        ZM.placeLevel,
        OWL.deprecated,
    )
)


def read_places(path: Path) -> Iterator[Place]:
    """Yield the places of a file.

    Raises ValueError where a place lacks a name, or its level is none of ours: our file is wrong, not the user's.
    """
    for iri, values in read_subjects(path).items():
        code, name, level = (values.get(term, [""])[0] for term in (_CODE, _NAME, _LEVEL))
        if not name or level not in get_args(Level) or not local_name(iri) == code:
            raise ValueError(f"{path.name}: {iri} lacks a code, a name or a level")
        parents, labels = values.get(_PARENT, []), values.get(_OTHER_NAME, [])
        yield Place(
            code=code,
            name=name,
            level=cast(Level, level),
            parent=local_name(parents[0]) if parents else None,
            short=tuple(label for label in labels if len(label) > 1),
            signs=tuple(label for label in labels if len(label) == 1),
            former=tuple(values.get(_FORMER_NAME, ())),
            current=_ABOLISHED not in values,
        )


def read_organs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each name and short form of a central organ with its full name."""
    for values in read_subjects(path).values():
        for name in values.get(_NAME, ()):
            yield name, name
            yield from ((short, name) for short in values.get(_OTHER_NAME, ()))
