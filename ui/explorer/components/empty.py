"""Show a message where there is nothing to show: what it means, and what to do next."""

from markupsafe import Markup

from ui.explorer.components.markup import fill, show


def state(title: str, text: str, command: str = "", link: tuple[str, str] | None = None) -> None:
    """Show the message. command: to type in a terminal; link: label and address of a page."""
    show(
        '<div class="zm-empty"><h3>{}</h3><p>{}</p>{}{}</div>',
        title,
        text,
        fill("<code>{}</code>", command) if command else Markup(""),
        fill('<p><a href="{}">{}</a></p>', link[1], link[0]) if link else Markup(""),
    )
