"""Find the law that is named in front of a provision: 《条例》原第三条, 价格法第十四条, 该法第五条, 同法实施条例第二条."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.lexicon.laws import law_names
from ingest.model import DocumentReference, RelationKind, Span
from ingest.resolve.references import MeantReference
from ingest.rules import table
from ontology.titles import STATE_NAME, folded, title_identity

_REACH = 64  # code points before a provision that are searched for its law
_LONGEST_TITLE = 120
_BACKWARDS = 12  # the number of titles before 该法 that are tried
_BRACKET = re.compile(r"[ ]?[（(]([^（）()\n]{0,80})[）)]")
_HAN = re.compile(r"[\u3400-\u9fff]{2,30}$")
_BRACKETED = re.compile(r"(?:[\u3400-\u9fff]|[（(][\u3400-\u9fff]{1,20}[）)]){4,60}$")
"""A title with brackets in it, or behind it: 渡口（码头）管理细则, 渡口管理办法（试行）."""
_MARKED = re.compile("《([^《》]{2,80})》")


class Laws:
    """The documents that a text names, by place and by name.

    text: the source's. meant: what each marked mention means, in printed order. titles: of the document itself.
    """

    def __init__(self, text: str, meant: Sequence[MeantReference], titles: Sequence[str]) -> None:
        self.text = text
        self.meant = sorted(meant, key=lambda mention: mention.span)
        self._starts = [mention.span.start for mention in self.meant]
        self._ends = sorted(mention.span.end for mention in self.meant)
        self._at_end = {mention.span.end: mention for mention in self.meant}
        self.names: dict[str, DocumentReference | None] = {}
        """Folded name → document; None for the text itself."""
        for mention in self.meant:
            self._add(mention)
        self.subject = _subject(titles[0]) if titles else None
        """The law that the text's own heading names: 刑法修正案, 关于执行《刑法》确定罪名的补充规定."""
        interprets = titles and table("provisions")["interpreting-title"].find(titles[0])
        self.interpreted = self.subject if interprets else None
        """The subject, where the text interprets it: 关于适用《合同法》若干问题的解释."""
        for title in titles:
            if title_identity(title) not in self.names and table("provisions")["amending-title"].find(title) is None:
                self.names[title_identity(title)] = None

    def _add(self, mention: MeantReference) -> None:
        target = mention.target
        if target is None:
            return
        if target.title:
            self.names.setdefault(title_identity(target.title), target)
        if target.alias:
            self.names.setdefault(folded(target.alias), target)
        bracket = _BRACKET.match(self.text, mention.span.end)
        short = table("provisions")["short-name"].find(bracket[1]) if bracket else None
        if short:
            self.names.setdefault(folded(short["name"]), target)

    def inside(self, at: int) -> bool:
        """Test whether an offset is inside a title."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self.meant[index].span.end

    def behind(self, start: int) -> MeantReference | None:
        """Return the mention that ends right before a provision: 《条例》（2017年修正）第三条."""
        index = bisect_right(self._ends, start) - 1
        if index < 0 or start - self._ends[index] > _REACH:
            return None
        between = self.text[self._ends[index] : start]
        return self._at_end[self._ends[index]] if table("provisions")["behind-title"].whole(between) else None

    def bare(self, start: int) -> tuple[DocumentReference | None, Span] | None:
        """Return the law whose name without marks ends right before a provision, and where it is printed; None if there is none.

        The text's own short names and titles come first, then names that laws bear, then what a verb leads to and what ends
        in 法 or 条例.
        """
        low = max(0, start - _REACH)
        window = self.text[low:start]
        close = window.rfind("》")
        if close >= 0 and table("provisions")["behind-title"].whole(window[close + 1 :]):
            # A title that is no reference by itself, since it names no kind of document.
            end = low + close + 1
            opened = self.text.rfind("《", max(0, end - _LONGEST_TITLE), end)
            title = self.text[opened + 1 : end - 1]
            return (DocumentReference(title, None), Span(opened, end)) if opened >= 0 and title else None
        rules = table("provisions")
        tail = rules["law-tail"].find(window)
        cut = window[: tail.start()] if tail else window.removesuffix("\n")
        # A name takes precedence over the tail that may follow one: 民法总则 is a law's name, 刑法总则 a part of a law.
        for words in dict.fromkeys((window, cut)):
            if known := self._known(words):
                target, length = known
                end = low + len(words)
                return target, Span(end - length, end)
        window = cut
        match = rules["law-name"].find(window)
        found = rules["law-cut"].pattern.split(match["name"])[-1] if match else ""
        if match is None or len(found) < 4 or rules["no-law"].find(found):
            return None
        return DocumentReference(found, None), Span(low + match.end("name") - len(found), low + match.end("name"))

    def _known(self, words: str) -> tuple[DocumentReference | None, int] | None:
        """Return the law whose name, the text's own or one that laws bear, ends some words, and the length of the name."""
        titled = _BRACKETED.search(words)
        for start in range(len(titled[0]) if titled and not titled[0].isalpha() else 0):
            printed = titled[0][start:]  # type: ignore[index]
            if (plain := title_identity(printed)) in self.names:
                return self.names[plain], len(printed)
        run = _HAN.search(words)
        for length in range(len(run[0]), 1, -1) if run else ():
            part = words[-length:]
            plain = part.removeprefix(STATE_NAME)
            if plain in self.names or plain in law_names():
                return self.names.get(plain, DocumentReference(part, None)), length
        return None

    def own_word(self, words: str) -> DocumentReference | None:
        """Return the other law that the text calls 本法 (以下简称本法)."""
        return self.names.get(words)

    def pointed(
        self, words: str, start: int, bare: Sequence[tuple[int, DocumentReference]], low: int = 0
    ) -> DocumentReference | None:
        """Return the law that 该法, 该条例 or 同法实施条例 means: of those named before, the last of this kind.

        bare: laws that were named without marks so far, with their offsets. low: the offset from which a law counts as named before.
        """
        match = table("provisions")["law-pointed"].whole(words)
        kind = match["kind"] if match else ""
        at, found = -1, None
        index = bisect_left(self._starts, start)
        for mention in reversed(self.meant[max(0, index - _BACKWARDS) : index]):
            if mention.target and mention.span.start >= low and _of_kind(mention.target.title or "", kind):
                at, found = mention.span.start, mention.target
                break
        for place, target in reversed(bare[-_BACKWARDS:]):
            if place > at and place >= low and _of_kind(target.title or "", kind):
                found = target
                break
        if found is not None and match and match["carried"]:
            title = f"{found.title or ''}{match['carried']}"
            return self.names.get(title_identity(title)) or DocumentReference(title, None)
        return found

    def amended(self, start: int, quotes: "Quotes") -> DocumentReference | None:
        """Return the law that a decision changes at an offset: the last named before that is changed, outside quotations, else that
        of its heading."""
        index = bisect_left(self._starts, start)
        for mention in reversed(self.meant[max(0, index - 4 * _BACKWARDS) : index]):
            if mention.target and mention.kind is RelationKind.AMENDS and not quotes.quoted(mention.span.start):
                return mention.target
        return self.subject

    def before(self, start: int, low: int) -> MeantReference | None:
        """Return the last document named between two offsets."""
        index = bisect_left(self._starts, start) - 1
        found = self.meant[index] if index >= 0 else None
        return found if found and found.span.start >= low and found.target else None


