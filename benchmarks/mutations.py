"""Mutate texts, tables and files for `benchmarks.fuzz`. The same draw gives the same bytes."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from typing import TypeVar

Input = TypeVar("Input", str, bytes)

HOSTILE = (
    "\x00", "\x08", "\x1b[31m", "\x85", "\u2028", "\u2029", "\u200b", "\u200e", "\u202e", "\ufeff", "\ufffd", "\u0301",
    "\U000e0100", "𠮷", "⼈", "😀", "１２３", "①", "㈠", "Ⅳ", "〇", "廿", "零", "\t", "|", "　", "\r", "\r\n", "\f",
    "\n\n\n", "\n", "<!--", "-->", "<br>", "&#0;", "&nbsp;", "<table><tr><td>", "```", "---\n", "# ", "> ", "- ", "《",
    "》", "〔", "〕", "（", "）", "“", "”", "『", "【", "】", "［", "、", "；", "：", "。", "，", "——", "…", "第",
    "条", "款", "项", "号", "附件", "附件：", "附件1", "目录", "第九千九百九十九条", "第一条", "一、", "（一）", "1.",
    "(1)", "9" * 40, "99999999999年99月99日", "0000年0月0日", "2021年2月30日", "9999年12月31日", "每年", "每月31日前",
    "前款", "前两款", "本办法", "自公布之日起施行", "有效期5年", "同时废止", "（以下简称", "责任单位：", "牵头单位",
    "由市财政局牵头", "各区县人民政府：", "岚政发〔2019〕14号", "〔〕号", "岚政发〔99999〕0号",
    "处一万元以上五万元以下罚款", "应当", "不得", "是指",
)  # fmt: skip
HEADS = (
    "序号",
    "工作任务",
    "责任单位",
    "牵头单位",
    "配合单位",
    "完成时限",
    "任务",
    "备注",
    "文件名称",
    "文号",
    "",
    "时间",
    "指标",
)
LONGEST = 60_000
"""Code points of a text that is mutated, and about as many of what it becomes."""


def mutate_text(draw: Random, text: str, other: str) -> str:
    """Change a text at a few places, or at many. other: a text from which pieces are taken."""
    text = _window(draw, text)
    for _ in range(draw.choice((1, 1, 2, 3, 5, 8, 20, 60))):
        text = draw.choice(_CHANGES)(draw, text, other)
    return text[: 2 * LONGEST]


def _window(draw: Random, text: str) -> str:
    """Return a text that is not too long, or a piece of one: most inputs are short, so that many can be tried."""
    longest = draw.choice((400, 2_000, 2_000, 6_000, LONGEST))
    start = draw.randrange(len(text) - longest) if len(text) > longest and draw.random() < 0.5 else 0
    return text[start : start + longest]


def _at(draw: Random, text: str) -> int:
    return draw.randint(0, len(text))


def _span(draw: Random, text: str, longest: int) -> tuple[int, int]:
    start = _at(draw, text)
    return start, min(len(text), start + draw.randint(1, longest))


def _insert(draw: Random, text: str, other: str) -> str:
    at = _at(draw, text)
    return text[:at] + draw.choice(HOSTILE) + text[at:]


def _delete(draw: Random, text: str, other: str) -> str:
    start, end = _span(draw, text, draw.choice((1, 1, 5, 200)))
    return text[:start] + text[end:]


def _double(draw: Random, text: str, other: str) -> str:
    start, end = _span(draw, text, draw.choice((1, 10, 100)))
    return text[:end] + text[start:end] * draw.choice((1, 1, 2, 10, 100)) + text[end:]


def _move(draw: Random, text: str, other: str) -> str:
    start, end = _span(draw, text, 100)
    piece, rest = text[start:end], text[:start] + text[end:]
    at = _at(draw, rest)
    return rest[:at] + piece + rest[at:]


def _graft(draw: Random, text: str, other: str) -> str:
    start, end = _span(draw, other, 300)
    at = _at(draw, text)
    return text[:at] + other[start:end] + text[at:]


def _replace(draw: Random, text: str, other: str) -> str:
    start, end = _span(draw, text, 2)
    return text[:start] + draw.choice(other or " ") + text[end:]


def _lines(draw: Random, text: str, other: str) -> str:
    lines = text.split("\n")
    match draw.randrange(5):
        case 0:
            draw.shuffle(lines)
        case 1:
            lines.insert(draw.randint(0, len(lines)), draw.choice(other.split("\n")))
        case 2:
            del lines[draw.randrange(len(lines))]
        case 3:
            at = draw.randrange(len(lines))
            lines[at:at] = lines[at : at + 3]
        case _:
            return text.replace("\n", draw.choice(("", "\n\n", "\r\n", "\t", "　")), draw.randint(1, 30))
    return "\n".join(lines)


def _digits(draw: Random, text: str, other: str) -> str:
    return "".join(draw.choice("0123456789一二十百千〇") if c.isdecimal() and draw.random() < 0.1 else c for c in text)


_CHANGES: tuple[Callable[[Random, str, str], str], ...] = (
    _insert, _insert, _insert, _delete, _double, _move, _graft, _replace, _lines, _lines, _digits,
)  # fmt: skip


def make_table(draw: Random, text: str, other: str) -> str:
    """Put a table of pieces of both texts into a text: with pipes, tabs or lines, and sometimes ragged."""
    columns = [draw.choice(HEADS) for _ in range(draw.randint(1, 7))]
    rows = [columns] + [[_cell(draw, other) for _ in columns] for _ in range(draw.choice((0, 1, 3, 10, 60)))]
    if draw.random() < 0.4:
        rows = [row[: draw.randint(0, len(row))] + [_cell(draw, other)] * draw.randint(0, 2) for row in rows]
    match draw.randrange(4):
        case 0:
            lines = ["| " + " | ".join(row) + " |" for row in rows]
            lines.insert(1, "|" + " --- |" * len(columns))
        case 1:
            lines = ["\t".join(row) for row in rows]
        case 2:
            lines = ["│" + "│".join(row) + "│" for row in rows]
            lines = [line for row in lines for line in ("├" + "┼".join("─" * 4 for _ in columns) + "┤", row)]
        case _:
            lines = [
                "<table>",
                *("<tr>" + "".join(f"<td rowspan={draw.randint(0, 3)}>{cell}" for cell in row) for row in rows),
                "</table>",
            ]
    text = _window(draw, text)
    at = _at(draw, text)
    table = text[:at] + "\n" + "\n".join(lines) + "\n" + text[at:]
    return mutate_text(draw, table, other) if draw.random() < 0.5 else table


def _cell(draw: Random, other: str) -> str:
    if draw.random() < 0.2:
        return draw.choice(HOSTILE)
    start, end = _span(draw, other, 30)
    return other[start:end].replace("\n", draw.choice((" ", "、", "<br>")))


def mutate_bytes(draw: Random, data: bytes) -> bytes:
    """Change bytes at a few places, cut the end off, or put a block elsewhere."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 3, 10, 100))):
        at = draw.randrange(len(changed) + 1)
        match draw.randrange(4):
            case 0 if at < len(changed):
                changed[at] = draw.randrange(256)
            case 1:
                del changed[at : at + draw.choice((1, 4, 500))]
            case 2:
                changed[at:at] = changed[at : at + draw.choice((1, 16, 500))]
            case _:
                changed[at:at] = draw.randbytes(draw.choice((1, 2, 8)))
    return bytes(changed[: draw.randrange(len(changed) + 1)] if draw.random() < 0.1 else changed)


