"""Log what people change in a store: decisions, uploads, removals. The log is append-only, one line of JSON for each change.

audit.jsonl in the store's folder; for an endpoint `HOST-PORT.audit.jsonl` in the working folder, as its issues.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from graph.store.endpoint import Endpoint, is_url

NAME = "audit.jsonl"


def path_of(store: Path | str) -> Path:
    """Return the path of a store's log."""
    return Path(f"{Endpoint.parse(str(store)).name}.{NAME}") if is_url(store) else Path(store) / NAME


def note(store: Path | str, action: str, by: str, **told: object) -> None:
    """Append one line: time (UTC), action, person and object. Raises OSError.

    by: the person's name, from the operating system's login or the explorer's sign-in.
    """
    append(store, line(action, by, **told))


def line(action: str, by: str, **told: object) -> bytes:
    """Return the line that `note` appends, with the time of now."""
    record = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "action": action, "by": by, **told}
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def append(store: Path | str, line: bytes) -> None:
    """Append a line to the log, and have the disk contain it. Raises OSError."""
    # A single write with O_APPEND is atomic, also if several processes write (POSIX).
    descriptor = os.open(path_of(store), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(store: Path | str) -> list[dict[str, object]]:
    """Return the entries of the log, oldest first; none if there is no log. An unreadable line becomes an entry that says so."""
    try:
        text = path_of(store).read_text("utf-8", "replace")
    except FileNotFoundError:
        return []
    # JSON escapes line feeds, but not Unicode's other line separators.
    return [_record(line) for line in text.removesuffix("\n").split("\n")] if text else []


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    return record if isinstance(record, dict) else {"action": "unreadable", "line": line[:500]}
