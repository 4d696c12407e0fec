"""Find where a line that contains a whole page, or several elements of a document, was broken before its line ends were lost.

A page that was saved without its line ends has a blank in place of each, or nothing at all; a web page may run the number on
behind the heading. The rules are in `rules/flattened.toml`.
"""

from ingest.read.flattened.cuts import flattened_cuts

__all__ = ["flattened_cuts"]
