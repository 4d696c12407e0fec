"""Find statements about when a document takes effect and until when it is in force.

本办法自2017年7月20日起施行，有效期2年。 → effective 2017-07-20, expires 2019-07-19 (the last day in force).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from ingest.extract.dates import day
from ingest.model import Mention, Span, Validity
from ingest.rules import table
from ingest.rules.several import any_may_match
from ontology.calendar import month_end
from ontology.numbers import numeral

_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_EFFECTIVE = ("from-day", "from-day-plain", "term-from", "from-publication", "from-publication-after", "from-reply")
_OTHERS = re.compile(r"《[^《》]{2,120}》[^，。；]{0,40}$")
_ISSUING = table("validity")["issuing-said"]
_SPEAKS = table("validity")["speaks-of-validity"]
_CARRIED_OUT = table("validity")["carried-out"]
_TERMS = ("until-day", "in-force-until", "ends-on", "until-month", "term")
_SUBJECT = 8  # characters before a term that are read for its subject


def statements(text: str) -> Iterator[Mention[Validity]]:
    """Find the validity statements of a text about itself, in order; spans are in `text`.

    A sentence about another document by title is skipped, unless it is the one that issues it (《X》已经…通过，现予公布，自…起施行). A
    term alone (有效期3年) counts only in a sentence about the document's own validity.
    """
    if not _SPEAKS.find(text) and not _CARRIED_OUT.find(text):
        return
    own, may_state = False, _may_state()
    for sentence in _SENTENCE.finditer(text):
        found = list(_sentence(sentence[0], sentence.start(), own)) if may_state(sentence[0]) else []
        yield from found
        own = bool(found)


@cache
def _may_state() -> Callable[[str], bool]:
    """Return a test for sentences that may contain a statement at all."""
    rules = table("validity")
    return any_may_match(rules[name] for name in (*_EFFECTIVE, *_TERMS))


def _sentence(sentence: str, at: int, follows: bool) -> Iterator[Mention[Validity]]:
    """Find the statements of one sentence.

    follows: the sentence before was about the document's own validity (本办法自…起施行。有效期2年。).
    """
    if "\t" in sentence:
        return
    rules = table("validity")
    own = rules["own-subject"].find(sentence) is not None or (follows and rules["goes-on"].start(sentence) is not None)
    starts = False
    for name in _EFFECTIVE:
        for match in rules[name].each(sentence):
            before = sentence[: match.start()]
            if not own and _OTHERS.search(before) and not _ISSUING.find(before):
                continue
            if rules["of-standards"].find(before):
                continue
            value = _effective(name, match)
            if (alone := rules["single-provisions"].find(before)) is not None:
                value = replace(value, part=alone[1])
            else:
                starts = True
            yield Mention(Span(at + match.start(), at + match.end()), name, value)
    if not (own or starts):
        return
    for match in _own_terms(sentence, "until-day"):
        yield Mention(Span(at + match.start(), at + match.end()), "until-day", Validity("expires", day(match[1])))
    for match in _own_terms(sentence, "in-force-until"):
        if starts or rules["this-document"].find(sentence[: match.start()]):
            value = Validity("expires", day(match[1]))
            yield Mention(Span(at + match.start(), at + match.end()), "in-force-until", value)
    for match in rules["ends-on"].each(sentence):
        first_out, before = day(match[1]), sentence[: match.start()]
        own_end = (starts and before.endswith("，")) or rules["this-document"].find(before)
        if own_end and first_out and first_out > date.min:
            value = Validity("expires", first_out - timedelta(days=1))
            yield Mention(Span(at + match.start(), at + match.end()), "ends-on", value)
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
    """Return the matches that are not about a permit, a contract or the like (驾驶证的有效期为6年)."""
    rules = table("validity")
    for match in rules[name].each(sentence):
        before = sentence[max(0, match.start() - _SUBJECT) : match.start()]
        if rules["another-subject"].find(before) is None:
            yield match


def _effective(name: str, match: re.Match[str]) -> Validity:
    if name.startswith(("from-day", "term-from")):
        return Validity("effective", day(match[1]))
    delay = (numeral(match[1]) or 0) if name == "from-publication-after" else 0
    return Validity("effective", delay=delay)
