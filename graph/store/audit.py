"""The log of what people changed in a store: decisions, uploads, removals. A line of JSON each, only ever appended.

audit.jsonl in the store's folder; for an endpoint `HOST-PORT.audit.jsonl` in the working folder, as its issues.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from graph.store.endpoint import Endpoint, is_url

NAME = "audit.jsonl"


def path_of(store: Path | str) -> Path:
    """Return where the log of a store is."""
    return Path(f"{Endpoint.parse(str(store)).name}.{NAME}") if is_url(store) else Path(store) / NAME


def note(store: Path | str, action: str, by: str, **told: object) -> None:
    """Append one line: when (UTC), what, who, and what it was done to. Raises OSError.

    by: who did it, as the command line's login or the explorer's sign-in names them.
    """
    record = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "action": action, "by": by, **told}
    line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    # One write at the end of the file is whole, also where several processes write (POSIX, O_APPEND).
    descriptor = os.open(path_of(store), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(store: Path | str) -> list[dict[str, object]]:
    """Return the lines of the log, the oldest first; nothing where there is none. A line that cannot be read is one of its own."""
    try:
        text = path_of(store).read_text("utf-8", "replace")
    except FileNotFoundError:
        return []
    # JSON escapes line feeds in what people wrote, but not the other line separators of Unicode.
    return [_record(line) for line in text.removesuffix("\n").split("\n")] if text else []


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    return record if isinstance(record, dict) else {"action": "unreadable", "line": line[:500]}
