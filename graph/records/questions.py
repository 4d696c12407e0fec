"""Answer questions whose parameters a person typed: a number in any spelling, a title with or without 《》, any name of an agency.

The commands, the explorer and `zhengmai.query` resolve parameters here, so that the same text means the same everywhere. Where the
answer is empty because the store does not know what was typed, the error says so and lists the nearest names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.query.limited import Limits, run_within
from graph.query.query import Query, Table, answer
from graph.records.identity import Identity, build_identity
from graph.records.lookup import Found
from graph.records.regions import find_region
from graph.store.errors import QueryError
from graph.store.store import Store
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class ResolvedParameters:
    """What was typed, resolved. values: the parameters as the graph writes them, a document by its IRI where exactly one matches.
    unknown: what matches no document or agency."""

    values: Mapping[str, str]
    unknown: tuple[Found, ...] = ()

    def reason(self, who: Identity) -> QueryError | None:
        """Return the error that explains an empty answer; None where the store knows everything that was typed."""
        if not self.unknown:
            return None
        found = self.unknown[0]
        names = [who.label(iri) for iri in found.near]
        en, zh = (f"; near: {', '.join(names)}", f"；相近的有：{'、'.join(names)}") if names else ("", "")
        return QueryError(f"{found.typed}: {found.why('en')}{en}", f"{found.typed}：{found.why('zh')}{zh}")


def resolve(query: Query, params: Mapping[str, str], who: Identity) -> ResolvedParameters:
    """Resolve the parameters of a question: those named `document` to documents, those named `agency` to agencies or groups, those
    named `place` to places."""
    values, unknown = dict(params), []
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    for name, value in params.items():
        if kinds.get(name) != "string" or not value.strip():
            continue
        values[name] = who.as_written(value)
        if query.name and name == "document":
            found = who.find(value)
            values[name] = found.only or values[name]
            unknown += [found] if not found.exact and not found.only else []
        elif query.name and name == "agency":
            found = who.find_agency(value)
            unknown += [found] if not found.exact and not found.containing else []
        elif query.name and name == "place":
            region = find_region(value)
            values[name] = region.path
            unknown += [region.found] if region.found else []
    return ResolvedParameters(values, tuple(unknown))


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


def _ask(view: View, query: Query, params: Mapping[str, str], who: Identity | None, limits: Limits) -> Table:
    if not params:
        return answer(view, query, params, limits.rows, limits.size).table()
    who = who or build_identity(view)
    meant = resolve(query, params, who)
    table = answer(view, query, meant.values, limits.rows, limits.size).table()
    if not table.rows and (reason := meant.reason(who)):
        raise reason
    return table
