"""The steps of `benchmarks.growth`: each measures one thing about a store of so many documents, in the folder that it is given."""

import json
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, TypeVar

from benchmarks.endpoint import descendants
from ingest.read.inputs import Input
from ontology.enumerations import Severity

if TYPE_CHECKING:
    from graph.records.identity import Identity

T = TypeVar("T")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_DAY = date(2026, 1, 1)
_DOCUMENT_QUESTIONS = (
    *("impact", "events-of-document", "tasks-of-document", "facts-of-document", "clauses-of-document", "legal-bases"),
    "implementation-chain",
)
_AGENCY_QUESTIONS = ("ledger", "duties-of-agency", "documents-of-agency")
_DRAWN = 40  # loads of each page
_ASKED = 30  # documents whose status and impact are asked
_ADDED = 2
_LOOKS = 10  # looks at processes for each at what they share


class Meter:
    """Context manager: processor seconds and memory of this process and those that it starts, whoever waits for them.

    seconds: of all processors. elapsed: by the clock. peak: megabytes of all of them together, looked at once a second; what several
    share is divided among them (PSS). resident: the same ten times a second, where shared pages count for each (RSS).
    """

    seconds = elapsed = peak = resident = 0.0

    def __enter__(self) -> "Meter":
        self._used: dict[int, float] = {}
        self._ended = threading.Event()
        self._began, self._at = os.times(), time.perf_counter()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        ended, self.elapsed = os.times(), time.perf_counter() - self._at
        self._ended.set()
        self._thread.join()
        self.seconds = ended.user + ended.system - self._began.user - self._began.system + sum(self._used.values())

    def _look(self) -> None:
        looks = 0
        while not self._ended.wait(0.1):
            own = os.getpid()
            held = _resident(own)
            started = descendants(own)
            for pid in started:
                try:
                    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
                except OSError:
                    continue
                self._used[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
                held += _resident(pid)
            self.resident = max(self.resident, held)
            if looks % _LOOKS == 0:  # the kernel walks over all their pages for it
                self.peak = max(self.peak, sum(map(_proportional, (own, *started))))
            looks += 1


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE / 2**20
    except OSError:
        return 0.0


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 2**10


def build_store(place: Path, many: int, texts: Sequence[Path], longest: int, jobs: int) -> dict[str, float]:
    """Write the documents, and build a store of all but the last, which are added later."""
    known = place / "build.json"
    if known.is_file():
        figures: dict[str, float] = json.loads(known.read_text("utf-8"))
        return figures
    from benchmarks import copies
    from benchmarks.templates import bundles
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.read.inputs import find

    copies.write(place / "in", many + _ADDED, bundles(texts, longest))
    inputs = find([place / "in"])[:many]
    with Meter() as meter:
        summary = build(inputs, place / "store", jobs=jobs)
    assert not summary.failed, summary.why
    disk = sum(file.stat().st_size for file in (place / "store").rglob("*") if file.is_file()) / 1e6
    with Store.open(place / "store") as view:
        triples = len(view)
    figures = {
        "million characters": summary.characters / 1e6,
        "million triples": triples / 1e6,
        "build, s": meter.seconds,
        "build, elapsed s": meter.elapsed,
        "build, MB": meter.peak,
        "build, MB resident": meter.resident,
        "disk, MB": disk,
    }
    known.write_text(json.dumps(figures), encoding="utf-8")
    return figures


def add_one(place: Path, many: int, texts: Sequence[Path], longest: int, jobs: int) -> dict[str, float]:
    """Add two documents, one after the other, and measure the second: the first loads the libraries."""
    from ingest.pipeline import build
    from ingest.removal import remove

    store, added = place / "store", _added(place, many)
    remove([one.name for one in added], store)  # where it was measured before
    build(added[:1], store)
    with Meter() as meter:
        build(added[1:], store)
    return {"add one, s": meter.seconds, "add one, elapsed s": meter.elapsed}


def validate_change(place: Path, many: int, texts: Sequence[Path], longest: int, jobs: int) -> dict[str, float]:
    """Validate all, add a document, validate what that changed and read the violations, then read all findings."""
    from graph.store.store import Store
    from ingest.pipeline import build
    from ingest.removal import remove
    from shapes.kept import validate_store

    store, added = place / "store", _added(place, many)
    remove([added[1].name], store)
    with Store.open(store) as view, Meter() as whole:
        validate_store(view, as_of=_DAY)
    build(added[1:], store)
    with Store.open(store) as view, Meter() as changed:
        validate_store(view, as_of=_DAY, severity=Severity.VIOLATION)
    with Store.open(store) as view, Meter() as read:
        found = validate_store(view, as_of=_DAY)
    return {
        "validation, s": whole.seconds,
        "validation, MB": whole.peak,
        "validation of it, s": changed.seconds,
        "all findings read, s": read.seconds,
        "findings": len(found),
    }


def _added(place: Path, many: int) -> list[Input]:
    from ingest.read.inputs import find

    return find([place / "in"])[many:][:_ADDED]


def ask_questions(place: Path, many: int, texts: Sequence[Path], longest: int, jobs: int) -> dict[str, float]:
    """Ask the status of documents, what rests on them, and ten saved questions."""
    from graph.query.query import find as question
    from graph.records.identity import build_identity
    from graph.records.questions import ask
    from graph.records.references import read_relations
    from graph.records.status_history import history_of
    from graph.store.store import Store

    figures: dict[str, float] = {}
    with Store.open(place / "store") as view:
        with Meter() as meter:
            who = build_identity(view)
        figures |= {"who is who, s": meter.seconds, "who is who, MB": meter.peak}
        numbers = _numbers(who)
        known = [iri for number in numbers if (iri := who.find(number).only)]
        assert len(known) > len(numbers) // 2, "documents are not found by their numbers"
        figures |= _milliseconds("status", lambda iri: history_of(view, iri), known)
        figures |= _milliseconds("impact", lambda iri: read_relations(view, iri, who), known)
        asked = 0.0
        for name in (*_DOCUMENT_QUESTIONS, *_AGENCY_QUESTIONS):
            key, value = ("document", numbers[1]) if name in _DOCUMENT_QUESTIONS else ("agency", _agency(who, known[1]))
            seconds = _seconds(lambda: ask(view, question(name), {key: value}, who))  # noqa: B023
            asked += seconds
            if name == "ledger":
                figures["a ledger, s"] = seconds
        figures["ten questions, s"] = asked
    return figures


def _numbers(who: "Identity") -> list[str]:
    """Return the numbers of some documents of the store, evenly spaced over all: a store may be older than the reading of its templates."""
    found = [row.number for row in who.published.values() if row.number]
    return found[:: max(1, len(found) // _ASKED)][:_ASKED]


def _agency(who: "Identity", iri: str) -> str:
    return who.published[iri].issuers[0].zh


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _milliseconds(name: str, work: Callable[[str], object], things: Sequence[str]) -> dict[str, float]:
    """Return the median and the 95th percentile of a question about each of some things. The first is asked once before."""
    work(things[0])
    each = [1000 * _seconds(lambda: work(thing)) for thing in things]  # noqa: B023
    return {f"{name}, ms": median(each), f"{name}, p95 ms": quantiles(each, n=20, method="inclusive")[-1]}


def draw_pages(place: Path, many: int, texts: Sequence[Path], longest: int, jobs: int) -> dict[str, float]:
    """Draw five kinds of pages. The first load of each reads its catalogue; the others are those of other visitors."""
    from benchmarks.explorer import load, prepare
    from ui.explorer import awaited

    prepare(place / "store", validate=False)
    figures: dict[str, float] = {}
    all_loads = _addresses(place / "store")
    with Meter() as meter:
        for name, page, loads in all_loads:
            if name == "search":
                while awaited.texts() is None:
                    load(page, loads[0])
                    time.sleep(0.1)
            first, *others = (load(page, parameters) for parameters in loads)
            assert not any(one.refused for one in (first, *others)), name
            each = [1000 * one.cpu for one in others]
            figures |= {
                f"{name}, first s": first.cpu,
                f"{name}, ms": median(each),
                f"{name}, p95 ms": quantiles(each, n=20, method="inclusive")[-1],
            }
    figures["explorer, MB"] = meter.peak
    return figures


def _addresses(store: Path) -> list[tuple[str, str, list[Mapping[str, str]]]]:
    """Return the name, the page and the parameters of each load, spread over the whole store."""
    from benchmarks.addresses import WORDS
    from graph.records.documents import list_documents
    from graph.store.store import Store

    with Store.open(store) as view:
        rows = list_documents(view)
    some = rows[:: max(1, len(rows) // _DRAWN)][:_DRAWN]
    bodies = list(dict.fromkeys(row.issuers[0] for row in rows[:: max(1, len(rows) // 500)] if row.issuers))[:_DRAWN]
    kinds = [row.kind.zh for row in some if row.kind]
    searches = [*WORDS, *(row.number for row in some), *(row.title[:10] for row in some)]
    return [
        ("document", "document", [{"iri": row.iri} for row in some]),
        (
            "list",
            "documents",
            [
                {"page": str(1 + place * len(rows) // 20 // _DRAWN), "kind": kinds[place % len(kinds)]}
                for place in range(_DRAWN)
            ],
        ),
        ("body", "agency", [{"iri": body.iri} for body in bodies]),
        (
            "duties",
            "duties",
            [{"bearer": body.zh[-4:], "page": str(1 + place % 3)} for place, body in enumerate(bodies)],
        ),
        ("search", "documents", [{"q": word} for word in searches[:: max(1, len(searches) // _DRAWN)] if word]),
    ]


def compare_answers(place: Path, many: int, texts: Sequence[Path], longest: int, jobs: int) -> dict[str, float]:
    """Compare the store with what is known of its documents."""
    from benchmarks.answers import compared

    return compared(place, many + _ADDED, texts, longest)


STAGES: Mapping[str, Callable[[Path, int, Sequence[Path], int, int], dict[str, float]]] = {
    "build": build_store,
    "add": add_one,
    "ask": ask_questions,
    "validation": validate_change,
    "pages": draw_pages,
    "answers": compare_answers,
}
