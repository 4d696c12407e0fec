"""Prepare pictures of pages for recognition: open them within a budget, remove red ink, straighten them."""

import io

import numpy as np
from PIL import Image, UnidentifiedImageError

from ingest.read.decode import ReadError
from ingest.read.ocr.engine import Pixels
from ingest.read.package import MOST_PIXELS, damaged, too_large

_LONGEST_SIDE = 2400  # pixels: A4 at 200 dpi; more costs time and shows no more
_FRAMES = 500
_SKEW, _COARSE, _FINE = 3.0, 0.5, 0.1  # degrees
_RED = 40  # how far the red of a pixel exceeds green and blue


def opened(data: bytes) -> list[Pixels]:
    """Return the pages of an image file (tiff may contain several), as red, green and blue. Raises ReadError."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    pages = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            frames = getattr(image, "n_frames", 1)
            if frames > _FRAMES:
                raise too_large(f"an image file of {frames:,} pages", f"图像文件有 {frames:,} 页")
            for frame in range(frames):
                image.seek(frame)
                if image.width * image.height > MOST_PIXELS:
                    raise too_large(
                        f"a picture of {image.width:,} × {image.height:,} pixels",
                        f"图像有 {image.width:,} × {image.height:,} 像素",
                    )
                pages.append(scaled(image))
    except Image.DecompressionBombError as error:
        raise too_large(str(error), "图像像素过多") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, ReadError):
            raise
        raise damaged("image", str(error)) from error
    return pages


def scaled(image: Image.Image) -> Pixels:
    """Return the picture in three colours, with its longest side limited."""
    image = image.convert("RGB")
    longest = max(image.size)
    if longest > _LONGEST_SIDE:
        image = image.resize((image.width * _LONGEST_SIDE // longest, image.height * _LONGEST_SIDE // longest))
    return np.asarray(image)


def without_red(picture: Pixels) -> Pixels:
    """Return the red channel: red ink (seals, letterheads, rules) is as light in it as paper, black ink stays dark."""
    return np.ascontiguousarray(picture[:, :, 0])


def red_ink(picture: Pixels) -> Pixels:
    """Return red ink alone, dark on white."""
    colours = picture.astype(np.int16)
    excess = colours[:, :, 0] - np.maximum(colours[:, :, 1], colours[:, :, 2])
    return np.where(excess > _RED, 255 - np.clip(excess * 2, 0, 255), 255).astype(np.uint8)


def skew(grey: Pixels) -> float:
    """Return by how many degrees the page is turned: the angle at which rows of text and gaps between them differ most."""
    step = max(1, grey.shape[0] // 900)
    height, width = grey.shape[0] // step * step, grey.shape[1] // step * step
    small = grey[:height, :width].reshape(height // step, step, width // step, step).min((1, 3))
    ink = Image.fromarray(((small < np.median(small) - 40) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, resample=Image.Resampling.NEAREST)).sum(1).astype(np.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(np.arange(-_SKEW, _SKEW + _COARSE / 2, _COARSE), key=lambda a: (sharpness(float(a)), -abs(a)))
    fine = max(
        np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE), key=lambda a: (sharpness(float(a)), -abs(a))
    )
    return round(float(fine), 1)


def turned(picture: Pixels, angle: float) -> Pixels:
    """Return the picture turned about its middle, counter-clockwise; new corners are white."""
    if not angle:
        return picture
    paper = tuple(int(value) for value in np.atleast_1d(np.median(picture, axis=(0, 1))))
    image = Image.fromarray(picture)
    fill = paper if len(paper) == 3 else paper[0]
    return np.asarray(image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=fill))
