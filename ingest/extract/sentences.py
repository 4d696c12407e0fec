"""Find the ends of sentences and the titles in 《》: what several extractors, the resolution and the check of drafts ask of a text."""

import re

from ingest.model import Span

SENTENCE_END = re.compile(r"[。；\n]")
MARKED_TITLE = re.compile(r"《[^《》\n]{1,200}》")


def sentence_start(text: str, at: int, low: int) -> int:
    """Return where the sentence begins that an offset is in. low: no further back than here."""
    for end in SENTENCE_END.finditer(text, low, at):
        low = end.end()
    return low


def sentence_around(text: str, span: Span, low: int, high: int, *, with_end: bool = True) -> Span:
    """Return the sentence around a span; marks inside the span do not end it. low, high: no further than from here to there; with_end:
    its closing mark belongs to it."""
    closing = SENTENCE_END.search(text, span.end, high)
    if closing is None:
        return Span(sentence_start(text, span.start, low), high)
    return Span(sentence_start(text, span.start, low), closing.end() if with_end else closing.start())
