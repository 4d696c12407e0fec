"""Show a document's tasks, time limits and duties: below its text, and as marks in it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from graph.records.excerpts import join_cells, shorten
from graph.records.work import DutyRow, Limit, TaskRow, Work
from ontology.enumerations import Modality, TimeKind
from ui.explorer import url
from ui.explorer.components import times
from ui.explorer.components.evidence import Mark
from ui.explorer.components.markup import escaped, fill, join, trusted
from ui.explorer.components.particulars import bases, bearer, entry, limits, parties, role, sentence, terms, text
from ui.explorer.components.relations import QUOTE
from ui.messages import Messages

SHOWN = 8
"""How many items of one kind are shown before the rest is folded away."""
SENTENCES = 3
"""The same for the sentences of one time limit."""


def marks(work: Work, say: Messages) -> Iterator[tuple[str, Mark]]:
    """Yield the marks by clause: words of parties, time limits and cues; tasks and sentences as the stretches around them."""
    for task in work.tasks:
        place = task.place
        yield place.clause, Mark(place.start, place.end, task.anchor, stretch=True)
        for party in task.parties:
            told = f"{role(party.role, say)}: {party.agency.name if party.agency else party.name}"
            href = url.agency(party.agency.iri) if party.agency else ""
            yield party.place.clause, Mark(party.place.start, party.place.end, "", told, "zm-party", href)
    for limit in work.limits:
        place = limit.place
        told = f"{kind(limit.kind, say)}: {times.words(limit, say)}"
        yield place.clause, Mark(place.start, place.end, limit.anchor, told, "zm-limit")
    for duty in work.duties:
        place = duty.place
        yield (
            place.clause,
            Mark(place.start, place.end, duty.anchor, "", f"zm-duty zm-duty-{duty.modality}", stretch=True),
        )
        if duty.cue_start >= 0:
            start = place.start + duty.cue_start
            told = ": ".join(filter(None, [modality(duty.modality, say), duty.bearer]))
            yield place.clause, Mark(start, start + len(duty.cue), "", told, f"zm-cue zm-cue-{duty.modality}")


def anchors(work: Work) -> list[str]:
    return [item.anchor for items in (work.tasks, work.limits, work.duties) for item in items]


def kind(name: str, say: Messages) -> str:
    return say.texts.get(f"time.{name}", name)


def modality(name: str, say: Messages) -> str:
    return say.texts.get(f"modality.{name}", name)


def legend(work: Work, say: Messages) -> Markup:
    """Return the items that explain the marks, for the legend of the text."""
    shown = [("zm-party", say("work.party"))] if work.tasks else []
    shown += [("zm-limit", say("work.limit"))] if work.limits else []
    shown += [(f"zm-cue zm-cue-{name}", modality(name, say)) for name in Modality if work.of_modality(name)]
    return join(fill('<li><mark class="{}">{}</mark></li>', look, label) for look, label in shown)


def summary(work: Work, say: Messages) -> Markup:
    """Return how many there are of each, as links; empty where there are none."""
    counts = [
        ("tasks", "party", say("work.tasks"), len(work.tasks)),
        ("limits", "limit", say("work.limits"), len(work.limits)),
    ]
    counts += [(_place(name), name, modality(name, say), len(work.of_modality(name))) for name in Modality]
    lines = [
        fill('<li><a href="#{}"><span class="zm-kind zm-w-{}">{}</span><b>{}</b></a></li>', place, colour, label, count)
        for place, colour, label, count in counts
        if count
    ]
    return fill('<ul class="zm-kinds">{}</ul>', join(lines)) if lines else Markup("")


def sections(work: Work, say: Messages) -> Markup:
    """Return all of them; an empty section says why it is empty."""
    return fill(
        '<div class="zm-relations zm-work" id="work">{}{}{}</div>',
        _section("tasks", say("work.tasks"), len(work.tasks), _tasks(work.tasks, say), say("work.no_tasks")),
        _section("limits", say("work.limits"), len(work.limits), _limits(work.limits, say), say("work.no_limits")),
        _section("duties", say("work.duties"), len(work.duties), _duties(work, say), say("work.no_duties")),
    )


def _section(place: str, title: str, count: int, inside: Markup, none: str) -> Markup:
    return fill(
        '<section id="{}"><h2>{}<small>{}</small></h2>{}</section>',
        place,
        title,
        count or "",
        inside or fill('<p class="zm-quiet">{}</p>', none),
    )


def _place(name: str) -> str:
    return f"duties-{name}"


def _here(anchor: str) -> str:
    return f"#{anchor}"


def folded(lines: Sequence[Markup], shown: int, say: Messages) -> Markup:
    """Return the lines of a list, with the rest of a long one folded."""
    # A last line takes no more room than the link that would replace it.
    cut = shown if len(lines) > shown + 1 else len(lines)
    rest = Markup("")
    if lines[cut:]:
        more = say("overview.more", count=len(lines) - cut)
        rest = fill("<details><summary>{}</summary><ul>{}</ul></details>", more, join(lines[cut:]))
    return fill("<ul>{}</ul>{}", join(lines[:cut]), rest)


def line(words: Markup, beside: Markup) -> Markup:
    return trusted(f"<li><div>{escaped(words)}</div>{escaped(beside)}</li>")


def quote(words: str | Markup, href: str) -> Markup:
    return trusted(f'<blockquote lang="zh"><a href="{escaped(href)}">{escaped(words)}</a></blockquote>')


def _tasks(tasks: Sequence[TaskRow], say: Messages) -> Markup:
    return folded([_task(task, say) for task in tasks], SHOWN, say) if tasks else Markup("")


def _task(task: TaskRow, say: Messages) -> Markup:
    beside = [parties(task.parties, say), limits(task.limits, _here, say), bases(task.bases, _here, say)]
    return line(quote(text(task.text), _here(task.anchor)), terms(beside))


def _limits(found: Iterable[Limit], say: Messages) -> Markup:
    """Return the sentences by kind, and within a kind by day, period or length."""
    ranked = sorted(found, key=lambda limit: (TimeKind.rank(limit.kind), limit.kind))
    return join(
        _heading("", "limit", kind(name, say), folded(list(_values(list(group), say)), SHOWN, say), 0)
        for name, group in groupby(ranked, key=lambda limit: limit.kind)
    )


def _values(found: Sequence[Limit], say: Messages) -> Iterator[Markup]:
    def value(limit: Limit) -> tuple[str, str, str]:
        return str(limit.due or "-"), limit.rule, limit.duration

    for _, group in groupby(sorted(found, key=value), key=value):
        same = list(group)
        said = list(dict.fromkeys(times.describe(limit, say) for limit in same))
        beside = fill(
            '<p class="zm-value">{}</p><p class="zm-quiet">{}</p>', times.words(same[0], say), Markup("<br>").join(said)
        )
        quotes = [trusted(f"<li>{_printed(limit)}</li>") for limit in same]
        yield line(folded(quotes, SENTENCES, say), fill("<div>{}</div>", beside))


def _printed(limit: Limit) -> Markup:
    """Return the sentence or row with the printed words highlighted."""
    before, printed, after = shorten(join_cells(limit.quote), QUOTE, limit.printed).partition(limit.printed)
    return quote(trusted(f"{escaped(before)}<b>{escaped(printed)}</b>{escaped(after)}"), _here(limit.anchor))


def _duties(work: Work, say: Messages) -> Markup:
    # A law has a thousand duties of a few bodies, so that what is said of a body is drawn once.
    bearers = {(duty.bearer, duty.agencies): duty for duty in work.duties}
    named = {held: bearer(duty, say) for held, duty in bearers.items()}
    return join(
        _heading(
            _place(name),
            name,
            modality(name, say),
            folded([_duty(duty, named[duty.bearer, duty.agencies], say) for duty in found], SHOWN, say),
            len(found),
        )
        for name in Modality
        if (found := work.of_modality(name))
    )


def _heading(place: str, colour: str, label: str, inside: Markup, count: int) -> Markup:
    return fill(
        '<div{}><h3><span class="zm-kind zm-w-{}">{}</span><small>{}</small></h3>{}</div>',
        fill(' id="{}"', place) if place else Markup(""),
        colour,
        label,
        count or "",
        inside,
    )


def _duty(duty: DutyRow, held_by: Markup, say: Messages) -> Markup:
    """Return the sentence, and beside it who (`bearer`), under which condition, by when, and on what basis; with anchors of this page."""
    beside = [held_by]
    if duty.condition:
        beside.append(entry(say("work.condition"), [fill('<span lang="zh">{}</span>', duty.condition)], say))
    if duty.limits:
        beside.append(limits(duty.limits, _here, say))
    if duty.bases:
        beside.append(bases(duty.bases, _here, say))
    return line(quote(sentence(duty), _here(duty.anchor)), terms(beside))
