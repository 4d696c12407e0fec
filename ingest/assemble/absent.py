"""Find the own provisions that a text names and does not have."""

import re
from collections.abc import Iterator

from ingest.model import Clause, Component, Document, Level, Provision, Span
from ingest.resolve.owners import FEWEST
from ingest.rules import table
from ontology.numbers import chinese, numeral
from ontology.provisions import PROVISION

_RUN_IN = table("inner")["run-in-article"].pattern
"""Matches the beginning of an article inside a paragraph, where a page lost its line ends."""
_POINT = table("inner")["point-ahead"].pattern
_LAW = 14  # code points of 本… before a provision


def absent(document: Document, text: str) -> Iterator[tuple[Span, str, str]]:
    """Return where the document names an own provision that it does not have, each once, with what there is in English and Chinese.

    A text of fewer than three articles is an excerpt, or has none: nothing is missed in it.
    """
    seen: set[tuple[int, str]] = set()
    articles: dict[int, dict[str, int]] = {}
    run_in: dict[int, set[int | None]] = {}
    for provision in document.provisions:
        own = provision.own
        if own is None or provision.found or (own, provision.name) in seen:
            continue
        seen.add((own, provision.name))
        component = document.components[own]
        if own not in articles:
            articles[own] = _articles(component)
            span = component.span
            run_in[own] = {numeral(m[1]) for m in _RUN_IN.finditer(text, span.start, span.end)} if span else set()
        match = PROVISION.fullmatch(provision.name)
        if match is None or len(articles[own]) < FEWEST:
            continue
        if not _expected(match, articles[own], component, text, provision.name):
            continue
        if match["article"] not in articles[own] and int(match["article"]) in run_in[own]:
            continue
        yield _printed(provision, text), *_has(match, articles[own], component)


def _expected(name: re.Match[str], articles: dict[str, int], component: Component, text: str, full: str) -> bool:
    """Test whether the text should have a provision. One that begins with a later article is a part of a larger text (a book of a
    code), and a list may be printed inside a paragraph, or lack the numbers of some lines."""
    numbers = [int(known.partition("-")[0]) for known in articles]
    first, last, number = min(numbers), max(numbers), int(name["article"])
    if first > 1 and not first <= number <= last:
        return False
    if name["point"] is None:
        return True
    article = next((c for c in component.clauses if c.eid == full.partition("__")[0]), None)
    point = int(re.findall(r"\d+", name["point"])[0])
    words = (f"（{chinese(point)}）", f"({chinese(point)})", f"（{point}）", f"({point})", f"{point}.", f"{point}、")
    printed = article.span.slice(text) if article else ""
    return not any(word in printed for word in words) and not _has_line(printed, point)


def _has_line(article: str, point: int) -> bool:
    """Test whether a list has a line for a point that bears no number: behind the last one with a smaller number, or behind the colon,
    there are as many lines without numbers as lead up to it."""
    _, _, listed = article.partition("：\n")
    counted = 0
    for line in listed.strip().split("\n") if listed else ():
        printed = _POINT.match(line)
        number = numeral(printed[0].strip("（）().、")) if printed else counted + 1
        if number is None or number > point:
            return False
        counted = number
        if counted == point:
            return True
    return False


def _printed(provision: Provision, text: str) -> Span:
    """Return the words with 本办法 before them."""
    start = provision.span.start
    law = table("provisions")["whose"].find(text[max(0, start - _LAW) : start])
    return Span(start - len(law[0]), provision.span.end) if law else provision.span


def _has(name: re.Match[str], articles: dict[str, int], component: Component) -> tuple[str, str]:
    """Return what the text has instead of the provision of this name."""
    article = f"{name['article']}{name['sub'] or ''}"
    if article not in articles:
        most = max(int(known.partition("-")[0]) for known in articles)
        if int(name["article"]) > most:
            return f"its last is 第{chinese(most)}条", f"全文到第{chinese(most)}条为止"
        return "it has a gap there", "文中没有这一条"
    if name["paragraph"] and int(name["paragraph"]) > articles[article]:
        count = articles[article]
        return f"paragraphs of that article: {count}", f"该条只有{chinese(count)}款"
    within = (
        name[0].removesuffix(name["point"] or "").removesuffix("__para_1")
    )  # the parent of a first paragraph's points
    points = sum(clause.level is Level.POINT and clause.parent == within for clause in component.clauses)
    return (
        (f"points there: {points}", f"该处只有{chinese(points)}项") if points else ("no points there", "该处没有分项")
    )


def _articles(component: Component) -> dict[str, int]:
    """Return the articles of a component (`3`, `120-1`), each with the count of its paragraphs (款)."""
    found: dict[str, int] = {}
    by_eid: dict[str, str] = {}
    for clause in component.clauses:
        if clause.level is Level.ARTICLE and (number := _number(clause)):
            found.setdefault(number, 1)
            by_eid[clause.eid] = number
        elif clause.level is Level.PARAGRAPH and clause.parent in by_eid:
            found[by_eid[clause.parent]] += 1
    return found


def _number(clause: Clause) -> str:
    whole, _, inserted = clause.marker.replace(" ", "").removeprefix("第").partition("条")
    number, sub = numeral(whole), numeral(inserted.removeprefix("之"))
    return f"{number}" + (f"-{sub}" if sub else "") if number else ""
