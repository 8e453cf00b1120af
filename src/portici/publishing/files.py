"""What comes in as a file is looked into before it is kept: its content, not its name, says what it is.

A picture is opened by its header alone first, so that one which would fill the memory is refused before it is unpacked; what the
camera wrote into it (the place, the serial number, a thumbnail of what was cut away) is left behind. A document that is a
container is refused when it unpacks to too much or holds macros.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure_valid, gettext_noop
from portici.kernel.uploads.pictures import load_whole

#: Formats taken, with the ending that their file gets.
PICTURE_FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
#: Below it a picture is not worth showing, and above it it is a bomb.
LEAST_SIDE = 16
MOST_UNPACKED = 200_000_000
_OFFICE = {
    "docx": "word/", "xlsx": "xl/", "pptx": "ppt/",
}  # fmt: skip
_OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_PICTURE_TODO = gettext_noop("Save it again as JPEG, PNG, WebP or AVIF, smaller if need be.")


def picture_findings(file: Any) -> list[Finding]:
    """What is wrong with a file that should be a picture; it is not unpacked for that."""
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > limit:
        return [_too_large(file.size, limit, _PICTURE_TODO)]
    try:
        opened = _header(file)
    except Image.DecompressionBombError:
        return [_size("> 100 000 000")]
    if opened is None or opened.format not in PICTURE_FORMATS:
        accepted = Message(gettext_noop("A picture as JPEG, PNG, WebP or AVIF."))
        return [error("picture.format", str(file.name), accepted, Message(_PICTURE_TODO)).at("file")]
    width, height = opened.size
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if width * height > most or min(width, height) < LEAST_SIDE or getattr(opened, "n_frames", 1) > 1:
        return [_size(f"{width} × {height}")]
    return []


def _size(found: str) -> Finding:
    accepted = Message(
        gettext_noop(
            "One still picture, at least %(least)s pixels a side and at most %(most)s million in all."
        ),
        {"least": LEAST_SIDE, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )
    return error("picture.size", found, accepted, Message(_PICTURE_TODO)).at("file")


def _header(file: Any) -> Image.Image | None:
    """The picture with its header read; None when there is none that can be read. Raises DecompressionBombError."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured by the caller
            return Image.open(io.BytesIO(file.read()), formats=tuple(PICTURE_FORMATS))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    finally:
        file.seek(0)


def stripped(file: Any) -> tuple[bytes, str]:
    """The picture's bytes without what its camera wrote, and the ending for its name.

    It is turned the way the camera was held, as that is said in what is left behind. Raises Invalid.
    """
    ensure_valid(picture_findings(file))
    opened = _header(file)
    assert opened is not None and opened.format is not None  # noqa: S101, PT018 -- the check has just read it
    form = opened.format
    try:
        load_whole(opened)
        upright = ImageOps.exif_transpose(opened)
    except (OSError, ValueError, SyntaxError) as flaw:
        accepted = Message(gettext_noop("A picture that can be read to its end."))
        broken = error("picture.broken", str(file.name), accepted, Message(_PICTURE_TODO)).at("file")
        ensure_valid([broken])
        raise AssertionError from flaw
    out = io.BytesIO()
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        bare = upright.convert("RGBA")
        bare.info = {}
    else:
        bare.paste(upright)
    options: dict[str, Any] = {"quality": 92} if form != "PNG" else {"optimize": True}
    if profile := upright.info.get("icc_profile"):
        options["icc_profile"] = profile
    bare.save(out, form, **options)
    return out.getvalue(), PICTURE_FORMATS[form]


class StrippedFile(ContentFile):  # type: ignore[type-arg] # the stubs' class takes a parameter that Django's does not
    """A picture's file that has been looked into, and of which what the camera wrote was left behind."""


def taken_in(file: Any) -> StrippedFile:
    """The file as the house keeps it: read to its end, stripped, named after what it is. Raises Invalid."""
    if isinstance(file, StrippedFile):
        return file
    data, ending = stripped(file)
    stem = str(file.name).rpartition("/")[2].rpartition(".")[0] or "picture"
    return StrippedFile(data, name=f"{stem}.{ending}")


def strip_in_place(picture: Any) -> None:
    """Put the stripped file in the place of the one that is about to be stored, and measure it. Raises Invalid."""
    if not isinstance(picture.file.file, StrippedFile):
        picture.file = taken_in(picture.file.file)
    data = picture.file.file.read()
    picture.file.file.seek(0)
    picture.file_size = len(data)
    picture.file_hash = ""
    picture._set_file_hash()


def document_findings(file: Any) -> list[Finding]:
    """What is wrong with a file that should be a document."""
    limit = settings.DOCUMENT_MAX_BYTES
    if file.size > limit:
        return [_too_large(file.size, limit, gettext_noop("Divide it, or save it smaller."))]
    ending = str(file.name).rpartition(".")[2].lower()
    file.seek(0)
    try:
        sound = _is_what_it_says(file, ending)
    finally:
        file.seek(0)
    if sound:
        return []
    accepted = Message(
        gettext_noop("A document without macros as %(endings)s, whose content is what its name says."),
        {"endings": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)},
    )
    todo = Message(gettext_noop("Open it and save it again in one of these formats; PDF is best to publish."))
    return [error("document.format", str(file.name), accepted, todo).at("file")]


def ensure_document(file: Any) -> None:
    """Raises Invalid when the file is not one that the house takes."""
    ensure_valid(document_findings(file))


def _is_what_it_says(file: Any, ending: str) -> bool:
    if ending == "pdf":
        return bool(file.read(1024).lstrip().startswith(b"%PDF-"))
    if ending in _OFFICE or ending in _OPEN:
        return _is_container(file, ending)
    if ending in ("csv", "txt"):
        data: bytes = file.read()
        return b"\0" not in data
    return False


def _is_container(file: Any, ending: str) -> bool:
    try:
        with zipfile.ZipFile(file) as opened:
            members = opened.infolist()
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                return False
            names = {member.filename for member in members}
            if any(
                name.rpartition("/")[2] == "vbaProject.bin" or name.startswith("Basic/") for name in names
            ):
                return False
            if ending in _OPEN:
                with opened.open("mimetype") as kind:
                    return kind.read(100) == _OPEN[ending]
            return "[Content_Types].xml" in names and any(name.startswith(_OFFICE[ending]) for name in names)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


def _too_large(size: int, limit: int, todo: str) -> Finding:
    accepted = Message(gettext_noop("A file of at most %(most)s MB."), {"most": limit // 1_000_000})
    return error("file.size", f"{size / 1_000_000:.1f} MB", accepted, Message(todo)).at("file")
