"""Rules that a city adds: words that must not occur, elements that its rules ask for; proved as they are read."""

import pytest

from check.own import OwnRulesError, read_own
from tests.check.conftest import Checker
from tests.samples.drafts import measures, notice

WORDS = """
[[words]]
id = "old-name"
severity = "error"
words = ["市渡务局"]
unless = ["原市渡务局"]
instead = "市交通运输局"
zh = "机构名称已经变更"
en = "The body has another name now"
examples = ["由市渡务局负责"]
counterexamples = ["原市渡务局核发的证书"]
"""
TERM = """
[[element]]
id = "term"
severity = "error"
kinds = ["办法"]
needs = "expires"
most_years = 5
zh = "应当载明有效期，最长5年"
en = "A term of five years at the most"
"""


def test_words_that_must_not_stand(checked: Checker) -> None:
    outcome = checked(notice("由市渡务局牵头。", "原市渡务局的证书有效。"), own=read_own(WORDS, "own.toml"))
    found = [(r.quote, r.severity, r.proposal) for r in outcome.remarks if r.rule == "old-name"]
    assert found == [("市渡务局", "error", "市交通运输局")]


@pytest.mark.parametrize(
    ("article", "marked"),
    [
        ("自2025年5月1日起施行。", ["岚州市渡口管理办法"]),
        ("自2025年5月1日起施行，有效期10年。", ["有效期10年"]),
        ("自2025年5月1日起施行，有效期5年。", []),
    ],
)
def test_an_element_that_a_city_asks_for(checked: Checker, article: str, marked: list[str]) -> None:
    draft = measures("第一条 目的。", f"第二条 本办法{article}")
    outcome = checked(draft, own=read_own(TERM, "own.toml"))
    assert [r.quote for r in outcome.remarks if r.rule == "term"] == marked


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[words", "Expected"),
        ("[[name]]\nid='x'", "unknown tables name"),
        (WORDS.replace('id = "old-name"', 'id = "date-order"'), "a second rule of this id"),
        (WORDS.replace("由市渡务局负责", "由市财政局负责"), "the example is not found"),
        (WORDS.replace('unless = ["原市渡务局"]', ""), "the counterexample is found"),
        (WORDS.replace('severity = "error"', 'severity = "fatal"'), "severity is"),
        (WORDS.replace("instead", "proposal"), "unknown keys proposal"),
        (TERM.replace('"expires"', '"seal"'), "needs is one of"),
        (TERM.replace('["办法"]', "[]"), "needs the kinds"),
        (TERM.replace("= 5", '= "five"'), "number of years"),
    ],
)
def test_a_file_of_own_rules_is_refused_with_its_fault(toml: str, says: str) -> None:
    with pytest.raises(OwnRulesError, match=says):
        read_own(toml, "own.toml")
