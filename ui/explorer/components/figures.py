"""Show numbers: tiles, bars that link to what they count, documents over time."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from ui.explorer.components.markup import fill, join, show, spoken


@dataclass(frozen=True, slots=True)
class Count:
    """A count, and the address of the list of what is counted (empty for none)."""

    label: str
    count: float
    href: str = ""
    tone: str = ""


def heading(text: str, note: str | int = "", anchor: str = "") -> None:
    """Return a heading. note: shown beside it, or a count (0 is left out). anchor: its id, where links lead to it."""
    place = fill(' id="{}"', anchor) if anchor else Markup("")
    told = note if isinstance(note, str) else f"{note:,}" if note else ""
    show('<h2 class="zm-h2"{}>{}<small>{}</small></h2>', place, text, told)


def tiles(counts: Sequence[Count]) -> None:
    show('<div class="zm-tiles">{}</div>', join(map(_tile, counts)))


def _tile(count: Count) -> Markup:
    inside = fill("<b>{}</b><span>{}</span>", f"{count.count:,}", count.label)
    if not count.href:
        return fill('<div class="zm-tile">{}</div>', inside)
    return fill('<a class="zm-tile" href="{}">{}</a>', count.href, inside)


def bars(counts: Sequence[Count], limit: int = 8, more: str = "") -> None:
    """Return the first `limit` counts as bars; `more` (with `{count}`) counts those left out."""
    most = max((count.count for count in counts), default=1)
    left = len(counts) - limit
    show(
        '<div class="zm-bars">{}{}</div>',
        join(_bar(count, most) for count in counts[:limit]),
        fill("<p>{}</p>", more.format(count=f"{left:,}")) if left > 0 and more else Markup(""),
    )


def _bar(count: Count, most: float) -> Markup:
    width = f"{100 * count.count / most:.1f}"
    inside = fill(
        '<span class="zm-bar-label"{}>{}</span><span class="zm-bar-count">{}</span>'
        '<span class="zm-bar-track"><i class="{}" style="width:{}%"></i></span>',
        spoken(count.label),
        count.label,
        f"{count.count:,}",
        f"zm-{count.tone}" if count.tone else "",
        width,
    )
    if not count.href:
        return fill('<div class="zm-bar">{}</div>', inside)
    return fill('<a class="zm-bar" href="{}">{}</a>', count.href, inside)


def timeline(months: Sequence[tuple[str, float]], time: str, documents: str) -> None:
    """Return documents by month, or by year where the months span more than three years. months: `YYYY-MM` or `YYYY`, and count."""
    import altair as alt
    import pandas as pd

    yearly = spans_years(months) or any(len(month) == 4 for month, _ in months)
    counted = pd.Series(dict(months)).groupby(by_year if yearly else by_month).sum()
    # Empty months and years are drawn, too, so that the axis is linear.
    counted = counted.reindex(_between(counted.index[0], counted.index[-1], yearly=yearly), fill_value=0)
    frame = counted.rename_axis("time").reset_index(name="count")
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", ticks=False, domain=False, labelPadding=8)
    height = alt.Axis(tickMinStep=1, tickCount=4, domain=False, ticks=False)
    # As wide as a phone has room for; many share what room there is.
    width = {"size": 36} if len(frame) < 8 else {"width": alt.RelativeBandSize(0.6)}
    chart = (
        alt.Chart(frame)
        .mark_bar(**width, cornerRadiusTopLeft=2, cornerRadiusTopRight=2)
        .encode(
            x=alt.X("time:O", title=None, axis=axis),
            y=alt.Y("count:Q", title=None, scale=alt.Scale(nice=4), axis=height),
            color=alt.value("#a8443c"),
            tooltip=[alt.Tooltip("time:O", title=time), alt.Tooltip("count:Q", title=documents)],
        )
        .properties(height=220)
    )
    st.altair_chart(chart, width="stretch")


def spans_years(months: Sequence[tuple[str, float]]) -> bool:
    years = [int(month[:4]) for month, _ in months]
    return max(years) - min(years) >= 3


def _between(first: str, last: str, *, yearly: bool) -> list[str]:
    """Return the years or months from the first to the last."""
    if yearly:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def by_year(month: str) -> str:
    return month[:4]


def by_month(month: str) -> str:
    return month
