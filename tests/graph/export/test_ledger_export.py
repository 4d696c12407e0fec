"""The ledger's workbook and calendar, opened again with other programs' eyes."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.export import ics, xlsx
from graph.records.ledger import Entry
from graph.records.recurrence import recurrence
from graph.records.work import Basis, Limit, TaskRow, WorkDocument

SIGNED = date(2022, 3, 15)
COLUMNS = [xlsx.Column("序号", 6), xlsx.Column("任务", 80), xlsx.Column("截止日", 12)]


def sheet(*rows: list[xlsx.Value]) -> Worksheet:
    output = BytesIO()
    xlsx.write(output, [xlsx.Sheet("任务台账", COLUMNS, rows)], "任务台账")
    page = load_workbook(BytesIO(output.getvalue()))["任务台账"]
    assert isinstance(page, Worksheet)
    return page


def test_a_workbook_has_a_header_that_stays_and_filters() -> None:
    page = sheet([1, "修缮东堤", date(2022, 6, 30)], [2, "修缮西堤", None])
    assert [cell.value for cell in page[1]] == ["序号", "任务", "截止日"]
    assert (page.freeze_panes, page.auto_filter.ref, page.max_row) == ("A2", "A1:C3", 3)
    assert page.column_dimensions["B"].width > 50 and page["B2"].alignment.wrap_text
    assert page.print_title_rows == "$1:$1"


def test_cells_have_types() -> None:
    page = sheet([1, "修缮东堤", date(2022, 6, 30)], [2, "", None])
    assert page["A2"].value == 1 and page["C2"].is_date and page["C2"].value == datetime(2022, 6, 30)
    assert page["C2"].number_format == "yyyy-mm-dd" and page["B3"].value is None and page["C3"].value is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "http://example.org", "1", "00123"]
)
def test_a_text_is_only_ever_a_text(text: str) -> None:
    cell = sheet([1, text, None])["B2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_a_text_that_no_cell_holds_says_that_it_goes_on() -> None:
    value = sheet([1, "长" * 40_000, None])["B2"].value
    assert isinstance(value, str) and len(value) == 32_767 and value.endswith("长…")


def test_no_rows_are_a_header() -> None:
    page = sheet()
    assert (page.max_row, page.auto_filter.ref) == (1, "A1:C1")


def test_no_clock_is_in_a_workbook() -> None:
    written = []
    for _ in range(2):
        output = BytesIO()
        xlsx.write(output, [xlsx.Sheet("任务台账", COLUMNS, [[1, "修缮东堤", date(2022, 6, 30)]])], "任务台账")
        written.append(output.getvalue())
    assert written[0] == written[1]
    made = load_workbook(BytesIO(written[0])).properties
    assert made.created == made.modified == datetime(1980, 1, 1)
    assert {info.date_time for info in ZipFile(BytesIO(written[0])).infolist()} == {(1980, 1, 31, 0, 0, 0)}


# --- calendar ------------------------------------------------------------------------------------------------------------

WORDS = {
    "ledger.title": "任务台账",
    "ledger.summary": "【{role}】{text}（{agency}）",
    "ledger.line": "{label}：{value}",
}


def message(key: str, **values: str) -> str:
    return WORDS.get(key, key).format(**values)


def limit(name: str, due: str = "", rule: str = "", until: date | None = None) -> Limit:
    return Limit(
        "recurring" if rule else "deadline",
        name,
        f"于{name}完成。",
        iri=f"urn:limit:{name}",
        due=date.fromisoformat(due) if due else None,
        rule=rule,
        recurrence=recurrence(rule, SIGNED, until) if rule else None,
    )


def entry(
    *limits: Limit,
    agency: str = "岚州市园林局",
    roles: tuple[str, ...] = ("lead",),
    text: str = "修缮湖滨步道，" * 12,
    signed: date | None = SIGNED,
) -> Entry:
    document = WorkDocument("urn:document", "岚政发〔2022〕15号", "关于加强步道管理的通知", signed)
    bases = (Basis("", "岚政发〔2020〕3号", 1),)
    task = TaskRow(
        "urn:task", document, "urn:source", 1, text, limits=limits, bases=bases, eid="lvl_1", path="一、重点任务"
    )
    return Entry(task, agency, True, roles, limits)


def written(*entries: Entry) -> bytes:
    output = BytesIO()
    count = ics.write(output, entries, message)
    data = output.getvalue()
    assert data.count(b"BEGIN:VEVENT") == count
    return data


def events(*entries: Entry) -> list[Any]:
    calendar = Calendar.from_ical(written(*entries))
    return list(calendar.walk("VEVENT"))


def test_a_day_is_an_all_day_event() -> None:
    (event,) = events(entry(limit("6月底前", "2022-06-30")))
    assert event["DTSTART"].dt == date(2022, 6, 30) and event["DTSTART"].params["VALUE"] == "DATE"
    assert "RRULE" not in event and event["DTSTAMP"].dt.date() == SIGNED
    summary = str(event["SUMMARY"])
    assert (
        summary.startswith("【role.lead】修缮湖滨步道") and summary.endswith("…（岚州市园林局）") and len(summary) < 70
    )
    for said in (
        "修缮湖滨步道，" * 12,
        "岚政发〔2022〕15号",
        "《关于加强步道管理的通知》",
        "于6月底前完成。",
        "一、重点任务",
        "岚政发〔2020〕3号",
    ):
        assert said in str(event["DESCRIPTION"]), said


@pytest.mark.parametrize(("rule", "written_rule", "days"), [
    ("FREQ=QUARTERLY", {"FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTH": [3, 6, 9, 12], "BYMONTHDAY": [-1]},
     ["2022-03-31", "2022-06-30", "2022-09-30"]),
    ("FREQ=MONTHLY", {"FREQ": ["MONTHLY"], "BYMONTHDAY": [-1]}, ["2022-03-31", "2022-04-30", "2022-05-31"]),
    ("FREQ=MONTHLY;BYMONTHDAY=5", {"FREQ": ["MONTHLY"], "BYMONTHDAY": [5]}, ["2022-04-05", "2022-05-05", "2022-06-05"]),
    ("FREQ=YEARLY", {"FREQ": ["YEARLY"], "BYMONTH": [12], "BYMONTHDAY": [31]}, ["2022-12-31", "2023-12-31", "2024-12-31"]),
    ("FREQ=WEEKLY", {"FREQ": ["WEEKLY"]}, ["2022-03-15", "2022-03-22", "2022-03-29"]),
    ("FREQ=DAILY", {"FREQ": ["DAILY"]}, ["2022-03-15", "2022-03-16", "2022-03-17"]),
])  # fmt: skip
def test_what_recurs_recurs_as_its_rule_says(rule: str, written_rule: dict[str, object], days: list[str]) -> None:
    (event,) = events(entry(limit("每期", rule=rule)))
    assert dict(event["RRULE"]) == written_rule
    start = datetime.combine(event["DTSTART"].dt, time())
    expanded = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    assert [str(day.date()) for day, _ in zip(expanded, range(3), strict=False)] == days


def test_what_recurs_ends_with_its_document() -> None:
    (event,) = events(entry(limit("每季度", rule="FREQ=QUARTERLY", until=date(2022, 12, 31))))
    assert event["RRULE"]["UNTIL"] == [date(2022, 12, 31)]


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ((None, None), 60),
        ((date(2023, 1, 1), date(2023, 12, 31)), 4),
        ((date(2023, 1, 1), date(2023, 3, 30)), 0),
        ((None, date(2022, 6, 30)), 2),
    ],
)
def test_a_calendar_of_a_span_holds_its_days_alone(span: tuple[date | None, date | None], days: int) -> None:
    output = BytesIO()
    ics.write(output, [entry(limit("每季度", rule="FREQ=QUARTERLY"))], message, span)
    found: list[Any] = list(Calendar.from_ical(output.getvalue()).walk("VEVENT"))
    held = [
        day.date()
        for event in found
        for day in islice(
            rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime.combine(event["DTSTART"].dt, time())), 60
        )
    ]
    assert len(held) == days
    assert all((span[0] or day) <= day <= (span[1] or day) for day in held)


def test_what_has_no_day_has_no_event() -> None:
    assert events(entry(Limit("duration", "3日内", "3日内处置。", duration="P3D")), entry()) == []


def test_one_day_printed_twice_is_one_event() -> None:
    (event,) = events(entry(limit("6月底前", "2022-06-30"), limit("2022年6月30日前", "2022-06-30")))
    assert "6月底前\n2022年6月30日前" in str(event["DESCRIPTION"])


def test_uids_are_of_the_limit_and_the_agency() -> None:
    one, other = limit("6月底前", "2022-06-30"), limit("12月底前", "2022-12-31")
    uids = [
        str(event["UID"]) for event in events(entry(one, other), entry(one, agency="岚州市财政局", roles=("support",)))
    ]
    assert len(set(uids)) == 3
    assert [str(event["UID"]) for event in events(entry(one, text="另一说法"))] == uids[:1]


def test_no_clock_is_in_a_calendar() -> None:
    said = entry(limit("6月底前", "2022-06-30"), limit("每季度", rule="FREQ=QUARTERLY"))
    assert written(said) == written(said)
    stamps = [event["DTSTAMP"].dt for event in events(said, entry(limit("6月底前", "2022-06-30"), signed=None))]
    assert stamps == [datetime(2022, 3, 15, tzinfo=UTC)] * 2 + [datetime(2022, 6, 30, tzinfo=UTC)]


def test_lines_are_folded_between_characters() -> None:
    data = written(entry(limit("6月底前", "2022-06-30"), text="修缮步道；护栏，路灯\n并验收。" * 300))
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 and line.decode() for line in data.split(b"\r\n")[:-1])
