"""What is known beforehand reaches the graph, with the file that says so as its evidence, and is compared with the text."""

from collections import Counter
from pathlib import Path

import pytest

from graph.export import tables
from graph.records.card import read_card
from graph.records.documents import list_documents
from graph.records.search import Filters, ListedDocuments, narrow
from graph.store.store import Store
from ingest.assemble.known import with_known
from ingest.model import Field, Span
from ingest.model.known import KnownFact, KnownFacts
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.iri import Iris
from tests.ingest.official import published

NOTICE = """岚政发〔2021〕{serial}号

岚州市人民政府关于加强渡口管理的通知

各区县人民政府：
为了加强渡口管理，现通知如下。

岚州市人民政府
2021年3月{serial}日
"""
THEMES = {"1.txt": ["渡口", "安全"], "2.txt": ["渡口"], "3.txt": []}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three notices: one with front matter, one with a file beside it, one in a table that contradicts its text."""
    folder = tmp_path_factory.mktemp("known")
    (folder / "1.txt").write_text(
        "---\ntags: [渡口, 安全]\nurl: https://example.org/1\n---\n" + NOTICE.format(serial=1), "utf-8"
    )
    (folder / "2.txt").write_text(NOTICE.format(serial=2), "utf-8")
    (folder / "2.txt.json").write_text('{"theme": "渡口", "status": "废止", "effective": "2021-05-01"}', "utf-8")
    (folder / "3.txt").write_text(NOTICE.format(serial=3), "utf-8")
    (folder / "metadata.tsv").write_text("file\tdate\tnumber\n3.txt\t2020-01-01\t岚政发〔2021〕3号\n", "utf-8")
    assert not build(find([folder]), folder / "store").failed
    return folder / "store"


def test_themes_are_counted_as_the_files_have_them(store: Path) -> None:
    with Store.open(store) as view:
        rows = list_documents(view)
        columns, found = tables.read(view, "documents")
    counted = narrow(ListedDocuments(rows), Filters()).facets["theme"]
    assert counted == Counter({"渡口": 2, "安全": 1, "-": 1})
    assert len(narrow(ListedDocuments(rows), Filters(theme="安全")).rows) == 1
    themes = {row[columns.index("source")]: row[columns.index("themes")] for row in found}
    assert themes == {name: "|".join(sorted(values)) for name, values in THEMES.items()}


def test_a_card_shows_what_is_known_with_its_words(store: Path) -> None:
    with Store.open(store) as view:
        second = next(row for row in list_documents(view) if row.number == "岚政发〔2021〕2号")
        card = read_card(view, second.iri)
        found = view.select("SELECT ?evidence { ?a zm:rule 'metadata' ; zm:about ?d ; oa:hasTarget ?evidence }")
        files = [Iris.code_points(row["evidence"].value)[0] for row in found]
        names = {file.rpartition("/")[2] for file in files}
    assert card is not None and names == {"1.txt", "2.txt.json"}
    (theme,), (claimed,) = card.values("theme"), card.values("claimed")
    assert (theme.value.zh, theme.evidence and theme.evidence.exact) == ("渡口", "渡口")
    assert (claimed.value.zh, claimed.evidence and claimed.evidence.exact) == ("所称失效", "废止")
    assert [fact.value.zh for fact in card.values("effective")] == ["2021-05-01"], "the text leaves it open"


def test_what_differs_is_an_issue(store: Path) -> None:
    issues = next(store.glob("*.issues.jsonl")).read_text("utf-8")
    assert "metadata.tsv: signed 2020-01-01; the text says 2021-03-03" in issues
    assert issues.count("metadata-") == 1, "the number is alike"


def known(field: Field, value: str) -> KnownFacts:
    return KnownFacts("a.json", (KnownFact(field, value, Span(0, 1), value[:1]),))


@pytest.mark.parametrize(("field", "value", "codes"), [
    (Field.SIGNED,  "2021-03-01",            []),
    (Field.PRINTED, "2021-03-01",            []),
    (Field.SIGNED,  "2021-03-02",            ["metadata-differs"]),
    (Field.NUMBER,  "岚政发[2021]1号",         []),
    (Field.NUMBER,  "岚政发〔2021〕9号",        ["metadata-differs"]),
    (Field.TITLE,   "关于养老的通知",            ["metadata-differs"]),
    (Field.ISSUER,  "岚州市人民政府",           []),
    (Field.CLAIMED, "废止",                   []),
])  # fmt: skip
def test_comparison_with_the_text(field: Field, value: str, codes: list[str]) -> None:
    text = NOTICE.format(serial=1)
    found = with_known(published(text), [known(field, value)], text)
    assert [issue.code for issue in found.issues if issue.code.startswith("metadata")] == codes


@pytest.mark.parametrize(("day", "laid"), [("2018-12-03", False), ("2021-03-05", True)])
def test_a_day_of_publication_before_the_signature_is_an_earlier_editions(day: str, laid: bool) -> None:
    text = NOTICE.format(serial=1)
    found = with_known(published(text), [known(Field.PRINTED, day)], text)
    assert bool(found.known) is laid and any(issue.code == "metadata-differs" for issue in found.issues)


def test_what_is_of_one_document_is_not_put_on_several() -> None:
    text = NOTICE.format(serial=1) + "\n" + NOTICE.format(serial=2)
    whole = published(text)
    assert len(whole.documents) == 2
    assert [issue.code for issue in with_known(whole, [known(Field.EFFECTIVE, "2021-05-01")], text).issues][
        -1
    ] == "metadata-unplaced"
    assert [one.document for one in with_known(whole, [known(Field.THEME, "渡口")], text).known] == [1, 2]
