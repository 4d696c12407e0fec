"""Read from when, until when, in which part and where an act treats a document, by the words around its title.

《旧办法》第六章自2024年8月1日起废止。 → day 2024-08-01, part 第六章
"""

import re
from datetime import date

from ingest.extract.dates import day
from ingest.model import Effect, RelationKind
from ingest.rules import table
from ontology.acts import act_words
from ontology.enumerations import EventKind

_REPEALS, _STOPS = table("effects")["repeals"], table("effects")["stops"]
_REPLACES = act_words("takes-the-place")
_BY_RULE = {
    "suspends-after": EventKind.SUSPENDED,
    "suspends-before": EventKind.SUSPENDED,
    "resumes-after": EventKind.RESUMED,
    "resumes-before": EventKind.RESUMED,
}
_TOLD = ("told-before", "told-after")
_KEEPS = (RelationKind.CONFIRMS_VALID, RelationKind.EXTENDS_VALIDITY)


def read_effect(kind: RelationKind, rule: str, before: str, after: str, heading: str = "") -> Effect | None:
    """Return the effect that the words around a title add to the kind of the relation; None where they add none. Where the
    text itself does nothing to the document, it is the end that the sentence reports (《甲办法》已于2022年废止).

    rule: the rule that decided the kind. before, after: the words of the sentence up to the title and behind its bracket.
    heading: the heading of the clean-up list that contains the title. Takes linear time.
    """
    if not kind.is_act:
        told = rule in _TOLD and table("effects")["told-end"].find(_words_between(before, after))
        return Effect(EventKind.REPEALED, _day(before, after, heading)) if told else None
    rules = table("effects")
    awaits = rules["awaits"].find(after)
    part = rules["provisions"].start(_without_lead(after)) if kind is RelationKind.AMENDS else None
    area = rules["area-before"].find(before) or rules["area-after"].find(after)
    found = Effect(
        _happens(kind, rule, before, after, ended=part is not None and rule == "part-of"),
        None if awaits or (kind in _KEEPS and rule not in _BY_RULE) else _day(before, after, heading),
        rules["day-of-signing"].find(after) is not None,
        _last(kind, rule, after),
        awaits[1] if awaits and kind.is_end else "",
        part[0] if part else "",
        area[1] if area else "",
    )
    return found if found != Effect() else None


_LEAD = table("effects")["kind-behind"]


def _without_lead(after: str) -> str:
    lead = _LEAD.start(after)
    return after[lead.end() :] if lead else after


def _happens(kind: RelationKind, rule: str, before: str, after: str, ended: bool) -> EventKind | None:
    """Return what happens to the document or its part, where the relation's kind leaves it open; the verb is one of those around it."""
    if rule in _BY_RULE:
        return _BY_RULE[rule]
    if ended:
        return EventKind.PART_ENDED
    said = _words_between(before, after)
    if kind is not RelationKind.REPEALS or _REPEALS.find(said):
        return None
    if _STOPS.find(said):
        return EventKind.STOPPED
    return EventKind.SUPERSEDED if _REPLACES.find(said) else None


def _words_between(before: str, after: str) -> str:
    """Return the words between the title and its neighbours, of which one is the verb."""
    return re.split("[》，]", before)[-1] + after.partition("《")[0]


def _day(before: str, after: str, heading: str) -> date | None:
    """Return the first day of the effect: printed behind the title with its verb, else before it, else above the list."""
    rules = table("effects")
    found = rules["day-after"].find(after) or rules["day-before"].find(before) or rules["day-of-list"].find(heading)
    return day(found[1]) if found else None


def _last(kind: RelationKind, rule: str, after: str) -> date | None:
    if kind not in _KEEPS and _BY_RULE.get(rule) is not EventKind.SUSPENDED:
        return None
    found = table("effects")["until"].find(after)
    return day(found[1]) if found else None
