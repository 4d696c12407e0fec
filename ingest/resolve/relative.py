"""Resolve 前款, 前两款, 前条, 本条 and 本章 to the provisions that they mean in their clause."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.model import Back, Level, ProvisionStep, ProvisionUnit
from ingest.segment.provisions import Provisions
from ingest.segment.tree import Leaf


def relative(back: Back, leaf: Leaf, here: Provisions, text: str, start: int) -> Iterator[tuple[ProvisionStep, ...]]:
    """Return what 前款, 前两款, 前条, 本条 or 本章 means at an offset in a clause, in printed order."""
    around = here.path(leaf.clause.eid)
    kept = tuple(step for step in around if step.unit.depth <= back.unit.depth)
    points = [place for place, step in enumerate(kept) if step.unit is ProvisionUnit.POINT]
    if back.word == "this" and points:
        kept = kept[: points[0] + 1]  # 本项 is the （二） around 1. and 2., which are 目
    if not kept or kept[-1].unit is not back.unit:
        return
    if back.unit.depth >= ProvisionUnit.ARTICLE.depth:
        kept = tuple(step for step in kept if step.unit.depth >= ProvisionUnit.ARTICLE.depth)
    elif back.unit is ProvisionUnit.CHAPTER:
        kept = kept[-1:]
    elif back.unit is ProvisionUnit.SECTION:
        kept = kept[-2:]
    if back.word == "this":
        yield kept
    elif back.unit is ProvisionUnit.ARTICLE:
        yield from ((step,) for step in here.before(kept[-1], back.count))
    else:
        number = kept[-1].number
        if number == 1 and back.unit is ProvisionUnit.PARAGRAPH and _behind_list(leaf, text, start):
            yield kept
            return
        for before in range(max(1, number - back.count), number) or (0,):
            yield (*kept[:-1], replace(kept[-1], number=before))


def _behind_list(leaf: Leaf, text: str, start: int) -> bool:
    """Test whether a sentence is a paragraph of its own that is printed on one line with the last point of a list."""
    return leaf.clause.level is Level.POINT and "。" in text[leaf.clause.own.start : start]


def nearest(
    back: Back, path: tuple[ProvisionStep, ...], steps: tuple[ProvisionStep, ...], here: Provisions
) -> tuple[ProvisionStep, ...]:
    """Return the path of 前款第二项: where the paragraph before has no such point, since a list's line was cut, in the nearest
    one before it that has."""
    if back.word == "before" and back.unit is ProvisionUnit.PARAGRAPH and steps:
        for number in range(path[-1].number, 0, -1):
            nearer = (*path[:-1], replace(path[-1], number=number), *steps)
            if here.find(nearer):
                return nearer
    return (*path, *steps)
