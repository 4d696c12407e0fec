"""`POST /check`: the forms of its answer, what is refused, and that nothing of a draft is kept."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from check import run
from check.checked import DraftSubject
from graph.serve.worker import Rendered, WorkerPage
from graph.store.store import Store
from graph.store.view import View
from tests.conftest import ROOT, Cli
from tests.samples.drafts import notice
from tests.samples.sarif import valid_run
from ui.served.pages import render

DRAFT = notice(
    "由市安全生产监督管理局牵头，2025年11月31日前完成。", "依据《渡船安全法》第九百条、《岚州市灯塔管理规定》。"
)


@pytest.fixture(scope="module")
def laws(law_store: Path) -> Iterator[View]:
    with Store.open(law_store) as opened:
        yield opened


def posted(view: View, data: bytes | str, accept: str = "", **parameters: str) -> Rendered:
    body = base64.b64encode(data.encode() if isinstance(data, str) else data).decode()
    given = tuple({"as_of": "2025-03-10", **parameters}.items())
    return render(view, WorkerPage("check", given, accept, "", "https://example.org/", "2025-03-10", body))


def test_the_answer_is_that_of_the_command(laws: View, law_store: Path, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "草案.txt"
    file.write_text(DRAFT, encoding="utf-8")
    done = cli("check", str(file), "--store", str(law_store), "--as-of", "2025-03-10", "-f", "json")
    found = posted(laws, DRAFT)
    assert (found.status, found.media) == (200, "application/json; charset=utf-8")
    assert json.loads(found.body) == json.loads(done.stdout)
    rules = {one["rule"] for one in json.loads(found.body)["findings"]}
    assert {"agency-gone", "date-invalid", "provision-absent", "unverified"} <= rules


def test_the_forms(laws: View) -> None:
    assert valid_run(posted(laws, DRAFT, "application/sarif+json").body.decode())["results"]
    assert posted(laws, DRAFT, "text/html").body == posted(laws, DRAFT, format="html").body
    english = json.loads(posted(laws, DRAFT, lang="en").body)["findings"][0]
    assert english["message"] == english["message_en"]


def test_a_word_file_is_read_by_what_it_is(laws: View, tmp_path: Path) -> None:
    document, path = docx.Document(), tmp_path / "x"
    for line in DRAFT.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    found = json.loads(posted(laws, path.read_bytes(), name="../../etc/草案.docx").body)
    assert "date-invalid" in [one["rule"] for one in found["findings"]]
    assert "/" not in found["draft"]


@pytest.mark.parametrize(
    ("data", "given", "status", "said"),
    [
        (b" \n", {}, 400, "empty"),
        (b"\x7fELF" + bytes(2000), {}, 415, "不是文本文件"),
        (b"PK\x03\x04" + bytes(500), {"lang": "en"}, 415, ""),
        ("渡口", {"as_of": "2025-02-30"}, 400, "not a day"),
        ("渡口", {"format": "docx"}, 400, "not one of"),
        ("渡口", {"rules": "/etc/passwd"}, 400, "no such parameter"),
    ],
)
def test_what_is_refused_is_told_in_a_line(
    laws: View, data: bytes | str, given: dict[str, str], status: int, said: str
) -> None:
    found = posted(laws, data, **given)
    assert (found.status, found.body.count(b"\n")) == (status, 1)
    assert said in found.body.decode()
    assert posted(laws, DRAFT, "image/png").status == 406


def test_a_rule_that_could_not_be_run_is_no_success(laws: View, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(subject: DraftSubject) -> list[object]:
        raise RuntimeError("no ferry")

    monkeypatch.setattr(run, "_ALONE", (broken,))
    found = posted(laws, DRAFT)
    assert found.status == 500
    told = json.loads(found.body)
    assert [one["rule"] for one in told["failed"]] == ["broken"] and told["findings"]


def test_what_was_recognised_in_a_draft_is_not_kept(
    laws: View, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ZHENGMAI_CACHE", str(tmp_path / "cache"))
    page = ROOT / "examples" / "formats" / "岚州市人民政府公报-2022-09.pdf"
    assert posted(laws, page.read_bytes()).status == 200
    assert not (tmp_path / "cache").exists()
