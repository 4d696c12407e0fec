"""Call the OCR engine: a picture in, lines with boxes and confidence out. RapidOCR's models are in its wheel."""

import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.read.ocr.misread import put_right

Pixels = NDArray[np.uint8]
"""Rows, columns, and three channels (red, green, blue) or none (grey)."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of text; its box in pixels, upright. confidence: 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


NAME = "rapidocr"


def name() -> str:
    """Return engine and versions, as a source's graph records them."""
    return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"


def recognise(picture: Pixels) -> list[Recognised]:
    """Return the lines of a picture, in no particular order."""
    colours = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, axis=2)
    found = _engine()(np.ascontiguousarray(colours[:, :, ::-1]))
    if found.boxes is None or not found.txts:
        return []
    lines = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if text.strip():
            xs, ys = box[:, 0], box[:, 1]
            lines.append(
                Recognised(
                    put_right(text), float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()), float(score)
                )
            )
    return lines


def recognise_line(picture: Pixels) -> str:
    """Return the words of a picture that shows one line and nothing else."""
    found = _engine()(np.ascontiguousarray(picture[:, :, ::-1]), use_det=False, use_cls=False, use_rec=True)
    return "".join(found.txts or ())


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = max(1, min(4, os.cpu_count() or 1))
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # pages are not upside down; the classifier costs a third of the time
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
