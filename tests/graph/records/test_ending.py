"""What ends soon, as rows, as a table and as a calendar."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from graph.derive.status import StatusEvent
from graph.export import endings as files
from graph.records.documents import DocumentRow
from graph.records.ending import Ending, count_by_issuer, count_by_place, list_endings
from graph.records.resources import Named
from ontology.enumerations import EventKind, Status
from ontology.formats import LedgerFormat
from ui.messages import load

DAY = date(2024, 1, 1)
SAY = load()["zh"]
LANZHOU, WANGHU = Named("岚州市", "Lanzhou", "p:1"), Named("望湖区", "Wanghu", "p:2")
BODY = Named("岚州市人民政府", "", "a:1")


def event(kind: EventKind, day: date, until: date | None = None, announced: date | None = None) -> StatusEvent:
    return StatusEvent(day, kind, "x:act", "岚政发〔2023〕9号", "原句", until, announced=announced)


SIGNED = event(EventKind.SIGNED, date(2020, 1, 1))
BEGUN = event(EventKind.ENTERS, date(2020, 2, 1))
TERM = event(EventKind.EXPIRES, date(2024, 1, 31), date(2024, 1, 30))
LATER = event(EventKind.EXPIRES, date(2024, 12, 31), date(2024, 12, 30))
REPEAL = event(EventKind.REPEALED, date(2024, 3, 1), announced=date(2023, 12, 1))
PROLONGED = event(EventKind.EXTENDED, date(2024, 1, 15), date(2026, 1, 30))


def row(serial: int, place: Named = LANZHOU) -> DocumentRow:
    return DocumentRow(f"d:{serial}", f"岚政发〔2020〕{serial}号", "通知", None, (BODY,), "2020-01-01", "", place=place)


EVENTS = {
    "d:1": (SIGNED, BEGUN, TERM),
    "d:2": (SIGNED, REPEAL),
    "d:3": (SIGNED, BEGUN, LATER),
    "d:4": (SIGNED, BEGUN, TERM, PROLONGED),
    "d:5": (SIGNED,),
    "d:6": (SIGNED, event(EventKind.REPEALED, date(2023, 1, 1))),
}
ROWS = [row(serial, WANGHU if serial == 2 else LANZHOU) for serial in range(1, 8)]


@pytest.mark.parametrize(("within", "expected"), [
    (28, []),
    (29, [("d:1", date(2024, 1, 30), Status.EXPIRED)]),
    (90, [("d:1", date(2024, 1, 30), Status.EXPIRED), ("d:2", date(2024, 2, 29), Status.REPEALED)]),
    (365, [("d:1", date(2024, 1, 30), Status.EXPIRED), ("d:2", date(2024, 2, 29), Status.REPEALED),
           ("d:3", date(2024, 12, 30), Status.EXPIRED)]),
])  # fmt: skip
def test_what_stands_and_ends_within_the_days(within: int, expected: list[tuple[str, date, Status]]) -> None:
    found = list_endings(EVENTS, ROWS, DAY, within)
    assert [(ending.document.iri, ending.last, ending.status) for ending in found] == expected


def test_the_last_day_itself_counts_and_the_next_does_not() -> None:
    last = date(2024, 1, 30)
    assert [e.document.iri for e in list_endings(EVENTS, ROWS, last, 0)] == ["d:1"]
    assert list_endings(EVENTS, ROWS, last + timedelta(days=1), 0) == ()


def test_ends_are_counted_by_place_and_by_issuer() -> None:
    found = list_endings(EVENTS, ROWS, DAY, 365)
    assert count_by_place(found) == (("岚州市", 2), ("望湖区", 1))
    assert count_by_issuer(found) == (("岚州市人民政府", 3),)


@pytest.mark.parametrize(
    ("format", "head"), [("csv", b"last_day,number"), ("ics", b"BEGIN:VCALENDAR"), ("xlsx", b"PK")]
)
def test_the_files_are_the_same_each_time(format: LedgerFormat, head: bytes) -> None:
    found = list_endings(EVENTS, ROWS, DAY, 365)
    one, two = BytesIO(), BytesIO()
    files.write(one, format, found, SAY)
    files.write(two, format, found, SAY)
    assert one.getvalue() == two.getvalue() and one.getvalue().startswith(head)


def test_the_calendar_has_an_event_for_each_last_day() -> None:
    output, found = BytesIO(), list_endings(EVENTS, ROWS, DAY, 365)
    assert files.write_calendar(output, found, SAY) == 3
    assert output.getvalue().count(b"DTSTART;VALUE=DATE:20240130") == 1


def test_a_span_may_reach_beyond_the_calendar() -> None:
    far = replace(TERM, day=date(9999, 12, 31), until=date(9999, 12, 30))
    (ending,) = list_endings({"d:1": (SIGNED, BEGUN, far)}, ROWS[:1], date(9999, 12, 1), 36_500)
    assert isinstance(ending, Ending) and ending.last == date(9999, 12, 30)
