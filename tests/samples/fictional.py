"""A small fictional graph as `docs/graph.md` describes it, written by hand: what the explorer is tested on."""

from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Literal, URIRef

from graph.store.store import Store
from graph.store.update import Triple
from ontology.iri import Iris
from ontology.vocabulary import DCTERMS, ELI, OA, ORG, PROV, RDF, RDFS, SKOS, XSD, ZM

IRIS = Iris()
HOSTILE = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
    " **粗** [链接](javascript:alert(1)) ![图](http://192.0.2.1/x.png) <http://192.0.2.1/> $x$ $$y$$ :red[红] :material/home: `c`"
)
PLACE = "999900"
DATES = {"signed": ELI.date_document, "printed": ELI.date_publication, "expires": ELI.date_no_longer_in_force}


@dataclass
class Page:
    """The triples of one source, as they are put together."""

    name: str
    triples: list[Triple] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        self.iri = IRIS.source(self.name)
        self.add(self.iri, RDF.type, ZM.Source)
        self.add(self.iri, DCTERMS.identifier, Literal(self.name))

    def add(self, subject: str, predicate: URIRef, value: URIRef | Literal | str) -> None:
        self.triples.append(
            (URIRef(subject), predicate, value if isinstance(value, URIRef | Literal) else URIRef(value))
        )

    def document(self, iri: str, title: str, **facts: str | list[str]) -> str:
        self.add(iri, RDF.type, ELI.LegalResource)
        self.add(iri, RDF.type, ZM.PublishedDocument)
        self.add(iri, PROV.wasDerivedFrom, self.iri)
        if title:
            self.add(iri, DCTERMS.title, Literal(title, lang="zh"))
        for name, values in facts.items():
            for value in [values] if isinstance(values, str) else values:
                self.fact(iri, name, value)
        return iri

    def fact(self, iri: str, name: str, value: str) -> None:
        if name == "kind":
            self.add(iri, ELI.type_document, IRIS.kind(value))
        elif name == "issuer":
            self.add(iri, ELI.passed_by, IRIS.agency(value))
            self.add(IRIS.agency(value), RDF.type, ORG.FormalOrganization)
            self.add(IRIS.agency(value), SKOS.prefLabel, Literal(value, lang="zh"))
        elif name in ("signed", "printed", "expires"):
            self.add(iri, DATES[name], Literal(value, datatype=XSD.date))
        else:
            self.add(iri, {"number": ELI.number, "addressee": ZM.addressee}[name], Literal(value))
            if name == "addressee" and not value.startswith("各"):
                self.add(iri, ZM.addressedTo, IRIS.agency(value))

    def part(self, document: str, name: str, title: str) -> str:
        iri = f"{document}/{name}"
        self.add(document, ZM.issues if name.startswith("doc") else ZM.hasAnnex, iri)
        self.add(iri, ELI.is_part_of, document)
        self.add(iri, DCTERMS.title, Literal(title, lang="zh"))
        self.add(iri, ZM.position, Literal(len(self.triples)))
        return iri

    def clause(self, parent: str, eid: str, level: str, text: str, marker: str = "", heading: str = "") -> str:
        iri = f"{parent.split('/lvl')[0].split('/tbl')[0]}/{eid}"
        self.add(iri, RDF.type, ELI.LegalResourceSubdivision)
        self.add(iri, ELI.is_part_of, parent)
        for term, value in ((ZM.eId, eid), (ZM.level, level), (ZM.marker, marker), (ZM.heading, heading)):
            if value:
                self.add(iri, term, Literal(value))
        self.add(iri, ZM.text, Literal(text))
        self.add(iri, ZM.start, Literal(self.at))
        self.at += len(text) + 1
        self.add(iri, ZM.end, Literal(self.at - 1))
        return iri

    def evidence(self, document: str, term: URIRef, value: str, clause: str, text: str, printed: str) -> None:
        ordinal = sum(1 for triple in self.triples if triple[1] == ZM.property and triple[2] == term) + 1
        iri, offset = f"{document}#{term.split('#')[-1].split('/')[-1]}-{ordinal}", text.index(printed)
        target, selector = f"{self.iri}#char={ordinal},{offset}{term[-4:]}", f"{self.iri}#selector={ordinal}{term[-4:]}"
        self.add(iri, RDF.type, OA.Annotation)
        for property, node in (
            (ZM.about, document),
            (ZM.property, term),
            (ZM.inClause, clause),
            (OA.hasTarget, target),
        ):
            self.add(iri, property, URIRef(node))
        self.add(iri, OA.bodyValue, Literal(value))
        self.add(iri, ZM.offset, Literal(offset))
        self.add(iri, ZM.endOffset, Literal(offset + len(printed)))
        self.add(iri, ZM.rule, Literal("sample"))
        self.add(target, OA.hasSelector, selector)
        self.add(selector, OA.exact, Literal(printed))
        self.add(selector, OA.start, Literal(100 + offset))
        self.add(selector, OA.end, Literal(100 + offset + len(printed)))

    def reference(
        self, citing: str, kind: str, clause: str, text: str, printed: str, target: str = "", **said: str
    ) -> None:
        """What `citing` says of another document in `printed`; said: number, title, reason."""
        ordinal = sum(1 for triple in self.triples if triple[1] == ZM.citing and str(triple[2]) == citing) + 1
        iri, offset = f"{citing}#reference={self.name}-{ordinal}", text.index(printed)
        self.add(iri, RDF.type, ZM.Reference)
        for property, node in (
            (ZM.citing, citing),
            (ZM.relationKind, IRIS.concept("relation", kind)),
            (ZM.inClause, clause),
        ):
            self.add(iri, property, URIRef(node))
        numbers = ((ZM.position, ordinal), (ZM.offset, offset), (ZM.endOffset, offset + len(printed)))
        for property, number in numbers:
            self.add(iri, property, Literal(number))
        self.add(iri, ZM.quote, Literal(text))
        terms = {"number": ZM.citedNumber, "title": ZM.citedTitle, "reason": ZM.reason}
        for name, value in said.items():
            languages = ("en", "zh") if name == "reason" else (None,)
            for language in languages:
                self.add(iri, terms[name], Literal(value, lang=language))
        if target:
            self.add(iri, ZM.target, target)
            self.add(target, RDF.type, ELI.LegalResource)
            if "title" in said:
                self.add(target, DCTERMS.title, Literal(said["title"], lang="zh"))


