"""Published texts that print no number of their own, cited with one: 《渡口办法》（岚政发〔2012〕3号）, and the store has 渡口办法.

Collections of laws often leave the number out. The number then means the text whose title folds alike, of the same place, that was
made in the number's year; and a text that was revised later is an edition of it. A number without a year (国务院令第286号) denotes the
only text of its title and place, or for its editions, if no other number is given for that title. Where several texts may be meant, none
is.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph.derive.asking import Answers, rows
from graph.derive.index import TitleIndex
from graph.store.view import View, text
from ontology.identifiers import Numbered
from ontology.iri import Iris, local_name
from ontology.titles import title_identity

_TEXTS = """
SELECT ?document ?title ?place ?day ?revised WHERE { %(document)s
  ?document a zm:PublishedDocument ; dct:title ?title .
  FILTER NOT EXISTS { ?document eli:number ?number }
  OPTIONAL { ?document eli:jurisdiction ?place }
  OPTIONAL { ?document eli:date_document|eli:date_publication|eli:first_date_entry_in_force ?day }
  OPTIONAL { ?document eli:version_date ?revised }
}"""


@dataclass(slots=True)
class UnnumberedText:
    """A text without a number. keys: what its titles fold to; years: of its signature, publication and entry into force; revised: the
    years of its revisions."""

    iri: str
    keys: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    revised: set[int] = field(default_factory=set)

    def packed(self) -> tuple[str, str]:
        """Return the places and the years as the index keeps them."""
        years, revised = (" ".join(map(str, sorted(some))) for some in (self.years, self.revised))
        return " ".join(sorted(self.places)), f"{years},{revised}"

    @classmethod
    def unpacked(cls, iri: str, rows: Iterable[tuple[str, str, str]]) -> "UnnumberedText | None":
        """Return the text of which the index knows these rows; None where there are none."""
        text = None
        for key, places, packed in rows:
            if text is None:
                years, revised = (set(map(int, some.split())) for some in packed.split(","))
                text = cls(iri, set(), set(places.split()), years, revised)
            text.keys.add(key)
        return text


class Unnumbered:
    """Finds the texts behind cited numbers that no published text prints.

    one: number → the text that it denotes; later: number → the editions of the text, sorted. whole: of all numbers; else of those that
    `load` was called for. Only texts are read whose title is cited with a number.
    """

    def __init__(self, index: TitleIndex, iris: Iris, *, whole: bool) -> None:
        self._index, self._iris = index, iris
        self.one: dict[str, str] = {}
        self.later: dict[str, tuple[str, ...]] = {}
        self._loaded: set[str] = set()
        self._texts = self._none_read()
        if whole:
            self._resolve(set(index.numbers()))
            self._texts = self._none_read()  # this many texts are needed only once

    def load(self, numbers: Iterable[str]) -> None:
        """Resolve some numbers, and those that compete with them for a text."""
        if missing := {one for one in numbers if one not in self._loaded and self._index.keys_of_number(one)}:
            self._resolve(self._competing(self._cited_at(missing)) | missing)

    def standing_for(self, things: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the numbers that may denote some published things → the texts that they denote."""
        titled = {key for text in self._read(things) for key in _claimed_at(text)}
        numbers = {number for key, place in titled for number in self._numbers(key, place)}
        self.load(numbers)
        return {number: self.things(number) for number in numbers}

    def things(self, number: str) -> tuple[str, ...]:
        """Return the texts that a loaded number denotes, sorted."""
        return (self.one[number],) if number in self.one else self.later.get(number, ())

    def places(self, documents: Iterable[str], numbers: Iterable[str]) -> set[str] | None:
        """Return the places of some numbers, and of those numbers that may mean one of some documents; None for all places, where one
        of these has none."""
        texts = self._read(documents)
        if not all(text.places for text in texts):
            return None
        parsed = map(self._iris.parse, numbers)
        cited = {value.place for value in parsed if isinstance(value, Numbered)}
        return cited | {place for text in texts for place in text.places}

    def competing(self, keys: Collection[str], places: Collection[str] | None) -> set[str]:
        """Return the numbers of some places (None: of all) that are cited with one of some folded titles, and those that compete with
        them for texts."""
        return self._competing({(key, place) for key in keys for place in ([None] if places is None else places)})

    def _competing(self, waiting: set[tuple[str, str | None]]) -> set[str]:
        """Return the numbers that are cited with a folded title at a place (None: at any), and all that compete with them.

        Two numbers compete where one text may be meant by both: it has the title and no other place than theirs.
        """
        found, seen = set[str](), set[tuple[str, str | None]]()
        while waiting:
            seen |= waiting
            titled = self._titled(waiting)
            numbers = {number for key, place in waiting for number in self._numbers(key, place)} - found
            found |= numbers
            cited = {pair for pair in self._cited_at(numbers) - seen if self._index.unnumbered(*pair)}
            waiting = ({one for texts in titled.values() for text in texts for one in _claimed_at(text)} | cited) - seen
        return found

    def _titled(self, pairs: Collection[tuple[str, str | None]]) -> dict[tuple[str, str | None], list[UnnumberedText]]:
        """Return, of folded titles with a place (None: any), the texts that the numbers of the place may mean."""
        there = {(key, place): self._index.unnumbered(key, place) for key, place in pairs}
        texts = {text.iri: text for text in self._read({one for some in there.values() for one in some})}
        return {
            (key, place): [
                texts[one] for one in some if one in texts and (place is None or texts[one].places <= {place})
            ]
            for (key, place), some in there.items()
        }

    def _cited_at(self, numbers: Iterable[str]) -> set[tuple[str, str | None]]:
        """Return the folded titles that are cited with some numbers, each with the number's place."""
        parsed = ((number, self._iris.parse(number)) for number in numbers)
        return {
            (key, value.place)
            for number, value in parsed
            if isinstance(value, Numbered)
            for key in self._index.keys_of_number(number)
        }

    def _numbers(self, key: str, place: str | None) -> list[str]:
        """Return the numbers of a place (None: of any) that are cited with a folded title."""
        return self._index.numbers_with(key, "" if place is None else self._iris.numbers_of(place))

    def _read(self, documents: Iterable[str]) -> list[UnnumberedText]:
        """Return the texts without a number among some published documents."""
        wanted = sorted(set(documents))
        self._texts.load(wanted)
        return [text for one in wanted if (text := self._texts.about(one)) is not None]

    def _none_read(self) -> Answers[UnnumberedText]:
        def read(documents: Collection[str] | None) -> dict[str, UnnumberedText]:
            found = ((one, UnnumberedText.unpacked(one, self._index.known_of(one))) for one in documents or ())
            return {one: text for one, text in found if text is not None}

        return Answers(read, whole=False)

    def _resolve(self, numbers: set[str]) -> None:
        """Resolve numbers; all that compete with one of them are among them."""
        self._loaded |= numbers
        cited = {number: self._index.keys_of_number(number) for number in sorted(numbers)}
        texts = self._titled(self._cited_at(numbers))
        one: dict[str, str] = {}
        yearless: dict[str, list[UnnumberedText]] = {}
        for target, keys in cited.items():
            number = self._iris.parse(target)
            if not isinstance(number, Numbered):
                continue
            some = [text for key in keys for text in texts[key, number.place]]
            if number.year is None:
                yearless[target] = some
            elif (made := _made_in(number.year, some)) is not None:
                one[target] = made.iri
            elif editions := {text.iri for text in some if text.revised and min(text.revised) > number.year}:
                self.later[target] = tuple(sorted(editions))
        claimed = Counter(one.values())
        self.one |= {target: text for target, text in one.items() if claimed[text] == 1}
        named = Counter(text.iri for some in yearless.values() for text in some)
        for target, some in yearless.items():
            candidates = {text.iri for text in some}
            if not candidates or any(named[iri] > 1 or iri in claimed for iri in candidates):
                continue
            if all(text.revised for text in some):
                self.later[target] = tuple(sorted(candidates))
            elif len(candidates) == 1:
                self.one[target] = some[0].iri


