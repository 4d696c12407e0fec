"""Scans: pictures of pages, read by an OCR engine (the extra `ocr`).

picture → red ink out, straightened (`picture`) → lines of text (`engine`) and ruling lines (`ruled`) → a `Page` for layout (`scan`).
"""

from importlib.util import find_spec

INSTALL = "pip install 'zhengmai[ocr]'"
"""The command that brings an engine."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
