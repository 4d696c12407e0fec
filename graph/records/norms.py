"""Keep the norms of all documents (who must, must not and may), and rank those that answer a question.

`graph.records.norm_reading` reads them; `graph.records.norm_search` narrows them to what a reader asks for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.records.asked_words import Meaning, Senses
from graph.records.norm import Norm, NormDocument
from graph.records.norm_groups import Alike, NormBearer, NormSort, bearer_of, document_of, sort_of
from graph.records.plain_sentences import PlainSentences, no_sentences
from graph.records.ranking import Ranking
from ontology.asked import parse_question
from ontology.enumerations import Status


@dataclass(frozen=True, slots=True)
class StatusDays:
    """The days of one status of a document; None leaves an end open."""

    status: str
    since: date | None
    through: date | None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.through is None or day <= self.through)


@dataclass(frozen=True)
class Norms:
    """All duties of a store, by document and as printed, the statuses of the documents over time, what their terms mean, and which
    kinds of bearer they count among others: of each the narrower one is the term, the broader one its name. read_sentences: reads the
    sentences that set no duty, while the store is open. sources: the published documents, by IRI."""

    norms: Sequence[Norm]
    statuses: Mapping[str, tuple[StatusDays, ...]]
    meanings: tuple[Meaning, ...] = ()
    narrower: tuple[Meaning, ...] = ()
    read_sentences: Callable[[], PlainSentences] = no_sentences
    sources: Mapping[str, NormDocument] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Yield the words of each duty, in order."""
        return (norm.text for norm in self.norms)

    @cached_property
    def sentences(self) -> PlainSentences:
        """The sentences that set no duty; they are read when a question first needs them."""
        return self.read_sentences()

    @cached_property
    def ranking(self) -> Ranking:
        """Ranks the duties alone."""
        return Ranking(self.norms)

    @cached_property
    def ranking_with_sentences(self) -> Ranking:
        """Ranks the duties, and behind them the sentences."""
        return Ranking(self.norms, self.sentences)

    @cached_property
    def senses(self) -> Senses:
        return Senses(self.meanings, self.by_document.groups)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for group in self.by_bearer.groups for kind in group.kinds)

    @cached_property
    def by_bearer(self) -> Alike[NormBearer]:
        return Alike.grouped(self.norms, bearer_of)

    @cached_property
    def by_document(self) -> Alike[NormDocument]:
        return Alike.grouped(self.norms, document_of)

    @cached_property
    def by_sort(self) -> Alike[NormSort]:
        return Alike.grouped(self.norms, sort_of)

    def best_first(
        self,
        found: Iterable[int],
        typed: str,
        *,
        near: bool = False,
        stated: Iterable[int] | None = None,
        most: int | None = None,
    ) -> list[int]:
        """Return norms of the store, by their places, in the order in which they answer what was typed.

        near: without those that have little of it. stated: the numbers of sentences that may answer it, too, whose places are behind those
        of all norms; None reads none of them. most: only so many.
        """
        ranking = self.ranking if stated is None else self.ranking_with_sentences
        among = [*found, *(len(self.norms) + at for at in stated or ())]
        return ranking.rank(parse_question(typed), among, near=near)[:most]

    def norm(self, at: int) -> Norm:
        """Return the norm or sentence at a place."""
        first = len(self.norms)
        return self.norms[at] if at < first else self.sentences[at - first]

    def holds(self, document: str, day: date) -> bool:
        """Return whether a document is in force on a day; one of which nothing is known counts as in force."""
        spans = self.statuses.get(document, ())
        return not spans or any(span.covers(day) and Status(span.status).holds for span in spans)


NO_NORMS = Norms((), {})


def count_fields(norms: Norms) -> list[tuple[str, int]]:
    """Return the fields of law with the number of their norms, most first."""
    return _counted((group.fields, count) for group, count in norms.by_document.counted())


def count_bearers(norms: Norms) -> list[tuple[str, int]]:
    """Return the kinds of bearer with the number of their norms, most first."""
    return _counted((group.kinds, count) for group, count in norms.by_bearer.counted())


def _counted(named: Iterable[tuple[Iterable[str], int]]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for names, count in named:
        for name in names:
            counts[name] += count
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
