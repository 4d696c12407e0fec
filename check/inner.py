"""Rules that need the draft alone: its numbering, its own provisions, its short names."""

import re
from collections import Counter
from collections.abc import Iterator

from check.checked import DraftSubject
from check.model import Note
from check.patterns import patterns
from ingest.model import Level, Publication, Span
from ingest.resolve.references import is_of_state, level_before
from ontology.numbers import chinese
from ontology.provisions import ARTICLE, UNITS
from ontology.titles import folded

_GENERAL = ("章程", "制度")  # 《章程》 is each society's own
_OUTLINE = patterns()["outline-number"].pattern
_FIGURE = re.compile(r"(\d{1,2})[.．、]")
_ARTICLE = patterns()["article-number"].pattern
_FEWEST = 3
_OWN_WORDS = ("本", "前", "上", "该", "同")
_REACH = 200  # code points before a provision that are read for the name of a law
_OF_ITSELF = ("numbering-gap", "own-provision-absent")


def told_by_reading(publication: Publication, source: str) -> Iterator[Note]:
    """Gaps in the numbering and own provisions that are absent, as the reading of every document reports them. source: the text in which
    their spans count. A bare 第七十五条 behind the name of a law in one sentence may be that law's: it is let alone."""
    for issue in publication.issues:
        if issue.code not in _OF_ITSELF or issue.span is None:
            continue
        if issue.code == "own-provision-absent" and not issue.span.slice(source).startswith(_OWN_WORDS):
            sentence = re.split("[。；\n]", source[max(0, issue.span.start - _REACH) : issue.span.start])[-1]
            if patterns()["law-before"].find(sentence):
                continue
        yield Note(issue.code, issue.span, issue.message_zh, issue.message_en, in_source=True)


def reversed_ranges(subject: DraftSubject) -> Iterator[Note]:
    """第十条至第九条: a range whose end comes before its beginning."""
    for mention in subject.draft.mentions.provisions:
        last = mention.value.last
        first = next((step for step in mention.value.steps if last and step.unit is last.unit), None)
        if first is None or last is None or (first.number, first.sub) <= (last.number, last.sub):
            continue
        unit = UNITS[first.unit]
        ends = f"第{chinese(last.number)}{unit}至第{chinese(first.number)}{unit}"
        yield Note(
            "range-reversed",
            mention.span,
            f"“{mention.span.slice(subject.text)}”首尾颠倒：起点在终点之后，应为“{ends}”或者另有所指",
            f"the range “{mention.span.slice(subject.text)}” ends before it begins",
            ends,
        )


def paragraphs_before_the_first(subject: DraftSubject) -> Iterator[Note]:
    """前款 in a first paragraph, 前条 in a first article: there is nothing before."""
    for span in subject.draft.named_provisions.open:
        words = span.slice(subject.text)
        if words.startswith(("前", "上")):
            clause = subject.article(span.start) or subject.clause(span.start)
            where = f"{clause.marker}" if clause else "此处"
            yield Note(
                "own-provision-absent",
                span,
                f"“{words}”没有所指：{where}在它之前没有这样的条款",
                f"“{words}” points to nothing: nothing stands before it in {where}",
            )


def too_few_before(subject: DraftSubject) -> Iterator[Note]:
    """前三款 in a third paragraph, 前两条 in a second article: fewer precede it than the number says."""
    own = Counter(provision.span for provision in subject.document.provisions if provision.own is not None)
    for mention in subject.draft.mentions.provisions:
        back, found = mention.value.back, own[mention.span]
        if back is None or back.word != "before" or not 0 < found < back.count or mention.value.steps:
            continue
        words, unit = mention.span.slice(subject.text), UNITS[back.unit]
        clause = subject.article(mention.span.start) or subject.clause(mention.span.start)
        where = f"{clause.marker}中，" if clause else ""
        yield Note(
            "own-provision-absent",
            mention.span,
            f"{where}“{words}”之前只有{chinese(found)}{unit}",
            f"“{words}”: before it there are only {found}",
        )


def absent_parts(subject: DraftSubject) -> Iterator[Note]:
    """第五章 of a text of three chapters; 本通知第九条 of a notice of four numbered parts."""
    for provision in subject.document.provisions:
        if provision.own is None or provision.found:
            continue
        component = subject.document.components[provision.own]
        chapters = [clause for clause in component.clauses if clause.level is Level.CHAPTER]
        levels = [
            c for c in component.clauses if c.level is Level.LEVEL and c.parent is None and _OUTLINE.match(c.marker)
        ]
        articles = any(clause.level is Level.ARTICLE for clause in component.clauses)
        if (match := re.fullmatch(r"chp_(\d+)", provision.name)) and chapters and int(match[1]) > len(chapters):
            has, en = f"全文只有{chinese(len(chapters))}章", f"it has {len(chapters)} chapters"
        elif (
            (match := ARTICLE.fullmatch(provision.name))
            and match["number"].isdecimal()
            and not articles
            and _FEWEST <= len(levels) < int(match["number"])
        ):
            has, en = f"全文只有{chinese(len(levels))}条", f"it has {len(levels)} numbered parts"
        else:
            continue
        words = provision.span.slice(subject.text)
        yield Note(
            "own-provision-absent",
            provision.span,
            f"文中提到“{words}”，但{has}",
            f"the text names its own “{words}”; {en}",
        )


