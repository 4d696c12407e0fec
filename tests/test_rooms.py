"""docs/rooms.md lists every module with the first sentence of its docstring, and names none that is not there."""

import re
from pathlib import Path

from docs.rooms import PAGE, ROOMS, ROOT, list_modules, whole_page


def test_every_module_is_on_the_page_as_it_describes_itself() -> None:
    assert PAGE.read_text("utf-8") == whole_page(), "run `python -m docs.rooms`"
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path.stat().st_size]
    listed = list_modules()
    assert len(modules) > 500 and listed.count("\n- `") == len(modules)


def test_the_rows_above_the_list_name_modules_that_are_there() -> None:
    there = {path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*")}
    written = PAGE.read_text("utf-8").partition("## Every module")[0]
    named = re.findall(r"`([\w/]+\.(?:py|toml|ttl|rq))`", written)
    assert len(named) > 200
    assert [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in there)] == []


def test_a_module_is_described_by_its_first_sentence_alone() -> None:
    line = next(line for line in list_modules().splitlines() if line.startswith("- `identifiers.py`"))
    module = Path(ROOT / "ontology" / "identifiers.py").read_text("utf-8")
    assert (
        line.removeprefix("- `identifiers.py`: ")
        == module.removeprefix('"""').partition(".\n")[0].partition(". ")[0].rstrip(".") + "."
    )
