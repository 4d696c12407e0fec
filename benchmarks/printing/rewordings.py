"""Say in other words what a text assigns, limits and demands. Each form is one that offices print, and leaves the facts as they are."""

import re

from benchmarks.printing.assignments import ASSIGNMENTS
from benchmarks.printing.forms import by_name
from ontology.numbers import chinese, digit_by_digit

_YEAR = r"(?P<year>(?:19|20)\d\d)年"
_UNTIL = r"(?:之前|以前|前)"
_DAY = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?P<until>{_UNTIL})")
_MONTH_END = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月底(?P<until>{_UNTIL})")
_YEAR_END = re.compile(rf"{_YEAR}年?底(?P<until>{_UNTIL})")
_DONE = re.compile(rf"，(?P<when>(?:19|20)\d\d年(?:年?底|\d{{1,2}}月(?:底|\d{{1,2}}日)){_UNTIL})完成(?P<stop>[。；])")
_WITHIN = re.compile(r"(?<![\d—－–~～-])(?P<number>\d{1,2})(?P<unit>个工作日|日|个月)内")
_SINCE = re.compile(
    r"自(?P<event>[\u4e00-\u9fff]{2,12})之日起(?=[ ]?[\d一二三四五六七八九十]{1,3}[ ]?(?:个工作日|日|个月)内)"
)
_LAST_DAYS = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_MUST = re.compile(r"(?<![不凡])应当(?=[\u4e00-\u9fff])(?![^，。；]{0,20}的)")
_MUST_NOT = re.compile(r"(?<!只)不得(?!不|已|超过|少于|多于|低于|高于|早于|晚于|迟于|[^，。；]{0,20}的)")


def _until(text: str, other: str) -> str:
    for form in (_DAY, _MONTH_END, _YEAR_END):
        text = form.sub(lambda match: match[0].removesuffix(match["until"]) + other, text)
    return text


def with_ahead_of(text: str) -> str:
    return _until(text, "之前")


def with_at_the_latest(text: str) -> str:
    return _until(text, "以前")


def with_by_the_end_of_the_month(text: str) -> str:
    """Print 6月30日前 as 6月底前."""
    return _DAY.sub(
        lambda match: (
            f"{match['year']}年{match['month']}月底前"
            if _LAST_DAYS.get(int(match["month"])) == int(match["day"])
            else match[0]
        ),
        text,
    )


def with_the_last_day(text: str) -> str:
    """Print 6月底前 as 6月30日前."""
    return _MONTH_END.sub(
        lambda match: (
            f"{match['year']}年{match['month']}月{_LAST_DAYS[int(match['month'])]}日前"
            if int(match["month"]) in _LAST_DAYS
            else match[0]
        ),
        text,
    )


def with_the_months_close(text: str) -> str:
    return _MONTH_END.sub(r"\g<year>年\g<month>月末前", text)


def with_the_years_last_month(text: str) -> str:
    return _YEAR_END.sub(r"\g<year>年12月底前", text)


def with_the_years_last_day(text: str) -> str:
    return _YEAR_END.sub(r"\g<year>年12月31日前", text)


def with_the_years_close(text: str) -> str:
    return _YEAR_END.sub(r"\g<year>年末前", text)


def with_on_or_before(text: str) -> str:
    """Begin a time limit that begins its clause with 于."""
    return re.sub(rf"(?<=[，。；])(?={_DAY.pattern}|{_numbered(_MONTH_END)})", "于", text)


def _numbered(form: re.Pattern[str]) -> str:
    """Return a pattern without the names of its groups, for use in another pattern."""
    return re.sub(r"\?P<\w+>", "?:", form.pattern)


def _in_words(match: re.Match[str]) -> str:
    words = [
        f"{digit_by_digit(int(match['year']))}年",
        f"{chinese(int(match['month']))}月" if "month" in match.re.groupindex else "",
    ]
    words.append(f"{chinese(int(match['day']))}日" if "day" in match.re.groupindex else "底")
    return "".join(words) + match["until"]


def in_chinese_numerals(text: str) -> str:
    for form in (_DAY, _MONTH_END, _YEAR_END):
        text = form.sub(_in_words, text)
    return _WITHIN.sub(lambda match: f"{chinese(int(match['number']))}{match['unit']}内", text)


def with_lengths_apart(text: str) -> str:
    return _WITHIN.sub(r"\g<number> \g<unit>内", text)


def with_lengths_inside(text: str) -> str:
    return _WITHIN.sub(r"\g<number>\g<unit>之内", text)


def with_from_the_day(text: str) -> str:
    """Print 自收到之日起15日内 as 收到之日起15日内."""
    return _SINCE.sub(r"\g<event>之日起", text)


def with_after(text: str) -> str:
    """Print 自收到之日起15日内 as 收到后15日内."""
    return _SINCE.sub(r"\g<event>后", text)


def with_the_limit_in_a_bracket(text: str) -> str:
    """Print ，2021年9月底前完成。 as （2021年9月底前完成）。"""
    return _DONE.sub(r"（\g<when>完成）\g<stop>", text)


def with_a_label_of_the_limit(text: str) -> str:
    """Print ，2021年9月底前完成。 as 。完成时限：2021年9月底前。"""
    return _DONE.sub(r"。完成时限：\g<when>\g<stop>", text)


def with_periods_closed(text: str) -> str:
    """Print 每季度末 as 每季度结束前, 每月底前 as 每月月底前 and 每年12月底前 as 每年年底前."""
    text = re.sub(r"每季度末前?(?!月)", "每季度结束前", text)
    return re.sub(r"每月底前", "每月月底前", re.sub(r"每年12月底前", "每年年底前", text))


def with_ought(text: str) -> str:
    return _MUST.sub("应", text)


def with_have_to(text: str) -> str:
    return _MUST.sub("必须", text)


def with_shall(text: str) -> str:
    return _MUST.sub("须", text)


def with_are_to(text: str) -> str:
    return _MUST.sub("要", text)


def with_are_strictly_not_to(text: str) -> str:
    return _MUST_NOT.sub("严禁", text)


def with_are_not_allowed_to(text: str) -> str:
    return _MUST_NOT.sub("不准", text)


REWORDINGS = by_name(
    (
        *ASSIGNMENTS,
        with_ahead_of,
        with_at_the_latest,
        with_by_the_end_of_the_month,
        with_the_last_day,
        with_the_months_close,
        with_the_years_last_month,
        with_the_years_last_day,
        with_the_years_close,
        with_on_or_before,
        in_chinese_numerals,
        with_lengths_apart,
        with_lengths_inside,
        with_from_the_day,
        with_after,
        with_the_limit_in_a_bracket,
        with_a_label_of_the_limit,
        with_periods_closed,
        with_ought,
        with_have_to,
        with_shall,
        with_are_to,
        with_are_strictly_not_to,
        with_are_not_allowed_to,
    )
)
