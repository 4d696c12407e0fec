"""The places of China and of the sample: which one a name means, in the context of a document.

The gazetteer is `agencies/places*.ttl` (GB/T 2260) with the central organs of `agencies/central.ttl`: the same files
are lexicon and graph data. Callers see plain strings; a code has six digits, `100000` is the state.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ontology.place import Place
from ontology.place_files import read_organs, read_places

__all__ = ["GENERAL_NAMES", "STATE", "Place", "Places"]

STATE = "100000"
_LONGEST_NAME = 16

_FOLDER = Path(__file__).parent / "agencies"
# Organisations that put their own name before the place: 中共济南市委, 政协济南市委员会.
_BEFORE_PLACE = re.compile(r"中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团")
# Before the place of a branch, which may go without its class word: 中国人民武装警察部队济南支队, 中华人民共和国青岛海事局.
# One of the seven former 军区 held several provinces, a school of the army trains for all, and 朝阳支行 may be of a city or a district.
_BEFORE_BRANCH = re.compile(
    r"中国人民解放军(?!(?:北京|沈阳|济南|南京|广州|成都|兰州)军区|[㐀-鿿]{2,16}(?:学院|大学|学校|医院|分院)$)|中国人民武装警察部队"
    r"|中国[㐀-鿿]{2,6}银行(?:股份有限公司)?(?![㐀-鿿]{2,3}支行$)|中国邮政集团(?:有限)?公司"
    r"|中华人民共和国(?=[㐀-鿿]{2,4}(?:海关|海事局|出入境边防检查(?:总)?站)$)"
)
# A name that is followed by one of these is part of another word: 公安部门, 财政部队.
_NOT_AN_ORGAN = re.compile(r"[门队位]")
# 市财政局, 省政府: the class word of a place alone, so the place follows from the context. 市场, 市政公用 and 区域 are words, and so is
# 县城, but not in 县城管局.
_RELATIVE = re.compile(
    r"[本我]?(?P<kind>自治区|自治州|自治县|自治旗|地区|新区|省|市(?![场容民域级县区属直]|政(?![府协法务研]))"
    r"|区(?![域划级属直])|县(?![域级属直]|城(?!关|建(?![设成制])|管(?=[局委办执大])|投(?:公司|集团)|[市乡][管建更综规水居]))|州(?![级属直])|旗|盟)"
)


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: what is looked up in it is kept by it
class Places:
    """The gazetteer, with its indexes.

    >>> places = Places.load()
    >>> places.find_prefix("天桥区人民政府", within="370100").code
    '370105'
    """

    all: tuple[Place, ...] = field(repr=False)
    organs: tuple[str, ...] = field(repr=False)
    _organ_names: dict[str, str] = field(repr=False, compare=False)
    _organ_fields: dict[str, str] = field(repr=False, compare=False)
    _organ_lengths: tuple[int, ...] = field(repr=False, compare=False)
    _codes: dict[str, Place] = field(repr=False, compare=False)
    _names: dict[str, tuple[Place, ...]] = field(repr=False, compare=False)
    _prefixes: dict[str, tuple[Place, ...]] = field(repr=False, compare=False)
    _bare: dict[str, tuple[Place, ...]] = field(repr=False, compare=False)
    _signs: dict[str, tuple[Place, ...]] = field(repr=False, compare=False)

    @staticmethod
    def load() -> "Places":
        """Return the gazetteer that ships with the project; it is read once a process."""
        return _load()

    @classmethod
    def build(cls, places: Iterable[Place], organs: Mapping[str, str] | None = None) -> "Places":
        """Return a gazetteer of one's own. organs: each central organ's name and short forms → its full name.

        Raises ValueError when two places share a code, or a parent is missing.
        """
        organs = organs or {}
        ordered = tuple(sorted(places, key=lambda place: place.code))
        codes = {place.code: place for place in ordered}
        if len(codes) < len(ordered):
            raise ValueError("two places share a code")
        for place in ordered:
            if place.parent is not None and place.parent not in codes:
                raise ValueError(f"place {place.code} lies in {place.parent}, which is not in the gazetteer")
        return cls(
            all=ordered,
            organs=tuple(sorted(organs, key=lambda name: (-len(name), name))),
            _organ_names=dict(organs),
            _organ_fields=_organ_fields(organs),
            _organ_lengths=tuple(sorted({len(name) for name in organs}, reverse=True)),
            _codes=codes,
            _names=_index((name, place) for place in ordered for name in (place.name, *place.short, *place.former)),
            # A short form without its class word (山东) starts too many names that are not organs of the place.
            _prefixes=_index(
                (name, place)
                for place in ordered
                for name in (place.name, *place.short, *place.former)
                if name[-1] == place.name[-1] or name in place.former
            ),
            # Branches of central organs go without the class word: 中国人民银行济南分行, 国家统计局山东调查总队.
            _bare=_index(
                (name, place)
                for place in ordered
                if place.current and place.level in ("province", "city")
                for name in (place.name[:-1], *place.short)
                if len(name) > 1
            ),
            _signs=_index((sign, place) for place in ordered for sign in place.signs),
        )

    def by_code(self, code: str) -> Place | None:
        return self._codes.get(code)

    def named(self, name: str) -> tuple[Place, ...]:
        """Return every place of that full, short or former name: today's before abolished ones, each by code."""
        return self._names.get(name, ())

    def organ(self, name: str, *, central: bool = False) -> str | None:
        """Return the full name of a central organ by its name or a short form. central: in a document of the centre, where
        国家, 中国 and 国务院 are left out (发展改革委, 银保监会, 国资委)."""
        return self._organ_names.get(name) or (self._organ_fields.get(name) if central else None)

    def with_sign(self, sign: str) -> tuple[Place, ...]:
        """鲁 → 山东省. A document number's first character need not be a sign: 宁政发 is also 南京's."""
        return self._signs.get(sign, ())

    def ancestry(self, code: str) -> Iterator[Place]:
        """Yield the place, then the places that it lies in, up to the state; nothing for an unknown code."""
        place = self._codes.get(code)
        while place is not None:
            yield place
            place = self._codes.get(place.parent) if place.parent else None

    def regions(self, code: str) -> tuple[Place, ...]:
        """Return the place and the places around it, without the state, whose documents are those of the
        central bodies; for the state itself, the state."""
        return tuple(place for place in self.ancestry(code) if place.level != "state" or place.code == code)

    def full_name(self, code: str) -> str:
        """Return the name as organisations carry it: 山东省, 济南市, 济南市天桥区, 北京市海淀区; 平阴县, 章丘市, 仙桃市.

        A district's name holds beside its city's only, a county's and a county-level city's by itself.
        Raises KeyError for an unknown code.
        """
        place = self._codes[code]
        parent = self._codes.get(place.parent or "")
        if place.level != "county" or parent is None or not place.name.endswith("区"):
            return place.name
        return parent.name + place.name if parent.name.endswith("市") else place.name

    def find_prefix(self, text: str, *, within: str | None = None) -> Place | None:
        """Return the place whose name starts an organisation's name; None where there is none, or more than one.

        济南市天桥区人民政府 → 370105, 国务院办公厅 → 100000, 中共济南市委办公厅 → 370100. `within` is the code of the
        place of the text: it decides between places of one name (the nearest wins), and resolves 市财政局 and 省政府.
        """
        text = text.strip()
        if organ := self._organ(text):
            rest = text[len(organ) :]
            branch = self._longest(rest, within) or self._longest(rest, within, bare=True)
            return branch or self._codes.get(STATE)
        if (before := _BEFORE_BRANCH.match(text)) and (branch := self._of_branch(text[before.end() :], within)):
            return branch
        if before := _BEFORE_PLACE.match(text):
            text = text[before.end() :]
        if _starts(text, self._prefixes):
            found = self._longest(text, within)
            if found is not None or text[:2] not in GENERAL_NAMES:
                return found
        return self._relative(text, within)

    def _of_branch(self, text: str, within: str | None) -> Place | None:
        """Return the place whose name, with its class word or without, starts the text, maybe behind that of its province."""
        place = self._longest(text, within)
        if place is None:
            return self._longest(text, within, bare=True)
        inner = self._longest(text[len(place.name) :], place.code, bare=True) if text.startswith(place.name) else None
        return inner if inner and self._lies_in(inner, place.code) else place

    def _organ(self, text: str) -> str | None:
        """Return the longest name of a central organ that starts the text."""
        for length in self._organ_lengths:
            name = text[:length]
            if name in self._organ_names and not _NOT_AN_ORGAN.match(text, length):
                return name
        return None

    def _relative(self, text: str, within: str | None) -> Place | None:
        found = _RELATIVE.match(text)
        if found is None or within is None:
            return None
        return next((place for place in self.ancestry(within) if place.name.endswith(found["kind"])), None)

    def _longest(self, text: str, within: str | None, *, bare: bool = False) -> Place | None:
        """Follow nested names as far as they go: 山东省济南市天桥区…; levels may be skipped: 山东省天桥区…."""
        paths = _starts(text, self._bare if bare else self._prefixes)
        while longer := [
            (length + more, inner)
            for length, outer in paths
            for more, inner in _starts(text[length:], self._prefixes)
            if inner is not outer and self._lies_in(inner, outer.code)
        ]:
            paths = longer
        longest = max((length for length, _ in paths), default=0)
        return self._nearest(
            [place for length, place in paths if length == longest], within, general=text[:longest] in GENERAL_NAMES
        )

    def _nearest(self, places: list[Place], within: str | None, *, general: bool = False) -> Place | None:
        """Return the only candidate in the context, else in what lies around it; today's places come before abolished ones. general: the
        name is a general word, which means a place only inside the context's city: a province's paper, and one of a city without such a
        district, means another."""
        for around in self.ancestry(within if within in self._codes else STATE):
            if general and around.level in _ABOVE_CITIES:
                return None
            inside = list(dict.fromkeys(place for place in places if self._lies_in(place, around.code)))
            inside = [place for place in inside if place.current] or inside
            if inside:
                return inside[0] if len(inside) == 1 else None
        return None

    def _lies_in(self, place: Place, code: str) -> bool:
        return any(outer.code == code for outer in self.ancestry(place.code))


