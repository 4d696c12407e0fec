"""The city of a text without issuer, by the decision of its own committee and government that it carries out."""

import pytest

from ingest.resolve.place import grounded_place
from ontology.places import Places

PLACES = Places.load()
GROUND = "根据《中共广州市委、广州市人民政府关于推进渡口建设的决定》，提出以下意见。"


@pytest.mark.parametrize(("text", "expected"), [
    (GROUND + "（牵头单位：市水务局，配合单位：各区、县级市）。由市财政局，市水务局负责，市政府督办。", "440100"),
    ("贯彻落实《济南市人民政府关于渡口的意见》，全市推广，各区县落实。",                                "370100"),
    ("按照《中共青岛市委 青岛市人民政府关于渡口的意见》，我市推广，各区（市）县落实。",                 "370200"),
    ("贯彻《岚州市人民政府办公室关于渡口的意见》，全市推广，各县（市、区）落实。",                      "990100"),
    (GROUND + "市委宣传部负责，市、区（县级市）党委落实。",              "440100"),
    (GROUND + "市委宣传部负责，从某区（县级市）开始。",                  None),
    (GROUND + "全市推广，各街道、各镇落实。",                            None),  # a city of a county's rank below it
    (GROUND + "全市推广，各区、镇、办事处落实。",                        None),
    (GROUND + "全县推广，市政府督办，各县（市、区）配合。",              None),  # a county's
    (GROUND + "全省推广，市政府督办，各县（市、区）配合。",              None),  # a province's
    (GROUND + "各县（市、区）落实。",                                    None),  # no city's own words
    ("学习《广州市人民政府关于渡口的意见》，全市推广，各县区落实。",     None),  # another city's
    ("根据《广州市渡口条例》，全市推广，各县区落实。",                   None),  # no decision of its government
    ("根据《广东省人民政府关于渡口的意见》，全市推广，各县区落实。",     None),
    ("根据《中共师宗县委、师宗县人民政府关于渡口的意见》，全市推广，各县区落实。", None),
    ("根据《章丘市人民政府关于渡口的意见》，全市推广，各县区落实。",     None),  # a city of a county's rank
    (GROUND + "贯彻《佛山市人民政府关于渡口的意见》，全市推广，各县区落实。", None),  # two of them
])  # fmt: skip
def test_the_city_whose_decision_a_text_carries_out(text: str, expected: str | None) -> None:
    assert grounded_place(text, PLACES) == expected
