"""Find the place of a document: that of its issuers, else the one that its number, its title or its words show."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from ingest.extract.sentences import MARKED_TITLE
from ingest.lexicon.codes import coded_city, has_general_office
from ingest.model import DocumentNumber
from ingest.rules import table
from ontology.agencies.bodies import bare_name, level_of
from ontology.places import Place, Places

_LONGEST_PLACE = 12
_OF_PROVINCE = ("own-province", "own-region")
_SHARED_SIGNS = "宁青"  # 南京 and 青岛 number so, too
_OF_FU = "粤沪渝琼"  # provinces whose governments number 府; elsewhere it is a city's (苏府 is 苏州's)
_FEWEST = 3
_COUNTY = "县"
_LEAD = 3
_BESIDE = 2  # lines on either side of an address that say how to reach its owner
_ABOVE = 5  # lines above an address that name whose it is


def document_place(issuers: Iterable[str], gazette: str | None, places: Places) -> str | None:
    """Return the GB/T 2260 code of the first issuer that names a place. gazette: the code within which short names are looked up."""
    found = (places.find_prefix(name, within=gazette) for name in issuers)
    return next((place.code for place in found if place), None)


def is_foreign(issuers: Iterable[str], places: Places) -> bool:
    """Test whether an issuer names a city, county or district that the gazetteer does not know."""
    named = table("agencies")["named-place"]
    return any(named.start(name) is not None and places.find_prefix(name) is None for name in issuers)


def carried_place(issuers: Iterable[str], titles: Iterable[str], places: Places) -> str | None:
    """Return the code of the place whose government a heading names by its level alone (市人民政府令): the one in the title of what the
    document carries (岚州市渡口办法), if it is of that level."""
    levels = {match["class"] for name in issuers if (match := _BY_LEVEL.start(name))}
    found = (places.find_prefix(title.lstrip("《")) for title in titles)
    return next((place.code for place in found if place and levels and place.name.endswith(tuple(levels))), None)


_BY_LEVEL = table("agencies")["level-government"]


def spoken_place(text: str, places: Places) -> str | None:
    """Return the code of the place whose office wrote a text without issuer: it says 本市, and names one city with 市 in full, no other.

    Titles in 《》 are left out: they name the places of others.
    """
    text = MARKED_TITLE.sub("", text)
    said = table("agencies")["own-place"].find(text)
    if said is None:
        return None
    word = said["class"] or said["inside"]
    found = {place.code for named in _named_with(word, text, places) for place in named}
    return found.pop() if len(found) == 1 else None


def _named_with(word: str, text: str, places: Places) -> Iterator[list[Place]]:
    """Yield, for each occurrence of a class word (市), the places of today whose name ends there; one twice if two of its names do."""
    for match in re.finditer(word, text):
        lengths = range(len(word) + 1, min(_LONGEST_PLACE, match.end() + 1))
        printed = (text[match.end() - length : match.end()] for length in lengths)
        yield [place for name in printed for place in places.named(name) if place.current]


def practised_place(text: str, places: Places) -> str | None:
    """Return the code of the place for whose practice a text without issuer is made (结合望湖区实际), or whose branches of central offices
    it lists beside bodies of its own city (市公安局、岚州银保监局). None where several are named."""
    rules, text = table("agencies"), MARKED_TITLE.sub("", text)
    found = {_whole_place(match["at"], places) for match in rules["own-practice"].each(text)} - {None}
    if not found and rules["own-city"].find(text) and not any(rules[name].find(text) for name in _OF_PROVINCE):
        branches = {_whole_place(match["at"], places) for match in rules["branch-at"].each(text)} - {None}
        found = {place for place in branches if place is not None and level_of(place) in ("municipality", "city")}
        found = found if found == branches else set()
    place = found.pop() if len(found) == 1 else None
    return place.code if place else None


def grounded_place(text: str, places: Places) -> str | None:
    """Return the code of the city whose own decision a text without issuer rests on (根据《中共岚州市委、岚州市人民政府关于…》), where it
    names the bodies of a city and all counties and districts below it. None for a text of a county, whose grounds are above it,
    of a province, and where two cities are named."""
    rules = table("agencies")
    if rules["own-city"].find(text) is None or rules["counties-below"].find(text) is None:
        return None
    if any(rules[name].find(text) for name in ("own-county", *_OF_PROVINCE)):
        return None
    found = {places.find_prefix(match["at"]) for match in rules["own-ground"].each(text)}
    place = found.pop() if len(found) == 1 else None
    return place.code if place is not None and level_of(place) in ("municipality", "city") else None


def _whole_place(name: str, places: Places) -> Place | None:
    """Return the place that a name is, with its class word or without: 岚州市望湖区, 岚州. None where several are called so."""
    place = places.find_prefix(name)
    if place is not None and name in (place.name, places.full_name(place.code)):
        return place
    named = [at for word in ("省", "市", "县") for at in places.named(name + word) if at.current]
    return named[0] if len(named) == 1 else None


def addressed_place(text: str, issuers: Iterable[str], places: Places) -> str | None:
    """Return the code of the place whose level the issuers name alone (市商务局): the one around the only district in which the
    contact lines of the text lie (联系人：渡工甲；地址：望湖区渡口路5号)."""
    levels = [match["class"] for name in issuers if (match := _LEVEL.start(name))]
    found = {places.find_prefix(at) for at in _own_addresses(MARKED_TITLE.sub("", text))} if levels else set()
    place = found.pop() if len(found) == 1 else None
    if place is None:
        return None
    return next((around.code for around in places.ancestry(place.code) if around.name.endswith(levels[0])), None)


def _own_addresses(text: str) -> Iterator[str]:
    """Return the addresses of a text that are its issuer's: how to reach somebody is in the same line or beside it, and nothing
    there or above names a party, a company or a meeting."""
    rules = table("agencies")
    lines = [line for line in text.split("\n") if line.strip()]
    for at, line in enumerate(lines):
        for match in rules["own-address"].each(line):
            beside, above = lines[max(0, at - _BESIDE) : at + _BESIDE + 1], lines[max(0, at - _ABOVE) : at]
            contact = any(rules["contact-line"].find(one) for one in beside)
            if contact and not any(rules["others-address"].find(one) for one in (*above, *beside)):
                yield match["at"]


_LEVEL = table("agencies")["level-first"]


def levelled_place(issuers: Iterable[str], number: DocumentNumber | None, text: str, places: Places) -> str | None:
    """Return the code of the place whose level the issuers name alone (市发展改革委) and whose sign opens the number.

    A province is known by its sign (粤教, 省教育厅 → 广东省). Of cities, counties and districts the text must print one in full whose
    name begins with the sign (苏发改, 市发展改革委, 苏州市), and no other of that level. A code that begins with the issuer's matter has no
    sign.
    """
    levels = {match["class"] for name in issuers if (match := _LEVEL.start(name))}
    if number is None or len(levels) != 1:
        return None
    level, sign = levels.pop(), number.code[0]
    if any(name.startswith(sign, len(level)) and number.code[1:2] != sign for name in issuers):
        return None  # 市公安局's 公安 is its own matter, and no sign of 公主岭市
    if level in _PROVINCIAL:
        found = {place.code for place in places.with_sign(sign) if place.name.endswith(level)}
    else:
        named = (place for each in _named_with(level, text, places) for place in each)
        found = {place.code for place in named if place.name.startswith(sign)} or _without_class(
            sign, level, text, places
        )
    return found.pop() if len(found) == 1 else None


def _without_class(sign: str, level: str, text: str, places: Places) -> set[str]:
    """Return the codes of the counties whose name begins with a sign and that the text names several times without their class word, once
    as the place of a zone or an office (岚渡经济开发区)."""
    if level != _COUNTY:
        return set()
    seats = {match["at"] for match in table("agencies")["own-seat"].each(text) if match["at"].startswith(sign)}
    bare = sorted(name for name in seats if text.count(name) >= _FEWEST)
    return {place.code for name in bare for place in places.named(name + level) if place.current}


_PROVINCIAL = ("省", "自治区")


def signed_place(number: DocumentNumber | None, places: Places, text: str = "") -> str | None:
    """Return the code of the province or city whose sign opens a document number of its government or its departments: 辽政发, 浙经信
    → the province, 穗府办 → 广州市. A sign that two places carry decides nothing (宁政发); one with which the names of several begin
    means the city that `text` names (昆政发)."""
    if number is None or not (len(number.code) > 2 or number.code.endswith(("政", "府"))):
        return None
    if (city := coded_city(number.code, places, text)) is not None:
        return city
    sign, office = number.code[0], number.code[1]
    found = places.with_sign(sign)
    shared = sign in _SHARED_SIGNS or (office == "府" and sign not in _OF_FU)
    return found[0].code if len(found) == 1 and found[0].level == "province" and not shared else None


def coded_issuer(
    number: DocumentNumber | None,
    titles: Iterable[str],
    places: Places,
    addressees: Iterable[str] = (),
    text: str = "",
) -> str | None:
    """Return the government or general office that a document number's code means: 辽政发 → 辽宁省人民政府; 临政发 of a text whose title
    begins with 临溪县 → 临溪县人民政府. A place that a title begins with may be what the document is about: it is no issuer where the
    document is sent to its government, or where it lies in the province whose sign the code is (吉政函 about 吉林市)."""
    code = table("numbers")["government-code"].whole(number.code) if number else None
    if number is None or code is None:
        return None
    signed = signed_place(number, places, text)
    titled = next((place for title in titles if (place := places.find_prefix(title))), None)
    if titled is not None and titled.name.startswith(number.code[0]):
        within = signed in {around.code for around in places.ancestry(titled.code)}
        reached = {
            places.find_prefix(name) for name in addressees if table("agencies")["addressed-government"].find(name)
        }
        if not within and titled not in reached:
            office = "办公厅" if titled.level == "province" else "办公室"
            return places.full_name(titled.code) + "人民政府" + (office if code["office"] else "")
    if signed is None:
        return None
    place = places.by_code(signed)
    general = (place is not None and place.level == "province") or has_general_office(signed)
    return places.full_name(signed) + "人民政府" + (("办公厅" if general else "办公室") if code["office"] else "")


def frequent_place(text: str, places: Places) -> str | None:
    """Return the code of the place that a text without issuer is about; None where the text does not show it.

    It has relative names (省财政厅, 全市), and prints one province or city in full at least `_FEWEST` times and `_LEAD` times as often as
    any other; or it is a province's, and the provinces and cities that it names are one province and what lies in it; or it is a
    county's, and names no other. Titles in 《》 are left out.
    """
    text = MARKED_TITLE.sub("", text)
    rules = table("agencies")
    provinces, regions, cities, counties = (
        sum(1 for _ in rules[name].each(text)) for name in ("own-province", "own-region", "own-city", "own-county")
    )
    provincial = max(provinces, regions)
    if counties and not provincial and not cities and (county := _only_county(text, places)):
        return county
    if not provincial and not cities:
        return None
    levels, word = (("province",), "省") if provincial >= cities else (("municipality", "city"), "市")
    if word == "省" and regions > provinces:
        word = "自治区"
    counted: Counter[str] = Counter()
    for named in _named_with(word, text, places):
        counted.update(place.code for place in set(named) if level_of(place) in levels)
    return _leading(counted) or (None if word == "市" else _own_province(text, places))


def _only_county(text: str, places: Places) -> str | None:
    """Return the county that a county's text prints in full, at least twice and no other."""
    named = (place for each in _named_with(_COUNTY, text, places) for place in each)
    counted = Counter(place.code for place in named if level_of(place) == "county")
    return next(iter(counted)) if len(counted) == 1 and counted.total() > 1 else None


