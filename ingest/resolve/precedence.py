"""Decide which of two relations of a document to one target is kept: the one that says more."""

from ingest.model import DocumentReference, Effect, Relation, RelationKind

_ENDED_AFTER_ALL = (
    {RelationKind.REPEALS, RelationKind.CONFIRMS_VALID},  # 经评估可继续执行 … 现重新发布，原文件同时废止
    {RelationKind.REPEALS, RelationKind.AMENDS},  # 关于修订《甲办法》的通知 … 原《甲办法》（…号）即日起废止
)


def says_more(one: Relation, known: Relation) -> bool:
    """Test whether a relation is of a stronger kind; of two of one kind that which says from when, until when or in which part, for
    a heading says less than the sentence."""
    if one.kind is known.kind:
        return one.effect is not None and (known.effect is None or _more_precise(one.effect, known.effect))
    if {one.kind, known.kind} in _ENDED_AFTER_ALL:
        return one.kind is RelationKind.REPEALS
    return _strength(one.kind) < _strength(known.kind)


def _more_precise(one: Effect, known: Effect) -> bool:
    """Test whether of two effects on a part, or on the whole, the one names the area or the provision (第三条, not 有关规定) that the
    known one leaves open."""
    if one.kind is None or one.kind is not known.kind or bool(one.part) != bool(known.part):
        return False
    told, before = ((bool(effect.area), "第" in effect.part) for effect in (one, known))
    return told != before and all(now >= then for now, then in zip(told, before, strict=True))


def _strength(kind: RelationKind) -> int:
    """Return the rank of a relation: 0 for an act (废止, 修改), 1 for a ground (根据), 2 for a mere mention."""
    return 0 if kind.is_act else 1 if kind.is_ground else 2


def fuller(a: DocumentReference, b: DocumentReference) -> DocumentReference:
    """Return a target with what either of two names of it has; where both have it, as the first prints it."""
    return DocumentReference(a.title or b.title, a.number or b.number, a.alias or b.alias)
