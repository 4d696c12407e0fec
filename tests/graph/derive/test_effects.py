"""Acts with a day, a part or an area of their own, from their sentences to the status of what they treat."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.derive.standing import kept
from graph.derive.status import StatusEvent, intervals, status
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import EventKind, Status
from ontology.iri import Iris

ACT = """岚州市人民政府办公室关于调整航运管理文件的通知
岚政办发〔2023〕51号

各区人民政府：

一、《岚州市船闸管理办法》（岚政发〔2012〕51号）自2023年12月31日起废止。

二、《岚州市锚地收费办法》（岚政发〔2012〕52号）于2023年9月1日起停止执行。

三、自2023年11月1日起，《岚州市引航员管理办法》（岚政发〔2012〕53号）不再执行。

四、《岚州市航标补助办法》（岚政发〔2012〕54号）有效期至2023年12月31日，期满自动失效。

五、《岚州市引航规则》（岚政发〔2012〕55号）自新规则施行之日起废止。

六、《岚州市航道管理办法》（岚政发〔2012〕56号）第四章于2023年9月1日起废止。

七、《岚州市船员奖励办法》（岚政发〔2012〕57号）执行至2023年12月31日止。

八、《岚州市趸船管理办法》（岚政发〔2012〕58号）不再废止，继续有效。

九、《岚州市拖轮管理办法》（岚政发〔2012〕59号）暂不废止。

十、岚政发〔2012〕60号文件第二条、第六条停止执行，其余条款继续有效。

十一、决定在江川新区范围内停止实施《岚州市渔港管理办法》（岚政发〔2012〕61号）第九条。

十二、《岚州市夜航管理办法》（岚政发〔2012〕62号）自2023年9月1日起暂停执行。

本通知自2023年7月1日起施行。

岚州市人民政府办公室

2023年6月20日
"""
LATER = """岚州市人民政府办公室关于恢复执行夜航管理办法的通知
岚政办发〔2024〕6号

各区人民政府：

一、《岚州市夜航管理办法》（岚政发〔2012〕62号）自2024年3月1日起恢复执行。

岚州市人民政府办公室

2024年2月10日
"""
LISTED = """岚州市人民政府关于公布文件清理结果的通知
岚政发〔2023〕70号

各区人民政府：

经研究，决定对下列文件作出处理：

一、废止的文件（2件）

岚政发〔2009〕71号　岚州市人民政府关于加强码头管理的通知

2.岚州市人民政府关于推进航运改革的意见（岚政发〔2009〕72号）

二、宣布失效的文件（1件）

3.《岚州市人民政府关于印发摆渡办法的通知》（岚政发〔2009〕73号）

三、延长有效期的文件（1件）

《岚州市人民政府关于印发泊位办法的通知》（岚政发〔2019〕74号），有效期延长至2026年12月31日

四、继续有效的文件（1件）

5.《岚州市人民政府关于印发航班办法的通知》（岚政发〔2019〕75号）

本通知自2023年8月1日起施行。

岚州市人民政府

2023年7月20日
"""
TERMS = {
    81: "本通知自2023年9月1日起施行至2025年8月31日。",
    82: "本通知有效期自2023年7月1日起至2026年6月30日止。",
    83: "本通知自印发之日起30日后施行，有效期五年；第三条自2024年1月1日起施行。",
    84: "本通知自发布之日起施行，2025年12月31日废止。",
    85: "本通知自印发之日起试行两年。",
    86: "一、加强渡口管理。",
}
NOTICE = """岚州市人民政府办公室关于加强引航管理的通知
岚政办发〔2023〕{serial}号

各区人民政府：

一、加强引航管理。

二、{term}

岚州市人民政府办公室

