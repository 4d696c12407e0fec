"""Read scans, which are pictures of pages, with an OCR engine (the extra `ocr`).

picture → red ink removed, straightened (`picture`) → lines of text (`engine`) and ruling lines (`ruled`) → a `Page` for layout (`scan`).
"""

from functools import cache
from importlib.util import find_spec

INSTALL = "pip install 'zhengmai[ocr]'"
"""The command that installs an engine."""


@cache
def available() -> bool:
    """Return whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
