"""`/documents?q=…&year=…&kind=…&issuer=…&page=…`: every published document, to search and to narrow."""

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from ui import holdings, state
from ui.catalogue import DocumentRow, Named
from ui.components import controls, empty, listing
from ui.components.markup import show
from ui.messages import Messages
from ui.search import UNKNOWN, Filters, select

SIZE = 20


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        rows = holdings.rows()
    show('<header class="zm-page"><h1>{}</h1></header>', say("documents.title"))
    if not rows:
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    filters = _filters(rows, say)
    found = select(rows, filters)
    if not found:
        link = (say("documents.clear"), state.href("documents"))
        empty.state(say("documents.none_title"), say("documents.none_text"), link=link)
        return
    line, below = st.container(), st.container()
    with st.container(key="pager"):
        positions = controls.pages(len(found), SIZE)
    with line:
        show('<p class="zm-count">{}</p>', _count(positions, len(found), say))
    with below:
        listing.documents((found[position] for position in positions), say)


def _filters(rows: Iterable[DocumentRow], say: Messages) -> Filters:
    """Draw the filters; the year, kind and issuer are offered with how many documents have them."""
    rows = list(rows)
    any_of = {"": say("documents.any"), UNKNOWN: say("documents.unknown")}
    years = Counter(row.year or UNKNOWN for row in rows)
    kinds = Counter(row.kind.zh if row.kind else UNKNOWN for row in rows)
    issuers = Counter(issuer.zh for row in rows for issuer in row.issuers)
    with st.container(key="filters"):
        text = controls.search(say("documents.search"), "q", say("documents.search_hint"))
        first, second, third = st.columns([1, 1, 2])
        with first:
            year = controls.choice(say("documents.year"), "year", sorted(years, reverse=True), _counted(years, any_of))
        with second:
            names = any_of | _names(say.language, (row.kind for row in rows if row.kind))
            kind = controls.choice(say("documents.kind"), "kind", _ranked(kinds), _counted(kinds, names))
        with third:
            names = any_of | _names(say.language, (issuer for row in rows for issuer in row.issuers))
            issuer = controls.choice(say("documents.issuer"), "issuer", _ranked(issuers), _counted(issuers, names))
    return Filters(text, year, kind, issuer)


def _names(language: str, things: Iterable[Named]) -> dict[str, str]:
    return {thing.zh: thing.label(language) for thing in things}


def _counted(counts: Counter[str], names: dict[str, str]) -> dict[str, str]:
    return names | {value: f"{names.get(value, value)} ({count})" for value, count in counts.items()}


def _ranked(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda value: (value == UNKNOWN, -counts[value], value))


def _count(positions: range, count: int, say: Messages) -> str:
    if len(positions) < count:
        return say("documents.range", first=positions.start + 1, last=positions.stop, count=count)
    return say("documents.found_one") if count == 1 else say("documents.found", count=count)


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
