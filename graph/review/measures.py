"""Parse and write a sanction's measure as a decision writes it: `revoke`, `fine`, `fine 5000-30000 CNY`, `fine 5-10 times 违法所得`."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ontology.enumerations import AmountUnit, MeasureKind
from ontology.iri import Iris
from ontology.vocabulary import XSD, ZM

_NUMBER = r"(?:0|[1-9]\d{0,12})(?:\.\d{1,4})?"
_AMOUNT = re.compile(
    rf"(?P<low>{_NUMBER})?-(?P<high>{_NUMBER})? (?P<unit>{'|'.join(AmountUnit)})(?: (?P<of>\S(?:.*\S)?))?", re.ASCII
)
_TYPED = re.compile(r"^(\w+) +([\d.]*)(?:-([\d.]*))? *(元|倍)")
_UNITS = {"元": AmountUnit.YUAN, "倍": AmountUnit.TIMES}
_DECIMAL = ox.NamedNode(str(XSD.decimal))
_BOUNDS = {"low": ox.NamedNode(str(ZM.amountFrom)), "high": ox.NamedNode(str(ZM.amountTo))}
_NAMED = {"unit": ox.NamedNode(str(ZM.amountUnit)), "of": ox.NamedNode(str(ZM.amountOf))}
_KIND = ox.NamedNode(str(ZM.measureKind))
MEASURED = (_KIND, *_BOUNDS.values(), *_NAMED.values())
"""The properties of a measure that a decision's value sets. Its printed words, its condition and whom it meets stay as they were read."""


def is_measure(value: str) -> bool:
    """Return whether a value is a kind of measure, of a fine also with at least one of its bounds."""
    kind, spaced, amount = value.partition(" ")
    if kind not in tuple(MeasureKind):
        return False
    if not spaced:
        return True
    found = _AMOUNT.fullmatch(amount)
    if kind != MeasureKind.FINE or found is None or not (found["low"] or found["high"]):
        return False
    return not (found["low"] and found["high"]) or float(found["low"]) <= float(found["high"])


def typed_measure(value: str) -> str:
    """Return the value of what a person typed: a figure alone is both bounds, 元 and 倍 are units.

    >>> typed_measure("fine 5000-30000元"), typed_measure("fine 200元"), typed_measure("fine 5-10倍 违法所得")
    ('fine 5000-30000 CNY', 'fine 200-200 CNY', 'fine 5-10 times 违法所得')
    """
    found = _TYPED.match(value)
    if found is None:
        return value
    kind, low, high, unit = found.groups()
    return f"{kind} {low}-{low if high is None else high} {_UNITS[unit]}{value[found.end() :]}"


def written_measure(kind: str, low: str, high: str, unit: str, of: str) -> str:
    """Write a measure of the graph as a value; leave out the parts that are empty."""
    bounds = f" {low}-{high} {unit}" if unit and (low or high) else ""
    return f"{kind}{bounds}{f' {of}' if bounds and of else ''}"


def measure_terms(value: str, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Yield the properties of a measure whose value `is_measure` accepts, with their terms."""
    kind, _, amount = value.partition(" ")
    yield _KIND, ox.NamedNode(MeasureKind(kind).iri(iris.base))
    if found := _AMOUNT.fullmatch(amount):
        for name, term in _BOUNDS.items():
            if found[name]:
                yield term, ox.Literal(found[name], datatype=_DECIMAL)
        for name, term in _NAMED.items():
            if found[name]:
                yield term, ox.Literal(found[name])
