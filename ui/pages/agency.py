"""`/agency?iri=…&day=…&role=…&tasks=…&duties=…&page=…`: one agency: its names and place, its tasks as seen from a day, the
duties that it bears, what it issued and with whom, what it came from and became."""

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from ui import holdings, state
from ui.agencies import AgencyCard, Change
from ui.catalogue import Named
from ui.components import controls, empty, figures, listing
from ui.components import ledger as ledgers
from ui.components.figures import Count
from ui.components.markup import fill, join, show
from ui.components.particulars import role
from ui.ledger import Ledger, by_date
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
        ledger = holdings.ledger(iri) if card else None
    if card is None or ledger is None:
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
        _facts(card, ledger, say),
    )
    _tasks(ledger, iri, say)
    _duties(ledger, say)
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


def _facts(card: AgencyCard, ledger: Ledger, say: Messages) -> Markup:
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
            _fact(say("ledger.tasks"), _counted("tasks", len(ledger.tasks), ledger.roles, say)),
            _fact(say("ledger.duties"), _counted("duties", len(ledger.duties), (), say)),
            _fact(say("ledger.issued"), _counted("issued", len(card.issued), (), say)),
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


def _counted(anchor: str, count: int, roles: Sequence[tuple[str, int]], say: Messages) -> list[Markup]:
    """How many there are further down, by role where the agency has one."""
    if not count:
        return []
    told = " · ".join(say("ledger.role_count", role=role(name, say), count=held) for name, held in roles)
    return [fill('<a href="#{}">{}</a> <span class="zm-quiet">{}</span>', anchor, count, told)]


def _link(agency: Named, say: Messages) -> Markup:
    return fill('<a href="{}">{}</a>', state.href("agency", iri=agency.iri), agency.label(say.language))


def _tasks(ledger: Ledger, iri: str, say: Messages) -> None:
    figures.heading(say("ledger.tasks"), str(len(ledger.tasks) or ""), "tasks")
    if not ledger.tasks:
        show('<p class="zm-quiet">{}</p>', say("ledger.none_tasks"))
        return
    names = {name: say("ledger.role_count", role=role(name, say), count=count) for name, count in ledger.roles}
    with st.container(key="filters"):
        first, second = st.columns([1, 3])
        with first:
            day = controls.day(say("ledger.day"), "day", "tasks")
        with second:
            chosen = controls.choices(say("ledger.roles"), "role", list(names), names, "tasks")
    found = by_date((one for one in ledger.tasks if not chosen or set(chosen) & set(one.roles)), day)
    positions, below = _pager("tasks", len(found), say)
    with below:
        show("{}", ledgers.tasks((found[position] for position in positions), iri, day, say))


def _pager(name: str, count: int, say: Messages) -> tuple[range, DeltaGenerator]:
    """The positions of the current page of a list, and where the list goes: above its pager."""
    line, below = st.container(), st.container()
    with st.container(key=f"pager-{name}"):
        positions = controls.pages(count, SIZE, name)
    if len(positions) < count:
        with line:
            told = say("ledger.range", first=positions.start + 1, last=positions.stop, count=count)
            show('<p class="zm-count">{}</p>', told)
    return positions, below


def _duties(ledger: Ledger, say: Messages) -> None:
    figures.heading(say("ledger.duties"), str(len(ledger.duties) or ""), "duties")
    if not ledger.duties:
        show('<p class="zm-quiet">{}</p>', say("ledger.none_duties"))
        return
    positions, below = _pager("duties", len(ledger.duties), say)
    with below:
        show("{}", ledgers.duties((ledger.duties[position] for position in positions), say))


def _issued(card: AgencyCard, say: Messages) -> None:
    figures.heading(say("agency.issued"), str(len(card.issued)) if card.issued else "", "issued")
    if not card.issued:
        show('<p class="zm-quiet">{}</p>', say("agency.none_issued"))
        return
    if len(card.months) > 5:
        figures.timeline(card.months, say("overview.time_axis"), say("overview.count_axis"))
    below = st.container()
    with st.container(key="pager-issued"):
        positions = controls.pages(len(card.issued), SIZE)
    with below:
        listing.documents((card.issued[position] for position in positions), say)
    link = state.href("documents", issuer=card.row.agency.zh)
    show('<p><a class="zm-go" href="{}">{}</a></p>', link, say("agency.all_issued"))


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
