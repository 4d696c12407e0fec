"""The one builder of graphs for tests: the triples of a source, as `docs/graph.md` describes them, written by hand."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from rdflib import Literal, URIRef

from graph.derive.days import Days
from graph.derive.index import TitleIndex
from graph.derive.issuers import issuers
from graph.derive.joined import DENOTES, HAS_MEMBER, Joined
from graph.derive.meant import EDGES, labels, meant
from graph.store.ntriples import Triple, parsed, written
from graph.store.store import Store
from ontology.iri import Iris
from ontology.levels import level_of
from ontology.vocabulary import DCTERMS, ELI, OA, ORG, PROV, RDF, SKOS, XSD, ZM

IRIS = Iris()
Value = URIRef | Literal | str
FACTS: dict[str, URIRef] = {
    "number": ELI.number,
    "kind": ELI.type_document,
    "issuer": ELI.passed_by,
    "addressee": ZM.addressee,
    "signed": ELI.date_document,
    "printed": ELI.date_publication,
    "effective": ELI.first_date_entry_in_force,
    "expires": ELI.date_no_longer_in_force,
    "registration": ZM.registrationNumber,
}
_DAYS = ("signed", "printed", "effective", "expires")


class _Given(Joined):
    """What names denote, as a test wrote it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.standing: defaultdict[str, list[str]] = defaultdict(list)

    def things(self, name: str) -> list[str]:
        return self.standing.get(name, [])


