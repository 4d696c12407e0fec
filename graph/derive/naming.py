"""Collect what sources name from their lines as they are written, before any is loaded."""

import re
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from graph.derive.citing import CITED_TITLE, TARGET
from graph.store.ntriples import Lines, parsed
from ontology.iri import Iris
from ontology.vocabulary import DCTERMS, ELI, PROV, RDF, ZM

NAMING = tuple(
    ox.NamedNode(str(term))
    for term in (
        ELI.passed_by,
        ZM.mentions,
        ZM.addressedTo,
        ZM.agency,
        ZM.bearerAgency,
        ZM.bearerKind,
        ZM.broaderKind,
        ZM.narrowerKind,
        ZM.authorityAgency,
        ZM.authorityKind,
        ZM.group,
        ZM.target,
        ELI.is_member_of,
        DCTERMS.subject,
    )
)
"""The properties that lead from a source's statements to the resources that it names."""
DERIVED_FROM = ox.NamedNode(str(PROV.wasDerivedFrom))
A, RESOURCE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ELI.LegalResource))
NUMBER, TITLE = ox.NamedNode(str(ELI.number)), ox.NamedNode(str(DCTERMS.title))
PLACE, JURISDICTION = ox.NamedNode(str(ZM.place)), ox.NamedNode(str(ELI.jurisdiction))
PLACED = (PLACE, JURISDICTION)
"""The properties that lead to the place of a body or a document."""


def _written(*terms: ox.NamedNode) -> frozenset[bytes]:
    return frozenset(term.value.encode() for term in terms)


_NAMES, _SUBJECTS, _PLACES = _written(*NAMING), _written(DERIVED_FROM), _written(*PLACED)
_TARGETS, _TITLES = _written(TARGET), _written(CITED_TITLE)
_SAID = _written(NUMBER, TITLE, JURISDICTION)


def _any_of(terms: Iterable[bytes]) -> bytes:
    """Return a pattern of some IRIs, which looks at the namespace of each once."""
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for term in sorted(terms):
        end = re.search(rb"[^#/]*$", term)
        assert end
        found[term[: end.start()]].append(re.escape(end[0]))
    return b"|".join(b"%s(?:%s)" % (re.escape(space), b"|".join(names)) for space, names in found.items())


_LINE = re.compile(
    b"> <(?:(%s)> (.*)|%s> %s) \\.$"
    % (
        _any_of(_NAMES | _SUBJECTS | _PLACES | _TITLES | _SAID),
        re.escape(A.value.encode()),
        re.escape(str(RESOURCE).encode()),
    ),
    re.MULTILINE,
)
"""Matches from the end of the subject to the end of a line."""


class NamedThings:
    """Collects what the sources of a new store name. things: IRIs of what they name and publish; places: of where that is."""

    def __init__(self, iris: Iris) -> None:
        self._cited = iris.titles.encode()
        self.things: set[str] = set()
        self.places: set[str] = set()
        self._titles: set[bytes] = set()  # lines
        self._said: set[bytes] = set()

    def add(self, lines: Lines) -> set[str]:
        """Add the triples of one source; return what no source before has named."""
        things, places = set[bytes](), set[bytes]()
        targets, titles = dict[bytes, bytes](), list[tuple[bytes, bytes]]()
        for found in _LINE.finditer(lines):
            subject = lines[lines.rfind(b"\n", 0, found.start()) + 2 : found.start()]
            if b">" in subject:
                continue  # in the words of a literal
            term, value = found[1], found[2]
            if term in _NAMES:
                things.add(value)
                if term in _TARGETS and value.startswith(self._cited, 1):
                    targets[subject] = value
            elif term in _SUBJECTS:
                things.add(b"<%s>" % subject)
            elif term in _TITLES:
                titles.append((subject, value))
            if term in _PLACES:
                places.add(value)
            if term is None or term in _SAID:
                self._said.add(b"<%s%s\n" % (subject, found[0]))
        self._titles.update(
            b"%s <%s> %s .\n" % (targets[reference], TITLE.value.encode(), title)
            for reference, title in titles
            if reference in targets
        )
        new = {value[1:-1].decode() for value in things} - self.things
        self.things |= new
        self.places.update(value[1:-1].decode() for value in places)
        return new

    def titles(self) -> dict[str, list[str]]:
        """Return the titles under which each document is cited of which no number is known."""
        found: dict[str, list[str]] = {}
        for triple in parsed(b"".join(sorted(self._titles))):
            found.setdefault(triple.subject.value, []).append(triple.object.value)  # type: ignore[union-attr]
        return found

    def statements(self) -> set[ox.Triple]:
        """Return what sources say themselves of documents: that they are such, their numbers, titles and places."""
        return set(parsed(b"".join(self._said)))
