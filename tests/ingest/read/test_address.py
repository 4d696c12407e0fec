"""Files at fsspec addresses are read as those of a folder are, and every failure there is reported."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import build, issues_path
from ingest.read import address
from ingest.read.address import Address, shown
from ingest.read.inputs import InputError, find, survey
from tests.ingest.official import NOTICE
from tests.ingest.test_pipeline import issues, nquads

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'zhengmai[cluster]'")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts in two folders, with files that mention them, and files that are not read."""
    root = tmp_path / "公文"
    (root / "湖区").mkdir(parents=True)
    (root / "甲.txt").write_text(NOTICE.format(body="现就有关事项通知如下。"), encoding="utf-8")
    (root / "甲.json").write_text('{"publishedOn": "2022-03-20"}', encoding="utf-8")
    (root / "湖区" / "乙.md").write_text(NOTICE.replace("15号", "16号").format(body="请认真执行。"), encoding="utf-8")
    (root / "湖区" / "metadata.tsv").write_text("file\tnumber\n乙.md\t岚政发〔2022〕16号\n", encoding="utf-8")
    (root / "湖区" / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (root / "表.csv").write_text("a,b\n", encoding="utf-8")
    (root / ".隐.txt").write_text("不读。", encoding="utf-8")
    return root


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """The same files at an address."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    system.put(str(folder), "/公文", recursive=True)
    yield "memory://公文"
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_an_address_is_read_as_a_folder_is(folder: Path, memory: str, tmp_path: Path) -> None:
    expected = survey([folder])
    assert [item.name for item in expected.inputs] == ["湖区/乙.md", "甲.txt"] and len(expected.passed_over) == 2
    build(expected.inputs, tmp_path / "folder")
    for given in (memory, memory + "/", f"file://{folder}", f"local://{folder}"):
        found = survey([given])
        assert [item.name for item in found.inputs] == [item.name for item in expected.inputs]
        assert found.passed_over == expected.passed_over
        build(found.inputs, tmp_path / "store")
        assert nquads(tmp_path / "store", tmp_path) == nquads(tmp_path / "folder", tmp_path)
        assert issues_path(tmp_path / "store").read_bytes() == issues_path(tmp_path / "folder").read_bytes()
        shutil.rmtree(tmp_path / "store")


def test_a_file_at_an_address_has_its_own_name_and_what_is_known_of_it(folder: Path, memory: str) -> None:
    (there,), (here,) = find([memory + "/甲.txt"]), find([folder / "甲.txt"])
    assert there.name == here.name == "甲.txt" and there.read() == here.read()
    assert list(there.known()) == list(here.known()) != []


def test_a_folder_and_a_file_that_cannot_be_reached_are_told(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = fsspec.filesystem("memory")
    system.pipe("/公文/丙.txt", NOTICE.format(body="请认真执行。").encode())
    listed, taken = type(system).ls, type(system).cat_file

    def ls(self: object, path: str, **options: object) -> object:
        if path.endswith("湖区"):
            raise RuntimeError("no key\nfor this")  # not every file system raises an OSError
        return listed(self, path, **options)

    def cat_file(self: object, path: str, **options: object) -> object:
        if path.endswith("丙.txt"):
            raise KeyError("gone")
        return taken(self, path, **options)

    monkeypatch.setattr(type(system), "ls", ls)
    monkeypatch.setattr(type(system), "cat_file", cat_file)
    summary = build(find([memory]), tmp_path / "store")
    assert summary.sources == 1 and summary.why["湖区"] == "the folder cannot be read: no key for this"
    assert issues(tmp_path / "store") == {"丙.txt": ["unreadable"], "湖区": ["unreadable"]}


@pytest.mark.parametrize("key", ["公文/../出.txt", "公文/./出.txt"])
def test_a_name_that_leads_out_of_its_root_is_refused(key: str, memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Object stores take any key; a source's name is its path below the root."""
    system = fsspec.filesystem("memory")
    listed = type(system).ls
    entry = {"name": "/" + key.rpartition("/")[0], "type": "directory", "size": 0}

    def ls(self: object, path: str, **options: object) -> list[object]:
        return [*listed(self, path, **options), *([entry] if path == "/公文" else [])]

    monkeypatch.setattr(type(system), "ls", ls)
    found = find([memory])
    assert [item.refused is not None for item in found] == [item.name not in ("湖区/乙.md", "甲.txt") for item in found]
    assert len(found) == 3 and not any(item.name.endswith("出.txt") for item in found)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("memory://nowhere", "no such file or folder"),
        ("nosuchthing://x/y", "not an address: Protocol not known: nosuchthing"),
        ("s3://bucket/texts", "s3fs"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_line(given: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(InputError, match=told) as error:
        find([given])
    assert "\n" not in str(error.value) and str(error.value).startswith(given.partition("://")[0])


def test_what_only_this_process_can_open_is_carried_to_others(folder: Path, memory: str) -> None:
    for item in (*find([memory]), *find([folder])):
        carried = item.carried()
        assert not item.is_shared and carried.read() == item.read() and list(carried.known()) == list(item.known())
    (item, *_) = find([memory])
    assert isinstance(item.path, Address)
    assert replace(item, path=replace(item.path, shared=True)).is_shared, (
        "as one of s3:// is: its workers open it themselves"
    )


@pytest.mark.parametrize(
    "given",
    [
        "ftp://user:secretpw@host/x",
        "ftp://user:se/secretpw@host/x",
        "zip://a.txt::ftp://user:secretpw@host/x.zip",
        "s3://:secretpw@bucket/x",
        "memory://nowhere/x.txt?sig=secretpw",
        "nosuchthing://x/y?sig=secretpw",
    ],
)
def test_a_secret_in_an_address_is_not_printed(given: str) -> None:
    with pytest.raises(InputError) as error:
        find([given])
    assert "secretpw" not in str(error.value)
    assert ("does not take a password" in str(error.value)) == ("@" in given)


@pytest.mark.parametrize(
    "given",
    ["http://[::1]:8000/a@b.txt", "http://host:8000/a@b.txt", "abfs://texts@account/x", "zip://a::ftp://user@host/x"],
)
def test_an_at_sign_without_a_password_is_none(given: str) -> None:
    assert shown(given) == given


def test_what_follows_a_question_mark_is_no_part_of_a_name(memory: str) -> None:
    system = fsspec.filesystem("memory")
    system.pipe("/公文/丙.txt?sig=SECRET/=", "甲".encode())
    (item,) = find([memory + "/丙.txt?sig=SECRET/="])
    assert (item.name, item.read(), str(item.path)) == (
        "丙.txt",
        "甲".encode(),
        memory.replace("//", "///") + "/丙.txt",
    )


def test_a_file_system_that_fails_is_one_line() -> None:
    with pytest.raises(InputError, match=r"^data:://text: ") as error:
        find(["data:://text"])
    assert "\n" not in str(error.value)


def test_a_file_with_colons_in_its_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a::b.txt").write_text("甲", encoding="utf-8")
    assert [item.path for item in find(["a::b.txt"])] == [Path("a::b.txt")]


class Endless:
    """A file system in which each folder contains one more, and a text."""

    protocol = "endless"

    def ls(self, at: str, detail: bool) -> list[dict[str, str]]:
        return [{"name": f"{at}/again", "type": "directory"}, {"name": f"{at}/x.txt", "type": "file"}]


def test_folders_without_end_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[OSError] = []
    walked = list(Address(Endless(), "root").walk(failed.append))
    assert len(walked) == 65 and [error.strerror for error in failed] == ["folders nest more than 64 deep here"]
    monkeypatch.setattr(address, "_MOST", 100)
    with pytest.raises(OSError, match="more than 100 files and folders"):
        list(Address(Endless(), "root").walk(failed.append))