def _subject(title: str) -> DocumentReference | None:
    """Return the law that a heading names, in 《》 or by a name that laws bear; None where it names none."""
    if marked := _MARKED.search(title):
        return DocumentReference(marked[1], None)
    known = [name for name in law_names() if name in title and not title.endswith(name)]
    return DocumentReference(max(known, key=lambda name: (len(name), name)), None) if known else None


def _of_kind(title: str, kind: str) -> bool:
    name = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    return name.endswith((kind, f"{kind}典")) if kind else bool(title)


class Quotes:
    """The quotations of a text that are not its own voice: new wording in a document that amends, quoted words of others."""

    def __init__(self, text: str, span: Span, *, all_of_them: bool) -> None:
        self._spans = [
            quote
            for quote in _quotes(text, span)
            if all_of_them
            or table("provisions")["new-wording"].find(text[max(span.start, quote.start - 40) : quote.start])
        ]
        self._starts = [quote.start for quote in self._spans]
        self._text = text

    def quoted(self, at: int) -> bool:
        """Test whether an offset is in a quotation."""
        return self._around(at) is not None

    def new_wording(self, at: int) -> Span | None:
        """Return the quotation around an offset, if the words before it introduce the new wording of a provision."""
        quote = self._around(at)
        before = self._text[max(0, quote.start - 40) : quote.start] if quote else ""
        return quote if table("provisions")["becomes"].find(before) else None

    def _around(self, at: int) -> Span | None:
        index = bisect_right(self._starts, at) - 1
        return self._spans[index] if index >= 0 and at < self._spans[index].end else None


_MARK = re.compile("[“”\n]")
_FURTHEST = 3_000  # code points to the mark that closes a quotation whose paragraphs are not opened each


def _quotes(text: str, span: Span) -> list[Span]:
    """Return the outermost “…”, in one pass. A quotation of several paragraphs opens each of them, or the first alone, and closes the
    last; one that is not closed ends with its paragraph."""
    marks = [(match[0], match.start()) for match in _MARK.finditer(text, span.start, span.end)]
    closes = _closing(marks)
    found: list[Span] = []
    start = -1
    for (mark, at), close in zip(marks, closes, strict=True):
        if mark == "“" and start < 0:
            start = at
        elif mark == "”" and start >= 0:
            found.append(Span(start, at + 1))
            start = -1
        elif mark == "\n" and start >= 0 and text[at + 1 : at + 2] != "“" and not at < close < at + _FURTHEST:
            found.append(Span(start, at))
            start = -1
    return found


def _closing(marks: Sequence[tuple[str, int]]) -> list[int]:
    """Return for each mark the offset of the next ”, if no “ precedes it; -1 where one does."""
    found, next_close = [], -1
    for mark, at in reversed(marks):
        found.append(next_close)
        next_close = {"“": -1, "”": at}.get(mark, next_close)
    return found[::-1]
