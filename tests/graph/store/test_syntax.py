"""What is parsed from the text of a query: which graphs it names, and where it is wrong."""

import pytest

from graph.store.errors import QueryError
from graph.store.store import Store
from graph.store.syntax import dataset


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT * FROM <http://a/b#c> { ?s ?p ?o }", ["http://a/b#c"]),
        ("SELECT * FROM # why\n <http://a/b> from named <http://c/d> { ?s ?p ?o }", ["http://a/b", "http://c/d"]),
        ("SELECT * FROM zm:x { ?s ?p ?o }", ["https://w3id.org/zhengmai/ns#x"]),
        ("PREFIX a: <http://a/> SELECT * FROM a:b.c FROM a: { ?s ?p ?o }", ["http://a/b.c", "http://a/"]),
        ("BASE <http://a/b/> SELECT * FROM <c> FROM NAMED </d> { ?s ?p ?o }", ["http://a/b/c", "http://a/d"]),
        ("SELECT * { ?from <http://a/p> 'FROM <http://a/b>' } # FROM <http://a/b>", None),
        ('SELECT * { ?s zm:from """\nFROM <http://a/b> " """ ; zm:x "FROM <http://a/b>\\"" }', None),
    ],
)
def test_the_graphs_that_a_query_names(text: str, graphs: list[str] | None) -> None:
    assert dataset(text) == graphs


def test_from_means_that_graph_and_no_other(store: Store) -> None:
    one = store.graphs()[0]
    count = "SELECT (COUNT(*) AS ?n) %s WHERE { ?s ?p ?o }"
    held = int(next(iter(store.select(count % f"FROM <{one}>")))["n"].value)
    assert held == len(list(store.quads(one))) < int(next(iter(store.select(count % "")))["n"].value)


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("SELECT ?x WHERE { ?x a ", "something is missing here", (1, 24)),
        ("SELECT ?x WHERE {\n  ?x zz:a ?y }", "the prefix zz: is not declared", (2, 6)),
        ("SELECT ?x WHERE {\n FILTER(?x = '中文' ?y) }", "not understood at `?y) }`", (2, 19)),
        ("SELECT * WHERE { ?s ?p ?o } GROUP BY ?s", "SELECT * is not authorized with GROUP BY", (1, 40)),
        ("PREFIX zz: <http://z/#> SELECT ?x { ?x a zz:A 'b:c' <d:e> }", "not understood", (1, 53)),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(
    store: Store, text: str, said: str, place: tuple[int, int]
) -> None:
    with pytest.raises(QueryError) as error:
        store.query(text)
    assert said in error.value.en and error.value.place == place
    assert f"第 {place[0]} 行第 {place[1]} 列" in error.value.zh
