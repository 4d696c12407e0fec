"""What whole documents have done: which clause a bracket assigns, whose bodies the names are, what limits and obliges."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Document, Modality, Task
from ingest.read.normalize import NormalizedText
from ingest.steps import parse
from tests.ingest import official
from tests.ingest.official import NOTICE, normalized_text, notice, only, published, scrap

OPENING = "现就湖滨步道管理有关事项通知如下。\n\n"
ANNEXED = (
    NOTICE.format(body="现将任务分工印发给你们。\n\n附件：步道巡查任务表")
    + "\n附件\n\n步道巡查任务表\n\n{rows}\n（2022年3月16日印发）\n"
)


class Read:
    """A text's one document, with the words of its spans."""

    def __init__(self, text: str) -> None:
        self.normalized: NormalizedText = normalized_text(text)
        self.document: Document = only(text)

    @classmethod
    def notice(cls, *paragraphs: str) -> "Read":
        return cls(NOTICE.format(body=OPENING + "\n\n".join(paragraphs)))

    def texts(self) -> list[str]:
        """What each task assigns; rows and parts of rows by |, lines by /."""
        return [
            "|".join(span.slice(self.normalized.text).replace("\n", "/") for span in task.texts) for task in self.tasks
        ]

    @property
    def tasks(self) -> tuple[Task, ...]:
        return self.document.tasks

    def parties(self) -> list[str]:
        return [" ".join(f"{party.official}={party.role}" for party in task.parties) for task in self.tasks]

    def limits(self) -> list[str]:
        return [f"{limit.span.slice(self.normalized.text)}={limit.value}" for limit in self.document.deadlines]

    def duties(self) -> list[str]:
        return [f"{duty.bearer}: {duty.sentence.slice(self.normalized.text)}" for duty in self.document.duties]


