"""`/tasks?agency=…&agency2=…&role=…&from=…&until=…&document=…&q=…&as_of=…&standing=…&state=…&view=…&month=…&page=…`: the tasks
of all documents, as a list by date or by agency, or as a calendar; to download. `task` opens the form
that notes how far one is.

The duties of an agency or document are on its own page: they have no day, and there are too many to be a list of things to do.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.export import ledger as files
from graph.records.due import STANDINGS, list_due_days
from graph.records.ledger import Book, Filter, TaskLine, find_tasks, is_called, list_by_party, list_entries, list_tasks
from graph.records.work import TaskRow
from ontology.enumerations import PartyRole, TaskState
from ontology.formats import Format
from ui.explorer import holdings, state, url
from ui.explorer.components import calendar, controls, downloading, empty, noting
from ui.explorer.components import ledger as listing
from ui.explorer.components.markup import fill, show
from ui.explorer.components.particulars import role
from ui.messages import Messages

SIZE = 25
VIEWS = ("date", "agency", "calendar")
_OWN = (
    "agency",
    "agency2",
    "role",
    "since",
    "until",
    "document",
    "q",
    "as_of",
    "standing",
    "view",
    "month",
    "state",
    "task",
)
PARAMETERS = dict(zip(_OWN, _OWN, strict=True)) | {"since": "from"}
"""The arguments of `url.tasks`, and the parameter of the address for each."""
FARTHEST = 12  # years around the shown month that are looked through for one in which something is due


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        book = holdings.book()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("tasks.title"), say("tasks.lead"))
    noting.form(book, say)
    if not book.tasks:
        empty.state(say("tasks.empty_title"), say("tasks.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    wanted = _filters(book, say)
    found = find_tasks(book, wanted)
    with st.container(key="task-bar", horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        view = controls.one_of(say("tasks.view"), "view", VIEWS, {name: say(f"tasks.view_{name}") for name in VIEWS})
        if found:
            _downloads(found, book, wanted, say)
    if wanted.other:
        text, link = say("tasks.with", name=wanted.other), _here(agency2="")
        show('<p class="zm-notice">{} · <a href="{}">{}</a></p>', text, link, say("tasks.without"))
    if found and view == "calendar":
        _calendar(found, wanted, say)
    elif found:
        _list(found, book, wanted, view, say)
    else:
        turned = bool(wanted.since and wanted.until and wanted.until < wanted.since)
        clear = (say("documents.clear"), url.tasks())
        empty.state(say("tasks.none_title"), say("tasks.turned_text" if turned else "tasks.none_text"), link=clear)
    _undated(book, wanted, say)


def _here(**changed: str) -> str:
    """Return the address of this page with other parameters."""
    return url.tasks(**{name: state.read(read) for name, read in PARAMETERS.items()} | changed)


def _filters(book: Book, say: Messages) -> Filter:
    counted = {name: name + say("tasks.counted", count=count) for name, count in book.parties}
    called = {document.iri: document.title or document.number or document.iri for document, _ in book.documents}
    called |= {
        document.iri: f"{document.number} {called[document.iri]}" for document, _ in book.documents if document.number
    }
    with st.container(key="filters"):
        first, second, third = st.columns(3)
        with first:
            agency = controls.choice(
                say("tasks.agency"), "agency", list(counted), counted | {"": say("documents.any")}, free=True
            )
        with second:
            document = controls.choice(
                say("tasks.document"), "document", list(called), called | {"": say("documents.any")}, free=True
            )
        with third:
            words = controls.search(say("tasks.search"), "q", say("tasks.search_hint"))
        year, since, until, as_of = st.columns(4)
        with year:
            controls.year(say("tasks.year_of"), "from", "until", book.years, say("documents.any"))
        with since:
            first_day = controls.end_of_span(say("tasks.since"), "from")
        with until:
            last_day = controls.end_of_span(say("tasks.until"), "until")
        with as_of:
            day = controls.day(say("ledger.day"), "as_of")
        left, right, third = st.columns(3)
        with left:
            roles = controls.choices(
                say("ledger.roles"),
                "role",
                [held.value for held in PartyRole],
                {held.value: role(held, say) for held in PartyRole},
            )
        with right:
            names = {name: say(f"ledger.{name}") for name in STANDINGS}
            standings = controls.choices(say("tasks.standings"), "standing", STANDINGS, names)
        with third:
            names = {held.value: say(f"task_state.{held}") for held in TaskState}
            states = controls.choices(say("tasks.states"), "state", [held.value for held in TaskState], names)
    return Filter(
        day=date.fromisoformat(day),
        agency=_full_name(agency),
        other=_full_name(state.read("agency2")),
        roles=roles,
        since=first_day,
        until=last_day,
        document=holdings.who().find(document).only or document,
        words=words,
        standings=standings,
        states=states,
    )


def _full_name(typed: str) -> str:
    """Return the full name of the one agency that a text means, else the text."""
    meant = holdings.who().find_agency(typed).exact
    return holdings.who().names(meant[0])[0] if len(meant) == 1 else typed.strip()


def _downloads(found: Sequence[TaskRow], book: Book, wanted: Filter, say: Messages) -> None:
    """Offer the ledger of the chosen agency, or of all that have a role in the tasks."""

    def written(format: str) -> bytes:
        names = {name for name, _ in book.parties}
        kept = [
            entry
            for entry in list_entries(found, roles=wanted.roles)
            if any(
                party.full == entry.agency and is_called(party, wanted.agency, names) for party in entry.task.parties
            )
        ]
        output = BytesIO()
        files.write(output, format, kept, say, (wanted.since, wanted.until))
        return output.getvalue()

    with st.container(key="downloads", horizontal=True, width="content"):
        for format in files.FILES:
            name = "-".join(filter(None, [wanted.agency or say("tasks.file"), state.read("from"), state.read("until")]))
            hint = f"{say('tasks.download')} .{format}"
            downloading.download(f".{format}", partial(written, format), f"{name}.{format}", Format(format).media, hint)


def _list(found: Sequence[TaskRow], book: Book, wanted: Filter, view: str, say: Messages) -> None:
    ranked = list_tasks(found, wanted)
    if view == "agency":
        ranked = list_by_party(ranked, book, wanted)
    line, below, positions = controls.paged(len(ranked), SIZE)
    told = say("tasks.found", count=len(found))
    if len(positions) < len(ranked):
        place = {"first": positions.start + 1, "last": positions.stop, "count": len(ranked), "tasks": len(found)}
        told = say("tasks.range", **place)
    with line:
        show('<p class="zm-count">{}</p>', told)
    counts = dict(book.parties)

    def heading(shown: TaskLine) -> Markup:
        if view == "agency":
            return _party(shown, counts.get(shown.who, 0), say)
        return (listing.by_month if wanted.since or wanted.until else listing.by_standing)(shown, say)

    note = (lambda task: _here(task=task.key)) if state.writable() else None
    with below:
        show("{}", listing.tasks((ranked[position] for position in positions), "", say, heading, note))


def _party(shown: TaskLine, count: int, say: Messages) -> Markup:
    """Return the name that a line is listed under, as a link to the agency's page where there is one."""
    bodies = [party.agency for party in shown.task.parties if party.agency and party.agency.name == shown.who]
    named = fill('<span lang="zh">{}</span>', shown.who)
    if bodies:
        named = fill('<a href="{}">{}</a>', url.agency(bodies[0].iri), named)
    return fill("{}<small>{}</small>", named, say("tasks.found", count=count))


