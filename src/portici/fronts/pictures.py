"""How pictures are shown: in which sizes and formats, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from portici.publishing.models import Picture

WIDTHS = (320, 640, 960, 1600)
#: Ending in the address: (Wagtail's name of the format, media type).
FORMATS = {
    "avif": ("avif", "image/avif"),
    "webp": ("webp", "image/webp"),
    "jpg": ("jpeg", "image/jpeg"),
    "png": ("png", "image/png"),
}
#: From the smallest file to what every browser reads.
MODERN = ("avif", "webp")


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture in all its sizes."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page writes it."""

    picture: Picture
    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int


def widths_of(picture: Any) -> list[int]:
    """The sizes that are not larger than the picture itself; the smallest in any case."""
    return [width for width in WIDTHS if width <= picture.width] or [WIDTHS[0]]


def fallback_of(picture: Any) -> str:
    """PNG stays PNG, which may have transparent parts; all else is JPEG for a browser that knows nothing newer."""
    return "png" if str(picture.file.name).lower().endswith(".png") else "jpg"


def address(picture: Any, width: int, form: str) -> str:
    return reverse("portal:picture", args=[picture.uid, width, form])


def shown(picture: Any) -> Shown:
    plain = fallback_of(picture)
    largest = widths_of(picture)[-1]
    middle = min(largest, 960)
    width = min(middle, picture.width)
    return Shown(
        picture=picture,
        sources=tuple(Source(FORMATS[form][1], _srcset(picture, form)) for form in MODERN),
        src=address(picture, middle, plain),
        srcset=_srcset(picture, plain),
        width=width,
        height=round(picture.height * width / picture.width),
    )


def _srcset(picture: Any, form: str) -> str:
    return ", ".join(f"{address(picture, width, form)} {width}w" for width in widths_of(picture))
