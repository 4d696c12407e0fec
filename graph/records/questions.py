"""Answer questions whose parameters a person typed: a number in any spelling, a title with or without 《》, any name of an agency.

The commands, the explorer and `zhengmai.query` resolve parameters here, so that the same text means the same everywhere. Where the
answer is empty because the store does not know what was typed, the error says so and lists the nearest names.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pyoxigraph as ox

from graph.patterns import pattern
from graph.query.limited import Limits, run_within
from graph.query.query import Query, Table, answer, standalone
from graph.records.identity import Identity, build_identity
from graph.records.lookup import Found
from graph.records.norm_reading import list_kinds
from graph.records.norm_search import served_kinds
from graph.records.regions import find_region
from graph.records.spelling import number_keys
from graph.store.errors import QueryError
from graph.store.store import Store
from graph.store.substitution import fill_list, fill_open
from graph.store.view import View
from ontology.everyday import legal_words, wider_bearers
from ontology.places import Places


@dataclass(frozen=True, slots=True)
class ResolvedParameters:
    """The resolved parameters of a question. query: with the names that an agency's words mean in its lists. values: the parameters as
    the graph writes them, a document by its IRI where exactly one matches. unknown: what matches no document or agency."""

    query: Query
    values: Mapping[str, str]
    unknown: tuple[Found, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    """Of each parameter that the store knows, in Chinese and English: what it was taken for."""

    def why(self) -> tuple[str, str]:
        """Return what an empty answer rests on."""
        zh, en = ([one[i] for one in self.taken] for i in (0, 1))
        return ("；".join(zh), "; ".join(en))

    def reason(self, who: Identity) -> QueryError | None:
        """Return the error that explains an empty answer; None where the store knows everything that was typed."""
        if not self.unknown:
            return None
        found = self.unknown[0]
        names = [who.label(iri) for iri in found.near]
        en, zh = (f"; near: {', '.join(names)}", f"；相近的有：{'、'.join(names)}") if names else ("", "")
        return QueryError(f"{found.typed}: {found.why('en')}{en}", f"{found.typed}：{found.why('zh')}{zh}")


def resolve(
    query: Query, params: Mapping[str, str], who: Identity, kinds: Callable[[], Iterable[str]]
) -> ResolvedParameters:
    """Resolve the parameters of a question: those named `document` to documents, those named `agency` to agencies or groups, those
    named `place` to places. A blank between Chinese characters is no part of a name.

    kinds: the names of the kinds of bearer of the store, asked for where a question has a list of them.
    """
    values, unknown, taken = dict(params), [], []
    declared = {parameter.name: parameter.kind for parameter in query.parameters}
    for name, typed in params.items():
        if declared.get(name) != "string" or not typed.strip():
            continue
        value = _BLANK.sub("", typed)
        values[name] = who.as_written(value)
        if query.name and name == "document":
            found = who.find(value)
            values[name] = found.only or values[name]
            query = _begun_at(query, found.exact or [one for one in [found.only] if one])
            unknown += [found] if not found.exact and not found.only else []
            taken += [_document_taken(typed, found, who)] if found.only else []
        elif query.name and name == "agency":
            found = who.find_agency(value)
            meant = found.exact or (found.near if found.containing else ())
            names = [who.names(iri)[0] for iri in meant]
            whole = [*names, *_other_forms(value)]
            query = _listed(query, _NAMES, [one for one in whole if values[name] not in one])
            if _KINDS in query.text:
                query = _listed(query, _KINDS, sorted(served_kinds([*whole, value], kinds())))
                query = _with_places(query, [*names, value], who)
            unknown += [found] if not meant else []
            taken += [_names_taken(typed, names)] if meant else []
        elif query.name and name == "place":
            region = find_region(value)
            values[name] = region.path
            query = _filled(query, _ABOVE, [ox.NamedNode(one) for one in _above(region.code, who)])
            unknown += [region.found] if region.found else []
        elif query.name and name == "bearer" and _BEARERS in query.text:
            called = [*legal_words(value), *wider_bearers(value)]
            query = _listed(query, _BEARERS, called)
            if not called:
                taken.append((f"没有含“{value}”的记录", f"nothing has “{value}” in it"))
        elif query.name and name in ("title", "text"):
            found = who.find(value)
            if found.only and number_keys(values[name]):
                values[name] = who.label(found.only) if name == "text" else _shortest_title(found.only, who)
            unknown += [found] if not found.exact and not found.only else []
        elif query.name:
            taken.append((f"没有含“{value}”的记录", f"nothing has “{value}” in it"))
    return ResolvedParameters(query, values, tuple(unknown), tuple(taken))


_BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_GOVERNMENT = pattern("government-end")
_MOST_NAMES = 100
_NAMES, _KINDS, _BEARERS = "agency_names", "agency_kinds", "bearer_kinds"
"""The variables of lists in a question with the parameter `agency`, or `bearer`: `FILTER(?name IN (?agency_names))`."""
_PLACES, _ANYWHERE, _ABOVE = "agency_places", "agency_anywhere", "places_above"


def _with_places(query: Query, names: Iterable[str], who: Identity) -> Query:
    """Return the query with the places whose documents bind agencies: their own and those that these lie in."""
    places = [place for name in names if (place := Places.load().find_prefix(name))]
    if not places:
        return _listed(query, _ANYWHERE, ["anywhere"])
    return _filled(query, _PLACES, [ox.NamedNode(one) for place in places for one in _above(place.code, who)])


def _above(code: str, who: Identity) -> list[str]:
    """Return the IRIs of a place and of those that it lies in; none for no place."""
    return [who.iris.place(place.code) for place in Places.load().ancestry(code)]


def _listed(query: Query, name: str, names: Iterable[str]) -> Query:
    """Return the query with the names in its lists `IN (?name)`. A name that only a hostile value can have is left out."""
    kept = [one for one in dict.fromkeys(names) if one.isprintable() and "\\" not in one][:_MOST_NAMES]
    return _filled(query, name, [ox.Literal(one) for one in kept])


def _filled(query: Query, name: str, terms: Sequence[ox.Literal | ox.NamedNode]) -> Query:
    return replace(query, text=fill_list(query.text, name, terms))


def _begun_at(query: Query, documents: Sequence[str]) -> Query:
    """Return the query that begins at the documents (IRIs) instead of going through the names of all; unchanged where none are given."""
    return replace(query, text=fill_open(query.text, list(map(ox.NamedNode, documents)))) if documents else query


def _other_forms(value: str) -> list[str]:
    """Return a group's name in the other form: 各区县人民政府, 各区县政府."""
    match = _GOVERNMENT.find(value)
    return [value[: match.start()] + ("政府" if match[1] else "人民政府")] if match else []


