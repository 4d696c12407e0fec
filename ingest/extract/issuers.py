"""Read 发文机关: the bodies that issue a document."""

from collections.abc import Iterator, Sequence
from datetime import date

from ingest.extract.elements import Elements
from ingest.extract.history import history
from ingest.lexicon.abbreviated import ends_alike, in_order
from ingest.lexicon.names import is_body, split_names
from ingest.lexicon.official import official_name
from ingest.model import Fact, Field, Span
from ingest.rules import table
from ingest.segment.headings import begins_name
from ingest.segment.paragraphs import Form, joined, undressed
from ontology.places import STATE
from ontology.titles import GOVERNMENT


def issuers(elements: Elements, on: date | None) -> list[Fact]:
    """Read the issuers from heading, signature, letterhead or order: the first of these that prints every name in full.

    Headings shorten names (省政府办公厅关于…) and web pages break signatures. If no place prints full names, the names of the
    signature are used, else those of the heading. on: the day of signature, for which short forms are resolved.
    """
    signed, heading = list(_signature_bodies(elements)), list(_heading_bodies(elements))
    if _is_order(elements) or (signed and _shortens_list(elements)):
        heading = []
    if _in_full(heading, signed) or _signed_by_more(elements, heading, signed):
        heading = []
    letterhead, order, told = (list(bodies(elements)) for bodies in (_letterhead_bodies, _order_bodies, told_bodies))
    letterhead = _without_approvers(elements, letterhead)
    announced = list(_announcing_bodies(elements))
    for candidate in (heading, signed, order, letterhead, told, announced):
        if candidate and all(_is_full(elements, fact) for fact in candidate):
            if candidate is told and len(signed) > len(told):  # a site names only the first signer
                place = elements.places.find_prefix(str(told[0].value))
                return _resolved(elements, signed, on, place.code if place else None)
            return _resolved(elements, candidate, on)
    return _resolved(elements, signed or heading or letterhead or order or told or announced, on)


def _without_approvers(elements: Elements, letterhead: list[Fact]) -> list[Fact]:
    """Return the bodies above the text without one that only approved it (批准) by the note under the heading: law databases file the
    rules of a city's congress under the province's."""
    if not letterhead:
        return letterhead
    note = history(elements.paragraphs, elements.head(), elements.extent.end)
    maker = note.maker()
    approvers = {event.body for event in note.events if event.act == _APPROVED} if maker and maker.body else set()
    if not approvers:
        return letterhead
    return [
        fact for fact in letterhead if official_name(str(fact.value), elements.within, elements.places) not in approvers
    ]


_APPROVED = "批准"


def of_government(elements: Elements, order: str) -> str:
    """Write the name of an order with the government's name in full: 政府令 below 岚州市人民政府 → 岚州市人民政府令. Any other text,
    and one whose government the document does not name, is returned as it is."""
    short = table("numbers")["order-of-government"].start(order)
    names = [str(fact.value) for fact in issuers(elements, None)] if short else []
    full = names[0] if len(names) == 1 and names[0].endswith(GOVERNMENT) and names[0] != GOVERNMENT else ""
    return full + order[short.end() :] if short and full else order


def _in_full(heading: list[Fact], signed: list[Fact]) -> bool:
    """Test whether the signature prints the heading's names, one or the other in full: 岚州市委文明办 / 岚州市委精神文明建设办公室.
    A section of the body (岚州市财政局 / 岚州市财政局会计处) is another one."""
    pairs = [(str(short.value), str(full.value)) for short, full in zip(heading, signed, strict=False)]
    contracted = table("bodies")["printed-in-full"]
    shorter = [contracted.whole(f"{a} {b}") is not None and _shortens(a, b) for a, b in pairs]
    return (
        len(heading) == len(signed)
        and any(shorter)
        and all(s or a == b for s, (a, b) in zip(shorter, pairs, strict=True))
    )


def _is_order(elements: Elements) -> bool:
    """Test for the heading of an order or announcement: its number and the names of who gives it."""
    number = elements.extent.number
    if not number or elements.extent.heading != number:
        return False
    return len(number) > 1 or any(True for _ in _order_bodies(elements))


def _signed_by_more(elements: Elements, heading: list[Fact], signed: list[Fact]) -> bool:
    """Test whether those who sign are the heading's bodies and, behind them, further ones: all in full, each on its own."""
    named, signers = ([str(fact.value) for fact in facts] for facts in (heading, signed))
    if not named or len(signers) <= len(named) or signers[: len(named)] != named:
        return False
    if any(further.startswith(body) for further in signers[len(named) :] for body in named):
        return False  # its own office or section
    return all(_is_full(elements, fact) for fact in signed) and len(set(signers)) == len(signers)


_AND_OTHERS = table("headings")["and-others"]
_ACT_NAME = table("headings")["act-end"]
_SECTION = table("headings")["section-end"]


