"""Find agencies that have tasks together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.records.work import TaskRow, WorkAgency


@dataclass(frozen=True, slots=True)
class Partner:
    """An agency that has tasks together with another. roles: what the agency is and what the partner is → in how many tasks."""

    agency: WorkAgency
    tasks: int
    roles: tuple[tuple[tuple[str, str], int], ...]


def list_partners(tasks: Iterable[TaskRow], iri: str) -> tuple[Partner, ...]:
    """Return those of an agency's tasks, most tasks first."""
    counts: Counter[WorkAgency] = Counter()
    pairs: dict[WorkAgency, Counter[tuple[str, str]]] = {}
    for task in tasks:
        own = {party.role for party in task.parties if party.agency and party.agency.iri == iri}
        if not own:
            continue
        others = {(party.agency, party.role) for party in task.parties if party.agency and party.agency.iri != iri}
        counts.update({agency for agency, _ in others})
        for agency, role in others:
            pairs.setdefault(agency, Counter()).update((held, role) for held in own)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Partner(agency, count, tuple(sorted(pairs[agency].items(), key=lambda item: (-item[1], item[0]))))
        for agency, count in ranked
    )


def count_shared_tasks(tasks: Iterable[TaskRow], agencies: Sequence[str]) -> dict[tuple[str, str], int]:
    """Pairs of the agencies (IRIs), either way round → the tasks in which both have a part; an agency with itself: its tasks."""
    wanted, counts = set(agencies), Counter[tuple[str, str]]()
    for task in tasks:
        held = {party.agency.iri for party in task.parties if party.agency} & wanted
        counts.update((one, other) for one in held for other in held)
    return dict(counts)
