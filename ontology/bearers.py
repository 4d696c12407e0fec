"""Parse the names of bearers of duties into kinds. 县级以上人民政府财政部门 → an authority, from the county up, for 财政.

A kind is a SKOS concept below `bearer/`, named by its head noun, one in the whole store for one noun (`docs/graph.md`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ontology.enumerations import Side
from ontology.sides import side_of_name

_JOINTS = re.compile(
    r"、|，|以及(?:其)?|或者|及其|(?<=[者位人构门关业府会员户织队校院局])(?:[和或及与])(?:其他|有关|相关)?"
)
_ENDED = re.compile(
    r"(?:部门|机关|机构|单位|企业|公司|组织|团体|个人|政府|[局厅部署院会社校站所馆店场园库厂行办委组队处]|银行|[台人者员主东户民长官师属方工](?<!施工)(?<!化工)(?<!居民工)"
    r"|(?<![卫计])生|(?<!工)商|国务院|国家|海关|街道|[乡镇省市县区州](?<!城乡)|(?<!农)村|子女|父母|配偶|媒体|军队|部队|法人|家庭|党派|平台|委员|代表|旅客|公众|社会|专家|群众|对象|成员|兄弟|姐妹)(?:的?(?:工作|执法)?人员)?$"
)
"""Endings of names that are complete by themselves; others in a list share the noun of the last one (公安、交通部门)."""
_SHARED = re.compile(
    r"(?:等(?:有关|相关|其他)?|有关|相关)?(?P<noun>(?:行政)?(?:业务)?(?:主管)?(?:部门|机关)|机构|单位|企业|组织|人员|经营者|场所|公司)$"
)
"""The noun that the names of a list share."""
_SUCH = re.compile(
    r"(?P<item>.*[^级])等(?P<all>(?!(?:有关|相关|其他)?(?:行政)?(?:业务)?(?:主管|监管|监督管理)?(?:部门|机关|机构|单位|企业|组织|人员|经营者|场所|公司)$)[^、，]{2,16})$"
)
"""Names that occur as examples of the last one, which has a noun of its own: 报刊、电视等新闻媒体."""
_SUMMED = re.compile(
    r"等(?:有关|相关|其他)?(?=(?:行政)?(?:业务)?(?:主管|监管|监督管理)?(?:部门|机关|机构|单位|企业|组织|人员|经营者|场所|公司)$)"
)
_AND = re.compile(r"(?:以及|和|与|或者|及)")
_FIELDS = re.compile(
    r"(?:(?:工业|经济)和信息化|文化和旅游|(?:自然资源|国土)和规划|住房和(?:城乡)?建设|人力资源和社会保障|劳动和社会保障|林业和草原|卫生和计划生育|园林和林业|城乡规划和[一-鿿]{2}|市容和环境卫生|发展和改革|水利和湖泊|民族和宗教)"
)
"""Fields of authorities of which 和 is a part."""
_WHOSE = re.compile(r"(?:.{0,16}?人民政府|国务院)")
"""Whose departments a list names: 县级以上人民政府卫生、公安部门."""
_BEFORE = re.compile(
    r"(?:任何|其他|其它|有关|相关|所有|一切|上述|该|各(?![级类地])|全体|本(?:市|省|区|县)(?=[^级]{2})|其|同级|凡|以及|当事的)+"
)
_AFTER = re.compile(r"(?:等|均|都|方面)+$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LONGEST = 30
_COMMA, _AND_INSIDE, _OF = "\0", "\1", "\2"  # replace 、, 和 and 的 where these are part of a name
_LEVEL = re.compile(
    r"(?:县级|设区的市级?|区的市|市级|省级|区县级?|乡级|乡镇|州级|地方)(?:[、，]?(?:省|市|县|区|自治区|直辖市|自治州|自治县)级?)*以上(?:地方)?(?:各级)?"
    r"|(?:省|自治区|直辖市|设区的市|自治州|不设区的市|县|市|区|自治县|旗|乡|民族乡|镇)(?:、(?:省|自治区|直辖市|设区的市|自治州|不设区的市|县|市辖区|市|区|自治县|旗|乡|民族乡|镇))*(?:[（(][^（）()]{1,12}[）)])?(?=人民政府|级|人民代表大会|人民检察院|人民法院)级?"
    r"|本?市(?:和|、)各?(?:区|县)(?:[、和](?:县|区|市))?级?(?=[^、]{2})"
    r"|(?:省|市(?![场政容域民])|县(?!域)|区(?!域|划))(?=[^级的]{2,12}(?:部门|机关)$)"
    r"|国务院|中央|各级|地方各级|省级|市级|县级|区级|乡级|街道"
)
_LEVELS = re.compile(
    r"(?:(?:省|自治区|直辖市|设区的市|自治州|不设区的市|县|市辖区|市|区|自治县|旗|乡|民族乡|镇|街道)级?、)+"
    r"(?=(?:自治区|直辖市|设区的市|自治州|县|市辖区|市|区|自治县|旗|乡|民族乡|镇))"
)
_FIELD = re.compile(
    r"(?P<field>[^的、和或]{2,16}?)(?:行政)?(?:综合)?(?:主管|业务主管)?(?:部门|机关|管理机构|监督机构|监管机构|执法机构|执法部门|管理机关)(?:工作人员|执法人员)?$"
)
_GOVERNED = re.compile(r"^.*?(?:人民政府|政府|国务院)(?:所属|的)?")
_EMPTY_FIELDS = {
    "有关",
    "相关",
    "主管",
    "行政",
    "其他",
    "管理",
    "监督管理",
    "执法",
    "行政执法",
    "国家",
    "批准",
    "登记",
    "上级",
    "下级",
    "所属",
    "各",
}
_BODY = re.compile(r"(?:局|厅|委员会|委|部|署|办公室|中心|总局|支队|总队)$")
_PLACE = re.compile(
    r"^(?:中华人民共和国|[^市县]{2,6}?(?:省|自治区))?(?:[^省市县]{2,8}?(?:市|自治州|盟|地区))?(?:[^省市县局委]{1,8}?(?:区|县|市|旗))?"
)
_LINKS = str.maketrans("", "", "和与、及")


@dataclass(frozen=True, slots=True)
class BearerKind:
    """name: the head noun. level: of an authority, as printed (县级以上, 省级), empty where it names none. field: what an authority
    is competent for (财政), empty where the name does not say."""

    name: str
    side: Side
    level: str = ""
    field: str = ""


@lru_cache(maxsize=1 << 14)
def bearer_kinds(printed: str) -> tuple[BearerKind, ...]:
    """Return the kinds that a bearer as printed is of, each once: 生产者、销售者 → two; 申请补贴的企业 → 企业."""
    return tuple(dict.fromkeys(bearer_kind(name) for name in _heads(printed)))


def told_by_kind(printed: str) -> bool:
    """Test whether a bearer's words are the name of the one kind that it is of, so that the graph has no `zm:bearer` beside the kind."""
    return [kind.name for kind in bearer_kinds(printed)] == [printed]


