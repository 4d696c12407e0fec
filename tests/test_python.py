"""`docs/python.md`: its examples run, and it names what the package `zhengmai` has."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import zhengmai
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_examples_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    assert len(EXAMPLES) >= 4
    names: dict[str, object] = {}
    for example in EXAMPLES:
        # In this process: two more that read would only cost time.
        exec(compile(example.replace("jobs=2", "jobs=1"), "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    for told in ("25 documents; not read: []", "2024-08-31 有效期5年", "in-force", "('agency_name', 'number'"):
        assert told in printed, told
    numbers = names["numbers"]
    assert isinstance(numbers, list) and "岚政发〔2019〕14号" in numbers


def test_the_page_explains_every_public_name() -> None:
    for name in zhengmai.__all__:
        assert name.startswith("__") or f"zhengmai.{name}" in PAGE, name
    for name in zhengmai.records.__all__:
        assert f"| `{name}(store" in PAGE and f"records.{name}(" in PAGE, name


def test_a_text_in_hand_is_read_like_a_file(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "岚州市人民政府公报-2021-15.txt").read_text(encoding="utf-8")
    path = tmp_path / "gazette.txt"
    path.write_text(text, encoding="utf-8")
    assert zhengmai.read_text(text, "gazette.txt") == zhengmai.read(path)
    assert len(zhengmai.read(path).documents) > 3


def test_a_query_is_a_name_or_sparql(example_store: Path) -> None:
    from graph.store.errors import QueryError

    with zhengmai.open(example_store) as store:
        answer = zhengmai.query(store, "ASK { ?d a zm:PublishedDocument }")
        assert list(answer) == [("true",)] and len(answer) == 1
        for wrong in ("documents-of-agencies", "SELECT nothing at all"):
            with pytest.raises(QueryError):
                zhengmai.query(store, wrong)
        with pytest.raises(AttributeError):
            zhengmai.nothing  # noqa: B018


def test_importing_it_loads_nothing_heavy() -> None:
    script = (
        "import sys, zhengmai; print(sorted({'spacy', 'rdflib', 'pyoxigraph', 'ingest', 'graph'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
