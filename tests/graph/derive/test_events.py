"""What happened to documents, read over all sources: which document an act means, editions, prolongations, intervals."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.standing import events, kept
from graph.derive.status import StatusEvent, intervals, status
from graph.derive.terms import presumed, terms
from graph.records.documents import list_documents
from graph.records.identity import build_identity
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import EventKind, Status
from ontology.iri import Iris
from tests.graph.derive.test_status import (
    AMENDED,
    AWAITED,
    CONFIRMED,
    ENDING,
    ENTERS,
    EXTENDED,
    INVALID,
    LOCAL,
    PARTLY,
    REPEALED,
    RESUMED,
    SIGNED,
    STOPPED,
    SUSPENDED,
    TERM,
)

IRIS = Iris()
RULES = """# 岚州市渡口管理条例

（{day}岚州市人民代表大会常务委员会通过）

第一条 为加强渡口管理，制定本条例。

第二条 本条例自{start}起施行。{repeals}
"""
NOTICE = """岚州市人民政府关于印发《岚州市渡口管理办法》的通知
岚政发〔{year}〕8号

各区县人民政府：

现将《岚州市渡口管理办法》印发给你们，请遵照执行。

岚州市人民政府

{year}年3月1日

岚州市渡口管理办法

第一条 为加强渡口管理，制定本办法。

第二条 本办法自{year}年4月1日起施行{term}。
"""
ACT = """岚州市人民政府关于{what}的通知
岚政发〔2022〕9号

各区县人民政府：

{body}

岚州市人民政府

