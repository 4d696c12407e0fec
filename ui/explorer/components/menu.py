"""The menu on a phone: it covers the page, so that it closes when something was chosen, and is closed when a page is opened."""

import streamlit as st

# Streamlit closes its own menu so, but not one of our links, and it opens the next page with the menu as it was. It is a constant.
_CLOSE = """<script>
(() => {
  if (window.zmMenu) return;
  window.zmMenu = true;
  const close = () => innerWidth < 768 && document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-testid="stSidebar"] [data-testid="stPageLink"] a')) setTimeout(close);
  });
  close();
})();
</script>"""


def close_on_phones() -> None:
    """Add the script; to be called once a run, within the menu."""
    st.html(_CLOSE, unsafe_allow_javascript=True)
