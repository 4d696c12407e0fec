"""Read lengths of time: 收到之日起15日内 → P15D from 收到, 20个工作日内 → P20WD."""

import re

from ingest.model import TimeExpression, TimeKind
from ingest.rules import table
from ontology.numbers import numeral

_FROM = table("times")["counts-from"]
_BEFORE = table("times")["counts-from-before"]
_UNITS = {
    "工作日": (1, "WD"),
    "日": (1, "D"),
    "天": (1, "D"),
    "自然日": (1, "D"),
    "周": (1, "W"),
    "星期": (1, "W"),
    "月": (1, "M"),
    "季度": (3, "M"),
    "年": (1, "Y"),
    "小时": (1, "H"),
}
_ANCHOR = table("times")["counts-from-bare"]
REACH = 120  # characters of a clause that are read for the meaning of a time
CONDITION_OPENS = ("如", "若", "凡", "对")
_MODAL = table("times")["demand-word"]
_AHEAD = ("before-event", "ahead-of-event", "length-ahead")


def read_length(name: str, match: re.Match[str], left: str, right: str, text: str) -> TimeExpression | None:
    """Parse a length of time: 收到之日起15日内 → P15D from 收到; 20个工作日内 → P20WD. Lengths that look back are not limits."""
    rules = table("times")
    behind = text[match.end() : match.end() + REACH]
    deemed = name == "within" and rules["deemed"].start(behind) is not None
    if name == "within" and not deemed and (describes(left, right) or _is_of_benefit(match["unit"], left, behind)):
        return None
    # A length counts from the words before it; 近三年内 and 3年内无违法记录 look back.
    ahead = name in _AHEAD or rules["event-ahead"].find(left) is not None
    if name == "length-ahead" and not (rules["asks"].find(left) or rules["act-ahead"].find(left)):
        return None
    if (not ahead and rules["past-window"].find(left)) or (
        name == "within" and not deemed and rules["looks-back"].start(right)
    ):
        return None
    if not ahead and rules["another-length"].find(left[-10:]):
        return None
    halves = name == "within" and (match["half"] or match["half2"])
    number, unit = (6, "月") if halves else (numeral(match["n"].replace("两", "二")), match["unit"])
    if not number:
        return None
    count, symbol = _UNITS[unit]
    value = f"P{'T' if symbol == 'H' else ''}{number * count}{symbol}"
    event = _FROM.find(left) or _ANCHOR.find(left)
    if event is None:
        event = _BEFORE.pattern.search(text, max(0, match.start() - REACH), match.start())
    return TimeExpression(TimeKind.DURATION, value=value, event=event[1] if event else "")


def _is_of_benefit(unit: str, left: str, behind: str) -> bool:
    """Test whether a length is that for which a benefit is given. What somebody shall give (应当在1个月内给予补偿) is due in it, and so
    is what a clause behind months gives: windows of benefits are counted in years (三年内，给予贴息)."""
    rules = table("times")
    if unit in ("日", "天") or rules["asked-in"].find(left) or (unit != "年" and behind.startswith("，")):
        return False
    return rules["benefit"].start(behind) is not None


def describes(left: str, right: str) -> bool:
    """Test whether a time is in a clause that describes who or what is meant: 如年内继续举办的, 一年内开展三次以上的."""
    return right.endswith("的") and not _MODAL.find(right) and (len(right) > 2 or left.startswith(CONDITION_OPENS))
