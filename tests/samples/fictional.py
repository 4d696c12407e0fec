"""A small fictional graph as `docs/graph.md` describes it, written by hand: what the explorer is tested on."""

from pathlib import Path

from rdflib import Literal, URIRef

from graph.store.ntriples import Triple
from ontology.vocabulary import DCTERMS, ELI, ORG, RDF, RDFS, SKOS, XSD, ZM
from tests.samples.page import IRIS, Page
from tests.samples.page import store as stored

HOSTILE = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
    " **粗** [链接](javascript:alert(1)) ![图](http://192.0.2.1/x.png) <http://192.0.2.1/> $x$ $$y$$ :red[红] :material/home: `c`"
)
PLACE = "999900"


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
    table = page.clause(level, "table_1", "table", "任务分工表")
    for number, cells in enumerate(("序号\t任务\t牵头单位", "1\t清淤疏浚\t市水务局", "2\t巡查", "合计")):
        page.clause(table, f"table_1__tr_{number}", "row", cells)
    page.part(NOTICE, "att_1", "河道名录")


def hostile(page: Page) -> None:
    """A document whose every text tries to break the page."""
    page.document(BAD, HOSTILE, kind="通知", issuer=[HOSTILE], number=HOSTILE)
    clause = page.clause(BAD, "para_1", "paragraph", HOSTILE, HOSTILE[:8], HOSTILE)
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
            # Who cites the rules of 2021 cannot have been made before them.
            printed="2021-05-01" if serial in (4, 5) else "",
            addressee="岚州市水务局" if serial == 5 else "各区县人民政府",
        )
        text = f"第{serial}号事项的正文,依据《东岭省河道管理条例》,并按《岚州市河道保护办法》执行。岚政办发〔2016〕1号废止。"
        clause = page.clause(iri, "para_1", "paragraph", text)
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
    labels = (("通知", "zh"), ("Notice", "en"))
    kinds: list[Triple] = [(URIRef(IRIS.kind("通知")), SKOS.prefLabel, Literal(*label)) for label in labels]
    fifth = IRIS.numbered(PLACE, "岚政办发", 2020, 5)
    derived: list[Triple] = [
        (URIRef(RULES), ZM.denotes, URIRef(f"{NOTICE}/doc_1")),
        (URIRef(fifth), ZM.supersedes, URIRef(SHARED)),
    ]
    return stored(store, *pages, ontology=kinds + organs(), derived=derived)


def crowd(store: Path, count: int) -> Path:
    """Make a store in which `count` documents rest on one law."""
    page = Page("crowd.txt")
    text = "依据《东岭省河道管理条例》制定。"
    for serial in range(1, count + 1):
        iri = IRIS.numbered(PLACE, "岚政办发", 2020, serial)
        page.document(iri, f"第{serial}号事项的意见", number=f"岚政办发〔2020〕{serial}号")
        clause = page.clause(iri, "para_1", "paragraph", text)
        page.reference(iri, "basedOn", clause, text, "《东岭省河道管理条例》", LAW, title="东岭省河道管理条例")
    return stored(store, page)
