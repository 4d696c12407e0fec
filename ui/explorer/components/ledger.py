"""Show tasks and duties as lines of a list: when, what, where it is printed, and which body has which role."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from graph.records.excerpts import join_cells, shorten_with
from graph.records.ledger import TaskLine
from graph.records.work import DutyRow, TaskRow, WorkDocument
from graph.records.work_rows import STEP
from ontology.iri import named_by_file
from ui.explorer import url
from ui.explorer.components import times
from ui.explorer.components.markup import fill, join
from ui.explorer.components.particulars import Address, bases, entry, limits, parties, role, sentence, terms
from ui.explorer.components.work import line, modality, quote
from ui.messages import Messages

TEXT = 140
"""The characters after which a task's text is cut; the sentence of its time limit is kept."""


def tasks(
    lines: Iterable[TaskLine],
    own: str,
    say: Messages,
    heading: Callable[[TaskLine], Markup],
    note: Callable[[TaskRow], str] | None = None,
) -> Markup:
    """Return lines under shared headings. own: IRI of the agency whose list this is, empty for none. note: makes the address where it
    is noted how far a task is, None for who may not."""
    return fill(
        '<div class="zm-relations zm-work zm-list-apart zm-ledger">{}</div>',
        join(
            _group(label, "", [_line(one, own, say, note) for one in group])
            for label, group in groupby(lines, key=heading)
        ),
    )


def by_standing(shown: TaskLine, say: Messages) -> Markup:
    """Return the heading of a task: its standing on the chosen day, and the month of what is dated."""
    label = say(f"ledger.{shown.standing}")
    dated = shown.day and shown.standing in ("coming", "past")
    return (
        fill("{}<small>{}</small>", label, month(shown.day.isoformat(), say))
        if dated and shown.day
        else fill("{}", label)
    )


def by_month(shown: TaskLine, say: Messages) -> Markup:
    return fill("{}", month(shown.day.isoformat(), say)) if shown.day else fill("{}", say("ledger.undated"))


def month(day: str, say: Messages) -> str:
    """Return a month in words: `2019-06-30` → 2019年6月."""
    return say("ledger.month", year=day[:4], month=int(day[5:7]))


def duties(found: Iterable[DutyRow], say: Messages) -> Markup:
    """Return duties by modality."""
    groups = groupby(found, key=lambda duty: duty.modality)
    return fill(
        '<div class="zm-relations zm-work zm-list-apart">{}</div>',
        join(
            _group(fill("{}", modality(name, say)), f"zm-kind zm-w-{name}", [_duty(duty, say) for duty in group])
            for name, group in groups
        ),
    )


def _group(label: Markup, look: str, lines: Sequence[Markup]) -> Markup:
    return fill('<div><h3><span class="{}">{}</span></h3><ul>{}</ul></div>', look, label, join(lines))


def _line(shown: TaskLine, own: str, say: Messages, note: Callable[[TaskRow], str] | None) -> Markup:
    """Return one task: when, what, where it is printed, and who has which role."""
    task, limit = shown.task, shown.limit
    to = _address(task.document, task.source)
    when = fill('<span class="zm-quiet">{}</span>', say("ledger.undated_short"))
    if limit:
        # Of a recurring limit in a span: its words, and its first day there.
        words = times.words(limit, say)
        when = fill('<a href="{}" title="{}">{}</a>', to(limit.anchor), limit.printed, words)
        first = shown.day.isoformat() if shown.day and not limit.due else ""
        when += fill('<span class="zm-quiet">{}</span>', first) if first else Markup("")
        when += fill('<span class="zm-quiet">{}</span>', times.describe(limit, say))
    held = [name for party in task.parties if party.agency and party.agency.iri == own for name in (party.role,)]
    mine = [fill("<b>{}</b>", role(name, say)) for name in dict.fromkeys(held)]
    others = [party for party in task.parties if party.agency is None or party.agency.iri != own]
    rest = [other for other in task.limits if limit is None or times.words(other, say) != times.words(limit, say)]
    beside = [
        entry(say("column.state"), _noted(task, say, note), say),
        entry(say("ledger.role"), mine, say),
        parties(others, say),
        limits(rest, to, say),
        bases(task.bases, to, say),
    ]
    said = shorten_with(join_cells(task.text), TEXT, join_cells(limit.quote) if limit else "")
    words_ = quote(said, to(task.anchor)) + _printed_in(task.document, _above(task), to, say)
    return fill('<li><div class="zm-when">{}</div><div>{}</div>{}</li>', when, words_, terms(beside))


def _noted(task: TaskRow, say: Messages, note: Callable[[TaskRow], str] | None) -> list[Markup]:
    """Return how far a task is, who has it and since when, where its office has noted anything; for who may note it, the link."""
    # The link is no part of the list, so that a print, which leaves it out, ends with no comma.
    pen = Markup("")
    if note and task.key:
        pen = fill('<a class="zm-pen" href="{}">✎ {}</a>', note(task), say("tasks.note"))
    noted = task.progress
    if noted is None:
        return [fill("{} {}", say(f"task_state.{task.state}"), pen)] if pen else []
    days = "–".join(str(day or "") for day in (noted.begun, noted.finished)) if noted.begun or noted.finished else ""
    told = (say(f"task_state.{noted.state}"), noted.owner, days, noted.note)
    parts = [fill("<b>{}</b>", told[0]), *(fill("{}", part) for part in told[1:] if part)]
    return [*parts[:-1], fill("{} {}", parts[-1], pen) if pen else parts[-1]]


def _duty(duty: DutyRow, say: Messages) -> Markup:
    to = _address(duty.document, duty.source)
    condition = [fill('<span lang="zh">{}</span>', duty.condition)] if duty.condition else []
    beside = [
        entry(say("work.condition"), condition, say),
        limits(duty.limits, to, say),
        bases(duty.bases, to, say),
    ]
    return line(quote(sentence(duty), to(duty.anchor)) + _printed_in(duty.document, "", to, say), terms(beside))


def _address(document: WorkDocument, source: str) -> Address:
    return lambda anchor: url.document(document.iri, anchor=anchor, source=source)


def _above(task: TaskRow) -> str:
    """Return the headings above the clause, without its own, with which its text begins."""
    above, _, own = task.path.rpartition(STEP)
    return above if own and task.text.startswith(own) else task.path


def _printed_in(document: WorkDocument, path: str, to: Address, say: Messages) -> Markup:
    """Return the document's title and number, and the headings down to the clause."""
    return fill(
        '<p class="zm-from" lang="zh"><a class="zm-other" href="{}">{}</a><span class="zm-list-number">{}</span>{}</p>',
        to(""),
        document.title or named_by_file(document.iri) or say("documents.no_title"),
        document.number,
        fill('<span class="zm-path">{}</span>', path) if path else Markup(""),
    )
