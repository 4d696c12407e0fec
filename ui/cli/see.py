"""Commands that show: one document's card, the explorer."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.numbers import provision_name
from ui.cli.console import DEFAULT_STORE, LabelsOption, StoreOption, UserError, chinese, day_of, warn_of_few_files

if TYPE_CHECKING:
    from datetime import date

    from graph.records.documents import DocumentRow
    from graph.records.identity import Identity
    from graph.records.lookup import Found
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
    lang: LabelsOption = Language.ZH,
    text: Annotated[bool, typer.Option("--text", help="The whole text, clause by clause.")] = False,
) -> None:
    """Show one document: its facts, each with the words that it rests on, its parts, its clauses.

    Width and brackets do not matter: `济政发(2018)22号` finds 济政发〔2018〕22号. Where several match,
    they are listed. Where sources print it in different words, each is shown.
    """
    from graph.records.card import differing, read_card
    from graph.records.identity import build_identity
    from graph.records.references import read_relations
    from ui.cli import cards

    with opened(store) as view:
        who = build_identity(view, documents_only=True)
        document = find_one(who, what, store)
        if document is None:
            return
        shown = read_card(view, document.iri, who=who)
        others = [] if shown is None else list(differing(view, shown, who))
        if shown is None:
            raise UserError(
                f"{what}: {who.label(document.iri)} is only named by others, its text is not in {store}; "
                f"`zhengmai impact` shows who names it"
            )
        cards.show(shown, lang, whole=text)
        for other in others:
            cards.show(other, lang, whole=text)
        cards.show_relations(read_relations(view, document.iri, who), lang)


def impact(
    what: Annotated[str, typer.Argument(help="A document's number or title.", metavar="NUMBER|TITLE")],
    store: StoreOption = DEFAULT_STORE,
    article: Annotated[
        str | None,
        typer.Option(
            help="An article of the present edition, a part of it, or a chapter: 44, 120-1, 第四十四条第一款, 第三章. "
            "Who names it, through all editions.",
            metavar="N",
        ),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Who names an article that has moved, changed or ended since.")
    ] = False,
    lang: LabelsOption = Language.ZH,
) -> None:
    """Print what a repeal of a document would touch: all that rests on it, implements, changes or cites it, with the sentences."""
    from graph.records.identity import build_identity
    from graph.records.references import read_relations
    from ui.cli import cards

    what, name = named_provision(what, article)
    with opened(store) as view:
        who = build_identity(view, documents_only=True)
        if name or changed:
            _impact_of_article(view, who, what, store, name, changed, lang)
            return
        document = find_one(who, what, store)
        if document is None:
            return
        said = read_relations(view, document.iri, who)
        cards.show_impact(document, said.incoming, lang)


_WITH_PROVISION = re.compile(r"(?P<what>.+?)(?P<provision>第[^第@]{1,12}[编章条][^@]*)(?P<day>@.*)?")
"""A document and a provision of it, as people write them: 行政处罚法第六十三条第一款, behind it the day of a text."""


def named_provision(what: str, article: str | None) -> tuple[str, str]:
    """Return the document that a user names, and the name of a provision of it (`ontology.numbers.provision_name`), empty for none.

    article: what the option says; without it the provision may follow the document's title. Raises UserError for an option that
    names none.
    """
    if article is not None:
        if not (name := provision_name(article)):
            raise UserError(f"--article {article}: give its number, as 44; of 第一百二十条之一, 120-1")
        return what, name
    named = _WITH_PROVISION.fullmatch(what)
    if named is None or not (name := provision_name(named["provision"])):
        return what, ""
    return named["what"].removeprefix("《").removesuffix("》") + (named["day"] or ""), name


def _impact_of_article(
    view: "View", who: "Identity", what: str, store: str, article: str, changed: bool, lang: Language
) -> None:
    """Print who names a provision of a law, in any edition; with `changed` only those whose article is no longer the same."""
    from graph.records.alignment import ArticleChange
    from graph.records.provisions import editions_of, present, read_citations
    from graph.records.references import read_relations
    from graph.records.wording import read_wordings
    from ui.cli import cards

    several = who.find(what).several
    law = next((iri for iri in several if set(several) <= set(editions_of(who, iri))), "")
    if not law:
        if (document := find_one(who, what, store)) is None:
            return
        law = document.iri
    citations = read_citations(view, who, law, article)
    if changed:
        citations = tuple(c for c in citations if c.became and c.became.change is not ArticleChange.SAME)
    now = present(who, law)
    lacking = read_wordings(view, [now]).lacks(article) if article and now in who.published else None
    others = {row.iri for row in read_relations(view, law, who).incoming if row.iri}
    cards.show_citations(citations, who, now, article, lacking, len(others - {now}), lang)


def opened(store: str) -> "Store | Remote":
    from graph.store.store import Store

    return Store.open(store)


_OF_DAY = re.compile(r"(?P<what>.+)@(?P<day>\d{4}(?:-\d\d-\d\d)?)")
"""A law's text of a day, or of the end of a year: 渡口法@2022-06-01."""


