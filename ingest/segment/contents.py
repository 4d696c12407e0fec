"""The titles that a gazette's list of contents announces."""

from ingest.model.furniture import FurnitureKind
from ingest.read.normalize import NormalizedText
from ingest.rules import table
from ontology.titles import folded

_ENTRY_TAIL = table("headings")["contents-tail"]


def contents_titles(normalized: NormalizedText) -> set[str]:
    """Return the titles in the list of contents, folded, without numbers and pages."""
    entry = table("furniture")["contents-entry"]
    titles: set[str] = set()
    text = ""
    for item in normalized.furniture:
        if item.kind is not FurnitureKind.CONTENTS:
            continue
        if item.text.startswith("【") or table("furniture")["contents"].whole(item.text):
            text = ""
            continue
        text += item.text
        if entry.whole(item.text):
            title = folded(_ENTRY_TAIL.pattern.sub("", text))
            if len(title) >= 6:
                titles.add(title)
            text = ""
    return titles
