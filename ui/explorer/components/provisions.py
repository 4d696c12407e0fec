"""Provisions on a document's page: a named one opens its words in place, and each article has beside it the documents that name it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from graph.records.alignment import ArticleChange
from graph.records.card import ClauseNode, DocumentCard
from graph.records.excerpts import shorten
from graph.records.page_provisions import NO_LATER_WORDS, Citing, PageProvisions, WordsByArticle, WordsOnDay
from graph.records.provisions import Citation, NamedProvision, article_of, place_of
from ontology.iri import anchor, below
from ontology.numbers import provision_title
from ui.explorer import url
from ui.explorer.components.evidence import Mark
from ui.explorer.components.markup import fill, join
from ui.messages import Messages

_WORDS = 200
"""Characters of a provision that open in place; the rest is a click away."""
_SHOWN = 50
"""How many places that name an article are listed."""


def provision_marks(
    card: DocumentCard,
    found: PageProvisions,
    say: Messages,
    as_of: str = "",
    later: WordsByArticle = NO_LATER_WORDS,
) -> Iterator[tuple[str, Mark]]:
    """Yield the marks of the provisions that the text names, by clause. The members of a range share one mark. as_of: the day that
    links to other documents keep. later: what articles of earlier texts are in the texts of the page's day."""
    nodes = dict(_all(card))
    notes: dict[tuple[str, bool, str, str], Markup] = {}

    def noted(one: NamedProvision) -> Markup:
        key = one.name, one.own, one.meant, one.document  # a law names the same article dozens of times
        if key not in notes:
            now = later.get((one.document, article_of(one.name)))
            notes[key] = _note(one, nodes, card, found, say, as_of, now)
        return notes[key]

    for clause, named in found.named.items():
        by_span: dict[tuple[int, int], list[NamedProvision]] = {}
        for one in named:
            by_span.setdefault((one.start, one.end), []).append(one)
        for (start, end), members in by_span.items():
            note = noted(members[0]) if len(members) == 1 else join(map(noted, members[:_MEMBERS]))
            yield clause, Mark(start, end, "", look="zm-provision-mark", note=note)


_MEMBERS = 6  # members of a range whose words open in place


def _note(
    one: NamedProvision,
    nodes: Mapping[str, ClauseNode],
    card: DocumentCard,
    found: PageProvisions,
    say: Messages,
    as_of: str,
    now: WordsOnDay | None,
) -> Markup:
    """Return the provision as lawyers cite it, its words, and the way to it. now: what it is in the later
    text of the page's day, whose words come first."""
    title = provision_title(one.name)
    if one.own:
        node = nodes.get(one.meant)
        words, href = (_whole(node), f"#{node.anchor}") if node else ("", "")
        cited = f"《{card.title}》{title}" if card.title else title
    else:
        words = found.words.get(one.meant, "")
        href = url.document(one.meant or one.document, as_of=as_of) if one.meant or one.document else ""
        cited = f"《{one.law}》{title}" if one.law else title
    said = shorten(" ".join(words.split()), _WORDS) or say("provision.absent")
    go = fill(' <a href="{}">{}</a>', href, say("provision.opens")) if href else Markup("")
    which = Markup("")
    if one.text_day:
        told = say("provision.text_cited" if now is not None else "provision.text_of", day=one.text_day)
        later, day = one.later
        beside = url.compare(old=one.document, new=later) if later else ""
        link = fill(' <a href="{}">{}</a>', beside, say("provision.later", day=day)) if later else Markup("")
        which = fill(" <small>{}{}</small>", told, link)
    head = '<cite class="zm-copy" role="button" tabindex="0" title="{}">{}</cite>'
    if now is not None:
        return fill(
            head + "{}{}<span>{}</span>{}", say("provision.copy"), cited, _on_day(now, say, as_of), which, said, go
        )
    return fill(head + "<span>{}</span>{}{}", say("provision.copy"), cited, said, go, which)


def _on_day(now: WordsOnDay, say: Messages, as_of: str) -> Markup:
    """Return the counterpart of an article of an earlier text in the text of the page's day: its number, how alike the words are, and
    the words."""
    its = now.became
    articles = "、".join(map(provision_title, its.articles))
    told = say(f"provision.on_day_{its.change}", day=now.day, now=articles, percent=round(its.likeness * 100))
    words = shorten(" ".join(its.new.split()), _WORDS) if its.change not in _SAME_WORDS else ""
    href = url.document(f"{now.edition}/{its.articles[0]}" if its.articles else now.edition, as_of=as_of)
    template = '<small class="zm-on-day">{}</small><span>{}</span> <a href="{}">{}</a>'
    return fill(template, told, words, href, say("provision.opens"))


_SAME_WORDS = (ArticleChange.SAME, ArticleChange.RENUMBERED)


