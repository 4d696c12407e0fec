"""Score the marked words of a store's texts against texts that people marked, label by label."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.export.spans import SpanText, flattened, texts
from graph.score.annotated import Marked, bare, mark
from graph.score.figures import Quote, Record, Scored, compare
from graph.store.view import View

_AROUND = 60  # characters of the line before and behind the words


def score_marks(store: View, gold: Iterable[Marked], labels: Collection[str] = ()) -> Scored:
    """Compare by document, label, and first and last character. A text of the gold is known by its IRI, else by its characters.
    Where several texts of the store have the same characters, the IRI decides which is meant.

    labels: those that are scored; all if empty. Where a file contains no marks that overlap, the store's are laid flat as the
    export of that format lays them. Texts that the store does not have, or has with other characters, are not scored.
    """
    read = {one.iri: one for one in texts(store)}
    held = _Held(read.values())
    wanted, found = defaultdict[str, list[Record]](list), defaultdict[str, list[Record]](list)
    quotes: dict[tuple[str, Record], Quote] = {}
    unscored: list[tuple[str, str]] = []
    for one in gold:
        text = held.find(one)
        if text is None or one.open:
            why = "open" if one.open else "changed" if one.iri in read else "unread"
            unscored.append((one.iri or f"{one.key[:30]}…", why))
            continue
        here = mark(text.iri, text.text, flattened(text) if one.flat else text.spans)
        back = _offsets(text)
        for side, marks in ((wanted, one.marks), (found, here.marks)):
            for start, end, label in marks:
                if not labels or label in labels:
                    low, high = back[start], back[end - 1] + 1
                    record = (text.iri, f"{low:08}", f"{high:08}", text.text[low:high])
                    side[label].append(record)
                    quotes[label, record] = _quote(text.text, low, high)
    sections = {label: compare(wanted[label], found[label]) for label in sorted({*wanted, *found})}
    return Scored(sections, quotes, tuple(unscored))


def as_gold(store: View, gold: Iterable[Marked]) -> list[SpanText]:
    """Return the texts of gold that the store has, with the store's white space and IRIs, and the marks of the gold."""
    held = _Held(texts(store))
    found = []
    for one in gold:
        if (text := held.find(one)) is not None:
            back = _offsets(text)
            spans = tuple((back[start], back[end - 1] + 1, label) for start, end, label in one.marks)
            found.append(SpanText(text.iri, text.text, spans))
    return sorted(found, key=lambda one: one.iri)


class _Held:
    """The texts of a store, by the characters that tools keep and by IRI."""

    def __init__(self, held: Iterable[SpanText]) -> None:
        self._by_key: dict[str, SpanText] = {}
        self._by_both: dict[tuple[str, str], SpanText] = {}
        for one in held:
            key = bare(one.text)[0]
            self._by_key[key] = self._by_both[one.iri, key] = one

    def find(self, gold: Marked) -> SpanText | None:
        """Return the text of the gold's IRI where it has the gold's characters, else any text that has them."""
        return self._by_both.get((gold.iri, gold.key)) or self._by_key.get(gold.key)


def _offsets(one: SpanText) -> list[int]:
    """Return for each character that tools keep its offset in the text."""
    _, at = bare(one.text)
    return [offset for offset in range(len(one.text)) if at[offset + 1] > at[offset]]


def _quote(text: str, start: int, end: int) -> Quote:
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _AROUND)
    return Quote(text[start:end], text[first:start], text[end:last])
