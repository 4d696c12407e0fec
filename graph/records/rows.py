"""Rows of a SELECT as plain Python: the one way in which records read the graph."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from string import ascii_letters, digits

import pyoxigraph as ox

from graph.store import base
from graph.store.view import Term, View
from ontology.iri import Iris
from ontology.iri import local_name as local_name

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_CLAUSES = "SELECT ?clause ?text WHERE { ?clause zm:text ?text }"
FEW = 100
"""So many documents are asked for at once, where the answer has hundreds of rows of each."""
Key = tuple[str, str]
"""The IRIs of a source and of a node that it describes."""
Record = dict[str, str]
"""A node's values by the local names of their properties, English ones under `name@en`; of several values the least. Of a statement,
party or measure also its `position`, parsed from its IRI."""


def select_rows(view: View, sparql: str, **given: str | ox.Literal) -> list[dict[str, str]]:
    """Return the rows as texts, without unbound variables. given: values of variables that the query projects; texts are IRIs."""
    return list(stream_rows(view, sparql, **given))


def stream_rows(view: View, sparql: str, **given: str | ox.Literal) -> Iterator[dict[str, str]]:
    """Yield what `select_rows` returns: for an answer of a row a document, of which a caller keeps a part."""
    values = {name: ox.NamedNode(value) if isinstance(value, str) else value for name, value in given.items()}
    solutions = view.select(sparql, values)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if isinstance(term, Term)}


def select_tables(view: View, **tables: str) -> dict[str, list[dict[str, str]]]:
    """Run several SELECTs as one query, and return the rows of each by its name. An endpoint is then asked only once.

    tables: queries without FROM and BASE. An ORDER BY in one of them has no effect.
    """
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in tables}
    for name, row in stream_tables(view, **tables):
        rows[name].append(row)
    return rows


def stream_tables(view: View, **tables: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows that `select_tables` returns, each with the name of its table."""
    parts = " UNION ".join(f'{{ {{ {sparql} }} BIND("{name}" AS ?table) }}' for name, sparql in tables.items())
    for row in stream_rows(view, f"SELECT * WHERE {{ {parts} }}"):
        yield row.pop("table"), row


def select_about(view: View, sparql: str, iris: Iterable[str], **parts: str) -> list[dict[str, str]]:
    """Return the sorted rows of a query over a list of IRIs, which replaces `{iris}`; no rows for an empty list.

    parts: replace its other braces. A long list is split into several queries.
    """
    found: list[dict[str, str]] = []
    for some in batches(sorted(set(iris))):
        found += select_rows(view, sparql.format(iris=terms(some), **parts))
    return sorted(found, key=lambda row: sorted(row.items()))


def stream_clauses(view: View) -> Iterator[tuple[str, str, str]]:
    """Yield the words of all clauses: document (IRI), the clause's path below it, words; a text that two sources print comes twice."""
    iris = base.iris(view)
    for clause, words in view.select(_CLAUSES):  # by place: there are millions
        yield *iris.split(clause.value), words.value


def describe(view: View, sparql: str, same: dict[str, str] | None = None) -> Iterator[tuple[Key, str, str]]:
    """Yield the rows of a query for ?source (empty where it has none) ?node ?property ?value: key, name as in `Record`, value.

    same: the texts of earlier rows, each under itself; equal ones are the same object, for a caller that keeps many.
    """
    solutions = view.select(sparql)
    # By place, and each property's name once: a page reads tens of thousands of rows.
    order = [variable.value for variable in solutions.variables]
    source = order.index("source") if "source" in order else None
    node, named, valued = (order.index(column) for column in ("node", "property", "value"))
    names: dict[str, str] = {}
    # Thousands of rows have the same source, node and clause: each is kept once.
    once, all_values = ({} if same is None else same).setdefault, same is not None
    for row in solutions:
        value = row[valued]
        if isinstance(value, Term):
            iri = row[named].value
            if (name := names.get(iri)) is None:
                name = names[iri] = local_name(iri)
            if isinstance(value, ox.Literal) and (value.language or "").startswith("en"):
                name = f"{name}@en"
            said = value.value
            if all_values or isinstance(value, ox.NamedNode):
                said = once(said, said)
            place = "" if source is None else row[source].value
            thing = row[node].value
            yield (once(place, place), once(thing, thing)), name, said