def _own_province(text: str, places: Places) -> str | None:
    """Return the province that a province's text names with its cities: 山东金融监管局, 青岛市, 济南、烟台等市."""
    names = _provinces_of_names()
    return _leading(Counter(names[match[0]] for match in _named_places().finditer(text)))


@cache
def _provinces_of_names() -> dict[str, str]:
    """Return the names of provinces and cities, with and without class word, and the code of the province that each is or lies in."""
    places, found = Places.load(), dict[str, str]()
    for place in sorted(places.all, key=lambda place: place.level == "province"):  # 海南 is the province, not 海南州
        if place.current and place.level in ("province", "city"):
            outer = next((around.code for around in places.ancestry(place.code) if around.level == "province"), None)
            if outer is not None:
                found |= dict.fromkeys((bare_name(place), place.name), outer)
    return found


@cache
def _named_places() -> re.Pattern[str]:
    """Match names of provinces, and of cities in full or in a list (济南、烟台等市)."""
    places = Places.load()
    sure = {name for name in _provinces_of_names() if any(place.level == "province" for place in _all_of(name, places))}
    full = {name for name in _provinces_of_names() if any(place.name == name for place in places.named(name))}
    names = sorted(_provinces_of_names(), key=lambda name: (-len(name), name))
    return re.compile("|".join(name if name in sure | full else f"{name}(?=[、和等市])" for name in names))


def _all_of(name: str, places: Places) -> tuple[Place, ...]:
    return tuple(place for word in ("", "省", "自治区") for place in places.named(name + word))


def _leading(counted: Counter[str]) -> str | None:
    """Return the code that is counted at least `_FEWEST` times and `_LEAD` times as often as any other."""
    ranked = counted.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST or (len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]
