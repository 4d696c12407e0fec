"""`Iris` mints every IRI of `docs/graph.md` below one base and parses it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import assert_never
from urllib.parse import quote, unquote

from ontology.identifiers import (
    Agency,
    Annex,
    Assignment,
    Change,
    Chars,
    Clause,
    Concept,
    Fact,
    Gazette,
    Graph,
    Group,
    Identifier,
    Instrument,
    Local,
    Measure,
    Numbered,
    Place,
    Review,
    Reviewer,
    Source,
    SourceIssue,
    Statement,
    StatusEvent,
    StatusInterval,
    Titled,
    TitleOnly,
    Version,
)
from ontology.iri.escape import concept, path, segment
from ontology.iri.fragments import FragmentIris
from ontology.iri.grammar import IN_DOCUMENT, parsed, with_fragment
from ontology.vocabulary import BASE


@dataclass(frozen=True, slots=True)
class Iris(FragmentIris):
    """Mints and parses the IRIs of `docs/graph.md` below one base.

    >>> Iris().numbered("370100", "济政发", 2018, 22)
    'https://w3id.org/zhengmai/eli/cn/370100/济政发/2018/22'
    >>> Iris().parse("https://w3id.org/zhengmai/eli/cn/370100/济政发/2018/22")
    Numbered(place='370100', code='济政发', year=2018, serial=22)
    """

    base: str = BASE

    @classmethod
    def of_source(cls, iri: str, name: str) -> "Iris | None":
        """Return the base under which the source of that relative name has this IRI; None where there is none."""
        end = f"source/{path(name)}"
        return cls(iri.removesuffix(end)) if iri.endswith(end) else None

    def mint(self, value: Identifier) -> str:
        """Return the IRI of a value."""
        match value:
            case Numbered(place, code, year, serial):
                return self.numbered(place, code, year, serial)
            case Version(work, day):
                return self.version(self.mint(work), day)
            case Titled(place, issuer, signed, title):
                return self.titled(place, issuer, signed, title)
            case Local(name, ordinal):
                return self.local(name, ordinal)
            case TitleOnly(identity):
                return self.titled_only(identity)
            case Instrument(document, position) | Annex(document, position):
                return self.part(self.mint(document), type(value), position)
            case Clause(within, eid, imprint):
                return self.clause(self.mint(within), eid, imprint=imprint)
            case Source(name):
                return self.source(name)
            case Statement(source, kind, ordinal, position):
                return self.statement(self.mint(source), kind, ordinal, position)
            case Assignment(source, ordinal, task, position):
                return self.assignment(self.mint(source), ordinal, task, position)
            case Measure(source, ordinal, sanction, position):
                return self.measure(self.mint(source), ordinal, sanction, position)
            case Fact(source, ordinal, field, position):
                return self.fact(self.mint(source), ordinal, field, position)
            case SourceIssue(source, ordinal):
                return self.source_issue(self.mint(source), ordinal)
            case Chars(source, start, end):
                return self.chars(self.mint(source), start, end)
            case StatusEvent(about, position):
                return self.status_event(self.mint(about), position)
            case StatusInterval(about, position):
                return self.status_interval(self.mint(about), position)
            case Gazette(title, issued, number):
                return self.gazette(title, issued, number)
            case Agency(name):
                return self.agency(name)
            case Group(place, name):
                return self.group(place, name)
            case Place(code):
                return self.place(code)
            case Concept(scheme, name):
                return self.concept(scheme, name)
            case Change(name, place):
                return self.change(name, place)
            case Review(key):
                return self.review(key)
            case Reviewer(name):
                return self.reviewer(name)
            case Graph(name):
                return self.graph(name)
            case _:
                assert_never(value)

    def parse(self, iri: str) -> Identifier | None:
        """Return the value whose IRI this is; None for what is no IRI of `docs/graph.md` below this base."""
        if not iri.startswith(self.base):
            return None
        whole, mark, fragment = iri[len(self.base) :].partition("#")
        value = parsed(whole)
        if mark:
            value = with_fragment(value, fragment)
        # What is written in another way (a leading zero, an escape too many) is no IRI of ours.
        return value if value is not None and self.mint(value) == iri else None

    def document(self, iri: str) -> str:
        """Return the IRI of the document that `iri` is, or is a part, a clause or a fragment of; empty where it is of none.

        Takes any fragment. What is known of statements in a source's graph (`source/a.txt#task=1-2`) needs the store:
        `graph.records.identity`.
        """
        return self.split(iri)[0]

    def below(self, iri: str) -> str:
        """Return the path of a part or clause below its document: `doc_1/art_3`; empty for the document and for what is in none."""
        return self.split(iri)[1]

    def within(self, iri: str) -> str:
        """Return the IRI of the document or part in which a clause occurs; empty for an IRI of anything but a clause."""
        value = self.parse(iri)
        return self.mint(value.within) if isinstance(value, Clause) else ""

    def split(self, iri: str) -> tuple[str, str]:
        """`document(iri)` and `below(iri)`: cheaper than parsing, for loops over all clauses of a store."""
        if not iri.startswith(self.base):
            return "", ""
        whole = iri[len(self.base) :].partition("#")[0]
        found = IN_DOCUMENT.fullmatch(whole)
        if found is None:
            return "", ""
        return f"{self.base}{found['document']}", whole[found.end("document") + 1 :]

    def moved(self, iri: str, other: "Iris") -> str:
        """Return the IRI of the same thing below another base; terms of the ontology (`ns#`) and what is no IRI of ours stay as they
        are."""
        value = self.parse(iri)
        return iri if value is None else other.mint(value)

    @property
    def titles(self) -> str:
        """The prefix of the IRIs of titles, for a query's filter."""
        return f"{self.base}title/"

    @property
    def sources(self) -> str:
        """The prefix of the IRIs of sources."""
        return f"{self.base}source/"

    @property
    def graphs(self) -> str:
        """The prefix of the IRIs of the named graphs that are not a source's."""
        return f"{self.base}graph/"

    @property
    def shared_graphs(self) -> str:
        """The prefix of the IRIs of the named graphs that several sources share."""
        return f"{self.graphs}shared/"

    def shorten(self, iri: str) -> str:
        """Below the base as it is read, else the IRI itself: `agency/岚州市财政局`."""
        return unquote(iri.removeprefix(self.base)) or iri

    def relative(self, iri: str) -> str:
        """Return an IRI below the base as its path, written as it is: exported data contain the path instead of the IRI."""
        return iri.removeprefix(self.base)

    def absolute(self, path: str) -> str:
        """Return the IRI of a path below the base; `parse` decides whether it is one of ours."""
        return f"{self.base}{path}"

    def served(self, iri: str, root: str) -> str:
        """Return the address at which an endpoint at `root` describes an IRI below the base; another IRI as it is.

        A fragment never reaches a server, so it becomes a parameter: `…/source/a.txt#task=1-2` → `…/source/a.txt?fragment=task%3D1-2`.
        """
        if not iri.startswith(self.base):
            return iri
        place, _, fragment = self.relative(iri).partition("#")
        return f"{root}{quote(place, safe='/%~:@!$&()*+,;=')}" + (
            f"?fragment={quote(fragment, safe='')}" if fragment else ""
        )

    def at_address(self, path: str, fragment: str = "") -> str:
        """Return the IRI of such an address: the inverse of `served`."""
        return self.absolute(path) + (f"#{fragment}" if fragment else "")

    def source(self, name: str) -> str:
        return f"{self.sources}{path(name)}"

    def numbered(self, place: str, code: str, year: int | None, serial: int) -> str:
        """Mint the IRI of a document by its number; orders have no year: `eli/cn/100000/国务院令/706`."""
        middle = f"{year}/" if year is not None else ""
        return f"{self.base}eli/cn/{segment(place)}/{segment(code)}/{middle}{serial}"

    def numbers_of(self, place: str) -> str:
        """Return how the IRIs of the documents of a place begin that have a number, or an issuer and a day."""
        return f"{self.base}eli/cn/{segment(place)}/"

    def version(self, numbered: str, day: str) -> str:
        """Mint the IRI of the text of a numbered document as a later revision made it: `eli/cn/100000/国务院令/512/2024-12-06`."""
        return f"{numbered}/{day}"

    def titled(self, place: str, issuer: str, signed: str, title: str) -> str:
        """Mint the IRI of a document that has no number, by issuer, day and title."""
        return f"{self.base}eli/cn/{segment(place)}/{segment(issuer)}/{signed}/{segment(title)}"

    def local(self, name: str, ordinal: int) -> str:
        """Mint the IRI of a document that only its place in a source identifies."""
        return f"{self.base}eli/local/{path(name)}/{ordinal}"

    def titled_only(self, identity: str) -> str:
        """Mint the IRI of a document that is known by its title alone (`ontology.titles.identity`)."""
        return f"{self.base}title/{segment(identity)}"

    @staticmethod
    def part(document: str, value: type[Instrument] | type[Annex], position: int) -> str:
        """Mint the IRI of an instrument or annex of the document with this IRI: `<document>/doc_1`, `<document>/att_1`."""
        return f"{document}/{'doc' if value is Instrument else 'att'}_{position}"

    @staticmethod
    def clause(within: str, eid: str, *, imprint: bool = False) -> str:
        """Mint the IRI of a clause of the document or part with this IRI, whether its text is in the store or not:
        `<document>/art_3__para_1`."""
        return f"{within}/{'imprint/' if imprint else ''}{segment(eid)}"

    def concept(self, scheme: str, name: str) -> str:
        """Mint the IRI of a concept of one of `SCHEMES`, a member of one of our lists (`ontology.enumerations`): `event/repealed`."""
        return concept(self.base, scheme, name)

    def bearer(self, name: str) -> str:
        """Mint the IRI of a kind of bearer: `bearer/用人单位`."""
        return self.concept("bearer", name)

    def theme(self, name: str) -> str:
        """Mint the IRI of a theme that somebody files documents under: `theme/经济法`."""
        return self.concept("theme", name)

    def kind(self, name: str) -> str:
        """Mint the IRI of a kind of document: `kind/通知`."""
        return self.concept("kind", name)

    def group(self, place: str, name: str) -> str:
        """Mint the IRI of a group of bodies, as a place's documents call it: `group/370100/各区县政府`."""
        return f"{self.base}group/{segment(place)}/{segment(name)}"

    def gazette(self, title: str, year: int, number: int) -> str:
        return f"{self.base}gazette/{segment(title)}/{year}/{number}"

    def agency(self, name: str) -> str:
        return f"{self.base}agency/{segment(name)}"

    def place(self, code: str) -> str:
        return f"{self.base}place/{segment(code)}"

    def change(self, name: str, place: str) -> str:
        """Mint the IRI of a reform at a place: `change/自然资源/370100`."""
        return f"{self.base}change/{segment(name)}/{segment(place)}"

    def review(self, key: str) -> str:
        """Mint the IRI of a decision, and of the named graph that contains it: `review/0123456789abcdef`."""
        return f"{self.base}review/{key}"

    def reviewer(self, name: str) -> str:
        """Mint the IRI of a person who decided: `reviewer/王芳`."""
        return f"{self.base}reviewer/{segment(name)}"

    def graph(self, name: str) -> str:
        """Mint the IRI of a named graph that is not a source's: `ontology`, `derived`."""
        return f"{self.base}graph/{path(name)}"

    def shared(self, sources: Iterable[str]) -> str:
        """Mint the IRI of the named graph of triples shared by several sources (IRIs, in any order): `graph/shared/<digest of the set>`."""
        return self.graph(f"shared/{sha256(chr(10).join(sorted(sources)).encode()).hexdigest()[:16]}")
