"""A small fictional store with tasks, time limits and duties, written by hand as `ingest/triples/work.py` writes them."""

from pathlib import Path

from ontology.vocabulary import ZM
from tests.samples.fictional import BAD, HOSTILE, PLACE, WATER
from tests.samples.page import IRIS, Page
from tests.samples.page import store as stored

PLAN = IRIS.numbered(PLACE, "岚政办发", 2019, 3)
OLD = IRIS.numbered(PLACE, "岚政办发", 2017, 8)
EMPTY = IRIS.numbered(PLACE, "岚政办发", 2020, 1)
QUIET = IRIS.agency("岚州市档案馆")
DREDGING = "（一）清淤疏浚。按照《东岭省河道管理条例》，2019年6月底前完成。（牵头单位：市水务局；配合单位：各区县政府、理事会）"
PATROL = "\t\t巡查河道\t市水务局\t每月20日前"
RULE = "第三条 市水务局应当每年公布名录，不得收费。"
DELAY = "情况特殊的，可以在收到申请后20个工作日内答复。"


def plan(page: Page) -> None:
    """A plan with a clause and a table row that are assigned, an article with duties."""
    page.document(PLAN, "岚州市河道整治方案", number="岚政办发〔2019〕3号", signed="2019-01-05", issuer="岚州市水务局")
    first = page.clause(PLAN, "lvl_1", "level", DREDGING, "（一）")
    table = page.clause(PLAN, "table_1", "table", "分工表")
    page.clause(table, "table_1__tr_0", "row", "类别\t指标\t任务\t单位\t时限")
    row = page.clause(table, "table_1__tr_1", "row", PATROL)
    article = page.clause(PLAN, "art_3", "article", RULE + DELAY, "第三条")
    title = "东岭省河道管理条例"
    page.reference(PLAN, "basedOn", first, DREDGING, f"《{title}》", IRIS.titled_only(title), title=title)
    basis = f"{PLAN}#reference={page.name}-1"
    june = page.limit(PLAN, first, DREDGING, "2019年6月底前", "deadline", due="2019-06-30")
    monthly = page.limit(PLAN, row, PATROL, "每月20日前", "recurring", recurrence="FREQ=MONTHLY;BYMONTHDAY=20")
    yearly = page.limit(PLAN, article, RULE + DELAY, "每年", "recurring", recurrence="FREQ=YEARLY")
    days = page.limit(PLAN, article, RULE + DELAY, "20个工作日内", "duration", duration="P20WD", anchor="收到申请")
    parties = [("lead", "市水务局", WATER), ("support", "各区县政府", "group"), ("support", "理事会", "")]
    page.task(PLAN, first, DREDGING, parties, hasDeadline=[june], basis=[basis])
    page.task(PLAN, row, PATROL, [("responsible", "市水务局", WATER)], hasDeadline=[monthly])
    said = {"cue": "应当", "bearer": "市水务局"}
    page.duty(PLAN, article, RULE + DELAY, RULE, ZM.Obligation, WATER, [yearly], **said)
    page.duty(PLAN, article, RULE + DELAY, RULE, ZM.Prohibition, WATER, cue="不得", bearer="市水务局")
    page.duty(PLAN, article, RULE + DELAY, DELAY, ZM.Permission, limits=[days], cue="可以", condition="情况特殊的")


def old(page: Page) -> None:
    """An earlier document with tasks without a date, more than a page of them."""
    page.document(OLD, "岚州市河道清理意见", number="岚政办发〔2017〕8号", signed="2017-05-04")
    for number in range(1, 25):
        text = f"{number}.清理第{number}段河道。（责任单位：市水务局）"
        clause = page.clause(OLD, f"lvl_{number}", "level", text, f"{number}.")
        links = {}
        if number == 24:
            links["hasDeadline"] = [page.limit(OLD, clause, text, "河道", "target", due="2018-12-31")]
        page.task(OLD, clause, text, [("responsible", "市水务局", WATER)], **links)


def bad(page: Page) -> None:
    """Hostile words wherever work has any."""
    body = IRIS.agency(HOSTILE)
    page.document(BAD, HOSTILE, issuer=[HOSTILE])
    clause = page.clause(BAD, "para_1", "paragraph", HOSTILE)
    limit = page.limit(BAD, clause, HOSTILE, HOSTILE, "recurring", recurrence=HOSTILE, anchor=HOSTILE)
    page.task(BAD, clause, HOSTILE, [("lead", HOSTILE, body), ("support", HOSTILE, "")], hasDeadline=[limit])
    said = {"cue": "<script>", "bearer": HOSTILE, "condition": HOSTILE}
    page.duty(BAD, clause, HOSTILE, HOSTILE, ZM.Prohibition, body, [limit], **said)


def build(store: Path) -> Path:
    """Make a store of four sources; two of them print the plan."""
    pages = [Page("plan.txt"), Page("plan-again.txt"), Page("old.txt"), Page("bad.txt")]
    for page, write in zip(pages, (plan, plan, old, bad), strict=True):
        write(page)
        page.agency("岚州市水务局")
    pages[2].document(EMPTY, "岚州市人民政府关于表彰的决定", issuer=["岚州市档案馆"])
    pages[2].clause(EMPTY, "para_1", "paragraph", "决定予以表彰。")
    return stored(store, *pages)
