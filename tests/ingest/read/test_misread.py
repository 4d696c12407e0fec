"""Signs that OCR engines take for others."""

import pytest

from ingest.read.ocr.misread import put_right


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("按应缴税款的3%0缴纳", "按应缴税款的3‰缴纳"),
        ("岚政发〔2022]7号、岚政办发(2021〕3号", "岚政发〔2022〕7号、岚政办发〔2021〕3号"),
        ("利率上浮10%（2022）", "利率上浮10%（2022）"),
    ],
)
def test_what_cannot_be_meant_is_put_right(recognised: str, meant: str) -> None:
    assert put_right(recognised) == meant
