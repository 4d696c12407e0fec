"""The elements with which a document begins, run together in one line: letterhead, number, heading, salutation."""

import re
from dataclasses import dataclass
from itertools import islice

from ingest.read.flattened.patterns import DAY, FLATTENED_LENGTH, HAN, HEAD_REACH, MARKED_SENTENCE
from ingest.read.flattened.signatures import day_closes, day_is_alone, signature_start
from ingest.rules import fragments, table

_SHORTEST_HEADING = 8  # code points
_LONGEST_HEADING = 160  # code points
_SHORTEST_TEXT = 100  # code points of a line that contains number or salutation and the whole text
_SHORTEST_RUN = 60  # code points of a line below the heading that runs several elements together
_SHORTEST_SENTENCE = 12  # code points
_OWN_NUMBER = re.compile(rf"([{HAN}]{{4,40}})(?:{fragments()['number']})(?=\1)")
"""A letterhead without its word that runs on into the number, above a heading that begins with the same name."""
_TWICE = re.compile(r"([\u3400-\u9fff]{4,30}) ?\1")
_SENTENCE_MARK = re.compile("[，；：:]")


@dataclass(frozen=True, slots=True)
class RunInHead:
    """The elements with which a document begins in one line. cuts: the offsets between them and behind the last; issuer: what
    the heading prints before its subject, without blanks; run_in: the heading is elsewhere."""

    cuts: tuple[int, ...]
    issuer: str
    run_in: bool = False


def read_head(window: str) -> RunInHead | None:
    """Read letterhead, number, heading and salutation from a line's start; None if it does not begin with a whole heading above a
    salutation or, with a number or a blank between them, a first sentence."""
    rules = table("flattened")
    window = window.partition("。")[0]
    cuts: list[int] = []
    low = 0
    if (alone := rules["announcement-run-in"].start(window)) is not None:
        return RunInHead((alone.start("number"), alone.end()), "")
    if (first := rules["number-first"].start(window)) is not None:
        cuts, low = [first.start("line"), first.end()], first.end()
        if rules["order"].whole(first["number"]) and (
            _opens_behind_blank(window, low) or rules["order-sentence"].start(window[low:])
        ):
            return RunInHead((*cuts[1:], low), "")  # an order has no heading beside its number
    own = _OWN_NUMBER.match(window) if first is None or not first["letterhead"] else None
    if own is not None and table("headings")["signature"].whole(own[1]) is not None:
        cuts, low = [own.end(1), own.end()], own.end()
    for match in rules["heading-end"].each(window, low):
        heading = window[low : match.end()].strip()
        subject = table("headings")["subject"].find(heading)
        if len(heading) < _SHORTEST_HEADING or not _closed(heading):
            continue
        if subject is None:
            # 渡口通行证件办理信息公示 为…: only the blank before the first sentence shows where such a heading ends.
            if not low and _SENTENCE_MARK.search(heading) is None and _opens_behind_blank(window, match.end()):
                return RunInHead((match.end(), match.end() + _salutation(window[match.end() :])), "")
            continue
        issuer = heading[: subject.start()].strip()
        if (twice := _TWICE.match(issuer)) is not None and table("headings")["signature"].whole(twice[1]) is not None:
            cuts.append(low + window[low : match.end()].index(twice[1]) + len(twice[1]))  # a letterhead without 文件
            issuer = issuer[len(twice[1]) :].strip()
        named = not issuer or table("headings")["signature"].whole(issuer) is not None
        named = named or rules["several-issue"].whole(issuer) is not None
        if not named and not (rules["place"].whole(issuer) and _opens_behind_blank(window, match.end())):
            return None  # a sentence that names a document
        at = match.end()
        number = None if low else rules["number-first"].start(window[at:])
        if number is not None and number["letterhead"]:
            number = None
        number = number or next(
            (m for name in _BEHIND_HEADING if (m := rules[name].start(window[at:])) is not None), None
        )
        after = at + number.end() if number else at
        salutation = _salutation(window[after:])
        opens = rules["text-opens"].start(window[after:]) is not None
        if salutation or (opens and (low or number or window[after : after + 1] == " ")):
            return RunInHead((*cuts, at, after, after + salutation), issuer.replace(" ", ""))
    return None


_BEHIND_HEADING = ("serial-behind", "number-behind", "day-behind")


def read_body(text: str, above: str) -> RunInHead | None:
    """Read number and salutation from the start of a line that contains a document's whole text below its heading; None if it does
    not. Whole is a text with a first clause inside it, or with a day at its end."""
    rules = table("flattened")
    if len(text) < _SHORTEST_TEXT or len(above) > _LONGEST_HEADING:
        return None
    above = above.strip(" #*")
    subject = table("headings")["subject"].find(above)
    if subject is None or table("headings")["title-end"].find(above) is None:
        return None
    number = rules["number-first"].start(text[:HEAD_REACH])
    after = number.end() if number is not None and not number["letterhead"] else 0
    salutation = _salutation(text[after:HEAD_REACH])
    opens = len(text) >= FLATTENED_LENGTH and rules["text-opens"].start(text) is not None
    if not (after or salutation or opens):
        return None
    ended = rules["day-last"].find(text[-HEAD_REACH:]) is not None
    if not ended and rules["clause-inside"].find(text) is None:
        return None
    issuer = above[: subject.start()].strip()
    named = table("headings")["signature"].whole(issuer) is not None
    return RunInHead((after, after + salutation), issuer.replace(" ", "") if named else "")


def read_run_in(text: str) -> RunInHead | None:
    """Return what a line runs together below a heading of its own: from the salutation to the signature, or from the day of the signature
    on. None for a line that is one paragraph."""
    if len(text) < _SHORTEST_RUN or "日" not in text:
        return None
    if (day := table("flattened")["day-first"].start(text)) is not None:
        several = len(list(islice(MARKED_SENTENCE.finditer(text), 2))) == 2
        return RunInHead((day.end("day"), day.end()), "", run_in=True) if several else None
    length = _salutation(text[:HEAD_REACH])
    if not length:
        return None
    days = (day for day in DAY.finditer(text, length) if day_closes(text, day))
    signed = any(
        signature_start(text, length, day.start(), None) is not None or day_is_alone(text, day) for day in days
    )
    return RunInHead((length,), "", run_in=True) if signed else None


def read_salutation(text: str, above: str) -> RunInHead | None:
    """Return the salutation with which a line below a heading or a number begins, where the first sentence runs on behind its colon."""
    above = above.strip(" #*|")
    titled = len(above) <= _LONGEST_HEADING and table("headings")["title-end"].find(above) is not None
    if not titled and table("lines")["number"].whole(above) is None:
        return None
    length = _salutation(text[:HEAD_REACH])
    rest = text[length:].strip()
    led = length and table("flattened")["salutation-lead"].start(text) is not None
    return RunInHead((length,), "", run_in=True) if led and len(rest) >= _SHORTEST_SENTENCE else None


def _salutation(text: str) -> int:
    """Return the length of the salutation with its colon at a text's start; 0 if there is none."""
    end = next((at + 1 for at, char in enumerate(text) if char in ":："), 0)
    return end if table("lines")["addressee"].whole(text[:end].strip()) else 0


def _opens_behind_blank(window: str, at: int) -> bool:
    """Test whether a blank and a document's first sentence, or its salutation, follow at an offset."""
    if window[at : at + 1] != " ":
        return False
    return table("flattened")["text-opens"].start(window[at:]) is not None or _salutation(window[at:]) > 0


def _closed(heading: str) -> bool:
    return all(heading.count(left) == heading.count(right) for left, right in ("《》", "（）", "“”"))
