"""The command, the document's page, the graph page and the saved question say alike who speaks of a document."""

from pathlib import Path

from graph.query.query import find
from graph.records.document_page import read_cited, read_document
from graph.records.identity import build_identity
from graph.records.network import read_network
from graph.records.questions import ask
from graph.records.references import read_relations
from graph.store.store import Store


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
