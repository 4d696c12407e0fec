"""Measure how long the page of a large law takes to open: `python -m benchmarks.lawpage [--limits 10] [--times 5] [--profile FILE]`

Makes up a law whose articles each name four own provisions and set two duties with two time limits (500 articles:
2,000 mentions, 1,000 duties, 1,000 limits), builds it beside a notice, and opens in a process of its own, which acts as a server,
first the notice's page, then the law's, and then the law's again. Prints the processor seconds of the second page for each process,
the least of them, and the least of the third, which finds what is kept for a generation. With --store the pages are those of a store:
that of the document given by --iri, behind another one's.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.explorer import alone, prepare

_CHAPTER = 25  # articles
_ARTICLE = (
    "第{n}条　{who}应当{within}按照本条例第{a}条和第{b}条第一款的规定作出决定。\n"
    "　　前款规定的决定，由申请人{then}告知{who}；申请人应当按照本条例第{c}条的要求备案。\n"
)
_NOTICE = (
    "岚州市人民政府关于加强湖泊巡查的通知\n岚政发〔2024〕3号\n\n各区县人民政府：\n\n市水务局应当于2024年10月31日前完成巡查。\n\n"
    "岚州市人民政府\n2024年5月6日\n"
)
_BODIES = ("市水务部门", "区人民政府", "市生态环境部门", "街道办事处", "市林业部门")


def law(articles: int, limits: int = 10) -> str:
    """Return the text of a law of so many articles. limits: how many of ten articles set their two time limits."""
    from ontology.numbers import chinese

    def other(article: int, step: int) -> str:
        return chinese(1 + (article * step) % articles)

    lines = ["岚州市湖泊保护条例\n（2023年11月30日岚州市第十六届人民代表大会常务委员会第八次会议通过）\n\n"]
    for article in range(1, articles + 1):
        if article % _CHAPTER == 1:
            lines.append(f"第{chinese(1 + article // _CHAPTER)}章　湖泊保护之{chinese(1 + article // _CHAPTER)}\n")
        timed = article % 10 < limits
        lines.append(
            _ARTICLE.format(
                n=chinese(article),
                who=_BODIES[article % len(_BODIES)],
                within=f"自收到第{other(article, 7)}份材料之日起{chinese(5 + article % 40)}个工作日内，"
                if timed
                else "",
                then=f"自收到之日起{chinese(3 + article % 25)}日内" if timed else "及时",
                a=other(article, 7),
                b=other(article, 11),
                c=other(article, 13),
            )
        )
    return "".join(lines)


def built(folder: Path, articles: int, limits: int) -> tuple[Path, str, str]:
    """Build the law and a notice; return the store, and the IRIs of the notice and the law."""
    from graph.records.documents import list_documents
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import find

    texts, store = folder / "in", folder / "store"
    texts.mkdir()
    (texts / "notice.txt").write_text(_NOTICE, encoding="utf-8")
    (texts / "law.txt").write_text(law(articles, limits), encoding="utf-8")
    build(find([texts]), store)
    with Store.open(store) as view:
        rows = {bool(row.number): row.iri for row in list_documents(view)}
    return store, rows[True], rows[False]


_SCRIPT = """
import cProfile, time
import streamlit as st
from ui.explorer import app
from ui.explorer.views import document
profiler, path = cProfile.Profile(), st.session_state.profile
used = time.thread_time()
profiler.runcall(app.guarded(document.page)) if path else app.guarded(document.page)()
st.session_state.spent = time.thread_time() - used
if path:
    profiler.dump_stats(path)
"""


def opened(store: Path, before: str, iri: str, profile: Path | None) -> tuple[float, float]:
    """Return the processor seconds that the page of a document takes behind that of another, and once more."""
    from streamlit.testing.v1 import AppTest

    prepare(store, validate=False)
    seconds: list[float] = []
    for document, path in ((before, ""), (iri, str(profile or "")), (iri, "")):
        test = AppTest.from_string(_SCRIPT, default_timeout=600)
        test.query_params["iri"], test.session_state["profile"] = document, path
        test.run()
        if test.exception:
            raise SystemExit(test.exception[0].message)
        seconds.append(test.session_state["spent"])
    return seconds[1], seconds[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument(
        "--limits", type=int, default=10, help="how many of ten articles set two time limits (default: 10)"
    )
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--profile", type=Path, help="a file for cProfile's figures of one more page")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--iri")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if asked.store and asked.iri:
            store, before, iri = asked.store, first_of(asked.store, asked.iri), asked.iri
        else:
            store, before, iri = built(Path(temporary), asked.articles, asked.limits)
        seconds = [alone(opened, store, before, iri, None) for _ in range(asked.times)]
        first, again = zip(*seconds, strict=True)
        told = ", ".join(f"{one:.3f}" for one in first)
        print(f"{told} s of a processor; the least {min(first):.3f} s, opened again {min(again):.3f} s")
        if asked.profile:
            alone(opened, store, before, iri, asked.profile)


def first_of(store: Path, iri: str) -> str:
    """Return a document of the store that is not this one."""
    from graph.records.documents import list_documents
    from graph.store.store import Store

    with Store.open(store) as view:
        return next(row.iri for row in list_documents(view) if row.iri != iri)


if __name__ == "__main__":
    main()
