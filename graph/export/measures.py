"""Write the consequences of a breach in short: 罚款5000元以上5万元以下 / Fine CNY 5,000 to 50,000."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from graph.export.ics import Say
from graph.records.consequences import Consequence, Penalty
from ontology.enumerations import AmountUnit, MeasureKind

_MYRIAD = 10_000


class Yuan:
    """An amount of money in a message: `{amount:万}` is 5万 for 50,000 and 5000 for 5,000, `{amount:,}` is 50,000."""

    def __init__(self, amount: Decimal) -> None:
        self._amount = amount

    def __format__(self, form: str) -> str:
        if form == "万":
            return f"{plain(self._amount / _MYRIAD)}万" if self._amount >= _MYRIAD else plain(self._amount)
        return f"{self._amount:{form}f}"


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end: 1.50 → 1.5, 200 → 200."""
    return f"{number.normalize():f}"


def brought(consequence: Consequence, say: Say) -> str:
    """Return the measures in one line, those of one condition together: 责令改正、警告；拒不改正的：罚款5000元以上5万元以下."""
    groups = groupby(consequence.measures, key=lambda measure: measure.condition)
    parts = (
        _conditional(condition, say("duties.joint").join(_each(several, say)), say) for condition, several in groups
    )
    return say("duties.groups").join(parts)


def _conditional(condition: str, measures: str, say: Say) -> str:
    return say("duties.on_condition", condition=condition, measures=measures) if condition else measures


def _each(measures: Iterator[Penalty], say: Say) -> Iterator[str]:
    for measure in measures:
        printed = measure.words if measure.kind != MeasureKind.FINE or not amount(measure, say) else ""
        words = printed or say("duties.fine", amount=amount(measure, say))
        yield say("duties.whom", measure=words, whom=measure.whom) if measure.whom and not printed else words


def amount(measure: Penalty, say: Say) -> str:
    """Return the bounds of a fine; empty where the text sets none."""
    least, most = (_bound(bound, measure, say) for bound in (measure.least, measure.most))
    if least and most:
        bounds = least if least == most else say("duties.between", least=least, most=most)
    elif most:
        bounds = say("duties.at_most", most=most)
    else:
        bounds = say("duties.at_least", least=least) if least else ""
    base = measure.per or measure.of
    return say("duties.of_base", base=base, amount=bounds) if bounds and base else bounds


def _bound(bound: Decimal | None, measure: Penalty, say: Say) -> str:
    if bound is None:
        return ""
    if measure.unit == AmountUnit.TIMES:
        if bound < 1:
            return f"{plain(bound * 100)}%"
        return say("duties.times", number=plain(bound))
    return say("duties.yuan", amount=Yuan(bound))
