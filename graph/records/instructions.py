"""Read the instructions of an amending act into typed records: 将第三条修改为“…”, 增加一条作为第五条“…”, 删去第四条.

An instruction is a statement, and the new words in quotation marks behind it, which may run over paragraphs. What is no instruction
that is known here, though it mentions an amendment, is returned as unread and never guessed. Takes linear time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.patterns import pattern
from graph.records.amending import ARTICLE, REWORDED, SPEAKS, as_outside, statements
from graph.records.operations import END, LAST, LEAD_IN, Instruction, Operation, ProvisionNumber, UnreadInstruction

_PLACE = pattern("provision")
_PARAGRAPH = pattern("paragraph")
_ARTICLE_HEAD = pattern("article-head")
_ACTS = pattern("acts-on-provision")
_QUOTED = re.compile(r"“([^”]{1,400})”")
_SUBSTITUTE = pattern("substitute")
_LAW = pattern("amended-law")
_LAW_AND_MORE = pattern("amended-law-and-more")
"""The law that is amended and its first instruction in one paragraph: 三、修改《…》将第二段修改为."""
_BARE_LAW = pattern("amended-bare-law")
"""A law named without marks in front of its article, as a 修正案 does: 将刑法第三条修改为."""
_RETITLE = pattern("retitle")
_MERGE = pattern("merge")
_PART = pattern("part-of-provision")
"""Less than a provision: 第二条第一款第二句修改为, 第五条开头部分修改为, 第三条第二款末尾增加一句, 第十一条增加规定."""
_SECTION_OF_TEXT = pattern("section-of-text")
_REWRITES, _GIVES_WORDS = pattern("rewrites"), pattern("gives-words")
_SCOPE = pattern("narrow-scope")
"""The new wording replaces only a piece of the provision: 第二条第一款第二句修改为."""
_NEXT = pattern("next-instruction")
"""Between two instructions of one statement: 删去第三条中的“甲”，并将第二款中的“乙”修改为“丙”."""
_REORDER = pattern("reorder")
_MARKER = pattern("instruction-marker")
_MAPPED = pattern("mapped")
"""Instructions that renumber all articles: “第八条”调整为“第七条”，…"""
_REWORDING = re.compile(r"“([^“”]{1,800})”")


def read_instructions(paragraphs: Sequence[str]) -> tuple[tuple[Instruction, ...], tuple[UnreadInstruction, ...]]:
    """Return the instructions of an act, in printed order, and the statements that were not understood. paragraphs: its text, without the
    heading and the signature."""
    found: list[Instruction] = []
    unread: list[UnreadInstruction] = []
    law, last = "", ProvisionNumber("")
    for statement, text in statements(paragraphs):
        if (opened := _LAW_AND_MORE.start(_MARKER.pattern.sub("", statement, count=1))) is not None:
            law, last = opened[1], ProvisionNumber("")
            statement = opened.string[opened.end() :]
        plain = _MARKER.pattern.sub("", statement, count=1)
        if not text and (named := _LAW.find(statement)) and "“" not in statement:
            law, last = named[1], ProvisionNumber("")
            continue
        if not SPEAKS.find(plain):
            continue
        if (bare := _BARE_LAW.find(_before(plain, "“"))) is not None:
            law = bare["law"]
            plain = plain[: bare.start("law")] + plain[bare.end("law") :]
        if _REORDER.find(plain) and (not text or all(map(_MAPPED.pattern.fullmatch, text))):
            found.append(Instruction(Operation.REORDER, ProvisionNumber(""), plain, law))
            continue
        for clause, words in _parts(plain, text):
            read = tuple(_read(clause, words, last))
            if not read and (words or "“" in clause or _ACTS.find(clause)):
                unread.append(UnreadInstruction(clause, law))
            for instruction in read:
                found.append(replace(instruction, law=law))
                last = instruction.place
    return tuple(found), tuple(unread)


def _parts(statement: str, text: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the instructions that one statement strings together; the quoted paragraphs belong to the last."""
    cuts = [match for match in _NEXT.each(statement) if match["cut"]]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(statement)]
    for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield statement[start:end], text if n == len(starts) else ()


_INSERT_ARTICLE = pattern("insert-article")
_INSERT_PARAGRAPH = pattern("insert-paragraph")
_INSERT_ITEM = pattern("insert-item")
_RENUMBER_PARAGRAPH = pattern("renumber-paragraph")
_RENUMBER = pattern("renumber")
_OLD_WORDS = pattern("old-words")
"""The old words, whose new ones are the quotation behind: 第二条第一款中“…”修改为; 第二条“…”后增写一句."""
_WHOLE_AGAIN = pattern("whole-again")
"""A paragraph is added, and the text is the whole article: 在第三条中增加一款作为第二款，将该条修改为."""
_DELETE = pattern("delete")
_REPLACE = pattern("replace")


