"""Show what was read from texts before they are built into the store: documents with facts, relations and tasks, each with its
sentence; issues and findings; and what building would change.

Nothing here links to a page, because these documents have none yet.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from graph.records.card import DocumentCard
from graph.records.documents import DocumentRow
from graph.records.excerpts import join_cells, shorten
from graph.records.findings import FindingRow
from graph.records.references import RelationRow
from graph.records.work import DutyRow, Limit, TaskRow
from ontology.iri import named_by_file
from ui.explorer.components import figures, findings, particulars, relations, times, work
from ui.explorer.components.figures import Count
from ui.explorer.components.markup import fill, join, show
from ui.explorer.components.relations import QUOTE
from ui.explorer.intake import Changes, DocumentPreview, Trial, UnreadText
from ui.messages import Messages

SHOWN = 8
"""How many lines of one kind are shown before the rest is folded away."""
OPEN = 3
"""Up to how many documents are all unfolded."""


def readings(tried: Trial, count: int, cited: Mapping[str, Markup], say: Messages) -> None:
    """Show the documents of a trial. count: number of texts. cited: the store's record of each document that they cite, by IRI."""
    show('<h2 class="zm-h2">{}<small>{}</small></h2>', say("add.preview"), say("add.preview_note"))
    read = tried.documents
    figures.tiles(
        [
            Count(say("add.documents"), len(read)),
            Count(say("relation.title"), sum(len(reading.relations.outgoing) for reading in read)),
            Count(say("work.tasks"), sum(len(reading.work.tasks) for reading in read)),
            Count(say("work.limits"), sum(len(reading.work.limits) for reading in read)),
            Count(say("work.duties"), sum(len(reading.work.duties) for reading in read)),
            Count(say("document.findings"), len(tried.findings)),
        ]
    )
    for unread in tried.unread:
        words = say("add.unread", name=unread.name, why=_reason(unread, say))
        show('<p class="zm-notice zm-refused" role="alert">{}</p>', words)
    if not read and not tried.unread:
        show('<p class="zm-notice">{}</p>', say("add.nothing"))
    several = count > 1
    for source, group in groupby(read, key=lambda reading: reading.source):
        here = list(group)
        show(
            '<div class="zm-trial">{}{}</div>',
            fill('<h3 class="zm-source">{}</h3>', source) if several else Markup(""),
            join(_reading(reading, tried, cited, say, opened=len(read) <= OPEN) for reading in here),
        )
    _rest(tried, say)


def changes(found: Changes, same: Collection[str], stored: Mapping[str, DocumentRow], say: Messages) -> None:
    """Show what replacing would change, by name. same: names whose text is unchanged; stored: the store's documents by IRI."""
    for name, (gone, new, again) in found.items():
        if name in same:
            show('<p class="zm-notice">{}</p>', say("add.unchanged", name=name))
            continue
        counts = say("add.replaces", name=name, gone=len(gone), new=len(new), same=len(again))
        show('<p class="zm-notice">{}</p>{}', counts, _named(say("add.gone"), gone, stored))


def _named(title: str, iris: Iterable[str], stored: Mapping[str, DocumentRow]) -> Markup:
    rows = [stored[iri] for iri in sorted(iris) if iri in stored]
    items = join(fill('<li lang="zh">{} {}</li>', row.number, row.title) for row in rows)
    return fill('<p class="zm-quiet">{}</p><ul class="zm-brief">{}</ul>', title, items) if rows else Markup("")


def elsewhere(found: Mapping[str, tuple[str, ...]], tried: Trial, say: Messages) -> None:
    """Show which documents the store already has from other texts."""
    if not found:
        return
    labels = {reading.row.iri: _label(reading, say) for reading in tried.documents}
    joint = "、" if say.language == "zh" else ", "
    items = join(
        fill("<li>{}</li>", say("add.printed_in", document=labels[iri], names=joint.join(names)))
        for iri, names in found.items()
    )
    show('<p class="zm-quiet">{}</p><ul class="zm-brief">{}</ul>', say("add.elsewhere"), items)


def _reading(
    reading: DocumentPreview, tried: Trial, cited: Mapping[str, Markup], say: Messages, *, opened: bool
) -> Markup:
    done, said, card = reading.work, reading.relations.outgoing, reading.card
    counts = [
        (say("relation.title"), len(said)),
        (say("work.tasks"), len(done.tasks)),
        (say("work.limits"), len(done.limits)),
        (say("work.duties"), len(done.duties)),
    ]
    found = tried.findings_of(reading.row)
    notes = join(fill("<li>{}</li>", (n.en if say.language == "en" else n.zh) or n.zh) for n in card.notes)
    return fill(
        '<details{}><summary><b lang="zh">{}</b><span class="zm-list-number" lang="zh">{}</span><span>{}</span></summary>{}</details>',
        Markup(" open") if opened else Markup(""),
        reading.row.title or named_by_file(reading.row.iri) or say("documents.no_title"),
        reading.row.number or say("documents.no_number"),
        " · ".join(f"{label} {count}" for label, count in counts if count),
        join(
            [
                _facts(card, say),
                _section(say("relation.outgoing"), [_relation(row, cited, say) for row in said], say),
                _section(say("work.tasks"), [_task(task, say) for task in done.tasks], say),
                _section(say("work.limits"), [_limit(limit, say) for limit in done.limits], say),
                _section(say("work.duties"), [_duty(duty, say) for duty in done.duties], say),
                fill('<h4>{}</h4><ul class="zm-brief">{}</ul>', say("document.notes"), notes) if notes else Markup(""),
                _section(say("document.findings"), _findings(found, say), say),
            ]
        ),
    )


