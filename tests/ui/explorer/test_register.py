"""The list of documents as a file, and the mark by which Excel reads a table in CSV."""

import codecs
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.records.documents import DocumentRow
from graph.records.resources import Named
from ontology.enumerations import Status
from ontology.formats import Format
from ui.explorer.components import controls, downloading, register
from ui.messages import load

SAY = load()["zh"]
BODIES = (Named("岚州市水务局", "", "urn:b"), Named("岚州市财政局", "", "urn:a"))
ROW = DocumentRow("urn:d", "岚水发〔2024〕7号", "巡查通知", Named("通知", "notice", "urn:k"), BODIES, "2024-03-01", "")


def test_each_document_is_a_row_with_its_status_on_the_day() -> None:
    table = register.listed([ROW], {"urn:d": Status.IN_FORCE}, date(2024, 5, 6), SAY)
    assert table.columns == (
        "文号", "标题", "文种", "发文机关", "成文日期", "印发日期", "效力截至 2024-05-06", "IRI",
    )  # fmt: skip
    assert table.rows == (
        ("岚水发〔2024〕7号", "巡查通知", "通知", "岚州市水务局 岚州市财政局", "2024-03-01", "", "有效", "urn:d"),
    )


def test_the_page_of_documents_offers_all_that_was_found(visit: Any, store: Path) -> None:
    labels = [button.proto.label for button in visit("documents", store, lang="en").test.get("download_button")]
    assert labels == [".xlsx", ".csv"]
    assert not visit("documents", store, q="没有这样的文件").test.get("download_button")


@pytest.mark.parametrize("data", ["a\n", b"a\n", codecs.BOM_UTF8 + b"a\n", lambda: "a\n", lambda: b"a\n"])
@pytest.mark.parametrize(("form", "mark"), [(Format.CSV, codecs.BOM_UTF8), (Format.JSON, None)])
def test_a_table_in_csv_begins_with_the_mark_once(
    monkeypatch: pytest.MonkeyPatch, data: Any, form: Format, mark: bytes | None
) -> None:
    given: list[Any] = []
    monkeypatch.setattr(controls.st, "download_button", lambda label, data, *rest, **named: given.append(data))
    downloading.download("x", data, f"x.{form}", form.media)
    (content,) = given
    if mark is None:
        assert content is data
    else:
        assert (content() if callable(content) else content) == mark + b"a\n"
