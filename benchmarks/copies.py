"""Any number of small documents, made out of those of `examples/`: each in another city, in other years, about other matters.

What is changed is changed alike in all documents of a copy, so that the references between them, their days and their numbers still
fit: a copy is a city of its own. Documents of the State keep their names and numbers, and every copy cites them.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count, islice
from pathlib import Path

from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.steps import parse
from ontology.places import Place, Places

_EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_NUMBER = re.compile(r"(?P<code>[\u4e00-\u9fff]{2,6})〔(?P<year>20\d\d)〕(?P<serial>\d{1,4})号")
_YEAR = re.compile(r"(?<!\d)20(?P<year>\d\d)(?=年|－|-)")
_DAY = re.compile(r"(?P<month>\d{1,2}月)(?P<day>\d{1,2})日")
_MATTERS = re.compile(
    "[《〈](?:中华人民共和国|中共中央|国务院)[^《》〈〉]*|养老服务|老旧小区|营商环境|科技创新券|临时救助|供水用水|城市防汛|安全生产|禁渔|停车场|老旧电梯"
)
_WORDS = [
    "东部",
    "西部",
    "南部",
    "北部",
    "山区",
    "库区",
    "园区",
    "新城",
    "古城",
    "港口",
    "沿江",
    "环湖",
    "镇村",
    "城乡",
    "中心",
    "外围",
]
_YEARS = 9  # a copy is at most so many years older


def documents() -> Iterator[tuple[str, str]]:
    """Yield names and texts without end, the cities one after the other, then all of them again with other years and matters."""
    for number in count():
        round, city = divmod(number, len(_cities()))
        for ordinal, text in enumerate(_texts()):
            yield f"{round:03}/{_cities()[city][0].code}/{ordinal:02}.txt", _copied(text, *_cities()[city], round)


def write(folder: Path, many: int) -> None:
    """Write the first so many documents into a folder."""
    for name, text in islice(documents(), many):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@cache
def _texts() -> tuple[str, ...]:
    """The published documents of the sample gazettes, each alone."""
    found: list[str] = []
    for path in sorted((*_EXAMPLES.glob("*.txt"), *_EXAMPLES.glob("岚州市*.md"))):
        normalized = normalize(decode(path.read_bytes(), path.name))
        found += [document.span.slice(normalized.text) + "\n" for document in parse(normalized).documents]
    return tuple(found)


@cache
def _cities() -> tuple[tuple[Place, Place, Place, Place], ...]:
    """The cities of the provinces that have a sign, each with its province, a district and a county."""
    places = Places.load()
    found = []
    for city in places.all:
        province = places.by_code(city.parent) if city.parent else None
        if city.level != "city" or not city.name.endswith("市") or province is None or not province.signs:
            continue
        if not city.current or city.code.startswith("99"):
            continue
        below = [place for place in places.all if place.parent == city.code and place.current]
        districts = [place for place in below if re.fullmatch("..区", place.name)]
        counties = [place for place in below if place not in districts[:1]]
        if districts and counties:
            found.append((city, province, districts[0], counties[0]))
    return tuple(found)


def _copied(text: str, city: Place, province: Place, district: Place, county: Place, round: int) -> str:
    back, more = round % _YEARS, 200 * (round // _YEARS)

    def number(match: re.Match[str]) -> str:
        code = match["code"]
        if code.startswith(("国", "中")):
            return match[0]
        signs = {"岚望": city.name[0] + district.name[0], "岚": city.name[0], "岭": province.signs[0]}
        at = next((sign for sign in signs if sign in code), "")
        code = code.replace(at, signs[at], 1) if at else code
        return f"{code}〔{int(match['year']) - back}〕{int(match['serial']) + more}号"

    def year(match: re.Match[str]) -> str:
        return f"20{max(0, int(match['year']) - back):02}"

    def day(match: re.Match[str]) -> str:
        return f"{match['month']}{(int(match['day']) - 1 + round) % 28 + 1}日"

    word = _WORDS[round % len(_WORDS)] if round else ""
    text = _DAY.sub(day, _YEAR.sub(year, _NUMBER.sub(number, text)))
    text = _MATTERS.sub(lambda match: match[0] if match[0][0] in "《〈" else word + match[0], text)
    for old, new in (
        ("东岭省", province.name),
        ("岚州市", city.name),
        ("望湖区", district.name),
        ("临溪县", county.name),
        ("岚州", city.name.removesuffix("市")),
        ("望湖", district.name.removesuffix("区")),
    ):
        text = text.replace(old, new)
    return text
