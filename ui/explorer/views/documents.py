"""`/documents?q=…&place=…&issuer=…&kind=…&year=…&status=…&as_of=…&page=…`: every document, to search and to filter."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.records import search
from graph.records.documents import DocumentRow
from graph.records.fulltext import NO_TEXTS, Corpus
from graph.records.resources import Named
from graph.records.search import FACETS, UNKNOWN, Filters, Selection
from ontology.enumerations import Status
from ui.explorer import awaited, holdings, state, url
from ui.explorer.components import controls, empty, figures, listing, near, pending, register, standing
from ui.explorer.components.markup import show
from ui.messages import Messages

SIZE = 20
NAMED = 5
"""How many documents that are only named elsewhere are shown beside those that a search finds."""


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        rows = holdings.rows()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("documents.title"), say("documents.lead"))
    if not rows:
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    day = state.day("as_of")
    statuses = holdings.statuses(day)
    filters = Filters(state.read("q"), **{facet: state.read(facet) for facet in FACETS})
    # Started with the first visit of the list, so that the texts are ready for a search.
    texts = awaited.texts()
    meant: tuple[str, ...] = ()
    if filters.text.strip():
        who = holdings.who()
        meant = who.find(filters.text, near=False).exact
        found = search.narrow(
            holdings.listed(), filters, statuses, awaited.holding if texts else None, meant, holdings.naming
        )
    else:
        found = holdings.narrowed(day, tuple(getattr(filters, facet) for facet in FACETS))
    _filters(found, say)
    elsewhere = _elsewhere(filters, statuses, meant)
    if texts is None and filters.text.strip():
        # The texts may be ready by now: then the page is drawn again with full-text hits.
        pending.until(awaited.texts, lambda _: pending.again(), say("documents.reading_texts"))
    elif not found.rows and not elsewhere:
        link = (say("documents.clear"), url.documents())
        empty.state(say("documents.none_title"), say("documents.none_text"), link=link)
        if filters.text.strip():
            near.names(holdings.who().find(filters.text), holdings.who(), say)
        return
    # What was asked for by its very name comes before documents that only mention it. Of thousands only those shown are read.
    cut = next((place for place, row in enumerate(elsewhere) if row.iri not in meant), len(elsewhere))
    asked, elsewhere = elsewhere[:cut], elsewhere[cut:]
    if asked:
        figures.heading(say("documents.elsewhere"), say("documents.elsewhere_note"))
        _documents(asked, day, statuses, say)
    if found.rows:
        _list(found, filters, day, statuses, texts or NO_TEXTS, say)
    if elsewhere:
        figures.heading(say("documents.elsewhere"), say("documents.elsewhere_note"))
        _documents(elsewhere[:NAMED], day, statuses, say)
        if elsewhere[NAMED:]:
            show('<p class="zm-quiet">{}</p>', say("overview.more", count=len(elsewhere) - NAMED))


def _list(
    found: Selection, filters: Filters, day: date, statuses: Mapping[str, Status], texts: Corpus, say: Messages
) -> None:
    """Show one page of the results; full-text hits with their words."""
    rows, wanted = found.rows, search.words(filters.text)
    line, below, positions = controls.paged(len(rows), SIZE)
    by_name = [rows[position] for position in positions if position < len(found.named)]
    by_text = [rows[position] for position in positions if position >= len(found.named)]
    hits = texts.passages([row.iri for row in by_text], wanted)

    def passages(row: DocumentRow) -> Markup:
        return listing.passages(row, hits.get(row.iri, ()))

    with line:
        show('<p class="zm-count">{}</p>', _count(positions, len(rows), say))
    with below:
        if by_name:
            _documents(by_name, day, statuses, say)
        if by_text:
            figures.heading(say("documents.in_text"), len(found.in_text))
            listing.documents(by_text, say, label=_label(statuses, say), below=passages, as_of=state.read("as_of"))
    register.downloads(rows, statuses, day, say)


def _documents(rows: Iterable[DocumentRow], day: date, statuses: Mapping[str, Status], say: Messages) -> None:
    listing.documents(rows, say, label=_label(statuses, say), as_of=state.read("as_of"))


def _label(statuses: Mapping[str, Status], say: Messages) -> listing.Beside:
    return lambda row: standing.label(statuses.get(row.iri, Status.UNKNOWN), say)


def _elsewhere(filters: Filters, statuses: Mapping[str, Status], meant: Collection[str]) -> Sequence[DocumentRow]:
    """Show cited documents that the store does not contain, where the search is for a number or title."""
    if not filters.text.strip():
        return ()
    return search.narrow(holdings.listed_cited(), filters, statuses, meant=meant, names=holdings.naming).named


def _filters(found: Selection, say: Messages) -> None:
    """Draw the filters; each value is shown with the number of documents that would remain."""
    kinds, issuers = (_names(say.language, things) for things in (holdings.listed().kinds, holdings.listed().issuers))
    holds: dict[str, str] = {status: standing.words(status, say) for status in Status}
    with st.container(key="filters"):
        text, day = st.columns([3, 1])
        with text:
            controls.search(say("documents.search"), "q", say("documents.search_hint"))
        with day:
            controls.day(say("documents.as_of"), "as_of")
        # A store without themes has no filter for them.
        themed = bool(set(found.facets["theme"]) - {UNKNOWN}) or bool(state.read("theme"))
        facets = [facet for facet in FACETS if facet != "theme" or themed]
        columns = st.columns(len(facets))
        called: dict[str, dict[str, str]] = {
            "place": holdings.place_names(say.language, within=True),
            "issuer": issuers,
            "kind": kinds,
            "status": holds,
        }
        for column, facet in zip(columns, facets, strict=True):
            counts = found.facets[facet]
            options = sorted(counts, reverse=True) if facet == "year" else _ranked(counts)
            with column:
                controls.choice(say(f"documents.{facet}"), facet, options, _counted(counts, called.get(facet, {}), say))


def _names(language: str, things: Iterable[Named]) -> dict[str, str]:
    return {thing.zh: thing.label(language) for thing in things}


def _counted(counts: Counter[str], names: Mapping[str, str], say: Messages) -> dict[str, str]:
    known = {"": say("documents.any"), UNKNOWN: say("documents.unknown"), **names}
    return known | {value: f"{known.get(value, value)} ({count})" for value, count in counts.items()}


def _ranked(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda value: (value == UNKNOWN, -counts[value], value))


def _count(positions: range, count: int, say: Messages) -> str:
    if len(positions) < count:
        return say("documents.range", first=positions.start + 1, last=positions.stop, count=count)
    return say("documents.found_one") if count == 1 else say("documents.found", count=count)