def _facts(card: DocumentCard, say: Messages) -> Markup:
    """Return each value, with the words that prove it where they differ."""
    fields = [
        fill(
            "<dt>{}</dt><dd>{}</dd>",
            say(f"field.{field}"),
            join(
                _value(fact.value.label(say.language), fact.evidence.exact if fact.evidence else "") for fact in facts
            ),
        )
        for field, facts in groupby(card.facts, key=lambda fact: fact.field)
    ]
    return fill('<dl class="zm-facts">{}</dl>', join(fields))


def _value(label: str, printed: str) -> Markup:
    words = " ".join(printed.split())
    beside = (
        fill(' <span class="zm-quiet">“{}”</span>', shorten(words, QUOTE))
        if "".join(words.split()) not in ("", label)
        else Markup("")
    )
    return fill('<div lang="zh">{}{}</div>', label, beside)


def _section(title: str, lines: Sequence[Markup], say: Messages) -> Markup:
    if not lines:
        return Markup("")
    return fill("<h4>{}<small>{}</small></h4>{}", title, len(lines), work.folded(lines, SHOWN, say))


def _line(head: Iterable[Markup], sentence: str, called: str = "") -> Markup:
    """Return a value, and the words that it was read from."""
    before, printed, after = (
        shorten(join_cells(sentence), QUOTE, called).partition(called)
        if called
        else (shorten(join_cells(sentence), QUOTE), "", "")
    )
    quote = fill('<blockquote lang="zh">{}<b>{}</b>{}</blockquote>', before, printed, after) if sentence else Markup("")
    return fill('<li><div class="zm-said">{}</div>{}</li>', join(head), quote)


def _relation(row: RelationRow, cited: Mapping[str, Markup], say: Messages) -> Markup:
    named = " ".join(filter(None, [f"《{row.title}》" if row.title else "", row.number]))
    head = [relations.tag(row.kind, relations.name(row.kind, say)), fill('<span lang="zh">{}</span>', named)]
    if row.iri in cited:
        head.append(cited[row.iri])
    if not row.iri:
        reason = row.reason if say.language == "en" else row.reason_zh
        head.append(fill('<em title="{}">{}</em>', reason, say("relation.open")))
    return _line(head, row.quote, row.title or row.number)


def _task(task: TaskRow, say: Messages) -> Markup:
    head = [
        fill(
            '<span class="zm-kind zm-w-party">{}</span><span lang="zh">{}</span>', particulars.role(p.role, say), p.name
        )
        for p in task.parties
    ]
    head += [_when(limit, say) for limit in task.limits]
    return _line(head, task.text)


def _limit(limit: Limit, say: Messages) -> Markup:
    kind = fill('<span class="zm-kind zm-w-limit">{}</span>', work.kind(limit.kind, say))
    return _line([kind, _when(limit, say)], limit.quote, limit.printed)


def _when(limit: Limit, say: Messages) -> Markup:
    return fill('<span class="zm-value">{}</span>', times.words(limit, say))


def _duty(duty: DutyRow, say: Messages) -> Markup:
    kind = fill('<span class="zm-kind zm-w-{}">{}</span>', duty.modality, work.modality(duty.modality, say))
    return _line([kind, fill('<span lang="zh">{}</span>', duty.bearer)], duty.sentence, duty.cue)


def _rest(tried: Trial, say: Messages) -> None:
    """Show the issues and findings that concern no single document."""
    others = tried.other_findings()
    if tried.remarks:
        items = join(fill("<li>{} · {}</li>", remark.name, _reason(remark, say)) for remark in tried.remarks)
        show('<h3 class="zm-h2">{}</h3><ul class="zm-brief">{}</ul>', say("document.notes"), items)
    if others:
        title = say("document.findings")
        inside = work.folded(_findings(others, say, named=True), SHOWN, say)
        show('<div class="zm-trial"><h4>{}<small>{}</small></h4>{}</div>', title, len(others), inside)


def _findings(found: Iterable[FindingRow], say: Messages, *, named: bool = False) -> list[Markup]:
    """Return each message once, with how often it occurs. named: add the name of what it concerns."""
    counts = Counter(
        (row.finding.severity, row.message(say.language), row.finding.label if named else "") for row in found
    )
    return [
        fill(
            "<li>{}{}{}{}</li>",
            findings.badge(severity, say),
            fill('<b lang="zh">{}</b> ', label) if label else Markup(""),
            message,
            fill(' <span class="zm-quiet">×{}</span>', count) if count > 1 else Markup(""),
        )
        for (severity, message, label), count in counts.items()
    ]


def _label(reading: DocumentPreview, say: Messages) -> str:
    return reading.row.number or reading.row.title or named_by_file(reading.row.iri) or say("documents.no_title")


def _reason(unread: UnreadText, say: Messages) -> str:
    return unread.en if say.language == "en" else unread.zh
