"""From when, until when, in which part and where an act treats a document, and what it does not do."""

from datetime import date

import pytest
from hypothesis import given

from ingest.extract.effects import read_effect
from ingest.extract.passages import Passage
from ingest.extract.references import references
from ingest.extract.relations import relations
from ingest.model import Effect, Relation, RelationKind, Span
from ingest.read.normalize import fold
from ontology.enumerations import EventKind
from tests.ingest.official import noise
from tests.ingest.work import assert_linear

CITES, REPEALS, AMENDS, VALID = (
    RelationKind.CITES,
    RelationKind.REPEALS,
    RelationKind.AMENDS,
    RelationKind.CONFIRMS_VALID,
)
EXTENDS = RelationKind.EXTENDS_VALIDITY
STOPPED, SUSPENDED, RESUMED, PART = EventKind.STOPPED, EventKind.SUSPENDED, EventKind.RESUMED, EventKind.PART_ENDED


def read(text: str) -> list[Relation]:
    text = fold(text)
    return list(relations(text, list(references(text)), [Passage(Span(0, len(text)), False)]))


@pytest.mark.parametrize(("text", "kind", "effect"), [
    ("《岚州市船闸办法》自2023年12月31日起废止。",           REPEALS, Effect(day=date(2023, 12, 31))),
    ("《岚州市船闸办法》于2023年9月1日起停止执行。",         REPEALS, Effect(STOPPED, date(2023, 9, 1))),
    ("自2023年11月1日起，《岚州市船闸办法》不再执行。",      REPEALS, Effect(day=date(2023, 11, 1))),
    ("决定自2023年11月1日起废止《岚州市船闸办法》。",        REPEALS, Effect(day=date(2023, 11, 1))),
    ("《岚州市船闸办法》（2010年3月1日公布）予以废止。",     REPEALS, None),
    ("《岚州市船闸办法》于2010年3月1日印发，现予以废止。",   REPEALS, None),
    ("《岚州市船闸办法》自本通知印发之日起废止。",           REPEALS, Effect(from_signing=True)),
    ("《岚州市船闸办法》自新办法施行之日起废止。",           REPEALS, Effect(awaits="新办法")),
    ("《岚州市船闸办法》有效期至2024年6月30日，期满自动失效。", VALID, Effect(last=date(2024, 6, 30))),
    ("《岚州市船闸办法》执行至2024年6月30日止。",            VALID,   Effect(last=date(2024, 6, 30))),
    ("《岚州市船闸办法》有效期延长至2026年6月30日。",        EXTENDS, Effect(last=date(2026, 6, 30))),
    ("《岚州市船闸办法》第二章于2023年9月1日起废止。",       AMENDS,  Effect(PART, date(2023, 9, 1), part="第二章")),
    ("《岚州市船闸办法》第四条、第九条停止执行，其余继续有效。", AMENDS, Effect(PART, part="第四条、第九条")),
    ("《岚州市船闸办法》第六条修改为：“船闸夜间关闭。”",     AMENDS,  Effect(part="第六条")),
    ("《岚州市船闸办法》暂不废止。",                         VALID,   None),
    ("《岚州市船闸办法》不再列入废止目录。",                 VALID,   None),
    ("决定暂缓废止《岚州市船闸办法》。",                     VALID,   None),
    ("《岚州市船闸办法》拟废止。",                           CITES,   None),
    ("依照《岚州市船闸办法》第九条规定，需要中止执行的，应当在裁定中写明中止原裁定的执行。", CITES, None),
    ("《岚州市船闸办法》第九条，可以中止执行。",             CITES,   None),
    ("《岚州市船闸办法》自2023年9月1日起暂停执行。",         AMENDS,  Effect(SUSPENDED, date(2023, 9, 1))),
    ("决定在江川新区范围内停止实施《岚州市船闸办法》第九条。", AMENDS, Effect(SUSPENDED, part="第九条", area="江川新区")),
    ("《岚州市船闸办法》自2024年1月1日起恢复施行。",         VALID,   Effect(RESUMED, date(2024, 1, 1))),
    ("《岚州市船闸办法》已于2022年废止。",                   CITES,   Effect(EventKind.REPEALED)),
    ("《岚州市船闸办法》已于2022年5月1日废止。",             CITES,   Effect(EventKind.REPEALED, date(2022, 5, 1))),
    ("区政府2023年废止了《岚州市船闸办法》。",               CITES,   Effect(EventKind.REPEALED)),
    ("《岚州市船闸办法》已由省政府撤销。",                   CITES,   Effect(EventKind.REPEALED)),
    ("省政府相继修改了《岚州市船闸办法》。",                 CITES,   None),
    ("《岚州市船闸办法》尚未废止。",                         CITES,   None),
    ("《岚州市船闸办法》第五条第（四）项停止执行。",         AMENDS,  Effect(PART, part="第五条第（四）项")),
    ("《岚州市船闸办法》由本通知代替。",                     REPEALS, Effect(EventKind.SUPERSEDED)),
    ("《岚州市船闸办法》予以撤销。",                         REPEALS, None),
])  # fmt: skip
def test_what_an_act_does(text: str, kind: RelationKind, effect: Effect | None) -> None:
    (found,) = read(text)
    assert (found.kind, found.effect) == (kind, effect)


def test_a_title_that_only_tells_when_another_ends_is_cited() -> None:
    old, new = read("《岚州市船闸办法》自《岚州市航道条例》施行之日起废止。")
    assert (old.kind, new.kind) == (REPEALS, CITES)
    assert old.effect is not None and "岚州市航道条例" in old.effect.awaits and old.effect.day is None


def test_each_document_of_a_sentence_has_its_own_day() -> None:
    text = "《岚州市船闸办法》自2023年9月1日起废止，《岚州市航标办法》自2024年1月1日起停止执行。"
    assert [found.effect for found in read(text)] == [
        Effect(day=date(2023, 9, 1)),
        Effect(STOPPED, date(2024, 1, 1)),
    ]


def test_the_heading_of_a_list_gives_its_entries_their_day() -> None:
    found = read_effect(
        REPEALS, "clean-up", "", "《岚州市船闸办法》（岚政发〔2010〕6号）", "自2024年3月1日起废止的文件"
    )
    assert found == Effect(day=date(2024, 3, 1))


def test_what_is_no_act_has_no_effect() -> None:
    assert read_effect(CITES, "mention", "自2024年1月1日起，", "停止执行") is None


@given(noise)
def test_any_text_is_read(text: str) -> None:
    read(f"《岚州市船闸办法》{text}")


def test_reading_is_linear() -> None:
    assert_linear(lambda n: read_effect(AMENDS, "part-of", "在" * n, "第一条、" * n), 200)
