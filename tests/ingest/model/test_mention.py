"""Shifting a mention moves every span in it, whatever its kind."""

from dataclasses import fields, is_dataclass

import pytest

from ingest.extract.extractors import find_mentions
from ingest.model import Mentions, Span

TEXT = (
    "根据《岚州市渡口条例》（岚政发〔2019〕4号），涉及安全的，市财政局应当于2022年6月底前拨付资金。\n"
    "二、普查步道。（市园林局牵头，市水务局配合）\n本办法自2022年5月1日起施行，有效期5年。\n"
    "第九条　违反本办法第三条规定的，由市水务局责令改正，处五百元以上二千元以下罚款。\n"
    "第十条　本办法所称步道，是指供人行走的道路。\n"
)
KINDS = [field.name for field in fields(Mentions) if field.name != "unread"]


def spans(value: object) -> list[Span]:
    """Every span inside a value, found by its fields, in order."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    if is_dataclass(value):
        return [span for field in fields(value) for span in spans(getattr(value, field.name))]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_every_span_is_shifted(kind: str) -> None:
    found, prefix = find_mentions(TEXT), "前言。\n"
    before, after = getattr(found, kind), getattr(found.shifted(len(prefix)), kind)
    assert before and [mention.rule for mention in before] == [mention.rule for mention in after]
    assert spans(before) and [span.slice(prefix + TEXT) for span in spans(after)] == [
        span.slice(TEXT) for span in spans(before)
    ]


def test_shifting_there_and_back_changes_nothing() -> None:
    found = find_mentions(TEXT)
    assert found.shifted(7).shifted(-7) == found
