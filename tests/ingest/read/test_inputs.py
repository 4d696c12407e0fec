"""Which files a build reads, and what they are called."""

import io
import os
import sys
from pathlib import Path

import pytest

from benchmarks.printing import zipped
from ingest.read.inputs import Input, InputError, find, survey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.md",
        "2021/c.TXT",
        "2021/09/d.markdown",
        "notes.json",
        ".hidden.txt",
        ".git/e.txt",
        "README.md",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("岚州", encoding="utf-8")
    return tmp_path / "in"


def names(inputs: list[Input]) -> list[str]:
    return [item.name for item in inputs]


def test_a_folder_gives_its_texts_by_their_names_in_it(folder: Path) -> None:
    assert names(find([folder])) == ["2021/09/d.markdown", "2021/c.TXT", "a.md", "b.txt"]


def test_a_file_that_is_named_outright_is_read_whatever_its_suffix(folder: Path) -> None:
    assert names(find([folder / "notes.json", folder / ".hidden.txt"])) == [".hidden.txt", "notes.json"]
    assert find([folder / "b.txt"])[0].read() == "岚州".encode()


def test_documents_of_all_formats_are_found_by_content_and_the_rest_is_told_by_kind(folder: Path) -> None:
    for name, data in (
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")),
        ("letter", b"%PDF-1.7"),
        ("a.pdf", "岚州".encode()),
        ("page.html", b"<html><body>x"),
        ("page_files/frame.html", b"<html><body>x"),
        ("sums.xlsx", zipped({"xl/workbook.xml": ""})),
        ("all.zip", zipped({"a.txt": ""})),
        ("logo.png", b"\x89PNG\r\n\x1a\n"),
        ("scan.jpg", b"\xff\xd8\xff" + bytes(50_000)),
        ("tool.exe", b"MZ" + bytes(300)),
        ("broken.docx", b"PK\x03\x04" + bytes(300)),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    found = survey([folder])
    texts = ["2021/09/d.markdown", "2021/c.TXT", "a.md", "b.txt"]
    documents = ["a.pdf", "broken.docx", "letter", "old.doc", "page.html", "scan.jpg"]
    assert names(found.inputs) == sorted([*texts, *documents])
    assert found.passed_over == {
        "archive": ["all.zip"],
        "other binary file": ["tool.exe"],
        "other text (.json)": ["notes.json"],
        "small picture": ["logo.png"],
        "spreadsheet": ["sums.xlsx"],
    }


def test_the_order_of_arguments_does_not_matter(folder: Path) -> None:
    assert find([folder / "b.txt", folder / "a.md"]) == find([str(folder / "a.md"), str(folder / "b.txt")])


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert len(find([folder])) == 4


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("岚州".encode())))
    (item,) = find(["-"])
    assert (item.name, item.path, item.read()) == ("stdin.txt", None, "岚州".encode())


def test_a_file_that_went_away_or_may_not_be_read_raises_when_read(folder: Path) -> None:
    (item,) = find([folder / "b.txt"])
    (folder / "b.txt").unlink()
    with pytest.raises(OSError):
        item.read()


def test_mistakes_are_named(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.json").write_bytes(b"{}")
    for paths, said in (
        ([tmp_path / "nowhere"], f"{tmp_path / 'nowhere'}: no such file or folder"),
        ([empty], f"{empty}: no document in this folder"),
        ([folder / "b.txt", folder], "a second input named b.txt"),
        ([folder / "b.txt", folder / "b.txt"], "a second input named b.txt"),
    ):
        with pytest.raises(InputError) as mistake:
            find(paths)
        assert said in str(mistake.value)
        assert "\n" not in str(mistake.value)


@pytest.mark.skipif(os.name == "nt", reason="names with a backslash are POSIX only")
def test_names_have_forward_slashes(folder: Path) -> None:
    assert all("\\" not in item.name for item in find([folder]))
