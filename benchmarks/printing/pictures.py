"""Draw printed sheets as pictures, as a scanner at 200 dots an inch gives them: a little grey, a little noise."""

import subprocess
from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.printing.sheets import HEIGHT, WIDTH, PrintedSheet

_DOTS = 200 / 72  # a point
_PAPER, _INK, _NOISE = 245, 30, 6.0


def pictures(pages: Sequence[PrintedSheet], family: str = "Noto Serif CJK SC:regular") -> list[Image.Image]:
    """Return one grey picture a page. The same sheets and font give the same pictures.

    Raises OSError where fontconfig knows no font of Chinese.
    """
    noise = np.random.default_rng(33190)
    drawn = []
    for page in pages:
        picture = Image.new("L", (round(WIDTH * _DOTS), round(HEIGHT * _DOTS)), _PAPER)
        pen = ImageDraw.Draw(picture)
        for signs in page.lines:
            for sign in signs:
                font = _font(family, round(sign.size * _DOTS))
                pen.text((sign.x * _DOTS, sign.y * _DOTS), sign.text, fill=_INK, font=font, anchor="ls")
        for x0, y0, x1, y1 in page.rules:
            pen.line([(x0 * _DOTS, y0 * _DOTS), (x1 * _DOTS, y1 * _DOTS)], fill=_INK, width=2)
        grey = np.asarray(picture, dtype=np.float32)
        grey = np.clip(grey + noise.normal(0, _NOISE, grey.shape), 0, 255)
        drawn.append(Image.fromarray(grey.astype(np.uint8)))
    return drawn


@cache
def _font(family: str, size: int) -> ImageFont.FreeTypeFont:
    path, index = _file(family)
    return ImageFont.truetype(path, size, index=index)


@cache
def _file(family: str) -> tuple[str, int]:
    """Return the path of a font and its number in a collection, as fontconfig's `fc-match` says."""
    command = ["fc-match", "--format=%{file}\t%{index}\t%{lang}", family]
    path, index, languages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\t")
    if "zh-cn" not in languages.lower():
        raise OSError(f"no font of Chinese for {family}: install fonts-noto-cjk")
    return path, int(index) & 0xFFFF
