"""Rules about provisions of other documents: there or not, moved since, quoted in their own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from check.checked import DraftSubject
from check.editions import Edition
from check.model import Ground, Note
from check.naming import Naming
from check.patterns import patterns
from check.quoted import LONGEST, NEAR_QUOTE, PUNCTUATION, SHORT_QUOTE, contains_quote, nearest_words, quoted_words
from check.shelf import Holding, Shelf
from graph.records.wording import Lacking
from ingest.model import IssueSeverity, Provision, RelationKind, Span
from ingest.resolve.references import key
from ontology.numbers import chinese, printed_article
from ontology.provisions import article_number
from ontology.titles import STATE_NAME

_LATELY = timedelta(days=365)
_SAME = 0.6
"""From this likeness on two articles say the same: Dice's coefficient of their character pairs."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A named provision of another document whose text of the day the store has. article: its number, `12` or `120-1`; empty where the
    draft names none."""

    provision: Provision
    holding: Holding
    edition: Edition
    article: str


def pinpoints(subject: DraftSubject, named: list[Naming], shelf: Shelf) -> list[Pinpoint]:
    """Return the provisions of others that can be compared, in printed order."""
    by_key = {key(naming.target): naming.holding for naming in named}
    slips = {key(naming.target): naming.slip for naming in reversed(named) if naming.slip}
    found = []
    for provision in subject.document.provisions:
        if provision.law is None:
            continue
        name = key(provision.law)
        holding = by_key[name] if name in by_key else shelf.named(provision.law, subject.document.place)
        if holding is None and name in slips:
            holding = shelf.by_title(slips[name])
        if holding is not None and holding.current is not None and shelf.wording(holding.current).articles:
            found.append(Pinpoint(provision, holding, holding.current, article_number(provision.name)))
    return found


def absent_provisions(subject: DraftSubject, points: list[Pinpoint], shelf: Shelf) -> Iterator[Note]:
    """Report an article, paragraph or point that the edition of the day does not have."""
    seen = set()
    for point in points:
        span = point.provision.span
        if span in seen or _is_given(subject, point):
            continue
        lacking = shelf.wording(point.edition).lacks(point.provision.name)
        inside = lacking is not None and lacking.unit != "art" and _is_amended(subject, point)
        if lacking is None or (inside and not _stood_before(subject, point)):
            continue  # a text that contains the amendment already has not the paragraph that it takes out
        seen.add(span)
        words = span.slice(subject.text)
        new = _present_numbers(point, shelf)
        hint = f"；旧版的这一条现在是{'、'.join(map(printed_article, new))}" if new else ""
        unsure = _may_be_earlier(point, shelf)
        if unsure:
            hint = f"；这一文本{_day(point.edition)}通过，没有印明何时施行，所引可能是此前的文本"
        yield Note(
            "provision-absent",
            span,
            f"{point.holding.name}没有{words}：{_lacking_zh(lacking)}{hint}",
            f"{point.holding.name} has no {words}: {_lacking_en(lacking)}",
            printed_article(new[0]) if len(new) == 1 else "",
            (Ground(point.holding.name, day=_day(point.edition), iri=point.edition.texts[0]),),
            # The note under a heading may leave out the last revision.
            severity=IssueSeverity.INFO if unsure else IssueSeverity.WARNING if inside else None,
        )


def _may_be_earlier(point: Pinpoint, shelf: Shelf) -> bool:
    """Test for a provision that the text before may have: that of the day was passed lately, and does not say from when it holds."""
    edition, earlier = point.edition, point.holding.earlier
    if edition.sure or edition.start is None or shelf.day - edition.start > _LATELY:
        return False
    return earlier is None or shelf.wording(earlier).lacks(point.provision.name) is None


def _stood_before(subject: DraftSubject, point: Pinpoint) -> bool:
    """Test for an edition that is older than the draft, so that it cannot contain what the draft changes."""
    return point.edition.start is not None and point.edition.start < subject.day


def _is_given(subject: DraftSubject, point: Pinpoint) -> bool:
    """Test for a provision that the draft itself adds or renumbers, or names as what was once."""
    span = point.provision.span
    if _is_amended(subject, point) and patterns()["new-number"].find(subject.before(span.start, 40)) is not None:
        return True
    sentence = subject.sentence(span).slice(subject.text)
    past = patterns()["transition"].find(sentence) or patterns()["history"].find(sentence)
    return past is not None or patterns()["former"].find(subject.before(span.start, 3)) is not None


def _is_amended(subject: DraftSubject, point: Pinpoint) -> bool:
    """Test for a provision whose words the draft changes."""
    return (
        point.provision.kind is RelationKind.AMENDS
        and subject.amending
        and not _is_basis(subject, point.provision.span)
    )


def _is_basis(subject: DraftSubject, span: Span) -> bool:
    """Test for a provision on which an amending document rests: 根据《…》第四十五条."""
    low = subject.sentence(span).start
    return patterns()["rests-on"].pattern.search(subject.text[low : span.start]) is not None


def _present_numbers(point: Pinpoint, shelf: Shelf) -> tuple[str, ...]:
    """Return the numbers that an article of the edition before has in that of the day."""
    earlier = point.holding.earlier
    if earlier is None or not point.article:
        return ()
    match = shelf.became(earlier, point.edition).get(point.article)
    return tuple(unit.eid for unit in match.new) if match else ()


def moved_provisions(subject: DraftSubject, points: list[Pinpoint], shelf: Shelf) -> Iterator[Note]:
    """Report a number that meant another article in the earlier edition: where the old article fits the draft better, or where neither
    fits better and the old one was in force until lately."""
    seen: set[tuple[Span, str]] = set()
    for point in points:
        earlier, span = point.holding.earlier, point.provision.span
        if earlier is None or not point.article or (span, point.article) in seen or _is_given(subject, point):
            continue
        if _is_amended(subject, point):
            continue
        seen.add((span, point.article))
        old, new = shelf.wording(earlier).article(point.article), shelf.wording(point.edition).article(point.article)
        if not old or not new or old == new or _alike(old, new) >= _SAME:
            continue
        match = shelf.became(earlier, point.edition).get(point.article)
        now = tuple(unit.eid for unit in match.new) if match else ()
        if point.article in now:
            continue
        quoted, fit = quoted_words(subject, span), shelf.fit(earlier, point.edition)
        said = _words_around(subject, span, point.holding.title)
        in_old, in_new = (
            quoted is not None and contains_quote(words, quoted.slice(subject.text)) for words in (old, new)
        )
        better = in_old - in_new if in_old != in_new else fit.better(said, old, new)
        lately = point.edition.start is not None and shelf.day - point.edition.start <= _LATELY
        if now and (better > 0 or (better == 0 and lately)):
            yield _moved(subject, point, earlier, now, old, new)
        elif better > 0 and not now:
            # No article of that edition has these words: name the article that fits the draft's words best.
            near = fit.nearest(said, shelf.wording(point.edition))
            yield _moved(subject, point, earlier, (), old, new, "" if near == point.article else near)


def _moved(
    subject: DraftSubject,
    point: Pinpoint,
    earlier: Edition,
    now: tuple[str, ...],
    old: str,
    new: str,
    near: str = "",
) -> Note:
    """Return the note on an article of the earlier edition. now: its numbers in the present one; near: where it has none, that of the
    article which the draft's words fit best, which is no more than a hint."""
    words, numbers = point.provision.span.slice(subject.text), "、".join(map(printed_article, now))
    since = f"{_day(point.edition)}起施行的文本" if point.edition.start else "现行文本"
    said = printed_article(point.article)
    zh, en = f"现在是{numbers}", f"is {numbers}"
    if not now:
        zh, en = "没有对应的条文", "is not there any more"
        if near:
            zh, en = f"{zh}，与草案所说最接近的是{printed_article(near)}", f"{en}; {printed_article(near)} is nearest"
    return Note(
        "provision-moved",
        point.provision.span,
        f"{point.holding.name}{since}中，原来的{said}（“{_short(old)}”）{zh}；现在的{said}是“{_short(new)}”",
        f"in the present text of {point.holding.name} the former {said} {en}; its {said} now says something else",
        words.replace(said, numbers, 1) if len(now) == 1 and said in words else numbers,
        (
            Ground(f"{point.holding.name}{said}（旧）", old, _day(earlier), earlier.texts[0]),
            Ground(f"{point.holding.name}{said}", new, _day(point.edition), point.edition.texts[0]),
        ),
    )


