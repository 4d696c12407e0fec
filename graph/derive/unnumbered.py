"""Published texts that print no number of their own, cited with one: 《渡口办法》（岚政发〔2012〕3号）, and the store has 渡口办法.

Collections of laws often leave the number out. The number then stands for the text whose title folds alike, of the same place, that was
made in the number's year; and a text that was revised later is an edition of it. A number without a year (国务院令第286号) stands for the
only text of its title and place, or for its editions, if no other number is given for that title. Where several texts may be meant, none
is.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.derive.asking import rows
from graph.derive.index import TitleIndex, TitleSide
from graph.store.view import View, text
from ontology.identifiers import Numbered
from ontology.iri import Iris, local_name
from ontology.titles import identity

_CITED = """
SELECT DISTINCT ?target ?title WHERE {
  ?reference zm:citedNumber ?number ; zm:citedTitle ?title ; zm:citing ?citing ; zm:target ?target .
  FILTER NOT EXISTS { ?target a zm:PublishedDocument }
  FILTER NOT EXISTS { ?edition eli:is_member_of ?target }
  FILTER EXISTS { GRAPH ?source { ?citing ?edge ?target } FILTER(?source != %s) }
}"""
_TEXTS = """
SELECT ?document ?title ?place ?day ?revised WHERE { %(document)s
  ?document a zm:PublishedDocument ; dct:title ?title .
  FILTER NOT EXISTS { ?document eli:number ?number }
  OPTIONAL { ?document eli:jurisdiction ?place }
  OPTIONAL { ?document eli:date_document|eli:date_publication|eli:first_date_entry_in_force ?day }
  OPTIONAL { ?document eli:version_date ?revised }
}"""


@dataclass(slots=True)
class _Text:
    """A text without a number. keys: what its titles fold to; years: of its signature, publication and entry into force; revised: the
    years of its revisions."""

    iri: str
    keys: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    revised: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """What cited numbers stand for: one: number → the text that it denotes; later: number → the editions of the text, sorted."""

    one: dict[str, str]
    later: dict[str, tuple[str, ...]]


def unnumbered(view: View, index: TitleIndex, iris: Iris) -> Unnumbered:
    """Return what each cited number stands for that no published text prints. Only texts are read whose title is cited with a number."""
    cited: dict[str, set[str]] = defaultdict(set)
    for row in view.select(_CITED % ox.NamedNode(iris.graph("derived"))):
        cited[row["target"].value].add(identity(row["title"].value))
    named_so = {title for titles in cited.values() for title in titles}
    texts = _texts(view, {thing for title in named_so for thing in index.having(TitleSide.PUBLISHED, title)})
    one: dict[str, str] = {}
    later: dict[str, tuple[str, ...]] = {}
    yearless: dict[str, list[_Text]] = {}
    for target, titles in cited.items():
        number = iris.parse(target)
        if not isinstance(number, Numbered):
            continue
        some = [text for title in titles for text in texts.get(title, ()) if text.places <= {number.place}]
        if number.year is None:
            yearless[target] = some
        elif (made := _made_in(number.year, some)) is not None:
            one[target] = made.iri
        elif editions := {text.iri for text in some if text.revised and min(text.revised) > number.year}:
            later[target] = tuple(sorted(editions))
    claimed = Counter(one.values())
    one = {target: text for target, text in one.items() if claimed[text] == 1}
    named = Counter(text.iri for some in yearless.values() for text in some)
    for target, some in yearless.items():
        candidates = {text.iri for text in some}
        if not candidates or any(named[iri] > 1 or iri in claimed for iri in candidates):
            continue
        if all(text.revised for text in some):
            later[target] = tuple(sorted(candidates))
        elif len(candidates) == 1:
            one[target] = some[0].iri
    return Unnumbered(one, later)


def _texts(view: View, documents: Collection[str]) -> dict[str, list[_Text]]:
    """The texts without a number among some published documents, by their folded titles."""
    found: dict[str, _Text] = {}
    for row in rows(view, _TEXTS, documents):
        one = found.setdefault(row["document"].value, _Text(row["document"].value))
        one.keys.add(identity(row["title"].value))
        if place := text(row, "place"):
            one.places.add(local_name(place))
        for years, name in ((one.years, "day"), (one.revised, "revised")):
            if text(row, name)[:4].isdigit():
                years.add(int(text(row, name)[:4]))
    by_title: dict[str, list[_Text]] = defaultdict(list)
    for one in found.values():
        for key in one.keys:
            by_title[key].append(one)
    return by_title


def _made_in(year: int, texts: Iterable[_Text]) -> _Text | None:
    """The one text of a number's year, else of the year before, since what is passed in December is numbered in January."""
    for made in (year, year - 1):
        some = [one for one in texts if made in one.years]
        if some:
            return some[0] if len(some) == 1 else None
    return None
