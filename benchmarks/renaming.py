"""Put other places in place of a text's own: their names, the class words before bodies, and the signs of document numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ingest.lexicon.index import load_index
from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.steps import parse
from ontology.agencies.bodies import bare_name
from ontology.places import GENERAL_NAMES, STATE, Place, Places

BRACKET = r"\s*[〔［\[（(]\s*(?P<printed>19\d\d|20\d\d)\s*[〕］\]）)]\s*第?\s*"
"""The year of a document's number, up to its serial."""
_STATE_CODES = "国|中(?!山)|财(?!政)|全国"
_CLASS = ("自治区", "自治州", "自治县", "自治旗", "地区", *"省市区县州旗盟")
_CITY = "市"
_PARTY = "党"
_OF_PROVINCE = re.compile("[全我本]省|省[政委级财]")
_SPOKEN = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


def renamed_names(places: Mapping[Place, Place]) -> dict[str, str]:
    """Return the names of the places, with and without their class word, → those of the others."""
    names = {}
    for place, other in places.items():
        if len(place.name) > 2:
            names[bare_name(place)] = bare_name(other)
        for short in place.short:
            names[short] = other.short[0] if other.short else bare_name(other)
    return names | {place.name: other.name for place, other in places.items()}


def one_of(names: Mapping[str, object]) -> str:
    """Return the pattern of any of the names, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def class_word(place: Place) -> str:
    """Return the class word by which a text of the place names its bodies: 省, 州, 旗."""
    found = next((word for word in _CLASS if place.name.endswith(word)), "")
    return _SPOKEN.get(found, found)


def own_place(text: str, name: str) -> str | None:
    """Return the code of the place of a text's documents; None for the State's and for a text whose place is not known."""
    codes = Counter(document.place for document in parse(normalize(decode(text.encode(), name))).documents)
    codes.pop(STATE, None)
    codes.pop(None, None)
    return codes.most_common(1)[0][0] if codes else None


@dataclass(frozen=True)
class Renaming:
    """A text's places → others: each province, city and county keeps its level."""

    places: Mapping[Place, Place]

    @staticmethod
    def between(text: str, own: str, target: str, gazetteer: Places) -> "Renaming | None":
        """Return how the places of a text are called where its own place (code) is the target; None for what cannot be: a
        municipality has no province above it, and departments of its own kinds."""
        chains: list[dict[str, Place]] = [
            {place.level: place for place in gazetteer.ancestry(code) if place.level != "state"}
            for code in (own, target)
        ]
        source, other = chains
        if class_word(source["province"]) == _CITY != class_word(other["province"]):
            return None
        if class_word(other["province"]) == _CITY != class_word(source["province"]):
            if "city" not in source or source["province"].name in text or _OF_PROVINCE.search(text):
                return None
            source, other = {"city": source["city"], **source}, {"city": other["province"], **other}
            source.pop("province")
        places = {place: other[level] for level, place in source.items() if level in other and level != "county"}
        if "county" in source:
            below = [place for place in _below(gazetteer, _outer(other)) if place.name[-1] == source["county"].name[-1]]
            meant = [other["county"]] if "county" in other else []
            places[source["county"]] = [*meant, *below, *_below(gazetteer, _outer(other))][0]
        for place, at in list(places.items()):
            _pair(text, gazetteer, place, at, places)
        return Renaming(places)

    def renamed(self, text: str) -> str:
        """Return a text, or a fact of it, with the names of the other places."""
        return self._pattern.sub(self._replaced, text)

    def without_city(self, fact: str) -> str:
        """Return a fact with counties and districts alone: a county's bodies go without their city's name, those of a district have it."""
        return self._ahead.sub("", fact)

    @cached_property
    def _ahead(self) -> re.Pattern[str]:
        outer = {place.name: 0 for place in self.places.values() if place.level != "county"}
        counties = {place.name: 0 for place in self.places.values() if place.level == "county"}
        return re.compile(rf"(?:{one_of(outer)})(?={one_of(counties)})" if counties else "(?!)")

    @cached_property
    def _names(self) -> dict[str, str]:
        return renamed_names(self.places)

    @cached_property
    def _classes(self) -> dict[str, str]:
        """Return the class words of the own place and those around it → what they are there."""
        words = {class_word(place): class_word(other) for place, other in self.places.items()}
        return {word: other for word, other in words.items() if word and word != other}

    @cached_property
    def _signs(self) -> dict[str, str]:
        signs = {}
        for place, other in reversed(list(self.places.items())):
            for sign in (place.signs or place.name[0]) if place.level == "province" else place.name[0]:
                signs[sign] = other.signs[0] if other.signs else other.name[0]
        return signs

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        signs, classes = one_of(self._signs), one_of(self._classes) or "(?!)"
        kept = one_of({place.name: 0 for place in Places.load().all if place.level != "county"} | dict.fromkeys(_WORDS))
        bodies = one_of({name[:2]: 0 for name in load_index().following if len(name) > 1})
        return re.compile(
            rf"""(?P<sign>(?<![\u4e00-\u9fff])(?!{_STATE_CODES})(?:{signs}){{1,2}})(?P<rest>[\u4e00-\u9fff]{{1,8}}{BRACKET}\d{{1,5}}\s*号)
            |(?P<name>{one_of(self._names)})
            |(?P<kept>{kept})
            |(?P<all>[全我各本])(?P<whole>{classes})(?![府级内外场民辖])
            |(?P<class>{classes})(?=委(?![员托派])|(?:人民)?政府|直(?!管)|级|中心支行|分行|{bodies}|[\u4e00-\u9fff]{{2,12}}(?:局|委|办|厅|院|会|集团|公司|中心|总队|支队)(?:[、，；。）\s]|$))""",
            re.VERBOSE,
        )

    def _replaced(self, match: re.Match[str]) -> str:
        if match["sign"]:
            return "".join(self._signs[sign] for sign in match["sign"]) + match["rest"]
        if match["name"]:
            return self._names[match["name"]]
        if match["all"]:
            other = self._classes[match["whole"]]
            return match["all"] + ("区" if other == "自治区" and match["all"] == "全" else other)
        if match["class"]:
            return self._classes[match["class"]] + (_PARTY if self._is_of_region(match) else "")
        return match[0]

    def _is_of_region(self, match: re.Match[str]) -> bool:
        """Test for the committee of a region, which is 自治区党委 where that of a province is 省委."""
        return self._classes[match["class"]] == "自治区" and match.string.startswith("委", match.end())


_WORDS = ("城市", "市场", "社区", "园区", "区域", "地区", "城区", "开发区", "市县", "县市", "区县", "县区")


def _outer(chain: Mapping[str, Place]) -> Place:
    return chain.get("city") or chain["province"]


def _below(gazetteer: Places, place: Place) -> Iterator[Place]:
    return (
        other
        for other in gazetteer.all
        if other.parent == place.code and other.current and other.name not in GENERAL_NAMES
    )


def _pair(text: str, gazetteer: Places, place: Place, at: Place, places: dict[Place, Place]) -> None:
    """Give each place below one that the text names another below the other one, of its class word where there is one."""
    free = [other for other in _below(gazetteer, at) if other not in places.values()]
    for below in _below(gazetteer, place):
        if below not in places and below.name in text and free:
            other = next((other for other in free if other.name[-1] == below.name[-1]), free[0])
            free.remove(other)
            places[below] = other
            if below.level == "city":
                _pair(text, gazetteer, below, other, places)
