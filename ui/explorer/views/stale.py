"""`/stale?as_of=…&issuer=…&change=…&page=…`: the stock in one go, documents in force that rest on what has ended, moved or changed."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import BinaryIO

import streamlit as st
from markupsafe import Markup

from graph.export import stale as files
from graph.records.excerpts import shorten
from graph.records.stock import StaleBasis, Staleness
from ontology.formats import Format
from ontology.iri import named_by_file
from ontology.numbers import printed_article
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, downloading, empty
from ui.explorer.components.markup import fill, show
from ui.messages import Messages

SIZE = 50
_LONGEST = 200


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("stale.heading"), say("stale.lead"))
    day = state.day("as_of")
    with st.container(key="filters"):
        columns = st.columns([2, 1, 1])
    with columns[2]:
        controls.day(say("validation.as_of"), "as_of")
    with st.spinner(say("app.loading")):
        found = holdings.stale(day)
    issuers = Counter(one.issuers for one in found)
    with columns[0]:
        names = {name: f"{name} ({count})" for name, count in issuers.items() if name}
        issuer = controls.choice(say("stale.issuers"), "issuer", list(names), {"": say("draft.any")} | names)
    with columns[1]:
        kinds = Counter(str(one.kind) for one in found)
        told = {kind.value: f"{say(f'stale.{kind}')} ({kinds[kind]})" for kind in Staleness if kinds[kind]}
        change = controls.choice(say("stale.became"), "change", list(told), {"": say("draft.any")} | told)
    shown = [one for one in found if issuer in ("", one.issuers) and change in ("", one.kind)]
    if not shown:
        empty.state(say("stale.none_title"), say("stale.none_text", day=day.isoformat()))
        return
    _downloads(shown, say)
    line, below, positions = controls.paged(len(shown), SIZE)
    with line:
        show('<p class="zm-count">{}</p>', say("stale.found", count=len(shown)))
    with below:
        listed = Markup("").join(_basis(shown[position], say) for position in positions)
        show('<ol class="zm-stale">{}</ol>', listed)


def _basis(one: StaleBasis, say: Messages) -> Markup:
    """Show one basis: whose document, what it rests on, what became of it, the words then and now."""
    row = one.document
    link = fill(
        '<a href="{}" lang="zh">{}</a>', url.document(row.iri), row.number or row.title or named_by_file(row.iri)
    )
    article, now = printed_article(one.article), "、".join(map(printed_article, one.now))
    became = fill(
        "<p lang='zh'><b>{}</b> {}{} → {} <small>{}</small></p>",
        say(f"stale.{one.kind}"),
        one.law,
        article,
        now or one.act,
        one.since,
    )
    quote = fill('<p lang="zh"><q>{}</q></p>', shorten(one.words, _LONGEST))
    texts = ""
    if one.old:
        texts = fill(
            '<details><summary>{}</summary><p lang="zh">{}</p><p lang="zh">{}</p></details>',
            say("stale.texts"),
            one.old,
            one.new,
        )
    return fill("<li><p>{} <small lang='zh'>{}</small></p>{}{}{}</li>", link, one.issuers, became, quote, texts)


def _downloads(shown: Sequence[StaleBasis], say: Messages) -> None:
    def made(write: Callable[[BinaryIO, Sequence[StaleBasis], Messages], None]) -> bytes:
        output = BytesIO()
        write(output, shown, say)
        return output.getvalue()

    with st.container(key="downloads", horizontal=True):
        for format, write in ((Format.XLSX, files.write_workbook), (Format.CSV, files.write_csv)):
            downloading.download(f".{format}", partial(made, write), f"{say('stale.heading')}.{format}", format.media)
