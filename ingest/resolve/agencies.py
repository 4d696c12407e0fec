"""Which body a name means: full official names by the document's place."""

import re

from ingest.rules import fragments
from ontology.places import Places

_BODY = re.compile(rf"(?:{fragments()['body_end']})$")
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_RELATIVE = re.compile(r"^[本我]?(?:自治区|自治州|省|市|区|县|州|旗|盟)")
_SHORT_GOVERNMENT = re.compile(r"(?<!人民)(?<!州)政府(?=$|办公|研究|法制|督查)")
_BRANCH = re.compile(r"(?:分局|支队|大队|总队|分行|支行|中心支行|分公司|调查队|管理处)$")
_SEAL = re.compile(r"[（(](?:代章|章|印章|盖章|公章)[）)]$")


def is_body(name: str) -> bool:
    """A name that ends as names of bodies do (党政机关公文处理工作条例 第九条)."""
    return bool(_BODY.search(name))


def split_names(text: str, within: str | None, places: Places) -> list[str]:
    """The bodies of a joint heading or signature: 中共济南市委济南市人民政府 → two names.

    A name ends where a body's name may end and the next begins with a place or a central organ; a branch (济南市公安局天桥
    区分局, 国家税务总局山东省税务局) is one body with its parent's name.
    """
    names: list[str] = []
    for piece in re.split(r"[ 、，,\n]+", _SEAL.sub("", text.strip())):
        start = 0
        for at in range(2, len(piece) - 2):
            head, rest = piece[start:at], piece[at:]
            if len(head) >= 3 and is_body(head) and _begins_body(head, rest, within, places):
                names.append(head)
                start = at
        if piece[start:]:
            names.append(piece[start:])
    return names


def _begins_body(head: str, rest: str, within: str | None, places: Places) -> bool:
    if not is_body(rest) or _RELATIVE.match(rest) or _BRANCH.search(rest):
        return False
    if rest.endswith("税务局") and "税务" in head:
        return False
    return bool(_PARTY.match(rest)) or places.find_prefix(rest, within=within) is not None


def official_name(name: str, within: str | None, places: Places) -> str:
    """The full official name of a body, as a document of the place `within` (GB/T 2260 code) prints it.

    天桥区人民政府 in 济南市 → 济南市天桥区人民政府; 省政府办公厅 in 江苏省 → 江苏省人民政府办公厅. A name whose place stays
    open is returned as printed.
    """
    name = _SEAL.sub("", re.sub(r"\s+", "", name))
    party = _PARTY.match(name)
    rest = name[party.end() :] if party else name
    place = places.find_prefix(name, within=within)
    if place is None or place.level == "state":
        return name
    full = places.full_name(place.code)
    if rest.startswith(full):
        tail = rest[len(full) :]
    elif rest.startswith(place.name):
        tail = rest[len(place.name) :]
    elif relative := _RELATIVE.match(rest):
        tail = rest[relative.end() :]
    else:
        return name
    tail = _SHORT_GOVERNMENT.sub("人民政府", tail, count=1)
    return (party[0] if party else "") + full + tail
