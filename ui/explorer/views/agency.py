"""`/agency?iri=…&day=…&role=…&tasks=…&duties=…&page=…`: one agency: its names over time and place, its tasks as seen from a
day, the duties that it bears, what it issued, with whom it works."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from graph.records.agencies import AgencyCard
from graph.records.ledger import Filter, list_tasks
from graph.records.partners import Partner, list_partners
from graph.records.resources import Named
from graph.records.work import DutyRow, TaskRow
from ontology.enumerations import PartyRole
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty, figures, listing, reforms
from ui.explorer.components import ledger as ledgers
from ui.explorer.components.markup import fill, join, show
from ui.explorer.components.particulars import role
from ui.messages import Messages

SIZE = 20


def page(say: Messages) -> None:
    iri = state.read("iri")
    to_list = (say("agency.to_list"), url.agencies())
    if not iri:
        empty.state(say("agency.unnamed_title"), say("agency.unnamed_text"), link=to_list)
        return
    with st.spinner(say("app.loading")):
        card = holdings.agency(iri)
    if card is None:
        empty.state(say("agency.missing_title"), say("agency.missing_text"), link=to_list)
        return
    tasks, duties = holdings.book().of_agency(iri), holdings.duties(iri)
    agency = card.row.agency
    st.set_page_config(page_title=f"{agency.label(say.language)} · {say('app.name')}")
    show(
        '<header class="zm-page"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1></header>'
        '<dl class="zm-facts zm-agency">{}</dl>',
        url.agencies(),
        say("agency.back"),
        agency.label(say.language),
        _facts(card, tasks, duties, say),
    )
    if line := reforms.line(card.history, iri, say):
        figures.heading(say("agency.history"), anchor="history")
        show("{}", line)
    _tasks(tasks, agency, say)
    _duties(duties, say)
    _issued(card, say)
    _partners(card, list_partners(tasks, iri), say)
    if card.addressed:
        figures.heading(say("agency.addressed"))
        listing.documents(card.addressed, say)


def _facts(card: AgencyCard, tasks: Sequence[TaskRow], duties: Sequence[DutyRow], say: Messages) -> Markup:
    row, history = card.row, card.history
    former = [body for reform in history.before(row.agency.iri) for body in reform.former if body != row.agency]
    later = [body for reform in history.after(row.agency.iri) for body in reform.new if body != row.agency]
    names = sorted({row.agency.zh, row.agency.en, *row.other_names} - {"", row.agency.label(say.language)})
    years = row.first if row.first == row.last else f"{row.first}–{row.last}"
    return join(
        [
            _fact(say("agency.names"), (fill("{}", name) for name in names)),
            _fact(say("agency.place"), (fill("{}", place.label(say.language)) for place in [row.place] if place)),
            _fact(say("agency.above"), (_link(agency, say) for agency in card.above)),
            _fact(say("agency.years"), (fill("{}", text) for text in [years] if text)),
            _fact(say("agency.predecessors"), (_link(body, say) for body in former)),
            _fact(say("agency.successors"), (_link(body, say) for body in later)),
            _fact(say("ledger.tasks"), _counted("tasks", len(tasks), _roles(tasks, row.agency), say)),
            _fact(say("ledger.duties"), _counted("duties", len(duties), (), say)),
            _fact(say("ledger.issued"), _counted("issued", len(card.issued), (), say)),
        ]
    )


def _fact(label: str, values: Iterable[Markup]) -> Markup:
    """Return a fact; nothing where there are no values."""
    shown = [fill('<div lang="zh">{}</div>', value) for value in values]
    return fill("<dt>{}</dt><dd>{}</dd>", label, join(shown)) if shown else Markup("")


def _counted(anchor: str, count: int, roles: Sequence[tuple[str, int]], say: Messages) -> list[Markup]:
    """Return the counts of what is further down the page, by role where the agency has one."""
    if not count:
        return []
    told = " · ".join(say("ledger.role_count", role=role(name, say), count=held) for name, held in roles)
    return [fill('<a href="#{}">{}</a> <span class="zm-quiet">{}</span>', anchor, count, told)]


def _link(agency: Named, say: Messages) -> Markup:
    return fill('<a href="{}">{}</a>', url.agency(agency.iri), agency.label(say.language))


def _roles(tasks: Iterable[TaskRow], agency: Named) -> list[tuple[str, int]]:
    """Return how many tasks the agency has in each of its roles."""
    counts = Counter(role for task in tasks for role in _roles_in(task, agency))
    return [(role, counts[role]) for role in PartyRole if counts[role]]


def _roles_in(task: TaskRow, agency: Named) -> set[str]:
    return {party.role for party in task.parties if party.agency and party.agency.iri == agency.iri}


def _tasks(tasks: Sequence[TaskRow], agency: Named, say: Messages) -> None:
    figures.heading(say("ledger.tasks"), len(tasks), "tasks")
    if not tasks:
        show('<p class="zm-quiet">{}</p>', say("ledger.none_tasks"))
        return
    names = {name: say("ledger.role_count", role=role(name, say), count=count) for name, count in _roles(tasks, agency)}
    with st.container(key="filters"):
        first, second = st.columns([1, 3])
        with first:
            day = controls.day(say("ledger.day"), "day", "tasks")
        with second:
            chosen = controls.choices(say("ledger.roles"), "role", list(names), names, "tasks")
    kept = [task for task in tasks if not chosen or set(chosen) & _roles_in(task, agency)]
    found = list_tasks(kept, Filter(date.fromisoformat(day)))
    positions, below = _pager("tasks", len(found), say)
    with below:
        shown = (found[position] for position in positions)
        show("{}", ledgers.tasks(shown, agency.iri, say, lambda line: ledgers.by_standing(line, say)))
    link = url.tasks(agency=agency.zh)
    show('<p><a class="zm-go" href="{}">{}</a></p>', link, say("tasks.all"))


def _pager(name: str, count: int, say: Messages) -> tuple[range, DeltaGenerator]:
    """Return the positions of the current page, and the container of the list, which is above its pager."""
    line, below = st.container(), st.container()
    with st.container(key=f"pager-{name}"):
        positions = controls.pages(count, SIZE, name)
    if len(positions) < count:
        with line:
            told = say("ledger.range", first=positions.start + 1, last=positions.stop, count=count)
            show('<p class="zm-count">{}</p>', told)
    return positions, below


def _duties(duties: Sequence[DutyRow], say: Messages) -> None:
    figures.heading(say("ledger.duties"), len(duties), "duties")
    if not duties:
        show('<p class="zm-quiet">{}</p>', say("ledger.none_duties"))
        return
    positions, below = _pager("duties", len(duties), say)
    with below:
        show("{}", ledgers.duties((duties[position] for position in positions), say))


def _issued(card: AgencyCard, say: Messages) -> None:
    figures.heading(say("agency.issued"), len(card.issued), "issued")
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
    link = url.documents(issuer=card.row.agency.zh)
    show('<p><a class="zm-go" href="{}">{}</a></p>', link, say("agency.all_issued"))


def _partners(card: AgencyCard, working: Sequence[Partner], say: Messages) -> None:
    """Return the agencies that issued documents or share tasks with it, with counts by both roles."""
    issued = {partner.iri: count for partner, count in card.partners}
    worked = {partner.agency.iri: partner for partner in working}
    named = {partner.agency.iri: partner.agency.name for partner in working}
    named |= {partner.iri: partner.label(say.language) for partner, _ in card.partners}
    if not named:
        return

    def together(iri: str) -> int:
        return issued.get(iri, 0) + (worked[iri].tasks if iri in worked else 0)

    figures.heading(say("agency.partners"), len(named), "partners")
    ranked = sorted(named, key=lambda iri: (-together(iri), named[iri]))
    positions, below = _pager("partners", len(ranked), say)
    with below:
        listing.partners(
            [(iri, named[iri], issued.get(iri, 0), worked.get(iri)) for iri in (ranked[at] for at in positions)],
            card.row.agency.zh,
            say,
        )
