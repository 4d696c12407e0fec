"""The anchor of an address, for pages that are drawn after the browser has looked for it."""

import streamlit as st

# The browser looks for the anchor of an address before the text is drawn. The script makes it look again, once, and keeps the
# place while content above still grows, until the user moves. It is a constant: nothing of a document goes into it.
_SETTLE = """<script>
(() => {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id && window.zmSettled !== location.href && document.getElementById(id)) {
    window.zmSettled = location.href;
    location.replace(location.hash);
    const grown = new ResizeObserver(() => document.getElementById(id)?.scrollIntoView());
    grown.observe(document.querySelector(".stMainBlockContainer"));
    const rest = () => grown.disconnect();
    for (const moved of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(moved, rest, { once: true });
    setTimeout(rest, 5000);
  }
})();
</script>"""


def settle() -> None:
    """Let the browser go to the anchor; to be called when the page is drawn."""
    st.html(_SETTLE, unsafe_allow_javascript=True)
