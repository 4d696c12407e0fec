"""An agency's ledger: its tasks by date and the duties that it bears, each leading to its sentence."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from ui import state
from ui.components import times
from ui.components.markup import fill, join
from ui.components.particulars import Address, bases, entry, limits, parties, role, sentence, terms, text
from ui.components.work import line, modality, quote
from ui.ledger import Borne, Charge
from ui.messages import Messages

TEXT = 140
"""The length in characters at which a task's text is cut."""


def tasks(charges: Iterable[Charge], agency: str, day: str, say: Messages) -> Markup:
    """Charges in the order of `ui.ledger.by_date`, under what they are to `day`. agency: its IRI."""
    groups = groupby(charges, key=lambda charge: charge.standing(day))
    return fill(
        '<div class="zm-relations zm-work zm-list-apart zm-ledger">{}</div>',
        join(
            _group(say(f"ledger.{standing}"), "", [_charge(charge, agency, day, say) for charge in group])
            for standing, group in groups
        ),
    )


def duties(borne: Iterable[Borne], say: Messages) -> Markup:
    """Duties by modality."""
    groups = groupby(borne, key=lambda item: item.duty.modality)
    return fill(
        '<div class="zm-relations zm-work zm-list-apart">{}</div>',
        join(
            _group(modality(name, say), f"zm-kind zm-w-{name}", [_borne(item, say) for item in group])
            for name, group in groups
        ),
    )


def _group(label: str, look: str, lines: Sequence[Markup]) -> Markup:
    return fill('<div><h3><span class="{}">{}</span></h3><ul>{}</ul></div>', look, label, join(lines))


def _charge(charge: Charge, agency: str, day: str, say: Messages) -> Markup:
    """When, what and where it is printed, in which role and with whom."""
    task, limit = charge.task, charge.limit(day)
    to = _address(task.document, task.source)
    when = fill('<span class="zm-quiet">{}</span>', say("ledger.undated_short"))
    if limit:
        when = fill('<a href="{}" title="{}">{}</a>', to(limit.anchor), limit.printed, times.words(limit, say))
        when += fill('<span class="zm-quiet">{}</span>', times.told(limit, say))
    own = [fill("<b>{}</b>", role(name, say)) for name in charge.roles]
    others = [party for party in task.parties if party.agency is None or party.agency.iri != agency]
    rest = [other for other in task.limits if limit is None or times.words(other, say) != times.words(limit, say)]
    beside = [
        entry(say("ledger.role"), own, say),
        parties(others, say),
        limits(rest, to, say),
        bases(task.bases, to, say),
    ]
    words = quote(text(task.text, TEXT), to(task.anchor)) + _printed_in(
        charge.document.number, charge.document.title, to, say
    )
    return fill('<li><div class="zm-when">{}</div><div>{}</div>{}</li>', when, words, terms(beside))


def _borne(item: Borne, say: Messages) -> Markup:
    duty = item.duty
    to = _address(duty.document, duty.source)
    condition = [fill('<span lang="zh">{}</span>', duty.condition)] if duty.condition else []
    beside = [
        entry(say("work.condition"), condition, say),
        limits(duty.limits, to, say),
        bases(duty.bases, to, say),
    ]
    words = quote(sentence(duty), to(duty.anchor)) + _printed_in(item.document.number, item.document.title, to, say)
    return line(words, terms(beside))


def _address(document: str, source: str) -> Address:
    return lambda anchor: state.href("document", anchor, iri=document, source=source)


def _printed_in(number: str, title: str, to: Address, say: Messages) -> Markup:
    """The document, by its title and number."""
    return fill(
        '<p class="zm-from" lang="zh"><a class="zm-other" href="{}">{}</a><span class="zm-list-number">{}</span></p>',
        to(""),
        title or say("documents.no_title"),
        number,
    )
