"""Find time limits as a text prints them: 2019年12月底前, 每月20日前, 收到之日起15日内, 到2020年.

Times that are not limits by their own words are left out (dates of the past 截至…, conditions …前注册的企业, validity 有效期至…).
`resolve.deadlines` then uses the document's year and day.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from ingest.extract.lengths import CONDITION_OPENS, REACH, describes, read_length
from ingest.extract.recurrence import DAYS_OF_PART, PERIODS, day_of, quarter_end, recurring, sentence_before, yearly
from ingest.extract.sentences import MARKED_TITLE
from ingest.model import Mention, Span, TimeExpression, TimeKind
from ingest.rules import table
from ingest.segment.tree import Covered
from ontology.calendar import eve
from ontology.numbers import month_number, numeral, year_in_characters

_SEGMENT = re.compile(r"[，。；：、\n\t！？]|(?<!\d)[,;:]|[,;:](?!\d)")
_RECURRING = (
    "every-months",
    "every-weekday",
    "next-month",
    "every-after",
    "every-year",
    "every-month",
    "every-quarter",
    "every-half",
    "every",
    "by-period",
    "periodical-report",
)
_LENGTHS = (
    *("before-event", "ahead-of-event", "within", "cap", "prolonged", "notice-period", "done-in"),
    *("length-ahead", "effort"),
)
_MID_YEAR = "年中"
_MONTHS_OF_PART = {"上半年": 6, _MID_YEAR: 6}
_PROLONGED_POLICY = table("times")["prolonged-policy"]
_PLAN_ENDS = {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_BRACKET = 90  # code points of a bracket before the day that closes it
_NEAR = 40  # characters behind a span of months that show whether it is one of statistics
_MUST_IN = table("times")["asked-in"]
_LIMIT = table("times")["limit-before"]
_LABEL = table("times")["limit-label"]
_STAGES = ("stage", "stage-days")
_NEXT_YEARS = ("次年", "翌年")
_LATER = {"明年": 1, "次年": 1, "翌年": 1}
_EACH_YEAR = table("times")["yearly-before"]


def times(text: str) -> Iterator[Mention[TimeExpression]]:
    """Find every time limit in a text, in order, without overlaps. Runs in linear time."""
    titles = [match.span() for match in MARKED_TITLE.finditer(text)]
    starts = [start for start, _ in titles]
    ends = [match.start() for match in _SEGMENT.finditer(text)]
    found: list[Mention[TimeExpression]] = []
    read_before: list[Span] = []
    taken, known = Covered(()), 0
    for name, read in _READERS:
        if known < len(read_before):
            taken, known = Covered(read_before), len(read_before)
        for match in table("times")[name].each(text):
            inside = bisect_right(starts, match.start()) - 1
            if (inside >= 0 and match.start() < titles[inside][1]) or taken.touch(Span(*match.span())):
                continue
            at = bisect_right(ends, match.start() - 1)
            left = text[max(ends[at - 1] + 1 if at else 0, match.start() - REACH) : match.start()]
            at = bisect_right(ends, match.end() - 1)
            right = text[match.end() : min(ends[at] if at < len(ends) else len(text), match.end() + REACH)]
            value = read(name, match, left[-60:], right, text)
            read_before.append(Span(*match.span()))
            if value is not None:
                found.append(Mention(read_before[-1], f"times.{name}", value))
    yield from sorted(found, key=lambda mention: (mention.span.start, mention.span.end))


Reader = Callable[[str, re.Match[str], str, str, str], TimeExpression | None]


def _point(name: str, match: re.Match[str], left: str, right: str, text: str) -> TimeExpression | None:
    """Parse a day, month, quarter or year. With 前, 底前 or 内 it is a deadline; without, only if a clause opens with it and names a
    goal, or 到, 截止 or 时限 comes before it."""
    groups = match.groupdict()
    rules = table("times")
    before = groups.get("before") or groups.get("before2")
    part = groups.get("part") or groups.get("part2")
    if name == "month" and not before and rules["same-end"].start(text[match.end() : match.end() + 24]):
        before = "内"
    limit = _LIMIT.find(left) or _LABEL.find(text[max(0, match.start() - 8) : match.start()])
    if rules["was-due"].find(left) and rules["due-now"].find(_sentence(match, text)):
        return None
    if limit is None and text[match.end() : match.end() + 1] in (")", "）"):
        limit = rules["behind-who"].find(text[max(0, match.start() - _BRACKET) : match.start()])
    if (
        limit is None
        and (groups.get("day") or part)
        and rules["on-days"].find(text[max(0, match.start() - _NEAR) : match.start()])
    ):
        limit = rules["due-act"].find(_behind_days(match, right, text))  # 于6月10日、9月10日报送
    if limit is None and (groups.get("day") or part):
        limit = _MUST_IN.find(left)  # 要在9月上旬开展检查
    if not before and rules["begins"].start(text[match.end() : match.end() + REACH]):
        return None
    if _PROLONGED_POLICY.find(left) or (
        name in _STAGES and not before and rules["statistics"].start(text[match.end() : match.end() + _NEAR])
    ):
        return None
    yearless = name == "month" and not groups["year"] and groups["rel"] in (None, *_NEXT_YEARS)
    if yearless and before and (each := _EACH_YEAR.find(sentence_before(text, match))):
        of_year = {**groups, "quarter": None, "half": None}
        many = numeral((each["n"] or "").replace("两", "二"))
        interval = f";INTERVAL={many}" if many else ""
        return TimeExpression(TimeKind.RECURRING, value=f"FREQ=YEARLY{interval}" + yearly(of_year))
    if (
        part == _MID_YEAR
        and not groups.get("year")
        and not groups.get("rel")
        and _EACH_YEAR.find(sentence_before(text, match))
    ):
        return TimeExpression(TimeKind.RECURRING, value="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30")
    until = rules["applied-until"].find(left) if limit is not None else None
    applied = until is not None
    # 报名时间截止3月15日，全市共有5个考点 names a limit; 截止3月5日，全市共有渡口5个 a count.
    if until is not None and not until["named"] and rules["counted-by"].start(text[match.end() : match.end() + REACH]):
        return None
    if rules["condition"].start(right) or (rules["since"].find(left) and not applied) or describes(left, right):
        return None
    behind = text[match.end() : match.end() + REACH]
    if name == "stage-years" and rules["benefit"].start(behind):
        return None
    if before and (rules["free-until"].start(right) or rules["allowed-until"].start(behind)):
        return None
    reached = left.endswith(("到", "至")) and name not in _STAGES
    if before and rules["encouraged"].start(behind):
        return None
    if groups.get("day") and (before or reached) and not limit:
        rest = _sentence(match, text)
        if rules["from-day-until"].find(left) and not rules["due-within"].start(rest):
            return None  # from when to when something is valid
        if rules["offered"].find(rest) and not rules["by-authority"].find(left):
            return None
    if left in CONDITION_OPENS:
        return None  # 如年内继续举办: a case
    if (
        not before
        and (limit or name == "stage-days")
        and not rules["held-by-others"].find(left)
        and rules["arranged"].start(text[match.end() : match.end() + REACH])
    ):
        return None
    if not (before or limit or (part or "").endswith("内") or name == "plan-end"):
        opens = rules["opens"].whole(left) or (name in _STAGES and left.endswith(("（", "(")))
        if reached:
            if groups.get("day") and rules["span-until"].find(left):
                return None  # the end of a span of days: from when to when something is valid, not by when it is due
        elif not (name in _STAGES and _is_stage(match, text)) and (not opens or not _to_do(name, match, right, text)):
            return None
    kind = TimeKind.DEADLINE
    staged = name in _STAGES and (
        rules["stage-word"].find(left) is not None or right.startswith(("）", ")")) or _is_stage(match, text)
    )
    if staged or (name in ("year", "stage-years", "plan-end", "part-of-year") and not before and not limit):
        kind = TimeKind.TARGET
    return _day(name, groups, part, before, kind)


def _certain(name: str, match: re.Match[str], left: str, right: str, text: str) -> TimeExpression | None:
    """Parse a day that is a limit by its own form: 十二月底前, 20240930前, 24年底前, 2025年春节前."""
    if table("times")["condition"].start(right) or describes(left, right):
        return None
    groups = match.groupdict()
    if name == "this-month" and table("times")["monthly"].find(sentence_before(text, match)):
        return TimeExpression(TimeKind.RECURRING, value=f"FREQ=MONTHLY;BYMONTHDAY={day_of(groups) or -1}")
    return _written_day(name, groups)


def _written_day(name: str, groups: dict[str, str | None]) -> TimeExpression | None:
    kind = TimeKind.DEADLINE
    if name == "by-holiday":
        holiday = str(groups["holiday"]).strip("“”")
        if not groups["year"]:
            return TimeExpression(kind, None, _relative(groups), holiday=holiday)
        day = eve(int(str(groups["year"])), holiday)
        return TimeExpression(kind, day.year, month=day.month, day=day.day) if day else None
    if name == "this-month":
        return TimeExpression(kind, relative=0, day=day_of(groups))
    if name == "written":
        year = year_in_characters(written) if (written := groups["cn_year"]) else None
        month = month_number(str(groups["cn_month"]))
        written_day = numeral(groups["cn_day"]) if groups["cn_day"] else DAYS_OF_PART.get(groups["part"] or "", 0)
        whole = not groups["cn_day"] and not groups["part"]
        return TimeExpression(kind, year, _relative(groups), month, written_day or 0, before=whole)
    if name == "written-year":
        part = str(groups["part"])
        month = quarter_end(part) if table("times")["quarter"].find(part) else _MONTHS_OF_PART.get(part, 12)
        return TimeExpression(kind, year_in_characters(str(groups["cn_year"])), month=month)
    if name in ("compact", "numeric"):
        return TimeExpression(
            kind, int(str(groups["year"])), month=int(str(groups["month"])), day=int(str(groups["day"]))
        )
    month = int(groups["month"]) if groups["month"] else 12
    return TimeExpression(kind, 2000 + int(str(groups["short"])), month=month, day=int(groups["day"] or 0))


def _same_day(name: str, match: re.Match[str], left: str, right: str, text: str) -> TimeExpression | None:
    return TimeExpression(TimeKind.DURATION, value="P1D")


def _sentence(match: re.Match[str], text: str) -> str:
    """Return the rest of the sentence behind a day."""
    ends = re.search(r"[。；\n\t]", text[match.end() : match.end() + 2 * REACH])
    return text[match.end() : match.end() + (ends.start() if ends else 2 * REACH)]


def _behind_days(match: re.Match[str], right: str, text: str) -> str:
    """Return the clause behind a day and the further days of its list."""
    further = table("times")["further-days"].start(text[match.end() : match.end() + REACH])
    if further is None:
        return right
    start = match.end() + further.end()
    return _SEGMENT.split(text[start : start + REACH])[0]


def _is_stage(match: re.Match[str], text: str) -> bool:
    """Test whether the words beside a span of days name it as a stage."""
    rules = table("times")
    before, behind = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 20]
    return rules["stage-label"].find(before) is not None or rules["stage-named"].start(behind) is not None


def _to_do(name: str, match: re.Match[str], right: str, text: str) -> bool:
    """Test whether the words behind a bare month or year name a goal for its end."""
    following = text[match.end() : match.end() + 80]
    until = re.match(r"[，,、]?[^。；\n\t]*", following)
    said = MARKED_TITLE.sub("", until[0]) if until else ""
    if name in _STAGES and following.startswith(("）", ")")):
        return True
    rules = table("times")
    if name in _STAGES and match["day"] and rules["granted"].find(said):
        return False
    return rules["achieves"].find(said) is not None and not rules["history"].start(said)


def _day(
    name: str, groups: dict[str, str | None], part: str | None, before: str | None, kind: TimeKind
) -> TimeExpression:
    if name == "plan-end":
        return TimeExpression(kind, year=_PLAN_ENDS[str(groups["plan"])], month=12)
    year = int(str(groups["year"])) if groups.get("year") else None
    relative = _relative(groups)
    if name == "stage" and year is None and groups.get("first"):
        year = int(str(groups["first"]))
    if name in ("month", *_STAGES):
        month = int(str(groups["month"]))
        whole = bool(before) and not groups["day"] and not (part or "").removeprefix("月") and before != "内"
        return TimeExpression(kind, year, relative, month, day_of(groups), before=whole)
    if part and table("times")["quarter"].find(part):
        return TimeExpression(kind, year, relative, quarter_end(part))
    if year is not None and before and not part:
        year -= 1  # 2020年前: the year itself is out
    return TimeExpression(kind, year, relative, _MONTHS_OF_PART.get(part or "", 12))


def _relative(groups: dict[str, str | None]) -> int | None:
    """Return how many years after the document's own a day is, None where no word says so: 0 for 今年, 1 for 次年."""
    return _LATER.get(groups["rel"] or "", 0) if groups.get("rel") else None


