"""The page that takes texts in, without a browser: refusals, the preview, replacing, and building in."""

import sys
from pathlib import Path

import pytest

from graph.store import originals
from tests.ui.explorer.test_intake import IRI, NOTICE
from ui.explorer import intake, uploads
from ui.explorer.uploads import IntakeError


@pytest.fixture
def add(visit, monkeypatch: pytest.MonkeyPatch):
    """Open the page, and paste a text under a name."""

    def run(store: Path, words: str = "", name: str = "防汛.txt", *, write: bool = False, language: str = "en"):
        from ui.explorer import state

        monkeypatch.setattr(state, "writable", lambda: write)
        seen = visit("add", store, lang=language)
        if words:
            seen.test.text_area(key="add-text").set_value(words)
            seen.test.text_input(key="add-name").set_value(name).run()
            assert not seen.test.exception
        return seen

    return run


@pytest.mark.parametrize(("language", "said"), [("zh", "每份不超过 16 MB"), ("en", "16 MB each, 20 at a time")])
def test_it_says_what_it_takes(add, own_store: Path, language: str, said: str) -> None:
    html = add(own_store, language=language).html
    assert said in html and f"--store {own_store}" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_preview_shows_everything_with_its_sentence(add, own_store: Path, language: str) -> None:
    html = add(own_store, NOTICE, language=language).html
    for words in (
        "岚政发〔2024〕3号",
        "中华人民共和国防洪法",
        "市水务局",
        "2024-06-30",
        "<b>严禁</b>侵占河道",
        "2024年4月2日",
    ):
        assert words in html
    assert 'href="document' not in html


@pytest.mark.parametrize(
    ("language", "ended", "absent"),
    [("zh", "已废止", "库中没有全文"), ("en", "Repealed", "its text is not in the store")],
)
def test_what_a_text_cites_is_compared_with_the_store(
    add, own_store: Path, language: str, ended: str, absent: str
) -> None:
    cited = "《岚州市养老服务设施管理办法》（岚政发〔2019〕14号）、《岚州市人民政府关于加快发展养老服务业的意见》（岚政发〔2012〕31号）"
    html = add(own_store, NOTICE.replace("为贯彻落实", f"根据{cited}，为贯彻落实"), language=language).html
    assert f">{ended}</span>" in html, "an act of the store has ended what the text rests on"
    assert html.count(absent) == 2, "of the law and of what was repealed; not of what the store holds"
    findings = html[html.rindex('class="zm-trial"') :]
    assert "岚政发〔2012〕31号" in findings and "岚政发〔2019〕14号" not in findings


def test_an_explorer_that_only_reads_says_how_to_build_in(add, own_store: Path) -> None:
    seen = add(own_store, NOTICE, name="a b.txt")
    assert (
        f"zhengmai build &#39;a b.txt&#39; --store {own_store}" in seen.html and "zhengmai explore --write" in seen.html
    )
    assert not seen.test.button


def test_building_in_leads_to_the_new_documents(add, own_store: Path) -> None:
    seen = add(own_store, NOTICE, write=True)
    (button,) = seen.test.button
    button.click().run(timeout=120)
    assert (
        "Built in. Documents: 1." in seen.html and f'href="document?iri={intake.Iris().base}eli/cn/990100' in seen.html
    )
    assert "岚政发〔2024〕3号" in seen.html and "zm-trial" not in seen.html


@pytest.mark.parametrize("keeps", [True, False])
def test_the_files_are_kept_unless_the_reader_does_not_want_it(add, own_store: Path, keeps: bool) -> None:
    seen = add(own_store, NOTICE, write=True)
    assert seen.test.checkbox(key="add-keep").value
    if not keeps:
        seen.test.checkbox(key="add-keep").uncheck().run()
    seen.test.button[0].click().run(timeout=120)
    kept = [path.read_text("utf-8") for path in originals.kept(own_store).glob("*")]
    assert kept == [NOTICE] * keeps


def test_a_name_that_the_store_knows_has_to_be_agreed_to(add, own_store: Path) -> None:
    intake.build(str(own_store), [uploads.text("防汛.txt", NOTICE.encode())])
    same = add(own_store, NOTICE, write=True)
    assert "with the same text" in same.html and not same.test.button[0].disabled
    seen = add(own_store, NOTICE.replace("3号", "4号"), write=True)
    assert "Documents that go: 1; that come: 1; that are read anew: 0" in seen.html
    assert "岚州市人民政府关于加强防汛工作的通知" in seen.html.partition("These will be gone:")[2]
    assert seen.test.button[0].disabled
    seen.test.checkbox(key="add-agree").check().run()
    assert not seen.test.button[0].disabled


def test_a_document_that_another_text_prints_is_told(add, own_store: Path) -> None:
    intake.build(str(own_store), [uploads.text("防汛.txt", NOTICE.encode())])
    assert "岚政发〔2024〕3号: 防汛.txt" in add(own_store, NOTICE, name="二.txt").html


def test_a_text_without_documents_says_so(add, own_store: Path) -> None:
    assert "No document was read" in add(own_store, "岚州市人民政府公报\n2024年第3期\n").html


@pytest.mark.parametrize("name", ["../../x", "<script>alert(1)</script>", "\u202e" * 50, "a" * 120])
def test_a_hostile_name_is_a_name(add, own_store: Path, name: str) -> None:
    seen = add(own_store, NOTICE, name=name)
    assert "zm-trial" in seen.html and "<script>" not in seen.html and "../" not in seen.html


def test_a_trial_that_fails_is_told_in_one_line(add, own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise IntakeError("reading was stopped", "已停止")

    monkeypatch.setattr(intake, "trial", refuse)
    assert "reading was stopped" in add(own_store, NOTICE + "又一句。").html


def test_hostile_text_is_shown_as_text(add, own_store: Path) -> None:
    from tests.samples.fictional import HOSTILE

    seen = add(own_store, NOTICE.replace("严禁侵占河道", f"严禁{HOSTILE}"))
    assert "<script" not in seen.html and "<img" not in seen.html and not seen.test.markdown
    assert "&lt;script&gt;window.hacked=1" in seen.html


def test_the_command_line_tells_whether_texts_may_be_added(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.explorer import launch as explore
    from ui.explorer import state

    assert explore.command("S", None, True, write=True)[-3:] == ["--store", "S", "--write"]
    assert "--write" not in explore.command("S", None, True)
    for arguments, writable in ((["app.py", "--store", "S"], False), (["app.py", "--store", "S", "--write"], True)):
        monkeypatch.setattr(sys, "argv", arguments)
        assert state.writable() is writable and state.store() == "S"


def test_the_iri_of_the_sample_is_that_of_its_number() -> None:
    assert IRI.endswith("/岚政发/2024/3")
