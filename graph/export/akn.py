"""Akoma Ntoso 3.0: a file a published document, with FRBR identity, lifecycle, clauses and references. Valid against OASIS's schema.

    /akn/cn-370100/act/2018-09-08/济政发-2018-22/zho@/!main

The standard: OASIS LegalDocML, Akoma Ntoso 1.0 Part 2; the naming convention for IRIs and eIds, Akoma Ntoso Naming Convention 1.0.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from graph.derive.standing import kept
from graph.derive.status import StatusEvent
from graph.export.akn_text import NAMESPACE, Link, element, write_text
from graph.export.filenames import file_name
from graph.records.card import ClauseNode, DocumentCard, DocumentPart, read_card, walk
from graph.records.documents import DocumentRow
from graph.records.identity import Identity, build_identity
from graph.records.rows import local_name, select_about
from graph.records.words import place_shown, printed_otherwise
from graph.store.atomic import replacing
from graph.store.view import View
from ontology.enumerations import EventKind
from ontology.identifiers import Numbered, Version
from ontology.kinds import Kinds
from ontology.places import STATE

_AGENT = "#zhengmai"
_UNKNOWN_DAY = "0001-01-01"
"""The schema asks for a day; this one, named `unknown`, is written where the text prints none."""
_MENTIONS = """
SELECT DISTINCT ?thing ?clause ?offsets ?target ?meant WHERE {{
  VALUES ?clause {{ {iris} }}
  ?thing zm:inClause ?clause ; zm:offsets ?offsets .
  {{ ?thing a zm:Reference ; zm:citedDocument ?target }}
  UNION {{ ?thing a zm:OwnProvision ; zm:citedClause ?target }}
  UNION {{ VALUES ?class {{ zm:CitedProvision zm:QuotedProvision }}
    ?thing a ?class ; zm:citedClause ?target OPTIONAL {{ ?thing zm:meantClause ?meant }} }}
}}"""
_DEFINITIONS = """
SELECT DISTINCT ?thing ?clause ?offsets ?type ?term ?meaning ?position WHERE {{
  VALUES ?clause {{ {iris} }} VALUES ?type {{ zm:Definition zm:Alias }}
  ?thing zm:inClause ?clause ; a ?type ; zm:offsets ?offsets ;
    zm:term ?term ; zm:meaning ?meaning .
  BIND(xsd:integer(REPLACE(STR(?thing), "^.*-", "")) AS ?position)
}}"""
_BEGINS = (EventKind.SIGNED, EventKind.ENTERS, EventKind.PART_ENTERS)
_ENDS = (EventKind.EXPIRES, EventKind.REPEALED, EventKind.STOPPED, EventKind.DECLARED_INVALID, EventKind.SUPERSEDED)


def event_type(kind: EventKind) -> str:
    """Return the type of an event. The standard has three: a document begins, changes (also for a time, in a part, or in how long it
    holds), and ends."""
    return "generation" if kind in _BEGINS else "repeal" if kind in _ENDS else "amendment"


def write(store: View, folder: Path) -> None:
    """Write `<document>.xml` for every published document. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in documents(store):
        with replacing(folder / name) as file:
            file.write(data)


def documents(store: View) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file, in the order of the documents' IRIs."""
    who = build_identity(store)
    writer = _AknWriter(store, who, kept(store))
    for iri in sorted(who.published):
        if (card := read_card(store, iri, who=who)) is not None:
            yield file_name(who, iri, "xml"), writer.document(card, who.published[iri])


@dataclass(frozen=True, slots=True)
class _FrbrWork:
    """The FRBR names of a document. work: `/akn/cn/act/2018-09-08/济政发-2018-22`."""

    work: str
    day: str
    known: bool

    def this(self, component: str) -> str:
        return f"{self.work}/!{component}"

    def expression(self, component: str = "") -> str:
        return f"{self.work}/zho@{self.day if self.known else ''}" + (f"/!{component}" if component else "")


