"""When a document takes effect and until when it holds, as its own sentences say.

本办法自2017年7月20日起施行，有效期2年。 → effective 2017-07-20, expires 2019-07-19 (the last day in force).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ingest.extract.dates import day
from ingest.model import Mention, Span
from ingest.rules import table
from ingest.segment.clauses import numeral
from ontology.calendar import add_months, month_end

_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_EFFECTIVE = ("from-day", "from-day-plain", "from-publication", "from-publication-after")
_OTHERS = re.compile(r"《[^《》]{2,120}》[^，。；]{0,40}$")
_ISSUING = re.compile(r"公布|发布|印发|施行|通过")
_SUBJECT = 8  # characters, of the words that a term directly follows


@dataclass(frozen=True, slots=True)
class Validity:
    """One statement. effective: a day, or `publication` with a delay in days. months, days: the term's length."""

    kind: Literal["effective", "expires", "term"]
    day: date | None = None
    delay: int | None = None
    months: int = 0
    days: int = 0


def statements(text: str) -> Iterator[Mention]:
    """The validity statements of a text about itself, in order; spans are in `text`.

    A sentence that speaks of another document by title says nothing here, unless it is the one that issues it (《X》已经
    …通过，现予公布，自…起施行); a term alone (有效期3年) counts only in a sentence about the document's own validity.
    """
    if "有效期" not in text and "施行" not in text and not re.search("实施|执行|生效|试行", text):
        return
    own = False
    for sentence in _SENTENCE.finditer(text):
        found = list(_sentence(sentence[0], sentence.start(), own))
        yield from found
        own = bool(found)


def _sentence(sentence: str, at: int, follows: bool) -> Iterator[Mention]:
    """follows: the sentence before spoke of the document's own validity (本办法自…起施行。有效期2年。)."""
    if "\t" in sentence:
        return
    rules = table("validity")
    own = rules["own-subject"].find(sentence) is not None or (follows and sentence.startswith(("有效期", "试行期")))
    starts = False
    for name in _EFFECTIVE:
        for match in rules[name].each(sentence):
            before = sentence[: match.start()]
            if not own and _OTHERS.search(before) and not _ISSUING.search(before):
                continue
            starts = True
            yield Mention(Span(at + match.start(), at + match.end()), name, _effective(name, match))
    if not (own or starts):
        return
    for match in _own_terms(sentence, "until-day"):
        yield Mention(Span(at + match.start(), at + match.end()), "until-day", Validity("expires", day(match[1])))
    for match in _own_terms(sentence, "until-month"):
        last = month_end(int(match[1]), int(match[2] or 12)) if 1 <= int(match[2] or 12) <= 12 else None
        yield Mention(Span(at + match.start(), at + match.end()), "until-month", Validity("expires", last))
    for match in _own_terms(sentence, "term"):
        number = numeral(match[1]) or 0
        years, months, days = (number if match[2] == unit else 0 for unit in "年月日")
        days = number if match[2] == "天" else days
        value = Validity("term", months=years * 12 + months, days=days)
        yield Mention(Span(at + match.start(), at + match.end()), "term", value)


def _own_terms(sentence: str, name: str) -> Iterator[re.Match[str]]:
    """Those that are not of a permit, a contract or the like (驾驶证的有效期为6年)."""
    rules = table("validity")
    for match in rules[name].each(sentence):
        before = sentence[max(0, match.start() - _SUBJECT) : match.start()]
        if rules["another-subject"].find(before) is None:
            yield match


def _effective(name: str, match: re.Match[str]) -> Validity:
    if name.startswith("from-day"):
        return Validity("effective", day(match[1]))
    delay = (numeral(match[1]) or 0) if name == "from-publication-after" else 0
    return Validity("effective", delay=delay)


@dataclass(frozen=True, slots=True)
class Term:
    """What a document says of its own time: the first day in force, the last one, and where each is printed."""

    effective: date | None = None
    effective_at: Mention | None = None
    expires: date | None = None
    expires_at: Mention | None = None


def _last_day(start: date, value: Validity) -> date | None:
    """The last day of a term that begins with `start`; None for no time at all, or one beyond the calendar."""
    if not value.months and not value.days:
        return None
    try:
        return add_months(start, value.months) + timedelta(days=value.days) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def term(mentions: Iterable[Mention], signed: date | None) -> Term:
    """Put a document's statements together. `signed` stands for the day of publication (自发布之日起).

    The last statement of each kind holds: 附则 closes a document. A term counts from the first day in force.
    """
    effective: date | None = None
    effective_at = expires_at = None
    expires: date | None = None
    length: Mention | None = None
    for mention in mentions:
        value = mention.value
        assert isinstance(value, Validity)
        if value.kind == "effective":
            start = value.day if value.delay is None else signed and signed + timedelta(days=value.delay)
            if start is not None:
                effective, effective_at = start, mention
        elif value.kind == "expires" and value.day is not None:
            expires, expires_at = value.day, mention
        elif value.kind == "term":
            length = mention
    if expires is None and length is not None and (start := effective or signed) is not None:
        value = length.value
        assert isinstance(value, Validity)
        expires = _last_day(start, value)
        expires_at = length if expires else None
    return Term(effective, effective_at, expires, expires_at)
