"""Ask the store for a check: which document a reference means, which edition is in force on the day, what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from check.editions import Edition, editions_of
from check.fit import Fit
from check.slips import KnownTitles
from graph.derive.standing import kept
from graph.derive.status import Standing, status
from graph.records.alignment import Match
from graph.records.identity import Identity
from graph.records.rows import local_name, select_rows
from graph.records.spelling import title_key
from graph.records.wording import Wording, read_wordings
from graph.store.view import View
from ingest.model import DocumentReference
from ontology.enumerations import EventKind

_STEPS = 6  # successors in a row that are followed
_SUPERSEDES = "SELECT ?newer WHERE {{ ?newer zm:supersedes {document} }}"


@dataclass(frozen=True, slots=True)
class Holding:
    """The store's knowledge of a document that the draft names.

    iri: of the document, or of the number or title by which it is known. editions: its texts, the oldest first; current: the one of
    the day; earlier: the one before that. standing: on the day.
    """

    iri: str
    title: str
    number: str
    editions: tuple[Edition, ...]
    current: Edition | None
    earlier: Edition | None
    standing: Standing

    @property
    def known(self) -> bool:
        """Return whether the store knows anything about it: its text, or what other documents say about it."""
        return self.current is not None or bool(self.standing.reasons)

    @property
    def name(self) -> str:
        """The name of the document: 《title》（number）."""
        if not self.title:
            return self.number
        return f"《{self.title}》（{self.number}）" if self.number and "〔" in self.number else f"《{self.title}》"


class Shelf:
    """Documents by reference, on one day; each is looked up once. own: the draft's own titles and numbers. A document of the store that
    has one of them is the draft itself, so its acts do not count."""

    def __init__(self, view: View, who: Identity, day: date, own: Sequence[str] = ()) -> None:
        self.view, self.who, self.day = view, who, day
        self.own = frozenset(iri for name in own if name for iri in who.named_exactly(name))
        self._holdings: dict[tuple[str, ...], Holding | None] = {}
        self._wordings: dict[Edition, Wording] = {}
        self._matches: dict[tuple[Edition, Edition], dict[str, Match]] = {}
        self._fits: dict[tuple[Edition, Edition], Fit] = {}
        self.titles = KnownTitles(who)

    # --- which document -----------------------------------------------------------------------------------------------

    def by_number(self, reference: DocumentReference, place: str | None = None) -> Holding | None:
        """Return the document of a reference's number; None where it has none, or the store does not know it."""
        return self.numbered(str(reference.number), place) if reference.number is not None else None

    def numbered(self, number: str, place: str | None = None) -> Holding | None:
        """Return the document of a number; None where the store does not know it."""
        return self._holding(self.who.named_exactly(number), place)

    def by_title(self, title: str, place: str | None = None) -> Holding | None:
        """Return the document of a title; None where the store does not know it, or knows several of different places."""
        exact = self.who.named_exactly(title)
        key = title_key(title)
        return self._holding(tuple(iri for iri in exact if key in map(title_key, self.who.names(iri))), place)

    def named(self, reference: DocumentReference, place: str | None = None) -> Holding | None:
        """Return the document that a reference means, by its number, else by its title."""
        found = self.by_number(reference, place)
        if found is None and reference.title:
            found = self.by_title(reference.title, place)
        return found

    def _holding(self, exact: tuple[str, ...], place: str | None) -> Holding | None:
        iris = tuple(dict.fromkeys(self.who.canonical(iri) for iri in exact))
        iris = self._of_one_place(iris, place)
        if iris not in self._holdings:
            self._holdings[iris] = self._look_up(iris) if iris else None
        return self._holdings[iris]

    def _of_one_place(self, iris: tuple[str, ...], place: str | None) -> tuple[str, ...]:
        """Return the documents of one place: those of the draft's own, else of the only one; none where several have the name."""
        by_place: dict[str, list[str]] = {}
        for iri in iris:
            row = self.who.row(iri)
            code = local_name(row.place.iri) if row and row.place else ""
            by_place.setdefault(code, []).append(iri)
        if len(by_place) > 1 and "" in by_place:
            del by_place[""]
        if len(by_place) > 1 and place in by_place:
            return tuple(by_place[place])
        return tuple(next(iter(by_place.values()))) if len(by_place) == 1 else ()

    def _look_up(self, iris: tuple[str, ...]) -> Holding:
        events = kept(self.view, *iris)
        counted = {iri: tuple(e for e in events.get(iri, ()) if e.act not in self.own or e.act == iri) for iri in iris}
        editions = editions_of({iri: counted[iri] for iri in iris if iri in self.who.published})
        begun = [edition for edition in editions if edition.start is None or edition.start <= self.day]
        current = begun[-1] if begun else None
        earlier = begun[-2] if len(begun) > 1 else None
        chosen = current.texts if current else iris
        known = sorted({event for iri in chosen for event in counted.get(iri, ())})
        row = self.who.row(chosen[0])
        title = (row.instruments[0] if row.instruments else row.title) if row else ""
        return Holding(
            chosen[0],
            title,
            row.number if row else "",
            editions,
            current,
            earlier,
            status(known, self.day),
        )

    # --- its words ----------------------------------------------------------------------------------------------------

    def wording(self, edition: Edition) -> Wording:
        if edition not in self._wordings:
            self._wordings[edition] = read_wordings(self.view, edition.texts)
        return self._wordings[edition]

    def became(self, old: Edition, new: Edition) -> dict[str, Match]:
        """Return what each article of one edition (by its number) is in the other."""
        if (old, new) not in self._matches:
            self._matches[old, new] = self.wording(old).became(self.wording(new))
        return self._matches[old, new]

    def fit(self, old: Edition, new: Edition) -> Fit:
        """Return the scales on which the articles of two editions are weighed."""
        if (old, new) not in self._fits:
            self._fits[old, new] = Fit(self.wording(old), self.wording(new))
        return self._fits[old, new]

    # --- what has become of it ----------------------------------------------------------------------------------------

    def successors(self, holding: Holding) -> tuple[Holding, ...]:
        """Return what took the place of an ended document, and of that in turn, up to what is in force on the day."""
        found: list[Holding] = []
        seen, at = {holding.iri}, holding
        while len(found) < _STEPS and at.standing.status.ended:
            following = self._successor(at)
            if following is None or following.iri in seen:
                break
            found.append(following)
            seen.add(following.iri)
            at = following
        return tuple(found)

    def _successor(self, holding: Holding) -> Holding | None:
        node = str(ox.NamedNode(holding.iri))
        newer = sorted(row["newer"] for row in select_rows(self.view, _SUPERSEDES.format(document=node)))
        acts = [event.act for event in holding.standing.reasons if event.kind is not EventKind.EXPIRES]
        for iri in (*newer, *acts):
            one = self.who.canonical(iri)
            if one == holding.iri or one in self.own:
                continue
            row = self.who.row(one)
            if iri in newer or (row and not _only_ends(row.title)):
                return self._holding(self._texts(one), None)
        return None

    def _texts(self, iri: str) -> tuple[str, ...]:
        """Return a document with the other texts of its title, where it is known by it."""
        row = self.who.row(iri)
        alike = self.who.named_exactly(row.title) if row and row.title else ()
        return alike if iri in alike else (iri,)


def _only_ends(title: str) -> bool:
    """Test for an act that ends documents and sets nothing in their place."""
    return any(word in title for word in ("废止", "清理", "失效", "宣布", "修改"))
