"""Competency questions about papers, their words, duties and what was not read: their answers over the sample gazettes, by hand."""

from pathlib import Path

import pytest

from graph.query.query import all_queries, find
from graph.records.questions import ask
from graph.store.store import Store
from tests.conftest import build_store
from tests.examples.test_questions import QUESTIONS as RELATIONS
from tests.graph.query.test_editions import ANSWERS as EDITIONS
from tests.graph.query.test_norms import QUESTIONS as NORMS

Answer = list[tuple[object, ...]]

_EIGHT, _FIFTEEN, _TWO = (
    "岚州市人民政府公报-2019-08.txt",
    "岚州市人民政府公报-2021-15.txt",
    "岚州市望湖区人民政府公报-2023-02.md",
)
_LIST = "岚州市人民政府任免工作人员名单"
_PUBLIC = "岚州市望湖区人民政府关于公布2023年度重大行政决策事项目录的公告"
_VOUCHERS = "望湖区科技创新券使用管理办法"

QUESTIONS: list[tuple[str, dict[str, str], tuple[str, ...], Answer]] = [
    ("clauses-of-document", {"document": "岚望政办发〔2023〕4号"}, ("eId", "level", "marker"), [
        ("preface", "preface", None), ("para_1", "paragraph", None), ("lvl_1", "level", "一、"), ("lvl_2", "level", "二、"),
        ("lvl_3", "level", "三、"), ("lvl_4", "level", "四、"), ("lvl_5", "level", "五、"), ("conclusions", "conclusions", None),
    ]),
    # What the notice says itself, then the instrument, the sentence that a page cuts as one, and the imprint.
    ("clauses-of-document", {"document": "岚民发〔2019〕47号"}, ("eId",), [
        (eid,) for eid in (
            "preface", "para_1", "conclusions", "preface", "art_1", "art_2", "art_2__para_2", "art_3", "art_4", "art_4__para_2",
            "art_5", "art_6", "art_7", "art_8", "art_9", "art_10", "art_11", "conclusions",
        )
    ]),
    ("definitions-of-term", {"word": "养老"}, ("term", "place_name", "number", "section", "meaning"), [
        ("养老服务设施", "岚州市", "岚政发〔2019〕14号", "art_2__para_2",
         "主要供老年人居住、照护和活动使用的房屋、场地及附属设备，分为机构养老服务设施和社区养老服务设施"),
    ]),
    ("definitions-of-term", {"word": "创新券", "place": "望湖区"}, ("term", "number", "section", "meaning"), [
        ("创新券", "岚望政发〔2023〕4号", "art_2", "科技创新券"),
        ("科技创新券", "岚望政发〔2023〕4号", "art_2",
         "由区级财政出资，无偿发放给科技型中小企业，用于购买检验检测、研究开发、成果转化等科技服务的电子凭证"),
    ]),
    ("definitions-of-term", {"word": "实施意见"}, ("term", "place_name", "number", "section"), [
        ("《实施意见》", "岚州市", "岚政办发〔2019〕18号", "para_1"),
        ("《省实施意见》", "岚州市", "岚发〔2019〕21号", "para_1"),
        ("市《实施意见》", "望湖区", "岚望政办字〔2023〕11号", "para_1"),
    ]),
    ("document", {"text": "养老服务"}, ("number", "signed", "source"), [
        ("岚望政发〔2019〕8号", "2019-08-05", _EIGHT), ("岚政发〔2019〕14号", "2019-08-06", _EIGHT),
        ("岚政办发〔2019〕18号", "2019-08-19", _EIGHT), ("岚望政字〔2023〕6号", "2023-05-06", _TWO),
    ]),
    ("document", {"text": "岚政办字(2021)31"}, ("number", "signed"), [
        ("岚政办字〔2021〕31号", "2021-07-08"), ("岚政办字〔2021〕31号", "2021-07-22"),
    ]),
    ("document", {"text": "工作人员"}, ("number", "title"), [(_LIST, _LIST)]),
    ("documents-by-year-and-kind", {}, ("year", "kind", "documents"), [
        (2019, "通知", 4), (2019, "决定", 1), (2019, "名单", 1), (2019, "意见", 1),
        (2021, "通知", 5), (2021, "令", 1), (2021, "通告", 1),
        (2023, "通知", 5), (2023, "公告", 1), (2023, "决定", 1),
    ]),
    ("documents-in-issue", {"year": "2019", "issue": "8"}, ("gazette_title", "position", "number"), [
        ("岚州市人民政府公报", 1, "岚发〔2019〕21号"), ("岚州市人民政府公报", 2, "岚政发〔2019〕14号"),
        ("岚州市人民政府公报", 3, "岚政发〔2019〕15号"), ("岚州市人民政府公报", 4, "岚政办发〔2019〕18号"),
        ("岚州市人民政府公报", 5, _LIST), ("岚州市人民政府公报", 6, "岚民发〔2019〕47号"),
        ("岚州市人民政府公报", 7, "岚望政发〔2019〕8号"),
    ]),
    ("documents-in-issue", {"year": "2021"}, ("gazette_number", "position", "number"), [
        (15, 1, "岚州市人民政府令第38号"), (15, 2, "岚政发〔2021〕12号"), (15, 3, "岚政发〔2021〕13号"), (15, 4, "岚政办发〔2021〕9号"),
        (15, 5, "岚政办字〔2021〕31号"), (15, 6, "岚政办字〔2021〕31号"), (15, 7, "岚财规〔2021〕4号"),
    ]),
    ("documents-in-issue", {"gazette": "望湖区"}, ("gazette_year", "gazette_number", "number"), [
        (2023, 2, "岚望政发〔2023〕3号"), (2023, 2, "岚望政发〔2023〕4号"), (2023, 2, "岚望政字〔2023〕6号"),
        (2023, 2, "岚望政办发〔2023〕2号"), (2023, 2, "岚望政办发〔2023〕4号"), (2023, 2, "岚望政办字〔2023〕11号"), (2023, 2, _PUBLIC),
    ]),
    ("documents-of-agency", {"agency": "市财政局"}, ("agency_name", "number", "signed", "expires"), [
        ("岚州市财政局", "岚民发〔2019〕47号", "2019-08-20", "2021-09-14"),
        ("岚州市财政局", "岚财规〔2021〕4号", "2021-07-26", "2024-08-31"),
    ]),
    ("documents-of-agency", {"agency": "中共岚州市委"}, ("number", "signed", "expires"), [("岚发〔2019〕21号", "2019-07-30", None)]),
    ("documents-with-registration", {}, ("registration", "number", "effective", "expires"), [
        ("LZCR-2019-0010005", "岚政发〔2019〕14号", "2019-09-01", "2024-08-31"),
        ("LZCR-2019-0090003", "岚民发〔2019〕47号", "2019-09-15", "2021-09-14"),
        ("LZCR-2021-0010007", "岚政发〔2021〕13号", "2021-08-01", "2026-07-31"),
        ("LZCR-2021-0040002", "岚财规〔2021〕4号", "2021-09-01", "2024-08-31"),
        ("WHDR-2019-0010003", "岚望政发〔2019〕8号", "2019-09-01", "2021-08-31"),
        ("WHDR-2023-0010002", "岚望政发〔2023〕4号", "2023-06-01", "2023-05-31"),  # a fault on purpose: it ends before it begins
        ("WHDR-2023-0010003", "岚望政字〔2023〕6号", "2023-07-01", "2026-06-30"),
    ]),
    ("documents-without-number", {}, ("number", "signed", "source", "position"), [
        (_LIST, "2019-08-12", _EIGHT, 5), (_PUBLIC, "2023-05-15", _TWO, 7),
    ]),
    ("facts-of-document", {"document": "岚望政发〔2023〕4号"}, ("property", "value"), [
        ("mentions", "岚州市望湖区人民政府"), ("passed_by", "岚州市望湖区人民政府"),
        ("title", "岚州市望湖区人民政府关于印发《望湖区科技创新券使用管理办法》的通知"), ("type_document", "通知"),
        ("number", "岚望政发〔2023〕4号"), ("registrationNumber", "WHDR-2023-0010002"),
        ("addressee", "各街道办事处"), ("addressee", "区政府各部门"), ("addressee", "驻区各高等院校、科研院所"),
        ("issues", _VOUCHERS), ("date_document", "2023-05-10"),
        ("mentions", "岚州市财政局"), ("mentions", "岚州市科学技术局"), ("mentions", "岚州市人民政府"),
        ("mentions", "岚州市望湖区科学技术局"), ("mentions", "岚州市望湖区财政局"), ("mentions", "岚州市望湖区审计局"),
        ("first_date_entry_in_force", "2023-06-01"), ("date_no_longer_in_force", "2023-05-31"),
        ("mentions", "岚州市望湖区人民政府办公室"),
    ]),
    ("instruments-and-annexes", {}, ("number", "role", "part_title"), [
        ("岚州市人民政府令第38号", "instrument", "岚州市城市供水用水管理办法"),
        ("岚政办发〔2019〕18号", "annex", "推进养老服务高质量发展重点任务分工表"),
        ("岚政办发〔2021〕9号", "instrument", "岚州市城镇老旧小区改造工作实施方案（2021—2025年）"),
        ("岚政办发〔2021〕9号", "annex", "岚州市2021—2022年城镇老旧小区改造任务表"),
        ("岚政办发〔2021〕9号", "annex", "岚州市城镇老旧小区改造重点任务分工"),
        ("岚政发〔2019〕14号", "instrument", "岚州市养老服务设施管理办法"),
        ("岚政发〔2019〕15号", "annex", "市政府决定废止的行政规范性文件目录"),
        ("岚政发〔2019〕15号", "annex", "市政府决定宣布失效的行政规范性文件目录"),
        ("岚政发〔2021〕12号", "instrument", "关于进一步优化营商环境的若干措施"),
        ("岚望政办发〔2023〕2号", "instrument", "望湖区城镇老旧小区改造2023年实施方案"),
        ("岚望政办发〔2023〕2号", "annex", "2023年老旧小区改造计划表"),
        ("岚望政办发〔2023〕2号", "annex", "2023年老旧小区改造重点任务分解表"),
        ("岚望政办字〔2023〕11号", "instrument", "望湖区2023年安全生产重点工作任务分工方案"),
        ("岚望政办字〔2023〕11号", "annex", "望湖区2023年安全生产重点工作任务分工表"),
        ("岚望政发〔2019〕8号", "instrument", "望湖区社区养老服务驿站管理办法（试行）"),
        ("岚望政发〔2023〕3号", "annex", "区政府及其部门行政规范性文件清理目录"),
        ("岚望政发〔2023〕4号", "instrument", _VOUCHERS),
        ("岚民发〔2019〕47号", "instrument", "岚州市临时救助工作规程（试行）"),
        ("岚财规〔2021〕4号", "instrument", "岚州市市级科技创新券管理办法"),  # named, and not printed
    ]),
    ("instruments-and-annexes", {"text": "创新券"}, ("number", "part_title"), [
        ("岚望政发〔2023〕4号", _VOUCHERS), ("岚财规〔2021〕4号", "岚州市市级科技创新券管理办法"),
    ]),
    ("reading-issues", {}, ("issue_code", "source"), [
        ("no-number", _EIGHT), ("not-printed", _FIFTEEN), ("no-number", _TWO), ("unattributed-text", _TWO),
    ]),
    ("validity-ending-before", {"before": "2024-09-01"}, ("expires", "number", "effective"), [
        ("2021-08-31", "岚望政发〔2019〕8号", "2019-09-01"), ("2021-09-14", "岚民发〔2019〕47号", "2019-09-15"),
        ("2023-05-31", "岚望政发〔2023〕4号", "2023-06-01"), ("2024-07-14", "岚政发〔2021〕12号", "2021-07-15"),
        ("2024-08-31", "岚政发〔2019〕14号", "2019-09-01"), ("2024-08-31", "岚财规〔2021〕4号", "2021-09-01"),
    ]),
    ("validity-ending-before", {"before": "2021-08-31"}, ("number",), []),  # the last day itself is not before the day
    ("duties-of-bearer", {"bearer": "供水企业"}, ("modality", "sentence"), [
        (modality, sentence) for sentence, modalities in (
            ("第四条 供水企业应当建立水质检测制度，每日对出厂水水质进行检测，每月10日前向社会公布上月水质信息，不得瞒报、谎报检测结果。",
             ("obligation", "prohibition")),
            ("第五条 供水企业不得无故停水。", ("prohibition",)),
            ("计划性检修需要停水的，应当至少提前24小时告知受影响的用户；突发故障来不及预告的，应当边抢修边发布停水信息，并在恢复供水后15日内"
             "向市城乡水务局提交书面报告。", ("obligation",)),
            ("逾期未缴纳的，供水企业应当书面催缴；自催缴通知送达之日起60日内仍未缴纳的，供水企业可以按照供水合同约定暂停供水，但不得采取停止供应"
             "居民基本生活用水以外的手段牟取不当利益。", ("obligation", "prohibition", "permission")),
            ("第十二条 供水企业应当制定城市供水突发事件应急预案，报市城乡水务局和市应急局备案，每年6月底前至少组织一次演练。",
             ("obligation",)),
            ("市城乡水务局有权对预案执行情况进行检查，供水企业不得拒绝、阻挠。", ("prohibition",)),
        ) for modality in modalities
    ]),
    ("prohibitions-without-sanction", {}, ("number", "bearer"), [
        ("岚发〔2019〕21号", "负有安全生产监督管理职责的部门"), ("岚发〔2019〕21号", "负有监管职责的部门"),
        ("岚发〔2019〕21号", "举报受理单位"),
        ("岚发〔2019〕21号", "未经培训合格的"),
        # Those of article 8 are guarded by article 13.
        ("岚州市人民政府令第38号", "供水企业"), ("岚州市人民政府令第38号", "供水企业"), ("岚州市人民政府令第38号", "供水企业"),
        ("岚州市人民政府令第38号", None), ("岚州市人民政府令第38号", "供水企业"),
        ("岚政发〔2019〕14号", "市、区县民政部门"), *[("岚政发〔2019〕14号", None)] * 3,
        ("岚政发〔2019〕14号", "运营单位"),
        ("岚民发〔2019〕47号", "受理机关"), ("岚民发〔2019〕47号", "同一家庭"), ("岚民发〔2019〕47号", "任何单位和个人"),
    ]),
    ("fines-for-act", {"act": "管网"}, ("number", "words", "least", "most", "unit"), [
        ("岚州市人民政府令第38号", "违反本办法第八条规定", "5000", "20000", "CNY"),
    ]),
    ("sanctions-by-authority", {}, ("authority", "least", "most", "number"), [("市城乡水务局", "5000", "20000", "岚州市人民政府令第38号")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given", "columns", "expected"), QUESTIONS, ids=[f"{q[0]}-{i}" for i, q in enumerate(QUESTIONS)]
)
def test_a_question_has_its_answer(
    name: str, given: dict[str, str], columns: tuple[str, ...], expected: Answer, example_store: Path
) -> None:
    with Store.open(example_store) as store:
        answer = ask(store, find(name), given)
    places = [answer.columns.index(column) for column in columns]
    assert [tuple(row[place] for place in places) for row in answer.rows] == expected


_NOTICE = "岚州市人民政府关于加强湖滨步道巡查和灯塔管理{work}的通知"
_CITING = """岚州市灯塔局关于巡查的通知
岚灯发〔2022〕3号

各灯塔：

根据《{cited}》和市政府令第7号，请加强巡查。按照《办法》执行。

岚州市灯塔局
2022年3月1日
"""
OF_OPEN: list[tuple[str, tuple[str, ...], Answer]] = [
    ("near-titles", ("cited_title", "published_title"), [(_NOTICE.format(work="工作"), _NOTICE.format(work=""))]),
    ("unresolved-references", ("number", "cited"), [("岚灯发〔2022〕3号", "办法")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "columns", "expected"), OF_OPEN, ids=[name for name, *_ in OF_OPEN])
def test_what_stays_open_is_listed(name: str, columns: tuple[str, ...], expected: Answer, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "巡查.txt").write_text(_CITING.format(cited=_NOTICE.format(work="工作")), "utf-8")
    (papers / "灯塔.txt").write_text(
        f"{_NOTICE.format(work='')}\n岚政发〔2021〕5号\n\n各区县人民政府：\n\n请加强巡查。\n\n岚州市人民政府\n2021年3月1日\n",
        "utf-8",
    )
    build_store(tmp_path / "built", papers)
    with Store.open(tmp_path / "built" / "store") as store:
        answer = ask(store, find(name))
    places = [answer.columns.index(column) for column in columns]
    assert [tuple(row[place] for place in places) for row in answer.rows] == expected


def test_each_saved_question_has_a_case_of_its_own() -> None:
    """The chain and the most cited have test functions in test_questions.py, articles that moved in test_editions.py."""
    cases = {
        *(case[0] for case in (*RELATIONS, *QUESTIONS, *OF_OPEN, *NORMS, *EDITIONS)),
        "implementation-chain",
        "most-cited",
        "moved-articles",
    }
    assert {query.name for query in all_queries()} == cases
