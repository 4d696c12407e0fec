"""What people corrected in annotation tools comes back as gold, in the formats of each tool; figures and errors of a comparison."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.export.spans import SpanText, texts, write_lines, write_tasks
from graph.review.decision import Decision
from graph.score.annotated import GoldError, Marked, check, read_marked
from graph.score.decisions import as_facts, score_decisions
from graph.score.figures import compare
from graph.score.marks import as_gold, score_marks
from graph.store.store import Store
from ontology.enumerations import Aspect, Verdict
from tests.conftest import ROOT, Cli

TEXT = "岚州市渡口办法\n第一条 渡口应当有灯。"
IRI = "https://w3id.org/zhengmai/eli/cn/990100/岚政发/2019/14"
MARKS = ((0, 7, "title"), (12, 18, "obligation"))
DOCCANO = {"id": 7, "text": TEXT, "label": [list(mark) for mark in MARKS], "Comments": []}
PLACES = [{"id": n, "start_offset": s, "end_offset": e, "label": label} for n, (s, e, label) in enumerate(MARKS)]
ENTITIES = {"id": 7, "text": TEXT, "relations": [], "entities": PLACES}
VALUES = [{"start": start, "end": end, "labels": [label]} for start, end, label in MARKS]
RESULTS = [{"from_name": "label", "to_name": "text", "type": "labels", "value": value} for value in VALUES]
CHOICE = {"type": "choices", "value": {"choices": ["好"]}}
TASK = {"id": 3, "data": {"text": TEXT, "iri": IRI}, "annotations": [{"result": [*RESULTS, CHOICE]}]}
SKIPPED = {"result": [{"value": {"start": 0, "end": 3, "labels": ["place"]}}], "was_cancelled": True}
MINI = {"id": 3, "text": TEXT, "label": VALUES}
TAGS = ["B-title", *["I-title"] * 6, *"OOOOO", "B-obligation", *["I-obligation"] * 5, "O"]
IOB = f"-DOCSTART- {IRI}\n\n" + "".join(
    "\n" if c == "\n" else f"{'_' if c == ' ' else c} {tag}\n" for c, tag in zip(TEXT, TAGS, strict=True)
)
WEBANNO = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Fact|label|sure


#Text=岚州市渡口办法
1-1\t0-3\t岚州市\ttitle[1]\t*[1]\t
1-2\t3-5\t渡口\ttitle[1]\t*[1]\t
1-3\t5-7\t办法\ttitle[1]\t*[1]\t

#Text=第一条 渡口应当有灯。
2-1\t8-11\t第一条\t_\t_\t
2-2\t12-18\t渡口应当有灯\tobligation\t_\t
2-3\t18-19\t。\t_\t_\t
"""


def _lines(*records: object) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


