"""Compute the derived graph anew for what a change has touched.

Each derived triple belongs to the node that is its subject, or that an event is about. First the nodes are collected whose triples
can have changed: the names (titles, numbers) of the documents touched, the documents that cite these names, those that an act
touched mentions. Then the triples of these nodes are computed as if there were no others, and take the place of the old ones. What
is collected may be too much; it must not be too little.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set

import pyoxigraph as ox

from graph.derive import issuers, standing
from graph.derive.asking import rows
from graph.derive.chained import Edges
from graph.derive.clauses import MEANT_CLAUSE, meant_clauses
from graph.derive.closures import CHAINS, chains_from
from graph.derive.days import Days
from graph.derive.derive import stated_by_sources
from graph.derive.effects import awaited
from graph.derive.events import all_events
from graph.derive.guards import GUARDS, guards
from graph.derive.index import TitleIndex, TitleSide
from graph.derive.indexing import fill, renew_numbered
from graph.derive.joined import DENOTES, HAS_MEMBER, TARGETS, Joined, denoted, may_have_versions, versions
from graph.derive.meant import CITED_DOCUMENT, EDGES, LABEL, labels, meant
from graph.derive.near import NEAR_TO, Near
from graph.derive.renewed_bodies import BodyRenewal
from graph.derive.reviewed import reviewed
from graph.derive.supersessions import SUPERSEDES, supersessions
from graph.derive.touched import SourceStatements
from graph.review.decision import Decision, read_decisions
from graph.store.update import Update
from ontology.enumerations import Aspect, RelationKind
from ontology.iri import Iris, local_name
from ontology.vocabulary import ZM

_OWN_EDGES = frozenset(ox.NamedNode(kind.term) for kind in RelationKind)
_ABOUT, _STATE, _REASON = (ox.NamedNode(str(term)) for term in (ZM.about, ZM.decisionState, ZM.reason))
_CITING = "SELECT DISTINCT ?citing WHERE { %(target)s ?reference zm:target ?target ; zm:citing ?citing }"
_REFERENCES = "SELECT ?reference WHERE { %(citing)s ?reference zm:citing ?citing }"
_PROVISIONS = "SELECT ?provision WHERE { %(reference)s ?provision zm:ofReference ?reference }"
_SANCTIONS = "SELECT DISTINCT ?sanction WHERE { %(document)s ?sanction zm:breachedTitle ?law ; zm:setBy ?document }"
_WORKS = "SELECT DISTINCT ?work WHERE { %(thing)s ?thing eli:is_member_of ?work }"
_PARTS = "SELECT ?part WHERE { %(document)s ?document zm:issues ?part }"
_AWAITS = "SELECT ?target ?words WHERE { ?reference zm:awaits ?words ; zm:target ?target }"


class Renewal:
    """Recomputes the derived triples that a change can have touched, and brings the index up to date.

    before, after: the statements of the changed sources before and after the change. agencies: those that were added or removed.
    decisions: the decisions that people had made before the change.
    """

    def __init__(
        self,
        update: Update,
        iris: Iris,
        index: TitleIndex,
        before: SourceStatements,
        after: SourceStatements,
        *,
        agencies: Set[str],
        decisions: Collection[Decision],
    ) -> None:
        self._update, self._iris, self._index = update, iris, index
        self._before, self._after, self._agencies = before, after, agencies
        self._decisions = decisions
        self._derived = ox.NamedNode(iris.graph("derived"))

    def difference(self) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """Return the triples that the derived graph loses and those that it gains."""
        touched = self._before.documents | self._after.documents
        targets = self._before.targets | self._after.targets | self._column(TARGETS, touched)
        titles = {one for one in targets if self._is_title(one)}
        numbers = {one for one in touched | targets | self._before.works | self._after.works if not self._is_title(one)}
        keys = self._keys_of(touched, numbers)
        # Before, numbers of any place may have meant a text that had none.
        anywhere = any(self._keys(one) and self._iris.document(one) == one for one in touched - self._before.placed)
        # For numbers whose texts came or went, read all titles cited with them; for others, those that the sources print or printed.
        printed = touched | self._before.works | self._after.works
        fill(self._index, self._update, self._iris, touched, titles, numbers & printed)
        said = {one for one in self._before.titled | self._after.titled if one[0] in numbers - printed}
        renew_numbered(self._index, self._update, self._iris, sorted(said, key=str))
        keys |= self._keys_of(touched, numbers)
        old, new = set[ox.Triple](), set[ox.Triple]()
        for gone, come in self._parts(touched, targets, numbers, keys, anywhere):
            old.update(gone)
            new.update(come)
        return sorted(old - new, key=str), sorted(new - old, key=str)

    def _parts(
        self, touched: set[str], targets: set[str], numbers: set[str], keys: set[str], anywhere: bool
    ) -> Iterator[tuple[Iterable[ox.Triple], Iterable[ox.Triple]]]:
        view, iris, index = self._update, self._iris, self._index
        days = Days(view, whole=False)
        joined = self._joined = Joined(view, index, days, iris, whole=False)
        places = None if anywhere else joined.unnumbered.places(touched, numbers)
        told = None if places is None else places | set(map(local_name, self._before.places | self._after.places))
        competing = joined.unnumbered.competing(keys, told)
        renamed = self._renamed(touched) | self._renumbered(touched, numbers | competing)
        citing = touched | self._column(_CITING, renamed)
        names = renamed | targets
        old_names = list(self._old_triples(names, DENOTES, HAS_MEMBER))
        about = self._about(names, old_names, list(joined.names(names)), touched | targets)
        wide = names | self._names(about)
        found = list(joined.names(wide))
        waited = self._awaited(wide)
        yield self._old_triples(wide, DENOTES, HAS_MEMBER), found

        resolved = [*found, *joined.names(waited - wide)]
        by_title, texts = denoted(resolved), versions(resolved, days, iris)
        led = {*by_title.values(), *(one for several in texts.values() for one in several)}
        events = all_events(view, by_title, texts, about | self._wholes(led))
        kept, states = reviewed(view, {d: e for d, e in events.items() if d in about}, read_decisions(view, iris), iris)
        yield self._events(about), standing.triples(kept, iris.base)
        yield [*self._all(_STATE), *self._all(_REASON)], states

        edges = set(joined.edges(citing))
        edges -= set(stated_by_sources(view, edges, iris))
        superseding = set(supersessions(view, iris.base, citing))
        yield self._old_triples(citing, *_OWN_EDGES, SUPERSEDES), edges | superseding
        references = self._column(_REFERENCES, citing) | self._before.references
        old_cited = list(self._old_triples(citing, *EDGES))
        cited = list(meant(view, joined, days, iris, citing))
        yield [*old_cited, *self._old_triples(references, CITED_DOCUMENT)], cited
        provisions = self._column(_PROVISIONS, references) | self._before.provisions
        leads = {t.subject.value: t.object.value for t in cited if t.predicate == CITED_DOCUMENT}  # type: ignore[union-attr]
        clauses = list(meant_clauses(view, iris.base, leads, whole=False))
        yield self._old_triples(provisions, MEANT_CLAUSE), clauses
        sanctions = self._column(_SANCTIONS, citing) | self._before.sanctions
        yield self._old_triples(sanctions, GUARDS), guards(view, clauses, citing)

        new_ends = {t.object.value for t in cited if t.predicate in EDGES}  # type: ignore[union-attr]
        named = touched | targets | new_ends | {t.object.value for t in old_cited}  # type: ignore[union-attr]
        ends = new_ends | self._cited_by_others(named, citing)
        yield self._old_triples(named, LABEL), labels(view, iris, ends, named)
        issuers.record(index, iris, touched | ends)
        alike = issuers.of_the_codes(index, iris, touched) | issuers.of_the_bodies(index, iris, self._agencies)
        ends |= self._cited_by_others(alike, citing)
        joined.load_published(named | alike)
        issuers.forget(index, iris, (one for one in named | alike if one not in ends and not joined.published(one)))
        bodies = BodyRenewal(view, iris, index, self._agencies, self._old_triples)
        yield from bodies.issuers(named | alike, {one for one in ends if not joined.published(one)})
        yield from self._near(touched, targets)
        if self._agencies:
            yield bodies.hierarchy()
            yield bodies.reforms()
        yield from self._chains(citing, edges | superseding)

    def _is_title(self, iri: str) -> bool:
        return iri.startswith(self._iris.titles)

    def _column(self, query: str, only: Set[str]) -> set[str]:
        """Return the only column of a query."""
        return {row[0].value for row in rows(self._update, query, only)}

    def _old_triples(self, subjects: Iterable[str], *predicates: ox.NamedNode) -> Iterator[ox.Triple]:
        """Yield the old derived triples of some subjects; with any predicate, where none is given."""
        for subject in sorted(set(subjects)):
            for triple in self._update.triples_in(self._derived, subject=ox.NamedNode(subject)):
                if not predicates or triple.predicate in predicates:
                    yield triple

    def _all(self, predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        return self._update.triples_in(self._derived, predicate=predicate)

    def _renamed(self, touched: Set[str]) -> set[str]:
        """Return the names that may denote other documents than before: those of the documents touched, before and now."""
        keys = self._before.keys | self._after.keys | {key for one in touched for key in self._keys(one)}
        named = {self._iris.titled_only(key) for key in keys}
        named |= {name for key in keys for name in self._index.editions(key)}
        return {*touched} | named | self._before.works | self._after.works | self._column(_WORKS, touched)

    def _keys(self, thing: str) -> list[str]:
        return self._index.keys(TitleSide.PUBLISHED, thing)

    def _keys_of(self, things: Iterable[str], numbers: Iterable[str]) -> set[str]:
        """Return the folded titles of published things, and those that are cited with numbers."""
        cited = {key for one in numbers for key in self._index.keys_of_number(one)}
        return cited | {key for one in things for key in self._keys(one)}

    def _renumbered(self, touched: Set[str], numbers: Set[str]) -> set[str]:
        """Return those of some numbers that denote other documents than before, or for one that was touched."""
        old: defaultdict[str, set[ox.Triple]] = defaultdict(set)
        for triple in self._old_triples(numbers, DENOTES, HAS_MEMBER):
            old[triple.subject.value].add(triple)  # type: ignore[union-attr]
        new: defaultdict[str, set[ox.Triple]] = defaultdict(set)
        for triple in self._joined.names(numbers):
            new[triple.subject.value].add(triple)  # type: ignore[union-attr]
        return {
            name
            for name in numbers
            if old.get(name, set()) != new.get(name, set())
            or any(triple.object.value in touched for triple in new.get(name, ()))  # type: ignore[union-attr]
        }

    def _names(self, things: Set[str]) -> set[str]:
        """Return all names that may denote some things."""
        keys = {key for thing in things for key in self._keys(thing)}
        named = {self._iris.titled_only(key) for key in keys}
        named |= {name for key in keys for name in self._index.editions(key)}
        named |= {
            number
            for number, texts in self._joined.unnumbered.standing_for(things).items()
            if not things.isdisjoint(texts)
        }
        return {*things} | named | self._column(_WORKS, things)

    def _about(self, names: Set[str], old: list[ox.Triple], new: list[ox.Triple], documents: Set[str]) -> set[str]:
        """Return the documents whose events may have changed: those touched, those that acts touched mention, those that are beside
        them as versions, those of which an end waits for one of them, and those on whose events a person decided."""
        found = set(documents) | names
        for triples in (old, new):
            for triple in triples:
                name, thing = triple.subject.value, triple.object.value  # type: ignore[union-attr]
                if triple.predicate == DENOTES or not self._is_title(name) or may_have_versions(name):
                    found.add(thing)
        for row in self._update.select(_AWAITS):
            if self._iris.titled_only(awaited(row["words"].value)) in names:
                target = row["target"].value
                found.add(target)
                for triple in (*self._old_triples([target], DENOTES, HAS_MEMBER),):
                    found.add(triple.object.value)  # type: ignore[union-attr]
        for decision in (*self._decisions, *read_decisions(self._update, self._iris)):
            if decision.aspect is Aspect.EVENT:
                found.add(self._iris.absolute(decision.on))
        return self._wholes(found)

    def _wholes(self, things: Set[str]) -> set[str]:
        """Return things with the documents whose parts they are, and the parts of all these."""
        wholes = things | {whole for one in things if (whole := self._iris.document(one))}
        return {*wholes} | self._column(_PARTS, wholes)

    def _awaited(self, targets: Set[str]) -> set[str]:
        """Return the names of the acts for which the end of one of these waits."""
        found = self._update.select(_AWAITS)
        words = {awaited(row["words"].value) for row in found if row["target"].value in targets}
        return {self._iris.titled_only(key) for key in words if key}

    def _events(self, documents: Set[str]) -> Iterator[ox.Triple]:
        for document in sorted(documents):
            for about in self._update.triples_in(self._derived, predicate=_ABOUT, value=ox.NamedNode(document)):
                yield from self._old_triples([about.subject.value])  # type: ignore[union-attr]

    def _cited_by_others(self, documents: Iterable[str], citing: Set[str]) -> set[str]:
        """Return those of some documents that others than those citing cite."""
        return {
            one
            for one in documents
            if any(
                edge.subject.value not in citing  # type: ignore[union-attr]
                for kind in EDGES
                for edge in self._update.triples_in(self._derived, predicate=kind, value=ox.NamedNode(one))
            )
        }

    def _near(self, touched: Set[str], targets: Set[str]) -> Iterator[tuple[Iterable[ox.Triple], Iterable[ox.Triple]]]:
        near = Near(self._index, whole=False)
        keys = self._before.keys | self._after.keys
        names = {one for one in targets if self._is_title(one)} | {self._iris.titled_only(key) for key in keys}
        for thing in touched:
            names |= {t.subject.value for t in self._update.triples_in(self._derived, NEAR_TO, ox.NamedNode(thing))}  # type: ignore[union-attr]
            if title := self._index.title(TitleSide.PUBLISHED, thing):
                names |= set(near.citing(title))
        yield self._old_triples(names, NEAR_TO), near.triples(names)

    def _chains(
        self, citing: Set[str], come: Set[ox.Triple]
    ) -> Iterator[tuple[Iterable[ox.Triple], Iterable[ox.Triple]]]:
        """Recompute the chains that run through a document whose links have changed."""
        held = set(self._old_triples(citing, *CHAINS))
        links = {triple for triple in come if triple.predicate in CHAINS}
        changed = {triple.subject.value for triple in held ^ links}  # type: ignore[union-attr]
        changed |= {subject for subject, _, _ in self._before.chained ^ self._after.chained}
        for edge, chain in CHAINS.items():
            edges = Edges(self._update, self._derived, edge, citing, links)
            starts = edges.leading_to(changed)
            yield self._old_triples(starts, chain), chains_from(sorted(starts), edges.following, chain)
