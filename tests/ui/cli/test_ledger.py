"""`zhengmai ledger` as a clerk runs it."""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
Ledger = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def ledger(ledger_store: Path, cli: Cli) -> Ledger:
    """Run `zhengmai ledger` over a store of the sample notice."""
    return lambda *arguments, **options: cli("ledger", *arguments, "--store", ledger_store, **options)


def rows(run: "subprocess.CompletedProcess[str]") -> list[dict[str, str]]:
    assert (run.returncode, run.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(run.stdout)))


def test_the_table_shows_who_what_when_and_where(ledger: Ledger) -> None:
    run = ledger("--agency", "岚州市财政局")
    assert (run.returncode, run.stderr) == (0, "")
    for said in (
        "配合",
        "负责",
        "2022-06-30",
        "岚政发〔2022〕15号",
        "（一）修缮步道",
        "岚政发〔2020〕3号",
        "共 3 项任务",
    ):
        assert said in run.stdout, said


def test_headings_in_english(ledger: Ledger) -> None:
    run = ledger("--agency", "岚州市财政局", "--lang", "en")
    assert all(said in run.stdout for said in ("Agency", "Time limits", "Support", "Tasks: 3"))


def test_csv_has_one_row_a_task_with_field_names(ledger: Ledger) -> None:
    found = rows(ledger("-a", "市财政局", "-f", "csv"))
    assert [(row["ordinal"], row["role"], row["first_due"], row["last_due"]) for row in found] == [
        ("1", "support", "2022-06-30", "2022-12-31"),
        ("2", "responsible", "2022-04-13", "2022-04-13"),
        ("3", "support", "2022-05-31", "2022-05-31"),
    ]
    assert found[0]["limits"] == "2022年6月底前 → 2022-06-30|12月底前 → 2022-12-31"
    assert found[1]["values"] == "P20WD" and found[2]["place"] == "步道修缮任务分工表"


def test_several_agencies_each_name_themselves(ledger: Ledger) -> None:
    found = rows(ledger("-a", "局", "-f", "csv"))
    assert {row["agency"] for row in found} == {"岚州市园林局", "岚州市水务局", "岚州市财政局"}


def test_what_is_left_by_role_span_and_document(ledger: Ledger) -> None:
    asked = ("-a", "园林局", "-f", "csv")
    assert len(rows(ledger(*asked))) == 4
    assert [row["role"] for row in rows(ledger(*asked, "--role", "support"))] == ["support"]
    assert len(rows(ledger(*asked, "--role", "support", "--role", "lead"))) == 4
    found = rows(ledger(*asked, "--from", "2022-06-01", "--until", "2022-06-30"))
    assert [row["limits"] for row in found] == ["2022年6月底前 → 2022-06-30", "每季度|每月5日前"]
    assert len(rows(ledger(*asked, "--document", "岚政发[2022] 15 号"))) == 4
    assert rows(ledger(*asked, "--until", "2000-01-01")) == []


def test_a_workbook_for_sending_on(ledger: Ledger, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    made = []
    for name in ("甲.xlsx", "乙.xlsx"):
        run = ledger("-a", "市财政局", "-f", "xlsx", "-o", tmp_path / name)
        assert (run.returncode, run.stdout, run.stderr) == (0, f"{tmp_path / name}: 共 3 项任务\n", "")
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    page = load_workbook(tmp_path / "甲.xlsx")["任务台账"]
    heads = [cell.value for cell in page[1]]
    assert heads[:6] == ["序号", "机关", "角色", "任务", "时限", "最早截止日"]
    assert page.freeze_panes == "A2" and page["F2"].is_date
    assert page["D3"].data_type == "s" and page["D3"].value.startswith("=统筹安排资金")


def test_a_calendar_with_an_event_for_each_day(ledger: Ledger, tmp_path: Path) -> None:
    from icalendar import Calendar

    run = ledger("-a", "园林局", "-f", "ics", "-o", tmp_path / "园林局.ics")
    assert run.returncode == 0 and "6 个日程" in run.stdout and "0 项任务没有日期" in run.stdout
    data = (tmp_path / "园林局.ics").read_bytes()
    starts = sorted(str(event["DTSTART"].dt) for event in Calendar.from_ical(data).walk("VEVENT"))
    assert starts == ["2022-03-31", "2022-04-05", "2022-05-31", "2022-06-30", "2022-09-30", "2022-12-31"]
    piped = ledger("-a", "园林局", "-f", "ics")
    assert piped.stdout.splitlines() == data.decode().splitlines()
    assert "3日内" not in ledger("-a", "水务局", "-f", "ics").stdout


def test_the_examples_have_a_ledger(example_store: Path, cli: Cli) -> None:
    found = rows(cli("ledger", "-a", "望湖区消防救援大队", "-f", "csv", "--store", example_store))
    assert [(row["role"], row["first_due"]) for row in found] == [("lead", "2023-09-30"), ("support", "2023-11-10")]


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "--agency"),
    (["-a", "卫生局"], "卫生局"),
    (["-a", "市财政局", "-f", "xlsx"], "--output"),
    (["-a", "市财政局", "-f", "pdf"], "pdf"),
    (["-a", "市财政局", "--role", "boss"], "boss"),
    (["-a", "市财政局", "--from", "2022-02-30"], "2022-02-30"),
    (["-a", "市财政局", "--until", "年底"], "年底"),
    (["-a", "市财政局", "--from", "2022-02-02", "--until", "2022-02-01"], "2022-02-01"),
    (["-a", "市财政局", "--document", "岚政发〔1999〕1号"], "岚政发〔1999〕1号"),
    (["-a", "市财政局", "--document", ""], "--document"),
    (["-a", "市财政局", "--lang", "fr"], "--lang"),
    (["-a", "市财政局", "-f", "csv", "-o", "nowhere/ledger.csv"], "nowhere/ledger.csv"),
])  # fmt: skip
def test_mistakes_are_one_line(arguments: list[str], said: str, ledger: Ledger, tmp_path: Path) -> None:
    run = ledger(*arguments, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "") and said in run.stderr
    assert re.fullmatch(r"zhengmai: .+\n", run.stderr), run.stderr


@pytest.mark.parametrize("option", [("--store", "elsewhere"), ("--from", "2022-01-01"), ("-a", "局")])
def test_an_option_before_a_subcommand_is_refused(cli: Cli, option: tuple[str, str]) -> None:
    run = cli("ledger", *option, "set", "0123456789abcdef")
    name = "--agency" if option[0] == "-a" else option[0]
    assert run.returncode == 2 and f"{name}: give it after set" in run.stderr
