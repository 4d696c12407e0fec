"""Write and parse numbers: those of documents (发文字号, GB/T 9704-2012 7.2.5), and the numerals of markers."""

import re
from functools import lru_cache

from ontology.provisions import UNITS


def written(code: str, year: int | None, serial: int) -> str:
    """Return the one form in which a number is kept, whatever its brackets, width and spacing in print.

    >>> written("济政发", 2018, 22), written("国务院令", None, 706), written("财政部公告", 2019, 5)
    ('济政发〔2018〕22号', '国务院令第706号', '财政部公告2019年第5号')
    """
    if year is None:
        return f"{code}第{serial}号"
    if code.endswith(("公告", "通告", "令", "届）")):
        return f"{code}{year}年第{serial}号"
    return f"{code}〔{year}〕{serial}号"


def chinese(number: int) -> str:
    """Return a number below 10,000 as markers print it: 21 → 二十一."""
    digits, out, zero = "零一二三四五六七八九", "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def printed_article(number: str) -> str:
    """Return an article as it is printed, by its number or eId: `120-1`, `art_120-1` → 第一百二十条之一. Anything else stays as it is."""
    whole, _, sub = number.removeprefix("art_").partition("-")
    if not whole.isdigit():
        return number
    return f"第{chinese(int(whole))}条" + (f"之{chinese(int(sub))}" if sub.isdigit() else "")


_YEAR_DIGITS = str.maketrans("一二三四五六七八九〇零○◯OoΟοОо", "123456789" + "0" * 10)


def year_in_characters(text: str) -> int:
    """Parse a year of four characters, with any of the zeros that are in use, the digit among them.

    >>> year_in_characters("二〇〇四"), year_in_characters("二 0 一 九")
    (2004, 2019)
    """
    return int(text.replace(" ", "").translate(_YEAR_DIGITS))


def digit_by_digit(number: int) -> str:
    """Return a number as Chinese figures one by one, as years are printed: 2004 → 二〇〇四.

    >>> digit_by_digit(2004)
    '二〇〇四'
    """
    return str(number).translate(_FIGURES)


_FIGURES = str.maketrans("0123456789", "〇一二三四五六七八九")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}  # of days: 廿八日


def month_number(text: str) -> int | None:
    """Parse the number of a month: 元 → 1, else as `numeral`."""
    return 1 if text == "元" else numeral(text)


def numeral(text: str) -> int | None:
    """Parse a Chinese or Arabic number, or a circled one: 二十三 → 23, 一二〇 → 120, 廿八 → 28, ③ → 3; None for anything else."""
    if not text:
        return None
    if text.isdigit() and text.isascii():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if len(text) > 1 and all(char in _DIGITS for char in text):  # 第一二〇条: by position
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _TENS:
            total += _TENS[char]
        elif char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            return None
    return total + digit


_UNITS = {**UNITS, "lvl": "项"}


@lru_cache(maxsize=4096)
def provision_title(name: str) -> str:
    """Return a provision as lawyers cite it: `art_120-1__para_2__point_3` → 第一百二十条之一第二款第三项; any other eId as it is."""
    printed = ""
    for step in name.split("__"):
        unit, _, number = step.partition("_")
        whole, _, inserted = number.partition("-")
        if unit not in _UNITS or not whole.isdecimal() or (inserted and not inserted.isdecimal()):
            return name
        printed += f"第{chinese(int(whole))}{_UNITS[unit]}" + (f"之{chinese(int(inserted))}" if inserted else "")
    return printed


_NUMERAL = "[0-9零〇一二两三四五六七八九十百千]{1,9}"
_STEP = re.compile(
    f"第?[（(]?(?P<number>{_NUMERAL})[）)]?(?P<unit>[{''.join(UNITS.values())}])(?:之(?P<inserted>{_NUMERAL}))?"
)
_ALONE = re.compile(r"[1-9]\d{0,3}(?:-[1-9]\d?)?", re.ASCII)
_LAST = 9999
_STEPS = {printed: unit for unit, printed in UNITS.items()}


def provision_name(printed: str) -> str:
    """Return the name of a provision that a person types, `provision_title` the other way round: 第一百二十条之一第二款 →
    `art_120-1__para_2`; a number alone (`44`, `120-1`) is an article's. Empty for anything else."""
    words = "".join(printed.split())
    if _ALONE.fullmatch(words):
        return f"art_{words}"
    steps, at = list[str](), 0
    while (step := _STEP.match(words, at)) is not None:
        number, inserted = numeral(step["number"]), numeral(step["inserted"] or "")
        if not number or number > _LAST or (step["inserted"] and not 0 < (inserted or 0) <= _LAST):
            return ""
        steps.append(f"{_STEPS[step['unit']]}_{number}" + (f"-{inserted}" if inserted else ""))
        at = step.end()
    return "__".join(steps) if at == len(words) else ""
