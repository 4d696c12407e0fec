"""Texts that build on one another, and builds of some of them: for properties over random orders, changes and removals of sources."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import strategies as st

from graph.derive.follow import Following
from graph.store.store import Store
from graph.store.update import Update
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.iri import Iris
from tests.samples.once import once

IRIS = Iris()
_HEAD, _TAIL = "各区县人民政府：\n\n", "\n\n岚州市{body}\n{year}年{month}月6日\n"


def _notice(title: str, number: str, text: str, year: int, month: int = 5, body: str = "人民政府") -> str:
    return f"岚州市{body}{title}\n{number}\n\n{_HEAD}{text}{_TAIL.format(body=body, year=year, month=month)}"


_LAW = (
    "# 岚州市湖泊保护条例\n\n{day} 岚州市第十三届人民代表大会常务委员会第三十次会议{act}\n\n"
    "第一条 为保护湖泊，制定本条例。\n\n第二条 市水务局负责巡查。\n\n{more}"
)
_FERRY = (
    "# 岚州市渡口管理条例\n\n{day} 岚州市第十三届人民代表大会常务委员会第三十次会议{act}\n\n"
    "第一条 为管理渡口，制定本条例。\n\n第二条 市水务局负责巡查。\n{more}"
)
_ORDER = (
    "# 湖泊管理条例\n\n2002年5月27日 中华人民共和国国务院令第354号公布\n\n{revised}"
    "第一条 为管理湖泊，制定本条例。\n\n第二条 本条例自2002年7月1日起施行。\n"
)
_DYKES = "# 堤防管理条例\n\n{day} 国务院发布\n\n{revised}第一条 为管理堤防，制定本条例。\n\n第二条 水行政主管部门负责巡查。\n"
_SHIPS = "# 渡船检验条例\n\n{day} 国务院发布\n\n{revised}第一条 渡船应当检验。\n\n第二条 船长{may}超载。\n\n船长应当停航避风。\n"
_PENAL = (
    "# 岚州市渡船处罚规定\n\n{year}年5月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过\n\n"
    "第一条 违反《渡船检验条例》第二条{part}规定的，由市水务局处五百元以上一千元以下罚款。\n\n第二条 船长不得夜航。\n"
)
_MOORING = "# {place}渡船停泊规则\n\n{day}公布\n\n第一条 渡船应当停泊在渡口。\n\n第二条 本规则自2014年1月1日起施行。\n"
_CITING = "根据《岚州市湖泊保护条例》第二条、《湖泊管理条例》（国务院令第354号），现就有关事项通知如下：加强巡查。"
_WORK = _notice(
    "关于印发步道整治任务分工的通知",
    "岚政发〔2019〕2号",
    "根据《岚州市湖泊保护条例》，现将任务分工印发给你们。\n\n一、修复湖边步道，{last}前完成。（责任单位：{who}）\n\n"
    "二、每年3月底前检查一次栏杆。（牵头单位：市水务局；配合单位：市财政局）\n\n三、清理码头。（责任单位：市水务局）",
    2019,
)
# Two or more texts a source: a build replaces one by another. They cite, amend and end each other, and share titles and numbers.
TEXTS: dict[str, tuple[str, ...]] = {
    "work.txt": (
        _WORK.format(last="2019年10月31日", who="市水务局、市财政局"),
        _WORK.format(last="2020年3月31日", who="市水务局、各区县人民政府"),
    ),
    "work-reprint.txt": (_WORK.format(last="2019年10月31日", who="市水务局、市财政局"),),
    "law.md": (
        _LAW.format(day="2011年11月17日", act="通过", more="本条例自2012年1月1日起施行。\n"),
        _LAW.format(day="2014年11月17日", act="通过", more="第三条 另有规定的，从其规定。\n"),
    ),
    "revised.md": (_LAW.format(day="2018年7月26日", act="修订", more=""),),
    "order.md": (_ORDER.format(revised=""),),
    "order2.md": (
        _ORDER.format(revised="2018年7月26日 《国务院关于修改部分行政法规的决定》修订\n\n"),
        _ORDER.format(revised="2021年7月26日 《国务院关于修改部分行政法规的决定》修订\n\n"),
    ),
    "citing.txt": (
        _notice("关于加强湖泊管理的通知", "岚政发〔2015〕9号", _CITING, 2015),
        _notice("关于加强湖泊管理的通知", "岚政发〔2015〕9号", _CITING, 2020),
        _notice(
            "关于加强湖泊管理的通知", "岚政发〔2015〕9号", "贯彻落实《岚州市湖泊保护条例（2018年修订）》。", 2019
        ),
    ),
    "rules.txt": (
        _notice(
            "关于印发岚州市步道巡查暂行规定的通知",
            "岚政发〔2012〕3号",
            "现印发给你们。\n\n岚州市步道巡查暂行规定\n\n第一条 市水务局、市财政局负责巡查。\n\n"
            "第二条 本规定自2012年7月1日起施行，有效期5年。",
            2012,
        ),
    ),
    "ending.txt": (
        _notice(
            "关于印发岚州市步道巡查规定的通知",
            "岚政发〔2016〕7号",
            "本通知自2016年8月1日起施行，《岚州市步道巡查暂行规定》（岚政发〔2012〕3号）同时废止。",
            2016,
        ),
        _notice(
            "关于印发岚州市步道巡查规定的通知",
            "岚政发〔2016〕7号",
            "本通知取代《岚州市步道巡查暂行规定》（岚政发〔2012〕3号），贯彻落实《关于加强湖泊管理的通知》（岚政发〔2015〕9号）。",
            2016,
            9,
        ),
    ),
    "waiting.txt": (
        _notice(
            "关于步道管理的通知",
            "岚政办发〔2017〕8号",
            "《岚州市步道巡查规定》自新的《岚州市湖泊保护条例》施行之日起废止。",
            2017,
            body="人民政府办公室",
        ),
    ),
    "chain.txt": (
        _notice(
            "关于落实步道巡查的通知",
            "岚政办发〔2018〕2号",
            "贯彻落实《关于印发岚州市步道巡查规定的通知》（岚政发〔2016〕7号），参照岚政办发〔2010〕1号。请市水务局办公室、市财政局办理。",
            2018,
            body="人民政府办公室",
        ),
        _notice(
            "关于落实步道巡查工作的通知",
            "岚政办发〔2018〕2号",
            "贯彻落实《岚州市步道巡视规定》。请市自然资源局、市国土资源局办理。",
            2018,
            body="人民政府办公室",
        ),
    ),
    "near.txt": (
        _notice("关于湖泊的通知", "岚政发〔2019〕1号", "按照《关于加强湖泊管理工作的通知》执行。延长岚政发〔2012〕3号有效期3年。", 2019),
    ),
    "same.txt": (_notice("关于加强湖泊管理的通知", "岚政函〔2015〕9号", "加强巡查。", 2016),),
    "reprint.txt": (
        _notice(
            "关于印发岚州市步道巡查暂行规定的通知",
            "岚政发〔2012〕3号",
            "现印发给你们。继续执行《湖泊管理条例》（国务院令第354号）第一条。",
            2013,
        ),
    ),
    # texts that do not print their own number, and those that cite them by it
    "unprinted.md": (
        _FERRY.format(day="2013年12月17日", act="通过", more="\n第三条 渡船应当检验。\n"),
        _FERRY.format(day="2016年5月17日", act="修订", more=""),
        _FERRY.format(day="2013年12月17日", act="通过", more=""),
    ),
    "unprinted2.md": (_FERRY.format(day="2014年3月7日", act="通过", more=""),),
    # and numbers without a year
    "yearless.md": (
        _DYKES.format(day="2003年3月5日", revised=""),
        _DYKES.format(day="2003年3月5日", revised="2018年7月26日 《国务院关于修改部分行政法规的决定》修订\n\n"),
    ),
    "yearless2.md": (_DYKES.format(day="2009年3月5日", revised=""),),
    "ordered.txt": (
        _notice("关于堤防的通知", "岚政发〔2019〕11号", "根据《堤防管理条例》（国务院令第371号）第一条执行。", 2019),
        _notice("关于堤防的通知", "岚政发〔2019〕11号", "《堤防管理条例》（国务院令第372号）已经废止。", 2019),
    ),
    "ordered2.txt": (
        _notice("关于堤防安全的通知", "岚政发〔2020〕12号", "按照《堤防管理条例》（国务院令第371号）执行。", 2020),
        _notice("关于堤防安全的通知", "岚政发〔2020〕12号", "按照《堤防管理条例》（国务院令第373号）执行。", 2020),
    ),
    "numbering.txt": (
        _notice("关于渡口的通知", "岚政发〔2019〕8号", "《岚州市渡口管理条例》（岚政发〔2014〕6号）同时废止。", 2019),
        _notice("关于渡口的通知", "岚政发〔2019〕8号", "按照《岚州市渡口管理条例》（岚政发〔2013〕6号）执行。", 2019),
    ),
    "numbering2.txt": (
        _notice("关于渡口安全的通知", "岚政发〔2020〕9号", "根据《岚州市渡口管理条例》（岚政发〔2013〕6号）第三条执行。", 2020),
        _notice("关于渡口安全的通知", "岚政发〔2020〕9号", "《岚州市渡口管理条例》（岚政发〔2014〕7号）自2021年1月1日起废止。", 2020),
    ),
    # a text without a place, which numbers of two places may mean, and one with a place
    "mooring.md": (_MOORING.format(place="", day="2013年12月17日"), _MOORING.format(place="岚州市", day="2013年12月17日")),
    "mooring2.md": (_MOORING.format(place="", day="2013年3月7日"),),
    "moored.txt": (
        _notice("关于停泊的通知", "岚政发〔2019〕21号", "按照《渡船停泊规则》（岚政发〔2013〕16号）执行。", 2019),
        _notice("关于停泊的通知", "岚政发〔2019〕21号", "按照《岚州市渡船停泊规则》（岚政发〔2013〕16号）执行。", 2019),
    ),
    "moored2.txt": (
        _notice("关于渡船停泊的通知", "岚政发〔2020〕22号", "按照《渡船停泊规则》（望云区政发〔2013〕17号）执行。", 2020),
        _notice("关于渡船停泊的通知", "岚政发〔2020〕22号", "按照《岚州市渡船停泊规则》（岚政发〔2013〕18号）执行。", 2020),
    ),
    # documents that are only cited: whose they are follows from the numbers of others, or by a body that some text names
    "cites.txt": (
        _notice("关于湖岸的通知", "岚政发〔2021〕3号", "按照岚水发〔2018〕3号文件和《渡口规定》（岚州市渡口局令第3号）执行。", 2021),
        _notice("关于湖岸的通知", "岚政发〔2021〕3号", "按照岚水发〔2018〕4号文件执行。", 2021),
    ),
    "water.txt": (
        _notice("关于巡湖的通知", "岚水发〔2020〕1号", "加强巡查。", 2020, body="水务局"),
        _notice("关于巡湖的通知", "岚水发〔2020〕1号", "加强巡查。", 2020, body="渡口局"),
        _notice("关于巡湖的通知", "岚水发〔2018〕3号", "加强巡查。", 2018, body="水务局"),
    ),
    "ferry.txt": (_notice("关于渡口的公告", "岚水发〔2019〕1号", "加强巡查。", 2019, body="渡口局"),),
    # a law whose duties the sanctions of another text guard
    "police.txt": (
        _notice("关于治安巡查的通知", "岚政函〔2018〕4号", "由岚州市公安局负责巡查。", 2018),
        _notice("关于治安巡查的通知", "岚政函〔2018〕4号", "由岚州市公安局城东分局负责巡查。", 2018),
    ),
    "station.txt": (
        _notice("关于夜间巡查的通知", "岚政函〔2018〕5号", "由岚州市公安局城东分局治安大队负责巡查。", 2018),
        _notice("关于夜间巡查的通知", "岚政函〔2018〕5号", "由岚州市公安局城东分局负责巡查。", 2018),
    ),
    "ships.md": (
        _SHIPS.format(day="2003年3月5日", revised="", may="不得"),
        _SHIPS.format(day="2003年3月5日", revised="", may="昨日"),
        _SHIPS.format(day="2003年3月5日", revised="2018年7月26日 《国务院关于修改部分行政法规的决定》修订\n\n", may="不得"),
    ),
    "ships2.md": (_SHIPS.format(day="2003年3月5日", revised="2009年7月26日 《国务院关于修改部分行政法规的决定》修订\n\n", may="禁止"),),
    "penal.md": (_PENAL.format(year=2016, part=""), _PENAL.format(year=2019, part="第一款"), _PENAL.format(year=2019, part="第二款")),
}  # fmt: skip
Change = tuple[str, int | None]
CHANGES = st.sampled_from([(name, n) for name, texts in TEXTS.items() for n in (*range(len(texts)), None)])
GUARDED: dict[str, Any] = {
    "first": [("penal.md", 0), ("ships.md", 0), ("rules.txt", 0), ("order.md", 0)],
    "later": [
        [("ships.md", 1)],
        [("ships.md", 2), ("ships2.md", 0)],
        [("penal.md", 1)],
        [("ships.md", None)],
        [("ships.md", 0)],
        [("penal.md", 2)],
        [("penal.md", None)],
    ],
}
"""A sanction of another text: the duty that it guards changes, goes, comes again in another edition; then the sanction goes."""


def read_texts(factory: pytest.TempPathFactory) -> dict[Change, bytes]:
    """Return the triples of each text, which one worker of the test run reads for all."""
    folder = once(factory, "read-texts", _read_texts)
    return {
        (name, number): (folder / f"{name}.{number}.nt").read_bytes()
        for name, texts in TEXTS.items()
        for number in range(len(texts))
    }


def _read_texts(folder: Path) -> None:
    """Write the triples of each text into a folder, beside the texts and their stores.

    A build reads one text of each source. A reprint is read alone: what two sources say alike does not lie in their graphs.
    """
    folder.mkdir()
    rounds: dict[str, list[tuple[str, int]]] = {}
    for name, texts in TEXTS.items():
        for number in range(len(texts)):
            rounds.setdefault(name if name.endswith("reprint.txt") else str(number), []).append((name, number))
    for place, changes in rounds.items():
        (folder / place).mkdir()
        for name, number in changes:
            (folder / place / name).write_text(TEXTS[name][number], encoding="utf-8")
        build(find([folder / place]), folder / f"{place}-store")
        with Store.open(folder / f"{place}-store") as store:
            assert not any("/graph/shared/" in graph for graph in store.graphs())
            for name, number in changes:
                data = ox.serialize(
                    (quad.triple for quad in store.quads(IRIS.source(name))), format=ox.RdfFormat.N_TRIPLES
                )
                assert data
                (folder / f"{name}.{number}.nt").write_bytes(data)


def make(update: Update, changes: Sequence[Change], read: dict[Change, bytes]) -> None:
    """Make some changes (None removes a source)."""
    following = Following(update, IRIS)
    for name, number in changes:
        following.changing(IRIS.source(name))
        if number is None:
            update.remove_graph(IRIS.source(name))
        else:
            update.replace_graph(IRIS.source(name), read[name, number])
    following.settle()
