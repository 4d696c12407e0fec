"""Provisions (条款项目章节编) as a text names them. What they mean is `ingest.model.documents.Provision`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class ProvisionUnit(StrEnum):
    """A level of a law, by its abbreviation in names of provisions; from the outermost to the innermost."""

    PART = "part"
    CHAPTER = "chp"
    SECTION = "sec"
    ARTICLE = "art"
    PARAGRAPH = "para"
    POINT = "point"
    ITEM = "item"

    @property
    def depth(self) -> int:
        return _DEPTHS[self]


_DEPTHS = {unit: depth for depth, unit in enumerate(ProvisionUnit)}


@dataclass(frozen=True, slots=True)
class ProvisionStep:
    """One level of a path: 第三条 is `art_3`, 第一百二十条之一 `art_120-1`. number: 0 for one that no text can have."""

    unit: ProvisionUnit
    number: int
    sub: int = 0

    def __str__(self) -> str:
        return f"{self.unit}_{self.number}" + (f"-{self.sub}" if self.sub else "")


@dataclass(frozen=True, slots=True)
class Back:
    """A relative word. before: 前款, 前两款 (count 2); this: 本条, 本章; same: 同款, 该条, the one that was named last."""

    word: Literal["before", "this", "same"]
    unit: ProvisionUnit
    count: int = 1


@dataclass(frozen=True, slots=True)
class ProvisionName:
    """A provision, or a range of them, as printed.

    steps: the numbered levels, outermost first. law: the words directly before that say whose it is (本办法, 该法, 同法实施条例);
    empty where it is a title, the bare name of a law or nothing. back: the relative word that leads the steps. last: the
    end of a range (第三条至第七条). joined: it goes on an enumeration, so that it shares the law and the upper levels of the
    provision before it.
    """

    steps: tuple[ProvisionStep, ...]
    law: str = ""
    back: Back | None = None
    last: ProvisionStep | None = None
    joined: bool = False
