"""The context in which the words of one document are resolved: its place, its time, the short names that it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.lexicon.names import is_elsewhere, name_kind
from ingest.lexicon.official import is_placed, official_name, own_department
from ingest.model import DocumentNumber, Fact, Field, NameKind
from ingest.rules import table
from ontology.kinds import Kinds
from ontology.places import Places

_OPENING = 300  # code points at the head of a text without heading or date that may give its year
_TITLE_YEAR = table("headings")["title-year"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """The time of a document.

    signed: its date. year: the year of its title where it is the plan of a year (2020年工作要点), else that of its date.
    effective: its first day in force. standing: it is a rule (办法, 条例, 制度), which is in force year after year.
    """

    signed: date | None
    year: int | None
    effective: date | None = None
    standing: bool = False

    @property
    def day(self) -> date | None:
        """The day on which names are understood: that of the document, else the middle of its year."""
        return self.signed or (date(self.year, 7, 1) if self.year else None)


@dataclass(frozen=True, slots=True)
class Context:
    """place: GB/T 2260 code of the document's place, None where it is unknown. aliases: short name → full name.
    foreign: the issuer names a place that the gazetteer does not know, whose districts may be called as others are."""

    place: str | None
    places: Places
    occasion: Occasion
    aliases: Mapping[str, str] = field(default_factory=dict)
    foreign: bool = False

    def body(self, name: str) -> tuple[str, bool]:
        """Return the full official name of a body, and whether it shows whose body it is. In a foreign document, the short name of a
        county or district stays as printed: 望湖区财政局 need not be that of 岚州市望湖区. So does, anywhere, that of a district in
        another province."""
        named = self.places.find_prefix(name, within=self.place)
        if named is not None and is_elsewhere(name, named, self.place, self.places):
            return name, False
        official = official_name(name, self.place, self.places, on=self.occasion.day)
        at = self.places.find_prefix(official) if self.foreign and official != name else None
        if at is not None and at.level == "county" and name.startswith(at.name):
            return name, False
        return official, is_placed(official, self.places)

    def own_body(self, name: str, *, provincial: bool = False) -> tuple[str, bool]:
        """Return the full official name of a body that a paper of a city or county names without its level (科技局). provincial: as a
        province's paper does that says whom it means so."""
        own = own_department(name, self.place, self.places, on=self.occasion.day, provincial=provincial)
        return (own, True) if own else (name, False)


def read_occasion(facts: Sequence[Fact], signed: date | None, number: DocumentNumber | None, text: str) -> Occasion:
    """Read the document's time from its facts. text: the document's, whose head gives the year if no fact does.

    A document that issues a rule counts as a rule.
    """
    values = {fact.field: fact.value for fact in facts}
    headings = [str(fact.value) for fact in facts if fact.field in (Field.TITLE, Field.INSTRUMENT)]
    kinds = [Kinds.load().of_heading(heading.rstrip('”》"〉')) for heading in headings]
    standing = any(kind is not None and kind.scheme == "regulatory" for kind in kinds)
    title = _TITLE_YEAR.find(str(values.get(Field.TITLE, "")))
    printed = values.get(Field.PRINTED)
    day = signed or (printed if isinstance(printed, date) else None)
    year = day.year if day else number.year if number else None
    if title and (year is None or int(title[1]) == year + 1):
        year = int(title[1])
    if year is None and (first := _TITLE_YEAR.find(text[:_OPENING])):
        year = int(first[1])
    effective = values.get(Field.EFFECTIVE)
    return Occasion(signed, year, effective if isinstance(effective, date) else None, standing and title is None)


def find_aliases(text: str) -> dict[str, str]:
    """Find the bodies that a text gives a short name: 岚州市质量强市工作领导小组办公室（以下简称市质量办） → 市质量办.

    An office or a group that the text names in full (成立…联席会议) can also be called by the end of its name.
    """
    found: dict[str, str] = {}
    for match in table("parties")["alias"].each(text):
        group = name_kind(match["alias"]) is NameKind.GROUP  # 以下简称有关部门 means all that were named
        if not group and table("parties")["name-end"].find(match["full"]):
            found.setdefault(match["alias"], match["full"])
    for match in table("parties")["founded"].each(text):
        full = match["full"]
        found.setdefault(match["kind"], full)
        found.setdefault(match["kind"] + "办公室", full + "办公室")
    return found