def _words_around(subject: DraftSubject, span: Span, law: str) -> tuple[str, ...]:
    """Return the words of the draft that identify the article: first the sentence, then the document's title. The law's own title is
    left out, because it does not help to identify the article."""
    sentence = subject.sentence(span)
    words = sentence.slice(subject.text)
    return tuple(text.replace(law, "").replace(law.removeprefix(STATE_NAME), "") for text in (words, subject.title))


# --- quotations -----------------------------------------------------------------------------------------------------------


def differing_quotes(subject: DraftSubject, points: list[Pinpoint], shelf: Shelf) -> Iterator[Note]:
    """Words quoted right behind a provision, or with it in the bracket behind them, that are not its words."""
    seen: set[Span] = set()
    for point in points:
        if not point.article or point.provision.kind is RelationKind.AMENDS or _is_given(subject, point):
            continue
        span = quoted_words(subject, point.provision.span)
        if span is None or span in seen:
            continue
        seen.add(span)
        wording = shelf.wording(point.edition)
        article, quote = wording.article(point.article), span.slice(subject.text)
        if not article or contains_quote(article, quote):
            continue
        earlier = point.holding.earlier
        was = earlier is not None and contains_quote(shelf.wording(earlier).article(point.article), quote)
        if was and point.article not in _present_numbers(point, shelf):
            continue  # the words of an article that has moved: `moved_provisions` reports it
        why = "是旧文本的文字，现行文本的文字是" if was else "与原文不符，原文是"
        near, likeness = nearest_words(article, quote)
        if len(PUNCTUATION.sub("", quote)) < SHORT_QUOTE and likeness < NEAR_QUOTE:
            continue
        printed = point.provision.span.slice(subject.text)
        yield Note(
            "quote-differs",
            span,
            f"所引{point.holding.name}{printed}的文字{why}“{near}”",
            f"these are not the words of {point.holding.name}{printed}: “{near}”",
            near if likeness >= NEAR_QUOTE else "",
            (Ground(f"{point.holding.name}{printed}", article, _day(point.edition), point.edition.texts[0]),),
        )


