"""The figures of a comparison with gold: as a table, and as a page of HTML without script that shows each error in its sentence."""

from html import escape

from graph.export.ics import Say
from graph.query.query import Cell, Table
from graph.score.figures import Quote, Record, Score, Scored
from ontology.enumerations import Language

COLUMNS = ("section", "precision", "recall", "f1", "gold", "found", "lost", "extra")
_STYLE = """
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem;
  color-scheme: light dark; }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem } table { border-collapse: collapse; width: 100% }
th, td { border-top: 1px solid #8885; padding: .35rem .7rem .35rem 0; vertical-align: top; text-align: start; overflow-wrap: anywhere }
td.n { text-align: end; font-variant-numeric: tabular-nums } small { opacity: .75 } p { margin: .2rem 0 }
mark.lost { background: #f6c9c7; color: #5c0f0b } mark.extra { background: #fbe3b0; color: #4d3600 }
@media (prefers-color-scheme: dark) { mark.lost { background: #5c1f1b; color: #ffd9d6 } mark.extra { background: #574111; color: #ffeec4 } }
"""


def as_table(scored: Scored) -> Table:
    """Return a row a section; COLUMNS. Precision, recall and F1 have four decimals."""
    return Table(COLUMNS, tuple(_row(name, score) for name, score in scored.sections.items()))


def _row(name: str, score: Score) -> tuple[str | int, ...]:
    rates = (f"{rate:.4f}" for rate in (score.precision, score.recall, score.f1))
    return name, *rates, score.wanted, score.read, len(score.lost), len(score.extra)


def unscored(scored: Scored, say: Say) -> list[str]:
    """Return a line for each document of the gold that could not be compared."""
    return [say("score.unscored", name=name, why=say(f"score.{why}")) for name, why in scored.unscored]


def html(scored: Scored, say: Say, language: Language) -> str:
    """Return the page: the figures, then by section what is lost and what is extra; everything from documents is escaped."""
    title = escape(say("score.title"))
    heads = "".join(f"<th>{escape(say(f'score.{name}'))}</th>" for name in COLUMNS)
    rows = "\n".join(_figures(*row) for row in as_table(scored).rows)
    notes = "".join(f"<p>{escape(line)}</p>" for line in unscored(scored, say))
    wrong = [part for name, score in scored.sections.items() for part in _section(name, score, scored, say)]
    if not wrong:
        wrong = [f"<p>{escape(say('score.none' if scored.sections else 'score.nothing'))}</p>"]
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "zh-CN"}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n{notes}\n"
        f"<table>\n<tr>{heads}</tr>\n{rows}\n</table>\n{chr(10).join(wrong)}\n</body>\n</html>\n"
    )


def _figures(name: Cell, *figures: Cell) -> str:
    cells = "".join(f'<td class="n">{figure}</td>' for figure in figures)
    return f"<tr><td>{escape(str(name))}</td>{cells}</tr>"


def _section(name: str, score: Score, scored: Scored, say: Say) -> list[str]:
    lines = []
    for kind, records in (("lost", score.lost), ("extra", score.extra)):
        if records:
            lines.append(f"<h2>{escape(name)}: {escape(say(f'score.{kind}'))} ({len(records)})</h2>\n<table>")
            lines += [_record(record, scored.quotes.get((name, record)), kind) for record in records]
            lines.append("</table>")
    return lines


def _record(record: Record, quote: Quote | None, kind: str) -> str:
    """Return a row: which document; what was lost or is extra there, marked in its sentence."""
    where, values = record[0], [value for value in record[1:] if not value.isdigit()]
    said = " · ".join(escape(value) for value in values)
    if quote is None or not quote.words:
        words = f'<mark class="{kind}">{said}</mark>'
    else:
        marked = f'{escape(quote.before)}<mark class="{kind}">{escape(quote.words)}</mark>{escape(quote.after)}'
        words = marked if quote.words in values else f"{said}<p><small>{marked}</small></p>"
    return f"<tr><td>{escape(where)}</td><td>{words}</td></tr>"
