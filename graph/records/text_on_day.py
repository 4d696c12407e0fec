"""The text of a document on a day, from the acts in the store that amended it since the text that is at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.derive.standing import events
from graph.records.card import DocumentCard, day_of_text, read_card, walk
from graph.records.comparison import units
from graph.records.consolidation import ArticleText, Consolidated, consolidate, locate, order, paragraphs
from graph.records.identity import Identity
from graph.records.instructions import read_instructions
from graph.records.operations import Instruction, UnreadInstruction
from graph.records.wording import Lacking
from graph.store.view import View
from ontology.enumerations import EventKind, Field
from ontology.numbers import printed_article
from ontology.titles import title_identity

LEAD, PREAMBLE = "引言", "序言"
"""The names of amending acts for the words before the first article, and for those under a heading of this name."""
_AMENDS = (EventKind.AMENDED, EventKind.PART_ENDED)


@dataclass(frozen=True, slots=True)
class AmendingAct:
    """An act that amends the document. applied: how many of its instructions for it were read; unread: the statements that were not
    understood; held: the store contains its text."""

    iri: str
    name: str
    day: date
    held: bool
    read: int = 0
    unread: tuple[UnreadInstruction, ...] = ()


@dataclass(frozen=True, slots=True)
class TextOnDay:
    """A document's text on a day. base: the day of the store's text, None where it is not known; acts: those that amended
    it after that and by the day asked for, in order; text: with what could not be applied.
    turns: every day on which an act in the store amends it, whether or not it has come by then."""

    iri: str
    title: str
    base: date | None
    acts: tuple[AmendingAct, ...]
    text: Consolidated
    turns: tuple[date, ...] = ()


def cut_out(found: TextOnDay, name: str) -> ArticleText | Lacking:
    """Return an article of the text, or one of its paragraphs or points alone. name: `art_63__para_1__point_2`, as
    `ontology.numbers.provision_name` gives it, beginning with the article."""
    article, *inner = name.split("__")
    marker = printed_article(article)
    whole = next((one for one in found.text.provisions if one.marker == marker), None)
    if whole is None:
        return Lacking("art", max((order(one.marker)[0] for one in found.text.provisions), default=0))
    numbers = dict(step.split("_", 1) for step in inner)
    paragraph = f"第{numbers['para']}款" if "para" in numbers else ""
    if (within := locate(whole.lines, paragraph, "")) is None:
        return Lacking("para", len(paragraphs(whole.lines)), article.removeprefix("art_"))
    item = f"第{numbers['point']}项" if "point" in numbers else ""
    if (span := locate(whole.lines, paragraph, item)) is None:
        lines = whole.lines[slice(*within)]
        return Lacking("point", len(lines) - len(paragraphs(lines)), article.removeprefix("art_"))
    return replace(whole, lines=whole.lines[slice(*span)])


def read_text(view: View, who: Identity, iri: str, day: date) -> TextOnDay | None:
    """Return the text of a published document (IRI) on a day; None where the store does not contain a text of it. The base is the text as
    it was published, or as it was revised on the day in its note; only acts after that are applied."""
    card = read_card(view, iri, who=who, text_only=True)
    if card is None:
        return None
    base, revised = day_of_text(card), bool(card.values(Field.VERSION))
    acts: list[AmendingAct] = []
    steps: list[tuple[str, Sequence[Instruction]]] = []
    seen, turns = set[str](), set[date]()
    for event in events(view, card.iri):
        if event.kind not in _AMENDS or event.act in seen or (base and event.day < base):
            continue
        if revised and (event.announced or event.day) == base:
            continue  # the text at hand is that of this act, even if it takes effect later
        turns.add(event.day)
        if event.day > day:
            continue
        seen.add(event.act)
        name = event.number or who.label(event.act)
        act = read_card(view, event.act, who=who, text_only=True)
        if act is None:
            acts.append(AmendingAct(event.act, name, event.day, False))
            continue
        read, unread = read_instructions(act_paragraphs(act))
        mine = tuple(one for one in read if _means(one.law, card))
        gaps = tuple(one for one in unread if _means(one.law, card))
        acts.append(AmendingAct(event.act, name, event.day, True, len(mine), gaps))
        steps.append((name, mine))
    text = consolidate(provisions(card), steps)
    return TextOnDay(card.iri, text.title or card.title, base, tuple(acts), text, tuple(sorted(turns)))


def provisions(card: DocumentCard) -> tuple[ArticleText, ...]:
    """Return the articles of a document as they are printed, with what precedes the first of them (引言); its clauses where it has
    none."""
    found = []
    before = _lead(card)
    at = before.index(PREAMBLE) if PREAMBLE in before else len(before)
    if before[:at]:
        found.append(ArticleText(LEAD, before[:at]))
    if before[at + 1 :]:
        found.append(ArticleText(PREAMBLE, before[at + 1 :]))
    for unit in units(card):
        lines = [line for part in unit.text.split("\n") if (line := part.strip())]
        if lines and unit.marker:
            lines[0] = re.sub(rf"^{re.escape(unit.marker)}\s*", "", lines[0])
        found.append(ArticleText(re.sub(r"\s+", "", unit.marker), tuple(line for line in lines if line)))
    return tuple(found)


def _lead(card: DocumentCard) -> tuple[str, ...]:
    """Return the paragraphs before the first article, without the head."""
    carried = [part for part in card.parts if part.role == "instrument" and part.clauses] or card.parts[:1]
    found: list[str] = []
    for clause in (clause for part in carried for clause in part.clauses):
        if clause.level in ("article", "chapter", "part"):
            return tuple(found)
        if clause.level == "paragraph":
            found += [line for part in clause.text.split("\n") if (line := part.strip())]
    return ()


def _means(law: str, card: DocumentCard) -> bool:
    """Return whether an instruction that names a law, or none, is for this document."""
    titles = {title_identity(title) for title in (card.title, *(part.title for part in card.parts)) if title}
    return not law or title_identity(law) in titles or any(title_identity(law) in title for title in titles)


def act_paragraphs(card: DocumentCard) -> list[str]:
    left_out = {"coverPage", "preface", "conclusions"}
    return [
        clause.text
        for part in card.parts
        for clause in walk(part.clauses)
        if clause.level not in left_out and clause.text.strip()
    ]
