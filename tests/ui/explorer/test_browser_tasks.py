"""Tasks and agencies in a real browser: links that are sent on, the way from the overview, files that really come down."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.ui.explorer.browsing import MARKS, Tab

pytestmark = MARKS
GARDENS = "岚州市园林局"
OF_2022 = "from=2022-01-01&until=2022-12-31"


@pytest.fixture(scope="module")
def address(explorer: Callable[..., str], ledger_store: Path) -> str:
    return explorer(ledger_store)


@pytest.fixture
def tab(new_page: Callable[..., Page], address: str) -> Iterator[Tab]:
    tab = Tab(new_page(width=1280, height=900), address)
    yield tab
    tab.leave()
    assert tab.hosts <= {urlsplit(address).netloc, ""}, "asked another host"
    assert tab.errors == []


def test_what_an_agency_must_do_in_a_year_takes_three_clicks(tab: Tab) -> None:
    tab.open("/?lang=en")
    tab.page.get_by_role("link", name="Tasks", exact=False).first.click()
    expect(tab.page.get_by_role("heading", name="Tasks and deadlines")).to_be_visible()
    tab.page.get_by_role("combobox", name="Agency").fill(GARDENS)
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(".zm-count")).to_have_text("Tasks: 4")
    tab.page.get_by_role("combobox", name="Year").fill("2022")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**until=2022-12-31**")
    tab.settle()
    assert tab.parameters() == {
        "lang": ["en"], "agency": [GARDENS], "from": ["2022-01-01"], "until": ["2022-12-31"],
    }  # fmt: skip
    tab.page.go_back()
    expect(tab.page.get_by_role("combobox", name="Year")).to_have_value("All")


def test_a_link_opens_what_it_names_and_leads_to_the_sentence(tab: Tab) -> None:
    tab.open(f"/tasks?agency={quote(GARDENS)}&{OF_2022}&role=lead&lang=zh")
    assert tab.heading() == "任务与时限"
    expect(tab.page.locator(".zm-when")).to_have_count(3)
    tab.page.locator(".zm-ledger blockquote a").first.click()
    tab.page.wait_for_url("**/document?**#task-*")
    expect(tab.page.locator(".zm-anchor:target")).to_be_attached()
    tab.page.go_back()
    expect(tab.page.get_by_role("heading", name="任务与时限")).to_be_visible()


@pytest.mark.parametrize("format", ["xlsx", "csv", "ics"])
def test_files_come_down_and_open(tab: Tab, tmp_path: Path, format: str) -> None:
    tab.open(f"/tasks?agency={quote(GARDENS)}&{OF_2022}&lang=zh")
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name=f".{format}").click()
    name = waiting.value.suggested_filename
    file = tmp_path / name
    waiting.value.save_as(file)
    assert name == f"{GARDENS}-2022-01-01-2022-12-31.{format}"
    if format == "xlsx":
        from openpyxl import load_workbook

        page = load_workbook(file)["任务台账"]
        assert page.max_row == 5 and {row[1].value for row in page.iter_rows(min_row=2)} == {GARDENS}
    elif format == "csv":
        assert file.read_bytes().startswith(codecs.BOM_UTF8) and file.read_text("utf-8").count("\n") >= 5
    else:
        from icalendar import Calendar

        assert len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == 6


def test_the_calendar_goes_from_month_to_month(tab: Tab) -> None:
    tab.open("/tasks?view=calendar&month=2022-06&lang=en")
    expect(tab.page.locator(".zm-month h2")).to_contain_text("2022-06")
    tab.page.locator(".zm-year li a").nth(11).click()
    tab.page.wait_for_url("**month=2022-12**")
    expect(tab.page.locator(".zm-month h2")).to_contain_text("2022-12")
    tab.page.get_by_role("link", name="The year after").click()
    tab.page.wait_for_url("**month=2023-01**")
    tab.page.go_back()
    expect(tab.page.locator(".zm-month h2")).to_contain_text("2022-12")


@pytest.mark.parametrize("path", ["/tasks", "/tasks?view=calendar&month=2022-06", "/agencies?view=matrix", "/agencies"])
def test_nothing_is_wider_than_a_phone(tab: Tab, path: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.open(path)
    assert tab.page.evaluate(
        "(() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth <= main.clientWidth })()"
    )


def test_the_matrix_leads_to_common_tasks(tab: Tab) -> None:
    tab.open("/agencies?view=matrix&lang=en")
    tab.page.locator(".zm-matrix td:not(.zm-itself) a").first.click()
    tab.page.wait_for_url("**/tasks?agency=**agency2=**")
    tab.settle()
    expect(tab.page.locator(".zm-notice")).to_contain_text("Only tasks together with")
