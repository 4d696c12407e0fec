"""A place of the gazetteer (`ontology.places`)."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["state", "province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Place:
    """A division of GB/T 2260.

    parent: code of the next higher division that exists, none for the state.
    short: official short forms (山东, 延边州). signs: single characters that document numbers use (鲁).
    former: earlier names with the same code. current: false for a division that is abolished.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    short: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    current: bool = True
