"""Make a text fit for XML 1.0."""

import re

_INVALID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def valid_text(text: str, instead: str = "\ufffd") -> str:
    """Return a text with something else for each character that an XML file cannot contain (XML 1.0, 2.2)."""
    return _INVALID.sub(instead, text)
