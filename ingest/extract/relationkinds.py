"""Find how a sentence treats the documents that it names, by the words before and behind them."""

import re
from collections.abc import Sequence

from ingest.extract.passages import Passage
from ingest.model import DocumentReference, Mention, RelationKind, Span
from ingest.rules import table

Reference = Mention[DocumentReference]
REACH = 240
"""How many characters before and behind a group are read for its kind, so that a text without full stops takes linear time."""
BRACKETS = re.compile(r"(?:[ ]?[（(][^（）()]{0,80}[）)])+")
_AFTER = (
    ("kept-after", RelationKind.CONFIRMS_VALID),
    ("intended-after", RelationKind.CITES),
    ("told-after", RelationKind.CITES),
    ("reissues-after", RelationKind.REPEALS),
    ("withdrawn-after", RelationKind.REPEALS),
    ("extends-after", RelationKind.EXTENDS_VALIDITY),
    ("until-after", RelationKind.CONFIRMS_VALID),
    ("suspends-after", RelationKind.AMENDS),
    ("resumes-after", RelationKind.CONFIRMS_VALID),
    ("repeals-after", RelationKind.REPEALS),
    ("expired-after", RelationKind.DECLARES_EXPIRED),
    ("valid-after", RelationKind.CONFIRMS_VALID),
    ("amends-after", RelationKind.AMENDS),
)
_BEFORE = (
    ("kept-before", RelationKind.CONFIRMS_VALID),
    ("reissues-before", RelationKind.REPEALS),
    ("withdrawn-before", RelationKind.REPEALS),
    ("valid-before", RelationKind.CONFIRMS_VALID),
    ("extends-before", RelationKind.EXTENDS_VALIDITY),
    ("suspends-before", RelationKind.AMENDS),
    ("resumes-before", RelationKind.CONFIRMS_VALID),
    ("repeals-before", RelationKind.REPEALS),
    ("amends-before", RelationKind.AMENDS),
    ("cancels-before", RelationKind.AMENDS),
)
_WHOLE = {
    "reissues-before": "reissued-whole",
    "withdrawn-before": "kept-whole",
    "valid-before": "kept-whole",
    "cancels-before": "cancelled-after",
}
"""Must follow a document for which an act of these is meant: the end of the words for a whole, the charge that a provision sets."""
_NOT_BY_BASIS = ("valid-after", "amends-after")
"""Acts that a rule is never the object of where 根据 is right before it: 根据《甲办法》第三条改为年检."""
_BY_LEAD = ("reissues-after", "withdrawn-after")
"""Acts that are the text's own only where nothing but a joint, 现将 or a decision is before the title."""
_FOR_A_TIME = table("effects")["for-a-time"].pattern


def words_around(text: str, sentence: Span, group: Sequence[Reference]) -> tuple[str, str]:
    """Return the words of the sentence before a group of mentions, and those after it. A bracket directly after the last mention is left
    out."""
    first, last = group[0].span.start, group[-1].span.end
    before = text[max(sentence.start, first - REACH) : first]
    after = text[last : min(sentence.end, last + REACH)]
    if brackets := BRACKETS.match(after):
        after = after[brackets.end() :]  # words in the bracket behind a title do not decide its kind
    if (opened := max(before.rfind("（"), before.rfind("("))) > max(before.rfind("）"), before.rfind(")")):
        if (closed := table("references")["number-closed"].start(after)) and _is_named_before(before, opened, group):
            return before[:opened], after[closed.end() :]
        # What a bracket mentions is not what the sentence around it treats: 刑法第五条（《修正案》第三条）修改为….
        before, after = before[opened + 1 :], re.split("[）)]", after)[0]
    return before, after


def _is_named_before(before: str, opened: int, group: Sequence[Reference]) -> bool:
    """Test for a bracket that holds nothing but the number of a paper named before it without title marks: the sentence treats that
    paper (市政府关于渡口的通知（岚政发〔2019〕3号）同时废止)."""
    alone = len(group) == 1 and group[0].value.title is None and not before[opened + 1 :].strip()
    return alone and table("references")["untitled"].find(before[:opened]) is not None


