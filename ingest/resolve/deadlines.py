"""Resolve time limits to days: the day of `12月底前`, the last day of `20个工作日内`.

A year that is not printed is the last one printed before it in the paragraph, else the document's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ingest.extract.sentences import MARKED_TITLE
from ingest.model import Deadline, Mention, Span, TimeExpression, TimeKind
from ingest.resolve.context import Occasion
from ingest.rules import table
from ontology.calendar import add_months, after_workdays, eve, month_end, parse_duration

_YEAR = table("times")["printed-year"]
_SENTENCE_ENDS = "。！？\n"
_COMMON_YEAR = 2023  # without a 29 February
_LONG_PAST = timedelta(days=90)
_LONGEST_QUOTE = 600
_PUBLISHED = table("times")["publication"]


def resolve_deadlines(
    found: Iterable[Mention[TimeExpression]], text: str, occasion: Occasion, *, limits: bool = False
) -> Iterator[Deadline]:
    """Resolve time expressions; their spans are in `text`. limits: they are in 完成时限 cells, where days before the signature count
    too; elsewhere such a day is a limit only where the sentence asks for something by then (于2018年2月1日前报送)."""
    for mention in found:
        value = mention.value
        quote = _quote(text, mention.span)
        if value.value:
            due = _due(value, occasion) if value.kind is TimeKind.DURATION else None
            yield Deadline(value.kind, value.value, mention.span, quote, mention.rule, value.event, due)
            continue
        if rule := _of_any_year(value, text, mention.span, occasion):
            yield Deadline(TimeKind.RECURRING, rule, mention.span, quote, mention.rule)
            continue
        day, printed = _day(value, text, mention.span, occasion)
        if day is None and not printed:
            continue
        if day and not limits and _is_past(day, value, occasion) and not _demanded(text, mention.span):
            continue
        yield Deadline(value.kind, day, mention.span, quote, mention.rule)


def undated(found: Iterable[Mention[TimeExpression]], text: str, occasion: Occasion) -> Iterator[Span]:
    """Return the span of each time expression that is no limit because its year is unknown: 5月底前 in a text without any year."""
    for mention in found:
        value = mention.value
        if value.value or _of_any_year(value, text, mention.span, occasion):
            continue
        day, printed = _day(value, text, mention.span, occasion)
        if day is None and not printed:
            yield mention.span


_THAT_YEAR = "当年"
_NEXT_YEARS = ("次年", "翌年")
_EACH_YEAR = table("times")["recurs-before"]
_ANY_YEAR, _THIS_YEAR = table("times")["any-year"], table("times")["this-year"]


def _of_any_year(value: TimeExpression, text: str, span: Span, occasion: Occasion) -> str | None:
    """Return the RRULE of a time with 当年 that recurs every year: in a rule, or behind 每年. If a year is printed nearer before it, 当年
    is that year and does not recur. 今年 and 本年 are always the document's year. In a rule a month behind 每年 or 本年度 recurs, too."""
    before = text[_quote(text, span).start : span.start]
    if span.slice(text).startswith((_THAT_YEAR, *_NEXT_YEARS)):
        each = max((found.end() for found in _EACH_YEAR.each(before)), default=None)
        any_year = (
            occasion.standing and _year_before(text, span) is None
            if each is None
            else not _YEAR.pattern.search(before, each)
        )
    else:
        own = 0 if _THIS_YEAR.start(span.slice(text)) else None
        bare = (value.year, value.relative, value.holiday or None) == (None, own, None) and value.month is not None
        yearly = bare and occasion.standing and (own is not None or _ANY_YEAR.find(before) is not None)
        any_year = yearly and _year_before(text, span) is None
    if not any_year:
        return None
    last = _last(_COMMON_YEAR, value)
    return f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={last.day}" if last else None


def _is_past(day: date, value: TimeExpression, occasion: Occasion) -> bool:
    """Test whether a day was over when the document was signed. If the year is not printed, a day shortly before still counts
    (6月底之前 in a plan of July)."""
    if occasion.signed is None:
        return value.year is not None and occasion.year is not None and day.year < occasion.year
    return day < occasion.signed if value.year is not None else day < occasion.signed - _LONG_PAST


_DEMAND = table("times")["demanded-behind"]
_ASKING = table("times")["asking-before"]


def _demanded(text: str, span: Span) -> bool:
    """Test whether a sentence asks for something before a day: words that ask precede it, and the act to be done follows it."""
    before = text[max(0, span.start - 4) : span.start]
    return (
        span.slice(text).endswith("前")
        and bool(_ASKING.find(before))
        and _DEMAND.pattern.match(text, span.end) is not None
    )


