"""Relations to the laws that a text names without 《》: 依照安全生产法第三条处罚."""

from collections.abc import Iterator, Sequence

from ingest.extract.sentences import sentence_around
from ingest.model import DocumentReference, Relation, RelationKind, Span
from ingest.resolve.references import key
from ingest.rules import table
from ontology.titles import title_identity

_SENTENCE = 160  # code points on either side of a law's name that are searched for the ends of its sentence


def bare_relations(
    bare: Sequence[tuple[DocumentReference, Span]], known: set[str], text: str, titles: Sequence[str] = ()
) -> Iterator[Relation]:
    """Return a relation for each law that the text names without marks and nowhere with them. known: keys of the others; titles: of
    the document, the first its heading. A 修正案 amends the law in front of that word, and names it without marks: 将刑法第三条修改为."""
    seen = set(known)
    heading = table("provisions")["amendment-of"].whole(titles[0]) if titles else None
    amended = title_identity(heading["law"]) if heading else ""
    for target, span in bare:
        if key(target) not in seen:
            seen.add(key(target))
            amends = bool(amended and target.title and amended.endswith(title_identity(target.title)))
            kind, rule = (RelationKind.AMENDS, "amendment-of") if amends else (RelationKind.CITES, "law-name")
            yield Relation(kind, target, span, _sentence(text, span), f"provisions.{rule}")


def _sentence(text: str, span: Span) -> Span:
    """Return the sentence around a span, at most `_SENTENCE` code points on either side."""
    return sentence_around(text, span, max(0, span.start - _SENTENCE), min(len(text), span.end + _SENTENCE))
