"""Official documents for tests: texts of our own read as the product reads them, and strategies that compose them.

The city of 岚州 in 东岭省 is fictional (990100, 990000), as in `examples/`.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from ingest.model import Assigned, Component, ComponentRole, Document, Field, PartyRole, Publication, Source, Span
from ingest.read.decode import decode
from ingest.read.normalize import NormalizedText, normalize
from ingest.resolve.context import Context, Occasion
from ingest.resolve.parties import resolve_parties
from ingest.steps import parse
from ontology.places import Places

NOTICE = """岚州市人民政府关于加强湖滨步道管理的通知
岚政发〔2022〕15号

各区县人民政府，市政府各部门：

{body}

岚州市人民政府

2022年3月15日
"""


def normalized_text(text: str, name: str = "样本.txt") -> NormalizedText:
    return normalize(decode(text.encode(), name))


def scrap(text: str) -> NormalizedText:
    """The normalized text of any characters, also of those that decoding refuses (blanks alone, NUL)."""
    return normalize(Source("样本.txt", "0" * 64, "text/plain", "utf-8", text.replace("\r", "\n")))


def published(text: str, name: str = "样本.txt") -> Publication:
    return parse(normalized_text(text, name))


def only(text: str) -> Document:
    """The one document of a text."""
    (document,) = published(text).documents
    return document


def notice(body: str) -> Document:
    """A notice of 岚州市人民政府, signed 2022-03-15, with the given paragraphs."""
    return only(NOTICE.format(body=body))


def values(document: Document, field: Field) -> list[str]:
    return [str(fact.value) for fact in document.all(field)]


def parts(document: Document, role: ComponentRole) -> list[Component]:
    return [component for component in document.components if component.role is role]


def official_names(
    names: Iterable[str], within: str, places: Places, *, on: date | None = None, own: bool = False
) -> list[str]:
    """The full official names of the parties of one list, in a document of the place `within` and the day `on`. own: a department
    without its level may be of that place."""
    listed = [Assigned(name, PartyRole.RESPONSIBLE, Span(0, 0)) for name in names]
    return [party.official for party in resolve_parties(listed, Context(within, places, Occasion(on, None)), own=own)]


# --- strategies ----------------------------------------------------------------------------------------------------------

_BODIES = ("岚州市人民政府", "岚州市人民政府办公室", "岚州市财政局", "岚州市望湖区人民政府", "东岭省人民政府")
_CODES = ("岚政发", "岚政办字", "岚财规", "岚望政发", "岭政发")
_TOPICS = ("加强湖滨步道管理", "做好冬季供暖保障", "推进社区食堂建设", "规范渡口安全检查", "提升图书馆服务")
_ADDRESSEES = ("各区县人民政府，市政府各部门：", "各街道办事处，区政府各部门：", "各有关单位：")
_SENTENCES = (
    "各有关单位要按照职责分工抓好落实。",
    "本通知自印发之日起施行，有效期2年。",
    "市财政局应当于2022年6月底前拨付资金。",
    "对逾期未整改的，依法予以处理。",
    "坚持问题导向，\u3000补齐设施短板。",
    "全市共有步道２３条、长６．５公里。",
)
_CHINESE = "一二三四五六七八九"

sentence = st.sampled_from(_SENTENCES)
heading = st.sampled_from(("总体要求", "重点任务", "保障措施", "组织实施"))


@st.composite
def clauses(draw: st.DrawFn) -> list[str]:
    """Numbered paragraphs: 一、, below them （一）, 1., （1）, ——, plain ones and a table, in any mixture."""
    lines: list[str] = []
    for upper in range(draw(st.integers(0, 3))):
        lines.append(f"{_CHINESE[upper]}、{draw(heading)}")
        for middle in range(draw(st.integers(0, 3))):
            lines.append(f"（{_CHINESE[middle]}）{draw(heading)}。{draw(sentence)}")
            lines += [f"{lower + 1}.{draw(sentence)}" for lower in range(draw(st.integers(0, 2)))]
            lines += [f"（{lower + 1}）{draw(sentence)}" for lower in range(draw(st.integers(0, 2)))]
        lines += [f"——{line}" for line in draw(st.lists(sentence, max_size=2))]
        lines += draw(st.lists(sentence, max_size=2))
    if draw(st.booleans()):
        lines += ["序号\t任务\t单位", *(f"{row + 1}\t检查步道\t市园林局" for row in range(draw(st.integers(1, 4))))]
    return lines


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """第一章 … 第一条 … with paragraphs and points."""
    lines: list[str] = []
    number = 0
    for chapter in range(draw(st.integers(1, 3))):
        lines.append(f"第{_CHINESE[chapter]}章 {draw(heading)}")
        for _ in range(draw(st.integers(0, 2))):
            lines.append(f"第{_CHINESE[number]}条 {draw(sentence)}")
            lines += [f"（{_CHINESE[point]}）{draw(sentence)}" for point in range(draw(st.integers(0, 2)))]
            lines += draw(st.lists(sentence, max_size=1))
            number += 1
    return lines


@st.composite
def documents(draw: st.DrawFn) -> str:
    """One official document: heading and number in either order, perhaps without one of its elements."""
    issuer, topic = draw(st.sampled_from(_BODIES)), draw(st.sampled_from(_TOPICS))
    carries = draw(st.booleans())
    name = f"{topic}办法"
    title = f"{issuer}关于印发《{name}》的通知" if carries else f"{issuer}关于{topic}的通知"
    number = f"{draw(st.sampled_from(_CODES))}{draw(st.sampled_from(('〔2022〕', '[2022]', '（２０２２）')))}{draw(st.integers(1, 99))}号"
    signed = date(2022, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    lines = draw(st.permutations([title, number])) if draw(st.booleans()) else [title, number]
    lines = [*lines, draw(st.sampled_from(_ADDRESSEES))] if draw(st.booleans()) else list(lines)
    lines.append(f"《{name}》已经同意，现印发给你们，请认真执行。" if carries else draw(sentence))
    lines += draw(clauses())
    annex = draw(st.booleans())
    if annex:
        lines.append("附件：步道巡查任务表")
    if draw(st.booleans()):
        lines += [issuer, f"{signed.year}年{signed.month}月{signed.day}日"]
    if carries:
        lines += [name, *draw(articles())]
    if annex:
        lines += ["附件", "步道巡查任务表", "序号\t任务", "1\t巡查东堤"]
    if draw(st.booleans()):
        lines.append(f"（{signed.year}年{signed.month}月{signed.day}日印发）")
    return draw(st.sampled_from(("\n", "\n\n"))).join(lines) + "\n"


gazettes = st.lists(documents(), min_size=1, max_size=3).map("\n".join)

_PIECES = (
    "岚政发〔2022〕15号", "岚州市人民政府令", "第38号", "附件", "附件：", "1.", "一、", "（一）", "第一条", "第一章", "——", "①",
    "2022年3月15日", "（2022年3月15日印发）", "岚州市人民政府", "关于", "的通知", "《", "》", "（", "）", "：", "，", "。", "；",
    "\t", "\n", "\n\n", " ", "　", "|", "---", "自印发之日起施行", "有效期2年", "有效期至", "目录", "……（3）", "LZCR-2022-0010001",
    "# ", "**", "各区县人民政府：", "抄送：", "印发", "２０２２", "99年", "十", "〇", "\ufeff", "\x0c", "𠮷", "é",
)  # fmt: skip

noise = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=40).map("".join),
)
"""Pieces of official documents in no order, mixed with any characters."""
