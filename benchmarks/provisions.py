"""Do the provisions that enacted texts name exist? `python -m benchmarks.provisions FOLDER [--jobs 2] [--list FILE]`

FOLDER: laws and regulations, as their files lie. Reads each as a build does, without what no provision depends on (duties, sanctions,
bodies, tasks, limits), and counts by the form of the words (本法第三条; 第三条; 前款; …) how many mentions of own provisions lead to a
clause, how many do not, and how many are reported. An enacted text seldom names what it does not have, so each report
is worth a look: --list writes every one that leads nowhere, with the words around it. Of the articles of other laws that are named, it
prints how many are of a law that is in FOLDER, by title and in any edition, and how many of these have an article of that number.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from graph.records.provisions import article_of
from ingest.assemble.numbering import numbered
from ingest.draft import Draft
from ingest.extract.extractors import EXTRACTORS
from ingest.model import Field, Mentions, Provision, Span
from ingest.read.files import load
from ingest.read.normalize import normalize
from ingest.rules import table
from ingest.segment.provisions import Provisions
from ingest.steps import parse_drafts
from ontology.titles import title_identity

_NEEDED = ("references", "provisions", "definitions", "validity")
_REPORTS = ("own-provision-absent", "provision-open", "provision-unread", "provision-range", "range-reversed")
_AROUND, _LAW = 30, 14  # code points around the words that are listed, and before them that say whose they are
_DEPTHS = {"art": "条", "para": "款", "point": "项", "item": "目", "chp": "章", "sec": "节", "part": "编"}


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A provision that a text names. form: how its words name it; law: the other document's title, empty of an own one; came: `found`,
    `absent`, or the code of the issue that reports it."""

    file: str
    form: str
    law: str
    name: str
    came: str
    around: str


@dataclass(frozen=True, slots=True)
class Told:
    """The content of one text as it was read: its titles, folded, its articles, and the provisions that it names. reports: issues by
    code."""

    titles: tuple[str, ...]
    articles: frozenset[str]
    named: tuple[Mentioned, ...]
    reports: Counter[str]
    characters: int


def read(path: Path, name: str) -> Told:
    """Read one text as a build does."""
    normalized = normalize(load(path.read_bytes(), name).source)
    publication, drafts = parse_drafts(normalized, _mentions)
    reported = {issue.span: issue.code for issue in publication.issues if issue.code in _REPORTS and issue.span}
    titles, articles, named = [], set[str](), list[Mentioned]()
    for draft in drafts:
        titles += [title_identity(title) for title in draft.values(Field.TITLE, Field.INSTRUMENT)]
        articles |= {str(step) for part in draft.components for step in Provisions(part.clauses).articles}
        for provision in numbered(draft.document()).provisions:
            code = next((reported[span] for span in _sources(draft, provision.span) if span in reported), "")
            named.append(_describe(draft, provision, code, name))
        for span in draft.named_provisions.open:
            named.append(
                Mentioned(name, "open", "", span.slice(draft.text), "provision-open", _around(draft.text, span))
            )
    codes = Counter(issue.code for issue in publication.issues if issue.code in _REPORTS)
    return Told(tuple(titles), frozenset(articles), tuple(named), codes, len(normalized.text))


def _mentions(text: str) -> Mentions:
    found: dict[str, Any] = {name: tuple(EXTRACTORS[name].find(text)) for name in _NEEDED}
    return Mentions(**found)


def _sources(draft: Draft, span: Span) -> Iterator[Span]:
    """Yield the places of a provision's words in the source, without and with 本法 before them."""
    law = table("provisions")["whose"].find(draft.text[max(0, span.start - _LAW) : span.start])
    for start in {span.start, span.start - len(law[0]) if law else span.start}:
        yield draft.normalized.to_source(Span(start, span.end))


def _describe(draft: Draft, provision: Provision, code: str, name: str) -> Mentioned:
    law = (provision.law.title or str(provision.law.number)) if provision.law else ""
    came = "found" if provision.found else code or "absent"
    form = f"{_whose(draft.text, provision)}第…{_DEPTHS[provision.name.rpartition('__')[2].partition('_')[0]]}"
    return Mentioned(name, form, law, provision.name, came, _around(draft.text, provision.span))


def _whose(text: str, provision: Provision) -> str:
    """Return what precedes the number: 本法 and the like, 前款 and the like, nothing, or that it is another law's."""
    words = provision.span.slice(text)
    if provision.law:
        return "other law: "
    if provision.relative:
        return f"{words[:1]}…: "
    before = table("provisions")["whose"].find(text[max(0, provision.span.start - _LAW) : provision.span.start])
    return "本法" if before and before[0].startswith("本") else ""


def _around(text: str, span: Span) -> str:
    low, high = max(0, span.start - _AROUND), span.end + _AROUND
    return f"{text[low : span.start]}【{span.slice(text)}】{text[span.end : high]}".replace("\n", "⏎")


def report(told: Sequence[Told]) -> Iterator[str]:
    """Yield the lines of the report."""
    named = [one for text in told for one in text.named]
    own = [one for one in named if not one.law]
    yield f"{len(told)} texts, {sum(text.characters for text in told):,} characters, {len(named):,} provisions named"
    yield f"own: {len(own):,}, of which {sum(one.came == 'found' for one in own):,} lead to a clause"
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in own:
        forms[one.form][one.came] += 1
    for form, counts in sorted(forms.items(), key=lambda item: -item[1].total()):
        rest = ", ".join(f"{came} {count}" for came, count in sorted(counts.items()) if came != "found")
        yield f"    {form:<14}{counts.total():>7,}{counts['found']:>7,} found   {rest}"
    reports = sum((text.reports for text in told), Counter[str]())
    yield f"reports: {', '.join(f'{code} {count}' for code, count in sorted(reports.items())) or 'none'}"
    there, has = (Counter(one.came for one in named if one.law)[came] for came in ("no article", "article"))
    yield f"of other laws: {sum(bool(one.law) for one in named):,}"
    yield f"    {there + has:,} of a law of FOLDER, {has:,} with an article (or a chapter) that it has"


def compared(told: Sequence[Told]) -> Iterator[Told]:
    """Yield the texts with what came of the provisions of other laws that they name: `no law`, `no article`, `article` in an edition."""
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for text in told:
        for title in text.titles:
            articles[title] |= text.articles

    def came(one: Mentioned) -> str:
        has, article = articles.get(title_identity(one.law)), article_of(one.name)
        return "no law" if has is None else "article" if not article or article in has else "no article"

    for text in told:
        yield replace(text, named=tuple(replace(one, came=came(one)) if one.law else one for one in text.named))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", type=Path, help="a file for those that lead nowhere, tab-separated")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.rglob("*") if path.suffix in (".md", ".txt"))
    names = [path.relative_to(asked.folder).as_posix() for path in files]
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        told = list(compared(list(pool.map(read, files, names, chunksize=8))))
    for line in report(told):
        print(line)
    if asked.list:
        with asked.list.open("w", encoding="utf-8", newline="") as file:
            rows = (
                astuple(one) for text in told for one in text.named if one.came not in ("found", "article", "no law")
            )
            csv.writer(file, delimiter="\t").writerows(rows)


if __name__ == "__main__":
    main()