def _shortens_list(elements: Elements) -> bool:
    texts = (elements.paragraphs[i].text for i in elements.extent.heading)
    found = ((text, table("headings")["subject"].find(text)) for text in texts)
    return any(subject is not None and _AND_OTHERS.find(text[: subject.start()].strip()) for text, subject in found)


def _is_full(elements: Elements, fact: Fact) -> bool:
    """Test whether a name needs no context: it begins with the name of a place, or is a central organ."""
    return elements.places.find_prefix(str(fact.value)) is not None


def _resolved(elements: Elements, facts: list[Fact], on: date | None, place: str | None = None) -> list[Fact]:
    found: dict[str, Fact] = {}
    names = [str(fact.value) for fact in facts]
    organ = elements.places.organ
    # 教育部、发展改革委: beside central organs, others are named without 国家. A body of a place has a name that one can have in short.
    local = any((at := elements.places.find_prefix(name)) is not None and at.code != STATE for name in names)
    centre = bool(names) and organ(names[0]) is not None and not local
    for fact in facts:
        within = STATE if centre else place or elements.within
        name = official_name(str(fact.value), within, elements.places, on=on)
        found.setdefault(name, Fact(fact.field, name, fact.span, fact.rule))
    return list(found.values())


def _bodies(elements: Elements, text: str, start: int, rule: str) -> Iterator[Fact]:
    at = 0
    for name in split_names(text, elements.within, elements.places):
        at = max(text.find(name, at), 0)
        if _is_named(elements, name) and 3 <= len(name) <= 60:
            yield Fact(Field.ISSUER, name, Span(start + at, start + at + len(name)), rule)
        at += len(name)


def _is_named(elements: Elements, name: str) -> bool:
    """Test for the name of a body, of its section, or of an organ that the gazetteer has under another kind of name: 共青团中央."""
    return is_body(name) or _SECTION.find(name) is not None or elements.places.organ(name) is not None


def _signature_bodies(elements: Elements) -> Iterator[Fact]:
    begun = ""  # the first line of a name that a page has broken
    for i in elements.outline.signature:
        paragraph = elements.paragraphs[i]
        text = paragraph.text
        below = elements.paragraphs[i + 1].text if i + 1 in elements.outline.signature else ""
        if not begun and begins_name(text, below):
            begun = text
            continue
        if begun:
            start = elements.paragraphs[i - 1].span.start
            name = Span(start, paragraph.span.end)
            yield from (
                Fact(f.field, f.value, name, f.rule)
                for f in _bodies(elements, begun + text, start, "headings.signature")
            )
            begun = ""
            continue
        if paragraph.form in (Form.DATE, Form.NUMERIC_DATE):
            continue
        if paragraph.form is Form.SIGNED_DATE and (match := table("lines")["signed-date"].whole(text)):
            text = match[1]
        yield from _bodies(elements, text, paragraph.span.start, "headings.signature")


def _heading_bodies(elements: Elements) -> Iterator[Fact]:
    heading = elements.extent.heading
    lines = [elements.paragraphs[i].text for i in heading]
    if len(lines) > 1 and begins_name(lines[0], _ACT_NAME.pattern.sub("", "".join(lines[1:])).strip()):
        name = _ACT_NAME.pattern.sub("", "".join(lines)).strip()
        span = elements.span(heading)
        yield from (
            Fact(f.field, f.value, span, f.rule) for f in _bodies(elements, name, span.start, "headings.subject")
        )
        return
    for i in heading:
        paragraph = elements.paragraphs[i]
        subject = table("headings")["subject"].find(paragraph.text)
        # 对 and 同意 also occur inside a heading; the first verb or 关于 ends the issuer's name.
        text = _AND_OTHERS.pattern.sub("", paragraph.text[: subject.start()].rstrip()) if subject else paragraph.text
        marked = 1 if text.startswith("《") else 0  # 《岚州市人民政府关于…的通知》: a page marks the heading as a title
        if "《" in text[marked:]:
            return
        ahead = table("headings")["number-ahead"].whole(paragraph.text)
        whole = i == elements.extent.heading.start and joined(elements.paragraphs, elements.extent.heading)
        low = ahead.start("title") if ahead else max(marked, min(len(text), undressed(whole or text)[1]))
        yield from _bodies(elements, text[low:], paragraph.span.start + low, "headings.subject")
        if subject:
            return


def _announcing_bodies(elements: Elements) -> Iterator[Fact]:
    """Yield who gives a public notice whose heading has no 关于: 岚州市人民政府拟征收土地公告."""
    title = joined(elements.paragraphs, elements.extent.heading)
    if match := table("headings")["announced-by"].whole(title):
        whole = match["issuer"] + match["matter"]
        start = elements.span(elements.extent.heading).start
        yield from _bodies(elements, whole if is_body(whole) else match["issuer"], start, "headings.announced-by")


