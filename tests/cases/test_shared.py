"""The shared cases themselves, which are outside the repository: each says what its expectation says, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from graph.records.documents import list_documents
from graph.store.store import Store
from ingest.steps import parse
from tests.cases.facts import list_facts
from tests.conftest import Cli, build_store
from tests.ingest.official import normalized_text, published

EXPECTED: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("shared.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def cases(shared: Path) -> Path:
    return shared / "cases"


@pytest.fixture(scope="module")
def cases_store(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store of the cases that mention other documents' status."""
    folder = tmp_path_factory.mktemp("cases") / "built"
    named = [path for path in sorted(cases.glob("*.txt")) if path.name[:2] in ("06", "07", "08", "09", "10", "11")]
    build_store(folder, *named, cases / "13-npc-announcements")
    return folder / "store"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_says_what_is_expected(name: str, cases: Path) -> None:
    path = cases / name
    assert list_facts(path.read_text("utf-8"), path.name) == EXPECTED[name]


def test_every_case_is_here(cases: Path) -> None:
    files = {str(path.relative_to(cases)) for path in cases.rglob("*") if path.is_file()}
    assert {name for name in files if not name.endswith(".expected.md")} == {*EXPECTED}


def test_no_part_of_a_page_is_a_body(cases: Path) -> None:
    (document,) = published((cases / "15b-web-head-bullets.txt").read_text("utf-8")).documents
    assert [agency.name for agency in document.agencies] == ["绍兴市交通运输局"]


def test_a_page_number_cuts_no_sentence(cases: Path) -> None:
    normalized = normalized_text((cases / "19-ocr-page-numbers.txt").read_text("utf-8"))
    (document,) = parse(normalized).documents
    (duty,) = document.duties
    sentence = duty.sentence.slice(normalized.text)
    assert "下达上年度资金预算。" in sentence.replace("\n", "")
    assert duty.bearer == "各县（市、区）财政局"


def test_a_number_behind_bold_type_names_the_document(cases: Path, tmp_path: Path) -> None:
    build_store(tmp_path / "built", cases / "16a-title-bold-number-behind.md")
    with Store.open(tmp_path / "built" / "store") as store:
        (row,) = list_documents(store)
    assert row.iri.endswith("/浙政办发/2023/28")


def test_a_name_that_another_folder_had_is_told(cases: Path, tmp_path: Path, cli: Cli) -> None:
    first, second = (cases / "24-same-name-other-folder" / year for year in ("2019", "2020"))
    assert cli("build", first, "--store", tmp_path / "store", "--lang", "en").stderr == ""
    done = cli("build", second, "--store", tmp_path / "store", "--lang", "en")
    assert "had other content before: 01.txt" in done.stdout + done.stderr
    with Store.open(tmp_path / "store") as store:
        assert [row.number for row in list_documents(store)] == ["绍政发〔2020〕1号"]


STATUS = {
    "绍政发〔2007〕5号": [("2024-05-31", "有效"), ("2024-06-01", "已废止")],
    "绍政发〔2007〕6号": [("2024-05-31", "有效"), ("2024-12-01", "已废止")],
    "绍政发〔2007〕7号": [("2024-05-31", "有效"), ("2024-06-01", "已宣布失效")],
    "绍政发〔2020〕18号": [("2024-12-01", "有效")],
    "绍政发〔2006〕5号": [("2024-05-31", "有效"), ("2024-06-01", "已废止")],
    "绍政发〔2006〕6号": [("2024-05-31", "有效"), ("2024-06-01", "已废止")],
    "绍政发〔2008〕5号": [("2024-05-31", "有效"), ("2024-06-01", "已废止")],
    "绍政发〔2020〕8号": [("2024-12-01", "有效"), ("2027-12-31", "有效"), ("2028-01-01", "期满失效")],
    "绍政发〔2010〕71号": [("2024-07-01", "有效"), ("2024-12-30", "有效"), ("2024-12-31", "已废止")],
    "绍政发〔2010〕72号": [("2024-07-01", "有效"), ("2024-07-31", "有效"), ("2024-08-01", "已停止执行")],
    "绍政发〔2010〕73号": [("2024-07-01", "有效"), ("2024-09-30", "有效"), ("2024-10-01", "已废止")],
    "绍政发〔2010〕74号": [("2024-07-01", "有效"), ("2024-12-31", "有效"), ("2025-01-01", "期满失效")],
    "绍政发〔2010〕75号": [("2024-07-01", "有效"), ("2030-01-01", "有效")],
    "绍政发〔2010〕76号": [("2024-07-01", "有效"), ("2024-08-01", "有效（已修改）"), ("2030-01-01", "有效（已修改）")],
    "绍政发〔2010〕77号": [("2024-07-01", "有效"), ("2024-12-31", "有效"), ("2025-01-01", "期满失效")],
    "绍政发〔2019〕10号": [("2024-12-01", "有效")],
    "绍政发〔2019〕11号": [("2024-12-01", "有效")],
    "绍政发〔2019〕12号": [("2024-12-01", "有效")],
    "绍政发〔2009〕8号": [("2024-05-20", "有效（已修改）"), ("2030-01-01", "有效（已修改）")],
    "江西省养犬管理条例": [("2024-12-22", "尚未制发"), ("2025-02-28", "尚未施行"), ("2025-06-01", "有效")],
    "江西省电梯安全条例": [("2025-02-28", "尚未施行"), ("2025-06-01", "有效")],
}  # fmt: skip
"""The status of each document on a day, as `zhengmai status` prints it."""


@pytest.mark.parametrize("document", STATUS)
def test_the_status_of_a_document_that_a_case_speaks_of(document: str, cases_store: Path, cli: Cli) -> None:
    for day, status in STATUS[document]:
        done = cli("status", document, "--as-of", day, "--store", cases_store, "--lang", "zh")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[0].split("  ")[1] == status, day
