"""The stock: what is in force on a day and rests on what has ended, moved, changed or gone."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from graph.export import stale as files
from graph.records.identity import build_identity
from graph.records.stock import StaleBasis, list_stale
from graph.store.store import Store
from tests.conftest import Cli
from ui.messages import load

DAY = date(2025, 3, 10)


def listed(store: Path, day: date = DAY, **narrowed: str) -> tuple[StaleBasis, ...]:
    with Store.open(store) as view:
        return list_stale(view, build_identity(view), day, **narrowed)


def test_each_basis_says_what_became_of_it(law_store: Path) -> None:
    found = [(one.document.number, str(one.kind), one.article, one.now, one.since) for one in listed(law_store)]
    assert found == [
        ("岚交发〔2020〕3号", "ended", "", (), "2021-01-01"),
        ("岚交发〔2020〕3号", "moved", "art_2", ("art_4",), "2024-08-01"),
        ("岚交发〔2020〕3号", "moved", "art_4", ("art_6",), "2024-08-01"),
        ("岚交发〔2020〕3号", "moved", "art_5", ("art_8",), "2024-08-01"),
    ]
    assert listed(law_store)[1].words == "第二条"
    assert listed(law_store)[0].act == "中华人民共和国船只登记法"


def test_on_the_day_of_the_notice_nothing_is_stale(law_store: Path) -> None:
    assert listed(law_store, date(2020, 7, 1)) == ()


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [({"issuer": "岚州市交通运输局"}, 4), ({"issuer": "岚州市教育局"}, 0), ({"place": "望州市"}, 0)],
)
def test_it_is_narrowed_by_issuer_and_place(law_store: Path, narrowed: dict[str, str], count: int) -> None:
    assert len(listed(law_store, **narrowed)) == count


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_holds_every_basis_and_is_written_alike_twice(law_store: Path, language: str) -> None:
    found, say = listed(law_store), load()[language]
    one, other = BytesIO(), BytesIO()
    files.write_workbook(one, found, say)
    files.write_workbook(other, found, say)
    assert one.getvalue() == other.getvalue()
    rows = list(openpyxl.load_workbook(one).active.iter_rows(values_only=True))
    assert len(rows) == 5
    assert rows[2][7:9] == ("第二条", "第四条")


def test_the_command_writes_a_table_and_files(cli: Cli, law_store: Path, tmp_path: Path) -> None:
    done = cli("stale", "--store", str(law_store), "--as-of", "2025-03-10", "-f", "csv")
    assert done.returncode == 0
    assert "第四条" in done.stdout
    book = tmp_path / "stale.xlsx"
    assert (
        cli("stale", "--store", str(law_store), "--as-of", "2025-03-10", "-f", "xlsx", "-o", str(book)).returncode == 0
    )
    assert book.stat().st_size > 1000
    assert cli("stale", "--store", str(law_store), "-f", "xlsx").returncode == 2


def test_on_a_screen_each_basis_is_a_block_of_lines(cli: Cli, law_store: Path) -> None:
    done = cli("stale", "--store", str(law_store), "--as-of", "2025-03-10")
    assert "第二条 → 第四条  2024-08-01" in done.stdout and "岚交发〔2020〕3号" in done.stdout
    assert done.stdout.rstrip().endswith("4 处")


def test_a_law_may_be_named_with_a_day_to_ask_who_names_an_article(cli: Cli, law_store: Path) -> None:
    law = next(one.law for one in listed(law_store) if one.article)
    plain, dated = (cli("impact", name, "--article", "4", "--store", str(law_store)) for name in (law, f"{law}@2025"))
    assert dated.returncode == 0 and dated.stdout == plain.stdout != ""
