"""`/`: how much there is, from when, of what kind, and how sound."""

from collections import Counter

import streamlit as st

from shapes.rules import SEVERITIES
from ui import holdings, state
from ui.components import empty, figures
from ui.components.figures import Count
from ui.components.markup import show
from ui.messages import Messages
from ui.search import UNKNOWN


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        sizes = holdings.overview()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("overview.title"), _lead(sizes.sources, say))
    if not sizes.documents:
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    figures.tiles(
        [
            Count(say("overview.documents"), sizes.documents, state.href("documents")),
            Count(say("overview.instruments"), sizes.instruments),
            Count(say("overview.issuers"), sizes.issuers),
            Count(say("overview.clauses"), sizes.clauses),
        ]
    )
    if sizes.months:
        yearly = figures.spans_years(sizes.months)
        figures.heading(say("overview.over_time"), say("overview.by_year" if yearly else "overview.by_month"))
        figures.timeline(sizes.months, say("overview.time_axis"), say("overview.count_axis"))
        if sizes.undated:
            show('<p class="zm-quiet">{}</p>', say("overview.undated", count=sizes.undated))
    kinds = [
        Count(
            kind.label(say.language) if kind else say("documents.unknown"),
            count,
            state.href("documents", kind=kind.zh if kind else UNKNOWN),
        )
        for kind, count in sizes.kinds
    ]
    issuers = [
        Count(issuer.label(say.language), count, state.href("documents", issuer=issuer.zh))
        for issuer, count in sizes.top_issuers
    ]
    left, right = st.columns(2, gap="large")
    with left:
        figures.heading(say("overview.by_kind"))
        figures.bars(kinds, more=say("overview.more"))
    with right:
        figures.heading(say("overview.by_issuer"))
        figures.bars(issuers, more=say("overview.more"))
    figures.heading(say("overview.by_severity"))
    _soundness(say)


def _lead(sources: int, say: Messages) -> str:
    return say("overview.lead", sources=sources) if sources else ""


def _soundness(say: Messages) -> None:
    with st.spinner(say("app.validating")):
        found = Counter(row.finding.severity for row in holdings.findings())
    if not found:
        show('<p class="zm-quiet">{}</p>', say("overview.all_valid"))
        return
    figures.bars(
        [
            Count(say(f"severity.{name}"), found[name], state.href("validation", severity=name), tone=name)
            for name in SEVERITIES
            if found[name]
        ]
    )


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
