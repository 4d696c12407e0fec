"""What each build records of its changes."""

from datetime import date
from pathlib import Path

import pytest

from graph.derive.changes import BuildRecord, StoreChange, read
from graph.derive.follow import decide
from graph.export.changed import happenings
from graph.records.changed import list_changed, read_builds
from graph.records.documents import list_documents
from graph.review.decision import Decision
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.removal import remove
from ontology.enumerations import Aspect, ChangeKind, Verdict
from ontology.iri import Iris
from ui.messages import load

NOTICE = """岚州市水务局关于巡查堤防的通知
岚水发〔2024〕{number}号

市发展改革委：
  一、巡查堤防。（牵头单位：市发展改革委）
{more}
岚州市水务局
2024年3月1日
"""
REPEAL = """岚州市水务局关于废止文件的通知
岚水发〔2024〕9号

各科室：
  经研究，自2024年6月1日起废止《岚州市水务局关于巡查堤防的通知》（岚水发〔2024〕1号）。
岚州市水务局
2024年5月20日
"""


def built(store: Path, folder: Path, **texts: str) -> BuildRecord:
    """The record of a build of these texts."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert not build(find([folder / f"{name}.txt" for name in texts]), store).failed
    return records(store)[-1]


def records(store: Path) -> tuple[BuildRecord, ...]:
    with Store.open(store) as view:
        return read_builds(view)


def kinds(record: BuildRecord) -> list[tuple[str, str]]:
    return [(change.kind, change.name) for change in record.changes]


def test_builds_record_what_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    store, one, two = tmp_path / "store", "岚水发〔2024〕1号", "岚水发〔2024〕2号"
    first = built(store, tmp_path, a=NOTICE.format(number=1, more=""))
    assert (first.first, first.changes, dict(first.counts)) == (True, (), {"new": 1, "task": 1})
    assert first.at == "2023-11-14T22:13:20+00:00"
    # A source that says the same changes nothing, and no build is recorded.
    assert built(store, tmp_path, a=NOTICE.format(number=1, more="")) == first
    assert kinds(built(store, tmp_path, b=NOTICE.format(number=2, more=""))) == [("new", two), ("task", two)]
    more = "  二、修缮堤防。（牵头单位：市发展改革委）\n"
    assert kinds(built(store, tmp_path, a=NOTICE.format(number=1, more=more))) == [("changed", one), ("task", one)]
    ended = built(store, tmp_path, c=REPEAL)
    assert kinds(ended) == [("new", "岚水发〔2024〕9号"), ("ended", one)]
    assert ended.changes[1].day == "2024-06-01"
    # A second source that prints a document does not make it new, and taking one away does not make it gone.
    assert all(kind != "new" for kind, _ in kinds(built(store, tmp_path, d=NOTICE.format(number=2, more=""))))
    remove(["d.txt"], store)
    remove(["b.txt"], store)
    last = records(store)[-1]
    assert kinds(last) == [("gone", two)] and last.number == len(records(store))
    # A decision is a change, too.
    with Store.open(store) as view:
        on = next(row.iri for row in list_documents(view) if row.number == one).split("zhengmai/", 1)[1]
    decide(
        store,
        [
            Decision(
                on,
                Aspect.SIGNED,
                Verdict.CORRECT,
                "2024-03-01",
                "2024-03-02",
                "2024年3月1日",
                "",
                "王芳",
                "2026-03-02T09:30:00+08:00",
            )
        ],
    )
    assert ("changed", one) in kinds(records(store)[-1])
    with Store.open(store) as view:
        rows = list_changed(
            view, read_builds(view), list_documents(view), after=last.number - 1, kinds=[ChangeKind.GONE]
        )
    assert [(row.kind, row.name, row.row) for row in rows] == [("gone", two, None)]


def test_a_store_without_a_record_has_no_builds(tmp_path: Path) -> None:
    assert read(tmp_path / "gen-1.changes.jsonl") == ()


def test_a_first_build_counts_what_another_one_lists(tmp_path: Path) -> None:
    twice = "  二、检查闸门。（牵头单位：市水务局）\n  三、检查闸门。（牵头单位：市水务局）\n"
    texts = {name: NOTICE.format(number=number, more=twice) for number, name in enumerate("abc", 1)}
    first = built(tmp_path / "first", tmp_path, **texts)
    built(tmp_path / "second", tmp_path, z=REPEAL)
    second = built(tmp_path / "second", tmp_path, **texts)
    assert (first.first, second.first) == (True, False)
    assert dict(first.counts) == {kind: many for kind, many in second.counts if kind != "ended"}
    assert dict(first.counts)["task"] == 9


def test_the_oldest_builds_go_first(tmp_path: Path) -> None:
    from graph.derive import changes

    many = tuple(StoreChange(ChangeKind.NEW, f"eli/{n}") for n in range(changes.MOST))
    known = [BuildRecord(n, "2024-01-01T00:00:00+00:00", False, (), many) for n in range(1, 20)]
    kept = changes._newest(known)
    assert kept == known[-len(kept) :] and 5 < len(kept) < 15


@pytest.mark.parametrize(("day", "count"), [(date(2024, 6, 30), 0), (date(2024, 7, 1), 1)])
def test_a_build_is_of_the_day_in_beijing(day: date, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHENGMAI_TIMEZONE", raising=False)
    change = StoreChange(ChangeKind.NEW, "eli/cn/990100/岚水发/2024/1", "岚水发〔2024〕1号")
    record = BuildRecord(2, "2024-06-30T16:30:00+00:00", False, (("new", 1),), (change,))
    monkeypatch.setattr("graph.records.changed.base.iris", lambda _: Iris())
    found = list_changed(None, [record], (), since=day, until=day)  # type: ignore[arg-type]
    assert len(found) == count
    assert [item.day for item in happenings(found, load()["zh"])] == [day] * count
