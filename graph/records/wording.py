"""The words of a published text by its provisions: what 第十二条第二款第七项 says, and what the text has instead.

One query a text, and no facts: a check reads the words of a dozen laws in the time in which one card is built.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.records.alignment import AlignedUnit, Match, align
from graph.records.rows import select_rows, terms
from graph.store.view import View
from ontology.iri import below
from ontology.numbers import numeral

_CLAUSES = """
SELECT ?document ?clause ?eid ?level ?marker ?start ?text WHERE {{
  VALUES ?document {{ {iris} }}
  ?clause eli:is_part_of+ ?document ; zm:eId ?eid ; zm:level ?level ; zm:start ?start .
  OPTIONAL {{ ?clause zm:marker ?marker }} OPTIONAL {{ ?clause zm:text ?text }}
}}"""
_ARTICLE = re.compile(r"第(?P<whole>.+?)条(?:之(?P<sub>.+))?")
_CHAPTER = re.compile(r"第(?P<whole>.+?)章")
_STEP = re.compile(r"(?P<unit>[a-z]+)_(?P<number>\d+)(?:-(?P<sub>\d+))?")
_POINT = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause with its own words. path: below the published document, `doc_1/art_3__para_2`; eid: its end, `art_3__para_2`."""

    path: str
    eid: str
    level: str
    marker: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a text has instead of a provision that it does not have. unit: `art`, `para`, `point`, `chp`; has: the last number, or the
    count, of that unit there; within: the article that lacks it, as its number (`12`, `120-1`), empty for the whole text."""

    unit: str
    has: int
    within: str = ""


class Wording:
    """The provisions of one text, or of several that are one law in volumes (the books of a code)."""

    def __init__(self, clauses: Iterable[ClauseWords]) -> None:
        ordered = sorted(clauses, key=lambda clause: (clause.start, len(clause.path), clause.path))
        self.clauses = {clause.path: clause for clause in ordered}
        self.articles: dict[str, str] = {}
        """Article number (`12`, `120-1`) → path, each once, in printed order."""
        self.chapters = 0
        self._below: dict[str, list[str]] = {}
        for clause in ordered:
            if clause.level == "article" and (number := _number(clause.marker)):
                self.articles.setdefault(number, clause.path)
            elif clause.level == "chapter" and (match := _CHAPTER.match(clause.marker.replace(" ", ""))):
                self.chapters = max(self.chapters, numeral(match["whole"]) or 0)
        paths = set(self.articles.values())
        for path, clause in self.clauses.items():
            part, steps = path.removesuffix(clause.eid), clause.eid.split("__")
            for length in range(1, len(steps)):
                above = part + "__".join(steps[:length])
                if above in paths:
                    self._below.setdefault(above, []).append(path)

    def article(self, number: str) -> str:
        """Return the words of an article with all below it, a line each; empty where there is none."""
        path = self.articles.get(number)
        if path is None:
            return ""
        return "\n".join(self.clauses[part].text for part in (path, *self._below.get(path, ())))

    def units(self) -> list[AlignedUnit]:
        """Return the articles for `graph.records.alignment`; `eid` is the number."""
        return [
            AlignedUnit(number, self.clauses[path].marker, self.article(number))
            for number, path in self.articles.items()
        ]

    def became(self, other: "Wording") -> dict[str, Match]:
        """Return what each article (by its number) is in another text."""
        return {unit.eid: match for match in align(self.units(), other.units()) for unit in match.old}

    def lacks(self, name: str) -> Lacking | None:
        """Return what stands in the place of a provision that the text does not have; None where it has it, or where that cannot
        be told. name: `art_12__para_1__point_7`."""
        steps = [(m["unit"], int(m["number"]), m["sub"]) for m in _STEP.finditer(name)]
        article = next(((number, sub) for unit, number, sub in steps if unit == "art"), None)
        if article is None or not self.articles:
            chapter = next((number for unit, number, _ in steps if unit == "chp"), None)
            return Lacking("chp", self.chapters) if chapter and self.chapters and chapter > self.chapters else None
        key = f"{article[0]}-{article[1]}" if article[1] else str(article[0])
        path = self.articles.get(key)
        if path is None:
            return Lacking("art", max(int(number.partition("-")[0]) for number in self.articles))
        paragraph = next((number for unit, number, _ in steps if unit == "para"), None)
        count = self._paragraphs(path)
        if paragraph is not None and paragraph > count:
            return Lacking("para", count, key)
        point = next((number for unit, number, _ in steps if unit == "point"), None)
        if point is not None:
            return self._lacks_point(path, key, paragraph, point)
        return None

    def _lacks_point(self, path: str, key: str, paragraph: int | None, point: int) -> Lacking | None:
        points = self._points(path, paragraph)
        if not points or point in points:
            # A list that is printed inside a paragraph has no clauses of its own.
            inside = {numeral(number) for number in _POINT.findall(self.article(key))}
            return (
                None
                if point in points or point in inside or not (points or inside)
                else Lacking("point", max(n for n in inside if n), key)
            )
        return Lacking("point", max(points), key)

    def _paragraphs(self, path: str) -> int:
        depth = self.clauses[path].eid.count("__") + 1
        below = (self.clauses[part] for part in self._below.get(path, ()))
        return 1 + sum(clause.level == "paragraph" and clause.eid.count("__") == depth for clause in below)

    def _points(self, path: str, paragraph: int | None) -> set[int]:
        """Return the numbers of the points of a paragraph; of the whole article where none is named."""
        found = set()
        for part in self._below.get(path, ()):
            steps = part.removeprefix(path).strip("_").split("__")
            inside = int(steps[0].removeprefix("para_").partition("-")[0]) if steps[0].startswith("para_") else 1
            last = _STEP.fullmatch(steps[-1])
            if last is None or last["unit"] != "point" or len(steps) - steps[0].startswith("para_") != 1:
                continue
            if paragraph is None or paragraph == inside:
                found.add(int(last["number"]))
        return found

    @property
    def words(self) -> str:
        """All words of the text, a clause a line."""
        return "\n".join(clause.text for clause in self.clauses.values())


def read_wordings(view: View, documents: Iterable[str]) -> Wording:
    """Read the texts of published documents (IRIs) as one. Where several sources print a clause, the least of their words counts."""
    found: dict[str, ClauseWords] = {}
    volumes = sorted(set(documents))
    for row in select_rows(view, _CLAUSES.format(iris=terms(volumes))) if volumes else ():
        document, path = row["document"], below(row["clause"], row["document"])
        if len(volumes) > 1:
            path = f"{volumes.index(document)} {path}"
        clause = ClauseWords(
            path, row["eid"], row["level"], row.get("marker", ""), int(row["start"]), row.get("text", "")
        )
        known = found.get(path)
        if known is None or (clause.text, clause.start) < (known.text, known.start):
            found[path] = clause
    return Wording(found.values())


def _number(marker: str) -> str:
    match = _ARTICLE.match(marker.replace(" ", ""))
    whole = numeral(match["whole"]) if match else None
    if match is None or not whole:
        return ""
    sub = numeral(match["sub"] or "")
    return f"{whole}-{sub}" if sub else str(whole)
