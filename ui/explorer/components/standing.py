"""Show the status of a document on a day: a label, the reasons with their sentences, and the events on a time line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from graph.derive.status import Interval
from graph.records.excerpts import shorten_inside
from graph.records.status_history import ENDED, HOLDS, PRESUMED, Cause, StatusHistory
from ontology.enumerations import EventKind, Status
from ui.explorer import url
from ui.explorer.answers import claimed, limits, unseen
from ui.explorer.components.markup import fill, join
from ui.explorer.components.relations import QUOTE
from ui.messages import Messages

TONES = (
    dict.fromkeys(HOLDS, "holds")
    | dict.fromkeys(ENDED, "ended")
    | {Status.DISPUTED: "open", Status.PRESUMED: "presumed"}
)
"""Status → CSS class: in force, ended, needs a second look, presumed in force; others have none."""


def tone(status: Status) -> str:
    return TONES.get(status, "quiet")


def label(status: Status, say: Messages) -> Markup:
    """Return the status in few words, coloured; a tooltip has it in full."""
    told = say(f"status.{status}")
    return fill('<span class="zm-status zm-s-{}" title="{}">{}</span>', tone(status), told, words(status, say))


def words(status: Status, say: Messages) -> str:
    """Return the status in few words: what precedes the colon of its message."""
    return re.split("[：:]", say(f"status.{status}"))[0]


def panel(history: StatusHistory, day: date, iri: str, source: str, hints: Iterable[Markup], say: Messages) -> Markup:
    """Return the status on the day with its reasons, and the time line. source: the one whose text is on the page, empty for none."""
    standing = history.on(day)
    causes = history.causes_of(standing.reasons)
    if standing.status is Status.UNKNOWN:
        reasons = fill('<p class="zm-quiet">{}</p>', say("standing.unknown" if causes else "standing.nothing"))
    else:
        reasons = fill('<ul class="zm-reasons">{}</ul>', join(_reason(cause, iri, source, say) for cause in causes))
    excepted = history.causes_of(standing.qualifiers)
    return fill(
        '<section class="zm-standing" id="status"><div class="zm-verdict"><p>{}</p><p class="zm-quiet">{}</p>{}{}{}{}{}</div>{}</section>',
        label(standing.status, say),
        say("status.as_of", day=day.isoformat()),
        reasons,
        _except(excepted, iri, source, say),
        join(
            fill('<p class="{}">{}</p>', "zm-hint zm-differs" if differs else "zm-quiet", told)
            for told, differs in claimed(history, day, say)
        ),
        join(fill('<p class="zm-hint">{}</p>', told) for told in unseen(history, day, say)),
        join(hints),
        _line(history, day, iri, source, say),
    )


def _except(causes: Sequence[Cause], iri: str, source: str, say: Messages) -> Markup:
    """Return what does not apply in a part or an area alone."""
    if not causes:
        return Markup("")
    items = join(_reason(cause, iri, source, say) for cause in causes)
    return fill('<p class="zm-quiet">{}</p><ul class="zm-reasons">{}</ul>', say("status.qualified"), items)


def in_place(
    found: Mapping[str, tuple[Cause, ...]], day: date, iri: str, source: str, say: Messages
) -> dict[str, Markup]:
    """Return the events of single clauses, below each of them, by its IRI; those after the day are marked as to come."""
    return {
        clause: fill(
            '<ul class="zm-clause-events" lang="{}">{}</ul>',
            say.language,
            join(
                fill(
                    '<li class="zm-e-{}{}"><span class="zm-day">{}</span> {} {}</li>',
                    cause.event.kind,
                    " zm-coming" if cause.event.day > day else "",
                    cause.event.day.isoformat(),
                    _what(cause, say),
                    _act(cause, iri, source, say),
                )
                for cause in causes
            ),
        )
        for clause, causes in found.items()
    }


def _reason(cause: Cause, iri: str, source: str, say: Messages) -> Markup:
    event = cause.event
    quote = shorten_inside(" ".join(event.quote.split()), QUOTE)
    return fill(
        '<li><span class="zm-day">{}</span> {} {}{}{}</li>',
        event.day.isoformat(),
        _what(cause, say),
        _act(cause, iri, source, say),
        fill(' <span class="zm-quiet" title="{}">{}</span>', cause.clause, clause(cause.clause, say)),
        fill('<blockquote lang="zh"><a href="{}">{}</a></blockquote>', _address(cause, iri, source), quote)
        if quote and (cause.published or cause.act == iri)
        else fill('<blockquote lang="zh">{}</blockquote>', quote)
        if quote
        else Markup(""),
    )


def clause(path: str, say: Messages) -> str:
    """Return the article and paragraph of a clause's path in words; other parts of a path have no printed name."""
    steps = [step.split("_") for step in path.rpartition("/")[2].split("__")]
    known = {"art": "standing.article", "para": "standing.paragraph"}
    return "".join(say(known[name], number=number) for name, *rest in steps if name in known for number in rest[:1])


