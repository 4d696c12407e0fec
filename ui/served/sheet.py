"""A page of HTML without script or anything from another host."""

from collections.abc import Iterable, Sequence
from html import escape

from ontology.enumerations import Language

_STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 1.5rem auto; max-width: 60rem; padding: 0 1rem;
  color-scheme: light dark; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100% }
th, td { border-top: 1px solid #8885; padding: .35rem .75rem .35rem 0; vertical-align: top; text-align: start;
  overflow-wrap: anywhere; white-space: pre-line }
th { font-weight: 500; width: 30% } code, textarea, input, select { font: .9rem/1.5 ui-monospace, monospace }
textarea { width: 100%; box-sizing: border-box } nav a { margin-inline-end: 1rem } small { opacity: .8 }
a { color: #0b57a4 } @media (prefers-color-scheme: dark) { a { color: #9ecbff } }
@media (max-width: 40rem) { th, td { display: block; width: auto } td { border: 0 } }
"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of a page: its style is in it, it loads nothing, and no other page shows it in a frame."""


def sheet(title: str, language: Language, body: Iterable[str], links: Sequence[str] = ()) -> bytes:
    """Return a page. body, links: HTML, escaped by the caller."""
    zh = language is Language.ZH
    lines = [
        f'<!doctype html>\n<html lang="{"zh-CN" if zh else "en"}">\n<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>{''.join(links)}<style>{_STYLE}</style></head>\n<body>\n<main>",
        f"<h1>{escape(title)}</h1>",
    ]
    return "\n".join([*lines, *body, "</main>\n</body>\n</html>\n"]).encode("utf-8", "replace")


def link(address: str, text: str) -> str:
    """Return a link; one that is not an address of the web is only shown."""
    shown = escape(text)
    return f'<a href="{escape(address)}">{shown}</a>' if address.startswith(("http://", "https://")) else shown


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of two columns of HTML."""
    cells = "\n".join(f"<tr><th scope=row>{head}</th><td>{value}</td></tr>" for head, value in rows)
    return f"<table>\n{cells}\n</table>"
