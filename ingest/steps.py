"""Turn a text into documents, step by step: structure, facts, mentions, resolution, assembly.

`parse` divides the normalized text into drafts, one a document, and runs STEPS over each of them. A step reads what the steps
before it wrote into the draft and writes fields of its own. `ingest.triples` turns the outcome into RDF.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from ingest.assemble.inner import inner_issues
from ingest.assemble.issues import (
    document_issues,
    label_issue,
    leftover_issue,
    provision_issues,
    repeated_issue,
    table_issue,
    traditional_issue,
    undated_issue,
    unread_issue,
)
from ingest.assemble.links import linked
from ingest.assemble.numbering import numbered, numbered_issues
from ingest.assemble.tasks import clause_tasks, headed_tasks, table_tasks
from ingest.draft import Draft, Extract
from ingest.extract import extractors
from ingest.extract.facts import read_facts, starts_otherwise
from ingest.extract.gazette import gazette_issue
from ingest.extract.passages import passages
from ingest.extract.relations import relations
from ingest.extract.tasktables import document_rows
from ingest.extract.unreadtables import unread_tables
from ingest.lexicon.official import official_name
from ingest.model import Document, Fact, Field, Publication
from ingest.read.normalize import NormalizedText
from ingest.resolve.acts import guarded_by_words
from ingest.resolve.agencies import resolve_agencies
from ingest.resolve.barelaws import bare_relations
from ingest.resolve.breaches import guarded, resolve_breaches
from ingest.resolve.context import Context, find_aliases, read_occasion
from ingest.resolve.deadlines import resolve_deadlines, undated
from ingest.resolve.laws import Laws, Quotes
from ingest.resolve.numbers import placed_number, with_owner
from ingest.resolve.ownplace import own_place
from ingest.resolve.parties import resolve_authority, resolve_duties, resolve_phrases
from ingest.resolve.place import coded_issuer, document_place, is_foreign
from ingest.resolve.provisions import resolve_provisions
from ingest.resolve.reach import resolve_definitions
from ingest.resolve.references import key, resolve_references, with_effect_day
from ingest.resolve.validity import publication_day, validity_facts
from ingest.resolve.workingdays import in_working_days
from ingest.rules import table
from ingest.segment.annexlists import mark_annex_lists
from ingest.segment.documents import divide
from ingest.segment.labels import mark_labels
from ingest.segment.paragraphs import split
from ingest.segment.parts import own_spans
from ingest.segment.tree import Covered
from ontology.places import Places


def parse(normalized: NormalizedText, extract: Extract = extractors.find_mentions) -> Publication:
    """Parse what a source publishes. Every paragraph is in a document's component, or an issue reports it.

    extract: finds the mentions in a document's text. An exception that a step raises carries a note that names the step.
    """
    return parse_drafts(normalized, extract)[0]


def parse_drafts(
    normalized: NormalizedText, extract: Extract = extractors.find_mentions
) -> tuple[Publication, tuple[Draft, ...]]:
    """Parse as `parse` does, and return beside the publication the drafts of its documents, with every mention in them."""
    gazette, places = gazette_issue(normalized), Places.load()
    place = document_place([gazette.title], None, places) if gazette else None
    paragraphs = mark_annex_lists(mark_labels(split(normalized)))
    division = divide(normalized, paragraphs)
    documents, drafts, issues, leftovers = [], [], [], list(division.unattributed)
    for ordinal, extent in enumerate(division.documents, 1):
        draft = Draft.start(ordinal, normalized, paragraphs, extent, place, places)
        documents.append(_run(draft, extract))
        drafts.append(draft)
        issues += document_issues(documents[-1], normalized)
        issues += inner_issues(documents[-1], normalized)
        issues += provision_issues(draft.named_provisions, ordinal, normalized)
        issues += [label_issue(label, told, ordinal, normalized) for label, told in draft.printed.contradictions]
        issues += [unread_issue(unread, ordinal, normalized) for unread in draft.mentions.unread]
        issues += [table_issue(span, ordinal, normalized) for span in draft.unread_rows]
        issues += [undated_issue(span, ordinal, normalized) for span in draft.undated]
        if draft.end < extent.end:
            leftovers.append(range(draft.end, extent.end))
    leftovers.sort(key=lambda run: run.start)
    issues += traditional_issue(normalized)
    issues += [repeated_issue(paragraphs[run.start : run.stop], normalized) for run in division.repeated]
    issues += [leftover_issue(paragraphs[run.start : run.stop], normalized) for run in leftovers]
    return Publication(tuple(documents), gazette, numbered_issues(issues)), tuple(drafts)


def _run(draft: Draft, extract: Extract) -> Document:
    for name, step in STEPS.items():
        try:
            step(draft, extract)
        except Exception as error:
            error.add_note(f"in the step {name!r} of document {draft.ordinal}")
            raise
    document = linked(numbered(draft.document()), draft.text)
    sanctions = guarded(document.sanctions, document.duties, draft.tree, draft.text)
    return replace(document, sanctions=tuple(guarded_by_words(sanctions, document.duties, draft.text)))


# --- the steps ------------------------------------------------------------------------------------------------------------


def read_elements(draft: Draft, extract: Extract) -> None:
    """Read what heading, number, signature, imprint and the note under a law's heading print."""
    draft.printed = read_facts(draft.elements)


