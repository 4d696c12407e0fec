"""One question has one answer: in the command, the pages and the saved question, and in an engine that drops duplicates itself."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.term import Identifier

from graph.query.query import _terms, adhoc, find, run
from graph.records.document_page import read_cited, read_document
from graph.records.identity import build_identity
from graph.records.network import read_network
from graph.records.questions import as_sparql, ask
from graph.records.references import read_relations
from graph.store.store import Store
from graph.store.view import Term
from ontology.vocabulary import PREFIXES
from tests.graph.query.asked import PARAMETERS, forms
from tests.graph.store.test_sharing import answers


@pytest.fixture(scope="module")
def example_dataset(example_store: Path) -> Dataset:
    """The examples in rdflib with their graphs, parsed once; the tests only ask."""
    dataset = Dataset(default_union=True)
    with Store.open(example_store) as view:
        dataset.parse(data="".join(f"{quad} .\n" for quad in view.quads()), format="nquads")
    return dataset


def test_who_speaks_of_a_document_is_one_answer(example_store: Path) -> None:
    asked = find("impact")
    with Store.open(example_store) as view:
        who = build_identity(view)
        web = read_network(view, who)
        spoken_of = 0
        for iri in (*who.published, *who.cited):
            table = ask(view, asked, {"document": iri}, who)
            citing, kind = table.columns.index("citing"), table.columns.index("kind")
            question = {(row[kind], row[citing]) for row in table.rows if row[citing] is not None}
            command = {(row.kind, row.iri) for row in read_relations(view, iri, who).incoming}
            page = read_document(view, iri, who=who) or read_cited(view, iri, who)
            assert page is not None
            drawn = {(kind, other) for other in web.heard.get(iri, ()) for kind in web.said[other][iri]}
            assert question == command == {(row.kind, row.iri) for row in page.relations.incoming} == drawn, iri
            spoken_of += bool(question)
    assert spoken_of > 60


def test_rdflib_answers_every_saved_question_alike(
    example_store: Path, example_flat: Graph, example_dataset: Dataset
) -> None:
    """As they are, and without DISTINCT, over the flattened graph: so no triple counts twice. Questions that name graphs get those."""
    differing = []
    with Store.open(example_store) as view:
        for name, query in forms():
            # With DISTINCT the rows of the other form are the same, but for the repeated ones.
            if "SELECT DISTINCT" in query.text:
                continue
            terms = _terms(query, PARAMETERS.get(name) or {})
            graph = example_dataset if "GRAPH" in query.text else example_flat
            bindings = {variable: _node(term) for variable, term in terms.items()}
            theirs = graph.query(query.text, initNs=PREFIXES, initBindings=bindings)
            if answers(view.select(query.text, terms)) != answers(theirs):  # type: ignore[arg-type]
                differing.append(name)
    assert differing == []


TYPED = [
    ("documents-of-agency", {"agency": "市民政局"}), ("duties-of-agency", {"agency": "市民政局"}),
    ("ledger", {"agency": "市财政局"}), ("reforms-of-agency", {"agency": "岚州市自然资源和规划局"}),
    ("impact", {"document": "岚政发2019年14号"}), ("clauses-of-document", {"document": "《岚州市养老服务设施管理办法》"}),
    ("orphans", {"place": "望湖区"}), ("deadlines-between", {"from": "2019-01-01", "until": "2019-10-31"}),
]  # fmt: skip


def test_the_printed_sparql_answers_as_the_question(
    example_store: Path, example_flat: Graph, example_dataset: Dataset
) -> None:
    """What `zhengmai query … --sparql` prints, by the engine as any client's text and by rdflib, without bindings or prefixes."""
    with Store.open(example_store) as view:
        for name, typed in TYPED:
            ours, text = ask(view, find(name), typed), as_sparql(view, find(name), typed)
            asked = run(view, adhoc(text))
            shown = [asked.columns.index(column) for column in ours.columns]
            rows = [tuple(row[place] for place in shown) for row in asked.rows]
            assert sorted(map(str, rows)) == sorted(map(str, ours.rows)), name
            graph = example_dataset if "GRAPH" in text else example_flat
            assert answers(view.select(text, {})) == answers(graph.query(text)), name  # type: ignore[arg-type]


def _node(term: Term) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    plain = term.datatype.value.endswith("#string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