# --- which clause a bracket closes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paragraphs", "expected"), [
    # its own clause, where the siblings have brackets of their own
    (["一、重点任务", "（一）普查步道。（市园林局牵头）", "（二）改造栈桥。（市水务局负责）"],
     ["（一）普查步道。（市园林局牵头）", "（二）改造栈桥。（市水务局负责）"]),
    # its own clause, where it does not occur last
    (["一、重点任务", "（一）普查步道。（市园林局牵头）", "（二）改造栈桥。"],
     ["（一）普查步道。（市园林局牵头）"]),
    # the clause above, where it occurs last and the siblings have none
    (["一、重点任务", "（一）普查步道。", "（二）改造栈桥。（市水务局负责）", "二、保障措施"],
     ["一、重点任务/（一）普查步道。/（二）改造栈桥。（市水务局负责）"]),
    (["一、重点任务", "（一）普查", "1.普查步道。", "2.普查栈桥。（市水务局负责）", "（二）改造", "1.改造步道。（市园林局负责）",
      "2.改造栈桥。（市财政局负责）"],
     ["（一）普查/1.普查步道。/2.普查栈桥。（市水务局负责）", "1.改造步道。（市园林局负责）", "2.改造栈桥。（市财政局负责）"]),
    (["（一）普查步道。（市园林局负责）", "（二）改造栈桥。改造要求如下：", "1.先设计。", "2.后施工。（市水务局负责）"],
     ["（一）普查步道。（市园林局负责）", "（二）改造栈桥。改造要求如下：/1.先设计。/2.后施工。（市水务局负责）"]),
    # an unnumbered paragraph closes the numbered clause that it belongs to
    (["一、普查步道", "逐段普查。（市园林局牵头）", "二、改造栈桥", "逐座改造。", "抓紧改造。（市水务局牵头）"],
     ["一、普查步道/逐段普查。（市园林局牵头）", "二、改造栈桥/逐座改造。/抓紧改造。（市水务局牵头）"]),
    # several brackets in one paragraph part it
    (["一、普查步道。（市园林局负责）改造栈桥。（市水务局负责）新建码头。（市财政局负责）"],
     ["一、普查步道。（市园林局负责）", "改造栈桥。（市水务局负责）", "新建码头。（市财政局负责）"]),
    # without numbers a paragraph is the clause
    (["普查步道，改造栈桥。（市园林局负责）", "清理湖面。（市水务局负责）"],
     ["普查步道，改造栈桥。（市园林局负责）", "清理湖面。（市水务局负责）"]),
    # a label on its own line
    (["一、重点任务", "（一）普查步道。逐段普查。", "责任单位：市园林局", "（二）改造栈桥。", "责任单位：市水务局", "二、保障措施"],
     ["（一）普查步道。逐段普查。/责任单位：市园林局", "（二）改造栈桥。/责任单位：市水务局"]),
    # labels below each other assign one task
    (["（一）普查步道。", "牵头单位：市园林局", "配合单位：市水务局", "（二）改造栈桥。", "责任单位：市水务局"],
     ["（一）普查步道。/牵头单位：市园林局/配合单位：市水务局", "（二）改造栈桥。/责任单位：市水务局"]),
    # so do labels of one line; who is in charge is before or above them
    (["（一）普查步道。", "责任领导：林舟；责任单位：市园林局；配合单位：市水务局", "（二）改造栈桥。"],
     ["（一）普查步道。/责任领导：林舟；责任单位：市园林局；配合单位：市水务局"]),
    (["（一）普查步道。", "牵头领导：林舟", "责任单位：市园林局", "（二）改造栈桥。"],
     ["（一）普查步道。/牵头领导：林舟/责任单位：市园林局"]),
    # a line of its own that says by whom
    (["（一）普查步道。", "由市园林局，各区县政府，市水务局负责落实", "（二）改造栈桥。"],
     ["（一）普查步道。/由市园林局，各区县政府，市水务局负责落实"]),
    # prose assigns the text that it occurs in
    (["一、普查步道。由市园林局牵头负责，市水务局配合。", "二、改造栈桥。"],
     ["一、普查步道。由市园林局牵头负责，市水务局配合。"]),
    (["一、普查步道", "逐段普查，建立台账。", "普查由市园林局牵头负责。", "二、改造栈桥。"],
     ["一、普查步道/逐段普查，建立台账。/普查由市园林局牵头负责。"]),
    # a heading that is a body
    (["一、职责分工", "1.市园林局。负责步道普查，牵头开展栈桥改造。", "2.市水务局。负责水位监测。"],
     ["1.市园林局。负责步道普查，牵头开展栈桥改造。"]),
    # nobody
    (["一、普查步道（试行）。", "二、改造栈桥。由负责人签字。", "三、本通知由市园林局负责解释。"], []),
])  # fmt: skip
def test_what_is_assigned(paragraphs: list[str], expected: list[str]) -> None:
    assert Read.notice(*paragraphs).texts() == expected


def test_labels_below_each_other_assign_one_task() -> None:
    read = Read.notice("（一）普查步道。", "牵头单位：市园林局", "配合单位：市水务局、市园林局", "（二）改造栈桥。")
    assert read.parties() == ["岚州市园林局=lead 岚州市水务局=support 岚州市园林局=support"]


def test_articles_are_clauses_of_their_own() -> None:
    found = Read(
        "岚州市人民政府关于印发《岚州市客渡管理办法》的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n"
        "《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。\n\n岚州市人民政府\n\n2022年3月15日\n\n"
        "岚州市客渡管理办法\n\n第一章 职责\n\n第一条 渡口普查由市交通运输局牵头，市水务局配合。\n\n"
        "第二条 渡口经营单位应当备案。大风时，不得开航。\n\n第三条 渡口经营单位应当于每年3月底前报送台账。\n\n"
        "第四条 本办法自2022年5月1日起施行，有效期5年。\n"
    )
    assert found.texts() == ["第一条 渡口普查由市交通运输局牵头，市水务局配合。"]
    assert found.duties() == [
        "渡口经营单位: 第二条 渡口经营单位应当备案。",
        "渡口经营单位: 大风时，不得开航。",
        "渡口经营单位: 第三条 渡口经营单位应当于每年3月底前报送台账。",
    ]
    assert found.limits() == ["每年3月底前=FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"]