def find_mentions(draft: Draft, extract: Extract) -> None:
    """Find what sentences and table rows mention: names, time limits, duties, references, …"""
    mentions = extract(draft.span.slice(draft.text)).shifted(draft.span.start)
    draft.mentions = mentions.outside(draft.elements.label_spans())
    paragraphs, outline = draft.elements.paragraphs, draft.elements.outline
    draft.rows = tuple(document_rows(paragraphs, outline))
    draft.unread_rows = tuple(unread_tables(paragraphs, outline, draft.rows))


def resolve_validity(draft: Draft, extract: Extract) -> None:
    """Read from when until when the document is in force, by its own statements; the note under a heading gives what they leave open."""
    printed, own = draft.printed, own_spans(draft.elements.paragraphs, draft.elements.outline)
    starts = [span.start for span in own]
    stated = [
        mention
        for mention in draft.mentions.validity
        if (i := bisect_right(starts, mention.span.start)) and own[i - 1].contains(mention.span)
    ]
    facts = [*printed.facts, *validity_facts(stated, printed.signed or publication_day(printed.note))]
    known = {fact.field for fact in facts}
    differing = starts_otherwise(draft.elements, facts)
    draft.printed = replace(printed, contradictions=(*printed.contradictions, *differing))
    draft.facts = (*facts, *(fact for fact in printed.note if fact.field not in known))


def resolve_context(draft: Draft, extract: Extract) -> None:
    """Find the document's place and time, and the short names that it gives."""
    places = draft.context.places
    text = draft.span.slice(draft.text)
    printed = next((fact for fact in draft.facts if fact.field is Field.NUMBER), None)
    if not draft.values(Field.ISSUER) and printed:
        addressees = draft.values(Field.ADDRESSEE)
        if issuer := coded_issuer(draft.printed.number, draft.values(Field.TITLE), places, addressees, text):
            draft.facts = (*draft.facts, Fact(Field.ISSUER, issuer, printed.span, "numbers.government-code"))
    place = document_place(draft.values(Field.ISSUER), draft.context.place, places)
    if place is None and draft.context.place is None:
        issuers, headings, number = draft.values(Field.ISSUER), draft.values(Field.TITLE), draft.printed.number
        place = own_place(issuers, headings, draft.titles(), number, text, draft.elements, places)
        draft.facts = tuple(_placed(fact, place, draft) for fact in draft.facts)
    place = place or draft.context.place
    if place and (own := draft.printed.number) and (full := placed_number(own, place, places)) != own:
        draft.printed = replace(draft.printed, number=full)
        draft.facts = tuple(
            replace(fact, value=str(full)) if fact.field is Field.NUMBER else fact for fact in draft.facts
        )
    occasion = read_occasion(draft.facts, draft.printed.signed, draft.printed.number, text)
    aliases = find_aliases(draft.tree.span.slice(draft.text))
    foreign = place is None and is_foreign(draft.values(Field.ISSUER), places)
    draft.context = Context(place, places, occasion, aliases, foreign)


def _placed(fact: Fact, place: str | None, draft: Draft) -> Fact:
    """Give an issuer that a heading names without its place (省人民政府) the place that the number or the text gives."""
    if fact.field is not Field.ISSUER or place is None:
        return fact
    name = official_name(str(fact.value), place, draft.context.places, on=draft.printed.signed)
    return replace(fact, value=name)


def resolve_targets(draft: Draft, extract: Extract) -> None:
    """Resolve the references to documents, and find how this document treats them."""
    number = draft.printed.number
    named = relations(
        draft.text,
        draft.mentions.references,
        passages(draft.elements.paragraphs, draft.elements.outline),
        draft.printed.signed.year if draft.printed.signed else None,
    )
    found = resolve_references(named, draft.titles(), str(number) if number else None, draft.text)
    dated = (with_effect_day(relation, draft.printed.signed) for relation in found.relations)
    asking = draft.values(Field.ADDRESSEE)
    draft.relations = tuple(with_owner(relation, number, draft.context, draft.text, asking) for relation in dated)
    draft.unresolved, draft.meant = tuple(found.unresolved), tuple(found.meant)


