"""Show the particulars of a task or duty, as terms and their values: who, by when, on what basis."""

from collections.abc import Callable, Iterable
from itertools import groupby

from markupsafe import Markup

from graph.records.excerpts import join_cells, shorten
from graph.records.work import Basis, DutyRow, Limit, PartyRow, WorkAgency
from ontology.enumerations import PartyRole
from ui.explorer import url
from ui.explorer.components import times
from ui.explorer.components.markup import escaped, fill, join, trusted
from ui.explorer.components.relations import QUOTE
from ui.messages import Messages

Address = Callable[[str], str]
"""The address of an anchor of the document that is mentioned, here or on a page of its own."""


def terms(entries: Iterable[Markup]) -> Markup:
    """Nothing where there are no entries."""
    joined = join(entries)
    return fill('<dl class="zm-facts zm-terms">{}</dl>', joined) if joined else joined


def entry(label: str, values: Iterable[Markup], say: Messages) -> Markup:
    """Nothing where there are no values."""
    shown = [*values]
    if len(shown) != 1:
        shown = [(Markup("、") if say.language == "zh" else Markup(", ")).join(shown)]
    return trusted(f"<dt>{escaped(label)}</dt><dd>{escaped(shown[0])}</dd>") if shown[0] else Markup("")


def parties(held: Iterable[PartyRow], say: Messages) -> Markup:
    """Return the parties by role, each in printed order; a body leads to its page."""
    ranked = sorted(held, key=lambda party: PartyRole.rank(party.role))
    return join(
        entry(role(name, say), [_party(party, say) for party in group], say)
        for name, group in groupby(ranked, key=lambda party: party.role)
    )


def role(name: str, say: Messages) -> str:
    return say.texts.get(f"role.{name}", name)


def agency(body: WorkAgency, name: str = "") -> Markup:
    """name: as printed, where that is to be read."""
    full = body.name
    return fill('<a href="{}" title="{}" lang="zh">{}</a>', url.agency(body.iri), full, name or full)


def _party(party: PartyRow, say: Messages) -> Markup:
    if party.agency:
        return agency(party.agency, party.name)
    reason = party.reason[say.language == "en"] or party.reason[0]
    open_ = fill(' <em title="{}">{}</em>', reason, say("work.open")) if reason else Markup("")
    return fill('<span lang="zh">{}</span>{}', party.name, open_)


def limits(found: Iterable[Limit], to: Address, say: Messages) -> Markup:
    """Return the time limits, each once, leading to where they are printed."""
    first: dict[str, Limit] = {}
    for limit in found:
        first.setdefault(times.words(limit, say), limit)
    links = [
        trusted(f'<a href="{escaped(to(limit.anchor))}" title="{escaped(limit.printed)}">{escaped(words)}</a>')
        for words, limit in first.items()
    ]
    return entry(say("work.limit"), links, say)


def bases(found: Iterable[Basis], to: Address, say: Messages) -> Markup:
    first: dict[str, Basis] = {}
    for basis in found:
        first.setdefault(f"《{basis.title}》" if basis.title else basis.number, basis)
    links = [
        fill('<a href="{}" title="{}" lang="zh">{}</a>', to(basis.anchor), basis.number, name)
        for name, basis in first.items()
    ]
    return entry(say("work.basis"), links, say)


def bearer(duty: DutyRow, say: Messages) -> Markup:
    """Return who bears the duty as printed, and the bodies that this is."""
    if len(duty.agencies) == 1:
        who = [agency(duty.agencies[0], duty.bearer)]
    elif duty.bearer:
        bodies = [fill(" → {}", agency(body)) for body in duty.agencies]
        who = [fill('<span lang="zh">{}</span>{}', duty.bearer, join(bodies))]
    else:
        who = [fill('<span class="zm-quiet">{}</span>', say("work.no_bearer"))]
    return entry(say("work.bearer"), who, say)


def text(words: str, length: int = QUOTE) -> str:
    """Return the beginning of a clause, or of a row with its cells apart; length: in characters, where it is cut."""
    return shorten(join_cells(words), length)


def sentence(duty: DutyRow) -> Markup:
    """Return the sentence with its cue marked, cut around it where it is long."""
    words, start = duty.sentence, duty.cue_start
    if start < 0:
        return fill("{}", shorten(words, QUOTE))
    first = 0 if len(words) <= QUOTE else min(max(0, start - QUOTE // 2), len(words) - QUOTE)
    end = start + len(duty.cue)
    before, after = escaped(words[first:start]), escaped(words[end : first + QUOTE])
    return trusted(
        f'{"…" if first else ""}{before}<mark class="zm-cue zm-cue-{escaped(duty.modality)}">{escaped(duty.cue)}</mark>'
        f"{after}{'…' if first + QUOTE < len(words) else ''}"
    )