@pytest.mark.parametrize("cut", [
    "（一）普查步道，建立台账。（市园林局牵头，市水\n务局配合）",
    "（一）普查步道，建立台账。（市园林局牵头，\n市水务局配合）",
    "（一）普查步道，建立台账。（市园林\n\n— 3 —\n\n局牵头，市水务局配合）",
])  # fmt: skip
def test_a_bracket_that_a_line_or_page_cuts(cut: str) -> None:
    found = Read.notice("一、重点任务", cut, "（二）改造栈桥。（市水务局负责）")
    assert found.parties() == ["岚州市园林局=lead 岚州市水务局=support", "岚州市水务局=responsible"]
    assert found.texts()[0] == "（一）普查步道，建立台账。（市园林局牵头，市水务局配合）"


@pytest.mark.parametrize("remark", [
    ("一、重点任务（列第一位者为牵头单位，下同）", "（一）普查步道。（市园林局、市水务局负责）"),
    ("一、重点任务", "（一）普查步道。（市园林局、市水务局负责。列第一位者为牵头单位，下同）"),
])  # fmt: skip
def test_the_first_of_each_list_leads_from_where_it_is_said(remark: tuple[str, str]) -> None:
    found = Read.notice(*remark, "（二）改造栈桥。（市水务局、市财政局负责）")
    assert found.parties() == [
        "岚州市园林局=lead 岚州市水务局=responsible",
        "岚州市水务局=lead 岚州市财政局=responsible",
    ]


def test_a_group_at_the_head_of_a_list_leads_nobody() -> None:
    found = Read.notice(
        "一、重点任务（列第一位者为牵头单位，下同）",
        "（一）普查步道。（各有关部门按职责分工负责）",
        "（二）改造栈桥。（各有关部门和各区政府按职责分工负责）",
        "（三）维护栈桥。（市水务局、各区政府负责）",
    )
    assert found.parties() == [
        "各有关部门=responsible",
        "各有关部门=responsible 各区政府=responsible",
        "岚州市水务局=lead 各区政府=responsible",
    ]


def test_before_it_is_said_nobody_leads() -> None:
    found = Read.notice(
        "一、普查步道。（市园林局负责）", "二、改造栈桥。（市水务局、市财政局负责。列第一位者为牵头单位，下同）"
    )
    assert found.parties() == ["岚州市园林局=responsible", "岚州市水务局=lead 岚州市财政局=responsible"]


# --- whose bodies the names are ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("printed", "name", "official", "group", "known"), [
    ("市财政局",       "市财政局",     "岚州市财政局",         False, True),
    ("岚州市财政局",   "岚州市财政局", "岚州市财政局",         False, True),
    ("省财政厅",       "省财政厅",     "东岭省财政厅",         False, True),
    ("东岭省水利厅",   "东岭省水利厅", "东岭省水利厅",         False, True),
    ("望湖区政府",     "望湖区政府",   "岚州市望湖区人民政府", False, True),
    ("市政府",         "市政府",       "岚州市人民政府",       False, True),
    ("市湖岸巡护局",   "市湖岸巡护局", "岚州市湖岸巡护局",     False, True),
    ("财政局",         "财政局",       "岚州市财政局",         False, True),
    ("湖岸巡护局",     "湖岸巡护局",   "湖岸巡护局",           False, False),
    ("各区县政府",     "各区县政府",   "各区县政府",           True,  False),
    ("各有关部门",     "各有关部门",   "各有关部门",           True,  False),
    ("市政府有关部门", "市政府有关部门", "市政府有关部门",     True,  False),
    ("湖滨文旅集团",   "湖滨文旅集团", "湖滨文旅集团",         False, False),
    ("岚东新村委会",   "岚东新村委会", "岚东新村委会",         False, False),
])  # fmt: skip
def test_official_names_by_the_documents_place(
    printed: str, name: str, official: str, group: bool, known: bool
) -> None:
    found = Read.notice(f"一、普查步道。（{printed}负责）")
    (task,) = found.tasks
    (party,) = task.parties
    assert (party.name, party.official, party.group, party.known) == (name, official, group, known)
    assert party.span.slice(found.normalized.text) == printed