def _before_holiday(value: TimeExpression, text: str, span: Span, occasion: Occasion) -> date | None:
    """Return the last day before a holiday without a year: the next one that comes after the document's day."""
    year = occasion.year if (occasion.year is not None or value.relative) else _year_before(text, span, anywhere=True)
    if year is None:
        return None
    day = eve(year + (value.relative or 0), value.holiday)
    if day and value.relative is None and occasion.signed is not None and day < occasion.signed:
        return eve(year + 1, value.holiday)
    return day


def _day(value: TimeExpression, text: str, span: Span, occasion: Occasion) -> tuple[date | None, bool]:
    """Return the last day, and whether a day is printed at all (6月31日 is, though the calendar does not have it)."""
    if value.holiday:
        return _before_holiday(value, text, span, occasion), False
    if value.month is None and value.relative is not None:
        signed = None if occasion.standing else occasion.signed  # 本月底前
        return (_last(signed.year, replace(value, month=signed.month)) if signed else None), signed is not None
    year = value.year
    if year is None and span.slice(text).startswith(_THAT_YEAR):
        year = _year_before(text, span)  # 2023年新建的步道，当年9月底前验收
    if year is None and span.slice(text).startswith(_NEXT_YEARS) and (named := _year_before(text, span)):
        year = named + 1  # 2023年新建的步道，次年3月底前验收
    if year is None and value.relative is not None:
        year = occasion.signed.year + value.relative if occasion.signed else None
    if year is None:
        year = occasion.year
        near = _year_before(text, span, anywhere=year is None)
        if near is not None and (year is None or near >= year):
            year = near
        elif year is not None and occasion.signed is not None:
            candidate = _last(year, value)
            if candidate and candidate < occasion.signed - _LONG_PAST:
                year += 1  # 3月底前 in a document of December is next year's
    leap = value.year is None and (value.month, value.day) == (2, 29)
    if year is not None and leap and _last(year, value) is None and _last(year + 1, value):
        year += 1  # the next leap day
    if year is None or value.month is None:
        return None, value.month is not None and year is not None
    return _last(year, value), True


def _last(year: int, value: TimeExpression) -> date | None:
    month = value.month or 12
    try:
        if value.day:
            return date(year, month, value.day)
        return date(year, month, 1) - timedelta(days=1) if value.before else month_end(year, month)
    except (ValueError, OverflowError):
        return None


def _year_before(text: str, span: Span, *, anywhere: bool = False) -> int | None:
    """Return the last year printed before the time in its paragraph (or anywhere before it), outside titles."""
    start = 0 if anywhere else text.rfind("\n", 0, span.start) + 1
    before = MARKED_TITLE.sub("", text[max(start, span.start - 2000) : span.start])
    found = _YEAR.pattern.findall(before)
    return int(found[-1]) if found else None


def _quote(text: str, span: Span) -> Span:
    """Return the sentence around a time, within its paragraph."""
    low = max(0, span.start - _LONGEST_QUOTE)
    start = max(text.rfind(end, low, span.start) for end in _SENTENCE_ENDS) + 1
    if text[start : start + 1] in ("（", "(") and start > low and text[start - 1] != "\n":
        start = (
            max(text.rfind(end, low, start - 1) for end in _SENTENCE_ENDS) + 1
        )  # the sentence that the bracket closes
    ends = [at for end in _SENTENCE_ENDS if (at := text.find(end, span.end, span.end + _LONGEST_QUOTE)) >= 0]
    end = min(ends, default=min(len(text), span.end + _LONGEST_QUOTE))
    if end < len(text) and text[end] != "\n" and ends:
        end += 1
    return Span(max(start, low), end)


def _due(value: TimeExpression, occasion: Occasion) -> date | None:
    """Return the last day of a duration that counts from a known event: the document's publication or entry into force."""
    length, event = parse_duration(value.value), _PUBLISHED.find(value.event)
    if length is None or event is None or length[1] == "H":
        return None
    start = occasion.effective if event["in_force"] else occasion.signed
    if start is None:
        return None
    number, unit = length
    try:
        if unit == "WD":
            return after_workdays(start, number)
        if unit in ("D", "W"):
            return start + timedelta(days=number * (7 if unit == "W" else 1))
        return add_months(start, number * (12 if unit == "Y" else 1))
    except (ValueError, OverflowError):
        return None
