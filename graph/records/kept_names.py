"""The tables of who is who (`graph.records.identity_tables`) as maps, and what they keep besides for following a change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.records.cited import CitedAs
from graph.records.documents import DocumentRow
from graph.records.identity import Identity, canonical_in
from graph.records.packed import pack, unpacker
from graph.records.resources import Named
from graph.records.spelling import NumberKey
from graph.records.tables import KeptMap
from graph.records.value_tables import ValueTables
from ontology.iri import Iris

IRIS = tuple[str, ...]
OF_IDENTITY: Mapping[str, tuple[Any, Any]] = {
    "published": (DocumentRow, str),
    "cited": (DocumentRow, str),
    "agencies": (Named, str),
    "denoted": (str, str),
    "editions": (IRIS, str),
    "beside": (frozenset[str], str),
    "placed": (str, tuple[str, int]),
    "_referents": (IRIS, str),
}
"""The maps of an `Identity`: the types of their values and keys."""
OF_INDEX: Mapping[str, tuple[Any, Any]] = {
    "numbers": (IRIS, NumberKey),
    "serials": (IRIS, tuple[int | None, int]),
    "printed": (IRIS, str),
    "titles": (IRIS, str),
    "names": (IRIS, str),
    "own_bodies": (IRIS, str),
    "shared_bodies": (IRIS, str),
    "bodies": (IRIS, str),
}
"""The maps of a `NameIndex`."""
NEAR = {"near_documents": "names", "near_bodies": "bodies"}
"""Names that are compared with a text that names nothing: keys (`title_key`) with the things of that name."""
FOLLOWED: Mapping[str, tuple[Any, Any]] = {"registered": (IRIS, str), "body_places": (str, str)}
"""Registration numbers of documents, and the codes of the places of bodies."""
_BETWEEN = "\n"  # folding removes it from all keys
_SPOKEN = "target TEXT, meant TEXT, whole TEXT, number TEXT, title TEXT, known INTEGER"
_MEMBER = "text TEXT, work TEXT"


@dataclass(frozen=True)
class KeptNames:
    """The maps, each opened when it is first asked for: a change of the tables is seen by one that is made after it."""

    tables: ValueTables
    iris: Iris

    @cached_property
    def _maps(self) -> dict[str, KeptMap[Any, Any]]:
        types = {**OF_IDENTITY, **OF_INDEX, **FOLLOWED} | dict.fromkeys(NEAR, (IRIS, str))
        return {name: KeptMap(self.tables, name, *kinds) for name, kinds in types.items()}

    def __getitem__(self, name: str) -> KeptMap[Any, Any]:
        return self._maps[name]

    def canonical(self, iri: str) -> str:
        """Do as `Identity.canonical`."""
        return canonical_in(self.iris, self["published"], self["denoted"], self["editions"], self["placed"], iri)

    def row(self, iri: str) -> DocumentRow | None:
        """Return a document, published or only cited."""
        found: DocumentRow | None = self["published"].get(iri) or self["cited"].get(iri)
        return found

    def citations(self, column: str, iri: str) -> dict[tuple[str, str], CitedAs]:
        """Return how documents are cited, by target and what is meant. column: `target`, `meant`, or `whole`, the target's document."""
        rows = self.tables.execute(f"SELECT target, meant, number, title, known FROM spoken WHERE {column} = ?", iri)
        return {(target, meant): CitedAs(number, title, bool(known)) for target, meant, number, title, known in rows}

    def denoting(self, thing: str, *, below: bool = False) -> list[str]:
        """Return the titles that denote a thing. below: return instead the things below it, its parts and clauses, that titles denote."""
        if not below:
            return [key for (key,) in self.tables.execute("SELECT key FROM denoted WHERE value = ?", pack(thing))]
        first, last = pack(f"{thing}/")[:-1], pack(f"{thing}0")[:-1]  # 0 comes behind the slash
        rows = self.tables.execute("SELECT DISTINCT value FROM denoted WHERE value >= ? AND value < ?", first, last)
        return [unpacker(str)(value) for (value,) in rows]


class NearKeys(KeptMap[str, IRIS]):
    """The keys of names that are compared, which are all needed at once: they are read from one blob."""

    def __iter__(self) -> Iterator[str]:
        keys = self.tables.blob(self._table).decode()
        return iter(keys.split(_BETWEEN) if len(self) else ())


def put_near(tables: ValueTables, name: str) -> None:
    """Keep the keys of a map of `NEAR` together."""
    tables.put_blob(name, _BETWEEN.join(KeptMap[str, IRIS](tables, name, IRIS)).encode())


def whole_of(iris: Iris, target: str) -> str:
    """Return the document that a cited target is or is part of, or the target."""
    return iris.document(target) or target


def put_followed(
    tables: ValueTables,
    who: Identity,
    citations: Mapping[tuple[str, str], CitedAs],
    registered: Mapping[str, IRIS],
    places: Mapping[str, str],
) -> None:
    """Keep what is needed for following a change."""
    tables.put_map("registered", registered)
    tables.put_map("body_places", places)
    tables.execute("CREATE INDEX denoted_value ON denoted(value)")
    tables.execute("CREATE INDEX placed_value ON placed(value)")
    rows = (
        (target, meant, whole_of(who.iris, target), one.number, one.title, int(one.known))
        for (target, meant), one in sorted(citations.items(), key=lambda item: item[0])
    )
    tables.put("spoken", _SPOKEN, rows, indexes=("target", "meant", "whole"))
    members = ((text, work) for work, texts in sorted(works_of(who).items()) for text in sorted(texts))
    tables.put("member", _MEMBER, members, indexes=("text", "work"))


def works_of(who: Identity) -> dict[str, frozenset[str]]:
    """Return the texts of each work that has several editions."""
    return {
        work: frozenset(map(who.canonical, editions)) for work, editions in who.editions.items() if len(editions) > 1
    }
