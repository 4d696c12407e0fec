"""Draw addresses of the explorer from a store, for `benchmarks.explorer` to load. The same store gives the same addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from graph.query.query import Parameter, all_queries
from graph.records.agencies import AgencyRow, list_agencies
from graph.records.documents import DocumentRow, list_documents
from graph.records.ledger import Book, build_book
from graph.records.network import Network, read_network
from graph.records.search import FACETS
from graph.records.tasks import read_tasks
from graph.store.store import Store
from graph.store.view import View
from ontology.enumerations import PartyRole, Status

SEED = 20200101
LARGE = 60
"""How many of the largest things count as "large"."""
WORDS = (
    "安全生产",
    "废止",
    "应当",
    "数据",
    "印发 通知",
    "没有这样的字",
    "消防",
    "施行",
    "责任",
    "规划 环境",
    "由市财政局会同",
    "湿地保护",
    "不得",
    "养老 服务 设施",
    "自2019年10月1日起",
    "行政处罚",
    "企业 信用",
    "未成年人",
)
SAMPLE = Path(__file__).parents[1] / "examples"
_SIZES = """
SELECT ?document ?length WHERE { ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source . ?source zm:length ?length }"""


@dataclass(frozen=True, slots=True)
class PageLoads:
    """A line of the report. loads: the parameters of each address; pasted: the text that is pasted into the form."""

    name: str
    page: str
    loads: Sequence[Mapping[str, str]]
    pasted: Sequence[str] = ()


def draw(store: Path, count: int, seed: int = SEED) -> tuple[PageLoads, ...]:
    """Return the lines of the report with `count` addresses each."""
    with Store.open(store) as view:
        rows = list_documents(view)
        book = build_book(read_tasks(view))
        bodies, links = list_agencies(view, rows, book.shares), read_network(view)
        sizes = _sizes(view)
    random = Random(seed)

    def some(make: Callable[[], Mapping[str, str]]) -> list[Mapping[str, str]]:
        return [make() for _ in range(count)]

    def as_of() -> dict[str, str]:
        return {"as_of": f"{random.randint(1995, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"}

    def page(size: int, each: int) -> dict[str, str]:
        return {"page": str(random.randint(1, max(1, size // each)))}

    def any_of(items: Sequence[str]) -> str:
        return random.choice(items)

    documents, iris = [row.iri for row in rows], [row.agency.iri for row in bodies]
    numbers, titles = [row.number for row in rows if row.number], [row.title for row in rows if row.title]
    busy = sorted(bodies, key=lambda row: -(row.documents + row.tasks))
    long, short = sizes[:LARGE], sizes[-LARGE:]
    met = sorted(links.said.keys() | links.heard.keys(), key=lambda iri: (-_degree(links, iri), iri))
    ends = [(iri, other) for iri in met if (other := _far(links, iri, random))]
    named = _named(rows)
    values = _Values(random, rows, bodies)
    saved = [
        {"name": query.name} | {f"p.{parameter.name}": values.value_for(parameter) for parameter in query.parameters}
        for _ in range(1 + count // len(all_queries()))
        for query in all_queries()
    ]
    samples = [file.read_text("utf-8") for file in sorted(SAMPLE.glob("*公报*"))]
    return (
        PageLoads("overview", "overview", some(as_of)),
        PageLoads("overview, look up", "overview", some(lambda: as_of() | {"q": any_of(numbers)})),
        PageLoads("documents", "documents", some(lambda: page(len(rows), 20) | as_of())),
        PageLoads(
            "documents, facets", "documents", some(lambda: _facets(random.choice(rows), random, named) | as_of())
        ),
        PageLoads("search: number", "documents", some(lambda: {"q": _spelt(any_of(numbers), random)})),
        PageLoads("search: title", "documents", some(lambda: {"q": any_of(titles)})),
        PageLoads("search: words", "documents", some(lambda: {"q": any_of(WORDS)} | as_of())),
        PageLoads("search: a phrase", "documents", some(lambda: {"q": any_of(titles)[2:7]})),
        PageLoads("document", "document", some(lambda: {"iri": any_of(documents)} | as_of())),
        PageLoads("document, large", "document", some(lambda: {"iri": any_of(long)})),
        PageLoads("document, small", "document", some(lambda: {"iri": any_of(short)})),
        PageLoads("agencies", "agencies", some(lambda: page(len(bodies), 25))),
        PageLoads(
            "agencies, matrix",
            "agencies",
            some(lambda: {"view": "matrix", "q": random.choice(busy[:LARGE]).agency.zh[:3]}),
        ),
        PageLoads("agency", "agency", some(lambda: {"iri": any_of(iris)})),
        PageLoads("agency, large", "agency", some(lambda: {"iri": random.choice(busy[:LARGE]).agency.iri})),
        PageLoads("graph", "graph", some(lambda: {"iri": any_of(documents)})),
        PageLoads("graph, hubs, 2 steps", "graph", some(lambda: {"iri": any_of(met[:LARGE]), "depth": "2"})),
        PageLoads(
            "graph, agencies", "graph", some(lambda: {"iri": random.choice(busy[:LARGE]).agency.iri, "depth": "2"})
        ),
        PageLoads("graph, chain", "graph", some(lambda: dict(zip(("iri", "to"), random.choice(ends), strict=True)))),
        PageLoads("graph, search", "graph", some(lambda: {"q": any_of(titles)[:6]})),
        PageLoads("tasks", "tasks", some(lambda: page(len(book.tasks), 25))),
        PageLoads("tasks, filters", "tasks", some(lambda: _task_filters(book, random) | as_of())),
        PageLoads("tasks, calendar", "tasks", some(lambda: {"view": "calendar"} | _month(book, random) | as_of())),
        PageLoads("validation", "validation", some(lambda: {"page": str(random.randint(1, 20))})),
        PageLoads("sparql", "sparql", some(dict)),
        PageLoads("sparql, questions", "sparql", saved[:count]),
        PageLoads("add", "add", some(dict), [_varied(any_of(samples), n) for n in range(count)]),
    )


def _sizes(view: View) -> list[str]:
    """Return the documents that are alone in their source, the longest first."""
    alone: dict[str, list[tuple[int, str]]] = {}
    for row in view.select(_SIZES.replace("?document ?length", "?source ?document ?length", 1)):
        alone.setdefault(row["source"].value, []).append((int(row["length"].value), row["document"].value))
    return [iri for _, iri in sorted((held[0] for held in alone.values() if len(held) == 1), reverse=True)]


def _degree(links: Network, iri: str) -> int:
    return len(links.said.get(iri, ())) + len(links.heard.get(iri, ()))


def _far(links: Network, iri: str, random: Random) -> str:
    """Return a document some steps away; empty where there is none."""
    here = iri
    for _ in range(random.randint(2, 4)):
        here = random.choice([*links.said.get(here, ()), *links.heard.get(here, ())])
    return here if here != iri else ""


def _named(rows: Sequence[DocumentRow]) -> dict[str, list[str]]:
    return {
        "year": sorted({row.year for row in rows if row.year}),
        "status": [Status.IN_FORCE, Status.REPEALED, Status.UNKNOWN],
    }


def _facets(row: DocumentRow, random: Random, named: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return one or two facets, with values of a document."""
    chosen = random.sample(sorted(FACETS), random.randint(1, 2))
    own = {facet: value(row, {}) for facet, value in FACETS.items()}
    return {facet: random.choice(named[facet]) if facet in named else next(iter(own[facet]), "-") for facet in chosen}


