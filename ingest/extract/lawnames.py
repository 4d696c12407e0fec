"""Find the laws that a text names without 《》: 根据社会保险法有关规定, 依照刑法、治安管理处罚法追究.

A word that is a law's name may mean less than the law (宪法宣传周, 依照会计法规): what leads to it and what follows decide.
"""

from collections.abc import Iterator, Sequence

from ingest.lexicon.laws import law_names
from ingest.model import DocumentReference, Mention, Span
from ingest.rules import table
from ontology.titles import STATE_NAME

_LONGEST = max(map(len, law_names()))
_LEAD = 60  # code points before a name that contain the words that lead to it
_CLOSES = ("》", "）", ")")
_GUIDES = ("指南", "细则", "管理规范")
_CONSTITUTION = "宪法"


def law_mentions(text: str, marked: Sequence[Span]) -> Iterator[Mention[DocumentReference]]:
    """Find every law that is named without marks, in order. marked: spans of the references that have marks or numbers, in order; what
    lies in one is no mention of its own. Takes linear time."""
    rules = table("references")
    index, last = 0, -1
    for ending in rules["law-end"].each(text):
        stop = ending.end()
        law = _named(text, stop)
        carried = rules["law-carried-out"].pattern.match(text, stop) if law is not None else None
        stop = carried.end() if carried else stop
        while index < len(marked) and marked[index].end <= ending.start():
            index += 1
        if index < len(marked) and marked[index].start < stop:
            continue
        start = law if law is not None else _regulation(text, stop, ending[0] in _GUIDES)
        guide = ending[0] in _GUIDES
        follows = rules["guide-after" if guide else "law-after"].pattern.match(text, stop)
        if start is None or start < last or follows is None:
            continue
        if guide and law is None:
            last = stop
            yield Mention(Span(start, stop), "references.guide-name", DocumentReference(text[start:stop], None))
            continue
        before = text[max(last, 0, start - _LEAD) : start]
        listed = rules["law-joint"].find(before)
        joined = listed is not None and ((end := start - len(listed[0])) == last or text[end - 1 : end] in _CLOSES)
        # With the state's name it is always the law: 检查中华人民共和国水法的实施情况.
        in_full = text.startswith(STATE_NAME, start)
        if not joined and not in_full and rules["law-before"].find(before) is None:
            continue
        if text[start:stop].removeprefix(STATE_NAME) == _CONSTITUTION and rules["based-on"].find(before) is None:
            continue  # 遵守宪法, 拥护中华人民共和国宪法: everyday phrases
        last = stop
        title = text[start : ending.end()] + (carried["kind"] if carried else "")
        yield Mention(Span(start, stop), "references.law-name", DocumentReference(title, None))


def _named(text: str, stop: int) -> int | None:
    """Return where the longest name of a law begins that ends at an offset, with the name of the state before it."""
    names = law_names()
    for start in range(max(0, stop - _LONGEST), stop - 1):
        if text[start:stop] in names:
            return start - len(STATE_NAME) if text.startswith(STATE_NAME, start - len(STATE_NAME)) else start
    return None


def _regulation(text: str, stop: int, guide: bool) -> int | None:
    """Return where a regulation or a guide begins that a verb leads to: 根据渡口管理条例的规定, 对照渡口分级指南. With a provision
    behind it, it may be the short name of another (`resolve.laws`)."""
    if text.startswith("第", stop):
        return None
    found = table("references")["guide-name" if guide else "regulation-name"].find(text[max(0, stop - _LEAD) : stop])
    return stop - len(found["name"]) if found else None
