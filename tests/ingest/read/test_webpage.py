"""What the page of a site prints around a document, and the document's own lines beside it."""

import pytest

from ingest.model import Source
from ingest.read.normalize import NormalizedText, normalize


def normalized(text: str) -> NormalizedText:
    return normalize(Source("a.txt", "0", "text/plain", "utf-8", text))


def furniture(text: str) -> list[tuple[str, str]]:
    return [(item.kind.value, item.text) for item in normalized(text).furniture]


PROSE = "本市对湖滨步道实行分段养护，养护单位每季度公布一次养护情况。"


@pytest.mark.parametrize("mark", ["×", "x", "正文"])
def test_a_button_of_a_page_stands_above_its_text_only(mark: str) -> None:
    assert furniture(f"岚州市人民政府\n{mark}\n{PROSE}\n") == [("web-menu", mark)]
    assert furniture(f"{PROSE}\n{mark}\n{PROSE}\n") == []


NUMBER = "岚水〔2024〕9号"


@pytest.mark.parametrize(("head", "menu"), [
    ("首页\n政务公开\n岚州市水务局关于检查渡口的通知\n", ["首页", "政务公开"]),
    ("走进岚州\n关于我们\n政务公开\n岚州市水务局关于检查渡口的通知\n", ["走进岚州", "政务公开"]),
    # the title of the page with its site, where the document's own follows
    ("岚州市水务局关于检查渡口的通知_岚州市水务局\n政务公开\n岚州市水务局关于检查渡口的通知\n",
     ["岚州市水务局关于检查渡口的通知_岚州市水务局", "政务公开"]),
    ("岚州市水务局关于检查渡口的通知_岚州市水务局\n政务公开\n", ["政务公开"]),
    ("政府信息公开指南\n岚州市水务局关于检查渡口的通知\n", ["政府信息公开指南"]),
    ("政务公开\n通知\n岚州市水务局\n", ["政务公开"]),
    ("• 搜索\n打开适老化模式 无障碍浏览 x\n岚州市水务局关于检查渡口的通知\n", ["• 搜索", "打开适老化模式 无障碍浏览x"]),
    ("渡口查询 | 航班动态 | 票务中心\n岚州市水务局关于检查渡口的通知\n", ["渡口查询|航班动态|票务中心"]),
    ("渡口查询 | 航班动态 | 票务中心\n收藏本站 | 设为首页\n岚州市水务局关于检查渡口的通知\n",
     ["渡口查询|航班动态|票务中心", "收藏本站|设为首页"]),
    ("序号 | 渡口 | 单位\n1 | 东堤 | 市水务局\n", []),          # a table
    # a heading in several lines, one of which is called as an entry is
    ("岚州市水务局关于加强\n信息公开\n工作的通知\n", []),
    ("岚州市水务局关于印发岚州市\n公共服务\n事项目录的通知\n", []),
    ("岚州市水务局印发\n政务公开\n服务\n办法的通知\n", []),
    ("岚州市水务局门户网站\n管理办法\n", []),
    ("走进岚州\n活动方案\n", []),
    ("岚州市水务局\n政府信息公开\n指南\n", []),
    ("岚州市水务局\n政府信息公开指南\n", []),
    (f"领导分工\n{NUMBER}\n", []),
])  # fmt: skip
def test_entries_of_a_menu_above_a_heading_and_lines_of_a_heading(head: str, menu: list[str]) -> None:
    assert furniture(f"{head}{PROSE}\n") == [("web-menu", entry) for entry in menu]


@pytest.mark.parametrize(("below", "foot"), [
    ("网站地图 | 联系我们\n地址：湖滨路1号\n版权所有 岚州市水务局\n", ["网站地图|联系我们", "地址：湖滨路1号", "版权所有 岚州市水务局"]),
    ("相关附件\n", ["相关附件"]),
    ("文章来源：岚州发布\n（点击图片可放大查看）\nTHE END\n", ["文章来源：岚州发布", "（点击图片可放大查看）", "THE END"]),
    ("— END —\n", ["— END —"]),
    ("渡口工程全部完工。\n", []),
    ("地址：湖滨路1号\n联系电话：0531-66607646\n", []),
    ("版权所有人应当登记。\n", []),
    ("渡口网站应当标明ICP备案号。\n", []),
    ("附件：渡口名录\n", []),
])  # fmt: skip
def test_the_foot_of_a_page(below: str, foot: list[str]) -> None:
    assert [words for _, words in furniture(f"{PROSE}\n{below}")] == foot
    assert "web-menu" not in dict(furniture(f"{PROSE}\n{below}{PROSE}\n"))


@pytest.mark.parametrize("line", [
    "首页/ 政务公开 / 政策文件 / 正文",
    "归档时间：2018-11-21",
    "字号：【",
    "法规内容 本文仅供参考，如需引用请以正式文件为准",
    "来源：岚州市政府门户网 日期：2017-01-12 17:08 字号：【",
])  # fmt: skip
def test_lines_that_only_pages_have(line: str) -> None:
    assert len(furniture(f"{line}\n{PROSE}\n")) == 1
    assert furniture(f"{PROSE}\n{line}\n{PROSE}\n") != []


@pytest.mark.parametrize("line", [
    "首页/尾页/上一页、下一页应当可用",
    "水位数据仅供参考，以渡口公告为准",
    "搜索",
    "微信缴费",
])  # fmt: skip
def test_a_documents_own_lines_that_look_like_a_pages(line: str) -> None:
    assert furniture(f"{PROSE}\n{line}\n{PROSE}\n") == []


MIRROR = "嵐州市人民政府關(guān)于開(kāi)展渡口檢(jiǎn)查的通知\n嵐政發(fā)〔2021〕3號\n各區(qū)縣政府：\n現(xiàn)就有關事項通知如下。\n"


def test_the_glosses_of_a_mirror_are_dropped_and_every_character_is_accounted_for() -> None:
    found = normalized(MIRROR)
    assert found.text.splitlines()[:2] == ["岚州市人民政府关于开展渡口检查的通知", "岚政发〔2021〕3号"]
    dropped = [span.slice(MIRROR) for span in found.dropped()]
    assert "(fā)" in dropped and sum(found.lengths) + sum(map(len, dropped)) == len(MIRROR)


@pytest.mark.parametrize("text", [
    "岚州市角直(lù)渡口名录。埗(bù)头、垵(ǎn)口、塆(wān)里、圳(zhèn)边。\n",            # a text in simplified characters
    "嵐州市人民政府關於縣區辦公廳的國務議決通知，請執行。埗(bù)頭渡口。\n",        # one gloss
])  # fmt: skip
def test_glosses_of_rare_names_stay(text: str) -> None:
    assert "(bù)" in normalized(text).text
