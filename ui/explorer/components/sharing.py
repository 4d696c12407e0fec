"""Links that still show tomorrow what they show today: of a view and of an article, with the day in them; and how an article is cited."""

from collections.abc import Iterator
from datetime import date

import streamlit as st
from markupsafe import Markup

from graph.records.card import ClauseNode, DocumentCard, walk
from ontology.numbers import provision_title
from ui.explorer import state, url
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

# A click on what can be copied copies it: of a link its whole address, else its words. Where the browser gives no clipboard (an address
# without TLS), a link is followed, so that its address is shown by the browser, and words are selected. It is a constant.
_COPY = """<script>
(() => {
  if (window.zmCopies) return;
  window.zmCopies = true;
  document.addEventListener("click", async (event) => {
    const copied = event.target.closest?.(".zm-copy");
    if (!copied || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(copied.href ?? copied.textContent);
    copied.classList.add("zm-copied");
    setTimeout(() => copied.classList.remove("zm-copied"), 2000);
  }, true);
  // What opens beside a word is closed by Escape, wherever the focus is (WCAG 2.2, 1.4.13), until the word is left.
  document.addEventListener("keydown", (event) => {
    if (["Enter", " "].includes(event.key) && event.target.matches?.("cite.zm-copy")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key !== "Escape") return;
    for (const word of document.querySelectorAll(".zm-provision:is(:hover, :focus-within)")) {
      word.classList.add("zm-shut");
      const left = ["mouseleave", "focusout"];
      const again = () => setTimeout(() => {  // where the focus goes on within the word, it is not left yet
        if (word.matches(":hover, :focus-within")) return;
        word.classList.remove("zm-shut");
        for (const kind of left) word.removeEventListener(kind, again);
      });
      for (const kind of left) word.addEventListener(kind, again);
    }
  });
})();
</script>"""


def view(say: Messages) -> None:
    """Show the link to what the page shows, with its day; and let what can be copied be copied. To be called once a run."""
    show(
        '<p class="zm-share-view"><a class="zm-copy" href="{}">{}</a></p>',
        url.here(state.day("as_of")),
        say("share.view"),
    )
    st.html(_COPY, unsafe_allow_javascript=True)


def articles(card: DocumentCard, day: date, say: Messages) -> Iterator[tuple[str, Markup]]:
    """Yield what is beside each article, by its IRI: how lawyers cite it, and the link to it on a day. Of a document without articles,
    beside each numbered item."""
    nodes = [node for part in card.parts for node in walk(part.clauses) if node.text.strip()]
    chosen = [node for node in nodes if node.level == "article"] or [node for node in nodes if node.marker.strip()]
    number = next((fact.value.zh for fact in card.values("number")), "")
    # Of a law with a thousand articles, what is the same of all of them is filled in once.
    address = url.document(card.iri, source=card.source, as_of=day.isoformat())
    head = fill('<details class="zm-share"><summary title="{}">§</summary><span>', say("share.title"))
    tail = fill("{}</a></span></details>", say("share.link", day=day.isoformat()))
    body = '<cite class="zm-copy" role="button" tabindex="0">{}</cite> <a class="zm-copy" href="{}">'
    for node in chosen:
        cited = citation(card.title, number, node)
        yield node.iri, join([head, fill(body, cited, url.at(address, node.anchor)), tail])


def citation(title: str, number: str, node: ClauseNode) -> str:
    """Return an article as lawyers cite it, 《title》第六条; an item as it is printed, behind the number of its document."""
    name = f"《{title}》" if title else ""
    place = provision_title(node.eid)
    if place != node.eid and node.level == "article":
        return f"{name or number}{place}"
    return f"{name}（{number}）“{node.marker.strip()}”" if number else f"{name}“{node.marker.strip()}”"