def _spelt(number: str, random: Random) -> str:
    """Return a number with other brackets, whole or cut."""
    other = number.translate(str.maketrans("〔〕", random.choice(("[]", "()", "（）", "【】"))))
    return other if random.random() < 0.7 else other.rstrip("0123456789号")


def _task_filters(book: Book, random: Random) -> dict[str, str]:
    """Return two or three filters of the tasks."""
    party, year = random.choice(book.parties)[0], random.choice(book.years)
    filters: list[dict[str, str]] = [
        {"agency": party},
        {"from": f"{year}-01-01", "until": f"{year}-12-31"},
        {"role": random.choice(tuple(PartyRole))},
        {"q": random.choice(WORDS[:10])},
        {"standing": random.choice(("coming", "past", "undated"))},
        {"view": "agency"},
        {"document": random.choice(book.documents)[0].iri},
    ]
    return {name: value for each in random.sample(filters, random.randint(2, 3)) for name, value in each.items()}


def _month(book: Book, random: Random) -> dict[str, str]:
    return {"month": f"{random.choice(book.years)}-{random.randint(1, 12):02}"}


def _varied(text: str, place: int) -> str:
    """Return a text that was not read before, because its numbers differ."""
    return text.replace("〕", f"〕{place + 1}")


class _Values:
    """Values for the parameters of saved questions, as users would type them."""

    def __init__(self, random: Random, rows: Sequence[DocumentRow], bodies: Sequence[AgencyRow]) -> None:
        self._random, self._rows, self._bodies = random, rows, bodies

    def value_for(self, parameter: Parameter) -> str:
        row = self._random.choice([row for row in self._rows if row.number and row.title])
        match parameter.kind, parameter.name:
            case "date", "until" | "before":
                return "2024-12-31"
            case "date", _:
                return f"{self._random.randint(2015, 2020)}-06-30"
            case _, "document":
                return row.number
            case _, "agency":
                return self._random.choice(self._bodies[:LARGE]).agency.zh
            case _, "title" | "text":
                return row.title[:12]
            case _:
                return parameter.default or ""
