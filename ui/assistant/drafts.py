"""The check of a draft for an assistant: in a process of its own with limits of time and memory, as a draft is hostile; nothing is kept."""

from datetime import date

from graph.records.today import today
from graph.store.bounded import StoppedError, run_in_subprocess
from graph.store.errors import QueryError

LONGEST = 300_000
"""Code points of a draft."""
_SECONDS, _MEMORY = 60.0, 2 << 30
PRELOADED = ("ingest.preloaded",)
"""Loaded once for the subprocesses of all drafts (`graph.store.bounded`)."""
_LIMIT = "What the store does not have (coverage.not_in_store) was not checked: it is neither right nor wrong. No word was changed."


def check_draft(store: str, text: str, day: date | None) -> dict[str, object]:
    """Return the findings in a text, and what was looked up. Raises QueryError for one that takes too long or too much memory."""
    try:
        found = run_in_subprocess(_checked, store, text, day, seconds=_SECONDS, memory=_MEMORY)
    except StoppedError:
        raise QueryError(
            f"the check was stopped: it took more than {_SECONDS:.0f} s or {_MEMORY >> 30} GB of memory",
            f"检查超过 {_SECONDS:.0f} 秒或 {_MEMORY >> 30} GB 内存，已停止",
        ) from None
    return found | {"limits": [_LIMIT]}


def _checked(store: str, text: str, day: date | None) -> dict[str, object]:
    """Do the work, in the subprocess."""
    from check.reading import read_draft
    from check.run import check_read
    from graph.records.identity import build_identity
    from graph.store.store import Store
    from ingest.read.decode import ReadError
    from ingest.read.files import load

    try:
        loaded = load(text.encode(), "草案.txt")
    except ReadError as error:
        raise QueryError(error.message_en, error.message_zh) from None
    with Store.open(store) as view:
        checked = check_read(view, build_identity(view, documents_only=True), read_draft(loaded), day, unsigned=today())
    findings = [
        {
            "rule": remark.rule,
            "weight": str(remark.severity),
            "quote": remark.quote,
            "start": remark.start,
            "end": remark.end,
            "message": remark.en,
            "message_zh": remark.zh,
            "proposed": remark.proposal,
            "grounds": [{"name": one.name, "words": one.words, "day": one.day} for one in remark.grounds],
        }
        for remark in checked.remarks
    ]
    coverage = checked.coverage
    return {
        "as_of": checked.day,
        "findings": findings,
        "coverage": {
            "citations": coverage.citations,
            "checked": coverage.checked,
            "not_in_store": coverage.absent,
            "names_not_in_store": [one.name for one in coverage.consulted if not one.known],
        },
        "failed": [rule for rule, _ in checked.failed],
    }
