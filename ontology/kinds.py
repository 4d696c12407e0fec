"""Kinds of document (公文文种) from `concepts.ttl`, as plain names. The last word of a heading is its kind."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ontology.iri import local_name
from ontology.turtle import read_subjects
from ontology.vocabulary import SKOS

_CONCEPTS = Path(__file__).parent / "concepts.ttl"
# What may occur after the kind: 办法（试行）, 条例(2020年修订).
_TRAILING_BRACKETS = re.compile(r"(?:\s*[（(〔\[][^（）()〔〕\[\]]*[）)〕\]])+\s*$")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document.

    scheme: `official` (the fifteen of the 公文处理工作条例), `regulatory`, `planning`, `informational`.
    other_names: what else a heading may end with: 命令 for 令.
    """

    name: str
    scheme: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds; `names` contains every name, longest first, so that the first that ends a heading is its kind's.

    >>> Kinds.load().of_heading("岚州市节约用水办法（试行）").name
    '办法'
    """

    all: tuple[DocumentKind, ...]
    names: tuple[str, ...]
    _by_name: dict[str, DocumentKind] = field(repr=False, compare=False)

    @staticmethod
    def load() -> "Kinds":
        """Return the kinds that ship with the project; they are read once a process."""
        return _load()

    def by_name(self, name: str) -> DocumentKind | None:
        """Return the kind of that name or other name: 命令 → 令."""
        return self._by_name.get(name)

    def of_heading(self, heading: str) -> DocumentKind | None:
        """Return the kind that a heading ends with, brackets after it left out; None where it ends with none."""
        heading = _TRAILING_BRACKETS.sub("", heading)
        return next((self._by_name[name] for name in self.names if heading.endswith(name)), None)


@cache
def _load() -> Kinds:
    kinds = []
    for values in read_subjects(_CONCEPTS, language="zh").values():
        if schemes := values.get(str(SKOS.inScheme)):
            name = values[str(SKOS.prefLabel)][0]
            other_names = tuple(values.get(str(SKOS.altLabel), ()))
            kinds.append(DocumentKind(name, local_name(schemes[0]), other_names))
    by_name = {name: kind for kind in kinds for name in (kind.name, *kind.other_names)}
    return Kinds(tuple(kinds), tuple(sorted(by_name, key=lambda name: (-len(name), name))), by_name)