@pytest.mark.parametrize("written", [
    _lines(DOCCANO),
    _lines(DOCCANO | {"text": f"  {TEXT}", "label": [[s + 2, e + 2, label] for s, e, label in MARKS]}),
    _lines(ENTITIES),
    json.dumps([TASK]),
    json.dumps([TASK | {"annotations": [*TASK["annotations"], SKIPPED]}]),  # type: ignore[misc]
    json.dumps([MINI]),
    IOB,
    IOB.replace(f" {IRI}", " -X- O O"),
    WEBANNO,
])  # fmt: skip
def test_every_tool_gives_the_same_marks(written: str, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text(written, "utf-8")
    (one,) = read_marked(tmp_path / "gold")
    assert [(one.key[start:end], label) for start, end, label in one.marks] == [
        ("岚州市渡口办法", "title"),
        ("渡口应当有灯", "obligation"),
    ]
    assert one.iri in ("", IRI)


@pytest.mark.parametrize(("written", "why"), [
    ('{"text": "甲"\n',                                     "line 1: not JSON"),
    ('{"label": []}',                                     "line 1, the record: .* is not valid under any"),
    ('{"text": "甲乙", "label": [[0, 3, "title"]]}',         r"line 1: \[0, 3\) title is no part of a text of 2"),
    ('{"text": "甲乙", "label": [[1, "title"]]}',            "line 1, label/0: "),
    ('{"text": "甲"}\n{"text": "乙", "label": [[-1, 1, "a"]]}', "line 2, label/0: "),
    ('[{"data": {"text": "甲"}, "annotations": [{}]}]',     "record 1, annotations/0: 'result' is a required property"),
    (WEBANNO.replace("第一条\t_", "第一条\t_\t_\t\n2-1.1\t8-9\t第\tplace"), "line 12: marks inside a token are not read"),
    ("甲 乙 丙\n",                                          "line 1: not a token and its tag"),
])  # fmt: skip
def test_what_is_no_gold_is_told_with_its_place(written: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text(written, "utf-8")
    with pytest.raises(GoldError, match=why):
        read_marked(tmp_path / "gold")


@pytest.mark.parametrize(("change", "why"), [
    (lambda entry: entry["documents"][0].update(signed="2019年8月"),        "documents/0/signed"),
    (lambda entry: entry["documents"][0].update(colour="red"),            "colour"),
    (lambda entry: entry["relations"][0].update(type="likes"),            "relations/0/type"),
    (lambda entry: entry.pop("documents"),                                "'documents' is a required property"),
])  # fmt: skip
def test_gold_of_facts_is_checked(change: Callable[[dict[str, Any]], object], why: str) -> None:
    gold = json.loads((ROOT / "examples" / "expected.json").read_text("utf-8"))
    check(gold, "facts", "expected.json")
    change(gold["岚州市望湖区人民政府公报-2023-02.md"])
    with pytest.raises(GoldError, match=why):
        check(gold, "facts", "expected.json")


@pytest.fixture(scope="module")
def read(example_store: Path) -> list[SpanText]:
    with Store.open(example_store) as view:
        return list(texts(view))


def test_what_was_exported_scores_as_right(example_store: Path, tmp_path: Path) -> None:
    from graph.export import export

    with Store.open(example_store) as view:
        for form in ("jsonl", "iob"):
            export(view, form, tmp_path / form)
            scored = score_marks(view, read_marked(tmp_path / form))
            assert scored.unscored == () and len(scored.sections) > 20
            assert {(score.lost, score.extra) for score in scored.sections.values()} == {((), ())}
        with (tmp_path / "tasks.json").open("wb") as file:
            write_tasks(view, file)
        tasks = json.loads((tmp_path / "tasks.json").read_text("utf-8"))
        first = tasks[0]["predictions"][0]["result"][0]["value"]
        assert tasks[0]["data"]["text"][first["start"] : first["end"]] == first["text"]
        assert {why for _, why in score_marks(view, read_marked(tmp_path / "tasks.json")).unscored} == {"open"}
        for task in tasks:
            task["annotations"] = task.pop("predictions")
        (tmp_path / "done.json").write_text(json.dumps(tasks), "utf-8")
        scored = score_marks(view, read_marked(tmp_path / "done.json"))
        assert {(score.lost, score.extra) for score in scored.sections.values()} == {((), ())}


def test_corrections_become_gold_and_errors_stand_in_their_sentence(
    example_store: Path, tmp_path: Path, read: list[SpanText], cli: Cli
) -> None:
    text = next(one for one in read if any(label == "number" for _, _, label in one.spans))
    number = next(span for span in text.spans if span[2] == "number")
    right = [span for span in text.spans if span != number] + [(number[0], number[1], "registration")]
    records = [{"text": text.text.strip(), "label": right}, {"text": "别处的文字", "label": []}]
    (tmp_path / "corrected.jsonl").write_text(_lines(*records), "utf-8")
    kept, page = tmp_path / "gold.jsonl", tmp_path / "errors.html"
    options = ("--keep", kept, "--html", page, "-f", "csv", "--store", example_store)
    done = cli("score", "--gold", tmp_path / "corrected.jsonl", *options)
    assert done.returncode == 0, done.stderr
    rows = {line.split(",")[0]: line.split(",")[4:] for line in done.stdout.splitlines()}
    assert rows["number"] == ["0", "1", "0", "1"] and rows["title"][2:] == ["0", "0"]
    assert "库中没有这份文本" in done.stderr
    (gold,) = (json.loads(line) for line in kept.read_text("utf-8").splitlines())
    assert gold["id"] == text.iri and gold["text"] == text.text
    assert {(label, text.text[start:end].strip()) for start, end, label in gold["label"]} == {
        (label, text.text[start:end].strip()) for start, end, label in right
    }
    shown = page.read_text("utf-8")
    assert f'<mark class="extra">{text.text[number[0] : number[1]]}</mark>' in shown and "number: 多读 (1)" in shown
    assert "registration: 漏读 (1)" in shown and "<script" not in shown


@pytest.mark.parametrize(("annotations", "open"), [([SKIPPED], True), ([], True), ([{"result": []}], False)])
def test_a_task_whose_work_was_cancelled_is_open(annotations: list[object], open: bool, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text(json.dumps([TASK | {"annotations": annotations}]), "utf-8")
    (one,) = read_marked(tmp_path / "gold")
    assert (one.open, one.marks) == (open, ())


def test_of_texts_with_the_same_characters_the_iri_tells_which(monkeypatch: pytest.MonkeyPatch) -> None:
    same = [SpanText(iri, TEXT, MARKS) for iri in (IRI, f"{IRI}/2")]
    monkeypatch.setattr("graph.score.marks.texts", lambda _: same)
    key = "".join(TEXT.split())
    gold = [Marked(iri, key, ()) for iri in (IRI, "", f"{IRI}/2")]
    assert [one.iri for one in as_gold(None, gold)] == [IRI, f"{IRI}/2", f"{IRI}/2"]  # type: ignore[arg-type]


def test_separators_inside_a_record_do_not_end_it(tmp_path: Path) -> None:
    text = "甲\u2028乙\x85丙"
    (tmp_path / "gold").write_text(_lines({"text": text, "label": []}, {"text": "丁"}), "utf-8")
    assert [one.key for one in read_marked(tmp_path / "gold")] == ["甲乙丙", "丁"]


def test_a_label_can_be_scored_alone(example_store: Path, read: list[SpanText]) -> None:
    gold = Marked("", "".join(read[0].text.split()), ())
    with Store.open(example_store) as view:
        assert set(score_marks(view, [gold], ["title"]).sections) == {"title"}
        assert score_marks(view, [gold], ["nothing"]).sections == {}
        assert [one.iri for one in as_gold(view, [gold])] == [read[0].iri]


def test_lines_are_written_as_doccano_reads_them(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        write_lines([SpanText(IRI, TEXT, MARKS)], file)
    assert json.loads((tmp_path / "a").read_text("utf-8")) == {
        "id": IRI,
        "text": TEXT,
        "label": [list(m) for m in MARKS],
    }


def test_figures() -> None:
    score = compare([("a", "1"), ("a", "2"), ("a", "2")], [("a", "2"), ("a", "3")])
    assert (score.hits, score.wanted, score.read) == (1, 3, 2)
    assert score.lost == (("a", "1"), ("a", "2")) and score.extra == (("a", "3"),)
    assert (score.precision, score.recall) == (1 / 2, 1 / 3) and score.f1 == pytest.approx(0.4)
    assert compare([], []).f1 == 0.0


def _decided(verdict: Verdict, machine: str, value: str = "", aspect: Aspect = Aspect.SIGNED) -> Decision:
    on = "eli/cn/990100/岚政发/2019/14"
    return Decision(on, aspect, verdict, machine, value, machine, "", "李", "2026-03-02T09:30:00+08:00")


DECISIONS = [
    _decided(Verdict.CONFIRM, "2019-08-06"),
    _decided(Verdict.CORRECT, "2019-09-01", "2019-09-02", Aspect.EFFECTIVE),
    _decided(Verdict.REJECT, "2024-08-31", "", Aspect.EXPIRES),
    _decided(Verdict.ADD, "", "repealed 2024-01-01", Aspect.EVENT),
]


def test_decisions_of_review_are_scored() -> None:
    found = score_decisions(DECISIONS).sections
    assert {name: (one.hits, len(one.lost), len(one.extra)) for name, one in found.items()} == {
        "signed": (1, 0, 0),
        "effective": (0, 1, 1),
        "expires": (0, 0, 1),
        "event": (0, 1, 0),
    }


def test_decisions_become_gold_of_facts(example_store: Path) -> None:
    with Store.open(example_store) as view:
        gold = as_facts(view, DECISIONS)
    check(gold, "facts", "decisions")
    (document,) = gold["岚州市人民政府公报-2019-08.txt"]["documents"]
    assert (document["by"]["number"], document["signed"]) == ("岚政发〔2019〕14号", "2019-08-06")
    assert not {"number", "title"} & document.keys()  # nobody decided on them
    assert (document["effective"], document["expires"]) == ("2019-09-02", None) and "event" not in document


def test_an_office_measures_the_reading_on_its_own_decisions(own_store: Path, tmp_path: Path, cli: Cli) -> None:
    number = "岚政发〔2019〕14号"
    assert cli("review", "set", number, "signed", "correct", "2019-08-07", "--by", "李", "--store", own_store).returncode == 0  # fmt: skip
    done = cli("review", "score", "--html", tmp_path / "a.html", "-f", "csv", "--store", own_store)
    assert done.stdout.splitlines()[1] == "signed,0.0000,0.0000,0.0000,1,1,1,1"
    assert "2019-08-06" in (tmp_path / "a.html").read_text("utf-8")
    assert cli("review", "export", "--gold", "-o", tmp_path / "gold.json", "--store", own_store).returncode == 0
    done = cli("score", "--gold", tmp_path / "gold.json", "-f", "csv", "--store", own_store)
    assert done.stdout.splitlines()[1:] == ["signed,1.0000,1.0000,1.0000,1,1,0,0"]


def test_gold_that_cannot_be_read_is_one_line(example_store: Path, tmp_path: Path, cli: Cli) -> None:
    facts = ROOT / "examples" / "expected.json"
    (tmp_path / "a.jsonl").write_text(_lines(DOCCANO), "utf-8")
    (tmp_path / "again.json").write_bytes(facts.read_bytes())
    for arguments, why in (
        (["--gold", tmp_path / "none"], "there is no such file"),
        (["--gold", facts, "--gold", tmp_path / "a.jsonl"], "each in a call of its own"),
        (["--gold", facts, "--label", "title"], "are for texts with marks"),
        (["--gold", facts, "--gold", tmp_path / "again.json"], "another file has gold of the source"),
    ):
        done = cli("score", *arguments, "--store", example_store)
        assert done.returncode == 2 and why in done.stderr and done.stderr.count("\n") == 1
    assert cli("score", "--gold", tmp_path / "a.jsonl", "--store", example_store).returncode == 1
