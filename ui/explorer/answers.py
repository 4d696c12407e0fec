"""Word the remarks beside a status, for the pages and the terminal alike.

This module imports no streamlit, because the command line needs it.
"""

import re
from datetime import date

from graph.derive.status import StatusEvent
from graph.records.excerpts import shorten
from graph.records.status_history import StatusHistory
from graph.records.undated import UndatedAct
from ontology.enumerations import EventKind, Status
from ui.messages import Messages

_QUOTE = 120
"""Characters that are shown of the words of an act without a day."""


def unseen(history: StatusHistory, day: date, say: Messages) -> tuple[str, ...]:
    """Return what a presumption rests on and what was not seen; that an act treats a part alone and nothing else mentions the rest;
    acts without a day, and the end by the rule of the place, which no status rests on. The command line shows the same."""
    standing = history.on(day)
    found = []
    if standing.status is Status.PRESUMED:
        signed = next((event.day for event in standing.reasons if event.kind is EventKind.SIGNED), None)
        told = [say("status.presumed_because", signed=signed.isoformat())] if signed else []
        newest = history.newest
        told.append(say("status.newest", day=newest.isoformat()) if newest else say("status.unread"))
        found.append(" ".join(told))
    if standing.status.stands and standing.reasons and set(standing.reasons) <= set(standing.qualifiers):
        found.append(say("status.rest"))
    found += (undated(act, say) for act in history.undated)
    if history.rule is not None and history.rule.until and standing.status.stands:
        found.append(say("status.place_rule", rule=history.rule.number, day=history.rule.until.isoformat()))
    return tuple(found)


def undated(act: UndatedAct, say: Messages) -> str:
    """Return the remark on an act whose day is unknown."""
    return say("status.undated", act=act.name, event=say(f"status.{act.kind}"), quote=shorten(act.quote, _QUOTE))


def claimed(history: StatusHistory, day: date, say: Messages) -> tuple[tuple[str, bool], ...]:
    """Return what the sources claim of the status beside the text, and whether the computed status is another; no status rests on it."""
    found = []
    for claim in history.claims:
        compared, computed = claim.computed(history.events, day)
        agrees = claim.claim.agrees(computed)
        told = say("status.claimed", words=claim.words) + (
            say("status.claimed_on", day=claim.on.isoformat()) if claim.on else ""
        )
        short = re.split("[：:]", say(f"status.{computed}"))[0]
        verdict = "claim_agrees" if agrees else "claim_differs"
        found.append((told + say(f"status.{verdict}", status=short, day=compared.isoformat()), not agrees))
    return tuple(dict.fromkeys(found))


def limits(event: StatusEvent, say: Messages) -> tuple[str, ...]:
    """Until when, in which part, where, and after what an event has effect."""
    return (
        *((say("status.until", day=event.until.isoformat()),) if event.until else ()),
        *((say("status.part", part=event.part),) if event.part else ()),
        *((say("status.area", area=event.area),) if event.area else ()),
        *((say("status.awaits", what=event.awaits),) if event.awaits else ()),
    )
