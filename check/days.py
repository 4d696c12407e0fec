"""Rules about days: those that are in no calendar, weekdays that a day is not, limits and spans in the wrong order."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from check.checked import DraftSubject
from check.model import Note
from check.patterns import patterns
from ingest.extract.dates import day as calendar_day
from ingest.model import Field, Span, TimeKind
from ingest.resolve.deadlines import resolve_deadlines
from ingest.rules import table

_WEEK = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_NAMES = "一二三四五六日"
_LEAP = 2024


def impossible_days(subject: DraftSubject) -> Iterator[Note]:
    """11月31日, 2月30日, 13月: a day that no calendar has."""
    for match in subject.matches(patterns()["day-of-year"]):
        yield from _impossible(Span(*match.span()), int(match["year"]), int(match["month"]), int(match["day"]))
    for match in subject.matches(patterns()["day-of-month"]):
        yield from _impossible(Span(*match.span()), None, int(match["month"]), int(match["day"]))
    for match in subject.matches(patterns()["odd-month"]):
        words = match[0]
        yield Note(
            "date-invalid", Span(*match.span()), f"“{words}”：没有{match['month']}月", f"“{words}”: no such month"
        )
    for match in subject.matches(table("dates")["chinese-day"]):
        if calendar_day(match[0]) is None:
            yield Note("date-invalid", Span(*match.span()), f"没有“{match[0]}”这一天", f"there is no day “{match[0]}”")


def _impossible(span: Span, year: int | None, month: int, day: int) -> Iterator[Note]:
    if not 1 <= month <= 12:
        yield Note("date-invalid", span, f"没有{month}月这个月份", f"there is no month {month}")
        return
    last = monthrange(year or _LEAP, month)[1]
    if not 1 <= day <= last:
        when = f"{year}年{month}月" if year else f"{month}月"
        yield Note("date-invalid", span, f"{when}只有{last}日，没有{day}日", f"that month has {last} days, not {day}")


def wrong_weekdays(subject: DraftSubject) -> Iterator[Note]:
    """2025年3月10日（星期二）, which is a Monday."""
    for match in subject.matches(patterns()["day-of-year"]):
        day = _day(match["year"], match["month"], match["day"])
        if day is not None and match["week"] and day.weekday() != _WEEK[match["week"]]:
            yield _other_weekday(match, day)
    signed = _value(subject, Field.SIGNED) or subject.day
    for match in subject.matches(patterns()["weekday"]):
        years = (str(signed.year), str(signed.year + 1))
        days = [day for year in years if (day := _day(year, match["month"], match["day"]))]
        # A day that has passed may be next year's.
        likely = [day for day in days if day >= signed][:1] or days[:1]
        if likely and all(day.weekday() != _WEEK[match["week"]] for day in {*likely, *days[:1]}):
            yield _other_weekday(match, likely[0])


def _other_weekday(match: re.Match[str], day: date) -> Note:
    name = _NAMES[day.weekday()]
    return Note(
        "date-order",
        Span(*match.span()),
        f"{day.isoformat()}是星期{name}，不是星期{match['week']}",
        f"{day.isoformat()} is a {day:%A}",
        f"星期{name}",
    )


def reversed_spans(subject: DraftSubject) -> Iterator[Note]:
    """2025年5月1日至4月30日: it ends before it begins."""
    for match in subject.matches(patterns()["span-of-days"]):
        begin = _day(match["y1"], match["m1"], match["d1"])
        end = _day(match["y2"] or match["y1"], match["m2"] or match["m1"], match["d2"])
        if begin and end and end < begin:
            yield Note(
                "date-order",
                Span(*match.span()),
                f"结束之日{end.isoformat()}早于开始之日{begin.isoformat()}",
                f"it ends on {end.isoformat()}, before it begins on {begin.isoformat()}",
            )


def limits_before_signing(subject: DraftSubject) -> Iterator[Note]:
    """Report a time limit before the day on which the document is signed."""
    signed = _value(subject, Field.SIGNED)
    if signed is None:
        return
    titles, mentions = subject.within_titles(), subject.draft.mentions.deadlines
    spoken = [m for m in mentions if subject.draft.tree.speaks(m.span.start)]
    for limit in resolve_deadlines(spoken, subject.text, subject.draft.context.occasion, limits=True):
        due = limit.value if isinstance(limit.value, date) else None
        if limit.kind is not TimeKind.DEADLINE or due is None or due >= signed:
            continue
        if any(title.contains(limit.span) for title in titles) or not _is_demanded(subject, limit.span):
            continue
        yield Note(
            "date-order",
            limit.span,
            f"时限{due.isoformat()}早于成文日期{signed.isoformat()}",
            f"the limit {due.isoformat()} is before the day of signing, {signed.isoformat()}",
        )


def _is_demanded(subject: DraftSubject, span: Span) -> bool:
    """Test for a day by which something is to be done. Others say who or what is meant (…前已经设立的企业), or report (截至…)."""
    return (
        patterns()["demanded"].start(subject.after(span.end, 80)) is not None
        and patterns()["reported"].find(subject.before(span.start, 8)) is None
        and patterns()["transition"].find(subject.sentence(span).slice(subject.text)) is None
    )


def ends_before_it_begins(subject: DraftSubject) -> Iterator[Note]:
    """Report a term that ends before the document enters into force, or is signed."""
    facts = {fact.field: fact for fact in reversed(subject.document.facts)}
    expires = facts.get(Field.EXPIRES)
    if expires is None or not isinstance(expires.value, date):
        return
    # A draft that prints no day goes by the day of the check, where there is one.
    checked = subject.day if subject.day < date.max else None
    signed = _value(subject, Field.SIGNED)
    names = (
        (_value(subject, Field.EFFECTIVE), "施行之日", "the day of entry into force"),
        (signed, "成文日期", "the day of signing"),
        (checked if signed is None else None, "核对所依据的日期", "the day that the check goes by"),
    )
    for first, zh, en in names:
        if first is not None and expires.value < first:
            yield Note(
                "date-order",
                expires.span,
                f"有效期截止{expires.value.isoformat()}，早于{zh}{first.isoformat()}",
                f"the term ends on {expires.value.isoformat()}, before {en}, {first.isoformat()}",
            )
            return


def _value(subject: DraftSubject, field: Field) -> date | None:
    fact = subject.document.first(field)
    return fact.value if fact is not None and isinstance(fact.value, date) else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