GENERAL_NAMES = frozenset({"新区", "郊区", "城区", "矿区", "市区", "东区", "西区"})
"""Names of districts that are general words: alone they name one only in the context of its city."""
_ABOVE_CITIES = ("state", "province")


def _starts(text: str, index: dict[str, tuple[Place, ...]]) -> list[tuple[int, Place]]:
    """Return (length, place) for each name that starts the text."""
    if text[:2] not in index:
        return []
    lengths = range(2, min(len(text), _LONGEST_NAME) + 1)
    return [(length, place) for length in lengths for place in index.get(text[:length], ())]


def _index(names: Iterable[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    """Return the places of each name; of the first two characters of a name, too, where none is called so: most texts begin with others."""
    found: dict[str, list[Place]] = {}
    for name, place in names:
        found.setdefault(name, []).append(place)
        found.setdefault(name[:2], [])
    return {name: tuple(sorted(places, key=lambda p: (not p.current, p.code))) for name, places in found.items()}


@cache
def _load() -> Places:
    places = [place for path in sorted(_FOLDER.glob("places*.ttl")) for place in read_places(path)]
    return Places.build(places, dict(read_organs(_FOLDER / "central.ttl")))


_CENTRAL = re.compile(r"^(?:中华人民共和国|中华全国|国家|中国|国务院)(?=.{2})")


def _organ_fields(organs: Mapping[str, str]) -> dict[str, str]:
    """Return the short forms without 国家, 中国 or 国务院; a form that several organs share names none."""
    found: dict[str, set[str]] = {}
    for name, full in organs.items():
        if match := _CENTRAL.match(name):
            found.setdefault(name[match.end() :], set()).add(full)
    return {short: fulls.pop() for short, fulls in found.items() if len(fulls) == 1 and short not in organs}
