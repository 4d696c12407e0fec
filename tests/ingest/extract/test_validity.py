"""施行日期 and 有效期 as a document states them of itself (GUIDELINES: the last valid day; 自印发之日起 → the signed date)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.validity import statements
from ingest.model import Field
from ingest.resolve.validity import ValidityPeriod, validity_facts, validity_period
from tests.ingest.official import notice, only, values

SIGNED = date(2022, 3, 15)


def stated(sentence: str, signed: date | None = SIGNED) -> ValidityPeriod:
    return validity_period(list(statements(sentence)), signed)


@pytest.mark.parametrize(("sentence", "effective", "expires"), [
    # a day
    ("本办法自2021年5月1日起施行，有效期至2026年4月30日。", "2021-05-01", "2026-04-30"),
    ("本办法自2021年5月1日起施行。", "2021-05-01", None),
    ("本通知从2021年5月1日起执行。", "2021-05-01", None),
    ("本规定于2021年5月1日起实施。", "2021-05-01", None),
    ("本细则自2021年5月1日零时起正式施行。", "2021-05-01", None),
    ("本办法自二〇二一年五月一日起施行，有效期至二〇二六年四月三十日。", "2021-05-01", "2026-04-30"),
    ("本通知的执行时间为2019年1月1日至2021年12月31日。", "2019-01-01", "2021-12-31"),
    # the standards of a payment, not the document
    ("本通知规定的渡工补贴标准均从2021年1月1日起执行，由各区补发差额。", None, None),
    ("本标准自2021年1月1日起执行。", "2021-01-01", None),
    # a term, computed: the last valid day
    ("本办法自2021年5月1日起施行，有效期5年。", "2021-05-01", "2026-04-30"),
    ("本办法自2021年5月1日起施行，有效期五年。", "2021-05-01", "2026-04-30"),
    ("本办法自2021年5月1日起施行，有效期为2年。", "2021-05-01", "2023-04-30"),
    ("本办法自2021年5月1日起施行，有效期两年。", "2021-05-01", "2023-04-30"),
    ("本办法自2021年5月1日起试行，试行期1年。", "2021-05-01", "2022-04-30"),
    ("本办法自2021年5月1日起施行，有效期18个月。", "2021-05-01", "2022-10-31"),
    ("本办法自2021年1月1日起施行，有效期暂定3年。", "2021-01-01", "2023-12-31"),
    ("本办法自2020年3月1日起施行，有效期4年。", "2020-03-01", "2024-02-29"),
    ("本办法自2021年9月15日起施行。有效期2年。", "2021-09-15", "2023-09-14"),
    ("本办法自2021年9月15日起施行。本办法有效期2年。", "2021-09-15", "2023-09-14"),
    ("本办法有效期2年，自2021年9月15日起施行。", "2021-09-15", "2023-09-14"),
    ("本办法自2021年5月1日起施行，施行期一年。", "2021-05-01", "2022-04-30"),
    # the term of single articles is not the document's
    ("本意见自2021年5月1日起实施，其中第八条至第十一条政策暂定实施至2022年12月31日。", "2021-05-01", None),
    # from publication: the signed date
    ("本制度从印发之日起实行。", "2022-03-15", None),
    ("本办法自发布之日起实行。", "2022-03-15", None),
    ("本通知自印发之日起施行。", "2022-03-15", None),
    ("本通告自发布之日起施行，有效期至2027年3月14日。", "2022-03-15", "2027-03-14"),
    ("本决定自公布之日起生效。", "2022-03-15", None),
    ("以上措施自印发之日起实施，有效期3年。", "2022-03-15", "2025-03-14"),
    ("本实施方案自印发之日起执行，有效期至2025年12月31日。", "2022-03-15", "2025-12-31"),
    ("本办法自公布之日起30日后施行。", "2022-04-14", None),
    ("本办法自发布之日起三十日后施行。", "2022-04-14", None),
    ("本办法自公布之日起30日后施行，有效期2年。", "2022-04-14", "2024-04-13"),
    # the end of a month, of a year
    ("本方案有效期至2025年底。", None, "2025-12-31"),
    ("本方案有效期至2024年2月底。", None, "2024-02-29"),
    ("本通知自印发之日起施行，有效期截止到2025年12月31日。", "2022-03-15", "2025-12-31"),
    ("本政策执行期暂定为自政策发布之日起三个月。", "2022-03-15", "2022-06-14"),
    ("本办法的有效期自公布之日起三年。", "2022-03-15", "2025-03-14"),
    ("本通知有效期自2021年1月1日起至2023年12月31日。", "2021-01-01", "2023-12-31"),
    # another's term in a sentence of the document's own
    ("本办法自2021年5月1日起施行，渡船券有效期30日。", "2021-05-01", None),
    # a term with no day: from the signed date
    ("本办法有效期2年。", None, "2024-03-14"),
])  # fmt: skip
def test_own_validity(sentence: str, effective: str | None, expires: str | None) -> None:
    found = stated(sentence)
    assert (found.effective and found.effective.isoformat(), found.expires and found.expires.isoformat()) == (
        effective,
        expires,
    )
    for when, at in ((found.effective, found.effective_at), (found.expires, found.expires_at)):
        assert (when is None) == (at is None)
        assert at is None or at.span.slice(sentence)


@pytest.mark.parametrize("sentence", [
    "《岚州市客渡管理办法》（岚政发〔2016〕8号）自2016年5月1日起施行，有效期5年。",
    "《岚州市客渡管理办法》有效期至2021年4月30日。",
    "《岚州市客渡管理办法》有效期延长至2025年4月30日。",
    "将《岚州市客渡管理办法》有效期延长3年。",
    "经评估，有效期延长至2025年4月30日。",
    "双方签订的合同有效期3年。",
    "许可证有效期5年。",
    "机动车驾驶证的有效期为6年，本办法另有规定的除外。",
    "依照本办法取得的渡运许可证有效期为3年。",
    "按照本办法签订的协议的有效期至2026年4月30日。",
    "自2021年5月1日起3年内完成改造。",
    "自收到之日起15日内答复。",
    "各单位要于2021年5月1日前完成整改。",
    "渡船券有效期为自发布之日起30日。",
    "公示信息有效期自公布之日起三年。",
    "领取渡补的，试行期自公布之日起一年。",
    "船长资格有效期自公布之日起三年。",
    "船员证书有效期为自公布之日起至2025年12月31日。",
    "1\t岚州市客渡管理办法\t自2016年5月1日起施行\t有效期至2021年4月30日",
    "本办法所称渡口，是指湖岸码头。",
])  # fmt: skip
def test_what_says_nothing_of_the_documents_own_time(sentence: str) -> None:
    assert stated(sentence) == ValidityPeriod()


def test_the_sentence_that_issues_a_title_speaks_of_the_document() -> None:
    sentence = "《岚州市客渡管理办法》已经市政府常务会议通过，现予公布，自2022年5月1日起施行。"
    assert stated(sentence).effective == date(2022, 5, 1)


@pytest.mark.parametrize(("sentence", "expected"), [
    ("第三条自2023年1月1日起施行。", [("第三条", "2023-01-01")]),
    ("本办法自2022年5月1日起施行，其中第五条、第七条第二款自2023年1月1日起施行。", [("第五条、第七条第二款", "2023-01-01")]),
    ("本办法第九条至第十一条的规定自公布之日起30日后施行。", [("第九条至第十一条", "2022-04-14")]),
    ("本办法自2022年5月1日起施行。", []),
])  # fmt: skip
def test_provisions_with_a_first_day_of_their_own(sentence: str, expected: list[tuple[str, str]]) -> None:
    facts = validity_facts(statements(sentence), SIGNED)
    assert [(f.part, str(f.value)) for f in facts if f.field is Field.PART_EFFECTIVE] == expected


def test_without_a_signed_date_publication_has_no_day() -> None:
    assert stated("本办法自发布之日起施行，有效期2年。", None) == ValidityPeriod()


def test_a_day_that_is_not_in_the_calendar_has_no_value() -> None:
    assert stated("本办法自2022年6月31日起施行，有效期至2023年2月30日。") == ValidityPeriod()


def test_the_last_statement_holds() -> None:
    text = "本办法自2021年5月1日起施行。\n第三十条 本办法自2021年6月1日起施行，有效期至2024年5月31日。"
    assert (stated(text).effective, stated(text).expires) == (date(2021, 6, 1), date(2024, 5, 31))


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)), st.integers(1, 30))
def test_a_term_ends_on_the_day_before_its_anniversary(start: date, years: int) -> None:
    found = stated(f"本办法自{start.year}年{start.month}月{start.day}日起施行，有效期{years}年。")
    assert found.effective == start
    assert found.expires is not None
    following = found.expires + timedelta(days=1)
    assert following.year == start.year + years
    assert (following.month, following.day) == (
        start.month,
        28 if start.month == 2 and start.day == 29 and following.day == 28 else start.day,
    )


@given(st.text(alphabet="本办法自印发之日起施行，有效期至2年3月1五《》。；\n\t", max_size=80))
def test_spans_are_inside_the_text_and_nothing_raises(text: str) -> None:
    for mention in statements(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
    stated(text)


# --- in whole documents --------------------------------------------------------------------------------------------------


def test_a_notice_speaks_for_itself_and_evidence_is_its_own_sentence() -> None:
    document = notice("现就湖滨步道管理有关事项通知如下。\n\n本通知自印发之日起施行，有效期2年。")
    assert (values(document, Field.EFFECTIVE), values(document, Field.EXPIRES)) == (["2022-03-15"], ["2024-03-14"])


def test_extending_another_documents_validity_is_not_ones_own() -> None:
    document = notice("经评估，《岚州市客渡管理办法》（岚政发〔2016〕8号）有效期延长至2025年4月30日。")
    assert not values(document, Field.EFFECTIVE) and not values(document, Field.EXPIRES)


def test_an_instruments_last_article_dates_the_notice_that_issues_it() -> None:
    document = only(
        "岚州市人民政府关于印发《岚州市客渡管理办法》的通知\n岚政发〔2022〕15号\n\n各区县人民政府：\n\n"
        "《岚州市客渡管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。\n\n岚州市人民政府\n\n2022年3月15日\n\n"
        "岚州市客渡管理办法\n\n第一条 为保障客渡安全，制定本办法。\n\n第二条 本办法自2022年5月1日起施行，有效期5年。\n"
    )
    assert (values(document, Field.EFFECTIVE), values(document, Field.EXPIRES)) == (["2022-05-01"], ["2027-04-30"])


def test_an_annexed_list_of_other_documents_says_nothing() -> None:
    document = notice(
        "经清理，现将结果予以公布。\n\n附件：清理结果清单\n\n岚州市人民政府\n\n2022年3月15日\n\n附件\n\n清理结果清单\n\n"
        "本办法自2016年5月1日起施行，有效期5年。"
    )
    assert not values(document, Field.EFFECTIVE) and not values(document, Field.EXPIRES)


@pytest.mark.parametrize(("sentence", "expires"), [
    ("本办法自2022年1月2日起施行，有效期30天。", date(2022, 1, 31)),
    ("本办法自2022年1月2日起施行，有效期九千年。", None),
    ("本办法自2022年1月2日起施行，有效期0年。", None),
])  # fmt: skip
def test_terms_at_the_edge(sentence: str, expires: date | None) -> None:
    assert validity_period(statements(sentence), None).expires == expires