2022年5月10日
"""
NUMBERED = IRIS.numbered("990100", "岚政发", 2020, 8)


def built(folder: Path, **texts: str) -> Store:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    build(find([folder]), folder / "store")
    store = Store.open(folder / "store")
    assert isinstance(store, Store)
    return store


def test_an_act_that_names_the_instrument_means_its_notice(tmp_path: Path) -> None:
    body = "《岚州市渡口管理办法》自本通知印发之日起废止。"
    with built(tmp_path, a=NOTICE.format(year=2020, term=""), b=ACT.format(what="废止渡口管理办法", body=body)) as view:
        known = events(view, NUMBERED)
        assert [event.kind for event in known] == [EventKind.SIGNED, EventKind.ENTERS, EventKind.REPEALED]
        assert known[-1].number == "岚政发〔2022〕9号" and body in known[-1].quote
        assert status(known, date(2022, 5, 9)).status is Status.IN_FORCE
        assert status(known, date(2022, 5, 10)).status is Status.REPEALED


def test_what_a_notice_hands_on_is_another_document(tmp_path: Path) -> None:
    forwarded = ACT.format(what="转发《岭东省渡口管理办法》", body="现将《岭东省渡口管理办法》转发给你们，请认真执行。")
    act = ACT.replace("〔2022〕9号", "〔2023〕3号").format(what="清理文件", body="《岭东省渡口管理办法》同时废止。")
    with built(tmp_path, a=forwarded, b=act) as view:
        own = events(view, IRIS.numbered("990100", "岚政发", 2022, 9))
        assert EventKind.REPEALED not in [event.kind for event in own]


def test_an_act_before_its_time_does_not_touch_a_later_law_of_the_name(tmp_path: Path) -> None:
    act = ACT.format(what="清理文件", body="1998年公布的《岚州市渡口管理条例》同时废止。")
    law = RULES.format(day="2023年6月1日", start="2023年9月1日", repeals="")
    with built(tmp_path, a=law, b=act) as view:
        known = [event for found in kept(view).values() for event in found]
        assert EventKind.REPEALED not in [event.kind for event in known if event.act != event.number]


def test_a_law_that_holds_from_its_publication_begins_with_the_note_under_its_heading(tmp_path: Path) -> None:
    law = RULES.format(day="2012年6月1日", start="公布之日", repeals="")
    revised = law.replace(
        "通过）", "通过　根据2019年5月6日岚州市人民代表大会常务委员会《关于修改〈岚州市渡口管理条例〉的决定》修正）"
    )
    for text, begins in ((law, [date(2012, 6, 1)]), (revised, [])):
        folder = tmp_path / str(len(begins))
        folder.mkdir()
        with built(folder, a=text) as view:
            found = [event for known in kept(view).values() for event in known if event.kind is EventKind.ENTERS]
            assert [event.day for event in found] == begins


def test_an_edition_ends_where_the_next_takes_effect(tmp_path: Path) -> None:
    first = RULES.format(day="2012年6月1日", start="2012年9月1日", repeals="")
    second = RULES.format(day="2019年5月6日", start="2019年8月1日", repeals="")
    citing = ACT.format(what="加强渡口管理", body="根据《岚州市渡口管理条例》，现就渡口管理通知如下。")
    with built(tmp_path, a=first, b=second, c=citing) as view:
        old = IRIS.titled("990100", "岚州市人民代表大会常务委员会", "2012-06-01", "岚州市渡口管理条例")
        known = events(view, old)
        assert status(known, date(2019, 7, 31)).status is Status.IN_FORCE
        assert status(known, date(2019, 8, 1)).status is Status.SUPERSEDED
        day = date(2020, 1, 1)
        assert {status(known, day).status for document, known in kept(view).items() if "条例" in document} == {
            Status.SUPERSEDED,
            Status.IN_FORCE,
        }


def test_a_prolongation_by_years_counts_from_the_last_day(tmp_path: Path) -> None:
    body = "《岚州市渡口管理办法》（岚政发〔2020〕8号）有效期延长2年。"
    texts = {"a": NOTICE.format(year=2020, term="，有效期3年"), "b": ACT.format(what="延长有效期", body=body)}
    with built(tmp_path, **texts) as view:
        known = events(view, NUMBERED)
        assert status(known, date(2025, 3, 31)).status is Status.IN_FORCE
        assert status(known, date(2025, 4, 1)).status is Status.EXPIRED


def test_a_provinces_term_is_presumed_only_where_none_is_set(tmp_path: Path) -> None:
    with built(tmp_path, a=NOTICE.format(year=2020, term="")) as view:
        assert presumed(view, kept(view)) == kept(view)  # 岚州 lies in no province of the table
    assert all(term.months > 0 and term.trial_months > 0 and term.source for term in terms())


@pytest.mark.parametrize(("year", "trial", "first_out", "order"), [
    (2020, "", date(2025, 4, 1), "第238号"),
    (2023, "（试行）", date(2025, 4, 1), "第238号"),
    (2024, "", date(2029, 4, 1), "第353号"),
    (2024, "（试行）", date(2026, 4, 1), "第353号"),
])  # fmt: skip
def test_a_provinces_term_is_that_of_the_day_on_which_a_document_begins(
    tmp_path: Path, year: int, trial: str, first_out: date, order: str
) -> None:
    text = NOTICE.format(year=year, term="").replace("岚州市", "济南市").replace("岚政发", "济政发")
    with built(tmp_path, a=text.replace("渡口管理办法", f"渡口管理办法{trial}")) as view:
        (document,) = kept(view)
        assert status(kept(view)[document], first_out).status is Status.IN_FORCE
        known = presumed(view, kept(view))[document]
        assert status(known, first_out - timedelta(days=1)).status is Status.IN_FORCE
        assert status(known, first_out).status is Status.EXPIRED and order in known[-1].number


@pytest.mark.parametrize(
    "title",
    ["关于废止《济南市渡口管理办法》的通知", "关于延长《济南市渡口管理办法》有效期的通知", "关于渡口管理工作的通知"],
)
def test_a_notice_that_sets_no_rules_of_its_own_has_no_term(tmp_path: Path, title: str) -> None:
    text = (
        ACT.format(what="清理文件", body="现就渡口管理通知如下。")
        .replace("岚州市", "济南市")
        .replace("岚政发", "济政发")
    )
    with built(tmp_path, a=text.replace("关于清理文件的通知", title)) as view:
        assert len(list(view.select("SELECT DISTINCT ?d { ?d a zm:PublishedDocument }"))) == 1
        assert presumed(view, kept(view)) == kept(view)


def test_the_terms_of_a_place_follow_one_another() -> None:
    for place in {term.place for term in terms()}:
        for one, two in pairwise(sorted((t for t in terms() if t.place == place), key=lambda term: term.since)):
            assert one.until == two.since - timedelta(days=1)


EVENTS = st.lists(
    st.sampled_from(
        [
            *(SIGNED, ENTERS, TERM, REPEALED, ENDING, INVALID, STOPPED, SUSPENDED, LOCAL, RESUMED, CONFIRMED, EXTENDED),
            *(AMENDED, PARTLY, AWAITED),
        ]
    ),
    unique=True,
)


@settings(deadline=None)
@given(EVENTS, st.dates(date(2016, 1, 1), date(2024, 1, 1)))
def test_intervals_say_of_each_day_what_the_function_says(known: list[StatusEvent], day: date) -> None:
    found = intervals(known)
    held = [i for i in found if (i.first is None or i.first <= day) and (i.last is None or day <= i.last)]
    expected = status(known, day).status
    assert [i.status for i in held] == ([] if expected is Status.UNKNOWN else [expected])


@settings(deadline=None)
@given(EVENTS)
def test_intervals_are_in_order_and_do_not_overlap(known: list[StatusEvent]) -> None:
    found = intervals(known)
    for one, other in pairwise(found):
        assert one.last is not None and other.first is not None and one.last < other.first
        assert one.status is not other.status or one.last + timedelta(days=1) < other.first


@pytest.mark.parametrize("quote", ["停止执行", "代替", "废止"])
def test_the_words_tell_how_it_ends(quote: str, tmp_path: Path) -> None:
    sentences = {
        "停止执行": "《岚州市渡口管理办法》（岚政发〔2020〕8号）自即日起停止执行。",
        "代替": "本通知代替《岚州市渡口管理办法》（岚政发〔2020〕8号）。",
        "废止": "《岚州市渡口管理办法》（岚政发〔2020〕8号）同时废止。",
    }
    kinds = {"停止执行": EventKind.STOPPED, "代替": EventKind.SUPERSEDED, "废止": EventKind.REPEALED}
    act = ACT.format(what="调整渡口管理", body=sentences[quote])
    with built(tmp_path, a=NOTICE.format(year=2020, term=""), b=act) as view:
        found = {event.kind for event in events(view, NUMBERED)}
    assert kinds[quote] in found or quote == "代替"  # 代替 alone is read as a relation only where a rule knows it


NAMED_ACT = """# 岚州市渡口安全条例