def _claimed_at(text: UnnumberedText) -> set[tuple[str, str | None]]:
    """Return the folded titles of a text, each with the place whose numbers may mean it: None for any; nothing for a text of several."""
    if len(text.places) > 1:
        return set()
    place = next(iter(text.places), None)
    return {(key, place) for key in text.keys}


def unnumbered_texts(view: View, documents: Collection[str] | None) -> dict[str, UnnumberedText]:
    """Return the texts without a number among some published documents, by their IRIs; None for all."""
    found: dict[str, UnnumberedText] = {}
    for row in rows(view, _TEXTS, documents):
        one = found.setdefault(row["document"].value, UnnumberedText(row["document"].value))
        one.keys.add(title_identity(row["title"].value))
        if place := text(row, "place"):
            one.places.add(local_name(place))
        for years, name in ((one.years, "day"), (one.revised, "revised")):
            if text(row, name)[:4].isdigit():
                years.add(int(text(row, name)[:4]))
    return found


def _made_in(year: int, texts: Iterable[UnnumberedText]) -> UnnumberedText | None:
    """Return the one text of a number's year, else of the year before, since what is passed in December is numbered in January."""
    for made in (year, year - 1):
        some = [one for one in texts if made in one.years]
        if some:
            return some[0] if len(some) == 1 else None
    return None
