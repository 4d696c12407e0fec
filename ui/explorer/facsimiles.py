"""Draw the pages of the file that a document was read from, for looking at them beside its text.

Files are hostile, so they are drawn in a subprocess with limits of time and memory, as uploads are read (`ui.explorer.intake`).
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from graph.records.printed import Original
from graph.store import originals
from graph.store.bounded import StoppedError, run_in_subprocess
from ingest.read.facsimile import DrawnPage as DrawnPage
from ingest.read.facsimile import Facsimile as Facsimile
from ingest.read.facsimile import FlowTable as FlowTable
from ingest.read.facsimile import FlowText as FlowText
from ingest.read.facsimile import draw
from ui.explorer import state

_SECONDS, _MEMORY = 30, 2 * 2**30
_CHANGED = (
    "the file has changed since it was read; build it again to see the facts on its pages",
    "文件在读取之后已有改动，请重新构建后再查看",
)
_STOPPED = ("the file could not be drawn within the limits of time and memory", "无法在限定的时间和内存内显示该文件")


@dataclass(frozen=True, slots=True)
class Drawn:
    """facsimile: None where the file could not be drawn, then en and zh say why."""

    facsimile: Facsimile | None
    en: str = ""
    zh: str = ""


def locate(original: Original) -> Path | None:
    """Return where the file lies: kept with the store, or in the folder of `--originals`; None where it is not at hand."""
    return originals.locate(state.store(), original.name, original.sha256, state.originals())


@st.cache_resource(show_spinner=False, max_entries=16)
def drawn(path: Path, sha256: str, first: int, last: int) -> Drawn:
    """Return the pages `first` to `last` of an original."""
    try:
        return run_in_subprocess(_draw, path, sha256, first, last, seconds=_SECONDS, memory=_MEMORY)
    except StoppedError:
        return Drawn(None, *_STOPPED)


def _draw(path: Path, sha256: str, first: int, last: int) -> Drawn:
    """Do the work of `drawn`, in the subprocess."""
    from ingest.read.decode import ReadError

    try:
        data = originals.read(path, sha256)
        return Drawn(draw(data, first, last)) if data is not None else Drawn(None, *_CHANGED)
    except ReadError as error:
        return Drawn(None, error.message_en, error.message_zh)
    except OSError as error:
        return Drawn(None, f"the file cannot be read: {error.strerror}", f"无法读取文件：{error.strerror}")
