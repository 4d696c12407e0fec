"""Whose document numbers begin how: 穗府办 is 广州市's. Read from `codes.toml`."""

import tomllib
from functools import cache
from pathlib import Path


def coded_city(code: str) -> str | None:
    """Return the GB/T 2260 code of the city whose numbers open so (穗府办 → 440100); None for openings that several places share."""
    opens = _table()["opens"]
    return next((opens[code[:length]] for length in (3, 2, 1) if code[:length] in opens), None)


def has_general_office(city: str) -> bool:
    """Test whether the government of a city has a 办公厅, as those of large cities do, and not a 办公室."""
    return city in _table()["general_office"]["of"]


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return table