def clause_behind(after: str) -> str:
    """Return the words behind a group up to the end of the clause, without the condition on another act (自《新办法》施行之日起)."""
    clause = re.split("[。；]", after)[0]
    if why := table("references")["compared-ahead"].start(clause):
        clause = clause[why.end() :]
    awaits = table("effects")["awaits"].start(clause.lstrip("，,"))
    return clause.replace("《", "〈").replace("》", "〉") if awaits else clause


def kind_by_words(passage: Passage, before: str, after: str) -> tuple[RelationKind, str]:
    """Return how a sentence treats a group of mentions, by the words around it, and the rule that decided it."""
    rules = table("references")
    if rules["numbered-anew"].start(after):
        return RelationKind.REPEALS, "numbered-anew"
    if before.endswith(("自", "在", "待", "于")) and table("effects")["condition"].start(after):
        return RelationKind.CITES, "condition"
    if (annex := rules["annex-of"].start(after)) and act_by_words("", clause_behind(after[annex.end() :])):
        return RelationKind.AMENDS, "annex-of"
    act = act_by_words(before, clause_behind(after))
    if act is not None:
        ends = act[0] in (RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED)
        return (RelationKind.AMENDS, "part-of") if ends and rules["part-of"].start(after) else act
    if rules["amended-by"].start(after):
        return RelationKind.CITES, "amended-by"
    if rules["implements"].find(before):
        pushed = rules["revised-behind"].start(after)
        return (RelationKind.CITES, "revised-behind") if pushed else (RelationKind.IMPLEMENTS, "implements")
    if rules["based-on"].find(before):
        founding = not passage.list_heading and rules["founding"].start(after) is not None
        told = rules["instructed"].find(before) or rules["applied"].start(after)
        if (founding or (passage.opens and not told)) and not rules["guided"].find(before):
            return RelationKind.BASED_ON, "based-on"
        return RelationKind.CITES, "based-on"
    if rules["implements-after"].start(after):
        return RelationKind.IMPLEMENTS, "implements-after"
    return RelationKind.CITES, "carried" if rules["carried"].start(after) else "mention"


def act_by_words(before: str, clause: str) -> tuple[RelationKind, str] | None:
    """Return what is done to the documents, by the words before them or in the clause behind them."""
    rules = table("references")
    planned = rules["planned"].find(before) is not None
    ground = rules["based-on"].find(before) is not None and rules["as-ground"].start(clause) is not None
    basis = ground or rules["basis-before"].find(before) is not None
    for name in ("undone-before", "told-before"):
        if rules[name].find(before):
            return RelationKind.CITES, name
    if rules["revised-in-part"].start(clause) and rules["approves-before"].find(before):
        return RelationKind.AMENDS, "revised-in-part"
    for name, kind in _AFTER:
        match = rules[name].start(clause)
        if match and basis and (ground or "，" in match[0] or name in _NOT_BY_BASIS):
            continue
        if match and name == "amends-after" and rules["revised-edition"].find(before):
            continue
        if match and name in _BY_LEAD and not _is_made_known_here(before):
            continue
        # A number between the title and the verb: the verb is about another document.
        if match and "〔" not in match[0] and not (planned and kind is RelationKind.AMENDS) and _stays(name, match):
            return kind, name
    if rules["compared"].start(clause) or rules["undone-behind"].start(clause):
        return None
    for name, kind in _BEFORE:
        match = rules[name].find(before)
        if match and not rules["revised-edition"].find(before) and _stays(name, match):
            if "删" in match[0] and not rules["cut-after"].start(clause):
                continue
            if name in _WHOLE and not rules[_WHOLE[name]].start(clause):
                continue
            return kind, name
    return None


def _is_made_known_here(before: str) -> bool:
    """Test whether it is the text itself that makes a document known anew or takes it back, by the words before the title."""
    lead = table("references")["reissues-lead"].find(before)
    return lead is not None and (lead["own"] is not None or table("references")["told-others"].find(before) is None)


def _stays(name: str, match: re.Match[str]) -> bool:
    """Test whether a suspension is one: for a time (暂停执行), or in an area alone (在望湖区停止实施); 停止执行 alone ends a document."""
    if not name.startswith("suspends"):
        return True
    effects = table("effects")
    return any(found.find(match[0]) for found in (effects["area-before"], effects["area-after"])) or bool(
        _FOR_A_TIME.search(match[0])
    )
