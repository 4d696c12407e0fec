"""The agencies that a document names, in the graph: by their full names, as of its day."""

from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.steps import parse

NOTICE = (
    "岚州市人民政府办公厅关于加强湖滨步道管理的通知\n岚政办发〔2019〕15号\n\n市财政局、市城管局，各区县人民政府：\n\n"
    "由市民政局牵头，市财政局、省民政厅配合。各有关部门要抓好落实。\n\n岚州市人民政府办公厅\n{day}\n"
)


def named(day: str, text: str = NOTICE) -> dict[str, bool]:
    (document,) = parse(normalize(decode(text.format(day=day).encode(), "通知.txt"))).documents
    return {agency.name: agency.addressed for agency in document.agencies}


def test_short_forms_carry_their_place() -> None:
    found = named("2019年6月12日")
    assert found["岚州市财政局"] and not found["岚州市民政局"] and not found["东岭省民政厅"]
    assert not any("各" in name for name in found)  # groups are none


def test_a_body_is_called_as_on_the_day() -> None:
    text = NOTICE.replace("市民政局牵头", "市卫计委牵头")
    assert "岚州市卫生和计划生育委员会" in named("2017年6月12日", text)
    assert "岚州市卫生健康委员会" not in named("2017年6月12日", text)


def test_a_province_is_not_a_likeness() -> None:
    found = named("2019年6月12日")
    assert "东岭省财政厅" not in found


def test_a_district_of_a_place_that_the_gazetteer_does_not_know_is_not_another_citys() -> None:
    text = NOTICE.replace("由市民政局", "由望湖区水务局")
    assert "岚州市望湖区水务局" in named("2019年6月12日", text)
    other = text.replace("岚州市", "望潮市").replace("岚政办", "望政办").replace("省民政厅", "岚州市望湖区民政局")
    found = named("2019年6月12日", other)
    assert "岚州市望湖区民政局" in found and not any("望湖区水务局" in name for name in found)
    (document,) = parse(normalize(decode(other.format(day="2019年6月12日").encode(), "通知.txt"))).documents
    assert "望湖区水务局" in {party.official for task in document.tasks for party in task.parties}
