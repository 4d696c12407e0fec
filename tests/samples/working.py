"""A small fictional store with tasks, time limits and duties, written by hand as `ingest/triples/work.py` writes them."""

from pathlib import Path
from typing import Any

from rdflib import Literal, URIRef

from graph.store.store import Store
from ontology.vocabulary import ORG, RDF, SKOS, XSD, ZM
from tests.samples.fictional import BAD, HOSTILE, IRIS, PLACE, WATER, Page

PLAN = IRIS.numbered(PLACE, "岚政办发", 2019, 3)
OLD = IRIS.numbered(PLACE, "岚政办发", 2017, 8)
EMPTY = IRIS.numbered(PLACE, "岚政办发", 2020, 1)
QUIET = IRIS.agency("岚州市档案馆")
DREDGING = "（一）清淤疏浚。按照《东岭省河道管理条例》，2019年6月底前完成。（牵头单位：市水务局；配合单位：各区县政府、理事会）"
PATROL = "\t\t巡查河道\t市水务局\t每月20日前"
RULE = "第三条 市水务局应当每年公布名录，不得收费。"
DELAY = "情况特殊的，可以在收到申请后20个工作日内答复。"


class Writer:
    """Writes the work of one document into a page."""

    def __init__(self, page: Page, document: str) -> None:
        self.page, self.document, self.counts = page, document, dict.fromkeys(("task", "deadline", "duty"), 0)

    def task(self, clause: str, text: str, parties: list[tuple[str, str, str]], **links: list[str]) -> None:
        """parties: role, printed name, IRI of the body (`group`, or empty where the text does not tell whose it is)."""
        task = self._thing("task", ZM.Task, clause, text, text)
        for number, (role, name, body) in enumerate(parties, 1):
            iri = task.replace("#task=", "#assignment=") + f"-{number}"
            self.page.add(task, ZM.hasAssignment, iri)
            self._say(iri, partyName=name)
            self.page.add(iri, ZM.role, IRIS.concept("role", role))
            self.page.add(iri, ZM.position, Literal(number))
            self._at(iri, clause, text, name)
            if body == "group":
                self.page.add(iri, ZM.group, IRIS.group(PLACE, name))
            elif body:
                self.page.add(iri, ZM.agency, body)
            else:
                self.page.add(iri, ZM.reason, Literal("no telling", lang="en"))
                self.page.add(iri, ZM.reason, Literal("原文未表明", lang="zh"))
        self._link(task, links)

    def limit(self, clause: str, text: str, printed: str, kind: str, **said: str) -> str:
        iri = self._thing("deadline", ZM.Deadline, clause, text, printed, text)
        self._say(iri, printed=printed)
        self.page.add(iri, ZM.timeKind, IRIS.concept("time", kind))
        if due := said.pop("due", ""):
            self.page.add(iri, ZM.due, Literal(due, datatype=XSD.date))
        self._say(iri, **said)
        return iri

    def duty(self, clause: str, text: str, sentence: str, kind: URIRef, agency: str = "", **said: Any) -> None:
        """said: cue, bearer, condition; hasDeadline, basis: lists of IRIs."""
        iri = self._thing("duty", kind, clause, text, sentence)
        if agency:
            self.page.add(iri, ZM.bearerAgency, agency)
        self._link(iri, {name: said.pop(name) for name in ("hasDeadline", "basis") if name in said})
        self._say(iri, **said)

    def _thing(self, name: str, kind: URIRef, clause: str, text: str, printed: str, quote: str = "") -> str:
        self.counts[name] += 1
        iri = f"{self.page.iri}#{name}=1-{self.counts[name]}"
        self.page.add(iri, RDF.type, kind)
        self.page.add(iri, ZM.setBy, self.document)
        self.page.add(iri, ZM.position, Literal(self.counts[name]))
        self._say(iri, quote=quote or printed)
        self._at(iri, clause, text, printed)
        return iri

    def _at(self, iri: str, clause: str, text: str, printed: str) -> None:
        self.page.add(iri, ZM.inClause, clause)
        self.page.add(iri, ZM.offset, Literal(text.index(printed)))
        self.page.add(iri, ZM.endOffset, Literal(text.index(printed) + len(printed)))

    def _say(self, iri: str, **said: object) -> None:
        for name, value in said.items():
            self.page.add(iri, ZM[name], Literal(value))

    def _link(self, iri: str, links: dict[str, list[str]]) -> None:
        for name, things in links.items():
            for thing in things:
                self.page.add(iri, ZM[name], thing)


