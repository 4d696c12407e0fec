"""The documents that the benchmarks make out of others: each city's own, and the State's as they are."""

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.answers import compared
from benchmarks.copies import Copy, cities, documents, write
from benchmarks.templates import EXAMPLES, Bundle, bundles
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.identifiers import Numbered


@pytest.fixture(scope="module")
def originals() -> tuple[Bundle, ...]:
    return bundles()


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("《岚州市养老服务办法》（岚政发〔2019〕14号）", "《石家庄市西部养老服务办法》（石政发〔2018〕14号）"),
        ("岚望政发（2018）5号",                       "石长政发（2017）5号"),
        ("岚民发[2012]18号",                          "石民发[2011]18号"),
        ("岚望民发( 2021 ) 14号",                     "石长民发( 2020 ) 14号"),
        ("岭政发〔2018〕第9号",                       "冀政发〔2017〕第9号"),
        ("LZCR－2021－0010007",                       "BDAB－2020－0010007"),
        ("WHDR - 2021 - 0010007",                     "BDABB - 2020 - 0010007"),
        ("民发〔2018〕23号",                          "民发〔2018〕23号"),
        ("《民政部关于养老服务的意见》（民发〔2018〕23号）", "《民政部关于养老服务的意见》（民发〔2018〕23号）"),
        ("《中华人民共和国安全生产法》（2021年修正）",     "《中华人民共和国安全生产法》（2021年修正）"),
        ("《国务院关于安全生产的意见》（国发〔2016〕3号）和2019年5月6日的安全生产办法",
         "《国务院关于安全生产的意见》（国发〔2016〕3号）和2018年5月7日的西部安全生产办法"),
        ("望湖区、临溪县的2017－2019年规划",             "长安区、井陉县的2016－2018年规划"),
        ("二○一九年五月六日",                          "二〇一八年五月六日"),
        ("每年12月31日前；自2020年2月29日起",            "每年1月1日前；自2019年3月1日起"),
        ("东岭省的岚州、望湖",                          "河北省的石家庄、长安"),
    ],
)  # fmt: skip
def test_what_is_local_is_renamed_alike(originals: tuple[Bundle, ...], text: str, second: str) -> None:
    assert Copy(originals[0], cities()[0], round=1).copied(text) == second


@pytest.mark.parametrize(
    ("number", "other"),
    [
        (Numbered("990100", "岚政发", 2019, 14), Numbered("130100", "石政发", 2009 + 9, 14 + 150 + 3000)),
        (Numbered("990102", "岚望政发", 2019, 1), Numbered("130102", "石长政发", 2018, 3151)),
        (Numbered("990100", "岚州市人民政府令", None, 129), Numbered("130100", "石家庄市人民政府令", None, 3279)),
        (Numbered("990000", "岭政发", 2019, 3), Numbered("130000", "冀政发", 2018, 3153)),
        (Numbered("100000", "国发", 2019, 3), Numbered("100000", "国发", 2019, 3)),
    ],
)
def test_a_number_becomes_the_one_that_is_printed(
    originals: tuple[Bundle, ...], number: Numbered, other: Numbered
) -> None:
    copy = Copy(originals[0], cities()[0], round=10, shelf=2)
    assert copy.number(number) == other
    printed = f"{number.code}〔{number.year}〕{number.serial}号" if number.year else f"{number.code}第{number.serial}号"
    if number.year is None:  # the head of an order is printed in two lines
        assert copy.copied(f"{number.code}\n第{number.serial}号") == f"{other.code}\n第{other.serial}号"
    again = f"{other.code}〔{other.year}〕{other.serial}号" if other.year else f"{other.code}第{other.serial}号"
    assert copy.copied(printed) == again


def test_days_of_a_copy_lie_as_far_apart_as_those_of_the_original(originals: tuple[Bundle, ...]) -> None:
    copy = Copy(originals[0], cities()[0], round=3)
    assert copy.copied("2019年8月6日起，至2019年9月1日") == "2016年8月9日起，至2016年9月4日"


def test_every_document_is_another_and_the_same_again(originals: tuple[Bundle, ...]) -> None:
    each = sum(len(bundle.templates) for bundle in originals)
    around = each * len(cities())
    first, second = (
        {each.name: each.text for each in islice(documents(originals), 0, around + 50, 40)} for _ in range(2)
    )
    assert first == second
    assert len({*first.values()}) == len(first)
    assert any(name.startswith("001/") for name in first)


def test_copies_say_what_their_originals_say(tmp_path: Path) -> None:
    write(tmp_path / "in", 12, bundles(longest=900))
    build(find([tmp_path / "in"]), tmp_path / "store")
    figures = compared(tmp_path, 12, [EXAMPLES], 900)
    assert figures["numbers"] > 8 and figures["relations"] > 10
    assert {name for name, figure in figures.items() if "absent" in name and figure} == set()