def _shortest_title(iri: str, who: Identity) -> str:
    """Return the title of a document that its other titles contain: that of the instrument, without the words of the notice."""
    titles = [name for name in who.names(iri) if not number_keys(name)]
    return min(titles, key=len, default=who.label(iri))


def _document_taken(typed: str, found: Found, who: Identity) -> tuple[str, str]:
    label = who.label(found.only)
    if found.only in who.published:
        return f"“{typed}”是{label}，没有符合的记录", f"“{typed}” is {label}; nothing of it answers"
    return (
        f"“{typed}”是{label}，库中只有对它的引用，没有它的文本",
        f"“{typed}” is {label}, which is cited only: its text is not here",
    )


def _names_taken(typed: str, names: list[str]) -> tuple[str, str]:
    listed = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
    return f"“{typed}”指{listed}，没有符合的记录", f"“{typed}” is {listed}; nothing answers"


def ask(view: View, query: Query, params: Mapping[str, str] | None = None, who: Identity | None = None) -> Table:
    """Answer a question whose parameters a person typed.

    who: `build_identity(view)`, where the caller has it. Raises QueryError as `graph.query.query.answer` does, and for an empty
    answer where the store does not know what was typed.
    """
    return _ask(view, query, params or {}, who, Limits(rows=None, size=None))


def ask_untrusted(store: str, query: Query, params: Mapping[str, str], limits: Limits) -> Table:
    """Do as `ask`, in a subprocess under limits. It opens the store once, for the parameters and for the query."""
    return run_within(limits, _open_and_ask, store, query, dict(params), limits)


def _open_and_ask(store: str, query: Query, params: Mapping[str, str], limits: Limits) -> Table:
    """Do the work of `ask_untrusted`, in the subprocess."""
    with Store.open(store) as view:
        return _ask(view, query, params, None, limits)


def as_sparql(view: View, query: Query, params: Mapping[str, str]) -> str:
    """Return the SPARQL by which `ask` answers, with all that was typed resolved: any engine over the same graph answers it alike.

    Raises QueryError as `standalone` does.
    """
    meant = resolve(query, params, build_identity(view), partial(list_kinds, view))
    return standalone(meant.query, meant.values)


def _ask(view: View, query: Query, params: Mapping[str, str], who: Identity | None, limits: Limits) -> Table:
    if not params:
        return answer(view, query, params, limits.rows, limits.size).table()
    who = who or build_identity(view)
    meant = resolve(query, params, who, partial(list_kinds, view))
    table = answer(view, meant.query, meant.values, limits.rows, limits.size).table()
    if table.rows:
        return table
    if reason := meant.reason(who):
        raise reason
    return replace(table, why=meant.why())
