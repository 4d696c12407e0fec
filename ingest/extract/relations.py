"""Classify how a document treats the documents that it names, by the words around each reference.

根据《条例》…制定本办法。《旧办法》同时废止。 → basedOn 条例, repeals 旧办法
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.extract.effects import read_effect
from ingest.extract.ownmentions import is_heading, own_or_none, without_own_annexes
from ingest.extract.passages import MARKER, Passage, judged
from ingest.extract.passages import listed as listed_entry
from ingest.extract.relationkinds import Reference, act_by_words, clause_behind, kind_by_words, words_around
from ingest.extract.sentences import sentence_around
from ingest.model import Relation, RelationKind, Span
from ingest.rules import table
from ingest.segment.tree import Covered

_BETWEEN = 130  # code points between two titles of one verb
_LEAD = 120  # code points at a paragraph's end that may lead to a list
_LIST = "："  # below a sentence that leads to a list, each paragraph is an entry
_ENTRY = 24  # code points before an entry's title: its marker, who issued it
_PARTS = 120  # code points between two titles of which one verb ends parts
_ENDS_OR_AMENDS = (RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED, RelationKind.AMENDS)


def relations(
    text: str, mentions: Sequence[Reference], passages: Iterable[Passage], year: int | None = None
) -> Iterator[Relation]:
    """Return the relation of every mention, in order. Spans of mentions and passages are in `text`. year: the document's own."""
    text, mentions = _without_remarks(text, mentions)
    mentions = without_own_annexes(text, mentions)
    index = 0
    opening = True  # nothing printed before the passage
    grounds: str | None = None  # form of the marker of the heading 编制依据 above the passage
    for passage in passages:
        while index < len(mentions) and mentions[index].span.start < passage.span.start:
            index += 1
        first = index
        while index < len(mentions) and mentions[index].span.start < passage.span.end:
            index += 1
        found = mentions[first:index]
        whole = text[passage.span.start : passage.span.end].strip()
        if opening and found and is_heading(text, passage, found[0]):
            found = found[1:]
        opening = opening and not whole
        said = whole[:40].strip()
        tail = text[max(passage.span.start, passage.span.end - _LEAD) : passage.span.end].rstrip()
        if table("references")["grounds-heading"].whole(said):
            grounds = _form(said)
        elif table("references")["grounds-lead"].find(tail):
            grounds = _LIST
        elif not found or (grounds and _form(said) == grounds) or (grounds == _LIST and not _opens_entry(whole)):
            grounds = None
        if (
            (passage.row or passage.list_heading or (said[:1].isdigit() and "《" in said))
            and not passage.matters
            and (listed := listed_entry(text, passage, found))
        ):
            yield from listed
            continue
        for relation in _prose(text, passage, found, year):
            if grounds is not None and relation.kind is RelationKind.CITES and not passage.row:
                yield replace(relation, kind=RelationKind.BASED_ON, rule="references.grounds-heading")
            else:
                yield relation


def _opens_entry(said: str) -> bool:
    """Test whether a paragraph is an entry of a list of titles: before the first title are its marker and who issued it, and no words
    of a sentence (本预案适用于渡口，渡船依照《…》检查), and nothing of one behind the last."""
    before, mark, _ = said[: _ENTRY + 1].partition("《")
    behind = said.rpartition("》")[2]
    return bool(mark) and "，" not in before and table("references")["ground-end"].whole(behind) is not None


def _without_remarks(text: str, mentions: Sequence[Reference]) -> tuple[str, Sequence[Reference]]:
    """Blank out what a site remarks on the status of documents (《甲条例》【已废止，最新为：《乙条例》】), with the titles in it.

    Offsets stay.
    """
    remarks = [Span(*match.span()) for match in table("references")["site-remark"].each(text)]
    if not remarks:
        return text, mentions
    inside = Covered(remarks)
    blanked = table("references")["site-remark"].pattern.sub(lambda match: " " * len(match[0]), text)
    return blanked, [mention for mention in mentions if not inside.touch(mention.span)]


def _form(said: str) -> str:
    """Return the form of a paragraph's marker, with 0 for its figures; empty if it has none."""
    marker = MARKER.match(said)
    return table("references")["figures"].pattern.sub("0", marker[0]) if marker else ""


