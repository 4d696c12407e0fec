"""The words of a published text by its provisions: what 第十二条第二款第七项 says, and what the text has instead.

The clauses of a text are read by their IRIs alone, and the words of an article when they are asked for: a check names a few articles of
each of thirty laws.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.patterns import pattern
from graph.records.alignment import AlignedUnit, Match, align
from graph.records.rows import select_about, select_rows, terms
from graph.store.view import View
from ontology.iri import below
from ontology.numbers import numeral, printed_article
from ontology.provisions import ARTICLE

_CLAUSES = "SELECT ?document ?clause WHERE {{ VALUES ?document {{ {iris} }} ?clause eli:is_part_of+ ?document }}"
_WORDS = """
SELECT ?clause ?start ?text WHERE {{
  VALUES ?clause {{ {iris} }} ?clause zm:start ?start . OPTIONAL {{ ?clause zm:text ?text }}
}}"""
_STEP = re.compile(r"(?P<unit>[A-Za-z]+)_(?P<number>\d+)(?:-(?P<sub>\d+))?")
_PART = re.compile(r"(?:(?P<volume>\d+) )?(?:(?P<role>doc|att)_(?P<number>\d+)/)?")
_ROLES = (None, "doc", "att")
"""The text itself, what it issues, what is annexed: of articles of one number the first is meant."""
_POINT = pattern("named-point").pattern


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause's own words. start: where it begins in the text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """The nearest units that a text has instead of a provision that it lacks. unit: `art`, `para`, `point`, `chp`; has: the last
    number, or the count, of that unit there; within: the article that lacks it, as its number (`12`, `120-1`), empty for the whole
    text."""

    unit: str
    has: int
    within: str = ""


class Wording:
    """The provisions of one text, or of several that are one law in volumes (the books of a code).

    paths: of its clauses below the published document, `doc_1/art_3__para_2`, those of volumes each with its own beginning. read:
    returns the words of clauses by path; each is asked for once.
    """

    def __init__(self, paths: Iterable[str], read: Callable[[Sequence[str]], Mapping[str, ClauseWords]]) -> None:
        self._read, self._known = read, dict[str, ClauseWords]()
        self._paths = sorted(paths, key=lambda path: (_place(path), path))
        self.articles: dict[str, str] = {}
        """Article number (`12`, `120-1`) → path, each once, by number."""
        self.chapters = 0
        self._below: dict[str, list[str]] = {}
        for path in self._paths:
            last = _eid(path).split("__")[-1]
            if match := ARTICLE.fullmatch(last):
                self.articles.setdefault(match[1], path)
            elif (match := _STEP.fullmatch(last)) and match["unit"] == "chp":
                self.chapters = max(self.chapters, int(match["number"]))
        self.articles = dict(sorted(self.articles.items(), key=lambda item: [*map(int, item[0].split("-"))]))
        held = set(self.articles.values())
        for path in self._paths:
            part, steps = path.removesuffix(_eid(path)), _eid(path).split("__")
            for length in range(1, len(steps)):
                above = part + "__".join(steps[:length])
                if above in held:
                    self._below.setdefault(above, []).append(path)

    def article(self, number: str) -> str:
        """Return the words of an article with all below it, a line each; empty where there is none."""
        path = self.articles.get(number)
        return "" if path is None else self._joined([path, *self._below.get(path, ())])

    @cached_property
    def units(self) -> tuple[AlignedUnit, ...]:
        """The articles in printed order, for `graph.records.alignment`; `eid` is the number."""
        self._look_up(self._paths)
        printed = sorted(self.articles, key=lambda number: self._place(self.articles[number]))
        return tuple(AlignedUnit(number, printed_article(number), self.article(number)) for number in printed)

    @property
    def words(self) -> str:
        """All words of the text, a clause a line."""
        return self._joined(self._paths)

    def _joined(self, paths: Sequence[str]) -> str:
        self._look_up(paths)
        words = sorted(
            (path for path in paths if self._known[path].text), key=lambda path: (self._place(path), len(path))
        )
        return "\n".join(self._known[path].text for path in words)

    def _place(self, path: str) -> tuple[int, int]:
        """Return where a clause is printed: its volume, and its place in that."""
        return _place(path)[0], self._known[path].start

    def _look_up(self, paths: Sequence[str]) -> None:
        if lacking := [path for path in paths if path not in self._known]:
            self._known |= {path: ClauseWords(0, "") for path in lacking} | dict(self._read(lacking))

    def became(self, other: "Wording") -> dict[str, Match]:
        """Return what each article (by its number) is in another text."""
        return {unit.eid: match for match in align(self.units, other.units) for unit in match.old}

    def lacks(self, name: str) -> Lacking | None:
        """Return what replaces a provision that the text lacks; None where the text has it, or where the replacement cannot
        be found. name: `art_12__para_1__point_7`."""
        steps = [(m["unit"], int(m["number"]), m["sub"]) for m in _STEP.finditer(name)]
        article = next(((number, sub) for unit, number, sub in steps if unit == "art"), None)
        if article is None or not self.articles:
            chapter = next((number for unit, number, _ in steps if unit == "chp"), None)
            # A text of articles without chapters has none; one without either may be read only in part.
            return (
                Lacking("chp", self.chapters)
                if chapter and (self.articles or self.chapters) and chapter > self.chapters
                else None
            )
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
        depth = _eid(path).count("__") + 1
        below = (_eid(part).split("__") for part in self._below.get(path, ()))
        return 1 + sum(steps[-1].startswith("para_") and len(steps) == depth + 1 for steps in below)

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


def read_wordings(view: View, documents: Iterable[str]) -> Wording:
    """Read the texts of published documents (IRIs) as one. Where several sources print a clause, the least of their words counts.

    The view must be open as long as words are asked for.
    """
    volumes = sorted(set(documents))
    clauses: dict[str, str] = {}
    for row in select_rows(view, _CLAUSES.format(iris=terms(volumes))) if volumes else ():
        path = below(row["clause"], row["document"])
        clauses[f"{volumes.index(row['document'])} {path}" if len(volumes) > 1 else path] = row["clause"]
    paths = {iri: path for path, iri in clauses.items()}

    def read(wanted: Sequence[str]) -> dict[str, ClauseWords]:
        found: dict[str, ClauseWords] = {}
        for row in select_about(view, _WORDS, [clauses[path] for path in wanted]):
            clause, path = ClauseWords(int(row["start"]), row.get("text", "")), paths[row["clause"]]
            known = found.get(path)
            if known is None or (clause.text, clause.start) < (known.text, known.start):
                found[path] = clause
        return found

    return Wording(clauses, read)


def _place(path: str) -> tuple[int, int, int]:
    """Return where a clause's part occurs: by volume, by `_ROLES`, by number."""
    part = _PART.match(path)
    assert part is not None  # the pattern matches nothing, too
    return int(part["volume"] or 0), _ROLES.index(part["role"]), int(part["number"] or 0)


def _eid(path: str) -> str:
    """Return the eId of a clause by its path."""
    return re.split("[/ ]", path)[-1]
