"""Show the file of a document beside its text: its pages as pictures, or its paragraphs, with the words of each fact marked.

A mark has the class `on-<anchor>` of the mark in the text, so that the address (`#signed-1`) brings out both.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from graph.records.native import FilePlace, InFlow, PageBox
from ontology.recognition import is_doubtful
from ui.explorer import facsimiles
from ui.explorer.components.evidence import Mark, Run, runs
from ui.explorer.components.markup import fill, join
from ui.messages import Messages

Places = Mapping[str, Sequence[FilePlace]]
"""Anchor on the document's page → where its words occur in the file."""
PAGES = 12
"""How many pages are shown at once."""

# Leads the pane to the mark that the address names, and serves its buttons and keys. A constant: nothing of a document goes into it.
SCRIPT = """<script>
(() => {
  const pane = () => document.querySelector(".zm-facsimile");
  const lead = () => {
    const here = pane(), id = decodeURIComponent(location.hash.slice(1));
    if (!here || !id) return;
    for (const link of here.querySelectorAll(".zm-elsewhere")) link.hidden = link.dataset.at !== id;
    const box = [...here.querySelectorAll(".zm-box")].find((one) => one.classList.contains("on-" + id));
    if (!box) return;
    const sheets = here.querySelector(".zm-sheets"), a = box.getBoundingClientRect(), b = sheets.getBoundingClientRect();
    // Near the end of the text the pane is pushed up: what counts is the part of it that is seen.
    const top = Math.max(b.top, 60), bottom = Math.min(b.bottom, innerHeight);
    sheets.scrollTop += a.top - top - (bottom - top) / 3;
    sheets.scrollLeft += a.left + a.width / 2 - b.left - b.width / 2;
  };
  const turn = (step) => {
    const sheets = pane().querySelector(".zm-sheets"), top = sheets.getBoundingClientRect().top;
    const tops = [...sheets.children].map((one) => one.getBoundingClientRect().top - top);
    const next = step > 0 ? tops.find((one) => one > 8) : tops.findLast((one) => one < -8);
    if (next !== undefined) sheets.scrollTop += next - 4;
  };
  const zoom = (by) => {
    const sheets = pane().querySelector(".zm-sheets"), old = Number(getComputedStyle(sheets).getPropertyValue("--zoom"));
    const now = by ? Math.min(4, Math.max(0.5, old * by)) : 1, middle = sheets.scrollTop + sheets.clientHeight / 2;
    sheets.style.setProperty("--zoom", now.toFixed(3));
    sheets.scrollTop = middle * now / old - sheets.clientHeight / 2;
  };
  const acts = { in: () => zoom(1.25), out: () => zoom(0.8), fit: () => zoom(0), back: () => turn(-1), next: () => turn(1) };
  const keys = { "+": "in", "=": "in", "-": "out", "0": "fit", PageUp: "back", PageDown: "next", ArrowLeft: "back", ArrowRight: "next" };
  if (!window.zmFacsimile) {
    window.zmFacsimile = true;
    addEventListener("hashchange", lead);
    document.addEventListener("click", (event) => acts[event.target.closest?.(".zm-facsimile [data-act]")?.dataset.act]?.());
    document.addEventListener("keydown", (event) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || !event.target.closest?.(".zm-facsimile") || !keys[event.key]) return;
      event.preventDefault();
      acts[keys[event.key]]();
    });
  }
  const first = pane()?.querySelector("img");
  if (first && !first.complete) first.addEventListener("load", lead, { once: true });
  lead();
  // The page of an address that names a fact scrolls to it while it grows.
  for (const later of [500, 1500]) setTimeout(lead, later);
})();
</script>"""


def span(places: Places, start: int) -> tuple[int, int]:
    """Return the first and last page to show: those with marks, at most `PAGES`. start: the page to begin with; 0 for the first."""
    pages = {place.page for found in places.values() for place in found if isinstance(place, PageBox)}
    first = start or min(pages, default=1)
    return first, min(first + PAGES - 1, max(pages | {first}))


def pane(
    drawn: "facsimiles.Drawn", places: Places, labels: Mapping[str, str], pages: Mapping[int, str], say: Messages
) -> Markup:
    """Return the file with its marks. labels: the tooltip of an anchor's mark; pages: page → address that shows it first."""
    shown = drawn.facsimile
    if shown is None:
        why = drawn.zh if say.language == "zh" else drawn.en
        return fill('<section class="zm-facsimile"><p class="zm-notice" role="status">{}</p></section>', why)
    sheets = join(_sheet(sheet, places, labels, say) for sheet in shown.sheets)
    here = {sheet.number for sheet in shown.sheets}
    others = join(
        fill(
            '<a class="zm-elsewhere" data-at="{}" href="{}#{}" hidden>{}</a>',
            anchor,
            pages[place.page],
            anchor,
            say("facsimile.elsewhere", page=place.page),
        )
        for anchor, found in places.items()
        for place in found[:1]
        if isinstance(place, PageBox) and place.page not in here and place.page in pages
    )
    return fill(
        '<section class="zm-facsimile" tabindex="0" aria-label="{}"><header>{}{}{}</header>{}'
        '<div class="zm-sheets" tabindex="0">{}</div></section>',
        say("facsimile.title"),
        _buttons(bool(shown.sheets), say),
        _link(
            pages.get(min(here, default=1) - PAGES) or (pages.get(1) if min(here, default=1) > 1 else None), "‹", say
        ),
        _link(pages.get(max(here, default=0) + 1) if max(here, default=0) < shown.pages else None, "›", say),
        others,
        _flow(shown, places, labels) if shown.flow else sheets,
    )


