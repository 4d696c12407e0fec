"""Find the lines of a document's heading: above its number, below it, or those that print its title."""

from collections.abc import Sequence

from ingest.rules import table
from ingest.segment.paragraphs import Form, Paragraph, is_complete, joined
from ontology.titles import folded

_CONTINUED = tuple("的》（(）)”、，和与及")
_PLACED = table("agencies")["placed-joint"]
_ISSUING_END = table("headings")["issuing-end"]


def _names_issuer(text: str) -> bool:
    """Test for the first line of a heading: `岚州市人民政府`, `岚州市人民政府办公室关于印发`."""
    return table("headings")["signature"].whole(_ISSUING_END.pattern.sub("", text)) is not None


def _stands_apart(text: str, heading: Sequence[str]) -> bool:
    """Test whether a line above a heading is no part of it.

    It is the name, perhaps in full, with which the heading begins (东岭省岚州市人民政府 / 岚州市人民政府关于…), a government above the
    name of its rule (岚州市人民政府 / 岚州市渡口办法), or names no issuer above a heading that begins with one.
    """
    subject = table("headings")["subject"].find(heading[0])
    if len(text) < len(heading[0]) and heading[0].startswith(text) and _names_issuer(text):
        return True
    if subject is None:
        place = _PLACE_FIRST.start(heading[0])
        government = _GOVERNMENT_LINE.whole(text)
        titled = is_complete("".join(heading)) and not any(table("headings")["subject"].find(line) for line in heading)
        return titled and place is not None and government is not None and government[1].endswith(place[0])
    issuer = _issuer(heading[0])
    if _breaks_name(text, issuer):
        return False
    if len(issuer) < _SHORTEST_ISSUER and table("headings")["state-council"].whole(issuer) is None:
        return False
    if table("headings")["signature"].whole(issuer) is None:
        return False
    return not _names_issuer(text) or text.replace(" ", "").endswith(issuer.replace(" ", ""))


def _breaks_name(text: str, issuer: str) -> bool:
    """Test whether a line ends with the place of a body whose other words begin the next line of the heading: 岚州市财政局 岚州市 /
    交通运输局关于…"""
    place = text.rsplit(" ", 1)[-1]
    if not issuer or _PLACE_FIRST.start(issuer) is not None or table("flattened")["place"].whole(place) is None:
        return False
    return all(_names_issuer(name) for name in (*text.split(" ")[:-1], place + issuer.split(" ")[0]))


def begins_name(text: str, below: str) -> bool:
    """Test whether a line begins the name of a body that the next line ends: 岚州市渡口安全 / 工作指挥部, 岚州市人民 / 政府办公室.

    It begins with a place, neither it nor what is below is a name of its own, and it ends as no title does.
    """
    rules = table("headings")
    apart = rules["signature"].whole(text) is not None or is_complete(text) or rules["subject"].find(text) is not None
    if apart or not below or len(text) > _LONGEST_BEGINNING or rules["name-begun"].whole(text) is None:
        return False
    return _PLACE_FIRST.start(below) is None and rules["signature"].whole(text + below) is not None


_LONGEST_BEGINNING = 30  # code points of a name's first line
_SHORTEST_ISSUER = 4
_PLACE_FIRST = table("headings")["place-first"]
_GOVERNMENT_LINE = table("headings")["government-line"]


def _issuer(line: str) -> str:
    """Return what a heading's line prints before its subject."""
    subject = table("headings")["subject"].find(line)
    return line[: subject.start()].strip() if subject is not None else ""


def _has_subject(lines: list[str]) -> bool:
    return any(table("headings")["subject"].start(line) for line in lines)


