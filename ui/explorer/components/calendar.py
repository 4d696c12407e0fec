"""Show what is due when: the months of a year, and the days of one of them."""

import calendar
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from graph.records.due import Due
from ui.explorer import url
from ui.explorer.components import times
from ui.explorer.components.ledger import month as named
from ui.explorer.components.markup import fill, join
from ui.explorer.components.particulars import role, text
from ui.messages import Messages

SHOWN = 3
"""How many tasks a day shows; the rest is behind a link."""
_TEXT = 26
_OFTEN = 20
"""A task that is due on so many days of a month is shown above the month, not on each of them."""

To = Callable[..., str]
"""The address of the same page with other parameters."""


def count_tasks(dues: Iterable[Due]) -> int:
    """Return how many tasks are due, each once, as the list of the same span counts them: one that recurs has several days."""
    return len({id(due.task) for due in dues})


def year(counts: Sequence[int], shown: date, to: To, say: Messages) -> Markup:
    """Return the twelve months of the year of `shown`, each with a count of what is due, and links to the years beside it."""
    most = max(counts, default=0) or 1
    months = join(
        fill(
            '<li><a href="{}" class="{}" title="{}"><i style="height:{}%"></i><b>{}</b><span>{}</span></a></li>',
            to(month=f"{shown.year}-{number:02}"),
            " ".join(["zm-now"] * (number == shown.month) + ["zm-none"] * (not count)),
            say("tasks.due_count", count=count),
            f"{100 * count / most:.0f}",
            count or "",
            say(f"tasks.month_{number}"),
        )
        for number, count in enumerate(counts, 1)
    )
    return fill(
        '<nav class="zm-year"><p><a href="{}" aria-label="{}">←</a><b>{}</b><a href="{}" aria-label="{}">→</a></p><ol>{}</ol></nav>',
        to(month=f"{shown.year - 1}-12"),
        say("tasks.year_before"),
        say("tasks.year", year=str(shown.year)),
        to(month=f"{shown.year + 1}-01"),
        say("tasks.year_after"),
        months,
    )


def days(dues: Sequence[Due], shown: date, today: date, to: To, say: Messages) -> Markup:
    """Return the month of `shown` as a grid of weeks from Monday on; on a phone as a list of days. dues: those of the month."""
    counts: dict[int, int] = {}
    for due in dues:
        counts[id(due.task)] = counts.get(id(due.task), 0) + 1
    often = list({id(due.task): due for due in dues if counts[id(due.task)] >= _OFTEN}.values())
    by_day = {day: list(group) for day, group in groupby(dues, key=lambda due: due.day)}
    weeks = calendar.Calendar().monthdatescalendar(shown.year, shown.month)
    cells = join(
        _day(day, [due for due in by_day.get(day, ()) if counts[id(due.task)] < _OFTEN], shown, today, to, say)
        for week in weeks
        for day in week
    )
    heads = join(fill("<li>{}</li>", say(f"tasks.weekday_{number}")) for number in range(1, 8))
    above = Markup("")
    if often:
        above = fill(
            '<div class="zm-often"><b>{}</b><ul>{}</ul></div>',
            say("tasks.often"),
            join(_item(due, say) for due in often),
        )
    return fill(
        '<section class="zm-month"><h2 class="zm-h2">{}<small>{}</small></h2>{}'
        '<ol class="zm-weekdays">{}</ol><ol class="zm-days">{}</ol></section>',
        named(shown.isoformat(), say),
        say("tasks.due_count", count=count_tasks(dues)),
        above,
        heads,
        cells,
    )


def _day(day: date, dues: Sequence[Due], shown: date, today: date, to: To, say: Messages) -> Markup:
    if day.month != shown.month:
        return Markup('<li class="zm-outside" aria-hidden="true"></li>')
    # A last item takes no more room than the link that would replace it.
    cut = SHOWN if len(dues) > SHOWN + 1 else len(dues)
    iso = day.isoformat()
    more = Markup("")
    if dues[cut:]:
        listed = to(view="", month="", since=iso, until=iso)
        more = fill('<p><a href="{}">{}</a></p>', listed, say("tasks.more", count=len(dues) - cut))
    looks = ["zm-today"] * (day == today) + ["zm-free"] * (not dues) + ["zm-rest"] * (day.weekday() > 4)
    return fill(
        '<li class="{}"><time datetime="{}"><b>{}</b><span>{}</span></time>{}{}</li>',
        " ".join(looks),
        iso,
        day.day,
        say(f"tasks.weekday_{day.isoweekday()}"),
        fill("<ul>{}</ul>", join(_item(due, say) for due in dues[:cut])) if dues else Markup(""),
        more,
    )


def _item(due: Due, say: Messages) -> Markup:
    """Return the first body that has the task and the task's beginning; a tooltip has the rest."""
    task = due.task
    first = next(iter(sorted(task.parties, key=lambda party: party.role == "support")), None)
    who = first.name if first else ""
    told = [f"{role(party.role, say)}: {party.full}" for party in task.parties]
    return fill(
        '<li><a href="{}" title="{}" lang="zh"><b>{}</b> {}</a></li>',
        url.document(task.document.iri, anchor=task.anchor, source=task.source),
        "\n".join([f"{due.limit.printed} → {times.words(due.limit, say)}", *told, text(task.text), task.document.name]),
        who,
        text(task.text, _TEXT),
    )
