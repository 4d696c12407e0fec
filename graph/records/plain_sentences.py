"""The sentences that set no duty, packed: those of some thousand laws fit into memory, and a norm is made where one is looked at."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from graph.records.lazy_list import LazyList
from graph.records.norm import Norm, NormDocument
from graph.records.sentences import Sentence, read_sentences
from graph.store.view import View
from ontology.iri import split_eid


class PlainSentences(LazyList[Norm]):
    """Sentences as norms without modality, in the order of the store."""

    def __init__(self, sentences: Iterable[Sentence], sources: Mapping[str, NormDocument]) -> None:
        """sources: by document; a sentence of any other document is left out."""
        self.sources = tuple(sources.values())
        numbers = {source.document: number for number, source in enumerate(self.sources)}
        strings: dict[str, int] = {}
        words: list[str] = []
        self._source, self._path, self._lead = array("L"), array("L"), array("L")
        self._start = array("Q", [0])
        for sentence in sentences:
            if (number := numbers.get(sentence.document)) is None:
                continue
            self._source.append(number)
            self._path.append(strings.setdefault(sentence.path, len(strings)))
            self._lead.append(strings.setdefault(sentence.lead, len(strings)))
            self._start.append(self._start[-1] + len(sentence.words))
            words.append(sentence.words)
        self._words, self._strings = "".join(words), tuple(strings)

    def __len__(self) -> int:
        return len(self._source)

    def at(self, place: int) -> Norm:
        source, path = self.sources[self._source[place]], self._strings[self._path[place]]
        return Norm(
            iri="",
            document=source.document,
            name=source.name,
            title=source.title,
            position=place,
            modality="",
            sentence=self._words[self._start[place] : self._start[place + 1]],
            section=split_eid(path)[1],
            lead=self._strings[self._lead[place]],
            place=source.place,
            fields=source.fields,
            clause=f"{source.document}/{path}",
        )

    def within(self, sources: Collection[int]) -> Iterator[int]:
        """Yield the numbers of the sentences of some sources, which are given by theirs."""
        return (at for at, source in enumerate(self._source) if source in sources)


def no_sentences() -> PlainSentences:
    """Return none: of norms that are of no store."""
    return PlainSentences((), {})


def read_plain_sentences(view: View, norms: Iterable[Norm], sources: Mapping[str, NormDocument]) -> PlainSentences:
    """Read the sentences of some documents in which none of the norms occurs, nor what follows from its breach."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for norm in norms:
        told[norm.clause].add(norm.sentence)
        for one in norm.consequences:
            told[one.clause].add(one.words)
    return PlainSentences(read_sentences(view, told), sources)
