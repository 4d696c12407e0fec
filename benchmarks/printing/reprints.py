"""Change how a text looks: as other sites, programs and printers print it. No form changes what the text says."""

import re
from enum import Enum, auto
from itertools import combinations

from benchmarks.printing import sitepages
from benchmarks.printing.forms import Form, by_name, name_of
from benchmarks.printing.sitepages import printed_lines, title_of
from ontology.numbers import chinese, digit_by_digit

_SHORT = 10  # printed lines: a page in one line is not wrapped
_COLUMN = 34  # characters of a printed line
_PAGE = 20  # lines of a printed page
_YEAR = r"(?:19|20)\d\d"
_BRACKETED = re.compile(rf"[〔［\[（(]({_YEAR})[〕］\]）)](?=\s*第?\s*\d+\s*号)")
_DAY = re.compile(rf"^(\s*)({_YEAR})年(\d{{1,2}})月(\d{{1,2}})日(\s*)$", re.MULTILINE)
_HEADING = re.compile(r"(?=[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}章).{2,40}")


def without_blank_lines(text: str) -> str:
    return "\n".join(printed_lines(text)) + "\n"


def with_blank_lines(text: str) -> str:
    return "\n\n".join(printed_lines(text)) + "\n"


def with_fixed_blanks(text: str) -> str:
    """Indent lines by blanks that do not break (U+00A0), as web pages do."""
    return "\n".join("\u00a0" * 4 + line.strip() for line in printed_lines(text)) + "\n"


def in_half_width(text: str) -> str:
    return text.translate(str.maketrans("，：；（）", ",:;()"))


def in_half_width_throughout(text: str) -> str:
    """Print every sign in half width, quotation marks too."""
    return text.translate(str.maketrans("，：；（）！？“”", ',:;()!?""'))


def in_traditional_characters(text: str) -> str:
    import opencc  # a text of 10 kB takes 20 ms

    converted: str = opencc.OpenCC("s2t").convert(text)
    return converted


def in_square_brackets(text: str) -> str:
    """Print numbers as 岚政发[2021]3号."""
    return _BRACKETED.sub(r"[\1]", text)


def in_round_brackets(text: str) -> str:
    """Print numbers as 岚政发（2021）3号."""
    return _BRACKETED.sub(r"（\1）", text)


def in_corner_marks(text: str) -> str:
    """Print numbers as 岚政发„2021‟3号, which word processors put out for their own brackets."""
    return _BRACKETED.sub(r"„\1‟", text)


def without_year_brackets(text: str) -> str:
    """Print numbers as 岚政发2021 3号, where a page has lost the brackets."""
    return _BRACKETED.sub(r"\1 ", text)


def with_digits_apart(text: str) -> str:
    """Set digits apart from the characters beside them: 2021 年 3 月 5 日."""
    return re.sub(r"([\u4e00-\u9fff])([0-9])", r"\1 \2", re.sub(r"([0-9%])([\u4e00-\u9fff])", r"\1 \2", text))


def with_chinese_days(text: str) -> str:
    """Print days on a line of their own as 二〇二一年三月五日."""

    def spelt(match: re.Match[str]) -> str:
        return (
            f"{match[1]}{digit_by_digit(int(match[2]))}年{chinese(int(match[3]))}月{chinese(int(match[4]))}日{match[5]}"
        )

    return _DAY.sub(spelt, text)


def wrapped(text: str) -> str:
    """Break the sentences of a text into lines of one length, as a printer does. A page in one line stays as it is."""
    if len(printed_lines(text)) < _SHORT:
        return text
    lines, head = list[str](), True
    for line in printed_lines(text):
        words = line.strip()
        head = head and "。" not in words and not words.endswith(("：", ":"))
        if head or "|" in line or "\t" in words or len(words) <= _COLUMN:
            lines.append(words if head else f"\u3000\u3000{words}")
        else:
            words = f"\u3000\u3000{words}"
            lines += [words[at : at + _COLUMN] for at in range(0, len(words), _COLUMN)]
    return "\n".join(lines) + "\n"


def in_pages(text: str) -> str:
    """Print a page number below every twenty lines."""
    lines = list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        lines += [line, "", f"— {number // _PAGE} —", ""] if number % _PAGE == 0 else [line]
    return "\n".join(lines) + "\n"


def in_one_line(text: str) -> str:
    """Put a blank in place of each line end."""
    return " ".join(line.strip() for line in printed_lines(text)) + "\n"


def in_markdown(text: str) -> str:
    return (
        "\n\n".join(
            f"## {line.strip()}" if _HEADING.fullmatch(line.strip()) else line.strip() for line in printed_lines(text)
        )
        + "\n"
    )


def with_marks_of_width_none(text: str) -> str:
    """Add a byte order mark, and a blank of no width to each line."""
    return "\ufeff" + re.sub(r"(?m)^(.{6})", "\\1\u200b", text)


def with_marks_of_secrecy(text: str) -> str:
    """Print 密级 and 紧急程度 (GB/T 9704 7.2.2, 7.2.3) above a text that begins with its title."""
    return f"机密★1年\n特急\n{text}" if text.lstrip().startswith(title_of(text) or "\n") else text


class Appearance(Enum):
    """A part of how a paper looks that a form changes. Forms of different parts can be set together, in this order."""

    SIGNS = auto()
    NUMBERS = auto()
    LINES = auto()
    PAGE = auto()


_FORMS: dict[Appearance, tuple[Form, ...]] = {
    Appearance.SIGNS: (
        in_half_width,
        in_half_width_throughout,
        in_traditional_characters,
        with_digits_apart,
        with_chinese_days,
    ),
    Appearance.NUMBERS: (in_square_brackets, in_round_brackets, in_corner_marks, without_year_brackets),
    Appearance.LINES: (
        without_blank_lines,
        with_blank_lines,
        with_fixed_blanks,
        wrapped,
        in_pages,
        in_one_line,
        in_markdown,
        with_marks_of_width_none,
    ),
    Appearance.PAGE: (
        sitepages.on_a_page,
        sitepages.below_buttons,
        sitepages.below_the_title_of_its_page,
        sitepages.below_title_and_source,
        sitepages.below_labels_in_bullets,
        sitepages.below_labels_in_columns,
        sitepages.below_an_archives_note,
        sitepages.below_number_and_marked_title,
        sitepages.below_the_head_of_a_law_database,
        sitepages.above_the_end_of_an_article,
        with_marks_of_secrecy,
    ),
}


REPRINTS = by_name(form for forms in _FORMS.values() for form in forms)


def _both(first: Form, second: Form) -> Form:
    # Forms of a page go last, but those that look for the number of a text find it only as GB/T 9704 prints it.
    return lambda text: second(first(text))


def pairs() -> dict[str, Form]:
    """Return two forms of different parts together, by the names of both: all pairs, in the order of `Appearance`."""
    return {
        f"{name_of(first)}, {name_of(second)}": _both(first, second)
        for one, other in combinations(_FORMS, 2)
        for first in _FORMS[one]
        for second in _FORMS[other]
    }