def gaps_in_lists(subject: DraftSubject) -> Iterator[Note]:
    """1. 2. 4.: one number is missing in a list of figures that begins with 1 below one clause."""
    for component in subject.document.components:
        lists: dict[str | None, list[tuple[int, Span]]] = {}
        for clause in component.clauses:
            match = _FIGURE.fullmatch(clause.marker.strip())
            if match is not None:
                marker = Span(clause.own.start, clause.own.start + len(clause.marker))
                lists.setdefault(clause.parent, []).append((int(match[1]), marker))
        for found in lists.values():
            numbers = [number for number, _ in found]
            whole = set(range(1, numbers[-1] + 1))
            missing = whole - set(numbers)
            if len(missing) != 1 or numbers != sorted(whole - missing) or 1 in missing:
                continue
            lost = missing.pop()
            marker = next(span for number, span in found if number == lost + 1)
            if f"{lost}." in subject.text[found[lost - 2][1].end : marker.start] or len(numbers) < _FEWEST:
                continue  # printed inside a paragraph
            words = marker.slice(subject.text)
            yield Note(
                "numbering-gap",
                marker,
                f"“{lost - 1}.”之后是“{words.strip()}”，缺{lost}",
                f"“{lost - 1}.” is followed by “{words.strip()}”: {lost} is missing",
            )


def undefined_aliases(subject: DraftSubject) -> Iterator[Note]:
    """《实施细则》 that no title and no bracket introduces. Of several that end so, the text leaves open which: that is not a short name
    without a meaning."""
    text = subject.text
    targets = [m.target for m in subject.draft.meant if m.target and m.target.title]
    local = [folded(title) for title in subject.draft.titles()]
    local += [folded(target.title or "") for target in targets if not is_of_state(target)]
    known = local + [folded(target.title or "") for target in targets]
    given = {folded(match["name"]) for match in patterns()["alias-given"].each(subject.document.span.slice(text))}
    quoted = subject.quotations() if subject.amending else []
    open_ones = [(relation.span, relation.target.title or "") for relation in subject.document.unresolved]
    for span in subject.within_titles():
        title = text[span.start + 1 : span.end - 1]
        if patterns()["short-title"].whole(title) and all(span != other for other, _ in open_ones):
            open_ones.append((span, title))
    for span, title in open_ones:
        name = folded(title)
        among = local if level_before(text, span) else known
        longer = any(title.endswith(name) and title != name for title in among)
        if not name or name.endswith(_GENERAL) or name in given or longer:
            continue
        if any(quote.contains(span) for quote in quoted):
            continue
        yield Note(
            "alias-undefined",
            span,
            f"“《{title}》”未见全称或者“以下简称”，不知所指为何文件",
            f"nothing introduces “《{title}》”: neither a full title nor 以下简称",
        )


def unused_aliases(subject: DraftSubject) -> Iterator[Note]:
    """Find short names that are given (以下简称X) and never used."""
    text, span = subject.text, subject.document.span
    for match in subject.matches(patterns()["alias-given"]):
        name = match["name"]
        if text.find(name, match.end(), span.end) < 0:
            at = Span(*match.span("name"))
            marked = text[at.start - 1 : at.end + 1]
            if marked[:1] in "《“〈" and marked[-1:] in "》”〉":
                at = Span(at.start - 1, at.end + 1)
            yield Note(
                "alias-unused",
                at,
                f"简称“{name}”此后没有使用",
                f"the short name “{name}” is given and never used",
            )


def repeated_numbers(subject: DraftSubject) -> Iterator[Note]:
    """第五条 twice: the number of an article that the same part has already."""
    for component in subject.document.components:
        seen: dict[str, int] = {}
        for clause in component.clauses:
            if clause.level is not Level.ARTICLE or _ARTICLE.fullmatch(clause.marker) is None:
                continue
            marker = clause.marker.replace(" ", "")
            if marker in seen and subject.text[seen[marker] : clause.own.start].strip():
                yield Note(
                    "numbering-gap",
                    Span(clause.own.start, clause.own.start + len(clause.marker)),
                    f"“{marker}”重复：前面已有一个{marker}",
                    f"“{marker}” is there twice",
                )
            seen.setdefault(marker, clause.own.start)
