"""Which files a build reads, and what they are called."""

import io
import os
import sys
from pathlib import Path

import pytest

from benchmarks.printing.archive import zipped
from ingest.read.decode import ReadError
from ingest.read.inputs import Input, InputError, find, printable, survey


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


# --- what is no text, or lies outside ------------------------------------------------------------------------------------


def refused(inputs: list[Input]) -> dict[str, str]:
    return {item.name: item.refused.code for item in inputs if item.refused}


def test_what_is_not_a_file_is_named_and_not_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    inputs = find([folder], follow_links=True)
    assert refused(inputs) == {"pipe.txt": "not-a-file", "zero.txt": "not-a-file", "gone.txt": "unreadable"}
    for item in inputs:
        if item.refused:
            with pytest.raises(ReadError):
                item.read()
    assert refused(find([folder]))["pipe.txt"] == "not-a-file"


def test_a_device_that_is_named_outright_is_refused() -> None:
    assert refused(find(["/dev/zero"])) == {"zero": "not-a-file"}


def test_a_pipe_that_is_named_outright_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (item,) = find([tmp_path / "pipe"])
    assert item.refused is None


def test_links_out_of_the_folder_are_followed_only_when_asked(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text("岚州", encoding="utf-8")
    (folder / "x.txt").symlink_to(outside / "x.txt")
    (folder / "all").symlink_to(outside, target_is_directory=True)
    (folder / "again.txt").symlink_to(folder / "b.txt")
    inputs = find([folder])
    assert refused(inputs) == {"x.txt": "link-outside", "all": "link-outside"}
    assert [item.read().decode() for item in inputs if item.name == "again.txt"] == ["岚州"]
    followed = find([folder], follow_links=True)
    assert refused(followed) == {} and {"x.txt", "all/x.txt"} <= set(names(followed))


def test_a_link_in_a_circle_ends(folder: Path) -> None:
    (folder / "2021" / "up").symlink_to(folder, target_is_directory=True)
    assert names(find([folder], follow_links=True)) == names(find([folder]))


def test_a_folder_without_permission_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("2021"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    inputs = find([folder])
    assert refused(inputs) == {"2021": "unreadable"} and {"a.md", "b.txt"} <= set(names(inputs))


@pytest.mark.parametrize(("raw", "shown"), [
    ("岚州.txt".encode(), "岚州.txt"), ("岚州.txt".encode("gbk"), "岚州.txt"), (b"\xff\xff.txt", "\\xff\\xff.txt"),
])  # fmt: skip
def test_names_in_any_bytes_are_shown(raw: bytes, shown: str, tmp_path: Path) -> None:
    assert printable(os.fsdecode(raw)) == shown
    path = tmp_path / "in" / os.fsdecode(raw)
    path.parent.mkdir()
    path.write_text("岚州", encoding="utf-8")
    for given in (path, path.parent):
        (item,) = find([given])
        assert (item.name, item.read()) == (shown, "岚州".encode())