# --- prose ---------------------------------------------------------------------------------------------------------


def _prose(text: str, passage: Passage, mentions: Sequence[Reference], year: int | None) -> Iterator[Relation]:
    listed: tuple[RelationKind, str, str] | None = None  # what the lead of a list in this passage does to its members
    for sentence, group, (before, after) in _with_words(text, list(_groups(text, passage, mentions))):
        # 《关于废止和修改部分行政法规的决定》第一次修订: the decision amended this law, and is not repealed by it.
        kind, rule = (RelationKind.CITES, "history") if passage.history else kind_by_words(passage, before, after)
        if passage.matters or (rule == "reissues-after" and _numbers_another(group)):
            kind, rule = RelationKind.CITES, "mention"
        if passage.restated and kind.is_act and not _of_the_year(text, passage, year):
            kind, rule = RelationKind.CITES, "restated"
        said = clause_behind(after)
        if lead := table("references")["list-lead"].find(before):
            if not kind.is_act and (decided := _decided(before, lead)):
                kind, rule, said = decided, "list-lead", lead[0]
            listed = (kind, rule, said if rule == "list-lead" else "") if kind.is_act else None
        elif listed and rule == "mention" and table("references")["list-member"].whole(before):
            kind, rule, said = listed[0], listed[1], listed[2] or said
        effect = read_effect(kind, rule, before, said)
        treated = others = kind, rule, effect
        if rule == "annex-of":
            # Of 《甲》、《乙》附件《丙》同时废止 the last alone has the annex; the others are repealed themselves.
            act = kind_by_words(passage, before, _behind_annex(after))
            others = *act, read_effect(*act, before, said)
        elif (
            rule == "part-of"
            and (behind := _behind_part(text, group, after))
            and (done := act_by_words(before, clause_behind(behind)))
        ):
            # Of 《甲》、《乙》，以及《丙》第三条同时废止 the last alone loses a part; the others end as a whole.
            others = *done, read_effect(*done, before, clause_behind(behind))
        planned = _to_be_made(text, passage, group, kind, year)
        for mention in group:
            if planned and mention.value.number is None:
                continue
            if passage.history and mention.value.title is None:
                continue  # 国务院令第76号发布: the order that published an earlier edition of this text
            if not own_or_none(text, passage, mention, kind):
                quote = _around(sentence, mention.span)
                does, by, when = treated if mention is group[-1] else others
                yield Relation(does, mention.value, mention.span, quote, f"references.{by}", effect=when)


def _with_words(
    text: str, groups: Sequence[tuple[Span, list[Reference]]]
) -> Iterator[tuple[Span, list[Reference], tuple[str, str]]]:
    """Yield each group with the words before and behind it. The verb at the end of 《甲》第二条，以及《乙》第三条同时废止 is behind
    both."""
    rules, words = table("references"), [words_around(text, *one) for one in groups]
    parts: list[str] = []  # of each group, the parts that a joint connects with the next group; empty where none does
    for at, ((sentence, group), (following, others)) in enumerate(pairwise(groups)):
        between = text[group[-1].span.end : others[0].span.start][: _PARTS + 1]
        joint = rules["part-joined"].whole(between) if following == sentence and len(between) <= _PARTS else None
        begun = (at > 0 and parts[-1]) or rules["reissues-lead"].find(words[at][0])
        parts.append(joint["part"] if joint and begun else "")
    for at in reversed(range(len(parts))):
        if parts[at]:
            ending = words[at + 1][1]
            behind = rules["parts-behind"].start(ending)
            end = ending[behind.end() :] if behind else ending
            done = act_by_words("", clause_behind(end))
            if done and done[0] in _ENDS_OR_AMENDS:
                words[at] = words[at][0], parts[at] + end
    for (sentence, group), around in zip(groups, words, strict=True):
        yield sentence, group, around


def _of_the_year(text: str, passage: Passage, year: int | None) -> bool:
    """Test whether a paragraph names the year of the document, as the last article of a text does that takes effect with it."""
    return year is not None and f"{year}年" in text[passage.span.start : passage.span.end]


