"""Look up the place whose document numbers begin with a code: 穗府办 is 广州市's. The codes are in `codes.toml`."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from ontology.agencies.bodies import is_within
from ontology.places import Places


def coded_city(code: str, places: Places, text: str = "") -> str | None:
    """Return the GB/T 2260 code of the city whose document numbers begin with this code (穗府办 → 440100), else None.

    Where names of several places begin with the same character (昆政: 昆明, 昆山), return the city only if the text names it and none
    of the others.
    """
    opens = _table()["opens"]
    city = next((opens[code[:length]] for length in (3, 2, 1) if code[:length] in opens), None)
    place = places.by_code(city) if city else None
    others = _sharing(code[0], city or "", places)
    if place is None or (others and not (place.name in text and not any(name in text for name in others))):
        return None
    return city


@lru_cache(maxsize=1 << 8)
def _sharing(sign: str, city: str, places: Places) -> tuple[str, ...]:
    """Return the names of the other places of today that begin with a sign. A district numbers with its city's sign and its own."""
    return tuple(
        place.name
        for place in places.all
        if place.current
        and place.name.startswith(sign)
        and place.code != city
        and not (place.name.endswith("区") and is_within(place.code, city, places))
    )


def has_general_office(city: str) -> bool:
    """Test whether the government of a city has a 办公厅, as those of large cities do, and not a 办公室."""
    return city in _table()["general_office"]["of"]


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return table
