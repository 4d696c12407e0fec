"""Resolve the provisions that a text names: whose they are, what 前款 and 本条 mean, the members of ranges.

违反本条例第十条第一款、第二款的，依照《岚州市渡口管理办法》第三条处罚。
→ own art_10__para_1, own art_10__para_2, 岚州市渡口管理办法 art_3
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from ingest.extract.sentences import SENTENCE_END, sentence_start
from ingest.model import (
    Back,
    Component,
    DocumentReference,
    Level,
    Mention,
    Provision,
    ProvisionName,
    ProvisionStep,
    ProvisionUnit,
    RelationKind,
    Span,
    WordingOf,
)
from ingest.resolve.laws import Laws, Quotes
from ingest.resolve.markers import begins_next_article, heads_clause
from ingest.resolve.owners import Owner, Owners
from ingest.resolve.ranges import Ranges
from ingest.resolve.relative import nearest, relative
from ingest.resolve.wording import NewWording
from ingest.rules import table
from ingest.segment.provisions import name, rule_made
from ingest.segment.tree import Leaf, Tree

_SAME_REACH = 200  # code points between 同款 and what it points to
_SENTENCE = 160  # code points on either side of a provision that are read for what happens to it
_QUOTED = re.compile(r"“[^”]*(?:”|$)")
_LONGEST_BREACH = 8  # code points before the number


@dataclass(slots=True)
class NamedProvisions:
    """provisions: in printed order. bare: laws named without marks, with their places. wide: ranges that are too wide.
    unread: provisions whose number no text can have.
    reversed: ranges that end before they begin. open: those whose document the text does not name."""

    provisions: list[Provision] = field(default_factory=list)
    bare: list[tuple[DocumentReference, Span]] = field(default_factory=list)
    wide: list[Span] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    reversed: list[Span] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)


def resolve_provisions(
    mentions: Sequence[Mention[ProvisionName]],
    text: str,
    tree: Tree,
    components: Sequence[Component],
    laws: Laws,
    quotes: Quotes,
    *,
    amending: Set[int],
) -> NamedProvisions:
    """Return what the mentions mean. Spans are in `text`. amending: the indices of the components that change the words of others.

    Takes linear time and bounded memory, whatever ranges the text names.
    """
    reader = _ProvisionResolver(text, tree, components, laws, quotes, amending)
    for mention in mentions:
        reader.read(mention)
    return reader.found


@dataclass(slots=True)
class _Last:
    """The provision that was named last: 同款, 该项 and the members of an enumeration go by it."""

    owner: Owner
    path: tuple[ProvisionStep, ...]
    end: int


class _ProvisionResolver:
    def __init__(
        self, text: str, tree: Tree, components: Sequence[Component], laws: Laws, quotes: Quotes, amending: Set[int]
    ) -> None:
        self.text, self.tree = text, tree
        self.laws, self.quotes, self.amending = laws, quotes, amending
        self.owners = Owners(components, laws, quotes, amending=amending)
        self.own = self.owners.own
        self.ranges = Ranges(self.own)
        self.found = NamedProvisions(
            bare=self.owners.bare, wide=self.ranges.wide, reversed=self.ranges.reversed, open=self.owners.open
        )
        self.last: _Last | None = None
        self.changed: tuple[tuple[int, str], tuple[ProvisionStep, ...]] | None = None
        """The provision that an amending act named last, behind the part and the item (八、) that name it."""
        self.breach: tuple[tuple[int, tuple[ProvisionStep, ...]], tuple[ProvisionStep, ...]] | None = None
        """The own article that was named last as breached, behind the part and the article that say so."""
        self.wording = NewWording(text, laws)

    def read(self, mention: Mention[ProvisionName]) -> None:
        start, value = mention.span.start, mention.value
        leaf = self.tree.leaf(start)
        if leaf is None or not self.tree.speaks(start) or self.quotes.quoted(start) or self.laws.inside(start):
            self.last = None
            quote = self.quotes.new_wording(start) if leaf is not None and leaf.part in self.amending else None
            if quote is not None and not self.laws.inside(start):
                self.read_wording(mention, quote)
            return
        if heads_clause(leaf, start, self.text):
            value = replace(value, steps=value.steps[1:])
            if not value.steps:
                self.last = None
                return
        if begins_next_article(mention.span, value, leaf, self.own[leaf.part], self.laws, self.text):
            self.last = None
            return
        if any(step.number == 0 for step in (*value.steps, *([value.last] if value.last else []))):
            self.found.unread.append(mention.span)
            self.last = None
            return
        for owner, path in self.meant(mention.span, value, leaf):
            self.write(mention, value, owner, path)

    def read_wording(self, mention: Mention[ProvisionName], quote: Span) -> None:
        """Read a provision that the new wording of another law names."""
        value = mention.value
        if any(step.number == 0 for step in (*value.steps, *([value.last] if value.last else []))):
            return
        found = self.wording.meant(mention.span, value, quote)
        if (amended := self.wording.amended) is None:
            return
        wording = WordingOf(amended.law, rule_made(amended.path))
        for law, path in found:
            for member in self.ranges.members(mention.span, value, None, path):
                provision = Provision(mention.span, name(member), rule_made(member), law, wording=wording)
                self.found.provisions.append(provision)

    # --- whose, and which ---------------------------------------------------------------------------------------------

    def meant(self, span: Span, value: ProvisionName, leaf: Leaf) -> Iterator[tuple[Owner, tuple[ProvisionStep, ...]]]:
        """Return owner and path of each provision that a mention names; of a range its first."""
        back, here = value.back, self.own[leaf.part]
        if back is not None and back.word == "same":
            if found := self.same(back, span.start):
                yield found[0], (*found[1], *value.steps)
        elif back is not None:
            if breached := self.breached(span.start, value, leaf):
                yield Owner(None, leaf.part), breached
                return
            for path in relative(back, leaf, here, self.text, span.start):
                yield Owner(None, leaf.part), nearest(back, path, value.steps, here)
        elif value.joined and self.last is not None and (last := self.last):
            first = value.steps[0]
            shared = tuple(step for step in last.path if step.unit.depth < first.unit.depth)
            yield last.owner, (*shared, *value.steps)
        elif owner := self.owners.owner(span, value, leaf):
            if isinstance(owner, Owner):
                yield owner, (*self.above(owner, value.steps[0], leaf), *value.steps)
            else:
                yield Owner(None, leaf.part), owner

    def above(self, owner: Owner, first: ProvisionStep, leaf: Leaf) -> tuple[ProvisionStep, ...]:
        """Return the article of a paragraph or point that an amending act names without it (第二十条增加一项，作为第三项).
        It is the one that the same item of the act named last."""
        if owner.kind is not RelationKind.AMENDS or self.changed is None or self.changed[0] != _item(leaf):
            return ()
        if first.unit.depth <= ProvisionUnit.ARTICLE.depth:
            return ()
        return tuple(step for step in self.changed[1] if step.unit.depth < first.unit.depth)

    def same(self, back: Back, start: int) -> tuple[Owner, tuple[ProvisionStep, ...]] | None:
        """Return what 同款 or 该条 points back to."""
        last = self.last
        if last is None or start - last.end > _SAME_REACH:
            return None
        kept = tuple(step for step in last.path if step.unit.depth <= back.unit.depth)
        return (last.owner, kept) if kept and kept[-1].unit is back.unit else None

    def _is_broken(self, start: int) -> bool:
        """Test for the verb of a breach right before a provision."""
        return table("provisions")["breaks"].find(self.text[max(0, start - 2) : start]) is not None

    def breached(self, start: int, value: ProvisionName, leaf: Leaf) -> tuple[ProvisionStep, ...] | None:
        """Return what 本条第二款 means where an article punishes the breach of another one: 违反第十九条规定的，处罚如下：（一）违反
        本条第二款的，… None where it means the article itself."""
        back, here = value.back, self.own[leaf.part]
        if back is None or back.word != "this" or back.unit is not ProvisionUnit.ARTICLE or not value.steps:
            return None
        article = tuple(step for step in here.path(leaf.clause.eid) if step.unit is ProvisionUnit.ARTICLE)
        if self.breach is None or self.breach[0] != (leaf.part, article) or not self._is_broken(start):
            return None
        other = (*self.breach[1], *value.steps)
        listed = leaf.clause.level is Level.POINT or here.find((*article, *value.steps)) is None
        return other if listed and here.find(other) else None

    # --- writing ------------------------------------------------------------------------------------------------------

    def write(
        self, mention: Mention[ProvisionName], value: ProvisionName, owner: Owner, path: tuple[ProvisionStep, ...]
    ) -> None:
        if any(step.number == 0 for step in path):  # 前款 in a first paragraph
            self.found.open.append(mention.span)
            self.last = None
            return
        if owner.law is not None:
            owner = replace(owner, kind=self.kind(owner, mention.span))
        for member in self.ranges.members(mention.span, value, owner.own, path):
            self.found.provisions.append(self.provision(mention, owner, member, value.back is not None))
            self.last = _Last(owner, member, mention.span.end)
        changed = self.tree.leaf(mention.span.start)
        if owner.law is not None and changed is not None and changed.part in self.amending:
            self.changed = _item(changed), path
            if owner.kind is RelationKind.AMENDS:
                self.wording.amends(owner.law, path, joined=value.joined)
        if owner.own is not None and value.back is None and path[0].unit is ProvisionUnit.ARTICLE:
            leaf = self.tree.leaf(mention.span.start)
            if leaf is not None and owner.own == leaf.part:
                article = (
                    step for step in self.own[leaf.part].path(leaf.clause.eid) if step.unit is ProvisionUnit.ARTICLE
                )
                self.owners.article = (leaf.part, tuple(article)), path[:1]
                before = self.text[max(0, mention.span.start - _LONGEST_BREACH) : mention.span.start]
                if table("provisions")["breach-before"].find(before):
                    self.breach = self.owners.article

    def kind(self, owner: Owner, span: Span) -> RelationKind:
        """Return how the text treats another law's provision: whether its sentence, quotations left out, changes it."""
        leaf = self.tree.leaf(span.start)
        if (leaf is None or leaf.part not in self.amending) and owner.kind is not RelationKind.AMENDS:
            return RelationKind.BASED_ON if owner.kind is RelationKind.BASED_ON else RelationKind.CITES
        low, high = max(0, span.start - _SENTENCE), span.end + _SENTENCE
        before = _QUOTED.sub("", self.text[sentence_start(self.text, span.start, low) : span.start])
        behind = SENTENCE_END.split(_QUOTED.sub("", self.text[span.end : high]), maxsplit=1)[0]
        changes = table("provisions")["amending"].find(before + behind) is not None
        return RelationKind.AMENDS if changes else RelationKind.CITES

    def provision(
        self, mention: Mention[ProvisionName], owner: Owner, path: tuple[ProvisionStep, ...], relative: bool
    ) -> Provision:
        eid = self.own[owner.own].find(path) if owner.own is not None else None
        return Provision(
            mention.span,
            name(path),
            eid or rule_made(path),
            owner.law,
            owner.own,
            found=eid is not None,
            kind=owner.kind,
            relative=relative,
        )


def _item(leaf: Leaf) -> tuple[int, str]:
    """Return the part of a clause, and the outermost clause around it."""
    return leaf.part, leaf.clause.eid.partition("__")[0]
