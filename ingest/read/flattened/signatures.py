"""The signature and its day, run on behind the last sentence."""

import re
from collections.abc import Iterator

from ingest.read.flattened.blanks import behind_blanks
from ingest.read.flattened.patterns import HEAD_REACH, LAST_DAY
from ingest.rules import table

_LONGEST_DAY = 24  # code points
_LONGEST_SIGNATURE = 120  # code points before the day
_PLACE = 6  # code points of a place's name
_NAMED = 8
"""Code points by which a title is known again."""


def closing_cuts(text: str) -> Iterator[int]:
    """Find the signature and its day with which the last paragraph of a text runs on: 特此通知。岚州市财政局2019年1月8日"""
    if (day := LAST_DAY.search(text, max(0, len(text) - _LONGEST_DAY))) is None:
        return
    sentence = text.rfind("。", 0, day.start()) + 1
    start = behind_blanks(text, sentence)
    words = text[start : day.start()].strip()
    told = table("flattened")["told-behind"].find(words) is not None
    if sentence and not told and table("headings")["signature"].whole(words) is not None:
        yield from (start, day.start())


def signature_start(text: str, low: int, day: int, issuer: re.Pattern[str] | None) -> int | None:
    """Return where the names between a sentence's end, or a list of annexes, and a day begin; None if there are none."""
    low = max(low, day - _LONGEST_SIGNATURE)
    signature = table("headings")["signature"]
    start = max(text.rfind("。", low, day), text.rfind("；", low, day)) + 1
    signs = start and table("flattened")["no-signer"].start(text[start:day]) is None
    if signs and signature.whole(text[start:day].strip()) is not None:
        return start
    if signs and table("flattened")["officer-signs"].whole(text[start:day].strip()) is not None:
        return start
    if signs and LAST_DAY.match(text, day) and table("flattened")["signer-last"].whole(text[start:day].strip()):
        return start
    if start and table("lines")["annex-list"].start(text[start:day].strip()) is not None:
        word = text.rfind(" ", start, len(text[:day].rstrip())) + 1
        if word > start and signature.whole(text[word:day].strip()) is not None:
            return word
    names = names_before(text, low, day, issuer)
    if not names:
        return None
    at = names[-1].start()
    word = text.rfind(" ", low, at) + 1  # the heading may print 省交通厅 and the signature 岭东省交通厅
    return word if at - word <= _PLACE and signature.whole(text[word:day].strip()) is not None else at


def names_before(text: str, low: int, day: int, issuer: re.Pattern[str] | None) -> list[re.Match[str]]:
    """Return where the heading's issuer directly precedes a day."""
    low = max(low, day - _LONGEST_SIGNATURE)
    return [match for match in issuer.finditer(text, low, day) if match.end() == day] if issuer else []


def day_closes(text: str, day: re.Match[str]) -> bool:
    """Test whether a day ends its line, or is above the end of a page or the text that a notice forwards: no sentence continues there."""
    behind = text[day.end() : day.end() + HEAD_REACH]
    below = behind.strip(" ")
    named = len(below) > _NAMED and text.find(f"《{below[:_NAMED]}", 0, day.start()) >= 0  # what the notice issues
    return not below or named or table("flattened")["behind-day"].start(behind) is not None


def day_is_alone(text: str, day: re.Match[str]) -> bool:
    """Test whether a day directly follows a text's last sentence, without a name before it."""
    return text[: day.start()].rstrip(" ").endswith("。")