NOTICE = IRIS.numbered(PLACE, "岚政发", 2021, 7)
BAD = IRIS.local("b.txt", 1)
SHARED = IRIS.numbered(PLACE, "岚政办发", 2016, 1)
LAW = IRIS.titled_only("东岭省河道管理条例")
RULES = IRIS.titled_only("岚州市河道保护办法")
WATER, BEFORE = IRIS.agency("岚州市水务局"), IRIS.agency("岚州市水利局")


def notice(page: Page) -> None:
    """A joint notice with an instrument that has a table, and an annex that is only named."""
    title = "岚州市人民政府关于印发《岚州市河道保护办法》的通知"
    page.document(
        NOTICE,
        title,
        number="岚政发〔2021〕7号",
        kind="通知",
        issuer=["岚州市人民政府", "岚州市水务局"],
        addressee=["各区县人民政府", "市政府各部门"],
        signed="2021-03-02",
        printed="2021-03-04",
        expires="2026-04-01",
    )
    head = f"{title}\n岚政发〔2021〕7号"
    preface = page.clause(NOTICE, "preface", "preface", head)
    page.evidence(NOTICE, DCTERMS.title, title, preface, head, title)
    page.evidence(NOTICE, ELI.passed_by, "岚州市人民政府", preface, head, "岚州市人民政府")
    page.evidence(NOTICE, ELI.number, "岚政发〔2021〕7号", preface, head, "岚政发〔2021〕7号")
    page.clause(NOTICE, "preamble", "preamble", "各区县人民政府,市政府各部门:\n现将《岚州市河道保护办法》发给你们。")
    end = "岚州市人民政府\n2021年3月2日"
    signed = page.clause(NOTICE, "conclusions", "conclusions", end)
    page.evidence(NOTICE, ELI.date_document, "2021-03-02", signed, end, "2021年3月2日")

    rules = page.part(NOTICE, "doc_1", "岚州市河道保护办法")
    for number, marker, words in (
        (1, "第一条", "根据《东岭省河道管理条例》和上述通知,制定本办法。"),
        (2, "第二条", "本办法自2021年4月1日起施行。"),
    ):
        clause = page.clause(rules, f"art_{number}", "article", f"{marker} {words}", marker)
        if number == 1:
            text = f"{marker} {words}"
            page.reference(NOTICE, "basedOn", clause, text, "《东岭省河道管理条例》", LAW, title="东岭省河道管理条例")
            page.reference(
                NOTICE, "implements", clause, text, "上述通知", title="上述通知", reason="no such name before"
            )
    level = page.clause(rules, "lvl_1", "level", "一、任务分工", "一、", "任务分工")
    table = page.clause(level, "tbl_1", "table", "任务分工表")
    for number, cells in enumerate(("序号\t任务\t牵头单位", "1\t清淤疏浚\t市水务局", "2\t巡查", "合计")):
        page.clause(table, f"tbl_1__row_{number}", "row", cells)
    page.part(NOTICE, "att_1", "河道名录")


