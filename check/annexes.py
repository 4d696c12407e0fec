"""Annexes that are named and not there, or there and never named."""

from collections.abc import Iterator

from check.checked import DraftSubject
from check.model import Note
from check.patterns import patterns
from ingest.model import ComponentRole, Fact, Field, Span
from ontology.numbers import numeral

_ELSEWHERE = patterns()["annex-elsewhere"].pattern
_OTHERS = patterns()["annex-of-another"].pattern


def annexes(subject: DraftSubject) -> Iterator[Note]:
    """Compare the list of annexes, the annexes that are printed, and the places that name one."""
    printed = [part for part in subject.parts(ComponentRole.ANNEX) if part.span]
    heads = _heads(subject)
    # An annex that no list names is reported at its own heading.
    listed = [
        fact
        for fact in subject.document.all(Field.ATTACHMENT)
        if not any(part.span and part.span.start <= fact.span.start < part.span.end for part in printed)
    ]
    named = list(_named(subject, heads))
    yield from _listed_not_printed(subject, listed)
    numbers = {number for number, _ in heads if number} | set(range(1, len(printed) + 1))
    for number, span in dict(reversed(named)).items():
        if number is None and not printed and not listed and not heads:
            yield Note(
                "annex-missing", span, "文中说见附件，但没有附件", "the text points to an annex, and there is none"
            )
        elif number is not None and number not in numbers and number > len(listed):
            has = f"只有{len(numbers)}个附件" if numbers else "没有附件"
            yield Note(
                "annex-missing",
                span,
                f"没有附件{number}：文后{has}",
                f"there is no annex {number}; {len(numbers)} are attached",
            )
    if not listed and not named and not _says_annexed(subject, heads):
        for _, span in heads:
            yield Note(
                "annex-missing", span, "文后有附件，正文没有提到", "an annex is attached that the text never names"
            )
    elif listed:
        told = {number for number, _ in named}
        for number, span in heads:
            if number and number > len(listed) and number not in told:
                yield Note(
                    "annex-missing",
                    span,
                    f"附件说明只列{len(listed)}个附件，没有列附件{number}",
                    f"the list names {len(listed)} annexes, and not annex {number}",
                )


def _listed_not_printed(subject: DraftSubject, listed: list[Fact]) -> Iterator[Note]:
    """Yield one note an annex that is listed and not printed; one for the whole list where none of several is."""
    absent = {part.title for part in subject.parts(ComponentRole.ANNEX) if part.span is None}
    lost = [f for f in listed if f.value in absent and not _is_elsewhere(subject, f)]
    if len(lost) > 1 and len(lost) == len(listed):
        yield Note(
            "annex-missing",
            Span(lost[0].span.start, lost[-1].span.end),
            f"附件说明列有{len(lost)}个附件，文后一个也没有",
            f"{len(lost)} annexes are listed, and none is there",
        )
        return
    for fact in lost:
        yield Note(
            "annex-missing",
            fact.span,
            f"附件《{fact.value}》列在附件说明中，文后没有",
            f"the annex “{fact.value}” is listed, and not there",
        )


def _is_elsewhere(subject: DraftSubject, fact: Fact) -> bool:
    """Test for an annex of which the list itself says that it is not printed here: （略）, 另发."""
    return _ELSEWHERE.search(fact.span.slice(subject.text) + subject.after(fact.span.end, 12)) is not None


def _heads(subject: DraftSubject) -> list[tuple[int, Span]]:
    """Return the lines that are above annexes, with their numbers; 0 where one has none."""
    found, at = [], subject.document.span.start
    for line in subject.document.span.slice(subject.text).split("\n"):
        match = patterns()["annex-head"].whole(line.strip())
        if match is not None:
            start = at + len(line) - len(line.lstrip())
            found.append((numeral(match["number"] or "") or 0, Span(start, start + len(line.strip()))))
        at += len(line) + 1
    return found


def _named(subject: DraftSubject, heads: list[tuple[int, Span]]) -> Iterator[tuple[int | None, Span]]:
    """Yield the places in running text that name an own annex, with its number; None where none is printed."""
    titles, quoted = subject.within_titles(), subject.quotations()
    at_head = {head.start for _, head in heads}
    lists = _lists(subject)
    for name in ("annex-named", "annex-bare"):
        for match in subject.matches(patterns()[name]):
            at = Span(*match.span())
            if name == "annex-bare":
                at = Span(*match.span("word" if match["word"] else "named"))
            if at.start in at_head or any(part.contains(at) for part in (*titles, *quoted, *lists)):
                continue
            if _OTHERS.search(subject.before(at.start, 12)) or not subject.draft.tree.speaks(at.start):
                continue
            yield (numeral(match["number"]) if name == "annex-named" else None), at


def _lists(subject: DraftSubject) -> list[Span]:
    """Return the lists of annexes below the text: from 附件： to the end of the last one that is listed."""
    ends = [fact.span.end for fact in subject.document.all(Field.ATTACHMENT)]
    found = []
    for match in patterns()["annex-list-head"].pattern.finditer(subject.document.span.slice(subject.text)):
        start = subject.document.span.start + match.start()
        found.append(Span(start, max([end for end in ends if end > start], default=start + len(match[0]))))
    return found


def _says_annexed(subject: DraftSubject, heads: list[tuple[int, Span]]) -> bool:
    """Test whether the text before its annexes mentions an annex in any way, also without a number: 附件：, 附件所列, 所附《税目表》."""
    first = min((span.start for _, span in heads), default=subject.document.span.end)
    body = subject.text[subject.document.span.start : first]
    return any(word in body for word in ("附件", "附后", "附表", "所附"))