def _numbers_another(group: Sequence[Reference]) -> bool:
    """Test whether a number of its own follows a title; it may be the number under which the document was published again."""
    return any(mention.value.title is None for mention in group[1:])


def _behind_annex(after: str) -> str:
    annex = table("references")["annex-of"].start(after)
    return after[annex.end() :] if annex else after


def _behind_part(text: str, group: Sequence[Reference], after: str) -> str:
    """Return the words behind the numbered part that the last of several documents loses, where 以及 parts it from those before it;
    empty else."""
    rules = table("references")
    part = rules["numbered-part"].start(after)
    if part is None or len(group) < 2:
        return ""
    parted = rules["parted"].find(text[group[-2].span.end : group[-1].span.start])
    return after[part.end() :] if parted else ""


def _decided(before: str, lead: re.Match[str]) -> RelationKind | None:
    """Return what the lead of a list decides about its members (以下文件继续有效：1.); None where it only intends to (拟对以下文件…)."""
    return None if table("references")["clean-up-intended"].find(before) else judged(lead[0])


_QUOTED = 300  # code points on either side of a mention: the quote of a reference is bounded


def _around(sentence: Span, mention: Span) -> Span:
    return Span(max(sentence.start, mention.start - _QUOTED), min(sentence.end, mention.end + _QUOTED))


def _to_be_made(text: str, passage: Passage, group: Sequence[Reference], kind: RelationKind, year: int | None) -> bool:
    """Test whether a group names documents that somebody is still to make: 研究制定《甲办法》, 推进《乙条例》立法."""
    rules, start, stop = table("references"), group[0].span.start, group[-1].span.end
    if kind not in (RelationKind.CITES, RelationKind.IMPLEMENTS):
        return False
    if rules["to-be-made-after"].pattern.match(text, stop, passage.span.end):
        return True
    if rules["made-after"].pattern.match(text, stop, passage.span.end):
        return False
    before = text[max(passage.span.start, start - 40) : start]
    past = rules["made-before"].find(before)
    if past and (past["year"] is None or (year is not None and int(past["year"]) < year)):
        return False
    return rules["to-be-made"].find(before) is not None


def _groups(text: str, passage: Passage, mentions: Sequence[Reference]) -> Iterator[tuple[Span, list[Reference]]]:
    """Group mentions that one verb governs. 根据《甲》，《乙》予以废止 has two verbs."""
    for sentence, group in _joined(text, passage, mentions):
        own = _behind_basis(text, sentence, group)
        if own:
            yield sentence, group[:own]
        yield sentence, group[own:]


def _behind_basis(text: str, sentence: Span, group: Sequence[Reference]) -> int:
    """Return the index of the first mention that an act behind the group treats, where a basis word opens before the group and a comma
    ends what it governs; 0 where the group has one verb."""
    pairs = enumerate(pairwise(group), 1)
    own = next((at for at, (a, b) in pairs if "，" in text[a.span.end : b.span.start]), 0)
    if not own:
        return 0
    before, after = words_around(text, sentence, group)
    return own if table("references")["based-on"].find(before) and act_by_words("", clause_behind(after)) else 0


def _joined(text: str, passage: Passage, mentions: Sequence[Reference]) -> Iterator[tuple[Span, list[Reference]]]:
    """Group mentions in one sentence that 、和及 and the names of their issuers alone join."""
    group: list[Reference] = []
    sentence = Span(passage.span.start, passage.span.start)
    for mention in mentions:
        if mention.span.start >= sentence.end:
            if group:
                yield sentence, group
            group, sentence = [], _sentence(text, passage, sentence.end, mention)
        elif group:
            between = text[group[-1].span.end : mention.span.start][: _BETWEEN + 1]
            compared = table("references")["compared"].pattern.match(text, mention.span.end)
            if compared or len(between) > _BETWEEN or not table("references")["same-verb"].whole(between):
                yield sentence, group
                group = []
        group.append(mention)
    if group:
        yield sentence, group


def _sentence(text: str, passage: Passage, start: int, mention: Reference) -> Span:
    """Return the sentence around a mention. Full stops inside the mention's title are ignored. start: the end of the sentence
    before."""
    return sentence_around(text, mention.span, start, passage.span.end)
