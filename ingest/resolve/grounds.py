"""Tell the city of a text without issuer by the decision of that city's own committee and government that it carries out."""

from ingest.rules import table
from ontology.agencies.bodies import level_of
from ontology.places import Places


def grounded_place(text: str, places: Places) -> str | None:
    """Return the code of the city whose own decision a text without issuer rests on (根据《中共岚州市委、岚州市人民政府关于…》), where it
    speaks of the bodies of a city and of all counties and districts below it. None for a text of a county, whose grounds are above it,
    of a province, and where two cities are named."""
    rules = table("agencies")
    if rules["own-city"].find(text) is None or rules["counties-below"].find(text) is None:
        return None
    if any(rules[name].find(text) for name in ("own-county", "own-province")):
        return None
    found = {places.find_prefix(match["at"]) for match in rules["own-ground"].each(text)}
    place = found.pop() if len(found) == 1 else None
    return place.code if place is not None and level_of(place) in ("municipality", "city") else None
