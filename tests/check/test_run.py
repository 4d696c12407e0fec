"""A whole check: what it covers, what fails, hostile drafts."""

from datetime import date
from pathlib import Path

import pytest

from check import inner, run
from check.checked import DraftSubject
from check.editions import editions_of
from check.slips import is_slip
from graph.derive.status import StatusEvent
from ontology.enumerations import EventKind
from tests.check.conftest import Checker
from tests.samples.drafts import measures, notice


def test_coverage_counts_what_was_looked_up(checked: Checker) -> None:
    outcome = checked(notice("依据《渡船安全法》第四条、《渡口条例》、《岚州市灯塔管理规定》第二条，检验渡船。"))
    coverage = outcome.coverage
    assert (coverage.citations, coverage.checked, coverage.absent) == (3, 2, 1)
    assert (coverage.provisions, coverage.compared) == (2, 1)
    assert [(one.name, one.known, one.day) for one in coverage.consulted] == [
        ("《中华人民共和国渡船安全法》", True, "2024-08-01"),
        ("《渡口条例》", True, "2019-05-01"),
        ("《岚州市灯塔管理规定》", False, ""),
    ]


def test_the_edition_is_that_of_the_day(checked: Checker) -> None:
    draft = notice("渡船检验依照《渡船安全法》第二条执行，处罚依照第八条。", signed="2023年3月10日")
    before = [(r.rule, r.quote) for r in checked(draft, date(2023, 3, 10)).remarks]
    assert ("provision-moved", "第二条") not in before
    assert ("provision-moved", "第二条") in [(r.rule, r.quote) for r in checked(draft).remarks]


def test_without_a_day_the_signature_counts(checked: Checker) -> None:
    assert checked(notice("抓好落实。", signed="2023年3月10日"), None).day == "2023-03-10"
    assert checked("抓好落实。", None, unsigned=date(2025, 1, 1)).day == "2025-01-01"


_LAW = "# 岚州市渡口条例\n\n第一条 为了管理渡口，制定本条例。\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (_LAW + "第二条 本条例自2019年5月1日起施行。", "2019-05-01"),
        (_LAW + "第二条 本条例自2030年5月1日起施行。", "2025-01-01"),
        ('---\npublish_date: "2018-03-04"\n---\n' + _LAW + "第二条 本条例自2019年5月1日起施行。", "2018-03-04"),
        ('---\npublish_date: "2018-03-04"\n---\n' + notice("抓好落实。", signed="2023年3月10日"), "2023-03-10"),
        (notice("抓好落实。", signed="", after="岚州市人民政府办公厅    2023年4月5日印发"), "2023-04-05"),
    ],
)
def test_an_unsigned_text_goes_by_the_day_that_is_told(checked: Checker, text: str, day: str) -> None:
    assert checked(text, None, unsigned=date(2025, 1, 1)).day == day


def test_a_document_of_the_store_does_not_end_its_own_bases(checked: Checker) -> None:
    """The notice of 2019 is in the store; checked as a draft on its first day in force, it repeals nothing in vain."""
    draft = measures("第一条 本办法自2019年7月1日起施行。《岚州市渡工培训暂行办法》（岚政办发〔2015〕2号）同时废止。")
    draft = draft.replace("渡口管理办法", "渡工培训办法").replace("岚政办发〔2025〕8号", "岚政办发〔2019〕8号")
    assert "repeal-void" not in [r.rule for r in checked(draft, date(2019, 7, 1)).remarks]


def test_a_rule_that_fails_is_named_and_the_others_are_asked(checked: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(subject: DraftSubject) -> list[object]:
        raise RuntimeError("no ferry")

    monkeypatch.setattr(run, "_ALONE", (broken, inner.reversed_ranges))
    outcome = checked(notice("适用《渡船安全法》第八条至第五条。"))
    assert outcome.failed == (("broken", "RuntimeError: no ferry"),)
    assert "range-reversed" in [remark.rule for remark in outcome.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "渡口",
        "《" * 5000,
        "第" * 3000 + "条",
        "（" * 3000,
        "“" * 2000 + "第一条“",
        "2025年99月99日" * 500,
        "附件1附件2" * 2000,
        "以下简称" * 3000,
        "依照《渡船安全法》第九百条至第一条" * 200,
        "第一条 " + "前款" * 2000,
        "\x1b[31m\u202e渡口",
    ],
    ids=range(11),
)
def test_hostile_drafts_are_read_and_lose_nothing(checked: Checker, law_store: Path, text: str) -> None:
    before = files(law_store)
    outcome = checked(text)
    assert not outcome.failed
    assert all(0 <= remark.start <= remark.end <= len(outcome.text) for remark in outcome.remarks)
    assert before == files(law_store)


def files(store: Path) -> list[tuple[str, int]]:
    """Return the names and times of a store's files, without the findings that other tests keep in it meanwhile."""
    return sorted(
        (path.name, path.stat().st_mtime_ns) for path in store.rglob("*") if not path.name.startswith("findings")
    )


@pytest.mark.parametrize(
    ("one", "other", "state", "slip"),
    [
        ("渡船安金法", "渡船安全法", False, True),
        ("渡船全安法", "渡船安全法", False, True),
        ("优化渡口环境管理条例", "优化渡口环境条例", False, True),
        ("渡船安全条例", "渡船安全法", True, True),
        ("渡船安全条例", "渡船安全法", False, False),
        ("渡船安全法实施条例", "渡船安全法", True, False),
        ("望州市渡口办法", "岚州市渡口办法", False, False),
        ("岚州市渡口管理办法", "岚州市渡口值守办法", False, False),
        ("岚州市渡口办法", "岚州市渡口管理办法", False, False),
        ("渡口条例第2号", "渡口条例第3号", False, False),
        ("渡口管理暂行办法", "渡口管理办法", False, False),
        ("渡船安全法", "渡船安全法", True, False),
    ],
)
def test_a_slip_is_no_other_document(one: str, other: str, state: bool, slip: bool) -> None:
    assert is_slip(one, other, of_the_state=state) is slip


def _text(signed: str, *enters: str) -> tuple[StatusEvent, ...]:
    days = [(EventKind.SIGNED, signed), *((EventKind.ENTERS, day) for day in enters)]
    return tuple(StatusEvent(date.fromisoformat(day), kind, "act", "", "") for kind, day in days)


@pytest.mark.parametrize(
    ("texts", "editions"),
    [
        # The books of a code, passed on one day: one of them does not say from when it holds.
        ({"a": _text("2020-05-28", "2021-01-01"), "b": _text("2020-05-28")}, [("ab", "2021-01-01", True)]),
        ({"a": _text("2020-05-28"), "b": ()}, [("ab", "2020-05-28", False)]),
        # A revision without a day of its own: the day of the first text is no day of this one.
        (
            {"a": _text("2001-10-27", "2002-01-01"), "b": _text("2020-11-11", "1991-06-01")},
            [("a", "2002-01-01", True), ("b", "2020-11-11", False)],
        ),
    ],
)
def test_editions_and_volumes(texts: dict[str, tuple[StatusEvent, ...]], editions: list[tuple[str, str, bool]]) -> None:
    assert [("".join(one.texts), str(one.start), one.sure) for one in editions_of(texts)] == editions
