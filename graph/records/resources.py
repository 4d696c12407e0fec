"""Names of resources, and which of them are published documents of the store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

from graph.records.rows import batches, describe, local_name, terms
from graph.store.view import View
from ontology.vocabulary import ZM

_PUBLISHED = str(ZM.PublishedDocument)
_VALUES = """
SELECT DISTINCT ?node ?property ?value WHERE {{
  VALUES ?node {{ {iris} }}
  ?node ?property ?value . FILTER(?property IN (
    rdf:type, skos:prefLabel, rdfs:label, dct:title, eli:number, zm:supersedes,
    zm:position, zm:issueYear, zm:issueNumber))
}}"""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A resource with a name; `en` is empty where the graph has only the Chinese one."""

    zh: str
    en: str
    iri: str

    def label(self, language: str) -> str:
        """Return the name of a resource; None where it has none."""
        return self.en if language == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Resources:
    """values: by IRI and the local name of the property (`title`, English ones `title@en`), the least first."""

    values: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)

    def has(self, iri: str) -> bool:
        """Return whether the store describes it."""
        return (iri, "type") in self.values

    def __or__(self, other: "Resources") -> "Resources":
        return Resources({**self.values, **other.values})

    def value(self, iri: str, name: str) -> str:
        return next(iter(self.values.get((iri, name), ())), "")

    def label(self, iri: str) -> Named | None:
        """Return none for a resource without a name."""
        zh, en = (self._least(iri, suffix) for suffix in ("", "@en"))
        return Named(zh or local_name(iri), en, iri) if zh or en else None

    def _least(self, iri: str, suffix: str) -> str:
        found = (self.value(iri, name + suffix) for name in ("prefLabel", "label", "title"))
        return min(filter(None, found), default="")

    def is_published(self, iri: str) -> bool:
        return _PUBLISHED in self.values.get((iri, "type"), ())

    def supersedes(self, iri: str, other: str) -> bool:
        return other in self.values.get((iri, "supersedes"), ())


def read_resources(view: View, iris: Iterable[str]) -> Resources:
    values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for some in batches(sorted(set(iris))):
        for (_, node), name, value in sorted(describe(view, _VALUES.format(iris=terms(some)))):
            values[node, name].append(value)
    return Resources(values)


def name_things(rows: Iterable[Mapping[str, str]]) -> dict[str, Named]:
    """Rows of thing, label, language → names; a label without language counts as Chinese."""
    labels: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: row["label"], reverse=True):
        labels.setdefault(row["thing"], {})[row.get("language", "")[:2]] = row["label"]
    # Several lists of a store name the same bodies.
    once = ((intern(iri), named) for iri, named in labels.items())
    return {
        iri: Named(intern(named.get("zh") or named.get("") or local_name(iri)), named.get("en", ""), iri)
        for iri, named in once
    }
