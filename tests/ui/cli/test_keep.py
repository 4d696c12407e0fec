"""`zhengmai remove --build`: what is said, and the log."""

import json
import shutil
from pathlib import Path

from tests.conftest import Cli

NOTICE = """岚州市水务局关于巡查堤防的通知
岚水发〔2024〕{number}号

市发展改革委：
  一、{work}。（牵头单位：市发展改革委）

岚州市水务局
2024年3月1日
"""


def build_thrice(cli: Cli, tmp_path: Path) -> Path:
    """Return a store of which the second build brought two sources, and the third read another file of one of them."""
    texts, store = tmp_path / "texts", tmp_path / "store"
    for works in ({1: "巡查堤防"}, {2: "修缮泵站", 3: "清理河道"}, {2: "改建泵站", 3: "清理河道"}):
        shutil.rmtree(texts, ignore_errors=True)
        texts.mkdir()
        for number, work in works.items():
            (texts / f"{number}.txt").write_text(NOTICE.format(number=number, work=work), encoding="utf-8")
        assert cli("build", texts, "--store", store, "--quiet").returncode == 0
    return store


def test_a_build_is_taken_back_and_what_stays_is_named(cli: Cli, tmp_path: Path) -> None:
    store = build_thrice(cli, tmp_path)
    done = cli("remove", "--build", "2", "--store", store)
    assert done.stdout.splitlines() == [
        "removed 3.txt",
        "not taken back: 2.txt: build 3 has read another file of it since",
    ]
    assert done.returncode == 1
    done = cli("remove", "--build", "3", "--store", store)
    assert (done.returncode, done.stdout) == (0, "as before: 2.txt\n")
    last = json.loads((store / "audit.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["action"], last["build"], last["restored"]) == ("take-back", 3, ["2.txt"])


def test_what_became_of_each_source_is_told_in_chinese(cli: Cli, tmp_path: Path) -> None:
    store = build_thrice(cli, tmp_path)
    for arguments, lines in (
        (("--build", "2"), ["已移除 3.txt", "未撤回：2.txt：其后第 3 次构建又读入了它的另一份文件"]),
        (("--build", "3"), ["已恢复原状：2.txt"]),
        (("2.txt",), ["已移除 2.txt（文件 1 份）"]),
    ):
        assert cli("--lang", "zh", "remove", *arguments, "--store", store).stdout.splitlines() == lines


def test_what_cannot_be_removed_is_a_mistake(cli: Cli, example_store: Path) -> None:
    for arguments, told in (
        ((), "name what is to be removed, or a build with --build N"),
        (("a.txt", "--build", "1"), "name what is to be removed, or a build with --build N"),
        (("--build", "99"), "build 99: not among those that are kept"),
    ):
        done = cli("remove", *arguments, "--store", example_store)
        assert (done.returncode, done.stdout) == (2, "") and told in done.stderr
    for language, told in (("en", "an endpoint does not take builds back"), ("zh", "端点不能撤回构建")):
        done = cli("--lang", language, "remove", "--build", "1", "--store", "http://127.0.0.1:9/query")
        assert (done.returncode, done.stdout) == (2, "") and told in done.stderr
    assert "没有留存的记录" in cli("--lang", "zh", "remove", "--build", "99", "--store", example_store).stderr
