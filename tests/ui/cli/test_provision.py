"""One provision on the command line: its words on a day, whether it exists, and who names it."""

from pathlib import Path

import pytest

from ingest.pipeline import build
from ingest.read.inputs import find
from tests.conftest import Cli

LAW = """岚州市渡口条例
（2021年3月1日岚州市第十六届人民代表大会常务委员会第八次会议通过）

第一章　总则

第一条　为了加强渡口管理，制定本条例。

第二章　渡口

第二条　设立渡口应当备案，备案材料包括：
（一）申请书；
（二）渡口平面图。
备案不收费。

第三条　雾天停航。

第三章　附则

第四条　本条例自2021年5月1日起施行。
"""
NOTICE = """岚州市人民政府关于加强渡口管理的通知
岚政发〔2022〕8号

各区人民政府：

一、按照《岚州市渡口条例》第二条第一款第二项的规定绘制平面图。

二、按照《岚州市渡口条例》第三条的规定停航。

岚州市人民政府

2022年3月1日
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("provision")
    (folder / "law.txt").write_text(LAW, encoding="utf-8")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    build(find([folder / "law.txt", folder / "notice.txt"]), folder / "store")
    return folder / "store"


@pytest.mark.parametrize(("asked", "code", "has", "lacks"), [
    (["text", "岚州市渡口条例第二条"], 0, ("《岚州市渡口条例》第二条", "（二）渡口平面图", "备案不收费"), "雾天"),
    (["text", "岚州市渡口条例第二条第二款@2023"], 0, ("2023-12-31", "备案不收费"), "平面图"),
    (["text", "岚州市渡口条例", "--article", "第二条第一款第（二）项"], 0, ("渡口平面图",), "申请书"),
    (["text", "岚州市渡口条例第二条第三款"], 1, ("没有第二条第三款：第二条共 2 款。",), "平面图"),
    (["text", "岚州市渡口条例", "--article", "9", "--lang", "en"], 1, ("no 第九条: the last article is 第四条",), "雾天"),
    (["impact", "岚州市渡口条例第二条"], 0, ("《岚州市渡口条例》第二条", "1 处", "岚政发〔2022〕8号", "第二条第一款第二项"), "停航"),
    (["impact", "岚州市渡口条例", "--article", "第二条第二款"], 0, ("图库中没有文件提到",), "岚政发"),
    (["impact", "岚州市渡口条例", "--article", "第二章"], 0, ("2 处，出自 1 份文件", "第三条"), "没有"),
    (["impact", "岚州市渡口条例", "--article", "9"], 0, ("没有第九条：最后一条是第四条", "提到整部法的文件有 1 份"), "岚政发"),
])  # fmt: skip
def test_a_provision_is_asked_for(
    store: Path, cli: Cli, asked: list[str], code: int, has: tuple[str, ...], lacks: str
) -> None:
    run = cli(*asked, "--store", store)
    assert run.returncode == code, run.stderr
    told = "".join(run.stdout.split())
    assert all("".join(words.split()) in told for words in has) and lacks not in told, run.stdout


@pytest.mark.parametrize("asked", [
    ["text", "岚州市渡口条例", "--article", "第二"], ["impact", "岚州市渡口条例", "--article", "渡口"],
    ["text", "岚州市渡口条例", "--article", "第二章"],
])  # fmt: skip
def test_what_is_no_provision_is_told(store: Path, cli: Cli, asked: list[str]) -> None:
    run = cli(*asked, "--store", store)
    assert run.returncode == 2 and "give its number" in run.stderr


def test_the_stale_bases_of_one_document(store: Path, cli: Cli) -> None:
    run = cli("stale", "--document", "岚政发〔2022〕8号", "--store", store)
    assert run.returncode == 0 and run.stdout.strip() == "0 处"


def test_one_article_of_two_texts_side_by_side(tmp_path: Path, cli: Cli) -> None:
    new = LAW.replace("2021年3月1日", "2023年3月1日").replace("次会议通过", "次会议修订")
    new = new.replace("第三条　雾天停航。", "第三条　渡口应当设置标志。\n\n第四条　雾天、夜间停航。").replace(
        "第四条　本", "第五条　本"
    )
    for name, text in (("law.txt", LAW), ("new.txt", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    build(find([tmp_path / "law.txt", tmp_path / "new.txt"]), tmp_path / "store")
    for article in ("3", "4"):
        asked = ("diff", "岚州市渡口条例@2021", "岚州市渡口条例@2023", "--article", article, "--format", "csv")
        run = cli(*asked, "--store", tmp_path / "store")
        assert run.returncode == 0 and "夜间" in run.stdout and "备案" not in run.stdout, run.stdout
    for article, code in (("77", 1), ("第三章", 2), ("第三条第一款", 2)):
        run = cli(*asked[:4], article, "--store", tmp_path / "store")
        assert run.returncode == code and ("没有第七十七条" in run.stdout or "give its number" in run.stderr)


def test_an_article_says_what_could_not_be_written_into_it(tmp_path: Path, cli: Cli) -> None:
    act = (
        "岚州市人民代表大会常务委员会关于修改《岚州市渡口条例》的决定\n（2022年5月1日通过）\n\n岚州市人民代表大会常务委员会决定，对《岚州市渡口条例》作如下修改：\n\n"
        "一、将第三条中的“大风天”修改为“雾天”。\n\n二、将第二条中的“不收费”修改为“免费”。\n\n本决定自2022年6月1日起施行。\n"
    )
    for name, text in (("law.txt", LAW), ("act.txt", act)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    build(find([tmp_path / "law.txt", tmp_path / "act.txt"]), tmp_path / "store")
    third, second = (
        cli("text", f"岚州市渡口条例{article}@2023", "--store", tmp_path / "store").stdout
        for article in ("第三条", "第二条")
    )
    assert "大风天" in third and "未能写入" in third
    assert "免费" in second and "大风天" not in second
