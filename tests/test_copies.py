"""The documents that the benchmarks make out of the examples: each city's own, and the State's as they are."""

import pytest

from benchmarks.copies import cities, copied


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("《岚州市停车场办法》（岚政发〔2019〕14号）", "《石家庄市西部停车场办法》（石政发〔2018〕14号）"),
        ("岚望政发（2018）5号",                       "石长政发（2017）5号"),
        ("岚民发[2012]18号",                          "石民发[2011]18号"),
        ("岚望民发( 2021 ) 14号",                     "石长民发( 2020 ) 14号"),
        ("LZCR－2021－0010007",                       "BDAB－2020－0010007"),
        ("民发〔2018〕23号",                          "民发〔2018〕23号"),
        ("《民政部关于停车场的意见》（民发〔2018〕23号）", "《民政部关于停车场的意见》（民发〔2018〕23号）"),
        ("《中华人民共和国安全生产法》（2021年修正）",     "《中华人民共和国安全生产法》（2021年修正）"),
        ("《国务院关于安全生产的意见》（国发〔2016〕3号）和2019年5月6日的安全生产办法",
         "《国务院关于安全生产的意见》（国发〔2016〕3号）和2018年5月7日的西部安全生产办法"),
    ],
)  # fmt: skip
def test_what_is_local_is_renamed_alike(text: str, second: str) -> None:
    assert copied(text, *cities()[0], 1) == second