def _what(cause: Cause, say: Messages) -> Markup:
    event = cause.event
    until = join(fill("<small>{}</small>", told) for told in limits(event, say))
    presumed = fill("<em>{}</em>", say("status.presumed")) if event.origin == PRESUMED else Markup("")
    return fill("<b>{}</b>{}{}", say(f"status.{event.kind}"), until, presumed)


def _act(cause: Cause, iri: str, source: str, say: Messages) -> Markup:
    """Return the document that says so: this one, or a link to the sentence in another."""
    if cause.act == iri:
        said = say("standing.itself")
        return fill('<a href="{}">{}</a>', _address(cause, iri, source), said) if cause.anchor else fill("{}", said)
    if not cause.published:
        return fill('<a href="{}" lang="zh">{}</a>', url.document(cause.act), cause.name)
    return fill('<a href="{}" lang="zh">{}</a>', _address(cause, iri, source), cause.name)


def _address(cause: Cause, iri: str, source: str) -> str:
    """Return the address of the words: on this page, or on that of the act."""
    if cause.act == iri and cause.anchor and cause.source in ("", source):
        return f"#{cause.anchor}"
    return url.document(cause.act, anchor=cause.anchor, source=cause.source)


def _line(history: StatusHistory, day: date, iri: str, source: str, say: Messages) -> Markup:
    """Return the statuses as a band over the years, with the events and the chosen day below it in order."""
    if not history.causes:
        return Markup("")
    events = _events(history.causes)
    later = [index for index, cause in enumerate(events) if cause.event.day > day]
    at = later[0] if later else len(events)
    items = [_event(cause, iri, source, say, cause.event.day > day) for cause in events]
    items.insert(
        at, fill('<li class="zm-today"><span class="zm-day">{}</span><b>{}</b></li>', day, say("standing.day"))
    )
    return fill(
        '<div class="zm-timeline"><h2>{}</h2>{}<ol>{}</ol></div>',
        say("standing.timeline"),
        _band(history.intervals, events, day, say),
        join(items),
    )


def _events(causes: Sequence[Cause]) -> list[Cause]:
    """Return the events; two sources that print the same one give one entry."""
    found: dict[tuple[date, EventKind, str, date | None], Cause] = {}
    for cause in causes:
        event = cause.event
        found.setdefault((event.day, event.kind, event.act, event.until), cause)
    return list(found.values())


def _event(cause: Cause, iri: str, source: str, say: Messages, coming: bool) -> Markup:
    return fill(
        '<li class="zm-e-{}{}"><span class="zm-day">{}</span><span>{} {}</span></li>',
        cause.event.kind,
        " zm-coming" if coming else "",
        cause.event.day.isoformat(),
        _what(cause, say),
        _act(cause, iri, source, say),
    )


def _band(intervals: Sequence[Interval], events: Sequence[Cause], day: date, say: Messages) -> Markup:
    """Return a strip from a year before the first event or the chosen day to a year after the last."""
    days = sorted({day, *(cause.event.day for cause in events)})
    first, last = days[0].toordinal() - 183, days[-1].toordinal() + 183
    length = last - first

    def share(ordinal: int) -> str:
        return f"{100 * (min(max(ordinal, first), last) - first) / length:.2f}"

    pieces = []
    for interval in intervals:
        start = interval.first.toordinal() if interval.first else first
        end = interval.last.toordinal() + 1 if interval.last else last
        if end > first and start < last:
            width = float(share(end)) - float(share(start))
            told = say(f"status.{interval.status}")
            style = f"left:{share(start)}%;width:{width:.2f}%"
            pieces.append(fill('<i class="zm-s-{}" style="{}" title="{}"></i>', tone(interval.status), style, told))
    dots = [fill('<u style="left:{}%"></u>', share(on.toordinal())) for on in days if on != day]
    mark = fill('<s style="left:{}%" title="{}"></s>', share(day.toordinal()), say("status.as_of", day=day.isoformat()))
    years = fill("<p><span>{}</span><span>{}</span></p>", days[0].year, days[-1].year)
    return fill('<div class="zm-band"><div>{}{}{}</div>{}</div>', join(pieces), join(dots), mark, years)