def _letterhead_bodies(elements: Elements) -> Iterator[Fact]:
    for i in elements.head():
        paragraph = elements.paragraphs[i]
        if (
            paragraph.form is Form.LETTERHEAD
            and (match := table("lines")["letterhead"].whole(paragraph.text))
            and match[1]
        ):
            yield from _bodies(elements, match[1], paragraph.span.start, "lines.letterhead")
        elif paragraph.form is Form.SIGNED_DATE and (match := table("lines")["signed-date"].whole(paragraph.text)):
            yield from _bodies(elements, match[1], paragraph.span.start, "lines.signed-date")
        elif paragraph.could_be_heading and i not in elements.extent.heading:
            yield from _bodies(elements, paragraph.text, paragraph.span.start, "lines.letterhead")


def told_otherwise(elements: Elements, printed: Sequence[str], on: date | None) -> bool:
    """Test whether the block of labels names another issuer in full than the text prints. The office of an issuer, which puts up its
    papers, is no other one; nor is one of several."""
    told = [fact for fact in told_bodies(elements) if _is_full(elements, fact)]
    names = [str(fact.value) for fact in _resolved(elements, told, on)]
    return bool(names and printed) and not any(a in b or b in a for a in names for b in printed)


def told_bodies(elements: Elements) -> Iterator[Fact]:
    """Return the bodies that the block of labels above the document names as issuers (发文机关, 发布机关)."""
    for label in elements.labels():
        if label.kind == "issuer":
            found = list(_bodies(elements, label.value, label.span.start, "labels.issuer"))
            if found:
                yield from found
                return


_TWO_LINES = 2  # of most orders; several organs are printed one below the other


def _order_bodies(elements: Elements) -> Iterator[Fact]:
    run = elements.extent.number
    head = table("numbers")["order-head-of-several" if len(run) > _TWO_LINES else "order-head"]
    for i in run[:-1] if len(run) > _TWO_LINES else run:
        text = elements.paragraphs[i].text
        if match := head.start(text):
            yield from _bodies(elements, match[1], elements.paragraphs[i].span.start + match.start(1), "numbers.order")
    yield from _bodies_of_serial(elements)


def _bodies_of_serial(elements: Elements) -> Iterator[Fact]:
    """Yield who gives an order whose serial is before its kind: 岚州市人民政府第38号令."""
    if not elements.extent.number:
        return
    span = elements.span(elements.extent.number)
    text = joined(elements.paragraphs, elements.extent.number)
    if match := table("numbers")["order-line"].whole(text.strip("（()）")):
        yield from (Fact(f.field, f.value, span, f.rule) for f in _bodies(elements, match["organ"], 0, "numbers.order"))


def signed_by_another(elements: Elements) -> bool:
    """Test whether the only signature belongs to bodies that the heading does not name: it signs a document that this one
    forwards. A heading may shorten the name that signs, or the signature that of the heading."""
    if _is_order(elements):
        return False
    heading = [fact for fact in _heading_bodies(elements) if _is_full(elements, fact)]
    signed = list(_signature_bodies(elements))
    if not heading or not signed:
        return False
    if any(_are_one(elements, str(a.value), _without_section(str(b.value))) for a in heading for b in signed):
        return False
    # 国家发展改革委 signs as 国家发展和改革委员会
    resolved = [{str(fact.value) for fact in _resolved(elements, facts, None)} for facts in (heading, signed)]
    return not set.intersection(*resolved)


def _without_section(body: str) -> str:
    """Return the bureau for which its section signs, and any other body as it is: 市水务局渡口科 → 市水务局."""
    section = _SECTION.find(body)
    return body[: section.start()] if section else body


def _are_one(elements: Elements, named: str, signed: str) -> bool:
    """Test whether a heading's body and one that signs are the same by how they are written, one of them maybe in short."""
    if _are_apart(elements, named, signed):
        return False
    written = named.endswith(signed) or signed.endswith(named) or _shortens(signed, named)
    return written or _shortens_at_place(elements, named, signed)


def _are_apart(elements: Elements, a: str, b: str) -> bool:
    """Test for bodies of two places: 岚州市望湖区财政局, 岚州市财政局."""
    first, second = elements.places.find_prefix(a), elements.places.find_prefix(b)
    return first is not None and second is not None and first.code != second.code


def _shortens_at_place(elements: Elements, short: str, full: str) -> bool:
    """Test for a short form of one place's body, which begins and ends as the full name does: 岚州市口岸委, 岚州市口岸与物流
    工作委员会. A bureau's office or its detachment (岚州市公安局交通警察支队) is not the bureau."""
    place = elements.places.find_prefix(short)
    if place is None:
        return False
    head = len(place.name) + 1
    return short[:head] == full[:head] and ends_alike(short, full) and _shortens(short, full)


def _shortens(short: str, full: str) -> bool:
    """Test whether every character of a short form occurs in the full name, in order: 省府办公厅, 东岭省人民政府办公厅."""
    return len(short) >= 3 and in_order(short, full)
