"""Tell the earlier editions of a text from the text itself: 原《甲办法》, 2015年印发的同名文件, 《甲办法》（岚政发〔2014〕5号）重新印发."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import DocumentReference, Relation, RelationKind
from ingest.rules import table
from ontology.titles import folded

_REISSUES = ("references.reissues-after", "references.reissues-before", "references.numbered-anew")
_ENDS = (RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED)
_MATTER = "关于"
_BEFORE = 40  # code points before a title that say which edition is meant


def reissued(relation: Relation, number: str | None, text: str) -> Relation:
    """Return a relation whose sentence makes a text known anew as what it is: the document takes the place of the text with an earlier
    number of its own office (岚政发, 岚政办发); of any other it only speaks."""
    if relation.rule not in _REISSUES:
        return relation
    cited = str(relation.target.number or "")
    own = bool(cited and number and number != cited and cited[0] == number[0])
    if own and relation.rule == "references.numbered-anew":
        own = f"{number}" in text[relation.span.end : relation.quote.end]
    return relation if own else replace(relation, kind=RelationKind.CITES, rule="references.mention", effect=None)


def earlier_edition(relation: Relation, own: Sequence[str], text: str) -> DocumentReference | None:
    """Return the title of the document that a relation ends an earlier edition of: 原《甲办法》, 原《关于…的通知》 without its issuer,
    2015年印发的同名办法. None where it names another document, or none of an earlier day."""
    target = relation.target
    if not own or target.number is not None or relation.kind not in _ENDS:
        return None
    if is_of_same_name(target):
        of_same_kind = (title for title in own if title.endswith((target.title or "")[-2:]))
        return DocumentReference(next(of_same_kind, own[0]), None)
    before = text[max(0, relation.span.start - _BEFORE) : relation.span.start]
    if table("references")["edition-before"].find(before) is None:
        return None
    said = folded(target.title or "")
    title = next((title for title in own if said and folded(title).endswith(said)), None)
    whole = title is not None and (folded(title) == said or said.startswith(_MATTER))
    return DocumentReference(title, None) if whole else None


def is_of_same_name(target: DocumentReference) -> bool:
    """Test for 同名文件, 同名办法."""
    return target.number is None and table("references")["same-name"].whole(target.title or "") is not None
