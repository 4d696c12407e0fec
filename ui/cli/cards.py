"""Print documents, relations and statuses on the terminal."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table

from graph.derive.status import StatusEvent
from graph.records.alignment import ArticleChange
from graph.records.card import ClauseNode, DocumentCard, FactWithEvidence
from graph.records.documents import DocumentRow
from graph.records.excerpts import fit, shorten_inside
from graph.records.identity import Identity
from graph.records.provisions import Citation, place_of
from graph.records.references import RelationRow, Relations
from graph.records.status_history import PRESUMED, StatusHistory
from graph.records.stock import StaleBasis
from graph.records.wording import Lacking
from ontology.enumerations import Language
from ontology.iri import named_by_file
from ontology.numbers import provision_title
from ui.cli.console import chinese, shown, terminal
from ui.explorer.answers import claimed, limits, unseen
from ui.messages import Messages, load

_QUOTE = 60
_WORDS = 240  # characters of an article that is shown beside its former words


def list_documents(rows: Sequence[DocumentRow], asked: str) -> None:
    """Print the documents that a text (`asked`) names, one a line, and how to name one of them."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for heading in ("文号", "成文日期", "标题"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(shown(row.number), shown(row.signed), shown(row.title or named_by_file(row.iri)))
    terminal().print(table)
    texts = len({row.title for row in rows}) == 1 and any(row.signed for row in rows)
    day = max(row.signed for row in rows)
    if chinese():
        print(f"{len(rows)} 件；请用" + (f"日期指明其中一件：{asked}@{day}" if texts else "文号指明其中一件"))
    else:
        print(f"{len(rows)} documents; name one by its " + (f"day: {asked}@{day}" if texts else "number"))


def show(card: DocumentCard, language: Language, *, whole: bool) -> None:
    """Print the facts with the words that prove them, then the parts with their headings, or with all their text (whole)."""
    say = load()[language]
    console = terminal()
    console.print(shown(card.title or named_by_file(card.iri), style="bold"))
    console.print(shown(" · ".join([card.iri, *(name for _, name in card.sources)]), style="dim"))
    console.print()
    console.print(_facts(card.facts, say, language))
    for part in card.parts:
        console.print()
        console.print(shown(f"[{part.role}] {part.title}", style="bold"))
        _clauses(console, part.clauses, whole=whole)


def show_relations(relations: Relations, language: Language) -> None:
    """Print the references in both directions, each with its sentence."""
    _relations("outgoing", relations.outgoing, language)
    _relations("incoming", relations.incoming, language)


def show_impact(document: DocumentRow, rows: Sequence[RelationRow], language: Language) -> None:
    """Print the document's name and the references that others make to it, in whole sentences."""
    terminal().print(
        shown(
            " ".join(part for part in (document.number, document.title or named_by_file(document.iri)) if part),
            style="bold",
        )
    )
    _relations("incoming", rows, language, whole=True)


def _relations(heading: str, rows: Sequence[RelationRow], language: Language, *, whole: bool = False) -> None:
    say = load()[language]
    console = terminal()
    suffix = "_by" if heading == "incoming" else ""
    console.print()
    console.print(shown(f"{say(f'relation.{heading}')}：{len(rows) or say('relation.none')}", style="bold"))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for row in rows:
        name = (
            " ".join(part for part in (row.number, f"《{row.title}》" if row.title else "") if part)
            or named_by_file(row.iri)
            or row.iri
        )
        opened = f"（{say('relation.open')}）" if row.reason else ""
        table.add_row(shown(say(f"relation.{row.kind}{suffix}")), shown(name + opened))
        quote = " ".join(row.quote.split()) if whole else fit(row.quote, 2 * _QUOTE)
        table.add_row("", shown(quote, style="dim"))
    console.print(table)


def lacks(lacking: Lacking, name: str, say: Messages) -> str:
    """Print that a text does not have a provision (`art_63__para_4`), and what it has."""
    if lacking.unit == "chp" and not lacking.has:
        return say("provision.lacks_chapters", name=provision_title(name))
    article = provision_title(f"art_{lacking.within}") if lacking.within else ""
    has = provision_title(f"{lacking.unit}_{lacking.has}") if lacking.unit in ("art", "chp") else str(lacking.has)
    return say(f"provision.lacks_{lacking.unit}", name=provision_title(name), article=article, has=has)


