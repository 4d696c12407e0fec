"""Lay what is known beforehand over what a source says: fill what the text leaves open, report what differs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.claims import claim_of
from ingest.extract.numbers import document_number
from ingest.model import Document, Field, Issue, IssueSeverity, Publication
from ingest.model.known import KnownFact, KnownFacts, PlacedFact
from ontology.titles import title_identity

_OF_FILE = frozenset({Field.URL, Field.SITE, Field.RETRIEVED, Field.THEME})
"""The fields of a file beside a text that apply to all its documents; the others apply to one."""
_DAYS = (Field.SIGNED, Field.PRINTED)
_HEAD = 3000  # code points


def with_known(publication: Publication, records: Sequence[KnownFacts], text: str) -> Publication:
    """Return the publication with what is known of it, and with issues for what could not be read, placed, or differs.

    text: of the source, normalized. A day that its head prints as another one (a law's first publication) is no difference.
    """
    issues: list[Issue] = [issue for record in records for issue in record.issues]
    placed: list[PlacedFact] = []
    for record in records:
        for fact in record.facts:
            found = list(_place(fact, record.file, publication.documents, text[:_HEAD], issues))
            placed += [one for one in found if not any(_same(one, other) for other in placed)]
    return replace(publication, known=tuple(placed), issues=(*publication.issues, *issues))


def _same(one: PlacedFact, other: PlacedFact) -> bool:
    return (one.document, one.fact.field, one.fact.value) == (other.document, other.fact.field, other.fact.value)


def _place(
    fact: KnownFact, file: str, documents: Sequence[Document], head: str, issues: list[Issue]
) -> Iterator[PlacedFact]:
    if fact.field in _OF_FILE:
        yield from (PlacedFact(document.ordinal, fact, file) for document in documents)
    elif len(documents) != 1:
        issues.append(
            _issue(
                "metadata-unplaced", f"{file}: {fact.field} {fact.value[:80]}: the text has {len(documents)} documents",
                f"{file}：{fact.field} {fact.value[:80]}：文本中有 {len(documents)} 件文件，无法确定属于哪一件",
            )
        )  # fmt: skip
    elif fact.field is Field.CLAIMED:
        # Labels in the text come first: they also contain the day of the claim.
        claim = claim_of(fact.value)
        if claim is None:
            issues.append(
                _issue(
                    "metadata-unread", f"{file}: the status {fact.value[:80]} is not understood",
                    f"{file}：效力状态“{fact.value[:80]}”未能识别",
                )
            )  # fmt: skip
        elif not any(True for _ in documents[0].all(Field.CLAIMED)):
            yield PlacedFact(documents[0].ordinal, replace(fact, value=claim), file)
    else:
        document = documents[0]
        said = [str(other.value) for field in _beside(fact.field) for other in document.all(field)]
        if not (any(True for _ in document.all(fact.field)) or _before_signature(fact, said)):
            yield PlacedFact(document.ordinal, fact, file)
        if said and not _printed(fact, head) and not any(_alike(fact, value) for value in said):
            issues.append(
                replace(
                    _issue(
                        "metadata-differs",
                        f"{file}: {fact.field} {fact.value[:80]}; the text says {said[0][:80]}",
                        f"{file}：{fact.field} {fact.value[:80]}；文本中为 {said[0][:80]}",
                    ),
                    document=document.ordinal,
                )
            )


def _before_signature(fact: KnownFact, said: Sequence[str]) -> bool:
    """Test whether a site gives a day of publication before the day that the text was signed: that of an earlier edition."""
    return fact.field is Field.PRINTED and any(fact.value[:10] < day for day in said)


def _printed(fact: KnownFact, head: str) -> bool:
    """Test whether the head of a text prints a day of signature or publication, in one form or the other."""
    if fact.field not in _DAYS:
        return False
    year, month, day = map(int, fact.value[:10].split("-"))
    return f"{year}年{month}月{day}日" in head or fact.value[:10] in head


def _beside(field: Field) -> tuple[Field, ...]:
    """Return the fields of a text that may print the value: sites mix the days of signature and of publication."""
    return _DAYS if field in _DAYS else (field,)


def _alike(fact: KnownFact, said: str) -> bool:
    match fact.field:
        case Field.SIGNED | Field.PRINTED | Field.EFFECTIVE | Field.EXPIRES | Field.PART_EFFECTIVE:
            return fact.value[:10] == said
        case Field.NUMBER:
            one, other = document_number(fact.value), document_number(said)
            return one == other if one and other else _folded(fact.value) == _folded(said)
        case Field.TITLE:
            return title_identity(fact.value) == title_identity(said)
        case Field.ISSUER:
            return said in fact.value or fact.value in said
        case _:
            return _folded(fact.value) == _folded(said)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _issue(code: str, en: str, zh: str) -> Issue:
    return Issue(code, en, zh, IssueSeverity.WARNING)
