"""Kinds of document: what a heading's last word decides."""

import pytest

from ontology.kinds import Kinds

KINDS = Kinds.load()
FIFTEEN = "决议 决定 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("岚州市人民政府关于加强节水工作的通知", "通知"),
        ("岚州市节约用水办法（试行）", "办法"),
        ("岚州市节约用水办法(试行)（2021年修订）", "办法"),
        ("岚州市人民政府令", "令"),
        ("中华人民共和国主席命令", "令"),
        ("岚州市防汛应急预案", "预案"),
        ("岚州市节水行动实施方案", "方案"),
        ("岚州市条例实施细则", "细则"),
        ("岚州市人民政府会议纪要", "纪要"),
        ("中华人民共和国水法", "法律"),
        ("岚州市规范性文件目录", "目录"),
        ("关于若干问题的说明", "说明"),
    ],
)
def test_of_heading(heading: str, kind: str) -> None:
    found = KINDS.of_heading(heading)
    assert found is not None and found.name == kind


@pytest.mark.parametrize("heading", ["", "岚州市", "（试行）", "通知如下", "目录第一页"])
def test_of_no_heading(heading: str) -> None:
    assert KINDS.of_heading(heading) is None


def test_the_fifteen_official_kinds() -> None:
    assert {kind.name for kind in KINDS.all if kind.scheme == "official"} == set(FIFTEEN.split())
    assert len(FIFTEEN.split()) == 15


def test_names_come_longest_first_and_lead_back() -> None:
    assert list(map(len, KINDS.names)) == sorted(map(len, KINDS.names), reverse=True)
    assert len(set(KINDS.names)) == len(KINDS.names)
    for kind in KINDS.all:
        assert all(KINDS.by_name(name) is kind for name in (kind.name, *kind.other_names))
    assert KINDS.by_name("无此文种") is None
    assert {kind.scheme for kind in KINDS.all} == {"official", "regulatory", "planning", "informational"}
