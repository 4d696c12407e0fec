"""The feeds: what ends soon, an agency's time limits, what changed; each as Atom and as a calendar, narrowed by the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

from graph.derive.standing import kept
from graph.export import atom, calendar, changed, endings, ics
from graph.export.happening import Happening, key_of, latest
from graph.records.changed import built_at, list_changed, read_builds
from graph.records.documents import DocumentRow, list_documents, narrow_rows
from graph.records.ending import list_endings
from graph.records.keeping import keep_identity
from graph.records.ledger import list_entries, narrow_entries
from graph.records.recurrence import Recurrence
from graph.records.tasks import read_tasks
from graph.serve.worker import Rendered, WorkerPage
from graph.store import base
from graph.store.view import View
from ontology.enumerations import ChangeKind, PartyRole
from ontology.formats import FeedFormat
from ui.messages import Messages
from ui.served.asked import PageError, Parameters

_LONGEST = 36_500
"""Days of a span."""
_DAYS = {"ending": 90, "ledger": 365, "changed": 30}
"""The span of each feed, where the address names none."""


@dataclass(frozen=True, slots=True)
class _FeedRequest:
    view: View
    parameters: Parameters
    day: date
    days: int
    say: Messages


def render_feed(view: View, page: WorkerPage, name: str, format: FeedFormat, say: Messages) -> Rendered:
    """Return a feed. Raises PageError for unknown parameters and for filters that the store does not know."""
    given, (read, known) = Parameters(page.parameters), FEEDS[name]
    given.only({"days", "lang", *known, *(["remind"] if format is FeedFormat.ICS else [])})
    days = given.number("days", _DAYS[name], _LONGEST)
    asked = _FeedRequest(view, given, date.fromisoformat(page.day), days, say)
    iris = base.iris(view)
    found = [replace(item, link=iris.served(item.link, page.root)) for item in read(asked)]
    title, output = _title(name, given, days, say), BytesIO()
    if format is FeedFormat.ICS:
        calendar.write(output, name, title, found, sorted(set(given.numbers("remind", 365)), reverse=True))
    else:
        address = f"{page.root}{page.path}" + (f"?{urlencode(page.parameters)}" if page.parameters else "")
        updated = latest(found, built_at(read_builds(view)))
        if name != "changed":
            found = sorted((_next(item, asked) for item in found), key=lambda item: (item.day, item.key))
        atom.write(output, atom.Feed(address, page.root, title, say("feed.about"), say.language, updated), found)
    return Rendered(200, f"{format.media}; charset=utf-8", output.getvalue())


def _next(item: Happening, asked: _FeedRequest) -> Happening:
    """Return a happening with its day before its title. Of a recurring one this is its next day, an entry of its own each time."""
    day, key = item.day, item.key
    if item.rule:
        day = Recurrence(item.rule, item.day).first_within(asked.day, None) or day
        key = key_of(item.key, day)
    return replace(item, key=key, day=day, title=f"{day} {item.title}")


def _title(name: str, given: Parameters, days: int, say: Messages) -> str:
    narrowed = [value for key, value in given.given if key in ("agency", "place") and value]
    return "：".join([say(f"feed.{name}", days=days), *narrowed])


def _ending(asked: _FeedRequest) -> Sequence[Happening]:
    found = list_endings(kept(asked.view), _narrowed(asked), asked.day, asked.days)
    return list(endings.happenings(found, asked.say))


def _ledger(asked: _FeedRequest) -> Sequence[Happening]:
    agency, roles = asked.parameters.text("agency"), asked.parameters.all("role")
    if wrong := [role for role in roles if role not in set(PartyRole)]:
        raise PageError(400, f"role={wrong[0]}: not one of {', '.join(PartyRole)}")
    if not agency:
        raise PageError(400, "agency: name the body whose time limits you want")
    who = keep_identity(asked.view)
    meant = who.find_agency(agency)
    known = list_entries(read_tasks(asked.view), agency, roles, meant.exact)
    if not known:
        near = "、".join(who.label(iri) for iri in meant.near)
        raise PageError(404, f"agency={agency}: no task names it" + (f"; near: {near}" if near else ""))
    until = date.fromordinal(min(asked.day.toordinal() + asked.days, date.max.toordinal()))
    happenings = []
    for item in ics.happenings(narrow_entries(known, since=asked.day, until=until), asked.say):
        happenings += [item] if item.rule or asked.day <= item.day <= until else []
    return happenings


def _changed(asked: _FeedRequest) -> Sequence[Happening]:
    kinds = asked.parameters.all("kind")
    if wrong := [kind for kind in kinds if kind not in set(ChangeKind)]:
        raise PageError(400, f"kind={wrong[0]}: not one of {', '.join(ChangeKind)}")
    since = date.fromordinal(max(asked.day.toordinal() - asked.days, 1))
    found = list_changed(
        asked.view,
        read_builds(asked.view),
        _narrowed(asked),
        since=since,
        kinds=[ChangeKind(kind) for kind in kinds],
        every=not (asked.parameters.text("place") or asked.parameters.text("agency")),
    )
    return list(changed.happenings(found, asked.say))


def _narrowed(asked: _FeedRequest) -> tuple[DocumentRow, ...]:
    """Return the documents of the place and the issuer that the address names. Raises PageError where the store has none."""
    place, agency = asked.parameters.text("place"), asked.parameters.text("agency")
    rows = narrow_rows(list_documents(asked.view), place=place, issuer=agency)
    if (place or agency) and not rows:
        raise PageError(
            404, f"{'place' if place else 'agency'}={place or agency}: no document here is of it; use the full name"
        )
    return rows


FEEDS: dict[str, tuple[Callable[[_FeedRequest], Sequence[Happening]], tuple[str, ...]]] = {
    "ending": (_ending, ("place", "agency")),
    "ledger": (_ledger, ("agency", "role")),
    "changed": (_changed, ("place", "agency", "kind")),
}
"""Each feed with the parameters that narrow it, beside `days` and `lang`, and of a calendar `remind`."""