def of_day(what: str) -> "tuple[str, date | None]":
    """Return a document as a user names it, without the day behind an @, and that day."""
    if (named := _OF_DAY.fullmatch(what)) is None:
        return what, None
    return named["what"], day_of(named["day"] if len(named["day"]) > 4 else f"{named['day']}-12-31")


def find_one(who: "Identity", what: str, store: str, day: "date | None" = None) -> "DocumentRow | None":
    """Return the document that a user means, published or only cited; None where several match, which are then listed.

    day: of several texts of one law, that of this day is meant; `what` may name the day itself, behind an @. Raises UserError where none
    matches, with the reason and the nearest names.
    """
    from graph.records.provisions import edition_on
    from ui.cli import cards

    what, own = of_day(what)
    day = own or day
    found = who.find(what)
    if found.several and day is not None and (one := edition_on(who, found.several, day)):
        return who.published[one]
    if found.several:
        cards.list_documents([row for iri in found.several if (row := who.row(iri)) is not None], what)
        return None
    row = who.row(found.only)
    if row is None:
        raise UserError(f"{what}: {nothing_found(who, found, store)}")
    return row


def nothing_found(who: "Identity", found: "Found", store: str) -> str:
    """Return one line that says why a text names nothing in the store, with the nearest names."""
    near = "; ".join(" ".join(who.names(iri)[:2]) for iri in found.near)
    if chinese():
        return f"{found.why('zh')}（{store}）" + (f"；相近的：{near}" if near else "")
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
    host: Annotated[
        str, typer.Option(help="The address to answer on; others than this machine's need --access.")
    ] = "127.0.0.1",
    access: Annotated[
        Path | None,
        typer.Option(help="A TOML file: how people sign in, and who may read or write.", metavar="FILE"),
    ] = None,
    secrets: Annotated[
        Path | None, typer.Option(help='Streamlit\'s secrets file, for sign_in = "oidc".', metavar="FILE")
    ] = None,
    public: Annotated[
        str, typer.Option(help="The address in people's browsers, behind a proxy: https://example.org.", metavar="URL")
    ] = "",
    originals: Annotated[
        Path | None,
        typer.Option(
            help="The folder that was built, if the files were left there: the explorer then shows the pages that print the facts.",
            metavar="FOLDER",
        ),
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="A file for the log of builds from the explorer.", metavar="FILE")
    ] = None,
) -> None:
    """Browse the store in the explorer: on this machine only, or with --access on a server, for the people whom that file names.

    Without --access nobody signs in, and other machines are not let in. With it, readers read and editors write (docs/service.md).
    """
    from graph.store.store import Store
    from ontology.enumerations import SignIn

    Store.open(store).close()  # report a broken store in one line before a browser opens
    try:
        import streamlit  # noqa: F401
    except ImportError:
        raise UserError(
            "the explorer needs the extra `ui`: install zhengmai with it, in a checkout by pip install '.[ui]'"
        ) from None
    from ui.explorer.access import read_access
    from ui.explorer.launch import Hosting, is_free, launch

    if access is None and host not in ("127.0.0.1", "::1", "localhost"):
        raise UserError(
            f"--host {host}: others are only let in with --access FILE, which says who may (docs/service.md)"
        )
    if access is not None and write:
        raise UserError("--write: with --access, its `editors` may write")
    if access is not None and read_access(access).sign_in is SignIn.OIDC:
        _check_oidc(secrets)
    if port is not None and not is_free(port, host):
        raise UserError(f"--port {port}: another program has it; give another port, or none for the first free one")
    warn_of_few_files()
    raise typer.Exit(launch(store, port, headless, write, originals, Hosting(host, access, secrets, public), log))


def _check_oidc(secrets: Path | None) -> None:
    """Raise UserError where Streamlit's login would fail only when somebody signs in."""
    import tomllib
    from importlib.util import find_spec

    if find_spec("authlib") is None:
        raise UserError("sign_in = \"oidc\" needs the extra `oidc`: pip install 'zhengmai[ui,oidc]'")
    if secrets is None:
        raise UserError('sign_in = "oidc": name Streamlit\'s file with its `[auth]` table by --secrets FILE')
    try:
        told = tomllib.loads(secrets.read_text("utf-8")).get("auth", {})
    except (OSError, ValueError) as error:
        raise UserError(f"--secrets {secrets}: {error}") from None
    needed = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
    if lacking := [key for key in needed if not told.get(key)]:
        raise UserError(f"--secrets {secrets}: `[auth]` lacks {', '.join(lacking)}")
