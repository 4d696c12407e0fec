"""Find which mentions name the paper itself, its annexes, or no document: its own heading, 《名单》 (见附件), a form, a certificate."""

from collections.abc import Sequence

from ingest.extract.passages import Passage
from ingest.extract.relationkinds import Reference
from ingest.model import RelationKind
from ingest.rules import table


def is_heading(text: str, passage: Passage, mention: Reference) -> bool:
    """Test whether the first line of a text is the heading of the paper itself, and names it by its number or its title alone."""
    rules, span = table("references"), passage.span
    if mention.value.title is not None:
        return rules["issued-heading"].whole(text[span.start : span.end].strip()) is not None
    behind = text[mention.span.end : span.end].rstrip("\n")
    return mention.span.start == span.start and rules["own-heading"].start(behind) is not None


def without_own_annexes(text: str, mentions: Sequence[Reference]) -> Sequence[Reference]:
    """Leave out what the text calls its own annex (《渡船名单》（见附件，以下简称《名单》）) by its short name."""
    called = {mention.value.alias for mention in mentions if _is_own_annex_called(text, mention)}
    return [mention for mention in mentions if mention.value.number or mention.value.title not in called]


def _is_own_annex_called(text: str, mention: Reference) -> bool:
    """Test whether the bracket behind a title makes it an annex of the text itself, and gives it a short name."""
    rules, start = table("references"), mention.span.start
    printed = text[start : mention.span.end]
    if mention.value.alias is None or mention.value.number or not rules["own-annex-called"].find(printed):
        return False
    placed, issued = (
        rules["placed-title"].start(printed),
        rules["issued-by-another"].find(text[max(0, start - 10) : start]),
    )
    return not (placed or issued)


def own_or_none(text: str, passage: Passage, mention: Reference, kind: RelationKind) -> bool:
    """Test whether a mention is a part of the document itself, or no document at all, by the words behind it."""
    rules, value, stop = table("references"), mention.value, mention.span.end
    before = text[max(passage.span.start, mention.span.start - 10) : mention.span.start]
    if rules["no-target-after"].pattern.match(text, stop) or rules["no-target-before"].find(before):
        return True
    if value.title is None:
        return mention.span.start == passage.span.start and bool(
            rules["annex-head"].pattern.match(text, stop, passage.span.end)
        )
    cited = value.number is None and kind is RelationKind.CITES
    if not cited:
        return False
    return _is_own_annex_called(text, mention) or rules["own-annex"].pattern.match(text, stop) is not None
