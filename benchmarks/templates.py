"""The documents of which `benchmarks.copies` makes others: those of one city each, with everything in them that is the city's own.

A folder may hold texts of any places. Those that a city, a municipality or one of their districts has issued are taken, each document of
a gazette alone; those of the State and of provinces, and long ones, are left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.model import Document, Field
from ingest.read.decode import decode
from ingest.read.normalize import normalize
from ingest.steps import parse
from ontology.identifiers import Numbered
from ontology.places import STATE, Place, Places

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LONGEST = 2500
"""Characters of the longest document that is taken."""
_TITLE = re.compile(r"[《〈](?P<title>[^《》〈〉]{4,60})[》〉]")
_VERBS = (
    "关于|印发|转发|发布|公布|加强|进一步|做好|推进|加快|促进|开展|实施|规范|优化|完善|支持|深化|落实|调整|修改|废止|建立|健全|组织|"
    "全面|积极|切实|继续|部分|公开|征求|提高|提升|解决|推动|强化|申报|领取|的|我|本|全|《|〈"
)
_KINDS = re.compile(
    r"(?:的?(?:通知|通告|公告|决定|意见|批复|函)|管理|实施|暂行|试行|若干|工作|办法|规定|细则|方案|计划|措施|规划|规则|标准|指引|[（(].*|[》〉])*$"
)
_NO_MATTER = re.compile(r"[^\u4e00-\u9fff]|^[级和力成延]|市|中共|行政规范|规范性文|政府|人民|有关|文件|工作|名单|人员")
_LATIN = re.compile(r"(?<![A-Z])(?P<letters>[A-Z]{2,6})(?=[-－]20\d\d[-－]\d)")


@dataclass(frozen=True, slots=True)
class Template:
    """A document's text, and its number where it has one."""

    text: str
    number: Numbered | None


@dataclass(frozen=True)
class Bundle:
    """The documents of one city.

    districts: those of its places that the texts name, first those that have issued something. sign: the character with which the
    city's numbers begin.
    """

    city: Place
    province: Place | None
    districts: tuple[Place, ...]
    sign: str
    templates: tuple[Template, ...]

    @cached_property
    def matters(self) -> tuple[str, ...]:
        """The matters of the titles of its own documents, in a few characters each; the longest first."""
        own = [place.name for place in (self.city, self.province, *self.districts) if place]
        lead = re.compile(rf"(?:{'|'.join(map(re.escape, own))}|[市区县省]|\d{{4}}年度?|{_VERBS})*+")
        found = set()
        for template in self.templates:
            for title in _titles(template.text, own):
                core = _KINDS.sub("", title.rpartition("关于")[2])[:40]
                matter = core[match.end() if (match := lead.match(core)) else 0 :][:4]
                if len(matter) > 2 and not _NO_MATTER.search(matter):
                    found.add(matter)
        return tuple(sorted(found, key=lambda matter: (-len(matter), matter)))

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The letters of registered numbers (LZCR-2021-0010007): each city has its own."""
        return tuple(
            sorted({match["letters"] for template in self.templates for match in _LATIN.finditer(template.text)})
        )


def bundles(folders: Sequence[Path] = (EXAMPLES,), longest: int = LONGEST) -> tuple[Bundle, ...]:
    """Return the documents of each city in the folders, in the order of the cities' codes. Raises ValueError where there are none."""
    places, issued = Places.load(), dict[str, list[tuple[str, Document]]]()
    for text, document in _documents(folders):
        city = _city(document.place, places) if len(text) <= longest else None
        if city is not None and (document.number or document.first(Field.ISSUER)) and document.first(Field.TITLE):
            issued.setdefault(city.code, []).append((text, document))
    if not issued:
        raise ValueError("no document of a city, a municipality or a district in these folders")
    return tuple(_bundle(places, code, issued[code]) for code in sorted(issued))


def _documents(folders: Iterable[Path]) -> Iterator[tuple[str, Document]]:
    for folder in folders:
        for path in sorted((*folder.rglob("*.txt"), *folder.rglob("*市*.md"))):
            normalized = normalize(decode(path.read_bytes(), path.name))
            for document in parse(normalized).documents:
                yield document.span.slice(normalized.text) + "\n", document


def _city(code: str | None, places: Places) -> Place | None:
    """Return the city or municipality of a place; None for the State, a province, and what lies in no city."""
    return next(
        (place for place in places.ancestry(code or STATE) if place.name.endswith("市") and place.level != "county"),
        None,
    )


def _bundle(places: Places, code: str, issued: Sequence[tuple[str, Document]]) -> Bundle:
    city = places.by_code(code)
    assert city is not None
    issuing = Counter(document.place for _, document in issued if document.place != code)
    texts = "".join(text for text, _ in issued)
    below = [place for place in places.all if place.parent == code and place.name in texts]
    signs = Counter(document.number.code[0] for _, document in issued if document.number and document.place == code)
    return Bundle(
        city,
        places.by_code(city.parent) if city.level == "city" and city.parent else None,
        tuple(sorted(below, key=lambda place: (-issuing[place.code], place.code))),
        next((sign for sign, _ in signs.most_common(1) if sign >= "\u4e00"), (*city.signs, city.name)[0][0]),
        tuple(Template(text, _number(document)) for text, document in issued),
    )


def _number(document: Document) -> Numbered | None:
    number = document.number
    return Numbered(document.place, number.code, number.year, number.serial) if number and document.place else None


def _titles(text: str, own: Sequence[str]) -> Iterator[str]:
    """Yield titles that a text names and that are its city's own, and its own title."""
    yield text.partition("\n")[0]
    for match in _TITLE.finditer(text):
        if match["title"].startswith(("关于", *own)):
            yield match["title"]
