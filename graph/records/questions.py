"""Saved questions as people ask them: a number in any writing, a title with or without its marks, an agency by any of its names.

The commands, the explorer and `zhengmai.query` resolve parameters here, so that they mean the same; a question that finds nothing
because nobody knows what was asked for says why, and what comes near.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.query.query import Query, Table, run
from graph.records.identity import Identity, build_identity
from graph.records.lookup import Found
from graph.store.errors import QueryError
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class Meant:
    """values: the parameters as the graph writes them, a document by its IRI where there is just one. unknown: what nobody goes by."""

    values: Mapping[str, str]
    unknown: tuple[Found, ...] = ()

    def reason(self, who: Identity) -> QueryError | None:
        """Why an empty answer is empty; None where all that was asked for is known."""
        if not self.unknown:
            return None
        found = self.unknown[0]
        names = [who.label(iri) for iri in found.near]
        en, zh = (f"; near: {', '.join(names)}", f"；相近的有：{'、'.join(names)}") if names else ("", "")
        return QueryError(f"{found.typed}: {found.why('en')}{en}", f"{found.typed}：{found.why('zh')}{zh}")


def resolve(query: Query, params: Mapping[str, str], who: Identity) -> Meant:
    """What the parameters of a question mean. Those named `document` are documents, those named `agency` bodies or groups."""
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
    return Meant(values, tuple(unknown))


def ask(view: View, query: Query, params: Mapping[str, str] | None = None, who: Identity | None = None) -> Table:
    """The answer to a question with its parameters as a person writes them.

    who: `build_identity(view)`, where the caller has it. Raises QueryError as `graph.query.query.run` does, and for an empty
    answer where nothing goes by what was asked for.
    """
    if not params:
        return run(view, query, params)
    who = who or build_identity(view)
    meant = resolve(query, params, who)
    table = run(view, query, meant.values)
    if not table.rows and (reason := meant.reason(who)):
        raise reason
    return table