def heading_above(paragraphs: Sequence[Paragraph], index: int, reach: int = 8) -> range:
    """Return the heading lines that end just above `index`; empty if there are none."""
    if entry := _entry_above(paragraphs, index):
        return entry
    lines: list[str] = []
    first = index
    for at in range(index - 1, max(-1, index - 1 - reach), -1):
        paragraph = paragraphs[at]
        if not paragraph.could_be_heading or paragraph.text in lines:
            break
        if _has_subject(lines) and not (
            _names_issuer(paragraph.text)
            or _breaks_name(paragraph.text, _issuer(lines[0]))
            or begins_name(paragraph.text, _issuer(lines[0]))
        ):
            break  # only the issuer is above 关于…
        if lines and not _has_words(paragraph.text):
            break
        if lines and _stands_apart(paragraph.text, lines):
            break  # a page names the issuer above a heading that begins with it, or prints its keywords there
        if (
            lines
            and is_complete(paragraph.text)
            and not (_runs_on(paragraph.text, lines) or _inside_subject(paragraphs, at, lines))
        ):
            break  # the heading of something else: a web page repeats it, an annex ended with it
        lines.insert(0, paragraph.text)
        first = at
    return without_issuer_of_page(paragraphs, range(first, index))


def without_issuer_of_page(paragraphs: Sequence[Paragraph], run: range) -> range:
    """Return a heading without the line that a law database puts between its prints of a title, to name the issuer: the line above it
    is the title (or the title of the text that it hands on), and the page prints that line a second time further above."""
    above = folded(paragraphs[run.start - 1].text) if len(run) > 1 and run.start > 1 else ""
    if not above or not _names_issuer(paragraphs[run.start].text):
        return run
    again = any(
        folded(paragraph.text) == above for paragraph in paragraphs[max(0, run.start - _PRINTS) : run.start - 1]
    )
    below = joined(paragraphs, run[1:])
    return run[1:] if again and is_complete(below) and above in folded(below) else run


_PRINTS = 8  # lines between two prints of a page's title
_LONGEST_ENTRY = 4  # lines of a heading in a collection
_OPENING = 4  # lines below a number in which a document of a collection salutes or begins its clauses


def _entry_above(paragraphs: Sequence[Paragraph], index: int) -> range:
    """Return the heading of a document in a collection, with its running number and day, that ends just above `index`. Empty in a list,
    which names documents and does not print them."""
    for at in range(index - 1, max(-1, index - 1 - _LONGEST_ENTRY), -1):
        form = paragraphs[at].form
        if form is Form.NUMBERED:
            found = table("headings")["entry"].whole(joined(paragraphs, range(at, index)))
            printed = found and not _in_list(paragraphs, at) and _opens_below(paragraphs, index)
            return range(at, index) if printed else range(index, index)
        if form not in (Form.PLAIN, Form.DATE, Form.SIGNED_DATE):
            break
    return range(index, index)


