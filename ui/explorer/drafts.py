"""Check an uploaded or pasted draft against the store, in a process of its own with limits of time and memory.

A draft is hostile. Nothing of it is kept: neither in the store nor on disk. Only that process imports `check` and `ingest`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graph.records.today import today
from graph.store.bounded import StoppedError, run_in_subprocess
from ontology.enumerations import Language
from ontology.formats import Format
from ui.explorer.uploads import SIZE, IntakeError, safe_name

if TYPE_CHECKING:
    from check.model import CheckedDraft
    from ingest.read.files import Loaded

_SECONDS = 120
_MEMORY = 3 * 2**30
PRELOADED = ("ingest.preloaded",)
"""Loaded once for the subprocesses of all drafts (`graph.store.bounded`)."""
WORD = "docx"
_NAMELESS = "草案.txt"


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A finding as the page shows it. start, end: half-open code points of the text. weight: `error`, `warning` or `info`."""

    rule: str
    name: str
    weight: str
    start: int
    end: int
    quote: str
    message: str
    proposal: str
    clause: str


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """The content of the page of a draft. coverage: what was looked up, a line each. files: by suffix, what can be downloaded; failed:
    names of rules that could not be run."""

    name: str
    text: str
    findings: tuple[DraftFinding, ...]
    coverage: tuple[str, ...]
    files: Mapping[str, bytes]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadDraft:
    """The reason why a draft or a file of rules could not be read, in both languages: returned, not raised, because only
    exceptions of `graph.store.errors` survive the subprocess."""

    en: str
    zh: str


RuleFile = tuple[str, bytes]
"""Name and bytes of a file of a city's own rules: TOML, or shapes in Turtle."""


def check_draft(
    store: str, name: str, data: bytes, day: date | None, language: Language, added: Sequence[RuleFile] = ()
) -> CheckedPage:
    """Check a draft. day: that the rules go by, None for that of its signature. added: rules of one's own; of this check alone.

    Raises IntakeError for a draft that is too large, cannot be read, or takes too much time or memory; what the store raises.
    """
    if len(data) > SIZE:
        raise IntakeError(
            f"the draft has more than {SIZE >> 20} MB: use `zhengmai check`",
            f"草案超过 {SIZE >> 20} MB，请用命令 zhengmai check",
        )
    if not data.strip():
        raise IntakeError("the draft is empty", "草案是空的")
    try:
        found = run_in_subprocess(
            _check, store, safe_name(name) or _NAMELESS, data, day, language, added, seconds=_SECONDS, memory=_MEMORY
        )
    except StoppedError as stopped:
        if stopped.reason == "room":
            raise IntakeError("the explorer is busy: wait a little and try again", "系统正忙，请稍后再试") from None
        raise IntakeError(
            f"the check was stopped: it took more than {_SECONDS} s or {_MEMORY >> 30} GB of memory",
            f"检查超过 {_SECONDS} 秒或 {_MEMORY >> 30} GB 内存，已停止",
        ) from None
    if isinstance(found, UnreadDraft):
        raise IntakeError(found.en, found.zh)
    return found


def _check(
    store: str, name: str, data: bytes, day: date | None, language: Language, added: Sequence[RuleFile] = ()
) -> CheckedPage | UnreadDraft:
    """Do the work of `check_draft`, in the subprocess."""
    from check.own import OwnRulesError, read_own
    from check.reading import read_draft
    from check.rules import draft_rules
    from check.run import check_read
    from graph.records.identity import build_identity
    from graph.store.store import Store
    from ingest.read.decode import ReadError
    from ingest.read.files import load
    from ui.report.checked import DraftReport, coverage_lines

    try:
        loaded = load(data, name, keep=False)
    except ReadError as error:
        return UnreadDraft(error.message_en, error.message_zh)
    try:
        texts = [(file, content.decode("utf-8-sig")) for file, content in added]
        own = [rule for file, text in texts if file.lower().endswith(".toml") for rule in read_own(text, file)]
    except (OwnRulesError, UnicodeDecodeError) as error:
        return UnreadDraft(f"a file of rules cannot be used: {error}", f"自定规则文件无法使用：{error}")
    shapes = [(file, text) for file, text in texts if not file.lower().endswith(".toml")]
    read = read_draft(loaded)
    with Store.open(store) as view:
        who = build_identity(view, documents_only=True)
        checked = check_read(view, who, read, day, own=own, unsigned=today())
        if shapes:
            from check.shaped import with_shapes

            checked, _ = with_shapes(checked, read, shapes, view, who, bounded=False)
    names = draft_rules()
    findings = tuple(
        DraftFinding(
            remark.rule,
            names[remark.rule].name(language) if remark.rule in names else remark.rule,
            str(remark.severity),
            remark.start,
            remark.end,
            remark.quote,
            remark.message(language),
            remark.proposal,
            remark.clause,
        )
        for remark in checked.remarks
    )
    lines = tuple(coverage_lines(DraftReport(checked, checked.remarks), language))
    failed = tuple(rule for rule, _ in checked.failed)
    return CheckedPage(name, checked.text, findings, lines, _files(checked, loaded, data, language), failed)


def _files(checked: "CheckedDraft", loaded: "Loaded", data: bytes, language: Language) -> dict[str, bytes]:
    """Return what can be downloaded: the draft with comments where Word can contain them, a page to print, a workbook, JSON, SARIF."""
    from ui.report.checked import DraftReport, render
    from ui.report.comments import CommentError, drawn_up, with_comments

    report = DraftReport(checked, checked.remarks)
    forms = (Format.HTML, Format.XLSX, Format.JSON, Format.SARIF)
    files = {form.value: render(report, form, language) for form in forms}
    try:
        word, source = (data, loaded.source) if data.startswith(b"PK") else drawn_up(loaded.source)
        files = {WORD: with_comments(word, source, checked.remarks, language)[0]} | files
    except CommentError:
        pass  # a zip of another format: the other forms are offered
    return files
