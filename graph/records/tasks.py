"""Tasks, parties, time limits and duties out of the graph: those of one document, the tasks of all, the duties of an agency.

One query a kind of thing, however many things there are, and a row a property of it: with several OPTIONAL in one row the
embedded engine is a hundred times slower.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from graph.records.changed_things import properties
from graph.records.printed import find_printed
from graph.records.resources import Resources, read_resources
from graph.records.rows import FEW, Key, Record, batches, collect, describe, local_name, terms
from graph.records.statements import Statements, read_rows, read_statements
from graph.records.words import place_in_clauses
from graph.records.work import NOTHING, DutyRow, TaskRow, Work
from graph.records.work_rows import LINKS, WorkRows, build_duties, build_limits, build_tasks
from graph.review.progress import PROGRESS, Progress, key_of, read_progress
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Modality

_DEEPEST = 12  # steps from a task's clause up to its document; there are six or seven at most
_PLACE = "zm:inClause zm:offsets"
_THING = f"rdf:type zm:setBy zm:quote zm:cue zm:bearer zm:bearerKind zm:condition {_PLACE} {' '.join(f'zm:{n}' for n in LINKS)}"
_PARTY = f"zm:partyName zm:role zm:agency zm:group zm:reason {_PLACE}"
_LIMIT = f"zm:timeKind zm:printed zm:quote zm:setBy zm:due zm:recurrence zm:duration zm:anchor zm:reason {_PLACE}"
_BASIS = "zm:citedTitle zm:citedNumber"
_DOCUMENT = (
    "zm:position eli:number dct:title eli:date_document eli:first_date_entry_in_force eli:date_no_longer_in_force"
)
_CLAUSE = "zm:eId zm:marker zm:heading eli:is_part_of"
TASK_PROPERTIES = properties(
    f"{_THING} {_PARTY} {_LIMIT} {_BASIS} {_DOCUMENT} {_CLAUSE} zm:text zm:issues zm:hasAnnex skos:prefLabel rdfs:label"
) | properties(" ".join(PROGRESS))
"""The properties from which tasks are read."""
_TASKS = "?thing a zm:Task ."
_TASKS_OF = "VALUES ?document {{ {documents} }} ?thing zm:setBy ?document ; a zm:Task ."
_QUERY = """
SELECT DISTINCT ?source ?node ?property ?value WHERE {{
  {pattern} GRAPH ?graph {{ ?node ?property ?value . FILTER(?property IN ({properties})) }}
  OPTIONAL {{ ?graph zm:saidBy ?by }} BIND(COALESCE(?by, ?graph) AS ?source)
}}"""


def read_work(view: View, document: str, source: str) -> Work:
    """Return what the published document sets, as `source` (an IRI) prints it."""
    printed = find_printed(view, document)
    if printed is None:
        return NOTHING
    rows = read_rows(view, printed, source)
    said = read_statements(view, document, rows)
    return work_of(said, source, rows.clauses, read_resources(view, said.mentioned(source)))


def work_of(said: Statements, source: str, clauses: Iterable[Record], names: Resources) -> Work:
    """Return what a document sets, out of what is read of it. clauses: of `read_rows`; names: of what it mentions."""
    key = (source, said.document)
    parts = {
        (source, iri): names.value(iri, "title")
        for link in ("issues", "hasAnnex")
        for iri in said.values.get((source, link), ())
    }
    rows = WorkRows(
        things={key: row for key, row in said.nodes.items() if key[0] == source and "setBy" in row},
        parts={key: row for key, row in said.nodes.items() if key[0] == source},
        links=said.links,
        documents={key: said.nodes.get(key, {})},
        names=names,
        clauses={(source, row["clause"]): row for row in clauses if "eId" in row},
        titles=parts,
    )
    return Work(tuple(build_tasks(rows)), build_limits(rows), tuple(build_duties(rows)))


def read_tasks(view: View, documents: Collection[str] | None = None) -> tuple[TaskRow, ...]:
    """Return all tasks, by the dates and numbers of their documents, then as printed (`task_order`); of a document in two sources only
    once. Each with what its office has noted of it. documents: only the tasks of these (IRIs)."""
    if documents is not None:
        some = (_number_tasks(view, _TASKS_OF.format(documents=terms(of))) for of in batches(sorted(documents), FEW))
        return tuple(sorted(chain.from_iterable(some), key=task_order))
    return tuple(_number_tasks(view, _TASKS))


def _number_tasks(view: View, which: str) -> list[TaskRow]:
    """Return all tasks of some documents. which: a pattern for the tasks."""
    first: dict[object, str] = {}
    among: Counter[object] = Counter()
    held: list[TaskRow] = []
    found: list[TaskRow] = []
    iris = base.iris(view)
    noted = read_progress(view, iris)
    for task in build_tasks(_read(view, which, clauses=True)):
        # Within one source, rows of the same words are as many tasks.
        key = (task.document.iri, task.text, frozenset((party.role, party.full) for party in task.parties))
        if first.setdefault(key, task.source) == task.source:
            held.append(task)
    for task in sorted(held, key=task_order):
        among[alike := (task.document.iri, task.source, task.text)] += 1
        known = key_of(iris.relative(task.document.iri), task.text, among[alike])
        found.append(replace(task, key=known, progress=noted.get(known), nth=among[alike]))
    return found


def list_unmatched(view: View, tasks: Iterable[TaskRow]) -> list[Progress]:
    """Return the noted states whose tasks the store no longer contains in these words. tasks: `read_tasks(view)`."""
    held = {task.key for task in tasks}
    return [progress for key, progress in read_progress(view, base.iris(view)).items() if key not in held]


def read_duties(view: View, agency: str) -> tuple[DutyRow, ...]:
    """Return the duties that an agency (an IRI) bears, by modality, the newest documents first; of one in two sources only once."""
    found: dict[object, DutyRow] = {}
    for duty in build_duties(_read(view, f"?thing zm:bearerAgency {terms([agency])} .", clauses=False)):
        found.setdefault((duty.document.iri, duty.sentence, duty.modality), duty)
    newest = sorted(found.values(), key=lambda duty: duty.document.signed or date.min, reverse=True)
    return tuple(sorted(newest, key=lambda duty: Modality.rank(duty.modality)))


def task_order(task: TaskRow) -> tuple[date, str, str, int, int, str]:
    """Return the key by which tasks are sorted."""
    document = task.document
    return document.signed or date.min, document.number, task.source, document.position, task.position, task.iri


def _read(view: View, which: str, *, clauses: bool) -> WorkRows:
    """Everything about the tasks or duties (?thing) that a pattern names. clauses: where they occur, and who has them."""

    same: dict[str, str] = {}

    def ask(pattern: str, properties: str) -> list[tuple[Key, str, str]]:
        sparql = _QUERY.format(pattern=pattern, properties=", ".join(properties.split()))
        return sorted(describe(view, sparql, same))

    links: defaultdict[tuple[Key, str], list[str]] = defaultdict(list)
    rows = ask(f"{which} BIND(?thing AS ?node)", _THING)
    for key, name, value in rows:
        if name in LINKS:
            links[key, name].append(value)
    things = collect(rows)
    parts = collect(
        row
        for link, properties in (("zm:hasDeadline", _LIMIT), ("zm:basis", _BASIS), ("zm:hasAssignment", _PARTY))
        for row in ask(f"{which} ?thing {link} ?node .", properties)
    )
    placed = things | parts
    clauses_of = {row["inClause"] for row in placed.values() if "inClause" in row and "offsets" not in row}
    texts: dict[Key, str] = {}
    for some in batches(sorted(clauses_of)):
        texts |= {key: row["text"] for key, row in collect(ask(f"VALUES ?node {{ {terms(some)} }}", "zm:text")).items()}
    place_in_clauses(placed, texts)
    titles = ask(f"{which} ?thing zm:setBy/(zm:issues|zm:hasAnnex) ?node .", "dct:title") if clauses else []
    bodies = {row[name] for row in parts.values() for name in ("agency", "group") if name in row}
    bodies |= {iri for (_, name), iris in links.items() if name == "bearerAgency" for iri in iris}
    return WorkRows(
        things,
        parts,
        links,
        collect(ask(f"{which} ?thing zm:setBy ?node .", _DOCUMENT)),
        read_resources(view, bodies),
        _read_clauses(view, things) if clauses else {},
        {key: row["title"] for key, row in collect(titles).items()},
    )


def _read_clauses(view: View, things: Mapping[Key, Record]) -> dict[Key, Record]:
    """Return the clauses in which the tasks occur, and those that these occur in."""
    known: dict[Key, Record] = {}
    ring = {row.get("inClause", "") for row in things.values() if local_name(row.get("type", "")) == "Task"}
    properties = ", ".join(_CLAUSE.split())
    # Step by step, each from what the last one found: a path with `*` takes a hundred times as long in the embedded
    # engine, and one that begins at the tasks again for each step half as long again for each.
    for _ in range(_DEEPEST):
        found: dict[Key, Record] = {}
        for some in batches(sorted(ring - {""})):
            pattern = f"VALUES ?node {{ {terms(some)} }}"
            found |= collect(describe(view, _QUERY.format(pattern=pattern, properties=properties)))
        known |= {key: row for key, row in found.items() if "eId" in row}
        ring = {row.get("is_part_of", "") for row in found.values() if "eId" in row} - {iri for _, iri in known}
        if not ring:
            break
    return known