（2022年5月10日岚州市人民代表大会常务委员会通过）

第一条 本条例自2022年6月1日起施行。《岚州市渡口管理条例》（{number}）同时废止。
"""


@pytest.mark.parametrize(
    ("year", "ended"),
    [
        (2019, True),
        (2020, True),  # passed in December, numbered in January
        (2016, False),  # an earlier one of the same name
    ],
)
def test_a_number_that_a_text_does_not_print_is_found_by_title_and_year(year: int, ended: bool, tmp_path: Path) -> None:
    law = RULES.format(day="2019年12月20日", start="2020年2月1日", repeals="")
    number = IRIS.numbered("990100", "岚政发", year, 3)
    with built(tmp_path, law=law, act=NAMED_ACT.format(number=f"岚政发〔{year}〕3号")) as view:
        (iri,) = (row.iri for row in list_documents(view) if row.title == "岚州市渡口管理条例")
        assert (status(kept(view)[iri], date(2023, 1, 1)).status is Status.REPEALED) is ended
        assert build_identity(view).canonical(number) == (iri if ended else number)


@pytest.mark.parametrize(
    ("others", "ended"),
    [
        ({}, True),
        (
            {"c": NAMED_ACT.format(number="岚州市人民政府令第5号").replace("安全", "防汛")},
            False,
        ),  # two numbers, one text
    ],
)
def test_a_number_without_a_year_means_the_only_text_of_its_title(
    others: dict[str, str], ended: bool, tmp_path: Path
) -> None:
    law = RULES.format(day="2019年12月20日", start="2020年2月1日", repeals="")
    with built(tmp_path, law=law, act=NAMED_ACT.format(number="岚州市人民政府令第3号"), **others) as view:
        (iri,) = (row.iri for row in list_documents(view) if row.title == "岚州市渡口管理条例")
        assert (status(kept(view)[iri], date(2023, 1, 1)).status is Status.REPEALED) is ended


def test_an_act_that_tells_only_its_publication_ends_a_law_on_a_later_day(tmp_path: Path) -> None:
    law = RULES.format(day="2019年12月20日", start="2020年2月1日", repeals="")
    code = """---
title: "岚州市渡口法典"
publish_date: "2022-05-10"
---

# 岚州市渡口法典

第一条 本法自2022年9月1日起施行，《岚州市渡口管理条例》同时废止。
"""
    with built(tmp_path, law=law, code=code) as view:
        (iri,) = (row.iri for row in list_documents(view) if row.title == "岚州市渡口管理条例")
        (end,) = [event for event in kept(view)[iri] if event.kind is EventKind.REPEALED]
        before = status(kept(view)[iri], date(2022, 8, 31))
    assert (end.announced, end.day) == (date(2022, 5, 10), date(2022, 9, 1))
    assert before.status is Status.IN_FORCE and end in before.reasons
