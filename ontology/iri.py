"""Readable IRIs: mints every IRI of `docs/graph.md` and parses it back.

An IRI is a function of natural keys, never of a counter or a clock. Each kind of IRI has a value type (`ontology.identifiers`);
`Iris.mint` turns a value into an IRI below one base, `Iris.parse` turns it back, and `mint(parse(iri)) == iri`. No other module
cuts an IRI or puts one together: `tests/ontology/test_iri_only_here.py` scans the code for it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
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
    StatementKind,
    StatusEvent,
    StatusInterval,
    Titled,
    TitleOnly,
    Version,
)
from ontology.iri_grammar import IN_DOCUMENT, parsed, with_fragment
from ontology.vocabulary import BASE

# RFC 3987 `isegment` without the characters that would end a segment: everything else of Unicode stays readable.
_RESERVED = set('<>"{}|\\^`#?%[] /')
# `ucschar` ends at U+FFEF and begins again at U+E1000; of what it leaves out these count as printable: the sign of a character that was
# lost in decoding, and the selectors of a character's variants.
_RESERVED |= {"\ufffc", "\ufffd", *map(chr, range(0xE0100, 0xE01F0))}


@lru_cache(maxsize=1 << 12)  # the same names again and again
def segment(text: str) -> str:
    """Escape what may not occur in one path segment: `a b/c` → `a%20b%2Fc`; Chinese is kept."""
    return "".join(quote(c, safe="") if c in _RESERVED or not c.isprintable() or c.isspace() else c for c in text)


def path(text: str) -> str:
    """Escape a relative name, keeping its slashes: `岚州市/2023 04.txt` → `岚州市/2023%2004.txt`."""
    return "/".join(segment(part) for part in text.split("/"))


_LOCAL = re.compile(r"/eli/local/(?:.*/)?(?P<name>[^/]+?)(?:\.[A-Za-z0-9]{1,5})?/(?P<ordinal>\d+)$")


def sent(path: bytes) -> str:
    """Return the path of an address as it came over the network, as IRIs have it: each segment decoded, and escaped as `segment` does.

    `/agency/%E6%B5%8E a` → `agency/济%20a`. Raises UnicodeDecodeError for what is not UTF-8.
    """
    parts = path.decode("utf-8").removeprefix("/").split("/")
    return "/".join(segment(unquote(part, errors="strict")) for part in parts)


def local_name(iri: str) -> str:
    """Return the readable end of an IRI, of any base or vocabulary: `…/kind/通知` → `通知`, `…ns#Task` → `Task`."""
    return unquote(iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :])


def named_by_file(iri: str) -> str:
    """Return the name of a document without number and title: its file, and its place in it from the second on.

    `…/eli/local/notices/通知.txt/2` → `通知（2）`; empty for an IRI of any other form.
    """
    if not (match := _LOCAL.search(unquote(iri))):
        return ""
    return match["name"] + (f"（{match['ordinal']}）" if match["ordinal"] != "1" else "")


def below(iri: str, document: str) -> str:
    """Return the path of a part or clause below the document that it is in, of any base: `doc_1/art_3`; empty for what is not in it."""
    return iri.removeprefix(f"{document}/") if iri.startswith(f"{document}/") else ""


def split_eid(clause: str) -> tuple[str, str]:
    """Split the IRI of a clause, or its path below its document, into that of its document or part and its eId.

    >>> split_eid("doc_1/art_3"), split_eid("art_3")
    (('doc_1', 'art_3'), ('', 'art_3'))
    """
    home, _, eid = clause.rpartition("/")
    return home, eid


def anchor(below: str) -> str:
    """Return the anchor, on the page of a document, of the thing at a path below the document: `doc_1/art_3` → `at-doc_1-art_3`.
    `ontology.iri_grammar.anchored` gives the path back."""
    return "-".join(["at", *re.findall(r"[\w-]+", below)])


@dataclass(frozen=True, slots=True)
class Iris:
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

    @staticmethod
    def numbered_in(source: str, kind: str, identifier: str) -> str:
        """Mint the IRI of a numbered thing in the source with this IRI: `<source>#task=3-2`. identifier: the numbers, joined by hyphens."""
        return f"{source}#{kind}={identifier}"

    @staticmethod
    def statement(source: str, kind: StatementKind, document: int, position: int) -> str:
        """Mint the IRI of a reference, task, time limit or duty in the source with this IRI: `<source>#reference=3-7`."""
        return Iris.numbered_in(source, kind, f"{document}-{position}")

    @staticmethod
    def stated_in(statement: str) -> str:
        """Return the IRI of the source in which a statement occurs: `<source>` of `<source>#duty=3-7`."""
        return statement.partition("#")[0]

    @staticmethod
    def position(iri: str) -> int | None:
        """Return the position that the IRI of a statement, party or measure ends with: 7 of `<source>#duty=3-7`; None of any other IRI."""
        _, _, last = iri.partition("#")[2].rpartition("-")
        return int(last) if last.isdecimal() else None

    @staticmethod
    def assignment(source: str, document: int, task: int, position: int) -> str:
        """Mint the IRI of a party's part in a task: `<source>#assignment=3-7-1`."""
        return Iris.numbered_in(source, "assignment", f"{document}-{task}-{position}")

    @staticmethod
    def measure(source: str, document: int, sanction: int, position: int) -> str:
        """Mint the IRI of a measure of a sanction: `<source>#measure=3-7-1`."""
        return Iris.numbered_in(source, "measure", f"{document}-{sanction}-{position}")

    @staticmethod
    def fact(source: str, document: int, field: str, ordinal: int) -> str:
        """Mint the IRI of the annotation of a fact: `<source>#fact=3-number-1`."""
        return Iris.numbered_in(source, "fact", f"{document}-{field}-{ordinal}")

    @staticmethod
    def source_issue(source: str, ordinal: int) -> str:
        """Mint the IRI of an issue that the reader met in a source: `<source>#issue=2`."""
        return Iris.numbered_in(source, "issue", str(ordinal))

    @staticmethod
    def chars(source: str, start: int, end: int) -> str:
        """Code points of the source with this IRI, half-open (RFC 5147): `<source>#char=120,131`."""
        return f"{source}#char={start},{end}"

    @staticmethod
    def code_points(evidence: str) -> tuple[str, int, int]:
        """Return what `chars` was given: the source's IRI and the half-open code points. Raises ValueError for another IRI."""
        source, mark, place = evidence.partition("#char=")
        start, comma, end = place.partition(",")
        if not (mark and comma and start.isdecimal() and end.isdecimal()):
            raise ValueError(f"not the code points of a source: {evidence}")
        return source, int(start), int(end)

    @staticmethod
    def status_event(document: str, position: int) -> str:
        """`<document>#event=2`."""
        return f"{document}#event={position}"

    @staticmethod
    def status_interval(document: str, position: int) -> str:
        """`<document>#status=1`."""
        return f"{document}#status={position}"

    def concept(self, scheme: str, name: str) -> str:
        """Mint the IRI of a concept of one of `SCHEMES`, a member of one of our lists (`ontology.enumerations`): `event/repealed`."""
        return f"{self.base}{scheme}/{segment(name)}"

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
