"""The field of law that a title names: what a law or rule is about, without its place, its kind and the words for administering it.

Laws, their rules of execution and the rules of places on one matter have one field, so that it gathers them.
"""

import re
from functools import lru_cache

from ontology.places import Places
from ontology.titles import STATE_NAME

_EXECUTES = re.compile(
    r"实施《(?P<of>[^《》]{2,80})》|(?P<law>[^《》]{2,40}(?:法|条例))(?=实施(?:条例|细则|办法|规定|规则)$)"
)
_ISSUES = re.compile(
    r"^.{0,40}?关于(?:印发|公布|发布|颁布|转发)(?:《(?P<marked>[^《》]{4,80})》|(?P<plain>[^《》]{4,80}?))(?:等[^《》]{0,12})?的(?:通知|决定|令)$"
)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_KIND = re.compile(r"(?:暂行|试行|若干|补充|特别|具体|实施)*(?:基本法|法典|法|条例|办法|规定|细则|规则|规程|决定)$")
_AMENDS = re.compile(r"关于(?:修改|修正|废止)[^《》]{0,12}《(?P<marked>[^《》]{4,80})》[^《》]{0,20}的决定$")
_NO_LAW = re.compile(
    r"(?:(?<!公)司法|(?<!地)方法|(?<![联综融])合法|做法|执法|守法|违法|普法|立法|(?:^|[的与和、])用法)$"
)
"""Words that end in 法 and are no law; the name of a law may end alike (公司法, 适用法, 信用法)."""
_ABOUT = re.compile(
    r"^(?:关于|国务院关于|最高人民[^关]{2,12}关于)?(?:(?:加强|规范|禁止|严禁|限制|惩治|制止)(?:对(?!外))?)?"
)
_EXPLAINS = re.compile(r"《(?P<of>[^《》]{2,40}(?:法|法典|条例))》.*(?:解释|规定|批复)$")
_ADMINISTERED = re.compile(r"(?<=..)(?:(?:具体)?(?:适用|应用)法律|若干问题|工作|行政|监督|管理|处罚)*$")


@lru_cache(maxsize=1 << 14)
def field_of_law(title: str) -> str:
    """Return the field that the title of a law or rule names; empty for other titles, and where nothing is left.

    >>> [field_of_law(title) for title in ("中华人民共和国水上安全法", "岚州市水上安全管理条例（试行）", "山东省实施《水上安全法》办法")]
    ['水上安全', '水上安全', '水上安全']
    >>> field_of_law("水上安全法实施条例"), field_of_law("市政府关于印发岚州市渡口管理办法的通知"), field_of_law("关于表扬先进的通报")
    ('水上安全', '渡口', '')
    """
    plain = _BRACKET.sub("", title.strip().strip("《》"))
    if issued := _ISSUES.match(plain):
        return field_of_law(issued["marked"] or issued["plain"])
    if amended := _AMENDS.search(plain):
        return field_of_law(amended["marked"])
    if executed := _EXECUTES.search(plain):
        law = executed["of"] or executed["law"]
        return field_of_law(law) if law != plain else ""
    if explained := _EXPLAINS.search(plain):
        return field_of_law(explained["of"])
    kind = _KIND.search(plain)
    if kind is None or (kind[0] == "法" and _NO_LAW.search(plain)):
        return ""
    plain = plain[: kind.start()].removeprefix(STATE_NAME)
    if place := Places.load().find_prefix(plain):
        plain = _without(plain, Places.load().full_name(place.code), place.name)
    field = _ADMINISTERED.sub("", _ABOUT.sub("", plain.removeprefix("人民政府"), count=1).strip("《》的"))
    return "" if "《" in field or "》" in field else field


def _without(text: str, *prefixes: str) -> str:
    return next((text.removeprefix(one) for one in prefixes if text.startswith(one)), text)
