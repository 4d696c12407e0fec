"""`/?q=…&as_of=…`: size, time span and kinds of the store; what ends and falls due next, statuses on a day, findings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import streamlit as st

from graph.records import search
from graph.records.documents import DocumentRow, Overview
from graph.records.search import UNKNOWN, Filters
from graph.records.today import in_beijing
from ontology.enumerations import Status
from ui.explorer import awaited, holdings, state, url
from ui.explorer.components import controls, due, empty, ending, figures, findings, listing, near, pending, standing
from ui.explorer.components.figures import Count
from ui.explorer.components.markup import show
from ui.explorer.findings import FIRST, Findings
from ui.messages import Messages

FOUND = 5
"""How many documents a search shows here."""


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        sizes = holdings.overview()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("overview.title"), _lead(sizes.sources, say))
    if not sizes.documents:
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    day = state.day("as_of")
    statuses = holdings.statuses(day)
    _look_up(statuses, say)
    figures.tiles(
        [
            Count(say("overview.documents"), sizes.documents, url.documents()),
            Count(say("overview.instruments"), sizes.instruments),
            Count(say("overview.issuers"), sizes.issuers),
            Count(say("overview.clauses"), sizes.clauses),
        ]
    )
    # Urgent work comes first: on a phone it is within the first screen.
    left, right = st.columns(2, gap="large")
    with left:
        figures.heading(say("ending.heading"), say("overview.next_from", day=day.isoformat()))
        ending.panel(holdings.endings(day), day, say)
    with right:
        figures.heading(say("overview.next"), say("overview.next_from", day=day.isoformat()))
        _next(day, say)
    figures.heading(say("overview.by_status"), say("status.as_of", day=day.isoformat()))
    _standing(holdings.rows(), statuses, say)
    _changed(say)
    if sizes.months:
        yearly = figures.spans_years(sizes.months)
        figures.heading(say("overview.over_time"), say("overview.by_year" if yearly else "overview.by_month"))
        figures.timeline(sizes.months, say("overview.time_axis"), say("overview.count_axis"))
        if sizes.undated:
            show('<p class="zm-quiet">{}</p>', say("overview.undated", count=sizes.undated))
    _kinds_and_issuers(sizes, say)
    pending.until(lambda: awaited.findings(day), lambda found: _soundness(found, say), say("app.validating"))


def _changed(say: Messages) -> None:
    """Show what the last build changed, if there was a build after the first."""
    last = next((build for build in reversed(holdings.builds()) if not build.first), None)
    if last is None:
        return
    told = " · ".join(say("changed.count", kind=say(f"changed.is_{kind}"), count=count) for kind, count in last.counts)
    at = in_beijing(datetime.fromisoformat(last.at))
    figures.heading(say("changed.newest"), say("changed.in_build", number=str(last.number), at=f"{at:%Y-%m-%d %H:%M}"))
    show('<p>{} <a class="zm-go" href="{}">{}</a></p>', told, url.changed(), say("changed.every"))


def _lead(sources: int, say: Messages) -> str:
    return say("overview.lead", sources=sources) if sources else ""


def _look_up(statuses: Mapping[str, Status], say: Messages) -> None:
    """Show a form for a document's status: a number or title, a day, and the answer below."""
    with st.container(key="filters"):
        first, second = st.columns([3, 1])
        with first:
            text = controls.search(say("overview.look_up"), "q", say("overview.look_up_hint"))
        with second:
            controls.day(say("documents.as_of"), "as_of")
    if not text.strip():
        return
    wanted = Filters(text)
    who = holdings.who()
    meant = who.find(text)
    known = holdings.listed(), holdings.listed_cited()
    found = [row for rows in known for row in search.select(rows, wanted, meant.exact, who.naming)]
    listing.documents(
        found[:FOUND],
        say,
        label=lambda row: standing.label(statuses.get(row.iri, Status.UNKNOWN), say),
        as_of=state.read("as_of"),
    )
    told = say("overview.all_found") if found else say("overview.none_found")
    href = url.documents(q=text, as_of=state.read("as_of"))
    if not found:
        near.names(meant, holdings.who(), say)
    show('<p class="zm-quiet"><a class="zm-go" href="{}">{}</a></p>', href, told)


def _standing(rows: Sequence[DocumentRow], statuses: Mapping[str, Status], say: Messages) -> None:
    counts = Counter(statuses.get(row.iri, Status.UNKNOWN) for row in rows)
    figures.bars(
        [
            Count(
                standing.words(status, say),
                counts[status],
                url.documents(status=status, as_of=state.read("as_of")),
                tone=standing.tone(status),
            )
            for status in Status
            if counts[status]
        ],
        limit=len(Status),
    )


def _next(day: date, say: Messages) -> None:
    coming = holdings.due(day)
    if coming:
        due.listing(coming, say)
    else:
        show('<p class="zm-quiet">{}</p>', say("overview.nothing_due"))
    show('<a class="zm-go" href="{}">{}</a>', url.tasks(), say("overview.all_deadlines"))


def _kinds_and_issuers(sizes: Overview, say: Messages) -> None:
    kinds = [
        Count(
            kind.label(say.language) if kind else say("documents.unknown"),
            count,
            url.documents(kind=kind.zh if kind else UNKNOWN),
        )
        for kind, count in sizes.kinds
    ]
    issuers = [
        Count(issuer.label(say.language), count, url.documents(issuer=issuer.zh)) for issuer, count in sizes.top_issuers
    ]
    left, right = st.columns(2, gap="large")
    with left:
        figures.heading(say("overview.by_kind"))
        figures.bars(kinds, more=say("overview.more"))
    with right:
        figures.heading(say("overview.by_issuer"))
        figures.bars(issuers, more=say("overview.more"))


def _soundness(found: Findings, say: Messages) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        figures.heading(say("overview.by_severity"))
        if not found.rows:
            show('<p class="zm-quiet">{}</p>', say("overview.all_valid"))
        figures.bars(
            [
                Count(say(f"severity.{name}"), count, _validation(severity=name), tone=name)
                for name, count in found.severities.items()
            ]
        )
    first = [name for name in FIRST if found.shapes.get(name)]
    if first:
        with right:
            figures.heading(say("overview.first"))
            titles = findings.titles(found, say)
            figures.bars([Count(titles[name], found.shapes[name], _validation(shape=name)) for name in first])


def _validation(**parameters: str) -> str:
    return url.validation(as_of=state.read("as_of"), **parameters)