@pytest.mark.parametrize(("printed", "expected"), [
    ("市财政局、民政局",           "岚州市财政局=responsible 岚州市民政局=responsible"),
    ("市民政、财政、司法等部门",   "岚州市民政局=responsible 岚州市财政局=responsible 岚州市司法局=responsible"),
    ("市财政局、市财政局",         "岚州市财政局=responsible"),
    ("财政局、民政局",             "岚州市财政局=responsible 岚州市民政局=responsible"),
    ("各区财政局、民政局",         "各区财政局=responsible 民政局=responsible"),
    ("财政局、科技局、公安局",     "岚州市财政局=responsible 岚州市科学技术局=responsible 岚州市公安局=responsible"),
    # a department without its level behind a zone, a group or one of nobody knows whom
    ("湖滨管委会建设局、财政局",   "湖滨管委会建设局=responsible 财政局=responsible"),
    ("属地公安局、司法局",         "属地公安局=responsible 司法局=responsible"),
    ("各区县政府及其教育局",       "各区县政府=responsible 教育局=responsible"),
    # a kind that had ended on the day stays as printed
    ("财政局、卫生局、教育局",     "岚州市财政局=responsible 卫生局=responsible 岚州市教育局=responsible"),
])  # fmt: skip
def test_names_of_a_list_share_their_head(printed: str, expected: str) -> None:
    assert Read.notice(f"一、普查步道。（{printed}负责）").parties() == [expected]


@pytest.mark.parametrize(("heading", "expected"), [
    ("一、望湖区", "财政局=responsible"),
    ("一、湖滨新区", "财政局=responsible"),
    ("一、重点任务", "岚州市财政局=responsible"),
    ("一、市区渡口", "岚州市财政局=responsible"),
])  # fmt: skip
def test_departments_in_a_section_of_a_county(heading: str, expected: str) -> None:
    read = Read.notice(heading, "（一）普查步道。（财政局负责）", "（二）改造栈桥。（市水务局负责）")
    assert read.parties() == [expected, "岚州市水务局=responsible"]


def test_a_label_ends_before_the_note_that_the_first_leads() -> None:
    read = Read.notice(
        "（一）普查步道。", "责任单位：市园林局、市水务局（列第一位者为牵头单位，下同）", "（二）改造栈桥。"
    )
    assert read.parties() == ["岚州市园林局=lead 岚州市水务局=responsible"]


def test_one_body_in_two_roles_is_two_parties() -> None:
    found = Read.notice("一、普查步道。（市财政局牵头，市财政局、市水务局负责）")
    assert found.parties() == ["岚州市财政局=lead 岚州市财政局=responsible 岚州市水务局=responsible"]


# --- tables --------------------------------------------------------------------------------------------------------------


def test_rows_of_an_annex() -> None:
    found = Read(
        ANNEXED.format(
            rows="序号\t任务\t牵头单位\t配合单位\t完成时限\n1\t巡查东堤\t市园林局\t市水务局、各区县政府\t2022年6月\n"
            "2\t巡查西堤\t湖滨文旅集团\t市财政局\t2021年12月\n"
        )
    )
    assert found.texts() == [
        "1\t巡查东堤\t市园林局\t市水务局、各区县政府\t2022年6月",
        "2\t巡查西堤\t湖滨文旅集团\t市财政局\t2021年12月",
    ]
    assert found.parties() == [
        "岚州市园林局=lead 岚州市水务局=support 各区县政府=support",
        "湖滨文旅集团=lead 岚州市财政局=support",
    ]
    # cells of 完成时限 hold limits without 前, also of the past
    assert found.limits() == ["2022年6月=2022-06-30", "2021年12月=2021-12-31"]
    assert {task.rule for task in found.tasks} == {"tables.row"}
    for task, limit in zip(found.tasks, found.document.deadlines, strict=True):
        assert task.texts[0].contains(limit.span) and task.texts[0].contains(task.at)


