"""`zhengmai review`: what people decide on what the machine has read; kept by every build, laid over its facts."""

from typing import TYPE_CHECKING, Annotated

import typer

from graph.records.today import now
from ontology.enumerations import Aspect, Language, Verdict
from ontology.formats import TableFormat
from ontology.recognition import DOUBTFUL
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, login, printable, shown, terminal
from ui.cli.see import nothing_found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.records.decisions import Decided
    from graph.review.decision import Decision
    from graph.store.view import View

_SHOWN = 80  # characters of the words on the terminal

review = typer.Typer(
    help="Confirm, correct, reject or add what the machine has read; each decision is kept and survives every build.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    app.add_typer(review, name="review")


@review.command("facts")
def list_facts(
    document: Annotated[
        str | None,
        typer.Argument(
            help="A number, a title, or a part of one; with --doubtful none for all.", metavar="NUMBER|TITLE"
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    doubtful: Annotated[
        bool,
        typer.Option(
            "--doubtful",
            help=f"Only what was recognised in a scan with less than {DOUBTFUL:.0%} confidence, and nobody has decided on.",
        ),
    ] = False,
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TABLE,
) -> None:
    """List the facts of a document that can be decided on, each with its place, as `review set` takes it.

    Of a scan also how sure the recognition is of the words, from 0 to 1.
    """
    from graph.query.query import Table
    from graph.records.decisions import list_decidable, list_decided, list_unsure
    from graph.records.identity import build_identity
    from graph.store.store import Store
    from ontology.iri import named_by_file
    from ui.cli.ask import write_table

    if document is None and not doubtful:
        raise UserError("name a document, or ask for --doubtful")
    with Store.open(store) as opened:
        meant = _document(opened, document, store) if document is not None else ""
        facts = list_unsure(opened, list_decided(opened)) if doubtful else list_decidable(opened, meant)
        who = build_identity(opened)
    rows = []
    for fact in facts:
        if fact.document == (meant or fact.document):
            row = who.owner(fact.document)
            name = (row and (row.number or row.title)) or named_by_file(fact.document)
            sure = "" if fact.confidence is None else f"{fact.confidence:.2f}"
            rows.append((name, fact.on, str(fact.aspect), fact.value, fact.words, sure))
    if format is not TableFormat.TABLE:
        write_table(Table(_FACT, tuple(rows)), format)
    elif meant:
        _print_table(_FACT[1:], (row[1:] for row in rows))
    else:
        _print_table(_FACT, rows)


_FACT = ("document", "on", "aspect", "value", "words", "confidence")


@review.command("list")
def list_decisions(
    store: StoreOption = DEFAULT_STORE,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only those that wait for a look.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of the reasons.")] = Language.ZH,
) -> None:
    """List the decisions: those that wait first, with what has changed since."""
    from graph.records.decisions import list_decided
    from graph.store.store import Store
    from ontology.enumerations import DecisionState

    with Store.open(store) as opened:
        decided = list_decided(opened)
    listed = [made for made in decided if not waiting or made.state is DecisionState.WAITING]
    _print_table(_HEADS, (_row(made, lang) for made in listed))
    held = sum(made.state is DecisionState.WAITING for made in decided)
    print(f"{len(decided)} decisions, {held} waiting")


_HEADS = ("key", "state", "on", "aspect", "verdict", "machine", "value", "by", "at", "note")


def _row(made: "Decided", lang: Language) -> tuple[str, ...]:
    decision = made.decision
    reason = made.reason if lang is Language.EN else made.reason_zh
    state = f"{made.state}: {reason}" if reason else str(made.state)
    told = (decision.on, decision.aspect, decision.verdict, decision.machine, decision.value, decision.by, decision.at)
    return (decision.key, state, *map(str, told), decision.note)


@review.command("set")
def set_decision(
    on: Annotated[
        str, typer.Argument(help="A document's number or title, or a place that `review facts` lists.", metavar="ON")
    ],
    aspect: Annotated[Aspect, typer.Argument(help="What of it.")],
    verdict: Annotated[Verdict, typer.Argument(help="What is decided.")],
    value: Annotated[
        str,
        typer.Argument(
            help="Of correct and add: the right value. A day 2024-06-30; of a party the full name; of a limit also "
            "FREQ=… or P20WD; of an event `repealed 2024-06-30 [ACT]`; of a reference `basedOn NUMBER|TITLE`; of a duty "
            "`obligation BEARER`; of a measure `fine 5000-30000元` or its kind alone; "
            "of an added party or task `lead BODY`; of a definition `WORD：MEANING`; of a provision its article, "
            "as 7; of a role lead, support or responsible."
        ),
    ] = "",
    store: StoreOption = DEFAULT_STORE,
    machine: Annotated[
        str, typer.Option(help="Which value of the machine's is meant, where it has read several.", metavar="VALUE")
    ] = "",
    note: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str, typer.Option(help="Who decides; the name of the login if not given.")] = "",
    quote: Annotated[
        str, typer.Option(help="Of add: the words of the clause that print it; the whole clause if not given.")
    ] = "",
    at: Annotated[str, typer.Option(help="When, as 2026-03-02T09:30:00+08:00; now if not given.")] = "",
) -> None:
    """Decide on a fact: confirm it, correct it, reject it, or add one. It holds at once, and after every build."""
    from graph.derive.follow import decide
    from graph.records.decisions import machine_side, with_document, words_of
    from graph.records.identity import build_identity
    from graph.review.decision import Decision, check_decision
    from graph.store import base
    from graph.store.store import Store

    with Store.open(store) as opened:
        iris = base.iris(opened)
        place = on if iris.parse(iris.absolute(on)) else iris.relative(_document(opened, on, store))
        read, words = "", ""
        if verdict is Verdict.ADD:
            words = words_of(opened, place) if aspect.in_text else ""
        else:
            read, words = _meant(machine_side(opened, place, aspect), machine, f"{place} {aspect}")
        value = with_document(value, aspect, build_identity(opened), iris, read) if value else ""
    when = at or now()
    made = Decision(place, aspect, verdict, read, value, words, note, by or login(), when, quote)
    decide(store, [check_decision(made, iris)])
    report_decisions(store, [made])


def report_decisions(store: str, decisions: "list[Decision]") -> None:
    """Print what became of decisions that were just made."""
    from graph.records.decisions import list_decided
    from graph.store.store import Store

    keys = {decision.key for decision in decisions}
    with Store.open(store) as opened:
        for made in list_decided(opened):
            if made.decision.key in keys:
                reason = f" ({made.reason})" if made.reason else ""
                value = made.decision.value or made.decision.machine
                print(printable(f"{made.decision.key} {made.state}{reason}: {made.decision.verdict} {value}"))


def _meant(read: list[tuple[str, str]], machine: str, where: str) -> tuple[str, str]:
    """Return the value of the machine's that is decided on, with its words. Raises UserError where it is not one."""
    meant = [(value, words) for value, words in read if not machine or value == machine]
    if len(meant) == 1:
        return meant[0]
    known = "、".join(value for value, _ in read) or "nothing (use add)"
    raise UserError(f"{where}: the machine has read {known}; name the one that is meant with --machine")


@review.command("undo")
def undo(
    keys: Annotated[list[str], typer.Argument(help="Keys, as `review list` shows them.", metavar="KEY…")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take decisions back: what the machine has read occurs again."""
    from graph.derive.follow import decide

    decide(store, undone=keys, by=login())
    print(f"{len(keys)} taken back")


def _document(view: "View", given: str, store: str) -> str:
    """Return the IRI of the one published document that a number or title names. Raises UserError."""
    from graph.records.identity import build_identity

    who = build_identity(view)
    found = who.find(given)
    meant = [iri for iri in (found.exact or ((found.only,) if found.only else ())) if who.owner(iri)]
    if len(meant) != 1:
        raise UserError(f"{given}: {nothing_found(who, found, store)}")
    row = who.owner(meant[0])
    assert row is not None
    return row.iri


def _print_table(heads: tuple[str, ...], rows: "Iterable[tuple[str, ...]]") -> None:
    """Print rows as a table; columns in which nothing occurs are left out."""
    from rich import box
    from rich.table import Table

    given = list(rows)
    used = [at for at in range(len(heads)) if not given or any(row[at] for row in given)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for at in used:
        table.add_column(heads[at], overflow="fold")
    for row in given:
        table.add_row(*(shown(" ".join(row[at].split())[: _SHOWN if heads[at] == "words" else None]) for at in used))
    terminal().print(table)
