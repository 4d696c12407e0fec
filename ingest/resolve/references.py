"""Resolve references to relations, one for each target: expand aliases, leave out the document itself and mere forms."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ingest.lexicon.laws import law_names
from ingest.model import DocumentReference, Relation, RelationKind, Span
from ingest.resolve.editions import earlier_edition, is_of_same_name, is_told_by_number, reissued
from ingest.resolve.precedence import fuller, says_more
from ingest.rules import table
from ontology.titles import STATE_NAME, folded, title_identity

_SHORT = 6
"""A title of at most so many characters (《实施意见》, 《审价办法》) may mean the one title before it that ends so."""


_WORK = 8
"""Titles of books, plays and films are shorter than this, those of documents that name no kind are longer."""
_TAILS = 50
"""At most so many titles with one ending are looked at; two already show that it is not unique."""


def key(target: DocumentReference) -> str:
    """Return the key by which two references have one target: the number, else the folded title without the state's name. Joint organs
    are separated by blanks, by 、 or by nothing (财政部、税务总局公告2020年第8号)."""
    if target.number is not None:
        return str(target.number).replace("、", "")
    return title_identity(target.title or "")


class MeantReference(NamedTuple):
    """The meaning of one mention of a document. target: aliases expanded; None for the document itself and what it carries."""

    span: Span
    target: DocumentReference | None
    kind: RelationKind


_OF_STATE = ("国", "中华人民共和国", "主席令")


class Resolved(NamedTuple):
    """relations: one for each target. unresolved: references whose target stays open. meant: each mention whose target is known."""

    relations: list[Relation]
    unresolved: list[Relation]
    meant: list[MeantReference]


class _Tails:
    """Looks up titles by their endings, in logarithmic time."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._reversed = sorted({title[::-1] for title in titles})

    def ending(self, tail: str) -> list[str]:
        """Return the titles that end with `tail` and are longer."""
        found: list[str] = []
        at = bisect_left(self._reversed, tail[::-1])
        while at < len(self._reversed) and len(found) < _TAILS and self._reversed[at].startswith(tail[::-1]):
            if len(self._reversed[at]) > len(tail):
                found.append(self._reversed[at][::-1])
            at += 1
        return found


class _TitlesSoFar:
    """The titles that a text has named so far, by their endings: 《通知》 means the one title that ends so."""

    def __init__(self) -> None:
        self._by_tail: dict[str, dict[str, DocumentReference]] = {}

    def add(self, target: DocumentReference) -> None:
        name = folded(target.title or "")
        for length in range(2, min(_SHORT, len(name)) + 1):
            known = self._by_tail.setdefault(name[-length:], {})
            if len(known) < 2 or key(target) in known:
                known[key(target)] = target

    def unique(self, tail: str) -> DocumentReference | None:
        known = self._by_tail.get(tail, {})
        return next(iter(known.values())) if len(known) == 1 else None


def resolve_references(
    relations: Iterable[Relation], own: Sequence[str], number: str | None, text: str = ""
) -> Resolved:
    """Return one relation for each target, of the strongest kind, the references that stay unresolved, and what each mention means,
    all in printed order.

    own: the titles of the document, its instruments and annexes. number: its own number. text: in which the spans count.

    An alias (以下简称《条例》) means its target from where it is given. A bare kind (《通知》) without an alias means the one title before
    it that ends so, and is unresolved if there are several or none; 省《办法》 never means one of the State. 《教育法》 is a law of its
    own, also behind 《义务教育法》. A rule means the notice that issues it where that was named before; named first, it means itself,
    unless the text applies the same act to both (关于延长《办法》有效期的通知: 《关于印发〈办法〉的通知》（…号）有效期延长).

    Takes n log n steps for n relations.
    """
    relations = list(relations)
    mine = {folded(title) for title in own}
    # The text cites what it issues without its edition, too: 《指南》 is the 指南（第二版）.
    of_any_edition = {folded(_EDITION.pattern.sub("", title)) for title in own}
    numbered = {folded(r.target.title): r.target for r in relations if r.target.title and r.target.number}
    carried = {
        key(r.target)
        for r in relations
        if r.rule == "references.carried" and r.target.number and folded(r.target.title or "") in mine
    }
    called = {folded(r.target.alias): r.target for r in relations if r.target.alias}
    acts = {(r.kind, key(called.get(folded(r.target.title or ""), r.target))) for r in relations if r.kind.is_act}
    my_tails, tails = _Tails(mine), _Tails(numbered)
    heading = _implemented(own)
    aliases: dict[str, DocumentReference] = {}
    named = _TitlesSoFar()
    best: dict[str, Relation] = {}
    open_ones: list[Relation] = []
    meant: list[MeantReference] = []
    for relation in relations:
        relation = reissued(relation, number, text)
        earlier = earlier_edition(relation, own, text)
        if earlier is None and is_of_same_name(relation.target):
            if relation.kind.is_act and not is_told_by_number(relation, text):
                open_ones.append(relation)
            continue
        target = earlier or relation.target
        name = folded(target.title or "")
        if target.alias:
            aliases[folded(target.alias)] = target
        if target.number is None and name in aliases and earlier is None:
            target = aliases[name]
            name = folded(target.title or "")
        if earlier is not None:
            pass  # its own title, of an earlier day
        elif target.number is None and name in numbered:
            target = numbered[name]  # named with its number elsewhere in the text
        elif target.number is None and table("references")["bare-kind"].whole(name):
            if name in mine or my_tails.ending(name):
                meant.append(MeantReference(relation.span, None, relation.kind))
                continue
            one = named.unique(name)
            if one is None or (level_before(text, relation.span) and is_of_state(one)):
                open_ones.append(relation)
                continue
            target = one
        elif (
            target.number is None
            and title_identity(name) not in law_names()
            and (one := named.unique(name)) is not None
        ):
            target = one
        elif target.number is None and name:
            # 省、市《某方案》 after two documents whose titles end so: which one is meant stays open.
            notices = [(known, key(numbered[known])) for known in tails.ending(f"{name}的通知")]
            issuing = [known for known, its in notices if its in best or (relation.kind, its) in acts]
            longer = [known for known in (*tails.ending(name), *issuing) if _carries(known, name)]
            # 《城市绿化条例》 in 岚州市城市绿化条例 is the state's regulation; a plan's short title may be any level's.
            if len(longer) > 1 or (not longer and my_tails.ending(name) and not name.endswith(_LAWS)):
                open_ones.append(relation)
                continue
            target = numbered[longer[0]] if longer else target
        own_text = earlier is None and _is_own(
            target, relation.rule, mine if relation.kind.is_act else mine | of_any_edition, number
        )
        if own_text or (target.number and key(target) in carried):
            meant.append(MeantReference(relation.span, None, relation.kind))
            continue
        if not _is_target(target):
            continue
        meant.append(MeantReference(relation.span, target, relation.kind))
        if relation.kind is RelationKind.CITES and heading and _plain(target.title or "").endswith(heading):
            relation = replace(relation, kind=RelationKind.IMPLEMENTS, rule="references.heading")
        relation = replace(relation, target=target)
        known_relation = best.get(key(target))
        if known_relation is None:
            best[key(target)] = relation
            named.add(target)
        else:
            stronger = relation if says_more(relation, known_relation) else known_relation
            best[key(target)] = replace(stronger, target=fuller(known_relation.target, target))
    return Resolved(sorted(best.values(), key=lambda r: r.span.start), open_ones, meant)


