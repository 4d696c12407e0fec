"""The offsets at which a line is cut."""

import re
from collections.abc import Iterator

from ingest.read.carriedhead import annex_head_cuts, carried_head_cuts
from ingest.read.flattened.blanks import behind_blanks, blank_line_ends
from ingest.read.flattened.heads import RunInHead, read_body, read_head, read_run_in, read_salutation
from ingest.read.flattened.patterns import BLANKS, DAY, FLATTENED_LENGTH, HEAD_REACH, MARKED_SENTENCE
from ingest.read.flattened.signatures import closing_cuts, day_closes, day_is_alone, names_before, signature_start
from ingest.rules import table

_MAY_BE_CUT = re.compile("[ \u200d\ufeff:：号日]")
"""A line end that became a blank, a salutation's colon, a number, a day: a shorter line without any of them is one paragraph."""
_RUN_IN = ("before", "title", "number", "first", "behind", "after")
_AHEAD = ("chapter-run-in", "number-note")  # elements of which each has the rest of the line below it
_RUN_ON = ("page", "mark", "signer", "day")
_INNER_NUMBER = re.compile(rf"\d[〕\]］）)] *\d{{1,5}} *号{BLANKS}")
_FIRST_MARK = re.compile(r"第一[章条]|一、")
_FEWEST_ENTRIES = 2  # of a table that one line runs together
_MOST_HEADS = 5  # of documents that one line runs together


def flattened_cuts(text: str, above: str = "") -> list[int]:
    """Return the offsets at which a line is to be cut: 0, where a paragraph begins, and the line's length. text: folded. above: the
    printed line above it, folded; where that is a heading, all of the document's text may be in this one.

    >>> flattened_cuts("各区：")
    [0, 3]
    """
    if len(text) < FLATTENED_LENGTH and _MAY_BE_CUT.search(text) is None:
        return [0, len(text)]
    for name in _AHEAD:
        if (ahead := table("flattened")[name].start(text)) is not None:
            return [0, *(ahead.end() + at for at in flattened_cuts(text[ahead.end() :]))]
    if (told := table("flattened")["number-and-day"].start(text)) is not None:
        label, end = told.start("label"), told.end()
        return (
            [0, label, *(end + at for at in flattened_cuts(text[end:], told["number"]))]
            if text[end:]
            else [0, label, end]
        )
    if (run := table("flattened")["annexes-run-on"].start(text)) is not None:
        return [0, *(run.start(name) for name in _RUN_ON if run[name]), len(text)]
    if (head := table("flattened")["catalogue-head"].whole(text)) is not None:
        return [0, head.start("number"), head.start("issuer"), len(text)]
    if (dated := table("flattened")["day-and-body"].whole(text)) is not None:
        return [0, dated.start("body"), len(text)]
    if (database := table("flattened")["database-head"].start(text)) is not None:
        title, labels = database["title"], range(database.start("labels"), database.end("labels"))
        bullets = [at for at in labels if text[at] == "•"]
        rest = (database.end() + at for at in flattened_cuts(text[database.end() :], title))
        return [0, len(title), *bullets, labels.stop, *rest]
    column = table("flattened")["site-column"].start(text)
    if column is None:
        return _cuts(text, above)
    return [0, *(column.end() + at for at in _cuts(text[column.end() :], above))]


def _cuts(text: str, above: str) -> list[int]:
    """Return the cuts of a line that begins with no site and column."""
    cuts: set[int] = set()
    if "\t" not in text:
        rules = table("flattened")
        if (marked := rules["number-behind-bold"].start(text)) is not None:
            cuts.add(marked.start(2))
        if len(text) < FLATTENED_LENGTH and (run := rules["run-in-site"].whole(text)) is not None:
            parts = [run.start(name) for name in _RUN_IN if run[name]]
            cuts |= {*parts} if len(parts) > 2 else set()
        if (dated := rules["annexes-dated"].whole(text)) is not None:
            cuts.add(dated.start("day"))
        cuts |= {*closing_cuts(text)}
        head = read_head(text[:HEAD_REACH]) or read_body(text, above)
        blanks = {*blank_line_ends(text, recognised=head is not None)}
        cuts |= blanks
        for behind in [match.end() for match in _INNER_NUMBER.finditer(text) if match.end() in blanks][:_MOST_HEADS]:
            if (inner := read_head(text[behind : behind + HEAD_REACH])) is not None:
                cuts |= {behind_blanks(text, behind + at) for at in inner.cuts}
        head = head or read_run_in(text) or read_salutation(text, above)
        entries = [match.start() for match in rules["judged-entry"].each(text)]
        cuts |= {*entries} if len(entries) >= _FEWEST_ENTRIES else set()
        if head is not None:
            cuts |= {behind_blanks(text, at) for at in (*head.cuts, *_run_together(text, head))}
    return [0, *sorted(cuts - {0, len(text)}), len(text)]


def _run_together(text: str, head: RunInHead) -> Iterator[int]:
    """Find line ends that became nothing: before a clause's number, before the signature and its date, around the headings of what
    follows."""
    rules = table("flattened")
    low = head.cuts[-1]
    for match in MARKED_SENTENCE.finditer(text, low):
        yield match.start()
        if (heading := rules["run-in-heading"].start(text[match.start() : match.start() + 60])) is not None:
            yield match.start() + heading.end()
    yield from (match.end() for match in rules["chapter-heading"].each(text, low))
    yield from annex_head_cuts(text, low)
    if (imprint := rules["imprint-last"].find(text[max(low, len(text) - HEAD_REACH) :])) is not None:
        yield max(low, len(text) - HEAD_REACH) + imprint.start()
    issuer = re.compile("[ ]*".join(re.escape(char) for char in head.issuer) + "[ ]*") if head.issuer else None
    for day in DAY.finditer(text, low):
        if rules["printed-by"].whole(text[day.end() :]) is not None:
            yield from (match.start() for match in names_before(text, low, day.start(), issuer)[-1:])
        closes = day_closes(text, day)
        if not closes and (head.run_in or rules["day-goes-on"].start(text[day.end() :])):
            continue
        start = signature_start(text, low, day.start(), issuer)
        if start is None and not (closes and day_is_alone(text, day)):
            continue
        start = day.start() if start is None else start
        sentence = max(text.rfind("。", low, start), text.rfind("；", low, start)) + 1
        if sentence and table("lines")["annex-list"].start(text[sentence:start].strip()) is not None:
            yield sentence
        elif (
            annexes := table("flattened")["annexes-run-in"].find(text[max(low, start - HEAD_REACH) : start])
        ) is not None:
            yield max(low, start - HEAD_REACH) + annexes.start("list")
        yield from (start, day.start(), day.end(), *carried_head_cuts(text, day.end()))
        if (mark := _FIRST_MARK.search(text, day.end(), day.end() + HEAD_REACH)) is not None:
            yield mark.start()
