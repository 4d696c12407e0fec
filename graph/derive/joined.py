"""Resolve cited names to published documents: titles, numbers of which there are revised texts, and numbers that
the published text does not print (`graph.derive.unnumbered`).

A document that is named by title alone is the published one whose title folds alike, if there is just one. Of several
versions of one law the title, or the number of the order that first published it, is the work (`eli:has_member`), and a
citation means the version of its own day.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set

import pyoxigraph as ox

from graph.derive.asking import IS_CITED, Answers, rows
from graph.derive.days import Days
from graph.derive.index import TitleIndex, TitleSide
from graph.derive.unnumbered import Unnumbered
from graph.patterns import pattern
from graph.store.view import View
from ontology.identifiers import TitleOnly, Version
from ontology.iri import Iris
from ontology.titles import title_identity
from ontology.vocabulary import ELI, ZM

DENOTES, HAS_MEMBER = ox.NamedNode(str(ZM.denotes)), ox.NamedNode(str(ELI.has_member))

_PUBLISHED = "SELECT ?document WHERE { %(document)s ?document a zm:PublishedDocument }"
_VERSIONS = f"""
SELECT DISTINCT ?target ?version WHERE {{ %(target)s
  ?version eli:is_member_of ?target . {IS_CITED}
}} ORDER BY ?target ?version"""
_BY_TITLE = """
SELECT DISTINCT ?citing ?edge ?target WHERE { %(citing)s
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target . FILTER(STRSTARTS(STR(?target), {titles}))
  GRAPH ?source { ?citing ?edge ?target } FILTER(?source != {derived})
}"""
TARGETS = "SELECT DISTINCT ?target WHERE { %(citing)s ?reference zm:citing ?citing ; zm:target ?target }"
_BY_UNPRINTED = """
SELECT DISTINCT ?citing ?edge ?target WHERE { %(target)s
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target .
  GRAPH ?source { ?citing ?edge ?target } FILTER(?source != {derived})
}"""
_BY_NUMBER = """
SELECT DISTINCT ?citing ?edge ?target WHERE { %(citing)s
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target .
  FILTER EXISTS { ?version eli:is_member_of ?target }
  GRAPH ?source { ?citing ?edge ?target } FILTER(?source != {derived})
}"""
_NAMED_EDITION = pattern("named-edition").pattern
_REGULATES = pattern("regulates").pattern
_ORGAN_ALONE = pattern("organ-alone").pattern


def edition_of(title: str) -> tuple[str, str] | None:
    """Return the folded title and the year of an edition that a title names (《条例》（2017年修正）); None where it names none."""
    named = _NAMED_EDITION.fullmatch(title_identity(title))
    return None if named is None else (title_identity(named["title"]), named["year"])


class Joined:
    """Resolves names. whole: read all names at once; else those that are asked for."""

    def __init__(self, view: View, index: TitleIndex, days: Days, iris: Iris, *, whole: bool) -> None:
        self._view, self._index, self._days, self._iris = view, index, days, iris
        self._things: dict[str, list[str]] = {}
        self.unnumbered = Unnumbered(index, iris, whole=whole)
        self._versions = Answers(self._read_versions, whole=whole)
        self._published = Answers(self._read_published, whole=whole)

    def _ask(self, query: str, only: Collection[str] | None) -> Iterator[ox.QuerySolution]:
        derived = ox.NamedNode(self._iris.graph("derived"))
        filled = query.replace("{derived}", str(derived)).replace("{titles}", str(ox.Literal(self._iris.titles)))
        return rows(self._view, filled, only)

    def _read_versions(self, names: Collection[str] | None) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self._ask(_VERSIONS, names):
            found.setdefault(row["target"].value, []).append(row["version"].value)
        return found

    def load(self, names: Collection[str]) -> None:
        """Read what some names denote in few queries."""
        self.unnumbered.load(self._versions.load(names))

    def things(self, name: str) -> list[str]:
        """Return the published documents and instruments that a name denotes, if it is cited: of a number the revised texts."""
        self.load([name])
        if several := self._versions.about(name):
            return several
        if unprinted := self.unnumbered.things(name):
            return [*unprinted]
        if name not in self._things:
            title = self._index.title(TitleSide.CITED, name)
            if _ORGAN_ALONE.search(title_identity(title)):
                self._things[name] = []  # 《岚州市交通局公告》 is the heading of each of them
            else:
                found = self._index.having(TitleSide.PUBLISHED, title_identity(title)) if title else []
                self._things[name] = found or self._edition(title)
        return self._things[name]

    def _edition(self, title: str) -> list[str]:
        """Return the edition that a cited title names by its year; empty where none, or several, were made in that year."""
        named = edition_of(title)
        if named is None:
            return []
        base, year = named
        found = []
        for thing in self._index.having(TitleSide.PUBLISHED, base):
            if document := self._iris.document(thing):
                value = self._iris.parse(document)
                day = value.day if isinstance(value, Version) else self._days.last(document) or ""
                found += [thing] if day.startswith(year) else []
        return found if len(found) == 1 else []

    def published(self, document: str) -> bool:
        """Return whether the store has the text of a document."""
        return self._published.about(document) is not None

    def all_published(self) -> set[str]:
        """Return the documents of which the store is known to have the text: all of them, where all was read at once."""
        return self._published.answered()

    def load_published(self, documents: Iterable[str]) -> None:
        """Read of which documents the store has the text, in few queries."""
        self._published.load(documents)

    def _read_published(self, documents: Collection[str] | None) -> dict[str, bool]:
        return {row["document"].value: True for row in rows(self._view, _PUBLISHED, documents)}

    def names(self, only: Set[str] | None) -> Iterator[ox.Triple]:
        """Yield what names denote: `zm:denotes` the one document, or `eli:has_member` each of several texts."""
        if only is not None:
            self.load(only)
        numbers = self._versions.answered() | self.unnumbered.later.keys()
        cited = self._index.titles(TitleSide.CITED).keys() | self.unnumbered.one.keys() if only is None else only
        for name in sorted(cited - numbers):
            things = self.things(name)
            link = HAS_MEMBER if len(things) > 1 else DENOTES
            yield from (ox.Triple(ox.NamedNode(name), link, ox.NamedNode(thing)) for thing in things)
        for name in sorted(numbers if only is None else numbers & only):
            yield from (ox.Triple(ox.NamedNode(name), HAS_MEMBER, ox.NamedNode(one)) for one in self.things(name))
        yield from self._uncited(only)

    def _uncited(self, only: Collection[str] | None) -> Iterator[ox.Triple]:
        """Yield the editions of one law, though nobody cites it; the same title at two places is two documents."""
        if only is None:
            keys = self._index.several()
        else:
            values = (self._iris.parse(name) for name in sorted(only))
            keys = [value.identity for value in values if isinstance(value, TitleOnly)]
        for key in keys:
            name, several = self._iris.titled_only(key), self._index.having(TitleSide.PUBLISHED, key)
            places = {getattr(self._iris.parse(self._iris.document(thing)), "place", "") for thing in several}
            one = len(several) > 1 and len(places) == 1 and "" not in places and _REGULATES.search(key)
            if one and not self._index.title(TitleSide.CITED, name):
                yield from (ox.Triple(ox.NamedNode(name), HAS_MEMBER, ox.NamedNode(thing)) for thing in several)

    def edges(self, only: Collection[str] | None) -> Iterator[ox.Triple]:
        """Yield the edges of citing documents to the documents that the cited names mean on their days."""
        by_title = {(row["citing"].value, row["edge"].value, row["target"].value) for row in self._ask(_BY_TITLE, only)}
        by_number = {
            (row["citing"].value, row["edge"].value, row["target"].value) for row in self._ask(_BY_NUMBER, only)
        }
        self.load({target for _, _, target in by_title | by_number})
        for citing, edge, target in by_title:
            named = self.things(target)
            things = [thing for thing in named if self._iris.document(thing) != citing]
            # Who names a document of its own title means an earlier one: not itself, nor one of its day or later.
            if len(things) < len(named):
                meant = self._version(things, citing, before=True)
            else:
                meant = self._version(things, citing) if len(things) > 1 else next(iter(things), None)
            if meant is not None:
                yield ox.Triple(ox.NamedNode(citing), ox.NamedNode(edge), ox.NamedNode(meant))
        for citing, edge, target in by_number:
            # The text as it was first published, if it is there, is what the number's own IRI denotes.
            things = [*self.things(target), *([target] if self._days.last(target) else [])]
            meant = self._version(things, citing)
            if meant is not None and meant != target:
                yield ox.Triple(ox.NamedNode(citing), ox.NamedNode(edge), ox.NamedNode(meant))

        numbers: Set[str] = self.unnumbered.one.keys()
        if only is not None:
            cited = {row["target"].value for row in self._ask(TARGETS, only)}
            self.load(cited)
            numbers = numbers & cited
        for row in self._ask(_BY_UNPRINTED, numbers):
            if only is None or row["citing"].value in only:
                yield ox.Triple(row["citing"], row["edge"], ox.NamedNode(self.unnumbered.one[row["target"].value]))

    def _version(self, things: Sequence[str], citing: str, *, before: bool = False) -> str | None:
        return self._days.version([(self._iris.document(thing), thing) for thing in things], citing, before=before)


def denoted(names: Sequence[ox.Triple]) -> dict[str, str]:
    """Map each title node to the published document or instrument that it denotes."""
    return {t.subject.value: t.object.value for t in names if t.predicate == DENOTES}  # type: ignore[union-attr]


def versions(names: Sequence[ox.Triple], days: Days, iris: Iris) -> dict[str, tuple[str, ...]]:
    """Title node → the published versions of the law, in order of their days; none where a day is unknown, or the title is
    no law's or rule's (two lists of appointments are no versions)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for t in names:
        if t.predicate == HAS_MEMBER:
            thing = t.object.value  # type: ignore[union-attr]
            work = t.subject.value  # type: ignore[union-attr]
            published = days.last(work)
            first = [(published, work)] if published is not None else []  # the text as it was first published
            found.setdefault(work, first).append((days.last(iris.document(thing)) or "", thing))
    return {
        title: tuple(thing for _, thing in sorted(dated))
        for title, dated in found.items()
        if all(day for day, _ in dated)
        and len({day for day, _ in dated}) == len(dated)
        and (not isinstance(iris.parse(title), TitleOnly) or may_have_versions(title))
    }


def may_have_versions(title: str) -> bool:
    """Return whether a title, or the IRI of one, is that of a law or rule."""
    return _REGULATES.search(title) is not None
