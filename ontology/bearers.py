"""Parse the names of bearers of duties into kinds. 县级以上人民政府财政部门 → an authority, from the county up, for 财政.

A kind is a SKOS concept below `bearer/`, named by its head noun, one in the whole store for one noun (`docs/graph.md`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ontology.enumerations import Side

_JOINTS = re.compile(
    r"、|，|以及(?:其)?|或者|及其|(?<=[者位人构门关业府会员户织队校院局])(?:[和或及与])(?:其他|有关|相关)?"
)
_BEFORE = re.compile(
    r"(?:任何|其他|其它|有关|相关|所有|一切|上述|该|各(?![级类地])|全体|本(?:市|省|区|县)(?=[^级]{2})|其|同级|凡|以及|当事的)+"
)
_AFTER = re.compile(r"(?:等|均|都|方面)+$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LONGEST = 30
_LEVEL = re.compile(
    r"(?:县级|设区的市级?|区的市|市级|省级|区县级?|乡级|乡镇|州级|地方)(?:[、，]?(?:省|市|县|区|自治区|直辖市|自治州|自治县)级?)*以上(?:地方)?(?:各级)?"
    r"|(?:省|自治区|直辖市|设区的市|自治州|不设区的市|县|市|区|自治县|旗|乡|民族乡|镇)(?:、(?:省|自治区|直辖市|设区的市|自治州|不设区的市|县|市辖区|市|区|自治县|旗|乡|民族乡|镇))*(?:[（(][^（）()]{1,12}[）)])?(?=人民政府|级|人民代表大会|人民检察院|人民法院)级?"
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
_AUTHORITY = re.compile(
    r"政府|部门|机关(?!、|团体|党委)|法院|检察院|公安|国务院|海关|税务局|人民代表大会|人大|常务委员会|街道办|派出所|监察|主席团"
    r"|(?:管理|监督|监管|执法|派出|经办|登记|行政|征收|审批|仲裁|评审)(?:机构|人员)|(?:抽样|督查|督察|稽查|巡查|办案|审判)人员|执法|国家工作|公务员|检查人员|调查人员|委员会办公室|指挥部|领导小组"
    r"|(?:局|厅|署|总局|支队|大队|街道|管委会)$|(?<!居民)(?<!村民)(?<!业主)(?<!职工)(?<!管理)(?<!仲裁)委员会$|(?:省|市|区|县|乡|镇)长$|法官|检察官|人民警察|民警"
)
_PERSON = re.compile(
    r"(?:当事人|经营者|生产者|企业|公司|居民委员会|村民委员会|业主委员会|中介机构|检验机构|学校|医疗机构|协会|团体|相对人|被检查)"
)
_COMPETENT = re.compile(r"^(?:受理|审批|批准|核准|登记|发证|查处|主管|管辖)[^，。；]{0,16}的(?:机构|单位|人员)$")
"""Who decides on an application or a case, though the head noun does not tell: 受理案件的机构."""
_BODY = re.compile(r"(?:局|厅|委员会|委|部|署|办公室|中心|总局|支队|总队)$")
_PLACE = re.compile(
    r"^(?:中华人民共和国|[^市县]{2,6}?(?:省|自治区))?(?:[^省市县]{2,8}?(?:市|自治州|盟|地区))?(?:[^省市县局委]{1,8}?(?:区|县|市|旗))?"
)
_LINKS = str.maketrans("", "", "和与、及")


@dataclass(frozen=True, slots=True)
class BearerKind:
    """name: the head noun. level: of an authority, as printed (县级以上, 省级), empty where it names none. field: what an authority
    is competent for (财政), empty where the name does not tell."""

    name: str
    side: Side
    level: str = ""
    field: str = ""


@lru_cache(maxsize=1 << 14)
def bearer_kinds(printed: str) -> tuple[BearerKind, ...]:
    """Return the kinds that a bearer as printed is of, each once: 生产者、销售者 → two; 申请补贴的企业 → 企业."""
    return tuple(dict.fromkeys(bearer_kind(name) for name in _heads(printed)))


def bearer_kind(name: str) -> BearerKind:
    """Parse the name of one kind of bearer."""
    side = side_of(name)
    if side is Side.PERSON:
        return BearerKind(name, side)
    level = _LEVEL.match(name)
    competent = _FIELD.search(_GOVERNED.sub("", name[level.end() if level else 0 :]))
    field = competent["field"] if competent else ""
    return BearerKind(name, side, level[0] if level else "", "" if field in _EMPTY_FIELDS else field)


def side_of(printed: str) -> Side:
    """Return the side of a bearer; of several joined ones that of the first."""
    first = next(_heads(printed), printed)
    if _PERSON.search(first) and not re.search(r"(?:部门|人民政府|机关)$", first):
        return Side.PERSON
    return Side.AUTHORITY if _AUTHORITY.search(first) or _COMPETENT.search(printed) else Side.PERSON


def _heads(printed: str) -> Iterator[str]:
    bare = _BRACKETS.sub("", printed)
    # 省、自治区、直辖市人民政府 is one kind: the 、 before a level of government joins levels.
    bare = _LEVELS.sub(lambda found: found[0].replace("、", "\0"), bare)
    for part in _JOINTS.split(bare):
        head = part.rpartition("的")[2]
        head = head if len(head) >= 2 else part
        cut = _BEFORE.match(head)
        if cut and len(head) - cut.end() >= 2:
            head = head[cut.end() :]
        head = _AFTER.sub("", head).strip().replace("\0", "、")
        if 2 <= len(head) <= _LONGEST:
            yield head


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
    if kind.level.startswith(("省", "自治区", "直辖市")) and "以上" not in kind.level and "、" not in kind.level:
        return local and bool(
            re.match(r"[^市县]{2,6}(?:省|自治区)[^市县]*$|(?:北京|天津|上海|重庆)市[^区县]*$", agency)
        )
    return True
