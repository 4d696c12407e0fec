"""Answer pySHACL's SELECTs quickly on a graph in memory.

pySHACL runs the SELECT of an `sh:sparql` constraint once a focus node, as a text. rdflib parses the text each time, and walks over
the graph in Python: for a small store and our own shapes that takes many minutes. So a SELECT is answered by Oxigraph, on a second copy of
the graph, where the answer is the same by the standard; any other is answered by rdflib, and parsed once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from oxrdflib import OxigraphStore
from rdflib import Graph, Node, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer
from rdflib.term import Identifier

from ontology.vocabulary import PREFIXES
from shapes.asking import plain
from shapes.prebound import require_joinable

_PYTHON_ONLY = re.compile(r"\(\?[=!<]|\\\\[1-9]")
"""Look-around and back references, in a SELECT's text: rdflib's regular expressions have them and Oxigraph's have not."""


class GraphInMemory(Graph):
    """An rdflib graph with a copy in Oxigraph. triples: those of both; strings lose their datatype (`shapes.asking.plain`)."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        super().__init__()
        self._copy = Graph(store=OxigraphStore())
        self._trusted: tuple[str, ...] = ()
        self._parsed: dict[str, Query | None] = {}
        for prefix, namespace in PREFIXES.items():
            self.bind(prefix, namespace)
            self._copy.bind(prefix, namespace)
        for subject, prop, value in triples:
            self.add((subject, prop, plain(value)))
            self._copy.add((subject, prop, value))

    def trust(self, selects: Iterable[str]) -> None:
        """Let Oxigraph answer these SELECTs, which were tested in both engines: our own."""
        self._trusted = tuple(selects)
        self._parsed.clear()

    def query(
        self,
        query_object: Query | str,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        use_store_provided: bool = True,
        **options: Any,
    ) -> Answer:
        """Answer a SELECT for one focus node, which `initBindings` binds to `this`."""
        asked = query_object
        if isinstance(asked, str):
            if asked not in self._parsed:
                names = {**dict(self.namespaces()), **(initNs or {})}
                self._parsed[asked] = None if self._is_oxigraphs(asked, names) else prepareQuery(asked, initNs=names)
            parsed = self._parsed[asked]
            if parsed is None:
                answer = self._copy.query(asked, initNs=initNs, initBindings=initBindings)
                answer.bindings = list(_without_datatypes(answer))
                return answer
            asked = parsed
        return super().query(asked, processor, result, initNs, initBindings, use_store_provided, **options)

    def _is_oxigraphs(self, text: str, names: Mapping[str, Any]) -> bool:
        """Return whether Oxigraph's answer to a SELECT is the one that the standard wants, whichever node is its `this`.

        names: the prefixes that it need not declare.
        """
        if text.endswith(self._trusted):
            return True
        try:
            require_joinable("".join(f"PREFIX {name}: <{iri}>\n" for name, iri in names.items()) + text)
        except Exception:  # not joinable, or not SPARQL: rdflib reports it
            return False
        return not _PYTHON_ONLY.search(text)


def _without_datatypes(answer: Answer) -> Iterator[Mapping[Variable, Identifier]]:
    for row in answer.bindings:
        yield {name: cast(Identifier, plain(value)) for name, value in row.items() if value is not None}