@dataclass(slots=True)
class _AknWriter:
    store: View
    who: Identity
    events: Mapping[str, Sequence[StatusEvent]]
    _works: dict[str, _FrbrWork] = field(default_factory=dict)

    def document(self, card: DocumentCard, row: DocumentRow) -> bytes:
        root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
        nodes = {node.iri: node for part in card.parts for node in walk(part.clauses)}
        terms: dict[str, str] = {}
        printed = printed_otherwise(self.store, nodes)
        links = merged(self.links(card.iri, nodes, printed), self.definitions(nodes, printed, terms))
        main, *parts = card.parts
        top = self.component(root, card, row, main, links, "main", "")
        references = top.find(f"{{{NAMESPACE}}}meta/{{{NAMESPACE}}}references")
        for term, eid in terms.items():
            assert references is not None  # `meta` has written it
            element(references, "TLCTerm", eId=eid, href=f"/ontology/term/zho/{quote(term)}", showAs=term)
        attached = [part for part in parts if part.clauses]
        if attached:
            attachments = element(top, "attachments")
            for part in attached:
                name = self.who.below(part.iri)
                holder = element(attachments, "attachment", eId=name)
                self.component(holder, card, row, part, links, name, f"{name}__")
        return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"

    def component(
        self,
        parent: etree._Element,
        card: DocumentCard,
        row: DocumentRow,
        part: DocumentPart,
        links: Mapping[str, Sequence[Link]],
        name: str,
        prefix: str,
    ) -> etree._Element:
        kind = Kinds.load().of_heading(part.title or row.title)
        # Editors read what is attached as `doc` alone (cobalt, `expression_date`), also where it is a regulation.
        act = name == "main" and kind is not None and kind.scheme == "regulatory"
        attributes = {"name": kind.name if kind else "document"} | ({"contains": "originalVersion"} if act else {})
        top = element(parent, "act" if act else "doc", **attributes)
        self.meta(top, card, row, part, name)
        for _ in write_text(top, "body" if act else "mainBody", part.clauses, links, prefix):
            pass
        return top

    def meta(self, top: etree._Element, card: DocumentCard, row: DocumentRow, part: DocumentPart, name: str) -> None:
        work = self.work(card.iri)
        meta = element(top, "meta")
        identification = element(meta, "identification", source=_AGENT)
        for level, this, uri in (
            ("FRBRWork", work.this(name), work.work),
            ("FRBRExpression", work.expression(name), work.expression()),
            ("FRBRManifestation", f"{work.expression(name)}.xml", f"{work.expression()}.xml"),
        ):
            frbr = element(identification, level)
            element(frbr, "FRBRthis", value=this)
            element(frbr, "FRBRuri", value=uri)
            if level == "FRBRWork":
                element(frbr, "FRBRalias", value=part.iri, name="iri")
                if part.title or row.title:
                    element(frbr, "FRBRalias", value=part.title or row.title, name="title")
            element(frbr, "FRBRdate", date=work.day, name="generation" if work.known else "unknown")
            element(frbr, "FRBRauthor", href="#author" if row.issuers else "#unknown")
            if level == "FRBRWork":
                element(frbr, "FRBRcountry", value="cn")
                if row.number:
                    element(frbr, "FRBRnumber", value=row.number)
            if level == "FRBRExpression":
                element(frbr, "FRBRlanguage", language="zho")
        events = [event for event in self.events.get(card.iri, ()) if name == "main"]
        if events:
            lifecycle = element(meta, "lifecycle", source=_AGENT)
            for number, event in enumerate(events, 1):
                kind, day = event_type(event.kind), event.day.isoformat()
                element(lifecycle, "eventRef", eId=f"event_{number}", date=day, type=kind, source=f"#act_{number}")
        references = element(meta, "references", source=_AGENT)
        for number, event in enumerate(events, 1):
            shown = event.number or self.who.label(event.act)
            element(references, "passiveRef", eId=f"act_{number}", href=self.href(event.act), showAs=shown)
        prefix = "" if name == "main" else f"{name}__"
        if row.issuers:
            shown = "、".join(issuer.zh for issuer in row.issuers)
            element(references, "TLCOrganization", eId=f"{prefix}author", href=row.issuers[0].iri, showAs=shown)
        else:
            element(references, "TLCOrganization", eId=f"{prefix}unknown", href="/ontology/unknown", showAs="unknown")
        element(references, "TLCOrganization", eId=f"{prefix}zhengmai", href="/ontology/zhengmai", showAs="zhengmai")

    def work(self, iri: str) -> _FrbrWork:
        """Return the FRBR names of a published document, by its place, day, and number or title."""
        if iri in self._works:
            return self._works[iri]
        row = self.who.published[iri]
        value = self.who.iris.parse(iri)
        day = row.signed or row.printed
        if isinstance(value, Version):
            day, value = value.day, value.work
        place = local_name(row.place.iri) if row.place else ""
        if isinstance(value, Numbered):
            place = value.place
            slug = f"{value.code}-{value.year}-{value.serial}" if value.year else f"{value.code}-{value.serial}"
        else:
            slug = f"{(row.title or 'document')[:40]}-{sha256(iri.encode()).hexdigest()[:6]}"
        slug = re.sub(r"[^\w-]+", "", slug)
        kind = Kinds.load().of_heading(row.title)
        doctype = "act" if kind is not None and kind.scheme == "regulatory" else "doc"
        country = "cn" if place in ("", STATE) else f"cn-{place}"
        found = _FrbrWork(f"/akn/{country}/{doctype}/{day or _UNKNOWN_DAY}/{slug}", day or _UNKNOWN_DAY, bool(day))
        self._works[iri] = found
        return found

    def href(self, iri: str, own: str = "") -> str:
        """Return the link to a document or clause: inside the file, by FRBR name where the store has the text, else its IRI."""
        document = self.who.canonical(iri)
        below = self.who.below(iri)
        eid = below.replace("/", "__")
        if own and document == own:
            return f"#{eid}" if eid else "#"
        if document in self.who.published:
            return self.work(document).work + (f"/~{eid}" if eid else "")
        return iri

    def links(
        self, own: str, nodes: Mapping[str, ClauseNode], printed: Mapping[tuple[str, str], str]
    ) -> dict[str, list[Link]]:
        """Return the links in each clause. The members of a range have one span: its first and its last are the ends.

        own: the document's IRI. printed: the texts of clauses that other sources print in other words (`printed_otherwise`).
        """
        spans: dict[tuple[str, int, int], list[str]] = {}
        for row in select_about(self.store, _MENTIONS, nodes):
            place = _place(row, nodes, printed)
            if place is None:
                continue
            href = self.href(row.get("meant", row["target"]), own)
            hrefs = spans.setdefault((row["clause"], *place), [])
            if href not in hrefs:
                hrefs.append(href)
        found: dict[str, list[Link]] = {}
        for (clause, start, end), hrefs in sorted(spans.items()):
            ordered = sorted(hrefs, key=_natural)
            links = found.setdefault(clause, [])
            if links and start < links[-1].end:
                continue
            links.append(Link(start, end, ordered[0], ordered[-1] if len(ordered) > 1 else ""))
        return found

    def definitions(
        self, nodes: Mapping[str, ClauseNode], printed: Mapping[tuple[str, str], str], terms: dict[str, str]
    ) -> dict[str, list[Link]]:
        """Return the defined terms and their meanings in each clause. printed: as `links` takes it. terms: filled with the eId of
        each term.
        """
        found: dict[str, list[Link]] = {}
        for row in sorted(select_about(self.store, _DEFINITIONS, nodes), key=lambda row: int(row["position"])):
            text, term, place = nodes[row["clause"]].text, row["term"], _place(row, nodes, printed)
            if place is None:
                continue
            start, end = place
            alias = local_name(row["type"]) == "Alias"
            at = end - len(term) if alias else start
            if text[at : at + len(term)] != term:
                continue
            eid = terms.setdefault(term, f"term_{len(terms) + 1}")
            links = found.setdefault(row["clause"], [])
            links.append(Link(at, at + len(term), f"#{eid}", tag="term"))
            meaning = row["meaning"].split("\n")[0]
            if not alias and (said := text.find(meaning, at + len(term), end)) >= 0:
                links.append(Link(said, said + len(meaning), "", tag="def"))
        return found


def _place(
    row: Mapping[str, str], nodes: Mapping[str, ClauseNode], printed: Mapping[tuple[str, str], str]
) -> tuple[int, int] | None:
    """Return the code points of a mention in its clause's text as the file shows it; None where the file has not its words."""
    shown = nodes[row["clause"]].text
    return place_shown(row, printed.get((row["thing"], row["clause"]), shown), shown)


def merged(*links: Mapping[str, Sequence[Link]]) -> dict[str, list[Link]]:
    """Join the links of each clause, by their start, the longer first. What two sources say alike is one link."""
    found: dict[str, list[Link]] = {}
    for some in links:
        for clause, here in some.items():
            found.setdefault(clause, []).extend(here)
    return {clause: sorted(set(here), key=lambda link: (link.start, -link.end, link)) for clause, here in found.items()}


def _natural(href: str) -> tuple[str | int, ...]:
    """Order names with numbers by the numbers: art_9 before art_10."""
    return tuple(int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", href))
