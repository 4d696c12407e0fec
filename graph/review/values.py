"""Parse and write the value of each aspect as a person writes it."""

import re
from datetime import date

from graph.review.measures import is_measure
from ontology.enumerations import Aspect, EventKind, Modality, PartyRole, RelationKind
from ontology.identifiers import Clause, Document
from ontology.iri import Iris
from ontology.kinds import Kinds

ADDED_RELATIONS = tuple(kind for kind in RelationKind if kind is not RelationKind.ISSUES)
"""The relations that a person may choose for a reference; not ISSUES, since an issued text is a part of its document."""
_MONTH, _MONTH_DAY, _WEEKDAY = r"(?:1[0-2]|[1-9])", r"-?(?:3[01]|[12]\d|[1-9])", r"(?:MO|TU|WE|TH|FR|SA|SU)"
_RECURS = re.compile(
    r"FREQ=(?:DAILY|WEEKLY|MONTHLY|QUARTERLY|YEARLY)(?:;(?:(?:INTERVAL|COUNT)=\d{1,3}"
    rf"|BYMONTH={_MONTH}(?:,{_MONTH}){{0,11}}|BYMONTHDAY={_MONTH_DAY}(?:,{_MONTH_DAY}){{0,30}}|BYDAY={_WEEKDAY}(?:,{_WEEKDAY}){{0,6}}))*",
    re.ASCII,
)
"""The rules of recurrence that a time limit may have (RFC 5545, 3.3.10)."""
_LASTS = re.compile(r"P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+W?D)?(?:T\d+H)?(?<!P)(?<!T)", re.ASCII)
ADDED_EVENTS = (
    EventKind.REPEALED,
    EventKind.STOPPED,
    EventKind.DECLARED_INVALID,
    EventKind.CONFIRMED,
    EventKind.AMENDED,
    EventKind.SUPERSEDED,
)
"""The events that a person may add to a document; its own days are fields."""


DEFINES = "："
"""Between a word and its meaning in the value of a definition."""


def fits_value(aspect: Aspect, value: str, iris: Iris, *, adds: bool) -> tuple[bool, str]:
    """Return whether a value can be one of the aspect, and an example of one. adds: whether it is added to what was read."""
    first, _, rest = value.partition(" ")
    if aspect.holds_day:
        right, example = _is_day(value), "2024-06-30"
    elif aspect is Aspect.LIMIT:
        right = _is_day(value) or _is_bounded(value)
        example = "2024-06-30, FREQ=QUARTERLY, P20WD"
    elif aspect is Aspect.EVENT:
        right = first in ADDED_EVENTS and _is_day(rest.partition(" ")[0])
        example = f"repealed 2024-06-30 ({', '.join(ADDED_EVENTS)})"
    elif aspect is Aspect.KIND:
        right, example = value in {kind.name for kind in Kinds.load().all}, "通知"
    elif aspect is Aspect.REFERENCE:
        right = first in ADDED_RELATIONS and isinstance(iris.parse(iris.absolute(rest)), Document)
        example = f"basedOn PATH ({', '.join(ADDED_RELATIONS)})"
    elif aspect is Aspect.DUTY:
        right, example = first in tuple(Modality) and _is_line(value), f"obligation 市民 ({', '.join(Modality)})"
    elif aspect is Aspect.ROLE:
        right, example = value in tuple(PartyRole), ", ".join(PartyRole)
    elif aspect is Aspect.MEASURE:
        right, example = is_measure(value), "fine 5000-30000 CNY, fine 5-10 times 违法所得, revoke"
    elif aspect is Aspect.PROVISION:
        right, example = isinstance(iris.parse(iris.absolute(value)), Clause), "PATH"
    elif aspect is Aspect.DEFINITION:
        word, defines, meaning = value.partition(DEFINES)
        right = bool(word) and bool(meaning) == bool(defines) and _is_line(value) and (bool(defines) or not adds)
        example = f"湖滨步道{DEFINES}沿湖岸供行人通行的道路"
    elif adds and aspect in (Aspect.PARTY, Aspect.TASK):
        right, example = first in tuple(PartyRole) and bool(rest) and _is_line(value), "lead 岚州市财政局"
    else:
        right, example = _is_line(value), "one line without blanks at its ends"
    return right, example


def _is_bounded(value: str) -> bool:
    """Return whether a value is an RRULE or a length whose numbers can be counted with: none of more than four digits, none only 0."""
    numbers = re.findall(r"\d+", value)
    if not (_RECURS.fullmatch(value) or _LASTS.fullmatch(value)) or any(len(number) > 4 for number in numbers):
        return False
    intervals = [int(it) for it in re.findall(r"(?:INTERVAL|COUNT)=(\d+)", value)]
    return all(intervals) and (not value.startswith("P") or any(int(number) for number in numbers))


def _is_line(value: str) -> bool:
    return value == " ".join(value.split()) and value.isprintable()


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
