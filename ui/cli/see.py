"""Commands that show: one document's card, the explorer."""

from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError

if TYPE_CHECKING:
    from graph.records.documents import DocumentRow
    from graph.records.identity import Identity
    from graph.records.lookup import Found
    from graph.store.remote import Remote
    from graph.store.store import Store


def register(app: typer.Typer) -> None:
    app.command()(show)
    app.command()(impact)
    app.command()(explore)


def show(
    what: Annotated[str, typer.Argument(help="A document's number or title, or a part of it.", metavar="NUMBER|TITLE")],
    store: StoreOption = DEFAULT_STORE,
    lang: Annotated[Language, typer.Option(help="Language of the labels.")] = Language.ZH,
    text: Annotated[bool, typer.Option("--text", help="The whole text, clause by clause.")] = False,
) -> None:
    """Show one document: its facts, each with the words that it rests on, its parts, its clauses.

    Width and brackets do not matter: `济政发(2018)22号` finds 济政发〔2018〕22号. Where several match,
    they are listed.
    """
    from graph.records.card import read_card
    from graph.records.identity import build_identity
    from graph.records.references import read_relations
    from ui.cli import cards

    with opened(store) as view:
        who = build_identity(view)
        document = find_one(who, what, store)
        if document is None:
            return
        shown = read_card(view, document.iri, who=who)
        if shown is None:
            raise UserError(
                f"{what}: {who.label(document.iri)} is only named by others, its text is not in {store}; "
                f"`zhengmai impact` shows who names it"
            )
        cards.show(shown, lang, whole=text)
        cards.show_relations(read_relations(view, document.iri, who), lang)


def impact(
    what: Annotated[str, typer.Argument(help="A document's number or title.", metavar="NUMBER|TITLE")],
    store: StoreOption = DEFAULT_STORE,
    lang: Annotated[Language, typer.Option(help="Language of the labels.")] = Language.ZH,
) -> None:
    """What is touched if a document is repealed: all that rests on it, implements, changes or cites it, with the sentences."""
    from graph.records.identity import build_identity
    from graph.records.references import read_relations
    from ui.cli import cards

    with opened(store) as view:
        who = build_identity(view)
        document = find_one(who, what, store)
        if document is None:
            return
        said = read_relations(view, document.iri, who)
        cards.show_impact(document, said.incoming, lang)


def opened(store: str) -> "Store | Remote":
    from graph.store.store import Store

    return Store.open(store)


def find_one(who: "Identity", what: str, store: str) -> "DocumentRow | None":
    """Return the document that a user means, published or only cited; None where several match, which are then listed.

    Raises UserError where none matches, with the reason and the nearest names.
    """
    from ui.cli import cards

    found = who.find(what)
    if found.several:
        cards.list_documents([row for iri in found.several if (row := who.row(iri)) is not None])
        return None
    row = who.row(found.only)
    if row is None:
        raise UserError(f"{what}: {nothing_found(who, found, store)}")
    return row


def nothing_found(who: "Identity", found: "Found", store: str) -> str:
    """Return one line that says why a text names nothing in the store, with the nearest names."""
    near = "; ".join(" ".join(who.names(iri)[:2]) for iri in found.near)
    return f"{found.why('en')} ({store})" + (f"; near: {near}" if near else "")


def explore(
    store: StoreOption = DEFAULT_STORE,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port on 127.0.0.1; the first free one if not given.")
    ] = None,
    headless: Annotated[bool, typer.Option(help="Do not open a browser.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Let texts be added to the store from the explorer; else it only reads.")
    ] = False,
) -> None:
    """Browse the store in the explorer, on this machine only."""
    from graph.store.store import Store

    Store.open(store).close()  # report a broken store in one line before a browser opens
    try:
        import streamlit  # noqa: F401
    except ImportError:
        raise UserError(
            "the explorer needs the extra `ui`: install zhengmai with it, in a checkout by pip install '.[ui]'"
        ) from None
    from ui.explorer.launch import launch

    raise typer.Exit(launch(store, port, headless, write))
