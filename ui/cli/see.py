"""Commands that show: one document's card, the explorer."""

from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError

if TYPE_CHECKING:
    from graph.records.catalogue import DocumentRow
    from graph.store.remote import Remote
    from graph.store.store import Store
    from graph.store.view import View


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
    from graph.records import relations
    from graph.records.card import card
    from ui.cli import cards

    with opened(store) as view:
        document = one(view, what, store)
        if document is None:
            return
        shown = card(view, document.iri)
        if shown is None:
            raise UserError(f"{what}: the store {store} holds no text of this document; build its source again")
        cards.show(shown, lang, whole=text)
        cards.show_relations(relations.of(view, document.iri), lang)


def impact(
    what: Annotated[str, typer.Argument(help="A document's number or title.", metavar="NUMBER|TITLE")],
    store: StoreOption = DEFAULT_STORE,
    lang: Annotated[Language, typer.Option(help="Language of the labels.")] = Language.ZH,
) -> None:
    """What is touched if a document is repealed: all that rests on it, implements, changes or cites it, with the sentences."""
    from graph.records import relations
    from ui.cli import cards

    with opened(store) as view:
        document = one(view, what, store, cited=True)
        if document is None:
            return
        said = relations.of(view, document.iri)
        cards.show_impact(document, said.incoming, lang)


def opened(store: str) -> "Store | Remote":
    from graph.store.store import Store

    return Store.open(store)


def one(view: "View", what: str, store: str, *, cited: bool = False) -> "DocumentRow | None":
    """The one document of that number or title; None where there are several, which are listed."""
    from ui.cli import cards

    found = _documents(view, what, store, cited=cited)
    if len(found) > 1:
        cards.list_documents(found)
        return None
    return found[0]


def _documents(view: "View", what: str, store: str, *, cited: bool = False) -> "list[DocumentRow]":
    """The documents of that number or title; those that are only cited too, if wanted. Raises UserError if there is none."""
    from graph.records import catalogue, relations, search
    from ontology.titles import identity

    rows = catalogue.documents(view)
    found = search.select(rows, search.Filters(text=what))
    exact = [row for row in found if search.fold(what) in (search.fold(row.number), search.fold(row.title))]
    if cited and not exact:
        known = relations.cited(view)
        same = identity(what)  # 安全生产法 is 中华人民共和国安全生产法
        exact = [row for row in known if search.fold(what) == search.fold(row.number) or identity(row.title) == same]
    found = exact or found
    if not found:
        raise UserError(f"{what}: no document of that number or title among the {len(rows)} in {store}")
    return found


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

    Store.open(store).close()  # say in one line what is wrong with the store, before a browser opens
    try:
        import streamlit  # noqa: F401
    except ImportError:
        raise UserError(
            "the explorer needs the extra `ui`: install zhengmai with it, in a checkout by pip install '.[ui]'"
        ) from None
    from ui.explorer.launch import launch

    raise typer.Exit(launch(store, port, headless, write))
