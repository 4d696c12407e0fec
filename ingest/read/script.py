"""Convert a text in traditional characters to simplified ones, without changing its length."""

from ingest.rules import table
from ontology.traditional import is_traditional, simplified

_GLOSS = table("layout")["gloss"]
_MANY = 4
"""So many glosses are the work of a mirror of a site; a paper glosses a rare name or two."""
_UNSEEN = "\u200b"


def in_simplified(text: str) -> str:
    """Convert a text in traditional characters to simplified ones. Any other text is returned as it is.

    Mirrors of sites that convert their pages gloss characters (發(fā)布): many glosses become blanks of no width.
    """
    if not is_traditional(text):
        return text
    text = simplified(text)
    glosses = [match.span() for match in _GLOSS.each(text)]
    if len(glosses) < _MANY:
        return text
    parts, at = list[str](), 0
    for start, end in glosses:
        parts += [text[at:start], _UNSEEN * (end - start)]
        at = end
    return "".join((*parts, text[at:]))