class Page:
    """The triples of one source, as they are put together.

    name: the source's relative name. at: where the next clause begins in the source. place: GB/T 2260 code for its groups.
    """

    def __init__(self, name: str, place: str = "999900") -> None:
        self.name, self.place, self.at = name, place, 0
        self.iri, self.triples = IRIS.source(name), list[Triple]()
        self._counts, self._starts = Counter[tuple[str, str]](), dict[str, int]()
        self.add(self.iri, RDF.type, ZM.Source)
        self.add(self.iri, DCTERMS.identifier, Literal(name))

    def add(self, subject: str, predicate: URIRef, *values: Value) -> None:
        """One triple a value; a plain string is an IRI."""
        for value in values:
            node = value if isinstance(value, URIRef | Literal) else URIRef(value)
            self.triples.append((URIRef(subject), predicate, node))

    def document(self, iri: str, title: str, **facts: str | list[str]) -> str:
        """A published document of this source. facts: names of FACTS; lists where there are several values."""
        self.add(iri, RDF.type, ELI.LegalResource, ZM.PublishedDocument)
        self.add(iri, PROV.wasDerivedFrom, self.iri)
        if title:
            self.add(iri, DCTERMS.title, Literal(title, lang="zh"))
        for name, values in facts.items():
            for value in [values] if isinstance(values, str) else values:
                self._fact(iri, name, value)
        return iri

    def agency(self, name: str) -> str:
        iri = IRIS.agency(name)
        self.add(iri, RDF.type, ORG.FormalOrganization)
        self.add(iri, SKOS.prefLabel, Literal(name, lang="zh"))
        return iri

    def _fact(self, iri: str, name: str, value: str) -> None:
        match name:
            case "kind":
                self.add(iri, FACTS[name], IRIS.kind(value))
            case "issuer":
                self.add(iri, FACTS[name], self.agency(value))
            case _ if name in _DAYS:
                self.add(iri, FACTS[name], Literal(value, datatype=XSD.date))
            case _:
                self.add(iri, FACTS[name], Literal(value))
                if name == "addressee" and not value.startswith("各"):
                    self.add(iri, ZM.addressedTo, IRIS.agency(value))

    def part(self, document: str, name: str, title: str) -> str:
        """An instrument (`doc_1`) or an annex (`att_1`) of a document."""
        iri = f"{document}/{name}"
        self.add(document, ZM.issues if name.startswith("doc") else ZM.hasAnnex, iri)
        self.add(iri, RDF.type, ELI.LegalResource)
        self.add(iri, ELI.is_part_of, document)
        self.add(iri, DCTERMS.title, Literal(title, lang="zh"))
        self.add(iri, ZM.position, Literal(len(self.triples)))
        return iri

    def clause(self, parent: str, eid: str, level: str, text: str, marker: str = "", heading: str = "") -> str:
        """A clause of a document, a part or a clause; its text follows in the source on that of the clause before it."""
        assert level_of(eid) == level, eid
        iri = f"{parent.split('/lvl')[0].split('/table')[0]}/{eid}"
        self.add(iri, ELI.is_part_of, parent)
        for term, value in ((ZM.eId, eid), (ZM.marker, marker), (ZM.heading, heading)):
            if value:
                self.add(iri, term, Literal(value))
        self.add(iri, ZM.text, Literal(text))
        self.add(iri, ZM.start, Literal(self.at))
        self._starts[iri] = self.at
        self.at += len(text) + 1
        return iri

    def evidence(self, document: str, term: URIRef, value: str, clause: str, text: str, printed: str) -> None:
        """A value of a document is printed in the text of a clause."""
        iri = f"{document}#{term.split('#')[-1].split('/')[-1]}-{self._count(document, str(term))}"
        start = self._starts[clause] + text.index(printed)
        end = start + len(printed)
        target = f"{self.iri}#char={start},{end}"
        self.add(iri, ZM.about, document)
        self.add(iri, ZM.property, term)
        self.add(iri, OA.bodyValue, Literal(value))
        self.add(iri, OA.hasTarget, target)
        self.add(iri, ZM.rule, Literal("by-hand"))
        self._place(iri, clause, text, printed)
        self.add(target, ZM.exact, Literal(printed))

    def reference(
        self, citing: str, kind: str, clause: str, text: str, printed: str, target: str = "", **said: str
    ) -> str:
        """What `citing` says of another document in `printed`; said: number, title, reason (why there is no target)."""
        ordinal = self._count(citing, "reference")
        iri = f"{citing}#reference={self.name}-{ordinal}"
        self.add(iri, RDF.type, ZM.Reference)
        self.add(iri, ZM.citing, citing)
        self.add(iri, ZM.relationKind, IRIS.concept("relation", kind))
        self.add(iri, ZM.quote, Literal(text))
        self._place(iri, clause, text, printed)
        for name, term in (("number", ZM.citedNumber), ("title", ZM.citedTitle)):
            if name in said:
                self.add(iri, term, Literal(said[name]))
        if "reason" in said:
            self.add(iri, ZM.reason, Literal(said["reason"], lang="en"), Literal(said["reason"], lang="zh"))
        if target:
            self.add(iri, ZM.target, target)
            self.add(target, RDF.type, ELI.LegalResource)
            if "title" in said:
                self.add(target, DCTERMS.title, Literal(said["title"], lang="zh"))
        return iri

    def task(
        self, document: str, clause: str, text: str, parties: list[tuple[str, str, str]], **links: list[str]
    ) -> None:
        """parties: role, printed name, IRI of the body (`group`, or empty where the text does not say whose it is)."""
        task = self._work("task", ZM.Task, document, clause, text, text)
        for number, (role, name, body) in enumerate(parties, 1):
            iri = task.replace("#task=", "#assignment=") + f"-{number}"
            self.add(task, ZM.hasAssignment, iri)
            self.add(iri, ZM.partyName, Literal(name))
            self.add(iri, ZM.role, IRIS.concept("role", role))
            self._place(iri, clause, text, name)
            if body == "group":
                self.add(iri, ZM.group, IRIS.group(self.place, name))
            elif body:
                self.add(iri, ZM.agency, body)
            else:
                self.add(iri, ZM.reason, Literal("no telling", lang="en"), Literal("原文未表明", lang="zh"))
        self._link(task, links)

    def limit(self, document: str, clause: str, text: str, printed: str, kind: str, **said: str) -> str:
        """A time limit of the text of a clause. said: due (a day), recurrence, duration, anchor."""
        iri = self._work("deadline", ZM.Deadline, document, clause, text, printed, text)
        self.add(iri, ZM.printed, Literal(printed))
        self.add(iri, ZM.timeKind, IRIS.concept("time", kind))
        if due := said.pop("due", ""):
            self.add(iri, ZM.due, Literal(due, datatype=XSD.date))
        self._add_literals(iri, said)
        return iri

    def duty(
        self,
        document: str,
        clause: str,
        text: str,
        sentence: str,
        kind: URIRef,
        agency: str = "",
        limits: list[str] | None = None,
        **said: str,
    ) -> None:
        """A duty, ban or permission. agency: the IRI of the body that bears it; said: cue, bearer, condition."""
        iri = self._work("duty", kind, document, clause, text, sentence)
        if agency:
            self.add(iri, ZM.bearerAgency, agency)
        self._link(iri, {"hasDeadline": limits or []})
        self._add_literals(iri, said)

    def _work(
        self, name: str, kind: URIRef, document: str, clause: str, text: str, printed: str, quote: str = ""
    ) -> str:
        ordinal = self._count(document, name)
        iri = f"{self.iri}#{name}=1-{ordinal}"
        self.add(iri, RDF.type, kind)
        self.add(iri, ZM.setBy, document)
        self.add(iri, ZM.quote, Literal(quote or printed))
        self._place(iri, clause, text, printed)
        return iri

    def _count(self, document: str, what: str) -> int:
        self._counts[document, what] += 1
        return self._counts[document, what]

    def _place(self, iri: str, clause: str, text: str, printed: str) -> None:
        offset = text.index(printed)
        self.add(iri, ZM.inClause, clause)
        self.add(iri, ZM.offsets, Literal(f"{offset},{offset + len(printed)}"))

    def _add_literals(self, iri: str, said: dict[str, str]) -> None:
        for name, value in said.items():
            self.add(iri, ZM[name], Literal(value))

    def _link(self, iri: str, links: dict[str, list[str]]) -> None:
        for name, things in links.items():
            self.add(iri, ZM[name], *things)


def store(path: Path, *pages: Page, **graphs: list[Triple]) -> Path:
    """A store of the sources and of other named graphs (`derived`, `ontology`); which documents are meant is derived beside them."""
    with Store.update(path) as update:
        for page in pages:
            update.replace_graph(page.iri, page.triples)
        for name, triples in graphs.items():
            update.replace_graph(IRIS.graph(name), triples)
        given = list(parsed(written(graphs.get("derived", []))))
        days = Days(update, whole=True)
        joined = _Given(update, TitleIndex(), days, IRIS, whole=True)
        for triple in given:
            if triple.predicate in (DENOTES, HAS_MEMBER):
                joined.standing[triple.subject.value].append(triple.object.value)  # type: ignore[union-attr]
        found = list(meant(update, joined, days, IRIS))
        cited = {t.object.value for t in found if t.predicate in EDGES}  # type: ignore[union-attr]
        absent = sorted(one for one in cited if not joined.published(one))
        edges = {*given, *found, *labels(update, IRIS, cited), *issuers(update, IRIS, absent)}
        update.replace_graph(IRIS.graph("derived"), sorted(edges, key=str))  # type: ignore[arg-type]
    return path