_BETWEEN = "\x1f"  # in no value: texts are read with a blank for it (`ingest.read.lines`), and an IRI cannot contain it
# As the character itself: what an endpoint is asked has no \u escapes (`graph.store.substitution`).
_GATHERED = """
SELECT ?node (GROUP_CONCAT(CONCAT({code}, STR(?value)); separator="{between}") AS ?said) WHERE {{ GRAPH {graph} {{ {nodes} }} }}
GROUP BY ?node"""
_NODES = "{{ {pattern} ?node ?property ?value . FILTER(?property IN ({properties})) }}"


def gather(
    view: View,
    graph: str,
    nodes: Mapping[str, Sequence[str]],
    bilingual: Collection[str] = (),
    several: Collection[str] = (),
) -> Iterator[tuple[str, Record, list[tuple[str, str]]]]:
    """Yield nodes with their records out of a named graph (IRI), and with all values of the properties of which there may be `several`,
    each behind its name.

    nodes: a pattern for some of them (?node) → the properties that are asked of these, as prefixed names. bilingual: properties whose
    values have a language. The engine answers with a row a node, in half the time of a row a value: each term of an answer costs it a
    look-up.
    """
    letters, names, code = iter(ascii_letters + digits), dict[str, str](), '""'
    # The engine compares with one property after the other. Most nodes have a value of those that callers name first, so they are
    # the outermost IF.
    for term in reversed(dict.fromkeys(chain.from_iterable(nodes.values()))):
        letter = next(letters)
        names[letter], said = term.partition(":")[2], f'"{letter}"'
        if term in bilingual:
            english = next(letters)
            names[english], said = f"{names[letter]}@en", f'IF(LANG(?value) = "en", "{english}", {said})'
        code = f"IF(SAMETERM(?property, {term}), {said}, {code})"
    asked = (_NODES.format(pattern=pattern, properties=", ".join(has)) for pattern, has in nodes.items())
    linked = {term.partition(":")[2] for term in several}
    for row in view.select(
        _GATHERED.format(code=code, between=_BETWEEN, graph=terms([graph]), nodes=" UNION ".join(asked))
    ):
        node, said = row
        parts = said.value.split(_BETWEEN)
        record = {names[part[:1]]: part[1:] for part in parts if part[:1] in names}
        if len(record) < len(parts):
            # The greatest first, so that of several values the least stays.
            parts.sort(reverse=True)
            record = {names[part[:1]]: part[1:] for part in parts if part[:1] in names}
        links: list[tuple[str, str]] = []
        if not linked.isdisjoint(record):
            links = [(name, part[1:]) for part in parts if (name := names.get(part[:1], "")) in linked]
        _complete(node.value, record)
        yield node.value, record, links


def collect(rows: Iterable[tuple[Key, str, str]]) -> dict[Key, Record]:
    """Described rows → a record a node."""
    records: dict[Key, Record] = {}
    for key, name, value in rows:
        record = records.setdefault(key, {})
        if name not in record or value < record[name]:
            record[name] = value
    for (_, node), record in records.items():
        _complete(node, record)
    return records


def _complete(node: str, record: Record) -> None:
    """Add the position of a statement, party or measure, parsed from its IRI, and the bearer of a duty from the only kind that
    it names."""
    if (position := Iris.position(node)) is not None:
        record["position"] = str(position)
    if "bearer" not in record and "bearerKind" in record:
        record["bearer"] = local_name(record["bearerKind"])


def among(sparql: str, variable: str, iris: Iterable[str], pattern: str = "") -> str:
    """Return a query narrowed to some values of a variable. pattern: leads from these to what the query asks for."""
    head, mark, rest = sparql.partition("WHERE {")
    return f"{head}{mark} VALUES ?{variable} {{ {terms(iris)} }} {pattern}{rest}"


def select_among(
    view: View, sparql: str, variable: str, iris: Iterable[str] | None, pattern: str = ""
) -> list[dict[str, str]]:
    """Return the rows of a query, narrowed as by `among`; of all where `iris` is None."""
    if iris is None:
        return select_rows(view, sparql)
    some = (select_rows(view, among(sparql, variable, few, pattern)) for few in batches(sorted(set(iris)), FEW))
    return list(chain.from_iterable(some))


def terms(iris: Iterable[str]) -> str:
    """Return the IRIs in SPARQL syntax, for VALUES. Raises ValueError for an invalid IRI."""
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


def batches(iris: list[str], size: int = 500) -> Iterator[list[str]]:
    """Yield runs of IRIs that are short enough for one VALUES."""
    return (iris[at : at + size] for at in range(0, len(iris), size))


def is_iri(text: str) -> bool:
    """Return whether a text, such as one from an address, is an IRI."""
    return _IRI.fullmatch(text) is not None
