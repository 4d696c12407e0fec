"""Update what depends on sources and decisions after they have changed: overlays, names, the derived graph and the ontology."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox

from graph.derive import changes
from graph.derive.derive import Elsewhere, derive
from graph.derive.first_names import FirstNames
from graph.derive.names import Names
from graph.derive.naming import PLACED
from graph.derive.renewed import Derived
from graph.review.decision import Decision, ReviewError, read_decisions, triples
from graph.review.overlay import Overlay
from graph.store import audit
from graph.store.base import choose_base
from graph.store.ntriples import Lines
from graph.store.remoteupdate import RemoteUpdate
from graph.store.store import Store
from graph.store.update import Update
from ontology.iri import Iris
from ontology.material import ontology_triples
from ontology.vocabulary import RDF, ZM

_A, _PLACE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(ZM.Place))


class Following:
    """Keeps in step with an update what follows from its sources and decisions together.

    Make it before the first change: it lifts the decisions, so that the update changes what the machine has read. elsewhere: begins
    a part of deriving in another process.
    """

    def __init__(self, update: Update | RemoteUpdate, iris: Iris, elsewhere: Elsewhere | None = None) -> None:
        self._update, self._iris = update, iris
        self._names, self._overlay = Names(update, iris), Overlay(update, iris)
        # An endpoint has no generations, so nothing can be published with one.
        self._changes = changes.Changes(update, iris) if isinstance(update, Update) else None
        self._derived = Derived(update, iris, elsewhere) if isinstance(update, Update) else None
        self._first = FirstNames(iris) if isinstance(update, Update) and update.is_first else None
        for source in self._overlay.sources():
            self.changing(source)
        self._overlay.lift()

    def changing(self, source: str, lines: bytes = b"") -> None:
        """Call this before the graph of a source (IRI) is replaced or removed.

        lines: what it will say. Where that is given for each source of a new store, names are worked out from it.
        """
        if self._first and not self._first.add(source, lines):
            self._first = None
        self._names.changing(source)
        if self._derived:
            self._derived.changing(source)
        if self._changes:
            self._changes.changing(source)

    def settle(self) -> int | None:
        """Call this after the last change. Return the number under which the change is recorded; None where it is not."""
        update, iris = self._update, self._iris
        named = self._write_first_names()
        for source in self._overlay.sources():
            self.changing(source)
            named = False
        if isinstance(update, Update):
            update.tidy()
        self._overlay.lay()
        standing: set[str] | None = None
        with ExitStack() as stack:
            if self._derived:
                self._derived.begin(stack, named=named)
            agencies = set() if named else self._names.settle()
            if self._derived:
                standing = self._derived.settle(agencies)
            else:
                update.settle_graph(iris.graph("derived"), derive(update, iris.base))
        if not named:
            update.settle_graph(iris.graph("ontology"), Lines(ontology_triples(self._places(), iris)))
        if self._changes and isinstance(update, Update):
            update.enclose(changes.NAME, self._changes.record(standing))
            return self._changes.number
        return None

    def _write_first_names(self) -> bool:
        """Write the names of a new store and its ontology, which are then loaded with the last sources; call it before anything is asked.

        Return whether that is possible: the lines of all sources were given.
        """
        first, self._first = self._first, None  # let it be freed: it is needed once
        if first is None or not first.sources:
            return False
        self._update.replace_graph(self._iris.graph("names"), first.lines())
        self._update.replace_graph(self._iris.graph("ontology"), Lines(ontology_triples(first.places(), self._iris)))
        return True

    def _places(self) -> list[str]:
        """Return the places (IRIs) that the data name, and maybe some that those lie in.

        All data are asked only where the update does not know what it has changed: else the cost would grow with the store.
        """
        update, graph = self._update, ox.NamedNode(self._iris.graph("ontology"))
        if isinstance(update, Update) and (changed := update.changed_values(PLACED)) is not None:
            gone, new = changed
            places = (triple.subject.value for triple in update.triples_in(graph, predicate=_A, value=_PLACE))  # type: ignore[union-attr]
            known = [iri for iri in places if iri.startswith(self._iris.place(""))]
            if not all(self._is_named(place) for place in gone - new):
                known = [place for place in known if self._is_named(place)]
            return sorted({*new, *known})
        named = update.select("SELECT DISTINCT ?place WHERE { ?thing eli:jurisdiction|zm:place ?place }")
        # A list: no query is open any more when the build publishes.
        return [row["place"].value for row in named]

    def _is_named(self, place: str) -> bool:
        assert isinstance(self._update, Update)
        node = ox.NamedNode(place)
        return any(next(self._update.links(leads, value=node), None) for leads in PLACED)


def _check_seen(update: Update | RemoteUpdate, iris: Iris, seen: Mapping[str, str]) -> None:
    now = {decision.key: decision for decision in read_decisions(update, iris)} if seen else {}
    for key, at in seen.items():
        other = now.get(key)
        if (other.at if other else "") != at:
            en = f"{other.by} decided on it at {other.at}" if other else "somebody took the decision back"
            zh = f"{other.by} 已于 {other.at} 作出决定" if other else "该决定已被他人撤销"
            raise ReviewError(f"{en}, after this page was opened: look again", f"{zh}，晚于本页打开之时，请重新核对")


def decide(
    store: Path | str,
    decisions: Iterable[Decision] = (),
    undone: Collection[str] = (),
    by: str = "unknown",
    seen: Mapping[str, str] | None = None,
) -> None:
    """Keep decisions in a store, each in place of an earlier one on the same fact, and lay all of them over the machine's facts.

    undone: keys of decisions that are taken back first. by: who takes them back. seen: when the decisions were made that the caller
    has seen, by key, empty where there was none: what somebody else has decided since is not replaced. Each goes into the store's log,
    so that an earlier decision is known after a later one took its place. Raises ReviewError for a key that is not there and for what
    was decided since, and StoreError.
    """
    made = list(decisions)
    iris = choose_base(store, None)
    with Store.update(store, iris.base) as update:
        held = set(update.graphs())
        _check_seen(update, iris, seen or {})
        following = Following(update, iris)
        for key in undone:
            if iris.review(key) not in held:
                raise ReviewError(f"{key}: no decision of this key", f"{key}：没有这一决定")
            update.remove_graph(iris.review(key))
        for decision in made:
            update.replace_graph(iris.review(decision.key), triples(decision, iris))
        following.settle()
    for key in undone:
        audit.note(store, "undo", by, decision=key)
    for decision in made:
        told = {"decision": decision.key, "on": decision.on, "aspect": decision.aspect, "verdict": decision.verdict}
        audit.note(
            store, "decide", decision.by, **told, machine=decision.machine, value=decision.value, note=decision.note
        )
