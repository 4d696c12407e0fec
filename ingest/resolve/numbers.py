"""Find the place that gave a cited 文号: both 济南 and 济宁 use 济政发, both 南京 and 宁夏 use 宁政发."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lexicon.names import split_names
from ingest.lexicon.official import official_name
from ingest.model import DocumentNumber, DocumentReference, Relation
from ingest.resolve.context import Context
from ingest.rules import table
from ontology.places import STATE, Places

_ORDER = table("numbers")["order-code"]
_CENTRAL = table("numbers")["central-code"]
_MINISTRY = table("numbers")["ministry-code"]


def with_owner(
    relation: Relation, citing: DocumentNumber | None, context: Context, text: str = "", addressees: Sequence[str] = ()
) -> Relation:
    """Add the place that gave the cited number. citing: the citing document's own number. text: in which the relation's span counts;
    it may name the issuer before the title where the number does not show it. addressees: of the citing document."""
    place, number = find_owner(relation.target, citing, context.place, context.places)
    if place is None and number is not None:
        place = _place_of_issuer(relation, context, text, addressees)
    return replace(relation, owner=place, owner_number=number)


def _place_of_issuer(relation: Relation, context: Context, text: str, addressees: Sequence[str]) -> str | None:
    """Return the place of the body that issued a cited document, by the head of its title, or as the text names it right before, also
    as the addressee of a reply (你市); None if nothing shows it."""
    title = relation.target.title or ""
    subject = table("headings")["subject"].find(title)
    ahead = text[max(0, relation.span.start - _REACH) : relation.span.start]
    before = _BEFORE.find(ahead)
    asking = addressees[0] if len(addressees) == 1 and _ASKED.find(ahead) is not None else ""
    for words in (title[: subject.start()] if subject else "", before["issuer"] if before else "", asking):
        names = split_names(words, context.place, context.places) if words else []
        if names:
            official = official_name(names[0], context.place, context.places, on=context.occasion.day)
            place = context.places.find_prefix(official)
            if place is not None:
                return place.code
    return None


_BEFORE = table("numbers")["issuer-before"]
_ASKED = table("numbers")["asked-by-addressee"]
_REACH = 60  # code points


def placed_number(number: DocumentNumber, within: str, places: Places) -> DocumentNumber:
    """Return an order's own number with its organ's full name: 市人民政府令第129号 of 岚州市 → 岚州市人民政府令第129号."""
    order = _ORDER.start(number.code)
    if order is None or "、" in order[1]:
        return number
    return DocumentNumber(f"{_organ(order[1], within, places)}{order[2]}", number.year, number.serial)


def _organ(printed: str, within: str | None, places: Places) -> str:
    """Return the full name of the organ in an order's number. A number that names its place stays as it is printed, where the full name
    would only put a superior before it: 岚州市税务局公告, of 国家税务总局岚州市税务局."""
    full = official_name(printed, within, places)
    return printed if full.endswith(printed) and places.find_prefix(printed) is not None else full


def find_owner(
    reference: DocumentReference, citing: DocumentNumber | None, within: str | None, places: Places
) -> tuple[str | None, DocumentNumber | None]:
    """Return the GB/T 2260 code of the issuing place, and the number with its organ's full name. The place is None if the text does not
    show it.

    Tried in order: the issuer in the cited title; an order's organ (省政府令 in a document of 岚州市 → 东岭省人民政府令); the signs of
    the central organs, unless the code is the citing document's own, too (铁岭市: 铁科); the signs that the code shares with the
    citing document's own (a district's code begins with its city's); a province's sign.
    """
    number = reference.number
    if number is None:
        return None, None
    order = _ORDER.start(number.code)
    if order:
        organ = _organ(re.split("[、 ]", order[1])[0], within, places)
        place = places.find_prefix(organ, within=within)
        # Joint organs are separated by blanks, by 、 or by nothing; the number has one form.
        code = f"{organ}{order[2]}" if "、" not in order[1] else number.code.replace("、", "")
        return (place.code if place else None), DocumentNumber(code, number.year, number.serial)
    if reference.title and (place := places.find_prefix(reference.title)) is not None:
        return place.code, number
    if _CENTRAL.start(number.code) and not (citing and _share_a_central_sign(number, citing, within, places)):
        return STATE, number
    if citing is not None and within is not None and (shared := _shared(number.code, citing.code, within, places)):
        return shared, number
    signed = [place for place in places.with_sign(number.code[0]) if place.level == "province" and place.current]
    return (signed[0].code if len(signed) == 1 else None), number


def _share_a_central_sign(number: DocumentNumber, own: DocumentNumber, within: str | None, places: Places) -> bool:
    """Test whether a code is the citing document's own, and like a central organ's because its place's name begins with that sign. What
    a ministry is known to use stays the ministry's."""
    here = places.by_code(within) if within else None
    if here is None or number.code != own.code or _MINISTRY.whole(number.code):
        return False
    return any(place.name[0] == own.code[0] for place in (here, places.by_code(here.parent or "")) if place)


def _shared(code: str, own: str, within: str, places: Places) -> str | None:
    """Return the place that a cited code means beside the citing document's own code.

    A city's codes begin with one sign (济政发), a county's with its city's and its own (济天政发).
    """
    here = places.by_code(within)
    if here is None or code[0] != own[0]:
        return None
    if here.level == "county" and here.parent is not None:
        return here.code if code[:2] == own[:2] else here.parent
    if here.level == "city":
        below = [
            place for place in places.all if place.parent == here.code and place.name[0] == code[1:2] and place.current
        ]
        if len(below) == 1 and table("numbers")["county-code"].pattern.match(code[2:3]):
            return below[0].code
    return here.code
