"""Two texts side by side, as one page of HTML without script, or as rows for a table or workbook."""

from collections.abc import Sequence
from html import escape
from typing import BinaryIO

from graph.export import xlsx
from graph.export.ics import Say
from graph.query.query import Table
from graph.records.alignment import AlignedUnit
from graph.records.comparison import Comparison, Pair, WordRun
from ontology.enumerations import Language

_STYLE = """
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
  color-scheme: light dark; }
h1 { font-size: 1.4rem } table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border-top: 1px solid #8885; padding: .5rem .8rem .5rem 0; vertical-align: top; text-align: start; overflow-wrap: anywhere }
th:first-child, td:first-child { width: 7.5rem } small { opacity: .75 } p { margin: .2rem 0 }
del { background: #f6c9c7; color: #5c0f0b; text-decoration: line-through }
ins { background: #c8e8cd; color: #0f3d19; text-decoration: none }
@media (prefers-color-scheme: dark) { del { background: #5c1f1b; color: #ffd9d6 } ins { background: #1d4a28; color: #d5f5dc } }
"""
COLUMNS = ("change", "old_marker", "old", "new_marker", "new", "shifts")
_WIDTHS = (10, 12, 70, 12, 70, 30)


def html(found: Comparison, say: Say, language: Language) -> str:
    """Return the page: the summary, then a row a match; everything from documents is escaped."""
    title = say("diff.title", old=found.old, new=found.new)
    head = "".join(f"<th>{escape(words)}</th>" for words in (say("diff.change"), found.old, found.new))
    rows = "\n".join(_row(pair, say) for pair in found.pairs)
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "zh-CN"}">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(summary(found, say))}</p>\n<table>\n<tr>{head}</tr>\n{rows}\n</table>\n</body>\n</html>\n"
    )


def summary(found: Comparison, say: Say) -> str:
    """Return in one line how many clauses changed in which way, and how many words were tightened or loosened."""
    parts = [say("diff.counted", what=say(f"diff.{change}"), count=count) for change, count in found.counts.items()]
    parts += [say("diff.counted", what=say(f"diff.{way}"), count=count) for way, count in found.shifts.items()]
    return "；".join(parts) or say("diff.nothing")


def _row(pair: Pair, say: Say) -> str:
    told = f"{escape(say(f'diff.{pair.match.change}'))}" + "".join(
        f"<p><small>{escape(words)}</small></p>" for words in shifts(pair, say)
    )
    old = _side(pair.match.old, pair.old, "del")
    new = _side(pair.match.new, pair.new, "ins")
    return f"<tr><td>{told}</td><td>{old}</td><td>{new}</td></tr>"


def _side(units: Sequence[AlignedUnit], pieces: Sequence[WordRun], mark: str) -> str:
    markers = "、".join(unit.marker for unit in units if unit.marker)
    words = "".join(f"<{mark}>{escape(p.text)}</{mark}>" if p.changed else escape(p.text) for p in pieces)
    return f"<p><b>{escape(markers)}</b></p>{words}" if markers else words


def shifts(pair: Pair, say: Say) -> list[str]:
    """Return what was tightened, loosened or changed in a pair, in words."""
    return [f"{say(f'diff.{shift.direction}')}：{shift.old} → {shift.new}" for shift in pair.shifts]


def as_table(found: Comparison, say: Say) -> Table:
    """Return a row a match, with the changed words in 【…】 on either side; COLUMNS."""
    return Table(COLUMNS, tuple(_cells(pair, say) for pair in found.pairs))


def _cells(pair: Pair, say: Say) -> tuple[str, ...]:
    old, new = ("、".join(unit.marker for unit in side) for side in (pair.match.old, pair.match.new))
    texts = ["".join(f"【{p.text}】" if p.changed else p.text for p in side) for side in (pair.old, pair.new)]
    return say(f"diff.{pair.match.change}"), old, texts[0], new, texts[1], "\n".join(shifts(pair, say))


def write_workbook(output: BinaryIO, found: Comparison, say: Say) -> None:
    """Write the rows as an Excel workbook. Raises OSError."""
    columns = [xlsx.Column(say(f"diff.{name}"), width) for name, width in zip(COLUMNS, _WIDTHS, strict=True)]
    title = say("diff.heading")
    xlsx.write_sheet(output, title, columns, as_table(found, say).rows)
