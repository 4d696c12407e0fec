"""Return today's date in China, whatever clock the server has."""

import os
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graph.store.errors import StoreError

_BEIJING = "Asia/Shanghai"


def today() -> date:
    """Return which day it is, as `day_in_beijing` counts."""
    return day_in_beijing(datetime.now(UTC))


def day_in_beijing(at: datetime) -> date:
    """Return the day in Beijing of an aware time."""
    return in_beijing(at).date()


def in_beijing(at: datetime) -> datetime:
    """Return an aware time converted to the time in Beijing, or in the time zone that ZHENGMAI_TIMEZONE names.

    Raises StoreError for a zone that is not known.
    """
    name = os.environ.get("ZHENGMAI_TIMEZONE") or _BEIJING
    zone: tzinfo
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if name != _BEIJING:
            raise StoreError(
                f"ZHENGMAI_TIMEZONE={name}: not a time zone: write it as {_BEIJING}",
                f"ZHENGMAI_TIMEZONE={name}：不是时区名称，请写作 {_BEIJING}",
            ) from None
        zone = timezone(timedelta(hours=8))  # a system without zone data; China has one zone and no summer time
    return at.astimezone(zone)


def now() -> str:
    """Return when something is decided: now in Beijing, ISO 8601 with its offset."""
    return datetime.now(timezone(timedelta(hours=8))).isoformat(timespec="seconds")
