"""How a document treats the documents that it names: the kind of each reference, by the words around it.

根据《条例》…制定本办法。《旧办法》同时废止。 → basedOn 条例, repeals 旧办法
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model import DocumentReference, Mention, Relation, RelationKind, Span
from ingest.rules import table
from ontology.titles import folded

_STOP = re.compile(r"[。；\n]")
_BETWEEN = re.compile(
    r"(?:[、，,和及与或 ]|以及|并|等)*(?:[一-鿿\d、 ]{2,24}?(?:[厅局委部院办会署室府门行]|部门|联合)(?:印发|发布|下发|制定)?(?:的)?)?"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is read as one: a paragraph or a table row.

    opens: it is where a document states its grounds (heading, preamble, first article). heading: what stands above a row.
    """

    span: Span
    opens: bool
    list_heading: str = ""
    row: bool = False


def relations(text: str, mentions: Sequence[Mention], passages: Iterable[Passage]) -> Iterator[Relation]:
    """The relation of every mention, in order. Spans of mentions and passages are in `text`."""
    index = 0
    for passage in passages:
        while index < len(mentions) and mentions[index].span.start < passage.span.start:
            index += 1
        first = index
        while index < len(mentions) and mentions[index].span.start < passage.span.end:
            index += 1
        found = mentions[first:index]
        if passage.row or passage.list_heading:
            listed = _listed(text, passage, found)
            if listed is not None:
                yield listed
                continue
        yield from _prose(text, passage, found)


# --- prose ---------------------------------------------------------------------------------------------------------


def _prose(text: str, passage: Passage, mentions: Sequence[Mention]) -> Iterator[Relation]:
    rules = table("references")
    for sentence, group in _groups(text, passage, mentions):
        kind, rule = _kind(text, passage, sentence, group)
        for mention in group:
            assert isinstance(mention.value, DocumentReference)
            if rules["no-target-after"].pattern.match(text, mention.span.end):
                continue
            yield Relation(kind, mention.value, mention.span, sentence, f"references.{rule}")


def _groups(text: str, passage: Passage, mentions: Sequence[Mention]) -> Iterator[tuple[Span, list[Mention]]]:
    """Mentions that one verb governs: in one sentence, joined by nothing but 、和及 and the names of their issuers."""
    group: list[Mention] = []
    sentence = Span(passage.span.start, passage.span.start)
    for mention in mentions:
        if mention.span.start >= sentence.end:
            if group:
                yield sentence, group
            group, sentence = [], _sentence(text, passage, mention)
        elif group:
            between = text[group[-1].span.end : mention.span.start]
            if len(between) > 30 or not _BETWEEN.fullmatch(between):
                yield sentence, group
                group = []
        group.append(mention)
    if group:
        yield sentence, group


def _sentence(text: str, passage: Passage, mention: Mention) -> Span:
    """The sentence that holds the mention: marks inside the mention's own title end nothing."""
    starts = [m.end() for m in _STOP.finditer(text, passage.span.start, mention.span.start)]
    after = _STOP.search(text, mention.span.end, passage.span.end)
    return Span(starts[-1] if starts else passage.span.start, after.end() if after else passage.span.end)


def _kind(text: str, passage: Passage, sentence: Span, group: Sequence[Mention]) -> tuple[RelationKind, str]:
    rules = table("references")
    before = text[sentence.start : group[0].span.start]
    after = text[group[-1].span.end : sentence.end]
    clause = after[: m.start()] if (m := re.search(r"[。；]", after)) else after
    acts = (
        ("extends-after", clause, RelationKind.EXTENDS_VALIDITY),
        ("repeals-after", clause, RelationKind.REPEALS),
        ("expired-after", clause, RelationKind.DECLARES_EXPIRED),
        ("valid-after", clause, RelationKind.CONFIRMS_VALID),
        ("amends-after", clause, RelationKind.AMENDS),
    )
    for name, words, kind in acts:
        if rules[name].start(words) and not _other_subject(words, rules[name].start(words)):
            return kind, name
    for name, kind in (
        ("extends-before", RelationKind.EXTENDS_VALIDITY),
        ("repeals-before", RelationKind.REPEALS),
        ("amends-before", RelationKind.AMENDS),
    ):
        if rules[name].find(before) and not rules["revised-edition"].find(before):
            return kind, name
    if rules["implements"].find(before):
        return RelationKind.IMPLEMENTS, "implements"
    if rules["based-on"].find(before):
        return (RelationKind.BASED_ON if passage.opens else RelationKind.CITES), "based-on"
    if rules["implements-after"].start(after):
        return RelationKind.IMPLEMENTS, "implements-after"
    return RelationKind.CITES, "mention"


def _other_subject(words: str, match: re.Match[str] | None) -> bool:
    """A number or another document between the title and the verb: the verb is not about the title."""
    return match is not None and "〔" in match[0]


# --- clean-up lists ------------------------------------------------------------------------------------------------

_JUDGED = (
    ("clean-up-valid", RelationKind.CONFIRMS_VALID),
    ("clean-up-expired", RelationKind.DECLARES_EXPIRED),
    ("clean-up-repealed", RelationKind.REPEALS),
    ("clean-up-amended", RelationKind.AMENDS),
)


def judged(heading: str) -> RelationKind | None:
    """What a clean-up list's heading says of its entries; None for any other heading, or one that says several things."""
    rules = table("references")
    if not re.search(r"文件|目录|规章|清单|项", heading):
        return None
    found = [kind for name, kind in _JUDGED if rules[name].find(heading)]
    return found[0] if len(found) == 1 else None


def _listed(text: str, passage: Passage, mentions: Sequence[Mention]) -> Relation | None:
    """One relation for an entry of a clean-up list: its title in a cell or before its number, without marks."""
    kind = judged(passage.list_heading)
    if kind is None:
        return None
    entry = passage.span.of(text).rstrip("\n")
    target = _entry(entry, mentions)
    return Relation(kind, target, passage.span, passage.span, "references.clean-up") if target else None


def _entry(entry: str, mentions: Sequence[Mention]) -> DocumentReference | None:
    number = next((m.value.number for m in mentions if isinstance(m.value, DocumentReference) and m.value.number), None)
    if "\t" in entry:
        cells = [cell.strip() for cell in entry.split("\t")]
        titles = [
            cell for cell in cells if len(folded(cell)) >= 8 and re.search("[一-鿿]{6}", cell) and "〔" not in cell
        ]
        title = max(titles, key=len, default=None)
    else:
        match = re.match(
            r"(?:\d{1,3}[.、．]|[（(]?[一二三四五六七八九十]+[）)、])?[ ]?(.{6,160}?)[ ]?[（(][^（）()]{2,40}号", entry
        )
        title = match[1] if match else None
    if number is None:
        return None
    if title and title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return DocumentReference(title, number, None)
