"""Resolve the provisions that the quoted new wording of an amendment names: its words belong to the law that is amended, in the
article that they are for.

将第三条修改为：“违反本办法第九条的，依照《船舶法》第四条处罚。” → in the amended law's art_3: art_9 of that law, 船舶法 art_4
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Back, DocumentReference, ProvisionName, ProvisionStep, ProvisionUnit, Span
from ingest.resolve.laws import Laws
from ingest.rules import table
from ontology.numbers import numeral

Meant = tuple[DocumentReference, tuple[ProvisionStep, ...]]
"""Whose provision it is, and its path."""
_LONGEST_HEAD = 24
"""Code points that show whether a number heads an article."""
_SAME_REACH = 200  # code points between 该款 and what it points to


@dataclass(frozen=True, slots=True)
class Amended:
    """The article that a quotation is the new wording of. path: its steps; those below the article are in `inner`."""

    law: DocumentReference
    path: tuple[ProvisionStep, ...]
    inner: tuple[ProvisionStep, ...] = ()

    def number(self, unit: ProvisionUnit) -> int:
        """Return which paragraph or point of the article is amended; 0 where it is the whole."""
        return next((step.number for step in self.inner if step.unit is unit), 0)


class NewWording:
    """Follows an amending act: which article it amends, and what the wording that it quotes names."""

    def __init__(self, text: str, laws: Laws) -> None:
        self.text, self.laws = text, laws
        self.amended: Amended | None = None
        self._last: tuple[DocumentReference, tuple[ProvisionStep, ...], int] | None = None
        self._named: list[tuple[int, DocumentReference]] = []
        self._place = _WordedArticle(text)

    def amends(self, law: DocumentReference, path: Sequence[ProvisionStep], *, joined: bool = False) -> None:
        """Note the provision that the act says it amends or adds. joined: it goes on an enumeration (第二款、第三款), whose new words
        begin with the first."""
        article = _article(path)
        if joined and self.amended is not None and (law, article) == (self.amended.law, self.amended.path):
            return
        if article:
            inner = tuple(step for step in path if step.unit.depth > ProvisionUnit.ARTICLE.depth)
            self.amended, self._last = Amended(law, article, inner), None

    def meant(self, span: Span, value: ProvisionName, quote: Span) -> tuple[Meant, ...]:
        """Return whose provision a mention in the quotation is, and its path (of 前两款 two); nothing where it heads an article of the
        quotation, or where the words do not determine it."""
        if self.amended is None:
            return ()
        if self._heads(span, value, quote):
            self.amended, self._last = Amended(self.amended.law, _article(value.steps)), None
            self._place.begin(span.start, quote, 1)
            return ()
        self._place.follow(span.start, quote, self.amended)
        if value.back is not None and value.back.word != "same":
            law, steps = self.amended.law, value.steps
            found = tuple((law, (*path, *steps)) for path in self._relative(value.back, self.amended.path))
        else:
            one = self._resolved(span, value, quote)
            found = (one,) if one else ()
        self._last = (*found[-1], span.end) if found else None
        return found

    def _heads(self, span: Span, value: ProvisionName, quote: Span) -> bool:
        """Test whether a number begins a quoted paragraph, as the number of a new article."""
        before = self.text[max(quote.start, span.start - 2) : span.start]
        opens = span.start - 1 == quote.start or before.endswith(("“", "\n"))
        if not opens or not _article(value.steps) or self.text.startswith("”", span.end):
            return False  # “第五条”: the bare number is quoted
        return table("markers")["article"].start(self.text[span.start : span.start + _LONGEST_HEAD]) is not None

    def _resolved(self, span: Span, value: ProvisionName, quote: Span) -> Meant | None:
        assert self.amended is not None
        law, article, steps = self.amended.law, self.amended.path, value.steps
        if value.back is not None:
            return self._same(value.back, steps, span.start)
        if value.joined:
            if self._last is None:
                return None
            shared = tuple(step for step in self._last[1] if step.unit.depth < steps[0].unit.depth)
            return self._last[0], (*shared, *steps)
        if value.law.startswith("本"):
            return self.laws.own_word(value.law) or law, steps
        if value.law:
            pointed = self.laws.pointed(value.law, span.start, self._named, quote.start)
            return (pointed, steps) if pointed else None
        if (mention := self.laws.behind(span.start)) is not None:
            return (mention.target, steps) if mention.target else None
        if steps[0].unit.depth > ProvisionUnit.ARTICLE.depth:
            # A point may be one of another article, which the words have named: 违反第九条，有第一项情形的. It is the article's own where
            # the quotation prints that point in it.
            own = steps[0].unit is ProvisionUnit.PARAGRAPH or self._place.lists(steps[0], quote)
            own = own and not self._place.point
            return (law, (*article, *steps)) if own else None
        if (bare := self.laws.bare(span.start)) is not None:
            if bare[0]:
                self._named.append((bare[1].start, bare[0]))
            return (bare[0], steps) if bare[0] else None
        return law, steps

    def _relative(self, back: Back, article: tuple[ProvisionStep, ...]) -> Iterator[tuple[ProvisionStep, ...]]:
        """Return the paths of 前款, 前两款, 前项, 前条, 本条 or 本款; nothing where the quotation does not determine them."""
        here = self._place.step(back.unit) if back.unit is not ProvisionUnit.ARTICLE else article[-1]
        if here is None:
            return
        upper = () if back.unit is ProvisionUnit.ARTICLE else article
        if back.unit is ProvisionUnit.POINT and (paragraph := self._place.step(ProvisionUnit.PARAGRAPH)):
            upper = (*upper, paragraph)
        if back.word == "this":
            yield (*upper, here)
        elif here.sub:  # 第七条 precedes 第七条之一
            yield (*upper, replace(here, sub=here.sub - 1))
        else:
            yield from (
                (*upper, replace(here, number=number))
                for number in range(max(1, here.number - back.count), here.number)
            )

    def _same(self, back: Back, steps: tuple[ProvisionStep, ...], start: int) -> Meant | None:
        """Return what 该款 or 同条 in a quotation points back to."""
        if self._last is None or start - self._last[2] > _SAME_REACH:
            return None
        kept = tuple(step for step in self._last[1] if step.unit.depth <= back.unit.depth)
        return (self._last[0], (*kept, *steps)) if kept and kept[-1].unit is back.unit else None


class _WordedArticle:
    """Counts the paragraphs and points of the article that a quotation words, as its mentions are read in printed order.

    paragraph: 0 where it is not known; point: 0 outside the points of a list.
    """

    def __init__(self, text: str) -> None:
        self.text, self.paragraph, self.point = text, 0, 0
        self._known, self._at, self._quote = False, 0, -1
        self._begun = 0
        self._points: frozenset[int] | None = None

    def begin(self, start: int, quote: Span, paragraph: int) -> None:
        """Begin to count at the first words of an article or paragraph. paragraph: its number; 0 where it is not known."""
        self.paragraph, self.point, self._known = max(0, paragraph - 1), 0, paragraph > 0
        self._at, self._quote = start, quote.start
        self._begun, self._points = start, None
        self._line(start)

    def follow(self, to: int, quote: Span, amended: Amended) -> None:
        """Count on to an offset in a quotation."""
        if quote.start != self._quote:
            before = self.text[max(0, quote.start - 12) : quote.start]
            whole = not table("provisions")["words-for-words"].find(before) and not amended.inner
            paragraph = amended.number(ProvisionUnit.PARAGRAPH) or (1 if whole else 0)
            self.begin(quote.start, quote, paragraph)
            if point := amended.number(ProvisionUnit.POINT):
                self.paragraph, self.point = paragraph, point
        while (end := self.text.find("\n", self._at, to)) >= 0:
            self._at = end + 1
            self._line(self._at)
        self._at = to

    def lists(self, step: ProvisionStep, quote: Span) -> bool:
        """Test whether the quotation prints a point in the article that was counted to; each article is looked through once."""
        if step.unit is not ProvisionUnit.POINT:
            return False
        if self._points is None:
            rules = table("provisions")
            following = rules["quoted-article"].pattern.search(self.text, self._at, quote.end)
            lines = self.text[self._begun : following.start() if following else quote.end].split("\n")
            self._points = frozenset(
                numeral(point["number"]) or 0 for line in lines if (point := rules["quoted-point"].start(line))
            )
        return step.number in self._points

    def step(self, unit: ProvisionUnit) -> ProvisionStep | None:
        """Return the paragraph or point at the offset that was counted to; None where it is in none, or not known."""
        number = {ProvisionUnit.PARAGRAPH: self.paragraph, ProvisionUnit.POINT: self.point}.get(unit, 0)
        return ProvisionStep(unit, number) if number else None

    def _line(self, start: int) -> None:
        if point := table("provisions")["quoted-point"].pattern.match(self.text, start):
            self.point = numeral(point["number"]) or 0
        elif not self.text.startswith("\n", start):
            self.paragraph, self.point = self.paragraph + 1 if self._known else 0, 0


def _article(path: Sequence[ProvisionStep]) -> tuple[ProvisionStep, ...]:
    return tuple(step for step in path if step.unit is ProvisionUnit.ARTICLE)
