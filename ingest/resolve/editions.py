"""Find the earlier editions of a text by the text itself: 原《甲办法》, 2015年印发的同名文件, 《甲办法》（岚政发〔2014〕5号）重新印发."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import DocumentReference, Relation, RelationKind
from ingest.rules import table
from ontology.titles import GOVERNMENT, folded

_REISSUES = ("references.reissues-after", "references.reissues-before", "references.numbered-anew")
_MATTER = "关于"
_ANY_KIND = "文件"  # 同名文件: of whatever kind
_SHORT_GOVERNMENT = "政府"
_BEFORE = 40  # code points before a title that say which edition is meant


def reissued(relation: Relation, number: str | None, text: str) -> Relation:
    """Return a relation whose sentence makes a text known anew as what it is: the document takes the place of the text with an earlier
    number of its own office (岚政发, 岚政办发); any other it only mentions."""
    if relation.rule not in _REISSUES:
        return relation
    cited = str(relation.target.number or "")
    own = bool(cited and number and number != cited and cited[0] == number[0])
    if own and relation.rule == "references.numbered-anew":
        own = f"{number}" in text[relation.span.end : relation.quote.end]
    return relation if own else replace(relation, kind=RelationKind.CITES, rule="references.mention", effect=None)


def earlier_edition(relation: Relation, own: Sequence[str], text: str) -> DocumentReference | None:
    """Return the title of the document that a relation ends an earlier edition of: 原《甲办法》, 原《关于…的通知》 without its issuer,
    2015年印发的同名办法. A printed year stays with the title. None where it names another document, one of another body, or none of an
    earlier day."""
    target = relation.target
    if not own or target.number is not None or not relation.kind.is_end:
        return None
    before = text[max(0, relation.span.start - _BEFORE) : relation.span.start]
    said = table("references")["edition-before"].find(before)
    if said is None or not all(_is_own_office(said[name] or "", own[0]) for name in ("by", "maker")):
        return None
    if is_of_same_name(target):
        ending = (target.title or "")[-2:]
        title = next((one for one in own if one.endswith(ending)), own[0] if ending == _ANY_KIND else None)
    else:
        named = folded(target.title or "")
        title = next((one for one in own if named and folded(one).endswith(named)), None)
        if title is not None and folded(title) != named and not named.startswith(_MATTER):
            title = None
    if title is None:
        return None
    return DocumentReference(f"{title}（{said['year']}年印发）" if said["year"] else title, None)


def _is_own_office(name: str, heading: str) -> bool:
    """Test whether a body before a title is the text's own office: none, 本机关, the issuer that its heading names."""
    issuer = heading.partition(_MATTER)[0]
    named = name.replace(_SHORT_GOVERNMENT, GOVERNMENT)
    return table("references")["own-office"].whole(name) is not None or (
        len(name) > 1 and _MATTER in heading and any(issuer.endswith(one) for one in (name, named))
    )


def is_told_by_number(relation: Relation, text: str) -> bool:
    """Test whether 同名文件 follows the number of the document that it means: 岚政发〔2014〕5号同名文件."""
    before = text[max(0, relation.span.start - _BEFORE) : relation.span.start]
    return table("references")["number-ends"].find(before) is not None


def is_of_same_name(target: DocumentReference) -> bool:
    """Test for 同名文件, 同名办法."""
    return target.number is None and table("references")["same-name"].whole(target.title or "") is not None
