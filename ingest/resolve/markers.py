"""Numbers in a text that name no provision, because they are the markers of its own clauses."""

from dataclasses import replace

from ingest.extract.lines import marker
from ingest.model import Level, ProvisionName, ProvisionUnit, Span
from ingest.resolve.laws import Laws
from ingest.rules import table
from ingest.segment.provisions import Provisions
from ingest.segment.tree import Leaf

_BEFORE = 160  # code points before a number in which a sentence may end
_LONGEST_MARKER = 40  # code points that show whether a number begins an article
_UPPER = ("part", "chapter", "section", "article")


def heads_clause(leaf: Leaf, start: int, text: str) -> bool:
    """Test whether a number is the marker of the clause that contains it, or that of an article inside a paragraph."""
    clause = leaf.clause
    upper = clause.level in (Level.ARTICLE, Level.CHAPTER, Level.SECTION, Level.PART)
    if upper and clause.marker and not text[clause.own.start : start].strip():
        return True
    before = text[max(0, start - 2) : start].rstrip(" ")
    return before.endswith("。") and marker(text[start : start + _LONGEST_MARKER]) in _UPPER


def begins_next_article(span: Span, value: ProvisionName, leaf: Leaf, here: Provisions, laws: Laws, text: str) -> bool:
    """Test whether a number is the marker of the article after the one that contains it, where a page lost the line's end: the
    text has no such article elsewhere, no words name its law, and a sentence could end before it."""
    if len(value.steps) != 1 or value.law or value.joined or value.last or value.back:
        return False
    step = value.steps[0]
    around = [one for one in here.path(leaf.clause.eid) if one.unit is ProvisionUnit.ARTICLE]
    low = span.start - _BEFORE
    return bool(
        [step] == [replace(one, number=one.number + 1, sub=0) for one in around]
        and here.find(value.steps) is None
        and laws.behind(span.start) is None
        and laws.bare(span.start) is None
        and table("provisions")["line-lost"].find(text[max(leaf.clause.own.start, low) : span.start])
        and table("provisions")["article-begins"].start(text[span.end : span.end + _LONGEST_MARKER])
    )
