"""Show the history of an agency's line: a bar for each name while documents use it, a mark for each reform."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from graph.records.reforms import NameHistory, NamePeriod, ReformRow
from graph.records.resources import Named
from ui.explorer import url
from ui.explorer.components.markup import fill, join
from ui.messages import Messages


def line(history: NameHistory, own: str, say: Messages) -> Markup:
    """Return the history; empty where no reform is known. own: IRI of the agency."""
    if not history.reforms:
        return Markup("")
    days = [day for name in history.names for day in (name.first, name.last) if day]
    days += [day for reform in history.reforms for day in (reform.earliest, reform.latest) if day]
    scale = _Scale(min(days)[:4], max(days)[:4]) if days else None
    bars = join(_bar(name, own, scale, history, say) for name in history.names)
    axis = scale.axis() if scale else Markup("")
    return fill(
        '<div class="zm-line"><ul>{}</ul>{}</div><ol class="zm-reforms">{}</ol>',
        bars,
        axis,
        join(_reform(reform, own, say) for reform in history.reforms),
    )


class _Scale:
    """Maps years from the first to the last to percent of the width."""

    def __init__(self, first: str, last: str) -> None:
        self.first, self.last = int(first), int(last)
        self._start = date(self.first, 1, 1).toordinal()
        self._whole = date(self.last, 12, 31).toordinal() + 1 - self._start

    def at(self, day: str) -> float:
        return 100 * (date.fromisoformat(day).toordinal() - self._start) / self._whole

    def axis(self) -> Markup:
        """Return the labels of the axis: at most eight years."""
        each = -(-(self.last - self.first + 1) // 8)
        years = range(self.first, self.last + 1, each)
        marks = join(
            fill('<span style="left:{}%">{}</span>', f"{self.at(f'{year:04}-01-01'):.2f}", year) for year in years
        )
        return fill('<p class="zm-axis" aria-hidden="true">{}</p>', marks)


def _bar(name: NamePeriod, own: str, scale: _Scale | None, history: NameHistory, say: Messages) -> Markup:
    span = name.first if name.first == name.last else f"{name.first} – {name.last}"
    bar = Markup("")
    if scale and name.first:
        left, width = scale.at(name.first), scale.at(name.last) - scale.at(name.first)
        bar = fill('<i style="left:{}%;width:{}%"></i>', f"{left:.2f}", f"{width:.2f}")
    marks = join(
        _mark(reform, scale, say)
        for reform in history.reforms
        if scale and name.agency.iri in {body.iri for body in (*reform.former, *reform.new)}
    )
    return fill(
        '<li class="{}"><span class="zm-named">{}<small>{}</small></span><span class="zm-track">{}{}</span></li>',
        "zm-own" if name.agency.iri == own else "",
        _link(name.agency, own, say),
        span or say("agency.unnamed_days"),
        bar,
        marks,
    )


def _mark(reform: ReformRow, scale: _Scale, say: Messages) -> Markup:
    """Return the days of a reform as a band, at least as a line."""
    first, last = reform.earliest or reform.latest, reform.latest or reform.earliest
    if not first:
        return Markup("")
    width = scale.at(last) - scale.at(first)
    told = f"{_called(reform, say)} {between(reform)}"
    return fill('<em style="left:{}%;width:{}%" title="{}"></em>', f"{scale.at(first):.2f}", f"{width:.2f}", told)


def _reform(reform: ReformRow, own: str, say: Messages) -> Markup:
    """Return when a reform took place, which bodies became which, and by which act."""
    sides = [_links(side, own, say) for side in (reform.former, reform.new)]
    acts = "".join(f"《{act}》" for act in reform.wave.acts) if reform.wave else ""
    return fill(
        '<li><time>{}</time><div><p>{} <b>→</b> {}</p><p class="zm-quiet">{} <span lang="zh">{}</span></p></div></li>',
        between(reform) or say("agency.undated_reform"),
        sides[0],
        sides[1],
        _called(reform, say),
        acts,
    )


def _called(reform: ReformRow, say: Messages) -> str:
    if reform.wave:
        return reform.wave.en if say.language == "en" else reform.wave.zh
    return reform.label.label(say.language) if reform.label else ""


def between(reform: ReformRow) -> str:
    ends = dict.fromkeys(filter(None, (reform.earliest, reform.latest)))
    return " – ".join(ends)


def _links(bodies: Sequence[Named], own: str, say: Messages) -> Markup:
    return (Markup("、") if say.language == "zh" else Markup(", ")).join(_link(body, own, say) for body in bodies)


def _link(body: Named, own: str, say: Messages) -> Markup:
    named = fill('<span lang="zh">{}</span>', body.label(say.language))
    return named if body.iri == own else fill('<a href="{}">{}</a>', url.agency(body.iri), named)
