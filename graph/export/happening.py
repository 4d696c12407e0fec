"""An entry of a feed or of a calendar, whatever its subject."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True, slots=True)
class Happening:
    """key: a UUID that is the same in every feed and file, so that readers replace the entry instead of showing it twice.

    made: the time that the source gives, with a time zone; never the time at which the file is written, so that the bytes stay the
    same. day: the day on which it falls. rule: an RRULE of which `day` is the first day. link: an address of what it mentions.
    """

    key: str
    made: datetime
    day: date
    title: str
    text: str = ""
    rule: str = ""
    categories: tuple[str, ...] = ()
    link: str = ""


def key_of(*parts: object) -> str:
    """Return the UUID of what these parts name (RFC 9562, version 5)."""
    return str(uuid5(NAMESPACE_URL, " ".join(map(str, parts))))


def midnight(day: date) -> datetime:
    """Return the beginning of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def latest(happenings: Iterable[Happening], otherwise: datetime) -> datetime:
    """Return when the newest happening was made; `otherwise` where there is none."""
    return max((happening.made for happening in happenings), default=otherwise)
