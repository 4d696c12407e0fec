"""Read 题注, the note under a law's heading: by whom and when the law was passed, published and amended.

2002年5月27日 中华人民共和国国务院令第354号公布 → published 2002-05-27, number 国务院令第354号
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.extract.dates import day
from ingest.extract.numbers import document_number
from ingest.lexicon.names import is_body
from ingest.model import DocumentNumber, Span
from ingest.rules import table
from ingest.segment.paragraphs import Form, Paragraph

_MADE, _APPROVED, _REVISED = (table("history")[name].whole for name in ("makes", "approves", "revises"))
_PASSED = "通过"
_MOST_LINES, _LONGEST_NAME = 4, 24  # of the bodies of a note that have lines of their own
_PUBLISHED = ("公布", "发布", "颁布")
_IN_FORCE = ("施行", "实施")
_MEETING = table("history")["meeting"]
_STATE = table("numbers")["state-ahead"]


@dataclass(frozen=True, slots=True)
class NoteEvent:
    """act: 通过, 公布, 施行 …; body: who acted, empty if the note does not name it; number: of the order that published the text."""

    day: date
    act: str
    body: str
    number: DocumentNumber | None
    span: Span


@dataclass(frozen=True, slots=True)
class HistoryNote:
    """The events of a 题注, in printed order."""

    events: tuple[NoteEvent, ...]

    def made(self) -> NoteEvent | None:
        """Return the event that made the present text: the last passing or amendment."""
        return next((event for event in reversed(self.events) if _MADE(event.act)), None)

    def revision(self) -> NoteEvent | None:
        """Return the last revision after the order that published the text or, without an order, after the text was first made. A text
        that the same body passes again is revised, too."""
        first = self.numbered() or next(iter(self.events), None)
        made = self.made()
        if made is None or first is None or made.day <= first.day:
            return None
        again = made.act == _PASSED and any(
            (event.act, event.body) == (_PASSED, made.body) and event.day < made.day for event in self.events
        )
        before = [
            event.act for event in self.events if _MADE(event.act) and event.day <= made.day and event is not made
        ]
        approved = _APPROVED(made.act) and before and _REVISED(before[-1])
        return made if _REVISED(made.act) or again or approved else None

    def maker(self) -> NoteEvent | None:
        """Return the event whose body made the text: who passed it (not who approved it, 批准), else who published it."""
        passed = (
            event for event in reversed(self.events) if _MADE(event.act) and not _APPROVED(event.act) and event.body
        )
        return next(passed, self.published())

    def published(self) -> NoteEvent | None:
        return next((event for event in reversed(self.events) if event.act in _PUBLISHED), None)

    def in_force(self) -> NoteEvent | None:
        return next((event for event in reversed(self.events) if event.act in _IN_FORCE), None)

    def numbered(self) -> NoteEvent | None:
        """Return the last event with an order that published the text."""
        return next((event for event in reversed(self.events) if event.number), None)


def history(paragraphs: Sequence[Paragraph], head: range, end: int) -> HistoryNote:
    """Read the events from the notes in a document's head.

    end: where the document ends; bodies below a note may follow the head.
    """
    found: list[NoteEvent] = []
    for i in head:
        if paragraphs[i].form is Form.HISTORY:
            found += _events(paragraphs[i])
            found += _on_lines_below(paragraphs[i : min(i + 1 + _MOST_LINES, end)], found[-1:])
    return HistoryNote(tuple(found))


def _on_lines_below(lines: Sequence[Paragraph], last: Sequence[NoteEvent]) -> Iterator[NoteEvent]:
    """Find the bodies that publish a text which another has approved, where each body has a line: 国务院批准 / 文化部 / 海关总署发布.

    lines: the note and what is below it.
    """
    text = ""
    for below in lines[1:]:
        if below.form is not Form.PLAIN or len(below.text) > _LONGEST_NAME:
            return
        text += f" {below.text}"
        if (act := table("history")["published-behind"].whole(text)) is not None and is_body(body(act[1])):
            span = Span(lines[0].span.start, below.span.end)
            yield from (NoteEvent(one.day, act[2], body(act[1]), document_number(act[1]), span) for one in last)
            return


def _events(paragraph: Paragraph) -> Iterator[NoteEvent]:
    for match in table("history")["event"].each(paragraph.text):
        if (when := day(match[1])) is not None:
            span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
            # 通过的《…修正案》: what was passed is the amendment.
            act = "修正" if paragraph.text.startswith("的《", match.end()) else match[3]
            yield NoteEvent(when, act, body(match[2]), document_number(match[2]), span)
            behind = table("history")["published-behind"].start(paragraph.text[match.end() :])
            if behind and is_body(body(behind[1])):
                whole = Span(span.start, span.end + behind.end())
                yield NoteEvent(when, behind[2], body(behind[1]), document_number(behind[1]), whole)


def body(text: str) -> str:
    """Return who acted: 岚州市第十三届人民代表大会常务委员会第三十次会议 → 岚州市人民代表大会常务委员会; empty if no name is printed."""
    text = text.strip(" 由经")
    if act := table("history")["acted-by"].find(text):
        text = "" if act["approves"] else text[: act.start()]
    if (approved := table("history")["approved-decision"].start(text)) is not None:
        text = approved[1]  # the body whose decision another approved
    if match := table("history")["congress"].start(text):
        return "".join(group for group in match.groups() if group)
    return _STATE.pattern.sub("", _MEETING.pattern.split(text, maxsplit=1)[0]).strip("，, ")
