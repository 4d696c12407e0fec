"""Compute which tasks are due, overdue or open on a day, and on which days of a span something is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from graph.records.work import Limit, TaskRow

STANDINGS = ("coming", "recurring", "past", "undated")
"""The state of a task on a day, in the order in which they are shown: what can still be met comes first."""


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is due."""

    day: date
    task: TaskRow
    limit: Limit


class HasLimits(Protocol):
    """A task, or an agency's part in one: a frozen dataclass with time limits."""

    @property
    def limits(self) -> tuple[Limit, ...]: ...


L = TypeVar("L", bound=HasLimits)


def keep_within(item: L, since: date | None, until: date | None) -> L | None:
    """Return the task or entry with those of its limits that have a day in the span (both ends in it); None if there are none.

    What has no date is in no span. Without any end it stays as it is.
    """
    if since is None and until is None:
        return item
    kept = tuple(limit for limit in item.limits if limit.first_within(since, until))
    return cast("L", replace(cast("Any", item), limits=kept)) if kept else None


def choose_limit(limits: Sequence[Limit], day: date) -> Limit | None:
    """Return the time limit that counts on `day`: the next one that is due, else what recurs, else the last one that was; else any."""
    dated = sorted((limit for limit in limits if limit.due), key=lambda limit: limit.due or day)
    coming = [limit for limit in dated if limit.due and limit.due >= day]
    recurring = [limit for limit in limits if limit.rule]
    return next(iter([*coming, *recurring, *reversed(dated), *limits]), None)


def rate(limits: Sequence[Limit], day: date) -> str:
    """Return one of STANDINGS."""
    limit = choose_limit(limits, day)
    if limit is None or not (limit.due or limit.rule):
        return "undated"
    if limit.due is None:
        return "recurring"
    return "coming" if limit.due >= day else "past"


def by_date(items: Iterable[L], day: date) -> list[L]:
    """Seen from `day`: what is due next first, then what recurs, what is past (the latest first), what has no date."""
    groups: dict[str, list[L]] = {name: [] for name in STANDINGS}
    for item in items:
        groups[rate(item.limits, day)].append(item)

    def due(item: L) -> date:
        limit = choose_limit(item.limits, day)
        return limit.due if limit and limit.due else date.min

    groups["coming"].sort(key=due)
    groups["recurring"].sort(key=lambda item: next((limit.rule for limit in item.limits if limit.rule), ""))
    groups["past"].sort(key=due, reverse=True)
    return [item for name in STANDINGS for item in groups[name]]


def list_due_days(tasks: Iterable[TaskRow], since: date, until: date) -> list[Due]:
    """Return what is due on which day of a span, both ends in it; a recurring limit on each of its days. A task once a day."""
    found = {
        (day, number): Due(day, task, limit)
        for number, task in enumerate(tasks)
        for limit in reversed(task.limits)
        for day in limit.days(since, until)
    }
    return [due for _, due in sorted(found.items())]