def hostile(page: Page) -> None:
    """A document whose every text tries to break the page."""
    page.document(BAD, HOSTILE, kind="通知", issuer=[HOSTILE], number=HOSTILE)
    clause = page.clause(BAD, "p_1", "paragraph", HOSTILE, HOSTILE[:8], HOSTILE)
    page.evidence(BAD, DCTERMS.title, HOSTILE, clause, HOSTILE, HOSTILE)
    page.reference(BAD, "cites", clause, HOSTILE, HOSTILE, IRIS.titled_only(HOSTILE), title=HOSTILE)
    issue = f"{page.iri}#issue-1"
    page.add(issue, RDF.type, ZM.ReadingIssue)
    page.add(issue, ZM.about, BAD)
    page.add(issue, ZM.code, Literal("no-number"))
    page.add(issue, RDFS.comment, Literal("<b>no</b> number", lang="en"))
    page.add(issue, RDFS.comment, Literal("<b>没有</b>文号", lang="zh"))


def many(page: Page) -> None:
    """Enough documents for three pages, over six years; the first is printed in `a.txt` too."""
    for serial in range(1, 46):
        year = 2015 + serial % 6
        iri = IRIS.numbered(PLACE, "岚政办发", year, serial)
        page.document(
            iri,
            f"岚州市人民政府办公室关于第{serial}号事项的{'意见' if serial % 3 else '通知'}",
            number=f"岚政办发〔{year}〕{serial}号",
            kind="意见" if serial % 3 else "通知",
            issuer="岚州市人民政府办公室",
            signed=f"{year}-{serial % 12 + 1:02}-05",
            addressee="岚州市水务局" if serial == 5 else "各区县人民政府",
        )
        text = f"第{serial}号事项的正文,依据《东岭省河道管理条例》,并按《岚州市河道保护办法》执行。岚政办发〔2016〕1号废止。"
        clause = page.clause(iri, "p_1", "paragraph", text)
        page.reference(iri, "basedOn", clause, text, "《东岭省河道管理条例》", LAW, title="东岭省河道管理条例")
        if serial in (4, 5):
            page.reference(iri, "cites", clause, text, "《岚州市河道保护办法》", RULES, title="岚州市河道保护办法")
        if serial == 5:
            page.reference(iri, "repeals", clause, text, "岚政办发〔2016〕1号", SHARED, number="岚政办发〔2016〕1号")


def organs() -> list[Triple]:
    """One agency that came out of another."""
    event, place, org = URIRef(f"{IRIS.base}event/1"), URIRef(IRIS.place(PLACE)), "http://www.w3.org/ns/org#"
    return [
        (event, RDF.type, URIRef(f"{org}ChangeEvent")),
        (event, RDFS.label, Literal("机构改革", lang="zh")),
        (event, ZM.latest, Literal("2019-01-10", datatype=XSD.date)),
        (event, URIRef(f"{org}originalOrganization"), URIRef(BEFORE)),
        (event, URIRef(f"{org}resultingOrganization"), URIRef(WATER)),
        (URIRef(BEFORE), RDF.type, ORG.FormalOrganization),
        (URIRef(BEFORE), SKOS.prefLabel, Literal("岚州市水利局", lang="zh")),
        (URIRef(BEFORE), SKOS.altLabel, Literal("市水利局", lang="zh")),
        (URIRef(BEFORE), ZM.place, place),
        (URIRef(WATER), ZM.place, place),
        (place, SKOS.prefLabel, Literal("岚州市", lang="zh")),
        (place, SKOS.prefLabel, Literal("Lan City", lang="en")),
    ]


def build(store: Path) -> Path:
    """Make a store of the three sources."""
    pages = [Page("a.txt"), Page("b.txt"), Page("c.txt")]
    for page, write in zip(pages, (notice, hostile, many), strict=True):
        write(page)
    pages[0].document(SHARED, "岚州市人民政府办公室关于第1号事项的意见", number="岚政办发〔2016〕1号")
    with Store.update(store) as update:
        for page in pages:
            update.replace_graph(page.iri, page.triples)
        kinds = [
            (URIRef(IRIS.kind("通知")), SKOS.prefLabel, Literal(*label)) for label in (("通知", "zh"), ("Notice", "en"))
        ]
        update.replace_graph(IRIS.graph("ontology"), kinds + organs())
        rules = [(URIRef(RULES), ZM.denotes, URIRef(f"{NOTICE}/doc_1"))]
        fifth = IRIS.numbered(PLACE, "岚政办发", 2020, 5)
        update.replace_graph(IRIS.graph("derived"), [*rules, (URIRef(fifth), ZM.supersedes, URIRef(SHARED))])
    return store


def crowd(store: Path, count: int) -> Path:
    """Make a store in which `count` documents rest on one law."""
    page = Page("crowd.txt")
    text = "依据《东岭省河道管理条例》制定。"
    for serial in range(1, count + 1):
        iri = IRIS.numbered(PLACE, "岚政办发", 2020, serial)
        page.document(iri, f"第{serial}号事项的意见", number=f"岚政办发〔2020〕{serial}号")
        clause = page.clause(iri, "p_1", "paragraph", text)
        page.reference(iri, "basedOn", clause, text, "《东岭省河道管理条例》", LAW, title="东岭省河道管理条例")
    with Store.update(store) as update:
        update.replace_graph(page.iri, page.triples)
    return store