def _read(statement: str, text: tuple[str, ...], last: ProvisionNumber) -> Iterator[Instruction]:
    """Yield the instructions of one statement. last: the place of the instruction before it, whose article an unnamed one means."""
    if (match := REWORDED.whole(statement)) is not None and (places := _places(match["lead"], last)):
        old, new = (tuple(map(as_outside, _REWORDING.findall(match[words]))) for words in ("old", "new"))
        if len(old) == len(new):
            yield Instruction(Operation.SUBSTITUTE, places[-1], statement, pairs=tuple(zip(old, new, strict=True)))
        elif not match["lead"].endswith("中"):
            yield Instruction(Operation.REPLACE, places[-1], statement, text=new)
        return
    if _SUBSTITUTE.find(statement):
        for places, pairs in _worded(statement, _SUBSTITUTE.pattern, last):
            for place in places:
                yield Instruction(Operation.SUBSTITUTE, place, statement, pairs=pairs)
        return
    if (quoted := _OLD_WORDS.find(statement)) is not None and len(text) == 1:
        before = as_outside(quoted[1])
        for place in _places(statement, last)[-1:]:
            pair = before, before + text[0] if quoted["behind"] else text[0]
            yield Instruction(Operation.SUBSTITUTE, place, statement, pairs=(pair,))
        return
    if match := _RETITLE.find(statement):
        if title := match[1] or match[2] or "".join(text):
            yield Instruction(Operation.RETITLE, ProvisionNumber(""), statement, text=(title.strip("《》"),))
        return
    if (match := _MERGE.find(_before(statement, "“"))) is not None:
        yield from _merged(match, statement, text)
        return
    if text and (match := _SECTION_OF_TEXT.whole(statement)) is not None:
        yield Instruction(Operation.REPLACE, ProvisionNumber(match["article"]), statement, text=text)
        return
    if text and (match := _PART.find(statement)) is not None and (part := _part(match, last)) is not None:
        if part.part == LEAD_IN and match["rule"] and text[-1][-1:] not in "，。；：":
            text = (*text[:-1], f"{text[-1]}；")  # a clause of its own before the others
        yield Instruction(Operation.REPLACE if match["anew"] else Operation.INSERT, part, statement, text=text)
        return
    if text and (match := _WHOLE_AGAIN.find(statement)) is not None:
        yield Instruction(Operation.REPLACE, ProvisionNumber(match["article"]), statement, text=text)
        return
    if (match := _INSERT_ARTICLE.find(statement)) and text:
        names = ARTICLE.pattern.findall(match["to"])
        for name, block in _divided(names, text):
            yield Instruction(
                Operation.INSERT, ProvisionNumber(name), statement, after=match["after"] or "", text=block
            )
        return
    if (match := _INSERT_PARAGRAPH.find(statement)) and text:
        before = re.sub("“[^”]*”", "", statement[: match.start()])
        if _DELETE.find(before):  # 删去第三条第一款中的“…”，增加一款作为第二款：“…”
            yield from _changed(statement[: match.start()], (), last)
        named = ARTICLE.pattern.findall(before)
        article, names = (
            match["article"] or (named[-1] if named else last.article),
            _PARAGRAPH.pattern.findall(match["to"]),
        )
        if article and (len(names) == 1 or len(names) == len(text)):
            blocks = [text] if len(names) == 1 else [(part,) for part in text]
            for name, block in zip(names, blocks, strict=True):
                yield Instruction(Operation.INSERT, ProvisionNumber(article, name), statement, text=block)
        return
    if (match := _INSERT_ITEM.find(statement)) and len(text) == 1:
        article, paragraph = match["article"] or last.article, match["paragraph"] or ""
        if article:
            place = ProvisionNumber(article, paragraph if match["article"] else last.paragraph, match["to"])
            yield Instruction(Operation.INSERT, place, statement, text=text)
        return
    yield from _changed(statement, text, last)


def _merged(match: re.Match[str], statement: str, text: tuple[str, ...]) -> Iterator[Instruction]:
    """Articles that become one: the first reads as the text, the others go. Without new words it has the paragraphs of all, if it says
    which number it has."""
    first, *others = ARTICLE.pattern.findall(match["from"])
    to = first if match["one"] else match["to"]
    if not text:
        if to and not _REWRITES.find(statement):
            yield Instruction(Operation.MERGE, ProvisionNumber(first), statement, to=to, merged=tuple(others))
        return
    if to and to != first:
        yield Instruction(Operation.RENUMBER, ProvisionNumber(first), statement, to=to, text=text)
    else:
        yield Instruction(Operation.REPLACE, ProvisionNumber(first), statement, text=text)
    for other in others:
        yield Instruction(Operation.DELETE, ProvisionNumber(other), statement)