def _buttons(paged: bool, say: Messages) -> Markup:
    turns = (("back", "↑"), ("next", "↓")) if paged else ()
    return join(
        fill(
            '<button type="button" data-act="{}" title="{}" aria-label="{}">{}</button>',
            act,
            say(f"facsimile.{act}"),
            say(f"facsimile.{act}"),
            sign,
        )
        for act, sign in (*turns, ("out", "−"), ("fit", "1:1"), ("in", "+"))
    )


def _link(address: str | None, sign: str, say: Messages) -> Markup:
    words = say("facsimile.earlier" if sign == "‹" else "facsimile.later")
    return fill('<a href="{}">{}</a>', address, words) if address else Markup("")


def _sheet(sheet: "facsimiles.DrawnPage", places: Places, labels: Mapping[str, str], say: Messages) -> Markup:
    boxes = join(
        fill(
            '<a class="zm-box on-{}{}" href="#{}" title="{}" style="left:{}%;top:{}%;width:{}%;height:{}%"></a>',
            anchor,
            " zm-doubtful" if is_doubtful(place.confidence) else "",
            anchor,
            _title(labels.get(anchor, ""), place, say),
            *_percent(place, sheet),
        )
        for anchor, place in _boxes(places, sheet.number)
    )
    return fill(
        '<figure class="zm-sheet"><img src="data:{};base64,{}" width="{}" height="{}" alt="{}">{}<figcaption>{}</figcaption></figure>',
        sheet.media_type,
        b64encode(sheet.picture).decode(),
        round(sheet.width),
        round(sheet.height),
        say("facsimile.page", page=sheet.number),
        boxes,
        sheet.number,
    )


def _title(label: str, place: PageBox, say: Messages) -> str:
    """Return the tooltip of a mark: what the fact is, and how sure the recognition of a scan is of its words."""
    if place.confidence is None:
        return label
    return " · ".join(filter(None, (label, say("facsimile.confidence", percent=round(place.confidence * 100)))))


def _boxes(places: Places, page: int) -> Iterable[tuple[str, PageBox]]:
    """Yield the boxes of a page, the largest first, so that a fact inside a sentence can be pointed at."""
    found = [
        (anchor, place)
        for anchor, some in places.items()
        for place in some
        if isinstance(place, PageBox) and place.page == page
    ]
    return sorted(found, key=lambda one: (one[1].left - one[1].right, one[0]))


def _percent(place: PageBox, sheet: "facsimiles.DrawnPage") -> tuple[str, ...]:
    width, height = (100.0, 100.0) if place.unit == "percent" else (max(sheet.width, 1.0), max(sheet.height, 1.0))
    parts = (
        place.left / width,
        place.top / height,
        (place.right - place.left) / width,
        (place.bottom - place.top) / height,
    )
    return tuple(f"{100 * part:.2f}" for part in parts)


def _flow(shown: "facsimiles.Facsimile", places: Places, labels: Mapping[str, str]) -> Markup:
    named: dict[str, list[tuple[str, InFlow]]] = {}
    for anchor, found in places.items():
        for place in found:
            if isinstance(place, InFlow):
                named.setdefault(place.key, []).append((anchor, place))

    def words(text: "facsimiles.FlowText", tag: str) -> Markup:
        some = dict.fromkeys(one for key in text.keys for one in named.get(key, ()))
        looks = " ".join([f"zm-{text.align}"] * bool(text.align) + ["zm-heading"] * text.heading)
        marks = [_mark(text, anchor, place, labels.get(anchor, "")) for anchor, place in some]
        content = join(map(_run, runs(text.text, marks))) if marks else text.text
        return fill('<{0} class="{1}">{2}</{0}>', Markup(tag), looks, content)

    def block(one: "facsimiles.FlowText | facsimiles.FlowTable") -> Markup:
        if not isinstance(one, tuple):
            return words(one, "p")
        rows = join(
            fill(
                "<tr>{}</tr>",
                join(
                    fill('<td rowspan="{}" colspan="{}">{}</td>', cell.rows, cell.columns, words(cell.content, "div"))
                    for cell in row
                ),
            )
            for row in one
        )
        return fill("<table>{}</table>", rows)

    return fill('<div class="zm-sheet zm-flow" lang="zh">{}</div>', join(map(block, shown.flow)))


def _mark(text: "facsimiles.FlowText", anchor: str, place: InFlow, title: str) -> Mark:
    """Return the mark of the fact's words in a paragraph; of the whole paragraph where the words occur elsewhere in it.

    A file that a later reader extracts otherwise has its words at other offsets.
    """
    low, high = max(0, place.start - text.start), min(len(text.text), place.start + len(place.quote) - text.start)
    known = place.start >= 0 and low < high and text.text[low:high] in place.quote
    return Mark(low, high, anchor, title) if known else Mark(0, len(text.text), anchor, title)


def _run(run: Run) -> Markup:
    if not run.marks:
        return fill("{}", run.text)
    marks = " ".join(dict.fromkeys(f"on-{mark.anchor}" for mark in run.marks))
    titles = " / ".join(dict.fromkeys(mark.title for mark in run.marks if mark.title))
    return fill('<span class="zm-box {}" title="{}">{}</span>', marks, titles, run.text)
