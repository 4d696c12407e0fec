"""What a text says, as lines that a table of expectations is compared with: every fact, relation, task, time limit, duty and issue."""

from collections.abc import Iterator, Sequence

from ingest.model import Deadline, Document, Duty, Fact, Field, Party, Relation, Task
from tests.ingest.official import published


def list_facts(text: str, name: str = "样本.txt") -> list[str]:
    """Return the facts of a text with one document, a line each, then the codes of its issues.

    facts: `FIELD VALUE` in the order of a card; relations: `KIND NUMBER` or `KIND TITLE`, with what happens when; tasks: `task` with
    NAME=ROLE (behind it ? for a body that is not known) and their time limits; `time VALUE`; `duty MODALITY BEARER`.
    """
    publication = published(text, name)
    (document,) = publication.documents
    return [*lines(document), *(f"issue {issue.code}" for issue in publication.issues)]


def list_facts_below(head: Sequence[str], text: str) -> list[str]:
    """Return the facts of a text that follow those of its head. Fails where the head's facts are others."""
    found = list_facts(text)
    assert found[: len(head)] == list(head)
    return found[len(head) :]


def lines(document: Document) -> Iterator[str]:
    """Yield the facts of a document, a line each."""
    order = {field: position for position, field in enumerate(Field)}
    yield from map(_fact, sorted(document.facts, key=lambda fact: order[fact.field]))
    yield from map(_relation, document.relations)
    limits = {limit.identifier: limit for limit in document.deadlines}
    yield from (_task(task, [limits[name] for name in task.deadlines]) for task in document.tasks)
    yield from (f"time {_limit(limit)}" for limit in document.deadlines)
    yield from map(_duty, document.duties)


def _fact(fact: Fact) -> str:
    return f"{fact.field} {fact.value}" + (f" of {fact.part}" if fact.part else "")


def _relation(relation: Relation) -> str:
    words = [str(relation.kind), str(relation.target.number or relation.target.title)]
    if effect := relation.effect:
        words += [str(effect.kind)] if effect.kind else []
        words += [f"of {effect.part}"] if effect.part else []
        words += [f"on {effect.day}"] if effect.day else []
        words += [f"through {effect.last}"] if effect.last else []
        words += [f"with {effect.awaits}"] if effect.awaits else []
    return " ".join(words)


def _task(task: Task, limits: list[Deadline]) -> str:
    return " ".join(("task", *map(_party, task.parties), *map(_limit, limits)))


def _party(party: Party) -> str:
    return f"{party.official}={party.role}" + ("" if party.known or party.group else "?")


def _limit(limit: Deadline) -> str:
    return f"{limit.value}" + (f" after {limit.event}" if limit.event else "")


def _duty(duty: Duty) -> str:
    return f"duty {duty.modality} {duty.bearer}"
