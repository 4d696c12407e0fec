"""Find the words that a draft quotes from a provision, and compare them with the article's words."""

import re
from difflib import SequenceMatcher

from check.checked import DraftSubject
from check.patterns import patterns
from ingest.model import Span

SHORT_QUOTE = 8
NEAR_QUOTE = 0.6
"""From this likeness on some words of the article are what a quotation was meant to be."""
LONGEST = 60  # code points of an article that a message prints
PUNCTUATION = re.compile(r"[\s，。；：、！？“”‘’（）()《》〈〉,.;:\"'—…-]")
_CLAUSE_END = re.compile("[，。；：！？]|$")
_GAP = re.compile("…{1,2}|\\.{3,6}|×{2,}")


def quoted_words(subject: DraftSubject, span: Span) -> Span | None:
    """Return the words that are quoted from a provision."""
    behind = patterns()["quoted-after"].start(subject.after(span.end, 440))
    if behind is not None:
        group = "words" if behind["words"] else "later"
        return Span(span.end + behind.start(group), span.end + behind.end(group))
    low = max(subject.document.span.start, span.start - 500)
    title = subject.text.rfind("《", low, span.start)
    before = patterns()["quoted-before"].find(subject.text[low:title]) if title > low else None
    if before is None or "》" not in subject.text[title : span.start] or "。" in subject.text[title : span.start]:
        return None
    return Span(low + before.start("words"), low + before.end("words"))


def contains_quote(article: str, quote: str) -> bool:
    """Test whether an article contains quoted words. Punctuation does not count; … matches words that the quotation leaves out."""
    plain = PUNCTUATION.sub("", article)
    return all(PUNCTUATION.sub("", piece) in plain for piece in _GAP.split(quote)) or _chooses(article, quote)


def _chooses(article: str, quote: str) -> bool:
    """Test whether a quotation takes one of several that the article lists: 使用该方法获得的产品, of 使用、销售、进口该方法获得的产品."""
    if len(quote) > LONGEST:
        return False
    for at in range(2, len(quote) - 3):
        start = article.find(f"{quote[:at]}、")
        if start >= 0 and re.match(f"(?:、[^，。；：、]{{1,8}}){{1,8}}{re.escape(quote[at:])}", article[start + at :]):
            return True
    return False


def nearest_words(article: str, quote: str) -> tuple[str, float]:
    """Return the words of an article that are nearest to a quotation, and how near, 0 to 1."""
    flat = re.sub(r"\s+", "", article)
    blocks = [b for b in SequenceMatcher(None, flat, quote, autojunk=False).get_matching_blocks() if b.size >= 2]
    if not blocks:
        return flat[:LONGEST], 0.0
    best = max(blocks, key=lambda block: block.size)
    low, high = max(0, best.a - best.b), min(len(flat), best.a - best.b + len(quote))
    for block in blocks:
        if abs((block.a - block.b) - (best.a - best.b)) <= max(4, len(quote) // 4):
            low, high = min(low, block.a), max(high, block.a + block.size)
    likeness = SequenceMatcher(None, flat[low:high], quote, autojunk=False).ratio()
    # To the end of the clause, so that no word is cut.
    end = _CLAUSE_END.search(flat, high, high + LONGEST)
    begin = max((stop.end() for stop in _CLAUSE_END.finditer(flat, max(0, low - SHORT_QUOTE), low)), default=low)
    return flat[begin : end.start() if end and likeness >= NEAR_QUOTE else high], likeness