def _part(match: re.Match[str], last: ProvisionNumber) -> ProvisionNumber | None:
    """Return the part of a provision that reads anew, or to which something is added; None where it is the whole that reads anew."""
    part = match["sentence"] or (LEAD_IN if match["lead"] else END if match["end"] else "")
    article = match["article"] or last.article
    if not article or (match["anew"] and (not part or part == END)) or (not match["anew"] and match["sentence"]):
        return None
    if not part and (match["paragraph"] or match["item"] or not match["article"]):
        return None
    return ProvisionNumber(article, match["paragraph"] or "", match["item"] or "", part or LAST)


def _changed(statement: str, text: tuple[str, ...], last: ProvisionNumber) -> Iterator[Instruction]:
    if match := _RENUMBER.find(statement):
        yield Instruction(Operation.RENUMBER, ProvisionNumber(match["article"]), statement, to=match["to"], text=text)
    elif (match := _RENUMBER_PARAGRAPH.find(statement)) and (text or not _GIVES_WORDS.find(statement)):
        named = ARTICLE.find(statement[: match.start()])
        article = named[0] if named else last.article
        if article and text:
            yield Instruction(Operation.REPLACE, ProvisionNumber(article, match["to"]), statement, text=text)
        elif article:
            yield Instruction(
                Operation.RENUMBER, ProvisionNumber(article, match["paragraph"]), statement, to=match["to"]
            )
    elif _DELETE.find(statement) and not text:
        for places, pairs in (
            _worded(statement, _QUOTED, last) if "“" in statement else [(_places(statement, last), ())]
        ):
            for place in places:
                yield Instruction(Operation.DELETE, place, statement, pairs=pairs)
    elif _REPLACE.find(statement) and text and not _SCOPE.find(statement):
        places = _places(statement, last)
        if len(places) == 1:
            yield Instruction(Operation.REPLACE, places[0], statement, text=text)
        elif len(places) == len(text):  # 第一款、第二款修改为: a paragraph each
            for place, part in zip(places, text, strict=True):
                yield Instruction(Operation.REPLACE, place, statement, text=(part,))


def _worded(
    statement: str, words: re.Pattern[str], last: ProvisionNumber
) -> Iterator[tuple[list[ProvisionNumber], tuple[tuple[str, str], ...]]]:
    """Yield the places of a statement with the quoted words that follow them: 第一款中的“甲”和第二款中的“乙”. words: a pattern whose
    groups are the old words and, if it has two, the new ones."""
    quotes = list(words.finditer(statement))
    places: list[ProvisionNumber] = []
    pairs: list[tuple[str, str]] = []
    end = 0
    for match in quotes:
        between = re.sub("“[^”]*”", "", statement[end : match.start()])
        if here := _places(between, places[-1] if places else last):
            if pairs:
                yield places, tuple(pairs)
            places, pairs = here, []
        pairs.append((as_outside(match[1]), as_outside(match[2]) if words.groups > 1 else ""))
        end = match.end()
    if places and pairs:
        yield places, tuple(pairs)


def _before(statement: str, mark: str) -> str:
    return statement.partition(mark)[0]


def _places(statement: str, last: ProvisionNumber) -> list[ProvisionNumber]:
    """Return every provision that a statement names; a paragraph without an article is one of the article before it."""
    found: list[ProvisionNumber] = []
    article = last.article
    for match in _PLACE.each(_before(statement, "“")):
        if not match[0]:
            continue
        article = match["article"] or article
        if article:
            found.append(ProvisionNumber(article, match["paragraph"] or "", match["item"] or ""))
    return found


def _divided(names: Sequence[str], text: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the paragraphs of each of several new articles: each opens with its number; one article has them all. None where neither
    holds."""
    if len(names) == 1:
        yield names[0], (_headless(text[0]), *text[1:])
        return
    heads = [n for n, part in enumerate(text) if ARTICLE.start(part)]
    if len(heads) == len(names):
        for name, start, stop in zip(names, heads, [*heads[1:], len(text)], strict=True):
            block = text[start:stop]
            yield name, (_headless(block[0]), *block[1:])


def _headless(text: str) -> str:
    head = _ARTICLE_HEAD.start(text)
    return text[head.end() :] if head else text