_READERS: tuple[tuple[str, Reader], ...] = (
    *((name, recurring) for name in (*_RECURRING, "once-a-period")),
    *(
        (name, _certain)
        for name in ("by-holiday", "written", "written-year", "compact", "numeric", "short-year", "this-month")
    ),
    *((name, _point) for name in (*_STAGES, "stage-years", "plan-end", "month", "part-of-year", "year")),
    *((name, read_length) for name in _LENGTHS),
    ("same-day", _same_day),
)


def in_cell(text: str) -> Iterator[Mention[TimeExpression]]:
    """Find the times in a 完成时限 cell or label, where every day, month and period is a limit: `2019年12月` → its last day.

    定期, 长期 and 已完成 are not limits.
    """
    taken: list[tuple[int, int]] = []
    if day := table("times")["cell-day"].whole(text):
        value = TimeExpression(TimeKind.DEADLINE, int(day["year"]), month=int(day["month"]), day=int(day["day"]))
        yield Mention(Span(0, len(text)), "times.cell-day", value)
        return
    if month := table("times")["cell-month"].whole(text):
        value = TimeExpression(TimeKind.DEADLINE, int(month["year"]), month=int(month["month"]))
        yield Mention(Span(0, len(text)), "times.cell-month", value)
        return
    for name, read in _READERS:
        for match in table("times")[name].each(text):
            if any(low < match.end() and match.start() < high for low, high in taken):
                continue
            groups = match.groupdict()
            before, part = groups.get("before") or groups.get("before2"), groups.get("part") or groups.get("part2")
            read_value: TimeExpression | None
            if read is _certain:
                read_value = _written_day(name, groups)
            elif read is _point:
                read_value = _day(name, groups, part, before, TimeKind.DEADLINE)
            elif name in ("every", "by-period"):
                read_value = TimeExpression(TimeKind.RECURRING, value=f"FREQ={PERIODS[match['period']]}")
            else:
                read_value = read(name, match, "", "", text)
            if read_value is not None:
                taken.append(match.span())
                yield Mention(Span(match.start(), match.end()), f"times.cell-{name}", read_value)