def level_before(text: str, span: Span) -> bool:
    """Test for the class word of a place before a title: 省《办法》."""
    return table("references")["level-before"].find(text[max(0, span.start - 4) : span.start]) is not None


def is_of_state(target: DocumentReference) -> bool:
    """Test for what the title or the number shows to be the State's."""
    return any(str(one or "").startswith(_OF_STATE) for one in (target.title, target.number))


def with_effect_day(relation: Relation, signed: date | None) -> Relation:
    """Give an effect that counts from the act's signature (自本通知印发之日起废止) that day, where it is known."""
    effect = relation.effect
    if effect is None or not effect.from_signing or effect.day is not None:
        return relation
    return replace(relation, effect=replace(effect, day=signed))


_LAWS = ("法", "条例")
_ISSUED = table("references")["carries-before"]


def _carries(title: str, name: str) -> bool:
    """Test whether a folded title contains the document `name` whole: behind 印发, or behind the issuer's name. 国家应急预案 does not
    contain 应急预案."""
    return _ISSUED.find(title[: title.rindex(name)][-6:]) is not None


_IMPLEMENTING = table("references")["heading-implements"]


def _plain(title: str) -> str:
    return folded(title).replace("的", "")


def _implemented(own: Sequence[str]) -> str:
    """Return the title that the document's heading says it implements (关于贯彻落实…若干措施的通知); empty if there is none."""
    match = _IMPLEMENTING.find(folded(own[0])) if own else None
    return _plain(match[1]) if match else ""


def _is_own(target: DocumentReference, rule: str, mine: set[str], number: str | None) -> bool:
    """Test whether a target is the document itself or what it carries.

    A document of the same title and another number is an older edition, unless the text says that it is what is forwarded
    (现将《…》（岚政发〔2019〕4号）转发给你们).
    """
    if target.number is not None and rule != "references.carried":
        if number is None:
            return False
        number, cited = number.removeprefix(STATE_NAME), str(target.number).removeprefix(STATE_NAME)
        return (
            number == cited
            or (target.number.year is not None and _is_joint(number, cited))
            or _undated(cited) == number
        )
    return folded(_DRAFT.pattern.sub("", target.title or "")) in mine


_DRAFT = table("references")["draft-of"]
_EDITION = table("references")["own-edition"]
_UNDATED = table("references")["announced-in-year"]


def _undated(cited: str) -> str:
    """Return an announcement's or order's number without its year, as the paper itself may print it: 农业部公告2003年第278号 is
    农业部公告第278号."""
    return _UNDATED.pattern.sub(r"\1\2", cited)


_CO_ISSUER = table("references")["co-issuer"]


def _is_joint(number: str, cited: str) -> bool:
    """Test whether a number is the cited one behind the names of other issuers: 税务总局公告2020年第8号 of 财政部税务总局公告2020年第8号.
    A place's sign makes another number: 财综〔2020〕8号 is not 岚财综〔2020〕8号."""
    if not number.endswith(cited):
        return False
    return bool(table("references")["announced"].find(cited) or _CO_ISSUER.whole(number.removesuffix(cited)))


def _is_target(target: DocumentReference) -> bool:
    """Test whether a reference names a document. With a number it does. A bare title must not be a draft, a form, a certificate or a
    newspaper, and a short one must end in a kind of document: 《渡船谣》 is a song."""
    if target.number is not None:
        return True
    title = (target.title or "").strip()
    if len(folded(title)) < 2 or not any("一" <= c <= "鿿" for c in title):
        return False
    if table("references")["draft-title"].find(title):
        return False
    kinds = table("headings")["title-end"], table("references")["cited-end"]
    if len(folded(title)) < _WORK and not any(kind.find(title) for kind in kinds):
        return False
    return table("references")["no-target"].find(title) is None or _is_kind_of_law(title)


def _is_kind_of_law(title: str) -> bool:
    """Test for a kind of document by the last word: 《证券法》, 《居民身份证条例》."""
    return table("references")["kind-at-end"].find(title) is not None
