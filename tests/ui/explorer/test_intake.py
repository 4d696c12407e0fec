"""Taking texts in: hostile names, refusals, the trial, and what building in changes."""

import tempfile
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from graph.records.sources import list_read, printed_elsewhere
from graph.store.errors import StoreError
from graph.store.store import Store
from ontology.iri import Iris
from ui.explorer import intake, uploads
from ui.explorer.intake import changes, trial
from ui.explorer.uploads import IntakeError, Text, safe_name, texts

FORMATS = Path(__file__).resolve().parents[3] / "examples" / "formats"
NOTICE = """岚州市人民政府关于加强防汛工作的通知
岚政发〔2024〕3号
各区县人民政府：
为贯彻落实《中华人民共和国防洪法》，现通知如下。
一、清淤疏浚。2024年6月30日前完成。（市水务局牵头，市财政局配合）
二、严禁侵占河道。
三、应当做好值守。
岚州市人民政府
2024年4月2日
"""
IRI = Iris().numbered("990100", "岚政发", 2024, 3)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("岚政发〔2024〕3号.txt", "岚政发〔2024〕3号.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\公报\\2024 第3期.md", "2024 第3期.md"),
        ("..txt", "text.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\r\nc\u202e.txt", "ab c.txt"),
        ("\ud800.txt", "text.txt"),
        ("", "text"),
        ("///", "text"),
        ("x" * 500 + ".txt", "x" * 76 + ".txt"),
        ("<script>.txt", "<script>.txt"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_name_becomes_a_plain_file_name(given: str, safe: str) -> None:
    assert safe_name(given) == safe
    assert "/" not in safe and len(safe) <= 80 and all(unicodedata.category(c)[0] != "C" for c in safe)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"x" * (uploads.SIZE + 1), "more than 16 MB"),
        ("b.pdf", b"x" * (21 << 20), "has 21.0 MB, more than 16 MB"),
        ("a.txt", b" \n", "is empty"),
    ],
)
def test_what_is_not_taken_in_is_refused_with_the_reason(name: str, data: bytes, said: str) -> None:
    with pytest.raises(IntakeError, match=said) as error:
        uploads.text(name, data)
    assert "“" in error.value.zh


def test_too_many_and_two_of_one_name_are_refused() -> None:
    taken, refused = texts([*((f"{i}.txt", b"x") for i in range(21)), ("0.txt", b"y")])
    assert len(taken) == 20 and "one too many" in refused[0].en
    taken, refused = texts([("a/x.txt", b"1"), ("b/x.txt", b"2")])
    assert [text.data for text in taken] == [b"1"] and "given twice" in refused[0].en


def notice(name: str = "防汛.txt", words: str = NOTICE, encoding: str = "utf-8") -> Text:
    return uploads.text(name, words.encode(encoding))


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_trial_shows_what_is_read_and_stores_nothing(tmp_path: Path, encoding: str) -> None:
    tried = trial([notice(encoding=encoding)])
    (reading,) = tried.documents
    assert (reading.row.iri, reading.row.number, reading.row.signed) == (IRI, "岚政发〔2024〕3号", "2024-04-02")
    assert [row.title for row in reading.relations.outgoing] == ["中华人民共和国防洪法"]
    (task,) = reading.work.tasks
    assert [party.name for party in task.parties] == ["市水务局", "市财政局"]
    assert [limit.due for limit in reading.work.limits] == [date(2024, 6, 30)]
    assert [duty.modality for duty in reading.work.duties] == ["prohibition", "obligation"]
    assert tried.findings_of(reading.row) and not tried.unread


@pytest.mark.usefixtures("in_process")
def test_a_trial_tells_what_could_not_be_read() -> None:
    tried = trial([notice(), uploads.text("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00")])
    assert [unread.name for unread in tried.unread] == ["图.txt"] and len(tried.documents) == 1
    assert "damaged" in tried.unread[0].en and "损坏" in tried.unread[0].zh


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", [file.name for file in sorted(FORMATS.iterdir())])
def test_a_file_of_any_format_is_read_whatever_its_name_says(name: str) -> None:
    tried = trial([uploads.text("无后缀", (FORMATS / name).read_bytes())])
    assert not tried.unread and all(reading.row.number.startswith("岚政") for reading in tried.documents)
    assert tried.documents


def test_a_trial_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_TRIAL", 0.05)
    with pytest.raises(IntakeError, match="reading was stopped"):
        trial([notice()])


@pytest.mark.parametrize("seconds", [300, 0.05])
def test_a_trial_leaves_nothing_in_the_temporary_folder(
    seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)  # it is looked for once
    monkeypatch.setattr(intake, "_TRIAL", seconds)
    made: list[str] = []
    make = tempfile.mkdtemp

    def noted(**given: str) -> str:
        made.append(make(**given))
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", noted)
    with suppress(IntakeError):
        trial([notice()])
    assert [Path(folder).parent for folder in made] == [tmp_path] and not list(tmp_path.iterdir())


def test_building_in_makes_a_generation_of_the_whole_store(own_store: Path) -> None:
    with Store.open(own_store) as before:
        generation, quads = before.generation, len(before)
    assert intake.build(str(own_store), [notice("../防汛.txt")]) == (IRI,)
    with Store.open(own_store) as after:
        assert after.generation != generation and len(after) > quads
        assert Iris().source("防汛.txt") in after.graphs()


@pytest.mark.usefixtures("in_process")
def test_replacing_says_what_would_change(own_store: Path) -> None:
    intake.build(str(own_store), [notice()])
    other = notice(words=NOTICE.replace("岚政发〔2024〕3号", "岚政发〔2024〕4号"))
    with Store.open(own_store) as store:
        kept = list_read(store, ["防汛.txt", "没有.txt"])
        assert kept.keys() == {"防汛.txt"} and kept["防汛.txt"].sha256 == notice().sha256 != other.sha256
        assert printed_elsewhere(store, [IRI], ["防汛.txt"]) == {}
        assert printed_elsewhere(store, [IRI], ["二.txt"]) == {IRI: ("防汛.txt",)}
    assert changes(kept, trial([other])) == {
        "防汛.txt": (frozenset({IRI}), frozenset({IRI.replace("/3", "/4")}), frozenset())
    }


@pytest.mark.usefixtures("in_process")
def test_while_another_build_writes_there_is_a_clear_message(own_store: Path) -> None:
    with Store.update(own_store), pytest.raises(StoreError, match="another build is writing") as error:
        intake.build(str(own_store), [notice()])
    assert "另一个构建正在写入" in error.value.zh
