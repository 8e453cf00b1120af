"""Pictures: their points are counted before they are unpacked, and what is kept of one is drawn anew."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from portici.kernel.findings import Finding

from .content import Content, Limits, fault, gettext_noop

if TYPE_CHECKING:
    from PIL.Image import Image

FRAMES = 200
_NAMES = {Content.PNG: "PNG", Content.JPEG: "JPEG", Content.GIF: "GIF", Content.WEBP: "WEBP"}


def check_picture(path: Path, kind: Content, limits: Limits) -> list[Finding]:
    """Opens with the one reader of its kind; the points of all frames stay within the limit; the data are whole."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=[_NAMES[kind]]) as picture:
                frames = int(getattr(picture, "n_frames", 1))
                if frames > FRAMES or picture.width * picture.height * frames > limits.points:
                    return [_too_many(f"{picture.width} × {picture.height} × {frames}", limits)]
                load_whole(picture)
    except Image.DecompressionBombError as error:
        return [_too_many(str(error), limits)]
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return [
            fault("upload.broken", said, gettext_noop("A whole picture; this one is cut short or damaged."))
        ]
    return []


def load_whole(picture: Image) -> None:
    """Read the picture's data to their end. Raises OSError, or what the reader of its kind raises, for data that are cut short.

    Whoever loads WeasyPrint lets every reader of the process pass over missing data: that is taken back here.
    """
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    picture.load()


def picture_again(path: Path, kind: Content) -> bytes:
    """The picture drawn anew: its points and nothing else, so neither places, serial numbers nor anything hidden.

    For a picture that `check_upload` found nothing wrong with; of one that moves, the first frame.
    """
    from PIL import Image, ImageOps

    target = io.BytesIO()
    with Image.open(path, formats=[_NAMES[kind]]) as source:
        upright = ImageOps.exif_transpose(source)
        clean = upright.convert("RGB" if kind is Content.JPEG else "RGBA")
        clean.info.clear()
        clean.save(target, "JPEG" if kind is Content.JPEG else "PNG", quality=92)
    return target.getvalue()


def _too_many(said: str, limits: Limits) -> Finding:
    return fault(
        "upload.points", said, gettext_noop("A picture of at most %(limit)s points."), limit=limits.points
    )
