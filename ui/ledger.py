"""An agency's ledger: the tasks that it has a part in by date, seen from a day, and the duties that it bears."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.view import View
from ui.catalogue import DocumentRow, local_name
from ui.work import MODALITIES, ROLES, Duty, Limit, Task, given_to

STANDINGS = ("coming", "recurring", "past", "undated")
"""How a task stands to a day, in the order in which they are shown: what can still be met comes first."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A task of the agency. roles: what the agency is to it."""

    task: Task
    roles: tuple[str, ...]
    document: DocumentRow

    def limit(self, day: str) -> Limit | None:
        """The time limit that counts on `day` (ISO 8601): the next day that is due, else what recurs, else the last one that
        was; else any."""
        dated = sorted((limit for limit in self.task.limits if limit.due), key=lambda limit: limit.due)
        coming = [limit for limit in dated if limit.due >= day]
        recurring = [limit for limit in self.task.limits if limit.recurrence]
        return next(iter([*coming, *recurring, *reversed(dated), *self.task.limits]), None)

    def standing(self, day: str) -> str:
        limit = self.limit(day)
        if limit is None or not (limit.due or limit.recurrence):
            return "undated"
        if limit.recurrence and not limit.due:
            return "recurring"
        return "coming" if limit.due >= day else "past"


@dataclass(frozen=True, slots=True)
class Borne:
    """A duty that the agency bears."""

    duty: Duty
    document: DocumentRow


@dataclass(frozen=True, slots=True)
class Ledger:
    """tasks: by document, newest first; duties: by modality, then so."""

    tasks: tuple[Charge, ...]
    duties: tuple[Borne, ...]

    @property
    def roles(self) -> tuple[tuple[str, int], ...]:
        """How many tasks the agency has in each role that it has."""
        counts = Counter(role for charge in self.tasks for role in charge.roles)
        return tuple((role, counts[role]) for role in ROLES if counts[role])


NOTHING = Ledger((), ())


def ledger(view: View, agency: str, rows: Sequence[DocumentRow]) -> Ledger:
    """The agency's ledger; `rows` are `catalogue.documents(view)`. What two sources print of one document counts once."""
    work = given_to(view, agency)
    ranks = {row.iri: rank for rank, row in enumerate(rows)}
    known = {row.iri: row for row in rows}
    tasks: dict[object, Charge] = {}
    for task in work.tasks:
        held = {party.role for party in task.parties if party.agency and party.agency.iri == agency}
        charge = Charge(task, tuple(role for role in ROLES if role in held), _document(task.document, known))
        tasks.setdefault((task.document, task.text, charge.roles), charge)
    duties: dict[object, Borne] = {}
    for duty in work.duties:
        duties.setdefault((duty.document, duty.sentence, duty.modality), Borne(duty, _document(duty.document, known)))
    last = len(rows)
    return Ledger(
        tuple(sorted(tasks.values(), key=lambda charge: ranks.get(charge.document.iri, last))),
        tuple(
            sorted(
                duties.values(),
                key=lambda borne: (MODALITIES.index(borne.duty.modality), ranks.get(borne.document.iri, last)),
            )
        ),
    )


def by_date(charges: Iterable[Charge], day: str) -> list[Charge]:
    """Seen from `day`: what is due next first, then what recurs, what is past (the latest first), what has no date."""
    found: dict[str, list[Charge]] = {standing: [] for standing in STANDINGS}
    for charge in charges:
        found[charge.standing(day)].append(charge)
    found["coming"].sort(key=lambda charge: _due(charge, day))
    found["recurring"].sort(key=lambda charge: _due(charge, day))
    found["past"].sort(key=lambda charge: _due(charge, day), reverse=True)
    return [charge for standing in STANDINGS for charge in found[standing]]


def _due(charge: Charge, day: str) -> str:
    limit = charge.limit(day)
    return (limit.due or limit.recurrence) if limit else ""


def _document(iri: str, known: Mapping[str, DocumentRow]) -> DocumentRow:
    return known.get(iri) or DocumentRow(iri, "", local_name(iri), None, (), "", "")
