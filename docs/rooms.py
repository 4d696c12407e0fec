"""Write the list of all modules at the end of rooms.md, out of their docstrings: `python -m docs.rooms`."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rooms.md"
ROOMS = ("ontology", "ingest", "graph", "shapes", "check", "ui", "zhengmai", "benchmarks")
HEADING = "## Every module"
_OPENING = "The first sentence of each docstring, room by room; `make docs` writes this list, and a test fails where it is not in step."
_SENTENCE = re.compile(r".*?[.?!](?=\s|$)", re.DOTALL)


def list_modules() -> str:
    """Return the list in Markdown: a section a folder, a line a module; an `__init__.py` without a docstring is left out."""
    lines = [HEADING, "", _OPENING]
    for room in ROOMS:
        folder = ""
        for path in sorted((ROOT / room).rglob("*.py"), key=lambda path: (path.parent, path.name)):
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            if not said:
                if path.name != "__init__.py":
                    raise ValueError(f"{path}: a module needs a docstring")
                continue
            if (here := path.parent.relative_to(ROOT).as_posix()) != folder:
                folder = here
                lines += ["", f"### `{folder}/`", ""]
            words = " ".join(said.partition("\n\n")[0].split())
            found = _SENTENCE.match(words)
            lines.append(f"- `{path.name}`: {found[0] if found else words}")
    return "\n".join(lines) + "\n"


def whole_page() -> str:
    """Return the page as it is written by hand, with the list as it must be."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(HEADING)
    return f"{written.rstrip()}\n\n{list_modules()}"


if __name__ == "__main__":
    PAGE.write_text(whole_page(), encoding="utf-8")
