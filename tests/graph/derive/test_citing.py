"""Whether a document is still cited under a title, and what it costs to look that up."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

from graph.derive.citing import is_cited_so, is_numbered_so
from graph.store.store import Store
from graph.store.update import Update
from ontology.iri import Iris
from ontology.vocabulary import ELI, RDF, ZM

IRIS = Iris()
SOURCE, DERIVED = IRIS.source("a.txt"), IRIS.graph("derived")
LAW, OTHER, CITING = (IRIS.numbered("990100", "岚政发", 2020, serial) for serial in (1, 2, 3))
Triple = tuple[URIRef, URIRef, URIRef | Literal]


def reference(at: int, target: str, title: str, *, number: bool = True, edge: bool = True) -> Iterator[Triple]:
    node, citing = URIRef(f"{SOURCE}#ref={at}"), URIRef(CITING)
    yield node, ZM.target, URIRef(target)
    yield node, ZM.citedTitle, Literal(title)
    yield node, ZM.citing, citing
    if number:
        yield node, ZM.citedNumber, Literal("岚政发〔2020〕1号")
    if edge:
        yield citing, ELI.cites, URIRef(target)


PUBLISHED: Triple = (URIRef(LAW), RDF.type, ZM.PublishedDocument)
EDITION: Triple = (URIRef(f"{LAW}/2024-01-01"), ELI.is_member_of, URIRef(LAW))
# fmt: off
# The statements of a source; whether it cites the law as 渡口办法; whether it cites the law's number with that title.
CASES: list[tuple[list[Triple], bool, bool]] = [
    ([],                                                                   False, False),
    ([*reference(1, LAW, "渡口办法")],                                     True,  True),
    ([*reference(1, LAW, "渡口条例"), *reference(2, OTHER, "渡口办法")],   False, False),
    ([*reference(1, LAW, "渡口条例"), *reference(2, LAW, "渡口办法")],     True,  True),
    ([*reference(1, LAW, "渡口办法", number=False)],                       True,  False),
    ([*reference(1, LAW, "渡口办法", edge=False)],                         True,  False),
    ([*reference(1, LAW, "渡口办法"), PUBLISHED],                          True,  False),
    ([*reference(1, LAW, "渡口办法"), EDITION],                            True,  False),
]
# fmt: on


def cited_and_numbered(update: Update) -> tuple[bool, bool]:
    title = ox.Literal("渡口办法")
    return is_cited_so(update, LAW, title), is_numbered_so(update, IRIS, LAW, title)


@pytest.mark.parametrize(("said", "cited", "numbered"), CASES)
def test_a_title_is_found_where_a_reference_has_it(
    said: list[Triple], cited: bool, numbered: bool, tmp_path: Path
) -> None:
    with Store.update(tmp_path / "store") as update:
        assert isinstance(update, Update)
        update.replace_graph(SOURCE, said)
        # What was derived before is no ground for what is derived now.
        update.settle_graph(DERIVED, [(URIRef(CITING), ELI.amends, URIRef(LAW))])
        assert cited_and_numbered(update) == (cited, numbered)


@pytest.mark.parametrize(("target", "title"), [(LAW, "渡口条例"), (OTHER, "渡口办法")])
def test_many_who_cite_a_law_or_say_a_title_are_not_gone_through(
    target: str, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [triple for at in range(2, 300) for triple in reference(at, target, title)]
    looked: list[object] = []
    links = Update.links

    def counted(self: Update, predicate: ox.NamedNode | None, **ends: ox.NamedNode) -> Iterator[ox.Quad]:
        looked.append(predicate)
        return links(self, predicate, **ends)

    with Store.update(tmp_path / "store") as update:
        assert isinstance(update, Update)
        for said, answer in ((many, False), ([*many, *reference(1, LAW, "渡口办法")], True)):
            update.replace_graph(SOURCE, said)
            monkeypatch.setattr(Update, "links", counted)
            assert cited_and_numbered(update) == (answer, answer)
            monkeypatch.setattr(Update, "links", links)
        assert len(looked) < 40