2023年6月20日
"""
PLACE = "990100"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[StatusEvent, ...]]]:
    folder: Path = tmp_path_factory.mktemp("effects")
    texts = {"act": ACT, "later": LATER, "listed": LISTED}
    texts |= {f"term-{serial}": NOTICE.format(serial=serial, term=term) for serial, term in TERMS.items()}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build(find([folder]), folder / "store")
    with Store.open(folder / "store") as view:
        yield kept(view)


def treated(serial: int) -> str:
    return Iris().numbered(PLACE, "岚政发", 2019 if serial in (74, 75) else 2012 if serial < 70 else 2009, serial)


def own(serial: int) -> str:
    return Iris().numbered(PLACE, "岚政办发", 2023, serial)


@pytest.mark.parametrize(("serial", "on", "expected"), [
    (51, "2023-08-01", Status.IN_FORCE),   (51, "2023-12-30", Status.IN_FORCE),  (51, "2023-12-31", Status.REPEALED),
    (52, "2023-08-31", Status.IN_FORCE),   (52, "2023-09-01", Status.STOPPED),
    (53, "2023-10-31", Status.IN_FORCE),   (53, "2023-11-01", Status.REPEALED),
    (54, "2023-12-31", Status.IN_FORCE),   (54, "2024-01-01", Status.EXPIRED),
    (55, "2023-08-01", Status.IN_FORCE),   (55, "2030-01-01", Status.IN_FORCE),
    (56, "2023-08-31", Status.IN_FORCE),   (56, "2023-09-01", Status.AMENDED),   (56, "2030-01-01", Status.AMENDED),
    (57, "2023-12-31", Status.IN_FORCE),   (57, "2024-01-01", Status.EXPIRED),
    (58, "2023-08-01", Status.IN_FORCE),   (59, "2023-08-01", Status.IN_FORCE),
    (60, "2023-08-01", Status.AMENDED),    (61, "2023-08-01", Status.IN_FORCE),
    (62, "2023-08-31", Status.IN_FORCE),   (62, "2024-02-29", Status.STOPPED),   (62, "2024-03-01", Status.IN_FORCE),
    (71, "2023-08-01", Status.REPEALED),   (72, "2023-08-01", Status.REPEALED),  (73, "2023-08-01", Status.DECLARED_INVALID),
    (74, "2026-12-31", Status.IN_FORCE),   (74, "2027-01-01", Status.EXPIRED),   (75, "2023-08-01", Status.IN_FORCE),
    (75, "2023-07-31", Status.UNKNOWN),
])  # fmt: skip
def test_what_acts_do(serial: int, on: str, expected: Status, known: dict[str, tuple[StatusEvent, ...]]) -> None:
    assert status(known[treated(serial)], date.fromisoformat(on)).status is expected


@pytest.mark.parametrize(("serial", "statuses"), [
    (81, [(Status.NOT_YET, "2023-06-20"), (Status.IN_FORCE, "2023-09-01"), (Status.EXPIRED, "2025-09-01")]),
    (82, [(Status.NOT_YET, "2023-06-20"), (Status.IN_FORCE, "2023-07-01"), (Status.EXPIRED, "2026-07-01")]),
    (83, [(Status.NOT_YET, "2023-06-20"), (Status.IN_FORCE, "2023-07-20"), (Status.EXPIRED, "2028-07-20")]),
    (84, [(Status.IN_FORCE, "2023-06-20"), (Status.EXPIRED, "2025-12-31")]),
    (85, [(Status.IN_FORCE, "2023-06-20"), (Status.EXPIRED, "2025-06-20")]),
    (86, [(Status.PRESUMED, "2023-06-20")]),
])  # fmt: skip
def test_what_a_document_says_of_its_own_term(
    serial: int, statuses: list[tuple[Status, str]], known: dict[str, tuple[StatusEvent, ...]]
) -> None:
    found = [(i.status, i.first.isoformat() if i.first else "") for i in intervals(known[own(serial)])]
    assert found == [(Status.NOT_ISSUED, ""), *statuses]


def test_parts_and_areas_qualify_the_answer(known: dict[str, tuple[StatusEvent, ...]]) -> None:
    def qualified(serial: int) -> list[tuple[EventKind, str, str]]:
        standing = status(known[treated(serial)], date(2023, 10, 1))
        return [(event.kind, event.part, event.area) for event in standing.qualifiers]

    assert qualified(56) == [(EventKind.PART_ENDED, "第四章", "")]
    assert qualified(60) == [(EventKind.PART_ENDED, "第二条、第六条", "")]
    assert qualified(61) == [(EventKind.SUSPENDED, "第九条", "江川新区")]
    assert qualified(51) == qualified(58) == []


@pytest.mark.parametrize(("on", "expected"), [("2023-12-31", ["第三条"]), ("2024-01-01", [])])
def test_an_article_has_a_first_day_of_its_own(
    on: str, expected: list[str], known: dict[str, tuple[StatusEvent, ...]]
) -> None:
    standing = status(known[own(83)], date.fromisoformat(on))
    assert [event.part for event in standing.qualifiers] == expected
    (event,) = (event for event in known[own(83)] if event.kind is EventKind.PART_ENTERS)
    assert (event.day, event.quote) == (date(2024, 1, 1), "自2024年1月1日起施行")


ORDER = """岚州市人民政府令
第31号

《岚州市渡船检验规定》和《岚州市渡工考核办法》已经市政府常务会议通过，现予公布，自2010年3月1日起施行。

2010年2月1日

岚州市渡船检验规定

第一条 渡船应当检验。

岚州市渡工考核办法

第一条 渡工应当考核。
"""


def _ending(serial: int, what: str) -> str:
    return (
        f"岚州市人民政府关于清理文件的决定{serial}\n岚政发〔{2012 + serial}〕{serial}号\n\n各区人民政府：\n\n"
        f"一、{what}同时废止。\n\n岚州市人民政府\n\n{2012 + serial}年5月6日\n"
    )


def test_an_end_of_one_of_the_rules_that_an_order_issues_is_no_end_of_the_order(tmp_path: Path) -> None:
    act = _ending(1, "《岚州市渡船检验规定》（岚州市人民政府令第31号）")
    unheld = [
        _ending(at, f"《岚州市{name}管理办法》（岚政发〔2001〕9号）") for at, name in ((2, "船闸"), (3, "锚地收费"))
    ]
    same = [_ending(at, f"《{name}趸船管理办法》（岚政发〔2001〕10号）") for at, name in ((4, "岚州市"), (5, ""))]
    for at, paper in enumerate([ORDER, act, *unheld, *same]):
        (tmp_path / f"{at}.md").write_text(paper, encoding="utf-8")
    build(find([tmp_path]), tmp_path / "store")
    with Store.open(tmp_path / "store") as view:
        iris = Iris()
        order = next(iri for iri in kept(view) if iri.endswith("/31"))
        of = {number: kept(view)[iris.numbered("990100", "岚政发", 2001, number)] for number in (9, 10)}
        standing = status(kept(view)[order], date(2020, 1, 1))
        assert standing.status is Status.AMENDED
        assert [event.part for event in standing.qualifiers] == ["《岚州市渡船检验规定》"]
        assert [event.kind for event in of[9]] == [EventKind.PART_ENDED, EventKind.PART_ENDED]
        assert [event.kind for event in of[10]] == [EventKind.REPEALED, EventKind.REPEALED]
