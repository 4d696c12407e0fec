"""Which references are relations: aliases expanded, forms and the document itself left out, the strongest kind of each target."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.numbers import document_number
from ingest.model import DocumentReference, Effect, Relation, RelationKind, Span
from ingest.resolve.references import key, resolve_references
from ontology.enumerations import EventKind
from tests.ingest.work import assert_linear

CITES, BASED, IMPLEMENTS, REPEALS = (
    RelationKind.CITES, RelationKind.BASED_ON, RelationKind.IMPLEMENTS, RelationKind.REPEALS,
)  # fmt: skip


def target(title: str | None, number: str | None = None, alias: str | None = None) -> DocumentReference:
    return DocumentReference(title, document_number(number) if number else None, alias)


def mentions(*said: tuple[RelationKind, DocumentReference], rule: str = "references.mention") -> list[Relation]:
    spans = [Span(10 * at, 10 * at + 5) for at in range(len(said))]
    return [Relation(kind, named, span, span, rule) for (kind, named), span in zip(said, spans, strict=True)]


def kept(relations: list[Relation], own: tuple[str, ...] = (), number: str | None = None) -> list[tuple[str, str]]:
    """(kind, number or title) of what resolves."""
    found, *_ = resolve_references(relations, own, number)
    return [(str(r.kind), str(r.target.number or r.target.title)) for r in found]


def test_one_record_a_target_of_the_strongest_kind() -> None:
    law = target("岚州市渡口条例")
    assert kept(mentions((CITES, law), (BASED, law), (CITES, law))) == [("basedOn", "岚州市渡口条例")]
    assert kept(mentions((BASED, law), (IMPLEMENTS, law))) == [("basedOn", "岚州市渡口条例")]
    assert kept(mentions((IMPLEMENTS, law), (BASED, law))) == [("implements", "岚州市渡口条例")]
    assert kept(mentions((BASED, law), (REPEALS, law))) == [("repeals", "岚州市渡口条例")]
    valid = RelationKind.CONFIRMS_VALID  # 经评估可继续执行 … 现重新发布，原文件同时废止
    assert kept(mentions((valid, law), (REPEALS, law))) == [("repeals", "岚州市渡口条例")]
    assert kept(mentions((REPEALS, law), (valid, law))) == [("repeals", "岚州市渡口条例")]
    amended = RelationKind.AMENDS  # 关于修订《甲办法》的通知 … 原《甲办法》（…号）即日起废止
    assert kept(mentions((amended, law), (REPEALS, law))) == [("repeals", "岚州市渡口条例")]


@pytest.mark.parametrize(("heading", "sentence", "stays"), [
    (Effect(EventKind.SUSPENDED, part="有关规定"), Effect(EventKind.SUSPENDED, part="第十六条", area="望湖新区"), False),
    (Effect(EventKind.SUSPENDED, part="有关规定"), Effect(EventKind.SUSPENDED, part="第十六条"), False),
    (Effect(EventKind.SUSPENDED), Effect(EventKind.SUSPENDED, area="望湖新区"), False),
    (Effect(EventKind.SUSPENDED), Effect(EventKind.SUSPENDED, part="第十六条", area="望湖新区"), True),
    (Effect(EventKind.SUSPENDED, part="有关规定", area="望湖新区"), Effect(EventKind.SUSPENDED, part="第十六条"), True),
    (Effect(EventKind.STOPPED), Effect(EventKind.SUSPENDED, area="望湖新区"), True),
    (Effect(part="有关规定"), Effect(part="第十六条"), True),
])  # fmt: skip
def test_a_sentence_says_more_exactly_than_its_heading_what_is_suspended_where(
    heading: Effect, sentence: Effect, stays: bool
) -> None:
    said = mentions((RelationKind.AMENDS, target("岚州市渡口条例")), (RelationKind.AMENDS, target("岚州市渡口条例")))
    both = [replace(one, effect=effect) for one, effect in zip(said, (heading, sentence), strict=True)]
    (found,), *_ = resolve_references(both, (), None)
    assert found.effect == (heading if stays else sentence)


def test_title_and_number_meet() -> None:
    named = mentions(
        (CITES, target("渡口人员实名管理办法")), (CITES, target("渡口人员实名管理办法", "岚政发〔2012〕4号"))
    )
    assert kept(named) == [("cites", "岚政发〔2012〕4号")]


def test_a_law_with_and_without_the_state() -> None:
    assert key(target("中华人民共和国水法")) == key(target("水法"))
    assert len(kept(mentions((CITES, target("中华人民共和国水法")), (CITES, target("水法"))))) == 1


def test_joint_organs_in_every_printing() -> None:
    assert key(target(None, "岚州海关、岚州市税务局公告2020年第6号")) == key(
        target(None, "岚州海关岚州市税务局公告2020年第6号")
    )


def test_an_alias_stands_for_its_target_and_for_its_number() -> None:
    named = mentions(
        (BASED, target("东岭省关于做好外资服务的通知", alias="通知")),
        (IMPLEMENTS, target("通知")),
        (CITES, target("东岭省关于做好外资服务的通知", "岭商函〔2020〕46号")),
    )
    assert kept(named) == [("basedOn", "岭商函〔2020〕46号")]


def test_a_later_alias_replaces_an_earlier_one() -> None:
    named = mentions(
        (CITES, target("东岭省渡口管理通知", "岭政发〔2020〕1号", "通知")),
        (CITES, target("东岭省航道管理通知", "岭政发〔2020〕2号", "通知")),
        (REPEALS, target("通知")),
    )
    assert kept(named) == [("cites", "岭政发〔2020〕1号"), ("repeals", "岭政发〔2020〕2号")]


@pytest.mark.parametrize(("long", "short", "expected"), [
    ("义务教育法", "教育法", ["义务教育法", "教育法"]),
    ("社会保险法", "中华人民共和国保险法", ["社会保险法", "中华人民共和国保险法"]),
    ("东岭省渡口条例", "渡口条例", ["东岭省渡口条例"]),
])  # fmt: skip
def test_a_law_is_not_the_end_of_another_laws_name(long: str, short: str, expected: list[str]) -> None:
    assert [title for _, title in kept(mentions((BASED, target(long)), (CITES, target(short))))] == expected


@pytest.mark.parametrize(
    ("before", "unresolved"),
    [
        ((), True),
        (("岚州市渡口管理条例",), False),
        (("岚州市渡口管理条例", "岚州市航道管理条例"), True),
        (("岚州市渡口管理办法",), True),
    ],
)
def test_a_bare_kind_is_never_the_nearest_hit(before: tuple[str, ...], unresolved: bool) -> None:
    named = mentions(*((CITES, target(title)) for title in before), (IMPLEMENTS, target("条例")))
    found, left, _ = resolve_references(named, (), None)
    assert bool(left) is unresolved and len(found) == len(before)


@pytest.mark.parametrize("law", ["水法", "证券法", "宪法", "外商投资法", "民法典"])
def test_a_laws_short_name_is_a_title(law: str) -> None:
    assert kept(mentions((CITES, target(law)))) == [("cites", law)]


@pytest.mark.parametrize("name", ["办法", "管理办法", "实施意见", "通知"])
def test_a_bare_kind_alone_stays_open(name: str) -> None:
    found, left, _ = resolve_references(mentions((CITES, target(name))), (), None)
    assert not found and len(left) == 1


def test_the_document_itself_is_no_target() -> None:
    own = ("岚州市人民政府关于印发岚州市渡口办法的通知", "岚州市渡口办法")
    assert (
        kept(
            mentions((CITES, target("岚州市渡口办法")), (CITES, target(None, "岚政发〔2022〕15号"))),
            own,
            "岚政发〔2022〕15号",
        )
        == []
    )


@pytest.mark.parametrize(("own", "cited", "expected"), [
    ("岚财综〔2020〕8号", "财综〔2020〕8号", ["财综〔2020〕8号"]),
    ("岚财综〔2020〕8号", "岚财综〔2020〕8号", []),
    ("省交通厅岚财综〔2020〕8号", "岚财综〔2020〕8号", []),
    ("岚州海关、岚州市税务局公告2020年第6号", "岚州市税务局公告2020年第6号", []),
    ("岚州市水务局公告第278号", "岚州市水务局公告2003年第278号", []),
    ("水务部令第27号", "中华人民共和国水务部令第27号", []),
    ("水务部令第27号", "中华人民共和国林务部令第27号", ["中华人民共和国林务部令第27号"]),
    ("岚州市水务局公告第278号", "岚州市水务局公告2003年第279号", ["岚州市水务局公告2003年第279号"]),
    ("岚州市水务局公告2004年第278号", "岚州市水务局公告2003年第278号", ["岚州市水务局公告2003年第278号"]),
])  # fmt: skip
def test_a_number_behind_other_issuers_is_the_documents_own(own: str, cited: str, expected: list[str]) -> None:
    assert [number for _, number in kept(mentions((BASED, target(None, cited))), (), own)] == expected


@pytest.mark.parametrize(("title", "expected"), [
    ("岚州市渡口办法（草案）", []),
    ("岚州市渡口办法（送审稿）", []),
    ("岚州市渡船办法（草案）", ["岚州市渡船办法（草案）"]),
])  # fmt: skip
def test_the_draft_of_what_a_paper_carries_is_no_other(title: str, expected: list[str]) -> None:
    assert [name for _, name in kept(mentions((CITES, target(title))), ("岚州市渡口办法",))] == expected


def test_its_older_edition_is_one_and_what_it_forwards_is_none() -> None:
    named = (
        (REPEALS, target("岚州市渡口办法", "岚政发〔2012〕4号")),
        (CITES, target("岚州市渡口办法", "岚政发〔2012〕4号")),
    )
    assert kept(mentions(named[0]), ("岚州市渡口办法",)) == [("repeals", "岚政发〔2012〕4号")]
    assert kept(mentions(named[1]), ("岚州市渡口办法",)) == [("cites", "岚政发〔2012〕4号")]
    assert kept(mentions(named[1], rule="references.carried"), ("岚州市渡口办法",)) == []


@pytest.mark.parametrize(
    "title",
    [
        "渡口巡查登记表",
        "岚州市渡口办法（征求意见稿）",
        "岚州市渡船条例（修订草案）",
        "营业执照",
        "岚州日报",
        "安全目标责任书",
        "渡船租赁合同",
        "亏损结转声明",
        "项目申报书",
        "——",
        "A",
        "渡船谣",
        "出山！",
        "渡口改造核查报告",
        "渡口振动监测结果汇报",
        "关于增设渡口的提案",
        "岚州市人民政府办公室文件",
        "中共岚州市委文件",
    ],
)
def test_forms_and_newspapers_are_no_targets(title: str) -> None:
    assert kept(mentions((CITES, target(title)))) == []


@pytest.mark.parametrize(
    "title",
    [
        "岚州市渡口目录",
        "岚州湖保护白皮书",
        "渡口登记规定",
        "东岭省标准化纲要",
        "信访工作条例",
        "渡口财务通则",
        "渡船设计导则",
        "濒危渡船名录",
        "渡运准入负面清单（2024年版）",
        "渡船倾覆事故调查报告",
        "关于渡口整治工作的报告",
        "关于渡口水淹情况的汇报",
        "岚州市公文处理规定",
    ],
)
def test_documents_whose_names_sound_so_are(title: str) -> None:
    assert kept(mentions((CITES, target(title)))) == [("cites", title)]


def test_an_instrument_meets_the_notice_that_carries_it() -> None:
    carrier = target("岚州市人民政府办公室关于印发岚州市地震应急预案的通知", "岚政办发〔2012〕4号")
    assert kept(mentions((CITES, carrier), (IMPLEMENTS, target("岚州市地震应急预案")))) == [
        ("implements", "岚政办发〔2012〕4号")
    ]
    first = mentions((IMPLEMENTS, target("岚州市地震应急预案")), (BASED, carrier))
    assert kept(first) == [("implements", "岚州市地震应急预案"), ("basedOn", "岚政办发〔2012〕4号")]
    short = replace(carrier, alias="预案")
    one_act = mentions((REPEALS, target("岚州市地震应急预案")), (CITES, short), (REPEALS, target("预案")))
    assert kept(one_act) == [("repeals", "岚政办发〔2012〕4号")]
    other = mentions((CITES, carrier), (CITES, target("地震应急预案")), (CITES, target("渡口地震应急预案")))
    assert ("cites", "渡口地震应急预案") in kept(other)


def test_a_part_of_a_title_is_not_the_title() -> None:
    carrier = target("岚州市人民政府关于印发国家破坏性洪水应急预案的通知", "岚政发〔2012〕4号")
    assert kept(mentions((CITES, carrier), (CITES, target("破坏性洪水应急预案")))) == [
        ("cites", "岚政发〔2012〕4号"), ("cites", "破坏性洪水应急预案"),
    ]  # fmt: skip


def test_what_the_heading_implements() -> None:
    own = ("岚州市卫生局关于贯彻落实改善渡口人员工作条件若干措施的通知",)
    named = mentions(
        (CITES, target("关于改善渡口人员工作条件的若干措施", "岭政发〔2020〕4号")), (CITES, target("东岭省渡口条例"))
    )
    assert kept(named, own) == [("implements", "岭政发〔2020〕4号"), ("cites", "东岭省渡口条例")]


TITLES = st.sampled_from(
    ["岚州市渡口条例", "条例", "通知", "关于印发岚州市渡口条例的通知", "水法", "登记表", "渡口条例"]
)
NUMBERS = st.sampled_from([None, "岚政发〔2012〕4号", "国务院令第684号"])
REFERENCES = st.builds(target, TITLES, NUMBERS, st.sampled_from([None, "条例", "通知"]))


@given(st.lists(st.tuples(st.sampled_from(list(RelationKind)), REFERENCES), max_size=12))
def test_targets_are_distinct_and_stand_in_printed_order(said: list[tuple[RelationKind, DocumentReference]]) -> None:
    found, left, _ = resolve_references(mentions(*said), ("岚州市人民政府关于渡口的通知",), "岚政发〔2022〕15号")
    keys = [key(relation.target) for relation in found]
    assert len(keys) == len(set(keys)) and len(found) + len(left) <= len(said)
    assert [r.span.start for r in found] == sorted(r.span.start for r in found)


def test_many_titles_take_linear_work() -> None:
    def run(size: int) -> None:
        named = [(CITES, target(f"岚州市第{at}号渡口的管理通知", f"岚政发〔2012〕{at + 1}号")) for at in range(size)]
        bare = [(CITES, target(f"第{at}号渡口的管理通知")) for at in range(size)]
        resolve_references(mentions(*named, *bare, *((CITES, target("通知")) for _ in range(size))), (), None)

    assert_linear(run, 1_000)


@pytest.mark.parametrize(
    ("number", "before", "unresolved"),
    [
        ("国发〔2014〕9号", "照省", True),
        ("江政发〔2014〕9号", "照省", False),
        ("国发〔2014〕9号", "依照", False),
        ("国发〔2014〕9号", "园区", False),
    ],
)
def test_the_provinces_measures_are_not_the_states(number: str, before: str, unresolved: bool) -> None:
    cited = mentions((BASED, target("渡口暂行办法", number)), (CITES, target("办法")))
    text = before.rjust(cited[1].span.start) + "《办法》"
    assert bool(resolve_references(cited, (), None, text).unresolved) is unresolved
