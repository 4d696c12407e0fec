"""`/agency?iri=…&page=…`: one agency: its names and place, what it issued and with whom, what it came from and became."""

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from ui import holdings, state
from ui.agencies import AgencyCard, Change
from ui.catalogue import Named
from ui.components import controls, empty, figures, listing
from ui.components.figures import Count
from ui.components.markup import fill, join, show
from ui.messages import Messages

SIZE = 20


def page(say: Messages) -> None:
    iri = state.read("iri")
    to_list = (say("agency.to_list"), state.href("agencies"))
    if not iri:
        empty.state(say("agency.unnamed_title"), say("agency.unnamed_text"), link=to_list)
        return
    with st.spinner(say("app.loading")):
        card = holdings.agency(iri)
    if card is None:
        empty.state(say("agency.missing_title"), say("agency.missing_text"), link=to_list)
        return
    agency = card.row.agency
    st.set_page_config(page_title=f"{agency.label(say.language)} · {say('app.name')}")
    show(
        '<header class="zm-page"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1></header>'
        '<dl class="zm-facts zm-agency">{}</dl>',
        state.href("agencies"),
        say("agency.back"),
        agency.label(say.language),
        _facts(card, say),
    )
    _issued(card, say)
    if card.partners:
        figures.heading(say("agency.partners"))
        partners = [
            Count(partner.label(say.language), count, state.href("agency", iri=partner.iri))
            for partner, count in card.partners
        ]
        figures.bars(partners, more=say("overview.more"))
    if card.addressed:
        figures.heading(say("agency.addressed"))
        listing.documents(card.addressed, say)


def _facts(card: AgencyCard, say: Messages) -> Markup:
    row = card.row
    names = sorted({row.agency.zh, row.agency.en, *row.other_names} - {"", row.agency.label(say.language)})
    years = row.first if row.first == row.last else f"{row.first}–{row.last}"
    return join(
        [
            _fact(say("agency.names"), (fill("{}", name) for name in names)),
            _fact(say("agency.place"), (fill("{}", place.label(say.language)) for place in [row.place] if place)),
            _fact(say("agency.above"), (_link(agency, say) for agency in card.above)),
            _fact(say("agency.years"), (fill("{}", text) for text in [years] if text)),
            _fact(say("agency.predecessors"), _changes(card.predecessors, say)),
            _fact(say("agency.successors"), _changes(card.successors, say)),
        ]
    )


def _fact(label: str, values: Iterable[Markup]) -> Markup:
    """Nothing where there are no values."""
    shown = [fill('<div lang="zh">{}</div>', value) for value in values]
    return fill("<dt>{}</dt><dd>{}</dd>", label, join(shown)) if shown else Markup("")


def _changes(changes: Sequence[Change], say: Messages) -> list[Markup]:
    """An event a line: the agencies, when, and what the event is called."""
    between = Markup("、" if say.language == "zh" else ", ")
    return [
        fill(
            '{} <span class="zm-quiet">{}</span>',
            between.join(_link(agency, say) for agency in change.agencies),
            " · ".join(filter(None, [change.date, change.label.label(say.language) if change.label else ""])),
        )
        for change in changes
    ]


def _link(agency: Named, say: Messages) -> Markup:
    return fill('<a href="{}">{}</a>', state.href("agency", iri=agency.iri), agency.label(say.language))


def _issued(card: AgencyCard, say: Messages) -> None:
    figures.heading(say("agency.issued"), str(len(card.issued)) if card.issued else "")
    if not card.issued:
        show('<p class="zm-quiet">{}</p>', say("agency.none_issued"))
        return
    if len(card.months) > 5:
        figures.timeline(card.months, say("overview.time_axis"), say("overview.count_axis"))
    below = st.container()
    with st.container(key="pager"):
        positions = controls.pages(len(card.issued), SIZE)
    with below:
        listing.documents((card.issued[position] for position in positions), say)
    link = state.href("documents", issuer=card.row.agency.zh)
    show('<p><a class="zm-go" href="{}">{}</a></p>', link, say("agency.all_issued"))


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
