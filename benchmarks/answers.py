"""Compare a store of copies with the right answers: each copy says what its originals say, about its own documents.

The originals are read once, each as a file, into a store of their own. Each reference from one numbered document to another is then
expected between the numbers that replace the two in each copy.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.copies import CopiedDocument, documents
from benchmarks.templates import Bundle, bundles
from graph.store.store import Store
from graph.store.view import View
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import RelationKind
from ontology.identifiers import Numbered
from ontology.iri import Iris

Relation = tuple[str, str, str]
"""A citing document, a kind, and a cited document."""
KINDS = tuple(kind for kind in RelationKind if kind is not RelationKind.ISSUES)
_PUBLISHED = "SELECT ?document WHERE { ?document a zm:PublishedDocument }"
_RELATIONS = "SELECT ?citing ?cited WHERE { ?citing <%s> ?cited }"


def compared(place: Path, many: int, texts: Sequence[Path], longest: int) -> dict[str, float]:
    """Return how many documents and relations are expected in the store of a folder, are missing there, and are there beyond them."""
    originals = bundles(texts, longest)
    copies = list(islice(documents(originals), many))
    iris = Iris()
    numbers = {iris.mint(number) for copy in copies if (number := copy.number)}
    expected = set(expected_relations(originals, copies))
    with Store.open(place / "store") as view:
        published = {row["document"].value for row in view.select(_PUBLISHED)}
        there = {relation for relation in numbered_relations(view) if relation[0] in numbers}
    figures: dict[str, float] = {
        "numbers": len(numbers),
        "numbers absent": len(numbers - published),
        "relations": len(expected),
        "relations absent": len(expected - there),
        "relations beyond": len(there - expected),
        "relations to published": sum(cited in numbers for _, _, cited in expected),
    }
    by_kind, absent = Counter(kind for _, kind, _ in expected), Counter(kind for _, kind, _ in expected - there)
    return figures | {
        f"{kind.value}{said}": counted[kind.value]
        for kind in KINDS
        for said, counted in (("", by_kind), (" absent", absent))
    }


def expected_relations(originals: Sequence[Bundle], copies: Iterable[CopiedDocument]) -> Iterator[Relation]:
    """Yield the relations that the copies have with each other and with documents of the State."""
    said = [original_relations(bundle) for bundle in originals]
    places = {id(bundle): place for place, bundle in enumerate(originals)}
    iris = Iris()
    for document in copies:
        number, here = document.bundle.templates[document.template].number, document.number
        if number is not None and here is not None:
            for kind, cited in said[places[id(document.bundle)]].get(number, ()):
                yield iris.mint(here), kind, iris.mint(document.copy.number(cited))


def original_relations(bundle: Bundle) -> dict[Numbered, list[tuple[str, Numbered]]]:
    """Return what each numbered document of a bundle says of other numbered documents, as a store of the bundle alone has it."""
    found: dict[Numbered, list[tuple[str, Numbered]]] = {}
    iris = Iris()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "in"
        folder.mkdir()
        for place, template in enumerate(bundle.templates):
            (folder / f"{place:02}.txt").write_text(template.text, encoding="utf-8")
        build(find([folder]), Path(temporary) / "store")
        with Store.open(Path(temporary) / "store") as view:
            for citing, kind, cited in numbered_relations(view):
                one, other = iris.parse(citing), iris.parse(cited)
                assert isinstance(one, Numbered) and isinstance(other, Numbered)
                found.setdefault(one, []).append((kind, other))
    return found


def numbered_relations(view: View) -> Iterator[Relation]:
    """Yield the relations of a store between documents that have numbers."""
    iris = Iris()
    numbered: dict[str, bool] = {}

    def has_number(iri: str) -> bool:
        if iri not in numbered:
            numbered[iri] = isinstance(iris.parse(iri), Numbered)
        return numbered[iri]

    for kind in KINDS:
        for row in view.select(_RELATIONS % kind.edge):
            citing, cited = row["citing"].value, row["cited"].value
            if has_number(citing) and has_number(cited):
                yield citing, kind.value, cited