def _amending(draft: Draft) -> frozenset[int]:
    """Return the indices of the components that change the words of others: those of a decision but the text that it amends, or the
    decision that an order carries."""
    rule = table("provisions")["amending-title"]
    restated = {i for i, part in enumerate(draft.elements.outline.parts) if part.restated}
    whole = any(rule.find(title) for title in draft.titles()[:1])
    return frozenset(
        i for i, part in enumerate(draft.components) if i not in restated and (whole or rule.find(part.title))
    )


def resolve_clauses(draft: Draft, extract: Extract) -> None:
    """Resolve the provisions that the text names, its own and those of other laws; a law named without marks becomes a reference."""
    titles, text = draft.titles(), draft.text
    amending = _amending(draft)
    draft.named_provisions = resolve_provisions(
        draft.mentions.provisions,
        text,
        draft.tree,
        draft.components,
        Laws(text, draft.meant, titles),
        Quotes(text, draft.span, all_of_them=bool(amending)),
        amending=amending,
    )
    known = {key(relation.target) for relation in draft.relations}
    new = [
        with_owner(relation, draft.printed.number, draft.context, text)
        for relation in bare_relations(draft.named_provisions.bare, known, text, titles)
    ]
    draft.relations = tuple(sorted((*draft.relations, *new), key=lambda relation: relation.span))


def resolve_bodies(draft: Draft, extract: Extract) -> None:
    """Resolve names to bodies: agencies that the text names, parties of tasks, bearers of duties."""
    mentions, context, rows = draft.mentions, draft.context, Covered(span for row in draft.rows for span in row.texts)
    phrases = [m for m in mentions.parties if draft.tree.speaks(m.span.start) and not rows.touch(m.span)]
    duties = [m.value for m in mentions.duties if draft.tree.speaks(m.value.sentence.start)]
    draft.agencies = resolve_agencies(mentions.agencies, draft.elements.salutation(), context)
    draft.phrases = tuple(resolve_phrases(phrases, draft.text, draft.tree, context))
    draft.duties = tuple(resolve_duties(duties, draft.text, draft.tree, context))


def resolve_sanctions(draft: Draft, extract: Extract) -> None:
    """Find the provisions that the sanctions name as breached, and the bodies that impose the measures."""
    told = [m.value for m in draft.mentions.sanctions if draft.tree.speaks(m.value.sentence.start)]
    breached = resolve_breaches(told, draft.named_provisions.provisions, draft.text)
    draft.sanctions = tuple(resolve_authority(sanction, draft.context) for sanction in breached)


def resolve_words(draft: Draft, extract: Extract) -> None:
    """Find the part of the text to which each definition and short name applies."""
    draft.definitions = tuple(resolve_definitions(draft.mentions.definitions, draft.tree, draft.components))


def resolve_times(draft: Draft, extract: Extract) -> None:
    """Resolve the time limits to days. What a table's own column or a statement of validity says is no limit of a sentence."""
    in_rows = [mention for row in draft.rows for mention in row.times]
    taken = Covered([*(m.span for m in draft.mentions.validity), *(m.span for m in in_rows)])
    times = [m for m in draft.mentions.deadlines if draft.tree.speaks(m.span.start) and not taken.touch(m.span)]
    times = list(in_working_days(times, draft.text, draft.span.slice(draft.text)))
    occasion = draft.context.occasion
    limits = [
        *resolve_deadlines(times, draft.text, occasion),
        *resolve_deadlines(in_rows, draft.text, occasion, limits=True),
    ]
    draft.deadlines = tuple(sorted(limits, key=lambda limit: limit.span))
    read = {limit.span for limit in limits}
    unread = [mention for mention in (*times, *in_rows) if mention.span not in read]
    draft.undated = tuple(sorted(undated(unread, draft.text, occasion)))


def assemble_tasks(draft: Draft, extract: Extract) -> None:
    """Find the clause or row that each assigning phrase assigns."""
    tasks = [
        *table_tasks(draft.rows, draft.context),
        *clause_tasks(draft.phrases, draft.tree, draft.text),
        *headed_tasks(draft.phrases, draft.tree, draft.text, draft.context),
    ]
    draft.tasks = tuple(sorted(tasks, key=lambda task: task.at))


STEPS: dict[str, Callable[[Draft, Extract], None]] = {
    "elements": read_elements,
    "mentions": find_mentions,
    "validity": resolve_validity,
    "context": resolve_context,
    "references": resolve_targets,
    "provisions": resolve_clauses,
    "bodies": resolve_bodies,
    "sanctions": resolve_sanctions,
    "definitions": resolve_words,
    "times": resolve_times,
    "tasks": assemble_tasks,
}
"""The steps in the order in which they run, by the names that faults are reported with."""
