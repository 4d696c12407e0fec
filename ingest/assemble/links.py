"""Link each task and duty to the time limits, and to the references and provisions (as its basis) that are printed inside its text.

A time limit is linked to the provisions that its sentence rests on.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.model import Document, Identifier, Span

_BASIS_WORDS = ("按照", "根据", "依据", "依照", "遵照", "贯彻", "落实", "执行", "实施", "参照")
_JOINTS = ("、", "和", "及", "以及")
_LAW = 60  # code points before a provision that contain its law and the word before that
_IN_LIST = 30  # code points that may separate two titles of one list: a number in brackets


def linked(document: Document, text: str) -> Document:
    """Return the document with the identifiers of limits and bases added to its tasks and duties. Spans are in `text`.

    The document must be numbered. Takes time in proportion to objects and links.
    """
    limits = _Inside((limit.span, limit.identifier) for limit in document.deadlines)
    bases = _Inside(_bases(document, text))
    provisions = _Inside(_basis_provisions(document, text))
    return replace(
        document,
        deadlines=tuple(replace(limit, provisions=provisions.within(limit.quote)) for limit in document.deadlines),
        tasks=tuple(
            replace(
                task,
                deadlines=limits.within(*task.texts, task.at),
                basis=bases.within(*task.texts),
                provisions=provisions.within(*task.texts),
            )
            for task in document.tasks
        ),
        duties=tuple(
            replace(
                duty,
                deadlines=limits.within(duty.sentence),
                basis=bases.within(duty.sentence),
                provisions=provisions.within(duty.sentence),
            )
            for duty in document.duties
        ),
    )


class _Inside:
    """Look up numbered spans by the spans that contain them."""

    def __init__(self, objects: Iterable[tuple[Span, Identifier]]) -> None:
        self._objects: Sequence[tuple[Span, Identifier]] = sorted(objects, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._objects]

    def within(self, *outer: Span) -> tuple[Identifier, ...]:
        """Return the identifiers of all objects inside one of the spans, each once."""
        found: dict[Identifier, None] = {}
        for around in outer:
            at = bisect_left(self._starts, around.start)
            while at < len(self._starts) and self._starts[at] <= around.end:
                span, identifier = self._objects[at]
                if span.end <= around.end:
                    found[identifier] = None
                at += 1
        return tuple(found)


def _bases(document: Document, text: str) -> Iterator[tuple[Span, Identifier]]:
    """Find the references behind 按照, 根据 and the like, and those that follow one of them in a list."""
    last: int | None = None
    for relation in sorted((*document.relations, *document.unresolved), key=lambda relation: relation.span):
        before = text[max(0, relation.span.start - 12) : relation.span.start].rstrip("《")
        before = before[max(before.rfind(mark) for mark in "，。；") + 1 :]
        near = last is not None and 0 <= relation.span.start - last <= _IN_LIST
        if any(word in before for word in _BASIS_WORDS) or (near and before.endswith(_JOINTS)):
            last = relation.span.end
            yield relation.span, relation.identifier


def _basis_provisions(document: Document, text: str) -> Iterator[tuple[Span, Identifier]]:
    """Find the provisions behind 按照, 根据 and the like, and those that follow one of them in a list."""
    last: int | None = None
    for provision in document.provisions:
        before = text[max(0, provision.span.start - _LAW) : provision.span.start]
        before = before[max(before.rfind(mark) for mark in "，。；") + 1 :]
        near = last is not None and 0 <= provision.span.start - last <= _IN_LIST
        if any(word in before for word in _BASIS_WORDS) or (near and before.endswith(_JOINTS)):
            last = provision.span.end
            yield provision.span, provision.identifier
