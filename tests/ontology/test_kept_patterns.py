"""The cache of compiled patterns is used as long as table and program are the same, and changes no match."""

import sys
from pathlib import Path

import pytest

from ontology.patterns import Rule, kept, read_table, unmarked
from ontology.patterns.analysis import Analysis

TABLE = """
[fragments]
some = "甲|乙"
[[rule]]
name = "opened"
pattern = "(?<!不)(?P<word>应当?)|必须"
examples = ["应当"]
counterexamples = ["不应"]
[[rule]]
name = "tailed"
pattern = "[^，]{2,4}丁(?!己)"
examples = ["甲乙丁"]
counterexamples = ["丁"]
[[rule]]
name = "ending"
pattern = "{{some}}(?:（[丙丁]{1,9}）)?$"
examples = ["丙甲（丁）"]
counterexamples = ["甲丙"]
[[rule]]
name = "unbounded"
pattern = "[^，]+"
examples = ["甲"]
counterexamples = ["，"]
[[rule]]
name = "either-case"
pattern = "(?i:ab)乙"
examples = ["Ab乙"]
counterexamples = ["乙"]
"""
TEXTS = ("", "应", "不应当必须", "甲乙丁己丙甲丁", "，甲丁戊丁戊", "丙甲（丁）", "甲\n", "aB乙ab乙", "乙丙，甲乙丙丁乙")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table whose patterns may be kept, whatever the environment of the tests says."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    place = tmp_path / "words.toml"
    place.write_text(TABLE, "utf-8")
    return place


def _files_beside(file: Path) -> list[Path]:
    return [path for path in file.parent.rglob("*") if path.is_file() and path != file]


def _matches(rule: Rule) -> list[object]:
    texts = (*TEXTS, *(unmarked(text)[0] for text in (*rule.examples, *rule.counterexamples)))
    asked = [ask(text) for text in texts * 70 for ask in (rule.find, rule.start, rule.whole)]
    asked += [match for text in texts for match in rule.each(text, 0)]
    return [rule.may_begin_with("应"), *(match and (match.regs, match.groupdict()) for match in asked)]


def _no_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: object) -> object:
        raise AssertionError("parsed again")

    monkeypatch.setattr(Analysis, "parsed", property(fails))


def test_kept_patterns_find_what_the_table_finds_and_are_not_parsed_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)
        plain = {name: _matches(rule) for name, rule in read_table(file).items()}
        assert not _files_beside(file)
    first = {name: _matches(rule) for name, rule in read_table(file).items()}
    assert len(_files_beside(file)) == 1
    again = read_table(file)
    # A pattern that ends with `$` is parsed once a last character is frequent.
    narrow = {name: _matches(rule) for name, rule in again.items() if name == "ending"}
    _no_analysis(monkeypatch)
    assert plain == first == {name: _matches(rule) for name, rule in again.items() if name != "ending"} | narrow


def test_patterns_of_another_table_or_program_are_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_table(file)
    file.write_text(TABLE.replace("必须", "须"), "utf-8")
    assert read_table(file)["opened"].find("必须应")[0] == "须"  # type: ignore[index]
    monkeypatch.setattr(kept, "_of_program", lambda: b"another")
    before = _files_beside(file)[0].read_bytes()
    assert read_table(file)["opened"].find("须")
    assert _files_beside(file)[0].read_bytes() != before


@pytest.mark.parametrize("damage", [b"", b"x" * 200])
def test_a_damaged_file_is_written_anew(file: Path, damage: bytes) -> None:
    read_table(file)
    (place,) = _files_beside(file)
    whole = place.read_bytes()
    for bad in (damage, whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        place.write_bytes(bad)
        assert read_table(file)["opened"].find("应")
        assert place.read_bytes() == whole


def test_where_nothing_can_be_written_rules_are_compiled_on_first_use(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file.parent / "__pycache__").write_text("no folder")
    _no_analysis(monkeypatch)
    rules = read_table(file)
    monkeypatch.undo()
    assert rules["opened"].find("应")


def test_a_table_with_a_pattern_that_does_not_compile_is_kept_nowhere(file: Path) -> None:
    file.write_text(TABLE.replace("[^，]+", "[^，"), "utf-8")
    assert read_table(file)["opened"].find("应")
    assert not _files_beside(file)
