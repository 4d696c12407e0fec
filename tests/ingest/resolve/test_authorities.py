"""Which bodies impose the measures of a sanction: full official names by place; a kind of body is none."""

import pytest

from ingest.steps import parse
from tests.ingest.official import normalized_text

RULES = """岚州市人民政府关于印发岚州市渡口管理办法的通知
岚政发〔2021〕3号

各区县人民政府：
现将《岚州市渡口管理办法》印发给你们。

岚州市人民政府
2021年3月1日

岚州市渡口管理办法
第一条 渡口经营者不得超载。
第二条 违反本办法第一条规定的，由{authority}处五百元以上一千元以下罚款。
"""


def test_a_place_that_alone_bears_a_duty_stays_its_agency() -> None:
    text = RULES.format(authority="市水务局").replace("渡口经营者不得超载", "望湖区应当巡查渡口")
    (duty,) = (duty for document in parse(normalized_text(text)).documents for duty in document.duties)
    assert (duty.bearer, duty.agencies) == ("望湖区", ("岚州市望湖区",))


@pytest.mark.parametrize(("authority", "bodies"), [
    ("市水务局",                                   ("岚州市水务局",)),
    ("市水务局、市财政局",                         ("岚州市水务局", "岚州市财政局")),
    ("望湖区人民政府或者市水务局",                 ("岚州市望湖区人民政府", "岚州市水务局")),
    ("市水务局或者其委托的机构",                   ("岚州市水务局",)),
    ("市水务局或者财政局",                         ("岚州市水务局", "岚州市财政局")),
    ("望湖区水务局以及财政局",                     ("岚州市望湖区水务局", "岚州市望湖区财政局")),
    ("市水务局或者望湖区财政局以及民政局",         ("岚州市水务局", "岚州市望湖区财政局", "岚州市望湖区民政局")),
    ("国务院以及市人民政府",                       ("国务院", "岚州市人民政府")),
    ("国务院或者市水务局",                         ("国务院", "岚州市水务局")),
    ("岚州市或者望湖区水务局",                     ("岚州市望湖区水务局",)),
    ("水行政主管部门",                             ()),
    ("市或者区水行政主管部门",                     ()),
    ("国务院或者省人民政府的水行政主管部门",       ()),
    ("国务院或者水行政主管部门",                   ()),
    ("沿河县（市、区）人民政府",                   ()),
])  # fmt: skip
def test_bodies(authority: str, bodies: tuple[str, ...]) -> None:
    publication = parse(normalized_text(RULES.format(authority=authority)))
    (sanction,) = (sanction for document in publication.documents for sanction in document.sanctions)
    assert (sanction.authority, sanction.agencies) == (authority, bodies)
