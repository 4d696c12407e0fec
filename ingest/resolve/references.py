"""Which references are relations of a document: aliases expanded, itself and mere forms left out, one for each target."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.model import DocumentReference, Relation, RelationKind
from ingest.rules import table
from ontology.titles import folded, identity

_ACTS = (
    RelationKind.REPEALS,
    RelationKind.DECLARES_EXPIRED,
    RelationKind.CONFIRMS_VALID,
    RelationKind.EXTENDS_VALIDITY,
    RelationKind.AMENDS,
)
_GROUNDS = (RelationKind.IMPLEMENTS, RelationKind.BASED_ON)
_SHORT = 6
"""A title of so few characters names a kind (《条例》, 《实施意见》), not a document: it stands for one named before."""


def key(target: DocumentReference) -> str:
    """What makes two references one target: the number, else the folded title without the state's name."""
    if target.number is not None:
        return str(target.number)
    return identity(target.title or "")


def resolve(
    relations: Iterable[Relation], own: Sequence[str], number: str | None
) -> tuple[list[Relation], list[Relation]]:
    """(one relation a target, the strongest kind; references that stay unresolved), both in printed order.

    own: the titles of the document, its instruments and annexes. number: its own number. An alias (以下简称《条例》) stands for
    its target from where it is given; a bare kind (《通知》) that no alias explains stands for the one title before it that ends
    so, and is unresolved where there are several or none.
    """
    relations = list(relations)
    mine = {folded(title) for title in own}
    numbered = {folded(r.target.title): r.target for r in relations if r.target.title and r.target.number}
    aliases: dict[str, DocumentReference] = {}
    best: dict[str, Relation] = {}
    open_ones: list[Relation] = []
    for relation in relations:
        target = relation.target
        name = folded(target.title or "")
        if target.alias:
            aliases[folded(target.alias)] = target
        if target.number is None and name in aliases:
            target = aliases[name]
        elif target.number is None and name in numbered:
            target = numbered[name]  # named with its number elsewhere in the text
        elif target.number is None and 0 < len(name) <= _SHORT and _is_kind(name):
            named = {key(r.target): r.target for r in best.values() if folded(r.target.title or "").endswith(name)}
            if any(title.endswith(name) for title in mine):
                continue
            if len(named) != 1:
                open_ones.append(relation)
                continue
            target = next(iter(named.values()))
        elif target.number is None and len(name) > _SHORT:
            # 省、市《某方案》 after two documents whose titles end so: which one is meant stays open.
            longer = [known for known in numbered if known.endswith((name, f"{name}的通知")) and known != name]
            if len(longer) > 1 or (not longer and any(title.endswith(name) for title in mine - {name})):
                open_ones.append(relation)
                continue
            target = numbered[longer[0]] if longer else target
        if _is_own(target, mine, number) or not _is_target(target):
            continue
        relation = replace(relation, target=target)
        known = best.get(key(target))
        if known is None:
            best[key(target)] = relation
        else:
            stronger = relation if _strength(relation.kind) < _strength(known.kind) else known
            best[key(target)] = replace(stronger, target=_fuller(known.target, target))
    return sorted(best.values(), key=lambda r: r.span.start), open_ones


def _strength(kind: RelationKind) -> int:
    """Acts before grounds before mentions; of two grounds the first that the text gives stands."""
    return 0 if kind in _ACTS else 1 if kind in _GROUNDS else 2


def _is_kind(name: str) -> bool:
    return table("headings")["title-end"].find(name) is not None


def _is_own(target: DocumentReference, mine: set[str], number: str | None) -> bool:
    if target.number is not None:
        return str(target.number) == number
    return folded(target.title or "") in mine


def _is_target(target: DocumentReference) -> bool:
    """With a number anything is; a bare title must not be a form, a certificate, a newspaper."""
    if target.number is not None:
        return True
    title = (target.title or "").strip()
    if len(folded(title)) < 2 or not any("一" <= c <= "鿿" for c in title):
        return False
    return table("references")["no-target"].find(title) is None or _is_kind_of_law(title)


def _is_kind_of_law(title: str) -> bool:
    """《证券法》, 《居民身份证条例》: the last word decides."""
    return title.endswith(
        ("法", "条例", "规定", "办法", "通知", "意见", "细则", "决定", "规划", "纲要", "目录", "标准", "规范")
    )


def _fuller(a: DocumentReference, b: DocumentReference) -> DocumentReference:
    return DocumentReference(a.title or b.title, a.number or b.number, a.alias or b.alias)