def test_lines_of_an_annex_that_allots() -> None:
    text = ANNEXED.replace("步道巡查任务表", "步道巡查任务分解表")
    found = Read(text.format(rows="市园林局 0.6\n市水务局 0.2\n市财政局 1.2\n"))
    assert found.parties() == ["岚州市园林局=responsible", "岚州市水务局=responsible", "岚州市财政局=responsible"]


def test_a_table_without_bodies_assigns_nothing() -> None:
    assert Read(ANNEXED.format(rows="序号\t任务\t要求\n1\t巡查东堤\t市园林局\n")).tasks == ()


# --- time limits ---------------------------------------------------------------------------------------------------------


def test_limits_of_clauses() -> None:
    found = Read.notice(
        "一、普查步道。2022年9月底前完成，12月底前验收。（市园林局负责）",
        "二、改造栈桥。自本通知印发之日起20个工作日内制定方案，每月5日前报送进度，2022年6月31日前开工。（市水务局负责）",
        "三、截至2021年底已建成步道20公里。2021年6月底前完成的项目不再补贴。",
    )
    assert found.limits() == [
        "2022年9月底前=2022-09-30",
        "12月底前=2022-12-31",
        "20个工作日内=P20WD",
        "每月5日前=FREQ=MONTHLY;BYMONTHDAY=5",
        "2022年6月31日前=None",
    ]
    assert [str(limit.due) for limit in found.document.deadlines if limit.due] == ["2022-04-13"]
    for limit in found.document.deadlines[:2]:
        assert found.tasks[0].texts[0].contains(limit.span)


def test_the_year_of_a_plan_is_its_titles() -> None:
    found = Read(
        "岚州市人民政府2023年湖滨步道工作要点\n岚政发〔2022〕48号\n\n各区县人民政府：\n\n一、3月底前完成普查。\n\n"
        "二、今年12月底前报送台账。\n\n岚州市人民政府\n\n2022年12月20日\n"
    )
    assert found.limits() == ["3月底前=2023-03-31", "今年12月底前=2022-12-31"]


@pytest.mark.parametrize("text", [
    "本通知自印发之日起施行，有效期2年。",
    "本通知自2022年5月1日起施行，有效期至2024年4月30日。",
    "根据《岚州市2023年底前步道建设计划》开展工作。",
])  # fmt: skip
def test_validity_and_titles_are_no_limits(text: str) -> None:
    assert Read.notice(text).limits() == []


def test_the_documents_date_and_title_are_no_limits() -> None:
    found = Read(
        "岚州市人民政府关于2022年12月底前完成步道普查的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n请认真落实。\n\n"
        "岚州市人民政府\n\n2022年3月15日\n\n（2022年3月16日印发）\n"
    )
    assert found.limits() == []


# --- duties --------------------------------------------------------------------------------------------------------------

LONG_TITLE = "岚州市人民政府关于进一步加强全市渡口渡船安全管理严禁渡船超载超员冒险航行并应当确保群众出行安全的通知"


def test_duties_are_read_from_sentences_only() -> None:
    found = Read(
        f"{LONG_TITLE}\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n一、各街道应当加强巡查\n\n渡口经营单位应当配备救生衣。\n\n"
        "任务\t要求\n巡查\t各街道应当每日巡查。\n\n二、乘客不得携带危险品。\n\n岚州市人民政府\n\n2022年3月15日\n\n"
        "（此件应当公开发布）\n\n抄送：各街道，应当认真落实。\n"
    )
    assert found.duties() == ["渡口经营单位: 渡口经营单位应当配备救生衣。", "乘客: 二、乘客不得携带危险品。"]


def test_a_long_heading_would_read_as_a_sentence() -> None:
    """What `test_duties_are_read_from_sentences_only` excludes is read where the document does speak."""
    assert Read.notice(LONG_TITLE[:-3] + "。").duties() != []


