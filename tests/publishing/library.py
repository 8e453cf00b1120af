"""Makers of pictures, documents and news, through their desks."""

from __future__ import annotations

import io
from datetime import date
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from tests import makers

from portici.kernel.actor import Role
from portici.publishing import domain
from portici.publishing.models import LibraryDocument, NewsPage, Picture

_numbers = count(1)
#: North 44°30', as a camera writes the place where it was.
PLACE = {1: "N", 2: (44.0, 30.0, 0.0), 3: "E", 4: (11.0, 20.0, 0.0)}
ABOUT = {"alternative_text": "Six arches", "author": "Anna Esempio", "licence": "cc0-1.0"}


def officer() -> Any:
    return makers.actor(Role.COMMUNICATION_OFFICER)


def picture_bytes(form: str = "JPEG", size: tuple[int, int] = (800, 600), *, placed: bool = False) -> bytes:
    """A picture of one colour; `placed`: with what a camera writes, the place among it."""
    out, image = io.BytesIO(), Image.new("RGB", size, "#a3341f")
    options: dict[str, Any] = {}
    if placed:
        exif = image.getexif()
        exif[0x0110], exif[0x0112] = "Camera 1", 6  # held upright: the picture lies on its side
        exif.get_ifd(0x8825).update(PLACE)
        options["exif"] = exif
    image.save(out, form, **options)
    return out.getvalue()


def file(data: bytes | None = None, name: str = "picture.jpg") -> ContentFile[bytes]:
    return ContentFile(picture_bytes() if data is None else data, name=name)


def picture(title: str = "", **about: Any) -> Picture:
    """A picture that may go out, unless `about` says less of it."""
    values = {"title": title or f"Picture {next(_numbers)}", **ABOUT, **about}
    return domain.add_picture(actor=officer(), file=file(), **values)


def document(title: str = "", **about: Any) -> LibraryDocument:
    domain.prepare_site()
    values = {
        "title": title or f"Document {next(_numbers)}",
        "kind": "guide",
        "licence": "cc-by-4.0",
        **about,
    }
    return domain.add_document(actor=officer(), file=file(b"%PDF-1.7 example", "guide.pdf"), **values)


def news(title: str = "", *blocks: Any, published: bool = True, **values: Any) -> NewsPage:
    """A piece of news in a tree that is prepared."""
    values = {"summary": "In short", "dated": date(2026, 2, 20), **values}
    page = domain.record_news(
        actor=officer(), title=title or f"News {next(_numbers)}", body=[*blocks], **values
    )
    return domain.publish_page(actor=officer(), page=page) if published else page


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "value": f"<p>{words}</p>"}


def shown(picture: Picture, caption: str = "") -> dict[str, Any]:
    return {"type": "picture", "value": {"picture": picture.pk, "caption": caption}}


def named(record: Any) -> dict[str, Any]:
    return {"type": "record", "value": {"kind": record.KIND, "reference": record.uid}}
