"""The dated limits of a ledger as a calendar and as happenings. The same entries give the same bytes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import BinaryIO

from graph.export import calendar
from graph.export.happening import Happening, key_of, midnight
from graph.records.excerpts import fit
from graph.records.ledger import Entry
from graph.records.recurrence import Recurrence
from graph.records.work import Limit, TaskRow

Say = Callable[..., str]
"""Returns a message by key, with values for its placeholders: `say("role.lead")`, `say("ledger.line", label=…, value=…)`."""
_SHORT = 40


Span = tuple[date | None, date | None]
"""The first and the last day; None leaves an end open."""


def write(output: BinaryIO, entries: Sequence[Entry], say: Say, span: Span = (None, None)) -> int:
    """Write one all-day event for each entry and day, or period, that its limits have; return how many. Raises OSError.

    span: what recurs is written with its days in it alone."""
    return calendar.write(output, "ledger", say("ledger.title"), happenings(entries, say, span))


def happenings(entries: Iterable[Entry], say: Say, span: Span = (None, None)) -> Iterator[Happening]:
    """Yield one happening for each entry and day, or period, that its limits have. A length of time without a known last day is
    left out."""
    for entry in entries:
        # A clause may print one day twice (in its text and as 完成时限): we write one event.
        events: dict[tuple[date, str], list[Limit]] = {}
        for limit in entry.limits:
            if limit.due is not None:
                events.setdefault((limit.due, ""), []).append(limit)
            elif limit.recurrence is not None and (recurs := limit.recurrence.within(*span)) is not None:
                events.setdefault((recurs.start, _rule(recurs)), []).append(limit)
        for (start, rule), limits in events.items():
            yield _happening(entry, start, rule, limits, say)


def _happening(entry: Entry, start: date, rule: str, limits: Sequence[Limit], say: Say) -> Happening:
    roles = [say(f"role.{role}") for role in entry.roles]
    task = entry.task
    return Happening(
        # The key of a limit and agency is the same in every file and after every build, so that a calendar replaces the event. It is made
        # of words, because offsets change when the source is read anew.
        key_of(task.document.iri, task.key or task.iri, entry.agency, limits[0].printed, _nth(task, limits[0])),
        # It was made on the document's day, because a clock would change the bytes.
        midnight(entry.document.signed or start),
        start,
        say("ledger.summary", role="、".join(roles), text=fit(entry.text, _SHORT), agency=named(entry, say)),
        "\n".join(_lines(entry, roles, limits, say)),
        rule,
        tuple(roles),
        entry.document.iri,
    )


def _nth(task: TaskRow, limit: Limit) -> int:
    """Return how many other days or periods the task has before this limit in the same words."""
    alike = (other for other in task.limits if other.printed == limit.printed)
    before = takewhile(lambda other: other.iri != limit.iri, alike)
    return len({other.value for other in before} - {limit.value})


def named(entry: Entry, say: Say) -> str:
    """Return the agency's name, marked where the name is not resolved."""
    return entry.agency if entry.known else say("ledger.open", name=entry.agency)


def _rule(recurs: Recurrence) -> str:
    return f"{recurs.rule};UNTIL={recurs.until:%Y%m%d}" if recurs.until else recurs.rule


def _lines(entry: Entry, roles: Sequence[str], limits: Sequence[Limit], say: Say) -> list[str]:
    document, task = entry.document, entry.task
    said = [
        ("agency", named(entry, say)),
        ("role", "、".join(roles)),
        ("limits", "\n".join(dict.fromkeys(limit.printed for limit in limits))),
        ("quote", "\n".join(dict.fromkeys(limit.quote for limit in limits))),
        (
            "document",
            " ".join(part for part in (document.number, f"《{document.title}》" if document.title else "") if part),
        ),
        ("place", task.path),
        ("bases", "\n".join(dict.fromkeys(basis.name for basis in task.bases if basis.name))),
        ("text", entry.text),
    ]
    return [say("ledger.line", label=say(f"column.{name}"), value=value) for name, value in said if value]
