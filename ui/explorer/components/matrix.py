"""Show agencies by agencies: how many tasks two agencies share."""

from collections.abc import Mapping, Sequence
from math import sqrt

from markupsafe import Markup

from graph.records.resources import Named
from ui.explorer import url
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages


def draw(agencies: Sequence[Named], counts: Mapping[tuple[str, str], int], say: Messages) -> None:
    """Show the matrix. counts: pairs of IRIs → tasks; the diagonal counts all tasks of an agency. Numbers link to these tasks."""
    most = max((count for (one, other), count in counts.items() if one != other), default=1)
    heads = join(
        fill('<th scope="col"><span title="{}">{}</span></th>', agency.zh, number)
        for number, agency in enumerate(agencies, 1)
    )
    rows = join(
        fill(
            '<tr><th scope="row" lang="zh"><div><span>{}</span><a href="{}">{}</a></div></th>{}</tr>',
            number,
            url.agency(agency.iri),
            agency.label(say.language),
            join(_cell(agency, other, counts.get((agency.iri, other.iri), 0), most, say) for other in agencies),
        )
        for number, agency in enumerate(agencies, 1)
    )
    show(
        '<div class="zm-scroll zm-matrix"><table><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>',
        heads,
        rows,
    )


def _cell(one: Named, other: Named, count: int, most: int, say: Messages) -> Markup:
    if not count:
        return Markup("<td></td>")
    itself = one == other
    href = url.tasks(agency=one.zh, agency2="" if itself else other.zh)
    told = one.zh if itself else f"{one.zh} × {other.zh}"
    # The colour follows the square root, so that small numbers differ, too.
    shade = 0 if itself else round(8 + 62 * sqrt(count / most))
    return fill(
        '<td class="{}" style="--zm-shade:{}%"><a href="{}" title="{}">{}</a></td>',
        "zm-itself" if itself else "",
        shade,
        href,
        f"{told}: {say('tasks.found', count=count)}",
        count,
    )
