"""Any number of small documents, made out of those of some cities: each in another city, in other years, about other matters.

What is changed is changed alike in all documents of a copy, so that the references between them, their days and their numbers still
fit: a copy is a city of its own. Documents of the State keep their names, numbers and days, and every copy cites them.

    python -m benchmarks.copies FOLDER [--documents 1000] [--texts FOLDER…]
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import count, islice
from pathlib import Path

from benchmarks.renaming import BRACKET, one_of, renamed_names
from benchmarks.templates import EXAMPLES, LONGEST, Bundle, bundles
from ontology.identifiers import Numbered
from ontology.numbers import digit_by_digit
from ontology.places import Place, Places

_STATE_TITLES = "中华人民共和国|中共中央|国务院|国家"
_DATES = r"""(?P<spelt>[一二][○〇ＯO零九][○〇ＯO零一二三四五六七八九]{2})(?=年)
    |(?P<day>(?:(?:19[89]|20\d)\d年)?(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日)
    |(?<!\d)(?P<year>(?:19[89]|20\d)\d)(?=年|\s?[-－—–至]\s?\d)"""
_DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_DIGITS = {sign: digit for digit, signs in enumerate(("○〇ＯO零", *"一二三四五六七八九")) for sign in signs}
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
_DAYS = 5  # and its days are at most so many less one later
_LEAP = 2020  # the year of days without one
_SERIALS = 1_500  # of each bundle, so that two bundles in one city have no number in common
_LATER_SERIALS = 150  # of each round that has the years of an earlier one


@dataclass(frozen=True, slots=True)
class City:
    """A city that copies are put into. districts, others: its divisions called …区, and the rest; neither is empty."""

    place: Place
    province: Place
    districts: tuple[Place, ...]
    others: tuple[Place, ...]


@cache
def cities() -> tuple[City, ...]:
    """Return the cities whose name begins with no province's sign, so that each number shows whose it is, with their divisions."""
    places = Places.load()
    signs = {sign for place in places.all for sign in place.signs}
    found = []
    for place in places.all:
        province = places.by_code(place.parent) if place.parent else None
        if place.level != "city" or not place.name.endswith("市") or province is None or not province.signs:
            continue
        if not place.current or place.code.startswith("99") or place.name[0] in signs:
            continue
        below = [other for other in places.all if other.parent == place.code and other.current]
        districts = tuple(other for other in below if re.fullmatch("..区", other.name))
        others = tuple(other for other in below if other not in districts[:1])
        if districts and others:
            found.append(
                City(place, province, districts, tuple(sorted(others, key=lambda other: other.name.endswith("区"))))
            )
    return tuple(found)


class Copy:
    """A copy of a bundle of texts, changed into a city's own.

    round: how many times all cities have had a copy before. shelf: the bundle's own number; no two bundles share document numbers.
    """

    def __init__(self, bundle: Bundle, city: City, round: int = 0, shelf: int = 0) -> None:
        self._bundle, self._city = bundle, city
        self._years, self._days = round % _YEARS, round % _DAYS
        self._serials = _SERIALS * shelf + _LATER_SERIALS * (round // _YEARS)
        self._word = _WORDS[round % len(_WORDS)] if round else ""
        pools = (city.others, city.districts)
        self._places = {bundle.city: city.place}
        if bundle.province:
            self._places[bundle.province] = city.province
        met = [0, 0]
        for place in bundle.districts:
            kind = place.name.endswith("区")
            self._places[place] = pools[kind][met[kind] % len(pools[kind])]
            met[kind] += 1

    def copied(self, text: str) -> str:
        """Return a text of the bundle as the city's own."""
        return self._rules.sub(self._replaced, text)

    def number(self, number: Numbered) -> Numbered:
        """Return whose number it is here, and which; that of the State as it is."""
        own = {place.code: other for place, other in self._places.items()}
        if number.place not in own:
            return number
        place = own[number.place].code
        code = self._rules.sub(lambda match: self._names.get(match[0], match[0]), number.code)
        if sign := next((sign for sign in self._signs if code.startswith(sign)), ""):
            code = self._signs[sign] + code.removeprefix(sign)
        return Numbered(place, code, number.year and number.year - self._years, number.serial + self._serials)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names of places, with and without their kind, letters of registered numbers, and matters → what replaces them."""
        names = renamed_names(self._places)
        if self._word:
            names |= {matter: self._word + matter for matter in self._bundle.matters}
        mark = "".join(chr(ord("A") + int(digit)) for digit in self._city.place.code[:4])
        return names | {
            letters: mark + ("" if at == 0 else chr(ord("A") + at)) for at, letters in enumerate(self._bundle.letters)
        }

    @cached_property
    def _signs(self) -> dict[str, str]:
        """The beginnings of local numbers → their beginnings here: a district's with the city's sign and its own, or its own alone."""
        bundle, city = self._bundle, self._city
        signs = {}
        for place in bundle.districts:
            signs[bundle.sign + place.name[0]] = city.place.name[0] + self._places[place].name[0]
        signs[bundle.sign] = city.place.name[0]
        if bundle.province:
            signs |= dict.fromkeys(bundle.province.signs, city.province.signs[0])
        for template in bundle.templates:
            for place in bundle.districts:
                if template.number and template.number.code[0] == place.name[0]:
                    signs.setdefault(place.name[0], self._places[place].name[0])
        return signs

    @cached_property
    def _rules(self) -> re.Pattern[str]:
        """One pattern for all that is changed or, being the State's, kept; what occurs first is tried first at each place."""
        signs, names = one_of(self._signs), one_of(self._names)
        central = rf"(?!{signs})[\u4e00-\u9fff]+〔20\d\d〕\d{{1,4}}号"
        return re.compile(
            rf"""(?P<state>《(?:{_STATE_TITLES})[^《》]*》(?:（[^（）]*）)?|《[^《》]*》（{central}）|〈(?:{_STATE_TITLES})[^〈〉]*〉)
            |(?P<sign>{signs})(?P<rest>[\u4e00-\u9fff]{{1,8}}{BRACKET})(?P<serial>\d{{1,4}})(?=\s*号)
            |(?P<order>省?(?:人民)?政府令\s*第)(?P<ordinal>\d{{1,4}})(?=号)
            |{_DATES}
            |(?P<name>{names})""",
            re.VERBOSE,
        )

    def _replaced(self, match: re.Match[str]) -> str:
        if match["state"]:
            return match[0]
        if match["name"]:
            return self._names[match["name"]]
        if match["sign"]:
            rest = match["rest"].replace(match["printed"], str(int(match["printed"]) - self._years))
            return f"{self._signs[match['sign']]}{rest}{int(match['serial']) + self._serials}"
        if match["order"]:
            return f"{self._order(match['order'])}{int(match['ordinal']) + self._serials}"
        if match["day"]:
            return self._day(match["day"])
        if match["spelt"]:
            year = int("".join(str(_DIGITS[sign]) for sign in match["spelt"])) - self._years
            return digit_by_digit(year)
        return str(int(match["year"]) - self._years)

    def _order(self, printed: str) -> str:
        """Return whose order it is: 省政府令 by the kind of the province that the city lies in."""
        province = self._city.province.name
        kind = next(kind for kind in ("自治区", "省", "市", "") if province.endswith(kind))
        return kind + printed[1:] if printed.startswith("省") else printed

    def _day(self, printed: str) -> str:
        found = _DAY.fullmatch(printed)
        assert found is not None
        year = int(found["year"]) - self._years if found["year"] else None
        month, day = int(found["month"]), int(found["day"])
        while True:  # 29 February of a year that has none is the day before
            try:
                at = date(year or _LEAP, month, day) + timedelta(self._days)
                break
            except ValueError:
                day -= 1
        return f"{f'{at.year}年' if year else ''}{at.month}月{at.day}日"


@dataclass(frozen=True, slots=True)
class CopiedDocument:
    """name: of its file. copy, template: whose it is, and its place in the bundle."""

    name: str
    copy: Copy
    bundle: Bundle
    template: int

    @property
    def text(self) -> str:
        return self.copy.copied(self.bundle.templates[self.template].text)

    @property
    def number(self) -> Numbered | None:
        number = self.bundle.templates[self.template].number
        return number and self.copy.number(number)


def documents(originals: Sequence[Bundle]) -> Iterator[CopiedDocument]:
    """Yield documents without end, the cities one after the other, then all of them again with other years and matters."""
    for number in count():
        round, at = divmod(number, len(cities()))
        ordinal = 0
        for shelf, bundle in enumerate(originals):
            copy = Copy(bundle, cities()[at], round, shelf)
            for template in range(len(bundle.templates)):
                yield CopiedDocument(f"{round:03}/{cities()[at].place.code}/{ordinal:02}.txt", copy, bundle, template)
                ordinal += 1


def write(folder: Path, many: int, originals: Sequence[Bundle]) -> None:
    """Write the first so many documents into a folder."""
    for document in islice(documents(originals), many):
        path = folder / document.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--texts", type=Path, nargs="+", default=[EXAMPLES])
    parser.add_argument("--longest", type=int, default=LONGEST, help="characters of the longest document that is taken")
    given = parser.parse_args()
    write(given.folder, given.documents, bundles(given.texts, given.longest))


if __name__ == "__main__":
    main()