@pytest.mark.parametrize(("bearer", "agencies"), [
    ("市财政局", ("岚州市财政局",)),
    ("市财政局、水务局", ("岚州市财政局", "岚州市水务局")),
    ("市财政局、渡口经营单位", ("岚州市财政局",)),
    ("省财政厅和市财政局", ("东岭省财政厅", "岚州市财政局")),
    ("各有关部门", ()),
    ("渡口经营单位", ()),
    ("乘客", ()),
])  # fmt: skip
def test_the_bodies_that_a_bearer_is(bearer: str, agencies: tuple[str, ...]) -> None:
    (duty,) = notice(f"{OPENING}{bearer}应当公开结果。").duties
    assert (duty.modality, duty.bearer, duty.agencies) == (Modality.OBLIGATION, bearer, agencies)


def test_places_count_in_the_reading() -> None:
    """In a gazette's second document too."""
    body = "一、涉及公共安全的，市园林局应当于2022年9月底前报告。（市园林局负责）"
    text = NOTICE.format(body="现通知如下。") + "\n" + NOTICE.replace("步道", "码头").format(body=body)
    normalized = normalized_text(text)
    first, second = published(text).documents
    assert not (first.tasks or first.deadlines or first.duties)
    (task,), (limit,), (duty,) = second.tasks, second.deadlines, second.duties
    assert duty.bearer_at and duty.condition
    assert [
        span.slice(normalized.text)
        for span in (*task.texts, task.at, task.parties[0].span, limit.span, limit.quote, duty.cue, duty.bearer_at)
    ] == [body, "（市园林局负责）", "市园林局", "2022年9月底前", body[: body.index("（")], "应当", "市园林局"]
    assert duty.condition.slice(normalized.text) == "一、涉及公共安全的"


# --- properties ----------------------------------------------------------------------------------------------------------


def check(normalized: NormalizedText, document: Document) -> None:
    """Spans are the document's, parties are found where tasks are assigned, and everything is in printed order."""
    text = normalized.text
    for task in document.tasks:
        assert task.parties and all(document.span.contains(span) for span in (*task.texts, task.at))
        assert all(task.at.contains(party.span) for party in task.parties)
        assert len({(party.official, party.role) for party in task.parties}) == len(task.parties)
        assert not any(party.group and party.known for party in task.parties)
        assert all(
            span.slice(text) == span.slice(text).rstrip("\n ") for span in task.texts if task.rule != "tables.row"
        )
    assert list(document.tasks) == sorted(document.tasks, key=lambda task: task.at)
    assert all(document.span.contains(limit.span) and limit.quote.contains(limit.span) for limit in document.deadlines)
    assert list(document.deadlines) == sorted(document.deadlines, key=lambda limit: limit.span)
    for duty in document.duties:
        assert document.span.contains(duty.sentence) and duty.sentence.contains(duty.cue)
        assert duty.bearer_at is None or duty.bearer_at.slice(text) == duty.bearer
        assert duty.condition is None or duty.sentence.contains(duty.condition)


_CLAUSES = (
    "一、普查步道。", "（一）普查栈桥。", "1.清理湖面。", "逐段普查。", "（市园林局负责）", "（市园林局牵头，市水务局配合）",
    "由市园林局牵头负责。",
    "\n责任单位：市园林局\n", "渡口经营单位应当备案。", "不得超载。", "9月底前完成。", "每月5日前报送。", "收到后15日内答复。",
    "\n\n", "\n",
    "\n任务\t责任单位\n", "普查\t市园林局", "（列第一位者为牵头单位，下同）",
)  # fmt: skip
bodies = st.lists(st.sampled_from(_CLAUSES), max_size=25).map("".join)


@settings(max_examples=60)
@given(bodies)
def test_any_notice_is_well_formed(body: str) -> None:
    text = NOTICE.format(body=OPENING + body)
    normalized = normalized_text(text)
    for document in published(text).documents:
        check(normalized, document)


@settings(max_examples=60)
@given(st.one_of(official.gazettes, official.noise))
def test_so_is_anything_else(text: str) -> None:
    normalized = scrap(text)
    for document in parse(normalized).documents:
        check(normalized, document)
