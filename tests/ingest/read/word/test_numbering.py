"""Automatic numbers as Word writes them."""

import pytest

from ingest.read.word.numbering import chinese, written


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "〇"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (2030, "二千零三十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_counted_in_chinese(number: int, shown: str) -> None:
    assert chinese(number) == shown


@pytest.mark.parametrize(
    ("format", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 2019, "二〇一九"),
        ("ideographTraditional", 3, "丙"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1990, "MCMXC"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("none", 7, ""),
        ("cardinalText", 7, "7"),
    ],
)
def test_formats(format: str, number: int, shown: str) -> None:
    assert written(number, format) == shown