def bearer_kind(name: str) -> BearerKind:
    """Parse the name of one kind of bearer."""
    side = side_of_name(name)
    if side is Side.PERSON:
        return BearerKind(name, side)
    level = _LEVEL.match(name)
    rest = _FIELDS.sub(lambda found: found[0].replace("和", _AND_INSIDE), name[level.end() if level else 0 :])
    competent = _FIELD.search(_GOVERNED.sub("", rest))
    field = competent["field"].replace(_AND_INSIDE, "和") if competent else ""
    return BearerKind(name, side, level[0] if level else "", "" if field in _EMPTY_FIELDS else field)


def side_of(printed: str) -> Side:
    """Return the side of a bearer; of several joined ones that of the first."""
    return side_of_name(next(_names(printed), printed))


def _heads(printed: str) -> Iterator[str]:
    """Yield the head nouns of a bearer as printed, without words that only distinguish one of them."""
    for name in _names(printed):
        head = name.replace("区的市", f"区{_OF}市").rpartition("的")[2].replace(_OF, "的")
        head = head if len(head) >= 2 else name
        cut = _BEFORE.match(head)
        if cut and len(head) - cut.end() >= 2:
            head = head[cut.end() :]
        head = _AFTER.sub("", head).strip()
        if 2 <= len(head) <= _LONGEST:
            yield head


def _names(printed: str) -> Iterator[str]:
    """Yield the joined names of a bearer, those made whole that share one noun: 公安、交通等部门 → 公安部门, 交通部门."""
    bare = _BRACKETS.sub("", printed)
    # 省、自治区、直辖市人民政府 is one kind, and so is 文化和旅游部门: the 、 before a level and the 和 in a field join no bearers.
    bare = _LEVELS.sub(lambda found: found[0].replace("、", _COMMA), bare)
    bare = _FIELDS.sub(lambda found: found[0].replace("和", _AND_INSIDE), bare)
    shared: list[str] = []
    for part in _JOINTS.split(bare):
        if such := _SUCH.match(part):
            if _ENDED.search(such["item"]):
                yield _plain(such["item"])
            shared.clear()
            part = such["all"]
        if not part:
            continue
        if not _ENDED.search(part):
            shared.append(part)
            continue
        noun = _SHARED.search(part)
        if noun is None:
            shared.clear()
            yield _plain(part)
            continue
        if shared:
            fields = [*shared, *_AND.split(part[: noun.start()])]
            shared.clear()
            before = _WHOSE.match(fields[0])
            for index, field in enumerate(field for field in fields if field):
                yield _plain((before[0] if before and index else "") + field + noun["noun"])
        else:
            yield _plain(_SUMMED.sub("", part))


def _plain(name: str) -> str:
    return name.replace(_COMMA, "、").replace(_AND_INSIDE, "和")


def serves(agency: str, kind: BearerKind) -> bool:
    """Test whether an agency, by its full official name, is one of a kind of authority: 济南市财政局, 县级以上人民政府财政部门.

    The field must be the agency's. A kind of 国务院 takes only bodies of the state, one of a 省 only those of a province.
    """
    if kind.side is not Side.AUTHORITY or not kind.field:
        return False
    place = _PLACE.match(agency)
    rest = agency[place.end() if place else 0 :]
    stem, field = _BODY.sub("", rest).translate(_LINKS), kind.field.translate(_LINKS)
    if not stem or not (
        stem == field or (len(field) >= 2 and stem.startswith(field)) or (len(stem) >= 2 and field.startswith(stem))
    ):
        return False
    local = bool(place and place[0] and not place[0].startswith("中华"))
    if kind.level in ("国务院", "中央"):
        return not local
    if kind.level in ("市", "区", "县"):
        ends = ("市", "州", "盟", "地区") if kind.level == "市" else ("区", "县", "旗", "市")
        return bool(local and place and place[0].endswith(ends))
    if kind.level.startswith(("省", "自治区", "直辖市")) and "以上" not in kind.level and "、" not in kind.level:
        return local and bool(
            re.match(r"[^市县]{2,6}(?:省|自治区)[^市县]*$|(?:北京|天津|上海|重庆)市[^区县]*$", agency)
        )
    return True