def _in_list(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Test whether the line above an entry introduces a list, or is another entry or its number."""
    if at == 0:
        return False
    above, rules = paragraphs[at - 1], table("headings")
    return above.form is Form.NUMBER or any(rules[name].match(above.text) for name in ("entry", "entries-lead"))


def _opens_below(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Test whether a salutation or a clause is in the few lines below a number, and no further entry."""
    for paragraph in paragraphs[number + 1 : number + 1 + _OPENING]:
        if paragraph.form is Form.ADDRESSEE:
            return True
        if paragraph.form is Form.NUMBERED:
            return table("headings")["entry"].whole(paragraph.text) is None
    return False


def _inside_subject(paragraphs: Sequence[Paragraph], at: int, following: Sequence[str]) -> bool:
    """Test whether a line that could end a heading is the middle of one: the line above it opens a subject and does not end it, and the
    lines below name no subject of their own: 岚州市人民政府关于推行 / 渡口巡查制度 / 渡船检查制度的意见."""
    if at == 0 or not paragraphs[at - 1].could_be_heading:
        return False
    subject = table("headings")["subject"]
    above = paragraphs[at - 1].text
    opened = subject.find(above) is not None and not is_complete(above)
    return opened and not any(subject.find(line) for line in (paragraphs[at].text, *following))


def _runs_on(text: str, following: Sequence[str]) -> bool:
    """Test whether a heading that could end goes on in the lines below: they begin with what joins (的, 》, 和), or the heading names a
    subject (关于执行《渡口条例》) and only they close it (有关问题的通知)."""
    if not following:
        return False
    rules = table("headings")
    if following[0].startswith(_CONTINUED) and not _PLACED.start(following[0]):
        return True
    if rules["subject"].find(text) is None or rules["act-end"].find(text) is not None:
        return False
    below = ""
    for line in following[:_REST]:
        below += line
        if rules["rest"].whole(below):
            return True
    return False


_REST = 3  # lines below the one that could end a heading
_REACH = 7  # lines that a heading takes at the most


def heading_below(paragraphs: Sequence[Paragraph], index: int, end: int | None = None) -> range:
    """Return the heading lines from `index` to the line that completes the heading; empty if none completes it."""
    end = len(paragraphs) if end is None else end
    text = ""
    for at in range(index, min(end, index + _REACH)):
        if not paragraphs[at].could_be_heading or (at == index and not _has_words(paragraphs[at].text)):
            break
        text += paragraphs[at].text
        if is_complete(text) and not _runs_on(text, _headings_from(paragraphs, at + 1, end)):
            return _without_column(paragraphs, range(index, at + 1))
    return range(index, index)


def _has_words(text: str) -> bool:
    """Test for a Chinese word: no heading begins with a line without one (The Beginning)."""
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _without_column(paragraphs: Sequence[Paragraph], run: range) -> range:
    """Return a heading without the line above it that names a page's column (法规库), where the heading itself is whole: it begins with
    its issuer and names its subject."""
    if len(run) != _WITH_COLUMN:
        return run
    column, title = paragraphs[run.start].text, paragraphs[run.start + 1].text
    if len(column) > _COLUMN or any(mark in column for mark in _OPEN) or table("headings")["subject"].find(column):
        return run
    whole = table("headings")["official"].find(title)
    return run[1:] if whole and not _names_issuer(column) and _stands_apart(column, [title]) else run


_WITH_COLUMN = 2  # lines: the column, and the heading
_COLUMN = 8  # code points of a column's name
_OPEN = tuple("《》（）(),，、；：“”〈〉")


def _headings_from(paragraphs: Sequence[Paragraph], index: int, end: int) -> list[str]:
    """Return the next lines that could be of a heading."""
    found: list[str] = []
    while index < end and len(found) < _REST and paragraphs[index].could_be_heading:
        found.append(paragraphs[index].text)
        index += 1
    return found


def heading_of(paragraphs: Sequence[Paragraph], index: int, titles: Sequence[str], end: int | None = None) -> range:
    """Like `heading_below`, but a run of lines that prints one of the given titles is preferred to the first that reads
    as complete: titles contain words that could end them (谁执法谁普法的…)."""
    end = len(paragraphs) if end is None else end
    text = ""
    wanted = {folded(title) for title in titles}
    for at in range(index, min(end, index + _REACH)):
        if not wanted or not paragraphs[at].could_be_heading:
            break
        text += paragraphs[at].text
        if folded(text) in wanted:
            return range(index, at + 1)
    return heading_below(paragraphs, index, end)


def uncut(paragraphs: Sequence[Paragraph], above: range) -> range:
    """Return the page's print of a heading of which the text has only the first line (关于印发岚州市渡口); the heading itself if it is
    whole, or if no line above goes on from it."""
    begun = folded(paragraphs[above.stop - 1].text)
    if is_complete(joined(paragraphs, above)) or len(begun) < _BEGUN:
        return above
    for i in range(above.start - 1, max(-1, above.start - 1 - _PRINTS), -1):
        if (
            paragraphs[i].could_be_heading
            and is_complete(paragraphs[i].text)
            and folded(paragraphs[i].text).startswith(begun)
        ):
            return range(i, i + 1)
    return above


_BEGUN = 8  # code points of a heading's first line by which it is known


def noted_heading(paragraphs: Sequence[Paragraph], i: int, floor: int) -> range:
    """Return the heading of a rule above the note (…通过，自…起施行) that ends right above `i`, where a page prints the number of the order
    that published it; the issuer may be between. Empty if there is none."""
    at = i
    while at > floor and paragraphs[at - 1].form is Form.HISTORY:
        at -= 1
    if at == i:
        return range(0)
    while at > floor and table("headings")["signature"].whole(paragraphs[at - 1].text) is not None:
        at -= 1
    above = heading_above(paragraphs, at)
    above = range(max(above.start, floor), above.stop)
    return above if is_complete(joined(paragraphs, above)) else range(0)
