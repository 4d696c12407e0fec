"""The tables join: keys occur once, foreign keys hold, and their description matches what is written."""

import csv
import sqlite3
import tomllib
from collections import Counter
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from pyarrow import parquet

from graph.export import document, export, schema, tables
from graph.export.schema import schemas
from graph.store.store import Store
from tests.conftest import build_store


@pytest.fixture(scope="module")
def folder(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the examples in all three forms."""
    out = tmp_path_factory.mktemp("tables")
    with Store.open(example_store) as view:
        export(view, "csv", out / "csv")
        export(view, "parquet", out / "parquet")
        export(view, "sqlite", out / "tables.sqlite")
    return out


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_description_is_of_a_column() -> None:
    said = tomllib.loads(schema._FILE.read_text("utf-8"))
    used = {column.name for table in schemas().values() for column in table.columns}
    assert said["columns"].keys() <= used
    for name, table in schemas().items():
        assert said.get(name, {}).keys() <= {column.name for column in table.columns}
        assert table.key in {column.name for column in table.columns} and all(
            column.to in schemas() for column in table.foreign
        )


def test_the_page_of_docs_is_up_to_date() -> None:
    assert document.TARGET.read_text("utf-8") == document.document()


@pytest.mark.parametrize("name", tables.TABLES)
def test_keys_stand_once_and_foreign_keys_hold(folder: Path, name: str) -> None:
    table, found = schemas()[name], rows(folder, name)
    keys = Counter(row[table.key] for row in found)
    assert found and "" not in keys and set(keys.values()) == {1}
    for column in table.foreign:
        held = {row[schemas()[column.to].key] for row in rows(folder, column.to)}
        assert {row[column.name] for row in found} - {""} <= held, column.name


def test_a_join_keeps_the_rows(folder: Path) -> None:
    documents = {row["iri"]: row for row in rows(folder, "documents")}
    for name in ("clauses", "tasks", "responsibilities", "deadlines", "duties", "provisions", "definitions"):
        found = rows(folder, name)
        assert all(documents[row["document_iri"]] for row in found), name


def test_sqlite_finds_its_keys_in_order(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "tables.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for name in tables.TABLES:
            assert database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone() == (len(rows(folder, name)),)
        issuers = database.execute("SELECT value FROM documents_issuers ORDER BY iri, position").fetchall()
    assert len(issuers) == sum(len(row["issuers"].split("|")) for row in rows(folder, "documents") if row["issuers"])


def test_csvw_reads_every_table_with_its_types(folder: Path) -> None:
    from csvw import CSVW, TableGroup

    group = TableGroup.from_file(folder / "csv" / tables.DESCRIPTION)
    read = {table.local_name: list(table) for table in group.tables}
    assert {name: len(found) for name, found in read.items()} == {
        f"{name}.csv": len(rows(folder, name)) for name in tables.TABLES
    }
    assert group.check_referential_integrity()
    assert CSVW(str(folder / "csv" / tables.DESCRIPTION), validate=True).is_valid, "as csvwvalidate asks"
    assert {type(row["due"]) for row in read["deadlines.csv"]} == {datetime, type(None)}


def test_parquet_has_types_and_lists(folder: Path) -> None:
    table = parquet.read_table(folder / "parquet" / "documents.parquet")
    assert str(table.schema.field("issuers").type) == "list<element: string>"
    assert table.schema.field("status").metadata[b"description"] == b"Its status on `status_day`"
    assert table.num_rows == len(rows(folder, "documents"))
    assert str(parquet.read_schema(folder / "parquet" / "deadlines.parquet").field("due").type) == "date32[day]"


def test_documents_have_place_level_and_status_on_a_day(folder: Path, example_store: Path) -> None:
    found = {row["number"]: row for row in rows(folder, "documents")}
    notice = found["岚政发〔2019〕14号"]
    assert (notice["place"], notice["level"], notice["gazette"]) == ("岚州市", "city", "岚州市人民政府公报2019年第8期")
    assert notice["status"] and notice["status_day"] == max(row["signed"] for row in found.values())
    with Store.open(example_store) as view:
        columns, early = tables.read(view, "documents", as_of=date(2000, 1, 1))
    statuses = {row[columns.index("status")] for row in early}
    assert statuses <= {"not-yet-issued", None}


def test_an_agency_has_the_names_that_texts_print(folder: Path) -> None:
    agencies = {row["name"]: row for row in rows(folder, "agencies")}
    assert "市财政局" in agencies["岚州市财政局"]["names"].split("|")
    assert agencies["岚州市财政局"]["place"] == "岚州市"


DECISION = """岚州市人民政府关于修改《岚州市渡口管理办法》的决定
岚政发〔2020〕9号
市人民政府决定对《岚州市渡口管理办法》作如下修改：
一、第五条修改为：“渡口应当设置标志。”
附件：渡口标志式样
岚州市人民政府
2020年5月12日
岚州市渡口管理办法
（2015年3月1日岚州市人民政府令第20号公布）
第一条 为加强管理，制定本办法。
"""


def test_the_text_that_a_decision_prints_as_amended_is_none_of_its_attachments(tmp_path: Path) -> None:
    (tmp_path / "decision.txt").write_text(DECISION, encoding="utf-8")
    build_store(tmp_path / "built", tmp_path / "decision.txt")
    with Store.open(tmp_path / "built" / "store") as view:
        export(view, "csv", tmp_path / "csv")
    (decision,) = rows(tmp_path, "documents")
    assert decision["attachments"] == "渡口标志式样"
