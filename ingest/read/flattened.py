"""Find where a line that holds a whole page, or several elements of a document, was broken before its line ends were lost.

A page that was saved without its line ends has a blank where each stood, or nothing at all; a web page may run the number on
behind the heading. The rules are in `rules/flattened.toml`.
"""

import re
from collections.abc import Iterator

from ingest.rules import table

_HAN = "\u3007\u3400-\u9fff"
_CLAUSE_MARK = (
    r"第[一二三四五六七八九十百\d]{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.、](?!\d)"
)
_BLANKS = r"(?<![ \u200d\ufeff])[ \u200d\ufeff]++"
_PARAGRAPH_BREAK = re.compile(
    rf"(?<=[。；：！？”）]){_BLANKS}|{_BLANKS}(?={_CLAUSE_MARK}|附件|抄送|(?:19|20)\d\d *年 *\d{{1,2}} *月 *\d{{1,2}} *日)"
    rf"|(?<=月\d日){_BLANKS}|(?<=月\d\d日){_BLANKS}|{_BLANKS}(?=[{_HAN}]{{2,12}}〔(?:19|20)\d\d〕 *\d{{1,5}} *号{_BLANKS})"
    rf"|(?<=[〕\d]\d号){_BLANKS}|(?<=[施法案见定则知划要引南策]){_BLANKS}(?=为|根据|第一)"
)
_FLATTENED_LENGTH = 300
_HEAD_REACH = 600  # code points in which the elements above a document's text must stand
_MARKED_SENTENCE = re.compile(rf"(?<=[。；：:])(?={_CLAUSE_MARK}|附件[：:])")


def flattened_cuts(text: str) -> list[int]:
    """Return the offsets at which a line is to be cut: 0, where a paragraph begins, and the line's length. text: folded.

    >>> flattened_cuts("各区：")
    [0, 3]
    """
    cuts = set() if "\t" in text else {*_run_together(text), *_blanks(text)}
    return [0, *sorted(cuts - {0, len(text)}), len(text)]


def _blanks(text: str) -> Iterator[int]:
    """Find line ends that became blanks. Every blank counts up to the salutation and after the last sentence, between them only one
    that follows a sentence's end or precedes a clause's number."""
    if len(text) < _FLATTENED_LENGTH or len(_PARAGRAPH_BREAK.findall(text)) < 3:
        return
    head = re.search("[:：。]", text[:_HEAD_REACH])
    tail = max(text.rfind("。"), text.rfind("；")) + 1
    yield from (m.end() for m in _PARAGRAPH_BREAK.finditer(text))
    yield from (m.end() for m in re.finditer(_BLANKS, text) if (head and m.end() < head.end()) or m.start() >= tail)


def _run_together(text: str) -> Iterator[int]:
    """Find line ends that became nothing: behind letterhead, number, heading and salutation, before a clause's number, before
    the signature and its date."""
    rules = table("flattened")
    if (marked := rules["number-behind-bold"].start(text)) is not None:
        yield marked.start(2)
    head = rules["document-in-a-line"].start(text[:_HEAD_REACH])
    if head is None:
        return
    yield from (head.start(name) for name, words in head.groupdict().items() if words)
    yield head.end()
    for match in _MARKED_SENTENCE.finditer(text, head.end()):
        yield match.start()
        if (heading := rules["run-in-heading"].start(text[match.start() : match.start() + 60])) is not None:
            yield match.start() + heading.end()
    tail = max(text.rfind("。"), text.rfind("；")) + 1
    if (close := rules["close-in-a-line"].whole(text[tail:])) is not None:
        yield tail + close.start("body")
        yield tail + close.start("day")