def plan(page: Page) -> None:
    """A plan with a clause and a table row that are assigned, an article with duties."""
    page.document(PLAN, "岚州市河道整治方案", number="岚政办发〔2019〕3号", signed="2019-01-05", issuer="岚州市水务局")
    first = page.clause(PLAN, "lvl_1", "level", DREDGING, "（一）")
    table = page.clause(PLAN, "tbl_1", "table", "分工表")
    page.clause(table, "tbl_1__row_0", "row", "类别\t指标\t任务\t单位\t时限")
    row = page.clause(table, "tbl_1__row_1", "row", PATROL)
    article = page.clause(PLAN, "art_3", "article", RULE + DELAY, "第三条")
    title = "东岭省河道管理条例"
    page.reference(PLAN, "basedOn", first, DREDGING, f"《{title}》", IRIS.titled_only(title), title=title)
    basis = f"{PLAN}#reference={page.name}-1"
    write = Writer(page, PLAN)
    june = write.limit(first, DREDGING, "2019年6月底前", "deadline", due="2019-06-30")
    monthly = write.limit(row, PATROL, "每月20日前", "recurring", recurrence="FREQ=MONTHLY;BYMONTHDAY=20")
    yearly = write.limit(article, RULE + DELAY, "每年", "recurring", recurrence="FREQ=YEARLY")
    days = write.limit(article, RULE + DELAY, "20个工作日内", "duration", duration="P20WD", anchor="收到申请")
    parties = [("lead", "市水务局", WATER), ("support", "各区县政府", "group"), ("support", "理事会", "")]
    write.task(first, DREDGING, parties, hasDeadline=[june], basis=[basis])
    write.task(row, PATROL, [("responsible", "市水务局", WATER)], hasDeadline=[monthly])
    said = {"cue": "应当", "bearer": "市水务局", "hasDeadline": [yearly]}
    write.duty(article, RULE + DELAY, RULE, ZM.Obligation, WATER, **said)
    write.duty(article, RULE + DELAY, RULE, ZM.Prohibition, WATER, cue="不得", bearer="市水务局")
    write.duty(article, RULE + DELAY, DELAY, ZM.Permission, cue="可以", condition="情况特殊的", hasDeadline=[days])


def old(page: Page) -> None:
    """An earlier document with tasks without a date, more than a page of them."""
    page.document(OLD, "岚州市河道清理意见", number="岚政办发〔2017〕8号", signed="2017-05-04")
    write = Writer(page, OLD)
    for number in range(1, 25):
        text = f"{number}.清理第{number}段河道。（责任单位：市水务局）"
        clause = page.clause(OLD, f"lvl_{number}", "level", text, f"{number}.")
        links = {}
        if number == 24:
            links["hasDeadline"] = [write.limit(clause, text, "河道", "target", due="2018-12-31")]
        write.task(clause, text, [("responsible", "市水务局", WATER)], **links)


def bad(page: Page) -> None:
    """Hostile words wherever work has any."""
    body = IRIS.agency(HOSTILE)
    page.document(BAD, HOSTILE, issuer=[HOSTILE])
    clause = page.clause(BAD, "p_1", "paragraph", HOSTILE)
    write = Writer(page, BAD)
    limit = write.limit(clause, HOSTILE, HOSTILE, "recurring", recurrence=HOSTILE, anchor=HOSTILE)
    write.task(clause, HOSTILE, [("lead", HOSTILE, body), ("support", HOSTILE, "")], hasDeadline=[limit])
    said = {"cue": "<script>", "bearer": HOSTILE, "condition": HOSTILE, "hasDeadline": [limit]}
    write.duty(clause, HOSTILE, HOSTILE, ZM.Prohibition, body, **said)


def build(store: Path) -> Path:
    """Make a store of four sources; two of them print the plan."""
    pages = [Page("plan.txt"), Page("plan-again.txt"), Page("old.txt"), Page("bad.txt")]
    for page, write in zip(pages, (plan, plan, old, bad), strict=True):
        write(page)
        page.add(WATER, RDF.type, ORG.FormalOrganization)
        page.add(WATER, SKOS.prefLabel, Literal("岚州市水务局", lang="zh"))
    pages[2].document(EMPTY, "岚州市人民政府关于表彰的决定", issuer=["岚州市档案馆"])
    pages[2].clause(EMPTY, "p_1", "paragraph", "决定予以表彰。")
    with Store.update(store) as update:
        for page in pages:
            update.replace_graph(page.iri, page.triples)
    return store
