"""Find the owner of a provision that a text names: another document, or one of its own components.

违反本条例第十条，依照《岚州市渡口管理办法》第三条处罚。 → own, 岚州市渡口管理办法
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from ingest.model import (
    Component,
    DocumentReference,
    Level,
    ProvisionName,
    ProvisionStep,
    ProvisionUnit,
    RelationKind,
    Span,
)
from ingest.resolve.laws import Laws, Quotes
from ingest.rules import table
from ingest.segment.provisions import Provisions
from ingest.segment.tree import Leaf

FEWEST = 3
"""Articles that a text must have before a missing one is reported."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a provision: another document, or an own component."""

    law: DocumentReference | None
    own: int | None
    kind: RelationKind = RelationKind.CITES


class Owners:
    """Assigns each provision to its document, in printed order.

    amending: the components that change the words of others. bare: laws named without marks, with their places. open: the provisions
    of which the text does not show whose they are.
    """

    def __init__(self, components: Sequence[Component], laws: Laws, quotes: Quotes, *, amending: Set[int]) -> None:
        self.components, self.laws, self.quotes, self.amending = components, laws, quotes, amending
        self.own = [Provisions(component.clauses) for component in components]
        self.bare: list[tuple[DocumentReference, Span]] = []
        self.open: list[Span] = []
        self._named: list[tuple[int, DocumentReference]] = []
        self.article: tuple[tuple[int, tuple[ProvisionStep, ...]], tuple[ProvisionStep, ...]] | None = None
        """The own article that was named last, behind the part and the article that name it."""

    def owner(self, span: Span, value: ProvisionName, leaf: Leaf) -> Owner | tuple[ProvisionStep, ...] | None:
        """Return whose provision a mention is, or its path in the article that contains it; None where it is no provision, or
        open."""
        start, steps = span.start, value.steps
        if value.law.startswith("本"):
            other = self.laws.own_word(value.law)
            if (
                other is None
                and leaf.part in self.amending
                and not table("provisions")["amending-kind"].find(value.law)
            ):
                other = self.laws.amended(start, self.quotes)
            return Owner(other, None) if other else Owner(None, self.holder(leaf.part, value.law, steps))
        if value.law:
            target = self.laws.pointed(value.law, start, self._named)
            if target is None:
                self.open.append(span)
            return Owner(target, None) if target else None
        if (mention := self.laws.behind(start)) is not None:
            if mention.target is None:
                return Owner(None, self.holder(leaf.part, "", steps))
            return Owner(mention.target, None, mention.kind)
        if steps[0].unit.depth <= ProvisionUnit.ARTICLE.depth and (law := self.laws.bare(start)) is not None:
            target, place = law
            if target is None:
                return Owner(None, self.holder(leaf.part, "", steps))
            self._named.append((place.start, target))
            self.bare.append((target, place))
            return Owner(target, None)
        return self.alone(span, value, leaf)

    def alone(self, span: Span, value: ProvisionName, leaf: Leaf) -> Owner | tuple[ProvisionStep, ...] | None:
        """Return whose provision it is of which no law is named: in a decision that amends the law that it changes, else the
        text's own where it has it, else that of the law that the clause names before, else that of the law that the text interprets."""
        start, steps, here = span.start, value.steps, self.own[leaf.part]
        if leaf.part in self.amending and (law := self.laws.amended(start, self.quotes)) is not None:
            return Owner(law, None, RelationKind.AMENDS)
        if steps[0].unit.depth > ProvisionUnit.ARTICLE.depth:
            return self.inside(value, leaf)
        if here.find(steps) is not None:
            return Owner(None, leaf.part)
        if (target := self.named_before(start, leaf.clause.own.start)) is not None:
            return Owner(target, None)
        if steps[0].unit is not ProvisionUnit.ARTICLE:
            return None
        if not here.articles and self.laws.subject is not None:
            return Owner(self.laws.subject, None)
        holder = self.holder(leaf.part, "", steps)
        held = self.own[holder].find(steps) is not None
        if not held and self.laws.interpreted is not None:
            return Owner(self.laws.interpreted, None)
        if held or len(here.articles) >= FEWEST:
            return Owner(None, holder)
        self.open.append(span)
        return None

    def inside(self, value: ProvisionName, leaf: Leaf) -> Owner | tuple[ProvisionStep, ...] | None:
        """Return the path of a paragraph or point of which no article is named: in the article that contains it, or in the one that
        this article named last. In a list's point the latter comes first: 违反第十条规定的，处罚如下：（一）违反第一项至第三项的，…"""
        here = self.own[leaf.part]
        ends = (value.steps, (*value.steps[:-1], value.last) if value.last else value.steps)
        article = tuple(step for step in here.path(leaf.clause.eid) if step.unit is ProvisionUnit.ARTICLE)
        if not article:
            return None
        named = self.article[1] if self.article and self.article[0] == (leaf.part, article) else article
        for candidate in (named, article) if leaf.clause.level is Level.POINT else (article, named):
            if all(here.find((*candidate, *end)) for end in ends):
                return (*candidate, *value.steps)
        return None

    def named_before(self, start: int, low: int) -> DocumentReference | None:
        """Return the law that was named last between two offsets, with marks or without."""
        mention = self.laws.before(start, low)
        at, target = (mention.span.start, mention.target) if mention else (low - 1, None)
        if self._named and self._named[-1][0] > at:
            return self._named[-1][1]
        return target

    def holder(self, part: int, words: str, path: Sequence[ProvisionStep]) -> int:
        """Return the own component that a provision is in: the one that is of the kind that the words say (本办法 in the notice
        that issues it), the one that names it, or another one that has it."""
        kind = words.removeprefix("本")
        others = [i for i, component in enumerate(self.components) if component.span is not None and i != part]
        of_kind = [i for i in (part, *others) if kind and _plain(self.components[i].title).endswith(kind)]
        with_articles = [i for i in (part, *others) if len(self.own[i].articles) >= FEWEST]
        candidates = (*of_kind, part, *with_articles)
        for i in candidates:
            if self.own[i].find(path) is not None:
                return i
        return next((i for i in candidates if len(self.own[i].articles) >= FEWEST), part)


def _plain(title: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]$", "", title)