def mutate_package(draw: Random, data: bytes) -> bytes:
    """Change the members of a package (docx, ofd) rather than its packing."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(draw.sample(names, min(len(names), draw.choice((1, 1, 3)))))
        for name in names:
            content = old.read(name)
            if name in chosen and draw.random() < 0.1:
                continue
            if name in chosen or name.endswith("document.xml"):
                content = _markup(draw, content)
            new.writestr(zipfile.ZipInfo(name), content)
    return output.getvalue()


def _markup(draw: Random, content: bytes) -> bytes:
    """Change whole elements mostly, so that the markup stays well-formed more often than not."""
    if draw.random() < 0.2:
        return mutate_bytes(draw, content)
    pieces = content.split(b"<")
    for _ in range(draw.choice((1, 3, 10))):
        at = draw.randrange(len(pieces) or 1)
        match draw.randrange(3) if pieces else -1:
            case 0:
                pieces[at:at] = pieces[at : at + draw.randint(1, 12)]
            case 1:
                del pieces[at : at + draw.randint(1, 12)]
            case 2:
                name, end, text = pieces[at].partition(b">")
                pieces[at] = name + end + text + draw.choice(HOSTILE).encode() if end else pieces[at]
    return b"<".join(pieces)


def encode(draw: Random, text: str) -> bytes:
    """Encode a text as files are: mostly UTF-8; characters that the encoding has not are replaced."""
    encoding = draw.choices(("utf-8", "utf-8-sig", "gb18030", "utf-16"), (17, 1, 1, 1))[0]
    return text.encode(encoding, "replace")


def shrink(whole: Input, fails: Callable[[Input], bool], tries: int = 400) -> Input:
    """Return a smaller piece of an input that still fails: blocks are left out, ever smaller ones (delta debugging, Zeller 1999)."""
    block = len(whole) // 2
    while block and tries > 0:
        at, smaller = 0, False
        while at < len(whole) and tries > 0:
            tries -= 1
            candidate = whole[:at] + whole[at + block :]
            if fails(candidate):
                whole, smaller = candidate, True
            else:
                at += block
        if not smaller or block > len(whole):
            block = min(block, len(whole)) // 2
    return whole


def choose(draw: Random, items: Sequence[bytes]) -> bytes:
    """Draw one of the inputs from which others are made."""
    return items[draw.randrange(len(items))]
