"""Look up the provisions of a component by the names that texts use: 第十四条第二款第（三）项 is its clause `art_14__para_2__point_3`."""

from collections.abc import Iterator, Sequence

from ingest.model import Clause, Level, ProvisionStep, ProvisionUnit
from ontology.numbers import numeral

_MOST_PARAGRAPHS = 60
"""So many paragraphs of an article are searched for a point that is named without its paragraph."""


def name(path: Sequence[ProvisionStep]) -> str:
    """Return the name of a provision: `art_7__para_2__point_1`."""
    return "__".join(map(str, path))


def rule_made(path: Sequence[ProvisionStep]) -> str:
    """Return the eId that the clause of a provision has by the naming rules, where its text is not known: an article's first
    paragraph is the article itself, and 目 are points of points."""
    kept = [step for step in path if step != ProvisionStep(ProvisionUnit.PARAGRAPH, 1)]
    return "__".join(
        str(ProvisionStep(ProvisionUnit.POINT, step.number) if step.unit is ProvisionUnit.ITEM else step)
        for step in kept
    )


class Provisions:
    """The provisions of one component. Each look-up takes constant time."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = {clause.eid: clause for clause in clauses}
        self.articles: list[ProvisionStep] = []
        """The articles in printed order, each once."""
        self._upper: dict[tuple[ProvisionStep, ...], str] = {}
        self._paragraphs: dict[str, int] = {}
        self._places: dict[ProvisionStep, int] = {}
        for clause in clauses:
            self._add(clause)
        if not self.articles:
            self._upper |= _numbered_through(clauses)

    def _add(self, clause: Clause) -> None:
        match clause.level:
            case Level.ARTICLE if (step := _numbered(clause, ProvisionUnit.ARTICLE)) and step not in self._places:
                self._places[step] = len(self.articles)
                self.articles.append(step)
                self._upper[step,] = clause.eid
            case Level.PART | Level.CHAPTER | Level.SECTION:
                unit = {Level.PART: ProvisionUnit.PART, Level.CHAPTER: ProvisionUnit.CHAPTER}.get(
                    clause.level, ProvisionUnit.SECTION
                )
                if step := _numbered(clause, unit):
                    path = (*self.path(clause.parent), step) if clause.parent else (step,)
                    self._upper.setdefault(path, clause.eid)
                    if unit is not ProvisionUnit.SECTION:
                        self._upper.setdefault((step,), clause.eid)  # chapters are numbered through
                    elif len(path) > 2:
                        self._upper.setdefault(path[-2:], clause.eid)
            case Level.PARAGRAPH if clause.parent and self.clauses[clause.parent].level is Level.ARTICLE:
                self._paragraphs[clause.parent] = self._paragraphs.get(clause.parent, 1) + 1
            case Level.LEVEL if clause.parent is None and (step := _numbered(clause, ProvisionUnit.ARTICLE)):
                self._upper.setdefault((step,), clause.eid)  # 本决定第三条: 三、

    def paragraphs(self, article: str) -> int:
        """Return how many paragraphs (款) the article with this eId has."""
        return self._paragraphs.get(article, 1)

    def following(self, article: ProvisionStep, last: ProvisionStep) -> Iterator[ProvisionStep]:
        """Return the articles behind one up to another, those inserted (之一) among them; nothing where one of them is absent."""
        if article in self._places and last in self._places:
            yield from self.articles[self._places[article] + 1 : self._places[last] + 1]

    def before(self, article: ProvisionStep, count: int) -> list[ProvisionStep]:
        """Return the articles directly before one, in printed order."""
        at = self._places.get(article, 0)
        return self.articles[max(0, at - count) : at]

    def path(self, eid: str | None) -> tuple[ProvisionStep, ...]:
        """Return the upper levels (编章节条款) around the clause with this eId, and itself if it is one of them, outermost first.
        The paragraph counts where it is in an article."""
        steps: list[ProvisionStep] = []
        below: Clause | None = None
        while eid is not None:
            clause = self.clauses[eid]
            if clause.level is Level.ARTICLE and (step := _numbered(clause, ProvisionUnit.ARTICLE)):
                inside = below is not None and below.level is Level.PARAGRAPH
                steps += [ProvisionStep(ProvisionUnit.PARAGRAPH, _ordinal(below.eid) if inside and below else 1), step]
            elif clause.level is Level.POINT and (point := _numbered(clause, ProvisionUnit.POINT)):
                steps.append(point)
            elif clause.level in _UPPER and (step := _numbered(clause, _UPPER[clause.level])):
                steps.append(step)
            below, eid = clause, clause.parent
        return tuple(reversed(steps))

    def find(self, path: Sequence[ProvisionStep]) -> str | None:
        """Return the eId of a provision; None if the text does not have it.

        A point without its paragraph is that of the first paragraph that has one of this number.
        """
        head = [step for step in path if step.unit.depth <= ProvisionUnit.ARTICLE.depth]
        articles = [step for step in head if step.unit is ProvisionUnit.ARTICLE]
        eid = self._upper.get(tuple(articles or head))
        rest = path[len(head) :]
        if eid is None or not rest:
            return eid
        if rest[0].unit is ProvisionUnit.PARAGRAPH:
            if rest[0].number > self.paragraphs(eid) and self.clauses[eid].level is Level.ARTICLE:
                return None
            return self._inside(_paragraph(eid, rest[0].number), rest[1:]) or self._continued(eid, rest)
        for number in range(1, min(self.paragraphs(eid), _MOST_PARAGRAPHS) + 1):
            if found := self._inside(_paragraph(eid, number), rest):
                return found
        return None

    def _continued(self, article: str, steps: Sequence[ProvisionStep]) -> str | None:
        """Return the eId of a point of a paragraph whose list a line without a number interrupts: the points behind that line
        are read as those of the next paragraph, and go on counting."""
        if len(steps) < 2 or steps[1].unit is not ProvisionUnit.POINT:
            return None
        last = min(self.paragraphs(article), steps[0].number + _MOST_PARAGRAPHS)
        for number in range(steps[0].number + 1, last + 1):
            paragraph = _paragraph(article, number)
            if f"{paragraph}__point_1" in self.clauses:
                return None
            if found := self._inside(paragraph, steps[1:]):
                return found
        return None

    def _inside(self, eid: str, steps: Sequence[ProvisionStep]) -> str | None:
        """Return the eId of a point, or of a point of a point, inside a clause."""
        for step in steps:
            inner = (f"{eid}__{word}_{step.number}" for word in ("point", "lvl"))
            found = next((candidate for candidate in inner if candidate in self.clauses), None)
            if found is None:
                return None
            eid = found
        return eid if eid in self.clauses else None


def _numbered_through(clauses: Sequence[Clause]) -> dict[tuple[ProvisionStep, ...], str]:
    """Return the articles of a text that numbers them 1. to 50. through its sections (一、, 二、), as it names them: 第41条 is 41."""
    found = [(step, clause) for clause in clauses if (step := _plain_number(clause))]
    through = [step.number for step, _ in found] == list(range(1, len(found) + 1))
    return {(step,): clause.eid for step, clause in found} if through and len({c.parent for _, c in found}) > 1 else {}


def _plain_number(clause: Clause) -> ProvisionStep | None:
    inside = clause.level is Level.LEVEL and clause.parent is not None and clause.parent.count("lvl") == 1
    return _numbered(clause, ProvisionUnit.ARTICLE) if inside and clause.marker[:1].isdigit() else None


def _paragraph(article: str, number: int) -> str:
    """Return the eId of an article's paragraph; the first is the article itself."""
    return article if number == 1 else f"{article}__para_{number}"


_UPPER = {Level.PART: ProvisionUnit.PART, Level.CHAPTER: ProvisionUnit.CHAPTER, Level.SECTION: ProvisionUnit.SECTION}


def _numbered(clause: Clause, unit: ProvisionUnit) -> ProvisionStep | None:
    """Return a clause's step by its marker: 第一百二十条之一 → `art_120-1`."""
    whole, _, inserted = clause.marker.strip("第（）()、. ").replace(" ", "").partition("之")
    number = numeral(whole.strip("编章节条分、.．（）() "))
    return ProvisionStep(unit, number, numeral(inserted) or 0) if number else None


def _ordinal(eid: str) -> int:
    """Return the number at the end of an eId: `art_3__para_2` → 2."""
    digits = eid.rpartition("_")[2].partition("-")[0]
    return int(digits) if digits.isdigit() else 1
