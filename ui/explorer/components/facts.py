"""Show the facts of a document, each as a link to the place where it is printed."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from graph.records.card import DocumentCard, FactWithEvidence
from ontology.enumerations import Field
from ui.explorer import url
from ui.explorer.components.markup import fill, join
from ui.messages import Messages

_RESOURCES = {Field.JURISDICTION, Field.GAZETTE, Field.INSTRUMENT, Field.ATTACHMENT}
"""Fields that follow from the structure of the source: they have no evidence, but are not guessed."""


def panel(card: DocumentCard, clauses: frozenset[str], say: Messages) -> Markup:
    """Return the facts and the sources. clauses: IRIs of those on the page; evidence elsewhere gets no link."""
    fields = join(
        _field(say(f"field.{field}"), list(facts), clauses, card, say)
        for field, facts in groupby(card.facts, key=lambda fact: fact.field)
    )
    return fill('<dl class="zm-facts">{}{}</dl>', fields, _sources(card, say))


def _sources(card: DocumentCard, say: Messages) -> Markup:
    """Return the source that is shown, and links to the others that print the document."""
    names = join(
        fill('<div class="zm-quiet">{}</div>', name)
        if iri == card.source
        else fill('<div><a href="{}">{}</a></div>', url.document(card.iri, source=iri), name)
        for iri, name in card.sources
    )
    return fill("<dt>{}</dt><dd>{}</dd>", say("document.source"), names)


def _field(
    label: str, facts: Sequence[FactWithEvidence], clauses: frozenset[str], card: DocumentCard, say: Messages
) -> Markup:
    return fill("<dt>{}</dt><dd>{}</dd>", label, join(_value(fact, clauses, card, say) for fact in facts))


def _value(fact: FactWithEvidence, clauses: frozenset[str], card: DocumentCard, say: Messages) -> Markup:
    label = fact.value.label(say.language)
    part = next((part for part in card.parts if part.iri == fact.value.iri and part.clauses), None)
    if fact.evidence and fact.evidence.clause in clauses:
        link = fill(
            '<a class="zm-value" href="#{}" title="{}">{}</a>',
            fact.anchor,
            fact.evidence.exact,
            label,
        )
    elif part:
        link = fill('<a class="zm-value" href="#{}">{}</a>', part.anchor, label)
    else:
        link = fill('<span class="zm-value">{}</span>', label)
    if fact.field is Field.ISSUER and fact.value.iri:
        link += fill(
            ' <a class="zm-out" href="{}" title="{}">→</a>',
            url.agency(fact.value.iri),
            say("agency.page"),
        )
    if fact.evidence is None and fact.field not in _RESOURCES:
        link += fill(' <em title="{}">{}</em>', say("document.inferred_help"), say("document.inferred"))
    return fill('<div lang="zh">{}</div>', link)


def where(fact: FactWithEvidence, say: Messages) -> str:
    """Return the tooltip of a marked place."""
    if fact.evidence is None:
        return ""
    place = say(
        "document.evidence_help",
        start=fact.evidence.source_start,
        end=fact.evidence.source_end,
        rule=fact.evidence.rule or "–",
    )
    return f"{say('field.' + fact.field)}: {fact.value.label(say.language)} · {place}"
