"""Keep the norms of a store in tables: a search looks at what groups of them have in common, and reads the norms that it shows."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graph.records.asked_words import Meaning
from graph.records.catalogue import CataloguePlan, kept_catalogue
from graph.records.norm import Norm, NormDocument
from graph.records.norm_groups import Alike, NormBearer, NormSort
from graph.records.norm_reading import read_norms
from graph.records.norms import Norms, StatusDays
from graph.records.plain_sentences import PlainSentences, read_plain_sentences
from graph.records.tables import KeptList, KeptMap, ValueTables
from graph.store.view import View

_GROUPS: Mapping[str, Any] = {"by_bearer": NormBearer, "by_document": NormDocument, "by_sort": NormSort}
"""The groupings of `Norms`, with what norms of a group have in common."""
_LISTS: Mapping[str, Any] = {"meanings": Meaning, "narrower": Meaning}


class KeptNorms(Norms):
    """Norms in tables."""

    tables: ValueTables

    def texts(self) -> Iterator[str]:
        return KeptList[str](self.tables, "words", str).__iter__()


def open_norms(view: View, reopened: Callable[[], View] | None = None) -> Norms:
    """Return the norms as `read_norms` does, out of the kept tables where the store has them."""
    tables = kept_catalogue(view, PLAN)
    if tables is None:
        return read_norms(view, reopened)
    norms = KeptList[Norm](tables, "norms", Norm)
    sources = KeptMap[str, NormDocument](tables, "sources", NormDocument)

    def read_sentences() -> PlainSentences:
        return read_plain_sentences(reopened() if reopened else view, norms, dict(sources.items()))

    found = KeptNorms(
        norms,
        KeptMap(tables, "statuses", tuple[StatusDays, ...]),
        **{name: tuple(KeptList[Meaning](tables, name, kind)) for name, kind in _LISTS.items()},
        read_sentences=read_sentences,
        sources=sources,
    )
    own: dict[str, object] = {
        name: Alike(tuple(KeptList(tables, name, kind)), _numbers(tables, name)) for name, kind in _GROUPS.items()
    }
    found.__dict__.update(own, tables=tables)  # as if they had been grouped already
    return found


def _numbers(tables: ValueTables, name: str) -> "array[int]":
    found = array("I")
    found.frombytes(tables.blob(name))
    return found


def _fill(view: View, tables: ValueTables) -> None:
    norms = read_norms(view)
    tables.put_list("norms", norms.norms)
    tables.put_list("words", norms.texts())
    tables.put_map("statuses", norms.statuses)
    tables.put_map("sources", norms.sources)
    for name in _LISTS:
        tables.put_list(name, getattr(norms, name))
    for name in _GROUPS:
        groups: Alike[Any] = getattr(norms, name)
        tables.put_list(name, groups.groups)
        tables.put_blob(name, memoryview(groups.of))


PLAN = CataloguePlan("norms", 1, _fill)
