"""Show the form of a query's parameters, and its answer: the page of questions and the SPARQL page ask alike."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from graph.query.query import Parameter, Query
from graph.records.documents import DocumentRow
from graph.records.questions import resolve
from graph.store.errors import GraphError, QueryError
from ui.explorer import holdings
from ui.explorer.components import answer, controls
from ui.explorer.components.answer import Heads
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

_EXAMPLES = 300  # of agencies or documents, beside a parameter


def listed(heading: str, queries: Iterable[Query], address: Callable[[str], str], say: Messages) -> None:
    """Show saved questions as links, by title. address: makes the address of one from its name."""
    lines = join(
        fill(
            '<li><a href="{}"><span class="zm-list-title">{}</span></a><span class="zm-list-meta">{}</span></li>',
            address(query.name),
            query.title(say.language),
            query.question(say.language),
        )
        for query in sorted(queries, key=lambda query: query.title(say.language))
    )
    show('<h2 class="zm-h2">{}</h2><ul class="zm-list">{}</ul>', heading, lines)


def parameters(query: Query, rows: Sequence[DocumentRow], say: Messages) -> dict[str, str]:
    """Show an input for each parameter, and return the values."""
    values: dict[str, str] = {}
    if not query.parameters:
        return values
    with st.container(key="parameters"):
        for column, parameter in zip(st.columns(len(query.parameters)), query.parameters, strict=True):
            with column:
                value = _input(parameter, rows, say)
            if value:
                values[parameter.name] = value
    return values


def lacking(query: Query, values: Mapping[str, str], say: Messages) -> bool:
    """Show which parameters must still be filled in; return whether there are any."""
    missing = [p for p in query.parameters if p.default is None and not values.get(p.name)]
    if missing:
        wanted = ("、" if say.language == "zh" else ", ").join(p.description(say.language) for p in missing)
        show('<p class="zm-notice">{}</p>', say("sparql.missing", wanted=wanted))
    return bool(missing)


def answered(query: Query, values: Mapping[str, str], heads: Heads, say: Messages) -> int:
    """Ask the query and show the answer or why there is none; return the line of a syntax error, 0 where there is none."""
    try:
        meant = resolve(query, values, holdings.who(), lambda: [name for name, _ in holdings.bearers()])
        with st.spinner(say("sparql.asking")):
            found = holdings.answer_query(meant.query.text, tuple(sorted(meant.values.items())))
        if not found.rows and (reason := meant.reason(holdings.who())):
            raise reason
        answer.answer(found, query.name or "query", holdings.who(), heads, say)
        if not found.rows and (why := meant.why()[0 if say.language == "zh" else 1]):
            show('<p class="zm-quiet">{}</p>', why)
    except GraphError as error:
        refuse(error, say)
        return error.place[0] if isinstance(error, QueryError) and error.place else 0
    return 0


def refuse(error: GraphError, say: Messages) -> None:
    refused(error.zh if say.language == "zh" else error.en)


def refused(line: str) -> None:
    show('<p class="zm-notice zm-refused" role="alert">{}</p>', line)


def _input(parameter: Parameter, rows: Sequence[DocumentRow], say: Messages) -> str:
    label, name, default = parameter.description(say.language), f"p.{parameter.name}", parameter.default or ""
    hint = (
        say("sparql.default", value=default)
        if default
        else say("sparql.any" if parameter.default == "" else "sparql.needed")
    )
    match parameter.kind, parameter.name:
        case "date", _:
            return controls.open_day(label, name)
        case "integer", _:
            return controls.integer(label, name, hint)
        case "string", "agency":
            issuers = Counter(issuer.zh for row in rows for issuer in row.issuers)
            return controls.suggested(label, name, [one for one, _ in issuers.most_common(_EXAMPLES)], {}, hint)
        case "string", "document":
            numbered = {row.number: row.title for row in rows if row.number}
            shown = dict(list(numbered.items())[:_EXAMPLES])
            names = {number: f"{number}  {title}" for number, title in shown.items()}
            return controls.suggested(label, name, list(shown), names, hint)
        case _:
            return controls.search(label, name, hint)
