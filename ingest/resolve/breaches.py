"""Find the provisions that a sanction names as breached, and the duties of the text that it guards.

违反本条例第十条的，依照《岚州市渡口管理办法》第三条处罚。 → own art_10; that of the other text only lends its penalty
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.model import Duty, Provision, Sanction, Span
from ingest.rules import table
from ingest.segment.tree import Tree

_TITLE = re.compile(r"《[^《》\n]{1,120}》")


def resolve_breaches(sanctions: Sequence[Sanction], provisions: Sequence[Provision], text: str) -> list[Sanction]:
    """Return the sanctions with the provisions that they name as breached, each once. provisions: all that the text names, in
    printed order. Spans are in `text`."""
    starts = [provision.span.start for provision in provisions]
    done = []
    for sanction in sanctions:
        found: dict[tuple[str, str, int | None], Provision] = {}
        for zone in _joined(sanction.zones, text):
            low, high = bisect_left(starts, zone.start), bisect_left(starts, zone.end)
            for breach in _breached(_without_titles(zone.slice(text)), zone.start, provisions[low:high]):
                title = (breach.law.title or str(breach.law.number)) if breach.law else ""
                found.setdefault((title, breach.name, breach.own), breach)
        done.append(replace(sanction, breaches=tuple(found.values())))
    return done


def _joined(zones: Sequence[Span], text: str) -> list[Span]:
    """Return the clauses, with those together that contain one enumeration: 违反第三条，第五条第二款规定，擅自夜航的."""
    found: list[Span] = []
    for zone in zones:
        if (
            found
            and 0 <= zone.start - found[-1].end <= 1
            and found[-1].slice(text).endswith(("条", "款", "项"))
            and zone.slice(text).startswith(("第", "本", "《"))
        ):
            found[-1] = Span(found[-1].start, zone.end)
        else:
            found.append(zone)
    return found


def _without_titles(words: str) -> str:
    """Return words of the same length, with □ for each character of a title: 《船员违法行为处罚实施办法》 names no breach."""
    return _TITLE.sub(lambda title: "□" * len(title[0]), words)


def _breached(words: str, at: int, provisions: Sequence[Provision]) -> Iterator[Provision]:
    """Find the provisions that a clause names as breached. words: of the clause, without its titles; at: its offset."""
    end, counts = -1, False
    for provision in provisions:
        start, behind = provision.span.start - at, provision.span.end - at
        if behind != end and not (end >= 0 and _goes_on(words[end:start])):
            counts = _counts(words[:start], words[behind:])
        end = behind
        if counts:
            yield provision


def _goes_on(between: str) -> bool:
    """Test whether two provisions are members of one enumeration, by the words between them. What lends its penalty is none."""
    rules = table("sanctions")
    if rules["lends"].find(between):
        return False
    joined = rules["breach-joint"].whole(between.strip("（）() "))
    return joined is not None and (not joined["law"] or rules["names-law"].find(joined["law"]) is not None)


def _counts(before: str, behind: str) -> bool:
    """Test whether the provision between these words of a clause is named as breached, and does not only supply the penalty."""
    rules = table("sanctions")
    if rules["excepted"].start(behind):
        return False
    if rules["breached-behind"].start(behind) and not rules["lends"].find(before):
        return True
    last = None
    for match in rules["breached"].each(before):
        last = match
    return last is not None and not rules["lends"].pattern.search(before, last.end())


def guarded(sanctions: Sequence[Sanction], duties: Sequence[Duty], tree: Tree, text: str) -> list[Sanction]:
    """Add to each sanction the duties in its own breached provisions; to one whose act is 违反规定 alone, those of its own
    article. Duties must be numbered and in printed order. Spans are in `text`."""
    by_clause: dict[tuple[int, str], list[Duty]] = {}
    for duty in duties:
        if leaf := tree.leaf(duty.sentence.start):
            by_clause.setdefault((leaf.part, leaf.clause.eid), []).append(duty)
    keys = sorted(by_clause)
    done = []
    for sanction in sanctions:
        identifiers = dict.fromkeys(
            duty.identifier
            for breach in sanction.breaches
            if breach.own is not None and not _narrowed(breach, sanction)
            for key in _below(breach.own, breach, keys)
            for duty in by_clause[key]
            if not sanction.sentence.contains(duty.sentence)
        )
        if not sanction.breaches and table("sanctions")["act-of-article"].start(sanction.act.slice(text)):
            identifiers = dict.fromkeys(duty.identifier for duty in _before(sanction, by_clause, keys, tree))
        done.append(replace(sanction, guards=tuple(identifiers)))
    return done


def _before(
    sanction: Sanction,
    by_clause: Mapping[tuple[int, str], Sequence[Duty]],
    keys: Sequence[tuple[int, str]],
    tree: Tree,
) -> Iterator[Duty]:
    """Return the duties of a sanction's own article that precede it: a city's regulation often prints 违反规定的，处… there."""
    leaf = tree.leaf(sanction.sentence.start)
    if leaf is None or not leaf.clause.eid.startswith("art_"):
        return
    article = leaf.clause.eid.partition("__")[0]
    for key in keys[bisect_left(keys, (leaf.part, article)) :]:
        if key[0] != leaf.part or not key[1].startswith(article):
            return
        if key[1].partition("__")[0] == article:
            yield from (duty for duty in by_clause[key] if duty.sentence.end <= sanction.sentence.start)


def _narrowed(breach: Provision, sanction: Sanction) -> bool:
    """Test whether a provision that the line before a list names is named more exactly in the point: 违反第十条规定的，处罚如下：
    （一）违反第一项的，…"""
    return breach.span.start < sanction.sentence.start and any(
        other.own == breach.own
        and other.span.start >= sanction.sentence.start
        and other.eid.startswith(f"{breach.eid}__")
        for other in sanction.breaches
    )


def _below(part: int, breach: Provision, keys: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Return the clauses of a provision: with 第一款 an article's own text and its points, with 第三条 all that is below the article."""
    first = breach.name.endswith("__para_1")
    index = bisect_left(keys, (part, breach.eid))
    while index < len(keys) and keys[index][0] == part and keys[index][1].startswith(breach.eid):
        rest = keys[index][1][len(breach.eid) :]
        if not rest or (rest.startswith("__") and not (first and rest.startswith("__para_"))):
            yield keys[index]
        index += 1
