"""Find the place of a document whose issuers name none, by all that shows it, the surest first."""

from collections.abc import Sequence

from ingest.extract.elements import Elements
from ingest.extract.issuers import told_bodies
from ingest.model import DocumentNumber
from ingest.resolve.place import (
    addressed_place,
    carried_place,
    document_place,
    frequent_place,
    grounded_place,
    levelled_place,
    practised_place,
    signed_place,
    spoken_place,
)
from ontology.places import Places


def own_place(
    issuers: Sequence[str],
    headings: Sequence[str],
    titles: Sequence[str],
    number: DocumentNumber | None,
    text: str,
    elements: Elements,
    places: Places,
) -> str | None:
    """Return the code of the place that headings, text, number or labels show; None where nothing does.

    headings: its own title. titles: that, and those of what it carries. number: its own. text: the document's.
    """
    organs = issuers or ([str(number)] if number else [])  # else the organ of an order's number
    return (
        document_place(headings, None, places)
        or carried_place(organs, titles, places)
        or spoken_place(text, places)
        or practised_place(text, places)
        or grounded_place(text, places)
        or levelled_place(issuers, number, text, places)
        or signed_place(number, places, text)
        or frequent_place(text, places)
        or document_place([str(fact.value) for fact in told_bodies(elements)], None, places)
        or addressed_place(text, issuers, places)
    )