def show_citations(
    citations: Sequence[Citation],
    who: Identity,
    law: str,
    name: str,
    lacking: Lacking | None,
    whole: int,
    language: Language,
) -> None:
    """Print who names a provision, in which words, and how it has changed since: the most changed first, with both texts.

    law: IRI of the present text; name: of the provision, empty for all of them; lacking: what the present text has in its place, where
    it does not have it; whole: how many documents name the law.
    """
    say = load()[language]
    console = terminal()
    row = who.row(law)
    console.print(shown(f"《{(row.title if row else '') or who.label(law)}》{provision_title(name)}", style="bold"))
    if lacking is not None:
        console.print(shown(lacks(lacking, name, say), style="yellow"))
    documents = len({citation.citing for citation in citations})
    told = say("provision.cited_by", places=len(citations), count=documents) if citations else say("provision.uncited")
    console.print(shown(told, style="bold"))
    if not citations and whole:
        console.print(shown(say("provision.whole", count=whole), style="dim"))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for citation in citations:
        place = place_of(who.below(citation.named.clause))
        meant = f"《{who.label(citation.edition)}》{provision_title(citation.named.name)}"
        table.add_row(
            shown(say(f"relation.{citation.named.kind}_by")), shown(f"{citation.label} {place} → {meant}".strip())
        )
        table.add_row("", shown(_line(citation.around), style="dim"))
        if citation.edition not in who.published:
            table.add_row("", shown(say("provision.unknown_edition")))
        if citation.became is not None and citation.became.change is not ArticleChange.SAME:
            now = "、".join(map(provision_title, citation.became.articles)) or say("provision.nowhere")
            said = say(f"provision.{citation.became.change}", now=now, percent=round(citation.became.likeness * 100))
            table.add_row("", shown(said, style="bold"))
            table.add_row("", shown(f"－ {fit(citation.became.old, _WORDS)}", style="dim"))
            table.add_row("", shown(f"＋ {fit(citation.became.new, _WORDS)}", style="dim"))
    console.print(table)


def show_stale(found: Sequence[StaleBasis], say: Messages) -> None:
    """Print what rests on an article that has moved, changed or ended: the change and its day, then where and in which words."""
    console = terminal()
    for one in found:
        now = "、".join(provision_title(article) for article in one.now)
        basis = f"{one.law}{provision_title(one.article)}" + (f" → {now}" if now else "")
        told = "  ".join(filter(None, (say(f"stale.{one.kind}"), basis, one.since, one.act)))
        console.print(shown(told, style="bold"))
        document = " ".join(filter(None, (one.document.number, one.document.title)))
        console.print(shown(f"    {document} {place_of(one.clause)}：{fit(_line(one.words), _WORDS)}", style="dim"))
    console.print(shown(say("stale.found", count=len(found)), style="bold"))


def _line(text: str) -> str:
    return " ".join(text.split())


def show_standing(name: str, history: StatusHistory, day: date, language: Language) -> None:
    """Print the status on a day with each reason (day, kind of event, act, sentence), what is excepted, and what was not seen."""
    say = load()[language]
    console = terminal()
    standing = history.on(day)
    console.print(shown(f"{name}  {say(f'status.{standing.status}')}", style="bold"))
    console.print(shown(say("status.as_of", day=day.isoformat()), style="dim"))
    console.print(_events(standing.reasons, say))
    if standing.qualifiers:
        console.print(shown(say("status.qualified"), style="bold"))
        console.print(_events(standing.qualifiers, say))
    for told, differs in claimed(history, day, say):
        console.print(shown(told, style="yellow" if differs else "dim"))
    for told in unseen(history, day, say):
        console.print(shown(told, style="dim"))


def _events(events: Iterable[StatusEvent], say: Messages) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for event in events:
        told = [*limits(event, say), *([say("status.presumed")] if event.origin == PRESUMED else [])]
        table.add_row(
            event.day.isoformat(),
            shown(say(f"status.{event.kind}") + "".join(f"（{words}）" for words in told)),
            shown(event.number),
        )
        table.add_row("", "", shown(shorten_inside(" ".join(event.quote.split()), 2 * _QUOTE), style="dim"))
    return table


def _facts(facts: Iterable[FactWithEvidence], say: Messages, language: Language) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    last = ""
    for fact in facts:
        label = say(f"field.{fact.field}")
        value = fact.value.en if language == "en" and fact.value.en else fact.value.zh
        table.add_row(shown("" if label == last else label), shown(value), shown(_evidence(fact, value)))
        last = label
    return table


def _evidence(fact: FactWithEvidence, value: str) -> str:
    """Return the printed words where they differ from the value, and their code points in the source."""
    if fact.evidence is None or not fact.evidence.exact:
        return ""
    quote = fit(fact.evidence.exact, _QUOTE)
    place = f"@{fact.evidence.source_start}–{fact.evidence.source_end}"
    return place if quote == value else f"“{quote}” {place}"


def _clauses(console: Console, nodes: Iterable[ClauseNode], *, whole: bool, depth: int = 1) -> None:
    for node in nodes:
        line = node.text if whole else node.heading or ""
        if whole or node.marker:
            text = line if whole else f"{node.marker} {line}".rstrip()
            console.print(shown("  " * depth + text.replace("\n", "\n" + "  " * depth)))
        _clauses(console, node.children, whole=whole, depth=depth + 1)