# --- words ----------------------------------------------------------------------------------------------------------------


def _lacking_zh(lacking: Lacking) -> str:
    where = printed_article(lacking.within) if lacking.within else ""
    match lacking.unit:
        case "art":
            return f"最后一条是第{chinese(lacking.has)}条"
        case "para":
            return f"{where}只有{chinese(lacking.has)}款"
        case "point":
            return f"{where}只有{chinese(lacking.has)}项" if lacking.has else f"{where}没有分项"
        case _:
            return f"共{chinese(lacking.has)}章" if lacking.has else "全文不分章"


def _lacking_en(lacking: Lacking) -> str:
    where = f"its {printed_article(lacking.within)} has" if lacking.within else "it has"
    unit = {"art": "articles", "para": "paragraphs", "point": "points"}.get(lacking.unit, "chapters")
    return f"{where} {lacking.has or 'no'} {unit}"


def _short(article: str) -> str:
    plain = re.sub(r"\s+", "", article)
    plain = patterns()["article-name"].pattern.sub("", plain)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}……"


def _day(edition: Edition) -> str:
    return edition.start.isoformat() if edition.start else ""


def _alike(one: str, other: str) -> float:
    plain = (PUNCTUATION.sub("", article) for article in (one, other))
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in plain)
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 0.0
