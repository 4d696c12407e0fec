"""Find the day on which a draft was made: the rules go by it where the user gives none."""

from datetime import date

from check.reading import DraftText
from ingest.model import Document, Field
from ingest.read.known import front_matter

_SIGNED = (Field.SIGNED, Field.VERSION)
_PUBLISHED = (Field.SIGNED, Field.PRINTED)


def made_on(document: Document, read: DraftText, unsigned: date) -> date:
    """Return the day of the signature or of the last revision that the document prints. Where it prints neither, the first of:
    the day in the front matter of a file with one document, the day of publication, the day of entry into force where that has
    passed by `unsigned`, and `unsigned` itself.
    """
    if signed := _printed(document, *_SIGNED):
        return max(signed)
    told = _front(read) if len(read.publication.documents) == 1 else []
    if published := told or _printed(document, Field.PRINTED):
        return max(published)
    return min([*_printed(document, Field.EFFECTIVE), unsigned])


def _printed(document: Document, *fields: Field) -> list[date]:
    return [fact.value for fact in document.facts if fact.field in fields and isinstance(fact.value, date)]


def _front(read: DraftText) -> list[date]:
    """Return the days of signature and publication that the front matter gives."""
    source = read.normalized.source
    known = front_matter(source.text, source.name).facts
    return [date.fromisoformat(fact.value[:10]) for fact in known if fact.field in _PUBLISHED]
