"""A typed day takes effect at Enter, and at Tab behind its last part; Streamlit's own field waits until something else is clicked."""

import streamlit as st

# It sends the field a blur event, whatever then has the focus. It is a constant.
_COMMIT = """<script>
(() => {
  if (window.zmDays) return;
  window.zmDays = true;
  document.addEventListener("keydown", (event) => {
    const part = event.target;
    if (part.getAttribute?.("role") !== "spinbutton" || !part.closest('[data-testid="stDateInput"]')) return;
    const parts = [...part.closest('[data-testid="stDateInput"]').querySelectorAll('[role="spinbutton"]')];
    const last = part === parts.at(-1) && !event.shiftKey;
    if (event.key !== "Enter" && !(event.key === "Tab" && last)) return;
    setTimeout(() => part.dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: document.body })));
  }, true);  // The field itself lets Enter go no further.
})();
</script>"""


def commit() -> None:
    """Add the script; to be called once a run."""
    st.html(_COMMIT, unsafe_allow_javascript=True)
