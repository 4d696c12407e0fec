"""The page 核稿, without a browser: what it takes, findings beside the text, filters, downloads; nothing kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.enumerations import Language
from tests.samples.drafts import notice
from ui.explorer import drafts
from ui.explorer.uploads import SIZE, IntakeError

DRAFT = notice("由市安全生产监督管理局牵头，2025年11月31日前完成<b>整改</b>。", "依据《岚州市灯塔管理规定》。")


@pytest.mark.parametrize(("language", "said"), [("zh", "没有、未核对 1 处"), ("en", "1 not in the store")])
def test_findings_stand_beside_the_text(
    visit: Callable[..., object], own_store: Path, language: str, said: str
) -> None:
    seen = visit("check", own_store, lang=language)
    assert "zhengmai check" in seen.html
    seen.test.text_area(key="draft-text").set_value(DRAFT).run()
    assert not seen.test.exception
    assert seen.html.count("<mark") == seen.html.count('id="finding-') == 3
    assert said in seen.html
    assert "<b>整改</b>" not in seen.html
    assert "&lt;b&gt;整改" in seen.html


def test_a_weight_narrows_the_findings(visit: Callable[..., object], own_store: Path) -> None:
    seen = visit("check", own_store, weight="error")
    seen.test.text_area(key="draft-text").set_value(DRAFT).run()
    assert seen.html.count("<mark") == 1
    assert "2025年11月31日" in seen.html


def test_a_check_gives_its_files_and_leaves_the_store_alone(own_store: Path) -> None:
    before = sorted((path.name, path.stat().st_mtime_ns) for path in own_store.rglob("*"))
    checked = drafts.check_draft(str(own_store), "../草案.txt", DRAFT.encode(), None, Language.ZH)
    assert list(checked.files) == ["docx", "html", "xlsx", "json", "sarif"]
    assert checked.name == "草案.txt"
    assert [one.quote for one in checked.findings] == [checked.text[one.start : one.end] for one in checked.findings]
    assert before == sorted((path.name, path.stat().st_mtime_ns) for path in own_store.rglob("*"))


_OWN = """
[[words]]
id = "plain-words"
severity = "warning"
words = ["切实"]
zh = "不用套话"
en = "Say it plainly"
examples = ["切实整改"]
counterexamples = ["确实"]
"""
_SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix zm: <https://w3id.org/zhengmai/ns#> .
@prefix : <https://example.org/shapes#> .
:no-registration a sh:NodeShape ; sh:targetClass zm:PublishedDocument ; sh:severity sh:Warning ;
  sh:property [ sh:path zm:registrationNumber ; sh:minCount 1 ; sh:message "没有登记号"@zh, "no registration number"@en ] .
"""


def test_rules_and_shapes_of_ones_own_are_asked_too(own_store: Path) -> None:
    draft = notice("切实抓好渡口检查。").encode()
    added = (("本市.toml", _OWN.encode()), ("本市.ttl", _SHAPE.encode()))
    checked = drafts._check(str(own_store), "草案.txt", draft, None, Language.ZH, added)
    assert isinstance(checked, drafts.CheckedPage)
    assert not checked.failed
    assert {"plain-words", "no-registration.registrationNumber"} <= {one.rule for one in checked.findings}
    refused = drafts._check(str(own_store), "草案.txt", draft, None, Language.ZH, (("坏.toml", b"[[words]]"),))
    assert isinstance(refused, drafts.UnreadDraft)
    assert "坏.toml" in refused.zh


@pytest.mark.parametrize(
    ("data", "said"),
    [(b" \n", "empty"), (b"x" * (SIZE + 1), "16 MB"), (b"\x00\x01\x02" * 50, "not a text")],
    ids=["empty", "large", "bytes"],
)
def test_what_cannot_be_read_is_refused_in_a_line(own_store: Path, data: bytes, said: str) -> None:
    with pytest.raises(IntakeError, match=said):
        drafts.check_draft(str(own_store), "草案.txt", data, None, Language.EN)


@pytest.mark.parametrize(("language", "said"), [("zh", "序号变动"), ("en", "moved")])
def test_the_stock_is_listed_with_what_became_of_it(
    visit: Callable[..., object], law_store: Path, language: str, said: str
) -> None:
    seen = visit("stale", law_store, as_of="2025-03-10", lang=language)
    assert seen.html.count("<li>") == 4
    assert said in seen.html
    assert visit("stale", law_store, as_of="2025-03-10", change="ended").html.count("<li>") == 1
    assert visit("stale", law_store, as_of="2020-07-01").html.count("<li>") == 0
