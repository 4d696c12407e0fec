"""Read the bounds of a fine: 处五千元以上二万元以下罚款 → 5000 to 20000 yuan; 违法所得一倍以上三倍以下 → 1 to 3 times."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ingest.model import AmountUnit
from ingest.rules import table

_DIGITS = {character: digit for digit, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_TIMES = (
    {"倍": Decimal(1)}
    | dict.fromkeys(("%", "百分之"), Decimal("0.01"))
    | dict.fromkeys(("‰", "千分之"), Decimal("0.001"))
)
_MOST_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its bounds. low, high: None where the text sets no bound; both are the same for one figure. of: what the multiples
    are of, as printed. per: 日, 平方米, … where the figure is for each of them."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: AmountUnit | None = None
    of: str = ""
    per: str = ""


def amount(text: str) -> Amount:
    """Read the words of a fine between 处 and 罚款. An Amount without a unit where they name no figure."""
    rules = table("amounts")
    per = rules["per"].find(text)
    each = next((group for group in per.groups() if group), "") if per else ""
    found = rules["figure"].find(text)
    if equal := rules["equal"].find(text):
        low, of = None, text[: equal.start()]
        if found is not None and found.end() < equal.start() and "元" not in (found["unit"] or ""):  # 30%以上等值以下
            low = _value(found["first"], found["prefix"] or found["unit"] or "", found["unit"] or "")
            of = text[: found.start()]
        return Amount(low, Decimal(1), AmountUnit.TIMES, _base(of), each)
    if found is None:
        return Amount(per=each)
    unit = AmountUnit.YUAN if "元" in (found["unit"] or "") else AmountUnit.TIMES
    first = _value(found["first"], found["prefix"] or found["unit"] or "", found["unit"] or "")
    if first is None:
        return Amount(per=each)
    of = _base(text[: found.start()]) if unit is AmountUnit.TIMES else ""
    second = rules["second"].start(text[found.end() :])
    if second:
        last = _value(second["figure"], second["prefix"] or second["unit"], second["unit"])
        if not found["unit"] and not found["prefix"]:  # 三至五倍: the unit is printed once
            unit = AmountUnit.YUAN if "元" in second["unit"] else AmountUnit.TIMES
            first = _value(found["first"], second["unit"], second["unit"])
            of = _base(text[: found.start()]) if unit is AmountUnit.TIMES else ""
        return Amount(first, last, unit, of, each)
    if not found["unit"] and not found["prefix"]:
        return Amount(per=each)
    rest = text[found.end() :]
    if rules["at-most"].start(rest) or rules["at-most-before"].find(text[: found.start()]):
        return Amount(None, first, unit, of, each)
    if rules["at-least"].start(rest):
        return Amount(first, None, unit, of, each)
    return Amount(first, first, unit, of, each)


def _base(text: str) -> str:
    """Return what the multiples are of: 并处违法所得 → 违法所得."""
    cut = table("amounts")["before-base"].start(text)
    return text[cut.end() if cut else 0 :].removesuffix("的").strip()


def _value(figure: str, unit: str, last: str) -> Decimal | None:
    """Return a figure as yuan or as a multiple. unit: 元, 万元, 倍, 百分之, 千分之, %, ‰."""
    number = decimal(figure)
    if number is None:
        return None
    if "元" in unit:
        for character in unit.rstrip("元"):
            number *= _MYRIADS.get(character) or _TENS.get(character) or 1
        return number
    return number * _TIMES.get(unit, Decimal(1))


def decimal(text: str) -> Decimal | None:
    """Parse a number of Chinese or Arabic digits: 二万五千 → 25000, 1.5 → 1.5, 5万 → 50000, 半 → 0.5; None for anything else."""
    if not text or len(text) > _MOST_DIGITS:
        return None
    if text == "半":
        return Decimal("0.5")
    text = text.replace(",", "")
    head = text.rstrip("十百千万亿")
    if head and (head[0].isascii()):
        try:
            number = Decimal(head)
        except InvalidOperation:
            return None
        for character in text[len(head) :]:
            number *= _MYRIADS.get(character) or _TENS[character]
        return number
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _MYRIADS:
            total += (section + digit or 1) * _MYRIADS[character]
            section, digit = 0, 0
        else:
            return None
    return Decimal(total + section + digit)
