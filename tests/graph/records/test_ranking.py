"""Which norms answer a question, best first."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.ranking import Ranking, WordIndex
from ontology.asked import parse_question


@dataclass(frozen=True)
class Told:
    sentence: str
    lead: str = ""
    title: str = "渡口条例"
    document: str = "law"
    section: str = "art_1"
    bearer: str = ""
    side: str = "person"
    modality: str = "obligation"
    kinds: tuple[str, ...] = ()
    followed: str = ""
    clause: str = ""


FILLING = [Told(f"船东应当在第{number}日登记码头{number}。", section=f"art_9{number}") for number in range(12)]
HELMET = Told("船员应当佩戴劳动防护用品。", section="art_1")
TICKETS = Told("船票存根应当留存三年。", section="art_2")
STUBS = Told("船票存根应当完整。", section="art_3")
PUNISHED = Told("未佩戴劳动防护用品", section="art_4", followed="处五百元罚款。")
OFFICE = Told("水务部门应当检查劳动防护用品。", side="authority", section="art_5")
LISTED = Told("（一）随身物品；", lead="登船者应当佩戴劳动防护用品，并出示：", section="art_6")
NORMS = (*FILLING, HELMET, TICKETS, STUBS, PUNISHED, OFFICE, LISTED)


def answers(typed: str, *norms: Told) -> list[Told]:
    return [norms[at] for at in Ranking(norms).rank(parse_question(typed))]


@pytest.mark.parametrize(("typed", "first"), [
    ("没戴安全帽怎么罚",   PUNISHED),   # what brings a penalty, where one is asked for
    ("要不要戴安全帽",     HELMET),     # laws have their word for an everyday one
    ("船票存根留多久",     TICKETS),    # a time, where one is asked for
])  # fmt: skip
def test_the_best_answer_comes_first(typed: str, first: Told) -> None:
    assert answers(typed, *NORMS)[0] == first


def test_people_come_before_authorities_unless_these_are_asked_for() -> None:
    found = answers("安全帽", *NORMS)
    assert found.index(HELMET) < found.index(OFFICE)
    asked = answers("部门检查安全帽", *NORMS)
    assert asked[0] == OFFICE


def test_words_of_the_line_that_opens_a_list_count_less() -> None:
    found = answers("佩戴安全帽", *NORMS)
    assert found.index(HELMET) < found.index(LISTED)


def test_points_of_one_list_leave_room_for_other_answers() -> None:
    listed = [Told(f"（{at}）佩戴安全帽；", section=f"art_1__point_{at}", document="list") for at in range(8)]
    other = Told("船员应当佩戴安全帽，并且在登船之前整理衣物、出示证件。", document="other")
    found = answers("佩戴安全帽", *FILLING, *listed, other)
    assert found.index(other) < 8


YEARS = Told("渡船的最低保修期限为九年。", section="art_7", modality="")
HOURS = Told("渡船的保修每次两小时，次数不限。", section="art_8")
OFTEN = Told("渡船的保修每月进行。", section="art_9")


@pytest.mark.parametrize(("typed", "first"), [
    ("渡船保修几年",       YEARS),      # a figure of what is asked for
    ("渡船保修几个小时",   HOURS),
    ("渡船保修几次",       OFTEN),
])  # fmt: skip
def test_a_figure_of_what_is_asked_for_comes_first(typed: str, first: Told) -> None:
    assert answers(typed, *FILLING, YEARS, HOURS, OFTEN)[0] == first


def test_the_number_of_an_article_is_no_time() -> None:
    article, bare = Told("第四十条 渡船保修。", section="art_40"), Told("渡船的保修：三天。", section="art_3")
    assert answers("渡船保修多久", *FILLING, article, bare)[0] == bare


def test_laws_of_the_field_of_a_question_come_first() -> None:
    other, food = (Told("应当清洗码头。", title=title, document=title) for title in ("河道条例", "食品条例"))
    assert answers("清洗码头的厨房", other, food, *FILLING)[0] == food
    assert answers("清洗码头", other, food, *FILLING)[0] == other


def test_words_of_the_same_article_count() -> None:
    one = [
        Told("船帆由船东保管。", section="art_3", document="a"),
        Told("逾期的，退还押船金。", section="art_3__para_2", document="a"),
    ]
    other = Told("逾期的，退还押船金。", section="art_4", document="b")
    assert answers("船帆 押船金", *FILLING, other, *one)[:2] != [other, one[1]]


def test_the_first_rows_are_filled_with_what_has_less_of_it() -> None:
    best = Told("船帆、缆绳应当登记。", section="art_3")
    less = [Told(f"第{at}号缆绳归船东。", section=f"art_5{at}") for at in range(4)]
    assert answers("船帆缆绳", *FILLING, best, *less) == [best, *less]


def test_what_stands_nowhere_has_no_answer() -> None:
    assert answers("核电", *NORMS) == []
    assert answers("怎么罚", *NORMS) == []
    assert answers("", *NORMS) == []


@pytest.mark.parametrize("typed", ["？！。", "(((", "food safety fine", "50", "怎么罚？"])
def test_neither_punctuation_nor_parts_of_other_words_are_matter(typed: str) -> None:
    norms = [Told("船东应当公示(含网上)票价。(((？！。"), Told("informed infringe defoodsx safe 500元"), *NORMS]
    assert answers(typed, *norms) == []


def test_words_in_latin_letters_and_numbers_count_as_a_whole() -> None:
    wifi, fine = Told("船东应当提供WiFi服务。"), Told("处500元罚款。", section="art_2")
    assert answers("提供WiFi", wifi, fine, *FILLING)[0] == wifi
    assert answers("500元", wifi, fine, *FILLING)[0] == fine
    assert WordIndex(["WiFi, A4", "WiFiX", "AWiFi A"]).holding("WiFi") == [0]


def test_only_what_is_asked_for_is_ranked() -> None:
    assert Ranking(NORMS).rank(parse_question("安全帽"), [0, 1], near=False) == [0, 1]


@given(st.lists(st.text("船票存根码头\n", max_size=6), max_size=8), st.text("船票存根", min_size=1, max_size=3))
def test_an_index_finds_the_texts_that_hold_a_string(texts: list[str], part: str) -> None:
    held = [at for at, text in enumerate(texts) if part in text.replace("\n", " ")]
    assert WordIndex(texts).holding(part) == held


@given(st.permutations(NORMS))
def test_the_order_in_the_store_changes_no_answer(norms: list[Told]) -> None:
    assert set(answers("没戴安全帽怎么罚", *norms)) == set(answers("没戴安全帽怎么罚", *NORMS))