def _whole(node: ClauseNode) -> str:
    """Return the words of a clause with those below it, as far as they are shown."""
    words = node.text
    for child in node.children:
        if len(words) > _WORDS:
            break
        words += "\n" + _whole(child)
    return words


def beside(card: DocumentCard, found: PageProvisions, say: Messages, as_of: str = "") -> dict[str, Markup]:
    """Return the note below each article, by its IRI: how often it is named, in the text and by others, and where."""
    articles: dict[str, ClauseNode] = {}
    by_eid: dict[str, ClauseNode] = {}
    for article in _articles(card):
        by_eid.setdefault(article.eid, article)
        articles.update((node.iri, article) for node in _below(article))
    own: defaultdict[str, dict[str, ClauseNode]] = defaultdict(dict)
    times: Counter[str] = Counter()
    others: defaultdict[str, list[Citing]] = defaultdict(list)
    for clause, named in found.named.items():
        for one in named:
            target, here = articles.get(one.meant), articles.get(clause)
            if one.own and target is not None and here is not None and here is not target:
                times[target.iri] += 1
                own[target.iri][here.iri] = here
    for place in found.citing:
        target = articles.get(place.meant) or by_eid.get(place.article)
        if target is not None:
            others[target.iri].append(place)
    return {
        iri: _cited(times[iri], list(own[iri].values()), others[iri], say, as_of)
        for iri in dict.fromkeys((*own, *others))
    }


def _cited(times: int, own: Sequence[ClauseNode], others: Sequence[Citing], say: Messages, as_of: str) -> Markup:
    kinds = Counter(place.kind for place in others)
    counted = [f"{say('provision.in_text')} {times}"] if times else []
    counted += [f"{say(f'relation.{kind}_by')} {count}" for kind, count in sorted(kinds.items())]
    rows = [fill('<li><a href="#{}">{}</a></li>', node.anchor, node.marker or node.eid) for node in own[:_SHOWN]]
    for place in others[: _SHOWN - len(rows)]:
        href = url.document(place.document, anchor=anchor(place.below), as_of=as_of)
        kind = say(f"relation.{place.kind}_by")
        unknown = fill(" <small>{}</small>", say("provision.unknown_edition")) if place.unknown_text else Markup("")
        rows.append(
            fill('<li>{} <a href="{}">{} {}</a>{}</li>', kind, href, place.label, place_of(place.below), unknown)
        )
    template = '<details class="zm-cited"><summary>{}</summary><ul>{}</ul></details>'
    return fill(template, " · ".join(counted), join(rows))


def earlier(named: Sequence[Citation], as_of: str, say: Messages) -> Markup:
    """Return who names articles of earlier editions of a law, by their counterparts in its present text; those that are gone come last."""
    by_article: defaultdict[tuple[str, ...], list[Citation]] = defaultdict(list)
    for one in named:
        by_article[one.became.articles if one.became else ()].append(one)
    groups = join(
        fill(
            '<details class="zm-cited"><summary>{} · {}</summary><ul>{}</ul></details>',
            "、".join(map(provision_title, articles)) or say("provision.ended"),
            len(places),
            join(_earlier_place(one, as_of, say) for one in places[:_SHOWN]),
        )
        for articles, places in sorted(by_article.items(), key=lambda item: (not item[0], _numbers(item[0])))
    )
    return fill('<h2 class="zm-h2">{}</h2>{}', say("provision.earlier"), groups)


def _earlier_place(one: Citation, as_of: str, say: Messages) -> Markup:
    became = one.became
    href = url.document(one.citing, anchor=anchor(below(one.named.clause, one.citing)), as_of=as_of)
    if became is None:
        return Markup("")
    now = "、".join(map(provision_title, became.articles)) or say("provision.nowhere")
    said = say(f"provision.{became.change}", now=now, percent=round(became.likeness * 100))
    template = '<li><a href="{}">{} {}</a> <a href="{}">{}</a> <small>{}</small></li>'
    meant = url.document(one.named.meant or one.edition, as_of=as_of)
    here = place_of(below(one.named.clause, one.citing))
    return fill(template, href, one.label, here, meant, provision_title(one.named.name), said)


def _numbers(articles: Sequence[str]) -> list[int]:
    return [int(digits) for article in articles for digits in re.findall(r"\d+", article)]


def _all(card: DocumentCard) -> Iterator[tuple[str, ClauseNode]]:
    for part in card.parts:
        for node in part.clauses:
            yield from ((inner.iri, inner) for inner in _below(node))


def _articles(card: DocumentCard) -> Iterator[ClauseNode]:
    for _, node in _all(card):
        if node.level == "article":
            yield node


def _below(node: ClauseNode) -> Iterator[ClauseNode]:
    """Yield a clause and all inside it. Clauses nest a few levels deep."""
    yield node
    for child in node.children:
        yield from _below(child)
