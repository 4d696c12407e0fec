"""The status of a document on a day, from events made by hand and from the sample gazettes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.derive.standing import events
from graph.derive.status import Standing, StatusEvent, status
from graph.store.store import Store
from ontology.enumerations import EventKind, Status
from ontology.iri import Iris

IRIS = Iris()


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: EventKind, on: str, until: str | None = None) -> StatusEvent:
    return StatusEvent(day(on), kind, f"act/{on}", "岚政发〔2019〕15号", "原句", day(until) if until else None)


ENTERS = event(EventKind.ENTERS, "2017-07-20")
TERM = event(EventKind.EXPIRES, "2019-07-20", "2019-07-19")
REPEALED = event(EventKind.REPEALED, "2019-01-10")
INVALID = event(EventKind.DECLARED_INVALID, "2019-05-01")
CONFIRMED = event(EventKind.CONFIRMED, "2018-03-01", "2020-12-31")
EXTENDED = event(EventKind.EXTENDED, "2019-06-01", "2022-07-19")
AMENDED = event(EventKind.AMENDED, "2018-05-05")
SIGNED = event(EventKind.SIGNED, "2017-06-01")
ENDING = replace(REPEALED, announced=day("2018-12-01"))
AWAITED = replace(event(EventKind.END_AWAITED, "2019-01-01"), awaits="新办法")
STOPPED = event(EventKind.STOPPED, "2019-01-10")
RESUMED = event(EventKind.RESUMED, "2019-04-01")
SUSPENDED = event(EventKind.SUSPENDED, "2019-01-10", "2019-06-30")
LOCAL = replace(event(EventKind.SUSPENDED, "2019-01-10"), area="江川新区")
PARTLY = replace(event(EventKind.PART_ENDED, "2019-01-10"), part="第三条")

CASES: list[tuple[str, list[StatusEvent], str, Status]] = [
    ("nothing is known", [], "2019-01-01", Status.UNKNOWN),
    ("before its first day", [ENTERS, TERM], "2017-07-19", Status.NOT_YET),
    ("its first day", [ENTERS, TERM], "2017-07-20", Status.IN_FORCE),
    ("its last day", [ENTERS, TERM], "2019-07-19", Status.IN_FORCE),
    ("the day after", [ENTERS, TERM], "2019-07-20", Status.EXPIRED),
    ("the day before its repeal", [ENTERS, TERM, REPEALED], "2019-01-09", Status.IN_FORCE),
    ("the day of its repeal", [ENTERS, TERM, REPEALED], "2019-01-10", Status.REPEALED),
    ("an act beats the term", [ENTERS, TERM, REPEALED], "2020-01-01", Status.REPEALED),
    ("the earliest end wins", [ENTERS, INVALID, REPEALED], "2020-01-01", Status.REPEALED),
    ("amended is in force", [ENTERS, TERM, AMENDED], "2018-05-05", Status.AMENDED),
    ("a clean-up sets another term", [ENTERS, TERM, CONFIRMED], "2020-12-31", Status.IN_FORCE),
    ("and that term ends", [ENTERS, TERM, CONFIRMED], "2021-01-01", Status.EXPIRED),
    ("a prolongation sets another term", [ENTERS, TERM, EXTENDED], "2022-07-19", Status.IN_FORCE),
    ("confirmed, then repealed", [ENTERS, CONFIRMED, REPEALED], "2019-02-01", Status.REPEALED),
    ("repealed, then prolonged", [ENTERS, REPEALED, EXTENDED], "2019-07-01", Status.DISPUTED),
    ("only its repeal is known", [REPEALED], "2019-01-09", Status.UNKNOWN),
    ("confirmed by an act alone", [CONFIRMED], "2019-01-01", Status.IN_FORCE),
    ("before it was signed", [SIGNED, ENTERS], "2017-05-31", Status.NOT_ISSUED),
    ("signed, and to come", [SIGNED, ENTERS], "2017-06-01", Status.NOT_YET),
    ("signed, and nothing more", [SIGNED], "2030-01-01", Status.PRESUMED),
    ("signed, then repealed", [SIGNED, REPEALED], "2019-01-10", Status.REPEALED),
    ("signed, with a term", [SIGNED, TERM], "2019-07-19", Status.IN_FORCE),
    ("signed, and its term is over", [SIGNED, TERM], "2019-07-20", Status.EXPIRED),
    ("an act ends it later", [ENDING], "2018-12-01", Status.IN_FORCE),
    ("and had not been made", [ENDING], "2018-11-30", Status.UNKNOWN),
    ("its end is awaited", [AWAITED], "2020-01-01", Status.IN_FORCE),
    ("stopped, then resumed", [ENTERS, STOPPED, RESUMED], "2019-04-01", Status.IN_FORCE),
    ("stopped, before it is resumed", [ENTERS, STOPPED, RESUMED], "2019-03-31", Status.STOPPED),
    ("repealed is not resumed", [ENTERS, REPEALED, RESUMED], "2019-05-01", Status.REPEALED),
    ("suspended in one area", [SIGNED, LOCAL], "2019-05-01", Status.IN_FORCE),
    ("suspended for a time", [ENTERS, SUSPENDED], "2019-06-30", Status.STOPPED),
    ("and then not", [ENTERS, SUSPENDED], "2019-07-01", Status.IN_FORCE),
    ("partly ended", [ENTERS, PARTLY], "2019-05-01", Status.AMENDED),
]


@pytest.mark.parametrize(("known", "on", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_status_on_a_day(known: list[StatusEvent], on: str, expected: Status) -> None:
    standing = status(known, day(on))
    assert standing.status is expected
    assert bool(standing.reasons) is bool(known)


@given(
    st.permutations([SIGNED, ENTERS, TERM, REPEALED, INVALID, CONFIRMED, EXTENDED, AMENDED, LOCAL, RESUMED]),
    st.dates(day("2016-01-01"), day("2024-01-01")),
)
def test_the_order_of_events_does_not_matter(known: list[StatusEvent], on: date) -> None:
    assert status(known, on) == status(sorted(known), on)


def standing(store: Path, iri: str, on: str) -> Standing:
    with Store.open(store) as view:
        return status(events(view, iri), day(on))


def numbered(place: str, code: str, year: int, serial: int) -> str:
    return IRIS.numbered(place, code, year, serial)


@pytest.mark.parametrize(("iri", "on", "expected", "act"), [
    (numbered("990100", "岚政发", 2014, 20), "2019-09-01", Status.REPEALED, "岚政发〔2019〕14号"),
    (numbered("990100", "岚政发", 2014, 20), "2019-08-31", Status.IN_FORCE, "岚政发〔2019〕14号"),
    (numbered("990102", "岚望政发", 2020, 6), "2025-08-31", Status.IN_FORCE, "岚望政发〔2023〕3号"),
    (numbered("990102", "岚望政发", 2020, 6), "2025-09-01", Status.EXPIRED, "岚望政发〔2023〕3号"),
    (numbered("990102", "岚望政发", 2018, 5), "2023-04-01", Status.REPEALED, "岚望政发〔2023〕3号"),
    (numbered("990100", "岚政字", 2011, 62), "2020-01-01", Status.DECLARED_INVALID, "岚政发〔2019〕15号"),
    (numbered("990100", "岚政办发", 2016, 35), "2020-01-01", Status.AMENDED, "岚政发〔2019〕15号"),
    (numbered("990100", "岚政发", 2019, 14), "2019-08-31", Status.NOT_YET, "岚政发〔2019〕14号"),
    (numbered("990100", "岚政发", 2019, 14), "2024-08-31", Status.IN_FORCE, "岚政发〔2019〕14号"),
    (numbered("990100", "岚政发", 2019, 14), "2024-09-01", Status.EXPIRED, "岚政发〔2019〕14号"),
])  # fmt: skip
def test_documents_of_the_sample(iri: str, on: str, expected: Status, act: str, example_store: Path) -> None:
    found = standing(example_store, iri, on)
    assert found.status is expected
    assert found.reasons[0].number == act and found.reasons[0].quote


def test_a_qualifier_holds_from_its_day_until_it_is_resumed() -> None:
    known = [ENTERS, LOCAL, RESUMED]
    assert status(known, day("2019-01-09")).qualifiers == ()
    assert status(known, day("2019-03-31")).qualifiers == (LOCAL,)
    assert status(known, day("2019-04-01")).qualifiers == ()
