"""Keep the norms of all documents (who must, must not and may), and rank those that answer a question.

`graph.records.norm_reading` reads them; `graph.records.norm_search` narrows them to what a reader asks for.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.records.asked_words import Meaning, Senses
from graph.records.norm import Norm
from graph.records.norm_groups import Alike
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
    sentences that set no duty, while the store is open."""

    norms: tuple[Norm, ...]
    statuses: dict[str, tuple[StatusDays, ...]]
    meanings: tuple[Meaning, ...] = ()
    narrower: tuple[Meaning, ...] = ()
    read_sentences: Callable[[], PlainSentences] = no_sentences

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
        return Senses(self.meanings, self.norms)

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for norm in self.norms for kind in norm.kinds)

    @cached_property
    def by_bearer(self) -> Alike:
        return Alike(self.norms, lambda norm: (norm.bearer, norm.kinds, norm.agencies, norm.place))

    @cached_property
    def by_document(self) -> Alike:
        return Alike(self.norms, lambda norm: (norm.document, norm.name, norm.title, norm.place, norm.fields))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each duty among all, by its key."""
        return {norm.key: at for at, norm in enumerate(self.norms)}

    def best_first(
        self,
        found: Sequence[Norm],
        typed: str,
        *,
        near: bool = False,
        stated: Sequence[int] | None = None,
        most: int | None = None,
    ) -> list[Norm]:
        """Return norms of the store in the order in which they answer what was typed.

        near: without those that have little of it. stated: the numbers of sentences that may answer it, too; None reads none of them.
        most: only so many.
        """
        among = [self.numbers[norm.key] for norm in found]
        by_number = dict(zip(among, found, strict=True))
        first = len(self.norms)
        ranking = self.ranking if stated is None else self.ranking_with_sentences
        among += (first + at for at in stated or ())
        best = ranking.rank(parse_question(typed), among, near=near)[:most]
        return [by_number[at] if at < first else self.sentences[at - first] for at in best]

    def holds(self, document: str, day: date) -> bool:
        """Return whether a document is in force on a day; one of which nothing is known counts as in force."""
        spans = self.statuses.get(document, ())
        return not spans or any(span.covers(day) and Status(span.status).holds for span in spans)


NO_NORMS = Norms((), {})


def count_fields(norms: Sequence[Norm]) -> list[tuple[str, int]]:
    """Return the fields of law with the number of their norms, most first."""
    counts = Counter(field for norm in norms for field in norm.fields)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def count_bearers(norms: Sequence[Norm]) -> list[tuple[str, int]]:
    """Return the kinds of bearer with the number of their norms, most first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for norm in norms:
        for kind in norm.kinds:
            counts[kind] += 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
