"""What is known of a text beforehand: front matter, files beside it, tables of a folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Field
from ingest.model.known import KnownFacts
from ingest.read.decode import ReadError
from ingest.read.inputs import Input, InputError, survey
from ingest.read.known import front_matter, sidecar, table

TEXT = """---
title: "岚州市渡口条例"
publish_date: 2021-11-17
status: "现行有效"
tags:
  - 法规
  - 交通运输
---
# 岚州市渡口条例
"""


def values(known: KnownFacts) -> list[tuple[str, str]]:
    return [(fact.field.value, fact.value) for fact in known.facts]


def test_front_matter_with_the_place_of_each_value() -> None:
    known = front_matter(TEXT, "a.md")
    assert values(known) == [
        ("title", "岚州市渡口条例"),
        ("printed", "2021-11-17"),
        ("claimed", "现行有效"),
        ("theme", "法规"),
        ("theme", "交通运输"),
    ]
    assert [fact.span.slice(TEXT) for fact in known.facts] == [fact.quote for fact in known.facts]
    assert [fact.quote for fact in known.facts] == [fact.value for fact in known.facts], "without quotation marks"
    assert known.issues == () and known.file == "a.md"


def test_the_quote_is_what_stands_there_where_the_value_is_escaped() -> None:
    text = '---\ntitle: "岚州市\\u6e21口条例"\n---\n'
    (fact,) = front_matter(text, "a.md").facts
    assert (fact.value, fact.quote) == ("岚州市渡口条例", "岚州市\\u6e21口条例") and fact.span.slice(text) == fact.quote


@pytest.mark.parametrize("text", ["", "岚州市人民政府\n---\n", "---\n没有结尾", "# 标题\n---\ntitle: a\n---\n"])
def test_no_front_matter(text: str) -> None:
    assert front_matter(text, "a.md").facts == ()


@pytest.mark.parametrize(("data", "expected"), [
    ('{"url": "https://example.org/1", "retrieved": "2024-01-02"}', [("url", "https://example.org/1"), ("retrieved", "2024-01-02")]),
    ("来源: 岚州市人民政府网\n主题分类: [渡口, 安全]\n", [("site", "岚州市人民政府网"), ("theme", "渡口"), ("theme", "安全")]),
    ("Title: 甲\ntitle: 甲\n", [("title", "甲")]),
])  # fmt: skip
def test_a_file_beside_a_text(data: str, expected: list[tuple[str, str]]) -> None:
    known = sidecar(data.encode(), "a.txt.yaml")
    assert values(known) == expected and known.issues == ()
    assert [fact.span.slice(data).strip('"') for fact in known.facts] == [value for _, value in expected]


@pytest.mark.parametrize(("data", "said"), [
    ("signed: 2022-13-01", "not a day"),
    ("url: file:///etc/passwd", "not an address"),
    ("colour: red", "keys that are not known: colour"),
    ("- a\n- b", "not a list of `key: value`"),
    ("title: {a: b}", "neither a value nor a list"),
    ("a: [", "cannot be parsed"),
    ("title: " + "长" * 2001, "longer than 2000"),
    ("x" * 65_000, "longer than 64 KB"),
    ("\x00\x01\x02", "a.yaml"),
    ("[" * 5000, "cannot be parsed"),
])  # fmt: skip
def test_what_cannot_be_read_is_an_issue(data: str, said: str) -> None:
    known = sidecar(data.encode(), "a.yaml")
    assert known.facts == () and said in known.issues[0].message_en and "a.yaml" in known.issues[0].message_zh


def test_a_table_names_its_texts() -> None:
    data = "﻿file\tnumber\tdate\n1.txt\t岚政发〔2021〕1号\t2021-01-02\r\n\n2.txt\t\t2021-01-03\n"
    found = table(data.encode(), "metadata.tsv")
    assert {name: values(known) for name, known in found.items()} == {
        "1.txt": [("number", "岚政发〔2021〕1号"), ("signed", "2021-01-02")],
        "2.txt": [("signed", "2021-01-03")],
    }
    assert [fact.span.slice(data[1:]) for fact in found["1.txt"].facts] == ["岚政发〔2021〕1号", "2021-01-02"]
    with pytest.raises(ReadError, match="has no column `file`"):
        table("name\ttitle\n1.txt\t甲\n".encode(), "metadata.tsv")


def test_nothing_of_a_table_is_lost_in_silence() -> None:
    """Two rows of one text are both read, and a cell behind the last column is reported."""
    found = table("file\ttitle\ttags\n1.txt\t甲\t渡口\n1.txt\t乙\t灯\t码头\n".encode(), "metadata.tsv")["1.txt"]
    assert values(found) == [("title", "甲"), ("theme", "渡口"), ("title", "乙"), ("theme", "灯")]
    assert [issue.message_en for issue in found.issues] == [
        "metadata.tsv: a row has more cells than the head: 码头",
        "metadata.tsv: has several rows for 1.txt",
    ]


def test_files_are_found_beside_their_texts(tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    folder.mkdir()
    for name in ("1.txt", "2.txt", "3.txt"):
        (folder / name).write_text("岚州市人民政府", encoding="utf-8")
    (folder / "1.txt.json").write_text('{"theme": "渡口"}', encoding="utf-8")
    (folder / "2.yaml").write_text("theme: 岸线", encoding="utf-8")
    (folder / "other.json").write_text("{}", encoding="utf-8")
    (folder / "metadata.tsv").write_text("file\ttitle\n3.txt\t甲\n9.txt\t乙\n", encoding="utf-8")
    (tmp_path / "notices.tsv").write_text("file\tsite\n1.txt\t网\n", encoding="utf-8")
    found = survey([folder])
    told = {item.name: [(known.file, values(known)) for known in item.known()] for item in found.inputs}
    assert told == {
        "1.txt": [("1.txt.json", [("theme", "渡口")]), ("notices.tsv", [("site", "网")])],
        "2.txt": [("2.yaml", [("theme", "岸线")])],
        "3.txt": [("metadata.tsv", [("title", "甲")])],
    }
    assert found.passed_over == {
        "other text (.json)": ["other.json"],
        "row of metadata.tsv without its text": ["9.txt"],
    }
    (one,) = survey([folder / "1.txt"]).inputs
    assert [values(known) for known in one.known()] == [[("theme", "渡口")], [("site", "网")]]


def test_a_table_that_cannot_be_read_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("岚州市人民政府", encoding="utf-8")
    (tmp_path / "metadata.tsv").write_text("name\n1.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"metadata\.tsv: has no column `file`"):
        survey([tmp_path])


@given(st.text(max_size=200))
def test_no_text_stops_the_reader(text: str) -> None:
    assert all(fact.field in Field for fact in front_matter(f"---\n{text}\n---\n", "a.md").facts)
    assert all(fact.value for fact in sidecar(text.encode(), "a.yaml").facts)
    assert list(Input("a", None).known()) == []
