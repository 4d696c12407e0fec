"""Assign the events of a document that name provisions (第三条、第五条停止执行) to the clauses that they mean.

The instructions of an amending act (将第三条修改为) are events of the clauses that they change.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.patterns import pattern
from graph.records.card import ClauseNode, DocumentCard, day_of_text, walk
from graph.records.instructions import read_instructions
from graph.records.operations import Operation
from graph.records.page_provisions import Citing
from graph.records.status_history import Cause, StatusHistory
from ontology.enumerations import EventKind

_PROVISION = pattern("printed-provision").pattern
_STEP = pattern("provision-step").pattern
_TOP = "编章节条"


def clause_events(card: DocumentCard, history: StatusHistory) -> dict[str, tuple[Cause, ...]]:
    """Return the causes that name a clause of the text, by its IRI; in order of their days. A paragraph or item that the text does not
    number belongs to its article. A provision that the text does not have is left out: it is in the document's own history."""
    found: dict[str, list[Cause]] = {}
    numbered = [clause for part in card.parts for clause in walk(part.clauses) if clause.marker]
    for cause in history.causes:
        if cause.event.part:
            for clause in meant(cause.event.part, numbered):
                causes = found.setdefault(clause.iri, [])
                if cause not in causes:
                    causes.append(cause)
    return {iri: tuple(causes) for iri, causes in found.items()}


def amended_clauses(
    card: DocumentCard, history: StatusHistory, citing: Iterable[Citing]
) -> dict[str, tuple[Cause, ...]]:
    """Return the causes by which acts changed single clauses of the text, by its IRI. citing: the places that name provisions of it. An act
    that the text at hand has in it already is left out, and so is a new article, which this text does not have."""
    found: dict[str, list[Cause]] = {}
    base = day_of_text(card)
    acts = {
        c.event.act: c for c in history.causes if c.event.kind is EventKind.AMENDED and (not base or c.event.day > base)
    }
    numbered = [clause for part in card.parts for clause in walk(part.clauses) if clause.marker]
    for document, words in dict.fromkeys((place.document, place.words) for place in citing if place.words):
        if document not in acts:
            continue
        for one in read_instructions([words])[0]:
            inner = str(one.place) != one.place.article
            if one.operation is Operation.INSERT and not inner:
                continue
            cause = replace(acts[document], event=replace(acts[document].event, part=str(one.place)))
            for clause in meant(str(one.place), numbered):
                found.setdefault(clause.iri, []).append(cause)
    return {iri: tuple(dict.fromkeys(causes)) for iri, causes in found.items()}


def meant(part: str, numbered: Sequence[ClauseNode]) -> tuple[ClauseNode, ...]:
    """Return the clauses that printed provisions mean, in their order: 第九条至第十一条 is three, 第五条第二款 the second paragraph of
    第五条. numbered: the clauses of a text that have a marker, in reading order."""
    places = {_plain(clause.marker): n for n, clause in reversed(list(enumerate(numbered)))}
    found: list[ClauseNode] = []
    last, through = -1, False
    for match in _PROVISION.finditer(part):
        if match[2]:
            through = True
            continue
        steps = _STEP.findall(match[1])
        lead = next((f"第{number}{unit}" for number, unit in steps if unit in _TOP), "")
        at = places.get(lead, -1)
        if at >= 0:
            if through and 0 <= last < at:
                level = numbered[at].level
                found += [clause for clause in numbered[last + 1 : at] if clause.level == level]
            found.append(_inner(numbered[at], [step for step in steps if step[1] in "款项目"]))
            last = at
        through = False
    return tuple(dict.fromkeys(found))


def _inner(clause: ClauseNode, steps: Sequence[tuple[str, str]]) -> ClauseNode:
    """Return the child that is numbered so (（二）项); the clause itself where there is none."""
    for number, unit in steps:
        wanted = number if unit == "款" else f"（{number.strip('（）()')}）"
        child = next((child for child in clause.children if _plain(child.marker) == wanted), None)
        if child is None:
            return clause
        clause = child
    return clause


def _plain(marker: str) -> str:
    return re.sub(r"\s+", "", marker).replace("(", "（").replace(")", "）")
