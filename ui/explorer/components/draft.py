"""A checked draft: its text with the findings marked, and the findings beside it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ui.explorer.components.markup import fill, join, show
from ui.explorer.drafts import CheckedPage, DraftFinding
from ui.messages import Messages

_LONGEST = 400_000  # code points of a draft that are shown


def beside(checked: CheckedPage, shown: Sequence[DraftFinding], say: Messages) -> None:
    """Show the text on the left and the findings on the right, each linked to the other."""
    show(
        '<div class="zm-draft"><article aria-label="{}" tabindex="0">{}</article><ol aria-label="{}">{}</ol></div>',
        say("draft.text"),
        _text(checked.text[:_LONGEST], shown),
        say("draft.findings"),
        join(_finding(number, one, say) for number, one in enumerate(shown, 1)),
    )


def _finding(number: int, one: DraftFinding, say: Messages) -> Markup:
    proposal = fill("<p>{} <b>{}</b></p>", say("draft.proposed"), one.proposal) if one.proposal else ""
    place = fill("<small>{}</small>", one.clause) if one.clause else ""
    return fill(
        '<li id="finding-{0}" class="zm-{1}"><p><span class="zm-weight">{2}</span> <b>{3}</b> {4}</p>'
        '<p><a href="#mark-{0}" target="_self"><q>{5}</q></a></p><p>{6}</p>{7}</li>',
        number,
        one.weight,
        say(f"draft.{one.weight}"),
        one.name,
        place,
        one.quote[:120],
        one.message,
        proposal,
    )


def _text(text: str, shown: Sequence[DraftFinding]) -> Markup:
    return join(fill("<p>{}</p>", line) for line in _lines(text, shown))


def _lines(text: str, shown: Sequence[DraftFinding]) -> Iterator[Markup]:
    """Yield the lines of the text, with the findings that begin in each marked; one inside another is not marked again."""
    ordered = sorted(enumerate(shown, 1), key=lambda pair: (pair[1].start, -pair[1].end))
    at, place = 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        pieces, here = [], at
        while place < len(ordered) and ordered[place][1].start <= end:
            number, one = ordered[place]
            place += 1
            if one.start < here:
                pieces.append(fill('<a id="mark-{}"></a>', number))
                continue
            stop = min(max(one.end, one.start), end)
            pieces.append(fill("{}", text[here : one.start]))
            pieces.append(
                fill(
                    '<a id="mark-{0}" href="#finding-{0}" target="_self"><mark class="zm-{1}" title="{2}">{3}</mark></a>',
                    number,
                    one.weight,
                    one.message,
                    text[one.start : stop],
                )
            )
            here = stop
        pieces.append(fill("{}", text[here:end]))
        yield join(pieces)
        at = end + 1
