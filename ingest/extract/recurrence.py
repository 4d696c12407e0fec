"""Recurring time limits: 每月20日前 → FREQ=MONTHLY;BYMONTHDAY=20, 每年12月底前, 按季度, 每周五."""

import re

from ingest.model import TimeExpression, TimeKind
from ingest.rules import table
from ontology.numbers import month_number, numeral

PERIODS = {
    "日": "DAILY",
    "天": "DAILY",
    "周": "WEEKLY",
    "星期": "WEEKLY",
    "月": "MONTHLY",
    "月份": "MONTHLY",
    "月度": "MONTHLY",
    "季": "QUARTERLY",
    "季度": "QUARTERLY",
    "年": "YEARLY",
    "年度": "YEARLY",
    "半年": "MONTHLY;INTERVAL=6",
    "半月": "MONTHLY;BYMONTHDAY=15,-1",
    "半个月": "MONTHLY;BYMONTHDAY=15,-1",
    "旬": "MONTHLY;BYMONTHDAY=10,20,-1",
}
DAYS_OF_PART = {"初": 10, "上旬": 10, "中旬": 20}  # else the month's end
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}
_LAST_DAYS = (31, 31, -1, 31, 30, 31, 30, 31, 31, 30, 31, 30)  # of December, January, …; February's is the month's last
_WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_REACH = 80  # characters behind a bare period that show whether it is due
_MUST = table("times")["must-before"]
_MONTH_BEFORE = table("times")["month-behind"]


def recurring(name: str, match: re.Match[str], left: str, right: str, text: str) -> TimeExpression | None:
    """Parse a recurring time: 每月20日前 → FREQ=MONTHLY;BYMONTHDAY=20. A period alone counts only if a report or check is due."""
    groups = match.groupdict()
    rules = table("times")
    if rule := _listed_rule(name, groups):
        return TimeExpression(TimeKind.RECURRING, value=rule)
    if name in ("every", "by-period"):
        following = text[match.end() : match.end() + _REACH]
        until = re.match(r"[^。；\n\t]*", following[:60])
        said = until[0] if until else ""
        if rules["counted"].find(said) or rules["habit"].find(sentence_before(text, match)):
            return None
        if rules["done-if"].start(following) and not _MUST.find(left):
            return None
        paid = bool(_MUST.find(left) and rules["due-payment"].find(said))
        handed_on = rules["by-payment"].start(text[match.end() : match.end() + 30])
        paid = paid or (name == "by-period" and handed_on is not None)
        paid = paid or bool(rules["body-pays"].find(left) and rules["pays-to"].find(said))
        if not paid and not (rules["due-act"].find(said) or rules["due-act"].find(left[-12:])):
            return None
    if name == "every" and PERIODS[match["period"]] == "YEARLY" and _MONTH_BEFORE.pattern.match(text, match.end()):
        return None  # 每年由各街道于3月底前报送: the day is the limit
    if rules["since"].find(left) or (name == "every" and rules["for-each"].find(left)):
        return None
    if name == "every-year":
        return TimeExpression(TimeKind.RECURRING, value="FREQ=YEARLY" + yearly(groups))
    if name == "every-month":
        return TimeExpression(TimeKind.RECURRING, value=f"FREQ=MONTHLY;BYMONTHDAY={day_of(groups) or -1}")
    if name == "every-quarter":
        by = f";BYMONTHDAY={int(groups['day'])}" if groups["day"] else ""
        # The words distinguish the first month from the last (`graph.records.recurrence`); the months alone show the second.
        middle = groups["month2"] and by
        value = ("FREQ=YEARLY;BYMONTH=2,5,8,11" if middle else "FREQ=QUARTERLY") + by
        return TimeExpression(TimeKind.RECURRING, value=value)
    value = f"FREQ={PERIODS[groups.get('period') or groups['period2']]}"
    many = numeral((groups.get("n") or "").replace("两", "二")) if name == "every" else None
    if many:
        value += f";INTERVAL={many}"
    return TimeExpression(TimeKind.RECURRING, value=value)


def _listed_rule(name: str, groups: dict[str, str | None]) -> str | None:
    """Return the RRULE of a time that names its days or months one by one."""
    if name == "every-weekday":
        named = dict.fromkeys(_WEEKDAYS[sign] for sign in str(groups["weekday"]) if sign in _WEEKDAYS)
        return f"FREQ=WEEKLY;BYDAY={','.join(named)}"
    if name == "every-half":
        of_halves = "1,7" if groups["first"] else "6,12"
        return f"FREQ=YEARLY;BYMONTH={of_halves};BYMONTHDAY={groups['half_day'] or -1}"
    if name == "next-month":
        return f"FREQ=MONTHLY;BYMONTHDAY={groups['day']}"
    if name == "every-months" and (days := groups["days"]):
        return f"FREQ=MONTHLY;BYMONTHDAY={_numbers(days)}"
    if name == "every-months" and (months := groups["months"]):
        return f"FREQ=YEARLY;BYMONTH={_numbers(months, 12)};BYMONTHDAY={groups['day'] or -1}"
    return None


def _numbers(text: str, most: int = 31) -> str:
    numbers = sorted({int(found) for found in re.findall(r"\d+", text)})
    return ",".join(str(number) for number in numbers if number <= most)


def yearly(groups: dict[str, str | None]) -> str:
    month, day = 12, 31
    if written := groups.get("cn_month"):
        groups = {**groups, "month": str(numeral(written)), "part": groups["cn_part"], "day": groups["cn_day"]}
    if groups["month"]:
        month = month_number(groups["month"]) or month
        day = day_of(groups) or _LAST_DAYS[month % 12]
        if groups["before"] and not groups["day"] and not groups["part"]:
            month = (month - 2) % 12 + 1
            day = _LAST_DAYS[month % 12]
    elif groups["quarter"]:
        month = quarter_end(groups["quarter"])
        day = 31 if month in (3, 12) else 30
    elif groups["half"]:
        month, day = 6, 30
    return f";BYMONTH={month};BYMONTHDAY={day}"


def sentence_before(text: str, match: re.Match[str]) -> str:
    """Return the text of the sentence before a time."""
    low = max(0, match.start() - 200)
    start = max(text.rfind(end, low, match.start()) for end in "。；\n\t")
    return text[max(start + 1, low) : match.start()]


def day_of(groups: dict[str, str | None]) -> int:
    """Return the day of the month: printed, or that of 月初, 上旬, 中旬; 0 is the month's end."""
    if groups["day"]:
        return numeral(groups["day"]) or 0
    return DAYS_OF_PART.get((groups.get("part") or groups.get("part2") or "").removeprefix("月"), 0)


def quarter_end(text: str) -> int:
    digit = text.removeprefix("第")[0]
    return _QUARTERS[digit] if digit in _QUARTERS else int(digit) * 3
