"""Set a text as other sites, programs and printers do. Each form changes how a paper looks, and leaves what it says as it is."""

import re
from collections.abc import Callable

from ontology.numbers import chinese

_SHORT = 10  # printed lines: a page in one line is not wrapped
_COLUMN = 34  # characters of a printed line
_PAGE = 20  # lines of a printed page
_YEAR = r"(?:19|20)\d\d"
_BRACKETED = re.compile(rf"[〔［\[（(]({_YEAR})[〕］\]）)](?=\s*第?\s*\d+\s*号)")
_DAY = re.compile(rf"^(\s*)({_YEAR})年(\d{{1,2}})月(\d{{1,2}})日(\s*)$", re.MULTILINE)
_DIGITS = "〇一二三四五六七八九"
_HEADING = re.compile(r"(?=[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}章).{2,40}")
_TITLE = re.compile(r".{0,40}关于.{2,80}的?(?:通知|意见|办法|决定|批复|函|公告|通告|方案|措施)")
_MENU = """您现在的位置：首页 > 政务公开 > 政策文件
首页
走进本市
新闻中心
政务服务
互动交流
政务公开
政策文件
"""
_FOOT = """
相关附件
相关稿件
主办单位：信息中心 技术支持：某公司
备案序号：ICP备05000001号
网站地图 | 联系我们 | 关于我们
"""
_BUTTONS = """无障碍
登录
请输入关键字
法定主动公开内容
行政规范性文件
收藏
打印
分享
A-
A+
"""
_LEAVING = """
扫码浏览
您访问的链接即将离开本网站
继续访问
放弃
Copyright © 2024 All Rights Reserved
"""


def printed_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def without_blank_lines(text: str) -> str:
    return "\n".join(printed_lines(text)) + "\n"


def with_blank_lines(text: str) -> str:
    return "\n\n".join(printed_lines(text)) + "\n"


def with_fixed_blanks(text: str) -> str:
    """Indent lines by blanks that do not break (U+00A0), as web pages do."""
    return "\n".join("\u00a0" * 4 + line.strip() for line in printed_lines(text)) + "\n"


def in_half_width(text: str) -> str:
    return text.translate(str.maketrans("，：；（）", ",:;()"))


def in_square_brackets(text: str) -> str:
    """Print numbers as 岚政发[2021]3号."""
    return _BRACKETED.sub(r"[\1]", text)


def in_round_brackets(text: str) -> str:
    """Print numbers as 岚政发（2021）3号."""
    return _BRACKETED.sub(r"（\1）", text)


def with_digits_apart(text: str) -> str:
    """Set digits apart from the characters beside them: 2021 年 3 月 5 日."""
    return re.sub(r"([\u4e00-\u9fff])([0-9])", r"\1 \2", re.sub(r"([0-9%])([\u4e00-\u9fff])", r"\1 \2", text))


def with_chinese_days(text: str) -> str:
    """Print days on a line of their own as 二〇二一年三月五日."""

    def spelt(match: re.Match[str]) -> str:
        year = "".join(_DIGITS[int(digit)] for digit in match[2])
        return f"{match[1]}{year}年{chinese(int(match[3]))}月{chinese(int(match[4]))}日{match[5]}"

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


def on_a_page(text: str) -> str:
    """Set a text between the menu of a site and its foot."""
    return _MENU + text.rstrip() + _FOOT


def below_buttons(text: str) -> str:
    """Set a text between the buttons of a page and the messages below it."""
    return _BUTTONS + text.rstrip() + _LEAVING


def with_marks_of_width_none(text: str) -> str:
    """Add a byte order mark, and a blank of no width to each line."""
    return "\ufeff" + re.sub(r"(?m)^(.{6})", "\\1\u200b", text)


def _title(text: str) -> str:
    """Return the title among the first lines of a text; empty where no line is one."""
    lines = (line.strip() for line in printed_lines(text)[:12])
    return next((line for line in lines if _TITLE.fullmatch(line)), "")


def below_the_title_of_its_page(text: str) -> str:
    title = _title(text)
    return f"{title}-本市人民政府门户网站\n{text}" if title else text


def below_title_and_source(text: str) -> str:
    title = _title(text)
    return f"{title}\n2024-03-05 来源：本站 【字体：大 中 小】 打印\n{text}" if title else text


def with_marks_of_secrecy(text: str) -> str:
    """Print 密级 and 紧急程度 (GB/T 9704 7.2.2, 7.2.3) above a text that begins with its title."""
    return f"机密★1年\n特急\n{text}" if text.lstrip().startswith(_title(text) or "\n") else text


REPRINTS: dict[str, Callable[[str], str]] = {
    form.__name__.replace("_", " "): form
    for form in (
        without_blank_lines,
        with_blank_lines,
        with_fixed_blanks,
        in_half_width,
        in_square_brackets,
        in_round_brackets,
        with_digits_apart,
        with_chinese_days,
        wrapped,
        in_pages,
        in_one_line,
        in_markdown,
        on_a_page,
        below_buttons,
        with_marks_of_width_none,
        below_the_title_of_its_page,
        below_title_and_source,
        with_marks_of_secrecy,
    )
}
