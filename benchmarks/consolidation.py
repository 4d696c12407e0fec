"""Check that the instructions of amending acts give the text that is in force: `python -m benchmarks.consolidation STORE`

STORE: acts that amend (修正案, 修改…的决定) and the laws that they amend, as these read now. Prints the share of statements that are
read as instructions, the share that can be applied, and the share whose result is the present text of its provision, where no
later act touched it.

The text before an act is seldom in a store. Where it is, the act is applied to it. Elsewhere the act is applied to articles that
have no words: `consolidate` then returns which number each of them has afterwards, and the words that an instruction sets are compared
with the present text of that place. What is only deleted cannot be seen so and is counted apart.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.records.card import day_of_text, read_card
from graph.records.consolidation import ArticleText, consolidate, locate, order
from graph.records.identity import Identity, build_identity
from graph.records.instructions import read_instructions
from graph.records.operations import Instruction, Operation, UnreadInstruction
from graph.records.provisions import editions_of
from graph.records.text_on_day import act_paragraphs, provisions
from graph.store.store import Store
from graph.store.view import View
from ontology.numbers import chinese
from ontology.titles import title_identity

_AMENDS = re.compile("修正案|修改.*(?:决定|通知)|(?:决定|通知).*修改")
_AMENDED = re.compile("[《〈]([^《》〈〉]{2,80})[》〉]|(?:中华人民共和国)?(刑法|宪法)修正案")
_PLAIN = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|[\s，。；：、“”‘’（）()《》〈〉,.:;]")


@dataclass(frozen=True, slots=True)
class Act:
    """An amending act: its day, its statements, and the law that it names in its title."""

    title: str
    day: date
    law: str
    read: tuple[Instruction, ...]
    unread: tuple[UnreadInstruction, ...]


def acts(view: View, who: Identity) -> Iterator[Act]:
    """Yield the amending acts of a store, in order of their days."""
    found = []
    for iri, row in sorted(who.published.items()):
        if _AMENDS.search(row.title or "") and (card := read_card(view, iri, who=who, text_only=True)) is not None:
            read, unread = read_instructions(act_paragraphs(card))
            day = day_of_text(card) or date.min
            named = _AMENDED.search(row.title)
            found.append(Act(row.title, day, (named[1] or named[2]) if named else "", read, unread))
    yield from sorted(found, key=lambda act: (act.day, act.title))


def present_text(view: View, who: Identity, law: str) -> tuple[date | None, list[ArticleText]] | None:
    """Return the day and the articles of the newest text of a law by its title; None where the store has none."""
    named = [iri for iri in who.named_exactly(law) if iri in who.published]
    editions = [edition for iri in named for edition in editions_of(who, iri)] or named
    card = read_card(view, editions[-1], who=who, text_only=True) if editions else None
    if card is None:
        return None
    return day_of_text(card), list(provisions(card))


def compared(steps: Sequence[Instruction], present: Sequence[ArticleText]) -> Iterator[tuple[Instruction, str, str]]:
    """Yield each instruction with the article's number after the act, and what came of it: `equal`, `differs`, `absent`, `unseen`, or the
    reason why it cannot be applied."""
    numbers = [order(one.marker)[0] for one in present]
    numbers += [order(marker)[0] for step in steps for marker in (step.place.article, step.to)]
    extra = sum(step.operation is Operation.DELETE for step in steps)
    blank = [ArticleText("引言", ("引言",))]
    blank += [ArticleText(m, (m,)) for n in range(1, max(numbers, default=0) + extra + 1) if (m := f"第{chinese(n)}条")]
    made = {step.place.article for step in steps if step.operation is Operation.INSERT and "之" in step.place.article}
    inserted = {one.marker for one in present if "之" in one.marker} - made
    blank = sorted([*blank, *(ArticleText(m, (m,)) for m in inserted)], key=lambda one: order(one.marker))
    fresh = {s.place.article for s in steps if s.operation is Operation.INSERT and str(s.place) == s.place.article}
    anew = any(step.operation is Operation.REORDER for step in steps)
    if not anew:
        blank = [one for one in blank if one.marker not in fresh]
    whole = [step for step in steps if str(step.place) == step.place.article and not step.pairs]
    result = consolidate(blank, [("act", [step for step in whole if step.operation is not Operation.REPLACE])])
    after = {one.lines[0]: one.marker for one in result.provisions if one.lines}
    now = {one.marker: one.lines for one in present}
    unnumbered = (one for one in present if not one.marker)
    now |= {f"第{chinese(number)}段": one.lines for number, one in enumerate(unnumbered, 1)}
    failed = {id(gap.instruction): gap.reason for gap in result.unapplied}
    for step in steps:
        if step.operation in (Operation.REORDER, Operation.RETITLE):
            continue
        if reason := failed.get(id(step)):
            yield step, step.place.article, reason
            continue
        marker = step.to or step.place.article
        if step.operation is Operation.INSERT and step.text and anew:
            marker = after.get(step.text[0], marker)
        elif not step.to:
            marker = after.get(step.place.article, marker)
        yield step, marker, _verdict(step, now.get(marker))


def _verdict(step: Instruction, lines: tuple[str, ...] | None) -> str:
    if (step.operation is Operation.DELETE and not step.pairs) or (step.to and step.place.paragraph):
        return "unseen"
    if lines is None:
        return "absent"
    place = step.place
    within = locate(lines, place.paragraph, place.item)
    if within is None:
        return "no-paragraph"
    here = lines[within[0] : within[1]] if place.paragraph or place.item else lines
    if step.pairs:
        text = "".join(here)
        done = all((not new or new in text) and (old in new or old not in text) for old, new in step.pairs)
        return "equal" if done else "differs"
    if not step.text:
        return "unseen"
    wanted = "".join(step.text)
    if place.part:
        return "equal" if _PLAIN.sub("", wanted) in _PLAIN.sub("", "".join(here)) else "differs"
    if place.paragraph and not place.item:  # several new paragraphs occur from the named one on
        here = lines[within[0] : within[0] + max(len(step.text), within[1] - within[0])]
    return "equal" if _PLAIN.sub("", wanted) == _PLAIN.sub("", "".join(here)) else "differs"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--list", type=int, default=40, help="how many failures to print (default: 40)")
    asked = parser.parse_args()
    with Store.open(asked.store) as view:
        who = build_identity(view)
        known = list(acts(view, who))
        texts = {}
        for act in known:
            for law in {one.law or act.law for one in act.read}:
                if law not in texts:
                    texts[law] = present_text(view, who, law)
    read = sum(len(act.read) for act in known)
    unread = [(act, one) for act in known for one in act.unread]
    print(
        f"{len(known)} acts; statements read {read}, not understood {len(unread)}: {read / max(1, read + len(unread)):.3f} read"
    )
    verdicts: Counter[str] = Counter()
    failures = []
    for n, act in enumerate(known):
        for law in dict.fromkeys(one.law or act.law for one in act.read):
            steps = [one for one in act.read if (one.law or act.law) == law]
            text = texts[law]
            if text is None:
                verdicts["the law is not in the store"] += len(steps)
                continue
            day, present = text
            later = [other for other in known[n + 1 :] if other.day > act.day]
            touched = {
                one.place.article
                for other in later
                for one in other.read
                if title_identity(one.law or other.law) == title_identity(law)
            }
            unknown = (
                day is not None
                and day > act.day
                and not any(
                    title_identity(one.law or other.law) == title_identity(law)
                    for other in later
                    if other.day == day
                    for one in other.read
                )
            )
            results = list(compared(steps, present))
            told = [verdict for _, _, verdict in results if verdict != "unseen"]
            older = day is not None and day < act.day and 2 * told.count("equal") < len(told)
            for step, marker, verdict in results:
                if marker in touched or step.place.article in touched:
                    verdict = "a later act touched it"
                elif older:
                    verdict = "the text in the store is from before the act"
                elif unknown and verdict in ("differs", "absent", "no-paragraph"):
                    verdict = f"the text is of {day}, by an act that is not in the store"
                verdicts[re.sub(r"of \d{4}-\d\d-\d\d", "of a later day", verdict)] += 1
                if verdict in ("differs", "absent", "no-paragraph", "exists", "no-provision", "unsupported"):
                    failures.append((act.title, law, verdict, marker, step))
    for verdict, count in verdicts.most_common():
        print(f"{count:>6} {verdict}")
    equal = verdicts["equal"]
    bad = sum(verdicts[name] for name in ("differs", "absent", "no-paragraph", "exists", "no-provision", "unsupported"))
    print(
        f"equal to the present text, where no later act touched it: {equal} of {equal + bad}: {equal / max(1, equal + bad):.3f}"
    )
    for title, law, verdict, marker, step in failures[: asked.list]:
        print(f"  {verdict} {marker} of {law}: {step.words[:70]} ({title[:40]}) {''.join(step.text)[:50]}")
    for act, one in unread[: asked.list]:
        print(f"  not understood: {one.words[:100]} ({act.title[:40]})")


if __name__ == "__main__":
    main()