def _calendar(found: Sequence[TaskRow], wanted: Filter, say: Messages) -> None:
    shown = _month(wanted)
    year = list_due_days(found, date(shown.year, 1, 1), date(shown.year, 12, 31))
    counts = [calendar.count_tasks(due for due in year if due.day.month == month) for month in range(1, 13)]
    show("{}", calendar.year(counts, shown, _here, say))
    here = [due for due in year if due.day.month == shown.month]
    if not here:
        near = _near(found, shown)
        links = Markup(" · ").join(
            fill('<a href="{}">{}</a>', _here(month=f"{day:%Y-%m}"), listing.month(day.isoformat(), say))
            for day in near
        )
        told = fill("{} {}", say("tasks.month_near"), links) if links else Markup("")
        show('<p class="zm-notice">{} {}</p>', say("tasks.month_none"), told)
    show("{}", calendar.days(here, shown, wanted.day, _here, say))


def _month(wanted: Filter) -> date:
    """Return the first day of the shown month: the address's, or the span's, or today's."""
    asked = state.read("month")
    try:
        shown = date.fromisoformat(f"{asked}-01")
    except ValueError:
        shown = wanted.since or wanted.day
    return min(max(shown, controls.FIRST_DAY), controls.LAST_DAY).replace(day=1)


def _near(found: Sequence[TaskRow], shown: date) -> list[date]:
    """Return the last day before a month on which something is due, and the first one after it."""
    span = timedelta(days=366 * FARTHEST)
    days = [due.day for due in list_due_days(found, shown - span, shown + span)]
    before, after = [day for day in days if day < shown], [day for day in days if day > shown]
    return [*before[-1:], *after[:1]]


def _undated(book: Book, wanted: Filter, say: Messages) -> None:
    """Show what a span leaves out because it has no date."""
    if not (wanted.since or wanted.until) or (wanted.standings and "undated" not in wanted.standings):
        return
    rest = replace(wanted, since=None, until=None, standings=())
    count = sum(not any(limit.dated for limit in task.limits) for task in find_tasks(book, rest))
    if count:
        link = _here(since="", until="", month="", view="", standing="undated")
        told = say("tasks.undated_besides", count=count)
        show('<p class="zm-quiet">{} <a class="zm-go" href="{}">{}</a></p>', told, link, say("tasks.undated_show"))
