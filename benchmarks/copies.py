"""Any number of small documents, made out of those of `examples/`: each in another city, in other years, about other matters.

What is changed is changed alike in all documents of a copy, so that the references between them, their days and their numbers still
fit: a copy is a city of its own. Documents of the State keep their names, numbers and days, and every copy cites them.
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
_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,6})(?P<open>\s*[〔［\[（(]\s*)(?P<year>20\d\d)(?P<close>\s*[〕］\]）)]\s*)(?P<serial>\d{1,4})(?=\s*号)"
)
_REGISTERED = re.compile(r"(?<![A-Z])(?:LZCR|WHDR)(?=[-－]20\d\d)")
"""The letters of the registered numbers of normative documents: each city has its own."""
_OF_THE_STATE = re.compile(
    r"《(?:中华人民共和国|中共中央|国务院|国家)[^《》]*》(?:（[^（）]*）)?"
    r"|《[^《》]*》（(?!岚|岭)[\u4e00-\u9fff]+〔20\d\d〕\d{1,4}号）"
    r"|〈(?:中华人民共和国|中共中央|国务院|国家)[^〈〉]*〉"
)
"""A title that begins with an organ of the State, or that stands before a number without a local sign; with its number."""
_YEAR = re.compile(r"(?<!\d)20(?P<year>\d\d)(?=年|－|-)")
_DAY = re.compile(r"(?P<month>\d{1,2}月)(?P<day>\d{1,2})日")
_MATTERS = re.compile("养老服务|老旧小区|营商环境|科技创新券|临时救助|供水用水|城市防汛|安全生产|禁渔|停车场|老旧电梯")
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
        round, city = divmod(number, len(cities()))
        for ordinal, text in enumerate(_texts()):
            yield f"{round:03}/{cities()[city][0].code}/{ordinal:02}.txt", copied(text, *cities()[city], round)


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
def cities() -> tuple[tuple[Place, Place, Place, Place], ...]:
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


def copied(text: str, city: Place, province: Place, district: Place, county: Place, round: int) -> str:
    """Return a text of the examples as the city's own. round: how many times all cities have had a copy before."""
    pieces, end = [], 0
    for state in _OF_THE_STATE.finditer(text):
        pieces += [_renamed(text[end : state.start()], city, province, district, county, round), state[0]]
        end = state.end()
    return "".join((*pieces, _renamed(text[end:], city, province, district, county, round)))


def _renamed(text: str, city: Place, province: Place, district: Place, county: Place, round: int) -> str:
    back, more = round % _YEARS, 200 * (round // _YEARS)

    def number(match: re.Match[str]) -> str:
        code = match["code"]
        signs = {"岚望": city.name[0] + district.name[0], "岚": city.name[0], "岭": province.signs[0]}
        at = next((sign for sign in signs if sign in code), None)
        if at is None:
            return match[0]
        code = code.replace(at, signs[at], 1)
        return f"{code}{match['open']}{int(match['year']) - back}{match['close']}{int(match['serial']) + more}"

    def year(match: re.Match[str]) -> str:
        return f"20{max(0, int(match['year']) - back):02}"

    def day(match: re.Match[str]) -> str:
        return f"{match['month']}{(int(match['day']) - 1 + round) % 28 + 1}日"

    word = _WORDS[round % len(_WORDS)] if round else ""
    text = _DAY.sub(day, _YEAR.sub(year, _NUMBER.sub(number, text)))
    text = _MATTERS.sub(lambda match: word + match[0], text)
    text = _REGISTERED.sub("".join(chr(ord("A") + int(digit)) for digit in city.code[:4]), text)
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
